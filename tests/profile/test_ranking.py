"""Which figures a draft imitates."""

from dataclasses import replace
from pathlib import Path

import pytest

from capassist.model import Draft, Figure, Image, Mention
from capassist.profile import build_profile


def figure(name: str, caption: str | None = "A caption.", about: str = "", **fields: object) -> Figure:
    mentions = (Mention(text=about, sentences=()),) if about else ()
    state = "written" if caption else "missing"
    return Figure(id=name, labels=(name,), caption=caption, state=state, mentions=mentions, **fields)  # type: ignore[arg-type]


def draft(*figures: Figure) -> Draft:
    return Draft(path=Path("paper"), root=Path("paper"), kind="latex", main="main.tex", figures=figures)


def ids(paper: Draft, target: Figure, size: int = 9) -> list[str]:
    return [p.figure.id for p in build_profile(paper, target, size).figures]


def test_never_the_target_nor_a_figure_without_a_caption_of_its_own() -> None:
    target = figure("target", "The true caption.", "latency of the cache")
    paper = draft(
        target,
        figure("empty", None, "latency of the cache"),
        replace(figure("todo", "TODO", "latency of the cache"), state="placeholder"),
        replace(figure("table", about="latency of the cache"), kind="table"),
        figure("other"),
    )
    assert ids(paper, target) == ["other"]


def test_the_author_s_words_are_never_the_target_s() -> None:
    others = [figure("a", "Posterior speed of cars."), figure("b", "Posterior mass of cars.")]
    target = figure("target", "Posterior zebras, zebras.")
    style = build_profile(draft(target, *others), target, 3).style
    assert style is not None
    assert style.vocabulary == ("cars", "posterior")


def test_the_target_s_own_caption_changes_nothing() -> None:
    others = [figure("a", "Energy of the lattice.", "the lattice"), figure("b", "Latency of the cache.", "the cache")]
    blank = figure("target", None, "We measure the lattice.")
    captioned = replace(blank, caption="Latency of the cache.", caption_source="Latency of the cache.", state="written")
    assert build_profile(draft(*others, blank), blank, 2) == build_profile(draft(*others, captioned), captioned, 2)


def test_same_type_comes_before_like_text() -> None:
    target = figure("target", None, "latency of the cache", type="bar chart")
    alike = figure("alike", about="latency of the cache", type="photo")
    typed = figure("typed", about="energy of the lattice", type="bar chart")
    profile = build_profile(draft(alike, typed, target), target, 2)
    assert [p.figure.id for p in profile.figures] == ["typed", "alike"]
    assert profile.figures[0].reason == "a bar chart too"


def test_other_is_no_type_to_share() -> None:
    target = figure("target", None, "latency of the cache", type="other")
    typed = figure("typed", about="energy of the lattice", type="other")
    alike = figure("alike", about="latency of the cache")
    assert ids(draft(typed, alike, target), target) == ["alike", "typed"]


def test_like_text_decides_and_the_reason_names_the_words() -> None:
    target = figure("target", None, "We report cache latency under load.")
    near = figure("near", about="Cache latency falls with size.")
    far = figure("far", about="A photograph of the lake.")
    profile = build_profile(draft(far, near, target), target, 2)
    assert [p.figure.id for p in profile.figures] == ["near", "far"]
    assert profile.figures[0].reason == "its paragraphs share the words cache, latency"
    assert profile.figures[0].similarity > profile.figures[1].similarity >= 0


def test_a_word_of_two_letters_is_a_term_and_one_of_one_letter_is_not() -> None:
    target = figure("target", None, "The pH of a lake.")
    acid, nearer = figure("acid", about="Its pH in a year."), figure("nearer", about="A tree.")
    assert ids(draft(acid, nearer, target), target) == ["acid", "nearer"]


def test_file_names_count_as_text_around() -> None:
    target = figure("x", None, images=(Image(path="plots/cacheLatency_v2.pdf"),))
    near = figure("y", images=(Image(path="plots/cache_latency.pdf"),))
    assert ids(draft(figure("z"), near, target), target)[0] == "y"


def test_ties_go_to_the_nearest_in_the_paper_then_the_earlier() -> None:
    figures = [figure(name) for name in ("f1", "f2", "f3", "f4", "f5")]
    target = replace(figures[2], caption=None, state="missing")
    assert ids(draft(*figures[:2], target, *figures[3:]), target) == ["f2", "f4", "f1", "f5"]


def test_looks_decide_only_where_the_text_says_nothing() -> None:
    looks = {"target": 0b1111, "near": 0b1110, "far": 0b1111 << 60}
    plain = [figure("far", "One."), figure("unknown", "Two."), figure("near", "Three.")]
    target = figure("target", None)
    profile = build_profile(draft(*plain, target), target, 3, lambda figure: looks.get(figure.id))
    assert [p.figure.id for p in profile.figures] == ["near", "far", "unknown"]
    assert profile.figures[0].reason == "its picture looks alike"
    described = figure("described", "Latency of the cache.", "latency of the cache")
    asked: list[str] = []
    target = figure("target", None, "latency of the cache")
    found = build_profile(draft(*plain, described, target), target, 1, lambda figure: asked.append(figure.id))
    assert [p.figure.id for p in found.figures] == ["described"]
    assert asked == []


@pytest.mark.parametrize("size", [-1, 0, 1, 3])
def test_no_more_figures_than_asked_for_but_style_from_all(size: int) -> None:
    target = figure("target", None)
    profile = build_profile(draft(target, *(figure(f"f{n}") for n in range(4))), target, size)
    assert len(profile.figures) == max(size, 0)
    assert profile.style is not None
    assert profile.style.captions == 4


def test_a_paper_without_other_captions_has_no_profile() -> None:
    target = figure("target", None)
    profile = build_profile(draft(target), target, 3)
    assert profile.figures == ()
    assert profile.style is None
