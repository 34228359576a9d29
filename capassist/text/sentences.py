"""A caption taken apart into its sentences, and sentences put together as a caption."""

import re
from collections.abc import Iterable, Iterator

from capassist.text.words import sentence_spans

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_STOPPED = (".", "!", "?", "…", ":", ";", "。", "！", "？")


def caption_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a caption in order. None ends inside of braces, maths or brackets: each can stand by
    itself."""
    return tuple(_whole(text))


def joined(sentences: Iterable[str]) -> str:
    """Return the sentences as one caption: a period after each that another one follows, the last as it is."""
    *others, last = [*sentences] or [""]
    return " ".join([*(text if text.endswith(_STOPPED) else f"{text}." for text in others), last])


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
