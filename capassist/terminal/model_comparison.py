"""How models compare, and what was done with them, for people."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from capassist.learning.comparison import Comparison, Difference
from capassist.terminal.console import literal, literal_line
from capassist.text.words import counted

_LEGEND = (
    "change: the second model's mean less the first's, over all conditions, with its 95 % interval (paired bootstrap "
    "over the figures). captions: the share of requests that gave one; warnings: of the guards, for each caption; "
    "aspects: the share of what can be told of the figure that is told; off the length: by which share of the author's "
    "number of words."
)


def comparison_view(comparison: Comparison) -> RenderableType:
    """Return what changes from the first model to the second, and whether that makes it better."""
    table = RichTable(box=box.SIMPLE_HEAD)
    for heading in ("", "change", "95 % interval", ""):
        table.add_column(heading, justify="left" if not heading else "right")
    for difference in comparison.differences:
        table.add_row(*map(literal_line, _cells(difference)))
    better = comparison.is_better
    verdict = "is better where it counts" if better else f"is not better: {', '.join(comparison.faults)}"
    title = f"{comparison.second} against {comparison.first}, {counted(comparison.figures, 'figure')}"
    said = f"{comparison.second} {verdict}."
    return Group(literal_line(title, "bold"), table, literal(_LEGEND), Text(), literal(said))


def _cells(difference: Difference) -> tuple[str, str, str, str]:
    change, measure = difference.change, difference.measure
    better = "lower is better" if measure.lower else ""
    interval = f"{change.low:+.3f} to {change.high:+.3f}"
    return measure.name, f"{change.value:+.3f}", interval, (difference.fault and "✗ " + measure.role) or better


def history_view(events: Iterable[Mapping[str, Any]]) -> RenderableType:
    """Return a line for each event, oldest first."""
    table = RichTable(box=box.SIMPLE_HEAD)
    for heading in ("when", "what", "model", ""):
        table.add_column(heading, overflow="fold")
    for event in events:
        table.add_row(*map(literal_line, (str(event.get("when", "")), str(event["event"]), *_told(event))))
    return table


def _told(event: Mapping[str, Any]) -> tuple[str, str]:
    match event["event"]:
        case "trained":
            papers = counted(len(event.get("papers") or ()), "paper")
            return str(event.get("model")), f"of {event.get('base')}, on {papers} in {event.get('data')}"
        case "compared":
            verdict = (
                "better" if event.get("better") else f"not better: {', '.join(map(str, event.get('faults') or ()))}"
            )
            return str(event.get("second")), f"against {event.get('first')}: {verdict}"
        case "promoted":
            return str(event.get("model")), f"in {event.get('file')}"
    return str(event.get("model")), f"{event.get('file')} is as it was"
