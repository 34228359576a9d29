"""Where content streams place things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.pdf.content import UNIT, intersection, placements, transform


@pytest.mark.parametrize(
    "content",
    [
        b"(/Im1 Do) Tj",
        b"BT (a \\) /Im1 Do ET) Tj [(/Im1 Do) -3] TJ ET",
        b"% /Im1 Do\n",
        b"<2F496D3120446F> Tj",
    ],
)
def test_text_places_nothing(content):
    assert list(placements(content)) == []


@pytest.mark.parametrize(
    ("content", "box"),
    [
        (b"q 200 0 0 100 50 60 cm /Im1 Do Q", (50, 60, 250, 160)),
        (b"q 1 0 0 1 50 60 cm q .5 0 0 .5 0 0 cm 100 0 0 100 0 0 cm /Im1 Do Q Q", (50, 60, 100, 110)),
        (b"q 0 100 -200 0 300 60 cm /Im1 Do Q", (100, 60, 300, 160)),
        (b"q 60 70 20 20 re W n 200 0 0 100 50 60 cm /Im1 Do Q", (60, 70, 80, 90)),
        (b"BT /F1 10 Tf (ET) Tj ET q 200 0 0 100 50 60 cm /Im1 Do Q", (50, 60, 250, 160)),
        (b"Q Q 200 0 0 100 50 60 cm BI /W 1 /H 1 ID \x00Q q cm EI ", (50, 60, 250, 160)),
    ],
)
def test_boxes(content, box):
    (placed,) = placements(content)
    assert intersection(transform(UNIT, placed.matrix), placed.clip) == pytest.approx(box)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(content):
    for placed in placements(content):
        assert len(placed.matrix) == 6
