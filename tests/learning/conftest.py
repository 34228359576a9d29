"""Papers to learn from."""

from functools import partial
from pathlib import Path

import pytest
from papers_to_learn import Make, make_paper


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a paper, as `make_paper` does."""
    return partial(make_paper, tmp_path / "papers")


@pytest.fixture
def papers(make: Make) -> list[Path]:
    return [make(name, count) for name, count in {"ash": 5, "birch": 2, "cedar": 1, "date": 3, "elm": 4}.items()]
