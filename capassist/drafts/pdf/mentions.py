"""Mentions: the paragraphs of the body that refer to a figure, and where they do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from capassist import model
from capassist.drafts.pdf.prose import Paragraph
from capassist.model import Mention, Sentence
from capassist.text.back_matter import is_back_matter
from capassist.text.float_references import FloatReference, references
from capassist.text.words import sentence_spans

Key = tuple[str, str, str]  # kind, series and number of a figure


def mentions_of(paragraphs: Iterable[Paragraph], figures: Iterable[Key]) -> dict[Key, list[Mention]]:
    """Return the mentions of each figure, in reading order; none from who did what, thanks and the like."""
    known = set(figures)
    found: dict[Key, list[Mention]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.section and is_back_matter(paragraph.section):
            continue
        text = paragraph.text
        named = [(reference, _keys(reference, known)) for reference in _references(text, known)]
        for key in dict.fromkeys(key for _, keys in named for key in keys):
            sentences = tuple(_sentences(text, named, key))
            found[key].append(Mention(text, sentences, section=paragraph.section, page=paragraph.page))
    return found


def references_of(paragraphs: Iterable[Paragraph], ids: Mapping[Key, str], file: str) -> Iterator[model.Reference]:
    """Yield where the text names figures, in reading order, with the page that its paragraph begins on for a line.

    `ids` are the figures' ids by key.
    """
    known = set(ids)
    for paragraph in paragraphs:
        for reference in _references(paragraph.text, known):
            figures = tuple(ids[key] for key in _keys(reference, known))
            text = paragraph.text[slice(*reference.span)]
            yield model.Reference(reference.numbers, figures, text, model.Source(file, paragraph.page))


def _references(text: str, known: set[Key]) -> Iterator[FloatReference]:
    """Yield the references to figures, and to what else has mentions."""
    kinds = {"figure", *(kind for kind, _, _ in known)}
    numbers = {number for _, _, number in known}
    return (reference for reference in references(text, numbers) if reference.kind in kinds)


def _keys(reference: FloatReference, known: set[Key]) -> tuple[Key, ...]:
    """Return the figures that a reference names. One without "Supplementary" may still point there when no other has its number."""
    keys = []
    for number in reference.numbers:
        same = (key for key in known if (key[0], key[2]) == (reference.kind, number))
        options = [(reference.kind, reference.series, number), *same]
        keys += [key for key in options if key in known][:1]
    return tuple(dict.fromkeys(keys))


def _sentences(text: str, named: list[tuple[FloatReference, tuple[Key, ...]]], key: Key) -> Iterable[Sentence]:
    for start, end in sentence_spans(text):
        here = [(reference, keys) for reference, keys in named if start <= reference.span[0] < end]
        spans = tuple((r.span[0] - start, min(r.span[1], end) - start) for r, keys in here if key in keys)
        others = any(set(keys) - {key} for _, keys in here)
        yield Sentence(text[start:end], text[start:end], spans, others)
