"""Means and ratios with the interval that chance leaves them: the percentile bootstrap (Efron, 1979) over the pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SEED = 20261121
_SAMPLES = 1000
_BATCH = 50  # samples at a time, so that memory stays small
_TAIL = 2.5  # percent on either side
# Of so many differences all may rise by chance once in 64 times, within the 2.5 % of an interval's end; of five, in 32
# (the sign test). The bootstrap does not know that: of two that rise alike its interval has no width.
FEWEST = 6


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float


def means(rows: Sequence[Sequence[float]], seed: int = SEED) -> list[Mean]:
    """Return the mean of each column; at least one row.

    The same rows and seed give the same intervals on every machine.
    """
    import numpy as np

    table = np.asarray(rows, dtype=float)
    low, high = np.percentile(_resampled(table, seed), [_TAIL, 100 - _TAIL], axis=0)
    return [Mean(float(value), float(a), float(b)) for value, a, b in zip(table.mean(axis=0), low, high, strict=True)]


def ratio(pairs: Sequence[tuple[float, float]], seed: int = SEED) -> Mean | None:
    """Return the sum of the first numbers over that of the second, pairs drawn together; None over zero.

    With ones as the second numbers that is the mean.
    """
    import numpy as np

    table = np.asarray(pairs, dtype=float).reshape(-1, 2)
    above, below = table.sum(axis=0)
    if not below:
        return None
    drawn = _resampled(table, seed)
    drawn = drawn[drawn[:, 1] != 0]
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1], [_TAIL, 100 - _TAIL])
    return Mean(float(above / below), float(low), float(high))


def _resampled(table: "npt.NDArray[np.float64]", seed: int) -> "npt.NDArray[np.float64]":
    """Return the means of the columns in each sample."""
    import numpy as np

    count = len(table)
    chance = np.random.Generator(np.random.PCG64(seed))
    return np.concatenate(
        [
            chance.multinomial(count, np.full(count, 1 / count), size=_BATCH) @ table / count
            for _ in range(_SAMPLES // _BATCH)
        ]
    )
