"""Whether a prefix trained on an author's captions knows that author better than three captions in the context do.

UAPT (Wang et al., PRCV 2023) trains such prefixes; its rival here is the same frozen model that is merely shown
captions (`learning.voice`). What decides is the perplexity of captions that neither has seen.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from capassist.errors import UsageError
from capassist.evaluation.table import Row, Table
from capassist.learning.voice import SEED, SHOWN, Likelihood, mean_perplexity
from capassist.model import Figure
from capassist.profile.similarity import terms, vectors
from capassist.text.words import counted, words

FEWEST_TO_TRAIN = 8  # captions: two to test on, two to stop by, and four to learn from
MOST_TESTED, MOST_TO_STOP_BY = 5, 4
MOST_SEEN, MOST_USER_WORDS = 48, 24  # words of a figure, and of an author (attend2u: 100, of many more captions)


@dataclass(frozen=True, slots=True)
class Example:
    """A caption, and the words of its figure: its type, what was read of its drawing, and the text inside it."""

    caption: str
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """An author's captions: to learn from, to stop by, and to test on."""

    name: str
    train: tuple[Example, ...]
    validation: tuple[Example, ...]
    test: tuple[Example, ...]


class Prefix(Protocol):
    """A trained prefix of one author."""

    def log_likelihood(self, example: Example, *, with_user: bool = True) -> tuple[float, int]:
        """Return the logarithm of the caption's probability behind the prefix, without the author's words on request,
        and how many tokens it has."""


Train = Callable[[Split, Sequence[str]], Prefix]  # the author's words by weight, too


def seen_words(figure: Figure) -> tuple[str, ...]:
    """Return the words of a figure that do not come from its caption, each once."""
    drawing = figure.drawing
    said: list[str] = [figure.type or ""]
    if drawing is not None:
        said += [drawing.kind or "", counted(len(drawing.panels), "panel"), drawing.title or "", *drawing.nodes]
        for panel in drawing.panels:
            said += [axis.label or "" for axis in (panel.x, panel.y) if axis]
            said += [entry.text for entry in panel.legend]
    return tuple(dict.fromkeys(words(" ".join([*said, figure.drawn_text]))))[:MOST_SEEN]


def split(name: str, examples: Sequence[Example]) -> Split:
    """Return the captions shared out. Raise UsageError where there are too few to learn from."""
    if len(examples) < FEWEST_TO_TRAIN:
        missing = counted(FEWEST_TO_TRAIN - len(examples), "caption")
        raise UsageError(
            f"{name} has {counted(len(examples), 'distinct caption')}; "
            f"a prefix is trained on {FEWEST_TO_TRAIN} or more.",
            f"{missing} more: name further papers of the same person.",
        )
    mixed = random.Random(f"{SEED} {name}").sample(examples, len(examples))  # noqa: S311  no secret
    tested, kept = min(MOST_TESTED, len(mixed) // 4), min(MOST_TO_STOP_BY, len(mixed) // 4)
    return Split(name, tuple(mixed[tested + kept :]), tuple(mixed[tested : tested + kept]), tuple(mixed[:tested]))


def user_words(splits: Sequence[Split]) -> list[tuple[str, ...]]:
    """Return the words that weigh most in each author's captions to learn from, against the other authors' (TF-IDF
    with one document for an author, as in attend2u)."""
    found = vectors([terms(words(" ".join(example.caption for example in own.train))) for own in splits])
    return [tuple(sorted(vector, key=lambda term: (-vector[term], term))[:MOST_USER_WORDS]) for vector in found]


def tried(splits: Sequence[Split], train: Train, model: Likelihood) -> Table:
    """Train a prefix for each author, and return the perplexity of the captions held out, of each author.

    Raises UsageError for fewer than two authors.
    """
    if len(splits) < 2:
        raise UsageError("One voice cannot be told from others.", "Name papers of two people or more.")
    prefixes = [train(own, known) for own, known in zip(splits, user_words(splits), strict=True)]
    rows = [
        _row(own, splits[place - 1], (prefixes[place], prefixes[place - 1]), model) for place, own in enumerate(splits)
    ]
    return Table(f"{counted(len(rows), 'voice')} tried with a prefix", tuple(rows), (*_outcome(rows), _MEANING))


OWN, OTHER, WITHOUT = "prefix", "other's prefix", "no user tokens"
RIVAL, RIVAL_OTHER, NONE = "shown", "other's shown", "none"
_MEANING = (
    "Perplexity of a token of captions that nothing was trained on, by SmolLM2-135M, frozen: behind the author's "
    "prefix, that of the author before in this table, and the author's without the author's words; shown: behind "
    "three captions of the author, or of the other; none: behind nothing; n: captions."
)


def _row(own: Split, other: Split, prefixes: tuple[Prefix, Prefix], model: Likelihood) -> Row:
    mine, theirs = prefixes
    shown, foreign = ([example.caption for example in split.train[:SHOWN]] for split in (own, other))
    said = {
        OWN: [mine.log_likelihood(example) for example in own.test],
        OTHER: [theirs.log_likelihood(example) for example in own.test],
        WITHOUT: [mine.log_likelihood(example, with_user=False) for example in own.test],
        RIVAL: [model.log_likelihood(example.caption, shown) for example in own.test],
        RIVAL_OTHER: [model.log_likelihood(example.caption, foreign) for example in own.test],
        NONE: [model.log_likelihood(example.caption, ()) for example in own.test],
    }
    return Row(own.name, len(own.test), values={name: mean_perplexity(scores) for name, scores in said.items()})


def _outcome(rows: Sequence[Row]) -> tuple[str, ...]:
    against: Mapping[str, str] = {
        OTHER: "another author's prefix",
        WITHOUT: "itself without user tokens",
        RIVAL: "three captions shown",
    }
    won = {name: sum(row.values[OWN].value < row.values[name].value for row in rows) for name in against}
    return tuple(f"The prefix is better than {text}: {won[name]} of {len(rows)}." for name, text in against.items())
