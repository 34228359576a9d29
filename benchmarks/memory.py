"""How many planted contradictions the paper's memory finds, and how often it speaks of captions as their authors wrote them.

    python benchmarks/memory.py PAPER… [--show N]

Into each captioned figure's caption a fact is planted, and its contradiction elsewhere: into a paragraph about the figure,
into another caption, or into a paragraph about another figure, among three distractors that say other things of other subjects.
A last claim is planted as the last sentence about the figure, behind an earlier one that says what the caption says. "twins" are
the same plants without the contradiction: what is found there is false. So is what is found in captions as they are.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from capassist.drafts import open_draft
from capassist.guards.contradictions import contradiction_findings
from capassist.guards.grounding import Grounds
from capassist.guards.memory import definition_findings, last_claim_findings
from capassist.model import Draft, Figure, Finding, Mention, Sentence
from capassist.text.markup import markup_of

SEED = 20261121
FORMS = {
    "symbol": (
        r"Here $\varkappa$ denotes the {}.", r"Let $\varkappa$ be the {}.", r"The {} $\varkappa$ is kept.",
        r"It depends on the {} ($\varkappa$).", r"We denote the {} by $\varkappa$.", r"$\varkappa$ is the {}.",
    ),
    "abbreviation": ("We use the {} (TCM).", "The TCM ({}) is used.", "TCM stands for {}.", "As before, TCM: {}."),
    "colour": (
        "The reference solver is drawn in {}.", "The {} curve is the reference solver.", "Shown is the reference solver ({}, dashed).",
        "{} denotes the reference solver.", "We plot the reference solver in {}.",
    ),
    "data set": (
        "FooNet-5 contains {} pebbles.", "We use FooNet-5 ({} pebbles).", "The {} pebbles of FooNet-5 are used.",
        "The FooNet-5 data set with its {} pebbles is used.",
    ),
    "claim": ("The yield of the reactor {} with the applied pressure.",),
}  # fmt: skip
VALUES = {
    "symbol": ("thermal conductivity", "number of layers", "noise level", "learning rate"),
    "abbreviation": ("tensor completion method", "thermal conductivity model", "total count measure"),
    "colour": ("red", "blue", "green", "black"),
    "data set": ("60,000", r"50\,000", "1234", "70k"),
    "claim": ("rises", "falls"),
}
DISTRACTORS = (
    r"Here $\varpi$ denotes the humidity.", "We use the gradient descent method (GDM).", "The upper bound is drawn in orange.",
    "BarNet-7 contains 1,111 pebbles.", r"The offset $\vartheta$ is kept.", "The cost of the pump grows with its age.",
)  # fmt: skip
PLACES = ("own paragraph", "other caption", "other paragraph")


@dataclass(frozen=True)
class Plant:
    """A caption with a fact, and the paper around it."""

    kind: str
    place: str
    text: str
    grounds: Grounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many misses")
    options = parser.parse_args()
    drafts = [open_draft(path) for path in options.papers]
    captions = [
        (draft, figure) for draft in drafts for figure in draft.figures if figure.state == "written" and figure.caption
    ]
    found, planted, missed = Counter[str](), Counter[str](), []
    for number, (draft, figure) in enumerate(captions):
        for plant, twin in plants(draft, figure, random.Random(SEED + number)):
            name = f"{plant.kind}, {plant.place}"
            planted[name] += 1
            found[name] += new_findings(plant, figure)
            planted["twins"] += 1
            found["twins"] += new_findings(twin, figure)
            missed += [(name, plant.text[-90:])] * (not new_findings(plant, figure))
    for name, count in planted.items():
        print(f"{name:32} {found[name] / count:.3f}  of {count}")
    all_plants = [name for name in planted if name != "twins"]
    print(f"{'all plants':32} {sum(found[n] for n in all_plants) / sum(planted[n] for n in all_plants):.3f}")
    spoken = sum(bool(findings(text_of(figure), grounds_of(draft, figure))) for draft, figure in captions)
    print(f"{'captions as they are':32} {spoken / len(captions):.3f}  of {len(captions)}")
    for line in missed[: options.show]:
        print(*line)


def plants(draft: Draft, figure: Figure, chance: random.Random) -> Iterator[tuple[Plant, Plant]]:
    """Yield a plant of each kind, with its twin."""
    for kind, forms in FORMS.items():
        value, other = chance.sample(VALUES[kind], 2)
        here, there = chance.choice(forms), chance.choice(forms)
        place = "last claim" if kind == "claim" else chance.choice(PLACES)
        text = f"{text_of(figure)} {here.format(value)}"
        noise = chance.sample(DISTRACTORS, 3)
        planted, twin = (
            Plant(
                kind, place, text, _planted(draft, figure, place, there.format(said), here.format(value), noise=noise)
            )
            for said in (other, value)
        )
        yield planted, twin


def _planted(draft: Draft, figure: Figure, place: str, said: str, first: str, *, noise: Sequence[str]) -> Grounds:
    grounds = grounds_of(draft, figure)
    own, others = figure, list(grounds.others)
    target = next((n for n, other in enumerate(others) if other.state == "written"), None)
    if place == "last claim":
        own = replace(own, mentions=(*own.mentions, _mention(first, *noise, points=True), _mention(said, points=True)))
    elif place == "own paragraph" or target is None:
        own = replace(own, mentions=(*own.mentions, _mention(*noise, said, points=True)))
    elif place == "other caption":
        caption = " ".join((others[target].caption_source or others[target].caption or "", *noise, said))
        others[target] = replace(others[target], caption_source=caption, caption=caption)
    else:
        others[target] = replace(
            others[target], mentions=(*others[target].mentions, _mention(*noise, said, points=True))
        )
    own = replace(own, caption=None, caption_source=None, slot=None, state="missing")
    return replace(grounds, figure=own, others=tuple(others))


def _mention(*sentences: str, points: bool) -> Mention:
    made = tuple(
        Sentence(text, text, ((0, 6),) if points and number == len(sentences) - 1 else ())
        for number, text in enumerate(sentences)
    )
    return Mention(" ".join(sentences), made, "Planted")


def text_of(figure: Figure) -> str:
    return figure.slot.text if figure.slot else figure.caption or ""


def grounds_of(draft: Draft, figure: Figure) -> Grounds:
    others = tuple(other for other in draft.figures if other.id != figure.id)
    bare = replace(figure, caption=None, caption_source=None, slot=None, state="missing")
    return Grounds(bare, others, markup_of(draft.kind), "", draft.manuscript.body)


def findings(text: str, grounds: Grounds) -> list[Finding]:
    return [*definition_findings(text, grounds), *last_claim_findings(text, grounds.markup, grounds)]


def new_findings(plant: Plant, figure: Figure) -> bool:
    """Tell whether there is a finding on the planted sentence.

    A colour and a claim that the figure's own paragraphs contradict are the word by word comparison's.
    """
    start = len(text_of(figure))
    found = findings(plant.text, plant.grounds)
    if plant.kind in ("colour", "claim"):
        found += contradiction_findings(plant.text, plant.grounds.markup, plant.grounds)
    return any(finding.span and finding.span[0] >= start for finding in found)


if __name__ == "__main__":
    main()
