"""Figure legends that stand in a list of their own, for figures that have no caption where they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from capassist.drafts.latex.document import Document
from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.provenance import Text, without_fill
from capassist.model import Span
from capassist.text.figure_legends import Legend, find_legends, is_legend_heading, matched
from capassist.text.float_references import label_at_start
from capassist.text.latex import Macro, to_plain
from capassist.text.words import one_line

LOCKED = "Its caption stands in the list of legends, not with the figure."

_PARAGRAPH_END = re.compile(
    r"(?:\r\n|\r|\n)[ \t\x1f]*(?:\r\n|\r|\n)|\\(?:par|item|newpage|clearpage|pagebreak|bigskip|medskip|smallskip"
    r"|(?:sub)*section|(?:sub)?paragraph)(?![a-zA-Z])"
    r"|\\(?:begin|end)\s*\{[^{}]*\}"
)
_ITEM_LABEL = re.compile(r"^\[([^\[\]]*)\]")
_FLOAT = re.compile(
    r"\\begin\s*\{(?:[a-zA-Z]*figure|[a-zA-Z]*table)\*?\}|\\(?:bibliography|printbibliography)(?![a-zA-Z])"
)
_OPENING = re.compile(
    r"(?:[\s\[*]|\\(?:noindent|indent)(?![a-zA-Z]))*(?P<bold>(?:\\text(?:bf|it|sf|sc)|\\emph)\s*\{|\{\s*\\(?:bf"
    r"|bfseries|it|em)(?![a-zA-Z])\s*|\{)?\s*"
)


@dataclass(frozen=True, slots=True)
class LegendCaption:
    """A figure's caption from the list of legends."""

    number: str
    latex: str  # on one line, without "Figure 1."


def list_ranges(text: Text, document: Document) -> list[Span]:
    """Return the ranges of the flat text that are lists of legends."""
    found: list[Span] = []
    sections = document.sections
    for index, section in enumerate(sections):
        if is_legend_heading(section.title):
            end = len(text)
            for later in sections[index + 1 :]:
                name = label_at_start(later.title)
                if name is None or name.kind != "figure":  # "Figure 1" may be a heading of its own in the list
                    end = later.start
                    break
            stop = _FLOAT.search(text.structure, section.end, end)
            ended = text.structure.find("\\end{document}", section.end, end)
            found.append((section.end, min(stop.start() if stop else end, ended if ended >= 0 else end)))
    return found


def captions_from_lists(
    text: Text, ranges: Sequence[Span], entries: Sequence[Entry], macros: dict[str, Macro]
) -> dict[int, LegendCaption]:
    """Return the captions of the entries without one that a list of legends has, by the entries' index."""
    bare = [index for index, entry in enumerate(entries) if _is_bare_figure(entry)]
    if not bare or not ranges:
        return {}
    pieces = list(chain.from_iterable(_paragraphs(text, span) for span in ranges))
    legends = _free_legends(pieces, entries, macros)
    names = [_graphic_names(entries[index]) for index in bare]
    return {
        bare[place]: LegendCaption(legend.number, _without_label(" ".join(pieces[legend.first : legend.end])))
        for place, legend in matched(legends, names).items()
    }


def _is_bare_figure(entry: Entry) -> bool:
    return entry.kind == "figure" and entry.caption is None


def _free_legends(pieces: Sequence[str], entries: Sequence[Entry], macros: dict[str, Macro]) -> list[Legend]:
    """Return the legends in a list's paragraphs whose number no figure with a caption has."""
    taken = {entry.number for entry in entries if entry.kind == "figure" and entry.caption is not None}
    found = find_legends(to_plain(piece, macros) for piece in pieces)
    return [legend for legend in found if legend.number not in taken]


def _graphic_names(entry: Entry) -> list[str]:
    return [graphic.name for graphic in entry.graphics if graphic.name]


def _paragraphs(text: Text, span: Span) -> list[str]:
    pieces, start = [], span[0]
    for match in _PARAGRAPH_END.finditer(text.structure, *span):
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, span[1]))
    written = (one_line(without_fill(text.readable[first:last])) for first, last in pieces)
    joined: list[str] = []
    for piece in filter(None, (_ITEM_LABEL.sub(r"\1 ", piece).lstrip("*") for piece in written)):
        if joined and _is_label_alone(to_plain(joined[-1])):
            joined[-1] = f"{joined[-1]} {piece}"  # "Figure 1" as a heading above its legend
        else:
            joined.append(piece)
    return joined


def _is_label_alone(plain: str) -> bool:
    label = label_at_start(plain)
    return label is not None and not re.search(r"\w", plain[label.end :])


def _without_label(latex: str) -> str:
    """Return a legend without its figure's name: "\\textbf{Figure 1. Flow.} Level" gives "\\textbf{Flow.} Level"."""
    opening = _OPENING.match(latex)
    label = label_at_start(latex[opening.end() :]) if opening else None
    if opening is None or label is None:
        return latex
    rest = latex[opening.end() + label.end :].lstrip(" ~")
    if not opening["bold"]:
        return rest.removeprefix("]").lstrip(" .:~")
    return rest[1:].lstrip(" .:|~") if rest.startswith("}") else opening["bold"] + rest
