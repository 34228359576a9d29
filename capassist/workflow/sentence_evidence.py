"""Sentences of drafts for which the model named nothing that was sent to it: they are marked wherever they still
stand."""

from collections.abc import Iterable, Iterator

from capassist.model import Candidate, Finding
from capassist.model.drafting import INFERRED

_MESSAGE = "The model inferred this: it names neither the picture nor a passage that shows it."


def inferred_findings(drafts: Iterable[Candidate], text: str) -> Iterator[Finding]:
    """Yield a finding for each sentence of a text that a draft of the figure has as inferred."""
    guessed = {s.text.strip() for draft in drafts for s in draft.sentences if INFERRED in s.grounds}
    for sentence in sorted(guessed):
        start = text.find(sentence) if sentence else -1
        if start >= 0:
            yield Finding("inferred", _MESSAGE, (start, start + len(sentence)))
