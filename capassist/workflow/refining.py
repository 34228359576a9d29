"""A text changed as the author asks: whose text it was, and what is said where nothing of it changed."""

from collections.abc import Sequence

from capassist.captioners.controls import lengths_in
from capassist.model import AUTHOR, Candidate, DraftKind, Figure
from capassist.text.markup import markup_of
from capassist.text.words import counted, one_line


def own_caption(figure: Figure) -> str:
    """Return the author's own caption as it stands in the source, without remarks; nothing where it is missing or a
    placeholder."""
    if figure.state != "written":
        return ""
    if figure.slot and figure.place is None:
        return figure.without_remarks(figure.slot.text)
    return figure.caption_latex or figure.caption or ""


def own_text_behind(figure: Figure, candidate: Candidate, drafts: Sequence[Candidate]) -> str:
    """Return the author's own text that a draft is by an instruction, or by several in turn; empty where it is of none.

    `drafts` are all of the figure in the order they were made, the author's own texts among them.
    """
    own = one_line(own_caption(figure))
    while candidate.instruction:
        current = one_line(candidate.current)
        if current == own:
            return candidate.current
        same = [place for place, draft in enumerate(drafts) if one_line(draft.text) == current]
        same = [place for place in same if not drafts[place].changes_nothing]
        if not same:
            return ""
        if drafts[same[-1]].captioner == AUTHOR:
            return candidate.current
        candidate, drafts = drafts[same[-1]], drafts[: same[-1]]
    return ""


def nothing_changed(candidate: Candidate, markup: DraftKind) -> str:
    """Return what is said of a text that was to be changed and is as it was: that it has the length already, or that
    nothing came of it."""
    plain = markup_of(markup).to_plain(candidate.current)
    lengths = lengths_in(candidate.instruction)
    if lengths and all(length.holds(plain) for length in lengths):
        has = dict.fromkeys(counted(length.count(plain), length.unit) for length in lengths)
        return f"it has {' and '.join(has)} already: the text is as it was"
    return f"nothing was changed for “{candidate.instruction.partition(chr(10))[0]}”: the text is as it was"
