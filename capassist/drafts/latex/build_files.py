"""What the files that build a paper say about which source is its main file: Makefile, latexmkrc, arXiv's 00README."""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath

from capassist.drafts.latex.project import Project
from capassist.errors import DraftError

_MAKE = ("makefile", "gnumakefile", "makefile.am")
_LATEXMK = ("latexmkrc", ".latexmkrc")
_README = ("00readme", "00readme.xxx", "00readme.json", "00readme.yaml", "00readme.yml", "00readme.toml")
_DEFAULT_FILES = re.compile(r"@default_files\s*=\s*\(([^)]*)\)")
_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
# arXiv: "ms.tex toplevelfile" of old, an entry with usage: toplevel now.
_TOPLEVEL = re.compile(r"(\S+)[ \t]+toplevelfile")
_ENTRY = re.compile(r"filename[\"']?\s*[:=]\s*[\"']?([^\s\"',}]+)[^{}]*?usage[\"']?\s*[:=]\s*[\"']?toplevel")
_ENTRY_TURNED = re.compile(r"usage[\"']?\s*[:=]\s*[\"']?toplevel[^{}]*?filename[\"']?\s*[:=]\s*[\"']?([^\s\"',}]+)")
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_VARIABLE = re.compile(r"^\s*(?:export\s+)?\w+\s*[:?]?=\s*(\S+)\s*$", re.MULTILINE)
_RUN = re.compile(
    r"\b(?:pdf|xe|lua|up|p)?latex(?:mk)?\b(?:[ \t]+-\S+)*[ \t]+[\"']?([\w./-]+)|\b(?:rubber|tectonic|arara"
    r"|texfot)\b(?:[ \t]+-\S+)*[ \t]+([\w./-]+)"
)
_NAMED = re.compile(r"([\w./-]+)\.(?:tex|pdf)\b")


def named_by_build_files(project: Project, complete: Collection[str], papers: Collection[str]) -> set[str]:
    """Return the complete files that a file beside them, or one in the root, builds: what latexmk or arXiv is told,
    else make.

    What is built in a folder below one with a complete paper says nothing: it is the manual of that paper's class, or
    its figures.
    """
    homes = {paper.rpartition("/")[0] for paper in papers}

    def counts(folder: str) -> bool:
        above = {"" if str(parent) == "." else str(parent) for parent in PurePosixPath(folder).parents}
        return homes.isdisjoint(above)

    told = set(_resolved(_told(project), complete, counts))
    return told or set(_resolved(_made(project), complete, counts))


def _told(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the names, each with the folder of the file that says it."""
    for folder, text in _texts(project, _LATEXMK):
        for files in _DEFAULT_FILES.findall(text):
            yield from ((folder, name) for name in _QUOTED.findall(files))
    for folder, text in _texts(project, _README):
        for pattern in (_TOPLEVEL, _ENTRY, _ENTRY_TURNED):
            yield from ((folder, name) for name in pattern.findall(text))


def _made(project: Project) -> Iterator[tuple[str, str]]:
    for folder, text in _texts(project, _MAKE):
        lines = _COMMENT.sub("", text)
        yield from ((folder, name) for name in _VARIABLE.findall(lines))
        yield from ((folder, first or second) for first, second in _RUN.findall(lines))
        yield from ((folder, name) for name in _NAMED.findall(lines))


def _texts(project: Project, names: Collection[str]) -> Iterator[tuple[str, str]]:
    for lower, file in sorted(project.files.items()):
        if lower.rpartition("/")[2] in names:
            try:
                yield file.rpartition("/")[0], project.source(file).text
            except DraftError:
                continue


def _resolved(
    named: Iterator[tuple[str, str]], complete: Collection[str], counts: Callable[[str], bool]
) -> Iterator[str]:
    for folder, name in named:
        if not counts(folder):
            continue
        stem = name.removeprefix("./").removesuffix(".pdf").removesuffix(".tex")
        for candidate in (f"{folder}/{stem}.tex" if folder else f"{stem}.tex", f"{stem}.tex"):
            if candidate in complete:
                yield candidate
                break
