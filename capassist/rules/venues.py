"""What venues ask for beyond the default, which is the paper's own habit.

Read in November 2026; `page` says where. Pages change, so look at the venue's own before you rely on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
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

    def style(self) -> tuple[tuple[str, object], ...]:
        """Return the fields of Style that it decides, with their values."""
        words = {"Fig": "Fig."}  # PLOS leaves out the full stop, which is no style of its own
        decided = {
            "figure_word": words.get(self.reference_word or "", self.reference_word),
            "final_period": self.final_period,
            "most_words": self.caption_words if self.name else None,
        }
        return tuple((name, value) for name, value in decided.items() if value is not None)


def _weighing(error: str = "", warning: str = "", info: str = "") -> Mapping[str, Severity]:
    """Return rules with the severity that a venue gives them."""
    listed: dict[Severity, str] = {"error": error, "warning": warning, "info": info}
    return MappingProxyType({code: severity for severity, codes in listed.items() for code in codes.split()})


ANY = Venue("")
VENUES: tuple[Venue, ...] = (
    Venue(
        "nature",
        "Nature's guide to authors and research-figure-guide.nature.com; legends of papers with methods have 300 words",
        _weighing(warning="C015 C020 C030 C032 C036", info="C017 C031 C033 C041"),
        caption_words=300,
    ),
    Venue(
        "science",
        "the Science manuscript template, as copied elsewhere; figures cited in order, abbreviations defined",
        _weighing(error="C006", info="C034"),
        reference_word="Fig.",
        final_period=True,
    ),
    Venue(
        "plos",
        "PLOS figure guidelines, as copied elsewhere; a title of 15 words, panels with letters, figures cited in order",
        _weighing(error="C006", warning="C014 C020 C060", info="C008 C017 C022"),
        title_words=15,
        caption_words=300,
        reference_word="Fig",
    ),
    Venue(
        "ieee",
        "IEEE editorial style manual, as quoted by university guides; Fig. always, no article first, a full stop "
        "at the end",
        _weighing(warning="C008 C010 C060", info="C011 C012"),
        reference_word="Fig.",
        final_period=True,
        caption_below=True,
    ),
    Venue(
        "acm",
        "ACM, Describing Figures (authors.acm.org); a description for every figure, which is not its caption",
        _weighing(error="C050", warning="C051 C052 C053", info="C040 C055"),
    ),
    Venue(
        "acl",
        "TACL instructions; captions for all illustrations, not by colour alone",
        _weighing(error="C001", info="C040"),
    ),
    Venue(
        "neurips",
        "the NeurIPS template; caption below the figure, in lower case except first word and names, legible "
        "without colour",
        _weighing(warning="C010", info="C013 C040"),
        caption_below=True,
    ),
    Venue(
        "iclr",
        "the ICLR template; caption below the figure, in lower case except first word and names",
        _weighing(warning="C010", info="C013"),
        caption_below=True,
    ),
    Venue(
        "icml",
        "the ICML template; caption below the figure, referred to in the text",
        _weighing(error="C005", warning="C010", info="C013 C040"),
        caption_below=True,
    ),
    Venue(
        "aps",
        "the REVTeX author guide; figures cited in order, as Fig. 1",
        _weighing(warning="C006", info="C008"),
        reference_word="Fig.",
    ),
    Venue(
        "acs",
        "ACS artwork and axial.acs.org pages; Figure written out, permission for reuse",
        _weighing(warning="C008 C060", info="C034"),
        reference_word="Figure",
    ),
    Venue(
        "elsevier",
        "Elsevier's guides for authors, as copied elsewhere; a brief title and a description, symbols and "
        "abbreviations explained",
        _weighing(info="C017 C034"),
    ),
    Venue(
        "apa",
        "APA 7, as quoted by library guides; title case above the figure, notes for abbreviations and probabilities",
        _weighing(warning="C032", info="C010 C034"),
        caption_below=False,
    ),
)


def venue_named(name: str | None) -> Venue:
    """Return the venue; the default where there is no name. Raises UsageError for a name that no venue has."""
    if name is None:
        return ANY
    for venue in VENUES:
        if venue.name == name.lower():
            return venue
    names = sorted(venue.name for venue in VENUES)
    near = "".join(f"Did you mean {found}? " for found in get_close_matches(name.lower(), names, n=1))
    raise UsageError(f"There is no venue {name!r}.", f"{near}Known: {', '.join(names)}.")
