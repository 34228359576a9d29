"""How alike the text around two figures is: the cosine of TF-IDF vectors.

Salton & Buckley, "Term-weighting approaches in automatic text retrieval" (1988); smoothed inverse document frequency,
so that a paper with two figures still has weights. Word vectors of small language models were no better on captions of
papers.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from capassist.model import Figure
from capassist.text.words import words

Vector = Mapping[str, float]

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d+")
# The words of references and labels say nothing about what a figure shows.
_EMPTY = frozenset(
    "the of and to in is are was were be been a an as for with by from on at that this these those it its we our "
    "us can may which "
    "or not than then also but each both where when while their they has have had into between such using used "
    "show shows shown "
    "them one two other others more most all some any only very so if no same different first second new here "
    "there up out over under "
    "about after before during through being do does did will would could should must how what because however "
    "thus well much many "
    "just like used use uses his her him she he you your my i me itself themselves within without along against "
    "among per via yet still "
    "see seen fig figs figure figures panel panels left right top bottom eq section table pdf png jpg eps svg tex "
    "img images plot "
    "plots der die das und ist sind wird in im mit von den des eine ein auf zu le la les de du des et est sont "
    "dans pour sur par "
    "el los las y en con para por que se del une un una".split()
)


class Weights:
    """How much each term says: more, the fewer of these documents, lists of terms, have it."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._documents = len(documents)
        self._containing = Counter(term for document in documents for term in set(document))

    def vector(self, document: Iterable[str]) -> Vector:
        """Return the unit-length TF-IDF vector of a document, be it one of these or another."""
        return _unit({term: (1 + math.log(n)) * self._idf(term) for term, n in Counter(document).items()})

    def _idf(self, term: str) -> float:
        return math.log((1 + self._documents) / (1 + self._containing[term])) + 1


def vectors(documents: Sequence[Sequence[str]]) -> list[Vector]:
    """Return one unit-length TF-IDF vector for each document, a list of terms."""
    weights = Weights(documents)
    return [weights.vector(document) for document in documents]


def cosine(one: Vector, other: Vector) -> float:
    """Return the likeness of two unit vectors, 0 to 1."""
    return min(1.0, sum(weight * other[term] for term, weight in one.items() if term in other))


def shared_terms(one: Vector, other: Vector, limit: int) -> list[str]:
    """Return the terms that make two vectors alike, the weightiest first."""
    common = sorted((t for t in one if t in other), key=lambda t: (-one[t] * other[t], t))
    return common[:limit]


def surroundings(figure: Figure) -> list[str]:
    """Return the terms of the text around a figure: its paragraphs, its file names and labels. Never its caption."""
    mentioned = [word for mention in figure.mentions for word in words(mention.text)]
    names = [PurePosixPath(image.path).stem for image in figure.images if image.path]
    named = [piece for name in (*names, *figure.labels) for piece in _PIECE.findall(name)]
    return terms([*mentioned, *named])


def terms(tokens: Sequence[str]) -> list[str]:
    """Return the tokens that carry meaning, in lower case."""
    lowered = [token.lower() for token in tokens]
    return [term for term in lowered if len(term) > 1 and term not in _EMPTY and not term.isdigit()]


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}
