"""Which of the author's other figures a draft should imitate.

Figures of the target's type come first: with four models, a profile figure of the same type brought drafts closest to
what the author wrote (Ng et al., "LaMP-Cap", 2025, table 2). Within a type the text around the figures decides, then
their distance in the paper. A figure without a caption never helps (table 6 there), and the target's own caption is
never looked at.
"""

from collections.abc import Callable
from dataclasses import replace

from capassist.model import Draft, EarlierPaper, Figure, Profile, ProfileFigure
from capassist.profile.lexicon import characteristic_words
from capassist.profile.similarity import Vector, cosine, shared_terms, surroundings, terms, vectors
from capassist.profile.style import measure_style, with_wishes
from capassist.text.words import words

_ALIKE = 0.1  # below this cosine, shared words are chance and no reason to give
_NAMED_TERMS = 3
_BITS = 64
_HASHES_ALIKE = 0.4  # 51 of 64 bits are the same
ImageHasher = Callable[[Figure], int | None]
_NO_REASON = "another caption of the paper"
ENOUGH_CAPTIONS = 3  # of the draft itself; LaMP-Cap's profiles have up to three, and the third adds little (table 1)


def unseen(_: Figure) -> None:
    """Know no figure's look."""


def build_profile(draft: Draft, target: Figure, size: int, image_hash: ImageHasher = unseen) -> Profile:
    """Return the `size` best figures to imitate for the target, best first, and the style of all the author's captions.

    `look` gives the 64 bits of a figure's perceptual hash, or None. Where the draft has too few captions, those of the
    author's earlier papers follow its own, and count for the style too.
    """
    own = [figure for figure in draft.figures if figure.id != target.id and has_caption(figure)]
    chosen = _ranked(draft, target, own, image_hash)
    earlier = _earlier(draft, target) if len(own) < ENOUGH_CAPTIONS else []
    measured = [*own, *(found.figure for found in earlier)]
    style = measure_style(measured)
    if style:
        style = replace(style, vocabulary=characteristic_words(draft, measured))
    return Profile(figures=tuple([*chosen, *earlier][: max(size, 0)]), style=with_wishes(style, draft))


def _earlier(draft: Draft, target: Figure) -> list[ProfileFigure]:
    """Return the figures of earlier papers, the likest first: those of the target's type before others."""
    found = [
        replace(ranked, paper=paper.name, reason=_reason_there(ranked, paper))
        for paper in draft.author.earlier
        for ranked in _ranked(draft, target, list(paper.figures))
    ]
    return sorted(found, key=lambda ranked: (not _same_type(target, ranked.figure), -ranked.similarity))


def _reason_there(ranked: ProfileFigure, paper: EarlierPaper) -> str:
    named = f"your earlier paper {paper.name}"
    return f"a caption of {named}" if ranked.reason == _NO_REASON else f"{ranked.reason}, in {named}"


def has_caption(figure: Figure) -> bool:
    """Return whether it is a figure whose caption the author has written."""
    return figure.kind == "figure" and figure.state == "written" and bool(figure.caption and figure.caption.strip())


def _ranked(
    draft: Draft, target: Figure, others: list[Figure], image_hash: ImageHasher = unseen
) -> list[ProfileFigure]:
    places = {figure.id: place for place, figure in enumerate(draft.figures)}
    here = places.get(target.id, 0)
    about, *around = vectors(
        [surroundings(target), *([*surroundings(f), *terms(words(f.caption or ""))] for f in others)]
    )
    rated = [(figure, vector, cosine(about, vector)) for figure, vector in zip(others, around, strict=True)]
    if all(near < _ALIKE for _, _, near in rated):  # the text says nothing of the target
        rated = [(f, {}, _look_alike(target, f, image_hash)) for f, _, _ in rated]
    rated.sort(key=lambda r: (not _same_type(target, r[0]), -round(r[2], 6), abs(places.get(r[0].id, here) - here)))
    return [ProfileFigure(f, _reason(target, f, about, vector, near), near) for f, vector, near in rated]


def _look_alike(target: Figure, figure: Figure, image_hash: ImageHasher) -> float:
    """Return how alike two pictures are: 1 for the same, 0 where half of the bits differ, as they do by chance, or one
    is not known."""
    one, other = image_hash(target), image_hash(figure)
    if one is None or other is None:
        return 0.0
    return max(0.0, 1 - (one ^ other).bit_count() / (_BITS / 2))


def _same_type(target: Figure, figure: Figure) -> bool:
    return target.type is not None and target.type != "other" and target.type == figure.type


def _reason(target: Figure, figure: Figure, about: Vector, around: Vector, similarity: float) -> str:
    if _same_type(target, figure):
        article = "an" if str(figure.type)[0] in "aeiou" else "a"
        return f"{article} {figure.type} too"
    if {mention.text for mention in target.mentions} & {mention.text for mention in figure.mentions}:
        return "the same paragraph is about both"
    shared = shared_terms(about, around, _NAMED_TERMS)
    if similarity >= _ALIKE and shared:
        return f"its paragraphs share the words {', '.join(shared)}"
    return "its picture looks alike" if similarity >= _HASHES_ALIKE and not around else _NO_REASON
