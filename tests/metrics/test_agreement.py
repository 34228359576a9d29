"""Agreement beyond chance, against the value that its author published."""

from itertools import zip_longest

import pytest

from capassist.metrics.agreement import ordinal_alpha

# Four observers and twelve units of "Computing Krippendorff's Alpha-Reliability" (2011), section C; None: not rated.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def units(*observers: tuple[int | None, ...]) -> list[list[float]]:
    return [[float(value) for value in unit if value is not None] for unit in zip_longest(*observers)]


def test_the_published_value() -> None:
    assert ordinal_alpha(units(*OBSERVERS)) == pytest.approx(0.815, abs=0.0005)


@pytest.mark.parametrize(
    ("rated", "alpha"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([[1.0], [2.0]], None, id="one judge"),
        pytest.param([[3.0, 3.0], [3.0, 3.0]], None, id="no variation: agreement is not to tell"),
        pytest.param([[1.0, 1.0], [5.0, 5.0], [2.0, 2.0, 2.0]], 1.0, id="full"),
    ],
)
def test_what_is_not_to_tell_and_what_is_full(rated: list[list[float]], alpha: float | None) -> None:
    assert ordinal_alpha(rated) == alpha


def test_a_far_rank_counts_more_than_a_near_one() -> None:
    agreed = [[float(rank)] * 2 for rank in (1, 2, 3, 4, 5)]
    near, far = ordinal_alpha([*agreed, [1.0, 2.0]]), ordinal_alpha([*agreed, [1.0, 5.0]])
    assert near is not None
    assert far is not None
    assert far < near < 1
