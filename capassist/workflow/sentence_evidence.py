"""What the sentences of drafts rest on: nothing that was sent, by the model's own word, or a paragraph that moved
since."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from capassist.model import Candidate, Evidence, Finding, Mention
from capassist.model.drafting import INFERRED

_MESSAGE = "The model inferred this: it names neither the picture nor a passage that shows it."


def inferred_findings(drafts: Iterable[Candidate], text: str) -> Iterator[Finding]:
    """Yield a finding for each sentence of a text that a draft of the figure has as inferred."""
    guessed = {s.text.strip() for draft in drafts for s in draft.sentences if INFERRED in s.grounds}
    for sentence in sorted(guessed):
        start = text.find(sentence) if sentence else -1
        if start >= 0:
            yield Finding("inferred", _MESSAGE, (start, start + len(sentence)))


def placed_now(piece: Evidence, mentions: Iterable[Mention]) -> Evidence:
    """Return a piece of the paper with the place where it stands now; where it is gone, that is said."""
    if piece.kind != "mention":
        return piece
    for mention in mentions:
        if piece.text in (mention.text, *(sentence.text for sentence in mention.sentences)):
            place = f"{mention.file}:{mention.line}" if mention.file and mention.line else mention.file
            return replace(piece, where=place or piece.where)
    return replace(piece, where=f"{piece.where}, in the paper as it was before")
