"""Figures made by commands that the draft does not define: a journal's class or a style file that is not there.

`\\Figure[t!](topskip=0pt){plot.png}{The caption.\\label{fig:plot}}` is such a one. It is taken for a figure when one
argument is an image of the draft, or holds further such calls, and another one reads like a caption.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from capassist.drafts.latex.arguments import group, option, skip_space
from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.float_types import FIGURE
from capassist.drafts.latex.floats import Float, Label, labels_in
from capassist.drafts.latex.graphics import Graphic
from capassist.drafts.latex.project import IMAGE_SUFFIXES, Project
from capassist.model import Span

_CALL = re.compile(r"\\([a-zA-Z@]{3,})\*?(?=\s*(?:\[[^\[\]]*\]\s*)*(?:\([^()]*\)\s*)?\{)")
_KEY = re.compile(r"[\w:./-]{1,60}")
_MAX_ARGUMENTS = 8
# Known commands that take a text and something that could be a file's name.
_KNOWN = frozenset(
    "includegraphics caption captionof href section subsection subsubsection chapter newcommand renewcommand "
    "textcolor colorbox resizebox "
    "scalebox rotatebox parbox makebox multicolumn multirow setlength addtolength setcounter begin end input include "
    "subfloat subfigure "
    "subcaptionbox footnote graphicspath title author item textbf textit emph label ref cite url frac hyperref "
    "foreignlanguage raisebox "
    "plotone plottwo epsfig psfig ffigbox fcapside floatbox minipage adjustbox overpic import subimport "
    "lstinputlisting href movie".split()
)


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    start: int
    end: int
    groups: tuple[Span, ...]


def find_wrapped(project: Project, structure: str, begin: int, defined: Collection[str]) -> Iterator[Float]:
    """Yield the figures of undefined commands between the offset `begin` and the end, in order, wherever they stand."""
    stems = _image_names(project)
    position = begin
    while stems and (match := _CALL.search(structure, position)) is not None:
        position = match.end()
        if match.group(1) in _KNOWN or match.group(1) in defined:
            continue
        call = _read(structure, match)
        if call is None or _stands_in_a_sentence(structure, call, stems):
            continue
        if (found := _figure(structure, call, stems)) is not None:
            yield found
            position = found.end


def _stands_in_a_sentence(structure: str, call: _Call, stems: frozenset[str]) -> bool:
    """Return whether words go on with a call that has no file's whole name: \\acro{FLOW}{…} beside flow.png."""
    before = structure[structure.rfind("\n", 0, call.start) + 1 : call.start].rstrip()
    named = (structure[slice(*span)].strip() for span in call.groups)
    whole = any(_is_image(text, stems) and ("/" in text or "." in text) for text in named)
    goes_on = re.search(r"[\w,;:)~]$", before) or re.match(r"[ \t]*[\w,;:.(~]", structure[call.end : call.end + 20])
    return goes_on is not None and not whole


def _image_names(project: Project) -> frozenset[str]:
    names: set[str] = set()
    for path in project.files:
        stem, dot, suffix = path.rpartition(".")
        if f".{suffix}" in IMAGE_SUFFIXES and dot:
            names |= {path, stem, path.rpartition("/")[2], stem.rpartition("/")[2]}
    return frozenset(names)


def _read(structure: str, match: re.Match[str]) -> _Call | None:
    groups: list[Span] = []
    position = match.end()
    while len(groups) < _MAX_ARGUMENTS:
        start = skip_space(structure, position)
        following = structure[start : start + 1]
        if following == "[" and (options := option(structure, start)) is not None:
            position = options[1] + 1
        elif following == "(" and not groups and (close := structure.find(")", start)) >= 0:
            position = close + 1
        elif following == "{" and (span := group(structure, start)) is not None:
            if "\n\n" in structure[position:start]:
                break
            groups.append(span)
            position = span[1] + 1
        else:
            break
    return _Call(match.group(1), match.start(), position, tuple(groups)) if len(groups) >= 2 else None


def _figure(structure: str, call: _Call, stems: frozenset[str]) -> Float | None:
    graphics: list[Graphic] = []
    caption: Span | None = None
    key: Span | None = None
    for span in call.groups:
        text = structure[slice(*span)].strip()
        inner = list(_inner_graphics(structure, span, stems))
        if _is_image(text, stems):
            graphics.append(Graphic(span[0], span[1], text))
        elif inner:
            graphics += inner
        elif caption is None and _reads_like_a_caption(text):
            caption = span
        elif key is None and _KEY.fullmatch(text) and re.search(r"[a-zA-Z]{2}", text):
            key = span
    if not graphics or caption is None:
        return None
    labels = labels_in(structure, call.start, call.end)
    found = Float(FIGURE, None, call.start, call.end, (call.start, call.end), graphics=graphics)
    following = re.compile(r"\s*\\label\s*\{([^{}]*)\}").match(structure, call.end)
    if not labels and following is not None:
        labels = [Label(following.start(), following.end(), following.group(1).strip())]
        found.end = following.end()
    if not labels and key is not None:
        name = structure[slice(*key)].strip()
        labels = [Label(*key, name if ":" in name or f"\\ref{{{name}}}" in structure else f"fig:{name}")]
    found.labels = labels
    found.captions = [Caption(call.name, FIGURE, caption[0] - 1, caption[1] + 1, caption)]
    return found


def _inner_graphics(structure: str, span: Span, stems: frozenset[str]) -> Iterator[Graphic]:
    for match in re.compile(r"\{([^{}]*)\}").finditer(structure, *span):
        if _is_image(match.group(1).strip(), stems):
            yield Graphic(match.start(1), match.end(1), match.group(1).strip())


def _is_image(text: str, stems: frozenset[str]) -> bool:
    return 2 < len(text) < 200 and text.lower().removeprefix("./") in stems


def _reads_like_a_caption(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\[a-zA-Z@]+", " ", text))
    return len(words) >= 2 and " " in text and "=" not in text[:20]
