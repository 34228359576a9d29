import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from capassist.model import AUTHOR, Decision, DraftSentence, Finding, Mention, ReviewItem, Slot
from capassist.terminal.key_bindings import KEYS, offered_keys, refusal
from capassist.terminal.review_page import render_lines, review_lines
from capassist.terminal.views import help_view, mentions_view

SGR = re.compile(r"\x1b\[[0-9;]*m")


def page(item: ReviewItem, width: int = 80, height: int = 60, *, color: bool = False) -> str:
    return "\n".join(review_lines(item, width, height, color=color)[0])


def hostile(item: ReviewItem, payload: str) -> ReviewItem:
    mentions = (Mention(payload, (), payload, None, payload, 1),)
    figure = replace(item.figure, number=payload, labels=(payload,), caption_source=payload, mentions=mentions)
    evidence = tuple(replace(piece, text=payload, where=payload) for piece in item.candidate.evidence)
    candidate = replace(item.candidate, text=f"{payload} draft", captioner=payload, evidence=evidence, notes=(payload,))
    return replace(
        item, figure=figure, text=f"a {payload}", candidate=candidate, findings=(Finding("x", payload, (0, 3)),)
    )


@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
def test_no_payload_reaches_the_page(
    payload: str, color: bool, item: ReviewItem, assert_harmless: Callable[[str], None]
) -> None:
    bad = hostile(item, payload)
    for height in (60, 5):
        assert_harmless(SGR.sub("", page(bad, height=height, color=color)))
    assert_harmless(SGR.sub("", "\n".join(render_lines(mentions_view(bad), 80, color=color))))


@pytest.mark.parametrize("width", [30, 80, 200])
def test_no_line_is_wider_than_the_screen(width: int, item: ReviewItem) -> None:
    for height in (60, 5):
        assert max(map(len, page(item, width, height).splitlines())) <= width


@pytest.mark.parametrize("height", [60, 16, 5])
def test_the_draft_the_warnings_and_the_differences_are_on_every_layout(height: int, item: ReviewItem) -> None:
    text = " ".join(page(item, height=height).split())
    for part in (
        item.text,
        "warning The number 12",
        "note Drafted",
        "Changes to the current caption",
        "rests on",
        "imitates Figure 2",
    ):
        assert part in text


def test_a_low_screen_gets_a_closer_layout(item: ReviewItem) -> None:
    spaced, closest = page(item, height=60), page(item, height=5)
    closer = page(item, height=len(spaced.splitlines()) - 1)
    assert "\n\n" in spaced
    assert "\n\n" not in closer
    assert "Current caption" in closer
    assert "Current caption" not in closest


def test_a_blocking_finding_comes_first(blocked_item: ReviewItem) -> None:
    text = page(blocked_item)
    assert text.index("blocked  A brace is not closed.") < text.index("warning  The number 12")


def test_colour_marks_the_label_of_a_warning_and_not_its_words(blocked_item: ReviewItem) -> None:
    text = page(blocked_item, color=True)
    assert "\x1b[1;31m  blocked  \x1b[0mA brace is not closed." in text
    assert "\x1b[33m  warning  \x1b[0mThe number 12" in text


def test_a_placeholder_is_no_caption_to_compare_with(item: ReviewItem) -> None:
    figure = replace(item.figure, state="placeholder", caption="TODO", caption_source="TODO")
    text = page(replace(item, figure=figure))
    assert "  TODO" in text
    assert "Changes" not in text


def test_an_edit_of_a_missing_caption_is_compared_with_the_draft(item: ReviewItem) -> None:
    figure = replace(item.figure, state="missing", caption=None, caption_source=None)
    text = page(replace(item, figure=figure, text=item.text.replace("colony", "colonies")))
    assert "Your text, from the draft by offline" in text
    assert "Changes to the draft" in text
    assert "[-colony-]{+colonies+}" in text


def test_a_text_of_which_the_author_wrote_little_is_a_draft(item: ReviewItem) -> None:
    figure = replace(item.figure, state="missing", caption=None, caption_source=None)
    asked = replace(item.candidate, instruction="less certain")
    text = page(replace(item, figure=figure, own="Nothing of this stands in the other one.", candidate=asked))
    assert "Draft by offline (less certain)" in text
    assert "Your text" not in text


def test_an_own_text_changed_as_asked_is_the_authors_and_compared_with_what_they_wrote(item: ReviewItem) -> None:
    figure = replace(item.figure, state="missing", caption=None, caption_source=None)
    own = item.text.replace("colony", "colonies of moss")
    changed = replace(item, figure=figure, own=own, candidate=replace(item.candidate, instruction="at most 9 words"))
    text = page(changed)
    assert "Your text, changed by offline (at most 9 words)" in text
    assert "Changes to the text that you wrote" in text
    assert "Your text\n" in page(replace(changed, text="Growth."))
    assert "raft by" not in text


def test_a_text_that_was_written_anew_rests_on_nothing_of_the_draft(item: ReviewItem) -> None:
    assert "rests on" in page(replace(item, text=item.text.replace("colony", "colonies")))
    anew = page(replace(item, text="Dishes by their age, with means and medians of the four groups."))
    assert "rests on" not in anew
    assert "imitates" not in anew
    assert "Your text\n" in anew


def test_a_draft_that_is_the_caption_has_no_changes(item: ReviewItem) -> None:
    assert "Changes to the current caption\n  none" in page(replace(item, text=item.figure.caption_source or ""))


def test_a_draft_that_shares_little_with_the_caption_is_not_compared_word_by_word(item: ReviewItem) -> None:
    for height in (60, 5):
        text = page(
            replace(item, text="Dishes by their age, with means and medians of the four groups."), height=height
        )
        assert text.count("Growth of the colony") == 1
        assert "too many to mark" in text
        assert "[-" not in text


def test_the_current_caption_flows_without_its_comments_and_its_label(item: ReviewItem) -> None:
    source = "Growth,\n    % not said yet\n    at 5\\% of\\\\% light\n    food. \\label{fig:growth}"
    slot = Slot("paper.tex", 0, 9, source.removesuffix("\\label{fig:growth}"), after="\\label{fig:growth}")
    shown = page(replace(item, figure=replace(item.figure, caption_source=source, slot=slot)))
    assert "Current caption\n  Growth, at 5\\% of\\\\ food.\n" in shown


def test_a_text_put_together_names_its_drafts(item: ReviewItem) -> None:
    sentences = (
        DraftSentence("Growth.", 1, "offline"),
        DraftSentence("Decay.", 3, "offline"),
        DraftSentence("Mine.", 4, AUTHOR),
    )
    picked = replace(item, text="Decay. Growth. Mine.", sentences=sentences)
    assert "Your text, from drafts 1 and 3" in page(picked)
    assert "Your text, from the draft by offline" in page(replace(picked, text="Growth. Mine."))


def test_an_earlier_decision_is_shown(item: ReviewItem) -> None:
    assert "paper.tex:88 · skipped before" in page(replace(item, decision=Decision("fig:growth", "skip")))


def test_without_a_draft_only_its_author_can_write_one(item: ReviewItem) -> None:
    empty = replace(item, text="", candidate=replace(item.candidate, text=""))
    assert "No draft by offline" in page(empty)
    assert "accept" not in [key.name for key in offered_keys(empty)]


def test_help_and_keys_are_those_that_make_sense(blocked_item: ReviewItem) -> None:
    lonely = replace(
        blocked_item, actions=("accept", "edit", "skip", "quit"), figure=replace(blocked_item.figure, mentions=())
    )
    assert [key.key for key in offered_keys(lonely)] == ["e", "E", "s", "q", "?"]
    text = "\n".join(render_lines(help_view(lonely), 80, color=False))
    now, later = text.split("Not for this figure now")
    assert "leave this figure" in now
    assert "a accept" in later
    assert all(refusal(key, lonely) for key in KEYS if key not in offered_keys(lonely))


def test_mentions_are_shown_in_full_with_their_place(item: ReviewItem) -> None:
    text = "\n".join(render_lines(mentions_view(item), 80, color=False))
    assert "2 Plates, sections/plates.tex:41\n  As Figure 3 shows, the colony grows for twelve days." in text


NOTE = "this is what the text calls it"


@pytest.mark.parametrize(
    ("text", "shown"), [("Typed by hand.", False), ("", False), (None, True)], ids=["typed", "none", "the draft"]
)
def test_a_draft_s_notes_stand_by_the_draft_and_not_by_the_author_s_text(
    text: str | None, shown: bool, item: ReviewItem
) -> None:
    candidate = replace(item.candidate, notes=(NOTE,))
    asked = replace(item, candidate=candidate, text=candidate.text if text is None else text)
    assert (NOTE in page(asked)) is shown
