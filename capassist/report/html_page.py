"""The whole report as one HTML file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from capassist.model import Draft
from capassist.report.article import article, decision_data
from capassist.report.elements import Element, element, markup
from capassist.report.entries import FigureEntry
from capassist.report.file import generator
from capassist.report.html_template import filled, script_data, shown_text
from capassist.session.paper_mark import mark_of, mark_record
from capassist.text.words import counted
from capassist.wording import command


def report_page(draft: Draft, entries: Sequence[FigureEntry]) -> str:
    """Return the report as HTML."""
    title = draft.title or draft.main
    named = replace(
        draft, path=Path(draft.path.resolve().name)
    )  # the page may be sent: it says no folder of the author
    figures: dict[object, object] = {
        number: decision_data(entry) for number, entry in enumerate(entries) if entry.decidable
    }
    return filled(
        "page",
        generator=generator(draft),
        title=markup(element("title", f"Figure captions: {title}")),
        paper=shown_text(title),
        summary=shown_text(_summary(entries)),
        contents=markup(_contents(entries)),
        articles="\n".join(markup(article(entry, number)) for number, entry in enumerate(entries)),
        command=shown_text(command("apply", named, "--decisions", "decisions.json")),
        review=shown_text(command("review", named)),
        data=script_data({**figures, "paper": mark_record(mark_of(draft))}),
        version=sha256(script_data(figures).encode()).hexdigest(),
    )


def _summary(entries: Sequence[FigureEntry]) -> str:
    states = Counter(entry.figure.state for entry in entries)
    lacking = states["missing"] + states["placeholder"]
    drafted = sum(bool(entry.suggestions) for entry in entries)
    return (
        f"{counted(len(entries), 'figure')}, {lacking or 'none'} without a caption, {drafted or 'none'} with a draft."
    )


def _contents(entries: Iterable[FigureEntry]) -> Element:
    items = [
        element(
            "li",
            element("a", entry.figure.name, href=f"#figure-{number}"),
            element("span", f" {_in_contents(entry)}", class_="where"),
        )
        for number, entry in enumerate(entries)
    ]
    return element("ol", *items)


def _in_contents(entry: FigureEntry) -> str:
    drafts = len(entry.suggestions)
    drafted = {0: "", 1: ", 1 draft"}.get(drafts, f", {drafts} drafts")
    return f"caption {entry.figure.state}{drafted}"
