"""What came of the second looks at drafts, in one line, and why one failed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from capassist.errors import CapassistError
    from capassist.workflow.drafting import DraftingContext, FailedDraft, Suggestion


def second_looks(
    context: "DraftingContext", results: "Iterable[Suggestion | FailedDraft]", *, asked: bool | None
) -> "tuple[list[str], list[tuple[None, CapassistError]]]":
    """Return how many drafts were looked at a second time and what came of it, in a line, and why one was not.

    It is a failure where --double-check `asked` for it, and else part of the line.
    """
    from capassist.text.words import counted
    from capassist.workflow.drafting import FailedDraft

    if context.checker is None:
        return [], []
    drafts = [(result.figure, result.candidate.text) for result in results if not isinstance(result, FailedDraft)]
    if not drafts:  # what failed is said of each figure
        return [], []
    tally = context.looks.tally(drafts)
    said = [
        f"Second look by {context.checker.name} at {counted(tally.looked, 'draft')}: {counted(tally.doubts, 'doubt')}",
        f"{counted(tally.unproven, 'doubt')} left out without a proof" if tally.unproven else "",
        *_failed(tally.failures, why=not asked),
    ]
    failures = tally.failures[:1] if asked else ()
    return [f"{'; '.join(filter(None, said))}."], [(None, error) for error in failures]


def _failed(failures: "Sequence[CapassistError]", *, why: bool) -> "Iterator[str]":
    """Yield how many looks failed, if any did, and with `why` the reason of the first."""
    from capassist.text.words import counted

    if failures:
        yield f"{counted(len(failures), 'look')} failed"
        yield failures[0].message.rstrip(".") if why else ""
