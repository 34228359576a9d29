"""Scale bars in photographs: first what is none, then each way to draw one."""

import pytest

from capassist.drafts.drawing import scale_bars
from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.drafts.drawing.scale_bars import scale_bars_of
from capassist.model import Box
from tests.drafts.drawing.test_panels import line, text

PHOTO = (0.0, 0.0, 200.0, 150.0)
BAR = line(140, 130, 180, 130)
WHITE = Path("rect", (140.0, 129.0, 180.0, 132.0), fill=(1.0, 1.0, 1.0))


def bars(*content: object, images: tuple[Box, ...] = (PHOTO,)) -> tuple[str, ...]:
    texts = tuple(item for item in content if not isinstance(item, Path))
    return scale_bars_of(Canvas(PHOTO, texts, tuple(p for p in content if isinstance(p, Path)), images))  # type: ignore[arg-type]


NONE = {
    "no picture": ((text("10 µm", 160, 120), BAR), ()),
    "no bar": ((text("10 µm", 160, 120),), (PHOTO,)),
    "a bar elsewhere": ((text("10 µm", 40, 20), BAR), (PHOTO,)),
    "no length": ((text("10 s", 160, 120), BAR), (PHOTO,)),
    "a name": ((text("liver", 160, 120), BAR), (PHOTO,)),
    "a line across the picture": ((text("10 µm", 100, 120), line(0, 130, 200, 130)), (PHOTO,)),
}


@pytest.mark.parametrize(("content", "images"), NONE.values(), ids=NONE)
def test_what_is_no_scale_bar_is_none(content: tuple[object, ...], images: tuple[Box, ...]) -> None:
    assert bars(*content, images=images) == ()


FOUND = {
    "above the bar": (text("10 µm", 160, 120), BAR),
    "below the bar": (text("10 µm", 160, 141), BAR),
    "a bar with a height": (text("10 µm", 160, 121), WHITE),
    "beside the bar": (text("10 µm", 120, 130), BAR),
}


@pytest.mark.parametrize("content", FOUND.values(), ids=FOUND)
def test_a_length_at_a_bar_is_its_scale(content: tuple[object, ...]) -> None:
    assert bars(*content) == ("10 µm",)


AREA: Box = (100.0, 100.0, 200.0, 200.0)
WORDS: Box = (140.0, 150.0, 160.0, 160.0)  # 10 points high
MEASURED: dict[str, tuple[Box, bool]] = {
    "below": ((135, 162, 165, 164), True),
    "as far below as may be": ((135, 173, 165, 175), True),
    "too far below": ((135, 173.1, 165, 175.1), False),
    "touching the text from below": ((135, 155, 165, 157), True),
    "in it": ((145, 154.9, 165, 156.9), False),
    "above": ((135, 145, 165, 147), True),
    "as far above as may be": ((135, 135, 165, 137), True),
    "too far above": ((135, 134.9, 165, 136.9), False),
    "as short as may be": ((144, 162, 156, 164), True),
    "too short": ((144, 162, 155.9, 164), False),
    "as long as may be": ((120, 162, 180, 164), True),
    "too long": ((120, 162, 180.1, 164), False),
    "as high as may be": ((135, 162, 165, 169), True),
    "too high": ((135, 162, 165, 169.1), False),
    "as far to the right as may be": ((160, 162, 180, 164), True),
    "too far to the right": ((160.1, 162, 180, 164), False),
    "as far to the left as may be": ((110, 162, 140, 164), True),
    "too far to the left": ((110, 162, 139.9, 164), False),
    "beside": ((165, 154, 190, 156), True),
    "as far beside as may be": ((173, 154, 190, 156), True),
    "too far beside": ((173.1, 154, 190, 156), False),
    "left of it": ((110, 154, 135, 156), True),
    "beside, hardly level": ((165, 159.9, 190, 161.9), True),
    "not level": ((165, 160, 190, 162), False),
}


@pytest.mark.parametrize(("bar", "is_one"), MEASURED.values(), ids=MEASURED)
def test_where_a_bar_stands_at_its_length(bar: Box, is_one: bool) -> None:
    assert scale_bars._measures(Text("5 m", WORDS, 158, 10.0), Path("rect", bar), AREA) is is_one


@pytest.mark.parametrize(("dx", "inside"), [(50, True), (50.1, False), (-50, True), (-50.1, False)])
def test_both_are_in_the_picture(dx: float, inside: bool) -> None:
    box, bar = (140 + dx, 150, 160 + dx, 160), (140 + dx, 162, 160 + dx, 164)
    assert scale_bars._measures(Text("5 m", box, 158, 10.0), Path("rect", bar), AREA) is inside


@pytest.mark.parametrize(
    ("path", "is_bar"),
    [
        (Path("rect", (0, 0, 20.1, 10)), True), (Path("rect", (0, 0, 20, 10)), False), (Path("line", (0, 0, 9, 0)), True),
        (Path("line", (0, 0, 0, 9)), False), (Path("curve", (0, 0, 90, 1)), False),
    ],
)  # fmt: skip
def test_which_paths_can_be_bars(path: Path, is_bar: bool) -> None:
    assert scale_bars._is_bar(path) is is_bar
