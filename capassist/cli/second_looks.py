"""What came of the second looks at drafts, in one line, and why one failed."""

from typing import TYPE_CHECKING

from capassist.cli.output import say, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capassist.errors import CapassistError
    from capassist.workflow.drafting import DraftingContext, Failure, Suggestion


def show_second_looks(context: "DraftingContext", results: "Iterable[Suggestion | Failure]") -> "CapassistError | None":
    """Say on standard error how many drafts were looked at a second time and what came of it; return why one was not,
    where it failed."""
    from capassist.text.words import counted
    from capassist.workflow.drafting import Failure

    if context.checker is None:
        return None
    drafts = [(result.figure, result.candidate.text) for result in results if not isinstance(result, Failure)]
    tally = context.looks.tally(drafts)
    said = [
        f"Second look by {context.checker.name} at {counted(tally.looked, 'draft')}: {counted(tally.doubts, 'doubt')}",
        f"{counted(tally.unproven, 'doubt')} left out without a proof" if tally.unproven else "",
        f"{counted(len(tally.failures), 'look')} failed" if tally.failures else "",
    ]
    say(f"{'; '.join(filter(None, said))}.")
    if not tally.failures:
        return None
    show(tally.failures[0])
    return tally.failures[0]
