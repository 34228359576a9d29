"""What every metric says of itself: name, heading, source, and what its published program gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """A text beside its reference, both prepared as they are compared, and how two of the metrics are to work."""

    reference: str
    text: str
    smoothing: int = 1  # NLTK's method for BLEU
    stemmed: bool = False  # for ROUGE

    @property
    def words(self) -> tuple[list[str], list[str]]:
        """The words of the reference and of the text."""
        return self.reference.split(), self.text.split()


@dataclass(frozen=True, slots=True)
class Metric:
    """One number: a column of the tables. `name` stands in JSON and CSV, `short` over the column."""

    name: str
    short: str
    published: float | None = None  # mean of what the published program gives for tests/metrics/pairs.json


Scores = Sequence[float]  # one for each metric of a family


@dataclass(frozen=True, slots=True)
class Family:
    """Metrics that are computed at once. A module with a FAMILY is in the tables, the docs and the tests.

    A family scores each pair by itself (`of_pair`), or weighs all pairs of a corpus against each other (`of_corpus`)
    and needs at least `fewest` of them.
    """

    name: str
    short: str  # what stands for the name over the columns
    source: str  # the paper that defines it
    metrics: tuple[Metric, ...]
    position: int  # its columns stand after those of families with a lower one
    of_pair: Callable[[Compared], Scores] | None = None
    of_corpus: Callable[[Sequence[Compared]], Sequence[Scores]] | None = None
    fewest: int = 1
    derived: tuple[Metric, ...] = ()  # columns made from the means of the others
