"""What is typed in the review in answer to a question: a text, an instruction, answers, sentences, a figure.

The keys are those of readline, on the whole text: its line breaks are only those of the screen, and follow what is
typed. What was typed and left without Enter, whatever ended it, is kept, and is there again when the same is asked of
the same figure. What was asked to be changed, with Enter, comes back by the arrow keys, as in a shell.
"""

import re
import textwrap
from collections.abc import Callable, MutableMapping, Sequence
from typing import Literal

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.cells import cell_len

from capassist.model import Action, ReviewItem
from capassist.terminal.answers import chosen_figure, chosen_sentences
from capassist.terminal.editor import fold

Question = Literal["edit", "refine", "tell", "jump", "pick"]
Kept = MutableMapping[tuple[str, str], tuple[str, ...]]  # what was typed and left, of each figure and question

_WAYS_ON = {
    "edit": "Enter: done   Esc: cancel   (line breaks become blanks)",
    "refine": "What shall change? shorter, at most 30 words …   Enter: done   Esc: cancel",
    "tell": "Enter: next (empty: skip)   Esc: cancel",
    "jump": "Its number or label.   Enter: go   Esc: cancel",
    "pick": "Sentences in the order wanted, such as 3 1.   Enter: done   Esc: cancel",
}
_LAST_QUESTION = "Enter: done (empty: skip)   Esc: cancel"
_KEYS: dict[Question, str] = {"edit": "e", "refine": "r", "tell": "t", "pick": "p", "jump": "j"}
BACK = "Here is what you typed before."
_WIDEST = 100  # columns
_SHOWN = 30  # characters of what was asked before
_WORD = re.compile(r"[^\W_]+")
_BETWEEN_WORDS = re.compile(r"(?<=\S)[ \n](?=\S)")


class Typing:
    """The question that is being answered, if any, and what was typed so far."""

    def __init__(self, item: ReviewItem, kept: Kept, changed: Callable[[], None], asked: Sequence[str] = ()) -> None:
        self.item = item
        self.kept = kept
        self.asked = asked  # the changes that were asked for so far, of any figure
        self.recalled = len(asked)  # which of them is in the buffer; behind the last, what is typed now
        self.typed = ""  # what was typed when the first of them was brought back
        self.question: Question | None = None
        self.told: list[str] = []  # the answers to the item's questions so far
        self.prefilled = ""
        self.columns = _WIDEST
        self.changed = changed
        self.buffer = Buffer(multiline=True, on_text_changed=lambda _: self._follow())

    @property
    def text(self) -> str:
        """What was typed, as one paragraph."""
        return fold(self.buffer.text)

    def begin(self, question: Question, columns: int) -> str:
        """Begin to answer a question, an edit with the text in it; return what to say of what is there."""
        self.question, self.recalled, self.columns = question, len(self.asked), min(columns - 1, _WIDEST)
        self.prefilled = fold(self.item.text) if question == "edit" else ""
        *self.told, last = self.kept.get((self.item.figure.id, question), ("",))
        self._fill(last or self.prefilled)
        return BACK if last or self.told else ""

    def leave(self) -> str:
        """Answer nothing; keep what was typed, and return what to say of it. Raises WriteError where it cannot be
        kept."""
        question, typed = self.question, self._is_typed()
        try:
            self.keep()
        finally:
            self.question = None
        if question is None or question == "jump":
            return ""
        return "The text is as it was." + (f" {_KEYS[question]} brings back what you typed." if typed else "")

    def waiting(self) -> str:
        """Return what to say of a figure for which something was typed and left; nothing where nothing was."""
        keys = [key for question, key in _KEYS.items() if (self.item.figure.id, question) in self.kept]
        brings = "brings" if len(keys) == 1 else "bring"
        return f"{' and '.join(keys)} {brings} back what you typed and left." if keys else ""

    def hint(self, columns: int) -> str:
        """Return what is asked, and the keys that answer."""
        if self.question is None:
            return ""
        asked = self.item.questions[len(self.told) :] if self.question == "tell" else ()
        keys = _LAST_QUESTION if len(asked) == 1 else _WAYS_ON[self.question]
        if self.question == "refine" and self.asked:
            keys += f"   Up: “{textwrap.shorten(self.asked[-1], _SHOWN, placeholder='…')}”"
        return textwrap.fill("   ".join((*asked[:1], keys)), columns)

    def recall(self, steps: int) -> None:
        """Bring back a change that was asked for before (-1) or after (1) the one in the buffer; behind the last comes
        what was typed."""
        place = min(max(self.recalled + steps, 0), len(self.asked))
        if place == self.recalled:
            return
        if self.recalled == len(self.asked):
            self.typed = self.text
        self.recalled = place
        self._fill(self.asked[place] if place < len(self.asked) else self.typed)

    def goes_on(self) -> bool:
        """Keep the answer to a question about the figure, and tell whether there is another question."""
        if self.question != "tell":
            return False
        self.told.append(self.text)
        self.buffer.reset()
        return len(self.told) < len(self.item.questions)

    def answered(self) -> Action | None:
        """Return what the author wants by what was typed, or None where it is nothing. Raises UsageError for no
        answer."""
        action = self._answer()
        if action and self.question:
            self.kept.pop((self.item.figure.id, self.question), None)
        return action

    def _answer(self) -> Action | None:
        text = self.text
        if self.question == "tell":
            return Action("tell", answers=tuple(self.told)) if any(self.told) else None
        if text in {"", self.prefilled}:
            return None
        match self.question:
            case "refine":
                return Action("refine", text)
            case "jump":
                return Action("jump", figure=chosen_figure(self.item, text).id)
            case "pick":
                return Action("pick", picks=chosen_sentences(self.item, text))
            case _:
                return Action("edit", text)

    def keep(self) -> None:
        """Keep what was typed so far; where that is nothing, nothing is kept of it from before."""
        if self.question is None or self.question == "jump":
            return
        if self._is_typed():
            self.kept[self.item.figure.id, self.question] = (*self.told, self.text)
        else:
            self.kept.pop((self.item.figure.id, self.question), None)

    def _fill(self, text: str) -> None:
        self.buffer.reset(Document(wrapped(text, self.columns)))

    def _follow(self) -> None:
        """Have the lines follow a change of the text; the cursor stays where it is in it."""
        text, position = self.buffer.text, self.buffer.cursor_position
        if (lines := wrapped(text, self.columns)) != text:
            self.buffer.document = Document(lines, position)  # and once more, with nothing to wrap
        else:
            self.changed()

    def _is_typed(self) -> bool:
        return any(self.told) or self.text not in {"", self.prefilled}


def wrapped(text: str, columns: int) -> str:
    """Return a text in lines of that width, as far as its words are no longer.

    Each break stands for one blank between two words, so that every character stays where it is in the text; `fold`
    joins the lines again. Blanks and breaks beside others stay as they are.
    """
    line, *words = _BETWEEN_WORDS.split(text)
    lines = []
    for word in words:
        last, first = line.rpartition("\n")[2], word.partition("\n")[0].rstrip()
        if cell_len(f"{last} {first}") > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}"
    return "\n".join((*lines, line))


def typing_keys(typing: Condition) -> KeyBindings:
    """Return the keys that mean the whole text to who knows readline, where an editor of lines means one line."""
    bindings = KeyBindings()
    for key in ("c-a", "c-home"):
        bindings.add(key, filter=typing)(lambda event: _go(event, 0))
    for key in ("c-e", "c-end"):
        bindings.add(key, filter=typing)(lambda event: _go(event, len(event.current_buffer.text)))
    for keys in (("escape", "b"), ("c-left",)):
        bindings.add(*keys, filter=typing)(lambda event: _go(event, _word_before(event.current_buffer)))
    for keys in (("escape", "f"), ("c-right",)):
        bindings.add(*keys, filter=typing)(lambda event: _go(event, _word_behind(event.current_buffer)))
    bindings.add("escape", "backspace", filter=typing)(lambda event: _cut(event, _word_before(event.current_buffer)))
    bindings.add("escape", "d", filter=typing)(lambda event: _cut(event, _word_behind(event.current_buffer)))
    bindings.add("c-u", filter=typing)(lambda event: _cut(event, 0))
    bindings.add("c-k", filter=typing)(lambda event: _cut(event, len(event.current_buffer.text)))
    return bindings


def _go(event: KeyPressEvent, position: int) -> None:
    event.current_buffer.cursor_position = position


def _word_before(buffer: Buffer) -> int:
    """Return where the word before the cursor begins; a word is letters and digits, as for readline."""
    starts = [word.start() for word in _WORD.finditer(buffer.text, 0, buffer.cursor_position)]
    return starts[-1] if starts else 0


def _word_behind(buffer: Buffer) -> int:
    """Return where the word behind the cursor ends."""
    word = _WORD.search(buffer.text, buffer.cursor_position)
    return word.end() if word else len(buffer.text)


def _cut(event: KeyPressEvent, position: int) -> None:
    """Cut all that stands between the cursor and a position; Ctrl-Y puts it back."""
    buffer = event.current_buffer
    start, end = sorted((buffer.cursor_position, position))
    if start < end:
        event.app.clipboard.set_text(buffer.text[start:end])
        buffer.document = Document(buffer.text[:start] + buffer.text[end:], start)
