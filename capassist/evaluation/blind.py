"""Captions judged blind: the author's, the draft and the nearest one of each figure, in an order that tells nothing.

Likeness to the author's caption is not quality (the last limit that LaMP-Cap names): people are asked instead. Whose
caption is whose stands in a key beside the page, and what a judge decided in a file of their own.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from capassist.errors import UsageError
from capassist.evaluation.held_out import BASELINES, SEED, Evaluation, HeldOutFigure
from capassist.model import Draft
from capassist.text.markup import markup_of

AUTHOR, NEAREST = "author", "nearest caption"
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class BlindQuestion:
    """What is asked of each caption: its name in files, and its words."""

    name: str
    words: str


QUESTIONS = (
    BlindQuestion("fits", "Does it fit the paper?"),
    BlindQuestion("helps", "Does it help a reader to understand the figure?"),
)


@dataclass(frozen=True, slots=True)
class BlindCaption:
    """A caption as a judge sees it. Whose it is, of several where they wrote the same, no judge sees."""

    id: str
    text: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlindFigure:
    """A figure with its captions in the order of the page."""

    paper: Draft
    target: HeldOutFigure
    captions: tuple[BlindCaption, ...]


@dataclass(frozen=True, slots=True)
class BlindTest:
    """What a page asks. `undrafted` are the figures for which there was no draft."""

    figures: tuple[BlindFigure, ...]
    undrafted: int

    @property
    def page(self) -> str:
        """What tells this page from others: judgements of another one cannot be joined with its own."""
        shown = [(caption.id, caption.text) for figure in self.figures for caption in figure.captions]
        return sha256(repr(shown).encode()).hexdigest()[:16]

    @property
    def by(self) -> Mapping[str, tuple[str, ...]]:
        """Return whose each caption is."""
        return {caption.id: caption.by for figure in self.figures for caption in figure.captions}


def blind_test(evaluation: Evaluation, condition: str) -> BlindTest:
    """Return the test of the drafts that a condition gave. Raise UsageError where it gave none."""
    texts = {answer.target: answer.text for answer in evaluation.answers if answer.condition == condition}
    drafted = [(p, target) for p, targets in evaluation.papers for target in targets if texts.get(target.key)]
    if not drafted:
        raise UsageError("There is no draft to judge.", "Name a paper whose text speaks of its figures, or a server.")
    figures = tuple(
        BlindFigure(paper, target, tuple(_shown(number, target, condition, texts[target.key] or "")))
        for number, (paper, target) in enumerate(drafted, 1)
    )
    return BlindTest(figures, len(evaluation.targets) - len(drafted))


def _shown(number: int, target: HeldOutFigure, condition: str, draft: str) -> Iterator[BlindCaption]:
    plain = markup_of(target.draft.kind).to_plain(draft)
    texts = {AUTHOR: target.caption, condition: plain, NEAREST: BASELINES[NEAREST](target)}
    authors: dict[str, list[str]] = {}
    for by, text in texts.items():
        if text:
            authors.setdefault(" ".join(text.split()), []).append(by)
    order = list(authors)
    random.Random(f"{SEED} {target.key}").shuffle(order)  # noqa: S311  no secret
    for letter, text in zip("abc", order, strict=False):
        yield BlindCaption(f"{number}{letter}", text, tuple(authors[text]))


def names_of(by: Iterable[Sequence[str]]) -> list[str]:
    """Return who wrote captions: the author first, the nearest caption last."""
    found = dict.fromkeys(name for names in by for name in names)
    return sorted(found, key=lambda name: (name == NEAREST, name != AUTHOR, name))
