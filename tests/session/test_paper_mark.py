"""Which paper and which figure something was decided for: a revised paper is the same one, another one is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.model import Draft, Figure, Image, Manuscript, Mention
from capassist.session.paper_mark import (
    PaperMark,
    figure_mark,
    is_same_figure,
    is_same_paper,
    mark_from,
    mark_of,
    mark_record,
    resemblance,
)


def numbered(first: int, count: int) -> str:
    """Return a text of words that occur once each."""
    return " ".join(f"word{number}" for number in range(first, first + count))


def paper(body: str, title: str | None = None, main: str = "main.tex", abstract: str | None = None) -> PaperMark:
    manuscript = Manuscript(body=body)
    return mark_of(Draft(Path(), Path(), "latex", main, title=title, abstract=abstract, manuscript=manuscript))


def test_a_mark_is_small_and_the_same_for_the_same_text() -> None:
    mark = paper(numbered(0, 5000), "On  Words")
    assert (mark.main, mark.title, len(mark.sketch)) == ("main.tex", "On Words", 64)
    assert mark == paper(f"{numbered(0, 5000).upper()}\n", "On Words")
    assert all(len(gram) == 8 for gram in mark.sketch)
    assert list(mark.sketch) == sorted(mark.sketch)


@pytest.mark.parametrize(("words", "grams"), [(0, 0), (4, 0), (5, 1), (6, 2), (40, 36), (68, 64), (69, 64)])
def test_a_sketch_has_a_hash_for_five_words_in_a_row(words: int, grams: int) -> None:
    assert len(paper(numbered(0, words)).sketch) == grams


def test_the_abstract_is_text_of_the_paper() -> None:
    assert paper("", abstract=numbered(0, 9)).sketch == paper(numbered(0, 9)).sketch


@pytest.mark.parametrize(
    ("kept", "same"), [(1.0, True), (0.5, True), (0.2, True), (0.0, False)], ids=["all", "half", "a fifth", "nothing"]
)
def test_what_is_left_of_a_text_tells_whether_it_is_the_same_paper(kept: float, same: bool) -> None:
    before, now = numbered(0, 3000), f"{numbered(0, int(3000 * kept))} {numbered(9000, 3000 - int(3000 * kept))}"
    assert is_same_paper(paper(before, "Before"), paper(now, "Now")) == same


def test_a_few_words_in_common_make_no_paper_the_same() -> None:
    one, other = f"{numbered(0, 30)} {numbered(100, 3000)}", f"{numbered(0, 30)} {numbered(7000, 3000)}"
    assert not is_same_paper(paper(one), paper(other))
    assert resemblance(paper(one), paper(other)) < 0.05


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (PaperMark("a.tex", "Title", ("0",)), PaperMark("b.tex", "Title", ("1",)), True),
        (PaperMark("a.tex", "", ("0",)), PaperMark("a.tex", "", ("1",)), False),
        (PaperMark("a.tex", "One", ()), PaperMark("a.tex", "Other", ()), False),
        (PaperMark("a.tex", "One", ()), PaperMark("a.tex", "Other", ("1",)), False),
        (PaperMark("a.tex", "One", ()), PaperMark("a.tex", "", ()), True),
        (PaperMark("a.tex", "", ()), PaperMark("b.tex", "", ("1",)), True),
    ],
    ids=["same title", "other text", "other title", "other title of a text", "no title", "nothing"],
)
def test_what_is_not_there_tells_nothing(one: PaperMark, other: PaperMark, same: bool) -> None:
    assert is_same_paper(one, other) == is_same_paper(other, one) == same


def test_the_least_resemblance_of_the_same_paper_is_a_twentieth() -> None:
    many = tuple(f"{number:02}" for number in range(20))
    assert resemblance(PaperMark("", "", many), PaperMark("", "", many[:1])) == 0.05
    assert is_same_paper(PaperMark("", "A", many), PaperMark("", "B", many[:1]))
    assert not is_same_paper(PaperMark("", "A", (*many, "20")), PaperMark("", "B", many[:1]))
    assert resemblance(PaperMark("", "", ()), PaperMark("", "", ())) == 0


@given(st.lists(st.integers(0, 300), max_size=120), st.lists(st.integers(0, 300), max_size=120))
def test_the_resemblance_of_small_texts_is_exact_and_the_same_both_ways(one: list[int], other: list[int]) -> None:
    first, second = (paper(" ".join(f"w{number}" for number in each)) for each in (one, other))
    estimate = resemblance(first, second)
    assert estimate == resemblance(second, first)
    union = set(first.sketch) | set(second.sketch)
    if len(union) <= 64:
        assert estimate == pytest.approx(len(set(first.sketch) & set(second.sketch)) / max(len(union), 1))


def test_a_mark_comes_back_from_its_record() -> None:
    mark = paper(numbered(0, 20), "T")
    assert mark_from(mark_record(mark)) == mark


@pytest.mark.parametrize(
    "record",
    [
        None,
        "main.tex",
        [],
        {},
        {"main": "a", "title": "b"},
        {"main": 1, "title": "", "sketch": []},
        {"main": "a", "title": None, "sketch": []},
        {"main": "a", "title": "b", "sketch": "abc"},
        {"main": "a", "title": "b", "sketch": [1]},
    ],
)
def test_a_damaged_record_is_no_mark(record: object) -> None:
    assert mark_from(record) is None


def test_a_paper_is_named_by_its_title_where_it_has_one() -> None:
    assert PaperMark("main.tex", "On Words", ()).named == "“On Words” (main.tex)"
    assert PaperMark("main.tex", "", ()).named == "main.tex"


FIGURE = Figure(
    "main.tex#2", images=(Image("a.pdf"), Image("b.pdf")), drawn_text="axis", mentions=(Mention("It.", ()),)
)


def test_a_figure_is_known_by_its_graphics_else_by_what_is_drawn_else_by_what_is_said() -> None:
    drawn = replace(FIGURE, images=(Image(page=3),))
    said = replace(drawn, drawn_text=" ")
    marks = [figure_mark(figure) for figure in (FIGURE, drawn, said, replace(said, mentions=()))]
    assert len(set(marks)) == 4
    assert marks[-1] == ""
    assert figure_mark(replace(FIGURE, drawn_text="other", mentions=())) == marks[0]
    assert figure_mark(replace(drawn, drawn_text=" axis\n", mentions=())) == marks[1]


def test_a_figure_that_is_counted_is_told_by_its_mark_and_one_with_a_label_by_that() -> None:
    other = figure_mark(replace(FIGURE, images=(Image("c.pdf"),)))
    assert is_same_figure(FIGURE, figure_mark(FIGURE))
    assert not is_same_figure(FIGURE, other)
    assert is_same_figure(replace(FIGURE, id="fig:a"), other)
    assert is_same_figure(FIGURE, None)
    assert is_same_figure(FIGURE, "")
    assert is_same_figure(Figure("main.tex#2"), other)
