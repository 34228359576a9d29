"""What the author should know of an alternative text or a short title, besides what holds of captions."""

from collections.abc import Iterator

from capassist.model import Figure, Finding
from capassist.text.alternative import LONGEST_LONG, LONGEST_SHORT, MOST_LIKE, likeness, opening_of_picture
from capassist.text.language import LANGUAGE_NAMES, language_of
from capassist.text.markup import Markup
from capassist.text.words import words

_FEWEST = 8  # words from which a language can be told


def derived_findings(text: str, view: Figure, markup: Markup, caption: str, paper: str) -> Iterator[Finding]:
    """Yield the findings on a text for a view of a figure. `caption` is what it is derived from, `paper` some of the
    paper's own words."""
    if view.purpose == "alt":
        yield from _alternative(text, markup, caption)
    elif view.purpose == "short":
        yield from _short_title(text, markup, caption)
    spoken, written = language_of(markup.to_plain(text)), language_of(paper)
    if spoken and written and spoken != written and len(words(text)) >= _FEWEST:
        yield Finding("language", f"It is in {LANGUAGE_NAMES[spoken]}, and the paper is in {LANGUAGE_NAMES[written]}.")


def _alternative(text: str, markup: Markup, caption: str) -> Iterator[Finding]:
    first, _, rest = text.strip().partition("\n")
    short, long = markup.to_plain(first), markup.to_plain(rest)
    if len(short) > LONGEST_SHORT:
        yield Finding(
            "alt-length", f"Its first line has {len(short)} characters; a screen reader wants {LONGEST_SHORT}."
        )
    if len(long) > LONGEST_LONG:
        yield Finding("alt-length", f"The long description has {len(long)} characters, more than {LONGEST_LONG}.")
    for said in filter(None, (short, long)):
        if likeness(said, caption) >= MOST_LIKE:
            yield Finding("alt-caption", "It repeats the caption, which is read out beside it.")
            break
    if opening := opening_of_picture(short):
        yield Finding(
            "alt-opening", f"A screen reader says that it is a picture: “{opening}” can go.", (0, len(opening))
        )


def _short_title(text: str, markup: Markup, caption: str) -> Iterator[Finding]:
    said = {word.lower() for word in words(caption)}
    new = [word for word in words(markup.to_plain(text)) if len(word) > 3 and word.lower() not in said]
    if caption and new:
        yield Finding("short-words", f"The caption does not have {', '.join(dict.fromkeys(new))}.")
