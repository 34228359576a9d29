"""Which captions fall out of the form that the paper's other captions have in common."""

from collections.abc import Iterator

from capassist.model import Draft, Figure, Finding, Style
from capassist.profile.ranking import has_caption
from capassist.profile.style import measure_style

FEWEST = 5  # other captions that a form is read from; of fewer, one author's habit looks like the paper's
_TRAITS = {"opening": "opens with", "tense": "is in the", "voice": "is in the voice"}
_MUCH = 2  # times the longest of the others, or the shortest this many times its length


def form_findings(draft: Draft, figure: Figure) -> Iterator[Finding]:
    """Yield a finding for each trait in which a written caption differs from nearly all others of the paper (four of
    five at least): how it opens, its tense and voice, its length."""
    others = [other for other in draft.figures if has_caption(other) and other.id != figure.id]
    own, common = measure_style([figure]), measure_style(others)
    if own is None or common is None or len(others) < FEWEST:
        return
    yield from _traits(own, common)
    yield from _lengths(own, common)


def _traits(own: Style, common: Style) -> Iterator[Finding]:
    for trait, said in _TRAITS.items():
        here, there = getattr(own, trait), getattr(common, trait)
        if here and there and here != there and trait not in common.unsure:
            yield Finding("form", f"The caption {said} {here}; of the paper's others nearly all have {there}.")


def _lengths(own: Style, common: Style) -> Iterator[Finding]:
    words = own.median_words
    if words > _MUCH * common.longest:
        yield Finding("form", f"The caption has {words} words; the longest of the paper's others has {common.longest}.")
    elif words * _MUCH < common.shortest:
        yield Finding(
            "form", f"The caption has {words} words; the shortest of the paper's others has {common.shortest}."
        )
