"""Commands that bring another file into the document."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from capassist.drafts.latex.arguments import group, read_arguments, skip_space
from capassist.drafts.latex.mask import FILL
from capassist.drafts.latex.project import IMAGE_SUFFIXES
from capassist.drafts.latex.provenance import Text

INPUTS = frozenset(
    "input include subfile subfileinclude InputIfFileExists import subimport includefrom subincludefrom inputfrom "
    "subinputfrom".split()
)
TEX_SUFFIXES = (".tex", "", ".tikz", ".ltx", ".latex")
# Files that TeX draws from, or that hold no writing: they stay where they are named.
_DRAWN = (".pgf", ".pdf_tex", ".eps_tex", ".ps_tex", ".svg_tex", ".pstex_t", ".pdf_t", ".bbl", *IMAGE_SUFFIXES)
_GENERATED = (".aux", ".toc", ".ind", ".gls", ".lof", ".lot", ".glo", ".nlo")
_BEGIN_DOCUMENT = re.compile(r"\\begin\s*\{document\}")
_END_DOCUMENT = re.compile(r"\\end\s*\{document\}")
_BARE = re.compile(r"[ \t]+([^\s{}\\%]+)")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """One call: the file's name, where the call ends, and where the name is looked up."""

    command: str
    name: str
    end: int
    folder: str | None = None  # the first argument of \import
    relative: bool = False  # to the file that has the call: \subimport
    subfile: bool = False  # names within are relative to the file itself

    @property
    def is_generated(self) -> bool:
        """Return whether TeX writes the file itself, so that it may be missing."""
        return self.name.endswith(_GENERATED) or "\\" in self.name or "#" in self.name


def read_inclusion(structure: str, readable: str, command: str, end: int) -> Inclusion | None:
    """Return the inclusion whose command ends at `end`; None when it brings in no text."""
    read = _read_import if "import" in command or "from" in command else _read_input
    inclusion = read(structure, readable, command, end)
    return None if inclusion is None or inclusion.name.lower().endswith(_DRAWN) else inclusion


def _read_import(structure: str, readable: str, command: str, end: int) -> Inclusion | None:
    found = read_arguments(structure, end, "sgg")
    if found is None:
        return None
    folder, name = (_name(readable[slice(*span)]) for span in found.spans[1:] if span)
    return Inclusion(command, name, found.end, folder, relative=command.startswith("sub"))


def _read_input(structure: str, readable: str, command: str, end: int) -> Inclusion | None:
    span = group(structure, skip_space(structure, end))
    if span is not None:
        name, after = _name(readable[slice(*span)]), span[1] + 1
    elif (bare := _BARE.match(structure, end)) is not None:
        name, after = bare.group(1), bare.end()
    else:
        return None
    branches = read_arguments(structure, after, "mm") if command == "InputIfFileExists" else None
    return Inclusion(command, name, branches.end if branches else after, subfile=command.startswith("subfile"))


def is_left_out(inclusion: Inclusion, included_only: Collection[str] | None) -> bool:
    """Return whether \\includeonly leaves the file out."""
    return (
        included_only is not None
        and inclusion.command == "include"
        and inclusion.name.removesuffix(".tex") not in included_only
    )


def body_of(text: Text) -> Text:
    """Return what a file brings when it is read into another: without the preamble and end of its own document."""
    begin = _BEGIN_DOCUMENT.search(text.structure)
    if begin is None:
        return text
    end = _END_DOCUMENT.search(text.structure, begin.end())
    return Text(text.slice(begin.end(), end.start() if end else len(text)))


def _name(text: str) -> str:
    return text.replace(FILL, "").strip().strip('"')
