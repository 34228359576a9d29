"""LaTeX and PDF of one paper: each figure gets its own region, and an unfit PDF changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.drafts.pairing import find_pdf, pair
from capassist.model import Box, Draft, Figure, FloatKind, Image, Mention, Slot, View

CAPTIONS = {
    "a": "The measured current rises with the applied voltage until the diode breaks down.",
    "b": "Overview of the pipeline: samples are washed, dried and weighed.",
    "c": "Share of households with a garden, by district.",
    "d": "Map of the eleven wells.",
}


def source(*figures: Figure) -> Draft:
    return Draft(Path("paper"), Path("paper"), "latex", "main.tex", figures=figures)


def compiled(*figures: Figure) -> Draft:
    return Draft(Path("paper/main.pdf"), Path("paper"), "pdf", "main.pdf", pages=9, figures=figures)


def written(name: str, number: str | None = None, caption: str | None = None, kind: FloatKind = "figure") -> Figure:
    """A figure of the source, with its caption from CAPTIONS where none is given."""
    text = CAPTIONS.get(name) if caption is None else caption
    return Figure(
        f"fig:{name}",
        kind,
        number,
        (f"fig:{name}",),
        state="written" if text else "missing",
        caption=text,
        images=(Image(f"{name}.png"),),
        mentions=(Mention("See it.", ()),),
        slot=Slot("main.tex", 1, 2, "x"),
    )


def printed(name: str, number: str, page: int, caption: str | None = None, kind: FloatKind = "figure") -> Figure:
    """A figure of the PDF, in a box that tells the pages apart."""
    text = CAPTIONS.get(name) if caption is None else caption
    region = Image(page=page, bbox=box(page))
    return Figure(f"p{page}#1", kind, number, page=page, caption=text, images=(region,), drawn_text=f"words on {page}")


def box(page: int) -> Box:
    return (72.0, 72.0, 300.0, 100.0 + page)


def pages(draft: Draft) -> list[int | None]:
    return [figure.page for figure in draft.figures]


def test_another_papers_pdf_changes_nothing() -> None:
    latex = source(written("a", "1"), written("b", "2"), written("c", "3"))
    other = compiled(printed("a", "1", 2), printed("x", "2", 3, "Trees."), printed("y", "3", 4, "Of another paper."))
    read = pair(latex, other)
    assert read.figures == latex.figures
    assert (read.pdf, read.pages) == (None, None)
    assert [problem.code for problem in read.problems] == ["pdf-does-not-fit"]
    assert "1 of the 3" in read.problems[0].message


def test_a_figure_that_is_not_printed_stays_as_it_is() -> None:
    new = written("d")
    read = pair(source(written("a"), new, written("b")), compiled(printed("a", "1", 2), printed("b", "2", 3)))
    assert read.figures[1] == new
    assert pages(read) == [2, None, 3]


def test_kinds_are_not_mixed() -> None:
    table = written("c", "1", CAPTIONS["a"], kind="table")
    read = pair(source(table, written("a", "1")), compiled(printed("a", "1", 4)))
    assert pages(read) == [None, 4]


def test_written_things_come_from_the_source_and_printed_ones_from_the_pdf() -> None:
    latex = source(written("a", "1"))
    (figure,) = pair(latex, compiled(printed("a", "A.1", 5))).figures
    (before,) = latex.figures
    assert figure == replace(before, number="A.1", page=5, images=(Image("a.png", 5, box(5)),), drawn_text="words on 5")


def test_a_mention_has_the_page_of_the_printed_one_that_says_the_same() -> None:
    spoken = (
        "As Figure 1 shows, the current rises slowly.",
        "We saw in Figure 1 that nothing breaks [3].",
        "Gone since.",
    )
    shown = ("We saw in Figure 1 that nothing breaks (Doe, 2020).", "As Figure 1 shows, the cur- rent rises slowly.")
    ours = replace(written("a", "1"), mentions=tuple(Mention(text, (), file="main.tex", line=3) for text in spoken))
    theirs = replace(printed("a", "1", 5), mentions=tuple(Mention(text, (), page=n) for n, text in enumerate(shown, 7)))
    (figure,) = pair(source(ours), compiled(theirs)).figures
    assert [(m.text, m.page, m.file, m.line) for m in figure.mentions] == [
        (spoken[0], 8, "main.tex", 3),
        (spoken[1], 7, "main.tex", 3),
        (spoken[2], None, "main.tex", 3),
    ]


def test_the_draft_names_the_pdf() -> None:
    read = pair(source(written("a")), compiled(printed("a", "1", 2)))
    assert (read.pdf, read.pages, read.kind, read.main) == ("main.pdf", 9, "latex", "main.tex")
    elsewhere = replace(compiled(printed("a", "1", 2)), root=Path("/elsewhere"))
    assert Path(pair(source(written("a")), elsewhere).pdf or "").is_absolute()


ORDERS: dict[str, tuple[list[Figure], list[Figure], list[int | None]]] = {
    "floated past each other": (
        [written("a"), written("b"), written("c")],
        [printed("c", "1", 2), printed("a", "2", 3), printed("b", "3", 4)],
        [3, 4, 2],
    ),
    "numbers that the source has wrong": (
        [written("a", "2"), written("b", "3"), written("c", "4")],
        [printed("a", "1", 2), printed("b", "2", 3), printed("c", "3", 4)],
        [2, 3, 4],
    ),
    "the same caption twice": (
        [written("a", "1"), written("a", "2"), written("b", "3")],
        [printed("a", "1", 2), printed("a", "2", 3), printed("b", "3", 4)],
        [2, 3, 4],
    ),
    "one caption missing": (
        [written("a"), written("x"), written("b")],
        [printed("a", "1", 2), printed("x", "2", 3), printed("b", "3", 4)],
        [2, 3, 4],
    ),
    "first and last missing": (
        [written("x"), written("a"), written("y")],
        [printed("x", "1", 2), printed("a", "2", 3), printed("y", "3", 4)],
        [2, 3, 4],
    ),
    "two missing, one printed, known by its number": (
        [written("a", "1"), written("x", "2"), written("y", "3")],
        [printed("a", "1", 2), printed("y", "3", 4)],
        [2, None, 4],
    ),
    "two missing, one printed, no telling which": (
        [written("a"), written("x"), written("y"), written("b")],
        [printed("a", "1", 2), printed("y", "2", 3), printed("b", "3", 4)],
        [2, None, None, 4],
    ),
    "rewritten since it was compiled": (
        [written("a", "1"), written("b", "2", "Entirely new words."), written("c", "3")],
        [printed("a", "1", 2), printed("b", "2", 3), printed("c", "3", 4)],
        [2, 3, 4],
    ),
    "nothing written at all": (
        [written("x"), written("y")],
        [printed("x", "1", 2), printed("y", "2", 3)],
        [2, 3],
    ),
    "nothing printed": ([written("x")], [], [None]),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), ORDERS.values(), ids=ORDERS)
def test_each_figure_finds_its_page(ours: list[Figure], theirs: list[Figure], expected: list[int | None]) -> None:
    assert pages(pair(source(*ours), compiled(*theirs))) == expected


FILES: dict[str, tuple[tuple[Image, ...], tuple[Image, ...]]] = {
    "one file": ((Image("a.png"),), (Image("a.png", 2, box(2)),)),
    "drawn by TeX": ((Image(),), (Image(None, 2, box(2)),)),
    "nothing that can be shown": ((), (Image(None, 2, box(2)),)),
    "two files": ((Image("a.png"), Image("b.png")), (Image(None, 2, box(2)), Image("a.png"), Image("b.png"))),
    "a file and a drawing": ((Image("a.png"), Image()), (Image(None, 2, box(2)), Image("a.png"))),
}


@pytest.mark.parametrize(("files", "expected"), FILES.values(), ids=FILES)
def test_the_region_comes_first(files: tuple[Image, ...], expected: tuple[Image, ...]) -> None:
    latex = source(replace(written("a"), images=files))
    assert pair(latex, compiled(printed("a", "1", 2))).figures[0].images == expected


def test_files_stay_where_the_pdf_has_no_region() -> None:
    without = replace(printed("a", "1", 2), images=())
    assert pair(source(written("a")), compiled(without)).figures[0].images == (Image("a.png"),)


# --- find_pdf -------------------------------------------------------------------------------------------------------------------


def folder(root: Path, *names: str) -> Draft:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"%PDF-1.5")
    return Draft(root, root, "latex", "tex/main.tex", figures=(Figure("a", images=(Image("tex/plot.pdf"), Image())),))


BESIDE = {
    "same name": (["tex/output.pdf", "tex/tex.pdf", "tex/main.pdf"], "tex/main.pdf"),
    "the folder's name": (["tex/output.pdf", "tex/tex.pdf"], "tex/tex.pdf"),
    "from Overleaf": (["tex/output.pdf", "tex/plot.pdf"], "tex/output.pdf"),
    "a logo": (["tex/logo.pdf"], None),
    "elsewhere": (["main.pdf", "tex/figs/main.pdf", "tex/main.txt"], None),
    "an image of the draft": (["tex/plot.pdf"], None),
}


@pytest.mark.parametrize(("names", "expected"), BESIDE.values(), ids=BESIDE)
def test_find_pdf(names: list[str], expected: str | None, tmp_path: Path) -> None:
    found = find_pdf(folder(tmp_path, *names))
    assert found == (tmp_path / expected if expected else None)


def test_an_image_that_is_named_like_the_paper_is_not_taken(tmp_path: Path) -> None:
    draft = folder(tmp_path, "tex/main.pdf")
    assert find_pdf(replace(draft, figures=(Figure("a", images=(Image("tex/main.pdf"),)),))) is None


def test_a_link_out_of_the_draft_is_not_followed(tmp_path: Path) -> None:
    draft = folder(tmp_path / "paper", "tex/plot.pdf")
    (tmp_path / "private.pdf").write_bytes(b"%PDF-1.5")
    (tmp_path / "paper/tex/main.pdf").symlink_to(tmp_path / "private.pdf")
    assert find_pdf(draft) is None


def test_a_pdf_that_nobody_named_is_not_spoken_of_where_it_does_not_fit(tmp_path: Path) -> None:
    import pymupdf

    captions = "".join(f"\\begin{{figure}}\\caption{{{text}}}\\end{{figure}}\n" for text in CAPTIONS.values())
    (tmp_path / "main.tex").write_text(f"\\documentclass{{article}}\\begin{{document}}\n{captions}\\end{{document}}\n")
    other = pymupdf.open()
    other.new_page().insert_text((72, 100), "Figure 1: Trees of another paper.")
    other.save(tmp_path / "main.pdf")
    assert [problem.code for problem in open_draft(tmp_path).problems] == []
    named = open_draft(tmp_path, pdf=tmp_path / "main.pdf")
    assert [problem.code for problem in named.problems] == ["pdf-does-not-fit"]


def test_the_numbers_of_an_old_pdf_are_not_taken() -> None:
    latex = source(written("new", "1"), written("a", "2"), written("b", "3"))
    old = compiled(printed("a", "1", 1), printed("b", "2", 2))
    assert [figure.number for figure in pair(latex, old).figures] == ["1", "2", "3"]


# --- regions that may be another figure's ---------------------------------------------------------------------------------------


def beside(root: Path, *names: str) -> Draft:
    from PIL import Image as Pillow

    for name in names:
        Pillow.new("RGB", (40, 20), "lime").save(root / name)
    return replace(source(written("a", "1"), written("b", "2")), root=root, path=root)


def away(name: str, number: str, page: int, by: int) -> Figure:
    figure = printed(name, number, page)
    return replace(figure, images=(Image(page=page + by, bbox=box(page)),), type="photo")


@pytest.mark.parametrize(
    ("by", "files", "taken"),
    [(0, ["a.png"], True), (0, [], True), (1, ["a.png"], False), (-1, [], True), (2, [], False), (6, ["a.png"], False)],
)
def test_a_region_is_taken_where_it_stands_by_its_caption(
    tmp_path: Path, by: int, files: list[str], taken: bool
) -> None:
    read = pair(beside(tmp_path, *files), compiled(away("a", "1", 7, by), printed("b", "2", 9)))
    (first, second) = read.figures
    assert first.images == ((Image("a.png", 7 + by, box(7)) if taken else Image("a.png")),)
    assert (bool(first.drawn_text), first.type) == (taken, "photo" if taken else None)
    assert (first.page, second.page) == (7, 9)
    assert second.images == (Image("b.png", 9, box(9)),)


def test_a_figure_paired_by_its_place_alone_keeps_its_file(tmp_path: Path) -> None:
    latex = beside(tmp_path, "a.png", "b.png")
    new = replace(latex.figures[1], caption="Entirely other words.", number=None)
    read = pair(replace(latex, figures=(latex.figures[0], new)), compiled(printed("a", "1", 2), printed("b", "2", 3)))
    assert [figure.images for figure in read.figures] == [(Image("a.png", 2, box(2)),), (Image("b.png"),)]
    assert read.figures[1].page == 3


def test_what_the_source_shows_of_a_file_is_kept_beside_the_region() -> None:
    view = View(page=2)
    latex = source(replace(written("a"), images=(Image("a.pdf", view=view),)))
    assert pair(latex, compiled(printed("a", "1", 2))).figures[0].images == (Image("a.pdf", 2, box(2), view),)


def test_a_figure_that_lost_its_caption_shares_no_number_with_one_that_has_one() -> None:
    """The PDF was compiled before: in the source the figure behind it has its number by now."""
    latex = source(written("a", "1"), written("b", None, ""), written("c", "2"))
    paired = pair(latex, compiled(printed("a", "1", 1), printed("b", "2", 2), printed("c", "3", 3)))
    assert [(figure.number, figure.page) for figure in paired.figures] == [("1", 1), (None, 2), ("2", 3)]


def test_a_figure_that_was_not_counted_keeps_the_printed_number_where_it_is_free() -> None:
    latex = source(written("a", "1"), written("b", None, ""), written("c", "3"))
    paired = pair(latex, compiled(printed("a", "1", 1), printed("b", "2", 2), printed("c", "3", 3)))
    assert [figure.number for figure in paired.figures] == ["1", "2", "3"]
