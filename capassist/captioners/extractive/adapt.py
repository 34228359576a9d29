"""Another caption of the author, taken over for this figure: what the paper does not say of this figure is in brackets.

Captions of one paper often are one sentence with other names in it. Where the text around two figures is alike, so are
their captions, more than any sentence of the text is like them. False facts come along, though, so every word, number
and formula that the text around the target lacks stands as "[word?]" for the author to confirm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capassist.captioners.extractive.salience import content, names_around
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence, ProfileFigure, Span
from capassist.text.blanks import unconfirmed
from capassist.text.escape import syntax_errors
from capassist.text.segments import Segment, segments
from capassist.text.words import one_line

# Between these, drafts for public papers came nearer to the authors' captions by adapting than by the text alone.
_ALIKE = 0.18  # of the text around both figures, from 0 to 1
_MOST_UNCONFIRMED = 0.9  # of what it says; beyond that a blank page is easier
_FEWEST_CONFIRMED = 2
# Words that captions are put together with; they say nothing of what a figure shows.
_NO_FACT = frozenset(
    "about across after against along also although among around because been before being below between both compared "
    "corresponding corresponds denote denotes depicted described different displayed does during each either "
    "every from given have here "
    "including indicate indicated indicates into like mark marks more most namely note notice obtained only other "
    "over plotted "
    "represent represents respectively same several show showing shown shows since some such than that their them "
    "then there these "
    "they this those through throughout under upon used using various versus very visualization well were what "
    "when where whereas "
    "which while whose with within without".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_HIDDEN = re.compile(r"\\[A-Za-z]*label\s*\{[^{}]*\}|(?<!\\)%[^\n]*\n?")  # labels, and comments in the source
_FONT = re.compile(
    r"""
      \\(?:bf|it|em|rm|sf|sc|tt|sl|(?:bf|md)series|(?:it|sl|sc|up)shape|(?:rm|sf|tt)family|small
        |footnotesize|large)
    """,
    re.VERBOSE,
)
_POINTER = re.compile(r"\\[A-Za-z]*(?:ref|fig)[A-Za-z]*\*?\s*\{|\b(?:Fig(?:ure|s)?|Abb)\b\.?[\s~]*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Adaptation:
    text: str
    confirmed: float  # the share of what it says that is said of the target, too
    source: ProfileFigure


def adapted(request: CaptionRequest) -> Candidate | None:
    """Return the caption of the profile figure most like the target with what is not known of the target in brackets.

    None where no figure is like it or too little of its caption would stay.
    """
    alike = [figure for figure in request.profile.figures if figure.similarity >= _ALIKE]
    found = [adaptation for figure in alike if (adaptation := _adapted(request, figure))]
    if not found:
        return None
    best = max(found, key=lambda adaptation: (adaptation.source.similarity, adaptation.confirmed))
    named = best.source.figure.name
    note = f"the caption of {named}, taken over: the words in brackets are not in the text about this figure"
    evidence = (Evidence("profile", best.source.figure.caption or "", named),)
    return Candidate(request.figure.id, best.text, "style", OFFLINE, evidence, (note,))


def _adapted(request: CaptionRequest, source: ProfileFigure) -> _Adaptation | None:
    figure = source.figure
    whole = figure.caption_source if request.markup == "latex" else figure.caption
    whole = whole or ""
    caption = one_line(_HIDDEN.sub("", whole) if request.markup == "latex" else whole)
    known_words, known_source = _known(request)
    pointers = [match.span() for match in _POINTER.finditer(caption)]
    confirmed, spans = 0, list[Span]()
    for segment in _parts(caption, request):
        for start, end in _facts(caption, segment):
            fact = caption[start:end]
            known = _stem(fact) in known_words if segment.kind == "text" else fact in known_source
            if known and not any(start < stop and begin < end for begin, stop in pointers):
                confirmed += 1
            else:
                spans.append((start, end))
    facts = confirmed + len(spans)
    if confirmed < _FEWEST_CONFIRMED or len(spans) > _MOST_UNCONFIRMED * facts:
        return None
    text = _bracketed(caption, spans)
    return None if request.markup == "latex" and syntax_errors(text) else _Adaptation(text, confirmed / facts, source)


def _known(request: CaptionRequest) -> tuple[set[str], str]:
    """Return the words said about the target, in lower case, and the source they stand in."""
    said = _POINTER.sub(" ", " ".join(mention.text for mention in request.figure.mentions))
    known = {_stem(word) for word in (*_TOKEN.findall(said), *names_around(request.figure))}
    source = " ".join(sentence.source for mention in request.figure.mentions for sentence in mention.sentences)
    return known, source


def _stem(word: str) -> str:
    """Return a word as it is compared: "Errors" and "error" are one."""
    return re.sub(r"(?<=[^\W\d_]{3})(?:es|s)$", "", word.lower())


def _parts(caption: str, request: CaptionRequest) -> Iterator[Segment]:
    """Yield the parts of a caption, a macro and its keys as one: "\\cite{x}"."""
    if request.markup != "latex":
        yield Segment("text", 0, len(caption))
        return
    held: Segment | None = None
    for segment in segments(caption):
        if held and segment.kind == "key":
            held = Segment("key", held.start, segment.end)
            continue
        if held:
            yield held
        held = segment if segment.kind == "macro" else None
        if not held:
            yield segment
    if held:
        yield held


def _facts(caption: str, segment: Segment) -> Iterator[Span]:
    """Yield the ranges of a part that say something: content words, numbers, formulas, keys, the author's own
    macros."""
    piece = caption[segment.start : segment.end]
    if segment.kind == "text":
        for match in _TOKEN.finditer(piece):
            if (content(match.group()) and match.group().lower() not in _NO_FACT) or any(
                character.isdigit() for character in match.group()
            ):
                yield segment.start + match.start(), segment.start + match.end()
    elif segment.kind == "macro":
        if piece[1:].isalpha() and not caption.startswith("{", segment.end) and not _FONT.fullmatch(piece):
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
