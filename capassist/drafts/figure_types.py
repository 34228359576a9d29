"""What kind of figure it is, judged by what is written about it, what is written in it, and which program drew it.

Bars and scattered marks that the reader of a PDF has seen are taken as they are. Else the evidence is added up, and a
type is only given when one is clearly ahead. No pixel is looked at: that would cost more than all the rest of the
reading, and words decide most figures.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

from capassist.drafts.figure_type_words import (
    BEGINNINGS,
    CAMERAS,
    CODE,
    DRAWERS,
    FILE_WORDS,
    PHRASES,
    PIECES,
    PLOTTERS,
)
from capassist.drafts.images import picture_path
from capassist.drafts.source import read_source
from capassist.errors import DraftError
from capassist.files import open_file
from capassist.model import Draft, Drawing, Figure, FigureType
from capassist.text.words import sentences, words

_Cue = tuple[FigureType, float]

# Set by hand, to be right where a type is given rather than to give one always; benchmarks/figure_types.py measures
# both.
_ENOUGH = 2.0  # one clear word, or the stamp of a program
_AHEAD = 0.5  # of the next type
_CAP = 4.0  # what clear words can add up to
_LATER_SHARE = 0.5  # a caption's first sentence names the figure, the others speak of its parts
_MENTION_SHARE = 0.5  # the paragraphs speak of other things too
_INSIDE_SHARE = 0.5
_PLOTS: tuple[FigureType, ...] = ("graph plot", "bar chart", "scatter plot")

_HEAD, _TAIL = 1 << 12, 1 << 14  # bytes of a picture file; in a PDF the table of its objects follows the program's name
_PROGRAM = 2.5  # a program that only plots; a caption that names a diagram says more
_PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".tif", ".tiff"})
_PHOTO_DENSITY = 1.2  # bytes a pixel: drawings in PNG need 0.05 to 0.4, renderings and screens up to 0.8, photos more
_PROGRAMS: tuple[tuple[FigureType, re.Pattern[bytes]], ...] = (
    ("graph plot", re.compile(PLOTTERS)),
    ("node diagram", re.compile(DRAWERS)),
    ("photo", re.compile(CAMERAS)),
)
_CODE = tuple((kind, re.compile(pattern)) for kind, pattern in CODE)
_FLOAT_END = re.compile(r"\\end\s*\{[^{}]*[fF]ig[^{}]*\}")
_BEFORE_CAPTION = re.compile(r"\\caption|\\begin\s*\{[^{}]*[fF]ig[^{}]*\}")
_COMMENT = re.compile(r"(?<!\\)%.*")
_LONGEST_FLOAT = 300  # lines
_LONGEST_LINE = 1_000  # characters; what is longer is data
_LONGEST_TEXT = 20_000  # characters of a caption, of what mentions it, of what is drawn in it
_LONGEST = max(phrase.count(" ") for phrase in PHRASES) + 1  # words
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in PHRASES if " " in phrase)

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?[%kKM°]?")
_POWER = re.compile(r"10(-?\d{1,2})")
_AXIS_LABEL = re.compile(  # "time [s]", "Temperature (°C)"
    r"[^\W\d_]{3}\s[(\[](?:a\.\s?u\.?|arb[^()\[\]]{0,9}|[numkMG]?(?:s|m|g|V|A|W|J|Hz|eV|Pa|B|l|L)|µ\w|μ\w|°\w?|K|%|dB"
    r"|days?|hours?|h|min|sec\w*|years?|weeks?|mol|"
    r"ppm|bits?|cm|[ÅΩ])(?:[\s⁻−^/·*²³\d-][^()\[\]]{0,12})?[)\]]"
)
_CODE_LINE = re.compile(
    r"[;{}]\s*$|^\s*(?:def|function|class|import|return|using|const|let|begin|for|while|if|end)\b|>>>|^\w+>\s"
    r"|\w\([^()]*\)\s*=|==|::|->|//"
)


def with_types(draft: Draft) -> Draft:
    """Return the draft with a type for each figure that has none yet and can be told. Other floats stay as they are.

    Reads a few kilobytes of each picture file, and the source of figures that have none. A drawing of which only the
    kind is known has done its work with that, and goes.
    """
    sources: dict[str, list[str]] = {}
    return replace(draft, figures=tuple(_with_type(draft, figure, sources) for figure in draft.figures))


def _with_type(draft: Draft, figure: Figure, sources: dict[str, list[str]]) -> Figure:
    if figure.kind == "figure" and figure.type is None:
        names = [image.path for image in figure.images if image.path]
        code = "" if names else source_of(draft, figure, sources)
        figure = replace(figure, type=figure_type(figure, _marks_of(draft, names), code))
    return replace(figure, drawing=_without_kind(figure.drawing))


def _without_kind(drawing: Drawing | None) -> Drawing | None:
    """Return a drawing of which more than the kind is known, else what is said of it, or nothing."""
    if drawing is None or drawing.panels or drawing.nodes:
        return drawing
    return replace(drawing, kind=None) if drawing.note or drawing.scale_bars else None


def _marks_of(draft: Draft, names: Iterable[str]) -> set[_Cue]:
    """Return what the picture files of these names say."""
    files = sorted({path for name in names if (path := picture_path(draft, name))})
    return {mark for file in files for mark in _marks(file)}


def figure_type(figure: Figure, marks: Iterable[_Cue] = (), code: str = "") -> FigureType | None:
    """Return the figure's type, or None when the evidence is weak or divided.

    `marks` are what its picture files say, `code` is the TeX code of a figure that has no file.
    """
    for drawn, pattern in _CODE:
        if pattern.search(code):
            return drawn
    if figure.drawing and figure.drawing.kind and figure.drawing.panels:
        return figure.drawing.kind  # the shapes in axes leave no doubt
    said = _summed([*_caption_cues(figure.caption or ""), *_shared(_worded(_about(figure)), _MENTION_SHARE)])
    shown = _summed([*_named(figure), *marks, *_written_inside(figure.drawn_text), *_drawn(figure.drawing)])
    return _decided(said, shown)


def _summed(cues: Iterable[_Cue]) -> dict[FigureType, float]:
    """Add up the cues for each type; however many hints there are, they make one clear word at most."""
    clear: dict[FigureType, float] = defaultdict(float)
    hints: dict[FigureType, float] = defaultdict(float)
    for kind, weight in cues:
        (hints if weight <= 1 else clear)[kind] += weight
    return {kind: min(clear[kind], _CAP) + min(hints[kind], _ENOUGH) for kind in {**clear, **hints}}


def _decided(said: dict[FigureType, float], shown: dict[FigureType, float]) -> FigureType | None:
    """Return the type that is ahead. The three kinds of plots stand together against the others before one of them is
    chosen."""
    totals = {kind: said.get(kind, 0) + shown.get(kind, 0) for kind in get_args(FigureType)}
    special: FigureType = "bar chart" if totals["bar chart"] >= totals["scatter plot"] else "scatter plot"
    plot: FigureType = special if totals[special] > said.get("graph plot", 0) else "graph plot"
    plots = sum(totals.pop(kind) for kind in _PLOTS)
    (kind, score), (_, second), *_ = sorted([(plot, plots), *totals.items()], key=lambda item: -item[1])
    return kind if score >= max(_ENOUGH, second + _AHEAD) else None


# --- words ------------------------------------------------------------------------------------------------------------


def _caption_cues(caption: str) -> Iterator[_Cue]:
    first, *_ = sentences(caption) or [""]
    yield from _worded(first)
    yield from _shared(_worded(caption[len(first) :]), _LATER_SHARE)


def _shared(cues: Iterable[_Cue], share: float) -> Iterator[_Cue]:
    yield from ((kind, weight * share) for kind, weight in cues)


def _worded(text: str) -> Iterator[_Cue]:
    """Yield what the phrases of a text say, each phrase once; at each word the longest phrase counts."""
    tokens = [word.removesuffix(".") for word in words(text[:_LONGEST_TEXT].casefold().replace("-", " "))]
    for phrase in dict.fromkeys(_phrases(tokens)):
        kind, weight = PHRASES[phrase]
        if kind is not None:
            yield kind, weight
    spaced = " " + " ".join(tokens)
    yield from ((kind, weight) for start, kind, weight in BEGINNINGS if f" {start}" in spaced)
    yield from ((kind, weight) for kind, weight, pieces in PIECES if any(piece in text for piece in pieces.split()))


def _phrases(tokens: list[str]) -> Iterator[str]:
    position = 0
    while position < len(tokens):
        phrase, size = _phrase_at(tokens, position)
        position += size
        if phrase:
            yield phrase


def _phrase_at(tokens: list[str], position: int) -> tuple[str, int]:
    longest = _LONGEST if tokens[position] in _FIRST_WORDS else 1
    for size in range(min(longest, len(tokens) - position), 0, -1):
        phrase = " ".join(tokens[position : position + size])
        for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
            if form in PHRASES:
                return form, size
    return "", 1


def _about(figure: Figure) -> str:
    """Return the sentences that point at this figure and no other."""
    return " ".join(
        sentence.text
        for mention in figure.mentions
        for sentence in mention.sentences
        if sentence.references and not sentence.names_others
    )


def _named(figure: Figure) -> Iterator[_Cue]:
    """Yield what the names of its files and its labels say."""
    stems = [Path(image.path).stem for image in figure.images if image.path]
    parts = {part.lower() for text in (*stems, *figure.labels) for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text)}
    for name in sorted(parts):
        if name in FILE_WORDS:
            yield FILE_WORDS[name]


# --- what is drawn ----------------------------------------------------------------------------------------------------


def _written_inside(text: str) -> Iterator[_Cue]:
    """Yield what the words inside a figure say: numbers in even steps are axes, short lines without numbers name
    nodes."""
    text = text[:_LONGEST_TEXT]
    yield from _shared(_worded(text), _INSIDE_SHARE)
    axes = _axes(text) + len(_AXIS_LABEL.findall(text))
    if axes:
        yield "graph plot", 2 + min(axes, 3) / 2
        return
    lines = [line for line in text.splitlines() if re.search(r"[^\W\d_]{3}", line)]
    coded = sum(bool(_CODE_LINE.search(line)) for line in text.splitlines())
    if coded >= 3 and coded * 3 >= len(text.splitlines()):
        yield "other", 4
    elif len(lines) >= 4 and sum(len(line.split()) for line in lines) <= 5 * len(lines):
        yield "node diagram", 1.5


def _drawn(drawing: Drawing | None) -> Iterator[_Cue]:
    """Yield what is drawn: where an axis has a label, there is a plot; the shapes of a picture without axes say
    less."""
    axes = (axis for panel in drawing.panels for axis in (panel.x, panel.y)) if drawing else ()
    if any(axis is not None and axis.label for axis in axes):
        yield "graph plot", _PROGRAM
    if drawing and drawing.kind:
        yield drawing.kind, _PROGRAM


def _axes(text: str) -> int:
    """Return how many runs of three or more numbers go up or down in even steps or by even factors, as ticks do."""
    values: list[float | None] = []
    powers: list[float | None] = []
    for token in text.replace("−", "-").replace("–", "-").split():
        number = _NUMBER.fullmatch(token)
        power = _POWER.fullmatch(token)
        values.append(float(token.rstrip("%kKM°").replace(",", ".")) if number else None)
        powers.append(float(power.group(1)) if power else None)
    return _progressions(powers) or _progressions(values)


def _progressions(values: list[float | None]) -> int:
    found = 0
    going_on = False
    for a, b, c in zip(values, values[1:], values[2:], strict=False):
        even = a is not None and b is not None and c is not None and _even(a, b, c)
        found += even and not going_on and (a, b, c) != (1, 2, 3)  # those count steps, or parts of a whole
        going_on = even
    return found


def _even(a: float, b: float, c: float) -> bool:
    """Whether three numbers go on by the same step or the same factor."""
    by_steps = a != b and abs((c - b) - (b - a)) <= 1e-6 * max(1.0, abs(c))
    by_factors = a * b > 0 and a != b and abs(c - b * b / a) <= 1e-6 * abs(c)
    return by_steps or by_factors


# --- files ------------------------------------------------------------------------------------------------------------


def _marks(path: Path) -> Iterator[_Cue]:
    """Yield what a picture file says of itself: the program that made it, its format, and how much it compresses."""
    try:
        with open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(_HEAD)
            file.seek(max(len(head), size - _TAIL))
            ends = (head + file.read(_TAIL)).replace(b"\0", b"")  # some names are in UTF-16
    except OSError:
        return
    for kind, pattern in _PROGRAMS:
        if pattern.search(ends):
            yield kind, _PROGRAM
    if path.suffix.lower() in _PHOTO_SUFFIXES:
        yield "photo", 1
    if head.startswith(b"\x89PNG"):
        width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
        if 0 < _PHOTO_DENSITY * width * height <= size:
            yield "photo", 2


def source_of(draft: Draft, figure: Figure, sources: dict[str, list[str]]) -> str:
    """Return the source of a figure: from its line to the end of the float, or back from its caption to what is before
    it."""
    if figure.source is None or draft.kind != "latex":
        return ""
    file = figure.source.file
    if file not in sources:
        try:
            sources[file] = [
                _COMMENT.sub("", line[:_LONGEST_LINE]) for line in read_source(draft.root / file).text.splitlines()
            ]
        except DraftError:
            sources[file] = []
    here = figure.source.line - 1
    after = "\n".join(sources[file][here : here + _LONGEST_FLOAT])
    if not after.lstrip().startswith("\\caption"):
        return _FLOAT_END.split(after, maxsplit=1)[0]
    before = "\n".join(sources[file][max(here - _LONGEST_FLOAT, 0) : here])
    return _BEFORE_CAPTION.split(before)[-1]
