"""Every metric in the registry gives what its published program gives, has a heading of its own, and stands in the documentation."""

import json
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


@FAMILIES
def test_the_reference_values_are_the_published_program_s(family: Family) -> None:
    def golden(row: dict[str, Any]) -> list[float]:
        by_name = {"BLEU": row["bleu"]["1"], "ROUGE": row["rouge"], "METEOR": [row["meteor"]]}
        return by_name.get(family.name) or [row[family.name.lower().replace("-", "_")]]

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


@FAMILIES
def test_it_is_documented(family: Family) -> None:
    names = ", ".join(metric.name for metric in family.metrics)
    assert f"| {names} | {family.short} | {family.source} |" in DOCS.read_text(encoding="utf-8")
