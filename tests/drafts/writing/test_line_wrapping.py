import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.writing.line_wrapping import as_source_lines, line_width
from capassist.model import Slot
from capassist.text.words import one_line

WORDS = "the median of a series of frames keeps what every frame has and loses what only one of them has".split()
LONG = " ".join(WORDS)


def prose(width: int, lines: int) -> str:
    """Return a paragraph that is broken at a width."""
    found, line = [], ""
    for number in range(10_000):
        word = WORDS[number % len(WORDS)]
        if line and len(line) + 1 + len(word) > width:
            found.append(line)
            line = ""
        if len(found) == lines:
            break
        line = f"{line} {word}".strip()
    return "\n".join(found) + "\n"


def placed(before: str, text: str, after: str = "}\n") -> tuple[Slot, str]:
    """Return the slot of a text, and a file around it whose prose is 72 columns wide."""
    head = prose(72, 12) + before
    return Slot("a.tex", len(head), len(head) + len(text), text), head + text + after


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "nothing in it"),
        (prose(72, 4), "too few lines"),
        (prose(400, 20), "a paragraph a line"),
        (prose(40, 20), "verse"),
        (prose(72, 20) + 6 * (prose(300, 1) + "\n"), "mostly, but some paragraphs are one line"),
        ("\n".join(f"{LONG[:40]} ends here." for _ in range(30)), "a sentence a line"),
        ("\n".join(f"name {n} & a value of {n} & another value of it \\\\" for n in range(30)), "a table"),
        ("\n".join(f"\\command{{{LONG[:50]}}}" for _ in range(30)), "commands"),
    ],
    ids=lambda value: value if " " in value and len(value) < 50 else "",
)
def test_what_is_not_broken_into_lines_has_no_width(source: str, why: str) -> None:
    assert line_width(source) is None, why


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_the_width_is_that_of_the_prose(width: int) -> None:
    assert width - 6 < (line_width("\\section{A}\n\n" + prose(width, 20) + "\n" + "x" * 300) or 0) <= width


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        pytest.param("  \\caption{", "", "Short.", id="it fits"),
        pytest.param("  \\caption{", "", f"{LONG}\n{LONG}", id="lines of its own"),
        pytest.param("  \\caption{", "", f"{LONG} % remark {LONG}", id="a remark"),
        pytest.param("  \\caption{", "", rf"\verb|a  b| {LONG}", id="what stands for itself"),
        pytest.param("  \\caption{", LONG, f"{LONG} {LONG}", id="the author's own were long lines"),
        pytest.param("  \\caption{", "", "word" * 40, id="no space in it"),
    ],
)
def test_what_stays_on_one_line(before: str, old: str, new: str) -> None:
    slot, source = placed(before, old)
    assert as_source_lines(new, slot, source) == new


def test_lines_begin_under_their_command() -> None:
    slot, source = placed("    \\caption{", "")
    lines = as_source_lines(LONG, slot, source).split("\n")
    assert len(lines) == 2
    assert lines[1].startswith("    ")
    assert len(f"    \\caption{{{lines[0]}") <= 72


def test_lines_begin_where_those_of_the_old_text_did() -> None:
    slot, source = placed("  \\caption{", "One line\n           and another.")
    assert re.match(r" {11}\w", as_source_lines(LONG, slot, source).split("\n")[1])


@given(st.text(st.sampled_from("ab \\{}$~%-é中"), max_size=300))
def test_nothing_but_where_lines_end_is_changed(new: str) -> None:
    slot, source = placed("\\caption{", "")
    shown = as_source_lines(new, slot, source)
    assert one_line(shown) == one_line(new)
    assert "\\\n" not in shown.replace("\\\\\n", "")


def line_of(length: int) -> str:
    """Return a line of prose in the middle of a sentence that has this many characters."""
    return (LONG * 3)[: length - 1].replace("  ", " ").ljust(length - 1, "x") + "x"


def test_the_width_leaves_out_the_tenth_of_the_lines_that_stick_out() -> None:
    source = "\n".join(line_of(length) for length in [*range(60, 71), 62])
    assert line_width(source) == 69


def test_a_text_that_just_fits_stays_on_one_line_and_a_longer_one_does_not() -> None:
    slot, source = placed("  \\caption{", "")
    width = line_width(source)
    assert width is not None
    room = width - len("  \\caption{")
    words = (LONG * 2)[:room].rstrip().ljust(room, "x")
    assert as_source_lines(words, slot, source) == words
    assert "\n" in as_source_lines(f"{words}x", slot, source)


@pytest.mark.parametrize(("more", "breaks"), [(0, True), (1, False)], ids=["that just fits", "that is longer"])
def test_an_old_line_says_whether_lines_are_broken(more: int, breaks: bool) -> None:
    room = 72 - len("  \\caption{") + more
    slot, source = placed("  \\caption{", (LONG * 2)[:room].ljust(room, "x"))
    assert line_width(source) == 72
    assert ("\n" in as_source_lines(LONG * 2, slot, source)) is breaks


def test_a_short_line_is_replaced_by_lines_under_its_command() -> None:
    slot, source = placed("  \\caption{", "Short.")
    lines = as_source_lines(LONG, slot, source).split("\n")
    assert len(lines) == 2
    assert re.match(" *", lines[1])[0] == "  "


@pytest.mark.parametrize(
    ("lengths", "width"),
    [([49] * 9, None), ([50] * 9, 50), ([120] * 9, 120), ([121] * 9, None), ([70] * 5, None), ([70] * 6, 70)],
    ids=["too narrow", "the narrowest", "the widest", "too wide", "too few in a sentence", "just enough"],
)
def test_the_bounds_of_a_width(lengths: list[int], width: int | None) -> None:
    assert line_width("\n".join(map(line_of, lengths))) == width


def test_a_line_is_filled_to_its_last_column() -> None:
    slot, source = placed("\\caption{", "")
    width = line_width(source)
    assert width is not None
    first = (LONG * 2)[: width - len("\\caption{")].rstrip().ljust(width - len("\\caption{"), "x")
    assert as_source_lines(f"{first} and more", slot, source) == f"{first}\nand more"


@pytest.mark.parametrize(
    ("others", "indent"),
    [
        ("  \\caption{The first of them\n    goes on here.}\n", "    "),
        ("\\caption[Short]{The first of them\n\tgoes on here.}\n", "  \t"),
        ("  \\caption{One line.}\n  \\label{a}\n", "  "),
        ("  \\caption{One line.}\n      word\n", "  "),
    ],
    ids=["four", "tab", "one line", "closed"],
)
def test_a_new_caption_goes_on_as_far_in_as_the_others(others: str, indent: str) -> None:
    slot, text = placed(others + "  \\caption{", "")
    assert re.match(r"[ \t]*", as_source_lines(LONG, slot, text).splitlines()[1])[0] == indent  # type: ignore[index]


@pytest.mark.parametrize("column", [0, 30, 70])
def test_a_caption_that_gets_a_line_of_its_own_is_wrapped_from_its_beginning(column: int) -> None:
    head = prose(72, 12) + "  " + "\\includegraphics{a}".ljust(column, "%")
    slot = Slot("a.tex", len(head), len(head), "", before="\n  \\caption{", after="}")
    fits = LONG[: 72 - len("  \\caption{")]
    assert as_source_lines(fits, slot, head + "\n\\label{a}\n") == fits
    first, second, *_ = as_source_lines(LONG, slot, head + "\n\\label{a}\n").split("\n")
    assert len(fits) - 8 < len(first) <= len(fits)
    assert re.match(r"  \w", second)
