"""What venues ask for beyond the default, which is the paper's own habit. Read in November 2026: `page` says where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from capassist.errors import UsageError

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")  # from the lightest

TITLE_WORDS = 40  # of a first sentence, where no venue says less
CAPTION_WORDS = 250


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue's wishes. `rules` are those it adds or weighs otherwise, by code: "error", "warning" or "info"."""

    name: str
    page: str = ""
    rules: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    title_words: int = TITLE_WORDS  # at most, in the first sentence
    caption_words: int = CAPTION_WORDS  # at most
    reference_word: str | None = None  # "Fig." or "Figure" within a sentence
    final_period: bool | None = None
    caption_below: bool | None = None


ANY = Venue("")
VENUES: tuple[Venue, ...] = ()


def venue_named(name: str | None) -> Venue:
    """Return the venue; the default where none is named. Raises UsageError for a name that no venue has."""
    if not name:
        return ANY
    for venue in VENUES:
        if venue.name == name.lower():
            return venue
    raise UsageError(f"There is no venue {name!r}.", f"Known: {', '.join(venue.name for venue in VENUES)}.")
