"""apply: what was accepted, written into the source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.options import AsJson, DraftPath, FigureNames, Password, Yes
from capassist.cli.output import Result, confirmed, require_answer, say, show
from capassist.cli.wiring import open_paper, open_session, read_session

if TYPE_CHECKING:
    from capassist.drafts.writing.refusals import Refusal
    from capassist.drafts.writing.writeback import Receipt
    from capassist.model import Candidate, Decision, Draft
    from capassist.session.log import Session
    from capassist.workflow.choosing import Selection
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
    figure: FigureNames = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    verify: Verify = False,
    skip: Skip = None,
    for_: OnlyFor = None,
    yes: Yes = False,
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Write the accepted captions into the .tex.

    With them the alternative texts and short titles that were accepted. The diff is shown first, with what is to be
    said of the texts; nothing else changes. For a PDF: captions.md and captions.json. For an archive: a new one.

    \b
    Examples:
      capassist apply paper/ --dry-run
      capassist apply paper/ --verify --figure fig:speed
      capassist apply paper/ --decisions drafts.json --yes
    """
    from capassist.drafts.compiling import require_tex
    from capassist.drafts.writing.writeback import Receipt

    if verify:
        require_tex()
    paper = open_paper(draft, password)
    selection = _selection(figure, skip, for_)
    options = _options(decisions, selection, verify=verify)
    wanted = _Wanted(paper, _from_file(decisions, paper), selection, options)
    seen = read_session(wanted.paper)
    plan = wanted.plan(seen)
    writes = not (dry_run or plan.is_empty(seen))
    asks = writes and not yes and bool(plan.decisions)
    if asks:
        require_answer("--yes writes without asking, --dry-run only shows what would be written.")
    with open_session(wanted.paper) if writes else read_session(wanted.paper) as session:
        if wanted.decisions(session) != wanted.decisions(seen):  # another command decided meanwhile
            plan = wanted.plan(session)
        plan = _possible(plan, wanted, session, asks=asks, shown=not json_)
        verified = _verified(plan, shown=not json_) if verify else ()
        receipt = _written(plan, session, asks=asks) if writes else Receipt((), ())
    return _result(wanted.paper, plan, receipt, verified, as_json=json_)


@dataclass(frozen=True)
class _Wanted:
    """What is to be written of a paper: the decisions of a file, or those of the review; and the options that say
    so."""

    paper: "Draft"
    chosen: "tuple[Decision, ...] | None"
    selection: "Selection"
    options: tuple[str, ...]

    def decisions(self, session: "Session") -> "Sequence[Decision]":
        """Return the decisions that are to be written."""
        return session.accepted() if self.chosen is None else self.chosen

    def plan(self, session: "Session", without: "Iterable[Refusal]" = ()) -> "Plan":
        """Return what would change, the refused captions left out, with what the author wrote and did not accept."""
        from dataclasses import replace

        from capassist.workflow import writing
        from capassist.workflow.choosing import selected
        from capassist.workflow.second_look import SecondLooks
        from capassist.workflow.waiting import texts_not_accepted

        skip = (*self.selection.skip, *(refusal.figure for refusal in without))
        selection = replace(self.selection, skip=skip)
        if self.chosen is None:
            plan = writing.plan_reviewed(self.paper, session, selection)
        else:
            plan = writing.plan_decided(self.paper, self.chosen, selection, SecondLooks(session))
        figures = [f for f in selected(plan.draft, self.selection) if not self._decides_on(session.waiting_text(f.id))]
        return replace(plan, notes=(*plan.notes, *texts_not_accepted(self.paper, session, figures)))

    def _decides_on(self, waiting: "Candidate | None") -> bool:
        """Tell whether a file decides on this very text, which waits in the session."""
        return waiting is not None and any(
            (decision.figure, decision.text) == (waiting.figure, waiting.text) for decision in self.chosen or ()
        )


def _selection(
    figures: list[str] | None, skip: list[str] | None, purpose: Literal["caption", "alt", "short"] | None
) -> "Selection":
    from capassist.workflow.choosing import Selection

    return Selection(tuple(figures or ()), tuple(skip or ()), purpose)


def _options(decisions: Path | None, selection: "Selection", *, verify: bool) -> tuple[str, ...]:
    """Return the options that a command which writes less is given again."""
    return (
        *(("--decisions", str(decisions)) if decisions else ()),
        *(word for name in selection.figures for word in ("--figure", name)),
        *(("--for", selection.purpose) if selection.purpose else ()),
        *(word for name in selection.skip for word in ("--skip", name)),
        *(("--verify",) if verify else ()),
    )


def _from_file(file: Path | None, paper: "Draft") -> "tuple[Decision, ...] | None":
    from capassist.session.decisions import read_decisions

    return read_decisions(file, paper) if file else None


def _possible(plan: "Plan", wanted: _Wanted, session: "Session", *, asks: bool, shown: bool) -> "Plan":
    """Show the plan, and return it without the captions that cannot be written. Raises WriteError where the author does
    not want it without those."""
    if shown:
        _show_plan(plan)
    if not plan.refused:
        return plan
    _require_without_refused(plan, wanted.options, ask=asks)
    return wanted.plan(session, plan.refused)


def _written(plan: "Plan", session: "Session", *, asks: bool) -> "Receipt":
    """Write the plan, unless the author is asked and does not want it."""
    from capassist.drafts.writing.writeback import Receipt
    from capassist.text.words import counted
    from capassist.workflow import writing

    if asks and not confirmed(f"Write {counted(len(plan.decisions), _noun(plan))}?"):
        return Receipt((), ())
    return writing.apply_plan(plan, session)


def _result(paper: "Draft", plan: "Plan", receipt: "Receipt", verified: tuple[str, ...], *, as_json: bool) -> Result:
    from capassist.terminal.json_records import written_record
    from capassist.terminal.tables import after_apply, written

    if as_json:
        notes = verified + plan.notes + receipt.notes
        return Result(written_record(receipt.files, receipt.figures, notes, plan.diff, plan.warnings))
    notes = receipt.notes if plan.decisions else _nothing_to_write(plan)  # else they were said before it was written
    goes_on = receipt.files or (plan.standing and not plan.decisions)
    following = [after_apply(paper, receipt.figures, warned=bool(plan.warnings))] if goes_on else []
    return Result(said=[written(receipt.files, notes), *following])


def _nothing_to_write(plan: "Plan") -> tuple[str, ...]:
    """Return why a plan writes nothing."""
    from capassist.wording import named

    if not plan.standing:
        return plan.notes
    have = "have their texts" if len(plan.unchanged) > 1 else "has its text"
    return (f"Nothing was written: {named(plan.unchanged)} {have} in the source already.", *plan.notes)


def _noun(plan: "Plan") -> str:
    return "text" if any(edit.purpose != "caption" for edit in plan.written) else "caption"


def _verified(plan: "Plan", *, shown: bool) -> tuple[str, ...]:
    """Compile the paper with TeX before and after, and return what is to be said of it."""
    from capassist.terminal.console import literal
    from capassist.workflow import writing

    verified = writing.verify(plan)
    if verified and shown:
        say(literal("\n".join(verified)))
    return verified


def _require_without_refused(plan: "Plan", options: tuple[str, ...], *, ask: bool) -> None:
    """Say which captions cannot be written, and ask whether the others shall be without them.

    Raises WriteError if not.
    """
    from capassist.workflow.writing import refusal_of

    error = refusal_of(plan, *options)
    if ask:
        show(error)
    if not (ask and confirmed(f"Go on with the other {len(plan.decisions)}?")):
        raise error


def _show_plan(plan: "Plan") -> None:
    """Print the diff, and below it what the guards say of the texts, and what is to be known before they are
    written."""
    from capassist.terminal import tables
    from capassist.terminal.console import output

    if plan.diff:
        output().print(tables.changes(plan.diff))
    if plan.warnings:
        say(tables.warnings(plan.draft, plan.warnings))
    if plan.decisions:
        for note in plan.notes:
            say(note)
