"""From findings to edits: what is safe to mend, as the write-back takes it."""

from collections.abc import Iterable, Iterator

from capassist.model import Draft, Edit, Figure, Slot
from capassist.rules.rule import Replacement, Violation


def fix_edits(draft: Draft, violations: Iterable[Violation]) -> tuple[Edit, ...]:
    """Return the edits that mend what can be mended, each place once: of overlapping ones the first.

    What changes a caption is one edit of its slot; other places, such as a label that moves, are edits of their own.
    """
    taken: list[Replacement] = []
    captions: dict[str, list[Replacement]] = {}
    others: list[Edit] = []
    figures = {figure.id: figure for figure in draft.figures}
    for violation in violations:
        figure = figures.get(violation.figure or "")
        wanted = [one for one in violation.replacements if one not in taken]
        if figure is None or not wanted or any(_overlap(one, other) for one in wanted for other in taken):
            continue
        inside = [_in_slot(one, figure) for one in wanted]
        if all(inside):
            captions.setdefault(figure.id, []).extend(wanted)
        elif any(inside):
            continue
        else:
            others += (Edit(figure.id, Slot(one.file, one.start, one.end, one.old), one.new) for one in wanted)
        taken += wanted
    return (*(edit for name, found in captions.items() for edit in _caption_edit(figures[name], found)), *others)


def _overlap(one: Replacement, other: Replacement) -> bool:
    return (
        one.file == other.file
        and one.start < max(other.end, other.start + 1)
        and other.start < max(one.end, one.start + 1)
    )


def _in_slot(one: Replacement, figure: Figure) -> bool:
    slot = figure.slot
    return slot is not None and slot.file == one.file and slot.start <= one.start and one.end <= slot.end


def _caption_edit(figure: Figure, replacements: list[Replacement]) -> Iterator[Edit]:
    if (slot := figure.slot) is None:
        return
    new = slot.text
    for one in sorted(replacements, key=lambda one: one.start, reverse=True):
        new = new[: one.start - slot.start] + one.new + new[one.end - slot.start :]
    if new.strip() and new != slot.text:
        yield Edit(figure.id, slot, new)
