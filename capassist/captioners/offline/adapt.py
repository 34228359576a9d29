"""Another caption of the author, taken over for this figure: what the paper does not say of this figure is in brackets.

Captions of one paper often are one sentence with other names in it. Nearness of captions comes with false facts, though, so every
word, number and formula that the text around the target lacks stands as "[word?]" for the author to confirm.
"""

import re
from collections.abc import Iterator, Sequence

from capassist.captioners.offline.worth import content, names_around
from capassist.model import Candidate, CaptionRequest, Evidence, ProfileFigure, Span
from capassist.text.blanks import unconfirmed
from capassist.text.escape import syntax_errors
from capassist.text.segments import Segment, segments
from capassist.text.words import one_line

_SOURCES = 2  # profile figures tried
_MOST_UNCONFIRMED = 0.5  # of the content words; beyond that a blank page is easier
_FEWEST_CONFIRMED = 3
_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_POINTER = re.compile(r"\\[A-Za-z]*(?:ref|fig)[A-Za-z]*\*?\s*\{|\b(?:Fig(?:ure|s)?|Abb)\b\.?[\s~]*\d", re.IGNORECASE)


def adapted(request: CaptionRequest) -> Iterator[Candidate]:
    """Yield the captions of the nearest profile figures with what is not known of the target in brackets."""
    for profile_figure in request.profile.figures[:_SOURCES]:
        text = _adapted_text(request, profile_figure)
        if text and not (request.markup == "latex" and syntax_errors(text)):
            named = figure_name(profile_figure)
            note = f"the caption of {named}, taken over: the words in brackets are not in the text about this figure"
            evidence = (Evidence("profile", profile_figure.figure.caption or "", named),)
            yield Candidate(request.figure.id, text, "style", "offline", evidence, (note,))


def figure_name(profile_figure: ProfileFigure) -> str:
    """Return "Figure 2", or the label where the number is not known."""
    figure = profile_figure.figure
    return f"Figure {figure.number}" if figure.number else figure.id


def _adapted_text(request: CaptionRequest, profile_figure: ProfileFigure) -> str | None:
    figure = profile_figure.figure
    source = figure.caption_source if request.markup == "latex" else figure.caption
    caption = one_line(_LABEL.sub("", source or ""))
    if not caption or _POINTER.search(caption):
        return None
    known_words, known_source = _known(request)
    confirmed, spans = 0, list[Span]()
    for segment in _parts(caption, request):
        for start, end in _facts(caption, segment):
            fact = caption[start:end]
            if fact.lower() in known_words if segment.kind == "text" else fact in known_source:
                confirmed += 1
            elif segment.kind == "key":
                return None
            else:
                spans.append((start, end))
    if confirmed < _FEWEST_CONFIRMED or len(spans) > _MOST_UNCONFIRMED * (confirmed + len(spans)):
        return None
    return _bracketed(caption, spans)


def _known(request: CaptionRequest) -> tuple[set[str], str]:
    """Return the words said about the target, in lower case, and the source they stand in."""
    said = " ".join(mention.text for mention in request.figure.mentions)
    known = {token.lower() for token in _TOKEN.findall(said)} | names_around(request.figure)
    source = " ".join(sentence.source for mention in request.figure.mentions for sentence in mention.sentences)
    return known, source


def _parts(caption: str, request: CaptionRequest) -> Iterator[Segment]:
    if request.markup == "latex":
        yield from segments(caption)
    else:
        yield Segment("text", 0, len(caption))


def _facts(caption: str, segment: Segment) -> Iterator[Span]:
    """Yield the ranges of a part that say something: content words, numbers, formulas, keys, the author's own macros."""
    piece = caption[segment.start : segment.end]
    if segment.kind == "text":
        for match in _TOKEN.finditer(piece):
            if content(match.group()) or any(character.isdigit() for character in match.group()):
                yield segment.start + match.start(), segment.start + match.end()
    elif segment.kind == "macro":
        if piece[1:].isalpha() and not caption.startswith("{", segment.end):
            yield segment.start, segment.end
    elif re.search(r"\w", piece):
        yield segment.start, segment.end


def _bracketed(caption: str, spans: Sequence[Span]) -> str:
    """Return the caption with each range in brackets, neighbours in one."""
    runs: list[Span] = []
    for start, end in spans:
        if runs and re.fullmatch(r"[ ~-]*", caption[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    for start, end in reversed(runs):
        caption = caption[:start] + unconfirmed(caption[start:end]) + caption[end:]
    return caption
