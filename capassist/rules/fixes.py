"""From findings to edits: what is safe to mend, as the write-back takes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from capassist.model import Draft, Edit, Figure, Slot
from capassist.rules.rule import Replacement, Violation


def fix_edits(draft: Draft, violations: Iterable[Violation]) -> tuple[Edit, ...]:
    """Return the edits that mend what can be mended, each place once: of overlapping ones the first.

    What changes a caption is one edit of its slot; other places, such as a label that moves, are edits of their own.
    """
    captions: dict[str, list[Replacement]] = {}
    others: list[Edit] = []
    figures = {figure.id: figure for figure in draft.figures}
    for figure, wanted in _apart(violations, figures):
        if _in_slot(wanted[0], figure):
            captions.setdefault(figure.id, []).extend(wanted)
        else:
            others += [Edit(figure.id, Slot(one.file, one.start, one.end, one.old), one.new) for one in wanted]
    mended = (_caption_edit(figures[name], found) for name, found in captions.items())
    return (*chain.from_iterable(mended), *others)


def _apart(
    violations: Iterable[Violation], figures: Mapping[str, Figure]
) -> Iterator[tuple[Figure, list[Replacement]]]:
    """Yield what mends each violation without touching what mends those before it, all in the figure's caption or all
    outside."""
    taken: list[Replacement] = []
    for violation in violations:
        figure = figures.get(violation.figure or "")
        wanted = [one for one in violation.replacements if one not in taken]
        if figure is None or not wanted or _overlap(wanted, taken):
            continue
        if sum(_in_slot(one, figure) for one in wanted) in (0, len(wanted)):
            taken += wanted
            yield figure, wanted


def _overlap(wanted: Iterable[Replacement], taken: Sequence[Replacement]) -> bool:
    """Whether two of them change the same characters, or insert at the same place."""
    return any(
        one.file == other.file
        and one.start < max(other.end, other.start + 1)
        and other.start < max(one.end, one.start + 1)
        for one in wanted
        for other in taken
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
