"""The review in the terminal: asks about one figure at a time, on the whole screen or line by line."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prompt_toolkit.utils import is_dumb_terminal

from capassist.errors import UsageError
from capassist.model import Action, Draft, ReviewItem
from capassist.ports import ImageLoader, Reviewer
from capassist.terminal.console import output
from capassist.terminal.editor import edit_in_editor
from capassist.terminal.hang_up import die_of
from capassist.terminal.keyboard import echo, no_echo
from capassist.terminal.line_review import LineReviewer
from capassist.terminal.preview import Preview, PreviewKind, PreviewMode, preview_kind
from capassist.terminal.screen import ReviewScreen
from capassist.terminal.typing import Kept
from capassist.terminal.viewer import Viewer
from capassist.wording import command


class TerminalReviewer:
    """Asks about one figure on the whole screen: one key, one action, no Enter. `kind` says how it shows the figure, if
    at all."""

    def __init__(
        self,
        viewer: Viewer,
        images: ImageLoader | None = None,
        kind: PreviewKind | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._viewer = viewer
        self._images = images
        self._kind = kind
        self._previews: dict[str, Preview | None] = {}
        self._kept: Kept = {} if kept is None else kept
        self._asked: list[str] = []  # the changes that were asked for
        self.gone = 0  # the signal that took the author away; -1 for a terminal that closed without one

    def ask(self, item: ReviewItem) -> Action:
        """Show the figure and return what the author wants. Ctrl-D quits; Ctrl-C raises KeyboardInterrupt.

        What was typed before the figure was shown is forgotten: nobody accepts what they have not seen.
        """
        message, drop_typed = "", True
        while True:
            screen = ReviewScreen(
                item,
                message,
                preview=self._preview(item),
                open_picture=self._viewer.open,
                kept=self._kept,
                asked=self._asked,
            )
            answer = screen.run(drop_typed=drop_typed)
            if isinstance(answer, Action):
                self._note(answer, item, screen)
                return answer
            text, message = _edited_elsewhere(item)
            if text:
                return Action("edit", text)
            drop_typed = False

    def _note(self, answer: Action, item: ReviewItem, screen: ReviewScreen) -> None:
        """Note what the next question has to know of this answer."""
        if answer.leaves:
            self.gone = screen.gone or -1
        if answer.name in {"accept", "skip"}:  # what was typed for it and left is decided over
            self._forget_typed(item.figure.id)
        if answer.name == "refine" and answer.text:
            self._asked = [*(asked for asked in self._asked if asked != answer.text), answer.text]

    def _forget_typed(self, figure: str) -> None:
        for place in [place for place in self._kept if place[0] == figure]:
            del self._kept[place]

    def _preview(self, item: ReviewItem) -> Preview | None:
        figure = item.figure
        if self._kind is None or self._images is None or item.ended:
            return None
        if figure.id not in self._previews:
            picture = self._images.load(figure)
            self._previews[figure.id] = Preview(self._kind, picture) if picture else None
        return self._previews[figure.id]


@contextmanager
def reviewer_for_terminal(
    images: ImageLoader | None = None,
    preview: PreviewMode = "auto",
    environ: Mapping[str, str] = os.environ,
    kept: Kept | None = None,
) -> Iterator[Reviewer]:
    """Yield the reviewer for this terminal: plain lines where TERM is "dumb" or "unknown", else the whole screen.
    `kept`
    is where the screen keeps what was typed and left without Enter.

    Where the author is gone by then, the program ends as it would have at once: what was typed is kept before that.
    """
    with Viewer(images, environ) as viewer:
        if is_dumb_terminal(environ.get("TERM", "")):
            lines = LineReviewer(output(), viewer=viewer)
            yield lines
            if lines.interrupted:
                raise KeyboardInterrupt
            return
        with no_echo():  # between two screens, too
            screens = TerminalReviewer(viewer, images, preview_kind(preview, environ), kept)
            yield screens
    if screens.gone < 0:
        raise EOFError
    if screens.gone:
        die_of(screens.gone)


def require_terminal(draft: Draft) -> None:
    """Raise UsageError unless a person can see the questions and type answers, before any work is done; it names the
    commands that decide on the draft without."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The review asks questions, and there is no terminal to ask them in.",
            f"Without one: {command('suggest', draft, '--json')} > drafts.json\n"
            f"Edit the file, and then: {command('apply', draft, '--decisions', 'drafts.json', '--yes')}",
        )


def _edited_elsewhere(item: ReviewItem) -> tuple[str, str]:
    """Return the text from the author's own editor, or no text and what to say instead."""
    try:
        with echo():
            text = edit_in_editor(item.text)
    except UsageError as error:
        return "", f"{error.message} {error.hint}"
    if not text or text == item.text:
        return "", "The text is as it was."
    return text, ""
