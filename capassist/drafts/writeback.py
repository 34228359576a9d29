"""The only place that writes into a draft: what the author accepted, spliced into the source, and nothing else.

Text is cut at the slots that the reader found. Each slot must still hold what was read; everything around it stays as it is, to
the byte, in the file's own encoding and line ends.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from capassist.drafts.export import export_captions
from capassist.drafts.replacement import (
    Change,
    Receipt,
    last_apply,
    refuse_conflict,
    replace_files,
    undo,
    writable_file,
)
from capassist.drafts.source import SourceText, decode, line_end
from capassist.errors import DraftError, WriteError
from capassist.model import Decision, Draft, Edit, Figure
from capassist.text.escape import syntax_errors, to_ascii
from capassist.text.words import one_line

__all__ = [
    "Receipt",
    "accepted",
    "changed_files",
    "diff",
    "export_captions",
    "last_apply",
    "plan_edits",
    "undo",
    "unified_diff",
    "write",
]

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*(%[^\r\n]*\S)")


def plan_edits(draft: Draft, decisions: Iterable[Decision]) -> tuple[Edit, ...]:
    """Return the replacements that carry the decisions out, in reading order; none where the text is in the source already.

    Raises DraftError when a decision is about a figure that the draft does not have, and WriteError when two are about the same,
    a figure's caption cannot be written, or a text is empty or must not stand in a caption.
    """
    texts = {decision.figure: decision.text or "" for decision in accepted(draft, decisions)}
    edits = (_edit(figure, texts[figure.id]) for figure in draft.figures if figure.id in texts)
    return tuple(edit for edit in edits if edit is not None)


def diff(draft: Draft, edits: Iterable[Edit]) -> str:
    """Return the unified diff of the files as they would become. Raises WriteError as `write` does."""
    return unified_diff(changed_files(draft, edits))


def unified_diff(changes: Iterable[Change]) -> str:
    """Return the unified diff of changed files."""
    return "\n".join(line for change in changes for line in _unified(change))


def write(draft: Draft, edits: Sequence[Edit], reread: Callable[[Path], Draft]) -> Receipt:
    """Write the edits into the draft's files, all or none, after a backup that `undo` goes back to.

    When the files are replaced the draft is read again by `reread`: every figure must be there, those edited with the new
    caption and the others with their old one; else every file gets its old bytes back.

    Raises WriteError when a file changed since it was read, is read-only, in the middle of a merge, outside of the draft or
    cannot hold a character of the new text.
    """
    changes = changed_files(draft, edits)
    if not changes:
        return Receipt((), ())
    figures = tuple(edit.figure for edit in edits)
    replace_files(draft.root, figures, changes, verify=lambda: _verify(draft, edits, reread))
    return Receipt(tuple(draft.root / change.file for change in changes), figures, tuple(_dropped_comments(edits)))


# Planning -----------------------------------------------------------------------------------------------------------------


def accepted(draft: Draft, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that give a figure a caption.

    Raises DraftError when any decision is about a figure that the draft does not have, and WriteError when two are about the
    same one or a text is empty.
    """
    known = {figure.id for figure in draft.figures}
    chosen: dict[str, Decision] = {}
    for decision in decisions:
        if decision.figure not in known:
            raise DraftError(
                f"The draft has no figure {decision.figure!r}, so nothing was done.",
                "`capassist scan` lists the figures.",
            )
        if decision.verdict not in {"accept", "edit"}:
            continue
        if decision.figure in chosen:
            raise WriteError(f"There are two decisions for {decision.figure}.", "Leave one of them.")
        if not (decision.text or "").strip():
            raise WriteError(f"The new caption of {decision.figure} is empty.", "Give it a text, or skip the figure.")
        chosen[decision.figure] = decision
    return tuple(chosen.values())


def _edit(figure: Figure, text: str) -> Edit | None:
    if figure.slot is None:
        reason = figure.locked or "its place in the source was not found"
        raise WriteError(f"The caption of {figure.id} cannot be written: {reason}.", "Write this one by hand.")
    text = _without_labels(text, figure.labels)
    if not text:
        raise WriteError(f"The new caption of {figure.id} is empty.", "Give it a text, or skip the figure.")
    _refuse_faults(figure.id, text)
    if _same(text, figure.slot.text):
        return None
    return Edit(figure.id, figure.slot, text)


def _without_labels(text: str, labels: tuple[str, ...]) -> str:
    """Return the text without the figure's own labels: the slot keeps them where they are."""
    for label in labels:
        text = re.sub(rf"\s*\\label\{{{re.escape(label)}\}}", "", text)
    return text.strip()


def _refuse_faults(figure: str, text: str) -> None:
    if faults := syntax_errors(text):
        raise WriteError(
            f"The new caption of {figure} cannot be written: {faults[0].message}", "Edit the text: `capassist review`."
        )


def _same(one: str, other: str) -> bool:
    return one_line(one) == one_line(other)


# Splicing -----------------------------------------------------------------------------------------------------------------


def changed_files(draft: Draft, edits: Iterable[Edit]) -> list[Change]:
    """Return the old and new bytes of each file, in the order of their names. Raises WriteError as `write` does."""
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        _refuse_faults(edit.figure, edit.new)
        by_file[edit.slot.file].append(edit)
    return [_change(draft.root, file, by_file[file]) for file in sorted(by_file)]


def _change(root: Path, file: str, edits: list[Edit]) -> Change:
    path = writable_file(root, file)
    try:
        old = path.read_bytes()
    except OSError as error:
        raise WriteError(f"{file} cannot be read: {error.strerror or error}.") from error
    refuse_conflict(file, old)
    source = decode(old)
    return Change(file, path, old, source.encode(_spliced(source, edits)))


def _spliced(source: SourceText, edits: list[Edit]) -> str:
    """Return the file's text with each slot replaced, from the last to the first, so that the offsets hold."""
    text, newline = source.text, line_end(source.text)
    following: int | None = None  # where the slot behind this one starts
    for edit in sorted(edits, key=lambda edit: edit.slot.start, reverse=True):
        slot = edit.slot
        if following is not None and slot.end >= following:
            raise WriteError(
                f"The captions of two figures in {slot.file} overlap; one is {edit.figure}.", "Write one by hand."
            )
        if text[slot.start : slot.end] != slot.text:
            raise WriteError(
                f"{slot.file} changed since it was read; the caption of {edit.figure} is no longer where it was.",
                "Run `capassist review` again: what you decided is kept.",
            )
        following = slot.start
        new = slot.before + _fitting(edit.new, source) + slot.after
        text = text[: slot.start] + _LINE_ENDS.sub(newline, new) + text[slot.end :]
    return text


def _fitting(new: str, source: SourceText) -> str:
    """Return the text with LaTeX for the characters that the file's encoding lacks, where there is some."""
    return "".join(char if _fits(char, source) else to_ascii(char) or char for char in new)


def _in_ascii(text: str) -> str:
    """Return a form in which a text is the same before and after `_fitting`."""
    return "".join(char if char.isascii() else to_ascii(char) or char for char in text)


def _fits(char: str, source: SourceText) -> bool:
    if char.isascii() or char in source.text:
        return True
    try:  # what is read as cp1252 is often declared as latin-1, which has less
        char.encode("latin-1" if source.encoding == "cp1252" else source.encoding, "surrogateescape")
    except UnicodeError:
        return False
    except LookupError:  # an encoding of ours that holds any character
        return True
    return True


def _unified(change: Change) -> Iterator[str]:
    old, new = (_LINE_ENDS.split(decode(data).text) for data in (change.old, change.new))
    return difflib.unified_diff(old, new, f"a/{change.file}", f"b/{change.file}", lineterm="")


def _dropped_comments(edits: Iterable[Edit]) -> Iterator[str]:
    for edit in edits:
        kept = edit.new + edit.slot.after
        for comment in _COMMENT.findall(edit.slot.text):
            if comment not in kept:
                yield f"A comment in the old caption of {edit.figure} is gone: {one_line(comment)}"


# Verifying ----------------------------------------------------------------------------------------------------------------


def _verify(before: Draft, edits: Iterable[Edit], reread: Callable[[Path], Draft]) -> None:
    """Raise WriteError unless the draft, read again, has the new captions and is otherwise the same."""
    after = reread(before.path)
    slots = {figure.id: figure.slot for figure in before.figures}
    new = {edit.figure: edit.new for edit in edits if edit.slot == slots[edit.figure]}  # not a label that moves
    if [figure.id for figure in after.figures] != [figure.id for figure in before.figures]:
        raise _not_as_meant("the draft's figures were no longer the same")
    for old, now in zip(before.figures, after.figures, strict=True):
        if old.labels != now.labels:
            raise _not_as_meant(f"the labels of {old.id} were no longer the same")
        if old.id in new:
            kept = now.slot is not None and _same(_in_ascii(now.slot.text), _in_ascii(new[old.id]))
        else:
            kept = old.caption_source == now.caption_source
        if not kept:
            raise _not_as_meant(f"the caption of {old.id} did not come out as meant")


def _not_as_meant(what: str) -> WriteError:
    return WriteError(
        f"After writing, {what}, so every file got its old contents back.",
        "Write this caption by hand, and please report it.",
    )
