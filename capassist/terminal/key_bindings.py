"""The keys of the review: one key, one action; which of them make sense for a figure, and why one does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from capassist.model import ActionName, ReviewItem

ViewName = Literal["mentions", "profile", "source", "help"]  # what is only looked at
KeyName = ActionName | ViewName | Literal["editor", "open"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key with what it does, as it stands in the key line and in the help. Minor keys give way where the line is
    full."""

    key: str
    name: KeyName
    label: str
    help: str
    minor: bool = False


KEYS = (
    Key("a", "accept", "[a]ccept", "take the text as it is; `capassist apply` writes it later"),
    Key("e", "edit", "[e]dit", "change the text here"),
    Key("E", "editor", "[E]ditor", "change the text in $VISUAL or $EDITOR", minor=True),
    Key("n", "another", "a[n]other", "ask for another draft"),
    Key(
        "r",
        "refine",
        "[r]efine",
        "say what shall change: shorter, at most 30 words; a model: anything",
    ),
    Key("d", "mend", "men[d]", "have the model mend what a second look doubts (a request)"),
    Key("t", "tell", "[t]ell", "answer short questions; the caption is made of your words"),
    Key("1", "short", "[1] short", "show the short draft"),
    Key("2", "long", "[2] long", "show the long draft"),
    Key("3", "style", "[3] my style", "show the draft in the shape of your other captions"),
    Key("p", "pick", "[p]ick", "put sentences of the drafts so far together"),
    Key("s", "skip", "[s]kip", "leave this figure for later"),
    Key("b", "back", "[b]ack", "go to the figure before"),
    Key("f", "forward", "[f]orward", "go to the next figure, and decide later"),
    Key("j", "jump", "[j]ump", "go to a figure by its number or label"),
    Key("u", "undo", "[u]ndo", "take the last decision or change of a text back"),
    Key("m", "mentions", "[m]entions", "show the paragraphs that mention the figure"),
    Key("i", "profile", "prof[i]le", "show your figures that the draft imitates", minor=True),
    Key("o", "open", "[o]pen", "open the picture in the system's viewer", minor=True),
    Key("w", "source", "[w]ritten", "show how it will look in the source", minor=True),
    Key("q", "quit", "[q]uit", "stop here; everything is saved"),
    Key("?", "help", "[?]", "show what the keys do"),
)


# The keys that show something, and why they have nothing to show.
_VIEWS: dict[str, Callable[[ReviewItem], str]] = {
    "help": lambda _item: "",
    "mentions": lambda item: "" if item.figure.mentions else "No paragraph mentions this figure.",
    "profile": lambda item: "" if item.profile.figures else "The draft imitates no other figure.",
    "open": lambda item: "" if item.figure.images else "The figure has no picture.",
    "source": lambda item: "" if item.excerpt else _no_excerpt(item),
}


def offered_keys(item: ReviewItem) -> tuple[Key, ...]:
    """Return the keys that make sense now, in the order in which they are shown."""
    return tuple(key for key in KEYS if not refusal(key, item))


def refusal(key: Key, item: ReviewItem) -> str:
    """Return why a key does nothing for this figure, or an empty string when it does something."""
    if item.ended and key.name not in {*item.actions, "help"}:
        return _no_action("undo", item) if key.name == "undo" else "Every figure is decided."
    if key.name in _VIEWS:
        return _VIEWS[key.name](item)
    if key.name == "accept":
        return _no_action("accept", item) or _no_acceptance(item)
    return _no_action("edit" if key.name == "editor" else key.name, item)


def _no_action(name: KeyName, item: ReviewItem) -> str:
    if name in item.actions:
        return ""
    match name:
        case "tell":
            return "There is nothing to ask about this text."
        case "mend":
            return "No second look doubts this text, or no model is named to mend it."
        case "undo" | "accept" | "refine":
            return f"There is nothing to {name} here."
        case "short" | "long" | "style":
            return "This is that draft."
        case "pick":
            return "There are no two sentences to choose from."
        case _:
            return f"No {name} here."


def _no_acceptance(item: ReviewItem) -> str:
    if not item.text.strip():
        return "There is no text to accept: edit it, or skip the figure."
    blocking = next((finding.message for finding in item.findings if finding.blocks), "")
    return f"Cannot be accepted: {blocking.rstrip('.')}. Edit it, or ask for another draft." if blocking else ""


def _no_excerpt(item: ReviewItem) -> str:
    if item.figure.slot is None:
        return f"It is not written into a source: {item.figure.locked or 'the draft is a PDF'}."
    if not item.text.strip():
        return "There is no text yet."
    return "As it is, the text changes nothing in the source, or cannot be written there."


def unknown_key(typed: str, item: ReviewItem) -> str:
    """Return what to say of a key that has no meaning: which keys there are."""
    name = f"{typed!r} is no key here" if typed.isprintable() and len(typed) == 1 else "That is no key here"
    return f"{name}. Keys: {' '.join(key.key for key in offered_keys(item))}"
