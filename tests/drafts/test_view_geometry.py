"""How a view of a file is worked out: cut, turned, stretched."""

from typing import Any

import pytest

from capassist.drafts.view_geometry import Crop, Operation, Stretch, Turn, UnclearViewError, first_crop, operations
from capassist.model import Step, View


def points(*values: float) -> tuple[tuple[float, float, float], ...]:
    return tuple((value, 0.0, 0.0) for value in values)


def shares(*values: float) -> tuple[tuple[float, float, float], ...]:
    """Return measures as shares of the width and the height by turns."""
    return tuple((0.0, 0.0, value) if index % 2 else (0.0, value, 0.0) for index, value in enumerate(values))


def worked_out(*steps: Step, width: float = 200, height: float = 100) -> list[Any]:
    return [rounded(each) for each in operations(View(steps=steps), width, height)]


def rounded(step: Operation) -> Operation:
    if isinstance(step, Crop):
        return Crop(tuple(round(edge, 6) for edge in step.box))  # type: ignore[arg-type]
    return step if isinstance(step, Turn) else Stretch(round(step.shape, 6), step.across, step.over)


TRIM = Step("trim", points(20, 10, 40, 30))
STEPS: dict[str, tuple[tuple[Step, ...], list[Operation]]] = {
    "nothing": ((), []),
    "trimmed": ((TRIM,), [Crop((0.1, 0.3, 0.8, 0.9))]),
    "a viewport": ((Step("viewport", points(20, 10, 160, 70)),), [Crop((0.1, 0.3, 0.8, 0.9))]),
    "beyond the page": ((Step("viewport", points(-20, -10, 260, 170)),), [Crop((0, 0, 1, 1))]),
    "by shares": ((Step("trim", shares(0.25, 0.5, 0.25, 0)),), [Crop((0.25, 0, 0.75, 0.5))]),
    "turned": ((Step("turn", points(90)),), [Turn(90)]),
    "turned and trimmed": ((Step("turn", points(90)), TRIM), [Turn(90), Crop((0.2, 0.15, 0.6, 0.95))]),
    "stretched": ((Step("resize", points(100, 200)),), [Stretch(0.5)]),
    "mirrored": ((Step("resize", points(-100, 100)),), [Stretch(1, across=True)]),
    "on its head": ((Step("resize", points(100, -100)),), [Stretch(1, over=True)]),
    "stretched and trimmed": ((Step("resize", points(100, 200)), TRIM), [Stretch(0.5), Crop((0.2, 0.15, 0.6, 0.95))]),
    "as wide": ((Step("resize", points(100, 0)), Step("trim", points(10, 5, 20, 15))), [Crop((0.1, 0.3, 0.8, 0.9))]),
    "as high": ((Step("resize", points(0, 50)), Step("trim", points(10, 5, 20, 15))), [Crop((0.1, 0.3, 0.8, 0.9))]),
    "trimmed twice": ((TRIM, Step("trim", points(14, 6, 0, 0))), [Crop((0.1, 0.3, 0.8, 0.9)), Crop((0.1, 0, 1, 0.9))]),
    "of a size that only TeX knows, by shares": ((Step("resize"), Step("trim", shares(0.25, 0, 0.25, 0))), [Crop((0.25, 0, 0.75, 1))]),
    "known again": ((Step("resize"), Step("resize", points(100, 200)), TRIM), [Stretch(0.5), Crop((0.2, 0.15, 0.6, 0.95))]),
    "stretched by shares": ((Step("resize", shares(0.5, 1)), TRIM), [Stretch(1), Crop((0.2, 0.3, 0.6, 0.9))]),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "found"), STEPS.values(), ids=STEPS)
def test_what_is_done_to_a_page(steps: tuple[Step, ...], found: list[Operation]) -> None:
    assert worked_out(*steps) == found


UNCLEAR = {
    "nothing is left": (Step("trim", points(120, 0, 80, 0)),),
    "nothing is left in height": (Step("trim", points(0, 50, 0, 50)),),
    "outside": (Step("viewport", points(210, 0, 260, 70)),),
    "at a size that only TeX knows": (Step("resize"), TRIM),
    "at a share of it": (Step("resize"), Step("resize", shares(0.5, 1)), TRIM),
}


@pytest.mark.parametrize("steps", UNCLEAR.values(), ids=UNCLEAR)
def test_what_cannot_be_worked_out(steps: tuple[Step, ...]) -> None:
    with pytest.raises(UnclearViewError):
        worked_out(*steps)


def test_a_view_that_was_unclear_in_the_source() -> None:
    with pytest.raises(UnclearViewError, match=r"\\myscale"):
        list(operations(View(unclear=r"\myscale"), 200, 100))


def test_a_slanted_page_is_the_box_around_it() -> None:
    turn, crop = operations(View(steps=(Step("turn", points(30)), Step("trim", points(22.320508, 0, 0, 0)))), 200, 100)
    assert turn == Turn(30)
    assert isinstance(crop, Crop)
    assert crop.box[0] == pytest.approx(22.320508 / (200 * 0.8660254 + 50))


def test_a_crop_that_comes_first() -> None:
    crop, turn = Crop((0, 0, 0.5, 1)), Turn(90)
    assert first_crop([crop, turn]) == (crop.box, turn)
    assert first_crop([turn, crop]) == (None, turn, crop)
    assert first_crop([]) == (None,)
