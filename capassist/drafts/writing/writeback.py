"""The only place that writes into a draft: what the author accepted, spliced into the source, and nothing else.

Text is cut at the slots that the reader found. Each slot must still hold what was read; everything around it stays as
it is, to the byte, in the file's own encoding and line ends.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from capassist.drafts.source import CharacterError
from capassist.drafts.text_views import DECORATIVE, with_text_views
from capassist.drafts.writing.caption_files import export_captions
from capassist.drafts.writing.refusals import Refusal, refusal_of_all, refused_blank, text_name, to_edit
from capassist.drafts.writing.replacement import (
    Change,
    Receipt,
    last_apply,
    replace_files,
    undo,
)
from capassist.drafts.writing.splicing import changed_files, in_ascii, unified
from capassist.errors import DraftError, WriteError
from capassist.model import Decision, Draft, Edit, Figure, Slot, TextPlace
from capassist.text.escape import syntax_errors
from capassist.text.words import one_line

__all__ = [
    "Possible",
    "Receipt",
    "Refusal",
    "accepted",
    "changed_files",
    "diff",
    "export_captions",
    "last_apply",
    "notes_on",
    "plan_edits",
    "possible_edits",
    "refusal_of_all",
    "refused_blank",
    "text_name",
    "undo",
    "unified_diff",
    "write",
    "write_possible",
]

_NOT_AS_MEANT = "read again, the paper would not have it as meant"
_TOGETHER = "with it the paper would no longer have the same figures and captions"
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*(%[^\r\n]*\S)")
_JOIN = r"(?:(?<![\\\d\s])%[ \t]*\n[ \t]*)"  # of two lines without a space, and no percent sign


@dataclass(frozen=True, slots=True)
class Possible:
    """The edits that can be written, the files as they are and would be, and the captions that cannot be written."""

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]


def possible_edits(draft: Draft, decisions: Iterable[Decision]) -> Possible:
    """Return the replacements that carry the decisions out, in reading order, and the captions that cannot be written.

    There is no replacement where the text is in the source already. The paper is read with all of them in memory: they
    are those with which it has the same figures, labels and other captions. Nothing is written.

    Raises DraftError when a decision is about a figure that the draft does not have, and WriteError when two are about
    the same, a text is empty, or a file changed since it was read or cannot be written.
    """
    texts = {decision.figure: decision.text or "" for decision in accepted(draft, decisions)}
    edits: list[Edit] = []
    refused: list[Refusal] = []
    for figure in draft.figures:
        if figure.id in texts:
            found = _edits(draft, figure, texts[figure.id])
            refused += [found] if isinstance(found, Refusal) else []
            edits += found if isinstance(found, list) else []
    possible = _as_meant(draft, edits)
    return Possible(possible.edits, possible.changes, (*refused, *possible.refused))


def plan_edits(draft: Draft, decisions: Iterable[Decision]) -> tuple[Edit, ...]:
    """Return the replacements that carry out all of the decisions. Raises as `possible_edits`, and WriteError for a
    refusal."""
    possible = possible_edits(draft, decisions)
    if possible.refused:
        raise possible.refused[0].error()
    return possible.edits


def diff(draft: Draft, edits: Iterable[Edit]) -> str:
    """Return the unified diff of the files as they would become. Raises WriteError as `write` does."""
    return unified_diff(changed_files(draft, edits))


def unified_diff(changes: Iterable[Change]) -> str:
    """Return the unified diff of changed files."""
    return "\n".join(line for change in changes for line in unified(change))


def write(draft: Draft, edits: Sequence[Edit]) -> Receipt:
    """Write the edits into the draft's files, all or none, after a backup that `undo` goes back to.

    The paper is read as it would be before anything is written. Raises WriteError when it would not be as meant, and
    when a file changed since it was read, is read-only, in the middle of a merge, outside of the draft or cannot hold a
    character.
    """
    possible = _as_meant(draft, edits)
    if possible.refused:
        raise possible.refused[0].error()
    return write_possible(draft, possible)


def write_possible(draft: Draft, possible: Possible) -> Receipt:
    """Write the changes of edits that were found to be possible, each file only while it holds what was read then."""
    if not possible.changes:
        return Receipt((), ())
    figures = tuple(dict.fromkeys(edit.figure for edit in possible.edits))
    replace_files(draft.root, figures, possible.changes, draft.main)
    files = tuple(draft.root / change.file for change in possible.changes)
    return Receipt(files, figures, notes_on(draft, possible.edits))


def notes_on(draft: Draft, edits: Sequence[Edit]) -> tuple[str, ...]:
    """Return what the author should know of the edits: comments that go, and short titles that go or stay."""
    shorts = {figure.id: figure.short_slot for figure in draft.figures}
    return tuple(note for edit in edits for note in _notes(edit, shorts[edit.figure], edits))


def _notes(edit: Edit, short: Slot | None, edits: Sequence[Edit]) -> Iterator[str]:
    if edit.slot == short:
        return
    yield from _dropped_comments(edit)
    if short and any(other.slot == short for other in edits):
        yield f"The short title {short.text} of {edit.figure} only stood for one, so it goes: lists show the caption."
    elif short:
        yield f"The short title of {edit.figure}, which lists show, stays: {short.text}"


# Planning -------------------------------------------------------------------------------------------------------------


def accepted(draft: Draft, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that give a figure a caption.

    Raises DraftError when any decision is about a figure that the draft does not have, and WriteError when two are
    about the same one or a text is empty.
    """
    known = {figure.id for figure in draft.figures}
    chosen: dict[str, Decision] = {}
    for decision in decisions:
        if decision.figure not in known:
            raise DraftError(
                f"The draft has no figure {decision.figure!r}, so nothing was done.",
                "`capassist scan` lists the figures.",
            )
        if not decision.accepts:
            continue
        if decision.figure in chosen:
            raise WriteError(f"There are two decisions for {decision.figure}.", "Leave one of them.")
        if not (decision.text or "").strip():
            raise WriteError(f"The new {text_name(decision.figure)} is empty.", "Give it a text, or skip the figure.")
        chosen[decision.figure] = decision
    return tuple(chosen.values())


def _edits(draft: Draft, figure: Figure, text: str) -> "list[Edit] | Refusal":
    """Return what is replaced for a figure's new text: its caption, and a short title that only stands for one."""
    if figure.slot is None:
        return Refusal(figure.id, figure.locked or "its place in the source was not found")
    text = text.replace("\r\n", "\n")  # as editors on Windows end lines; it gets the line ends of the file
    text = _without_labels(text, figure, draft.manuscript.label_commands)
    if not text:
        return Refusal(figure.id, "nothing but its label is in it.", "Give it a text, or skip the figure.")
    if faults := syntax_errors(text):
        return Refusal(figure.id, faults[0].message, to_edit(draft, figure))
    if blank := refused_blank(draft, figure, text):
        return blank
    if figure.place is not None:
        return _edits_at(figure.place, figure, figure.slot, text)
    if _same(text, figure.slot.text):
        return []
    edits = [Edit(figure.id, figure.slot, text)]
    if figure.short_slot and figure.short_state == "placeholder":
        edits.append(Edit(figure.id, figure.short_slot, ""))
    return edits


def stands(draft: Draft, figure: Figure, text: str) -> bool:
    """Tell whether a text that was written for the figure stands in the source as it was written."""
    found = _edits(draft, figure, text)
    if isinstance(found, Refusal):
        return _same(in_ascii(text), in_ascii(figure.caption_source or ""))
    return not found or (bool(found[0].new) and _same(in_ascii(found[0].new), in_ascii(found[0].slot.text)))


def _edits_at(place: TextPlace, figure: Figure, slot: Slot, text: str) -> "list[Edit] | Refusal":
    """Return what is replaced for another text than a caption, in the form that its place asks for."""
    if text.strip() == DECORATIVE and place.purpose == "alt":
        if place.decorative:
            return []
        if place.decoration is None:
            return Refusal(figure.id, "there is no place that could say that it is decoration")
        return [Edit(figure.id, place.decoration, "" if place.form == "description" else DECORATIVE)]
    new = written_form(place, text)
    return [] if _same(new, slot.text) and not place.decorative else [Edit(figure.id, slot, new)]


def written_form(place: TextPlace, text: str) -> str:
    r"""Return a text as it stands at its place: in \Description the first line is the short text, the others the long
    one."""
    text = re.sub(_JOIN, "", text)
    first, _, rest = text.strip().partition("\n")
    if place.form == "description":
        short = f"{{{first}}}" if re.search(r"[\[\]]", first) else first
        return f"[{short}]{{{one_line(rest)}}}" if rest.strip() else f"{{{one_line(first)}}}"
    whole = one_line(text)
    return f"{{{whole}}}" if place.form == "short" and re.search(r"[\[\]]", whole) else whole


def _without_labels(text: str, figure: Figure, commands: Iterable[str]) -> str:
    """Return the text without the labels that the figure's caption has already: the slot keeps them where they are."""
    for label in figure.labels:
        text = re.sub(rf"{_JOIN}?\s*\\label\{{{re.escape(label)}\}}", "", text)
    own = re.compile(rf"\\(?:{'|'.join(map(re.escape, sorted(commands)))})(?![a-zA-Z@])\s*\{{[^{{}}]*\}}")
    for call in own.findall(figure.caption_source or ""):
        text = re.sub(rf"{_JOIN}?\s*{re.escape(call)}", "", text)
    return re.sub(r"^(?:%[ \t]*\n\s*)+", "", text.strip())


def _same(one: str, other: str) -> bool:
    return one_line(one) == one_line(other)


def _dropped_comments(edit: Edit) -> Iterator[str]:
    kept = edit.new + edit.slot.after
    for comment in _COMMENT.findall(edit.slot.text):
        if comment not in kept:
            yield f"A comment in the old caption of {edit.figure} is gone: {one_line(comment)}"


# Verifying ------------------------------------------------------------------------------------------------------------


def _as_meant(draft: Draft, edits: Sequence[Edit]) -> Possible:
    """Return the edits with which the paper, read with them in memory, is as meant, and the others as refusals.

    Where the edits together are wrong, and none of them alone, all are refused.
    """
    refused: list[Refusal] = []
    left = tuple(edits)
    while left:
        wrong = _read_with(draft, left)
        if isinstance(wrong, list):
            return Possible(left, tuple(wrong), tuple(refused))
        if wrong is None:
            wrong = _wrong_alone(draft, left)
        refused += [Refusal(figure, reason) for figure, reason in wrong.items()]
        left = tuple(edit for edit in left if edit.figure not in wrong)
    return Possible((), (), tuple(refused))


def _wrong_alone(draft: Draft, edits: Sequence[Edit]) -> dict[str, str]:
    """Return what is wrong with the edits of each figure by themselves; of all figures where it is only the whole."""
    figures = dict.fromkeys(edit.figure for edit in edits)
    alone = {figure: _read_with(draft, [edit for edit in edits if edit.figure == figure]) for figure in figures}
    wrong = {figure: _TOGETHER for figure, found in alone.items() if not isinstance(found, list)}
    wrong |= {figure: found[figure] for figure, found in alone.items() if isinstance(found, dict)}
    return wrong or dict.fromkeys(figures, _TOGETHER)


def _read_with(draft: Draft, edits: Sequence[Edit]) -> list[Change] | dict[str, str] | None:
    """Return the files' changes when the paper, read with them in memory, is as meant.

    Else what is wrong with edits, by figure; None where it is not to be told which of them does it.
    """
    figures = {edit.figure for edit in edits}
    try:
        changes = changed_files(draft, edits)
    except CharacterError as error:
        return {figures.pop(): error.message} if len(figures) == 1 else None
    after = _read_again(draft, changes)
    if after is None:
        return None
    wrong = dict.fromkeys(_misread(draft, after, edits), _NOT_AS_MEANT)
    return (wrong or changes) if wrong.keys() <= figures else None


def _read_again(draft: Draft, changes: Iterable[Change]) -> Draft | None:
    """Return the paper as it is read with the changes; None where it is no longer the paper with these figures."""
    from capassist.drafts.latex import read_latex

    contents = {change.path: change.new for change in changes}
    try:
        after = read_latex(draft.root if draft.packed else draft.path, contents)
    except DraftError:
        return None
    if purposes := {figure.purpose for figure in draft.figures} - {"caption"}:
        after = with_text_views(after, purposes)
    same = after.main == draft.main and _ids(after) == _ids(draft)
    return after if same else None


def _ids(draft: Draft) -> list[str]:
    return [figure.id for figure in draft.figures]


def _misread(before: Draft, after: Draft, edits: Iterable[Edit]) -> Iterator[str]:
    """Yield the figures that have neither their new captions nor, where they get none, their old ones, or other
    labels."""
    slots = {figure.id: figure.slot for figure in before.figures}
    new = {edit.figure: edit.new for edit in edits if edit.slot == slots[edit.figure]}  # not a label that moves
    decorative = {edit.figure for edit in edits} - new.keys()
    for old, now in zip(before.figures, after.figures, strict=True):
        if old.place is not None and old.id in decorative:
            meant = _is_decorative(now)
        else:
            meant = _has_caption(now, old.caption_source, new.get(old.id))
        if not meant or old.labels != now.labels:
            yield old.id


def _is_decorative(figure: Figure) -> bool:
    return figure.place is not None and figure.place.decorative


def _has_caption(figure: Figure, old: str | None, new: str | None) -> bool:
    """Whether a figure has its new caption; where it gets none, its old one."""
    if new is None:
        return figure.caption_source == old
    return figure.slot is not None and _same(in_ascii(figure.slot.text), in_ascii(new))
