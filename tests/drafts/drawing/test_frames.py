"""What may be the frame of axes: each way to draw one, on both sides of its bounds."""

from collections.abc import Callable

import pytest

from capassist.drafts.drawing.frames import Frame, frames_of
from capassist.drafts.drawing.ink import Canvas, Path
from capassist.model import Box

PAGE: Box = (0.0, 0.0, 500.0, 400.0)
ONE: Box = (80.0, 60.0, 280.0, 180.0)
BLACK = (0.0, 0.0, 0.0)
Drawn = list[Path]


def frames(*paths: Path, images: tuple[Box, ...] = ()) -> list[Frame]:
    return frames_of(Canvas(PAGE, (), paths, images))


def line(x0: float, y0: float, x1: float, y1: float) -> Path:
    return Path("line", (x0, y0, x1, y1), stroke=BLACK)


def rectangle(x0: float, y0: float, x1: float, y1: float, tone: float | None = None, *, drawn: bool = False) -> Path:
    return Path("rect", (x0, y0, x1, y1), BLACK if drawn else None, None if tone is None else (tone, 1.0, 1.0))


def clipped(*clip: float, kind: str = "curve") -> Path:
    return Path(kind, (100, 100, 200, 150), stroke=BLACK, clip=clip)  # type: ignore[arg-type]


def level(*heights: float, x0: float = 80, x1: float = 280) -> Drawn:
    return [line(x0, y, x1, y) for y in heights]


def upright(*places: float, y0: float = 60, y1: float = 180) -> Drawn:
    return [line(x, y0, x, y1) for x in places]


def bars(*tops: float, foot: float = 180, tone: float = 0.5, x: float = 90) -> Drawn:
    return [rectangle(x + 30 * n, top, x + 20 + 30 * n, foot, tone) for n, top in enumerate(tops)]


def outlined(*box: float) -> Path:
    return rectangle(*box[:4], drawn=True)


# name -> what is drawn for a measure, the measures at which there is a frame and at which there is none, its weight
FRAMES: dict[str, tuple[Callable[[float], Drawn], float, float, float]] = {
    "a clip around data": (lambda x: [clipped(x, 60, 280, 180)], -3, -3.1, 2.01),
    "a clip smaller than the figure": (lambda x: [clipped(0, 0, 500, x)], 394, 394.5, 2.01),
    "an outline": (lambda x: [outlined(80, 60, 280, 60 + x)], 3, 2.9, 7),
    "an outline that is long enough": (lambda x: [outlined(80, 60, 100, 60 + x)], 25, 24.9, 7),
    "a pale fill": (lambda x: [rectangle(*ONE, x)], 0.86, 0.85, 2),
    "a fill that is not white": (lambda x: [rectangle(*ONE, x)], 0.99, 0, 2),
    "a white fill": (lambda x: [rectangle(*ONE, x)], 0.995, 0.2, 0.5),
    "a pale fill with an outline": (lambda x: [rectangle(*ONE, x, drawn=True)], 0.86, 0.85, 7),
    "lines that meet at the left": (lambda x: [*level(180), *upright(80 + x)], 1.9, 2, 4),
    "lines that meet at the right": (lambda x: [*level(180), *upright(280 + x)], 1.9, 2, 4),
    "lines that meet below": (lambda x: [*level(180), *upright(80, y1=180 + x)], 1.9, 2, 4),
    "lines that meet above": (lambda x: [*level(180), *upright(80, y1=180 - x)], 1.9, 2, 4),
    "lines that are long enough": (lambda x: [*level(180, x1=80 + x), *upright(80)], 14, 13.9, 4),
    "a grid": (lambda x: [*level(80, 160)[: int(x)], *upright(120, 240)], 2, 1, 2),
    "a grid from side to side": (lambda x: [*level(80, 160), *upright(120, 240)[: int(x)]], 2, 1, 2),
    "a grid within its lines": (lambda x: [*level(80, 160), *upright(120, x)], 282, 282.1, 2),
    "a grid within its lines at the left": (lambda x: [*level(80, 160), *upright(x, 240)], 78, 77.9, 2),
    "a grid within its upright lines": (lambda x: [*level(80, x), *upright(120, 240)], 182, 182.1, 2),
    "even lines": (lambda x: level(*(60 + 60 * n for n in range(int(x)))), 3, 2, 4),
    "nearly even lines close together": (lambda x: level(60, 75, 90 + x), 2, 3, 4),
    "nearly even lines": (lambda x: level(60, 120, 180 + x), 6, 7, 4),
    "even upright lines": (lambda x: upright(80, 180, 280 + x), 11, 12, 4),
    "bars": (lambda x: [*upright(80), *bars(100, 80)[: int(x)]], 2, 1, 3),
    "bars that are not white": (lambda x: [*upright(80), *bars(100, 80, tone=x)], 0.5, 0.995, 3),
    "high bars": (lambda x: [*upright(80), *bars(x, x)], 36.1, 36, 3),
    "low bars": (lambda x: [*upright(80), *bars(x, x)], 155.9, 156, 3),
    "bars that end lower": (lambda x: [*upright(80), *bars(100, 80, foot=180 + x)], 1, 2, 3),
    "bars that end higher": (lambda x: [*upright(80), *bars(100, 80, foot=180 - x)], 1, 2, 3),
    "bars right of the line": (lambda x: [*upright(80), *bars(100, 80, x=x)], 80.1, 80, 3),
}


@pytest.mark.parametrize(("drawn", "framed", "loose", "weight"), FRAMES.values(), ids=FRAMES)
def test_a_way_to_draw_a_frame(drawn: Callable[[float], Drawn], framed: float, loose: float, weight: float) -> None:
    weights = [round(frame.weight, 2) for frame in frames(*drawn(framed))]
    if weight == 0.5:  # a white fill is beneath much else
        assert weights == [0.5]
        assert frames(*drawn(loose)) == []
        return
    assert max(weights) == weight
    assert all(frame.weight < 1 for frame in frames(*drawn(loose)))


def test_where_a_frame_is() -> None:
    def boxes(*paths: Path, images: tuple[Box, ...] = ()) -> list[Box]:
        return [frame.box for frame in frames(*paths, images=images)]

    assert boxes(*level(180), *upright(80)) == [ONE]
    assert boxes(*level(80, 160), *upright(120, 240)) == [ONE]
    assert boxes(*level(60, 120, 180)) == [ONE]
    assert boxes(*upright(80, 180, 280)) == [ONE]
    assert boxes(*upright(80), *bars(100, 80)) == [(80, 60, 140, 180)]
    assert boxes(clipped(*ONE, kind="line")) == []
    assert boxes(rectangle(*ONE)) == []
    assert boxes(images=((80, 60, 100, 161),)) == [(80, 60, 100, 161)]
    assert boxes(images=((80, 60, 100, 160),)) == []


# name -> what is drawn for a measure, and how many frames these are at two measures
MERGED: dict[str, tuple[Callable[[float], Drawn], float, int, float, int]] = {
    "one drawn twice": (lambda x: [outlined(*ONE), outlined(80, 60, 280 - x, 180)], 27.9, 1, 28.1, 2),
    "small ones that are shifted": (
        lambda x: [outlined(80, 60, 110, 90), outlined(80 + x, 60 + x, 110 + x, 90 + x)], 3.4, 1, 3.5, 2,
    ),
    "a band in a frame": (lambda x: [outlined(*ONE), rectangle(80 + x, 60, 280, 120, 0.9)], 1.9, 1, 2, 2),
    "a band at its other side": (lambda x: [outlined(*ONE), rectangle(80, 60, 280 - x, 120, 0.9)], 1.9, 1, 2, 2),
    "an upright band": (lambda x: [outlined(*ONE), rectangle(80, 60 + x, 180, 180, 0.9)], 1.9, 1, 2, 2),
    "a band over its edge": (lambda x: [outlined(*ONE), rectangle(80, 60 - x, 280, 120, 0.9)], 2, 1, 2.1, 2),
}  # fmt: skip


@pytest.mark.parametrize(("drawn", "one", "count", "other", "rest"), MERGED.values(), ids=MERGED)
def test_frames_that_are_one(drawn: Callable[[float], Drawn], one: float, count: int, other: float, rest: int) -> None:
    assert (len(frames(*drawn(one))), len(frames(*drawn(other)))) == (count, rest)


def test_a_band_with_data_of_its_own_stays() -> None:
    """A clipped one is no stripe of a frame that is none itself, and clipped ones fill what is drawn around them."""
    half, rest = (80.0, 60.0, 280.0, 120.0), (80.0, 120.0, 280.0, 180.0)
    assert {frame.box for frame in frames(outlined(*ONE), clipped(*half))} == {ONE, half}
    assert {frame.box for frame in frames(outlined(*ONE), clipped(*ONE), clipped(*half))} == {ONE}
    assert {frame.box for frame in frames(outlined(*ONE), clipped(*half), clipped(*rest), rectangle(80, 60, 140, 180, 0.9))} == {
        ONE, half, rest, (80, 60, 140, 180),
    }  # fmt: skip


SPINES: dict[str, tuple[Callable[[float], Drawn], float, float, set[str]]] = {
    "long enough at the foot": (lambda x: level(180, x1=80 + x), 160.1, 160, {"bottom"}),
    "long enough at the head": (lambda x: level(60, x1=80 + x), 160.1, 160, {"top"}),
    "near the foot": (lambda x: level(180 + x), 1.9, 2, {"bottom"}),
    "at the left": (lambda x: upright(80, y0=180 - x), 96.1, 96, {"left"}),
    "near the right": (lambda x: upright(280 + x), 1.9, 2, {"right"}),
}


@pytest.mark.parametrize(("drawn", "spine", "none", "sides"), SPINES.values(), ids=SPINES)
def test_the_sides_that_have_spines(
    drawn: Callable[[float], Drawn], spine: float, none: float, sides: set[str]
) -> None:
    def found(measure: float) -> Frame:
        return next(frame for frame in frames(clipped(*ONE), *drawn(measure)) if frame.clipped)

    assert (found(spine).sides, found(none).sides) == (sides, set())
    assert (found(spine).weight, found(none).weight) == (3.01, 2.01)
