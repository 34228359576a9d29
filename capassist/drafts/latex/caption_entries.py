"""The entries of a float with several captions: which of its labels, panels and graphics belong to which of them."""

from capassist.drafts.latex.floats import Entry, Float, Label
from capassist.model import Span


def split(found: Float) -> list[Entry]:
    """Return one entry for each caption of a float; one without caption where it has none.

    A \\caption* without a graphic beside one that is numbered is a note below that one, such as the source of the
    picture.
    """
    if not found.captions:
        return [Entry(found, found.type, None, found.labels, found.panels, found.graphics)]
    if len(found.captions) == 1:
        caption = found.captions[0]
        return [Entry(found, caption.type, caption, found.labels, found.panels, found.graphics)]
    entries = _distributed(found)
    notes = [entry.caption for entry in entries if _is_note(entry)]
    if notes and any(caption.numbered for caption in found.captions):
        found.captions = [caption for caption in found.captions if caption not in notes]
        return split(found)
    return entries


def _is_note(entry: Entry) -> bool:
    return entry.caption is not None and not (entry.caption.numbered or entry.graphics or entry.panels)


def _distributed(found: Float) -> list[Entry]:
    """Return an entry for each of several captions, with the labels, panels and graphics that belong to it."""
    entries = [Entry(found, caption.type, caption) for caption in found.captions]
    graphics_first = bool(found.graphics) and found.graphics[0].start < found.captions[0].start
    for panel in found.panels:
        _owner(entries, found.groups, panel.start, panel.end, later=graphics_first).panels.append(panel)
    for label in found.labels:
        _owner_of_label(entries, found.groups, label).labels.append(label)
    for graphic in found.graphics:
        _owner(entries, found.groups, graphic.start, graphic.end, later=graphics_first).graphics.append(graphic)
    return entries


def _owner_of_label(entries: list[Entry], groups: list[Span], label: Label) -> Entry:
    """Return the entry of the panel that a label stands in, else the one that it is nearest to."""
    for entry in entries:
        if any(panel.start <= label.start < panel.end for panel in entry.panels):
            return entry
    return _owner(entries, groups, label.start, label.end, later=False)


def _owner(entries: list[Entry], groups: list[Span], start: int, end: int, *, later: bool) -> Entry:
    """Return the entry that a thing at [start, end) belongs to: the caption around it, the one in the smallest group
    around it, else the nearest.

    `later` prefers the caption that follows: graphics above their captions.
    """
    for entry in entries:
        if entry.caption and entry.caption.start <= start and end <= entry.caption.end:
            return entry
    around = (span for span in groups if span[0] <= start and end <= span[1])
    for group in sorted(around, key=lambda span: span[1] - span[0]):
        if inside := _captioned_within(entries, group):
            return _nearest(inside, start, later=later)
    return _nearest(entries, start, later=later)


def _captioned_within(entries: list[Entry], group: Span) -> list[Entry]:
    return [entry for entry in entries if entry.caption and group[0] <= entry.caption.start < group[1]]


def _nearest(entries: list[Entry], start: int, *, later: bool) -> Entry:
    before = [entry for entry in entries if entry.caption and entry.caption.start < start]
    after = [entry for entry in entries if entry.caption and entry.caption.start >= start]
    if later:
        return after[0] if after else before[-1]
    return before[-1] if before else after[0]
