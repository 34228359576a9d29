"""How often the guard of numbers is right: false alarms on true captions, and planted wrong numbers that it marks.

    python benchmarks/grounding.py PAPER… [--show alarms|misses]

Each captioned figure that the text mentions is looked at as if its caption were a draft: what the author wrote there is taken away
before (its own caption is no evidence). A mark on a true caption is a false alarm. Then each amount of the caption in turn is
changed to another that the author did not write there, once for each seed; a changed number without a mark is a miss. Numbers that
only name something (Figure 3, [12]) are no amounts.
"""

import argparse
import random
import re
import string
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from capassist.drafts import open_draft
from capassist.guards.numbers import numbers
from capassist.model import Draft, DraftKind, Figure, Finding, Span
from capassist.text.markup import markup_of
from capassist.workflow.drafting import inspect

SEED = 20261121
SEEDS = 5
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Counts:
    """True captions, and those marked as holding a number that stands nowhere, or only one that the paper says of another figure or
    thing; the same for amounts; planted numbers, those marked at all, and those marked as standing nowhere.
    """

    captions: int = 0
    captions_nowhere: int = 0
    captions_elsewhere: int = 0
    amounts: int = 0
    amounts_nowhere: int = 0
    amounts_elsewhere: int = 0
    planted: int = 0
    marked: int = 0
    marked_nowhere: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def targets(draft: Draft) -> Iterator[tuple[Draft, Figure, str]]:
    """Yield each figure as a captioner sees it, the draft with the figure so, and the caption the author wrote."""
    for figure in draft.figures:
        if figure.kind == "figure" and figure.caption and figure.mentions:
            blank = replace(
                figure, state="missing", caption=None, caption_source=None, short_caption=None, slot=None, locked=""
            )
            others = tuple(blank if other.id == figure.id else other for other in draft.figures)
            source = figure.caption_source if draft.kind == "latex" else figure.caption
            yield replace(draft, figures=others), blank, source or ""


def marks(draft: Draft, figure: Figure, text: str) -> list[tuple[Finding, Span]]:
    """Return the findings about numbers with their places."""
    return [(f, f.span) for f in inspect(draft, figure, text) if f.span and f.code.startswith("number")]


def count(draft: Draft, paper: str, shown: str) -> Counts:
    """Count the marks on a draft's true captions and on captions with a planted number; print what was asked for."""
    total = Counts()
    for given, figure, caption in targets(draft):
        found = marks(given, figure, caption)
        codes = [finding.code for finding, _ in found]
        elsewhere = bool(codes) and "number" not in codes
        amounts = len(list(numbers(caption, markup_of(draft.kind))))
        total += Counts(
            1, "number" in codes, elsewhere, amounts, codes.count("number"), len(codes) - codes.count("number")
        )
        if shown == "alarms":
            for finding, span in found:
                print(f"{paper} {figure.number}: {finding.code} {_context(caption, span)}")
        for text, place in planted(caption, draft.kind, f"{paper} {figure.id}"):
            after = [(f.code, span) for f, span in marks(given, figure, text) if span[0] <= place < span[1]]
            total += Counts(planted=1, marked=bool(after), marked_nowhere=any(code == "number" for code, _ in after))
            if shown == "misses" and not after:
                print(f"{paper} {figure.number}: {_context(text, (place, place + 1))}")
    return total


def planted(caption: str, kind: DraftKind, name: str) -> Iterator[tuple[str, int]]:
    """Yield the caption with one amount changed, and where it stands."""
    for number in numbers(caption, markup_of(kind)):
        match = _DIGITS.search(caption, *number.span)
        for seed in range(SEEDS if match else 0):
            assert match
            chance = random.Random(f"{SEED + seed} {name} {match.start()}")
            while (other := _another(match.group(), chance)) in caption:
                pass
            yield caption[: match.start()] + other + caption[match.end() :], match.start()


def _another(digits: str, chance: random.Random) -> str:
    if not digits.isdigit():
        return "".join(chance.choice(string.digits.replace(d, "")) if d.isdigit() else d for d in digits)
    value = int(digits)
    if value > 3:
        return str(value + chance.choice([-1, 1]) * chance.randint(1, value))
    return str(value + chance.randint(1, 30))


def _context(text: str, span: Span) -> str:
    start, end = span
    return " ".join(f"{text[max(0, start - 50) : start]}»{text[start:end]}«{text[end : end + 40]}".split())


def report(counts: Counts) -> None:
    """Print the rates."""

    def share(part: int, whole: int) -> str:
        return f"{part} of {whole}, {part / max(whole, 1):.1%}"

    marked = counts.captions_nowhere + counts.captions_elsewhere
    print(f"true captions marked           {share(marked, counts.captions)}")
    print(f"  a number stands nowhere      {share(counts.captions_nowhere, counts.captions)}")
    print(f"  only said of another thing   {share(counts.captions_elsewhere, counts.captions)}")
    print(f"true amounts marked            {share(counts.amounts_nowhere + counts.amounts_elsewhere, counts.amounts)}")
    print(f"planted numbers marked         {share(counts.marked, counts.planted)}")
    print(f"  as standing nowhere          {share(counts.marked_nowhere, counts.planted)}")


def main() -> None:
    """Read the papers named on the command line and print the rates."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    arguments.add_argument("--show", choices=["alarms", "misses"], default="", help="print each of them")
    given = arguments.parse_args()
    counts = Counts()
    for path in given.papers:
        counts += count(open_draft(path), f"{path.parent.name}/{path.name}", given.show)
    report(counts)


if __name__ == "__main__":
    main()
