"""An instruction taken apart: which wishes are in it, what is said of each, and whether a caption is as wished."""

import pytest

from capassist.captioners.extractive.panel_parts import panel_asked_for
from capassist.captioners.extractive.wishes import (
    DirectionWish,
    KeepingWish,
    LengthWish,
    NoPanelsWish,
    OmissionWish,
    PeriodWish,
    Wish,
    already,
    holds,
    why_not,
    wishes_in,
)
from capassist.text.markup import LATEX

CAPTION = r"Inflow (left) and outflow (right) of 7 basins, in red and blue \citep{rain}."

ASKED: dict[str, list[tuple[type[Wish], object]]] = {
    "please": [],
    "thanks": [],
    "at most 12 words, brief": [(LengthWish, "at most 12 words")],
    "at most 12 words and shorter": [(LengthWish, "at most 12 words"), (DirectionWish, False)],
    "one sentence": [(LengthWish, "exactly 1 sentence")],
    "brief": [(DirectionWish, False)],
    "a bit shorter, please": [(DirectionWish, False)],
    "kürzer bitte": [(DirectionWish, False)],
    "much longer": [(DirectionWish, True)],
    "longer and more formal": [(DirectionWish, True), (Wish, "more formal")],
    "no period": [(PeriodWish, False)],
    "add the final period": [(PeriodWish, True)],
    "no panels": [(NoPanelsWish, None)],
    "drop the panel labels": [(NoPanelsWish, None)],
    "without the left panel": [(OmissionWish, "left panel")],
    "without numbers and colours": [(OmissionWish, "numbers"), (OmissionWish, "colours")],
    "without red, blue": [(OmissionWish, "red"), (OmissionWish, "blue")],
    "without red, formulas": [(OmissionWish, "red"), (OmissionWish, "formulas")],
    "without red, panel c": [(OmissionWish, "red"), (OmissionWish, "panel c")],
    "without red, more formal, blue": [(OmissionWish, "red"), (Wish, "more formal"), (Wish, "blue")],
    "leave out the line in red": [(OmissionWish, "line"), (Wish, "leave out the line in red")],
    "no colours": [(OmissionWish, "colours")],
    "no basins": [(Wish, "no basins")],
    "keep the numbers": [(KeepingWish, "numbers")],
    "keep red and without numbers": [(KeepingWish, "red"), (OmissionWish, "numbers")],
}


def of_a_wish(wish: Wish) -> object:
    match wish:
        case LengthWish(length=length):
            return str(length)
        case DirectionWish(longer=value) | PeriodWish(period=value):
            return value
        case OmissionWish(thing=thing) | KeepingWish(thing=thing):
            return thing
        case NoPanelsWish():
            return None
        case _:
            return wish.words


@pytest.mark.parametrize(("instruction", "wishes"), ASKED.items(), ids=ASKED)
def test_what_is_asked(instruction: str, wishes: list[tuple[type[Wish], object]]) -> None:
    assert [(type(wish), of_a_wish(wish)) for wish in wishes_in(instruction, CAPTION, LATEX)] == wishes


SHORTER = CAPTION.replace(", in red and blue", "")
HOLDS = {
    "shorter": (DirectionWish("", longer=False), SHORTER, True),
    "no shorter": (DirectionWish("", longer=False), CAPTION, False),
    "longer": (DirectionWish("", longer=True), CAPTION.replace("Inflow", "Mean inflow"), True),
    "no longer": (DirectionWish("", longer=True), CAPTION, False),
    "as many words and fewer letters": (DirectionWish("", longer=False), CAPTION.replace("Inflow", "Flow"), True),
    "without it": (OmissionWish("", "red"), SHORTER, True),
    "with it": (OmissionWish("", "red"), CAPTION, False),
    "numbers of a citation are none": (OmissionWish("", "numbers"), r"Inflow \citep{rain2010}.", True),
    "a word in a longer one": (OmissionWish("", "flow"), CAPTION, True),
    "in the plural": (OmissionWish("", "basin"), CAPTION, False),
    "without the panel": (OmissionWish("", "left panel", panel_asked_for("left panel")), "Outflow (right).", True),
    "with the panel": (OmissionWish("", "left panel", panel_asked_for("left panel")), CAPTION, False),
    "kept": (KeepingWish("", "colours"), CAPTION, True),
    "lost": (KeepingWish("", "colours"), SHORTER, False),
    "a stop": (PeriodWish("", period=True), CAPTION, True),
    "no stop": (PeriodWish("", period=False), CAPTION, False),
    "no panels": (NoPanelsWish(""), "Flow of 7 basins.", True),
    "panels": (NoPanelsWish(""), "Flow. (a) In. (b) Out.", False),
    "what is not understood": (Wish("more formal"), CAPTION, False),
}


@pytest.mark.parametrize(("wish", "text", "held"), HOLDS.values(), ids=HOLDS)
def test_whether_a_caption_is_as_wished(wish: Wish, text: str, held: bool) -> None:
    assert holds(wish, text, CAPTION, LATEX) == held


WHY: dict[str, tuple[Wish, str, str]] = {
    "longer": (DirectionWish("", longer=True), "the paper says nothing of this figure that the caption lacks", "it is so already"),
    "shorter": (DirectionWish("", longer=False), "nothing can be left out of this caption to make it shorter", "it is so already"),
    "without": (OmissionWish("", "red"), "the caption cannot be put without it unless other words are found", "it does not mention “red”"),
    "with": (KeepingWish("", "red"), "the caption could not be changed as you wish and keep that", "it keeps “red” as it is"),
    "with what it lacks": (KeepingWish("", "green"), "that needs a server and a model", "it keeps “green” as it is"),
    "a stop": (PeriodWish("", period=True), "the caption ends with something else", "it is so already"),
    "no panels": (NoPanelsWish(""), "the caption says nothing but what its panels show", "no part of it is about a panel"),
    "style": (Wish("more formal"), "that needs a server and a model", "it is so already"),
}  # fmt: skip


@pytest.mark.parametrize(("wish", "refused", "done"), WHY.values(), ids=WHY)
def test_why_a_wish_is_not_or_need_not_be_done(wish: Wish, refused: str, done: str) -> None:
    assert why_not(wish, CAPTION, LATEX) == refused
    assert already(wish, CAPTION, LATEX) == done


def test_of_a_length_the_words_are_counted() -> None:
    (wish,) = wishes_in("at most 12 words", CAPTION, LATEX)
    assert already(wish, CAPTION, LATEX) == "it has 12 words already"
    assert why_not(wish, CAPTION, LATEX) == "the caption cannot be brought to at most 12 words without other words"
    assert holds(wish, CAPTION, "", LATEX)
    assert not holds(wish, f"Old {CAPTION}", "", LATEX)
