"""check: what is wrong with the figures and captions, for people and for other programs."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.findings import print_pages, without_known
from capassist.cli.judging import judged_figures, show_what_was_not_judged
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
    Yes,
    note_json,
)
from capassist.cli.output import confirmed, print_json, require_answer, say
from capassist.cli.texts import print_checked_texts
from capassist.cli.wiring import open_paper
from capassist.errors import EXIT_FINDINGS, SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.model import Draft, Figure
    from capassist.rules import Selection, Violation
    from capassist.settings import ModelOptions
    from capassist.workflow.checking import Judgement

Format = Literal["text", "json", "sarif", "github"]


def _format(ctx: typer.Context, value: str | None) -> str | None:
    note_json(ctx, value == "json")
    return value


Names = list[str] | None
CheckedPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="DRAFT",
        help="A LaTeX folder, a .tex file or a PDF; - for one caption on standard input.",
        show_default=False,
    ),
]
Select = Annotated[
    Names, typer.Option(metavar="RULES", help="Only these rules: codes, names, C07 for all of C07x, ALL. Repeatable.")
]
Ignore = Annotated[Names, typer.Option(metavar="RULES", help="Without these rules. Repeatable.")]
Venue = Annotated[
    str | None, typer.Option(metavar="NAME", help="What this venue wants besides: acm, ieee, nature, plos …")
]
FailOn = Annotated[
    Literal["error", "warning", "info"] | None,
    typer.Option(
        metavar="error|warning|info",
        show_default=False,
        help="The lightest findings that exit with 1; error by default.",
    ),
]
As = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORM",
        callback=_format,
        show_default=False,
        help="How findings are printed: text, json, sarif or github; text by default.",
    ),
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Print how many findings each rule has.")]
Explain = Annotated[
    str | None, typer.Option(metavar="RULE", help="Print what a rule finds, and why; ALL for all rules.")
]
Baseline = Annotated[Path | None, typer.Option(metavar="FILE", help="Leave out the findings that this file lists.")]
WriteBaseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="List the findings there, to leave them out from now on.")
]
Aspects = Annotated[
    bool, typer.Option("--aspects", help="Print instead what each caption tells and what it does not. See --figure.")
]
Texts = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help='Print instead the warnings of texts for the figures: JSON lines {"id", "figure", "text"}.',
    ),
]
Fix = Annotated[bool, typer.Option("--fix", help="Show the diff that mends what is safe to mend, ask, and write it.")]
Llm = Annotated[
    bool,
    typer.Option("--llm", help="Have a model look at the pictures, too. Needs --server and --model; see --explain."),
]


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
) -> None:
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
        return print_pages(explain)
    form = _form(format_, as_json=json_)
    paper = _opened(draft, password, pdf)
    if aspects:
        return _print_aspects(paper, figure or [], form)
    options = _options(server, model, max_tokens, max_cost, local_only=local_only)
    if texts is not None or double_check:
        looks = options if double_check else None
        return print_checked_texts(paper, texts, fail_on or "error", password, looks, as_json=form == "json")
    request = _requested(paper, select, ignore, venue, fail_on, baseline)
    if fix and llm and not yes:
        _require_answer()  # before a model is asked
    request = _judged(paper, request, figure or [], password, options if llm else None)
    violations = _found(paper, request, figure or [])
    if fix:
        paper, violations = _fixed(paper, violations, request, figure or [], password, yes=yes)
    if write_baseline is not None:
        return _write_baseline(write_baseline, violations, request)
    return _report(paper, violations, request, form, statistics=statistics)


def _options(
    server: str | None, model: str | None, max_tokens: int | None, max_cost: float | None, *, local_only: bool | None
) -> "ModelOptions":
    from capassist.settings import ModelOptions

    return ModelOptions(server=server, model=model, local_only=local_only, max_tokens=max_tokens, max_cost=max_cost)


def _form(format_: Format | None, *, as_json: bool) -> Format:
    """Return how findings are printed: --json is --format json. Raises UsageError where both say something else."""
    if as_json and format_ not in (None, "json"):
        raise UsageError(f"--json and --format {format_} exclude each other.", "Leave out one of them.")
    return "json" if as_json else format_ or "text"


def _report(
    paper: "Draft", violations: "Sequence[Violation]", request: "_Request", format_: Format, *, statistics: bool
) -> None:
    """Print the findings that are new and what the model did not look at, and exit by the latter, or else by the
    findings.

    Raises:
        typer.Exit: the model failed, or there are findings as heavy as --fail-on.
    """
    from capassist.rules import SEVERITIES

    shown = without_known(violations, request.baseline)
    _print(paper, shown, len(violations) - len(shown), request, format_, statistics=statistics)
    show_what_was_not_judged(request.judgements)
    limit = SEVERITIES.index(request.fail_on)
    if any(SEVERITIES.index(violation.severity) >= limit for violation in shown):
        raise typer.Exit(EXIT_FINDINGS)


@dataclass(frozen=True)
class _Request:
    selection: "Selection"
    fail_on: Literal["error", "warning", "info"]
    baseline: Path | None
    judgements: "tuple[Judgement, ...]" = ()


def _opened(path: Path | None, password: str | None, pdf: Path | None) -> "Draft":
    from capassist.drafts.caption_only import draft_of_caption

    if path is None:
        raise UsageError("There is no draft to check.", "Name one: capassist check DRAFT")
    if str(path) == "-":
        return draft_of_caption(sys.stdin.buffer.read().decode("utf-8", "replace"))
    return open_paper(path, password, pdf)


def _requested(
    paper: "Draft", select: Names, ignore: Names, venue: str | None, fail_on: str | None, baseline: Path | None
) -> _Request:
    """Return what was asked for: by options, else by the draft's own settings; rules are left out by both."""
    from capassist.drafts.caption_only import STANDARD_INPUT
    from capassist.rules import SEVERITIES, Selection, venue_named
    from capassist.settings.check import load_check_settings

    own = load_check_settings(paper.root)
    if select is not None and not _split(select):
        raise UsageError("--select names no rule.", "Name one, or leave it out: `check --explain ALL` lists them.")
    chosen = Selection(
        _split(select) or own.select,
        _split(ignore) + own.ignore,
        venue_named(venue or own.venue),
        alone=paper.main == STANDARD_INPUT,
    )
    lightest = fail_on or own.fail_on or "error"
    severity = next((severity for severity in SEVERITIES if severity == lightest), None)
    if severity is None:
        raise SettingsError(f"fail-on in [check] cannot be {lightest}.", f"It is one of {', '.join(SEVERITIES)}.")
    return _Request(chosen, severity, baseline or (paper.root / own.baseline if own.baseline else None))


def _split(names: Names) -> tuple[str, ...]:
    return tuple(name for given in names or [] for name in given.replace(",", " ").split())


def _found(paper: "Draft", request: _Request, figures: list[str]) -> "tuple[Violation, ...]":
    from capassist.rules import check as find
    from capassist.workflow.checking import warnings_on

    opinions = tuple(opinion for judgement in request.judgements for opinion in judgement.opinions)
    warnings = warnings_on(paper, request.selection)
    violations = find(paper, request.selection, opinions, _drafted(paper, request.selection), warnings)
    if not figures:
        return violations
    chosen = {figure.id for figure in _chosen(paper, figures)}
    return tuple(violation for violation in violations if violation.figure in chosen)


def _drafted(paper: "Draft", selection: "Selection") -> frozenset[str]:
    """Return the figures with captions in the paper that a model drafted, where a rule asks for them."""
    from capassist.session.disclosure import disclose
    from capassist.session.log import read_reviewed

    if not any(rule.name == "disclosure-missing" for rule in selection.rules()):
        return frozenset()
    found = disclose(paper, read_reviewed(paper.home, paper.name))
    return frozenset(entry.figure for entry in found.entries if entry.generated and entry.in_paper)


def _judged(
    paper: "Draft", request: _Request, figures: list[str], password: str | None, options: "ModelOptions | None"
) -> _Request:
    """Have the model that the options name look at the figures, if there are any. Raises UsageError where nobody would
    look."""
    if options:
        judgements = judged_figures(paper, _chosen(paper, figures), request.selection, password, options)
        return replace(request, judgements=judgements)
    rules = tuple(request.selection.rules())
    if rules and all(rule.judged for rule in rules):
        raise UsageError("Only rules that need eyes are selected.", "Add --llm: a model has to look at the pictures.")
    return request


def _chosen(paper: "Draft", names: list[str]) -> "tuple[Figure, ...]":
    """Return the named figures, or all where none is named."""
    from capassist.workflow.drafting import captioned_figures, choose_figures

    return choose_figures(paper, names) if names else captioned_figures(paper)


def _fixed(
    paper: "Draft",
    violations: "tuple[Violation, ...]",
    request: _Request,
    figures: list[str],
    password: str | None,
    *,
    yes: bool,
) -> "tuple[Draft, tuple[Violation, ...]]":
    """Show the diff of what is safe to mend, write it if that is wanted, and return the paper and its findings as they
    are then."""
    from capassist.terminal import tables
    from capassist.terminal.console import literal, messages
    from capassist.text.words import counted
    from capassist.workflow.checking import apply_fixes, plan_fixes

    plan = plan_fixes(paper, violations)
    if plan.edits and not yes:
        _require_answer()
    messages().print(tables.changes(plan.diff))
    for note in plan.notes:
        messages().print(literal(note))
    if not plan.edits or not (yes or confirmed(f"Mend {counted(len(plan.edits), 'place')}?")):
        return paper, violations
    receipt = apply_fixes(plan)
    messages().print(tables.written(receipt.files, receipt.notes))
    paper = open_paper(paper.path, password)
    return paper, _found(paper, request, figures)


def _require_answer() -> None:
    require_answer("--yes mends without asking.")


def _write_baseline(path: Path, violations: "Sequence[Violation]", request: _Request) -> None:
    from capassist.errors import WriteError
    from capassist.rules.baseline import baseline_text
    from capassist.text.words import counted

    try:
        path.write_text(baseline_text(violations), encoding="utf-8", newline="\n")
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error
    say(f"Left out with --baseline {path}: {counted(len(violations), 'finding')}.")
    show_what_was_not_judged(request.judgements)


def _print(
    paper: "Draft",
    violations: "Sequence[Violation]",
    hidden: int,
    request: _Request,
    format_: Format,
    *,
    statistics: bool,
) -> None:
    from capassist.terminal import findings
    from capassist.terminal.console import messages, output
    from capassist.terminal.sarif import sarif_log

    if format_ == "json":
        failures = [(judgement.figure, judgement.error) for judgement in request.judgements if judgement.error]
        print_json(findings.check_record(paper, violations, hidden, failures))
    elif format_ == "sarif":
        print_json(sarif_log(paper, violations))
    elif format_ == "github":
        typer.echo("".join(findings.github_line(paper, violation) + "\n" for violation in violations), nl=False)
    elif statistics:
        output().print(findings.statistics(violations))
    else:
        for violation in violations:
            output().print(findings.finding_line(paper, violation))
        failed = sum(judgement.error is not None for judgement in request.judgements)
        messages().print(findings.summary(violations, hidden, failed))


def _print_aspects(paper: "Draft", names: list[str], format_: Format) -> None:
    from capassist.rules import aspects_of
    from capassist.terminal import findings
    from capassist.terminal.console import output

    rows = [(figure, aspects_of(figure)) for figure in _chosen(paper, names)]
    if format_ == "json":
        print_json(findings.aspects_record(rows))
        return
    for figure, aspects in rows:
        output().print(findings.aspects_table(figure, aspects))
