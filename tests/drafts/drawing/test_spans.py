"""The text of a drawing as the library gives it, in pieces; and what only looks like text."""

from typing import Any

import pytest

from capassist.drafts.drawing import spans
from capassist.drafts.drawing.spans import spans_of


def span(
    text: str, x: float = 100, *, step: float = 5, gaps: dict[int, float] | None = None, **said: Any
) -> dict[str, Any]:
    """Return a span whose letters are as wide as a step; gaps are the room before some of them."""
    characters, left = [], x
    for index, character in enumerate(text):
        left += (gaps or {}).get(index, 0.0)
        characters.append({"c": character, "bbox": (left, 92, left + step, 102), "origin": (left, 100)})
        left += step
    return {"chars": characters, "size": 10.0, "font": "Helvetica", "color": 0, **said}


def block(*spans: dict[str, Any], direction: tuple[float, float] = (1, 0)) -> dict[str, Any]:
    return {"lines": [{"dir": direction, "spans": list(spans)}]}


def said(*spans: dict[str, Any], direction: tuple[float, float] = (1, 0)) -> list[str]:
    return [text.text for text in spans_of([block(*spans, direction=direction), {}])[0]]


PIECES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a word": (span("Time"), ["Time"]),
    "two words": (span("Time  in"), ["Time in"]),
    "far apart": (span("Time", gaps={2: 10.1}), ["Ti", "me"]),
    "hardly apart": (span("Time", gaps={2: 10}), ["Time"]),
    "blanks alone": (span("  "), []),
    "blanks at its ends": (span(" Time "), ["Time"]),
    "not seen": (span("Time", alpha=0), []),
    "hardly seen": (span("Time", alpha=1), ["Time"]),
    "not known": (span("T\ufffdme"), ["T□me"]),
    "not taken apart": (
        {"text": " Time ", "bbox": (1, 2, 3, 4), "origin": (1, 3), "size": 10.0, "font": "a", "color": 0},
        ["Time"],
    ),
    "blanks not taken apart": (
        {"text": "  ", "bbox": (1, 2, 3, 4), "origin": (1, 3), "size": 10.0, "font": "a", "color": 0},
        [],
    ),
}


@pytest.mark.parametrize(("given", "pieces"), PIECES.values(), ids=PIECES)
def test_the_pieces_of_a_span(given: dict[str, Any], pieces: list[str]) -> None:
    assert said(given) == pieces


DIRECTIONS: dict[tuple[float, float], tuple[int | None, float]] = {  # its turn, and where its base line is
    (1, 0): (0, 100), (0, -1): (1, 100.5), (-1, 0): (2, 100), (0, 1): (3, 100.5), (0.7, 0.7): (None, 100), (1, 0.004): (0, 100),
}  # fmt: skip


@pytest.mark.parametrize(("direction", "placed"), DIRECTIONS.items(), ids=map(str, DIRECTIONS))
def test_the_direction_of_a_text(direction: tuple[float, float], placed: tuple[int | None, float]) -> None:
    (text,), _ = spans_of([block(span("I", 100.5), direction=direction)])
    assert (text.turn, text.base, text.box) == (*placed, (100.5, 92, 105.5, 102))


@pytest.mark.parametrize("turn", range(4))
def test_letters_far_apart_in_every_direction(turn: int) -> None:
    direction = [(1, 0), (0, -1), (-1, 0), (0, 1)][turn]
    boxes = [(0, 0, 5, 5), [(15.1, 0, 20, 5), (0, -15.1, 5, -10.1), (-15.1, 0, -10.1, 5), (0, 15.1, 5, 20)][turn]]
    letters = [{"c": "ab"[n], "bbox": box, "origin": (box[0], box[3])} for n, box in enumerate(boxes)]
    assert said({"chars": letters, "size": 10.0, "font": "a", "color": 0}, direction=direction) == ["a", "b"]
    assert said({"chars": letters, "size": 10.2, "font": "a", "color": 0}, direction=direction) == ["ab"]


def test_bold_letters() -> None:
    for given, bold in (
        (span("a"), False),
        (span("a", font="Arial-Bold"), True),
        (span("a", flags=16), True),
        (span("a", flags=15), False),
    ):
        assert spans_of([block(given)])[0][0].bold is bold


def marks(*given: dict[str, Any]) -> tuple[list[str], int]:
    texts, found = spans_of([block(*given)])
    return [text.text for text in texts], len(found)


def test_symbols_are_marks() -> None:
    (mark,) = spans_of([block(span("l", font="ZapfDingbats", color=0xFF8000))])[1]
    assert (mark.kind, mark.box, mark.fill) == ("mark", (100, 92, 105, 102), (1.0, 128 / 255, 0.0))
    assert marks(span("a", font="Symbol")) == (["a"], 0)  # a Greek letter
    assert marks(span("●", font="Symbol")) == ([], 1)
    assert marks(span("●")) == (["●"], 0)


def test_what_stands_in_a_figure_again_and_again_is_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "REPEATED", 2)
    assert marks(*[span("x")] * 2) == (["x"] * 2, 0)
    assert marks(*[span("x")] * 3) == ([], 3)
    assert marks(*[span("xy")] * 3) == ([], 3)
    assert marks(*[span("xyz")] * 3)[1] == 0
    assert marks(*[span("10")] * 3)[1] == 0
    assert marks(*[span("x")] * 2, span("x", size=11.0)) == (["x"] * 3, 0)
    monkeypatch.setattr(spans, "MOST_MARKS", 3)
    assert marks(*[span("x")] * 5) == ([], 3)


SLANTED: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "a number in three pieces": ([span("0"), span("."), span("48")], ["0.48"]),
    "a power in two sizes": ([span("10"), span("4", size=7.0)], ["10", "4"]),
    "a page with too much text": (
        [{**span("0"), "chars": None, "text": "0", "bbox": (0, 0, 5, 5), "origin": (0, 5)}, span(".4")],
        ["0", ".4"],
    ),
}


@pytest.mark.parametrize(("line", "expected"), SLANTED.values(), ids=SLANTED)
def test_a_slanted_text_is_whole_where_it_is_of_one_size(line: list[dict[str, Any]], expected: list[str]) -> None:
    assert said(*line, direction=(0.71, -0.71)) == expected
