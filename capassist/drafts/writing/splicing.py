"""The files of a draft with texts replaced: from the last slot to the first, in the file's own line ends and
encoding."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from capassist.drafts.source import SourceText, decode, line_end
from capassist.drafts.writing.line_wrapping import as_source_lines
from capassist.drafts.writing.refusals import Refusal, to_edit
from capassist.drafts.writing.replacement import Change, read_writable, refuse_conflict, writable_file
from capassist.errors import WriteError
from capassist.model import Draft, Edit
from capassist.text.escape import syntax_errors, to_ascii

_COMMAND_AT_END = re.compile(r"(?<!\\)(?:\\\\)*\\[a-zA-Z@]+$")
_LONGEST_COMMAND = 60  # characters
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


def changed_files(draft: Draft, edits: Iterable[Edit]) -> list[Change]:
    """Return the old and new bytes of each file, in the order of their names. Raises WriteError as `write` does."""
    by_file: dict[str, list[Edit]] = defaultdict(list)
    figures = {figure.id: figure for figure in draft.figures}
    for edit in edits:
        if faults := syntax_errors(edit.new):
            raise Refusal(edit.figure, faults[0].message, to_edit(draft, figures[edit.figure])).error()
        by_file[edit.slot.file].append(edit)
    return [_change(draft.root, file, by_file[file]) for file in sorted(by_file)]


def _change(root: Path, file: str, edits: list[Edit]) -> Change:
    path = writable_file(root, file)
    old = read_writable(file, path)
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
        fitting = _fitting(edit.new, source)
        new = _LINE_ENDS.sub(newline, slot.before + as_source_lines(fitting, slot, source.text) + slot.after)
        before = text[: slot.start]
        if _COMMAND_AT_END.search(before[-_LONGEST_COMMAND:]) and (new[:1].isalpha() or new[:1] == "@"):
            before += " "  # \\small and a word would be another command
        text = before + new + text[slot.end :]
    return text


def _fitting(new: str, source: SourceText) -> str:
    """Return the text with LaTeX for the characters that the file's encoding lacks, where there is some."""
    return "".join(char if _fits(char, source) else to_ascii(char) or char for char in new)


def in_ascii(text: str) -> str:
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


def unified(change: Change) -> Iterator[str]:
    """Yield the lines of a file's diff."""
    old, new = (_LINE_ENDS.split(decode(data).text) for data in (change.old, change.new))
    return difflib.unified_diff(old, new, f"a/{change.file}", f"b/{change.file}", lineterm="")
