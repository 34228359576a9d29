from collections.abc import Callable
from dataclasses import replace

import pytest

from capassist.model import Decision, DraftSentence, Excerpt, Figure, Profile, ProfileFigure, ReviewItem, Stop
from capassist.terminal.key_bindings import KEYS
from capassist.terminal.review_page import render_lines
from capassist.terminal.views import help_view, jump_view, mentions_view, pick_view, profile_view, source_view

VIEWS = {
    "mentions": mentions_view,
    "profile": profile_view,
    "source": source_view,
    "jump": jump_view,
    "pick": lambda item: pick_view(item, "2 1"),
}


def with_all(item: ReviewItem, text: str = "Decay\n   of the colony.") -> ReviewItem:
    """Return the item with something for each view to show, `text` being all of it."""
    other = Figure("fig:decay", number=text, labels=(text,), state="written", caption_source=text)
    return replace(
        item,
        profile=Profile((ProfileFigure(other, f"likewise {text}", 0.5),), None),
        sentences=(DraftSentence(text, 1, text), DraftSentence("Both.", 2, "offline")),
        stops=(Stop(other, Decision("fig:decay", "edit", text)), Stop(item.figure, None)),
        excerpt=Excerpt(f"{text}.tex", 9, ("\\begin{figure}", text, "\\end{figure}"), (1, 2)),
    )


def seen(content: object, width: int = 80) -> str:
    return "\n".join(render_lines(content, width, color=False))


@pytest.mark.parametrize("name", VIEWS)
def test_no_payload_reaches_a_view(
    name: str, payload: str, item: ReviewItem, assert_harmless: Callable[[str], None]
) -> None:
    assert_harmless(seen(VIEWS[name](with_all(item, payload))))


@pytest.mark.parametrize("name", VIEWS)
def test_no_view_is_wider_than_the_screen(name: str, item: ReviewItem) -> None:
    assert max(map(len, seen(VIEWS[name](with_all(item, "word " * 60)), 40).splitlines())) <= 40


def test_imitated_figures_are_shown_in_full_with_the_reason(item: ReviewItem) -> None:
    text = seen(profile_view(with_all(item)))
    assert "likewise" in text
    assert "  Decay of the colony." in text  # where the source breaks its lines is no matter


def test_the_source_marks_the_caption_without_colour(item: ReviewItem) -> None:
    lines = seen(source_view(with_all(item, r"\caption{Decay.}"))).splitlines()
    assert lines[2:] == [r"   9  \begin{figure}", r"> 10  \caption{Decay.}", r"  11  \end{figure}"]


def test_a_list_of_figures_says_where_we_are_and_what_was_decided(item: ReviewItem) -> None:
    lines = [" ".join(line.split()) for line in seen(jump_view(with_all(item, "9"))).splitlines()]
    assert "Figure 9 · 9 accepted as edited" in lines
    assert "> Figure 3 · fig:growth · paper.tex:88 open" in lines


@pytest.mark.parametrize(
    ("answer", "together"),
    [("", "(nothing yet)"), ("2 1", "Both. Decay."), ("3", "There is no sentence '3'"), ("1 1", "named twice")],
    ids=["nothing", "two", "not there", "twice"],
)
def test_picked_sentences_are_shown_together_while_they_are_typed(answer: str, together: str, item: ReviewItem) -> None:
    text = seen(pick_view(with_all(item, "Decay."), answer))
    assert together in text.split("Draft 1")[0]
    assert "   1  Decay.\n\nDraft 2 by offline\n   2  Both." in text


def test_help_has_a_line_for_each_key_and_tells_those_that_make_sense_from_the_others(item: ReviewItem) -> None:
    now, later = seen(help_view(item), 100).split("Not for this figure now: ")
    names = " ".join(later.split()).split(", ")
    for key in KEYS:
        offered = key.name in (*item.actions, "editor", "mentions", "help")
        assert (key.help in now) is offered is (f"{key.key} {key.name}" not in names)


def test_help_fits_a_screen_of_the_usual_size(item: ReviewItem) -> None:
    assert seen(help_view(item)).count("\n") + 1 <= 21
    every = replace(item, actions=tuple(key.name for key in KEYS))
    assert all(len(line) <= 80 for line in seen(help_view(every)).split("\n"))
    assert seen(help_view(with_all(every))).endswith("Not for this figure now: o open")  # it has no picture
