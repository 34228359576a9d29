"""One figure of the review on the whole screen: the page above, scrolled where it is too high, the keys always below
it."""

import asyncio
import os
import textwrap
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Literal

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    UIContent,
    UIControl,
    Window,
)
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth

from capassist.errors import UsageError, WriteError
from capassist.model import Action, Figure, ReviewItem
from capassist.terminal.hang_up import on_hang_up
from capassist.terminal.key_bindings import KEYS, Key, KeyName, ViewName, offered_keys, refusal, unknown_key
from capassist.terminal.preview import Preview, has_true_colour
from capassist.terminal.review_page import Spot, render_lines, review_lines
from capassist.terminal.typing import Kept, Question, Typing, typing_keys
from capassist.terminal.views import end_view, help_view, jump_view, mentions_view, pick_view, profile_view, source_view
from capassist.text.safe import safe_text

AGAIN = Action("again")
EDITOR: Literal["editor"] = "editor"
Answer = Action | Literal["editor"]

_VIEWS = {"mentions": mentions_view, "profile": profile_view, "source": source_view, "help": help_view}
_BACK_HINT = "any key: back to the figure"
_KEPT_EVERY = 2.0  # seconds
_ESCAPE_WAIT = 0.1  # seconds after which a lone Esc is the Esc key, and not the start of an arrow key
_UNNAMED_KEYS = ("enter", "tab", "escape", "backspace", "delete", "left", "right", "home", "end")
_ENTER = ("\r", "\n")
_KEY_ROWS = 2  # of the key line; where there are more keys, the minor ones are only in the help


class ReviewScreen:
    """Shows one figure and runs until the author pressed a key that says what is next."""

    def __init__(
        self,
        item: ReviewItem,
        message: str = "",
        *,
        preview: Preview | None = None,
        open_picture: Callable[[Figure], str] = lambda _: "",
        kept: Kept | None = None,
        asked: Sequence[str] = (),
    ) -> None:
        self.item = item
        self.preview = preview
        self.open_picture = open_picture
        self.view: ViewName | None = None  # what is looked at instead of the figure's page
        self.typing = Typing(item, {} if kept is None else kept, self._redraw_choice, asked)  # in the edit window
        self.message = message or " ".join(filter(None, (item.message, self.typing.waiting())))
        self.gone = 0  # the signal by which the terminal, or the system, took the author away
        self.spot: Spot | None = None  # where the preview is on the page
        self.drawn: object = None  # where a picture was drawn last
        self.page = _Page(self)
        self.application = self._application()

    def run(self, *, drop_typed: bool = False) -> Answer:
        """Return the author's next action, or "editor" for an edit in the author's own editor.

        `drop_typed` forgets what was typed before the figure was shown. Where the terminal is gone, what was being
        typed is
        kept. Raises KeyboardInterrupt on Ctrl-C.
        """
        if drop_typed:
            with self.application.input.raw_mode():
                self.application.input.read_keys()
            clear_typeahead(self.application.input)
        try:
            return self.application.run(pre_run=self._begin)
        except (EOFError, OSError):
            if not self.gone and self.application.input.closed is False:
                raise
            return self._gone_action()
        finally:
            self._remove_picture()

    def _begin(self) -> None:
        on_hang_up(self.application.loop, self._hang_up)
        self.application.create_background_task(self._keep_at_times())
        self._await_look()

    async def _keep_at_times(self) -> None:
        """Keep what is being typed every few seconds: a program that is killed is told nothing before."""
        while True:
            await asyncio.sleep(_KEPT_EVERY)
            self._keep_typed()

    def _keep_typed(self) -> None:
        with suppress(WriteError):  # which the next decision says
            self.typing.keep()

    def _hang_up(self, number: int) -> None:
        self.gone = number
        if self.application.is_running and not self.application.is_done:
            self.application.exit(result=self._gone_action())

    def _gone_action(self) -> Action:
        """Keep what was typed, where the author is gone: nobody said that it was done."""
        self._keep_typed()
        return Action("quit", leaves=True)

    def _await_look(self) -> None:
        """Ask anew when the model's look at the text comes back, unless the author is typing or reading by then."""
        if self.item.looking and (loop := self.application.loop):

            def tell(_look: object) -> None:
                with suppress(RuntimeError):  # the screen was left meanwhile
                    loop.call_soon_threadsafe(self._show_look)

            self.item.looking.add_done_callback(tell)

    def _show_look(self) -> None:
        idle = self.view is None and self.typing.question is None
        if idle and self.application.is_running and not self.application.is_done:
            self.application.exit(result=AGAIN)

    def lines(self, width: int, height: int) -> list[str]:
        """Return all lines of what the page shows now."""
        color = not os.environ.get("NO_COLOR")
        self.spot = None
        if self.view:
            return render_lines(_VIEWS[self.view](self.item), width, color=color)
        if self.typing.question == "jump":
            return render_lines(jump_view(self.item), width, color=color)
        if self.typing.question == "pick":
            return render_lines(pick_view(self.item, self.typing.buffer.text), width, color=color)
        if self.item.ended:
            return render_lines(end_view(self.item), width, color=color)
        lines, self.spot = review_lines(self.item, width, height, color=color, preview=self.preview)
        return lines

    def _application(self) -> Application[Answer]:
        typing = Condition(lambda: self.typing.question is not None)
        self.edit_window = Window(
            BufferControl(self.typing.buffer, input_processors=[_Visible()]),
            wrap_lines=True,
            height=self._edit_height,
            dont_extend_height=True,
        )
        self.page_window = Window(self.page, height=Dimension(min=1))
        footer = Window(FormattedTextControl(self._footer), wrap_lines=True, dont_extend_height=True)
        layout = HSplit(
            [
                self.page_window,
                Window(char="─", height=1),
                ConditionalContainer(HSplit([self.edit_window, Window(char="─", height=1)]), typing),
                footer,
            ]
        )
        application: Application[Answer] = Application(
            Layout(layout, focused_element=self.page_window),
            key_bindings=merge_key_bindings([self._bindings(typing), typing_keys(typing)]),
            full_screen=True,
            color_depth=ColorDepth.TRUE_COLOR if has_true_colour() and not os.environ.get("NO_COLOR") else None,
            after_render=lambda _: self._draw_picture(),
        )
        application.ttimeoutlen = application.timeoutlen = _ESCAPE_WAIT
        return application

    def _edit_height(self) -> Dimension:
        if self.typing.question == "edit":
            return Dimension(min=3, max=max(3, self.application.output.get_size().rows // 2))
        return Dimension(min=1, max=3)

    def _footer(self) -> StyleAndTextTuples:
        height, width = self.application.output.get_size()
        message = f"{textwrap.fill(safe_text(self.message), width)}\n" if self.message else ""
        hint = self.typing.hint(width)
        if not hint:
            hint = _BACK_HINT if self.view else key_line(offered_keys(self.item), width, height)
        return [("bold", message), ("", hint)]

    def _bindings(self, typing: Condition) -> KeyBindings:
        bindings = KeyBindings()
        for key in (Keys.Any, *_UNNAMED_KEYS):
            bindings.add(key, filter=~typing)(lambda event: self._press(event.data))
        bindings.add(Keys.BracketedPaste, filter=~typing)(lambda _: self._press(""))  # a pasted "a" accepts nothing
        for key, lines in (("up", -1), ("down", 1)):
            bindings.add(key, filter=~typing)(partial(self._scroll, lines=lines))
        bindings.add(" ", filter=~typing)(partial(self._scroll, pages=1))
        for key, pages in (("pageup", -1), ("pagedown", 1)):
            bindings.add(key)(partial(self._scroll, pages=pages))
        bindings.add("c-c", filter=~typing)(lambda event: event.app.exit(exception=KeyboardInterrupt))
        bindings.add("c-d", filter=~typing)(lambda event: event.app.exit(result=Action("quit")))
        for key in ("escape", "c-c"):
            bindings.add(key, filter=typing)(lambda _: self._leave())
        bindings.add("enter", filter=typing)(lambda _: self._finish())
        refining = Condition(lambda: self.typing.question == "refine")
        for key, steps in (("up", -1), ("down", 1)):
            bindings.add(key, filter=refining)(lambda _, steps=steps: self.typing.recall(steps))
        return bindings

    def _redraw(self) -> None:
        """Draw the whole screen again: terminals disagree on the width of some characters, and differences would leave
        traces."""
        self._remove_picture()
        self.application.renderer.erase(leave_alternate_screen=False)

    def _redraw_choice(self) -> None:
        if self.typing.question == "pick":  # its page shows what the numbers typed so far make
            self._redraw()

    def _draw_picture(self) -> None:
        """Draw the preview over the empty place that the page has for it, unless it is there already."""
        output = self.application.output
        place = (self.spot, output.get_size())
        if self.preview and self.spot and not self.page.top and place != self.drawn:
            output.write_raw(f"\x1b7\x1b[1;{self.spot.column + 1}H{self.preview.drawing(self.spot.box)}\x1b8")
            output.flush()
            self.drawn = place

    def _remove_picture(self) -> None:
        self.drawn = None
        if self.preview and (removal := self.preview.removal()):
            self.application.output.write_raw(removal)
            self.application.output.flush()

    def _scroll(self, _event: KeyPressEvent, *, lines: int = 0, pages: int = 0) -> None:
        self.page.top += lines + pages * max(1, self.page.height - 1)
        self._redraw()

    def _press(self, typed: str) -> None:
        """Do what a key means for this figure, or say why it does nothing."""
        if self.view:
            self._return_to_figure()
            return
        if self.item.ended and typed in _ENTER:
            self.application.exit(result=Action("quit"))
            return
        key = next((key for key in KEYS if key.key == typed), None)
        self.message = refusal(key, self.item) if key else unknown_key(typed, self.item)
        self._redraw()
        if key and not self.message:
            self._do(key.name)

    def _do(self, name: KeyName) -> None:
        match name:
            case "mentions" | "profile" | "source" | "help" as view:
                self.view, self.page.top = view, 0
            case "edit" | "refine" | "tell" | "jump" | "pick" as question:
                self._ask(question)
            case "open":
                self.message = self.open_picture(self.item.figure)
            case "editor":
                self.application.exit(result=EDITOR)
            case _:
                self.application.exit(result=Action(name))

    def _ask(self, question: Question) -> None:
        """Open the edit window."""
        self.message = self.typing.begin(question, self.application.output.get_size().columns)
        self.page.top = 0
        self.application.layout.focus(self.edit_window)

    def _finish(self) -> None:
        """Take what was typed; where it answers nothing, say so and go on asking."""
        if self.typing.goes_on():
            self._redraw()
            return
        try:
            action = self.typing.answered()
        except (UsageError, WriteError) as error:
            self.message = error.message
            if self.typing.question == "jump":  # another name begins anew; numbers of sentences are mended
                self.typing.buffer.reset()
            self._redraw()
            return
        if action:
            self.application.exit(result=action)
        else:
            self._leave()

    def _leave(self) -> None:
        try:
            self._return_to_figure(self.typing.leave())
        except WriteError as error:
            self._return_to_figure(f"{error.message} {error.hint}")

    def _return_to_figure(self, message: str = "") -> None:
        self.view, self.page.top, self.message = None, 0, message
        self._redraw()
        self.application.layout.focus(self.page_window)
        if self.item.looking and self.item.looking.done():
            self._show_look()


def key_line(keys: Sequence[Key], width: int, height: int) -> str:
    """Return the keys in lines of that width, for a screen of that height: all, or the major ones, or how to see
    them."""
    full = textwrap.wrap(" ".join(_joined_label(key) for key in keys), width)
    if len(full) > _KEY_ROWS:
        full = textwrap.wrap(" ".join(_joined_label(key) for key in keys if not key.minor) + "\xa0more", width)
    return "\n".join(full).replace("\xa0", " ") if len(full) <= max(_KEY_ROWS, height // 4) else "[?] keys"


def _joined_label(key: Key) -> str:
    return key.label.replace(" ", "\xa0")  # is not broken between two lines


class _Page(UIControl):
    """The lines of the page from `top` on, and below them where we are when they are more than the screen holds."""

    def __init__(self, screen: ReviewScreen) -> None:
        self.screen = screen
        self.top = 0
        self.height = 1

    def is_focusable(self) -> bool:
        return True

    def create_content(self, width: int, height: int) -> UIContent:
        lines = self.screen.lines(width, height)
        self.height = height
        self.top = max(0, min(self.top, len(lines) - height + 1 if len(lines) > height else 0))
        shown: list[StyleAndTextTuples] = [to_formatted_text(ANSI(line)) for line in lines[self.top :][:height]]
        if len(lines) > height > 1:
            last = min(self.top + height - 1, len(lines))
            place = f" lines {self.top + 1} to {last} of {len(lines)} (Down, Up, Space) "
            shown[height - 1 :] = [[("reverse", place)]]
        return UIContent(lambda number: shown[number], line_count=len(shown), show_cursor=False)


class _Visible(Processor):
    """Shows each invisible or bidirectional character of the edited text as one sign, so that offsets stay as they
    are."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        return Transformation(
            [
                (fragment[0], "".join(c if safe_text(c) == c else "\ufffd" for c in fragment[1]))
                for fragment in transformation_input.fragments
            ]
        )
