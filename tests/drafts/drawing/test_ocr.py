"""Pictures of plots: their lines and bars, and the table of words that tesseract writes."""

import shutil

import pytest

from capassist.drafts.drawing import ocr
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.drawing.ocr import lines_of, texts_in, words_only
from capassist.drafts.drawing.pixel_shapes import Pixels, may_hold_axes, paths_in
from capassist.drafts.drawing.plot_kinds import kind_without_axes
from capassist.drafts.drawing.units import unit_of
from capassist.model import Axis, Drawing, PlotPanel

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def picture(*dark: tuple[int, int, int, int], width: int = 200, height: int = 150) -> Pixels:
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for x0, y0, x1, y1 in dark:
        for y in range(y0, y1):
            rows[y][x0:x1] = bytes(x1 - x0)
    return Pixels(width, height, b"".join(rows))


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for tesseract with rows of its table; both runs see the same."""
    rows: list[str] = []
    monkeypatch.setattr(shutil, "which", lambda _: "tesseract")
    monkeypatch.setattr(ocr, "_read", lambda *_: lines_of(HEAD + "\n".join(rows)))
    return rows


AXES = picture((20, 10, 22, 130), (20, 128, 180, 130))


def test_without_the_program_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert texts_in(AXES) == []


NO_AXES = {"white": picture(), "a dark photo": picture((0, 0, 200, 150)), "one line": picture((20, 100, 180, 102))}


@pytest.mark.parametrize("pixels", NO_AXES.values(), ids=NO_AXES)
def test_pictures_without_lines_of_both_directions_hold_no_axes(pixels: Pixels) -> None:
    assert not may_hold_axes(paths_in(pixels))


def test_lines_of_both_directions_may_be_axes_and_bars_may_stand_in_them() -> None:
    assert may_hold_axes(paths_in(AXES))
    bars = paths_in(picture((30, 60, 60, 130), (80, 30, 110, 130), (130, 90, 160, 130)))
    assert [path.kind for path in bars] == ["rect"] * 3
    assert may_hold_axes(bars)
    assert kind_without_axes(Canvas((0, 0, 200, 150), paths=tuple(bars))) == "bar chart"


def test_letters_are_neither_lines_nor_rectangles() -> None:
    assert paths_in(picture((20, 20, 24, 40), (24, 20, 40, 24), (60, 20, 72, 34))) == []


@pytest.mark.parametrize(("text", "sure"), [("Time", "35"), ("s~+", "95"), ("0)n", "95"), ("—x", "95")])
def test_words_that_are_not_sure_are_left_out(words: list[str], text: str, sure: str) -> None:
    words.append(f"5\t1\t1\t1\t1\t1\t90\t134\t30\t10\t{sure}\t{text}")
    assert texts_in(AXES) == []


def test_lines_and_words_are_in_points(words: list[str]) -> None:
    words += ["5\t1\t1\t1\t1\t1\t80\t134\t30\t10\t96\tTime", "5\t1\t1\t1\t1\t2\t114\t134\t12\t12\t91\t(s)"]
    pixels = Pixels(AXES.width, AXES.height, AXES.data, scale=2.0, origin=(100.0, 50.0))
    level = [text for text in texts_in(pixels) if text.turn == 0]
    assert [(text.text, text.box) for text in level] == [("Time (s)", (140.0, 117.0, 163.0, 123.0))]
    assert {path.box for path in paths_in(pixels)} == {(110.0, 114.25, 190.0, 114.25), (110.25, 55.0, 110.25, 115.0)}


def test_numbers_at_ticks_are_not_trusted() -> None:
    axis = Axis("Time (s)", "s", ("0", "5", "70"), "linear")
    drawing = Drawing("ocr", (PlotPanel(x=axis, y=Axis(ticks=("1", "2"))),))
    assert words_only(drawing) == Drawing("ocr", (PlotPanel(x=Axis("Time (s)", "s")),))


@pytest.mark.parametrize("label", ["n", "Roi", "N"])
def test_a_symbol_is_no_label(label: str) -> None:
    assert words_only(Drawing("ocr", (PlotPanel(y=Axis(label)),))) == Drawing("ocr", (PlotPanel(),))


@pytest.mark.parametrize(("read", "told"), [("2D", None), ("Roi", None), ("k = 5", None), ("Site 2", "Site 2")])
def test_a_symbol_is_no_title(read: str, told: str | None) -> None:
    assert words_only(Drawing("ocr", (PlotPanel(title=read, colourbar=read),))).panels == (
        PlotPanel(title=told, colourbar=told),
    )


@pytest.mark.parametrize(
    ("read", "told"), [("Time (Ss)", "Time"), ("Density (Ai)", "Density"), ("Time (days)", "Time (days)")]
)
def test_a_bracket_that_holds_no_unit_is_left_out(read: str, told: str) -> None:
    axis = Axis(read, unit_of(read))
    [panel] = words_only(Drawing("ocr", (PlotPanel(x=axis),))).panels
    assert panel.x is not None
    assert panel.x.label == told


def test_what_reads_upwards_is_believed_before_the_odd_signs_that_the_other_run_sees(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(_: str, pixels: Pixels) -> list[list[ocr._Word]]:
        if pixels.width == AXES.width:
            row = "5\t1\t1\t1\t1\t1\t4\t60\t10\t8\t80\tw\n5\t1\t1\t1\t2\t1\t80\t134\t40\t10\t96\tTime"
        else:
            row = "5\t1\t1\t1\t1\t1\t60\t2\t60\t12\t92\tEnergy\n5\t1\t1\t1\t1\t2\t124\t2\t5\t12\t0\to"
        return lines_of(HEAD + row)

    monkeypatch.setattr(shutil, "which", lambda _: "tesseract")
    monkeypatch.setattr(ocr, "_read", read)
    assert [(text.text, text.turn) for text in texts_in(AXES)] == [("Time", 0), ("Energy", 1)]


def test_the_pale_lines_of_a_grid_are_lines() -> None:
    white = bytearray(b"\xff" * 200 * 150)
    for y in (40, 70, 100):
        white[y * 200 + 30 : y * 200 + 180] = b"\xcc" * 150
    assert [path.kind for path in paths_in(Pixels(200, 150, bytes(white)))] == ["line"] * 3


def word(text: str, left: int, *, sure: float = 90, line: int = 1, wide: int = 30, high: int = 9) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t100\t{wide}\t{high}\t{sure}\t{text}"


READ: dict[str, tuple[list[str], list[str]]] = {
    "surely": ([word("Time", 10, sure=70)], ["Time"]),
    "not surely": ([word("Time", 10, sure=69.9)], []),
    "surely on the whole": ([word("Time", 10, sure=90), word("tank", 42, sure=50)], ["Time tank"]),
    "a number, hardly": ([word("12", 10, sure=40)], ["12"]),
    "a number, too hardly": ([word("12", 10, sure=39.9)], []),
    "apart": ([word("Time", 10), word("tank", 53)], ["Time tank"]),
    "apart in large type": ([word("Time", 10, high=18), word("tank", 67, high=18)], ["Time tank"]),
    "too far apart in large type": ([word("Time", 10, high=18), word("tank", 68, high=18)], ["Time", "tank"]),
    "too far apart": ([word("Time", 10), word("tank", 54)], ["Time", "tank"]),
    "on two lines": ([word("Time", 10), word("tank", 42, line=2)], ["Time", "tank"]),
    "a bracket by itself": ([word("Time(", 10)], []),
    "a square one by itself": ([word("Time[", 10)], []),
    "signs of maths": ([word("T~x", 10)], []),
    "dirt at its ends": ([word("|", 2, sure=10, wide=2), word("Time", 10), word("_", 42, sure=10, wide=2)], ["Time"]),
    "a row that is no word": (["4\t1\t1\t1\t1\t1\t10\t100\t30\t9\t90\tTime", "5\t1\t1", word(" ", 10)], []),
}


@pytest.mark.parametrize(("rows", "texts"), READ.values(), ids=READ)
def test_words_that_are_believed(rows: list[str], texts: list[str], words: list[str]) -> None:
    words += rows
    assert [text.text for text in texts_in(AXES) if text.turn == 0] == texts


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("one", 10 / 0.52),
        ("One", 10 / 0.72),
        ("2", 10 / 0.72),
        ("any", 10 / 0.72),
        ("Any", 10 / 0.92),
        ("(s)", 10 / 0.92),
    ],
)
def test_the_size_of_type_by_the_letters_that_stand_up_or_hang_down(text: str, em: float) -> None:
    assert ocr._em(text, 10) == pytest.approx(em)


def seen(*words: tuple[str, float]) -> list[ocr._Word]:
    return [ocr._Word(text, (0, 0, 1, 1), sure) for text, sure in words]


SPECKS = {
    "at both ends": (seen((".", 39), ("Time", 90), ("_", 39)), "Time"),
    "that are believed": (seen((".", 40), ("Time", 90), ("_", 40)), ". Time _"),
    "between words": (seen(("Time", 90), (".", 0), ("tank", 90)), "Time . tank"),
    "that are words": (seen(("the", 0), ("Time", 90)), "the Time"),
    "of two letters": (seen(("of", 0), ("Time", 90)), "Time"),
    "alone": (seen((".", 0), ("_", 0)), ". _"),
}


@pytest.mark.parametrize(("words", "left"), SPECKS.values(), ids=SPECKS)
def test_specks_at_the_ends_of_a_text(words: list[ocr._Word], left: str) -> None:
    assert " ".join(word.text for word in ocr._without_specks(words)) == left


def at(text: str, x0: float, y0: float, turn: int = 0) -> Text:
    return Text(text, (x0, y0, x0 + 10, y0 + 10), 0, 8, turn)


ODD: dict[str, tuple[list[Text], list[Text], list[str]]] = {
    "apart": ([at("Time", 0, 0)], [at("Level", 50, 0, 1)], ["Time", "Level"]),
    "a name before what reads upwards": ([at("Time", 0, 0)], [at("Level", 5, 5, 1)], ["Time"]),
    "beside it": ([at("Time", 0, 0)], [at("Level", 10, 0, 1)], ["Time", "Level"]),
    "right of it": ([at("Time", 10, 0)], [at("Level", 0, 0, 1)], ["Time", "Level"]),
    "below it": ([at("Time", 0, 0)], [at("Level", 0, 10, 1)], ["Time", "Level"]),
    "above it": ([at("Time", 0, 10)], [at("Level", 0, 0, 1)], ["Time", "Level"]),
    "an odd sign in what reads upwards": ([at("w~x", 0, 0)], [at("Level", 5, 5, 1)], ["Level"]),
    "an odd sign by itself": ([at("w~x", 30, 0)], [at("Level", 5, 5, 1)], ["w~x", "Level"]),
}


@pytest.mark.parametrize(("level", "upwards", "left"), ODD.values(), ids=ODD)
def test_what_two_runs_see_in_one_place(level: list[Text], upwards: list[Text], left: list[str]) -> None:
    assert [text.text for text in ocr._without_odd_signs(level, upwards)] == left


@pytest.mark.parametrize(("text", "kept"), [("aim", True), ("at", False), ("a12", False)])
def test_what_reads_upwards_has_three_letters(text: str, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "tesseract")
    monkeypatch.setattr(ocr, "_words", lambda _program, _pixels, turn: [at(text, 0, 0, 1)] if turn else [])
    assert [found.text for found in texts_in(AXES)] == [text] * kept


def test_where_what_was_read_is_on_the_page() -> None:
    pixels = Pixels(200, 150, b"", scale=2.0, origin=(100.0, 50.0))
    assert ocr._placed(at("Time", 20, 30), pixels) == Text("Time", (110, 65, 115, 70), 70, 4)
    assert ocr._placed(at("Time", 20, 30, 1), pixels) == Text("Time", (110, 65, 115, 70), 115, 4, 1)


AXIS = {
    "four letters": (Axis("Time"), "Time"),
    "three": (Axis("Lag"), None),
    "three with a unit": (Axis("Lag (s)", "s"), "Lag (s)"),
    "none": (Axis(ticks=("1",)), None),
}


@pytest.mark.parametrize(("axis", "label"), AXIS.values(), ids=AXIS)
def test_which_labels_are_kept_at_each_axis(axis: Axis, label: str | None) -> None:
    (panel,) = words_only(Drawing("ocr", (PlotPanel(x=axis, y=axis, x2=axis, y2=axis),))).panels
    assert [one and one.label for one in (panel.x, panel.y, panel.x2, panel.y2)] == [label] * 4
