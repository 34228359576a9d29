"""All that is known of how the author writes captions, to be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from capassist.model import Draft, Figure, Profile, StandingRules
from capassist.profile.features import Feature, measure_features
from capassist.profile.lexicon import characteristic_words, spelled_terms
from capassist.profile.ranking import ENOUGH_CAPTIONS, ImageHasher, Profiles, has_caption, own_captions, unseen
from capassist.profile.similarity import terms
from capassist.text.words import words

_NAMES = {  # of the fields of Style that the author may set
    "median_words": "length", "title_sentence": "title sentence", "panel_form": "panel labels",
    "panel_bold": "bold panel labels",
    "final_period": "final period", "figure_word": "other figures", "takeaway": "message",
    "most_words": "at most",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StyleSummary:
    """The features with what they rest on, the author's words and terms, the rules, and the profile of each figure
    asked about."""

    draft: Draft
    captions: int  # of the draft
    earlier: int  # captions of earlier papers that count too
    left_out: tuple[str, ...]  # the figures whose captions stand as a program drafted them
    features: tuple[Feature, ...]
    words: tuple[str, ...]
    spellings: tuple[str, ...]
    rules: StandingRules
    profiles: tuple[tuple[Figure, Profile], ...]


def summarize_style(
    draft: Draft, figures: Iterable[Figure], size: int, image_hash: ImageHasher = unseen
) -> StyleSummary:
    """Return what the draft, its own file and the library say of the author's captions."""
    own = own_captions(draft)
    earlier = [f for paper in draft.author.earlier for f in paper.figures] if len(own) < ENOUGH_CAPTIONS else []
    captions = [terms(words(figure.caption or "")) for figure in (*own, *earlier)]
    profiles = Profiles(draft, image_hash)
    return StyleSummary(
        draft,
        len(own),
        len(earlier),
        tuple(figure.id for figure in draft.figures if figure.id in draft.author.drafted and has_caption(figure)),
        _with_wishes(measure_features([*own, *earlier]), draft),
        characteristic_words(draft, captions),
        spelled_terms(draft),
        draft.author.rules,
        tuple((figure, profiles.of(figure, size)) for figure in figures),
    )


def _with_wishes(features: tuple[Feature, ...], draft: Draft) -> tuple[Feature, ...]:
    found = {feature.name: feature for feature in features}
    for field, value in draft.author.style:
        name = _NAMES.get(field, field)
        shown = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        shown = f"{shown} words" if name == "length" else shown
        found[name] = Feature(name, shown, 0, 0, source="capassist.toml")
    return tuple(found.values())
