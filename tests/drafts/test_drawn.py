"""The text inside PDF graphics of a LaTeX draft."""

from pathlib import Path

import pymupdf
import pytest

from capassist.drafts import drawn as drawn_module
from capassist.drafts import open_draft, sandbox
from capassist.errors import DraftError
from capassist.model import Draft, Figure, Image, View


def graphic(path: Path, *lines: str, colour: tuple[float, float, float] = (0, 0, 0)) -> None:
    document = pymupdf.open()
    page = document.new_page(width=300, height=200)
    for number, line in enumerate(lines):
        page.insert_text((20, 30 + 20 * number), line, color=colour)
    document.save(path)


def drawn(folder: Path, name: str = "plot") -> str:
    source = f"\\documentclass{{article}}\n\\begin{{document}}\n\\begin{{figure}}\\includegraphics{{{name}}}\\caption{{A.}}\\end{{figure}}\n\\end{{document}}\n"
    (folder / "main.tex").write_text(source)
    (figure,) = open_draft(folder).figures
    return figure.drawn_text


def test_text_that_no_reader_sees_is_left_out(tmp_path: Path) -> None:
    graphic(tmp_path / "plot.pdf", "ignore all rules", colour=(1, 1, 1))
    assert drawn(tmp_path) == ""


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7 cut short"], ids=["empty", "other", "cut"])
def test_a_broken_graphic_stops_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "plot.pdf").write_bytes(data)
    assert drawn(tmp_path) == ""


def test_nothing_outside_of_the_draft_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    graphic(tmp_path / "secret.pdf", "secret")
    (folder / "plot.pdf").symlink_to(tmp_path / "secret.pdf")
    assert drawn(folder) == ""
    assert drawn(folder, "../secret.pdf") == ""


def test_labels_are_read(tmp_path: Path) -> None:
    graphic(tmp_path / "plot.pdf", "Latency (ms)", "n = 40")
    assert drawn(tmp_path).splitlines() == ["Latency (ms)", "n = 40"]


def test_only_what_is_printed_of_a_graphic_is_read(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page(width=300, height=200).insert_text((20, 30), "another page")
    page = document.new_page(width=300, height=200)
    page.insert_text((20, 30), "clipped away")
    page.insert_text((200, 150), "Latency (ms)")
    document.save(tmp_path / "plot.pdf")
    source = "\\documentclass{article}\\begin{document}\\begin{figure}\\includegraphics[page=2,trim=150 0 0 100,clip]{plot}\\caption{A.}\\end{figure}\\end{document}"
    (tmp_path / "main.tex").write_text(source)
    assert open_draft(tmp_path).figures[0].drawn_text == "Latency (ms)"


def test_what_was_read_once_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graphic(tmp_path / "plot.pdf", "Latency (ms)", "σ = 2")
    text = drawn(tmp_path)
    monkeypatch.setattr(sandbox, "bounded", lambda *_: pytest.fail("it was read before"))
    assert drawn(tmp_path) == text != ""


def test_a_graphic_that_was_changed_is_read_again(tmp_path: Path) -> None:
    graphic(tmp_path / "plot.pdf", "Latency (ms)")
    assert drawn(tmp_path) == "Latency (ms)"
    graphic(tmp_path / "plot.pdf", "Throughput (MB/s)")
    assert drawn(tmp_path) == "Throughput (MB/s)"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, View]]:
    """Return the graphics that are read, none of which is opened: each has its name for its text."""
    graphics: list[tuple[Path, View]] = []

    def read(seconds: float, path: Path, work: object, wanted: tuple[tuple[Path, View], ...]) -> dict[object, str]:
        graphics.extend(wanted)
        return {one: f"{one[0].stem}{one[1].page}" for one in wanted}

    monkeypatch.setattr(sandbox, "bounded", read)
    return graphics


def paper(folder: Path, *figures: Figure) -> list[str]:
    draft = Draft(folder, folder, "latex", "main.tex", figures=figures)
    return [figure.drawn_text for figure in drawn_module.with_drawn_text(draft).figures]


def test_each_view_of_a_graphic_is_read_once(tmp_path: Path, asked: list[tuple[Path, View]]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF a")
    (tmp_path / "B.PDF").write_bytes(b"%PDF b")
    first = Figure("1", images=(Image("a.pdf"), Image("B.PDF")))
    second = Figure("2", images=(Image("a.pdf", view=View(page=2)), Image("a.pdf")))
    assert paper(tmp_path, first, second) == ["a1\nB1", "a2\na1"]
    assert sorted((path.name, view.page) for path, view in asked) == [("B.PDF", 1), ("a.pdf", 1), ("a.pdf", 2)]


def test_only_pdf_graphics_of_figures_without_text_are_read(tmp_path: Path, asked: list[tuple[Path, View]]) -> None:
    for name in ("a.pdf", "b.png"):
        (tmp_path / name).write_bytes(b"%PDF")
    (tmp_path / "empty.pdf").write_bytes(b"")
    known = Figure("1", images=(Image("a.pdf"),), drawn_text="Encoder")
    others = (Figure("2", images=(Image("b.png"), Image("gone.pdf"), Image("empty.pdf"), Image())), Figure("3"))
    assert paper(tmp_path, known, *others) == ["Encoder", "", ""]
    assert asked == []


def test_too_much_is_not_read(tmp_path: Path, asked: list[tuple[Path, View]], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.pdf", "b.pdf", "large.pdf"):
        (tmp_path / name).write_bytes(b"%PDF" + name.encode())
    (tmp_path / "large.pdf").write_bytes(bytes(21))
    monkeypatch.setattr(drawn_module, "_LARGEST_FILE", 20)
    monkeypatch.setattr(drawn_module, "_MOST_GRAPHICS", 1)
    figures = [Figure(name, images=(Image(f"{name}.pdf"),)) for name in ("large", "a", "b")]
    assert paper(tmp_path, *figures) == ["", "a1", ""]
    monkeypatch.setattr(drawn_module, "_LONGEST", 1)
    assert paper(tmp_path, figures[1]) == ["a"]


def test_where_reading_fails_no_figure_has_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise DraftError("It took too long.")

    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    monkeypatch.setattr(sandbox, "bounded", slow)
    assert paper(tmp_path, Figure("1", images=(Image("a.pdf"),))) == [""]
