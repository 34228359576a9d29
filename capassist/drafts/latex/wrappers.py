"""Figures made by commands that the draft does not define: a journal's class or a style file that is not there.

`\\Figure[t!](topskip=0pt){plot.png}{The caption.\\label{fig:plot}}` is such a one. It is taken for a figure when one
argument is an image of the draft, or holds further such calls, and another one reads like a caption.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from capassist.drafts.caption_state import caption_state
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
        argument = _argument(structure, position, first=not groups)
        if argument is None:
            break
        span, position = argument
        groups += [span] if span else []
    return _Call(match.group(1), match.start(), position, tuple(groups)) if len(groups) >= 2 else None


def _argument(structure: str, position: int, *, first: bool) -> tuple[Span | None, int] | None:
    """Return the next argument of a call, the range of one in braces, and where it ends. Parentheses come first."""
    start = skip_space(structure, position)
    following = structure[start : start + 1]
    if following == "[" and (options := option(structure, start)) is not None:
        return None, options[1] + 1
    if following == "(" and first and (close := structure.find(")", start)) >= 0:
        return None, close + 1
    if following == "{" and (span := group(structure, start)) is not None and "\n\n" not in structure[position:start]:
        return span, span[1] + 1
    return None


def _figure(structure: str, call: _Call, stems: frozenset[str]) -> Float | None:
    graphics = {span: list(_graphics(structure, span, stems)) for span in call.groups}
    texts = {span: structure[slice(*span)].strip() for span in call.groups if not graphics[span]}
    caption = _caption_among(texts)
    if caption is None or len(texts) == len(call.groups):
        return None
    labels, end = _labels(
        structure, call, next((span for span, text in texts.items() if _reads_like_a_key(text)), None)
    )
    found = Float(FIGURE, None, call.start, end, (call.start, call.end), labels=labels)
    found.graphics = list(chain.from_iterable(graphics.values()))
    found.captions = [Caption(call.name, FIGURE, caption[0] - 1, caption[1] + 1, caption)]
    return found


def _caption_among(texts: Mapping[Span, str]) -> Span | None:
    """Return the argument that reads like a caption, else the one that stands for it."""
    for is_one in (_reads_like_a_caption, _stands_for_a_caption):
        if (found := next((span for span, text in texts.items() if is_one(text)), None)) is not None:
            return found
    return None


def _labels(structure: str, call: _Call, key: Span | None) -> tuple[list[Label], int]:
    """Return the labels in a call, else the one right behind it, else the one that its argument `key` names, and where
    they end."""
    if labels := labels_in(structure, call.start, call.end):
        return labels, call.end
    following = re.compile(r"\s*\\label\s*\{([^{}]*)\}").match(structure, call.end)
    if following is not None:
        return [Label(following.start(), following.end(), following.group(1).strip())], following.end()
    if key is None:
        return [], call.end
    name = structure[slice(*key)].strip()
    return [Label(*key, name if ":" in name or f"\\ref{{{name}}}" in structure else f"fig:{name}")], call.end


def _graphics(structure: str, span: Span, stems: frozenset[str]) -> Iterator[Graphic]:
    """Yield the graphic that an argument names, or those that the calls in it name."""
    text = structure[slice(*span)].strip()
    if _is_image(text, stems):
        yield Graphic(span[0], span[1], text)
        return
    for match in re.compile(r"\{([^{}]*)\}").finditer(structure, *span):
        if _is_image(match.group(1).strip(), stems):
            yield Graphic(match.start(1), match.end(1), match.group(1).strip())


def _is_image(text: str, stems: frozenset[str]) -> bool:
    return 2 < len(text) < 200 and text.lower().removeprefix("./") in stems


def _reads_like_a_caption(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\[a-zA-Z@]+", " ", text))
    return len(words) >= 2 and " " in text and "=" not in text[:20]


def _stands_for_a_caption(text: str) -> bool:
    """Return whether an argument is "TODO" or "Caption here"; "fig" alone would be a key."""
    return caption_state(text) == "placeholder" and (" " in text or text.isupper())


def _reads_like_a_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None and re.search(r"[a-zA-Z]{2}", text) is not None
