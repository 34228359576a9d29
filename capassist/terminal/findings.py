"""What `check` shows: one line for a finding, as linters have it, or a table of how many there are; and a rule's
page."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from capassist.errors import CapassistError
from capassist.model import Aspect, Draft, Figure
from capassist.rules import SEVERITIES, Checked, Rule, Violation
from capassist.terminal.console import Hanging, headline, literal, literal_line
from capassist.terminal.json_records import Record, failure_records, finding_record
from capassist.text.words import counted
from capassist.wording import command
from capassist.workflow.texts import CheckedText

_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_STATES = {"there": "green", "missing": "yellow", "not applicable": "dim"}


def finding_line(draft: Draft, violation: Violation) -> RenderableType:
    """Return "paper/main.tex:12:3: C005 unreferenced-figure (error) Figure 3 …", in a pipe on one line."""
    source = violation.source
    line = (
        literal_line(f"{shown_path(draft, source.file)}:{source.line}:{source.column}:", "bold")
        + Text(f" {violation.code} {violation.name} ")
        + Text(f"({violation.severity}) ", _STYLES[violation.severity])
        + literal_line(violation.message)
    )
    return Hanging(Text(), line, before=4)


def shown_path(draft: Draft, file: str) -> str:
    """Return a file of the draft as it is reached from the working folder, with forward slashes."""
    path = draft.root / file
    if not draft.path.resolve().is_relative_to(draft.root.resolve()):  # an archive, read from a temporary folder
        return f"{draft.path.as_posix()}/{file}"
    try:
        return Path(os.path.relpath(path)).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def summary(violations: Iterable[Violation], hidden: int, *, open_: bool = False, failed: int = 0) -> Text:
    """Return "2 errors, 1 warning; 4 in the baseline."; where rules are left `open_` or a model `failed` at figures,
    nothing found is not all well."""
    counts = Counter(violation.severity for violation in violations)
    parts = [_count(counts[severity], severity) for severity in reversed(SEVERITIES) if counts[severity]]
    baseline = f"; {hidden} in the baseline" if hidden else ""
    unseen = f"; {counted(failed, 'figure')} not looked at, as the model failed" if failed else ""
    nothing = "Nothing found so far" if failed or open_ else "No findings"
    return Text(f"{', '.join(parts) or nothing}{baseline}{unseen}.")


def nothing_checked() -> Text:
    """Return that the files that hold the paper were not there."""
    return Text("Nothing was checked.", "yellow")


def uncompared(draft: Draft) -> Text:
    """Return in a line that captions were not compared with the text, and how to have that."""
    return literal(f"Captions were not compared with the text: {command('check', draft, '--select', 'C10')}", "dim")


def unread(checked: Checked) -> list[Text]:
    """Return a line on what was not read, and on the rules that would have had a finding without it; none where all was
    read."""
    if not checked.unread:
        return []
    if checked.nothing_read:
        return [literal(f"! {' '.join(checked.unread)}", "yellow")]
    so = _open(checked, "So these rules could not be checked", in_part=False)
    in_part = _open(checked, "Checked in part, where that does not matter", in_part=True)
    return [literal(f"! {' '.join(checked.unread)}{so}{in_part}", "yellow")]


def _open(checked: Checked, words: str, *, in_part: bool) -> str:
    """Return in these words which rules would rest on what was not read: those that found something all the same, or
    the others."""
    names = ", ".join(f"{rule.code} {rule.name}" for rule in checked.withheld if _found(checked, rule) == in_part)
    return f" {words}: {names}." if names else ""


def _found(checked: Checked, rule: Rule) -> bool:
    return any(violation.code == rule.code for violation in checked.violations)


def _count(number: int, severity: str) -> str:
    return f"{number} info" if severity == "info" else counted(number, severity)


def statistics(violations: Iterable[Violation]) -> RenderableType:
    """Return how many findings each rule has, the most first."""
    counts = Counter((v.code, v.name, v.severity) for v in violations)
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for (code, name, severity), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(str(number), code, name, Text(severity, _STYLES[severity]))
    return table


def github_line(draft: Draft, violation: Violation) -> str:
    """Return the finding as a workflow command, which GitHub shows beside the line of a pull request."""
    kind = {"error": "error", "warning": "warning", "info": "notice"}[violation.severity]
    source = violation.source
    place = f"file={_property(shown_path(draft, source.file))},line={source.line},col={source.column}"
    return f"::{kind} {place},title={_property(f'{violation.code} {violation.name}')}::{_data(violation.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def check_record(
    draft: Draft, checked: Checked, hidden: int, failed: Iterable[tuple[Figure, CapassistError]]
) -> Record:
    """Return what `check --format json` prints (capassist.check/1); `failed` are the figures of which a model said
    nothing."""
    return {
        "schema": "capassist.check/1",
        "findings": [_record(draft, violation) for violation in checked.violations],
        "in_baseline": hidden,
        "not_checked": [
            {"code": rule.code, "name": rule.name, "in_part": _found(checked, rule)} for rule in checked.withheld
        ],
        "unread": list(checked.unread),
        "problems": failure_records(failed),
    }


def _record(draft: Draft, violation: Violation) -> dict[str, Any]:
    return {
        "code": violation.code,
        "name": violation.name,
        "severity": violation.severity,
        "message": violation.message,
        "file": shown_path(draft, violation.source.file),
        "line": violation.source.line,
        "column": violation.source.column,
        "figure": violation.figure,
        "fixable": bool(violation.replacements),
    }


def aspects_table(figure: Figure, aspects: Iterable[Aspect]) -> RenderableType:
    """Return what a caption tells, aspect by aspect, with the words that show it or a sentence that would add it."""
    table = Table.grid(padding=(0, 2))
    for aspect in aspects:
        if aspect.sentence:
            detail = literal_line(f"the text says: {aspect.sentence}", "dim")
        else:
            detail = literal_line(aspect.reason or ", ".join(aspect.words))
        table.add_row(f"  {aspect.name}", Text(aspect.state, _STATES[aspect.state]), detail)
    return Group(literal_line(headline(figure), "bold"), table, Text())


def aspects_record(rows: Iterable[tuple[Figure, Iterable[Aspect]]]) -> Record:
    """Return what `check --aspects --format json` prints (capassist.aspects/1)."""
    figures = [{"figure": figure.id, "aspects": [asdict(aspect) for aspect in aspects]} for figure, aspects in rows]
    return {"schema": "capassist.aspects/1", "figures": figures}


def text_lines(checked: CheckedText) -> Iterator[RenderableType]:
    """Yield "draft-1 (fig:a): number (warning) …" for each warning of a text."""
    for finding in checked.warnings:
        severity = "error" if finding.blocks else "warning"
        line = (
            literal_line(f"{checked.given.id} ({checked.figure.id}):", "bold")
            + Text(f" {finding.code} ")
            + Text(f"({severity}) ", _STYLES[severity])
            + literal_line(finding.message)
        )
        yield Hanging(Text(), line, before=4)


def texts_summary(checked: Iterable[CheckedText]) -> Text:
    """Return "3 texts: 1 cannot be written, 2 with warnings."."""
    rows = list(checked)
    refused = sum(row.refused is not None for row in rows)
    warned = sum(bool(row.warnings) and row.refused is None for row in rows)
    parts = [f"{refused} cannot be written" if refused else "", f"{warned} with warnings" if warned else ""]
    return Text(f"{counted(len(rows), 'text')}: {', '.join(filter(None, parts)) or 'no warnings'}.")


def texts_record(checked: Iterable[CheckedText]) -> Record:
    """Return what `check --texts --json` prints (capassist.texts/1)."""
    return {
        "schema": "capassist.texts/1",
        "texts": [
            {
                "id": row.given.id,
                "figure": row.given.figure,
                "warnings": [finding_record(finding) for finding in row.warnings],
                "refused": row.refused,
            }
            for row in checked
        ],
    }


def rule_page(rule: Rule) -> RenderableType:
    """Return a rule's documentation."""
    page = rule.page
    state = f"{'on' if rule.default else 'off'} by default{' with --llm' if rule.judged else ''}"
    fixable = ", mended by --fix" if rule.fixable else ""
    return Group(
        Text(f"{rule.code} {rule.name}", "bold") + Text(f" ({rule.severity}, {state}{fixable})"),
        Text(),
        literal(f"{page.what}\n\n{page.why}\n"),
        Text("Bad", "bold"),
        literal(f"{_indented(page.bad)}\n"),
        Text("Good", "bold"),
        literal(f"{_indented(page.good)}\n"),
        literal(f"Source: {page.source}"),
    )


def _indented(block: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in block.splitlines())
