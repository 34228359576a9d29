"""Another caption of the author, taken over for this figure: what the paper does not say of this figure is in brackets.

Captions of one paper often are one sentence with other names in it. Where the text around two figures is alike, so are
their captions, more than any sentence of the text is like them. False facts come along, though, so every word, number
and formula that the text around the target lacks stands as "[word?]" for the author to confirm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capassist.captioners.extractive.compress import balanced
from capassist.captioners.extractive.salience import content, names_around
from capassist.captioners.extractive.siblings import drawn_likeness, drawn_words, is_sibling, looks_like_sibling
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence, Figure, ProfileFigure, Span
from capassist.text.blanks import unconfirmed
from capassist.text.colours import ALL_COLOURS
from capassist.text.markup import Markup, markup_of
from capassist.text.segments import Segment
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import one_line

# Between these, drafts for public papers came nearer to the authors' captions by adapting than by the text alone.
_ALIKE = 0.18  # of the text around both figures, from 0 to 1
_MOST_UNCONFIRMED = 0.9  # of what it says; beyond that a blank page is easier
_FEWEST_CONFIRMED = 2
_ENOUGH_LEFT = 0.5  # of a caption whose sentences about the target went
_ENOUGH_CONFIRMED = 0.2  # of what a sibling's caption says; below that more is in brackets than can be read
# Words that captions are put together with; they say nothing of what a figure shows.
_NO_FACT = frozenset(
    "about across after against along also although among around because been before being below between both compared "
    "corresponding corresponds denote denotes depicted described different displayed does during each either "
    "every from given have here "
    "including indicate indicated indicates into like mark marks more namely note notice obtained other "
    "over plotted "
    "represent represents respectively same several show showing shown shows since some such than that their them "
    "then there these "
    "they this those through throughout under upon used using various versus very visualization well were what "
    "when where whereas "
    "which while whose with within".split()
)
# Of three letters: the others, as "red", "top" and "not", are facts.
_LITTLE = frozenset(
    "and are but can did for get had has her his how its let may nor now our out own per see the too via was "
    "who why yet der die das und mit von zur zum bei aus auf ist ein les des une sur aux est par los las una por con "
    "que del gli una nel dei dos uma com não".split()
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
_STOP = re.compile(r"[.;:!?()\[\]]|\\(?![_&%$#])")  # where a phrase ends
_COLOUR = re.compile(rf"(?:{ALL_COLOURS})", re.IGNORECASE)
_EVERYBODY = 3  # captions that have a word; the next one of their kind has it, too
_POINTER = re.compile(r"\\[A-Za-z]*(?:ref|fig)[A-Za-z]*\*?\s*\{|\b(?:Fig(?:ure|s)?|Abb)\b\.?[\s~]*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A caption taken over from another figure."""

    text: str
    confirmed: float  # the share of what it says that is said of the target, too
    source: ProfileFigure
    sibling: bool  # the source is of one series with the target
    looks_it: bool  # by what is drawn in both or by their names

    @property
    def is_readable(self) -> bool:
        """Whether enough of it is outside of brackets."""
        return self.confirmed >= _ENOUGH_CONFIRMED


def adapted(request: CaptionRequest) -> Candidate | None:
    """Return the caption of the profile figure most like the target with what is not known of the target in brackets.

    None where no figure is like it or too little of its caption would stay.
    """
    adaptation = best_adaptation(request)
    return as_draft(adaptation, request) if adaptation else None


def as_draft(adaptation: Adaptation, request: CaptionRequest) -> Candidate:
    """Return an adaptation as a draft, with a note that says where it is from."""
    named = adaptation.source.figure.name
    note = f"the caption of {named}, taken over: the words in brackets are not in the text about this figure"
    evidence = (Evidence("profile", adaptation.source.figure.caption or "", named),)
    return Candidate(request.figure.id, adaptation.text, "style", OFFLINE, evidence, (note,))


def best_adaptation(request: CaptionRequest) -> Adaptation | None:
    """Return the caption that is taken over: a sibling's first, then that of the figure with the most alike text and
    picture."""
    found = [adaptation for figure in request.profile.figures if (adaptation := _adapted(request, figure))]

    def likeness(adaptation: Adaptation) -> tuple[bool, float, float]:
        source = adaptation.source
        alike = source.similarity + drawn_likeness(request.figure, source.figure)
        return adaptation.sibling, alike, adaptation.confirmed

    return max(found, key=likeness, default=None)


def _adapted(request: CaptionRequest, source: ProfileFigure) -> Adaptation | None:
    figure = source.figure
    sibling = is_sibling(request.figure, source)
    if source.similarity < _ALIKE and not sibling:
        return None
    markup = markup_of(request.markup)
    whole = figure.caption_latex or ""
    caption = one_line(_HIDDEN.sub("", whole)) if markup.commands else one_line(figure.caption or "")
    caption = _without_sentences_on(request.figure, caption)
    facts = list(_told_apart(caption, markup, request, _frame(request, sibling=sibling)))
    confirmed = sum(known for _, known in facts)
    if confirmed < _FEWEST_CONFIRMED or len(facts) - confirmed > _MOST_UNCONFIRMED * len(facts):
        return None
    text = _bracketed(caption, facts)
    return (
        None
        if markup.faults(text)
        else Adaptation(text, confirmed / len(facts), source, sibling, looks_like_sibling(request.figure, figure))
    )


def with_brackets(text: str, request: CaptionRequest, *, confirmed: float) -> str:
    """Return a text of the author's captions with what is not known of the target in brackets; nothing where less than
    this share of what it says is known."""
    facts = list(_told_apart(text, markup_of(request.markup), request))
    enough = sum(known for _, known in facts) >= confirmed * len(facts)
    return _bracketed(text, facts) if enough else ""


def _without_sentences_on(target: Figure, caption: str) -> str:
    """Return a caption without the sentences that point at the target itself: "The same as Figure 3, but …"; nothing
    where those were most of it."""
    labels = "|".join(map(re.escape, (label for known in target.labels for label in {known, known.rpartition(":")[2]})))
    pointers = [rf"\\[A-Za-z]*(?:ref|[Ff]ig)[A-Za-z]*\*?\s*\{{(?:{labels})\}}"] if labels else []
    pointers += [rf"\b(?:Fig(?:ure|s)?|Abb)\b\.?[\s~]*{re.escape(target.number)}\b"] if target.number else []
    if not pointers or not re.search(pattern := "|".join(pointers), caption):
        return caption
    left = joined(sentence for sentence in caption_sentences(caption) if not re.search(pattern, sentence))
    return left if len(left) >= _ENOUGH_LEFT * len(caption) else ""


def _told_apart(
    caption: str, markup: Markup, request: CaptionRequest, frame: frozenset[str] = frozenset()
) -> Iterator[tuple[Span, bool]]:
    """Yield what the caption says piece by piece, each with whether it is said of the target, too, or is of the
    `frame`."""
    known_words, known_source = _known(request)
    pointers = [match.span() for match in _POINTER.finditer(caption)]
    for segment in _parts(caption, markup):
        for start, end in _facts(caption, segment):
            fact = caption[start:end]
            known = _stem(fact) in known_words | frame if segment.kind == "text" else fact in known_source
            yield (start, end), known and not any(start < stop and begin < end for begin, stop in pointers)


def _frame(request: CaptionRequest, *, sibling: bool) -> frozenset[str]:
    """Return the words that all of three captions or more have, which are how the author says it, where the caption is
    a sibling's: no numbers, formulas or colours, which each figure has of its own."""
    captions = [chosen.figure.caption or "" for chosen in request.profile.figures]
    if not sibling or len(captions) < _EVERYBODY:
        return frozenset()
    shared = set.intersection(*({_stem(word) for word in _TOKEN.findall(caption)} for caption in captions))
    return frozenset(word for word in shared if word.isalpha() and not _COLOUR.fullmatch(word))


def _known(request: CaptionRequest) -> tuple[set[str], str]:
    """Return the words said about the target, in lower case, and the source they stand in."""
    figure = request.figure
    headings = (heading for mention in figure.mentions for heading in (mention.section, mention.heading) if heading)
    about = (*(mention.text for mention in figure.mentions), *headings, drawn_words(figure), request.title or "")
    said = _POINTER.sub(" ", " ".join(about))
    known = {_stem(word) for word in (*_TOKEN.findall(said), *names_around(figure))}
    source = " ".join(sentence.source for mention in request.figure.mentions for sentence in mention.sentences)
    return known, source


def _stem(word: str) -> str:
    """Return a word as it is compared: "Errors" and "error" are one, "observing" and "observed"."""
    return re.sub(r"(?<=[^\W\d_]{3})(?:es|s|ed|ing)$", "", word.lower())


def _parts(caption: str, markup: Markup) -> Iterator[Segment]:
    """Yield the parts of a caption, a macro and its keys as one: "\\cite{x}"."""
    held: Segment | None = None
    for segment in markup.segments(caption):
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
            if _says_something(match.group()):
                yield segment.start + match.start(), segment.start + match.end()
    elif segment.kind == "macro":
        if piece[1:].isalpha() and not caption.startswith("{", segment.end) and not _FONT.fullmatch(piece):
            yield segment.start, segment.end
    elif re.search(r"\w", piece):
        yield segment.start, segment.end


def _says_something(word: str) -> bool:
    """Tell whether a word is a fact of what a figure shows, and none of those that captions are put together with."""
    if any(character.isdigit() for character in word):
        return True
    lower = word.lower()
    return lower not in _LITTLE if len(word) == 3 else bool(content(word)) and lower not in _NO_FACT


def _bracketed(caption: str, facts: Sequence[tuple[Span, bool]]) -> str:
    """Return the caption with what is not known in brackets, in one where nothing that is known stands between."""
    runs: list[Span] = []
    known_between = True
    for (start, end), known in facts:
        if known:
            known_between = True
            continue
        if runs and not known_between and _is_one_phrase(caption, (runs[-1][0], end), caption[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        known_between = False
    for start, end in reversed(runs):
        caption = caption[:start] + unconfirmed(caption[start:end]) + caption[end:]
    return caption


def _is_one_phrase(caption: str, span: Span, between: str) -> bool:
    """Tell whether two ranges with only little words between them can stand in one pair of brackets."""
    inside = caption[span[0] : span[1]]
    return not _STOP.search(between) and balanced(inside) and "[" not in inside and "]" not in inside
