"""Words, sentences, one-line text, and numbers with their noun."""

import re
from collections.abc import Iterator

from capassist.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")

# Abbreviations that papers put before a lower-case word, a number or a name: no sentence ends there.
_ABBREVIATIONS = frozenset(
    "fig figs eq eqs eqn eqns sec secs sect ref refs tab tabs app appx ch chap no nos vol pp p al cf viz vs "
    "e.g i.e etc resp approx ca dr prof mr mrs ms st jr inc ltd dept univ ed eds def thm lem prop cor alg "
    "suppl ext abb abs bzw z.b d.h vgl s.a u.a ggf nr gl abschn kap рис табл т.е т.д".split()
)
_NO_SURNAME = re.compile(
    r"(?:The|This|These|From|In|For|We|It|If|When|As|At|On|To|Then|Thus|Hence|However|Here|Our|Note|Each|Both|All|Since"
    r"|With|By|There)\s"
)
_OPEN_ENDED = frozenset({"al", "etc"})
_END = re.compile(
    r"""(?<![.!?…。．｡！？])[.!?…。．｡！？]++["'”’»)\]}]*+(?=\s|$)|[。｡！？][”’」』）]*+|(?<!\d)．|．(?!\d)"""
)
_BEFORE = re.compile(r"[^\s(\[{~]*$")
_SPACE = re.compile(r"\s*")
_REACH = 16  # characters before and after a full stop that decide what it is: more than an abbreviation has


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in order; "well-known", "don't" and "3.5" are one each."""
    return _WORD.findall(text)


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def counted(number: int, noun: str) -> str:
    """Return "1 figure", "2 figures", "0 figures": for nouns whose plural ends in s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentence_spans(text: str) -> Iterator[Span]:
    """Yield the ranges of the sentences of one paragraph, in order, without the white space around them.

    A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, or the next word is in
    lower case.
    """
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group().startswith(".") and not _ends_sentence(text, match.start(), end):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _ends_sentence(text: str, stop: int, end: int) -> bool:
    before = _BEFORE.search(text, max(0, stop - _REACH), stop)
    token = before.group() if before else ""
    after = _SPACE.match(text, end)
    following = text[after.end() : after.end() + _REACH] if after else ""
    if token.lower() in _OPEN_ENDED:  # "et al." and "etc." may end a sentence
        return not (following[:1].islower() or following[:1].isdigit() or following[:1] in "([")
    if token.lower() in _ABBREVIATIONS:
        return False
    if len(token) == 1 and token.isupper() and following[:1].isupper():  # an initial: "J. Smith", not "for all Q. From"
        return bool(_NO_SURNAME.match(following))
    return not following[:1].islower()


def is_abbreviation(word: str) -> bool:
    """Tell whether a word, without its full stop, is one that papers abbreviate: no sentence ends behind it."""
    return word.lower() in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def capitalised(text: str) -> str:
    """Return the text with a capital first letter, unless it opens with a macro, math or a name such as "iPhone" or
    "p53"; behind the label of a panel, "(a) The raw image"."""
    if label := re.match(r"\([A-Ha-h]\)\s+", text):
        return label.group() + capitalised(text[label.end() :])
    first = re.match(r"\(?[^\W\d_]+", text)
    if not first or not first.group().lstrip("(").islower() or re.match(r"\w+[\d_]|\w-", text):
        return text
    at = 1 if text.startswith("(") else 0
    return text[:at] + text[at].upper() + text[at + 1 :]
