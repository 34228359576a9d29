"""Which paths are the keys of which texts, and which of these make a legend: on both sides of each bound."""

from collections.abc import Callable, Sequence

import pytest

from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.drafts.drawing.legends import legends_of
from capassist.model import LegendEntry

RED, BLUE, BLACK = (0.9, 0.1, 0.1), (0.1, 0.2, 0.8), (0.0, 0.0, 0.0)
Item = Text | Path


def text(words: str, x: float, y: float, *, size: float = 10, turn: int = 0, right: float | None = None) -> Text:
    """Return a text whose box begins at x and has its middle at y."""
    end = x + 5 * len(words) if right is None else right
    return Text(words, (x, y - 5, end, y + 5), y + 3, size, turn)


def line(x0: float, y: float, x1: float, colour: tuple[float, float, float] = BLACK, **style: bool) -> Path:
    return Path("line", (x0, y, x1, y), stroke=colour, width=1, **style)  # type: ignore[arg-type]


def rect(*box: float, colour: tuple[float, float, float] = BLACK) -> Path:
    return Path("rect", box, fill=colour)  # type: ignore[arg-type]


def mark(x: float, y: float, size: float = 4) -> Path:
    return Path("mark", (x - size / 2, y - size / 2, x + size / 2, y + size / 2), None, BLUE)


def entries(items: Sequence[Item]) -> list[LegendEntry]:
    texts = tuple(item for item in items if isinstance(item, Text))
    paths = tuple(item for item in items if isinstance(item, Path))
    return [entry for legend in legends_of(Canvas((0, 0, 500, 400), texts, paths), texts) for entry in legend.entries]


def told(items: Sequence[Item]) -> str:
    return " ".join(entry.text for entry in entries(items))


def second(*items: Item, x: float = 100, y: float = 75, size: float = 10, **key: float) -> list[Item]:
    """Return two entries, the upper of which is plain; of the lower one the key's box may be told."""
    box = (key.get("x0", 70), key.get("y0", 73), key.get("x1", 90), key.get("y1", 77))
    return [text("model", 100, 60), line(70, 60, 90, RED), text("data", x, y, size=size), *(items or [rect(*box)])]


Made = Callable[[float], Sequence[Item]]
# The entry "data" for a measure: those at which it has its key, and has none (then one entry alone is no legend)
KEYED: dict[str, tuple[Made, float, float]] = {
    "high": (lambda x: second(y0=75 - x / 2, y1=75 + x / 2), 21, 21.1),
    "large enough": (lambda x: second(x0=80 - x / 2, x1=80 + x / 2, y0=75, y1=75 + x), 2.5, 2.4),
    "a mark that is large enough": (lambda x: second(mark(80, 75, x)), 0.9, 0.8),
    "level with its text": (lambda x: second(y0=73 + x, y1=77 + x), 4.7, 4.9),
    "near its text": (lambda x: second(x0=70 - x, x1=90 - x), 14, 14.1),
    "over its text": (lambda x: second(x0=80, x1=100 + x), 3, 3.1),
    "a line rather than a stroke": (lambda x: second(line(80, 75, 80 + x, BLUE)), 2.5, 2.4),
    "of a text's size": (lambda x: second(size=x), 11.5, 11.6),
    "below": (lambda x: second(y=60 + x, y0=58 + x, y1=62 + x), 31.9, 32),
    "below, and not beside": (lambda x: second(y=60 + x, y0=58 + x, y1=62 + x), 7.1, 7),
    "a text with a letter": (lambda x: [*second()[:2], text("data+"[int(x):], 100, 75), rect(70, 73, 90, 77)], 0, 4),
    "flush with the other": (lambda x: second(x=100 + x, x0=80, x1=95), 4.9, 5),
    "its key below the other's": (lambda x: second(x=110, x0=70 + x, x1=90 + x), 3.9, 4.1),
}  # fmt: skip


@pytest.mark.parametrize(("made", "keyed", "none"), KEYED.values(), ids=KEYED)
def test_a_key_beside_its_text(made: Made, keyed: float, none: float) -> None:
    assert told(made(keyed)).startswith("model data")
    assert told(made(none)) == ""


def row(*places: float, colours: tuple = (RED, BLUE, BLACK), y: float = 300, down: float = 0) -> list[Item]:
    """Return entries beside each other, whose keys begin at these places."""
    return [
        item
        for n, x in enumerate(places)
        for item in (line(x, y + down * n, x + 20, colours[n]), text("abc"[n] * 4, x + 25, y + down * n))
    ]


LEGENDS: dict[str, tuple[Made, float, str, float, str]] = {
    "beside each other": (lambda x: row(100, 145 + x), 94.9, "aaaa bbbb", 95, ""),
    "on one line": (lambda x: row(100, 200, down=x), 0.4, "aaaa bbbb", 3, ""),
    "keys that look alike": (lambda x: row(100, 200, colours=(RED, (x, 0.1, 0.1))), 0.8, "aaaa bbbb", 0.9, ""),
    "one in a box of its own": (
        lambda x: [*row(100), rect(95, 285, 160, 285 + x)], 39.9, "aaaa", 40, "",
    ),
    "one in a box that is not too wide": (lambda x: [*row(100), rect(95, 290, 95 + x, 310)], 127, "aaaa", 128, ""),
    "one right of its box's edge": (lambda x: [*row(100), rect(x, 290, 160, 310)], 99.9, "aaaa", 100, ""),
    "one that ends in its box": (lambda x: [*row(100), rect(95, 290, x, 310)], 144.1, "aaaa", 144, ""),
    "one below its box's edge": (lambda x: [*row(100), rect(95, x, 160, 310)], 296.9, "aaaa", 297, ""),
    "one above its box's foot": (lambda x: [*row(100), rect(95, 290, 160, x)], 303.1, "aaaa", 303, ""),
    "a number in a box": (
        lambda x: [line(100, 300, 120, RED), text("12ab"[: int(x)], 125, 300), rect(95, 290, 160, 310)], 3, "12a", 2, "",
    ),
    "one drawn in the plot": (lambda x: [*row(100), rect(200, 100, 200 + x, 110, colour=RED)], 40.1, "aaaa", 40, ""),
    "one drawn high in the plot": (lambda x: [*row(100), rect(200, 100, 210, 100 + x, colour=RED)], 40.1, "aaaa", 40, ""),
    "one whose key is wide": (
        lambda x: [line(120 - x, 300, 120, RED), text("aaaa", 125, 300), rect(200, 100, 300, 110, colour=RED)], 16, "aaaa", 15.9, "",
    ),
    "one in a bright colour": (
        lambda x: [line(100, 300, 120, (x, 0.1, 0.1)), text("aaaa", 125, 300), rect(200, 100, 300, 110, colour=(x, 0.1, 0.1))], 0.31, "aaaa", 0.29, "",
    ),
    "two lines with one key": (
        lambda x: [text("of the", 125, 294), text("sea", 125, 294 + x), rect(100, 296, 120, 304), text("b", 125, 320), line(100, 320, 120, RED)],
        17.4, "of the sea b", 17.6, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "one", "said", "other", "rest"), LEGENDS.values(), ids=LEGENDS)
def test_entries_that_make_a_legend(made: Made, one: float, said: str, other: float, rest: str) -> None:
    found = (told(made(one)), told(made(other)))
    assert found == (said, rest)


def test_what_keys_say_of_their_entries() -> None:
    drawn = [
        text("solid", 100, 60), line(70, 60, 90, RED),
        text("dashed", 100, 75), line(70, 75, 90, BLUE, dashed=True),
        text("pieces", 100, 90), *(line(x, 90, x + 4, (0.2, 0.7, 0.2)) for x in (76, 82, 88)),
        text("points", 100, 105), line(70, 105, 90), mark(80, 105),
        text("patch", 100, 120), rect(70, 116, 90, 124, colour=(1.0, 0.5, 0.05)),
    ]  # fmt: skip
    assert [(e.text, e.colour, e.marker, e.line) for e in entries(drawn)] == [
        ("solid", "red", False, "solid"),
        ("dashed", "blue", False, "dashed"),
        ("pieces", "green", False, "dashed"),
        ("points", None, True, "solid"),
        ("patch", "orange", False, None),
    ]


def test_a_colour_that_two_entries_share_is_said_of_neither() -> None:
    drawn = [*row(100, 200, 300, colours=(RED, RED, BLUE))]
    drawn[2] = line(200, 300, 221, RED)
    assert [entry.colour for entry in entries(drawn)] == [None, None, "blue"]


def test_a_legend_in_columns_is_read_downwards() -> None:
    def column(x: float, *names: str) -> list[Item]:
        colours = iter((RED, BLUE) if x < 150 else (BLACK, (0.2, 0.7, 0.2)))
        return [
            item
            for n, name in enumerate(names)
            for item in (line(x, 300 + 15 * n, x + 20, next(colours)), text(name, x + 25, 300 + 15 * n))
        ]

    assert told([*column(200, "c", "d"), *column(100, "a", "b")]) == "a b c d"
    assert told([*column(200, "c"), *column(100, "a")]) == "a c"


def test_keys_right_of_their_texts() -> None:
    def right(gap: float) -> list[Item]:
        return [
            text("aaaa", 100, 300), line(120 + gap, 300, 140 + gap, RED),
            text("bbbb", 100, 315), line(120 + gap, 315, 140 + gap, BLUE),
        ]  # fmt: skip

    assert [told(right(gap)) for gap in (-3, -3.1, 24, 24.1)] == ["aaaa bbbb", "", "aaaa bbbb", ""]


def test_what_is_too_large_or_stands_upright_is_no_key() -> None:
    for key in (
        Path("line", (80, 65, 80, 85), stroke=BLUE),
        rect(30, 73, 90, 77),
        rect(70, 62, 90, 88),
        rect(89, 75, 89.5, 75.5),
    ):
        assert told(second(key)) == ""
