"""The shape of the author's captions: length, period, panels, title."""

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median_low

from capassist.model import Figure, Style
from capassist.text.words import sentences, words

# Forms of panel labels, in the order they are tried on a caption.
_PANEL_FORMS = (
    ("(a)", re.compile(r"(?<!\w)\([a-h](?:[,–-]\s?[a-h])*\)")),
    ("(A)", re.compile(r"(?<!\w)\([A-H](?:[,–-]\s?[A-H])*\)")),
    ("a)", re.compile(r"(?<![\w(])a\).*(?<![\w(])b\)", re.DOTALL)),
    ("A)", re.compile(r"(?<![\w(])A\).*(?<![\w(])B\)", re.DOTALL)),
    (
        "left/right",
        re.compile(
            r"\b(?:left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b(?:[- ]hand)?[)\]]?(?::| (?:panels?|columns?|rows?|figures?|plots?)\b)"
            r"|[(\[](?:left|right|top|bottom|upper|lower)\b",
            re.IGNORECASE,
        ),
    ),
)
_BOLD_PANEL = re.compile(
    r"\\textbf\s*\{\s*(?P<label>\(?[A-Ha-h](?:[,–-]+\s?[A-Ha-h])*\)?)\s*[.:,]?\s*\}"
    r"|\{\s*\\(?:bf|bfseries)\s+(?P<old>\(?[A-Ha-h]\)?)\s*[.:,]?\s*\}"
)
# A caption's first sentence with one of these is a statement; without any of them it is a title.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|may|will|do|does|we|shows?|showed|illustrates?|depicts?|presents?|displays?|"
    r"plots?|indicates?|represents?|corresponds?|denotes?|compares?|marks?|gives?|contains?|ist|sind|zeigt|zeigen|wird|werden|"
    r"est|sont|montre|es|son|muestra|é|são|mostra)\b",
    re.IGNORECASE,
)


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
    return Style(
        captions=len(captions),
        median_words=median_low(lengths),
        shortest=min(lengths),
        longest=max(lengths),
        final_period=_mostly(caption.endswith((".", "。")) for caption in captions),
        panel_form=form,
        panel_bold=bold,
        title_sentence=_mostly(_has_title(caption) for caption in captions),
    )


def _panel_habit(figures: list[Figure]) -> tuple[str | None, bool]:
    """Return the commonest form of panel labels and whether they are bold there."""
    found = [(form, bold) for figure in figures for form, bold in [_panel_form(figure)] if form]
    if not found:
        return None, False
    form = Counter(form for form, _ in found).most_common(1)[0][0]
    return form, _mostly(bold for other, bold in found if other == form)


def _panel_form(figure: Figure) -> tuple[str | None, bool]:
    bold = _BOLD_PANEL.search(figure.caption_source or "")
    for form, pattern in _PANEL_FORMS:
        if pattern.search(figure.caption or ""):
            return form, bold is not None
    if bold:  # "\textbf{a} …" has nothing but its weight to tell it from a word
        label = (bold["label"] or bold["old"]).strip("()")
        return ("a" if label.islower() else "A"), True
    return None, False


def _has_title(caption: str) -> bool:
    parts = sentences(caption)
    return len(parts) > 1 and not _FINITE.search(parts[0])


def _mostly(habits: Iterable[bool]) -> bool:
    observed = list(habits)
    return 2 * sum(observed) >= len(observed) > 0
