"""Compiling a draft with TeX, before and after new captions, in a temporary copy that it cannot reach out of.

A paper is a program that strangers may have written. Its TeX runs without shell escape and may open files of the copy
and of the TeX installation only (`openin_any=p`, `openout_any=p`: not above its folder, no dot files); no latexmk runs,
so none of its settings do, and no other program; of the environment it sees nothing but paths; time and file sizes are
limited. LuaTeX is not used, because its Lua code opens any file all the same.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from capassist.drafts.writing.replacement import Change
from capassist.errors import UsageError, WriteError
from capassist.model import Draft

# In the order they are tried; `latex` is for papers whose pictures are all EPS.
ENGINES = ("pdflatex", "xelatex", "latex")
RUNS = 2  # the second reads what the first wrote: the list of figures, bookmarks
SECONDS = 120.0  # for one run
LARGEST_FILE = 500_000_000  # bytes that TeX may write into one file
LARGEST_DRAFT = 1_000_000_000  # bytes that are copied

_BUILD = "capassist-build"
_OPTIONS = (
    "-no-shell-escape",
    "-interaction=nonstopmode",
    "-halt-on-error",
    "-file-line-error",
    f"-output-directory={_BUILD}",
)
_SAFETY = {"openin_any": "p", "openout_any": "p", "shell_escape": "f", "max_print_line": "1000"}
_KEPT = ("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
_KEPT_STARTS = ("TEXMF", "TEXINPUTS")
_WISH = re.compile(r"^%\s*!\s*TeX\s+(?:TS-)?program\s*=\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_ERROR = re.compile(r"^(?:\./)?(?P<place>[^\n:]+:\d+: )(?P<message>.+)$", re.MULTILINE)
_BARE_ERROR = re.compile(r"^! (.+)$", re.MULTILINE)  # of a file that is missing: where it is asked for follows
_LEFT_BEHIND = frozenset(".aux .loa .lof .lol .lot .nav .out .snm .toc".split())  # by the author's own runs


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that compiles a document; without its pictures, boxes stand in for them."""

    program: str
    pictures: bool = True

    def __str__(self) -> str:
        return self.program if self.pictures else f"{self.program}, with boxes for its pictures"


def require_tex() -> None:
    """Raise UsageError when no engine is installed."""
    if not _installed():
        raise UsageError(
            f"--verify needs TeX, and none of {', '.join(ENGINES)} was found.",
            "Install TeX Live or MiKTeX, or go on without --verify.",
        )


def verify_compiles(draft: Draft, changes: Sequence[Change]) -> tuple[str, ...]:
    """Compile the draft as it is and with the changes, in a temporary copy; return what the author should know of it.

    A draft that does not compile as it is blocks nothing. Raises WriteError, with TeX's first error, when only the
    changes stop it from compiling, and UsageError when there is no TeX or the draft is too large to be copied.
    """
    require_tex()
    with tempfile.TemporaryDirectory(prefix="capassist-", ignore_cleanup_errors=True) as folder:
        copy = copied(draft.root, Path(folder))
        engine, error = working_engine(copy / draft.main)
        if engine is None:
            return (f"Not verified: the paper does not compile here even as it is ({error}).",)
        for change in changes:
            (copy / change.file).parent.mkdir(parents=True, exist_ok=True)
            (copy / change.file).write_bytes(change.new)
        broken = compile_error(copy / draft.main, engine)
    if broken:
        raise WriteError(
            f"With the new captions the paper no longer compiles: {broken}",
            "Nothing was written. Change that caption: `capassist review`.",
        )
    return (f"Verified: the paper compiles with the new captions ({engine}).",)


def working_engine(main: Path) -> tuple[Engine | None, str]:
    """Return the engine that compiles the document, or None with the first error of the first one that was tried.

    The one that its `% !TEX program` names is tried first. At last the pictures are left out: some are to be converted,
    which takes a shell, or lie above the main file's folder, or are missing.
    """
    if not main.is_file():
        return None, f"{main.name} is hidden, or behind a link to elsewhere"
    wish = _WISH.search(main.read_text(encoding="utf-8", errors="replace"))
    first = wish.group(1).lower() if wish else ""
    programs = sorted(_installed(), key=lambda name: name != first)
    errors = []
    for engine in (*map(Engine, programs), Engine(programs[0], pictures=False)):
        error = compile_error(main, engine)
        if error is None:
            return engine, ""
        errors.append(error)
    return None, errors[0]


def compile_error(main: Path, engine: Engine, seconds: float = SECONDS) -> str | None:
    """Compile a main file in its folder and return TeX's first error, "main.tex:12: Undefined control sequence.", or
    None.

    The folder must be a copy: what TeX writes goes into a new folder in it.
    """
    build = main.parent / _BUILD
    shutil.rmtree(build, ignore_errors=True)
    for folder, folders, _ in os.walk(main.parent):
        folders[:] = [name for name in folders if name != _BUILD]
        (build / Path(folder).relative_to(main.parent)).mkdir()  # \include writes a file for each chapter where it lies
    command = [
        engine.program,
        *_OPTIONS,
        *(["-no-pdf"] if engine.program == "xelatex" else []),
        *_document(main, engine),
    ]
    for _ in range(RUNS):
        code = _run(command, main.parent, seconds)
        if code is None:
            return f"{engine.program} was not done after {seconds:.0f} seconds"
        if code:
            return _first_error(build / f"{main.stem}.log") or f"{engine.program} stopped with code {code}"
    return None


def _document(main: Path, engine: Engine) -> tuple[str, ...]:
    if engine.pictures:
        return (f"./{main.name}",)
    return f"-jobname={main.stem}", f"\\PassOptionsToPackage{{demo}}{{graphics}}\\input{{./{main.name}}}"


def copied(root: Path, folder: Path) -> Path:
    """Copy the draft's files into the folder and return it.

    Left out are hidden files, links that lead elsewhere, and what TeX noted for itself when the author ran it.

    Raises UsageError when they are too large, WriteError when they cannot be copied.
    """
    total = 0
    try:
        for source in _files(root):
            total += source.stat().st_size
            if total > LARGEST_DRAFT:
                raise UsageError(f"{root} is too large to be copied for --verify.", "Go on without --verify.")
            target = folder / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    except OSError as error:
        raise WriteError(f"{root} cannot be copied for --verify: {error.strerror or error}.") from error
    return folder


def _files(root: Path) -> Iterable[Path]:
    real = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(folder, name) for name in names if not name.startswith(".")):
            if path.suffix in _LEFT_BEHIND:
                continue
            if path.is_file() and path.resolve().is_relative_to(real):
                yield path


def _installed() -> list[str]:
    return [engine for engine in ENGINES if shutil.which(engine)]


def _run(command: Sequence[str], folder: Path, seconds: float) -> int | None:
    """Return the exit code, or None when the time is over; then nothing that it started runs on."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_STARTS)}
    with subprocess.Popen(  # noqa: S603  an engine by its name, and a file of the copy
        command,
        cwd=folder,
        env=kept | _SAFETY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            _limit_files(process.pid)
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)


def _limit_files(pid: int) -> None:
    try:
        import resource

        resource.prlimit(pid, resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    except (ImportError, AttributeError, OSError):  # not on this system, or it is done already
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started: TeX makes missing fonts by scripts."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _first_error(log: Path) -> str:
    try:
        with log.open("rb") as file:
            text = file.read(20_000_000).decode("utf-8", "replace")
    except OSError:
        return ""
    bare, placed = _BARE_ERROR.search(text), _ERROR.search(text)
    if bare and (not placed or bare.start() < placed.start()):
        return (placed["place"] if placed else "") + bare.group(1).strip()
    return placed.group().removeprefix("./").strip() if placed else ""
