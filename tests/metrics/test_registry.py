"""Every metric in the registry gives what its published program gives, has a heading of its own, and stands in the documentation.

`python tests/metrics/test_registry.py` writes their table into docs/evaluating.md.
"""

import json
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from capassist.metrics import LAMP_CAP, families, family_of, short_name
from capassist.metrics.metric import Family

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "evaluating.md"
PAIRS = [tuple(pair) for pair in json.loads((HERE / "pairs.json").read_text(encoding="utf-8"))]
GOLDEN = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
FAMILIES = pytest.mark.parametrize("family", families(), ids=lambda family: family.name)


@FAMILIES
def test_the_mean_is_that_of_the_published_program(family: Family) -> None:
    pairs = [LAMP_CAP.compared(*pair) for pair in PAIRS]
    scores = [family.of_pair(pair) for pair in pairs] if family.of_pair else (family.of_corpus or list)(pairs)
    found = [fmean(column) for column in zip(*scores, strict=True)]
    assert found == pytest.approx([metric.published for metric in family.metrics], abs=1e-6)


@pytest.mark.parametrize(
    ("name", "golden"),
    {
        "BLEU": lambda row: row["bleu"]["1"],
        "ROUGE": lambda row: row["rouge"],
        "METEOR": lambda row: [row["meteor"]],
        "CIDEr-D": lambda row: [row["cider_d"]],
    }.items(),
)
def test_the_published_values_are_those_of_the_published_programs(
    name: str, golden: Callable[[dict[str, Any]], list[float]]
) -> None:
    (family,) = (family for family in families() if family.name == name)
    means = [fmean(column) for column in zip(*map(golden, GOLDEN), strict=True)]
    assert [metric.published for metric in family.metrics] == pytest.approx(means, abs=1e-6)


def test_no_two_columns_look_the_same() -> None:
    columns = [metric for family in families() for metric in (*family.metrics, *family.derived)]
    assert len({metric.name for metric in columns}) == len({metric.short for metric in columns}) == len(columns)
    assert all(short_name(metric.name) == metric.short for metric in columns)


def test_what_is_no_metric_has_no_family() -> None:
    assert (family_of("words"), short_name("words")) == (None, None)


@FAMILIES
def test_a_family_scores_in_one_way(family: Family) -> None:
    assert (family.of_pair is None) != (family.of_corpus is None)
    assert family.of_corpus is None or family.fewest > 1


def table() -> str:
    """Return the metrics as they stand in the documentation."""
    rows = (
        f"| {', '.join(metric.name for metric in family.metrics)} | {family.short} | {family.source} |"
        for family in families()
    )
    return "\n".join(("| metrics | in headings | as defined by |", "| --- | --- | --- |", *rows)) + "\n"


def documented() -> tuple[str, str, str]:
    """Return the documentation's text before the table, the table, and the text behind it."""
    before, mark, rest = DOCS.read_text(encoding="utf-8").partition("<!-- metrics -->\n\n")
    found, end, after = rest.partition("\n\n")
    return before + mark, f"{found}\n", f"\n{after}" if end else ""


def test_the_documentation_lists_them() -> None:
    assert documented()[1] == table(), "regenerate it with: python tests/metrics/test_registry.py"


if __name__ == "__main__":
    start, _, end = documented()
    DOCS.write_text(f"{start}{table()}{end}", encoding="utf-8")
