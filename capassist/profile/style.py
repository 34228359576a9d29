"""The shape of the author's captions, as a captioner uses it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from statistics import median_low
from typing import Any

from capassist.model import Draft, Figure, Style
from capassist.profile.features import has_title, value_of
from capassist.text.panels import label_form
from capassist.text.words import words

_SURE = 0.8  # of the captions; a trait of fewer is none
_HABITS = ("opening", "tense", "voice", "other figures", "colours", "message")


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of one caption: what a style is made of, measured once for the profiles of all other figures."""

    words: int
    final_period: bool
    title_sentence: bool
    panel_form: str | None
    panel_bold: bool
    habits: Mapping[str, str]  # by the name of the feature, those that the caption has


def shape_of(figure: Figure) -> Shape | None:
    """Return the shape of a figure's caption; None where it has none."""
    caption = (figure.caption or "").strip()
    if not caption:
        return None
    form, bold = label_form(caption, figure.caption_latex or "")
    values = {name: value_of(name, figure) for name in _HABITS}
    return Shape(
        words=len(words(caption)),
        final_period=caption.endswith((".", "。")),
        title_sentence=has_title(caption),
        panel_form=form,
        panel_bold=bold,
        habits={name: value for name, value in values.items() if value is not None},
    )


def measure_style(figures: Iterable[Figure]) -> Style | None:
    """Return the shape that the captions of these figures have in common, or None when none has a caption."""
    return common_style([shape for figure in figures if (shape := shape_of(figure))])


def common_style(shapes: Sequence[Shape]) -> Style | None:
    """Return what these captions have in common, or None when there are none.

    A habit (final period, panel form, title sentence) is what at least half of the captions concerned do.
    """
    if not shapes:
        return None
    lengths = [shape.words for shape in shapes]
    form, bold = _panel_habit(shapes)
    habits: dict[str, Any] = {name: _commonest(name, shapes) for name in ("opening", "tense", "voice")}
    return Style(
        captions=len(shapes),
        median_words=median_low(lengths),
        shortest=min(lengths),
        longest=max(lengths),
        final_period=_mostly(shape.final_period for shape in shapes),
        panel_form=form,
        panel_bold=bold,
        title_sentence=_mostly(shape.title_sentence for shape in shapes),
        figure_word=_commonest("other figures", shapes),
        colours=_commonest("colours", shapes) == "named",
        takeaway=_commonest("message", shapes) == "takeaway",
        unsure=_unsure(shapes),
        **habits,
    )


def _unsure(shapes: Sequence[Shape]) -> tuple[str, ...]:
    """Return the traits whose commonest value fewer than four of five captions have: of these nothing can be said.

    A caption without a verb has no tense and no voice, and speaks against both. How panels and other figures are called
    is measured on the captions that name any.
    """
    values: dict[str, list[object]] = {
        "final_period": [shape.final_period for shape in shapes],
        "title_sentence": [shape.title_sentence for shape in shapes],
        **{name: [shape.habits.get(name) for shape in shapes] for name in ("opening", "tense", "voice", "colours")},
        "takeaway": [shape.habits.get("message") for shape in shapes],
        "figure_word": list(filter(None, (shape.habits.get("other figures") for shape in shapes))),
        "panel_form": list(filter(None, (shape.panel_form for shape in shapes))),
    }
    return tuple(name for name, seen in values.items() if _is_divided(seen))


def _is_divided(seen: Sequence[object]) -> bool:
    """Tell whether fewer than four of five values are the same one."""
    return bool(seen) and Counter(seen).most_common(1)[0][1] < _SURE * len(seen)


def with_wishes(style: Style | None, draft: Draft) -> Style | None:
    """Return the style with what the author set in the draft's own file; from that alone where nothing could be
    measured."""
    if not draft.author.style:
        return style
    known = {field.name for field in fields(Style)}
    request: dict[str, Any] = {name: value for name, value in draft.author.style if name in known}
    usual = request.get("median_words", style.median_words if style else 25)
    base = style or Style(captions=0, median_words=usual, shortest=usual, longest=usual, final_period=True)
    request["unsure"] = tuple(trait for trait in base.unsure if trait not in request)
    return replace(base, **request, shortest=min(base.shortest, usual), longest=max(base.longest, usual))


def _panel_habit(shapes: Sequence[Shape]) -> tuple[str | None, bool]:
    """Return the commonest form of panel labels and whether they are bold there."""
    forms = Counter(shape.panel_form for shape in shapes if shape.panel_form)
    if not forms:
        return None, False
    form = forms.most_common(1)[0][0]
    return form, _mostly(shape.panel_bold for shape in shapes if shape.panel_form == form)


def _commonest(name: str, shapes: Sequence[Shape]) -> str | None:
    """Return the value of a habit that most captions have, of those that are as common the first."""
    values = Counter(shape.habits[name] for shape in shapes if name in shape.habits)
    return values.most_common(1)[0][0] if values else None


def _mostly(habits: Iterable[bool]) -> bool:
    observed = list(habits)
    return 2 * sum(observed) >= len(observed) > 0
