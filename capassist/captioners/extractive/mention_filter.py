"""Which sentences of a paragraph name the figure to tell of it.

Not those that only compare something with it ("similar to Figure 3"), look back ("previously seen in Figure 3") or mean
another paper's figure ("Figure 3 of Smith et al."); but "It shows X" behind one that names it does, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from capassist.captioners.extractive.pointer_phrases import SHOWS
from capassist.model import Sentence, Span

# What stands before such a reference. "(as in Figure 3)" alone tells of it; "(unlike the mean, as in Figure 3)" does
# not.
_ASIDE = re.compile(
    r"""
      (?:\b(?:similar(?:ly)?|analogous(?:ly)?|identical(?:ly)?|comparable|compared|contrary|contrast
        |relative|in\s+comparison)\s+(?:to|with)(?:\s+(?:that|those|the\s+(?:one|ones
        |case)))?(?:\s+(?:in|of|from))?|\b(?:like|unlike)(?:\s+in)?
        |\b(?:reminiscent\s+of|similar\s+to|like|unlike|than)\s+(?:the\s+|that\s+|those\s+)?(?:[\w-]+\s+){0,4}
        (?:shown|seen|depicted|plotted|illustrated)\s+in|\b(?:previously|already
        |earlier)\s+\w+(?:ed|en|wn|een)\s+in|\([^()]*\w[^()]*\b(?:as|than)\s+in)[\s~]*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_ANOTHER_PAPER = re.compile(r"(?:\s|~)+(?:of|in|from|by)(?:\s|~)+(?:\\[A-Za-z]*cite|[A-Z]\w+\s+et\s+al|\[\d)")
# "Figure 4 shows the speed of the pumps in Figure 3" is of Figure 4.
_ANOTHER_SHOWS = re.compile(
    rf"(?:\\[A-Za-z]*[Ff]ig[A-Za-z]*\*?\s*\{{[^{{}}]*\}}"
    rf"|(?:Figures?|Figs?\.)[\s~]*(?:\d+|\\[A-Za-z]*ref\*?\{{[^{{}}]*\}}))"
    rf"\s+(?:\w+ly\s+)?{SHOWS}\s"
)
_OF_ITS_THINGS = re.compile(r"\b(?:in|from|of)[\s~]*(?:Fig(?:ure|\.)?s?[\s~]*)?$", re.IGNORECASE)
_IT_SHOWS = re.compile(rf"(?P<it>It|This|They|These)\s+(?:consists?\s+of|{SHOWS})\s+(?!that\b)")


def about_figure(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield a paragraph's sentences with those references only that tell of the figure."""
    before: Sentence | None = None
    for sentence in sentences:
        kept = tuple(span for span in sentence.references if _tells(sentence, span))
        pronoun = _IT_SHOWS.match(sentence.source)
        if pronoun and before and before.references and not sentence.names_others:
            kept += (pronoun.span("it"),)
        before = sentence if kept == sentence.references else replace(sentence, references=kept)
        yield before


def _tells(sentence: Sentence, reference: Span) -> bool:
    source, (start, end) = sentence.source, reference
    another = _ANOTHER_SHOWS.match(source)
    is_another = another is not None and all(another.end() <= own for own, _ in sentence.references)
    if is_another and _OF_ITS_THINGS.search(source, 0, start):
        return False
    return not (_ASIDE.search(source, 0, start) or _OF_ANOTHER_PAPER.match(source, end))
