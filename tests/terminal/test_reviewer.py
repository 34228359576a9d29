"""The reviewer between its screens: what it remembers from one to the next, and how the author is gone."""

import signal
from dataclasses import replace

import pytest

from capassist.model import Action, Decision, Figure, Picture, ReviewItem
from capassist.terminal import review
from capassist.terminal.review import TerminalReviewer, reviewer_for_terminal
from capassist.terminal.screen import ReviewScreen
from capassist.terminal.viewer import Viewer


class Images:
    """Counts how often each picture is loaded."""

    def __init__(self, picture: Picture | None = None) -> None:
        self.loaded: list[str] = []
        self.picture = picture

    def load(self, figure: Figure) -> Picture | None:
        self.loaded.append(figure.id)
        return self.picture


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ReviewScreen]:
    """Have each screen answered by the next of `ANSWERS`, and return those that were shown."""
    screens: list[ReviewScreen] = []

    def run(screen: ReviewScreen, *, drop_typed: bool = False) -> object:
        screens.append(screen)
        screen.dropped = drop_typed  # type: ignore[attr-defined]
        answer = ANSWERS.pop(0)
        return answer(screen) if callable(answer) else answer

    monkeypatch.setattr(ReviewScreen, "run", run)
    ANSWERS.clear()
    return screens


ANSWERS: list[object] = []


def test_what_is_kept_for_a_figure_is_dropped_with_its_decision_and_no_other(
    asked: list[ReviewScreen], item: ReviewItem
) -> None:
    reviewer = TerminalReviewer(Viewer(None, {}))
    ANSWERS.extend([Action("skip"), Action("back"), Action("quit")])
    reviewer._kept.update({("fig:growth", "edit"): ("Mine.",), ("fig:other", "edit"): ("Other.",)})
    reviewer.ask(item)
    assert list(reviewer._kept) == [("fig:other", "edit")]
    reviewer._kept["fig:growth", "edit"] = ("Again.",)
    reviewer.ask(item)
    assert len(reviewer._kept) == 2


def test_changes_that_were_asked_for_are_offered_again_the_last_one_last(
    asked: list[ReviewScreen], item: ReviewItem
) -> None:
    reviewer = TerminalReviewer(Viewer(None, {}))
    ANSWERS.extend([Action("refine", text) for text in ("shorter", "with units", "shorter")] + [Action("quit")])
    for _ in range(4):
        reviewer.ask(item)
    assert list(asked[-1].typing.asked) == ["with units", "shorter"]


def test_an_edit_elsewhere_that_changes_nothing_leads_back_with_what_to_say(
    asked: list[ReviewScreen], item: ReviewItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = iter([item.text, "", "Mine."])
    monkeypatch.setattr(review, "edit_in_editor", lambda _text: next(texts))
    ANSWERS.extend(["editor"] * 3)
    assert TerminalReviewer(Viewer(None, {})).ask(item) == Action("edit", "Mine.")
    assert [screen.message for screen in asked] == ["", "The text is as it was.", "The text is as it was."]
    assert [screen.dropped for screen in asked] == [True, False, False]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("gone", "kept"), [(0, -1), (15, 15)], ids=["closed", "a signal"])
def test_who_is_gone_is_remembered(gone: int, kept: int, asked: list[ReviewScreen], item: ReviewItem) -> None:
    def leave(screen: ReviewScreen) -> Action:
        screen.gone = gone
        return Action("quit", leaves=True)

    reviewer = TerminalReviewer(Viewer(None, {}))
    ANSWERS.append(leave)
    reviewer.ask(item)
    assert reviewer.gone == kept


def test_a_picture_is_loaded_once_a_figure_and_none_where_none_is_shown(
    asked: list[ReviewScreen], item: ReviewItem
) -> None:
    images = Images(Picture(b"", "image/png", 2, 1))
    ANSWERS.extend([Action("back")] * 5)
    shown = TerminalReviewer(Viewer(None, {}), images, "blocks")
    for _ in range(2):
        shown.ask(item)
    assert images.loaded == ["fig:growth"]
    assert asked[0].preview is asked[1].preview is not None
    TerminalReviewer(Viewer(None, {}), images, None).ask(item)
    assert (asked[2].preview, images.loaded) == (None, ["fig:growth"])
    TerminalReviewer(Viewer(None, {}), Images(), "blocks").ask(item)
    assert asked[3].preview is None


@pytest.mark.parametrize(
    ("term", "kind"), [("dumb", "LineReviewer"), ("unknown", "LineReviewer"), ("xterm", "TerminalReviewer")]
)
def test_the_terminal_decides_how_it_is_asked(term: str, kind: str) -> None:
    with reviewer_for_terminal(None, "off", {"TERM": term}) as reviewer:
        assert type(reviewer).__name__ == kind


def test_who_was_gone_ends_as_the_terminal_or_the_signal_would_have_ended_it(monkeypatch: pytest.MonkeyPatch) -> None:
    died: list[int] = []
    monkeypatch.setattr(review, "die_of", died.append)
    for gone in (0, signal.SIGHUP):
        with reviewer_for_terminal(None, "off", {"TERM": "xterm"}) as reviewer:
            reviewer.gone = gone  # type: ignore[attr-defined]
    assert died == [signal.SIGHUP]
    with pytest.raises(EOFError), reviewer_for_terminal(None, "off", {"TERM": "xterm"}) as reviewer:
        reviewer.gone = -1  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt), reviewer_for_terminal(None, "off", {"TERM": "dumb"}) as reviewer:
        reviewer.interrupted = True  # type: ignore[attr-defined]


def test_decisions_of_an_item_are_no_reason_to_ask_for_its_picture_at_the_end(
    asked: list[ReviewScreen], item: ReviewItem
) -> None:
    images = Images(Picture(b"", "image/png", 2, 1))
    ANSWERS.append(Action("quit"))
    ended = replace(item, ended=True, decision=Decision("fig:growth", "skip", None))
    TerminalReviewer(Viewer(None, {}), images, "blocks").ask(ended)
    assert images.loaded == []
