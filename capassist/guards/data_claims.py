"""What a sentence says that a number is: of which column of a table, of which rows, which statistic.

A sentence is cut into pieces where a new thing may begin: at marks, "and", "to". What is said in a number's own piece
counts first, then what the pieces before it say, as in "Loss falls to 0.5 after 20 epochs and to 0.3 after 40".
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from capassist.guards.numbers import Number, numbers
from capassist.guards.tokens import stem
from capassist.guards.units import unit_named
from capassist.model import Span
from capassist.text.markup import Markup, visible_text
from capassist.text.words import sentence_spans

_STATISTICS = {
    "minimum": r"min(?:imum|imal|ima)?|lowest|smallest|least|slowest|fastest|worst|best|shortest",
    "maximum": r"max(?:imum|imal|ima)?|highest|largest|most|peak\w*|greatest|best|worst|fastest|slowest|longest",
    "mean": r"mean|average\w*",
    "first": r"start\w*|begin\w*|initial\w*",
    "last": r"end|ends|final\w*|last",
}
_FALLS = r"(?i)\b(?:f[ae]ll|drop|decreas|declin|reduc|shr[iu]nk|lower|sink|sank)\w*"
_CUT = re.compile(r"[;:()—]|,(?!\d)|(?i:(?=\b(?:and|while|whereas|but)\b))|(?i:(?=\bto\b\W*\d))")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")  # "In 2018", which is no author's name with a year
_TERM = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 3, 2  # words between a number and the name of what it is an amount of: "a dose of 5", "20 epochs"
_MEASURED = 4  # letters from which the beginning of a word is enough to name a column: "acc", "train"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a text, with the pieces of its sentence and the other numbers in each."""

    number: Number
    pieces: tuple[str, ...]
    own: int  # which of the pieces it stands in
    start: int  # where it begins in that piece
    end: int
    amounts: tuple[tuple[tuple[Number, Span], ...], ...]  # of each piece, with their ranges in it

    @property
    def sentence(self) -> str:
        """All pieces."""
        return " ".join(self.pieces)

    @property
    def before(self) -> str:
        """The number's own piece before it."""
        return self.pieces[self.own][: self.start]

    @property
    def after(self) -> str:
        """The number's own piece behind it."""
        return self.pieces[self.own][self.end :]

    def nearest(self, find: Callable[[int], _T | None], *, carried: bool = True) -> _T | None:
        """Return what is found in the number's own piece, else, with `carried`, in the nearest one before it, else
        behind it."""
        before, behind = list(range(self.own - 1, -1, -1)), list(range(self.own + 1, len(self.pieces)))
        if behind and self.pieces[behind[0]].startswith("("):  # "31 MB (LALR)"
            before.insert(0, behind.pop(0))
        others = (*before, *behind) if carried else ()
        return next((found for place in (self.own, *others) if (found := find(place))), None)

    def statistics(self, *, carried: bool) -> list[str]:
        """Return the statistics that are named with the number; `carried` where those of a piece before count, too."""
        found = _named_statistics(self.pieces[self.own])
        for place in range(self.own - 1, -1, -1) if carried else ():
            found = found or _named_statistics(self.pieces[place])
        return found

    def end_points(self) -> list[str]:
        """Return which ends of a range the number may be: "from 3 to 5", "between 3 and 5", "falls to 3"."""
        said = " ".join(self.pieces[: self.own + 1])
        falls = re.search(_FALLS, said) is not None
        if re.search(r"(?i)\b(?:from|between)\W*$", self.before):
            return ["maximum" if falls else "minimum", "first"]
        closing = r"to|and" if re.search(r"(?i)\bbetween\b", said) else r"to"
        if re.search(rf"(?i)\b(?:{closing})\W*$", self.before):
            return ["minimum" if falls else "maximum", "last"]
        return []


def claims(text: str, markup: Markup) -> Iterator[Claim]:
    """Yield each number of a text with what its sentence says of it."""
    visible = visible_text(text, markup)
    known = list(numbers(text, markup))
    for span in sentence_spans(visible):
        spans = list(_pieces(visible, *span))
        pieces = tuple(visible[slice(*spot)] for spot in spans)
        amounts = tuple(_amounts([*known, *_years(visible, known)], spot) for spot in spans)
        for own, group in enumerate(amounts):
            yield from (Claim(number, pieces, own, *spot, amounts) for number, spot in group if number in known)


def _amounts(known: Sequence[Number], piece: Span) -> tuple[tuple[Number, Span], ...]:
    """Return the numbers in a piece, in order, with their ranges in it."""
    start, end = piece
    inside = sorted((number for number in known if start <= number.span[0] < end), key=_begin)
    return tuple((number, (number.span[0] - start, number.span[1] - start)) for number in inside)


def _years(text: str, known: Sequence[Number]) -> list[Number]:
    """Return the years that are no amounts of a text, as they follow a name: "In 2018"."""
    found = (year for year in _YEAR.finditer(text) if not any(_overlap(year.span(), one.span) for one in known))
    return [Number(year.span(), (Decimal(year.group()),), 0) for year in found]


def _begin(number: Number) -> int:
    return number.span[0]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the ranges of the pieces; what stands in brackets keeps the bracket that opens it."""
    for match in _CUT.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.start() if match.group() == "(" else max(match.end(), start)
    if start < end:
        yield start, end


def _named_statistics(piece: str) -> list[str]:
    return [name for name, words in _STATISTICS.items() if re.search(rf"(?i)\b(?:{words})\b", piece)]


def is_amount_of(name: str, piece: str, span: Span) -> bool:
    """Return whether a number of a piece stands beside a name: "a dose of 5", "20 epochs", "t = 2"."""
    wanted = terms_of(name)
    before = _TERM.findall(re.split(r"\d", piece[: span[0]])[-1])[-_BEFORE:]
    behind, *more = re.split(r"\d", piece[span[1] :], maxsplit=1)
    after = _TERM.findall(behind)[:_AFTER]
    if more and len(_TERM.findall(behind)) <= _AFTER:
        after = after[:-1]  # "0.98 at phase 0.5": the phase is of the number that follows it
    return bool(wanted) and any(all(any(_begins(term, w) for w in side) for term in wanted) for side in (before, after))


def column_named(names: Sequence[str], piece: str, at: int, sentence: str = "") -> int | None:
    """Return which of the names of columns a piece names nearest before `at`, else nearest behind it.

    Words that the names have in common may stand elsewhere in the sentence: "Losses: 0.7 (train), 0.9 (validation)".
    """
    ranks = [_rank(terms_of(name), piece, at, sentence) for name in names]
    best = max(filter(None, ranks), default=None)
    return ranks.index(best) if best is not None and ranks.count(best) == 1 else None


def _rank(wanted: Sequence[str], piece: str, at: int, sentence: str) -> tuple[bool, bool, int, int] | None:
    """Return how well a piece names a column of these words: with all of them, before a place, near it, with many."""
    said = {term: _places(term, piece) for term in wanted}
    places = sorted(place for found in said.values() for place in found)
    if not places or not all(found or _places(term, sentence) for term, found in said.items()):
        return None
    before = bisect_left(places, at)
    near = places[before - 1] if before else -places[0]
    return all(said.values()), before > 0, near, sum(map(bool, said.values()))


def _places(term: str, text: str) -> list[int]:
    return [word.start() for word in _TERM.finditer(text) if _begins(term, word.group())]


def is_named(name: str, piece: str) -> bool:
    """Return whether a piece has all words of the name of a row, apart from their number."""
    said = {_singular(word) for word in _TERM.findall(piece)}
    wanted = [_singular(word) for word in _TERM.findall(name)]
    return bool(wanted) and not name.strip().isdigit() and said.issuperset(wanted)


def terms_of(name: str) -> list[str]:
    """Return the words of a column's name, without its unit."""
    words = [word for word in _TERM.findall(re.sub(r"[(\[].*?[)\]]", "", name)) if not word.isdigit()]
    return words[:-1] if len(words) > 1 and unit_named(words[-1]) and len(words[-1]) < _MEASURED else words


def _singular(word: str) -> str:
    word = word.casefold()
    return word[:-1] if len(word) >= _MEASURED and word.endswith("s") else word


def _begins(term: str, word: str) -> bool:
    """Return whether a word is one of a column's name, or begins with it: "acc" is named by "accuracy"."""
    term, word = term.casefold(), word.casefold()
    short = term.removesuffix("s")
    return word == term or (len(short) >= _MEASURED - 1 and word.startswith(short)) or stem(word) == stem(term)
