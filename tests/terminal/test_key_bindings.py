"""Which keys make sense for a figure, and what is said of those that do not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from capassist.model import Excerpt, Finding, Image, Profile, ProfileFigure, ReviewItem, Slot
from capassist.terminal.key_bindings import KEYS, offered_keys, refusal, unknown_key

BY_NAME = {key.name: key for key in KEYS}
Change = Callable[[ReviewItem], ReviewItem]


def same(item: ReviewItem) -> ReviewItem:
    return item


def with_figure(**changes: object) -> Change:
    return lambda item: replace(item, figure=replace(item.figure, **changes))  # type: ignore[arg-type]


def with_actions(*actions: str) -> Change:
    return lambda item: replace(item, actions=actions)  # type: ignore[arg-type]


def with_text(text: str) -> Change:
    return lambda item: replace(item, text=text)


def ended(item: ReviewItem) -> ReviewItem:
    return replace(item, ended=True, actions=("back", "jump", "quit"))


def ended_with_undo(item: ReviewItem) -> ReviewItem:
    return replace(item, ended=True, actions=("undo", "quit"))


def blocked(item: ReviewItem) -> ReviewItem:
    return replace(
        item, findings=(Finding("x", "Look here."), Finding("braces", "A brace is not closed.", blocks=True))
    )


def imitating(item: ReviewItem) -> ReviewItem:
    return replace(item, profile=Profile((ProfileFigure(item.figure, "of the same type", 0.8),), None))


def excerpted(item: ReviewItem) -> ReviewItem:
    return replace(item, excerpt=Excerpt("a.tex", 1, ("x",), (0, 1)))


def in_a_source(item: ReviewItem) -> ReviewItem:
    return with_figure(slot=Slot("a.tex", 0, 3, "Old"))(item)


def in_a_source_without_text(item: ReviewItem) -> ReviewItem:
    return with_text(" ")(in_a_source(item))


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("accept", same, ""),
        ("accept", with_text(" \n"), "There is no text to accept: edit it, or skip the figure."),
        ("accept", blocked, "Cannot be accepted: A brace is not closed. Edit it, or ask for another draft."),
        ("accept", with_actions("edit"), "There is nothing to accept here."),
        ("edit", same, ""),
        ("edit", with_actions("accept"), "No edit here."),
        ("editor", same, ""),
        ("editor", with_actions("accept"), "No edit here."),
        ("undo", with_actions("edit"), "There is nothing to undo here."),
        ("refine", same, "There is nothing to refine here."),
        ("tell", same, "There is nothing to ask about this text."),
        ("mend", same, "No second look doubts this text, or no model is named to mend it."),
        ("short", same, "This is that draft."),
        ("long", with_actions("long"), ""),
        ("style", same, "This is that draft."),
        ("pick", same, "There are no two sentences to choose from."),
        ("forward", same, "No forward here."),
        ("mentions", same, ""),
        ("mentions", with_figure(mentions=()), "No paragraph mentions this figure."),
        ("profile", same, "The draft imitates no other figure."),
        ("profile", imitating, ""),
        ("open", same, "The figure has no picture."),
        ("open", with_figure(images=(Image(path="a.png"),)), ""),
        ("source", excerpted, ""),
        ("source", same, "It is not written into a source: the draft is a PDF."),
        ("source", with_figure(locked="A macro sets it"), "It is not written into a source: A macro sets it."),
        ("source", in_a_source_without_text, "There is no text yet."),
        ("source", in_a_source, "As it is, the text changes nothing in the source, or cannot be written there."),
        ("help", same, ""),
        ("help", ended, ""),
        ("back", ended, ""),
        ("edit", ended, "Every figure is decided."),
        ("mentions", ended, "Every figure is decided."),
        ("undo", ended, "There is nothing to undo here."),
        ("undo", ended_with_undo, ""),
    ],
)
def test_a_key_that_does_nothing_says_why(name: str, change: Change, said: str, item: ReviewItem) -> None:
    changed = change(item)
    key = BY_NAME[name]  # type: ignore[index]
    assert refusal(key, changed) == said
    assert (key in offered_keys(changed)) == (not said)


def test_keys_are_offered_in_one_order_and_none_twice(item: ReviewItem) -> None:
    assert "".join(key.key for key in offered_keys(item)) == "aeEnsbumq?"
    assert len({key.key for key in KEYS}) == len({key.name for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "'x' is no key here. Keys: a e"),
        ("é", "'é' is no key here."),
        ("\x1b[15~", "That is no key here."),
        ("", "That is no key here."),
        ("\x07", "That is no key here."),
        ("xy", "That is no key here."),
    ],
)
def test_an_unknown_key_is_named_where_it_can_be(typed: str, said: str, item: ReviewItem) -> None:
    assert unknown_key(typed, item).startswith(said)
