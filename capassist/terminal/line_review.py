"""The review line by line, for terminals that cannot move the cursor and for screen readers: words, no colour, no
signs."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from rich.console import Console

from capassist.errors import UsageError
from capassist.model import Action, Candidate, Evidence, ReviewItem
from capassist.terminal.answers import chosen_figure, chosen_sentences
from capassist.terminal.aspects import aspect_sentences
from capassist.terminal.console import headline, literal
from capassist.terminal.editor import edit_in_editor, fold
from capassist.terminal.key_bindings import KEYS, Key, KeyName, offered_keys, refusal
from capassist.terminal.keyboard import forget_typed
from capassist.terminal.review_page import (
    TOO_MANY,
    changed_from,
    current_caption,
    current_name,
    is_draft,
    position_of,
    rests_on_draft,
    text_title,
)
from capassist.terminal.viewer import Viewer
from capassist.terminal.views import decision_of, end_of
from capassist.text.word_diff import is_rewritten, word_changes
from capassist.text.words import capitalised, one_line
from capassist.wording import by_weight, finding_text, grounds_in_words, place_of_mention, ranking_in_words

_HEARD = 200  # characters of a paragraph that the draft rests on: enough to know it; "mentions" says all of it
_EVIDENCE = {
    "mention": "Rests on",
    "drawn text": "Uses text drawn in",
    "picture": "Uses the picture of",
    "data": "Borne out by",
    "caption": "Made of",
}


class LineReviewer:
    """Asks about one figure with plain lines: a letter or word and Enter."""

    def __init__(self, console: Console, read: Callable[[str], str] = input, viewer: Viewer | None = None) -> None:
        self.console = console
        self.read = read
        self.viewer = viewer
        self.interrupted = False  # by Ctrl-C, with something typed that is kept first

    def ask(self, item: ReviewItem) -> Action:
        """Show the figure and return what the author wants. The end of the input quits; Ctrl-C is left to the caller.

        What was typed before the figure was shown is forgotten: nobody accepts what they have not seen.
        """
        self._say_all(_end(item) if item.ended else _description(item))
        self._say(f"Type {_main_words(item)}. Then press Enter.")
        forget_typed()
        while True:
            try:
                action = self._follow(self.read("What next? ").strip(), item)
            except EOFError:
                return Action("quit")
            if action:
                return action

    def _follow(self, answer: str, item: ReviewItem) -> Action | None:
        if item.ended and not answer:
            return Action("quit")
        if item.looking and item.looking.done() and not answer:
            return Action("again")
        key = _find(answer)
        if key is None:
            self._say(f"{answer or 'An empty line'} is no answer here. Type {_main_words(item)}.")
            return None
        if refused := refusal(key, item):
            self._say(refused)
            return None
        return self._action_of(key.name, item)

    def _action_of(self, name: KeyName, item: ReviewItem) -> Action | None:
        """Return what a key wants done; nothing where it only shows something, or the author leaves it."""
        match name:
            case "tell":
                return self._told(item)
            case "edit" | "refine" | "jump" | "pick":
                return self._answered(name, item)
            case "editor":
                return self._edited_elsewhere(item)
            case "open":
                self._open(item)
            case "mentions" | "profile" | "source" | "help":
                self._say_all(_VIEWS[name](item))
            case _:
                return Action(name)
        return None

    def _told(self, item: ReviewItem) -> Action | None:
        """Ask what the author knows of the figure; nothing where all questions are left. Who leaves in between keeps
        what is answered by then."""
        told: list[str] = []
        try:
            while len(told) < len(item.questions):
                told.append(fold(self.read(f"{item.questions[len(told)]} Or nothing: ")))
        except (EOFError, KeyboardInterrupt) as error:
            if not any(told):
                raise
            self.interrupted = isinstance(error, KeyboardInterrupt)
            return Action("tell", answers=tuple(told), leaves=True)
        return Action("tell", answers=tuple(told)) if any(told) else None

    def _answered(self, question: Literal["edit", "refine", "jump", "pick"], item: ReviewItem) -> Action | None:
        """Ask for what the action needs, and return it; nothing where the author leaves it or answers what is no
        answer."""
        try:
            match question:
                case "edit":
                    return self._edited(self.read("New text, or nothing to keep the old one: "), item)
                case "refine":
                    text = fold(self.read("What shall change? For example: shorter. Or nothing: "))
                    return Action("refine", text) if text else None
                case "jump":
                    self._say_all(_stops(item))
                    text = self.read("Number or label, or nothing: ").strip()
                    return Action("jump", figure=chosen_figure(item, text).id) if text else None
                case "pick":
                    self._say_all(_sentences(item))
                    picks = chosen_sentences(item, self.read("Numbers in the order wanted, such as 3 1, or nothing: "))
                    return Action("pick", picks=picks) if picks else None
        except UsageError as error:
            self._say(error.message)
            return None

    def _open(self, item: ReviewItem) -> None:
        self._say(self.viewer.open(item.figure) if self.viewer else "There is no viewer.")

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


def _mentions(item: ReviewItem) -> Iterator[str]:
    for mention in item.figure.mentions:
        yield f"{place_of_mention(mention)}: {one_line(mention.text)}"


def _profile(item: ReviewItem) -> Iterator[str]:
    for chosen in item.profile.figures:
        caption = one_line(chosen.figure.caption_latex or chosen.figure.caption or "")
        yield f"{chosen.figure.name}, {chosen.reason}: {caption}"


def _source(item: ReviewItem) -> Iterator[str]:
    if item.excerpt is None:
        return
    yield f"{item.excerpt.file} as it will be:"
    for index, line in enumerate(item.excerpt.lines):
        caption = "caption, " if index in range(*item.excerpt.caption) else ""
        yield f"{caption}line {item.excerpt.line + index}: {line}"


def _help(item: ReviewItem) -> Iterator[str]:
    for key in offered_keys(item):
        yield f"{key.name}, or {key.key}: {key.help}."


_VIEWS = {"mentions": _mentions, "profile": _profile, "source": _source, "help": _help}


def _stops(item: ReviewItem) -> Iterator[str]:
    for stop in item.stops:
        yield f"{headline(stop.figure).replace(' · ', ', ')}: {decision_of(stop)}"


def _end(item: ReviewItem) -> Iterator[str]:
    yield ""
    yield f"{end_of(item)} Everything is saved. `capassist apply` writes it into the paper. Enter alone leaves, too."
    yield from _stops(item)


def _sentences(item: ReviewItem) -> Iterator[str]:
    for number, sentence in enumerate(item.sentences, 1):
        yield f"{number}, draft {sentence.draft} by {sentence.captioner}: {one_line(sentence.text)}"


def _description(item: ReviewItem) -> Iterator[str]:
    """Yield what the page of a figure says, a line each."""
    yield ""
    if item.message:
        yield item.message
    yield position_of(item).replace(" · ", ", ") + "."
    yield f"{capitalised(current_name(item.figure))}: {one_line(current_caption(item)) or 'none'}"
    yield f"{text_title(item)}: {one_line(item.text) or 'none'}"
    base_name, base = changed_from(item)
    if base_name:
        yield f"Changes to the {base_name}: {_changes(base, item.text)}."
    yield from _remarks(item)
    yield from aspect_sentences(item)
    if rests_on_draft(item):
        yield from _grounds(item.candidate)


def _grounds(candidate: Candidate) -> Iterator[str]:
    """Yield what a draft was chosen by and rests on, a line each."""
    yield from (f"Ranked: {line}" for line in ranking_in_words(candidate))
    yield from (f"“{text}” rests on: {grounds}." for text, grounds in grounds_in_words(candidate))
    yield from _evidence(candidate.evidence)


def _remarks(item: ReviewItem) -> Iterator[str]:
    """Yield what the guards say of the text, and the notes of the draft where it is the draft's own."""
    for finding in by_weight(item.findings):
        yield f"{'Cannot be accepted' if finding.blocks else 'Warning'}: {finding_text(item.text, finding)}"
    if is_draft(item):
        yield from (f"Note: {note}" for note in item.candidate.notes)


def _evidence(pieces: Sequence[Evidence]) -> Iterator[str]:
    """Yield what a draft rests on, a line each, and at last whom it imitates."""
    for piece in pieces:
        if piece.kind != "profile":
            yield f"{_EVIDENCE[piece.kind]} {piece.where}: {textwrap.shorten(piece.text, _HEARD, placeholder=' …')}"
    if imitated := [piece.where for piece in pieces if piece.kind == "profile"]:
        yield f"Imitates {', '.join(imitated)}."


def _changes(old: str, new: str) -> str:
    if is_rewritten(old, new):
        return TOO_MANY
    names = {"old": "removed", "new": "added"}
    return (
        "; ".join(f'{names[kind]} "{one_line(piece)}"' for kind, piece in word_changes(old, new) if kind != "same")
        or "none"
    )


def _find(answer: str) -> Key | None:
    """Return the key of an answer: its letter as it is, or its word in any case."""
    return next((key for key in KEYS if answer == key.key or answer.lower() == key.name), None)


def _main_words(item: ReviewItem) -> str:
    """Return the words for what is done most; who listens to the screen need not hear all of them for each figure."""
    main = ("undo", "jump", "quit") if item.ended else ("accept", "edit", "another", "skip", "undo", "quit")
    return f"{', '.join(key.name for key in offered_keys(item) if key.name in main)}, or help for all words"
