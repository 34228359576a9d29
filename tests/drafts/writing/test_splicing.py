"""The bytes that a file gets: each text in its slot, from the last to the first, and nothing else."""

from pathlib import Path

import pytest

from capassist.drafts.writing.replacement import Change
from capassist.drafts.writing.splicing import changed_files, in_ascii, unified
from capassist.errors import WriteError
from capassist.model import Draft, Edit, Figure, Slot

Words = tuple[str, str]  # in the file, and what comes there


def spliced(
    tmp_path: Path, text: str, *words: Words, encoding: str = "utf-8", before: str = "", after: str = ""
) -> bytes:
    """Return the bytes of a file whose words are replaced, each at its first place in the text."""
    (tmp_path / "main.tex").write_bytes(text.encode(encoding))
    starts = [text.index(old) for old, _ in words]
    slots = [
        Slot("main.tex", start, start + len(old), old, before, after)
        for start, (old, _) in zip(starts, words, strict=True)
    ]
    edits = [Edit(f"f{index}", slot, new) for index, (slot, (_, new)) in enumerate(zip(slots, words, strict=True))]
    draft = Draft(tmp_path, tmp_path, "latex", "main.tex", figures=tuple(Figure(edit.figure) for edit in edits))
    (change,) = changed_files(draft, edits)
    assert change.old == text.encode(encoding)
    return change.new


SPLICED: dict[str, tuple[str, list[Words], str]] = {
    "one": ("a Old b", [("Old", "New")], "a New b"),
    "two in any order": ("a One b Two c", [("Two", "2."), ("One", "First")], "a First b 2. c"),
    "a letter behind a command": (r"\small1 b", [("1", "New")], r"\small New b"),
    "a sign of a command's name behind it": (r"\small1 b", [("1", "@x")], r"\small @x b"),
    "a digit behind a command": (r"\small1 b", [("1", "2")], r"\small2 b"),
    "a letter behind a line's end": (r"\\small1 b", [("1", "New")], r"\\smallNew b"),
    "nothing behind a command": (r"\small1 b", [("1", "")], r"\small b"),
    "lines of its own": ("a\r\nOld\r\n", [("Old", "N\ne\r\nw")], "a\r\nN\r\ne\r\nw\r\n"),
}


@pytest.mark.parametrize(("text", "words", "expected"), SPLICED.values(), ids=SPLICED)
def test_texts_in_their_slots(tmp_path: Path, text: str, words: list[Words], expected: str) -> None:
    assert spliced(tmp_path, text, *words).decode() == expected


def test_what_a_slot_brings_stands_around_its_text(tmp_path: Path) -> None:
    assert spliced(tmp_path, "a Old b", ("Old", "New"), before=r"\caption{", after="}") == rb"a \caption{New} b"


ENCODED = {
    "a letter that the encoding has": ("latin-1", "ä ö", "ö", "ö".encode("latin-1")),
    "one that it lacks": ("latin-1", "ä ö", "Ł", rb"\L{}"),
    "any in UTF-8": ("utf-8", "ä ö", "Ł", "Ł".encode()),
}


@pytest.mark.parametrize(("encoding", "text", "new", "written"), ENCODED.values(), ids=ENCODED)
def test_letters_in_the_encoding_of_the_file(
    tmp_path: Path, encoding: str, text: str, new: str, written: bytes
) -> None:
    start = text.encode(encoding)
    assert spliced(tmp_path, f"{text} Old", ("Old", new), encoding=encoding) == start + b" " + written


REFUSED = {
    "overlapping": ("abcdef", [("abc", "x"), ("cde", "y")], "overlap"),
    "touching": ("abcdef", [("abc", "x"), ("def", "y")], "overlap"),
    "no LaTeX": ("abcdef", [("abc", "x}")], "cannot be written"),
}


@pytest.mark.parametrize(("text", "words", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path: Path, text: str, words: list[Words], why: str) -> None:
    with pytest.raises(WriteError, match=why):
        spliced(tmp_path, text, *words)


def test_ascii_stays_in_ascii() -> None:
    assert in_ascii("a {b} 中") == "a {b} 中"
    assert in_ascii("Ł") == r"\L{}"


def test_a_diff_has_the_lines_of_any_system(tmp_path: Path) -> None:
    change = Change("main.tex", tmp_path / "main.tex", b"a\r\nOld\rb\n", b"a\r\nNew\rb\n")
    assert [*unified(change)] == [
        "--- a/main.tex",
        "+++ b/main.tex",
        "@@ -1,4 +1,4 @@",
        " a",
        "-Old",
        "+New",
        " b",
        " ",
    ]
