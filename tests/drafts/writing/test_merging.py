"""Taking back what was written: nothing of the author's is lost, and nothing is taken back that is not ours any more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.writing.merging import taken_back

BEFORE = b"one\ntwo\n\\caption{TODO}\nthree\nfour\n"
WRITTEN = b"one\ntwo\n\\caption{New.}\nthree\nfour\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((b"four", b"4"), (b"four", b"4")),
        ((b"one\n", b""), (b"one\n", b"")),
        ((b"two", b"2"), (b"two", b"2")),
        ((b"three\nfour\n", b"three\nfour\nfive"), (b"three\nfour\n", b"three\nfour\nfive")),
    ],
    ids=["changed", "taken out", "right before it", "added"],
)
def test_what_was_changed_elsewhere_stays(change: tuple[bytes, bytes], expected: tuple[bytes, bytes]) -> None:
    assert taken_back(BEFORE, WRITTEN, WRITTEN.replace(*change)) == BEFORE.replace(*expected)


@pytest.mark.parametrize(
    "now",
    [
        WRITTEN.replace(b"New.", b"Newer."),
        WRITTEN.replace(b"\\caption{New.}\n", b""),
        WRITTEN.replace(b"\n", b"\r\n"),
        BEFORE.replace(b"four", b"4"),
        b"",
    ],
    ids=["changed", "taken out", "other line ends", "taken back already", "emptied"],
)
def test_what_was_written_and_is_not_there_as_it_was_is_not_taken_back(now: bytes) -> None:
    assert taken_back(BEFORE, WRITTEN, now) is None


def test_a_line_that_was_added_goes_and_one_that_was_taken_out_comes_back() -> None:
    assert taken_back(b"a\nb\n", b"a\nnew\nb\n", b"a\nnew\nb\nc\n") == b"a\nb\nc\n"
    assert taken_back(b"a\nold\nb\n", b"a\nb\n", b"a\nb\nc\n") == b"a\nold\nb\nc\n"
    assert taken_back(b"a\nold\nb\n", b"a\nb\n", b"a\nc\nb\n") is None  # where would it go?


def test_of_several_places_all_are_taken_back_or_none() -> None:
    before, written = b"a\n1\nb\n2\nc\n", b"a\nX\nb\nY\nc\n"
    assert taken_back(before, written, b"0\n" + written) == b"0\n" + before
    assert taken_back(before, written, written.replace(b"Y", b"Z")) is None


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6), st.data())
def test_lines_around_what_was_written_may_change_at_will(
    above: list[str], below: list[str], data: st.DataObject
) -> None:
    def text(*parts: list[str]) -> bytes:
        return "".join(f"{line}\n" for part in parts for line in part).encode()

    changed = data.draw(st.lists(st.sampled_from("xyz"), max_size=6))
    before, written = text(above, ["old"], below), text(above, ["new"], below)
    assert taken_back(before, written, text(changed, ["new"], below)) == text(changed, ["old"], below)
    assert taken_back(before, written, text(above, ["new"], changed)) == text(above, ["old"], changed)
