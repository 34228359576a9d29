"""Lists of figure legends at the end of a manuscript, as journals ask for them: their headings, and which figure each
legend is of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from capassist.text.float_references import label_at_start, plain_number

_HEADING = re.compile(
    r"(?:[\divx]+\.?\s+)?(?:list of |main |supplementa(?:ry|l) |supporting |extended data )*(?:(?:figures?"
    r"|figs?\.?)(?: and tables?)? (?:legends?|captions?)|(?:figure )?legends?(?: (?:of|to|for"
    r"|and captions)(?: the)?(?: \w+)? figures?)?|(?:figure )?captions?(?: (?:of|to|for)(?: the)? figures?)?"
    r"|captions?(?: to| for)? (?:figures?|illustrations?)|(?:figure|fig\.?) titles?(?: and legends?)?"
    r"|titles and legends(?: to| for)? figures?|abbildungslegenden|bildlegenden|bildunterschriften"
    r"|legenden(?: zu den abbildungen)?|abbildungsunterschriften|légendes?(?: des figures)?"
    r"|leyendas?(?: de (?:las )?figuras)?|pies de figuras?|legendas?(?: das figuras)?|didascalie(?: delle figure)?"
    r"|legende(?: delle figure)?|bijschriften|figuurbijschriften|figurtexter|figurtekster|kuvatekstit|podpisy rysunków"
    r"|подписи к рисункам|図の説明|図説明|图注|图题|图例说明|그림 설명)(?: \(.*\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend of the list: the printed number of its figure, and the range of the paragraphs (by index) that it
    takes."""

    number: str
    first: int
    end: int


def is_legend_heading(title: str) -> bool:
    """Return whether a heading is one above a list of legends: "Figure Legends", "Légendes des figures"."""
    return _HEADING.fullmatch(" ".join(title.split()).strip(" .:")) is not None


def find_legends(paragraphs: Iterable[str]) -> list[Legend]:
    """Return the legends among the paragraphs under such a heading, in order.

    One begins with its figure's name ("Figure 1. Level of …"); what follows without one belongs to it.
    """
    found: list[Legend] = []
    for index, text in enumerate(paragraphs):
        label = label_at_start(text)
        if label is not None and label.kind == "figure":
            number = plain_number(label.number)
            found.append(
                Legend(f"S{number}" if label.series == "suppl" and number.isdigit() else number, index, index + 1)
            )
        elif label is None and found and found[-1].end == index:
            found[-1] = Legend(found[-1].number, found[-1].first, index + 1)
    return found


def matched(legends: Sequence[Legend], figures: Sequence[Iterable[str]]) -> dict[int, Legend]:
    """Return the legend of each figure without a caption, by the figure's index.

    `figures` are, in order, the names of their files. The number in a file's name decides ("fig2.eps"); where names
    tell nothing, the order does, if there are as many legends as figures. What is not certain is left out.
    """
    by_number = {legend.number: legend for legend in legends}
    numbers = [_number_in(names) for names in figures]
    named = {index: by_number[number] for index, number in enumerate(numbers) if number in by_number}
    if named and len(named) == len(figures) and len({legend.number for legend in named.values()}) == len(named):
        return named
    if len(by_number) == len(legends) == len(figures):
        return dict(enumerate(legends))
    return {}


def _number_in(names: Iterable[str]) -> str | None:
    found = {
        match[1].lstrip("0")
        for name in names
        if (match := re.search(r"(?:^|[/_.\- ])(?:fig(?:ure)?s?)[_.\- ]*(S?\d+)", name, re.I))
    }
    return found.pop() if len(found) == 1 else None
