"""The strips above and beside small charts: on both sides of what makes a strip one."""

from collections.abc import Callable

import pytest

from capassist.drafts.drawing.facets import strips_of
from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.model import Box

CHARTS: tuple[Box, ...] = ((50.0, 60.0, 150.0, 160.0), (170.0, 60.0, 270.0, 160.0))


def strip(box: Box, tone: float = 0.85) -> Path:
    return Path("rect", box, fill=(1.0, tone, 1.0))


def text(words: str, x: float, y: float, turn: int | None = 0) -> Text:
    return Text(words, (x - 10, y - 4, x + 10, y + 4), y + 2, 8.0, turn)


def strips(
    *,
    left: float = 0,
    down: float = 0,
    wide: float = 0,
    high: float = 12,
    tone: float = 0.85,
    said: float = 0,
    turn: int | None = 0,
) -> list[str]:
    """Return the texts on two strips above charts: how far these stand off, how much wider and how high they are."""
    boxes = [(x0 + left, y0 - high + down, x1 + left + wide, y0 + down) for x0, y0, x1, _ in CHARTS]
    texts = [
        text(name, box[0] + 50, (box[1] + box[3]) / 2 - said, turn)
        for name, box in zip(("dry", "wet"), boxes, strict=True)
    ]
    canvas = Canvas((0, 0, 400, 300), tuple(texts), tuple(strip(box, tone) for box in boxes))
    return [each.text for each in strips_of(canvas, CHARTS, texts)]


def beside(*, left: float = 0, down: float = 0, long: float = 0, wide: float = 12, turn: int | None = 3) -> list[str]:
    """Return the texts on two strips right of charts."""
    boxes = [(x1 + left, y0 + down, x1 + left + wide, y1 + down + long) for _, y0, x1, y1 in CHARTS]
    texts = [text(name, (box[0] + box[2]) / 2, 110, turn) for name, box in zip(("dry", "wet"), boxes, strict=True)]
    canvas = Canvas((0, 0, 400, 300), tuple(texts), tuple(map(strip, boxes)))
    return [each.text for each in strips_of(canvas, CHARTS, texts)]


BOUNDS: dict[str, tuple[Callable[[float], list[str]], float, float]] = {
    "at the chart's left": (lambda x: strips(left=x, wide=-x), 2.4, 2.5),
    "touching the chart": (lambda x: strips(down=-x), 2.4, 2.5),
    "over the chart": (lambda x: strips(down=x), 2.4, 2.5),
    "as wide": (lambda x: strips(wide=x), 2.4, 2.5),
    "low": (lambda x: strips(high=x), 23.9, 24),
    "grey": (lambda x: strips(tone=x), 0.51, 0.5),
    "not white": (lambda x: strips(tone=x), 0.98, 0.99),
    "around its text": (lambda x: strips(said=x), 5.9, 6),
    "at the chart's right": (lambda x: beside(left=x), 2.4, 2.5),
    "beside the chart": (lambda x: beside(down=x), 2.4, 2.5),
    "as high": (lambda x: beside(long=x), 2.4, 2.5),
    "narrow": (lambda x: beside(wide=x), 23.9, 24),
}


@pytest.mark.parametrize(("made", "strip", "none"), BOUNDS.values(), ids=BOUNDS)
def test_what_makes_a_strip(made: Callable[[float], list[str]], strip: float, none: float) -> None:
    assert (made(strip), made(none)) == (["dry", "wet"], [])


def test_texts_on_strips_stand_in_their_direction() -> None:
    assert strips(turn=None) == strips(turn=1) == beside(turn=0) == []


def test_one_strip_is_none() -> None:
    box = (50.0, 48.0, 150.0, 60.0)
    dry = text("dry", 100, 54)
    assert strips_of(Canvas((0, 0, 400, 300), (dry,), (strip(box),)), CHARTS, [dry]) == []
