"""Sentences inside of one macro: "\\revised{First sentence. Second one.}" is read as one, and is two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from capassist.model import Mention, Sentence, Span
from capassist.text.latex import group_end, to_plain
from capassist.text.words import sentence_spans

_WRAPPER = re.compile(r"\\[A-Za-z]+\*?(?:\{[\w!.,-]*\})?\{\s*")  # \new{…}, \textcolor{red}{…}
_POINTER = re.compile(r"\\[A-Za-z]*(?:ref|[Ff]igs?)[A-Za-z]*\*?\s*\{")


def unwrap(mention: Mention) -> Sequence[Sentence]:
    """Return the paragraph's sentences, those inside of one macro one by one."""
    return [piece for sentence in mention.sentences for piece in _pieces(sentence)]


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    wrapper = _WRAPPER.match(sentence.source)
    begin = wrapper.end() if wrapper else 0
    end = _end(sentence.source, begin) if wrapper else None
    spans = list(sentence_spans(sentence.source[begin:end])) if end is not None else []
    if len(spans) < 2:
        yield sentence
    else:
        for start, stop in spans:
            yield _piece(sentence, (begin + start, begin + stop))


def _end(source: str, start: int) -> int | None:
    """Return where the macro's argument ends, whose text begins at `start`: None where the sentence goes on behind
    it."""
    closing = group_end(source, source.rindex("{", 0, start))
    if closing is None:  # it goes on in the next paragraph
        return len(source)
    return closing if not source[closing + 1 :].strip() else None


def _piece(sentence: Sentence, span: Span) -> Sentence:
    start, end = span
    source = sentence.source[start:end]
    references = tuple((s - start, e - start) for s, e in sentence.references if start <= s and e <= end)
    rest = "".join(source[e:s] for (_, e), (s, _) in zip([(0, 0), *references], [*references, (end, end)], strict=True))
    return replace(
        sentence,
        text=to_plain(source),
        source=source,
        references=references,
        names_others=sentence.names_others and bool(_POINTER.search(rest)),
    )
