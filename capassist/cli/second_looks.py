"""What came of the second looks at drafts, in one line, and why one failed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capassist.errors import CapassistError
    from capassist.workflow.drafting import DraftingContext, FailedDraft, Suggestion
    from capassist.workflow.second_look import Tally


def second_looks(
    context: "DraftingContext", results: "Iterable[Suggestion | FailedDraft]", *, asked: bool | None
) -> "tuple[list[str], list[tuple[None, CapassistError]]]":
    """Return how many drafts were looked at a second time and what came of it, in a line, and why one was not.

    It is a failure where --double-check `asked` for it, and else part of the line.
    """
    from capassist.workflow.drafting import FailedDraft

    drafts = [(result.figure, result.candidate.text) for result in results if not isinstance(result, FailedDraft)]
    if context.checker is None or not drafts:  # why there is no draft is said of each figure
        return [], []
    tally = context.looks.tally(drafts)
    failures = tally.failures[:1] if asked else ()
    return [_in_a_line(context.checker.name, tally, asked=asked)], [(None, error) for error in failures]


def _in_a_line(checker: str, tally: "Tally", *, asked: bool | None) -> str:
    from capassist.text.words import counted

    said = [
        f"Second look by {checker} at {counted(tally.looked, 'draft')}: {counted(tally.doubts, 'doubt')}",
        f"{counted(tally.unproven, 'doubt')} left out without a proof" if tally.unproven else "",
        f"{counted(len(tally.failures), 'look')} failed" if tally.failures else "",
        tally.failures[0].message.rstrip(".") if tally.failures and not asked else "",
    ]
    return f"{'; '.join(filter(None, said))}."
