"""What a judge is asked: between marks that a caption cannot contain, numbered from one, with the options by letter."""

import re
from collections.abc import Sequence

import pytest

from capassist.evaluation.judge_prompts import (
    action_messages,
    choice_messages,
    choices_messages,
    content_messages,
    quiz_messages,
    style_messages,
    with_letters,
)
from capassist.llm.messages import Message
from capassist.model import Picture

OPTIONS = {"A": "north", "B": "south", "C": "west", "D": "not told"}
CALLS = {
    "content": content_messages("A lamp.", ["lamp", "door"], "7f"),
    "style": style_messages("A lamp.", "The lamp.", "poem", None, "7f"),
    "choice": choice_messages("A lamp.", "Where?", OPTIONS, "7f"),
    "choices": choices_messages("A lamp.", ["Where?\nA. here", "When?\nA. now"], "7f"),
    "action": action_messages("What?", "Baking.", "I baked.", "7f"),
    "quiz": quiz_messages("Figure 1", ["It rises.", "It falls."], 3, "7f"),
}
BETWEEN = {
    "content": ["1. lamp\n2. door", "A lamp."],
    "style": ["The lamp.", "A lamp."],
    "choice": ["A lamp.", "Where?\nA. north\nB. south\nC. west\nD. not told"],
    "choices": ["A lamp.", "1. Where?\nA. here\n2. When?\nA. now"],
    "action": ["What?", "Baking.", "I baked."],
    "quiz": ["Figure 1", "1. It rises.\n2. It falls."],
}


def texts(messages: Sequence[Message]) -> tuple[str, str]:
    """Return what the system says, and what the user does."""
    system, user = messages
    return str(system["content"]), "\n".join(part["text"] for part in user["content"] if part["type"] == "text")


@pytest.mark.parametrize("name", CALLS)
def test_all_that_is_judged_stands_between_the_marks(name: str) -> None:
    system, user = texts(CALLS[name])
    assert re.findall(r"\[quote 7f\]\n(.*?)\n\[end of quote 7f\]", user, re.DOTALL) == BETWEEN[name]
    assert "[quote 7f]" in system
    assert not any(words in system for words in ("A lamp", "north", "Baking.", "It rises"))


@pytest.mark.parametrize("name", CALLS)
def test_no_place_of_a_form_is_left_open(name: str) -> None:
    system, user = texts(CALLS[name])
    assert not re.search(r"\{(?:quoting|kind|meaning|count)\}|\{\{|\}\}\}\}", system + user)


def test_as_many_questions_are_asked_for_as_are_wanted() -> None:
    assert "Make 3 questions" in texts(CALLS["quiz"])[0]


def test_a_type_of_caption_is_named_with_its_meaning() -> None:
    assert "The type is poem: verse in a form like the reference's" in texts(CALLS["style"])[0]


def test_a_picture_goes_with_the_style_before_the_texts() -> None:
    picture = Picture(b"x", "image/png", 1, 1)
    kinds = [part["type"] for part in style_messages("A.", "B.", "poem", picture, "7f")[1]["content"]]
    assert kinds == ["image_url", "text"]


def test_a_question_comes_before_its_options() -> None:
    assert with_letters("Where?", OPTIONS) == "Where?\nA. north\nB. south\nC. west\nD. not told"
