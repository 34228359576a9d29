"""References of a text to other figures, against what the paper says of both."""

import re
from collections.abc import Iterator

from capassist.guards.grounding import Grounds
from capassist.model import Figure, Finding
from capassist.text.markup import Markup

_REFERENCE = re.compile(r"\\[A-Za-z]*(?:[Rr]ef|[Ff]ig)[A-Za-z]*\*?(?:\[[^\]]*\])*\{([^{}]*)\}")
_LABEL_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_WORDS = frozenset("fig figure figures figs plot plots image img pic picture sub panel".split())  # of labels


def reference_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each reference to a figure that no text has in common with this one.

    What may connect two figures: a sentence about either, or around it, that points at the other; a section that speaks
    of both; the standing caption; their captions; a word that both labels have.
    """
    if not markup.commands:
        return
    for match in _REFERENCE.finditer(text):
        other = next((figure for figure in grounds.others if _has(figure, match[1].strip())), None)
        if other and not (_says(grounds.old, other) or _connected(grounds.figure, other)):
            message = f"{match.group()} ({other.name}): no text speaks of both figures."
            yield Finding("reference", message, match.span())


def _has(figure: Figure, key: str) -> bool:
    """Tell whether a figure has a label; some macros add what stands before its colon."""
    return bool(key) and any(key in (label, label.partition(":")[2]) for label in figure.labels)


def _connected(figure: Figure, other: Figure) -> bool:
    if _label_words(figure) & _label_words(other) or _sections(figure) & _sections(other):
        return True
    return _says(_around(figure), other) or _says(_around(other), figure)


def _sections(figure: Figure) -> frozenset[str]:
    return frozenset(mention.section for mention in figure.mentions if mention.section)


def _label_words(figure: Figure) -> frozenset[str]:
    return frozenset(word.lower() for label in figure.labels for word in _LABEL_WORD.findall(label)) - _NO_WORDS


def _around(figure: Figure) -> str:
    """Return the source of a figure's paragraphs, of those around them, and of its caption."""
    mentions = [
        text
        for mention in figure.mentions
        for text in (*(sentence.source for sentence in mention.sentences), mention.before, mention.after)
    ]
    return " ".join(filter(None, (*mentions, figure.caption_latex)))


def _says(source: str, figure: Figure) -> bool:
    return any(_has(figure, match[1].strip()) for match in _REFERENCE.finditer(source)) or any(
        label in source for label in figure.labels
    )
