"""METEOR 1.5 with its matchers "exact" and "stem", which need neither Java nor WordNet.

Denkowski & Lavie, "Meteor Universal: language specific translation evaluation for any target language" (2014), with the
parameters for English. Synonyms and paraphrases do not count here, so the scores are lower than those of the full
METEOR and must not be mixed with them. The tests hold them against the published program with the same matchers and
list of function words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

from capassist.metrics.metric import Compared, Family, Metric

_ALPHA, _BETA, _GAMMA, _DELTA = 0.85, 0.2, 0.6, 0.75
_EXACT, _STEM = 1.0, 0.6  # what a match is worth
_BEAM = 40  # partial alignments kept for each word

# The program takes words of a high relative frequency; these are the closed classes of English.
FUNCTION_WORDS = frozenset(
    "a about after all also an and any are as at be because been before being between both but by can could did do "
    "does during each either for from had has have he her his how i if in into is it its may might more most must no "
    "nor not of on one only or other our out over she should so some such than that the their them then there these "
    "they this those through to under until up was we were "
    "what when where whether which while who will with within without would you your".split()
)


@dataclass(frozen=True, slots=True)
class _Match:
    place: int  # of the reference's word
    word: int  # of the text, by its place
    exact: bool
    distance: int


# A partial alignment: how good it is (lower is better), the text's words in use as bits, where the match of the
# reference's last word ended or _NOWHERE, and its matches as a chain. A tuple, since a paragraph takes ten thousand of
# them.
_Path = tuple[int, int, int, "_Chain"]
_Chain = tuple[Any, ...]  # () or (all before, a match)
_NOWHERE = -1

# Most matches come first, then fewest chunks, then the shortest distance. As in the published program only exact
# matches count here, and the distance of a match counts for the paths that are tried after it.
_EXACT_MATCH = -1 << 48
_CHUNK = 1 << 24


def meteor(reference: Sequence[str], text: Sequence[str]) -> float:
    """Return METEOR of a text, 0 to 1; both are given as words."""
    matches = _aligned(_matches(reference, text))
    if not matches:
        return 0.0
    precision = sum(_weight(match) * _worth(text[match.word]) for match in matches) / sum(map(_worth, text))
    recall = sum(_weight(match) * _worth(reference[match.place]) for match in matches) / sum(map(_worth, reference))
    mean = precision * recall / (_ALPHA * precision + (1 - _ALPHA) * recall)
    chunks = 1 + sum((b.place, b.word) != (a.place + 1, a.word + 1) for a, b in pairwise(matches))
    whole = chunks == 1 and len(matches) == len(text) == len(reference)
    scattered = 0.0 if whole else chunks / len(matches)
    return float(mean * (1 - _GAMMA * scattered**_BETA))


def _weight(match: _Match) -> float:
    return _EXACT if match.exact else _STEM


def _worth(word: str) -> float:
    return 1 - _DELTA if word in FUNCTION_WORDS else _DELTA


def _aligned(matches: Sequence[Sequence[_Match]]) -> list[_Match]:
    """Return the best alignment of the reference's words, each to at most one of the text, by beam search."""
    only = _only_matches(matches)
    paths: list[_Path] = [(0, sum(1 << match.word for match in only if match), _NOWHERE, ())]
    for found, single in zip(matches, only, strict=True):
        paths = sorted(_extended(paths, found, single), key=itemgetter(0))[:_BEAM]
    return _unrolled(min((_skipped(path, 0) for path in paths), key=itemgetter(0))[3])


def _only_matches(matches: Sequence[Sequence[_Match]]) -> list[_Match | None]:
    """Return for each word of the reference its match, where neither it nor the text's word has another."""
    wanted = Counter(match.word for found in matches for match in found)
    return [found[0] if len(found) == 1 and wanted[found[0].word] == 1 else None for found in matches]


def _extended(paths: Sequence[_Path], found: Sequence[_Match], only: _Match | None) -> Iterator[_Path]:
    for path in paths:
        if only:
            yield _taken(path, only, only.distance)
        else:
            yield from _steps(path, found)


def _steps(path: _Path, found: Sequence[_Match]) -> Iterator[_Path]:
    """Yield the path with each match that is still free, and with none."""
    distance = 0
    for match in found:
        if not path[1] >> match.word & 1:
            yield _taken(path, match, distance)
            distance += match.distance
    yield _skipped(path, distance)


def _taken(path: _Path, match: _Match, distance: int) -> _Path:
    rank, used, end, chain = path
    rank += distance + (_EXACT_MATCH if match.exact else 0) + (_CHUNK if end not in (_NOWHERE, match.word) else 0)
    return rank, used | 1 << match.word, match.word + 1, (chain, match)


def _skipped(path: _Path, distance: int) -> _Path:
    rank, used, end, chain = path
    return rank + distance + (_CHUNK if end != _NOWHERE else 0), used, _NOWHERE, chain


def _unrolled(chain: _Chain) -> list[_Match]:
    matches = []
    while chain:
        chain, match = chain
        matches.append(match)
    return matches[::-1]


def _matches(reference: Sequence[str], text: Sequence[str]) -> list[list[_Match]]:
    """Return what each word of the reference can match, exact matches first."""
    stems = [_stem(word) for word in text]
    return [
        [_Match(place, word, True, abs(word - place)) for word, other in enumerate(text) if other == wanted]
        + [
            _Match(place, word, False, abs(word - place))
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


def _of_pair(pair: Compared) -> tuple[float, ...]:
    return (meteor(*pair.words),)


FAMILY = Family(
    name="METEOR",
    short="MET.",
    source="Denkowski & Lavie, 2014",
    metrics=(Metric("METEOR", "MET.", published=0.378208),),
    position=3,
    of_pair=_of_pair,
)
