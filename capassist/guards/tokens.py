"""A text as the words that say something, each with what it may contradict.

Of a word the guards know its place on scales (up or down, red or blue, left or right), whether it is negated, and what
stands around it. Formulas, keys of references and names are words, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from capassist.guards.vocabulary import Language, Meaning, languages
from capassist.model import Span
from capassist.text.commands import is_known
from capassist.text.markup import Markup
from capassist.text.segments import Segment
from capassist.text.sentences import printed_sentence_spans

_REACH = 6  # words on each side that tell what a word is said of
_BESIDE = 2  # words on each side that tell whether one stands where another does
_NEGATED = 1  # words behind a "not" that it may negate
_DECAY = 0.7  # what a word counts for, with each word that stands between
_BOUNDARY = 3  # words that the end of a clause counts for
_PIECE = re.compile(
    r"\([a-zA-Z]\)|[°◦][CF]\b"
    r"|[A-Za-z]\w*(?:\+\+|\#)|[^\W\d_]+(?:['’.&/-]?[\w]+)*|\d+/\d+|\d[\d.,]*\d|\d|[,;:()]|-{2,3}|–|—"
)
_REFERENCE = re.compile(r"\\([A-Za-z]*(?:[Rr]ef|[Cc]ite|[Ff]ig)[A-Za-z]*)\*?(?:\[[^\]]*\])*\{([^{}]*)\}")
_OWN_MACRO = re.compile(r"\\([A-Za-z]+)")
_NAME_ARGUMENT = re.compile(r"\{[a-z]*[A-Z][A-Za-z0-9+]*\}")  # \project{NumPy}: of an own macro, and no key
_BEFORE_SENTENCE = re.compile(r"(?:[.:!?]|\([a-zA-Z]\))$")  # what begins behind a panel's letter is written as one
_OPENS = frozenset("(:")  # what stands behind belongs to what stands before
_CLOSES = frozenset(",;:()–—") | {"--", "---"}
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ness|edly|ed|ies|es|ly|s|y|e)$")
_ABBREVIATIONS = re.compile(r"(?<=[A-Z]{2})['’]?s$")
_NOT = re.compile(r"^(?:in|im|un|non-?|dis|il|ir)(?=\w{5})")


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word of a text with what it says. `stem` is how it is compared with other words.

    It is itself and no other: as a key its fields would be hashed again and again, which took half of the guards' time.
    """

    text: str
    stem: str
    span: Span
    kind: str  # word, number, maths, reference, panel, name
    meanings: tuple[Meaning, ...] = ()
    negated: bool = False
    place: float = 0.0  # in words, with the ends of clauses counted


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A sentence as its tokens; itself and no other, as they are."""

    tokens: tuple[Token, ...]
    stems: frozenset[str]

    def around(self, token: Token) -> dict[str, float]:
        """Return what stands around a token: stems with what each counts for, from 1 for a neighbour down."""
        return _around(self, token)

    def beside(self, token: Token) -> tuple[frozenset[str], frozenset[str]]:
        """Return the stems of the words next to a token, those before it and those behind it."""
        return _beside(self, token)

    def count(self, stem: str) -> int:
        """Return how many of the tokens have a stem."""
        return sum(token.stem == stem for token in self.tokens)


@lru_cache(maxsize=16_384)
def _around(passage: Passage, token: Token) -> dict[str, float]:
    found: dict[str, float] = {}
    for other in passage.tokens:
        distance = abs(other.place - token.place)
        if other is not token and other.stem != token.stem and distance <= _REACH:
            found[other.stem] = max(found.get(other.stem, 0.0), _DECAY ** max(0.0, distance - 1))
    return found


@lru_cache(maxsize=16_384)
def _beside(passage: Passage, token: Token) -> tuple[frozenset[str], frozenset[str]]:
    place = passage.tokens.index(token)
    before, behind = passage.tokens[max(0, place - _BESIDE) : place], passage.tokens[place + 1 : place + 1 + _BESIDE]
    return frozenset(other.stem for other in before), frozenset(other.stem for other in behind)


@lru_cache(maxsize=8192)
def passages(source: str, markup: Markup, language: str) -> tuple[Passage, ...]:
    """Return the sentences of a text as tokens. `language` is a code of `vocabulary.languages`."""
    visible, special = _visible(source, markup)
    found = []
    for start, end in printed_sentence_spans(visible):
        tokens = tuple(_placed(visible, start, end, special, languages()[language]))
        if tokens:
            found.append(Passage(tokens, frozenset(token.stem for token in tokens)))
    return tuple(found)


def _visible(source: str, markup: Markup) -> tuple[str, dict[int, Token]]:
    """Return the source with blanks where no words stand, and the formulas, references and own macros by their
    beginnings."""
    characters = list(source)
    special: dict[int, Token] = {}
    for match in _REFERENCE.finditer(source) if markup.commands else ():
        characters[match.start() : match.end()] = " " * len(match.group())
        special[match.start()] = Token(match.group(), f"ref {match[2].strip()}", match.span(), "reference")
    macro = ""
    for segment in markup.segments(source):
        piece = source[segment.start : segment.end]
        if token := _special(piece, segment):
            special.setdefault(segment.start, token)
        if segment.kind == "key" and not is_known(macro) and _NAME_ARGUMENT.fullmatch(piece):
            characters[segment.start], characters[segment.end - 1] = " ", " "
        elif segment.kind != "text":
            characters[segment.start : segment.end] = " " * len(piece)
        macro = piece[1:] if segment.kind == "macro" else ""
    return "".join(characters).replace("~", " "), special


def _special(piece: str, segment: Segment) -> Token | None:
    """Return the token of a formula, or of a macro of the draft's own."""
    span = segment.start, segment.end
    if segment.kind in {"maths", "display"}:
        return Token(piece, re.sub(r"\s|\\[,;! ]|\\left|\\right", "", piece.strip("$")), span, "maths")
    if segment.kind == "macro" and (own := _OWN_MACRO.fullmatch(piece)) and not is_known(own[1]):
        return Token(piece, piece, span, "macro")
    return None


def _placed(text: str, start: int, end: int, special: dict[int, Token], language: Language) -> Iterator[Token]:
    """Yield the tokens of a sentence with their places; function words only move them on by half a word."""
    place = 0.0
    since = _NEGATED + 1  # words since a "not"
    for raw in _raw(text, start, end, special, language):
        word = raw.text.casefold()
        if raw.text in _CLOSES:
            place += _BOUNDARY if raw.text not in _OPENS else 0.5
            since = _NEGATED + 1
        elif word in language.negation and not language.meanings(word):
            since = 0
        elif _is_function_word(raw, language):
            place += 0.25
        else:
            negates = word in language.negation
            negated = not negates and (since < _NEGATED) != _has_negating_prefix(raw)
            since = 0 if negates else since + 1
            place += 1
            stem = raw.stem.removeprefix("not ")
            yield Token(raw.text, stem, raw.span, raw.kind, raw.meanings, negated, place)


def _is_function_word(token: Token, language: Language) -> bool:
    return token.kind == "word" and token.text.casefold() in language.function and not token.meanings


def _has_negating_prefix(token: Token) -> bool:
    return token.kind == "word" and token.stem.startswith("not ")


def _raw(text: str, start: int, end: int, special: dict[int, Token], language: Language) -> list[Token]:
    found = [token for position, token in special.items() if start <= position < end and token.kind != "macro"]
    found += [token for position, token in special.items() if start <= position < end and token.kind == "macro"]
    pieces = (
        _PIECE
        if language.unspaced is None
        else re.compile(f"{language.unspaced.pattern}|[\u3400-\u9fff]|{_PIECE.pattern}")
    )
    for match in pieces.finditer(text, start, end):
        found += _tokens(match, language)
    return sorted(found, key=lambda token: token.span)


def _tokens(match: re.Match[str], language: Language) -> Iterator[Token]:
    """Yield a word as a token; "two-tank" as two, as its first part says something by itself."""
    first, hyphen, rest = match.group().partition("-")
    meanings = language.meanings(first)
    if hyphen and rest and meanings and not language.meanings(match.group()):
        middle = match.start() + len(first)
        yield Token(first, stem(first), (match.start(), middle), "word", meanings)
        yield Token(rest, stem(rest), (middle + 1, match.end()), "word", language.meanings(rest))
    else:
        yield _token(match, language)


def _token(match: re.Match[str], language: Language) -> Token:
    word = match.group()
    if re.fullmatch(r"\([a-zA-Z]\)", word):
        return Token(word, word.lower(), match.span(), "panel")
    meanings = language.meanings(word)
    if "/" in word and word[0].isdigit():
        return Token(word, word, match.span(), "fraction")
    if word[0].isdigit():
        return Token(word, word.rstrip("."), match.span(), "number", meanings)
    kind = "name" if _is_name(match, language) else "word"
    return Token(word, stem(word), match.span(), kind, meanings)


def _is_name(match: re.Match[str], language: Language) -> bool:
    """Tell whether a word is written as a name: with a capital or a digit in it, or capitalized inside a sentence."""
    word = match.group()
    if any(map(str.isupper, word[1:])) or any(map(str.isdigit, word)):
        return True
    before = match.string[: match.start()].rstrip()
    inside = before and not _BEFORE_SENTENCE.search(before)
    return bool(inside) and word[0].isupper() and word.casefold() not in language.function


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return what two forms of a word share; "not " before it where a prefix negates it."""
    folded = one_of(word).casefold().replace("’", "'")
    plain = _NOT.sub("", folded)
    negated = "not " if plain != folded and plain in _NEGATABLE else ""
    folded = plain if negated else folded
    while len(folded) > 4 and (ending := _ENDINGS.search(folded)) and ending.start() >= 3:
        folded = folded[: ending.start()]
    return negated + folded


def one_of(name: str) -> str:
    """Return the abbreviation of which a name says that there are several: "MSM" of "MSMs"; else the name."""
    return _ABBREVIATIONS.sub("", name)


# Words that a prefix turns into their opposite; in other words the same letters mean nothing ("index", "important").
_NEGATABLE = frozenset(
    "consistent consistently complete completely significant significantly correct correctly accurate stable stability "
    "equal equality dependent dependently sufficient appropriate coherent active possible perfect probable balanced "
    "bounded biased stable known likely able changed constrained supervised weighted weighed normalised normalized "
    "correlated related resolved modified affected observed available reliable expected corrected filtered regular "
    "linear zero uniform uniformly trivial negative agree agreement appear similar continuous connected visible valid "
    "efficient sensitive variant definite finite direct homogeneous compatible convergent converged stationary "
    "distinguishable reversible legal relevant responsive adequate".split()
)
