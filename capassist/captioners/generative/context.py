"""Which sentences of the paragraphs that mention a figure, and around them, go along with a request: the nearest ones.

Of several ways to choose them, by the words that they share with the mentions and the drawing, by the words that they
add, by both and by nearness, none found more of the words of true captions than nearness (benchmarks/requests.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from capassist.model import CaptionRequest, Mention
from capassist.text.words import sentences

LONGEST_CONTEXT = 1_100  # characters
LONGEST_MENTIONS = 2_500  # characters of all paragraphs that mention a figure; three of four figures have fewer
_LEFT_OUT = "…"
_BRIEF = 15  # words of an author's usual caption below which no sentence of an abstract helps


def sentences_around(request: CaptionRequest) -> list[str]:
    """Return the sentences of the two paragraphs on each side of the mentions that are nearest to one, as many as fit
    in LONGEST_CONTEXT, in the order of the paper; where there is room left and captions are not brief, of the
    abstract."""
    mentions = request.figure.mentions
    sent = {sentence.text for mention in mentions for sentence in mention.sentences}
    nearest = [*_in_turn([_by_distance(mention) for mention in mentions]), *_of_abstract(request)]
    chosen, room = set[str](), LONGEST_CONTEXT
    for sentence in dict.fromkeys(nearest):
        if sentence not in sent and len(sentence) <= room:
            chosen.add(sentence)
            room -= len(sentence) + 1
    return [sentence for sentence in dict.fromkeys(_in_order(request)) if sentence in chosen]


def shortened_mentions(paragraphs: Sequence[Sequence[tuple[str, bool]]]) -> list[str]:
    """Return paragraphs that together have about LONGEST_MENTIONS characters, with marks where sentences are left out.

    Each is given as its sentences, with whether one mentions the figure: of those the first stays in any case, and
    others come in the order of their distance to one.
    """
    places = [
        (distance, number, place)
        for number, paragraph in enumerate(paragraphs)
        for place, distance in enumerate(_distances([mentions for _, mentions in paragraph]))
    ]
    kept, room = set[tuple[int, int]](), LONGEST_MENTIONS
    for _, number, place in sorted(places):
        length = len(paragraphs[number][place][0])
        if length <= room or not kept:
            kept.add((number, place))
            room -= length + 1
    return [
        _with_gaps([text if (number, place) in kept else "" for place, (text, _) in enumerate(paragraph)])
        for number, paragraph in enumerate(paragraphs)
    ]


def _distances(mentions: Sequence[bool]) -> list[int]:
    """Return for each sentence of a paragraph how many sentences away the nearest one is that mentions the figure."""
    found = [place for place, here in enumerate(mentions) if here] or [0]
    return [min(abs(place - other) for other in found) for place in range(len(mentions))]


def _with_gaps(sentences: Iterable[str]) -> str:
    """Return the sentences that are not empty, with a mark for each run of empty ones."""
    marked = (sentence or _LEFT_OUT for sentence in sentences)
    return " ".join(text for text, same in groupby(marked) for text in ([text] if text == _LEFT_OUT else same))


def _by_distance(mention: Mention) -> list[str]:
    """Return the sentences around a paragraph, the nearest first."""
    return [*_in_turn([_sentences(mention.before)[::-1], _sentences(mention.after)])]


def _in_turn(lists: list[list[str]]) -> Iterator[str]:
    for places in zip_longest(*lists):
        yield from filter(None, places)


def _in_order(request: CaptionRequest) -> Iterator[str]:
    yield from _of_abstract(request)
    for mention in request.figure.mentions:
        yield from (*_sentences(mention.before), *_sentences(mention.after))


def _of_abstract(request: CaptionRequest) -> list[str]:
    style = request.profile.style
    is_brief = style is not None and style.median_words < _BRIEF
    return [] if is_brief or not request.abstract else [*sentences(request.abstract)]


def _sentences(text: str | None) -> list[str]:
    return [sentence for paragraph in (text or "").splitlines() for sentence in sentences(paragraph)]
