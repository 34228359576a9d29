"""How an author's captions begin alike: "Example run of the pump: …", "Real data. …"."""

import re
from collections.abc import Sequence

from capassist.captioners.extractive.confirmation import with_brackets
from capassist.captioners.extractive.salience import content
from capassist.model import CaptionRequest, Figure
from capassist.text.markup import markup_of
from capassist.text.words import one_line, words

_FEWEST = 2  # captions that share an opening
_CONFIRMED = 1 / 3  # of what such an opening says, that is said of the target
_EVERYBODY = 3  # captions, of which all begin so: the next one will, too
_HEAD = re.compile(r"^(?P<head>[^.:;]{3,120}?(?P<stop>[:.]))\s+\S")
_MOST_WORDS = 14
_PANEL = re.compile(r"^\W*(?:[A-Ha-h]|left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b\W", re.IGNORECASE)


def shared_opening(request: CaptionRequest) -> str:
    """Return the opening that captions of the profile share, in the paper's markup, where it is true of the target.

    That is where every word of it that carries meaning is said of the target, in its paragraphs or in its picture. The
    most alike of the captions must have it. One that all captions share is given anyway, what is not said of the target
    in brackets.
    """
    markup = markup_of(request.markup)
    captions = [_one_line_caption(chosen.figure) for chosen in request.profile.figures]
    heads = list(filter(None, map(_head, captions)))
    opening = next((head for head in heads if heads.count(head) >= _FEWEST), "")
    if not opening or not captions[0].startswith(opening) or markup.faults(opening):
        return ""
    if content(markup.to_plain(opening)) <= _said(request):
        return opening
    everybody = len(captions) >= _EVERYBODY and heads == [opening] * len(captions)
    return with_brackets(opening, request, confirmed=_CONFIRMED) if everybody else ""


def _one_line_caption(figure: Figure) -> str:
    return one_line(figure.caption_latex or figure.caption or "")


def opened(text: str, opening: str) -> str:
    """Return a caption behind an opening; as it is where there is none or it says the same already."""
    if not opening or text.lower().startswith(opening.rstrip(":.").lower()):
        return text
    if opening.endswith(":") and re.match(r"(?:The|An?)\s", text):
        text = text[0].lower() + text[1:]
    return f"{opening} {text}"


def _head(source: str) -> str:
    match = _HEAD.match(source)
    if match is None or _PANEL.match(source) or len(words(match["head"])) > _MOST_WORDS:
        return ""
    return match["head"]


def _said(request: CaptionRequest) -> set[str]:
    figure = request.figure
    texts: Sequence[str | None] = [
        figure.drawn_text,
        *(text for m in figure.mentions for text in (m.text, m.before, m.after, m.section, m.heading)),
    ]
    return set().union(*(content(text) for text in texts if text))
