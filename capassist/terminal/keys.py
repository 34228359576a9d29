"""The keys of the review: one key, one action; which of them make sense for a figure, and why one does not."""

from dataclasses import dataclass
from typing import Literal

from capassist.model import ActionName, ReviewItem

KeyName = ActionName | Literal["editor", "mentions", "help"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key with what it does, as it stands in the key line and in the help."""

    key: str
    name: KeyName
    label: str
    help: str


KEYS = (
    Key("a", "accept", "[a]ccept", "take the text as it stands; `capassist apply` writes it later"),
    Key("e", "edit", "[e]dit", "change the text here"),
    Key("E", "editor", "[E]ditor", "change the text in $VISUAL or $EDITOR"),
    Key("n", "another", "a[n]other", "ask for another draft"),
    Key("s", "skip", "[s]kip", "leave this figure for later"),
    Key("b", "back", "[b]ack", "go to the figure before"),
    Key("u", "undo", "[u]ndo", "take the last decision back"),
    Key("m", "mentions", "[m]entions", "show the paragraphs that mention the figure"),
    Key("q", "quit", "[q]uit", "stop here; every decision is saved"),
    Key("?", "help", "[?]", "show what the keys do"),
)


def offered_keys(item: ReviewItem) -> tuple[Key, ...]:
    """Return the keys that make sense now, in the order in which they are shown."""
    return tuple(key for key in KEYS if not refusal(key, item))


def refusal(key: Key, item: ReviewItem) -> str:
    """Return why a key does nothing for this figure, or an empty string when it does something."""
    if key.name == "help":
        return ""
    if key.name == "mentions":
        return "" if item.figure.mentions else "No paragraph mentions this figure."
    action = "edit" if key.name == "editor" else key.name
    if action not in item.actions:
        return f"There is nothing to {action} here." if action in ("undo", "accept") else f"No {action} here."
    return _no_acceptance(item) if action == "accept" else ""


def _no_acceptance(item: ReviewItem) -> str:
    if not item.text.strip():
        return "There is no text to accept: edit it, or skip the figure."
    blocking = next((finding.message for finding in item.findings if finding.blocks), "")
    return f"Cannot be accepted: {blocking.rstrip('.')}. Edit it, or ask for another draft." if blocking else ""


def unknown_key(typed: str, item: ReviewItem) -> str:
    """Return what to say of a key that has no meaning: which keys there are."""
    name = f"{typed!r} is no key here" if typed.isprintable() and len(typed) == 1 else "That is no key here"
    return f"{name}. Keys: {' '.join(key.key for key in offered_keys(item))}"
