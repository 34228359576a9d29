"""What is typed in the review: the keys of readline, and nothing lost, whichever way the screen is left."""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.cells import cell_len

from capassist.errors import WriteError
from capassist.model import Action, Decision, ReviewItem, Stop
from capassist.terminal import screen as screens
from capassist.terminal.editor import fold
from capassist.terminal.review import TerminalReviewer
from capassist.terminal.screen import ReviewScreen
from capassist.terminal.typing import BACK, Kept, Typing, wrapped
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


def plain(text: str) -> str:
    return text.replace("\n", " ")


@pytest.mark.parametrize(
    ("typed", "cursor"),
    [
        (" and in the end some more of the words that somebody types at the end of it.", "it."),
        (f"{CTRL_A}All that stood before the text, and some more of it: ", "of it: "),
        (f"{CTRL_A}{ALT_F}{ALT_F}{ALT_F} that grew for a long, long time in the dark", "in the dark"),
        (f"{CTRL_A}{ALT_F}{CTRL_K} of all of the colonies on the many plates.", "plates."),
        (f"{ALT_B}{CTRL_U}{CTRL_Y}{CTRL_Y}", "bands are "),
        (
            f"{CTRL_U}\x1b[200~Pasted over\r\nthree lines that are not of this width,\r\nof course.\x1b[201~",
            "of course.",
        ),
    ],
    ids=["at the end", "at the start", "in a line", "after a cut", "put back twice", "pasted"],
)
def test_lines_break_at_blanks_and_the_cursor_stays_in_the_text(typed: str, cursor: str, item: ReviewItem) -> None:
    with keyboard(f"e{typed}\r"):
        screen = ReviewScreen(item)
        action = screen.run()
    text, position = screen.typing.buffer.text, screen.typing.buffer.cursor_position
    lines = text.split("\n")
    assert all(0 < len(line) < 40 for line in lines)
    assert all(len(f"{one} {two.split()[0]}") >= 40 for one, two in pairwise(lines))  # none is broken for nothing
    assert plain(text[:position]).endswith(cursor)
    assert isinstance(action, Action)
    assert action.text == plain(text)


WORDS = st.text(alphabet="ab漢é~$\\{}-. \n", max_size=120)


@given(text=WORDS, columns=st.integers(4, 30))
def test_a_wrapped_text_has_each_character_in_its_place_and_is_the_same_when_folded(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert plain(lines) == plain(text)
    assert fold(lines) == fold(text)
    assert wrapped(lines, columns) == lines
    wide = [line for line in lines.split("\n") if cell_len(line.strip()) > columns]
    assert not any(re.search(r"\S \S", line) for line in wide)  # a blank to break at


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
    assert answer(item, f"{keys}{leave}q", kept) == Action("quit")
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
def test_who_quits_is_asked_nothing_as_what_was_left_is_kept(way_out: str, item: ReviewItem) -> None:
    kept: Kept = {}
    assert answer(item, f"e More.{CTRL_C}{way_out}a", kept) == Action("quit")
    assert kept == {(item.figure.id, "edit"): (f"{TEXT} More.",)}


def test_ctrl_c_twice_stops_and_what_was_typed_is_kept(item: ReviewItem) -> None:
    kept: Kept = {}
    with keyboard(f"e More.{CTRL_C}{CTRL_C}"), pytest.raises(KeyboardInterrupt):
        ReviewScreen(item, kept=kept).run()
    assert kept == {(item.figure.id, "edit"): (f"{TEXT} More.",)}


def test_what_is_being_typed_again_stays_kept_until_it_is_answered(item: ReviewItem) -> None:
    kept: Kept = {(item.figure.id, "edit"): ("Mine.",)}
    typing = Typing(item, kept, lambda: None)
    assert typing.begin("edit", 40) == BACK
    assert kept == {(item.figure.id, "edit"): ("Mine.",)}  # a program that is killed here has lost nothing
    typing.buffer.text = ""
    assert typing.answered() is None
    assert typing.leave() == "The text is as it was."
    assert not kept  # all of it was deleted


def test_a_figure_says_that_something_typed_for_it_waits(item: ReviewItem) -> None:
    kept: Kept = {
        (item.figure.id, "tell"): ("Fields.", ""),
        (item.figure.id, "edit"): ("Mine.",),
        ("fig:b", "edit"): ("B",),
    }
    assert ReviewScreen(item, kept=kept).message == "e and t bring back what you typed and left."
    gone = ReviewScreen(replace(item, message="Gone."), kept=kept).message
    assert gone == "Gone. e and t bring back what you typed and left."
    assert ReviewScreen(item, kept={("fig:b", "edit"): ("B",)}).message == ""


def test_what_was_left_is_kept_over_figures_and_gone_with_a_decision(item: ReviewItem) -> None:
    other = replace(item, figure=replace(item.figure, id="fig:other"))
    assert answers(f"e More.{CTRL_C}f|b|e\r", item, other, item)[-1] == Action("edit", f"{TEXT} More.")
    assert answers(f"e More.{CTRL_C}a|b|e\rq", item, other, item)[-1] == Action("quit")
    assert answers(f"e More.{CTRL_C}f|s|e\r", item, other, item)[-1] == Action("edit", f"{TEXT} More.")


def test_what_was_asked_for_with_enter_is_not_lost_by_quitting(item: ReviewItem) -> None:
    assert answers("rshorter\r|q", item, item) == [Action("refine", "shorter"), Action("quit")]


def test_a_new_instruction_replaces_the_one_before_which_the_arrow_brings_back(item: ReviewItem) -> None:
    typed = f"rshorter\r|rlonger\r|r{UP} please\r|r{UP}{UP}{UP}\r|rmine{UP}{DOWN} own\r|r{UP}{CTRL_C}q"
    actions = answers(typed, *(6 * [item]))
    assert [action.text for action in actions] == ["shorter", "longer", "longer please", "shorter", "mine own", None]


def test_the_arrow_keys_bring_nothing_back_into_a_text(item: ReviewItem) -> None:
    assert answers(f"rshorter\r|e{UP}{UP}{UP}{UP}{UP}{UP} X\r", item, item)[-1].text not in {"shorter", "shorter X"}


# The terminal is gone -----------------------------------------------------------------------------------------------------

GONE = [
    ("e More.", {"edit": (f"{TEXT} More.",)}),
    ("e", {}),
    ("tfields\rthe ", {"tell": ("fields", "the")}),
    ("rname the plates", {"refine": ("name the plates",)}),
    ("m", {}),
    ("", {}),
]


def by_question(kept: Kept) -> dict[str, tuple[str, ...]]:
    return {question: typed for (_, question), typed in kept.items()}


@pytest.mark.parametrize(("keys", "typed"), GONE)
def test_a_terminal_that_closes_loses_no_text_and_finishes_none(
    keys: str, typed: dict[str, tuple[str, ...]], item: ReviewItem
) -> None:
    kept: Kept = {(item.figure.id, "edit"): ("Older.",)} if keys == "e More." else {}
    assert answer(item, keys.replace("e More.", f"e{CTRL_U}{TEXT} More."), kept) == Action("quit", leaves=True)
    assert by_question(kept) == typed


class Full(dict[tuple[str, str], tuple[str, ...]]):
    """What is kept on a disk that is full."""

    def __setitem__(self, place: object, typed: object) -> None:
        raise WriteError("The session cannot be saved: no space.", "Make room.")

    def pop(self, *_: object) -> tuple[str, ...]:
        raise WriteError("The session cannot be saved: no space.", "Make room.")


def test_a_full_disk_is_said_and_leaves_what_was_typed_on_the_screen(item: ReviewItem) -> None:
    with keyboard(f"e More.{CTRL_C}"):
        screen = ReviewScreen(item, kept=Full())
        assert screen.run() == Action("quit", leaves=True)
    assert screen.message == "The session cannot be saved: no space. Make room."
    with keyboard("e More.\r"):
        screen = ReviewScreen(item, kept=Full())
        assert screen.run() == Action("quit", leaves=True)
    assert screen.message == "The session cannot be saved: no space."
    assert screen.typing.text == f"{TEXT} More."


def test_what_is_being_typed_is_kept_at_times_without_any_key(
    item: ReviewItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: Kept = {}
    monkeypatch.setattr(screens, "_KEPT_EVERY", 0.0)
    with keyboard("e More.", closed=False) as keys:
        screen = ReviewScreen(item, kept=kept)

        def killed_after_it_was_kept() -> None:
            if kept:
                keys.send_text(f"{CTRL_C}q")
            elif screen.application.loop:
                screen.application.loop.call_later(0.01, killed_after_it_was_kept)

        monkeypatch.setattr(screen, "_await_look", killed_after_it_was_kept)
        assert screen.run() == Action("quit")
    assert by_question(kept) == {"edit": (f"{TEXT} More.",)}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
@pytest.mark.parametrize(("keys", "typed"), GONE)
def test_a_signal_loses_no_text(keys: str, typed: dict[str, tuple[str, ...]], name: str, item: ReviewItem) -> None:
    number = getattr(signal, name)
    kept: Kept = {}
    with keyboard(keys, closed=False):
        screen = ReviewScreen(item, kept=kept)

        def strike() -> None:
            screen.application.loop.call_later(0.3, os.kill, os.getpid(), number)  # type: ignore[union-attr]

        screen._await_look = strike  # type: ignore[method-assign]
        assert screen.run() == Action("quit", leaves=True)
    assert (screen.gone, by_question(kept)) == (number, typed)


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
