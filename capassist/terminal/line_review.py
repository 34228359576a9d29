"""The review line by line, for terminals that cannot move the cursor and for screen readers: words, no colour, no signs."""

from collections.abc import Callable, Iterator

from rich.console import Console

from capassist.errors import UsageError
from capassist.model import Action, ReviewItem
from capassist.terminal.console import literal
from capassist.terminal.diff import word_changes
from capassist.terminal.editor import edit_in_editor, fold
from capassist.terminal.keys import KEYS, Key, offered_keys, refusal
from capassist.terminal.page import changed_from, current_caption, place_of_mention, position_of, text_title
from capassist.terminal.tables import by_weight, finding_text
from capassist.text.words import one_line

_EVIDENCE = {
    "mention": "Rests on",
    "profile": "Imitates",
    "drawn text": "Uses text drawn in",
    "picture": "Uses the picture of",
}


class LineReviewer:
    """Asks about one figure with plain lines: a letter or word and Enter."""

    def __init__(self, console: Console, read: Callable[[str], str] = input) -> None:
        self.console = console
        self.read = read

    def ask(self, item: ReviewItem) -> Action:
        """Show the figure and return what the author wants. The end of the input quits; Ctrl-C is left to the caller."""
        self._say_all(_description(item))
        self._say(f"Type one of: {_words(item)}. Then press Enter.")
        while True:
            try:
                action = self._follow(self.read("What next? ").strip(), item)
            except EOFError:
                return Action("quit")
            if action:
                return action

    def _follow(self, answer: str, item: ReviewItem) -> Action | None:
        key = _find(answer)
        if key is None:
            self._say(f"{answer or 'An empty line'} is no answer here. Type one of: {_words(item)}.")
            return None
        if refused := refusal(key, item):
            self._say(refused)
            return None
        match key.name:
            case "mentions":
                self._say_all(f"{place_of_mention(m)}: {one_line(m.text)}" for m in item.figure.mentions)
            case "help":
                self._say_all(f"{key.key} or {key.name}: {key.help}." for key in offered_keys(item))
            case "edit":
                return self._edited(self.read("New text, or nothing to keep the old one: "), item)
            case "editor":
                return self._edited_elsewhere(item)
            case _:
                return Action(key.name)
        return None

    def _edited_elsewhere(self, item: ReviewItem) -> Action | None:
        try:
            return self._edited(edit_in_editor(item.text), item)
        except UsageError as error:
            self._say(f"{error.message} {error.hint}")
            return None

    def _edited(self, text: str, item: ReviewItem) -> Action | None:
        text = fold(text)
        if text and text != item.text:
            return Action("edit", text)
        self._say("The text is as it was.")
        return None

    def _say_all(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._say(line)

    def _say(self, line: str) -> None:
        self.console.print(literal(line))


def _description(item: ReviewItem) -> Iterator[str]:
    """Yield what the page of a figure says, a line each."""
    yield ""
    yield position_of(item).replace(" · ", ", ") + "."
    yield f"Current caption: {one_line(current_caption(item)) or 'none'}"
    yield f"{text_title(item)}: {one_line(item.text) or 'none'}"
    base_name, base = changed_from(item)
    if base_name:
        yield f"Changes to the {base_name}: {_changes(base, item.text)}."
    for finding in by_weight(item.findings):
        yield f"{'Cannot be accepted' if finding.blocks else 'Warning'}: {finding_text(item.text, finding)}"
    for note in item.candidate.notes:
        yield f"Note: {note}"
    for piece in item.candidate.evidence:
        yield f"{_EVIDENCE[piece.kind]} {piece.where}: {one_line(piece.text)}"


def _changes(old: str, new: str) -> str:
    names = {"old": "removed", "new": "added"}
    return (
        "; ".join(f'{names[kind]} "{one_line(piece)}"' for kind, piece in word_changes(old, new) if kind != "same")
        or "none"
    )


def _find(answer: str) -> Key | None:
    """Return the key of an answer: its letter as it is, or its word in any case."""
    return next((key for key in KEYS if answer == key.key or answer.lower() == key.name), None)


def _words(item: ReviewItem) -> str:
    return ", ".join(key.name for key in offered_keys(item))
