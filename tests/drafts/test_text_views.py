"""Texts of figures as figures of their own: which there are, and what each of them shows."""

from pathlib import Path
from typing import Any

import pytest

from capassist.drafts.text_views import DECORATIVE, _alone, _typed, text_views, view_id, with_text_views
from capassist.model import Draft, Drawing, Figure, Image, Panel, TextPlace

LEVELS = Figure("fig:a", images=(Image("a.png"), Image("b.png")), state="written", caption="Levels.")
TABLE = Figure("tab:a", kind="table", state="written", caption="Sizes.")


def draft(*places: TextPlace, kind: str = "latex") -> Draft:
    return Draft(Path("p"), Path("p"), kind, "main.tex", figures=(LEVELS, TABLE), places=places)  # type: ignore[arg-type]


def ids(made: Draft, *purposes: Any) -> list[str]:
    return [figure.id for figure in with_text_views(made, purposes).figures[2:]]


def test_the_id_of_a_view() -> None:
    assert view_id(TextPlace("alt", "fig:a")) == "fig:a@alt"
    assert view_id(TextPlace("alt", "fig:a", graphic=2)) == "fig:a@alt2"


def test_texts_that_a_source_has_places_for() -> None:
    made = draft(TextPlace("alt", "fig:a"), TextPlace("short", "tab:a"), TextPlace("alt", "fig:gone"))
    assert ids(made, "alt", "short") == ["fig:a@alt", "tab:a@short"]
    assert ids(made, "short") == ["tab:a@short"]


def test_texts_beside_a_source_are_those_of_pictures() -> None:
    assert ids(draft(), "alt", "slide", "abstract") == ["fig:a@slide", "fig:a@abstract"]
    assert ids(draft(TextPlace("alt", "fig:a"), kind="pdf"), "alt") == ["fig:a@alt"]


@pytest.mark.parametrize(
    ("place", "state", "caption", "source"),
    [
        (TextPlace("alt", "fig:a"), "missing", None, None),
        (TextPlace("alt", "fig:a", source="A \\emph{line}"), "written", "A line", "A \\emph{line}"),
        (TextPlace("alt", "fig:a", source="", decorative=True), "written", DECORATIVE, DECORATIVE),
    ],
)
def test_what_a_view_shows(place: TextPlace, state: str, caption: str | None, source: str | None) -> None:
    (view,) = text_views(draft(place), "alt")
    assert (view.state, view.caption, view.caption_source) == (state, caption, source)
    assert view.place is not None
    assert view.place.caption == "Levels."


def test_a_view_of_one_graphic_has_it_alone() -> None:
    panels = (Panel("a", "Left."), Panel("b", "Right."))
    place = TextPlace("alt", "fig:a", graphic=2, graphic_path="b.png")
    drawing = Drawing("pdf")
    view = Figure("v", images=LEVELS.images, panels=panels, drawing=drawing, drawn_text="5", type="photo", place=place)
    alone = _alone(view)
    assert (alone.images, alone.panels) == ((Image("b.png"),), panels[1:])
    assert (alone.drawing, alone.drawn_text, alone.type) == (None, "", None)
    one = Figure("v", images=LEVELS.images, panels=panels[:1], place=place)
    assert _alone(one).panels == ()  # not one panel for each graphic
    whole = Figure("v", images=LEVELS.images, place=TextPlace("alt", "fig:a"))
    assert _alone(whole) is whole


def test_the_type_of_a_graphic_else_of_its_figure() -> None:
    view, own, read = (
        Figure("v", type="photo"),
        Figure("r", images=LEVELS.images, type="table"),
        Figure("r", images=LEVELS.images),
    )
    assert [_typed(one, view).type for one in (own, read, Figure("r"))] == ["table", "photo", None]
