"""Source files: what was not changed is written back byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts import source
from capassist.drafts.source import decode, line_end, line_number, line_starts, read_source
from capassist.errors import DraftError, WriteError


@given(st.binary())
def test_any_bytes_come_back(data: bytes) -> None:
    source = decode(data)
    assert source.encode(source.text) == data


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_text_comes_back_from_unicode_encodings(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decode(data).encode(decode(data).text) == data


RUSSIAN = "На рисунке показана зависимость скорости от температуры. " * 3
CASES = {
    "empty": (b"", "utf-8", ""),
    "ascii": (b"a\r\nb", "utf-8", "a\r\nb"),
    "utf-8": ("Größe".encode(), "utf-8", "Größe"),
    "utf-8 with mark": ("\ufeffGröße".encode(), "utf-8", "Größe"),
    "utf-16 with mark": ("Größe".encode("utf-16"), "utf-16-le", "Größe"),
    "utf-16 without mark": ("\\documentclass{article}".encode("utf-16-be"), "utf-16-be", "\\documentclass{article}"),
    "UTF-16 of Cyrillic letters": (
        ("\\section{Введение} " + RUSSIAN).encode("utf-16-le"),
        "utf-16-le",
        "\\section{Введение} " + RUSSIAN,
    ),
    "one NUL": (b"\\documentclass{article}\0 a", "utf-8", "\\documentclass{article}\0 a"),
    "a NUL first": (b"\0\\documentclass{article}", "utf-8", "\0\\documentclass{article}"),
    "NULs in a row": (b"\\documentclass{article}" + b"\0" * 20, "utf-8", "\\documentclass{article}" + "\0" * 20),
    "latin-1": ("Die Größe der Fläche".encode("latin-1"), "cp1252", "Die Größe der Fläche"),
    "Windows quotes": ("it\x92s".encode("latin-1"), "cp1252", "it’s"),
    "declared": (
        "\\usepackage[latin2]{inputenc} Wyniki są złe".encode("iso8859_2"),
        "iso8859_2",
        "\\usepackage[latin2]{inputenc} Wyniki są złe",
    ),
    "declared in a comment for editors": (
        "% !TEX encoding = applemac\né".encode("mac_roman"),
        "mac_roman",
        "% !TEX encoding = applemac\né",
    ),
    "not declared by a comment": (
        "% \\usepackage[latin2]{inputenc}\né".encode("latin-1"),
        "cp1252",
        "% \\usepackage[latin2]{inputenc}\né",
    ),
    "cp1251": (RUSSIAN.encode("cp1251"), "cp1251", RUSSIAN),
    "KOI8-R": (RUSSIAN.encode("koi8_r"), "koi8_r", RUSSIAN),
    "GBK": ("温度随时间的变化如图所示。".encode("gbk"), "gb18030", "温度随时间的变化如图所示。"),
    "EUC-JP": ("これは温度のグラフです。".encode("euc_jp"), "euc_jp", "これは温度のグラフです。"),
    "UTF-8 with a stray byte": ("Größe Fläche ".encode() + b"\xe4", "utf-8-escaped", "Größe Fläche \udce4"),
}


@pytest.mark.parametrize(("data", "encoding", "text"), CASES.values(), ids=CASES.keys())
def test_encoding_is_recognised(data: bytes, encoding: str, text: str) -> None:
    source = decode(data)
    assert (source.encoding, source.text) == (encoding, text)
    assert source.encode(source.text) == data


def test_what_the_encoding_cannot_hold_is_refused() -> None:
    with pytest.raises(WriteError, match="cp1252"):
        decode("Größe".encode("latin-1")).encode("Größe → ∞")


def test_missing_file_is_a_draft_error(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="gone"):
        read_source(tmp_path / "gone.tex")


def test_lines_are_counted_by_every_line_end() -> None:
    text = "a\r\nb\nc\rd"
    assert [line_number(text, text.index(letter)) for letter in "abcd"] == [1, 2, 3, 4]
    assert line_starts(text) == [0, 3, 5, 7]


@pytest.mark.parametrize(("text", "end"), [("a", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\rb\r", "\r"), ("a\nb", "\n")])
def test_the_usual_line_end(text: str, end: str) -> None:
    assert line_end(text) == end


@pytest.mark.parametrize("places", [(1, 3), (0, 2)], ids=["odd", "even"])
def test_two_stray_zeros_in_a_long_ascii_file_make_no_utf_16(places: tuple[int, int]) -> None:
    data = bytearray(b"\\documentclass{article} % " + b"words " * 40)
    data[24] = data[25] = ord("x")
    for place in places:
        data[26 + place] = 0
    assert len(data) % 2 == 0
    source = decode(bytes(data))
    assert source.text == data.decode("ascii")
    assert source.encode(source.text) == bytes(data)


@pytest.mark.parametrize(
    ("data", "mostly"),
    [
        (b"a", False), ("é".encode(), True), ("é".encode() + b"\xe9", False), ("éé".encode() + b"\xe9", True),
        ("é".encode() + b"\xe9\xe9", False), ("\x80\U0010ffff".encode() + b"\xff", True),
    ],
)  # fmt: skip
def test_more_of_the_letters_are_utf_8_than_are_not(data: bytes, mostly: bool) -> None:
    assert source._mostly_utf8(data) is mostly
