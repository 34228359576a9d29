"""Which pieces of the paper a draft, or a part of one, was taken from."""

from collections.abc import Iterable

from capassist.captioners.extractive.named_phrase import NamedPhrase
from capassist.captioners.extractive.salience import stems
from capassist.captioners.extractive.statements import Statement, where
from capassist.model import CaptionRequest, Evidence
from capassist.text.markup import Markup


def said_in(statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    """Return the sentences that say this of the figure."""
    return tuple(Evidence("mention", one.sentence, one.where) for one in statements)


def named_in(phrases: Iterable[NamedPhrase]) -> tuple[Evidence, ...]:
    """Return the sentences or headings that these names stand in."""
    return tuple(Evidence("mention", one.sentence, where(one.mention)) for one in phrases)


def drawn_in(request: CaptionRequest) -> tuple[Evidence, ...]:
    """Return what is printed in the request's figure."""
    return (Evidence("drawn text", request.figure.printed_text, request.figure.name),)


def contributing(evidence: Iterable[Evidence], text: str, markup: Markup) -> tuple[Evidence, ...]:
    """Return the evidence without the sentences that `text` has no word of; all of it where the text has no word that
    carries meaning."""
    told = stems(markup.to_plain(text))
    return tuple(one for one in evidence if not told or one.kind != "mention" or told & stems(one.text))
