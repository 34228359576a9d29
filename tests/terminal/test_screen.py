"""The review's screen in process: keys come through a pipe, and what stands on the screen before each is looked at."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from capassist.model import Action, Decision, DraftSentence, Image, Mention, Picture, ReviewItem, Stop
from capassist.terminal.key_bindings import KEYS
from capassist.terminal.preview import Preview
from capassist.terminal.screen import AGAIN, ReviewScreen, key_line

SIZE = (24, 80)
DOWN, UP, PAGE_DOWN, PAGE_UP = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[5~"
ENTER, CTRL_C = "\r\x03"


class Terminal(DummyOutput):
    """A terminal of a size, which keeps what is written past the renderer."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = Size(*size)
        self.raw: list[str] = []

    def get_size(self) -> Size:
        return self.size

    def write_raw(self, data: str) -> None:
        self.raw.append(data)


class Session:
    """What an author sees who types these keys one after the other: `pages`, as texts, and `result`."""

    def __init__(
        self, item: ReviewItem, *keys: str | Callable[[], object], size: tuple[int, int] = SIZE, **options: Any
    ) -> None:
        self.pages: list[str] = []
        self.terminal = Terminal(size)
        with create_pipe_input() as pipe, create_app_session(pipe, self.terminal):
            self.screen = ReviewScreen(item, **options)
            application = self.screen.application
            waiting, pressed = list(keys), [0]

            def rendered(_: object) -> None:
                if application.is_done:  # left, and erased
                    return
                page = self._page()
                if len(self.pages) > pressed[0]:  # drawn again without a key
                    self.pages[-1] = page
                    return
                self.pages.append(page)
                if not waiting:
                    pipe.close()
                elif callable(key := waiting.pop(0)):
                    pressed[0] += 1
                    key()
                    application.invalidate()
                else:
                    pipe.send_text(key)

            def counted(_: object) -> None:
                pressed[0] += 1

            application.after_render += rendered
            application.key_processor.after_key_press += counted
            try:
                self.result: object = self.screen.run()
            except KeyboardInterrupt as error:
                self.result = error

    def _page(self) -> str:
        shown = self.screen.application.renderer.last_rendered_screen
        if shown is None:
            return ""
        rows = (shown.data_buffer[row] for row in range(self.terminal.size.rows))
        return "\n".join(
            "".join(row[column].char for column in range(self.terminal.size.columns)).rstrip() for row in rows
        )

    @property
    def last(self) -> str:
        return self.pages[-1]


@pytest.fixture
def long_item(item: ReviewItem) -> ReviewItem:
    """A figure that is mentioned in forty numbered paragraphs, so that a look at them needs more than the screen."""
    mentions = tuple(Mention(f"Paragraph {number} of all.", (), "", None, "a.tex", number) for number in range(1, 41))
    return replace(item, figure=replace(item.figure, mentions=mentions))


# What must not happen -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["a", "q", "s", ENTER, "x"])
def test_the_key_that_leads_back_from_a_view_does_nothing_else(key: str, item: ReviewItem) -> None:
    seen = Session(item, "m", key)
    assert "Paragraphs that mention Figure 3" in seen.pages[1]
    assert seen.pages[1].endswith("any key: back to the figure")
    assert seen.pages[2] == seen.pages[0]


def test_what_is_pasted_on_the_page_is_no_key(item: ReviewItem) -> None:
    assert "That is no key here. Keys: a e" in Session(item, "\x1b[200~aq\x1b[201~").last


def test_enter_takes_no_figure_that_is_not_decided(item: ReviewItem) -> None:
    assert "That is no key here." in Session(item, ENTER).last


def test_a_key_with_a_reason_against_it_says_the_reason_and_leaves_the_figure_there(item: ReviewItem) -> None:
    page = Session(item, "o").last
    assert "The figure has no picture." in page
    assert "Draft by offline" in page


def test_invisible_characters_of_a_text_are_seen_while_it_is_edited(item: ReviewItem) -> None:
    hidden = replace(item, text="Loss\u202efo")
    assert "Loss\ufffdfo" in Session(hidden, "e").last


def test_a_look_that_comes_back_does_not_end_what_is_being_typed_or_read(item: ReviewItem) -> None:
    for key in ("e", "m"):
        looking: Future[None] = Future()
        seen = Session(replace(item, looking=looking), key, partial(looking.set_result, None))
        assert seen.result != AGAIN, key


# Looking around -------------------------------------------------------------------------------------------------------


def place(page: str) -> tuple[int, ...]:
    """Return the first and the last line that are shown, and of how many."""
    found = re.search(r"lines (\d+) to (\d+) of (\d+)", page)
    return tuple(map(int, found.groups())) if found else ()


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        pytest.param([], 1, id="at the top"),
        pytest.param([UP], 1, id="no further up"),
        pytest.param([DOWN], 2, id="a line"),
        pytest.param([DOWN, DOWN, UP], 2, id="and back"),
        pytest.param([" "], 22, id="a page, of which one line stays"),
        pytest.param([PAGE_DOWN, PAGE_UP], 1, id="a page and back"),
        pytest.param([" "] * 9, 101, id="no further than the end"),
        pytest.param([" "] * 9 + [UP], 100, id="and up at once"),
    ],
)
def test_what_is_higher_than_the_screen_is_scrolled(keys: list[str], first: int, long_item: ReviewItem) -> None:
    page = Session(long_item, "m", *keys).last
    begin, end, count = place(page)
    assert (begin, end - begin, count) == (first, 20, 121)
    lines = page.splitlines()
    assert len(lines) == 24
    if first == 101:
        assert "Paragraph 40 of all." in lines[20]


def test_another_page_begins_at_its_top(long_item: ReviewItem) -> None:
    seen = Session(long_item, "m", " ", "x", "m")
    assert place(seen.pages[2])[0] > 1
    assert place(seen.last)[0] == 1


def test_what_fits_has_no_place(item: ReviewItem) -> None:
    assert place(Session(item, "m").last) == ()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("m", "Paragraphs that mention Figure 3"),
        ("?", "stop here; everything is saved"),
        ("i", "The draft imitates no other figure."),
        ("w", "It is not written into a source: the draft is a PDF."),
    ],
)
def test_a_view_has_the_whole_page_unless_there_is_nothing_to_see(key: str, words: str, item: ReviewItem) -> None:
    page = Session(item, key).last
    assert words in page
    assert ("Draft by offline" in page) == (key in "iw")


def test_no_colour_where_none_is_wanted(item: ReviewItem, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = Session(item).screen.lines(80, 24)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Session(item).screen.lines(80, 24)
    assert "\x1b[" in "".join(coloured)
    assert "\x1b[" not in "".join(plain)
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in coloured] == plain


# Questions ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def walking(item: ReviewItem) -> ReviewItem:
    """A figure among three, with three sentences to pick from."""
    stops = tuple(
        Stop(replace(item.figure, id=f"f{n}", labels=(f"fig:f{n}",), number=str(n)), None) for n in range(1, 4)
    )
    sentences = tuple(DraftSentence(f"Sentence {n}.", 1, "offline") for n in range(1, 4))
    return replace(item, actions=(*item.actions, "jump", "pick", "refine"), stops=stops, sentences=sentences)


def test_a_figure_that_is_not_there_is_asked_for_again_from_the_start(walking: ReviewItem) -> None:
    seen = Session(walking, "j", "9", ENTER, "2", ENTER)
    assert "Go to which figure?" in seen.pages[1]
    assert "Figure 3 · fig:f3" in seen.pages[1]
    assert "9" in seen.pages[3]  # named in what is said of it
    assert seen.result == Action("jump", figure="f2")


def test_sentences_are_shown_together_while_they_are_picked_and_mended_where_they_are_none(walking: ReviewItem) -> None:
    seen = Session(walking, "p", "3", " ", "9", ENTER, "\x7f", "1", ENTER)
    assert "(nothing yet)" in seen.pages[1]
    assert "Together\n  Sentence 3." in seen.pages[2]
    assert seen.result == Action("pick", picks=(2, 0))


def test_an_edit_begins_with_the_text_and_escape_leaves_it_as_it_was(item: ReviewItem) -> None:
    seen = Session(item, "e", "!", "\x1b")
    assert "Enter: done   Esc: cancel" in seen.pages[1]
    assert "are means.!" in seen.pages[2]
    assert "The text is as it was. e brings back what you typed." in seen.last
    assert "Enter: done" not in seen.last


def test_enter_with_nothing_typed_leads_back_to_the_figure(item: ReviewItem) -> None:
    seen = Session(item, "e", ENTER)
    assert "The text is as it was." in seen.last
    assert "[a]ccept" in seen.last


@pytest.mark.parametrize(("height", "rows"), [(16, 8), (24, 12)])
def test_a_long_text_is_edited_in_half_of_the_screen(height: int, rows: int, item: ReviewItem) -> None:
    seen = Session(replace(item, text="word " * 300), "e", size=(height, 40))
    assert seen.screen.edit_window.render_info is not None
    assert seen.screen.edit_window.render_info.window_height == rows


def test_a_short_answer_takes_few_rows(walking: ReviewItem) -> None:
    seen = Session(walking, "r", "shorter")
    assert seen.screen.edit_window.render_info is not None
    assert seen.screen.edit_window.render_info.window_height == 1


# The way out ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "result"),
    [(key.key, key.name) for key in KEYS if key.name in {"accept", "another", "skip", "back", "undo", "quit"}]
    + [("E", None), ("\x04", "quit")],
)
def test_a_key_ends_the_figure_with_its_action(key: str, result: Any, item: ReviewItem) -> None:
    assert Session(item, key).result == (Action(result) if result else "editor")


def test_ctrl_c_interrupts_at_once(item: ReviewItem) -> None:
    assert isinstance(Session(item, CTRL_C).result, KeyboardInterrupt)


def test_what_was_typed_and_left_is_kept_and_said_to_be_there(item: ReviewItem) -> None:
    kept: dict[tuple[str, str], tuple[str, ...]] = {}
    assert Session(item, "e", "!", "\x1b", "q", kept=kept).result == Action("quit")
    assert list(kept) == [("fig:growth", "edit")]
    again = Session(item, "e", kept=kept)
    assert "e brings back what you typed and left." in again.pages[0]
    assert "are means.!" in again.last


def test_the_end_of_the_review_is_left_by_enter_and_shows_how_each_was_decided(item: ReviewItem) -> None:
    stop = Stop(item.figure, Decision("fig:growth", "skip", None))
    ended = replace(item, ended=True, stops=(stop,), actions=("quit", "back", "jump"))
    seen = Session(ended, "a", ENTER)
    assert "All figures are decided, 1 skipped." in seen.pages[0]
    assert "Every figure is decided." in seen.pages[1]
    assert seen.result == Action("quit")


def test_a_look_that_comes_back_shows_the_figure_anew(item: ReviewItem) -> None:
    looking: Future[None] = Future()
    seen = Session(replace(item, looking=looking), partial(looking.set_result, None))
    assert seen.result == AGAIN


def test_a_look_that_came_back_during_a_view_shows_the_figure_anew_after_it(item: ReviewItem) -> None:
    looking: Future[None] = Future()
    seen = Session(replace(item, looking=looking), "m", partial(looking.set_result, None), "x")
    assert seen.result == AGAIN


# The preview ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Preview:
    """A preview that is told apart in what is written: "draw 26x12" and "remove"."""
    preview = Preview("kitty", Picture(b"", "image/png", 60, 40))
    monkeypatch.setattr(preview, "drawing", lambda box: "draw {}x{}".format(*box))
    monkeypatch.setattr(preview, "removal", lambda: "remove")
    return preview


def drawings(seen: Session) -> Sequence[str]:
    return [text for text in seen.terminal.raw if "draw" in text]


def test_a_preview_is_drawn_over_its_empty_place_and_taken_away_at_the_end(item: ReviewItem, drawn: Preview) -> None:
    seen = Session(item, preview=drawn, size=(40, 100))
    (drawing,) = drawings(seen)
    match = re.fullmatch(r"\x1b7\x1b\[1;(\d+)Hdraw (\d+)x(\d+)\x1b8", drawing)
    assert match
    column, columns, rows = map(int, match.groups())
    assert column + columns == 101  # to the last column, of which the terminal's first is 1
    assert all(line[column - 1 :] == "" for line in seen.last.splitlines()[:rows])
    assert seen.terminal.raw[-1] == "remove"


def test_a_preview_is_drawn_again_after_a_view_and_not_over_it(item: ReviewItem, drawn: Preview) -> None:
    seen = Session(item, "m", preview=drawn, size=(40, 100))
    assert len(drawings(seen)) == 1
    seen = Session(item, "m", "x", preview=drawn, size=(40, 100))
    assert len(drawings(seen)) == 2


def test_a_picture_is_opened_and_what_went_wrong_is_said(item: ReviewItem) -> None:
    opened = []
    shown = replace(item, figure=replace(item.figure, images=(Image(path="a.png"),)))

    def open_picture(figure: object) -> str:
        opened.append(figure)
        return "There is no viewer."

    assert "There is no viewer." in Session(shown, "o", open_picture=open_picture).last
    assert opened == [shown.figure]


# The keys below -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "rows", "more"),
    [(200, 24, 1, False), (100, 24, 2, False), (80, 24, 2, True), (40, 20, 5, True), (40, 19, 1, None)],
    ids=["all", "all in two rows", "the minor ones are in the help", "a quarter of a high screen", "no room"],
)
def test_keys_give_way_where_the_line_is_full(width: int, height: int, rows: int, more: bool | None) -> None:
    line = key_line(KEYS, width, height)
    lines = line.split("\n")
    assert len(lines) == rows
    assert max(map(len, lines)) <= width
    if more is None:
        assert line == "[?] keys"
    else:
        assert ("[?] more" in line) == more
        assert all((key.label in line.replace("\n", " ")) != (more and key.minor) for key in KEYS)
