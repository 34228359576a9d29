"""The files of a LaTeX draft: nothing outside its root is read, whatever the source says."""

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from capassist.drafts.bounds import SKIPPED_FOLDERS, bounds_of, is_narrow, is_within
from capassist.drafts.latex.mask import FILL, Masked, mask
from capassist.drafts.source import SourceText, decode, read_source
from capassist.errors import DraftError
from capassist.model import Problem, Span
from capassist.text.invisible import declared_hiders, declared_whites, invisible_spans, is_passage

IMAGE_SUFFIXES = (
    ".pdf",
    ".png",
    ".jpg",
    ".jpeg",
    ".eps",
    ".svg",
    ".ps",
    ".tif",
    ".tiff",
    ".gif",
    ".bmp",
    ".webp",
    ".jp2",
    ".mps",
)
# Git's marks around two versions of the same lines.
_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\n(?:.*\n)*?>{7} ", re.MULTILINE)
_MAX_FILE = 20_000_000  # bytes; a longer .tex is data, not writing
_MOST_LEVELS = 3  # folders between a draft and one that holds its pictures, too
_MAX_LISTED = 50_000  # files of a folder that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """The file that a name stands for, relative to the root; None where there is none, or only one outside the draft.

    `spelled` is its name where that is not as it was written: letters differ in case, or accents in how they are coded.
    """

    file: str | None
    outside: bool = False
    spelled: str = ""


class Project:
    """A draft's folder: finds and reads its files, and remembers what was wrong with them.

    `contents` are bytes that stand in for those of files: the draft as it would be.
    """

    def __init__(self, root: Path, contents: Mapping[Path, bytes] = MappingProxyType({})) -> None:
        self.root = root.resolve()
        self.bounds = bounds_of(self.root)
        self.contents = contents
        self._problems: dict[Problem, None] = {}
        self._sources: dict[str, SourceText] = {}
        self._masked: dict[str, Masked] = {}
        self._whites: set[str] = set()  # colours
        self._hiders: dict[str, int] = {}  # commands whose arguments no reader sees
        self.hidden: list[tuple[str, Span]] = []  # what no reader sees, by file

    @cached_property
    def files(self) -> dict[str, str]:
        """The files below the root by their path in lower case and composed accents, for names that are spelled
        otherwise."""
        return {folded(path): path for path in sorted(self._names, reverse=True)}

    @cached_property
    def _names(self) -> frozenset[str]:
        found: list[str] = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
            base = Path(folder).relative_to(self.root)
            found += ((base / name).as_posix() for name in names)
            if len(found) > _MAX_LISTED:
                break
        return frozenset(found)

    def problem(self, code: str, message: str, hint: str = "", figure: str | None = None, subject: str = "") -> None:
        """Remember a problem, once."""
        self._problems.setdefault(Problem(code, message, hint, figure, subject))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong so far, in order."""
        return tuple(self._problems)

    def forget_problems_since(self, count: int) -> None:
        """Forget all but the first `count` problems: they were of a file that is not the author's."""
        self._problems = dict.fromkeys(self.problems[:count])

    def inside(self, path: str) -> Path | None:
        """Return the real file for a path relative to the root, or None when it leads out of the draft."""
        try:
            real = (self.root / path).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        return real if real.is_relative_to(self.root) else None

    def source(self, file: str) -> SourceText:
        """Return a file's text. Raises DraftError when it cannot be read."""
        if file not in self._sources:
            path = self.inside(file)
            if path is None:
                raise DraftError(
                    f"{file} leads out of the draft.",
                    "Put the file itself into the draft's folder, or name it where it is.",
                )
            if path.is_file() and path.stat().st_size > _MAX_FILE:
                raise DraftError(
                    f"{file} is larger than {_MAX_FILE // 1_000_000} MB, so it was not read.",
                    "So large a .tex holds data: move them into files of another kind, such as graphics.",
                )
            instead = self.contents.get(path)
            self._sources[file] = read_source(path) if instead is None else decode(instead)
        return self._sources[file]

    def masked(self, file: str, verbatims: Collection[str] = (), excluded: Collection[str] = ()) -> Masked:
        """Return the views of a file; environments that become known later don't change what was read."""
        if file not in self._masked:
            self._tell_of_conflict(file)
            self._masked[file] = self._visible(file, mask(self.source(file).text, verbatims, excluded))
        return self._masked[file]

    def _tell_of_conflict(self, file: str) -> None:
        text = self.source(file).text
        if (found := _CONFLICT.search(text)) is not None:
            self.problem(
                "conflict",
                f"{file}, line {text.count(chr(10), 0, found.start()) + 1}, has git's marks of a conflict: "
                "both versions were read.",
                "Resolve the conflict first.",
            )

    def _visible(self, file: str, masked: Masked) -> Masked:
        """Blank in both views what no reader sees, and warn of it where it is more than a few words."""
        self._whites |= declared_whites(masked.structure)
        self._hiders |= declared_hiders(masked.structure, self._whites)
        spans = list(invisible_spans(masked.structure, self._whites, self._hiders))
        self.hidden += [(file, span) for span in spans]
        for start, end in spans:
            if is_passage(masked.readable[start:end]):
                line = masked.structure.count("\n", 0, start) + 1
                self.problem("hidden-text", f"{file}, line {line}, holds text that no reader can see; it was left out.")
        return Masked(_blanked(masked.structure, spans), _blanked(masked.readable, spans)) if spans else masked

    def read_files(self) -> tuple[str, ...]:
        """Return the files whose text was read so far, in order."""
        return tuple(self._masked)

    def find(self, name: str, folders: Collection[str], suffixes: Collection[str]) -> Found:
        """Look for the file of that name in each folder with each suffix; at last by a name that is spelled otherwise.

        A name that leads out of the root is a problem with the code "outside", and is not looked up.
        """
        found = self._find(name, folders, suffixes)
        if found.outside:
            self.problem("outside", f"{name} lies outside the draft and was not read.", self._way_to(name, folders))
        return found

    def find_image(self, name: str, folders: Collection[str], suffixes: Collection[str]) -> Found:
        """Look for a picture as `find` does, and then in the project around the draft. The problem's code is
        "outside-image"."""
        found = self._find(name, folders, suffixes)
        if found.outside and (beyond := self._find_beyond(name, folders, suffixes)) is not None:
            return Found(beyond)
        if found.outside:
            message = f"{name} lies outside the draft and was not read."
            self.problem("outside-image", message, self._way_to(name, folders), subject=name)
        return found

    def _find(self, name: str, folders: Collection[str], suffixes: Collection[str]) -> Found:
        name = name.strip().strip('"').replace("\\", "/").replace(FILL, "")
        folders = list(dict.fromkeys(folders))
        paths = [path for folder in folders if (path := _normal(folder, name)) is not None]
        candidates = [f"{path}{suffix}" for path in paths for suffix in suffixes]
        if (exact := next(filter(self._exists, candidates), None)) is not None:
            return Found(exact)
        if (file := self._spelled_otherwise(candidates)) is not None:
            return Found(file, spelled=file if "/" in name else file.rpartition("/")[2])
        return Found(None, not paths or any(map(self._leads_out, (*_climbing(name, folders, suffixes), *candidates))))

    def _spelled_otherwise(self, candidates: Iterable[str]) -> str | None:
        """Return the first file whose name differs from one of these in case or in how accents are coded."""
        files = (self.files.get(folded(candidate)) for candidate in candidates)
        return next((file for file in files if file is not None and self._exists(file)), None)

    def _find_beyond(self, name: str, folders: Collection[str], suffixes: Collection[str]) -> str | None:
        """Return the file of that name, relative to the root, where it lies in the project around the draft."""
        if self.bounds == self.root or "\0" in name:
            return None
        for folder in dict.fromkeys(folders):
            for suffix in suffixes:
                path = Path(os.path.normpath(self.root / folder / f"{name}{suffix}"))
                if path.is_file() and is_within(path, self.bounds):
                    return Path(os.path.relpath(path, self.root)).as_posix()
        return None

    def _way_to(self, name: str, folders: Collection[str]) -> str:
        """Return what helps where a file lies outside: the folder to name where it holds both and is close."""
        for folder in dict.fromkeys(folders):
            path = Path(os.path.normpath(self.root / folder / name))
            above = Path(os.path.commonpath((path, self.root)))
            if above in list(self.root.parents)[:_MOST_LEVELS] and is_narrow(above):
                return f"Name {above}, the folder that holds both, as the draft."
        return "Put the file into the draft's folder, or name a folder above both as the draft."

    def _exists(self, path: str) -> bool:
        """Return whether a path relative to the root is one of its files, and no link that leads out."""
        return path in self._names and self.inside(path) is not None

    def _leads_out(self, path: str) -> bool:
        try:
            return (self.root / path).exists() and self.inside(path) is None
        except (OSError, ValueError):
            return False


def folded(name: str) -> str:
    """Return a name as systems compare it that hold "É.PNG", "é.png" and "e\u0301.png" for the same file."""
    return unicodedata.normalize("NFC", name).lower()


def _blanked(text: str, spans: Iterable[Span]) -> str:
    pieces, after = [], 0
    for start, end in spans:
        pieces += [text[after:start], FILL * (end - start)]
        after = end
    return "".join((*pieces, text[after:]))


def _climbing(name: str, folders: Iterable[str], suffixes: Collection[str]) -> Iterator[str]:
    """Yield the paths of a name that climb out of the root."""
    for folder in folders:
        if _normal(folder, name) is None:
            yield from (f"./{folder}/{name}{suffix}" for suffix in suffixes)


def _normal(folder: str, name: str) -> str | None:
    """Return folder/name relative to the root without "..", or None when it climbs out or is absolute."""
    if name.startswith(("/", "~")) or re.match(r"[a-zA-Z]:", name) or "\0" in name:
        return None
    parts: list[str] = []
    for part in (*PurePosixPath(folder).parts, *PurePosixPath(name).parts):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def tex_files(project: Project) -> Iterator[str]:
    """Yield the draft's .tex files, in order."""
    yield from (path for path in sorted(project.files.values()) if path.lower().endswith((".tex", ".ltx", ".latex")))
