"""apply: what was accepted, written into the source."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.options import AsJson, DraftPath, Password, Yes
from capassist.cli.output import confirmed, print_json, require_answer, show
from capassist.cli.wiring import open_paper, open_session, read_session

if TYPE_CHECKING:
    from capassist.model import Decision, Draft, Purpose
    from capassist.session.log import Session
    from capassist.workflow.writing import Plan


Verify = Annotated[
    bool,
    typer.Option("--verify", help="Compile before and after in a copy; refuse what breaks the paper. Needs TeX."),
]
OnlyFor = Annotated[
    Literal["caption", "alt", "short"] | None,
    typer.Option(
        "--for", metavar="caption|alt|short", help="Only captions, or alternative texts, or short titles; else all."
    ),
]
Skip = Annotated[
    list[str] | None, typer.Option("--skip", metavar="ID", help="Leave this figure's caption out; may be given again.")
]


def apply(
    draft: DraftPath,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Decisions from a file, not from the review.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    verify: Verify = False,
    skip: Skip = None,
    for_: OnlyFor = None,
    yes: Yes = False,
    json_: AsJson = False,
    password: Password = None,
) -> None:
    """Write the accepted captions into the .tex.

    With them the alternative texts and short titles that were accepted. The diff is shown first, with what is to be
    said of the texts; nothing else changes. For a PDF: captions.md and captions.json. For an archive: a new one.

    \b
    Examples:
      capassist apply paper/ --dry-run
      capassist apply paper/ --verify
      capassist apply paper/ --decisions drafts.json --yes
    """
    from capassist.drafts.compiling import require_tex
    from capassist.drafts.writing.writeback import Receipt
    from capassist.session.log import read_decisions
    from capassist.terminal.console import messages
    from capassist.terminal.records import written_record
    from capassist.terminal.tables import after_apply, written
    from capassist.text.words import counted
    from capassist.workflow import writing

    if verify:
        require_tex()
    chosen = read_decisions(decisions) if decisions else None
    paper = open_paper(draft, password)
    left_out = tuple(skip or ())
    waiting = (seen := read_session(paper)).accepted()
    plan = _planned(paper, seen, chosen, left_out, for_)
    writes = not dry_run and bool(plan.decisions)
    asks = writes and not yes
    if asks:
        require_answer("--yes writes without asking, --dry-run only shows what would be written.")
    with open_session(paper) if writes else read_session(paper) as session:
        if writes and chosen is None and session.accepted() != waiting:  # another command decided meanwhile
            plan = _planned(paper, session, chosen, left_out, for_)
        if not json_:
            _show_plan(plan)
        if plan.refused:
            _require_without_refused(plan, ask=asks)
            plan = _planned(paper, session, chosen, (*left_out, *(refusal.figure for refusal in plan.refused)), for_)
        verified = _verified(plan, shown=not json_) if verify else ()
        agreed = writes and (yes or confirmed(f"Write {counted(len(plan.decisions), _noun(plan))}?"))
        receipt = writing.apply_plan(plan, session) if agreed else Receipt((), ())
    notes = plan.notes + receipt.notes
    if json_:
        print_json(written_record(receipt.files, receipt.figures, verified + notes, plan.diff, plan.warnings))
    else:
        messages().print(written(receipt.files, notes))
        if receipt.files:
            messages().print(after_apply(paper, receipt.figures))


def _noun(plan: "Plan") -> str:
    return "text" if any(edit.purpose != "caption" for edit in plan.written) else "caption"


def _verified(plan: "Plan", *, shown: bool) -> tuple[str, ...]:
    """Compile the paper with TeX before and after, and return what is to be said of it."""
    from capassist.terminal.console import literal, messages
    from capassist.workflow import writing

    verified = writing.verify(plan)
    if verified and shown:
        messages().print(literal("\n".join(verified)))
    return verified


def _planned(
    paper: "Draft",
    session: "Session",
    chosen: "tuple[Decision, ...] | None",
    skip: "tuple[str, ...]",
    purpose: "Purpose | None",
) -> "Plan":
    from capassist.workflow import writing

    if chosen is None:
        return writing.plan_reviewed(paper, session, skip, purpose)
    return writing.plan_decided(paper, chosen, skip, purpose)


def _require_without_refused(plan: "Plan", *, ask: bool) -> None:
    """Say which captions cannot be written, and ask whether the others shall be without them.

    Raises WriteError if not.
    """
    from capassist.drafts.writing.writeback import refusal_of_all

    error = refusal_of_all(plan.refused, others=bool(plan.decisions))
    if ask:
        show(error)
    if not (ask and confirmed(f"Go on with the other {len(plan.decisions)}?")):
        raise error


def _show_plan(plan: "Plan") -> None:
    """Print the diff, and below it what the guards say of the texts."""
    from capassist.terminal import tables
    from capassist.terminal.console import messages, output

    if plan.diff:
        output().print(tables.changes(plan.diff))
    if plan.warnings:
        messages().print(tables.warnings(plan.draft, plan.warnings))
