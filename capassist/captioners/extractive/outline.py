"""A caption where no sentence tells of the figure: what is drawn in it, and what the text calls it.

What neither says is a blank. The words are those of the picture and of the paper; only the little ones between them are
added.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from capassist.captioners.drawing.labels import is_readable
from capassist.captioners.drawing.phrases import (
    MOST_NODES,
    MOST_PANELS,
    begun,
    distinct,
    listed,
    panel_phrases,
    panel_title,
    printed,
    series_names,
    words_of,
)
from capassist.captioners.drawing.words import Words
from capassist.captioners.extractive.named_phrase import NamedPhrase, best_phrase, named_phrases
from capassist.captioners.extractive.panel_places import panel_label
from capassist.captioners.extractive.salience import content
from capassist.captioners.extractive.topic import topic
from capassist.model import CaptionRequest, Drawing, Figure, PlotPanel
from capassist.text.blanks import blank, blank_spans
from capassist.text.markup import Markup, markup_of
from capassist.text.panels import LETTERS

_LETTER = re.compile(r"\(?([A-Ha-h])[).]?\Z")


@dataclass(frozen=True, slots=True)
class Outline:
    """A caption of what is drawn and of the name that the text has for it, without final period.

    `phrase` is that name, `panels` what is drawn in each lettered panel, `drawn` whether the drawing says anything.
    """

    text: str
    phrase: NamedPhrase | None
    panels: dict[str, str]
    drawn: bool


def outline(request: CaptionRequest) -> Outline | None:
    """Return the outline of a figure's caption; None where neither the drawing nor the text says anything."""
    markup, words = markup_of(request.markup), words_of(request)
    drawing = request.figure.drawing
    phrase = name_of(request.figure, markup)
    name = phrase.text if phrase else _title(drawing, markup)
    panels = lettered(request)
    if len(panels) > 1:
        return _outline_of_panels(name, phrase, panels, request)
    seen = _drawn(drawing, words, markup) if drawing else []
    if drawing and seen:
        text = _headed(name, seen, drawing, words, markup)
        return Outline(text, phrase if name and text.startswith(name) else None, {}, drawn=True)
    return Outline(name, phrase, {}, drawn=phrase is None) if name else None


def _title(drawing: Drawing | None, markup: Markup) -> str:
    title = drawing.title if drawing else None
    return printed(title, markup) if title and is_readable(title) else ""


def name_of(figure: Figure, markup: Markup) -> NamedPhrase | None:
    """Return what the text calls a figure, of a plot, whose axes are certain, only what is as certain; else what it is
    about."""
    phrase = best_phrase(named_phrases(figure, markup), figure)
    is_plot = figure.drawing is not None and bool(figure.drawing.panels)
    if phrase is None or (is_plot and not phrase.certain):
        return topic(figure)
    return phrase if len(phrase.text.split()) > 1 else topic(figure) or phrase


def _outline_of_panels(
    name: str, phrase: NamedPhrase | None, panels: dict[str, str], request: CaptionRequest
) -> Outline | None:
    """Return "Name. (a) This. (b) That" for what is drawn in lettered panels; None where all of it would be blanks."""
    style, markup = request.profile.style, markup_of(request.markup)
    drawn = not all(map(_has_blank, panels.values()))
    if not name and not drawn:
        return None
    said = [f"{panel_label(letter, style, markup)} {begun(text)}" for letter, text in panels.items()]
    is_title = bool(name) and phrase is None
    return Outline(". ".join([name, *said] if name else said), phrase, panels, drawn or is_title)


def _has_blank(phrase: str) -> bool:
    return any(blank_spans(phrase))


def lettered(request: CaptionRequest) -> dict[str, str]:
    """Return what is drawn in each panel with a letter, by the letter, a blank where that is not known.

    The letters are those printed in the drawing or those of the figure's own parts; nothing where they are not a, b, c.
    """
    markup, words = markup_of(request.markup), words_of(request)
    drawing = request.figure.drawing
    panels = drawing.panels if drawing else ()
    known = [panel for panel in panels if panel.label and _LETTER.match(panel.label)]
    said = dict(zip(map(_letter, known), panel_phrases(known, words, markup), strict=True))
    letters = _sequence(request.figure, said)
    if letters and not said and len(panels) == len(letters):
        said = dict(zip(letters, panel_phrases(panels, words, markup), strict=True))
    return {letter: said.get(letter) or blank("panel {} shows", letter, words.language) for letter in letters}


def _sequence(figure: Figure, drawn: Iterable[str]) -> list[str]:
    """Return the letters that are drawn and those of the figure's own parts, where they follow each other from a on."""
    own = {panel.label.strip("()").lower() for panel in figure.panels if panel.caption is None}
    letters = sorted(letter for letter in {*drawn, *own} if len(letter) == 1)
    return letters if len(letters) > 1 and letters == list(LETTERS[: len(letters)]) else []


def _letter(panel: PlotPanel) -> str:
    match = _LETTER.match(panel.label or "")
    return match[1].lower() if match else ""


def _drawn(drawing: Drawing, words: Words, markup: Markup) -> list[str]:
    """Return what is drawn, a phrase a panel, those without a blank first of all; nothing for a lonely title."""
    if phrases := _plotted(drawing, words, markup):
        whole = [phrase for phrase in phrases if not _has_blank(phrase)]
        return list(dict.fromkeys(whole or phrases[:1]))[:MOST_PANELS]
    names = _names(drawing)
    return [listed([printed(name, markup) for name in names], words)] if names else []


def _plotted(drawing: Drawing, words: Words, markup: Markup) -> list[str]:
    """Return what is plotted in the panels; nothing where all that was read is the title of one, "All features", which
    does not say it."""
    phrases = [phrase for phrase in panel_phrases(distinct(drawing.panels), words, markup) if phrase]
    titles = [printed(panel_title(panel), markup) for panel in drawing.panels]
    return [] if phrases == titles[:1] else phrases


def _names(drawing: Drawing) -> Sequence[str]:
    """Return the nodes of a small diagram by their short names, else the first legend's series."""
    nodes = [node for node in drawing.nodes if re.search(r"[^\W\d_]{2}", node) and is_readable(node)]
    if 2 <= len(nodes) <= MOST_NODES and all(len(node.split()) <= 4 for node in nodes):
        return nodes
    return next((names for panel in drawing.panels if (names := series_names(panel))), ())


def _headed(name: str, seen: Sequence[str], drawing: Drawing, words: Words, markup: Markup) -> str:
    """Return "Name: this against that; the other", without a name that the drawing says already."""
    said = "; ".join(seen)
    if not name or content(markup.to_plain(name)) <= content(markup.to_plain(said)):
        return begun(said) if drawing.panels else f"{blank('the diagram shows', language=words.language)}: {said}"
    if _are_series(seen, drawing, words) and words.series not in said.split():
        return f"{name} {words.series} {said}"
    return f"{name}: {said}"


def _are_series(seen: Sequence[str], drawing: Drawing, words: Words) -> bool:
    """Whether all that is seen are the names of series."""
    phrase, *others = seen
    plain = not others and words.against not in phrase and ":" not in phrase
    return plain and any(series_names(panel) for panel in drawing.panels)
