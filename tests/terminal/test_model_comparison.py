"""What is shown of two models that were compared, and of what was done with models."""

import io
from dataclasses import replace
from typing import Any

import pytest

from capassist.learning.comparison import MEASURES, Comparison, Difference
from capassist.metrics import Mean
from capassist.metrics.bootstrap import FEWEST
from capassist.terminal.console import console_on
from capassist.terminal.model_comparison import comparison_view, history_view

SAME = Mean(0.0, -0.01, 0.01)


def shown(view: Any) -> str:
    stream = io.StringIO()
    console_on(stream, width=200).print(view)
    return stream.getvalue()


def comparison(**changes: Mean) -> Comparison:
    """Return a comparison in which nothing changes but likeness, which is higher, and what is named."""
    higher = {"ROUGE-L": Mean(0.2, 0.1, 0.3), **changes}
    found = tuple(Difference(measure, higher.get(measure.name, SAME)) for measure in MEASURES)
    return Comparison("base", "tuned", FEWEST, found)


def row_of(text: str, name: str) -> list[str]:
    return next(line for line in text.splitlines() if line.strip().startswith(name)).split()


def test_a_better_model_is_called_so_and_each_change_has_its_interval() -> None:
    text = shown(comparison_view(comparison()))
    assert text.splitlines()[0] == f"tuned against base, {FEWEST} figures"
    assert text.rstrip().endswith("tuned is better where it counts.")
    assert row_of(text, "ROUGE-L")[1:] == ["+0.200", "+0.100", "to", "+0.300"]
    assert "✗" not in text
    assert all(measure.name in text for measure in MEASURES)


def test_what_keeps_a_model_from_being_better_is_marked_where_it_stands() -> None:
    text = shown(comparison_view(comparison(grounded=Mean(-0.2, -0.3, -0.1))))
    assert "tuned is not better: grounded is lower" in text
    assert "✗" in " ".join(row_of(text, "grounded"))
    assert text.count("✗") == 1
    assert row_of(text, "grounded")[1:5] == ["-0.200", "-0.300", "to", "-0.100"]


def test_of_what_should_be_low_it_is_said() -> None:
    text = shown(comparison_view(comparison()))
    for measure in MEASURES:
        assert ("lower is better" in " ".join(row_of(text, measure.name))) == bool(measure.lower), measure.name


def test_one_figure_is_one() -> None:
    assert "base, 1 figure\n" in shown(comparison_view(replace(comparison(), figures=1)))


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (
            {"event": "trained", "model": "t", "base": "b", "papers": ["x", "y"], "data": "d"},
            "t of b, on 2 papers in d",
        ),
        ({"event": "trained", "model": "t", "base": "b", "data": "d"}, "t of b, on 0 papers in d"),
        ({"event": "compared", "first": "b", "second": "t", "better": True}, "t against b: better"),
        (
            {"event": "compared", "first": "b", "second": "t", "better": False, "faults": ["x is lower", "y too"]},
            "t against b: not better: x is lower, y too",
        ),
        ({"event": "promoted", "model": "t", "file": "c.toml"}, "t in c.toml"),
        ({"event": "rolled back", "model": "t", "file": "c.toml"}, "t c.toml is as it was"),
    ],
    ids=["trained", "trained, unknown papers", "better", "not better", "promoted", "rolled back"],
)
def test_a_line_of_the_history_says_what_was_done(event: dict[str, Any], told: str) -> None:
    text = " ".join(shown(history_view([{"when": "2026-11-21", **event}])).split())
    assert f"2026-11-21 {event['event']} {told}" in text


def test_the_history_is_in_the_order_of_the_events() -> None:
    events = [{"event": "promoted", "model": name, "file": "c"} for name in ("first", "second")]
    text = shown(history_view(events))
    assert text.index("first") < text.index("second")
