"""The author's desk: asks about one figure at a time, on the whole screen or line by line."""

import os
import sys
from collections.abc import Mapping

from prompt_toolkit.utils import is_dumb_terminal

from capassist.errors import UsageError
from capassist.model import Action, ReviewItem
from capassist.ports import Reviewer
from capassist.terminal.console import output
from capassist.terminal.editor import edit_in_editor
from capassist.terminal.line_review import LineReviewer
from capassist.terminal.screen import ReviewScreen


class TerminalReviewer:
    """Asks about one figure on the whole screen: one key, one action, no Enter."""

    def __init__(self) -> None:
        self._waiting = False  # the author asked for another draft and may have gone on typing

    def ask(self, item: ReviewItem) -> Action:
        """Show the figure and return what the author wants. Ctrl-D quits; Ctrl-C raises KeyboardInterrupt.

        What was typed while another draft was awaited is forgotten: nobody accepts what they have not seen.
        """
        message, drop_typed = "", self._waiting
        while True:
            answer = ReviewScreen(item, message).run(drop_typed=drop_typed)
            if isinstance(answer, Action):
                self._waiting = answer.name == "another"
                return answer
            text, message = _edited_elsewhere(item)
            if text:
                return Action("edit", text)
            drop_typed = False


def choose_reviewer(environ: Mapping[str, str] = os.environ) -> Reviewer:
    """Return the reviewer for this terminal: plain lines where TERM is "dumb" or "unknown", else the whole screen."""
    if is_dumb_terminal(environ.get("TERM", "")):
        return LineReviewer(output())
    return TerminalReviewer()


def require_terminal() -> None:
    """Raise UsageError unless a person can see the questions and type answers, before any work is done."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The review asks questions, and there is no terminal to ask them in.",
            "Without one: capassist suggest DRAFT --json > drafts.json, edit the file, "
            "then capassist apply DRAFT --decisions drafts.json --yes.",
        )


def _edited_elsewhere(item: ReviewItem) -> tuple[str, str]:
    """Return the text from the author's own editor, or no text and what to say instead."""
    try:
        text = edit_in_editor(item.text)
    except UsageError as error:
        return "", f"{error.message} {error.hint}"
    if not text or text == item.text:
        return "", "The text is as it was."
    return text, ""
