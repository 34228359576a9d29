"""How drawings are read, step by step, by stand-ins: which parts, which processes, what is kept, what a canvas is."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from capassist.drafts import sandbox
from capassist.drafts.drawing import notes, reading
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.drawing.ink import Path as Drawn
from capassist.drafts.drawing.reading import _Part, _Read
from capassist.drafts.drawing.tones import Colours
from capassist.drafts.pdf import mupdf
from capassist.errors import DraftError
from capassist.model import Box, Draft, Drawing, Figure, Image, PlotPanel, Step, View

PLOT, OTHER = Drawing("pdf", (PlotPanel(),), width=5.0), Drawing("svg", (PlotPanel(),), kind="photo")


class Sheet:
    """Stand in for an open PDF: one page, one canvas, pixels of one grey."""

    def __init__(self, canvas: Canvas | None = None, *, fails: bool = False) -> None:
        self.drawn = canvas
        self.fails = fails

    def size(self, number: int) -> tuple[float, float]:
        if number != 1:
            raise DraftError("There is no such page.")
        return 200.0, 100.0

    def canvas(self, _number: int, _box: Box | None) -> Canvas | None:
        return self.drawn

    def pixels(self, _number: int, box: Box, side: int) -> tuple[int, int, bytes]:
        if self.fails:
            raise DraftError("It cannot be drawn.")
        zoom = side / max(box[2] - box[0], box[3] - box[1])
        width, height = round((box[2] - box[0]) * zoom), round((box[3] - box[1]) * zoom)
        return width, height, bytes([255]) * (width * height)

    def colours(self, number: int, box: Box, side: int) -> Colours:
        width, height, data = self.pixels(number, box, side)
        return Colours(width, height, data * 3)


# Which parts of which files ---------------------------------------------------------------------------------------------

TRIM = Step("trim", tuple((points, 0.0, 0.0) for points in (50.0, 10.0, 50.0, 40.0)))
SHOWN: dict[str, tuple[_Part, object]] = {
    "a box of a page": (_Part(Path("a"), 3, (1, 2, 3, 4)), ((1, 2, 3, 4),)),
    "all of a page": (_Part(Path("a")), (None,)),
    "a view of all": (_Part(Path("a"), view=View()), (None,)),
    "a view of a part": (_Part(Path("a"), view=View(steps=(TRIM,))), ((50, 40, 150, 90),)),
    "no such page": (_Part(Path("a"), 2, view=View(2)), None),
    "what is not clear": (_Part(Path("a"), view=View(unclear="why")), None),
    "turned by a quarter": (_Part(Path("a"), view=View(steps=(Step("turn", ((90.0, 0.0, 0.0),)),))), (None,)),
    "aslant": (_Part(Path("a"), view=View(steps=(Step("turn", ((30.0, 0.0, 0.0),)),))), None),
}


@pytest.mark.parametrize(("part", "shown"), SHOWN.values(), ids=SHOWN)
def test_what_a_part_shows_of_its_page(part: _Part, shown: object) -> None:
    found = reading._shown(Sheet(), part)  # type: ignore[arg-type]
    assert found == (shown if not isinstance(shown, tuple) or shown[0] is None else (pytest.approx(shown[0]),))


PRINTED, ON_PAGE = Image("a.pdf", page=2, bbox=(1, 2, 3, 4)), Image(page=3, bbox=(5, 6, 7, 8))
PARTS: dict[str, tuple[Figure, dict[str, Any], list[tuple[str, int, Box | None]]]] = {
    "its file": (Figure("a", images=(PRINTED,)), {"pdf": "p.pdf"}, [("a.pdf", 1, None)]),
    "another page of it": (Figure("a", images=(Image("a.pdf", view=View(4)),)), {}, [("a.pdf", 4, None)]),
    "no figure": (Figure("a", kind="table", images=(PRINTED,)), {}, []),
    "a scheme": (Figure("a", kind="scheme", images=(PRINTED,)), {}, [("a.pdf", 1, None)]),
    "what is read": (Figure("a", images=(PRINTED,), drawing=PLOT), {}, []),
    "what is known to have no axes": (Figure("a", images=(PRINTED,), drawing=Drawing("pdf")), {}, [("a.pdf", 1, None)]),
    "a box of a page": (Figure("a", images=(ON_PAGE,)), {"pdf": "p.pdf"}, [("p.pdf", 3, (5, 6, 7, 8))]),
    "a box of a paper": (Figure("a", images=(ON_PAGE,)), {"kind": "pdf"}, [("m.tex", 3, (5, 6, 7, 8))]),
    "a box of a source": (Figure("a", images=(ON_PAGE,)), {}, []),
    "a file that is not there": (Figure("a", images=(PRINTED, Image("no.pdf"))), {"pdf": "p.pdf"}, [("p.pdf", 2, (1, 2, 3, 4))]),
    "one that is not there, without a page": (Figure("a", images=(PRINTED, Image("no.pdf"))), {}, [("a.pdf", 1, None)]),
    "one of another form": (Figure("a", images=(Image("a.gif"),)), {}, []),
    "an empty one": (Figure("a", images=(Image("empty.pdf"),)), {}, []),
    "one that is too large": (Figure("a", images=(Image("large.pdf"),)), {}, []),
}  # fmt: skip


@pytest.mark.parametrize(("figure", "draft", "parts"), PARTS.values(), ids=PARTS)
def test_what_is_read_for_a_figure(
    figure: Figure, draft: dict[str, Any], parts: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in (("a.pdf", 9), ("a.gif", 9), ("empty.pdf", 0), ("large.pdf", 10)):
        (tmp_path / name).write_bytes(bytes(size))
    monkeypatch.setattr(reading, "LARGEST_FILE", 9)
    made = Draft(tmp_path, tmp_path, draft.get("kind", "latex"), "m.tex", pdf=draft.get("pdf"))
    found = reading._parts(made, figure)
    assert [(part.path.name, part.page, part.box) for part in found] == parts


def test_no_more_than_so_many_parts_are_read_and_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"pdf")
    figures = [Figure(str(page), images=(Image("a.pdf", view=View(page)),)) for page in (1, 2, 2, 3)]
    asked: list[int] = []

    def read(_draft: Draft, by_file: dict[Path, list[_Part]], _password: str | None) -> dict[_Part, Drawing]:
        parts = [part for parts in by_file.values() for part in parts]
        asked.extend(part.page for part in parts)
        return dict.fromkeys(parts, PLOT)

    monkeypatch.setattr(reading, "_read_anew", read)
    monkeypatch.setattr(reading, "MOST_PARTS", 2)
    draft = reading.with_drawings(Draft(tmp_path, tmp_path, "latex", "m.tex", figures=tuple(figures)))
    assert asked == [1, 2]
    assert [figure.drawing for figure in draft.figures] == [PLOT, PLOT, PLOT, None]


def test_a_broken_graphic_leaves_the_figures_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise DraftError("broken")

    (tmp_path / "a.pdf").write_bytes(b"broken")
    monkeypatch.setattr(reading, "_read_anew", breaks)
    figure = Figure("a", images=(Image("a.pdf"),), drawing=Drawing("tikz", nodes=("A",)))
    assert reading.with_drawings(Draft(tmp_path, tmp_path, "latex", "m.tex", figures=(figure,))).figures == (figure,)


def test_the_drawings_of_a_figure_are_one() -> None:
    bars, note = Drawing("pdf", nodes=("A",), scale_bars=("1 m", "2 m"), note="One."), Drawing("ocr", note="Two.")
    assert reading.joined([]) is None
    assert reading.joined([PLOT]) is PLOT
    assert reading.joined([PLOT, OTHER]) == Drawing("pdf", (PlotPanel(), PlotPanel()))
    assert reading.joined([OTHER, OTHER]) == Drawing("svg", (PlotPanel(), PlotPanel()), kind="photo")
    again = Drawing("pdf", nodes=("B",), scale_bars=("2 m",), note="One.")
    assert reading.joined([bars, note, again]) == Drawing(
        "pdf", nodes=("A", "B"), scale_bars=("1 m", "2 m"), note="One. Two."
    )


# Processes and what is kept -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "processors", "shares"),
    [(1, 4, [1]), (8, 4, [8]), (9, 4, [5, 4]), (17, 4, [6, 6, 5]), (99, 9, [25, 25, 25, 24]), (99, None, [99]), (17, 2, [9, 8])],
)  # fmt: skip
def test_files_are_shared_out(
    files: int, processors: int | None, shares: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(
        seconds: float,
        path: Path,
        work: Callable[..., object],
        given: Sequence[dict[Path, list[_Part]]],
        password: str | None,
    ) -> list[dict[Path, _Read]]:
        assert (seconds, path, work, password) == (reading.PATIENCE, Path("draft"), reading._drawings, "key")
        assert [len(share) for share in given] == shares
        return [{path: _Read((PLOT,)) for path in share} for share in given[:1]]  # the others came to no end

    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.setattr(sandbox, "bounded_side_by_side", read)
    by_file = {Path(str(n)): [_Part(Path(str(n)))] for n in range(files)}
    found = reading._read_anew(Draft(Path("draft"), Path("draft"), "latex", "m.tex"), by_file, "key")
    assert found == {_Part(Path(str(n))): PLOT for n in range(0, files, len(shares))}


KEPT: dict[str, tuple[str | None, tuple[Drawing | None, ...], bool]] = {
    "all of a file": (None, (PLOT, None), True),
    "a part of it": (None, (PLOT,), False),
    "with a password": ("key", (PLOT, None), False),
}


@pytest.mark.parametrize(("password", "drawings", "kept"), KEPT.values(), ids=KEPT)
def test_what_was_read_to_its_end_without_a_password_is_kept(
    password: str | None,
    drawings: tuple[Drawing | None, ...],
    kept: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(repr((password, drawings)).encode())  # not kept by the others
    by_file = {path: [_Part(path), _Part(path, 2)]}
    monkeypatch.setattr(sandbox, "bounded_side_by_side", lambda *_: [{path: _Read(drawings)}])
    found = reading._read_anew(Draft(tmp_path, tmp_path, "latex", "m.tex"), by_file, password)
    assert found == dict(zip(by_file[path], drawings, strict=False))
    assert reading._known(by_file) == ((found, {}) if kept else ({}, by_file))


def test_what_is_kept_damaged_or_of_other_parts_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"pdf")
    by_file = {path: [_Part(path)]}
    key = reading._key(path, by_file[path])
    assert key is not None
    assert key != reading._key(path, [_Part(path, 2)])
    for data in (b"{}", b'{"drawings": []}', b"none"):
        reading.user_cache().put(key, data)
        assert reading._known(by_file) == ({}, by_file)


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sheet], None]:
    """Return a function that lets each file be this sheet."""

    @contextmanager
    def same(path: Path) -> Iterator[Path]:
        yield path

    def stands(sheet: Sheet) -> None:
        @contextmanager
        def opened(_path: Path, password: str | None) -> Iterator[Sheet]:
            if password is None:
                raise DraftError("It is encrypted.")
            yield sheet

        monkeypatch.setattr(mupdf, "opened", opened)

    monkeypatch.setattr(reading, "as_pdf", same)
    monkeypatch.setattr(reading, "explicit", same)
    return stands


def test_what_is_read_until_the_time_is_over_is_kept(
    opening: Callable[[Sheet], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opening(Sheet(None))
    path, spent = Path("a.pdf"), iter([0.0, 40.0, 40.1, 50.0])
    monkeypatch.setattr(reading, "_processor_time", lambda: next(spent))
    by_file = {path: [_Part(path), _Part(path), _Part(path)], Path("b.svg"): [_Part(Path("b.svg"))]}
    too_much = Drawing("pdf", note=notes.TOO_MUCH)
    assert reading._drawings(by_file, "key") == {path: _Read((too_much,)), Path("b.svg"): _Read(())}


def test_a_file_that_cannot_be_opened_has_no_drawings(opening: Callable[[Sheet], None]) -> None:
    opening(Sheet(None))
    path = Path("a.pdf")
    assert reading._drawings({path: [_Part(path)]}, None) == {path: _Read(())}
    assert reading._drawings({path: [_Part(path, 2, view=View(2))]}, "key") == {path: _Read((None,))}


def test_the_time_of_the_programs_that_are_run_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "times", lambda: (1, 2, 4, 8, 16))
    assert reading._processor_time() == 15


# What a canvas is -------------------------------------------------------------------------------------------------------

BOX: Box = (100.0, 50.0, 300.0, 150.0)
WORDS = tuple(Text(f"w{n}", (110.0 + 20 * n, 60.0, 120.0 + 20 * n, 68.0), 67.0, 8.0 + n) for n in range(6))
LINES = tuple(Drawn("curve", (100.0 + n, 50.0, 130.0 + n, 60.0)) for n in range(41))
PICTURES = {
    "nothing": (Canvas(BOX), False),
    "many paths": (Canvas(BOX, paths=LINES), True),
    "not so many": (Canvas(BOX, paths=LINES[:40]), False),
    "with words of its own": (Canvas(BOX, WORDS, LINES), False),
    "with a few": (Canvas(BOX, WORDS[:5], LINES), True),
    "a picture in half of it": (Canvas(BOX, images=((100, 50, 200, 150),)), False),
    "in more": (Canvas(BOX, images=((0, 0, 9, 9), (100, 50, 200.1, 150))), True),
}


@pytest.mark.parametrize(("canvas", "is_one"), PICTURES.values(), ids=PICTURES)
def test_what_is_seen_as_a_picture(canvas: Canvas, is_one: bool) -> None:
    assert reading._is_picture(canvas) is is_one


@pytest.mark.parametrize(("words", "size"), [(0, None), (1, 8.0), (3, 8.0), (4, 9.0), (6, 9.0)])
def test_the_size_that_a_quarter_of_the_texts_does_not_exceed(words: int, size: float | None) -> None:
    blank = Text(" ", (0, 0, 1, 1), 1, 1.0)
    measured = reading._measured(Drawing("ocr"), Canvas(BOX, (*reversed(WORDS[:words]), blank)), "pdf")
    assert (measured.source, measured.width, measured.text_size) == ("pdf", 200.0, size)


def test_what_nothing_can_be_said_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(canvas: Canvas, *, fails: bool = False) -> Drawing | None:
        return reading._drawing_on(Sheet(fails=fails), 1, canvas, "svg")  # type: ignore[arg-type]

    monkeypatch.setattr(notes, "is_installed", lambda: False)
    monkeypatch.setattr(reading, "_seen", lambda *_: None)
    unknown = Canvas(BOX, tuple(Text("□□□", (110, 60, 120, 68), 67, 8.0) for _ in range(6)))
    image = Canvas(BOX, images=(BOX,))
    assert drawn(Canvas(BOX)) is None
    assert drawn(unknown) == Drawing("svg", note=notes.UNKNOWN_CHARACTERS)
    assert drawn(Canvas(BOX, paths=LINES)) == Drawing("svg", note=notes.OUTLINES)
    assert drawn(Canvas(BOX, paths=LINES[:40], images=(BOX,))) == Drawing("svg", note=notes.BITMAP)
    assert drawn(image, fails=True) == Drawing("svg", note=notes.BITMAP)
    monkeypatch.setattr(notes, "is_installed", lambda: True)
    assert drawn(image) is None
    monkeypatch.setattr(reading, "_seen", lambda *_: PLOT)
    assert drawn(image) is PLOT
    monkeypatch.setattr(reading, "is_photograph", lambda _: True)
    assert drawn(image) == Drawing("svg", kind="photo")
    assert drawn(image, fails=True) is PLOT  # what cannot be drawn is no photograph


def test_a_picture_is_read_in_points_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def paths_in(pixels: Any) -> list[Drawn]:
        asked.append((pixels.width, pixels.height, pixels.scale, pixels.origin))
        return list(LINES[:3])

    monkeypatch.setattr(reading, "paths_in", paths_in)
    monkeypatch.setattr(reading, "texts_in", lambda _: list(WORDS))
    monkeypatch.setattr(reading, "may_hold_axes", lambda _: True)
    seen: list[Canvas] = []
    monkeypatch.setattr(reading, "panels_of", seen.append)
    monkeypatch.setattr(reading, "kind_without_axes", lambda _: None)

    def read(canvas: Canvas, *, fails: bool = False) -> Drawing | None:
        return reading._seen(Sheet(fails=fails), 1, canvas)  # type: ignore[arg-type]

    assert read(Canvas(BOX), fails=True) is None
    assert read(Canvas(BOX, paths=LINES[:40])) is None
    assert (asked, seen) == ([(1600, 800, 8.0, (100.0, 50.0))], [Canvas(BOX, WORDS, LINES[:3])])
    assert read(Canvas(BOX, paths=LINES)) is None
    assert (len(asked), seen[1].paths) == (1, LINES)  # the paths are those that are drawn
    monkeypatch.setattr(reading, "may_hold_axes", lambda _: False)
    assert read(Canvas(BOX)) is None
    assert seen[2].texts == ()
    for kind, found in (("scatter plot", Drawing("ocr", kind="scatter plot")), ("bar chart", None)):
        monkeypatch.setattr(reading, "kind_without_axes", lambda _, kind=kind: kind)
        assert read(Canvas(BOX)) == found
    monkeypatch.setattr(reading, "panels_of", lambda _: Drawing("pdf", (PlotPanel(),)))
    assert read(Canvas(BOX)) == Drawing("ocr", (PlotPanel(),), kind="bar chart")


def test_scale_bars_are_those_of_a_drawing_or_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "scale_bars_of", lambda _: ("5 m",))
    assert reading._with_scale_bars(None, Canvas(BOX), "eps") == Drawing("eps", scale_bars=("5 m",))
    assert reading._with_scale_bars(Drawing("pdf", kind="photo"), Canvas(BOX), "eps") == Drawing(
        "pdf", kind="photo", scale_bars=("5 m",)
    )
    monkeypatch.setattr(reading, "scale_bars_of", lambda _: ())
    assert reading._with_scale_bars(None, Canvas(BOX), "eps") is None
