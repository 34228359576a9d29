import io
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import pytest

from capassist.model import (
    Action,
    Candidate,
    Decision,
    DraftSentence,
    Evidence,
    Excerpt,
    Finding,
    Image,
    Profile,
    ProfileFigure,
    ReviewItem,
    Stop,
)
from capassist.terminal.console import console_on
from capassist.terminal.line_review import LineReviewer


def ask(item: ReviewItem, *answers: str) -> tuple[Action, str]:
    """Return what comes of the typed lines (then the end of the input), and all that was printed."""
    lines = iter(answers)

    def read(prompt: str) -> str:
        stream.write(prompt)
        for line in lines:
            return line
        raise EOFError

    stream = io.StringIO()
    return LineReviewer(console_on(stream, width=80), read).ask(item), stream.getvalue()


def test_no_payload_reaches_the_terminal(
    payload: str, item: ReviewItem, assert_harmless: Callable[[str], None]
) -> None:
    candidate = Candidate(payload, payload, "short", payload, (Evidence("mention", payload, payload),), (payload,))
    figure = replace(item.figure, number=payload, labels=(payload,), caption_source=payload)
    bad = replace(
        item, figure=figure, text=payload, candidate=candidate, findings=(Finding("x", payload, blocks=True),)
    )
    _, text = ask(bad, "m", payload, "help")
    assert_harmless(text)


@pytest.mark.parametrize("answer", ["a", "accept"])
def test_a_blocked_text_is_not_accepted(answer: str, blocked_item: ReviewItem) -> None:
    action, text = ask(blocked_item, answer)
    assert action == Action("quit")
    assert "Cannot be accepted: A brace is not closed. Edit it, or ask for another draft." in text


@pytest.mark.parametrize("answer", ["", "y", "acceptt", "A", "b ack"])
def test_an_answer_it_does_not_know_is_asked_again(answer: str, item: ReviewItem) -> None:
    action, text = ask(item, answer, "s")
    assert action == Action("skip")
    assert "is no answer here. Type accept, edit, another, skip, undo, quit, or help for all words." in " ".join(
        text.split()
    )


@pytest.mark.parametrize("answer", ["b", "back", "u", "undo"])
def test_an_action_that_makes_no_sense_is_not_taken(answer: str, item: ReviewItem) -> None:
    action, text = ask(replace(item, actions=("accept", "edit", "skip", "quit")), answer, "help")
    assert action == Action("quit")
    refused, words = text.split("What next? ")[1:3]
    assert "here" in refused
    assert "skip, or s:" in words
    assert "back, or b:" not in words
    assert "undo, or u:" not in words


@pytest.mark.parametrize(
    ("answers", "action"),
    [
        (["a"], Action("accept")),
        (["Accept"], Action("accept")),
        (["n"], Action("another")),
        (["another"], Action("another")),
        (["s"], Action("skip")),
        (["b"], Action("back")),
        (["u"], Action("undo")),
        (["q"], Action("quit")),
        ([], Action("quit")),
        (["e", r"  New \cite{a} text.  "], Action("edit", r"New \cite{a} text.")),
        (["edit", "", "s"], Action("skip")),
        (["e"], Action("quit")),
        (["m", "?", "a"], Action("accept")),
    ],
    ids=str,
)
def test_answers(answers: list[str], action: Action, item: ReviewItem) -> None:
    assert ask(item, *answers)[0] == action


def test_it_reads_well_aloud(item: ReviewItem) -> None:
    _, text = ask(item)
    lines = " ".join(text.split())
    for part in (
        "2 of 7, Figure 3, fig:growth, paper.tex:88.",
        r"Current caption: Growth of the colony for $n=3$ plates, as in \cite{mueller2019}.",
        f"Draft by offline: {item.text}",
        'Changes to the current caption: added "over twelve days"; ',
        "Warning: The number 12 is in neither figure nor text.",
        "Note: Drafted without a model.",
        "Rests on sections/plates.tex:41: The colony grows for twelve days.",
        "Imitates Figure 2.",
        "Type accept, edit, another, skip, undo, quit, or help for all words. Then press Enter.",
    ):
        assert part in lines
    assert "[-" not in lines
    assert not set("·…→✗") & set(text)


def test_mentions_are_read_in_full(item: ReviewItem) -> None:
    assert "2 Plates, sections/plates.tex:41: As Figure 3 shows, the colony grows for twelve days." in " ".join(
        ask(item, "mentions")[1].split()
    )


def test_an_edit_that_changes_nothing_is_none(item: ReviewItem) -> None:
    assert ask(item, "e", item.text, "s")[0] == Action("skip")


@pytest.mark.skipif(sys.platform == "win32", reason="the editor is a POSIX command")
@pytest.mark.parametrize("editor", ["true", "false", ""], ids=["changes nothing", "fails", "unset"])
def test_the_own_editor_without_a_change(editor: str, item: ReviewItem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor)
    assert ask(item, "E", "s")[0] == Action("skip")


@pytest.mark.skipif(sys.platform == "win32", reason="the editor is a POSIX command")
def test_the_own_editor(item: ReviewItem, decay_editor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", decay_editor)
    assert ask(item, "E")[0] == Action("edit", item.text.replace("Growth", "Decay"))


def test_ctrl_c_is_left_to_the_caller(item: ReviewItem) -> None:
    def read(_: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        LineReviewer(console_on(io.StringIO()), read).ask(item)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("tell", "Two fields", ""), Action("tell", answers=("Two fields", ""))),
        (("t", "", "The wet one wins"), Action("tell", answers=("", "The wet one wins"))),
        (("tell", "", "", "quit"), Action("quit")),
    ],
    ids=["first", "second", "none"],
)
def test_questions_are_asked_one_by_one(item: ReviewItem, lines: tuple[str, ...], expected: Action) -> None:
    asked = replace(item, actions=(*item.actions, "tell"), questions=("What is shown?", "What shall be seen?"))
    action, printed = ask(asked, *lines)
    assert action == expected
    assert "What is shown? Or nothing: What shall be seen? Or nothing: " in printed


@pytest.mark.parametrize("typed", [False, True], ids=["draft", "typed"])
def test_a_draft_s_notes_are_not_read_out_for_a_text_that_the_author_wrote(typed: bool, item: ReviewItem) -> None:
    noted = replace(item, candidate=replace(item.candidate, notes=("only a name",)))
    _, said = ask(replace(noted, text="Typed by hand.") if typed else noted)
    assert ("Note: only a name" in said) is not typed


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_who_leaves_between_two_questions_keeps_what_is_answered(end: type[BaseException], item: ReviewItem) -> None:
    asked = replace(item, actions=(*item.actions, "tell"), questions=("What is shown?", "What shall be seen?"))

    def reviewer(*lines: str) -> LineReviewer:
        following = iter(lines)

        def read(_: str) -> str:
            line = next(following, None)
            if line is None:
                raise end
            return line

        return LineReviewer(console_on(io.StringIO()), read)

    answered = reviewer("tell", "Two fields")
    assert answered.ask(asked) == Action("tell", answers=("Two fields",), leaves=True)
    assert answered.interrupted is (end is KeyboardInterrupt)
    if end is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            reviewer("tell").ask(asked)
    else:
        assert reviewer("tell").ask(asked) == Action("quit")


# Looking around, line by line -----------------------------------------------------------------------------------------


@pytest.fixture
def walking(item: ReviewItem) -> ReviewItem:
    """A figure among three, with sentences to pick from, a picture, an excerpt and a figure that is imitated."""
    stops = tuple(
        Stop(replace(item.figure, id=f"f{n}", labels=(f"fig:f{n}",), number=str(n)), None) for n in range(1, 4)
    )
    skipped = replace(stops[2], decision=Decision("f3", "skip", None))
    return replace(
        item,
        figure=replace(item.figure, images=(Image(path="a.png"),)),
        actions=(*item.actions, "jump", "pick", "refine", "forward"),
        stops=(*stops[:2], skipped),
        sentences=tuple(DraftSentence(f"Sentence {n}.", 1, "offline") for n in range(1, 4)),
        excerpt=Excerpt("paper.tex", 87, (r"\begin{figure}", r"\caption{New.}", r"\end{figure}"), (1, 2)),
        profile=Profile((ProfileFigure(stops[1].figure, "of the same type", 0.8),), None),
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            ["source"],
            r"paper.tex as it will be: line 87: \begin{figure} caption, line 88: \caption{New.} line 89: \end",
        ),
        (["i"], "Figure 2, of the same type: Growth of the colony"),
        (["open"], "There is no viewer."),
        (["jump"], "Figure 1, fig:f1, paper.tex:88: open Figure 2, fig:f2, paper.tex:88: open Figure 3, fig:f3"),
        (["jump"], "paper.tex:88: skipped Number or label, or nothing:"),
        (["pick"], "1, draft 1 by offline: Sentence 1. 2, draft 1 by offline: Sentence 2. 3, draft 1 by offline"),
        (["help"], "skip, or s: leave this figure for later."),
    ],
)
def test_what_can_be_looked_at_is_said_line_by_line(answers: list[str], said: str, walking: ReviewItem) -> None:
    action, text = ask(walking, *answers)
    assert said in " ".join(text.split())
    assert action == Action("quit")


@pytest.mark.parametrize(
    ("answers", "action"),
    [
        (["j", "2"], Action("jump", figure="f2")),
        (["j", "fig:f3"], Action("jump", figure="f3")),
        (["j", "", "s"], Action("skip")),
        (["j", "99", "s"], Action("skip")),
        (["p", "3 1"], Action("pick", picks=(2, 0))),
        (["p", "", "s"], Action("skip")),
        (["p", "9", "s"], Action("skip")),
        (["r", "shorter"], Action("refine", "shorter")),
        (["r", " ", "s"], Action("skip")),
        (["f"], Action("forward")),
    ],
    ids=str,
)
def test_a_question_is_answered_or_left(answers: list[str], action: Action, walking: ReviewItem) -> None:
    assert ask(walking, *answers)[0] == action


def test_at_the_end_it_is_said_how_each_was_decided_and_enter_leaves(walking: ReviewItem) -> None:
    ended = replace(walking, ended=True, actions=("back", "jump", "undo", "quit"))
    action, text = ask(ended, "")
    said = " ".join(text.split())
    assert action == Action("quit")
    assert (
        "All figures are decided, 1 skipped. Everything is saved. `capassist apply` writes it into the paper." in said
    )
    assert "Figure 3, fig:f3, paper.tex:88: skipped" in said
    assert "Type jump, undo, quit, or help for all words." in " ".join(ask(ended, "hm")[1].split())


def test_a_look_that_came_back_is_shown_by_an_empty_line(item: ReviewItem) -> None:
    looking: Future[None] = Future()
    waiting = replace(item, looking=looking)
    assert ask(waiting, "", "s")[0] == Action("skip")
    looking.set_result(None)
    assert ask(waiting, "", "s")[0] == Action("again")
    assert ask(waiting, "s")[0] == Action("skip")


def test_what_a_draft_rests_on_is_heard_in_short(item: ReviewItem) -> None:
    long = "The colony grows for twelve days " * 20
    evidence = (
        Evidence("mention", long, "a.tex:1"),
        Evidence("profile", "x", "Figure 2"),
        Evidence("profile", "y", "Figure 5"),
    )
    text = " ".join(ask(replace(item, candidate=replace(item.candidate, evidence=evidence)))[1].split())
    assert "Imitates Figure 2, Figure 5." in text
    assert "a.tex:1: The colony grows" in text
    assert text.count("The colony grows") < 20
    assert " …" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Growth over ten days.", "Growth over twelve days.", 'removed "ten"; added "twelve"'),
        ("Growth over ten days.", "Something else that shares nothing at all.", "too many to mark"),
    ],
)
def test_changes_are_told_in_words(old: str, new: str, said: str, item: ReviewItem) -> None:
    changed = replace(item, figure=replace(item.figure, caption_source=old), text=new)
    text = " ".join(ask(replace(changed, candidate=replace(item.candidate, text=new)))[1].split())
    assert f"Changes to the current caption: {said}" in text
