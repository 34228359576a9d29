"""The pieces of lines put together, accents on their letters, and pages turned until they can be read."""

import pytest

from capassist.drafts.pdf.lines import evened, joined_lines, upright
from capassist.drafts.pdf.page import Line, Page, Run

WORDS = "The level of the tank"


def piece(
    text: str,
    x: float,
    right: float,
    base: float = 100,
    *,
    font: str = "serif",
    size: float = 10.0,
    turn: int = 0,
    mono: bool = False,
) -> Line:
    return Line((Run(text, font, size, mono=mono),), (x, base - 8, right, base + 2), base, turn)


def after(gap: float, text: str = "was read", **made: float | str) -> list[Line]:
    """Return a line up to 200 and a piece so many points behind it."""
    return [piece(WORDS, 100, 200), piece(text, 200 + gap, 260 + gap, **made)]  # type: ignore[arg-type]


JOINED: dict[str, tuple[list[Line], list[str]]] = {
    "nothing": ([], []),
    "a blank between words": (after(1.6), [WORDS + " was read"]),
    "none within a word": (after(1.5), [WORDS + "was read"]),
    "a blank that is there": ([piece(WORDS + " ", 100, 200), piece("was", 205, 240)], [WORDS + " was"]),
    "a blank that follows": (after(5, " was"), [WORDS + " was"]),
    "no piece without text": (after(40, ""), [WORDS]),
    "a justified line's gap": (after(25.9), [WORDS + " was read"]),
    "a gap between columns": (after(26), [WORDS, "was read"]),
    "a gap before another font": (after(15.9, font="sans"), [WORDS + " was read"]),
    "a column in another font": (after(16, font="sans"), [WORDS, "was read"]),
    "a gap before another size": (after(14, size=9.0), [WORDS + " was read"]),
    "a column in another size": (after(16, size=9.0), [WORDS, "was read"]),
    "a gap before a little lower": (after(25.9, base=100.4), [WORDS + " was read"]),
    "a column a little lower": (after(16, base=100.5), [WORDS, "was read"]),
    "set over the end": (after(-5.9), [WORDS + "was read"]),
    "set over more": (after(-6), [WORDS, "was read"]),
    "half as high": (after(5, base=104.9), [WORDS + " was read"]),
    "half as low": (after(5, base=105), [WORDS, "was read"]),
    "turned otherwise": (after(5, turn=2), [WORDS, "was read"]),
    "two at one place": ([*after(20), *after(20, base=130)[1:]], [WORDS + " was read", "was read"]),
    "a column of three": ([*after(20), *after(20, base=130)[1:], *after(20, base=160)[1:]], [WORDS, "was read", "was read", "was read"]),
    "three joined": ([*after(2), piece("twice", 265, 290)], [WORDS + " was read twice"]),
    "turned both": (
        [Line((Run("time", "serif", 10.0),), (92, 300, 102, 320), 100, 1), Line((Run("in s", "serif", 10.0),), (92, 325, 102, 340), 100, 1)],
        ["time", "in s"],
    ),
    "turned both, upwards": (
        [Line((Run("time", "serif", 10.0),), (92, 320, 102, 340), 100, 1), Line((Run("in s", "serif", 10.0),), (92, 300, 102, 315), 100, 1)],
        ["time in s"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("pieces", "texts"), JOINED.values(), ids=JOINED)
def test_pieces_on_one_line(pieces: list[Line], texts: list[str]) -> None:
    assert [line.text for line in joined_lines(pieces, 612, 792)] == texts


def test_a_line_stands_on_the_base_of_what_weighs_most() -> None:
    """What is raised is smaller; what is long and small weighs less than what is short and large."""
    raised = Line((Run("long index", "serif", 6.0),), (200, 92, 240, 100), 96)
    (line,) = joined_lines([piece("tank", 170, 200), raised], 612, 792)
    assert (line.base, line.box) == (100, (170, 92, 240, 102))
    (line,) = joined_lines([Line(raised.runs, (160, 92, 199, 100), 96), piece("tank", 200, 230)], 612, 792)
    assert line.base == 100
    (line,) = joined_lines([piece("tank", 170, 200), piece("pump", 200, 230, 101)], 612, 792)
    assert line.base == 100  # of equals, the first


ACCENTS: dict[str, tuple[tuple[Run, ...], list[str]]] = {
    "in one font": ((Run("operaci´on", "serif", 10),), ["operación"]),
    "across two fonts": ((Run("operaci´", "accents", 10), Run("on y f¨ur", "serif", 10)), ["operació", "n y für"]),
    "a font for the accent alone": ((Run("f", "serif", 10), Run("¨", "accents", 10), Run("ur", "serif", 10)), ["f", "ü", "r"]),
    "none in code": ((Run("f¨ur", "mono", 10, mono=True),), ["f¨ur"]),
    "none at all": ((Run("fur", "serif", 10), Run("alle", "sans", 10)), ["fur", "alle"]),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "texts"), ACCENTS.values(), ids=ACCENTS)
def test_accents_on_their_letters(runs: tuple[Run, ...], texts: list[str]) -> None:
    (line,) = joined_lines([Line(runs, (100, 92, 200, 102), 100)], 612, 792)
    assert [run.text for run in line.runs] == texts


CAPTION = "Figure 1: Levels."
PICTURE = (90.0, 90.0, 300.0, 110.0)
# Lines of a page that holds both upright ones and turned ones, what is drawn, and the turn that sets it upright
TURNS: dict[str, tuple[list[Line], tuple[tuple[float, float, float, float], ...], int]] = {
    "nothing": ([], (), 0),
    "all turned": ([piece("a", 100, 200, turn=3), piece("b", 100, 200, turn=3)], (), 3),
    "most letters": ([piece("tank", 100, 200), piece("levels", 100, 200, 200, turn=1)], (), 1),
    "most letters, upright": ([piece("levels", 100, 200), piece("tank", 100, 200, 200, turn=1)], (), 0),
    "a caption": ([piece(WORDS * 2, 100, 200), piece(CAPTION, 100, 200, 200, turn=1)], (), 1),
    "two captions": (
        [piece(CAPTION, 100, 200), piece(CAPTION, 100, 200, 200, turn=1), piece(CAPTION, 100, 200, 300, turn=1)], (), 1,
    ),
    "one caption each": (
        [piece(CAPTION, 100, 200), piece(WORDS, 100, 200, 150), piece(CAPTION, 100, 200, 200, turn=1), piece(CAPTION, 100, 200, 300, turn=1)], (), 0,
    ),
    "words in a picture": ([piece("levels", 100, 200, turn=1), piece("tank", 100, 200, 200)], (PICTURE,), 0),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "graphics", "turn"), TURNS.values(), ids=TURNS)
def test_a_page_is_turned_until_it_can_be_read(lines: list[Line], graphics: tuple, turn: int) -> None:
    page, turned = upright(Page(1, 612, 792, tuple(lines), graphics))
    assert turned == turn
    assert page.width == (792 if turn % 2 else 612)
    assert [line.turn for line in page.lines] == [(line.turn - turn) % 4 for line in lines]


def test_a_scanned_page_in_one_size() -> None:
    sizes = {"a": 9.9, "the usual size": 10.0, "b": 10.4, "small": 7.0, "less": 7.1, "more": 13.9, "large": 14.0}
    lines = [piece(text, 100, 200, size=size) for text, size in sizes.items()]
    assert [line.size for line in evened(lines)] == [10, 10, 10, 7, 10, 10, 14]
    assert evened([]) == []
