"""Mentions: the paragraphs of the body that refer to a figure, and where they do."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from capassist import model
from capassist.drafts.pdf.captions import Key, stem
from capassist.drafts.pdf.prose import Paragraph
from capassist.model import Mention, Sentence
from capassist.text.asides import with_asides
from capassist.text.back_matter import is_back_matter
from capassist.text.float_references import FloatReference, references
from capassist.text.words import sentence_spans

# What makes a figure another paper's: "Figure 2 of Smith et al. (2013)", "Fig. 3 in [4]".
_OTHERS = re.compile(
    r"\s*\)?\s*(?:of|in|from|by|von|aus|de|di)\s+(?:\[\d|[Rr]efs?\b\.?\s*\[?\d"
    r"|[^\W\d_a-z][\w'’-]+(?:\s+(?:and|&|und|y|et|e)\s+[^\W\d_a-z][\w'’-]+)?,?\s+(?:et\s+al\b|[(\[]\d{4}))"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A paragraph that names floats by number, and the expressions that do."""

    paragraph: Paragraph
    references: tuple[FloatReference, ...]


def namings_of(paragraphs: Iterable[Paragraph], known: Container[str]) -> list[Naming]:
    """Return the paragraphs that name floats of this paper. `known` are the numbers of its floats."""
    found = []
    for paragraph in paragraphs:
        named = tuple(
            reference
            for reference in references(paragraph.text, known)
            if not _OTHERS.match(paragraph.text, reference.span[1])
        )
        if named:
            found.append(Naming(paragraph, named))
    return found


def mentions_of(namings: Iterable[Naming], figures: Collection[Key]) -> dict[Key, list[Mention]]:
    """Return the mentions of each figure, in reading order; none from who did what, thanks and the like."""
    found: dict[Key, list[Mention]] = defaultdict(list)
    for naming in namings:
        paragraph = naming.paragraph
        if any(is_back_matter(title) for title in (paragraph.section, paragraph.heading) if title):
            continue
        named = list(_resolved(naming, figures))
        for key in dict.fromkeys(key for _, keys in named for key in keys):
            sentences = tuple(_sentences(paragraph.text, named, key))
            found[key].append(
                Mention(
                    paragraph.text,
                    sentences,
                    section=paragraph.section,
                    page=paragraph.page,
                    heading=paragraph.heading,
                )
            )
    return found


def references_of(namings: Iterable[Naming], ids: Mapping[Key, str], file: str) -> Iterator[model.Reference]:
    """Yield where the text names figures, in reading order, with the page that its paragraph begins on for a line.

    `ids` are the figures' ids by key.
    """
    for naming in namings:
        for reference, keys in _resolved(naming, ids):
            figures = tuple(ids[key] for key in keys)
            text = naming.paragraph.text[slice(*reference.span)]
            yield model.Reference(reference.numbers, figures, text, model.Source(file, naming.paragraph.page))


def _resolved(naming: Naming, known: Collection[Key]) -> Iterator[tuple[FloatReference, tuple[Key, ...]]]:
    """Yield the references to figures, and to what else has mentions, with the floats that each names."""
    kinds = {"figure", *(kind for kind, _, _ in known)}
    for reference in naming.references:
        if reference.kind in kinds:
            yield reference, _keys(reference, naming.paragraph.text[slice(*reference.span)], known)


def _keys(reference: FloatReference, written: str, known: Collection[Key]) -> tuple[Key, ...]:
    """Return the figures that a reference names. One without "Supplementary" may still point there when no other has
    its number.

    Where a paper counts "Imagen 1" and "Gráfico 1" apart, the word written decides.
    """
    stems = {stem(word) for word in written.split()}
    keys = []
    for number in reference.numbers:
        same = [key for key in known if (key[0], key[2]) == (reference.kind, number)]
        worded = [key for key in same if key[1] in stems]
        options = [*worded, (reference.kind, reference.series, number), *same]
        keys += [key for key in options if key in known][:1]
    return tuple(dict.fromkeys(keys))


def _sentences(text: str, named: Sequence[tuple[FloatReference, tuple[Key, ...]]], key: Key) -> Iterable[Sentence]:
    spans = list(sentence_spans(text))
    for start, end in with_asides(text, spans, [reference.span for reference, _ in named]):
        here = [(reference, keys) for reference, keys in named if start <= reference.span[0] < end]
        pointing = tuple((r.span[0] - start, min(r.span[1], end) - start) for r, keys in here if key in keys)
        others = any(set(keys) - {key} for _, keys in here)
        yield Sentence(text[start:end], text[start:end], pointing, others)
