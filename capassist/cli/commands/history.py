"""history: what became of the drafts, over time and by captioner."""

from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson, Password
from capassist.cli.output import Result
from capassist.cli.wiring import tell_which_was_read


def history(
    papers: Annotated[list[Path], typer.Argument(metavar="DRAFT", help="Papers whose review logs count.")],
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Count what became of drafts.

    How many you accepted as they were, edited (how far, and in which way), skipped and rejected: by captioner, and by
    month.

    \b
    Example:
      capassist history papers/*/
    """
    from capassist.drafts import open_draft
    from capassist.session.log import reviewed_of
    from capassist.session.outcomes import Outcome, by_captioner, by_month, outcomes, without_draft
    from capassist.terminal.outcomes import decided_without_draft, outcomes_record, outcomes_tables
    from capassist.wording import command

    drafts = [open_draft(path, password=password) for path in papers]
    found: list[Outcome] = []
    undrafted = 0
    for draft in drafts:
        tell_which_was_read(draft)
        reviewed = reviewed_of(draft)
        found += outcomes(reviewed)
        undrafted += without_draft(reviewed)
    captioners, months = by_captioner(found), by_month(found)
    if json_:
        return Result(outcomes_record(captioners, months, undrafted))
    own = [decided_without_draft(undrafted)] if undrafted else []
    if not found:
        return Result(said=[*own, f"No draft was decided yet. Next: {command('review', drafts[0])}"])
    return Result([outcomes_tables(captioners, months)], own)
