"""What the guards' warnings are worth, for untruths of all kinds: planted ones that they mark, and true captions that they mark.

    python benchmarks/untruths.py PAPER… [--show alarms|misses] [--kind KIND]

Each captioned figure that the text mentions is looked at twice: beside its own caption, as in a review of a caption that stands there,
and without it, as a draft for a figure that has none. A word of the caption is changed to one that says something else, one place at a
time: a number to another, a unit, a colour, a panel, a direction or quantity word to its opposite, a name or a reference to another
of the paper; "not" is put in, and a claim. A planted untruth is marked where a warning comes that the true caption does not get. What
is planted is drawn at random from the words of `capassist/guards/words/`, always the same.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from capassist.drafts import open_draft
from capassist.guards.names import names_in
from capassist.guards.numbers import numbers
from capassist.guards.vocabulary import Language, language_for
from capassist.model import Draft, Figure, Finding
from capassist.text.markup import markup_of, visible_text
from capassist.workflow.drafting import captioned_figures, inspect

SEED = 20261129
MOST = 2  # of a kind in one caption
KINDS = "number unit colour panel direction quantity negation claim name reference".split()
_SCALES = {
    **dict.fromkeys(("colour", "line", "marker"), "colour"),
    **dict.fromkeys(("across", "down"), "panel"),
    **dict.fromkeys(("share", "many", "pair", "times"), "quantity"),
    **dict.fromkeys(("duration", "length_unit", "temperature_unit"), "unit"),
    "number": "",  # planted as digits
}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_IS = re.compile(r"\b(?:is|are|was|were)\b")
_SAYS_MORE = re.compile(r"\b(?:higher|lower|larger|smaller|faster|slower|better|different|more|less)\b")
_REFERENCE = re.compile(r"(\\[A-Za-z]*(?:ref|[Ff]ig)[A-Za-z]*\{)([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Planted:
    """A caption with one untruth."""

    kind: str
    text: str
    was: str
    now: str


def planted(draft: Draft, figure: Figure, caption: str) -> Iterator[Planted]:
    """Yield captions with an untruth each, at most MOST of a kind."""
    chance = random.Random(f"{SEED} {figure.id}")
    language = language_for(markup_of(draft.kind).to_plain(caption), draft.manuscript.body)
    found = [
        *_numbers(draft, caption, chance),
        *_names(draft, caption, chance),
        *_references(draft, figure, caption, chance),
    ]
    if language is not None:
        visible = visible_text(caption, markup_of(draft.kind))
        found += [*_scaled(visible, caption, language, chance), *_inserted(visible, caption, language)]
    for kind in KINDS:
        yield from islice((one for one in found if one.kind == kind and one.text != caption), MOST)


def _edit(kind: str, caption: str, span: tuple[int, int], now: str) -> Planted:
    return Planted(kind, caption[: span[0]] + now + caption[span[1] :], caption[slice(*span)], now)


def _numbers(draft: Draft, caption: str, chance: random.Random) -> Iterator[Planted]:
    for number in numbers(caption, markup_of(draft.kind)):
        digits = re.search(r"\d+", caption[slice(*number.span)])
        if digits:
            start = number.span[0] + digits.start()
            other = str(
                int(digits.group()) + chance.choice([-1, 1]) * chance.randint(1, max(3, int(digits.group()[:6])))
            )
            yield _edit("number", caption, (start, start + len(digits.group())), other.lstrip("-"))


def _scaled(visible: str, caption: str, language: Language, chance: random.Random) -> Iterator[Planted]:
    """Yield the caption with a word's opposite, or another value of its scale."""
    words: dict[tuple[str, str], str] = {}
    for word, meanings in language.exact.items():
        for meaning in meanings:
            words.setdefault((meaning.scale, meaning.value), word)
    for match in _WORD.finditer(visible):
        for meaning in language.meanings(match.group())[:1]:
            others = [
                word for (scale, value), word in words.items() if scale == meaning.scale and value != meaning.value
            ]
            kind = _SCALES.get(meaning.scale, "direction")
            if kind and others:
                yield _edit(kind, caption, match.span(), chance.choice(others))


def _inserted(visible: str, caption: str, language: Language) -> Iterator[Planted]:
    if language.name != "en":
        return
    for match in _IS.finditer(visible):
        yield _edit("negation", caption, (match.end(), match.end()), " not")
    for match in _SAYS_MORE.finditer(visible):
        yield _edit("claim", caption, (match.start(), match.start()), "significantly ")


def _names(draft: Draft, caption: str, chance: random.Random) -> Iterator[Planted]:
    known = sorted({*names_in(" ".join(figure.caption or "" for figure in draft.figures))})
    visible = visible_text(caption, markup_of(draft.kind))
    for name in dict.fromkeys(names_in(visible)):
        others = [other for other in known if other not in caption]
        if others and (place := visible.find(name)) >= 0:
            yield _edit("name", caption, (place, place + len(name)), chance.choice(others))


def _references(draft: Draft, figure: Figure, caption: str, chance: random.Random) -> Iterator[Planted]:
    labels = {label: other.id for other in draft.figures for label in other.labels}
    for match in _REFERENCE.finditer(caption):
        others = [label for label, of in labels.items() if of not in {figure.id, labels.get(match[2])}]
        if match[2] in labels and others:
            yield _edit("reference", caption, match.span(2), chance.choice(others))


def count(draft: Draft, name: str, counts: Counter[tuple[str, str]], show: str, kinds: list[str]) -> None:
    """Add to the counts what is marked of a draft's captions, true ones and planted untruths."""
    for figure in captioned_figures(draft):
        caption = (figure.slot.text if figure.slot else figure.caption) or ""
        if figure.state != "written" or not figure.mentions or not caption:
            continue
        bare = replace(figure, caption=None, caption_source=None, slot=None, state="missing", locked="")
        untruths = [one for one in planted(draft, figure, caption) if one.kind in kinds]
        for setting, seen in (("beside", figure), ("without", bare)):
            true = _said(inspect(draft, seen, caption))
            counts["true captions", setting] += 1
            counts["true captions marked", setting] += bool(true)
            if show == "alarms" and true:
                print(f"{name} {figure.id} {setting}: {'; '.join(sorted(true))}")
            for one in untruths:
                marked = bool(_said(inspect(draft, seen, one.text)) - true)
                counts[one.kind, setting] += 1
                counts[f"{one.kind} marked", setting] += marked
                if show == "misses" and not marked:
                    print(f"{name} {figure.id} {setting} {one.kind}: {one.was!r} → {one.now!r}")


def _said(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.message for finding in findings if not finding.blocks}


def report(counts: Counter[tuple[str, str]]) -> None:
    """Print the shares as a table in Markdown."""
    print("| planted | beside the standing caption | without it |\n| --- | --- | --- |")
    for kind in [*KINDS, "true captions"]:
        cells = []
        for setting in ("beside", "without"):
            part, whole = counts[f"{kind} marked", setting], counts[kind, setting]
            cells.append(f"{part / whole:.0%} of {whole}" if whole else "–")
        print(f"| {kind} | {' | '.join(cells)} |")


def main() -> None:
    """Read the papers named on the command line and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    arguments.add_argument("--show", choices=["alarms", "misses"], default="", help="print each of them")
    arguments.add_argument("--kind", choices=KINDS, action="append", help="only these; repeatable")
    given = arguments.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for path in given.papers:
        count(open_draft(path), path.parent.name, counts, given.show, given.kind or KINDS)
    report(counts)


if __name__ == "__main__":
    main()
