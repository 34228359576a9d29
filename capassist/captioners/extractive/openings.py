"""How an author's captions begin alike: "Example run of the pump: …", "Real data. …"."""

import re
from collections.abc import Sequence

from capassist.captioners.extractive.confirmation import told_apart, with_brackets
from capassist.model import CaptionRequest, Figure
from capassist.text.markup import markup_of
from capassist.text.words import one_line, words

_FEWEST = 2  # captions that share an opening
_CONFIRMED = 1 / 3  # of what such an opening says, that is said of the target
_EVERYBODY = 3  # captions, of which all begin so: the next one will, too
_HEAD = re.compile(r"^(?P<head>[^.:;]{3,120}?(?P<stop>[:.]))\s+\S")
_MOST_WORDS = 14
_BEFORE_IT = 2  # words of "The old" before the opening itself: "Pump: the old pump" says it twice
_PANEL = re.compile(r"^\W*(?:[A-Ha-h]|left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b\W", re.IGNORECASE)


def shared_opening(request: CaptionRequest) -> str:
    """Return the opening that captions of the profile share, in the paper's markup, where it is true of the target.

    That is where every fact in it is said of the target, in the sentences about it or in its picture. The most alike of
    the captions must have it. One that all captions share is given anyway, what is not said of the target in brackets.
    """
    captions = [_one_line_caption(chosen.figure) for chosen in request.profile.figures]
    heads = list(filter(None, map(_head, captions)))
    opening = _most_alike(captions, heads)
    if not opening or markup_of(request.markup).faults(opening):
        return ""
    if all(known for _, known in told_apart(request)(opening)):
        return opening
    everybody = len(captions) >= _EVERYBODY and heads == [opening] * len(captions)
    return with_brackets(opening, request, confirmed=_CONFIRMED) if everybody else ""


def _most_alike(captions: Sequence[str], heads: Sequence[str]) -> str:
    """Return the opening that several captions have, the first of them, too; nothing where there is none."""
    opening = next((head for head in heads if heads.count(head) >= _FEWEST), "")
    return opening if captions and captions[0].startswith(opening) else ""


def _one_line_caption(figure: Figure) -> str:
    return one_line(figure.caption_latex or figure.caption or "")


def opened(text: str, opening: str) -> str:
    """Return a caption behind an opening; as it is where there is none or its first words say the same already."""
    said = opening.rstrip(":.").lower()
    first = " ".join(text.lower().split()[: len(said.split()) + _BEFORE_IT])
    if not opening or re.search(rf"(?<!\w){re.escape(said)}(?!\w)", first):
        return text
    if opening.endswith(":") and re.match(r"(?:The|An?)\s", text):
        text = text[0].lower() + text[1:]
    return f"{opening} {text}"


def _head(source: str) -> str:
    match = _HEAD.match(source)
    if match is None or _PANEL.match(source) or len(words(match["head"])) > _MOST_WORDS:
        return ""
    return match["head"]
