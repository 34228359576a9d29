"""Captions: which lines begin one, and where it ends."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from capassist.drafts.pdf.dehyphenation import Words, join
from capassist.drafts.pdf.extent import HANG, followed
from capassist.drafts.pdf.layout import Body, is_heading
from capassist.drafts.pdf.page import Line, Page, Run, inside, overlap_x, overlap_y, union, width
from capassist.model import Box
from capassist.text.accents import without_accents
from capassist.text.figure_legends import is_legend_heading
from capassist.text.float_references import FloatLabel, is_plural, label_at_start
from capassist.text.float_words import spaceless

# What follows a label at the beginning of a sentence: "图1给出了…", "図2に…".
_GOES_ON = re.compile(r"[为為是的中和与與及、，示にはのをでが]|给出|給出|显示|顯示|所示|表示|描述|展示|可以|から")

DRAWN = frozenset(("figure", "scheme"))  # the kinds of floats that are drawings
LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w*\s*$|\.{4,}|(?:\s\.){5,}")  # dots from a title to its page
FILE_NAME = re.compile(r"[^\s:;]+\.(?:pdf|png|jpe?g|e?ps|tiff?|svg|gif|bmp)", re.I)


Key = tuple[str, str, str]  # what a float is named by: its kind, series and number


_STOPPED = re.compile(r"[.!?:。！？)\]]\s*$")  # the end of a sentence

LONGEST_HEADING = 60  # characters
POSSIBLE = -4.0  # what speaks for a caption must be more than this for a line to be weighed any further
LIKELY = 2.5  # speaks for a caption without a look at the others
LISTED = 2.5  # speaks at least for a caption in a list of legends
ENOUGH = 2.0  # speaks for a caption once its style was compared with the others'
OWN_LEADING = 1.5  # speaks for a caption whose lines are set closer than the running text's
FAR = 3.0  # ems between a picture and its caption
CLOSER = 0.8  # share of the running text's leading
USUAL = 0.3  # share of a paper's likely captions that have a style which is usual there


Style = tuple[str, str, bool, bool]  # of a label: its case, the mark after it, whether it is bold, whether italic


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption on a page: its label, its lines (indices into the page's), and its words without the label."""

    page: int
    label: FloatLabel
    lines: tuple[int, ...]
    box: Box
    text: str
    strength: float

    @property
    def key(self) -> Key:
        """What references in the text name it by: its kind, series and number."""
        return self.label.kind, self.label.series, self.label.number

    @property
    def drawn(self) -> bool:
        """Whether it is a figure's or another drawing's, such as a scheme's."""
        return self.label.kind in DRAWN


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that may begin a caption, and what speaks for it."""

    page: int
    index: int
    label: FloatLabel
    style: Style
    strength: float
    panel: bool = False  # a letter follows the number: "Figure 5a:"


def find_captions(pages: Sequence[Page], body: Body, skip: Sequence[frozenset[int]], words: Words) -> list[Caption]:
    """Return the captions of all floats, page by page. `skip` holds each page's lines that are running heads and the
    like."""
    starts = [start for page, lines in zip(pages, skip, strict=True) for start in _starts(page, body, lines)]
    starts = _consistent(starts, pages)
    by_page: dict[int, list[_Start]] = {}
    for start in starts:
        by_page.setdefault(start.page, []).append(start)
    captions = []
    for page, lines in zip(pages, skip, strict=True):
        found = by_page.get(page.number, [])
        first = frozenset(start.index for start in found)
        captions += _twins_joined(
            [_caption(page, start, body, lines, words, others=first - {start.index}) for start in found]
        )
    return _told_apart(captions)


def stem(word: str) -> str:
    """Return what a word for floats is known by in its forms: "fig" for "Figure", "Figs."; "ima" for "Imagen",
    "Imágenes"."""
    return without_accents(word).casefold()[:3]


def _told_apart(captions: list[Caption]) -> list[Caption]:
    """Return the captions, those of a number that others have under another word ("Imagen 1", "Gráfico 1") in series of
    their own."""
    words: dict[Key, set[str]] = {}
    for caption in captions:
        words.setdefault(caption.key, set()).add(stem(caption.label.word))
    if all(len(stems) == 1 for stems in words.values()):
        return captions
    usual = Counter(stem(caption.label.word) for caption in captions).most_common(1)[0][0]
    return [
        replace(caption, label=replace(caption.label, series=own))
        if (own := stem(caption.label.word)) != usual and len(words[caption.key]) > 1 and not caption.label.series
        else caption
        for caption in captions
    ]


def _twins_joined(captions: Sequence[Caption]) -> list[Caption]:
    """Return a page's captions, those in a second language right below as lines of the first, their words left out."""
    kept: list[Caption] = []
    for caption in captions:
        first = next((c for c in kept if _twins(c, caption)), None)
        if first is None:
            kept.append(caption)
        else:
            lines, box = (*first.lines, *caption.lines), union([first.box, caption.box])
            kept[kept.index(first)] = replace(first, lines=lines, box=box)
    return kept


def _twins(first: Caption, second: Caption) -> bool:
    between = second.box[1] - first.box[3]
    same = first.key == second.key
    other_word = first.label.word != second.label.word
    return same and other_word and -2 < between < 20 and overlap_x(first.box, second.box) > 0


def _starts(page: Page, body: Body, skip: frozenset[int]) -> list[_Start]:
    """Return the lines of a page that may begin a caption."""
    found = []
    listed = False  # below a heading such as "Figure legends"
    for index, line in enumerate(page.lines):
        if index in skip or line.turn:
            continue
        listed = _heads_legends(line) or (listed and not is_heading(line, body))
        label = _label_of(line)
        if label is None:
            continue
        strength = _strength(page, index, label, body, skip)
        if listed and label.mark:
            strength = max(strength, LISTED)
        if strength > POSSIBLE:
            panel = any(map(str.isalpha, line.text[label.name_end : label.end]))
            found.append(_Start(page.number, index, label, _style(line, label), strength, panel))
    return found


def _heads_legends(line: Line) -> bool:
    """Whether a line is a heading such as "Figure legends"."""
    return len(line.text) < LONGEST_HEADING and is_legend_heading(line.text)


def _label_of(line: Line) -> FloatLabel | None:
    """Return the label that a line begins with; None in a list of figures, and for a draft's frame with the file's
    name."""
    label = label_at_start(line.text)
    if label is None or LEADERS.search(line.text) or FILE_NAME.fullmatch(line.text.strip()):
        return None
    return label if line.text[label.end :].strip() or not is_plural(label.word) else None


def _style(line: Line, label: FloatLabel) -> Style:
    run = _run_at(line, label.name_end - 1)
    return _case(label.word), label.mark, run.bold, run.italic


def _strength(page: Page, index: int, label: FloatLabel, body: Body, skip: frozenset[int]) -> float:
    """Return how much speaks for a caption; about 2 is likely. The weights were set by looking at papers of many
    styles."""
    line = page.lines[index]
    score = _type_strength(line, label, body) + _label_strength(label, line.text[label.end :].lstrip())
    above = _line_above(page, index, skip)
    score += OWN_LEADING if _set_closer(page, index, body) else 0.0
    return score + (1 if above is None else _spacing_strength(line, above, body))


def _set_closer(page: Page, index: int, body: Body) -> bool:
    """Whether the next line in the same type stands closer below than the running text's lines, as in manuscripts."""
    line = page.lines[index]
    return any(
        0.8 * line.size < other.base - line.base < CLOSER * body.leading
        and other.main.font == line.main.font
        and abs(other.size - line.size) < 0.3
        and abs(other.box[0] - line.box[0]) < HANG * line.size
        for other in page.lines[index + 1 : index + 3]
    )


def _type_strength(line: Line, label: FloatLabel, body: Body) -> float:
    """Return how much the type of a label speaks for a caption: it is not the body's, or not that of the words after
    it."""
    run = _run_at(line, label.name_end - 1)
    after = _run_at(line, min(label.end, len(line.text) - 1))
    marked = run.bold or run.font != body.font
    unlike = (run.bold, run.italic, run.font) != (after.bold, after.italic, after.font)
    other_size = abs(line.size - body.size) > 0.4
    return float(marked + unlike + other_size)


def _spacing_strength(line: Line, above: Line, body: Body) -> float:
    """Return how much the line above speaks for a caption: room between the two does, a sentence that goes on speaks
    against it."""
    gap = line.base - above.base
    level = abs(above.box[0] - line.box[0]) < 0.3 * line.size
    close = gap < max(1.3 * max(line.size, above.size), 1.1 * body.leading)
    score = -2 if level and close and not _STOPPED.search(above.text) else 0  # "… is shown in / Figure 4."
    same = abs(above.size - line.size) < 0.3 and above.main.font == line.main.font
    adjoins = gap < 1.3 * max(body.leading, line.size * 1.1) and above.box[0] < line.box[0] + 0.5 * line.size
    if not (same and adjoins):
        return score + 1
    full = above.box[2] > line.box[2] - 3 * line.size
    return score - (3 if full else 1)


def _label_strength(label: FloatLabel, rest: str) -> float:
    """Return how much a label and the words after it speak for a caption."""
    score = {"": _unmarked_strength(rest), ".": 1.0, ")": -1.0}.get(label.mark, 2.0)
    if label.word.isupper() and label.word.isalpha() and len(label.word) > 2:
        score += 1
    if label.end == label.name_end and rest[:1].isupper() and not spaceless(rest[:1]):
        score += 2  # "Fig.1Rate of flow": no sentence is written like this
    return score


def _unmarked_strength(rest: str) -> float:
    """Return how much the words after a number without a mark speak for a caption: most of them go on in a sentence."""
    if not rest:
        return 0.5
    score = -3.0 if rest[0].islower() or _GOES_ON.match(rest) else 0.0
    return score - 2 if rest[0] in ",;(" else score


def _line_above(page: Page, index: int, skip: frozenset[int]) -> Line | None:
    """Return the nearest line above in the same column, within three lines."""
    line = page.lines[index]
    above = [
        other
        for other_index, other in enumerate(page.lines)
        if other_index not in skip
        and not other.turn
        and 0.4 * line.size < line.base - other.base < 3 * line.size
        and overlap_x(line.box, other.box) > 0.3 * min(width(line.box), width(other.box))
    ]
    return max(above, key=lambda other: other.base, default=None)


def _consistent(starts: Sequence[_Start], pages: Sequence[Page]) -> list[_Start]:
    """Keep the starts that look like the paper's other captions, and one for each number."""
    judged = _without_panels(_compared(_without_drawn(starts, pages)))
    kept = _strongest(judged)
    kept += [start for start in judged if start not in kept and any(_translated(start, other) for other in kept)]
    return sorted(kept, key=lambda start: (start.page, start.index))


def _compared(starts: Sequence[_Start]) -> list[_Start]:
    """Return the starts, stronger where their style is usual for the paper's captions of their kind, and weaker where
    not."""
    styles: defaultdict[str, Counter[Style]] = defaultdict(Counter)
    for start in starts:
        if start.strength >= LIKELY:
            styles[start.label.kind][start.style] += 1
    return [
        replace(start, strength=start.strength + _likeness(start.style, styles[start.label.kind])) for start in starts
    ]


def _without_drawn(starts: Sequence[_Start], pages: Sequence[Page]) -> list[_Start]:
    """Return the starts without the labels that a picture brings along which has its caption above or below.

    Such a picture was made for another paper: "Figure 2" stands in it, and "Figure B-2: The five …" below it.
    """
    by_number = {page.number: page for page in pages}
    return [start for start in starts if not _drawn_along(start, starts, by_number[start.page])]


def _drawn_along(start: _Start, starts: Sequence[_Start], page: Page) -> bool:
    line = page.lines[start.index]
    pictures = [box for box in page.graphics if inside(line.box, box)]
    others = [page.lines[other.index] for other in starts if other.page == start.page and other.strength >= LIKELY]
    return any(_beside_edge(other, box) for other in others for box in pictures)


def _beside_edge(line: Line, picture: Box) -> bool:
    """Whether a line stands right above or below a picture."""
    apart = -overlap_y(line.box, picture)
    return 0 <= apart < FAR * line.size and overlap_x(line.box, picture) > 0


def _without_panels(starts: Sequence[_Start]) -> list[_Start]:
    """Return the starts without "Figure 5a:" and "Figure 5b:" where "Figure 5:" stands on the same page."""
    whole = {(start.page, _named(start)) for start in starts if not start.panel and start.strength >= ENOUGH}
    return [start for start in starts if not (start.panel and (start.page, _named(start)) in whole)]


def _named(start: _Start) -> Key:
    return start.label.kind, start.label.series, start.label.number


def _likeness(style: Style, usual: Counter[Style]) -> float:
    if not usual:
        return 0.0
    return 1.5 if usual[style] >= USUAL * usual.total() else -1.0


def _strongest(starts: Sequence[_Start]) -> list[_Start]:
    """Return for each number the start that most speaks for, and those that are nearly as strong."""
    named: defaultdict[tuple[str, str, str, str], list[_Start]] = defaultdict(list)
    for start in starts:
        if start.strength >= ENOUGH:
            label = start.label
            named[label.kind, label.series, stem(label.word), label.number].append(start)
    kept = []
    for group in named.values():
        top = max(start.strength for start in group)
        kept += [start for start in group if start.strength >= top - 0.6]
    return kept


def _translated(start: _Start, other: _Start) -> bool:
    """Whether a line may begin the same caption as another in a second language: they stand one below the other."""
    near = start.page == other.page and abs(start.index - other.index) <= 3
    same = (start.label.kind, start.label.number) == (other.label.kind, other.label.number)
    return near and same and start.label.word != other.label.word and start.strength > 0


def _caption(
    page: Page, start: _Start, body: Body, stop: frozenset[int], words: Words, *, others: frozenset[int]
) -> Caption:
    taken = followed(page, start.index, start.label, body, stop, others=others)
    texts = [page.lines[i].text for i in taken]
    texts[taken.index(start.index)] = page.lines[start.index].text[start.label.end :]
    box = union([page.lines[i].box for i in taken])
    return Caption(page.number, start.label, tuple(taken), box, join(texts, words), start.strength)


def _run_at(line: Line, offset: int) -> Run:
    """Return the run that holds the character at an offset of the line's text."""
    for run in line.runs:
        if offset < len(run.text):
            return run
        offset -= len(run.text)
    return line.runs[-1]


def _case(word: str) -> str:
    word = word.rstrip(".")
    return "upper" if word.isupper() and len(word) > 2 else word.lower()
