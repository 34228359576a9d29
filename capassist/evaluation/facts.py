"""What a paper's sentences say of a figure that can be looked up in a caption: numbers, names and terms, found by rule.

A sentence is about a figure when it points at it, or stands right behind one that does and points at no other; where it
names several, what follows another one's number is not. Whether a caption tells a fact is decided as the guards do: a
number by its value, its rounding, its unit and the words beside it, a name and a term by their letters.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from capassist.drafts.sentence_places import sentence_line
from capassist.guards.names import has_name, names_in
from capassist.guards.numbers import Number, agrees, numbers, same_thing
from capassist.model import Draft, Figure, Mention, Sentence
from capassist.profile.similarity import terms
from capassist.text.float_references import references
from capassist.text.markup import PLAIN, markup_of
from capassist.text.words import words

Kind = Literal["number", "name", "term"]

_FOLLOWING = 2  # sentences behind one that points at the figure; after that, paragraphs have moved on
_FEWEST_USES = 3  # times in the paper that make two words a term of it
_TELLING = 3  # digits that are no chance
_SMALL = frozenset(["zero", "one", "two", "0", "1", "2"])  # "the two curves" says nothing of its own
_LEVELS = frozenset(map(Decimal, (50, 68, 90, 95, 99)))  # percent of confidence, which belong to no figure
_MOST_USES = 15  # times in the paper; what is said more often is its everyday vocabulary
# Words that only say how, or say nothing: "available online", "simple example".
_HOW = re.compile(
    r"(?:ly|ous|able|ible|ical)$|^(?:online|away|later|given|based|compared|onto|upon|oder|sowie|number|work|results?"
    r"|examples?)$"
)
_NO_NAME = re.compile(r"[A-Z]\.?\d+(?:\.\d+)*|\w*_\w*|[a-z]+-\d+|\w?\d\w?")  # "A.5", "S1", "G_i", "length-10"
_PUNCTUATION = re.compile(r"[^\w\s’'-]+")
# Up to three words behind a number.
_COUNTED = re.compile(r"(?:\s|[-–])[^\W\d_]{2,}(?:[-–][^\W\d_]+)*(?:\s[^\W\d_]+(?:[-–][^\W\d_]+)*){0,2}")
_WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_THINGS = frozenset(["plots", "panels", "figures", "images"])  # which else say nothing
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_CLAUSE_END = re.compile(r"[.,;:!?](?=\s|$)|[()]")
_STEM = 6  # letters that akin words begin with
_VERB = re.compile(r"(?:indicate|mean|correspond|give|lead|compare|denote|represent)s?")
_DOUBLE_BRACKETS = re.compile(
    r"(?<=\s)\((\((?:…|[\w.]+)\))\)"
)  # around an equation's number: from the author's macro, too
_UNIT = re.compile(r"[\s\u00a0-]?[^\W\d_]+[²³]?|\s?°\w?")
_REFERENCE = re.compile(
    r"\b(?:Fig(?:ure|s)?|Tab(?:le)?s?|Sec(?:tion)?s?|Eqs?|Abb(?:ildung)?"
    r"|Algorithm)s?\.?\s*\(?[A-Z]?\d[\d.]*\)?[a-z]?\b(?:(?:,|\s+(?:and|or|to|und)|\s*[–-])\s*\(?\d[\d.]*\)?[a-z]?\b)*"
    r"|\[…\]|\[[\d, –-]+\]"
)


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """A sentence of the paper and where it stands: in a PDF, `line` is the page."""

    sentence: str
    figure: str  # the id of the figure it is about
    file: str | None
    line: int | None
    points: bool  # it points at the figure itself


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be looked up: "80 %", "12 corpora", "GPT-4", "reference genome"."""

    kind: Kind
    text: str
    place: SentencePlace
    number: Number | None = None

    def told(self, caption: str) -> bool:
        """Tell whether a reader learns it from a caption, given as plain text."""
        if self.number:
            return any(
                _same(self.number, said) or self._counts_alike(self.number, said, caption) for said in _numbers(caption)
            )
        if self.kind == "name":
            return has_name(caption, self.text) or _spelled_out(self.text, caption)
        return all(has_name(caption, word.removesuffix("s")) for word in words(self.text))

    def _counts_alike(self, number: Number, said: Number, caption: str) -> bool:
        """Tell whether a caption has the same count, and behind it in its clause a word akin to what is counted."""
        if number.unit or number.percent or said.unit or said.percent or not set(number.readings) & set(said.readings):
            return False
        return not _stems(self.text.split()[-1]).isdisjoint(_stems(_CLAUSE_END.split(caption[said.span[1] :])[0]))

    def misplaced(self, caption: str) -> bool:
        """Tell whether the caption of another figure says it, of the same thing: "5 s" there may be of anything."""
        if self.number is None:
            return _times(self, caption) > 0
        return any(
            _same(self.number, said) and (same_thing(self.number, said) or _digits(said) >= _TELLING)
            for said in _numbers(caption)
        )


def place_of(draft: Draft, figure: Figure, mention: Mention, sentence: Sentence) -> SentencePlace:
    """Return a sentence of a paragraph about a figure with where it stands."""
    line = sentence_line(draft, mention, sentence)
    return SentencePlace(
        _DOUBLE_BRACKETS.sub(r"\1", sentence.text), figure.id, mention.file, line, points=bool(sentence.references)
    )


def _about(mention: Mention, figure: Figure) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences of a paragraph that are about a figure, each with what of it is."""
    behind = _FOLLOWING + 1
    for sentence in mention.sentences:
        part = sentence.text
        if sentence.references:
            part, goes_on = _own_part(sentence.text, figure.number)
            behind = 0 if goes_on else _FOLLOWING
        else:
            behind = _FOLLOWING + 1 if sentence.names_others else behind + 1
        if behind <= _FOLLOWING:
            yield sentence, part


def _own_part(text: str, number: str | None) -> tuple[str, bool]:
    """Return a sentence with commas for what belongs to other figures that it names, and whether its end is this one's.

    What stands before the first name belongs to that figure, too.
    """
    named = [
        (reference.span[0], number in reference.numbers) for reference in references(text) if reference.kind == "figure"
    ]
    if not any(own for _, own in named):
        return text, True
    starts = [0, *(start for start, _ in named), len(text)]
    owners = [named[0][1], *(own for _, own in named)]
    pieces = (
        text[start:end] if own else "," * (end - start)
        for (start, end), own in zip(pairwise(starts), owners, strict=True)
    )
    return "".join(pieces), owners[-1]


class PaperFacts:
    """A draft with the facts that its text has of each figure."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._found: dict[str, tuple[Fact, ...]] = {}
        self._uses: dict[str, int] = {}  # of a fact in the running text

    def facts(self, figure: Figure) -> tuple[Fact, ...]:
        """Return what the text says of a figure, each fact once, where it is said first."""
        if figure.id not in self._found:
            found: dict[str, Fact] = {}
            for place, part in self._places(figure):
                for fact in self._facts(place, part):
                    found.setdefault(fact.text.lower(), fact)
            self._found[figure.id] = tuple(found.values())
        return self._found[figure.id]

    def only_of(self, other: Figure, figure: Figure) -> tuple[Fact, ...]:
        """Return what the text says of another figure and nowhere else: neither of this one nor in general."""
        shared = [mention.text for mention in figure.mentions]
        about = [mention.text for mention in other.mentions if mention.text not in shared]
        captions = [each.caption or "" for each in self.draft.figures if each.id not in {figure.id, other.id}]

        def is_own(fact: Fact) -> bool:
            times = sum(_times(fact, text) for text in about)
            return (
                not (fact.number and fact.number.percent and fact.number.readings[0] in _LEVELS)
                and 0 < times >= self._times_in_body(fact)
                and not any(_times(fact, text) for text in (*shared, figure.drawn_text, *captions))
            )

        return tuple(fact for fact in self.facts(other) if is_own(fact))

    def _times_in_body(self, fact: Fact) -> int:
        if fact.text not in self._uses:
            self._uses[fact.text] = _times(fact, self._body)
        return self._uses[fact.text]

    def _places(self, figure: Figure) -> Iterator[tuple[SentencePlace, str]]:
        """Yield the sentences about a figure in reading order, each with what of it is."""
        for mention in figure.mentions:
            for sentence, part in _about(mention, figure):
                yield place_of(self.draft, figure, mention, sentence), part

    @cached_property
    def _body(self) -> str:
        return markup_of(self.draft.kind).to_plain(self.draft.manuscript.body)

    @cached_property
    def _terms(self) -> frozenset[str]:
        """The pairs of words that the paper uses again and again: "reference genome"."""
        uses = Counter(f"{one} {other}".lower() for piece in _pieces(self._body) for one, other in pairwise(piece))
        return frozenset(
            pair for pair, times in uses.items() if _FEWEST_USES <= times <= _MOST_USES and _is_term(*pair.split())
        )

    def _facts(self, place: SentencePlace, part: str) -> Iterator[Fact]:
        sentence = _REFERENCE.sub(lambda match: "," * len(match.group()), part)
        counted = tuple(_number_facts(sentence, place))
        yield from counted
        said = " ".join(fact.text for fact in counted)
        for name in names_in(sentence):
            if (
                not _NO_NAME.fullmatch(name)
                and not has_name(said, name)
                and _spoken(self._body).count(_spoken(name)) <= _MOST_USES
            ):
                yield Fact("name", name, place)
        for term in self._terms_in(sentence) if place.points else ():
            if not has_name(said, term):
                yield Fact("term", term, place)

    def _terms_in(self, sentence: str) -> Iterator[str]:
        """Yield the paper's terms in a sentence, those that overlap as one: "occurrence rate density"."""
        for piece in _pieces(sentence):
            run: list[str] = []
            for one, other in pairwise([*piece, ""]):
                if f"{one} {other}".lower() in self._terms:
                    run = [*(run or [one]), other]
                elif run:
                    yield " ".join(run)
                    run = []


def _number_facts(sentence: str, place: SentencePlace) -> Iterator[Fact]:
    """Yield each number that has a unit or counts something, with the words that say what."""
    for number in numbers(sentence, PLAIN):
        start, end = number.span
        shown = sentence[start:end].strip()
        unit = _UNIT.match(sentence, end) if number.unit else None
        of = unit.group() if unit else _counted(sentence[end:])
        if number.percent or number.unit or (of and shown.lower() not in _SMALL):
            yield Fact("number", shown + of, place, number)


def _counted(behind: str) -> str:
    """Return the words behind a number that say what it counts: up to the first plural, else one.

    Nothing where none says it.
    """
    found = _COUNTED.match(behind)
    end = 0
    for word in _WORD.finditer(found.group()) if found else ():
        if end and word.group() in _THINGS:
            return behind[: word.end()]
        if not terms([word.group()]) or any(_numbers(word.group())) or _VERB.fullmatch(word.group()):
            break
        if word.group().endswith("s"):
            return behind[: word.end()]
        end = end or word.end()
    return behind[:end]


def _pieces(text: str) -> Iterator[list[str]]:
    """Yield the words of each piece of a text that no punctuation cuts."""
    for piece in _PUNCTUATION.split(text):
        yield piece.split()


def _is_term(one: str, other: str) -> bool:
    """Tell whether two words in lower case may name a thing: both carry meaning, and neither only says how."""
    both = (one, other)
    return len(terms(both)) == 2 and all(len(word) > 3 and word.isalpha() and not _HOW.search(word) for word in both)


def _times(fact: Fact, text: str) -> int:
    if fact.number:
        return sum(_same(fact.number, said) for said in _numbers(text))
    return _spoken(text).count(_spoken(fact.text))


@lru_cache(maxsize=2048)
def _numbers(text: str) -> tuple[Number, ...]:
    return tuple(numbers(text, PLAIN))


@lru_cache(maxsize=2048)
def _spoken(text: str) -> str:
    return f" {' '.join(words(text)).lower()}"


def _same(number: Number, said: Number) -> bool:
    """Tell whether two numbers are the same value of the same thing; one may be a rounding of the other."""
    if not (agrees(number, said) or agrees(said, number)):
        return False
    shares = number.percent or said.percent  # 80 % is 0.8 of anything, but not 80 of anything
    alike = (number.unit and said.unit) or (
        shares and (number.percent == said.percent) == (number.readings == said.readings)
    )
    return bool(alike) or same_thing(number, said) or _digits(number) >= _TELLING


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning, which akin words share: "simulation", "simulated"."""
    return frozenset(word.removesuffix("s")[:_STEM] for word in terms(_LETTERS.findall(text)))


def _digits(number: Number) -> int:
    return len(number.readings[0].normalize().as_tuple().digits)


def _spelled_out(name: str, caption: str) -> bool:
    """Tell whether a caption has the words that an abbreviation stands for."""
    initials = "".join(word[0] for word in words(caption)).lower()
    return len(name) > 2 and name.isupper() and name.isalpha() and name.lower() in initials
