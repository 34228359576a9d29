"""What is typed in the review: the keys of readline, and nothing lost, whichever way the screen is left."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from capassist.model import Action, Decision, ReviewItem, Stop
from capassist.terminal.review import TerminalReviewer
from capassist.terminal.screen import ReviewScreen
from capassist.terminal.typing import BACK, Kept
from capassist.terminal.viewer import Viewer

TEXT = "Growth of the colony over twelve days on each of the plates, where the thick lines are means and bands are spreads."
UP, DOWN, LEFT, HOME, END, ALT_B, ALT_F, ALT_D = (
    "\x1b[A",
    "\x1b[B",
    "\x1b[D",
    "\x1b[H",
    "\x1b[F",
    "\x1bb",
    "\x1bf",
    "\x1bd",
)
CTRL_A, CTRL_E, CTRL_K, CTRL_U, CTRL_W, CTRL_Y, CTRL_C, CTRL_D, ESC = "\x01\x05\x0b\x15\x17\x19\x03\x04\x1b"


class Screen(DummyOutput):
    def get_size(self) -> Size:
        return Size(24, 40)


@contextmanager
def keyboard(typed: str, *, closed: bool = True) -> Iterator[PipeInput]:
    """A terminal at which something is typed, and that closes then: a screen that waits for more ends, too."""
    with create_pipe_input() as keys, create_app_session(keys, Screen()):
        keys.send_text(typed)
        if closed:
            keys.close()
        yield keys


@pytest.fixture
def item(item: ReviewItem) -> ReviewItem:
    """A figure with a text of four rows, to which two questions may be answered, and which may be refined."""
    return replace(
        item,
        text=TEXT,
        candidate=replace(item.candidate, text=TEXT),
        actions=(*item.actions, "tell", "refine", "pick", "forward", "jump"),
        questions=("What is shown?", "What shall be seen?"),
        stops=(Stop(item.figure, None),),
    )


def answer(item: ReviewItem, typed: str, kept: Kept | None = None) -> Action:
    with keyboard(typed):
        action = ReviewScreen(item, kept=kept).run()
    assert isinstance(action, Action)
    return action


def keeping_typed(run: Callable[..., object]) -> Callable[..., object]:
    return lambda screen, drop_typed: run(screen)


def answers(typed: str, *items: ReviewItem) -> list[Action]:
    """Return what a reviewer of the whole screen returns for these items, one after the other."""
    with Viewer(None, {}) as viewer:
        reviewer = TerminalReviewer(viewer)
        found = []
        for item, part in zip(items, typed.split("|"), strict=True):
            with keyboard(part), pytest.MonkeyPatch.context() as patched:
                patched.setattr(ReviewScreen, "run", keeping_typed(ReviewScreen.run))
                found.append(reviewer.ask(item))
        return found


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (CTRL_U + "New.", "New."),
        (f"{UP}{CTRL_U}", None),
        (f"{CTRL_A}Slow growth: {CTRL_K}", "Slow growth:"),
        (f"{UP}{UP}{CTRL_A}X", "X" + TEXT),
        (f"{UP}{UP}{UP}{CTRL_E}X", TEXT + "X"),
        (f"{UP}{HOME}X", None),
        (f"{UP}{END}{CTRL_K}", None),
        (f"{CTRL_U}{CTRL_Y} More.", TEXT + " More."),
        (f"{CTRL_W}more.", TEXT.replace("spreads.", "more.")),
        (CTRL_W * 3 + "end.", TEXT.replace("bands are spreads.", "end.")),
        (f"{CTRL_A}{CTRL_W}X", "X" + TEXT),
        (f"{ALT_B}the ", TEXT.replace("spreads.", "the spreads.")),
        (ALT_B * 20 + "X", None),
        (f"{CTRL_A}{ALT_F}th", TEXT.replace("Growth", "Growthth")),
        (f"{CTRL_A}{ALT_D}Decay", TEXT.replace("Growth", "Decay")),
        (f"{LEFT}{CTRL_K}!", TEXT[:-1] + "!"),
    ],
)
def test_the_keys_of_an_edit_mean_the_whole_text(keys: str, text: str | None, item: ReviewItem) -> None:
    action = answer(item, f"e{keys}\r")
    assert action.name == "edit"
    if text is not None:
        assert action.text == text
    else:  # a row of the screen is no line of the text: what is left of it has no break and no lost word
        assert action.text is not None
        assert set(action.text.replace("X", "").split()) <= set(TEXT.split()) | {"Growth"}


def test_up_and_ctrl_u_cut_all_rows_above_and_not_only_one(item: ReviewItem) -> None:
    left = answer(item, f"e{UP}{CTRL_U}\r").text
    assert left is not None
    assert TEXT.endswith(left)
    assert len(left) < len(TEXT) / 2


def test_home_is_the_row_s_and_ctrl_a_the_text_s(item: ReviewItem) -> None:
    row = answer(item, f"e{UP}{HOME}X\r").text
    assert row is not None
    assert not row.startswith("X")
    assert row.replace("X", "") == TEXT


# What was left is there again ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [ESC, CTRL_C], ids=["Esc", "Ctrl-C"])
@pytest.mark.parametrize(
    ("keys", "action"),
    [
        ("e More.", Action("edit", f"{TEXT} More. Yes.")),
        ("rshorter", Action("refine", "shorter Yes.")),
        ("tfields\r the ", Action("tell", answers=("fields", "the Yes."))),
        ("tfields", Action("tell", answers=("fields Yes.", "wet ones"))),
    ],
    ids=["edit", "refine", "second answer", "first answer"],
)
def test_what_was_left_without_enter_is_there_when_it_is_asked_again(
    keys: str, action: Action, leave: str, item: ReviewItem
) -> None:
    kept: Kept = {}
    assert answer(item, f"{keys}{leave}qq", kept) == Action("quit")
    assert list(kept) == [(item.figure.id, action.name)]
    assert (
        answer(
            item,
            f"{keys[0]} Yes.\r{'wet ones' + chr(13) if len(action.answers) == 2 and keys[-1] == 's' else ''}",
            kept,
        )
        == action
    )
    assert not kept


def test_what_comes_back_is_said(item: ReviewItem) -> None:
    with keyboard("e\r"):
        screen = ReviewScreen(item, kept={(item.figure.id, "edit"): ("Mine.",)})
        assert screen.run() == Action("edit", "Mine.")
    assert screen.message == BACK


@pytest.mark.parametrize(
    "keys",
    [f"e{CTRL_C}", f"e{CTRL_U}{CTRL_C}", "r\r", f"t\r{CTRL_C}", f"jgrowth{CTRL_C}"],
    ids=["unchanged", "all deleted", "no words", "no answer", "another figure"],
)
def test_nothing_is_kept_of_what_changes_nothing(keys: str, item: ReviewItem) -> None:
    kept: Kept = {}
    assert answer(item, f"{keys}q", kept) == Action("quit")
    assert not kept


# Leaving ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way_out", ["q", CTRL_D], ids=["q", "Ctrl-D"])
def test_who_quits_with_something_left_is_asked_first(way_out: str, item: ReviewItem) -> None:
    assert answer(item, f"e More.{CTRL_C}{way_out}a") == Action("accept")  # it was not quit
    assert answer(item, f"e More.{CTRL_C}{way_out}{way_out}") == Action("quit")


def test_the_question_names_the_key_and_the_figure(item: ReviewItem) -> None:
    with keyboard(f"e More.{CTRL_C}qq"):
        shown = ReviewScreen(item, kept={("fig:other", "refine"): ("shorter",)})
        said = []
        shown._redraw = lambda: said.append(shown.message)  # type: ignore[method-assign]
        shown.run()
    lost = "What you typed and left without Enter would be lost"
    assert f"{lost}: r at fig:other, e at Figure 3 brings it back. Once more: quit." in said


def test_ctrl_c_is_asked_about_too_and_then_interrupts(item: ReviewItem) -> None:
    with keyboard(f"e More.{CTRL_C}{CTRL_C}{CTRL_C}"), pytest.raises(KeyboardInterrupt):
        ReviewScreen(item).run()
    with keyboard(f"e More.{CTRL_C}{CTRL_C}a"):
        assert ReviewScreen(item).run() == Action("accept")


def test_what_was_left_is_kept_over_figures_and_gone_with_a_decision(item: ReviewItem) -> None:
    other = replace(item, figure=replace(item.figure, id="fig:other"))
    assert answers(f"e More.{CTRL_C}f|b|e\r", item, other, item)[-1] == Action("edit", f"{TEXT} More.")
    assert answers(f"e More.{CTRL_C}a|b|e\rq", item, other, item)[-1] == Action("quit")
    assert answers(f"e More.{CTRL_C}f|s|e\r", item, other, item)[-1] == Action("edit", f"{TEXT} More.")


def test_what_was_asked_for_with_enter_is_not_lost_by_quitting(item: ReviewItem) -> None:
    assert answers("rshorter\r|q", item, item) == [Action("refine", "shorter"), Action("quit")]


def test_a_new_instruction_replaces_the_one_before_which_the_arrow_brings_back(item: ReviewItem) -> None:
    typed = f"rshorter\r|rlonger\r|r{UP} please\r|r{UP}{UP}{UP}\r|rmine{UP}{DOWN} own\r|r{UP}{CTRL_C}qq"
    actions = answers(typed, *(6 * [item]))
    assert [action.text for action in actions] == ["shorter", "longer", "longer please", "shorter", "mine own", None]


def test_the_arrow_keys_bring_nothing_back_into_a_text(item: ReviewItem) -> None:
    assert answers(f"rshorter\r|e{UP}{UP}{UP}{UP}{UP}{UP} X\r", item, item)[-1].text not in {"shorter", "shorter X"}


# The terminal is gone -----------------------------------------------------------------------------------------------------

GONE = [
    ("e More.", Action("edit", f"{TEXT} More.", leaves=True)),
    ("e", Action("quit", leaves=True)),
    ("tfields\rthe ", Action("tell", answers=("fields", "the"), leaves=True)),
    ("rname the plates", Action("quit", leaves=True)),  # nothing is asked of a model any more
    ("m", Action("quit", leaves=True)),
    ("", Action("quit", leaves=True)),
]


@pytest.mark.parametrize(("keys", "action"), GONE)
def test_a_terminal_that_closes_loses_no_text(keys: str, action: Action, item: ReviewItem) -> None:
    with keyboard(keys):
        assert ReviewScreen(item).run() == action


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
@pytest.mark.parametrize(("keys", "action"), GONE)
def test_a_signal_loses_no_text(keys: str, action: Action, name: str, item: ReviewItem) -> None:
    number = getattr(signal, name)
    with keyboard(keys, closed=False):
        screen = ReviewScreen(item)

        def strike() -> None:
            screen.application.loop.call_later(0.3, os.kill, os.getpid(), number)  # type: ignore[union-attr]

        screen._await_look = strike  # type: ignore[method-assign]
        assert screen.run() == action
    assert screen.gone == number


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_signal_that_is_ignored_stays_so(item: ReviewItem) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with keyboard("", closed=False) as pipe:
            screen = ReviewScreen(item)

            def strike() -> None:
                os.kill(os.getpid(), signal.SIGHUP)
                pipe.send_text("s")

            screen._await_look = strike  # type: ignore[method-assign]
            assert screen.run() == Action("skip")
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_figure_with_another_text_than_was_accepted_says_so(item: ReviewItem) -> None:
    from capassist.terminal.review_page import position_of

    def place(decision: Decision) -> Sequence[str]:
        return position_of(replace(item, decision=decision)).split(" · ")[-1]

    assert place(Decision("fig:growth", "accept", "Older.")) == "another text accepted before"
    assert place(Decision("fig:growth", "accept", TEXT)) == "accepted before"
    assert place(Decision("fig:growth", "skip")) == "skipped before"
