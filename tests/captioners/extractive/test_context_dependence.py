"""Words that point back or elsewhere: what is made of them where the rest of the text tells what they stand for."""

import pytest

from capassist.captioners.extractive.context_dependence import definite, depends_on_context, points_elsewhere

STAYS = {
    "a number of what is told": "The three parts of the pump.",
    "a number of what is seen": "The two lines fall.",
    "nothing points": "The level of the tank.",
    "what is in no case meant": "The level in this case of the model.",
    "of this paper": "The level of this work.",
    "it at its head, outside of a title": "This imprint of the window.",
    "such, outside of a title": "The size of such a limit.",
    "a pronoun alone": "The level of these is low.",
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_a_text_stays_as_it_is(text: str) -> None:
    assert definite(text, title=False) == (text, ())


DEFINITE = {
    "of this": ("A model of this structure.", False, "A model of the structure.", ("this structure",)),
    "twice": ("Errors for these runs of this pump.", False, "Errors for the runs of the pump.", ("these runs", "this pump")),
    "in a title too": ("A model of this structure.", True, "A model of the structure.", ("this structure",)),
    "at the head of a title": ("This imprint of the window.", True, "The imprint of the window.", ("This imprint",)),
    "with a word between": ("These old pumps for tanks.", True, "The old pumps for tanks.", ("These pumps",)),
    "at both ends": ("This level of these tanks.", True, "The level of the tanks.", ("these tanks", "This level")),
    "a number of them": ("The three parts with their flow.", True, "The three parts with their flow.", ("The three parts",)),
    "in German": ("Die drei Teile mit dem Fluss.", True, "Die drei Teile mit dem Fluss.", ("Die drei Teile",)),
    "such in a title": ("The size of such a limit.", True, "The size of a limit.", ("such a limit",)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "title", "made", "pointed"), DEFINITE.values(), ids=DEFINITE)
def test_what_points_from_within_is_made_definite_and_told(
    text: str, title: bool, made: str, pointed: tuple[str, ...]
) -> None:
    assert definite(text, title=title) == (made, pointed)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("The model and this model agree.", False, id="a noun that was named"),
        pytest.param("The models fall, and this model is one.", False, id="in another form"),
        pytest.param("The level that this paper needs.", False, id="the paper"),
        pytest.param("Milestones in its history.", False, id="its, in a sentence"),
        pytest.param("A tank of Rome and of Oslo has the level of this pump.", False, id="far behind"),
    ],
)
def test_a_text_that_stands_alone(text: str, *, title: bool) -> None:
    assert not depends_on_context(text, title=title)
    assert not depends_on_context(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Level of this pump at noon.", False, id="a noun that was not"),
        pytest.param("Milestones in its history.", True, id="its, in a title"),
        pytest.param("Level of the latter.", False, id="the latter"),
        pytest.param("The size of these is small.", False, id="these alone"),
        pytest.param("It falls.", True, id="a pronoun"),
    ],
)
def test_a_text_that_needs_the_one_before(text: str, *, title: bool) -> None:
    assert depends_on_context(text, title=title)


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [("The level above the weir.", False), ("The level, as shown above.", True), ("The flow is as follows.", True)],
)
def test_another_place_of_the_paper(text: str, *, elsewhere: bool) -> None:
    assert points_elsewhere(text) == elsewhere
