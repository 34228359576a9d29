"""The whole report as one HTML file that asks nothing of anybody: no request leaves it, and only its own script
runs."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from string import Template

from capassist.model import Draft
from capassist.report.article import article, decision_data
from capassist.report.elements import Element, element, markup
from capassist.report.entries import Entry
from capassist.report.file import generator
from capassist.text.words import counted
from capassist.wording import command


def report_page(draft: Draft, entries: Sequence[Entry]) -> str:
    """Return the report as HTML.

    Its policy (Content-Security-Policy) allows pictures that are in the file, and the one style sheet and the one
    script that are in it, by their hashes: even markup that got in could neither run nor call.
    """
    style, script = _part("page.css"), _part("page.js")
    title = draft.title or draft.main
    data = _data(entries)
    return Template(_part("page.html")).substitute(
        policy=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; "
        "form-action 'none'",
        generator=generator(draft),
        title=markup(element("title", f"Figure captions: {title}")),
        paper=_text(title),
        style=style,
        summary=_text(_summary(entries)),
        contents=markup(_contents(entries)),
        articles="\n".join(markup(article(entry, number)) for number, entry in enumerate(entries)),
        command=_text(command("apply", draft, "--decisions", "decisions.json", "--yes")),
        review=_text(command("review", draft)),
        data=data,
        version=sha256(data.encode()).hexdigest(),
        script=script,
    )


def _part(name: str) -> str:
    return files("capassist.report").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _text(text: str) -> str:
    """Return text as it may stand between tags."""
    return markup(element("bdi", text))


def _data(entries: Iterable[Entry]) -> str:
    """Return what the script needs as JSON that can stand in an element of its own: in ASCII, and without a "<"."""
    data = {number: decision_data(entry) for number, entry in enumerate(entries) if entry.decidable}
    return json.dumps(data).replace("<", "\\u003c")


def _summary(entries: Sequence[Entry]) -> str:
    states = Counter(entry.figure.state for entry in entries)
    lacking = states["missing"] + states["placeholder"]
    drafted = sum(bool(entry.suggestions) for entry in entries)
    return (
        f"{counted(len(entries), 'figure')}, {lacking or 'none'} without a caption, {drafted or 'none'} with a draft."
    )


def _contents(entries: Iterable[Entry]) -> Element:
    items = [
        element(
            "li",
            element("a", entry.figure.name, href=f"#figure-{number}"),
            element("span", f" {_in_contents(entry)}", class_="where"),
        )
        for number, entry in enumerate(entries)
    ]
    return element("ol", *items)


def _in_contents(entry: Entry) -> str:
    drafts = len(entry.suggestions)
    drafted = {0: "", 1: ", 1 draft"}.get(drafts, f", {drafts} drafts")
    return f"caption {entry.figure.state}{drafted}"
