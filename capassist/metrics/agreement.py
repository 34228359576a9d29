"""How far several judges agree beyond chance: Krippendorff's alpha for ordinal ratings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

TENTATIVE = 0.667  # below it not even tentative conclusions should be drawn (Krippendorff, 2004, p. 241)


def ordinal_alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Return alpha of the ratings that each unit got, as many as there are: judges may leave units out.

    1 is full agreement, 0 is what chance gives. None where no unit has two ratings, or all ratings are the same.
    After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section D with the ordinal difference.
    """
    together: defaultdict[tuple[float, float], float] = defaultdict(float)
    for ratings in units:
        for pair in permutations(ratings, 2):
            together[pair] += 1 / (len(ratings) - 1)
    counts: defaultdict[float, float] = defaultdict(float)
    for (one, _), share in together.items():
        counts[one] += share
    observed = sum(share * _difference(one, other, counts) for (one, other), share in together.items())
    expected = sum(counts[a] * counts[b] * _difference(a, b, counts) for a in counts for b in counts)
    return 1 - (sum(counts.values()) - 1) * observed / expected if expected else None


def _difference(one: float, other: float, counts: Mapping[float, float]) -> float:
    """Return the squared number of ratings from one rank to the other, of the ranks themselves half."""
    low, high = sorted((one, other))
    between = sum(count for rank, count in counts.items() if low <= rank <= high)
    return float((between - (counts[one] + counts[other]) / 2) ** 2)
