"""Which words of another figure's caption the paper says of this figure, too.

A word that stands somewhere in the paragraph is not enough: the paragraph tells of other figures as well, and compares.
So a number, a quantifier or a letter must stand beside the same word in both; what is said of the other figure alone,
or behind "in line with", is not said of this one; and of "Catalog A" and "Catalog B" the sentences that name this
figure decide.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from capassist.captioners.extractive.compress import balanced
from capassist.captioners.extractive.own_share import RESPECTIVELY
from capassist.captioners.extractive.pointer_phrases import NO
from capassist.captioners.extractive.salience import content, names_around
from capassist.captioners.extractive.siblings import axis_labels, drawn_words
from capassist.captioners.extractive.unwrap import unwrap
from capassist.model import CaptionRequest, Figure, Mention, Sentence, Span
from capassist.text.blanks import unconfirmed
from capassist.text.colours import ALL_COLOURS
from capassist.text.markup import Markup, markup_of
from capassist.text.segments import Kind, Segment

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
_STOP = re.compile(r"[.;:!?()\[\]]|\\(?![_&%$#])")  # where a phrase ends
_FONT = re.compile(
    r"""
      \\(?:bf|it|em|rm|sf|sc|tt|sl|(?:bf|md)series|(?:it|sl|sc|up)shape|(?:rm|sf|tt)family|small
        |footnotesize|large)
    """,
    re.VERBOSE,
)
_COLOUR = re.compile(rf"(?:{ALL_COLOURS})", re.IGNORECASE)
_EVERYBODY = 3  # captions that have a word; the next one of their kind has it, too
_POINTER = re.compile(
    r"\\[A-Za-z]*(?:ref|fig)[A-Za-z]*\*?\s*\{|\b(?:Fig(?:ure|s)?|Abb)\b\.?[\s~]*[\d\\]", re.IGNORECASE
)
_NEAR = 2  # words apart, in which a number and what it counts stand in both texts
# Facts of something: "all features" is not said where "all" and "features" are, each of another thing.
_QUANTIFIER = frozenset(
    "all any both each every first half last most none not only second single third two three".split()
)
# Of these, what is said of all of a thing, and false where the text has only some of it.
_ALL = frozenset("all any both each every".split())
_RESTRICTED = re.compile(r"\b(?:only|just|merely|solely|exclusively)\b(?P<thing>[^.;:,()]*)", re.IGNORECASE)
# "If we compare the runs (Figure 2) with the first ones (Figure 1), …": which of both is spoken of is not known.
_COMPARES = re.compile(r"\b(?:compar(?:e|es|ing|amos|ando|er|ons|ant|iamo)|vergleich(?:e|t|en))\b", re.IGNORECASE)
# Behind these stands what the figure does not show; "than 3 m" and "than half" are numbers.
_NOT_OF_IT = re.compile(
    r"\b(?:in\s+(?:line|agreement|contrast)\s+(?:with|to)|(?:similar|contrary|as\s+opposed|analogous)\s+to|unlike"
    r"|than(?!\s+(?:[\d$]|one|two|three|half|twice|an?\s+(?:factor|order)))"
    rf"|{NO}|not(?!\s+only)|cannot|never|neither|nor|kein\w*|nicht|ohne|sans|sin|sem|senza"
    r"|instead\s+of|rather\s+than|without|except(?:\s+for)?)\b[^.;:,()]*",
    re.IGNORECASE,
)
_SINGLE_CAPITAL = re.compile(r"(?<=[^\W\d_]\s)[B-HJ-Z]\b(?![.'’-])|(?<=[^\W\d_]\s)A(?=[.,;:)]|$)")


Facts = Sequence[tuple[Span, bool]]  # where a text says something, and whether that is known of the figure
ToldApart = Callable[[str], Facts]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the paper says of a figure.

    `words` are stems, `pairs` those of words that stand near each other, `source` the sentences as the paper has them;
    `named_in` those of them that name the figure.
    """

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    source: str
    named_in: str
    denied: frozenset[tuple[str, str]]  # pairs that stand only where another thing is set against the figure
    prose_pairs: frozenset[tuple[str, str]]  # those of sentences alone: "all pumps" in a legend is one of its lines
    restricted: frozenset[str]  # words of what the text has only some of: "only the old pumps"


def told_apart(request: CaptionRequest, frame: frozenset[str] = frozenset(), of: Figure | None = None) -> ToldApart:
    """Return what tells what a caption says piece by piece, each with whether it is said of the request's figure, too.

    `frame` are words that are known anyway; `of` is the figure whose caption it is, for what is said of that one alone.
    """
    said, markup = _said_of(request), markup_of(request.markup)
    known = (said.words - (_said_of_another_alone(of, request) if of else frozenset())) | frame

    def is_known(span: Span, caption: str, kind: Kind) -> bool:
        fact = caption[slice(*span)]
        if kind != "text":
            return fact in said.source and not _is_contested(fact, said)
        if _stem(fact) in frame and _stem(fact) not in said.words:
            return not any(pair in said.denied for pair in _pairs_around(span, caption))
        return _stem(fact) in known and (_stem(fact) in frame or _has_company(span, caption, said))

    def facts(caption: str) -> Facts:
        pointers = [match.span() for match in _POINTER.finditer(caption)]
        return [
            (span, is_known(span, caption, segment.kind) and not any(_meet(span, pointer) for pointer in pointers))
            for segment in _parts(caption, markup)
            for span in _facts(caption, segment)
        ]

    return facts


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def with_brackets(text: str, request: CaptionRequest, *, confirmed: float) -> str:
    """Return a text of the author's captions with what is not known of the target in brackets; nothing where less than
    this share of what it says is known."""
    facts = told_apart(request)(text)
    enough = sum(known for _, known in facts) >= confirmed * len(facts)
    return bracketed(text, facts) if enough else ""


def bracketed(caption: str, facts: Facts) -> str:
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


def frame(request: CaptionRequest, *, sibling: bool) -> frozenset[str]:
    """Return the words that all of three captions or more have, which are how the author says it, where the caption is
    a sibling's: no numbers, quantifiers, formulas or colours, which each figure has of its own."""
    captions = [chosen.figure.caption or "" for chosen in request.profile.figures]
    if not sibling or len(captions) < _EVERYBODY:
        return frozenset()
    shared = set.intersection(*({_stem(word) for word in _TOKEN.findall(caption)} for caption in captions))
    return frozenset(filter(_is_manner, shared))


def _is_manner(word: str) -> bool:
    return word.isalpha() and word not in _QUANTIFIER and not _COLOUR.fullmatch(word)


def _said_of(request: CaptionRequest) -> _Said:
    """Return what is said of the request's figure: in sentences that are not about another one, in headings, in the
    drawing and in the names of its files and labels."""
    figure = request.figure
    sentences = [sentence for mention in figure.mentions for sentence in _about_it(mention)]
    prose = [_POINTER.sub(" ", _without_others(sentence.text)) for sentence in sentences]
    outside = [_POINTER.sub(" ", text) for text in (*_headings(figure), drawn_words(figure), request.title or "")]
    words = _stems((*prose, *outside, *names_around(figure), *_written_names(figure)))
    prose_pairs = _all_pairs(prose)
    pairs = prose_pairs | _all_pairs(outside)
    return _Said(
        words,
        pairs,
        _source(sentences),
        _source(filter(_names_it, sentences)),
        denied=_all_pairs(_other_things(sentences)) - pairs,
        prose_pairs=prose_pairs,
        restricted=_stems(match["thing"] for sentence in sentences for match in _RESTRICTED.finditer(sentence.text)),
    )


def _other_things(sentences: Iterable[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        yield from _NOT_OF_IT.findall(sentence.text)


def _without_others(text: str) -> str:
    return _NOT_OF_IT.sub(" ", text)


def _source(sentences: Iterable[Sentence]) -> str:
    """Return sentences as the paper has them, without what the figure is only set against there."""
    return " ".join(_without_others(sentence.source) for sentence in sentences)


def _headings(figure: Figure) -> Iterator[str]:
    for mention in figure.mentions:
        yield from filter(None, (mention.section, mention.heading))


def _names_it(sentence: Sentence) -> bool:
    return bool(sentence.references)


def _all_pairs(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for text in texts for pair in _pairs(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the stems of words that stand near each other, in either order."""
    tokens = [_stem(word) for word in _TOKEN.findall(text)]
    for n, one in enumerate(tokens):
        yield from ((one, other) for other in tokens[max(0, n - _NEAR) : n + _NEAR + 1])


def _about_it(mention: Mention) -> Iterator[Sentence]:
    """Yield a paragraph's sentences but those that name other figures only or compare two, and what follows them."""
    of_another = False
    for sentence in unwrap(mention):
        of_another = _compares(sentence) if sentence.references else of_another or sentence.names_others
        if not of_another:
            yield sentence


def _compares(sentence: Sentence) -> bool:
    """Tell whether a sentence sets the figure against another one, or says what each of them shows in one list."""
    first = min(start for start, _ in sentence.references)
    compares = _COMPARES.search(sentence.source, 0, first) or RESPECTIVELY.search(sentence.source)
    return sentence.names_others and bool(compares)


def _written_names(figure: Figure) -> Iterator[str]:
    """Return the words of labels and file names as they are written there: "EMF" and "RungeKutta" of
    "fig:EMF_RungeKutta"."""
    names = (*figure.labels, *(image.path for image in figure.images if image.path))
    yield from (_stem(word) for name in names for word in re.findall(r"[^\W_]{3,}|[A-Z]{2}(?![^\W_])", name))


def _said_of_another_alone(other: Figure, request: CaptionRequest) -> frozenset[str]:
    """Return the words that stand on the other figure's axes or where the text names it, and not where it names the
    request's; not those of the captions of third figures, which are of the paper's subject."""
    here = {s.text for mention in request.figure.mentions for s in _about_it(mention) if s.references}
    there = {s.text for mention in other.mentions for s in mention.sentences if s.references} | axis_labels(other)
    third = [p.figure.caption or "" for p in request.profile.figures if p.figure.id != other.id]
    of_it = (*here, *third, drawn_words(request.figure), *names_around(request.figure), *_written_names(request.figure))
    return _stems(there - here) - _stems(of_it)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(word) for text in texts for word in _TOKEN.findall(text))


def _has_company(span: Span, caption: str, said: _Said) -> bool:
    """Tell whether a number, a quantifier or a letter stands beside the same word in what is said; true for others."""
    fact = caption[slice(*span)]
    if not _needs_company(fact):
        return True
    before, behind = _neighbours(span, caption)
    near = before[-1:] if len(fact) == 1 and fact.isalpha() else behind[:1] or before[-1:]
    if fact.lower() in _ALL and any(word in said.restricted for word in near):
        return False
    pairs = said.prose_pairs if fact.lower() in _QUANTIFIER else said.pairs
    return any((_stem(fact), word) in pairs for word in near)


def _needs_company(fact: str) -> bool:
    return len(fact) == 1 or fact.lower() in _QUANTIFIER or any(map(str.isdigit, fact))


def _pairs_around(span: Span, caption: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs that a word makes with the ones just before and behind it that say something."""
    before, behind = _neighbours(span, caption)
    yield from ((_stem(caption[slice(*span)]), word) for word in (*before[-1:], *behind[:1]))


def _neighbours(span: Span, caption: str) -> tuple[list[str], list[str]]:
    """Return the stems of the words near a range that say something, those before it and those behind it."""
    before, behind = _TOKEN.findall(caption[: span[0]])[-_NEAR:], _TOKEN.findall(caption[span[1] :])[:_NEAR]
    return [_stem(word) for word in before if _says_something(word)], [_stem(w) for w in behind if _says_something(w)]


def _is_contested(fact: str, said: _Said) -> bool:
    """Tell whether the text has another macro or formula that differs in the last letter only, "\\modelb" beside
    "\\modela", and no sentence that names the figure has this one alone."""
    if not fact[1:].isalpha():
        return False
    rivals = {
        rival for rival in re.findall(rf"{re.escape(fact[:-1])}[A-Za-z](?![A-Za-z])", said.source) if rival != fact
    }
    return bool(rivals) and (fact not in said.named_in or any(rival in said.named_in for rival in rivals))


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
            if _says_something(match.group()) or _SINGLE_CAPITAL.match(piece, match.start()):
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
