"""undo: the last apply, taken back."""

from capassist.cli.options import AsJson, DraftPath, Yes
from capassist.cli.output import Result, confirmed, require_answer, say
from capassist.cli.wiring import open_paper, open_session


def undo(draft: DraftPath, yes: Yes = False, json_: AsJson = False) -> Result:
    """Take the last apply back.

    Its figures, files and the diff are shown first. Each file gets the bytes it had; where other lines of it were
    changed since, these stay as they are.

    \b
    Example:
      capassist undo paper/
    """
    from capassist.drafts.text_views import with_text_views
    from capassist.drafts.writing.writeback import Receipt
    from capassist.terminal import json_records, tables
    from capassist.terminal.console import output
    from capassist.workflow import undoing

    paper = with_text_views(open_paper(draft, None))
    plan = undoing.plan_undo(paper)
    if not yes:
        require_answer("--yes takes the last apply back without asking.")
    with open_session(paper) as session:
        if plan.diff and not json_:
            output().print(tables.changes(plan.diff))
        say(tables.last_apply(paper, plan.figures, plan.files))
        if yes or confirmed("Take the last apply back?"):
            receipt = undoing.undo_apply(paper, session)
        else:
            receipt = Receipt((), ())
        waiting = [decision.figure for decision in session.accepted()]
    if json_:
        return Result(json_records.written_record(receipt.files, receipt.figures, receipt.notes, plan.diff))
    if receipt.figures:  # without their captions, figures may have other numbers
        paper = with_text_views(open_paper(draft, None))
    following = [tables.after_undo(paper, receipt.figures, waiting)] if receipt.figures else []
    return Result(said=[tables.written(receipt.files, receipt.notes, done="Taken back"), *following])
