"""What the numbers of figures hang on that is not followed here, so that nobody takes a wrong one for certain."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from capassist.drafts.latex.captions import CAPTIONS
from capassist.drafts.latex.classes import is_known_class
from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.project import Project, tex_files

_HINT = "Call the figures by their labels, or compile the paper: the numbers of its .aux file are taken then."
_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_CALL = re.compile(r"\\([a-zA-Z@]+)\*?\s*((?:\[[^\[\]]*\]\s*|\{[^{}]*\}\s*)+)")
_ARGUMENT = re.compile(r"\{([^{}]*)\}")
_CAPTION = re.compile(r"\\(\w*(?:[cC]aption|[cC]apt)\w*)\*?\s*(?:\[[^\[\]]*\]\s*)?\{([^{}]*)")
_NO_CAPTION = frozenset(
    (*CAPTIONS, *"captionsetup captionsize captype subcaption subcaptionbox phantomcaption".split())
)
# What a command is called that brings in a file; others name it in words, or take its labels.
_BRINGS_IN = re.compile(
    r"input|includ(?!e(?:only|graphics|standalone))|import|chap|sect|part|file|load|read|insert", re.I
)
_LEAST_WORDS = 3  # of a caption
_MOST = 3  # things of a kind that are named


@dataclass(frozen=True, slots=True)
class Sources:
    """What numbers may hang on: `unfollowed` has the commands that change them, with the file that defines each,
    `unclear` those in what they print; `foreign_class` is the class that is not in the draft, "" where all are;
    `missing_styles` are the author's own that are not there."""

    unfollowed: Mapping[str, str]
    unclear: Collection[str]
    foreign_class: str
    missing_styles: Sequence[str]


def tell_of_doubts(project: Project, body: str, entries: Sequence[Entry], sources: Sources) -> None:
    """Add a problem for each thing that the numbers of figures may hang on and that was not followed.

    `body` is the flat text; what stands before the first figure does not matter.
    """
    figures = [entry for entry in entries if entry.kind == "figure"]
    if not figures:
        return
    doubts = (
        *_of_commands(body[figures[0].float.start :], sources),
        *_of_files(sources),
        *islice(_of_unread_files(project, body), _MOST),
        *islice(_of_captions(body, figures), _MOST),
    )
    for message in dict.fromkeys(doubts):
        project.problem("unsure-numbers", f"{message}: numbers of figures may be wrong.", _HINT)


def _of_commands(body: str, sources: Sources) -> Iterator[str]:
    used = sorted(set(_COMMAND.findall(body)) & sources.unfollowed.keys())[:_MOST]
    if used:
        names = ", ".join(f"\\{name} of {sources.unfollowed[name]}" for name in used)
        yield f"How figures are numbered is changed by {names}, which is not followed here"
    if sources.unclear:
        names = ", ".join(f"\\{name}" for name in sorted(sources.unclear)[:_MOST])
        yield f"Numbers of figures print {names}, which is not known here"


def _of_files(sources: Sources) -> Iterator[str]:
    name = sources.foreign_class
    if name and not is_known_class(name.rpartition("/")[2]):
        yield f"The class {name} is not in the draft, and how it numbers figures is not known here"
    for style in sources.missing_styles[:_MOST]:
        yield f"{style}.sty is not in the draft, and may change how figures are numbered"


def _of_unread_files(project: Project, body: str) -> Iterator[str]:
    """Yield what is to be said of commands that name a file with figures that was not read."""
    read = set(project.read_files())
    unread = {file.removesuffix(".tex"): file for file in tex_files(project) if file not in read}
    for match in _CALL.finditer(body) if unread else ():
        file = _named(match[2], unread) if _BRINGS_IN.search(match[1]) else None
        if file is not None and "\\begin{figure" in project.source(file).text:
            yield f"\\{match[1]} names {file}, which was not read, as the command is not known here"


def _named(arguments: str, files: Mapping[str, str]) -> str | None:
    """Return the file that an argument names, or one and the next together."""
    names = [name.strip().removesuffix(".tex") for name in _ARGUMENT.findall(arguments)]
    paths = (*names, *(f"{folder.rstrip('/')}/{name}" for folder, name in pairwise(names)))
    return next((files[path] for path in paths if path in files), None)


def _of_captions(body: str, figures: Sequence[Entry]) -> Iterator[str]:
    """Yield what is to be said of commands that may make the captions of figures without one."""
    for entry in figures:
        for match in _CAPTION.finditer(body, *entry.float.content) if entry.caption is None else ():
            if match[1] not in _NO_CAPTION and len(match[2].split()) >= _LEAST_WORDS:
                yield f"\\{match[1]} may make captions, but is not known here, so that its figures were not counted"
