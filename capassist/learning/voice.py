"""An author's voice: how likely a frozen language model finds a text behind three captions of the author.

It ranks texts and writes none. This is the rival that UAPT's trained prefix (PRCV 2023) has to beat:
`learning.prefix_trial`.
"""

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from capassist.errors import UsageError
from capassist.evaluation.table import Row, Table
from capassist.metrics import Mean, ratio
from capassist.text.words import counted

SHOWN = 3  # captions before a text, as in LaMP-Cap's profiles
# Captions of an author: three to show and one to try. Own before it made it likelier than another author's in .92 of 16
# pairs of eight papers; with two to show in .85, with one in .73 (benchmarks/voice.py, 2026-11).
FEWEST = 4
MOST_HELD_OUT = 8  # captions of an author
SEED = 20261121
_TWIN = 0.8  # of the letters of two captions are the same


class Likelihood(Protocol):
    """What says how likely a text is behind others: the logarithm of its probability, and its tokens."""

    def log_likelihood(self, text: str, before: Sequence[str]) -> tuple[float, int]:
        """Return both."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An author's captions to rank by."""

    name: str
    captions: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raise UsageError where there are too few to know a voice by."""
        if len(self.captions) < FEWEST:
            missing = counted(FEWEST - len(self.captions), "caption")
            raise UsageError(
                f"{self.name} has {counted(len(self.captions), 'distinct caption')}; "
                f"a voice is known by {FEWEST} or more.",
                f"{missing} more: name further papers of the same person.",
            )

    def shown(self, without: str = "") -> list[str]:
        """Return the captions that stand before a text: never the text itself, nor its twin."""
        others = [caption for caption in self.captions if not _is_twin(caption, without)]
        return random.Random(f"{SEED} {without}").sample(others, min(SHOWN, len(others)))  # noqa: S311  no secret


def distinct(captions: Iterable[str]) -> tuple[str, ...]:
    """Return the captions without those that repeat an earlier one but for a few letters, as those of series of
    figures do: behind its twin any text is likely, whoever wrote it."""
    kept: list[str] = []
    for caption in captions:
        if not any(_is_twin(caption, other) for other in kept):
            kept.append(caption)
    return tuple(kept)


def _is_twin(caption: str, other: str) -> bool:
    compared = SequenceMatcher(None, caption, other, autojunk=False)
    return compared.quick_ratio() >= _TWIN and compared.ratio() >= _TWIN


def ranked(texts: Sequence[str], voice: Voice, model: Likelihood) -> list[tuple[str, float]]:
    """Return the texts with how much each sounds like the author, the most first.

    That is by how much the author's captions before it raise the logarithm of a text's probability over that behind
    none, by the root of its tokens, with which such a sum strays by chance. Of a text of the author and one of somebody
    else it puts the right one first in .91 of the pairs, whichever is longer; the perplexity behind the author's
    captions alone does in .68, as it is lower for longer texts (14 papers, 2026-11: benchmarks/voice.py).
    """
    found = [(text, _likeness(text, voice, model)) for text in texts]
    return sorted(found, key=lambda pair: -pair[1])


def _likeness(text: str, voice: Voice, model: Likelihood) -> float:
    own, tokens = model.log_likelihood(text, voice.shown(text))
    return likeness(own, model.log_likelihood(text, ())[0], tokens)


def likeness(own: float, none: float, tokens: int) -> float:
    """Return how much a text sounds like an author from the logarithms of its probability behind the author's captions
    and behind none; least for no text."""
    return (own - none) / math.sqrt(tokens) if tokens else -math.inf


def perplexity(log_likelihood: float, tokens: int) -> float:
    """Return e to the loss of a token; infinite for no text."""
    return math.exp(-log_likelihood / tokens) if tokens else math.inf


def compared(voices: Sequence[Voice], model: Likelihood) -> Table:
    """Return the perplexity of held-out captions behind the author's own, another author's and no captions.

    Raises UsageError for fewer than two authors.
    """
    if len(voices) < 2:
        raise UsageError("One voice cannot be told from others.", "Name papers of two people or more.")
    rows = [_row(voice, {_OTHER: voices[place - 1]}, model) for place, voice in enumerate(voices)]
    better = sum(row.values[_OWN].value < row.values[_OTHER].value for row in rows)
    other = "of the one before in this table (other)"
    return Table(
        f"{counted(len(voices), 'voice')} compared",
        tuple(rows),
        (f"Told apart: {better} of {len(rows)}.", _MEANING.format(other=other)),
    )


def heard(voice: Voice, others: Sequence[Voice], model: Likelihood) -> Table:
    """Return the perplexity of one author's held-out captions behind the author's own, each of the others' and none."""
    row = _row(voice, {other.name: other for other in others}, model)
    lower = sum(row.values[_OWN].value < row.values[name].value for name in row.values if name not in {_OWN, _NONE})
    told = [f"Told apart from {lower} of {counted(len(others), 'other voice')}."] if others else []
    other = "of each other voice that is kept" if others else "of no other, for none is kept"
    return Table(f"The voice of {voice.name}", (row,), (*told, _MEANING.format(other=other)))


_OWN, _OTHER, _NONE = "own", "other", "none"
_MEANING = (
    "Perplexity of a token of captions that were held out, by SmolLM2-135M, frozen: behind three captions of the same "
    "author (own), {other}, and behind none; n: captions."
)


def _row(voice: Voice, others: Mapping[str, Voice], model: Likelihood) -> Row:
    held = random.Random(f"{SEED} {voice.name}").sample(  # noqa: S311  no secret
        voice.captions, min(MOST_HELD_OUT, len(voice.captions))
    )
    before: dict[str, Callable[[str], Sequence[str]]] = {_OWN: voice.shown}
    before |= {name: other.shown for name, other in others.items()}
    before[_NONE] = lambda _: ()
    said = {name: [model.log_likelihood(text, shown(text)) for text in held] for name, shown in before.items()}
    return Row(voice.name, len(held), values={name: mean_perplexity(scores) for name, scores in said.items()})


def mean_perplexity(scores: Sequence[tuple[float, int]]) -> Mean:
    """Return the perplexity of a token of several texts, each with the logarithm of its probability and its tokens."""
    mean = ratio([(-score, tokens) for score, tokens in scores if tokens])
    return Mean(*map(math.exp, (mean.value, mean.low, mean.high))) if mean else Mean(math.inf, math.inf, math.inf)
