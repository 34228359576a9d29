"""A caption taken apart into its sentences, and sentences put together as a caption."""

import re
from collections.abc import Iterable, Iterator

from capassist.model import Span
from capassist.text.words import is_abbreviation, sentence_spans

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
# What begins a sentence, though in lower case: the label of a panel, an article behind a word that is no abbreviation.
_LOWER_CASE_SENTENCE = re.compile(
    r"(?P<word>[^\s.(\[]*)[)\]]?\.(?P<space>\s+)"
    r"(?=(?:upper|lower|top|bottom|left|right|middle|cent(?:er|re))\b[^.:]{0,20}:|[a-h][):]\s"
    r"|(?<=[^\W\d_]{4}\.\s)(?:the|an?|this|these|those|it|we|here|each|both|die|der|das)\s)"
)
_STOPPED = (".", "!", "?", "…", ":", ";", "。", "！", "？")


def caption_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a caption in order. None ends inside of braces, maths or brackets: each can stand by
    itself."""
    return tuple(_whole(text))


def printed_sentences(plain: str) -> tuple[str, ...]:
    """Return the sentences of a caption as a reader sees it; those begun in lower case, "left: the data", too."""
    return tuple(plain[start:end] for start, end in printed_sentence_spans(plain))


def printed_sentence_spans(plain: str) -> Iterator[Span]:
    """Yield the ranges of the sentences of a caption as a reader sees it."""
    for start, end in sentence_spans(plain):
        begins = start
        for match in _LOWER_CASE_SENTENCE.finditer(plain, start, end):
            if not is_abbreviation(match["word"]):
                yield begins, match.start("space")
                begins = match.end()
        yield begins, end


def joined(sentences: Iterable[str]) -> str:
    r"""Return the sentences as one caption: a period after each that another one follows, the last as it is.
    One may end within braces: `\textbf{Field data.}`."""
    *others, last = [*sentences] or [""]
    return " ".join([*(text if text.rstrip("}").endswith(_STOPPED) else f"{text}." for text in others), last])


def _whole(text: str) -> Iterator[str]:
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    begin: int | None = None
    end = 0
    for start, end in sentence_spans(text):
        begin = start if begin is None else begin
        if _balanced(text[begin:end]) and not any(opening < end <= closing for opening, closing in brackets):
            yield text[begin:end]
            begin = None
    if begin is not None:
        yield text[begin:end]


def _balanced(piece: str) -> bool:
    piece = _ESCAPED.sub("", piece)
    return piece.count("{") == piece.count("}") and piece.count("$") % 2 == 0
