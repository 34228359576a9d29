"""Splits: no paper in two, none lost, those that share a figure together."""

from hypothesis import given
from hypothesis import strategies as st

from capassist.learning.splits import SPLITS, split_papers

PAPERS = st.lists(st.frozensets(st.sampled_from("123456789"), max_size=4), max_size=25).map(
    lambda figures: {f"paper {number}": known for number, known in enumerate(figures)}
)
SEEDS = st.integers(0, 10_000)  # with the names it is what is drawn from


@given(PAPERS, SEEDS)
def test_every_paper_is_in_one_split_and_a_figure_is_in_one_too(figures: dict[str, frozenset[str]], seed: int) -> None:
    splits = split_papers(figures, figures.keys(), seed)
    assert splits.keys() == figures.keys()
    for figure in set().union(*figures.values()):
        assert len({splits[name] for name, known in figures.items() if figure in known}) == 1


@given(st.integers(0, 60), SEEDS)
def test_a_tenth_is_the_test_and_one_paper_at_least(count: int, seed: int) -> None:
    names = {f"paper {number}" for number in range(count)}
    splits = split_papers({name: frozenset({name}) for name in names}, names, seed)
    counts = [list(splits.values()).count(split) for split in SPLITS]
    tenth = max(1, round(len(names) * 0.1))
    match len(names):
        case 0 | 1:
            assert counts == [len(names), 0, 0]
        case 2:
            assert counts == [1, 0, 1]
        case _:
            assert counts == [len(names) - 2 * tenth, tenth, tenth]


@given(PAPERS, SEEDS)
def test_the_order_of_the_papers_does_not_matter(figures: dict[str, frozenset[str]], seed: int) -> None:
    assert split_papers(dict(reversed(figures.items())), figures.keys(), seed) == split_papers(
        figures, figures.keys(), seed
    )


def test_another_seed_draws_otherwise() -> None:
    names = {f"paper {n}": frozenset({str(n)}) for n in range(12)}
    assert len({tuple(sorted(split_papers(names, names.keys(), seed).items())) for seed in range(5)}) > 1


def test_what_cannot_be_tested_is_trained_on() -> None:
    splits = split_papers({"log": frozenset(), "ash": frozenset("1"), "elm": frozenset("2")}, {"ash", "elm"}, 1)
    assert sorted(splits.values()) == ["test", "train", "train"]
    assert splits["log"] == "train"
