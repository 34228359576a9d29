"""Which spans of a drawing belong together, and which shapes stand for characters, on both sides of each bound."""

import pytest

from capassist.drafts.drawing import sides
from capassist.drafts.drawing import text_lines as lines
from capassist.drafts.drawing.ink import Path, Text
from capassist.drafts.drawing.sides import Side
from capassist.model import Box


def piece(
    u0: float = 0, u1: float = 40, v: float = 100, *, text: str = "word", size: float = 10, bold: bool = False
) -> lines._Piece:
    return lines._Piece(Text(text, (u0, v - size, u1, v), v, size, bold=bold), u0, u1, v)


@pytest.mark.parametrize(("turn", "u0", "u1", "v"), [(0, 1, 3, 9), (1, -4, -2, 9), (2, -3, -1, -9), (3, 2, 4, -9)])
def test_the_coordinates_along_a_text(turn: int, u0: float, u1: float, v: float) -> None:
    made = lines._piece(Text("a", (1, 2, 3, 4), 9, 10, turn), turn)
    assert (made.u0, made.u1, made.v) == (u0, u1, v)


def test_what_is_set_twice_at_one_place_is_there_once() -> None:
    one = Text("a", (1, 2, 3, 4), 9, 10)
    others = [Text("a", (1.6, 2, 3, 4), 9, 10), Text("b", (1, 2, 3, 4), 9, 10), Text("a", (1, 2, 3, 4), 9, 10, 1)]
    assert len(list(lines._once([one, Text("a", (1.4, 2, 3, 4.4), 9, 11), *others]))) == 4


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (piece(v=100.9), True), (piece(v=101), False), (piece(v=99.1), True), (piece(v=101, size=11), True),
        (piece(size=7.2), True), (piece(size=7.1), False), (piece(size=20, v=101.9), True),
    ],
)  # fmt: skip
def test_pieces_of_one_row(other: lines._Piece, same: bool) -> None:
    assert lines._same_row([piece()], other) is same


@pytest.mark.parametrize(
    ("other", "groups"),
    [(piece(44.8, 60), 1), (piece(44.9, 60), 2), (piece(42.4, 60, size=20 / 6), 1), (piece(42.5, 60, size=20 / 6), 2), (piece(44.8, 60, size=20), 1)],
)  # fmt: skip
def test_pieces_that_stand_apart(other: lines._Piece, groups: int) -> None:
    assert len(list(lines._groups([other, piece(), piece(10, 20)]))) == groups


SCRIPTS = {
    "raised": (piece(40, 45, 95, size=7), 0.0),
    "as large as may be": (piece(40, 45, 95, size=8.8), 0.0),
    "too large": (piece(40, 45, 95, size=8.9), None),
    "hardly raised": (piece(40, 45, 99.7, size=7), 0.0),
    "not raised": (piece(40, 45, 99.9, size=7), None),
    "as low as may be": (piece(40, 45, 105.9, size=7), 0.0),
    "too low": (piece(40, 45, 106, size=7), None),
    "as far as may be": (piece(42.1, 45, 95, size=7), 2.1),
    "too far": (piece(42.2, 45, 95, size=7), None),
    "in its base": (piece(37.6, 45, 95, size=7), 2.4),
    "too far in": (piece(37.5, 45, 95, size=7), None),
    "before its base": (piece(-6, -1, 95, size=7), 11.0),
    "too far before": (piece(-6, -2.2, 95, size=7), None),
}


@pytest.mark.parametrize(("script", "distance"), SCRIPTS.values(), ids=SCRIPTS)
def test_how_far_a_script_is_from_its_base(script: lines._Piece, distance: float | None) -> None:
    found = lines._script_distance(script, piece())
    assert found == (distance if distance is None else pytest.approx(distance))


@pytest.mark.parametrize(
    ("second", "continues"),
    [
        (piece(45, 60), True), (piece(45.9, 60), True), (piece(46, 60), False), (piece(37.1, 60), True), (piece(37, 60), False),
        (piece(45, 60, 100.9), True), (piece(45, 60, 101), False), (piece(45, 60, size=11.9), True), (piece(45, 60, size=12), False),
    ],
)  # fmt: skip
def test_what_a_script_had_kept_apart(second: lines._Piece, continues: bool) -> None:
    assert lines._continues([piece()], [second]) is continues


@pytest.mark.parametrize(
    ("root", "v"),
    [(piece(-10, 0, 90), 100), (piece(-10, 3.4, 90), 100), (piece(-10, 3.5, 90), 90), (piece(-10, 0, 88.1), 100), (piece(-10, 0, 88), 88)],
)  # fmt: skip
def test_the_sign_of_a_root_is_on_the_baseline(root: lines._Piece, v: float) -> None:
    assert lines._on_baseline(root, [root, piece()]).v == v
    apart, nearer = piece(1, 40, 100), piece(0.9, 60, 93)
    assert lines._on_baseline(piece(-10, 0, 90), [apart, nearer]).v == 93


def test_the_words_of_a_line() -> None:
    def joined(*more: lines._Piece) -> str:
        return lines._line([piece(), *more]).text

    assert joined(piece(41.5, 60)) == "wordword"
    assert joined(piece(41.7, 60)) == "word word"
    assert joined(piece(40, 45, 95, text="2", size=8.7)) == "word²"
    assert joined(piece(40, 45, 95, text="2", size=8.8)) == "word2"
    assert joined(piece(40, 45, 99.5, text="2", size=7)) == "word2"
    assert joined(piece(40, 45, 99.4, text="2", size=7)) == "word²"
    assert joined(piece(40, 45, 103, text="i", size=7), piece(40, 45, 95, text="2", size=7)) == "wordᵢ²"
    assert joined(piece(40, 45, 95, text="xy", size=7), piece(45, 50, 95, text="zw", size=7)) == "word^xyzw"
    assert joined(piece(40, 45, 103, text="xy z", size=7)) == "word_xy z"
    assert joined(piece(40, 45, 95, text="°", size=7)) == "word°"


def extent(u0: float = 41, u1: float = 47, top: float = 93, bottom: float = 100) -> lines._Extent:
    return lines._Extent(u0, u1, top, bottom)


LACKS = {
    "a letter": (extent(), True),
    "as small as may be": (extent(top=96.9), True),
    "too small": (extent(top=97), False),
    "as high as may be": (extent(top=89.6), True),
    "too high": (extent(top=89.5), False),
    "as wide as may be": (extent(u1=51.9), True),
    "too wide": (extent(u1=52), False),
    "hanging as far as may be": (extent(top=96, bottom=102.9), True),
    "hanging too far": (extent(top=96, bottom=103), False),
    "raised as far as may be": (extent(bottom=98.9), True),
    "raised too far": (extent(bottom=98.8), False),
    "as far as may be": (extent(u0=42.9), True),
    "too far": (extent(u0=43), False),
}


@pytest.mark.parametrize(("shape", "lacks"), LACKS.values(), ids=LACKS)
def test_a_shape_on_the_baseline_of_a_line(shape: lines._Extent, lacks: bool) -> None:
    assert lines._lacks(piece(), shape, []) is lacks


def test_a_shape_between_two_pieces() -> None:
    one = piece()
    for u0, between in ((46.1, True), (46.2, False)):
        shape = extent(u0=u0, u1=50)
        assert lines._lacks(one, shape, [one, piece(52, 90)]) is between
        assert not lines._lacks(one, shape, [one])
    assert not lines._lacks(one, extent(u0=45, u1=50), [one, piece(56.2, 90)])


@pytest.mark.parametrize(
    ("base", "em", "beside"),
    [(100, 10, True), (100.6, 10, True), (100.7, 10, False), (99.3, 10, False), (100, 11.3, True), (100, 11.4, False), (100, 8.95, True), (100, 8.9, False)],
)  # fmt: skip
def test_a_character_of_the_size_of_a_line(base: float, em: float, beside: bool) -> None:
    assert lines._beside(extent(), base, em, piece(), 0.35) is beside


@pytest.mark.parametrize(("u0", "u1", "beside"), [(39.1, 45, True), (38.9, 45, False), (43.4, 50, True), (43.5, 50, False), (-9, -3.4, True), (-9, -3.5, False)])  # fmt: skip
def test_a_character_close_to_a_line(u0: float, u1: float, beside: bool) -> None:
    assert lines._beside(extent(u0, u1), 100, 10, piece(), 0.35) is beside


FILL = (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("path", "possible"),
    [
        (Path("mark", (0, 0, 1, 1), None, FILL), True), (Path("rect", (0, 0, 1, 1), None, FILL), True),
        (Path("curve", (0, 0, 1, 1), None, FILL), False), (Path("mark", (0, 0, 1, 1), FILL, FILL), False), (Path("mark", (0, 0, 1, 1)), False),
    ],
)  # fmt: skip
def test_paths_that_can_be_characters(path: Path, possible: bool) -> None:
    assert lines._can_be_character(path) is possible


@pytest.mark.parametrize(
    ("line", "follows"),
    [
        (Text("b", (0, 0, 40, 9), 112, 10), True), (Text("b", (0, 0, 40, 9), 108, 10), False), (Text("b", (0, 0, 40, 9), 108.1, 10), True),
        (Text("b", (0, 0, 40, 9), 117.4, 10), True), (Text("b", (0, 0, 40, 9), 117.5, 10), False), (Text("b", (1.4, 0, 90, 9), 112, 10), True),
        (Text("b", (1.5, 0, 90, 9), 112, 10), False), (Text("b", (13.9, 0, 33.9, 9), 112, 10), True), (Text("b", (14, 0, 34, 9), 112, 10), False),
        (Text("b", (0, 0, 40, 9), 112, 10.7), True), (Text("b", (0, 0, 40, 9), 112, 10.8), False),
    ],
)  # fmt: skip
def test_the_next_line_of_a_block(line: Text, follows: bool) -> None:
    assert lines._follows(Text("a", (0, 91, 40, 101), 100, 10), line) is follows


# The rows of tick labels ----------------------------------------------------------------------------------------------


def near(
    begin: float, box: Box = (0, 0, 10, 10), *, text: str = "5", size: float = 10.0, turn: int | None = 0
) -> sides._Near:
    return sides._Near(begin, begin + 10, Text(text, box, box[3], size, turn))


@pytest.mark.parametrize(
    ("item", "in_row"),
    [
        (near(10.4), True),
        (near(10.5), False),
        (near(-0.5), False),
        (near(-0.4), True),
        (near(5, size=12.4), True),
        (near(5, size=12.5), False),
    ],
)
def test_texts_in_one_row(item: sides._Near, in_row: bool) -> None:
    assert sides._is_in_row([near(5), near(99)], item) is in_row


def test_the_row_with_most_texts_else_the_nearest() -> None:
    def row(*begins: float) -> list[float]:
        return [
            item.begin
            for item in sides._row("bottom", [near(begin, (n, 0, n + 1, 1)) for n, begin in enumerate(begins)])
        ]

    assert row() == []
    assert row(20, 20, 5) == [20, 20]
    assert row(20, 20, 5, 5) == [5, 5]
    assert row(20, 20, 20, 5, 5) == [20, 20, 20]
    assert row(20, 20, 20, 20, 5, 5, 5) == [5, 5, 5]  # three are enough


REACHES: dict[str, tuple[Box, bool]] = {
    "as near as may be": ((145, 194, 155, 204), True),
    "in the frame": ((145, 193.9, 155, 203.9), False),
    "as far as may be": ((145, 232, 155, 242), True),
    "too far": ((145, 232.1, 155, 242.1), False),
    "as far left as may be": ((83, 205, 93, 215), True),
    "too far left": ((82.9, 205, 92.9, 215), False),
    "as far right as may be": ((207, 205, 217, 215), True),
    "too far right": ((207.1, 205, 217.1, 215), False),
}


@pytest.mark.parametrize(("box", "found"), REACHES.values(), ids=REACHES)
def test_where_tick_labels_stand(box: Box, found: bool) -> None:
    assert len(sides._near("bottom", (100, 100, 200, 200), [Text("5", box, box[3], 10.0)])) == found


def test_numbers_beyond_names_are_those_of_a_legend() -> None:
    assert sides._are_of_a_legend([near(10.1)], [near(5)])
    assert not sides._are_of_a_legend([near(10)], [near(5)])
    assert not sides._are_of_a_legend([], [near(5)])
    assert not sides._are_of_a_legend([near(10)], [])


def named(side: Side, *items: sides._Near) -> list[str]:
    return [item.text.text for item in sides._names(side, items)]


def test_words_at_ticks() -> None:
    one, two = near(5, (0, 0, 10, 10), text="one"), near(5, (12, 0, 22, 10), text="two")
    assert named("bottom", two, one) == ["one", "two"]
    assert named("bottom", one) == []
    assert named("bottom", one, near(5, (12, 0, 22, 10), text="one")) == []  # one word twice
    assert named("bottom", near(5, (8.1, 0, 22, 10), text="two"), one) == ["one", "two"]
    assert named("bottom", near(5, (8, 0, 22, 10), text="two"), one) == []  # lines of one paragraph
    assert named("bottom", one, near(10.9, (12, 0, 22, 10), text="two")) == ["one", "two"]
    assert named("bottom", one, near(11, (12, 0, 22, 10), text="two")) == []
    assert named("bottom", one, two, near(5, (24, 0, 30, 10), text="(a)")) == ["one", "two"]
    aslant = [near(begin, (x, 0, x + 9, 9), text=text, turn=None) for begin, x, text in ((5, 20, "b"), (9, 0, "a"))]
    assert named("bottom", *aslant, one, two) == ["a", "b"]
    assert named("bottom", aslant[0], one, two) == ["one", "two"]
    across = [near(5, (x, 0, x + 9, 30), text=text, turn=1) for x, text in ((20, "b"), (0, "a"))]
    assert named("bottom", *across, one, two) == ["a", "b"]
    upright = [near(begin, (0, y, 9, y + 20), text=text, turn=1) for begin, y, text in ((9.9, 0, "a"), (9.9, 30, "b"))]
    assert named("left", *upright) == ["a", "b"]
    assert named("left", *(item._replace(begin=10.0) for item in upright)) == []
