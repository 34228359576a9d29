"""METEOR 1.5 with its matchers "exact" and "stem", which need neither Java nor WordNet.

Denkowski & Lavie, "Meteor Universal: language specific translation evaluation for any target language" (2014), with the parameters
for English. Synonyms and paraphrases do not count here, so the scores are lower than those of the full METEOR and must not be
mixed with them. The tests hold them against the published program with the same matchers and list of function words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_ALPHA, _BETA, _GAMMA, _DELTA = 0.85, 0.2, 0.6, 0.75
_EXACT, _STEM = 1.0, 0.6  # what a match is worth
_BEAM = 40  # partial alignments kept for each word

# The program takes words of a high relative frequency; these are the closed classes of English.
FUNCTION_WORDS = frozenset(
    "a about after all also an and any are as at be because been before being between both but by can could did do does during each "
    "either for from had has have he her his how i if in into is it its may might more most must no nor not of on one only or other our "
    "out over she should so some such than that the their them then there these they this those through to under until up was we were "
    "what when where whether which while who will with within without would you your".split()
)


@dataclass(frozen=True, slots=True)
class _Match:
    place: int  # of the reference's word
    word: int  # of the text, by its place
    exact: bool

    @property
    def distance(self) -> int:
        return abs(self.word - self.place)


@dataclass(frozen=True, slots=True)
class _Path:
    """A partial alignment: the text's words in use as bits, and where the match of the reference's last word ended, or None.

    As in the published program, only exact matches count for the choice, and the distance of a match counts for the paths that
    are tried after it.
    """

    used: int
    end: int | None = None
    exact: int = 0
    chunks: int = 0  # those that are over
    distance: int = 0
    matches: tuple[_Match, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most matches first, then fewest chunks, then the shortest distance."""
        return -self.exact, self.chunks, self.distance

    def skipped(self, distance: int = 0) -> "_Path":
        """Return the path on which the reference's next word has no match."""
        chunks = self.chunks + (self.end is not None)
        return _Path(self.used, None, self.exact, chunks, self.distance + distance, self.matches)

    def taken(self, match: _Match, distance: int) -> "_Path":
        """Return the path on which the reference's next word has this match."""
        return _Path(
            self.used | 1 << match.word,
            match.word + 1,
            self.exact + match.exact,
            self.chunks + (self.end not in {None, match.word}),
            self.distance + distance,
            (*self.matches, match),
        )


def meteor(reference: Sequence[str], text: Sequence[str]) -> float:
    """Return METEOR of a text, 0 to 1; both are given as words."""
    best = _aligned(_matches(reference, text))
    if not best.matches:
        return 0.0
    precision = sum(_weight(m) * _worth(text[m.word]) for m in best.matches) / sum(map(_worth, text))
    recall = sum(_weight(m) * _worth(reference[m.place]) for m in best.matches) / sum(map(_worth, reference))
    mean = precision * recall / (_ALPHA * precision + (1 - _ALPHA) * recall)
    whole = best.chunks == 1 and len(best.matches) == len(text) == len(reference)
    scattered = 0.0 if whole else best.chunks / len(best.matches)
    return float(mean * (1 - _GAMMA * scattered**_BETA))


def _weight(match: _Match) -> float:
    return _EXACT if match.exact else _STEM


def _worth(word: str) -> float:
    return 1 - _DELTA if word in FUNCTION_WORDS else _DELTA


def _aligned(matches: Sequence[Sequence[_Match]]) -> _Path:
    """Return the best alignment of the reference's words, each to at most one of the text, by the program's beam search."""
    wanted = Counter(match.word for found in matches for match in found)
    only = [found[0] if len(found) == 1 and wanted[found[0].word] == 1 else None for found in matches]
    paths = [_Path(sum(1 << match.word for match in only if match))]
    for found, single in zip(matches, only, strict=True):
        if single:
            paths = [path.taken(single, single.distance) for path in paths]
        elif not found:
            paths = [path.skipped() for path in paths]
        else:
            paths = [step for path in paths for step in _steps(path, found)]
        paths = sorted(paths, key=lambda path: path.rank)[:_BEAM]
    return min((path.skipped() for path in paths), key=lambda path: path.rank)


def _steps(path: _Path, found: Sequence[_Match]) -> Iterator[_Path]:
    """Yield the path with each match that is still free, and with none."""
    distance = 0
    for match in found:
        if not path.used >> match.word & 1:
            yield path.taken(match, distance)
            distance += match.distance
    yield path.skipped(distance)


def _matches(reference: Sequence[str], text: Sequence[str]) -> list[list[_Match]]:
    """Return what each word of the reference can match, exact matches first."""
    stems = [_stem(word) for word in text]
    return [
        [_Match(place, word, True) for word, other in enumerate(text) if other == wanted]
        + [
            _Match(place, word, False)
            for word, other in enumerate(text)
            if other != wanted and stems[word] == _stem(wanted)
        ]
        for place, wanted in enumerate(reference)
    ]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return str(_stemmer().stem(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")
