"""What a model gets that writes another text than the caption, and where its answer is divided."""

from dataclasses import replace
from typing import Any

import pytest

from capassist.captioners.generative.derived_prompts import derived_messages, split_long
from capassist.llm.messages import texts_of
from capassist.llm.probe import made_up_picture
from capassist.model import (
    CaptionRequest,
    Drawing,
    Figure,
    Mention,
    Profile,
    Purpose,
    Sentence,
    TextForm,
    TextPlace,
)
from capassist.text.alternative import LONGEST_SHORT

SAID = "Figure 1 shows the level. Pump B is the slower one."
WHOLE = Figure(
    id="fig:a",
    mentions=(Mention(SAID, (Sentence(SAID, SAID),), "main.tex", 3),),
    type="graph plot",
    drawing=Drawing("pdf", title="Level of the tank"),
)


def asked(purpose: Purpose = "alt", form: TextForm = "", figure: Figure = WHOLE, **fields: Any) -> CaptionRequest:
    return CaptionRequest(
        replace(figure, place=TextPlace(purpose, "fig:a", form)), Profile((), None), "latex", **fields
    )


def sent(request: CaptionRequest, rules: tuple[str, ...] = (), *, blind: bool = False) -> tuple[list[str], int]:
    """Return the texts of the user's message, and how many pictures it has."""
    pictures = {} if blind else {"fig:a": made_up_picture()}
    system, user = derived_messages(request, pictures, "XYZ", rules)
    assert "[quote XYZ]" in system["content"]
    texts = texts_of(user)
    return texts, len(user["content"]) - len(texts)


@pytest.mark.parametrize("purpose", ["short", "slide", "abstract"])
def test_other_texts_are_made_of_the_caption_alone(purpose: Purpose) -> None:
    (caption, task), pictures = sent(asked(purpose, accepted="Level over time."))
    assert pictures == 0
    assert caption.startswith("Its caption, which the author accepted: [quote XYZ]\nLevel over time.\n")
    assert {"short": "list of figures", "slide": "slide", "abstract": "graphical abstract"}[purpose] in task


def test_an_alternative_text_is_made_of_all_that_is_known() -> None:
    texts, pictures = sent(asked(accepted="Level over time."))
    assert pictures == 1
    assert [text.split(":")[0] for text in texts[:4]] == [
        "Target Figure Image",
        "Target Figure Paragraph(s)",
        "Read from its drawing",
        "Its caption, which the author accepted",
    ]
    assert f"\n[quote XYZ]\n{SAID}\n[end of quote XYZ]" in texts[1]
    assert len(texts) == 5


def test_what_is_not_there_is_not_spoken_of() -> None:
    (task,), pictures = sent(asked(figure=Figure(id="fig:a")), blind=True)
    assert pictures == 0
    assert str(LONGEST_SHORT) in task


@pytest.mark.parametrize(("form", "is_long"), [("alt", False), ("description", True), ("", True)])
def test_a_long_description_is_asked_for_where_it_has_a_place(form: TextForm, is_long: bool) -> None:
    texts, _ = sent(asked("alt", form))
    assert ("long description" in texts[-1]) is is_long


def test_an_instruction_changes_the_text_that_is_there_and_rules_come_last() -> None:
    request = asked("short", accepted="Level.", current="The level", instruction="Name the tank.")
    texts, _ = sent(request, ("In every caption, write tank.",))
    assert texts[-2:] == [
        "There is a text already: [quote XYZ]\nThe level\n[end of quote XYZ]\nChange only this: Name the tank.",
        "In every caption and every text beside it, write tank.",
    ]


HEAD = "A line plot of levels."
LONG = "The level " + "falls and " * 22 + "ends."


@pytest.mark.parametrize(
    ("text", "purpose", "form", "lines"),
    [
        (f"{HEAD} {LONG}", "short", "", [f"{HEAD} {LONG}"]),
        (f"{HEAD} {LONG}", "alt", "alt", [f"{HEAD} {LONG}"]),
        (HEAD, "alt", "", [HEAD]),
        (f"{HEAD} {LONG}", "alt", "", [HEAD, LONG]),
        (f"{HEAD} {HEAD} {LONG} {HEAD}", "alt", "description", [f"{HEAD} {HEAD}", f"{LONG} {HEAD}"]),
        (f"{HEAD}  {HEAD} {LONG} {HEAD}", "alt", "", [f"{HEAD} {HEAD}", f"{LONG} {HEAD}"]),
        (f"{LONG} {HEAD}", "alt", "", [LONG, HEAD]),
        (f"{HEAD}\n{LONG} {HEAD}", "alt", "", [HEAD, f"{LONG} {HEAD}"]),
        (f"{HEAD}\n{HEAD} {LONG}\n{LONG}", "alt", "", [f"{HEAD} {HEAD}", f"{LONG} {LONG}"]),
        (f"{LONG} Then it {'falls ' * 12}", "alt", "", [LONG, f"Then it {'falls ' * 12}".strip()]),
        ("falls " * 50, "alt", "", [("falls " * 50).strip()]),
        (f"{'a' * (LONGEST_SHORT - 4)}. A b. {HEAD}", "alt", "", [f"{'a' * (LONGEST_SHORT - 4)}.", f"A b. {HEAD}"]),
        (f"{'a' * (LONGEST_SHORT - 6)}. A b. {HEAD}", "alt", "", [f"{'a' * (LONGEST_SHORT - 6)}. A b.", HEAD]),
    ],
)  # fmt: skip
def test_whole_sentences_up_to_the_length_are_the_short_description(
    text: str, purpose: Purpose, form: TextForm, lines: list[str]
) -> None:
    assert len(LONG) <= LONGEST_SHORT < len(LONG) + len(HEAD) + 1
    assert split_long(text, asked(purpose, form)).split("\n") == lines
