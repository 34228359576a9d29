"""How spans become lines of text: words, scripts, characters that are drawn, and lines of one block."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from capassist.drafts.drawing.ink import UNKNOWN, Path, Text
from capassist.drafts.drawing.text_lines import blocks, drawn_characters, text_lines

BLACK = (0.0, 0.0, 0.0)


def span(words: str, x: float, right: float, base: float = 100, *, size: float = 10, bold: bool = False) -> Text:
    return Text(words, (x, base - 0.8 * size, right, base + 0.2 * size), base, size, 0, bold)


def upwards(text: Text, turn: int = 1) -> Text:
    """Return a level text turned around the origin: 1 reads upwards, 2 stands on its head, 3 reads downwards."""
    x0, y0, x1, y1 = text.box
    box, base = {
        1: ((y0, -x1, y1, -x0), text.base),
        2: ((-x1, -y1, -x0, -y0), -text.base),
        3: ((-y1, x0, -y0, x1), -text.base),
    }[turn]
    return replace(text, box=box, base=base, turn=turn)


def said(*spans: Text) -> list[str]:
    return sorted(line.text for line in text_lines(spans))


Made = Callable[[float], tuple[Text, ...]]
ONE = span("Time", 100, 120)
# The spans for a measure, and what they say at two measures
LINES: dict[str, tuple[Made, float, list[str], float, list[str]]] = {
    "a space": (lambda x: (ONE, span("in", 120 + x, 130)), 1.7, ["Time in"], 1.6, ["Timein"]),
    "one text": (lambda x: (ONE, span("in", 120 + x, 135)), 5.9, ["Time in"], 6, ["Time", "in"]),
    "one line": (lambda x: (ONE, span("in", 123, 133, 100 + x)), 0.9, ["Time in"], 1.1, ["Time", "in"]),
    "one line of two sizes": (lambda x: (ONE, span("in", 123, 133, size=x)), 7.2, ["Time in"], 7.1, ["Time", "in"]),
    "a raised number": (lambda x: (span("m", 100, 108), span("2", 108, 112, 96, size=x)), 7, ["m²"], 8.9, ["2", "m"]),
    "a lowered number": (lambda x: (span("m", 100, 108), span("2", 108, 112, 100 + x, size=7)), 5.9, ["m₂"], 6, ["2", "m"]),
    "a script close to its base": (lambda x: (span("m", 100, 108), span("2", 108 + x, 114, 96, size=7)), 2.1, ["m ²"], 2.2, ["2", "m"]),
    "a script over its base": (lambda x: (span("m", 100, 108), span("2", 108 - x, 114, 96, size=7)), 2.4, ["m²"], 2.5, ["2", "m"]),
    "a script before its base": (lambda x: (span("m", 100, 108), span("2", 90, 100 - x, 96, size=7)), 2.1, ["² m"], 2.2, ["2", "m"]),
    "a script that is a word": (lambda x: (span("v", 100, 108), span("max"[: int(x)], 108, 118, 103, size=7)), 3, ["vₘₐₓ"], 1, ["vₘ"]),
    "a script without a character": (lambda x: (span("v", 100, 108), span("rms", 108, 118, 100 + x, size=7)), 3, ["v_rms"], -4, ["v^rms"]),
    "behind a script": (
        lambda x: (span("m", 100, 108), span("2", 108, 112, 96, size=7), span("per", 112 + x, 125)), 1.9, ["m² per"], 6, ["m²", "per"],
    ),
    "a root": (lambda x: (span("√", 100, 108, 100 - x), span("2", 108, 113)), 11.9, ["√2"], 12, ["2", "√"]),
    "a root beside its number": (lambda x: (span("√", 100, 108, 92), span("2", 108 + x, 120)), 3.4, ["√ 2"], 3.5, ["2", "√"]),
    "nothing": (lambda _: (span(" ", 100, 108),), 0, [], 1, []),
}  # fmt: skip


@pytest.mark.parametrize(("made", "one", "lines", "other", "rest"), LINES.values(), ids=LINES)
def test_spans_of_one_line(made: Made, one: float, lines: list[str], other: float, rest: list[str]) -> None:
    assert (said(*made(one)), said(*made(other))) == (lines, rest)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_lines_in_another_direction(turn: int) -> None:
    spans = [
        upwards(each, turn) for each in (span("m", 100, 108), span("2", 108, 112, 96, size=7), span("in all", 116, 130))
    ]
    (line,) = text_lines(spans)
    assert (line.text, line.turn, line.size) == ("m² in all", turn, 10)


def test_signs_that_are_set_raised_stay_as_they_are() -> None:
    assert said(span("x", 100, 108), span("*", 108, 112, 96, size=7)) == ["x*"]
    assert said(span("x", 100, 108), span("′", 108, 112, 96, size=7)) == ["x′"]


def test_of_two_scripts_above_each_other_the_lower_comes_first() -> None:
    assert said(span("x", 100, 108), span("2", 108, 112, 96, size=7), span("i", 108, 112, 103, size=7)) == ["xᵢ²"]


def test_a_number_at_a_tick_is_no_script_of_a_panel_s_letter() -> None:
    assert sorted(said(span("(a)", 100, 114), span("6.68", 116, 127, base=101, size=5))) == ["(a)", "6.68"]
    assert said(span("(x)", 100, 114), span("2", 114.5, 117, base=96, size=5)) == ["(x)²"]


def test_a_line_is_bold_if_all_of_it_is() -> None:
    (line,) = text_lines([span("Time", 100, 120, bold=True), span("in", 123, 133, bold=True)])
    assert (line.bold, line.box) == (True, (100, 92, 133, 102))
    (line,) = text_lines([span("Time", 100, 120, bold=True), span("in", 123, 133)])
    assert not line.bold


def test_slanted_spans_stay_by_themselves() -> None:
    slanted = [replace(ONE, turn=None), replace(span("in", 123, 133), turn=None)]
    assert text_lines(slanted) == slanted


def bar(x0: float, wide: float, base: float = 100, *, high: float = 0.13) -> Path:
    """Return a bar that stands on the base line as a minus of the text's size does."""
    em = wide / 0.63
    return Path("rect", (x0, base - 0.27 * em - high * wide, x0 + wide, base - 0.27 * em), fill=BLACK)


def drawn(*paths: Path, texts: tuple[Text, ...] = (span("12", 110, 120),)) -> list[str]:
    return [character.text for character in drawn_characters(texts, paths)]


Drawn = Callable[[float], Path]
MINUS: dict[str, tuple[Drawn, float, float]] = {
    "before a number": (lambda x: bar(110 - 6.3 - x, 6.3), 3.4, 3.6),
    "over a number": (lambda x: bar(110 - 6.3 + x, 6.3), 0.9, 1.1),
    "behind a number": (lambda x: bar(120 + x, 6.3), 3.4, 3.6),
    "on its base line": (lambda x: bar(103, 6.3, 100 + x), 0.6, 0.8),
    "of its size": (lambda x: bar(109 - x, x), 7.0, 7.2),
    "thick enough": (lambda x: bar(103, 6.3, high=x), 0.1, 0.08),
    "thin enough": (lambda x: bar(103, 6.3, high=x), 0.19, 0.21),
}


@pytest.mark.parametrize(("made", "minus", "none"), MINUS.values(), ids=MINUS)
def test_a_bar_that_is_a_minus(made: Drawn, minus: float, none: float) -> None:
    assert (drawn(made(minus)), drawn(made(none))) == (["−"], [])


def glyph(x0: float, wide: float = 5, high: float = 7, base: float = 100, *, segments: int = 8) -> Path:
    return Path("mark", (x0, base - high, x0 + wide, base), fill=BLACK, segments=segments)


GLYPHS: dict[str, tuple[Drawn, float, float]] = {
    "close behind a text": (lambda x: glyph(120 + x), 2.9, 3.1),
    "close before a text": (lambda x: glyph(105 - x), 2.9, 3.1),
    "of many segments": (lambda x: glyph(121, segments=int(x)), 5, 4),
    "high enough": (lambda x: glyph(121, high=x), 3.1, 3),
    "no higher than a letter": (lambda x: glyph(121, high=x), 10.4, 10.5),
    "no wider than a letter": (lambda x: glyph(121, wide=x), 10.9, 11.1),
    "below the base line": (lambda x: glyph(121, base=100 + x), 2.9, 3.1),
    "above the base line": (lambda x: glyph(121, base=100 - x), 1.1, 1.3),
}


@pytest.mark.parametrize(("made", "letter", "none"), GLYPHS.values(), ids=GLYPHS)
def test_a_shape_that_is_a_letter(made: Drawn, letter: float, none: float) -> None:
    assert (drawn(made(letter)), drawn(made(none))) == ([UNKNOWN], [])


def test_a_letter_between_two_pieces_may_stand_further_off() -> None:
    texts = (span("12", 110, 120), span("34", 137, 147))
    assert drawn(glyph(126, wide=5), texts=texts) == [UNKNOWN]
    assert drawn(glyph(126, wide=5), texts=texts[:1]) == []
    assert drawn(glyph(126.3, wide=5), texts=texts) == []


def test_what_is_drawn_in_outlines_is_no_letter() -> None:
    shape = glyph(121)
    assert (
        drawn(replace(shape, stroke=BLACK))
        == drawn(replace(shape, fill=None))
        == drawn(replace(shape, kind="curve"))
        == []
    )
    assert drawn(shape, texts=()) == []


def test_a_minus_before_a_text_that_reads_upwards() -> None:
    number = upwards(span("12", 110, 120))
    x0, y0, x1, y1 = bar(103, 6.3).box
    (minus,) = drawn_characters([number], [Path("rect", (y0, -x1, y1, -x0), fill=BLACK)])
    assert (minus.text, minus.turn) == ("−", 1)
    assert minus.base == pytest.approx(100)


BLOCKS: dict[str, tuple[Callable[[float], Text], float, float]] = {
    "near enough": (lambda x: span("in s", 100, 120, 100 + x), 17.4, 17.5),
    "far enough": (lambda x: span("in s", 100, 120, 100 + x), 8.1, 8),
    "of one size": (lambda x: span("in s", 100, 120, 112, size=x), 10.7, 10.8),
    "centred": (lambda x: span("in s", 90 + x, 130 + x, 112), 3.9, 4),
    "flush": (lambda x: span("in s", 100 + x, 180, 112), 1.4, 1.5),
}


@pytest.mark.parametrize(("made", "one", "other"), BLOCKS.values(), ids=BLOCKS)
def test_lines_of_one_block(made: Callable[[float], Text], one: float, other: float) -> None:
    assert [text.text for text in blocks([made(one), ONE])] == ["Time in s"]
    assert sorted(text.text for text in blocks([ONE, made(other)])) == ["Time", "in s"]


def test_a_block_goes_on_from_its_last_line() -> None:
    lines = [span(words, 100, 120, 100 + 12 * n) for n, words in enumerate(("Time", "of the", "day"))]
    (block,) = blocks(lines[::-1])
    assert (block.text, block.base, block.box) == ("Time of the day", 124, (100, 92, 120, 126))
