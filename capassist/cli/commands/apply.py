"""apply: what was accepted, written into the source."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import AsJson, DraftPath, Password, Yes
from capassist.cli.output import confirmed, print_json, require_answer
from capassist.cli.wiring import open_paper, open_session, read_session

if TYPE_CHECKING:
    from capassist.model import Decision, Draft
    from capassist.session.log import Session
    from capassist.workflow.writing import Plan


def apply(
    draft: DraftPath,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Decisions from a file, not from the review.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Compile before and after in a copy; refuse what breaks the paper. Needs TeX."),
    ] = False,
    yes: Yes = False,
    json_: AsJson = False,
    password: Password = None,
) -> None:
    """Write the accepted captions into the .tex.

    The diff is shown first, with what is to be said of the texts; nothing but the captions changes. For a PDF:
    captions.md and captions.json beside it.

    \b
    Examples:
      capassist apply paper/ --dry-run
      capassist apply paper/ --verify
      capassist apply paper/ --decisions drafts.json --yes
    """
    from capassist.drafts.compiling import require_tex
    from capassist.drafts.writeback import Receipt
    from capassist.session.log import read_decisions
    from capassist.terminal import records, tables
    from capassist.terminal.console import literal, messages
    from capassist.text.words import counted
    from capassist.workflow import writing

    if verify:
        require_tex()
    chosen = read_decisions(decisions) if decisions else None
    paper = open_paper(draft, password)
    writes = not dry_run and bool(_planned(paper, read_session(paper), chosen).decisions)
    if writes and not yes:
        require_answer("--yes writes without asking, --dry-run only shows what would be written.")
    with open_session(paper) if writes else read_session(paper) as session:
        plan = _planned(paper, session, chosen)
        if not json_:
            _show_plan(plan)
        verified = writing.verify(plan) if verify else ()
        if verified and not json_:
            messages().print(literal("\n".join(verified)))
        if writes and (yes or confirmed(f"Write {counted(len(plan.decisions), 'caption')}?")):
            receipt = writing.apply_plan(plan, session, lambda path: open_paper(path, password))
        else:
            receipt = Receipt((), ())
    notes = plan.notes + receipt.notes
    if json_:
        print_json(records.written_record(receipt.files, receipt.figures, verified + notes, plan.diff, plan.warnings))
    else:
        messages().print(tables.written(receipt.files, notes))


def _planned(paper: "Draft", session: "Session", chosen: "tuple[Decision, ...] | None") -> "Plan":
    from capassist.workflow import writing

    return writing.plan_reviewed(paper, session) if chosen is None else writing.plan_decided(paper, chosen)


def _show_plan(plan: "Plan") -> None:
    """Print the diff, and below it what the guards say of the texts."""
    from capassist.terminal import tables
    from capassist.terminal.console import messages, output

    if plan.diff:
        output().print(tables.changes(plan.diff))
    if plan.warnings:
        messages().print(tables.warnings(plan.draft, plan.warnings))
