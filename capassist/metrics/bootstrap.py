"""Means with the interval that chance leaves them: the percentile bootstrap (Efron, 1979) over the pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

SEED = 20261121
_SAMPLES = 1000
_BATCH = 50  # samples at a time, so that memory stays small
_TAIL = 2.5  # percent on either side


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float


def means(rows: Sequence[Sequence[float]], seed: int = SEED) -> list[Mean]:
    """Return the mean of each column; at least one row. The same rows and seed give the same intervals on every machine."""
    import numpy as np

    table = np.asarray(rows, dtype=float)
    count = len(table)
    chance = np.random.Generator(np.random.PCG64(seed))
    samples = np.concatenate(
        [
            chance.multinomial(count, np.full(count, 1 / count), size=_BATCH) @ table / count
            for _ in range(_SAMPLES // _BATCH)
        ]
    )
    low, high = np.percentile(samples, [_TAIL, 100 - _TAIL], axis=0)
    return [Mean(float(value), float(a), float(b)) for value, a, b in zip(table.mean(axis=0), low, high, strict=True)]
