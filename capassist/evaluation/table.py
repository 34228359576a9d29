"""From pairs of captions to the rows of a table: means with intervals, how many were scored, and how many were no captions."""

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from capassist.guards.repetition import repeats_itself
from capassist.metrics import METRICS, Mean, Scoring, cider_d, length_normalised, means
from capassist.metrics.cider import USEFUL

LENGTH_NORMALISED = ("ROUGE-1n", "ROUGE-2n", "ROUGE-Ln")
_MANY = 1000  # pairs; below that, starting processes takes longer than scoring
_PECULIAR = {
    5: "By method 5 BLEU can exceed 1.",
    6: "Method 6 has no value without a shared 3-gram: such captions' BLEU is not smoothed.",
    7: "By method 7 BLEU can exceed 1.",
}

NOT_QUALITY = "Likeness to the author's caption is not quality: good captions can be far from it, and poor ones near."


@dataclass(frozen=True, slots=True)
class Pair:
    """A text beside the caption it is compared with, and what else was measured of it."""

    reference: str
    text: str
    more: Mapping[str, float] = field(default_factory=dict)


Scored = Mapping[str, float]  # all measures of one pair


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. A measure that does not apply is absent."""

    name: str
    scored: int
    invalid: int = 0  # answers that were no captions
    values: Mapping[str, Mean] = field(default_factory=dict)
    tokens: int | None = None
    cost: float | None = None
    each: tuple[Scored, ...] = field(default=(), repr=False)  # what the means are of
    failed: int | None = None  # judgements that did not come, where a model is the judge


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what must be known to read it."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All measures that some row has, in the order they came up."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.values))


def score(pairs: Sequence[Pair], scoring: Scoring) -> list[Scored]:
    """Return all measures of each pair; every pair has the same `more`. CIDEr-D weighs n-grams over all of these pairs."""
    cider = _cider(pairs, scoring)
    return [
        {
            **dict(zip(METRICS, scores, strict=True)),
            **({"CIDEr-D": cider[place]} if cider else {}),
            **pair.more,
            "repetition": float(repeats_itself(pair.text)),
            "words": float(scoring.length(pair.text)),
        }
        for place, (scores, pair) in enumerate(zip(_scores(pairs, scoring), pairs, strict=True))
    ]


def row(
    name: str,
    scored: Sequence[Scored],
    scoring: Scoring,
    *,
    invalid: int = 0,
    tokens: int | None = None,
    cost: float | None = None,
) -> Row:
    """Return the means over pairs that were scored."""
    if not scored:
        return Row(name, 0, invalid, {}, tokens, cost)
    values = dict(zip(scored[0], means([list(measures.values()) for measures in scored]), strict=True))
    if scoring.form == "scicap":
        values |= _length_normalised(values)
    return Row(name, len(scored), invalid, values, tokens, cost, tuple(scored))


def scoring_note(scoring: Scoring) -> str:
    """Return how captions were compared, in a few sentences."""
    smoothed = f"BLEU smoothed by NLTK's method {scoring.smoothing}" if scoring.smoothing else "BLEU without smoothing"
    if scoring.form == "scicap":
        said = (
            f"Compared as by the SciCap challenge of 2023: lower case, {smoothed}, ROUGE stemmed; n: divided by chance."
        )
    else:
        said = (
            f"Compared as in LaMP-Cap: lower case, no punctuation, {smoothed} (theirs is not published), ROUGE F; METEOR 1.5 by "
            "exact words and stems; ± is half of the 95 % interval."
        )
    return " ".join(filter(None, (said, _PECULIAR.get(scoring.smoothing))))


def cider_note(pairs: int) -> str:
    """Return why there is no CIDEr-D, where there is none."""
    return "" if pairs >= USEFUL else f"CIDEr-D needs {USEFUL} captions or more."


def _cider(pairs: Sequence[Pair], scoring: Scoring) -> list[float]:
    if len(pairs) < USEFUL:
        return []
    return cider_d([scoring.words(p.reference) for p in pairs], [scoring.words(p.text) for p in pairs])


def _length_normalised(values: Mapping[str, Mean]) -> dict[str, Mean]:
    rouges = [values[f"ROUGE-{kind}"] for kind in "12L"]
    words = values["words"].value
    limits = (length_normalised([getattr(mean, part) for mean in rouges], words) for part in ("value", "low", "high"))
    return dict(zip(LENGTH_NORMALISED, (Mean(*parts) for parts in zip(*limits, strict=True)), strict=True))


def _scores(pairs: Sequence[Pair], scoring: Scoring) -> list[tuple[float, ...]]:
    if len(pairs) < _MANY:
        return _scored((pairs, scoring))
    workers = os.cpu_count() or 1
    shares = [(pairs[start : start + _MANY // 2], scoring) for start in range(0, len(pairs), _MANY // 2)]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return [scores for share in pool.map(_scored, shares) for scores in share]


def _scored(share: tuple[Sequence[Pair], Scoring]) -> list[tuple[float, ...]]:
    pairs, scoring = share
    return [scoring.scores(pair.reference, pair.text) for pair in pairs]
