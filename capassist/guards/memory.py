"""What the paper remembers of what a text says: where a thing was last defined, and the last claim about the figure.

After the diagnostics of CoViP, turned to use. *Last seen*: a symbol, an abbreviation, a colour or a data set that
another caption or paragraph defines otherwise. *Last action*: the last claim that the text makes of this figure. (The
third, *instruction*, are the author's standing rules.)
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from capassist.guards.contradictions import contradiction_findings
from capassist.guards.definitions import Definition, definitions
from capassist.guards.grounding import Grounds
from capassist.model import Figure, Finding, Mention, Span
from capassist.text.markup import Markup
from capassist.wording import place_of, place_of_mention

_FOLLOWING = 2  # sentences behind one that points at the figure; after that, paragraphs have moved on
_SHOWN = 60  # characters
_SIDE = "panel-other"  # of which all of the text about the figure decides

Placed = tuple[Definition, str]


def definition_findings(text: str, grounds: Grounds, found: Collection[Finding] = ()) -> Iterator[Finding]:
    """Yield a finding for each thing that another caption or a paragraph defines otherwise, and none as this text
    does. A thing that the rest of the paper does not define in one way is left out, as are words that were `found` to
    contradict the paper."""
    said = {d.key: d for d in reversed(definitions(text)) if not _among(d.span, found)}
    known = _of_the_same(said.values(), grounds) if said else {}
    for definition in sorted(said.values(), key=lambda definition: definition.span):
        others = known.get((definition.kind, definition.key))
        if others and not any(definition.agrees(other) for other, _ in others) and _are_one(others):
            yield _otherwise(definition, *others[0])


def _are_one(others: Sequence[Placed]) -> bool:
    """Tell whether the paper itself keeps to one meaning, as it does not of letters that it takes for many things."""
    return all(others[0][0].agrees(other) for other, _ in others[1:])


def _of_the_same(said: Iterable[Definition], grounds: Grounds) -> dict[tuple[str, str], list[Placed]]:
    """Return what the rest of the paper says of these things, by kind and key."""
    found: dict[tuple[str, str], list[Placed]] = {(definition.kind, definition.key): [] for definition in said}
    for other, place in _known(grounds):
        if (other.kind, other.key) in found:
            found[other.kind, other.key].append((other, place))
    return found


def _among(span: Span, found: Collection[Finding]) -> bool:
    return any(finding.span and finding.span[0] < span[1] and span[0] < finding.span[1] for finding in found)


def _otherwise(definition: Definition, other: Definition, place: str) -> Finding:
    message = f"“{definition.name}” is said to be “{definition.said}”, but {place} has “{other.said}” for it."
    return Finding("defined-otherwise", message, definition.span)


def _known(grounds: Grounds) -> Iterator[Placed]:
    """Yield what the rest of the paper defines: this figure's paragraphs first, then other captions, then the text."""
    figure = grounds.figure
    for mention in figure.mentions:
        yield from ((definition, _at(mention)) for definition in definitions(_source(mention)))
    for other in grounds.others:
        yield from (
            (definition, _caption_at(other)) for definition in definitions(other.caption_latex or other.caption or "")
        )
        for mention in other.mentions:
            yield from ((definition, _at(mention)) for definition in definitions(_source(mention)))
    yield from _of_body(grounds.body)


@lru_cache(maxsize=8)
def _of_body(body: str) -> tuple[Placed, ...]:
    return tuple((definition, f"the text (“{_excerpt(body, definition.span)}”)") for definition in definitions(body))


def _excerpt(body: str, span: Span) -> str:
    start = max(0, span[0] - _SHOWN // 2)
    return " ".join(body[start : span[1] + _SHOWN].split())


def _source(mention: Mention) -> str:
    return " ".join(sentence.source for sentence in mention.sentences)


def _at(mention: Mention) -> str:
    return f"the text at {place_of_mention(mention)}"


def _caption_at(figure: Figure) -> str:
    return f"the caption of {figure.name} ({place_of(figure)})"


def last_claim_findings(
    text: str, markup: Markup, grounds: Grounds, found: Collection[Finding] = ()
) -> Iterator[Finding]:
    """Yield a finding where the last claim of the text about the figure says otherwise: what was said before it is no
    excuse. Words that were `found` to contradict the paper are left out, as are sides: the last claim may be of another
    panel."""
    last, paragraph = _last_claim(grounds.figure)
    if last is None or paragraph is None:
        return
    whole = frozenset(finding.span for finding in _against(text, markup, grounds, paragraph) if finding.span)
    for finding in _against(text, markup, grounds, last):
        if finding.code != _SIDE and finding.span in whole and not _among(finding.span, found):
            said = f"the last that {_at(last)} says of this figure"
            message = finding.message.replace("the text about this figure", said, 1)
            yield Finding("last-claim", message, finding.span)


def _against(text: str, markup: Markup, grounds: Grounds, mention: Mention) -> Iterator[Finding]:
    """Yield what one mention has against the text. One paragraph does not contradict itself: what it says of a spike at
    a day and of one at a year is of two."""
    only = replace(grounds, figure=replace(grounds.figure, mentions=(mention,)), old="")
    return contradiction_findings(text, markup, only)


def _last_claim(figure: Figure) -> tuple[Mention | None, Mention | None]:
    """Return the last sentence that points at the figure alone, with those that go on from it, and its paragraph; None
    where the text points at it once, so that all of the text is its last claim."""
    pointing = [
        (mention, number)
        for mention in figure.mentions
        for number, sentence in enumerate(mention.sentences)
        if sentence.references and not sentence.names_others
    ]
    if len(pointing) <= 1:
        return None, None
    mention, number = pointing[-1]
    kept = [mention.sentences[number]]
    for sentence in mention.sentences[number + 1 : number + 1 + _FOLLOWING]:
        if sentence.names_others:
            break
        kept.append(sentence)
    paragraph = replace(mention, before=None, after=None, beside=None)
    return replace(paragraph, sentences=tuple(kept)), paragraph
