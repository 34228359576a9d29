"""From pairs of captions to the rows of a table: means with intervals, and how many were scored."""

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from capassist.metrics import Mean, Scoring, families, length_normalised, means, pair_metrics
from capassist.metrics.rouge import FAMILY as ROUGE
from capassist.text.repetition import repeats_itself

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
    """Return all measures of each pair; every pair has the same `more`."""
    names = [metric.name for metric in pair_metrics()]
    return [
        {
            **dict(zip(names, scores, strict=True)),
            **by_corpus,
            **pair.more,
            "repetition": float(repeats_itself(pair.text)),
            "words": float(scoring.length(pair.text)),
        }
        for scores, by_corpus, pair in zip(_scores(pairs, scoring), _by_corpus(pairs, scoring), pairs, strict=True)
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
            f"Compared as in LaMP-Cap: lower case, no punctuation, {smoothed} (theirs is not published), ROUGE F; "
            "METEOR 1.5 by exact words and stems; ± is half of the 95 % interval."
        )
    return " ".join(filter(None, (said, _PECULIAR.get(scoring.smoothing))))


def corpus_note(pairs: int) -> str:
    """Return which metrics need more captions than there are."""
    missing = (family for family in families() if family.of_corpus and pairs < family.fewest)
    return " ".join(f"{family.name} needs {family.fewest} captions or more." for family in missing)


def _by_corpus(pairs: Sequence[Pair], scoring: Scoring) -> list[dict[str, float]]:
    """Return the metrics that weigh all pairs against each other, for each pair, as far as there are enough pairs."""
    found: list[dict[str, float]] = [{} for _ in pairs]
    for family in families():
        if family.of_corpus and len(pairs) >= family.fewest:
            compared = [scoring.compared(pair.reference, pair.text) for pair in pairs]
            for measures, scores in zip(found, family.of_corpus(compared), strict=True):
                measures |= {metric.name: value for metric, value in zip(family.metrics, scores, strict=True)}
    return found


def _length_normalised(values: Mapping[str, Mean]) -> dict[str, Mean]:
    rouges = [values[metric.name] for metric in ROUGE.metrics]
    words = values["words"].value
    limits = (length_normalised([getattr(mean, part) for mean in rouges], words) for part in ("value", "low", "high"))
    names = [metric.name for metric in ROUGE.derived]
    return dict(zip(names, (Mean(*parts) for parts in zip(*limits, strict=True)), strict=True))


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
