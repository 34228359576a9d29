"""How citations are told of in plain text."""

import pytest

from capassist.text.citations import CITATION, in_the_flow

WORKS = {"A": "Smith (2020)", "B": "Jones (2021)"}


@pytest.mark.parametrize(
    ("command", "keys", "told"),
    [
        ("citep", "A", CITATION),
        ("cite", "A", CITATION),
        ("citet", "A", "Smith (2020)"),
        ("citet*", "A", "Smith (2020)"),
        ("textcite", "B", "Jones (2021)"),
        ("citet", "AB", "Smith (2020) and Jones (2021)"),
        ("citeauthor", "AB", "Smith and Jones"),
        ("citet", "AC", CITATION),  # one of which nothing is known
        ("citet", "", CITATION),
    ],
)
def test_works_are_told_by_their_authors_where_all_are_known(command: str, keys: str, told: str) -> None:
    assert in_the_flow(command, tuple(keys), WORKS.get) == told
