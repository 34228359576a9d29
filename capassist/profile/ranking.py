"""Which of the author's other figures a draft should imitate.

Figures of the target's type come first: with four models, a profile figure of the same type brought drafts closest to
what the author wrote (Ng et al., "LaMP-Cap", 2025, table 2). Within a type the text around the figures decides, then
their distance in the paper. A figure without a caption never helps (table 6 there), and the target's own caption is
never looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from capassist.model import Draft, EarlierPaper, Figure, Profile, ProfileFigure
from capassist.profile.lexicon import characteristic_words
from capassist.profile.similarity import Vector, Weights, cosine, shared_terms, surroundings, terms
from capassist.profile.style import Shape, common_style, shape_of, with_wishes
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


@dataclass(frozen=True, slots=True)
class _Author:
    """A figure with a caption of the author's, and what is known of it before any target."""

    figure: Figure
    place: int  # in its paper
    vector: Vector
    terms: tuple[str, ...]  # of the caption
    shape: Shape | None


class _Captioned:
    """The figures of one paper that can be imitated.

    Its terms weigh by the text around all figures, and never by captions: a target's own is not looked at.
    """

    def __init__(self, every: Sequence[Figure], figures: Sequence[Figure]) -> None:
        self.places = {figure.id: place for place, figure in enumerate(every)}
        around = {figure.id: surroundings(figure) for figure in every}
        self.weights = Weights(list(around.values()))
        self.figures = [self._known(figure, around[figure.id]) for figure in figures]

    def _known(self, figure: Figure, around: list[str]) -> _Author:
        said = tuple(terms(words(figure.caption or "")))
        vector = self.weights.vector([*around, *said])
        return _Author(figure, self.places[figure.id], vector, said, shape_of(figure))


class Profiles:
    """The profiles of a draft's figures. What does not depend on the target is found once."""

    def __init__(self, draft: Draft, image_hash: ImageHasher = unseen) -> None:
        """`image_hash` gives the 64 bits of a figure's perceptual hash, or None."""
        self._draft = draft
        self._image_hash = image_hash

    @cached_property
    def _own(self) -> _Captioned:
        return _Captioned(self._draft.figures, own_captions(self._draft))

    @cached_property
    def _earlier(self) -> tuple[tuple[EarlierPaper, _Captioned], ...]:
        return tuple((paper, _Captioned(paper.figures, paper.figures)) for paper in self._draft.author.earlier)

    def of(self, target: Figure, size: int) -> Profile:
        """Return the `size` best figures to imitate, best first, and the style of all the author's captions.

        Where the draft has too few captions, those of the author's earlier papers follow its own, and count for
        the style too.
        """
        measured = [known for known in self._own.figures if known.figure.id != target.id]
        chosen = _ranked(target, self._own, size, self._image_hash)
        if len(measured) < ENOUGH_CAPTIONS:
            chosen += self._of_earlier(target)
            measured += [known for _, paper in self._earlier for known in paper.figures]
        style = common_style([known.shape for known in measured if known.shape])
        if style:
            style = replace(style, vocabulary=characteristic_words(self._draft, [known.terms for known in measured]))
        return Profile(figures=tuple(chosen[: max(size, 0)]), style=with_wishes(style, self._draft))

    def _of_earlier(self, target: Figure) -> list[ProfileFigure]:
        """Return the figures of earlier papers, the likest first: those of the target's type before others."""
        found = [
            replace(ranked, paper=paper.name, reason=_reason_there(ranked, paper))
            for paper, captioned in self._earlier
            for ranked in _ranked(target, captioned, len(captioned.figures))
        ]
        return sorted(found, key=lambda ranked: (not _same_type(target, ranked.figure), -ranked.similarity))


def build_profile(draft: Draft, target: Figure, size: int, image_hash: ImageHasher = unseen) -> Profile:
    """Return the profile of one figure, as `Profiles` does."""
    return Profiles(draft, image_hash).of(target, size)


def _reason_there(ranked: ProfileFigure, paper: EarlierPaper) -> str:
    named = f"your earlier paper {paper.name}"
    return f"a caption of {named}" if ranked.reason == _NO_REASON else f"{ranked.reason}, in {named}"


def own_captions(draft: Draft) -> list[Figure]:
    """Return the draft's figures whose captions may be imitated: all that are written, by one person where one was
    named, without those that stand as a program drafted them."""
    left_out = draft.author.foreign | draft.author.drafted
    return [figure for figure in draft.figures if has_caption(figure) and figure.id not in left_out]


def has_caption(figure: Figure) -> bool:
    """Return whether it is a figure whose caption the author has written."""
    return figure.kind == "figure" and figure.state == "written" and bool(figure.caption and figure.caption.strip())


def _ranked(target: Figure, captioned: _Captioned, size: int, image_hash: ImageHasher = unseen) -> list[ProfileFigure]:
    """Return the `size` best of a paper's figures for the target."""
    here = captioned.places.get(target.id, 0)
    about = captioned.weights.vector(surroundings(target))
    rated = [
        (known, known.vector, cosine(about, known.vector))
        for known in captioned.figures
        if known.figure.id != target.id
    ]
    if all(near < _ALIKE for _, _, near in rated):  # the text says nothing of the target
        rated = [(known, {}, _look_alike(target, known.figure, image_hash)) for known, _, _ in rated]
    rated.sort(key=lambda r: (not _same_type(target, r[0].figure), -round(r[2], 6), abs(r[0].place - here)))
    return [
        ProfileFigure(known.figure, _reason(target, known.figure, about, vector, near), near)
        for known, vector, near in rated[: max(size, 0)]
    ]


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
