"""What a reader sees of the spans that the library gives, on both sides of each bound."""

from typing import Any

import pytest

from capassist.drafts.pdf.spans import visible_lines
from capassist.model import Box

PAGE: Box = (0.0, 0.0, 612.0, 792.0)
DARK: Box = (90.0, 80.0, 300.0, 110.0)


def span(text: str = "The level", x: float = 100, right: float = 150, **said: Any) -> dict[str, Any]:
    base = said.pop("base", 100.0)
    return {"text": text, "bbox": (x, base - 8, right, base + 2), "origin": (x, base), "size": 10.0, "font": "serif", "flags": 0,
            "color": 0, "alpha": 255, "char_flags": 16, **said}  # fmt: skip


def seen(
    *spans: dict[str, Any], backdrops: tuple[Box, ...] = (), direction: tuple[float, float] = (1, 0)
) -> tuple[list[str], bool]:
    block = {"lines": [{"spans": spans, "dir": direction, "bbox": (90, 90, 160, 104)}]}
    lines, hidden = visible_lines([block, {}], backdrops, PAGE)
    return [line.text for line in lines], hidden


# What a span is like -> whether a reader sees it by itself, and on a dark area
SPANS: dict[str, tuple[dict[str, Any], bool, bool]] = {
    "plain": ({}, True, True),
    "small": ({"size": 4.0}, True, True),
    "too small": ({"size": 3.9}, False, False),
    "stroked": ({"char_flags": 32}, True, True),
    "without ink": ({"char_flags": 8}, False, True),
    "faint": ({"alpha": 25}, True, True),
    "too faint": ({"alpha": 24}, False, True),
    "light grey": ({"color": 0xF2FFFF}, True, True),
    "nearly white": ({"color": 0xF3FFFF}, False, True),
    "light green": ({"color": 0xFFF2FF}, True, True),
    "nearly white in green": ({"color": 0xFFF3FF}, False, True),
    "light blue": ({"color": 0xFFFFF2}, True, True),
    "left of the page": ({"bbox": (-60.0, 92, 59.9, 102)}, False, False),
    "at the left edge": ({"bbox": (-60.0, 92, 60, 102)}, True, True),
    "at the right edge": ({"bbox": (600.0, 92, 624, 102)}, True, True),
    "right of the page": ({"bbox": (600.0, 92, 624.1, 102)}, False, False),
    "at the upper edge": ({"bbox": (100.0, -5, 150, 5)}, True, True),
    "above the page": ({"bbox": (100.0, -5.1, 150, 5)}, False, False),
    "at the foot": ({"bbox": (100.0, 787, 150, 797)}, True, True),
    "below the page": ({"bbox": (100.0, 787.1, 150, 797)}, False, False),
}


@pytest.mark.parametrize(("said", "alone", "on_dark"), SPANS.values(), ids=SPANS)
def test_a_span_that_a_reader_sees(said: dict[str, Any], alone: bool, on_dark: bool) -> None:
    assert seen(span(**said))[0] == (["The level"] if alone else [])
    if "bbox" not in said:
        assert seen(span(**said), backdrops=(DARK,))[0] == (["The level"] if on_dark else [])


def test_white_text_shows_on_what_lies_behind_more_than_half_of_it() -> None:
    white = span(color=0xFFFFFF)
    assert seen(white, backdrops=((124.9, 80, 300, 110),))[0] == ["The level"]
    assert seen(white, backdrops=((125, 80, 300, 110),))[0] == []


def test_readable_amounts_of_hidden_text_are_told() -> None:
    hidden = span("one two three four", color=0xFFFFFF)
    assert seen(hidden) == ([], True)
    assert seen(span("one two three", color=0xFFFFFF)) == ([], False)
    assert seen(hidden | {"size": 3.0}, backdrops=(DARK,)) == ([], False)  # something covers it


def test_blanks_in_no_size_part_words() -> None:
    blank = span(" ", 150, 152, size=0.001)
    assert seen(span("The"), blank, span("level", 155, 190))[0] == ["The level"]
    assert seen(blank, span("level", 155, 190))[0] == ["level"]
    assert seen(span("  "))[0] == []


def test_where_a_line_stands() -> None:
    spans = (span("The level"), span("2", 150, 154, size=6.0, base=96.0), span(" "))
    (line,), _ = visible_lines([{"lines": [{"spans": spans, "dir": (1, 0), "bbox": (0, 0, 500, 200)}]}], (), PAGE)
    assert (line.box, line.base, line.turn) == ((100, 88, 154, 102), 100, 0)
    small = (span("a", size=6.0), span("a longer index", 105, 140, size=6.0, base=96.0))
    (line,), _ = visible_lines([{"lines": [{"spans": small, "dir": (1, 0), "bbox": (0, 0, 500, 200)}]}], (), PAGE)
    assert line.base == 96


TURNS = {
    (1.0, 0.0): 0,
    (-1.0, 0.0): 2,
    (0.0, 1.0): 3,
    (0.0, -1.0): 1,
    (0.8, 0.6): 0,
    (0.6, 0.8): 3,
    (0.7, -0.7): 0,
    (-0.9, -0.1): 2,
}


@pytest.mark.parametrize(("direction", "turn"), TURNS.items(), ids=map(str, TURNS))
def test_which_way_a_line_runs(direction: tuple[float, float], turn: int) -> None:
    (line,), _ = visible_lines(
        [{"lines": [{"spans": [span()], "dir": direction, "bbox": (90, 90, 160, 104)}]}], (), PAGE
    )
    assert (line.turn, line.box) == (turn, (90, 90, 160, 104) if turn else (100, 92, 150, 102))


def test_spans_of_one_type_are_one_run() -> None:
    spans = [span("The "), span("level", size=10.2), span(" of", size=10.41), span(" it", font="bold", size=10.41)]
    (line,), _ = visible_lines([{"lines": [{"spans": spans, "dir": (1, 0), "bbox": (0, 0, 1, 1)}]}], (), PAGE)
    assert [(run.text, run.size, run.bold) for run in line.runs] == [
        ("The level", 10.2, False),
        (" of", 10.41, False),
        (" it", 10.41, True),
    ]


STYLES: dict[tuple[str, int], str] = {
    ("Times", 0): "", ("Times", 16): "bold", ("Times", 2): "italic", ("Times", 8): "mono", ("Times", 26): "bold italic mono",
    ("CMBX10", 0): "bold", ("NimbusRomNo9L-Medi", 0): "bold", ("Arial-BoldItalic", 0): "bold italic", ("CMTT10", 0): "mono",
    ("CMTI10", 0): "italic", ("Times-Oblique", 0): "italic", ("Courier", 0): "mono", ("Arial-Black", 0): "bold",
}  # fmt: skip


@pytest.mark.parametrize(("font", "style"), STYLES.items(), ids=map(str, STYLES))
def test_the_style_of_a_font(font: tuple[str, int], style: str) -> None:
    (line,), _ = visible_lines(
        [{"lines": [{"spans": [span(font=font[0], flags=font[1])], "dir": (1, 0), "bbox": (0, 0, 1, 1)}]}], (), PAGE
    )
    run = line.runs[0]
    assert " ".join(name for name in ("bold", "italic", "mono") if getattr(run, name)) == style


CHARACTERS = {
    "a ligature": ("e\x0ecient", "serif", "efficient"),
    "another encoding": ("a\x1cx", "serif", "afix"),
    "a dash": ("3\x155", "serif", "3–5"),
    "a bare code": ("3 \x0e 5", "serif", "3  5"),
    "a character that is not known": ("a\ufffdb", "serif", "ab"),
    "a large bracket": ("\x00\x01P", "CMEX10", "()∑"),
    "a code in another font": ("\x00P", "serif", "P"),
}


@pytest.mark.parametrize(("text", "font", "readable"), CHARACTERS.values(), ids=CHARACTERS)
def test_characters_of_fonts_without_a_table(text: str, font: str, readable: str) -> None:
    assert seen(span(text, font=font))[0] == [readable]
