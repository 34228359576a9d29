"""What is typed in the review in answer to a question: a text, an instruction, answers, sentences, a figure.

The keys are those of readline, on the whole text: the line breaks of an edit are only those of the screen. What was
typed and left without Enter is kept, and is there again when the same is asked of the same figure. What was asked to be
changed, with Enter, comes back by the arrow keys, as in a shell.
"""

import re
import textwrap
from collections.abc import Callable, Sequence
from typing import Literal

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from capassist.model import Action, ReviewItem
from capassist.terminal.answers import chosen_figure, chosen_sentences
from capassist.terminal.editor import fold

Question = Literal["edit", "refine", "tell", "jump", "pick"]
Kept = dict[tuple[str, Question], tuple[str, ...]]  # what was typed and left, of each figure and question

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
        self.buffer = Buffer(multiline=True, on_text_changed=lambda _: changed())

    @property
    def text(self) -> str:
        """What was typed, as one paragraph."""
        return fold(self.buffer.text)

    def begin(self, question: Question, columns: int) -> str:
        """Begin to answer a question, an edit with the text in it; return what to say of what is there."""
        self.question, self.recalled = question, len(self.asked)
        self.prefilled = _broken(self.item.text, columns) if question == "edit" else ""
        *self.told, last = self.kept.pop((self.item.figure.id, question), ("",))
        self.buffer.reset(Document(_broken(last, columns) if last else self.prefilled))
        return BACK if last or self.told else ""

    def leave(self) -> str:
        """Answer nothing; keep what was typed, and return what to say of it."""
        question, self.question = self.question, None
        if question is None or question == "jump":
            return ""
        if not self._is_typed():
            return "The text is as it was."
        self.kept[self.item.figure.id, question] = (*self.told, self.text)
        return f"The text is as it was. {_KEYS[question]} brings back what you typed."

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
        self.buffer.reset(Document(self.asked[place] if place < len(self.asked) else self.typed))

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
        text = self.text
        if self.question == "tell":
            return Action("tell", answers=tuple(self.told)) if any(self.told) else None
        if not text or text == fold(self.prefilled):
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

    def unfinished(self) -> Action:
        """Return what to do where the author is gone: what was typed becomes a text, as far as it is one. Nothing is
        asked of a model."""
        if self.question == "edit" and self._is_typed():
            return Action("edit", self.text, leaves=True)
        if self.question == "tell" and self._is_typed():
            return Action("tell", answers=(*self.told, self.text), leaves=True)
        return Action("quit", leaves=True)

    def left_behind(self) -> str:
        """Return what to ask where the author is about to quit and typed something that was left without Enter."""
        names = {stop.figure.id: stop.figure.name for stop in self.item.stops}
        left = [f"{_KEYS[question]} at {names.get(figure, figure)}" for figure, question in self.kept]
        if not left:
            return ""
        return (
            f"What you typed and left without Enter would be lost: {', '.join(left)} brings it back. Once more: quit."
        )

    def _is_typed(self) -> bool:
        return any(self.told) or self.text not in {"", fold(self.prefilled)}


def _broken(text: str, columns: int) -> str:
    """Return a text in lines of that width, broken at blanks only, which `fold` joins again."""
    lines = textwrap.wrap(
        text,
        min(columns - 1, _WIDEST),
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


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
