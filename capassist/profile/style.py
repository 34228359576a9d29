"""The shape of the author's captions, as a captioner uses it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from statistics import median_low
from typing import Any

from capassist.model import Draft, Figure, Style
from capassist.profile.features import habit, has_title
from capassist.profile.panels import panel_form
from capassist.text.words import words


def measure_style(figures: Iterable[Figure]) -> Style | None:
    """Return the shape that the captions of these figures have in common, or None when none has a caption.

    A habit (final period, panel form, title sentence) is what at least half of the captions concerned do.
    """
    captioned = [figure for figure in figures if figure.caption and figure.caption.strip()]
    if not captioned:
        return None
    captions = [(figure.caption or "").strip() for figure in captioned]
    lengths = [len(words(caption)) for caption in captions]
    form, bold = _panel_habit(captioned)
    habits: dict[str, Any] = {
        "opening": habit("opening", captioned),
        "tense": habit("tense", captioned),
        "voice": habit("voice", captioned),
    }
    return Style(
        captions=len(captions),
        median_words=median_low(lengths),
        shortest=min(lengths),
        longest=max(lengths),
        final_period=_mostly(caption.endswith((".", "。")) for caption in captions),
        panel_form=form,
        panel_bold=bold,
        title_sentence=_mostly(has_title(caption) for caption in captions),
        figure_word=habit("other figures", captioned),
        colours=habit("colours", captioned) == "named",
        takeaway=habit("message", captioned) == "takeaway",
        **habits,
    )


def with_wishes(style: Style | None, draft: Draft) -> Style | None:
    """Return the style with what the author set in the draft's own file; from that alone where nothing could be
    measured."""
    if not draft.author.style:
        return style
    known = {field.name for field in fields(Style)}
    request: dict[str, Any] = {name: value for name, value in draft.author.style if name in known}
    usual = request.get("median_words", style.median_words if style else 25)
    base = style or Style(captions=0, median_words=usual, shortest=usual, longest=usual, final_period=True)
    return replace(base, **request, shortest=min(base.shortest, usual), longest=max(base.longest, usual))


def _panel_habit(figures: Sequence[Figure]) -> tuple[str | None, bool]:
    """Return the commonest form of panel labels and whether they are bold there."""
    found = [(form, bold) for figure in figures for form, bold in [panel_form(figure)] if form]
    if not found:
        return None, False
    form = Counter(form for form, _ in found).most_common(1)[0][0]
    return form, _mostly(bold for other, bold in found if other == form)


def _mostly(habits: Iterable[bool]) -> bool:
    observed = list(habits)
    return 2 * sum(observed) >= len(observed) > 0
