"""One figure of the review on the whole screen: the page above, scrolled where it is too high, the keys always below it."""

import os
import textwrap
from functools import partial
from typing import Literal

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
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

from capassist.model import Action, ReviewItem
from capassist.terminal.editor import fold
from capassist.terminal.keys import KEYS, offered_keys, refusal, unknown_key
from capassist.terminal.page import help_lines, mention_lines, review_lines
from capassist.text.safe import safe_text

EDITOR: Literal["editor"] = "editor"
Answer = Action | Literal["editor"]
Mode = Literal["ask", "edit", "mentions", "help"]

_EDIT_HINT = "Enter: done   Esc: leave it as it was   (line breaks become blanks)"
_BACK_HINT = "any key: back to the figure   Up, Down, Space: scroll"
_ESCAPE_WAIT = 0.1  # seconds after which a lone Esc is the Esc key, and not the start of an arrow key
_UNNAMED_KEYS = ("enter", "tab", "escape", "backspace", "delete", "left", "right", "home", "end")


class ReviewScreen:
    """Shows one figure and runs until the author pressed a key that says what is next."""

    def __init__(self, item: ReviewItem, message: str = "") -> None:
        self.item = item
        self.message = message
        self.mode: Mode = "ask"
        self.page = _Page(self)
        self.prefilled = ""
        self.buffer = Buffer(multiline=True)
        self.application = self._application()

    def run(self, *, drop_typed: bool = False) -> Answer:
        """Return the author's next action, or "editor" for an edit in the author's own editor.

        `drop_typed` forgets what was typed before the figure was shown. Raises KeyboardInterrupt on Ctrl-C.
        """
        if drop_typed:
            with self.application.input.raw_mode():
                self.application.input.read_keys()
            clear_typeahead(self.application.input)
        return self.application.run()

    def lines(self, width: int, height: int) -> list[str]:
        """Return all lines of what the page shows in the present mode."""
        color = not os.environ.get("NO_COLOR")
        if self.mode == "mentions":
            return mention_lines(self.item, width, color=color)
        if self.mode == "help":
            return help_lines(self.item, width, color=color)
        return review_lines(self.item, width, height, color=color)

    def _application(self) -> Application[Answer]:
        editing = Condition(lambda: self.mode == "edit")
        self.edit_window = Window(
            BufferControl(self.buffer, input_processors=[_Visible()]),
            wrap_lines=True,
            height=lambda: Dimension(min=3, max=max(3, self._rows() // 2)),
            dont_extend_height=True,
        )
        self.page_window = Window(self.page, height=Dimension(min=1))
        footer = Window(FormattedTextControl(self._footer), wrap_lines=True, dont_extend_height=True)
        layout = HSplit(
            [
                self.page_window,
                Window(char="─", height=1),
                ConditionalContainer(HSplit([self.edit_window, Window(char="─", height=1)]), editing),
                footer,
            ]
        )
        application: Application[Answer] = Application(
            Layout(layout, focused_element=self.page_window),
            key_bindings=self._bindings(editing),
            full_screen=True,
        )
        application.ttimeoutlen = application.timeoutlen = _ESCAPE_WAIT
        return application

    def _rows(self) -> int:
        return self.application.output.get_size().rows

    def _footer(self) -> StyleAndTextTuples:
        hint = {"edit": _EDIT_HINT, "mentions": _BACK_HINT, "help": _BACK_HINT}.get(self.mode, "")
        keys = hint or " ".join(key.label for key in offered_keys(self.item))
        width = self.application.output.get_size().columns
        message = f"{textwrap.fill(safe_text(self.message), width)}\n" if self.message else ""
        return [("bold", message), ("", textwrap.fill(keys, width))]

    def _bindings(self, editing: Condition) -> KeyBindings:
        bindings = KeyBindings()
        for key in (Keys.Any, *_UNNAMED_KEYS):
            bindings.add(key, filter=~editing)(lambda event: self._press(event.data))
        bindings.add(Keys.BracketedPaste, filter=~editing)(lambda _: self._press(""))  # a pasted "a" accepts nothing
        for key, lines in (("up", -1), ("down", 1)):
            bindings.add(key, filter=~editing)(partial(self._scroll, lines=lines))
        bindings.add(" ", filter=~editing)(partial(self._scroll, pages=1))
        for key, pages in (("pageup", -1), ("pagedown", 1)):
            bindings.add(key)(partial(self._scroll, pages=pages))
        bindings.add("c-c", filter=~editing)(lambda event: event.app.exit(exception=KeyboardInterrupt))
        bindings.add("c-d", filter=~editing)(lambda event: event.app.exit(result=Action("quit")))
        for key in ("escape", "c-c"):
            bindings.add(key, filter=editing)(lambda _: self._return_to_question("The text is as it was."))
        bindings.add("enter", filter=editing)(lambda _: self._finish_edit())
        return bindings

    def _redraw(self) -> None:
        """Draw the whole screen again: terminals disagree on the width of some characters, and differences would leave traces."""
        self.application.renderer.erase(leave_alternate_screen=False)

    def _scroll(self, _event: KeyPressEvent, *, lines: int = 0, pages: int = 0) -> None:
        self.page.top += lines + pages * max(1, self.page.height - 1)
        self._redraw()

    def _press(self, typed: str) -> None:
        """Do what a key means for this figure, or say why it does nothing."""
        if self.mode in ("mentions", "help"):
            self._return_to_question()
            return
        key = next((key for key in KEYS if key.key == typed), None)
        self.message = refusal(key, self.item) if key else unknown_key(typed, self.item)
        self._redraw()
        if key is None or self.message:
            return
        match key.name:
            case "mentions" | "help":
                self.mode, self.page.top = key.name, 0
            case "edit":
                self._start_edit()
            case "editor":
                self.application.exit(result=EDITOR)
            case _:
                self.application.exit(result=Action(key.name))

    def _start_edit(self) -> None:
        """Put the text into the edit window, its lines broken at blanks; `fold` joins them again."""
        width = min(self.application.output.get_size().columns - 1, 100)
        broken = textwrap.wrap(
            self.item.text,
            width,
            expand_tabs=False,
            replace_whitespace=False,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.prefilled = "\n".join(broken)
        self.buffer.reset(Document(self.prefilled))
        self.mode, self.page.top = "edit", 0
        self.application.layout.focus(self.edit_window)

    def _finish_edit(self) -> None:
        text = fold(self.buffer.text)
        if self.buffer.text == self.prefilled or not text:
            self._return_to_question("The text is as it was.")
        else:
            self.application.exit(result=Action("edit", text))

    def _return_to_question(self, message: str = "") -> None:
        self.mode, self.page.top, self.message = "ask", 0, message
        self._redraw()
        self.application.layout.focus(self.page_window)


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
        if len(lines) > height:
            last = min(self.top + height - 1, len(lines))
            place = f" lines {self.top + 1} to {last} of {len(lines)} (Down, Up, Space) "
            shown[height - 1 :] = [[("reverse", place)]]
        return UIContent(lambda number: shown[number], line_count=len(shown), show_cursor=False)


class _Visible(Processor):
    """Shows each invisible or bidirectional character of the edited text as one sign, so that offsets stay as they are."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        return Transformation(
            [
                (fragment[0], "".join(c if safe_text(c) == c else "\ufffd" for c in fragment[1]))
                for fragment in transformation_input.fragments
            ]
        )
