"""The text inside PDF graphics of a LaTeX draft."""

from pathlib import Path

import pymupdf
import pytest

from capassist.drafts import open_draft


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
