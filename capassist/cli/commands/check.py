"""check: what is wrong with the figures and captions, for people and for other programs."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from capassist.cli.check_options import (
    As,
    Aspects,
    Baseline,
    CheckedPath,
    Explain,
    FailOn,
    Fix,
    Format,
    Ignore,
    Llm,
    Names,
    Select,
    Statistics,
    Texts,
    WriteBaseline,
)
from capassist.cli.judged_rules import failures, judged_figures, not_looked_at
from capassist.cli.options import (
    AsJson,
    DoubleCheck,
    FigureNames,
    LocalOnly,
    MaxCost,
    MaxTokens,
    Model,
    Password,
    Pdf,
    Server,
    Venue,
    Yes,
)
from capassist.cli.output import Result, confirmed, require_answer, say
from capassist.cli.texts import checked_texts, texts_result
from capassist.cli.wiring import open_paper
from capassist.errors import EXIT_FINDINGS, DraftError, SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capassist.model import Draft, Figure
    from capassist.rules import Checked, Selection, Severity, Violation
    from capassist.settings import ModelOptions
    from capassist.settings.check import CheckSettings
    from capassist.terminal.console import Printable
    from capassist.workflow.checking import Judgement

_MENDS = "--yes mends without asking."


def check(
    draft: CheckedPath = None,
    select: Select = None,
    ignore: Ignore = None,
    venue: Venue = None,
    fail_on: FailOn = None,
    format_: As = None,
    json_: AsJson = False,
    statistics: Statistics = False,
    explain: Explain = None,
    figure: FigureNames = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    aspects: Aspects = False,
    texts: Texts = None,
    fix: Fix = False,
    llm: Llm = False,
    double_check: DoubleCheck = None,
    server: Server = None,
    model: Model = None,
    local_only: LocalOnly = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    yes: Yes = False,
    pdf: Pdf = None,
    password: Password = None,
) -> Result:
    """Look at figures, captions and references before you submit.

    Offline, unless --llm has a model look, too. Exits with 1 when there are errors (see --fail-on). In the text `%
    capassist: ignore C005` leaves a finding out.

    \b
    Examples:
      capassist check paper/
      capassist check paper/ --venue acm --fail-on warning --format github
      capassist check paper/ --fix
      capassist check paper/ --figure fig:latency --aspects
      capassist check paper/ --llm --server ollama --model qwen3-vl
    """
    if explain is not None:
        return Result(_pages(explain))
    form = _form(format_, as_json=json_)
    paper = _opened(draft, password, pdf)
    if aspects:
        return _aspects(paper, figure, form)
    from capassist.settings import ModelOptions

    options = ModelOptions(server=server, model=model, local_only=local_only, max_tokens=max_tokens, max_cost=max_cost)
    if texts is not None:
        found = checked_texts(paper, texts, password, options if double_check else None)
        return texts_result(found, fail_on=fail_on, as_json=form == "json")
    _require_possible(double_check=bool(double_check), asks=llm and fix and not yes)
    request = _requested(paper, select, ignore, venue, fail_on, baseline, figure, password)
    request = _judged(paper, request, options, wanted=llm)
    paper, checked = _fixed(paper, request, yes=yes) if fix else (paper, _found(paper, request))
    if write_baseline is not None:
        return _listed(write_baseline, checked, request)
    return _result(paper, checked, request, form, statistics=statistics)


def _form(format_: Format | None, *, as_json: bool) -> Format:
    """Return how findings are printed: --json is --format json. Raises UsageError where both say something else."""
    if as_json and format_ not in (None, "json"):
        raise UsageError(f"--json and --format {format_} exclude each other.", "Leave out one of them.")
    return "json" if as_json else format_ or "text"


# What is asked for ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Request:
    selection: "Selection"
    fail_on: "Severity"
    baseline: Path | None
    figures: Names  # all where none is named
    password: str | None
    judgements: "tuple[Judgement, ...]" = ()


def _opened(path: Path | None, password: str | None, pdf: Path | None) -> "Draft":
    from capassist.drafts.caption_only import draft_of_caption

    if path is None:
        raise UsageError("There is no draft to check.", "Name one: capassist check DRAFT")
    if str(path) == "-":
        return draft_of_caption(sys.stdin.buffer.read().decode("utf-8", "replace"))
    return open_paper(path, password, pdf)


def _requested(
    paper: "Draft",
    select: Names,
    ignore: Names,
    venue: str | None,
    fail_on: str | None,
    baseline: Path | None,
    figures: Names,
    password: str | None,
) -> _Request:
    """Return what is asked for: by options, else by the draft's own settings."""
    from capassist.settings.check import load_check_settings

    own = load_check_settings(paper.root)
    selection = _selection(paper, own, select, ignore, venue)
    known = baseline or (paper.root / own.baseline if own.baseline else None)
    return _Request(selection, _severity(own, fail_on), known, figures, password)


def _selection(paper: "Draft", own: "CheckSettings", select: Names, ignore: Names, venue: str | None) -> "Selection":
    """Return the rules that the options name, or else the draft's own settings; rules are left out by both."""
    from capassist.drafts.caption_only import STANDARD_INPUT
    from capassist.rules import Selection, venue_named

    if select is not None and not _split(select):
        raise UsageError("--select names no rule.", "Name one, or leave it out: `check --explain ALL` lists them.")
    return Selection(
        _split(select) or own.select,
        _split(ignore) + own.ignore,
        venue_named(own.venue if venue is None else venue),
        alone=paper.main == STANDARD_INPUT,
    )


def _severity(own: "CheckSettings", fail_on: str | None) -> "Severity":
    """Return the lightest findings that are a failure. Raises SettingsError for a wrong one in the draft's settings."""
    from capassist.rules import SEVERITIES

    lightest = fail_on or own.fail_on or "error"
    for severity in SEVERITIES:
        if severity == lightest:
            return severity
    raise SettingsError(f"fail-on in [check] cannot be {lightest}.", f"It is one of {', '.join(SEVERITIES)}.")


def _split(names: Names) -> tuple[str, ...]:
    return tuple(name for given in names or [] for name in given.replace(",", " ").split())


def _chosen(paper: "Draft", names: Names) -> "tuple[Figure, ...]":
    """Return the named figures, or all where none is named."""
    from capassist.workflow.drafting import captioned_figures, choose_figures

    return choose_figures(paper, names) if names else captioned_figures(paper)


# What is found --------------------------------------------------------------------------------------------------------


def _judged(paper: "Draft", request: _Request, options: "ModelOptions", *, wanted: bool) -> _Request:
    """Have the model that the options name look at the figures, if that is wanted. Raises UsageError where nobody would
    look."""
    if wanted:
        figures = _chosen(paper, request.figures)
        judgements = judged_figures(paper, figures, request.selection, request.password, options)
        return replace(request, judgements=judgements)
    rules = tuple(request.selection.rules())
    if rules and all(rule.judged for rule in rules):
        raise UsageError("Only rules that need eyes are selected.", "Add --llm: a model has to look at the pictures.")
    return request


def _found(paper: "Draft", request: _Request) -> "Checked":
    from capassist.rules import check as find
    from capassist.workflow.checking import warnings_on

    opinions = tuple(opinion for judgement in request.judgements for opinion in judgement.opinions)
    warnings = warnings_on(paper, request.selection)
    checked = find(paper, request.selection, opinions, _drafted(paper, request.selection), warnings)
    if not request.figures:
        return checked
    chosen = {figure.id for figure in _chosen(paper, request.figures)}
    return replace(checked, violations=tuple(found for found in checked.violations if found.figure in chosen))


def _drafted(paper: "Draft", selection: "Selection") -> frozenset[str]:
    """Return the figures with texts in the paper that a model drafted, where a rule asks for them."""
    from capassist.drafts.text_views import with_text_views
    from capassist.session.disclosure import disclose
    from capassist.workflow.standing import reviewed_now

    if not any(rule.name == "disclosure-missing" for rule in selection.rules()):
        return frozenset()
    found = disclose(with_text_views(paper), reviewed_now(paper))
    return frozenset(entry.of for entry in found.entries if entry.generated and entry.in_paper)


def _fixed(paper: "Draft", request: _Request, *, yes: bool) -> "tuple[Draft, Checked]":
    """Show the diff, write it if that is wanted, and return the paper and its findings as they are then."""
    from capassist.terminal import tables
    from capassist.terminal.console import literal
    from capassist.text.words import counted
    from capassist.workflow.checking import apply_fixes, plan_fixes

    checked = _found(paper, request)
    plan = plan_fixes(paper, checked.violations)
    if plan.edits and not yes:
        require_answer(_MENDS)
    say(tables.changes(plan.diff))
    for note in plan.notes:
        say(literal(note))
    if not plan.edits or not (yes or confirmed(f"Mend {counted(len(plan.edits), 'place')}?")):
        return paper, checked
    receipt = apply_fixes(plan)
    say(tables.written(receipt.files, receipt.notes))
    paper = open_paper(paper.path, request.password)
    return paper, _found(paper, request)


def _require_possible(*, double_check: bool, asks: bool) -> None:
    """Raise UsageError, before a model is asked, for what cannot be done."""
    if double_check:
        raise UsageError("--double-check looks at drafts and at --texts.", "Captions that stand there: check --llm.")
    if asks:
        require_answer(_MENDS)


def _without_known(violations: "Sequence[Violation]", baseline: Path | None) -> "tuple[Violation, ...]":
    from capassist.files import read_text
    from capassist.rules.baseline import without_baseline

    if baseline is None:
        return tuple(violations)
    try:
        text = read_text(baseline)
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{baseline} cannot be read.", "Write it with --write-baseline.") from error
    return without_baseline(violations, text, str(baseline))


def _listed(path: Path, checked: "Checked", request: _Request) -> Result:
    """Write the findings into a baseline."""
    from capassist.errors import WriteError
    from capassist.rules.baseline import baseline_text
    from capassist.text.words import counted

    try:
        path.write_text(baseline_text(checked.violations), encoding="utf-8", newline="\n")
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error
    said = f"Left out with --baseline {path}: {counted(len(checked.violations), 'finding')}."
    return Result(said=[said, *_left_open(checked, request)], failures=failures(request.judgements))


# What is printed ------------------------------------------------------------------------------------------------------


def _result(paper: "Draft", checked: "Checked", request: _Request, form: Format, *, statistics: bool) -> Result:
    """Return the findings that are new, and what was left open. It is a failure where there is a finding as heavy as
    --fail-on."""
    from capassist.rules import SEVERITIES
    from capassist.terminal import findings
    from capassist.terminal.sarif import sarif_log

    new = _without_known(checked.violations, request.baseline)
    known, failed = len(checked.violations) - len(new), failures(request.judgements)
    heavy = {violation.severity for violation in new}.intersection(SEVERITIES[SEVERITIES.index(request.fail_on) :])
    said: list[str | Printable] = _left_open(checked, request)
    shown: dict[str, Any] | str | list[Printable]
    if form == "json":
        shown = findings.check_record(paper, replace(checked, violations=new), known, failed)
    elif form == "sarif":
        shown = sarif_log(paper, replace(checked, violations=new))
    elif form == "github":
        shown = "".join(findings.github_line(paper, violation) + "\n" for violation in new)
    elif statistics:
        shown = [findings.statistics(new)]
    else:
        shown = [findings.finding_line(paper, violation) for violation in new]
        said = _summed_up(
            paper, checked, request, findings.summary(new, known, open_=_is_open(paper, checked), failed=len(failed))
        )
    return Result(shown, said, failed, DraftError.exit_code if checked.nothing_read else EXIT_FINDINGS if heavy else 0)


def _is_open(paper: "Draft", checked: "Checked") -> bool:
    """Tell whether rules may have findings in what was not read."""
    return bool(checked.withheld) or paper.may_have_more_figures


def _summed_up(paper: "Draft", checked: "Checked", request: _Request, summary: "Printable") -> "list[str | Printable]":
    """Return the summary with what was left open; that nothing was checked where no text and no figure was there."""
    from capassist.terminal.findings import nothing_checked, uncompared

    said = _left_open(checked, request)
    if checked.nothing_read:
        return [nothing_checked(), *said]
    return [summary, *said, *([uncompared(paper)] if _is_uncompared(paper, request.selection) else [])]


def _is_uncompared(paper: "Draft", selection: "Selection") -> bool:
    """Tell whether there are captions that the rules of the default selection do not compare with the text."""
    from capassist.rules import RULES

    chosen = selection.select or selection.ignore or selection.alone
    compared = all(rule in {r.code for r in selection.rules()} for rule in (r.code for r in RULES if r.warnings))
    return not (chosen or compared) and any(figure.state == "written" for figure in paper.figures)


def _left_open(checked: "Checked", request: _Request) -> "list[str | Printable]":
    """Return what of the paper was not read, with the rules that would need it, and what the model did not look at."""
    from capassist.terminal.findings import unread

    return [*unread(checked), *not_looked_at(request.judgements)]


def _pages(name: str) -> "Iterator[Printable]":
    from capassist.rules import RULES, rule_named
    from capassist.terminal.findings import rule_page

    for rule in RULES if name.upper() == "ALL" else [rule_named(name)]:
        yield from (rule_page(rule), "")


def _aspects(paper: "Draft", names: Names, form: Format) -> Result:
    from capassist.rules import aspects_of
    from capassist.terminal import findings

    rows = [
        (figure, aspects_of(figure, (figure.caption or "") if figure.state == "written" else ""))
        for figure in _chosen(paper, names)
    ]
    if form == "json":
        return Result(findings.aspects_record(rows))
    return Result(findings.aspects_table(figure, aspects) for figure, aspects in rows)
