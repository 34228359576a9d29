"""What a figure is about where no sentence says it: the name that its label or file has in the text, or the heading
over the paragraph that mentions it, where the label or the file is called so, too.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from capassist.captioners.extractive.named_phrase import NamedPhrase
from capassist.captioners.extractive.salience import stems
from capassist.model import Figure, Mention
from capassist.text.words import capitalised, words

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_HEADING_NUMBER = re.compile(r"^(?:[\dIVX]+|[A-Z])(?:\.\d+)*\.?\s+")
_ARTICLE = re.compile(r"^(?:the|an?|der|die|das|les?|las?|el|los)\s+", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?P<long>(?:[^\W\d_][\w-]*\s+){2,6})\((?P<short>[A-Z]{2,6})s?\)")
_MOST_WORDS = 8  # of a heading that names a thing
_FEWEST_LETTERS = 4  # of a word that says something
_INITIALS = 2  # letters of an abbreviation at least
# Where the name of a thing ends, and what it is of or with begins.
_COMPLEMENT = re.compile(
    r"[,:;(]|\s+(?:of|for|with|in|on|at|by|from|to|and|or|between|über|von|für|mit|und|des?|du|en|con|y|et)\s",
    re.IGNORECASE,
)
# What parts of every paper are called, and every picture.
_NO_TOPIC = frozenset(
    "introduction background methods method results result discussion conclusion conclusions appendix figure figures "
    "plot plots image picture diagram data example examples overview summary einleitung ergebnisse diskussion methoden "
    "fazit anhang introducción resultados introdução introduction méthodes résultats".split()
)


def topic(figure: Figure) -> NamedPhrase | None:
    """Return what the figure is about, by its own name and the text; None where they do not agree on it."""
    return next(chain(_named_in_text(figure), _headings(figure), _spelled_out(figure)), None)


def _named_in_text(figure: Figure) -> Iterator[NamedPhrase]:
    """Yield the words of labels and file names that stand in the text side by side: "fourier_pairs", "Fourier
    pairs"."""
    for name in _names(figure):
        pieces = [piece for piece in _PIECE.findall(name) if piece.lower() not in {"fig", "figure", "plot"}]
        longest = [pieces[i:j] for i in range(len(pieces)) for j in range(len(pieces), i + 1, -1)]
        for run in sorted(longest, key=len, reverse=True):
            if all(len(piece) >= _FEWEST_LETTERS for piece in run):
                yield from _said_as(run, figure)


def _said_as(run: list[str], figure: Figure) -> Iterator[NamedPhrase]:
    side_by_side = r"[\s~-]+".join(map(re.escape, run))
    spelled = re.compile(rf"(?<!\w){side_by_side}s?(?!\w)", re.IGNORECASE)
    for mention in figure.mentions:
        for sentence in mention.sentences:
            if match := spelled.search(sentence.text):
                yield NamedPhrase(capitalised(match.group()), sentence.text, mention)


def _headings(figure: Figure) -> Iterator[NamedPhrase]:
    """Yield the headings over the figure's first paragraph that its label or file shares a word with, or is the
    initials of."""
    pieces = _pieces(figure)
    for mention in figure.mentions[:1]:
        for title in _titles(mention):
            if len(initials := _initials(title)) >= _INITIALS and initials in pieces:
                yield NamedPhrase(title, title, mention)
            elif text := _called(title, stems(" ".join(pieces)), stems(_in_words(mention.text))):
                yield NamedPhrase(text, title, mention)


def _called(title: str, own: set[str], told: set[str]) -> str:
    """Return a title that shares a word with the figure's own name, without the word that says what kind of thing it
    is where neither that name nor the text has it; nothing where no name is left.

    The figure of a wheel under "The Wheel Paradox" need not show the paradox.
    """
    if not (stems(_in_words(title)) - _NO_TOPIC) & own:
        return ""
    thing = _COMPLEMENT.split(title, maxsplit=1)[0]
    before, _, head = thing.rpartition(" ")
    kind = stems(_in_words(head)) - _NO_TOPIC
    if not before or not kind or kind & (own | told):
        return title
    return before if stems(before.split()[-1]) & own else ""


def _in_words(text: str) -> str:
    """Return a text with the parts of "Retry-Muster" as words of their own."""
    return re.sub(r"[-–]", " ", text)


def _spelled_out(figure: Figure) -> Iterator[NamedPhrase]:
    """Yield what an abbreviation in a label or file name stands for: of "fig:bst-insert" and "a binary search tree
    (BST)", "Binary search tree (BST)"."""
    pieces = _pieces(figure)
    for mention in figure.mentions:
        for match in _ABBREVIATION.finditer(mention.text):
            short = match["short"].lower()
            long = " ".join(match["long"].split()[-len(short) :])
            if short in pieces and _initials(long) == short:
                yield NamedPhrase(capitalised(f"{long} ({match['short']})"), match.group(), mention)


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", phrase)).lower()


def _pieces(figure: Figure) -> set[str]:
    """Return the words of labels and file names in lower case."""
    return {piece.lower() for name in _names(figure) for piece in _PIECE.findall(name)}


def _titles(mention: Mention) -> Iterator[str]:
    for heading in filter(None, (mention.heading, mention.section)):
        title = _ARTICLE.sub("", _HEADING_NUMBER.sub("", heading)).strip(" .:")
        if 0 < len(words(title)) <= _MOST_WORDS:
            yield capitalised(title)


def _names(figure: Figure) -> Iterator[str]:
    yield from (label.rpartition(":")[2] for label in figure.labels)
    yield from (PurePosixPath(image.path).stem for image in figure.images if image.path)
