"""Which of a folder's files is the paper."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from capassist.drafts.latex.build_files import named_by_build_files
from capassist.drafts.latex.generated import to_be_made
from capassist.drafts.latex.project import Project, tex_files
from capassist.errors import DraftError
from capassist.files import read_file

_CLASS = re.compile(r"\\document(?:class|style)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}", re.MULTILINE)
_DOCUMENT = re.compile(r"\\(begin|end)\s*\{document\}")
_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|(?:sub)?import\s*\{(?P<folder>[^{}]*)\}"
    r"|(?:sub)?includefrom\s*\{[^{}]*\}|cf(?:part|chapter"
    r"|(?:sub)?section)\s*(?:\[[^\[\]]*\]\s*)?\{[^{}]*\}\s*\{(?P<part>[^{}]*)\}|cfinput)\s*(?:\{(?P<name>[^{}]*)\}"
    r"|(?P<bare>[^\s{}\\%]+))",
    re.MULTILINE,
)
_ROOT = re.compile(r"^%\s*!\s*TE?X\s+root\s*=\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_SUBFILE = re.compile(r"\\documentclass\s*\[([^\]]*)\]\s*\{subfiles\}")
_FIGURE = re.compile(r"\\(?:begin\s*\{[a-zA-Z]*(?:figure|table)\*?\}|includegraphics|caption)", re.MULTILINE)
_FLOAT = re.compile(r"\\begin\s*\{figure\*?\}(.*?)\\end\s*\{figure", re.DOTALL)
_CAPTION = re.compile(r"\\(?!captionsetup)[a-zA-Z]*caption[a-zA-Z]*\*?\s*(?:\[[^\]]*\]\s*)*\{\s*[^\s}]", re.IGNORECASE)
_COMMENT = re.compile(r"%(?<!\\%).*")  # begins with a letter, which is found faster than what stands before it
_USUAL = ("main", "paper", "ms", "manuscript", "article", "thesis", "dissertation", "root", "report", "draft", "book")
_NO_PAPER = re.compile(r"standalone|subfiles|letter|beamer|moderncv|poster|exam|tikzposter|beamerposter", re.IGNORECASE)
# Words of a name, as between hyphens, underscores and digits, that a paper's own name seldom has.
_SUPPLEMENT_WORDS = frozenset(
    "supp suppinfo supinfo suppmat supmat suppl support supporting supplement supplementary supplemental supplements "
    "si esi".split()
)
_NO_PAPER_WORDS = _SUPPLEMENT_WORDS | frozenset(
    "response responses reply replies rebuttal cover coverletter letter referee referees reviewer reviewers review "
    "diff poster slides talk presentation template sample samples example examples demo howto instructions guide "
    "guidelines readme highlights checklist abstract cv doc elsdoc manual documentation old backup bak copy deprecated "
    "unused test".split()
)
# Folders that hold what the paper was once, or is made from.
_OLD_FOLDER = re.compile(
    r"old|older|archived?|backups?|bak|previous|prev|obsolete|deprecated|unused|trash|attic|legacy|history|templates?"
    r"|examples?|samples?|"
    r"howto|submission|submitted|submissions|resubmission|revision|revisions|rev|arxiv|rejected|v\d+|version|versions"
    r"|drafts|reviews?|responses?",
    re.IGNORECASE,
)
_PARENTS = 4  # folders above a part in which its paper is looked for
_MAX_LISTED = 200  # .tex files of such a folder
_MAX_SIZE = 2_000_000  # bytes of each


def find_main(project: Project) -> str:
    """Return the main file, relative to the root. Others that look complete are named in a problem, and so is what was
    not read.

    Raises DraftError when the folder has no .tex file that can be read.
    """
    files = list(tex_files(project))
    if not files:
        raise _no_source(project)
    sources = _sources(project, files)
    texts = {file: _COMMENT.sub("", text) for file, text in sources.items()}
    reached = {file: _reached(file, texts.get) for file in texts}
    complete = _complete(texts, reached)
    if not complete:
        return _richest(texts)
    named = _named_as_main(project, sources, complete)
    ranked = sorted(
        complete,
        key=lambda file: _rank(project, file, texts, reached[file], complete[file], named=file in named),
        reverse=True,
    )
    parts = set().union(*map(reached.__getitem__, complete)) - named
    chosen, *others = [file for file in ranked if file not in parts] or ranked
    whole = {file: "".join(texts[part] for part in sorted({file, *reached[file]})) for file in others}
    _tell_of_others(project, chosen, _sent_in(whole, complete))
    return chosen


def _no_source(project: Project) -> DraftError:
    """Return what to say of a folder without .tex files."""
    if (made := to_be_made(project)) is not None:
        return DraftError(
            f"{project.root} holds no .tex file yet: {made.program} makes it from {made.source}.",
            f"Run {made.program} on {made.source} first.",
        )
    pdfs = sorted(file for file in project.files.values() if file.lower().endswith(".pdf") and "/" not in file)
    if len(pdfs) == 1:
        return DraftError(f"{project.root} holds no .tex file.", f"To read its PDF, name it: {project.root / pdfs[0]}")
    return DraftError(
        f"{project.root} holds no .tex file.",
        "Name the folder of the paper's source, its main .tex file, or a PDF.",
    )


def _complete(texts: dict[str, str], reached: dict[str, set[str]]) -> dict[str, str]:
    """Return the files that are documents with their classes: with one of their own, or with the text and a class from
    a file that is brought in, or made of such parts. A text whose class no file names (it is in a format that is made
    before) counts where there is nothing else.
    """
    classes = {file: match.group(1) for file, text in texts.items() if (match := _CLASS.search(text))}
    documents = {file for file, text in texts.items() if _DOCUMENT.search(text)}
    own = documents & classes.keys()
    for file in sorted((documents | _made_of_parts(texts, reached, own)) - own):
        named = [classes[other] for other in sorted(reached[file]) if other in classes]
        if named or not own:
            classes[file] = next(iter(named), "")
    return classes


def _made_of_parts(texts: dict[str, str], reached: dict[str, set[str]], documents: set[str]) -> set[str]:
    """Return the files that bring in the opening of a document, and others with its text and end."""
    openings = {file for file in documents if "end" not in _DOCUMENT.findall(texts[file])}
    return {file for file in texts if not openings.isdisjoint(reached[file])}


def _sources(project: Project, files: list[str]) -> dict[str, str]:
    """Return the files' texts. Raises DraftError when none of them can be read."""
    texts = {}
    for file in files:
        try:
            texts[file] = project.source(file).text
        except DraftError as error:
            if len(files) == 1:
                raise
            project.problem("missing-input", error.message, error.hint)
    if not texts:
        raise DraftError(f"None of the .tex files in {project.root} can be read.", "Name the paper's PDF instead.")
    return texts


def _tell_of_others(project: Project, chosen: str, others: list[str]) -> None:
    here = project.inside(chosen)
    others = [file for file in others if project.inside(file) != here]  # a link to the paper is no other one
    if not others:
        if "/" in chosen:
            project.problem(
                "main-file-below",
                f"{chosen} was read, as no .tex file in the folder itself is complete.",
                "Name a .tex file or another folder to read another paper.",
            )
        return
    names = ", ".join(others[:5]) + (" and more" if len(others) > 5 else "")
    project.problem(
        "several-main-files",
        f"{chosen} was read, but there are other complete documents: {names}.",
        "Name the .tex file instead of the folder to read another one.",
        subject=others[0],
    )


def _sent_in(texts: dict[str, str], classes: dict[str, str]) -> list[str]:
    """Return those of the documents that are papers or sent in beside one, first those with figures without
    captions."""
    sent_in = [file for file, text in texts.items() if _is_sent_in(file, classes[file], text)]
    return sorted(sent_in, key=lambda file: not _lacks_a_caption(texts[file]))


def _is_sent_in(file: str, document_class: str, text: str) -> bool:
    """Return whether a document, with its parts' text, is a paper, or what is sent in beside one and has figures."""
    if _NO_PAPER.search(document_class):
        return False
    return not _named_otherwise(Path(file).stem) or bool(
        _words(Path(file).stem) & _SUPPLEMENT_WORDS and _FIGURE.search(text)
    )


def _lacks_a_caption(text: str) -> bool:
    return any(_CAPTION.search(body) is None for body in _FLOAT.findall(text))


def _named_otherwise(stem: str) -> bool:
    """Return whether a name says that the file is no paper: a letter, slides, a template."""
    return not _NO_PAPER_WORDS.isdisjoint(_words(stem))


def _words(stem: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem).lower()))


# the paper of a part


def root_for(file: Path) -> Path:
    """Return the folder whose files belong to a .tex file: that of the main file it is a part of, else its own."""
    target = _target(file)
    return (target or file).resolve().parent


def main_of(project: Project, file: str) -> str:
    """Return the main file that a .tex file belongs to, else the file itself; that another one is read is told."""
    path = project.root / file
    target = _target(path)
    if target is None or not target.resolve().is_relative_to(project.root):
        return file
    main = target.resolve().relative_to(project.root).as_posix()
    project.problem(
        "part-of-paper",
        f"{file} is a part of {main}, so the whole paper was read.",
        "Numbers, style and session are the paper's.",
    )
    return main


def _target(file: Path) -> Path | None:
    """Return the main file that a .tex file names as its root, or the nearest one around it that reads it."""
    text = _text_of(file)
    if text is None:
        return None
    for match in (_ROOT.search(text[:4000]), _SUBFILE.search(text)):
        if match is not None and (found := _beside(file, match.group(1))) is not None:
            return found
    if _CLASS.search(_COMMENT.sub("", text)):
        return None
    return next(_papers_around(file.resolve()), None)


def _beside(file: Path, name: str) -> Path | None:
    """Return the file of that name, seen from another one, if it lies in a folder above."""
    try:
        target = file.parent / name
        target = target if target.suffix == ".tex" else target.with_name(f"{target.name}.tex")
        inside = file.resolve().is_relative_to(target.parent.resolve())
        return target if target.is_file() and inside and target.resolve() != file.resolve() else None
    except (OSError, ValueError, RuntimeError):  # a name that no file can have
        return None


def _papers_around(part: Path) -> Iterator[Path]:
    """Yield the complete files in the folder of a part and those above that read it, nearest first, up to a
    repository's root."""
    for folder in list(part.parents)[:_PARENTS]:
        if folder == Path.home() or folder.parent == folder:
            return
        name = part.relative_to(folder).as_posix()
        for main in sorted(folder.glob("*.tex"))[:_MAX_LISTED]:
            if main != part and name in _reached(main.name, partial(_plain, folder)) and _is_document(main):
                yield main
        if (folder / ".git").exists():
            return


def _is_document(file: Path) -> bool:
    text = _plain(file.parent, file.name)
    return text is not None and (_CLASS.search(text) or _DOCUMENT.search(text)) is not None


def _plain(folder: Path, file: str) -> str | None:
    """Return the text of a file below a folder without its comments."""
    try:
        path = (folder / file).resolve()
    except OSError:
        return None
    text = _text_of(path) if path.is_relative_to(folder) else None
    return None if text is None else _COMMENT.sub("", text)


def _text_of(path: Path) -> str | None:
    try:
        data = read_file(path, _MAX_SIZE + 1)
    except OSError:
        return None
    return data.decode("latin-1") if len(data) <= _MAX_SIZE else None


def _named_as_main(project: Project, sources: dict[str, str], complete: dict[str, str]) -> set[str]:
    """Return the complete files that build files, or other files as their root, name as the paper."""
    papers = {file for file in complete if not _NO_PAPER.search(complete[file]) and not _is_old(file)}
    return named_by_build_files(project, complete, papers) | _named_as_root(project, sources, complete)


def _named_as_root(project: Project, sources: dict[str, str], complete: dict[str, str]) -> set[str]:
    """Return the complete files that others name as their root."""
    found = set()
    for file, text in sources.items():
        for match in _ROOT.finditer(text[:4000]):
            target = project.find(match.group(1), [file.rpartition("/")[0], ""], ("", ".tex")).file
            if target in complete and target != file:
                found.add(target)
    return found


# the choice


def _reached(main: str, read: Callable[[str], str | None]) -> set[str]:
    """Return the files that a main file brings in, directly or not."""
    found: set[str] = set()
    waiting = [main]
    while waiting:
        file = waiting.pop()
        for candidate in _inputs(file, read(file) or "", main.rpartition("/")[0]):
            if candidate not in found and read(candidate) is not None:
                found.add(candidate)
                waiting.append(candidate)
    return found


def _inputs(file: str, text: str, home: str) -> Iterator[str]:
    """Yield what a file's inputs may be: names are relative to the main file's folder, to the file's, or the root."""
    folders = dict.fromkeys((home, file.rpartition("/")[0], ""))
    for match in _INPUT.finditer(text):
        name = f"{match['folder'] or match['part'] or ''}/{match['name'] or match['bare']}".strip('/ "')
        stem = str(PurePosixPath(name)).removesuffix(".tex")
        yield from (f"{folder}/{stem}.tex" if folder else f"{stem}.tex" for folder in folders)


def _rank(
    project: Project, file: str, texts: dict[str, str], reached: set[str], document_class: str, *, named: bool
) -> tuple[object, ...]:
    """Return what makes a complete file likely to be the paper, the weightiest first."""
    path = PurePosixPath(file)
    figures = _figures_in({file, *reached}, texts)
    built = sum(f"{path.with_suffix(suffix)}".lower() in project.files for suffix in (".aux", ".bbl", ".pdf", ".log"))
    usual = _USUAL.index(path.stem.lower()) if path.stem.lower() in _USUAL else len(_USUAL)
    looks_old = _is_old(file)
    return (
        not _NO_PAPER.search(document_class),
        _DOCUMENT.search(texts[file]) is not None,
        named and not looks_old,
        not looks_old,
        usual < len(_USUAL) or not _named_otherwise(path.stem),
        usual < len(_USUAL) or figures > 0,
        -len(path.parts),
        figures.bit_length(),  # an order of magnitude of figures counts more than the name, one or two do not
        -usual,
        built,
        figures,
        len(texts[file]),
        file,
    )


def _is_old(file: str) -> bool:
    """Return whether a folder above a file says that it holds what the paper was once, or is made from."""
    words = (word for folder in PurePosixPath(file).parts[:-1] for word in re.split(r"[\s_.\-]+", folder))
    return any(_OLD_FOLDER.fullmatch(word) for word in words)


def _figures_in(files: set[str], texts: dict[str, str]) -> int:
    return sum(len(_FIGURE.findall(texts[file])) for file in files)


def _richest(texts: dict[str, str]) -> str:
    """Return the file with most figures of a folder without a complete document."""
    return max(
        texts,
        key=lambda file: (_figures_in({file, *_reached(file, texts.get)}, texts), len(texts[file])),
    )
