"""Papers drawn into train, validation and test whole, with those that share a figure kept together.

A thesis and the paper that went into it hold the same figures: were they in different splits, the test would be of what
was trained on.
"""

import random
from collections.abc import Mapping, Set
from typing import Literal, get_args

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
_SHARE = 0.1  # of the groups, for validation and for test each; one of each at least where there are enough


def split_papers(figures: Mapping[str, Set[str]], testable: Set[str], seed: int) -> dict[str, Split]:
    """Return the split of each paper, given what tells its figures from all others.

    It depends on the names, the figures and the seed alone. The group with the most figures is trained on, and groups
    without a `testable` paper are, too; of two groups the other one is the test, and of one there is none.
    """
    groups = sorted(names for names in _groups(figures) if not testable.isdisjoint(names))
    largest = max(groups, key=lambda names: (sum(len(figures[name]) for name in names), names), default=())
    others = [names for names in groups if names != largest]
    random.Random(f"{seed}").shuffle(others)  # noqa: S311  no secret
    held_out = max(1, round(len(groups) * _SHARE))
    splits: dict[str, Split] = dict.fromkeys(figures, "train")
    for place, names in enumerate(others[: 2 * held_out]):
        splits |= dict.fromkeys(names, "test" if place < held_out else "validation")
    return splits


def _groups(figures: Mapping[str, Set[str]]) -> set[tuple[str, ...]]:
    """Return the papers in groups: two are in one where they share a figure, or both share one with a third."""
    group_of = {name: frozenset({name}) for name in figures}
    owners: dict[str, str] = {}
    for name, known in figures.items():
        for figure in known:
            merged = group_of[name] | group_of[owners.setdefault(figure, name)]
            group_of |= dict.fromkeys(merged, merged)
    return {tuple(sorted(group)) for group in group_of.values()}
