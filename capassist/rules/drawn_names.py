"""Rules that compare the names in a caption with those that are drawn: of axes with their units, of legend entries."""

import re
from collections.abc import Iterator

from capassist.model import Axis, Figure, PlotPanel
from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule

# Quantities that have a unit wherever they are numbers, by the units of the SI brochure and of computing.
_MEASURED = re.compile(
    r"(?i)(?:(?:run|response|execution|wall|elapsed|total|mean|average|median|training|inference) ?)?"
    r"(?:time|duration|latency|distance|length|height|depth|mass|weight|temperature|pressure|speed|velocity"
    r"|acceleration|force|energy|power|voltage|current|frequency|wavelength|age|bandwidth|memory)"
    r"(?: (?:usage|consumption|use))?"
)
_AGAINST = re.compile(
    r"\b(?:as an? functions? of|versus|vs\.?|(?:plotted|shown|drawn) against)\s+(?:the\s+)?((?:[^\W\d_]{4,}[ -]?){1,3})"
)
_UNIT = re.compile(
    r"(?i)\bin (?:units? of )?[^\W\d_]+|\(\s*[^\W\d_]{1,4}\s*\)|normali[sz]ed|relative|arbitrary|\bunits?\b|\blog"
)
_WORD = re.compile(r"[^\W_]+")
_LONG = 4  # letters from which a word of a label says what it is; shorter ones are symbols
_STEM = 5  # letters by which words are compared
_ITEM = r"[^\s,;:.()]+(?: [^\s,;:.()]+)?"
_LIST = re.compile(rf"{_ITEM}(?:, {_ITEM})+,? (?:and|or|&) {_ITEM}")
_NAME = re.compile(r"(?=\S*[^\W\d_])\S*(?:[A-Z]|\d)\S*")
_NEAR_MISS = 5  # letters from which a name that differs in one may be a misspelling of another


@caption_rule("C027", "legend-misspelt", "warning")
def legend_misspelt(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""The caption and the legend write the name of a series in two ways.

    A method was renamed, or one of the two is a slip. Names are found that differ in one letter; what they are written
    with, capitals and hyphens, does not count.

    Bad:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel=Load,ylabel=Time]
        \addplot coordinates {(1,1) (2,3)};\addlegendentry{FastParser}\addplot coordinates {(1,2)
        (2,3)};\addlegendentry{Baseline}
        \end{axis}\end{tikzpicture}
        \caption{Run time of FastParsor and the baseline.}\end{figure}

    Good:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel=Load,ylabel=Time]
        \addplot coordinates {(1,1) (2,3)};\addlegendentry{FastParser}\addplot coordinates {(1,2)
        (2,3)};\addlegendentry{Baseline}
        \end{axis}\end{tikzpicture}
        \caption{Run time of FastParser and the baseline.}\end{figure}

    Source: reviewers' complaint that caption and figure do not match, read 2026-11.
    """
    entries = _entries(caption.figure)
    drawn = _folded(_all_drawn(caption.figure))
    words = (word.strip("().,;:’'") for word in caption.plain.split())
    for word in dict.fromkeys(word for word in words if _is_other_name(word, drawn)):
        elsewhere = _folded(caption.plain.replace(word, " "))
        meant = [entry for entry in entries if _is_slip(_folded(word), _folded(entry))]
        if meant and _folded(meant[0]) not in elsewhere:
            yield at_caption(caption, f"The caption says {word}, and the legend in the picture {meant[0]}.")


def _is_other_name(word: str, drawn: str) -> bool:
    """Return whether a word is a long name that is not drawn."""
    name = _folded(word)
    return len(name) >= _NEAR_MISS and _NAME.fullmatch(word) is not None and name not in drawn


@caption_rule("C028", "series-not-drawn", "warning")
def series_not_drawn(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""The caption lists a series that is not drawn beside others that are.

    A curve was left out of the plot, and the caption is that of the version before. Only lists of names are looked at,
    of which the legend has all but one.

    Bad:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel=Epoch,ylabel=Loss]
        \addplot coordinates {(1,1) (2,3)};\addlegendentry{Adam}\addplot coordinates {(1,2) (2,3)};\addlegendentry{SGD}
        \end{axis}\end{tikzpicture}
        \caption{Loss of Adam, SGD and RMSProp.}\end{figure}

    Good:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel=Epoch,ylabel=Loss]
        \addplot coordinates {(1,1) (2,3)};\addlegendentry{Adam}\addplot coordinates {(1,2) (2,3)};\addlegendentry{SGD}
        \end{axis}\end{tikzpicture}
        \caption{Loss of Adam and SGD.}\end{figure}

    Source: reviewers' complaint that caption and figure do not match, read 2026-11.
    """
    entries = {_folded(entry) for entry in _entries(caption.figure)}
    drawn = _folded(_all_drawn(caption.figure))
    for listed in _LIST.finditer(caption.plain) if len(entries) > 1 else ():
        first, *rest = re.split(r", (?:and |or |& )?| (?:and|or|&) ", listed.group())
        items = [first.split()[::-1], *(item.split() for item in rest)]  # each with the nearest word to its mark first
        others = [item for item in items if entries.isdisjoint(map(_folded, (*item, " ".join(item))))]
        if len(others) == 1 < len(items) - 1 and _NAME.fullmatch(others[0][0]) and _folded(others[0][0]) not in drawn:
            yield at_caption(
                caption, f"The caption lists {others[0][0]}, which the legend in the picture does not have."
            )


@caption_rule("C029", "axis-not-drawn", "info", default=False)
def axis_not_drawn(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""The caption says what is plotted against what, and no axis has such a name.

    The plot was made anew with another axis. Only drawings are looked at whose axes are all named with words; a synonym
    is found, too.

    Bad:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel={time (h)},ylabel={level (m)}]
        \addplot coordinates {(1,1) (2,3)};
        \end{axis}\end{tikzpicture}
        \caption{Level of the river as a function of rainfall.}\end{figure}

    Good:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel={time (h)},ylabel={level (m)}]
        \addplot coordinates {(1,1) (2,3)};
        \end{axis}\end{tikzpicture}
        \caption{Level of the river as a function of time.}\end{figure}

    Source: reviewers' complaint that caption and figure do not match, read 2026-11.
    """
    labels = _axis_labels(caption.figure)
    if not labels or not all(_stems(label) for label in labels):
        return
    drawn = _stems(_all_drawn(caption.figure))
    for match in _AGAINST.finditer(caption.plain):
        said = match[1].strip()
        if not _stems(said) & drawn:
            named = ", ".join(f"“{label}”" for label in dict.fromkeys(labels))
            yield at_caption(caption, f"The caption says {said}, and the axes in the picture are {named}.")


@caption_rule("C043", "axis-without-unit", "info", default=False)
def axis_without_unit(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""An axis measures a time, a length or another quantity, and neither it nor the caption says in what unit.

    A number without its unit cannot be compared with anything. Only quantities are meant that always have one, and
    axes with numbers.

    Bad:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel=Load,ylabel=Latency]
        \addplot coordinates {(1,1) (2,3)};
        \end{axis}\end{tikzpicture}
        \caption{Latency of the server under load.}\end{figure}

    Good:
        \begin{figure}
        \begin{tikzpicture}\begin{axis}[xlabel=Load,ylabel=Latency (ms)]
        \addplot coordinates {(1,1) (2,3)};
        \end{axis}\end{tikzpicture}
        \caption{Latency of the server under load.}\end{figure}

    Source: SI brochure, 9th edition, section 5.4.1; style guides of the natural sciences, read 2026-11.
    """
    axes = [axis for panel in _panels(caption.figure) for axis in _axes(panel)]
    bare = [axis.label for axis in axes if axis.label and not axis.unit and axis.scale != "category"]
    for label in dict.fromkeys(bare):
        if _MEASURED.fullmatch(label.strip()) and not _has_unit(caption.plain):
            yield at_caption(caption, f"The axis “{label}” has numbers, and no unit.")


def _has_unit(text: str) -> bool:
    """Return whether a caption may say the unit of an axis: "in seconds", "(ms)", "normalised"."""
    return bool(
        re.search(
            r"(?i)\bin (?:units? of )?[^\W\d_]+|\(\s*[^\W\d_]{1,4}\s*\)|normali[sz]ed|relative|arbitrary|\bunits?\b",
            text,
        )
    )


def _axes(panel: PlotPanel) -> list[Axis]:
    return [axis for axis in (panel.x, panel.y, panel.x2, panel.y2) if axis]


def _panels(figure: Figure) -> tuple[PlotPanel, ...]:
    """Return the panels of a figure; none where an OCR program read them, which misreads."""
    return figure.drawing.panels if figure.drawing and figure.drawing.source != "ocr" else ()


def _axis_labels(figure: Figure) -> list[str]:
    """Return the labels of all axes; nothing where one could not be read."""
    labels = [(panel.x and panel.x.label, panel.y and panel.y.label) for panel in _panels(figure)]
    named = [label for pair in labels for label in pair if label]
    return named if len(named) == 2 * len(labels) else []


def _entries(figure: Figure) -> list[str]:
    """Return the entries of a figure's legends."""
    return [entry.text for panel in _panels(figure) for entry in panel.legend]


def _all_drawn(figure: Figure) -> str:
    """Return all words that are known to be in a figure."""
    axes = [axis for panel in _panels(figure) for axis in _axes(panel)]
    texts = [text for axis in axes for text in (axis.label, *axis.ticks)]
    for panel in _panels(figure):
        texts += [panel.title, panel.colourbar, *panel.facets]
    return "\n".join([figure.drawn_text, *filter(None, texts), *_entries(figure)])


def _folded(text: str) -> str:
    """Return a name without what it is written with: case, hyphens, blanks."""
    return re.sub(r"[\W_]", "", text).casefold()


def _stems(text: str) -> set[str]:
    return {word.casefold()[:_STEM] for word in _WORD.findall(text) if len(word) >= _LONG}


def _is_slip(name: str, other: str) -> bool:
    """Return whether two names differ in one letter, or in two neighbours that changed places, and in no digit."""
    if name == other or abs(len(name) - len(other)) > 1 or re.sub(r"\D", "", name) != re.sub(r"\D", "", other):
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    a, b = name[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
