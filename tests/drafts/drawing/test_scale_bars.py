"""Scale bars in photographs: first what is none, then each way to draw one."""

import pytest

from capassist.drafts.drawing.ink import Canvas, Path
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
