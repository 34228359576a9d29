"""Claims that a caption makes and the text about its figure does not: "significant", "proves", "outperforms"."""

from collections.abc import Iterator

from capassist.guards.grounding import Grounds
from capassist.guards.vocabulary import language_for
from capassist.model import Finding
from capassist.text.markup import Markup

_ADVERBS = ("ly", "mente", "ment", "isch")  # "statistically significant"


def claim_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each strong word that neither the standing caption nor a sentence about the figure has."""
    language = language_for(markup.to_plain(text), grounds.body)
    if language is None:
        return
    said = " ".join([grounds.markup.to_plain(grounds.old), *(mention.text for mention in grounds.figure.mentions)])
    for pattern in language.claims:
        if pattern.search(said):
            continue
        for match in pattern.finditer(text):
            before = text[: match.start()].rstrip().rpartition(" ")[2].casefold()
            if before in language.negation:
                continue  # "does not always coincide" claims nothing
            if not grounds.old and match.group().casefold() in language.descriptive and not before.endswith(_ADVERBS):
                continue  # "significant peaks"; no caption stood there without it
            message = f"“{match.group()}”: no sentence about this figure claims that."
            yield Finding("claim", message, match.span())
            break
