"""Which captions fall out of the form that the paper's other captions have in common."""

from collections.abc import Iterable, Iterator

from capassist.model import Draft, Figure, Finding, Style
from capassist.profile.ranking import has_caption
from capassist.profile.style import measure_style
from capassist.text.language import language_of

FEWEST = 5  # other captions that a form is read from; of fewer, one author's habit looks like the paper's
_TRAITS = {"opening": "opens with", "tense": "is in the"}  # active or passive is told by each panel's verb
_MUCH = 2  # times the longest of the others, or the shortest this many times its length


def form_findings(draft: Draft, figure: Figure) -> Iterator[Finding]:
    """Yield a finding for each trait in which a written caption differs from nearly all others of the paper (four of
    five at least): how it opens, its tense, whether it says "we", its length. All but the length is told of English
    captions only, beside others in English."""
    others = [other for other in draft.figures if has_caption(other) and other.id != figure.id]
    own, common = measure_style([figure]), measure_style(others)
    if own is None or common is None or len(others) < FEWEST:
        return
    english = _in_english(others, draft)
    if len(english) >= FEWEST and _in_english([figure], draft):
        form = measure_style(english) or common
        yield from _traits(own, form)
        yield from _person(own, form)
    yield from _lengths(own, common)


def _in_english(figures: Iterable[Figure], draft: Draft) -> list[Figure]:
    return [figure for figure in figures if _language(figure, draft) == "en"]


def _language(figure: Figure, draft: Draft) -> str | None:
    """Return the language of a caption, or of the paper where it is too short to tell."""
    return language_of(figure.caption or "") or language_of(draft.manuscript.body)


def _traits(own: Style, common: Style) -> Iterator[Finding]:
    for trait, said in _TRAITS.items():
        here, there = getattr(own, trait), getattr(common, trait)
        if here and there and here != there and trait not in common.unsure:
            yield Finding("form", f"The caption {said} {here}; of the paper's others nearly all have {there}.")


def _person(own: Style, common: Style) -> Iterator[Finding]:
    here, there = own.voice == "we", common.voice == "we"
    if own.voice and common.voice and here != there and "voice" not in common.unsure:
        says, do = ("says “we”", "do not") if here else ("does not say “we”", "do")
        yield Finding("form", f"The caption {says}; of the paper's others nearly all {do}.")


def _lengths(own: Style, common: Style) -> Iterator[Finding]:
    words = own.median_words
    if words > _MUCH * common.longest:
        yield Finding("form", f"The caption has {words} words; the longest of the paper's others has {common.longest}.")
    elif words * _MUCH < common.shortest:
        yield Finding(
            "form", f"The caption has {words} words; the shortest of the paper's others has {common.shortest}."
        )
