"""A caption where no sentence tells of the figure: what is drawn in it, and what the text calls it.

What neither says is a blank. The words are those of the picture and of the paper; only the little ones between them are
added.
"""

import re
from dataclasses import dataclass

from capassist.captioners.drawing.phrases import (
    MOST_NODES,
    MOST_PANELS,
    Words,
    begun,
    distinct,
    listed,
    panel_phrases,
    printed,
    series_names,
    words_of,
)
from capassist.captioners.extractive.named_phrase import NamedPhrase, best_phrase, named_phrases
from capassist.captioners.extractive.panel_places import panel_label
from capassist.captioners.extractive.salience import content
from capassist.model import CaptionRequest, Drawing, PlotPanel
from capassist.text.blanks import blank
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
    phrase = best_phrase(named_phrases(request.figure, markup))
    drawing = request.figure.drawing
    if phrase and not phrase.certain and drawing and drawing.panels:
        phrase = None  # what is drawn is certain
    name = phrase.text if phrase else printed(drawing.title, markup) if drawing and drawing.title else ""
    panels = lettered(request)
    if len(panels) > 1:
        said = [f"{panel_label(letter, request.profile.style, markup)} {begun(panels[letter])}" for letter in panels]
        drawn = any("[what" not in text for text in panels.values())
        if not name and not drawn:
            return None
        return Outline(". ".join([name, *said] if name else said), phrase, panels, drawn)
    seen = _drawn(drawing, words, markup) if drawing else []
    if not seen:
        return Outline(name, phrase, {}, drawn=False) if name else None
    return Outline(_headed(name, seen, drawing, words, markup), phrase, {}, drawn=True)


def lettered(request: CaptionRequest) -> dict[str, str]:
    """Return what is drawn in each panel with a letter, by the letter, a blank where that is not known.

    The letters are those printed in the drawing or those of the figure's own parts; nothing where they are not a, b, c.
    """
    markup, words = markup_of(request.markup), words_of(request)
    drawing = request.figure.drawing
    panels = drawing.panels if drawing else ()
    known = [panel for panel in panels if panel.label and _LETTER.match(panel.label)]
    said = dict(zip(map(_letter, known), panel_phrases(known, words, markup), strict=True))
    letters = sorted({*said, *(p.label.strip("()").lower() for p in request.figure.panels if p.caption is None)})
    letters = [letter for letter in letters if len(letter) == 1]
    if len(letters) < 2 or letters != list(LETTERS[: len(letters)]):
        return {}
    if not said and len(panels) == len(letters):
        said = dict(zip(letters, panel_phrases(panels, words, markup), strict=True))
    return {letter: said.get(letter) or blank(f"panel {letter} shows") for letter in letters}


def _letter(panel: PlotPanel) -> str:
    match = _LETTER.match(panel.label or "")
    return match[1].lower() if match else ""


def _drawn(drawing: Drawing, words: Words, markup: Markup) -> list[str]:
    """Return what is drawn, a phrase a panel, those without a blank first of all."""
    phrases = [phrase for phrase in panel_phrases(distinct(drawing.panels), words, markup) if phrase]
    whole = [phrase for phrase in phrases if "[what" not in phrase]
    if phrases:
        return list(dict.fromkeys(whole or phrases[:1]))[:MOST_PANELS]
    nodes = [node for node in drawing.nodes if re.search(r"[^\W\d_]{2}", node)]
    if 2 <= len(nodes) <= MOST_NODES and all(len(node.split()) <= 4 for node in nodes):
        return [listed([printed(node, markup) for node in nodes], words)]
    series = next((names for panel in drawing.panels if (names := series_names(panel))), ())
    return [listed([printed(name, markup) for name in series], words)] if series else []


def _headed(name: str, seen: list[str], drawing: Drawing | None, words: Words, markup: Markup) -> str:
    """Return "Name: this against that; the other", without a name that the drawing says already."""
    said = "; ".join(seen)
    if not name or content(markup.to_plain(name)) <= content(markup.to_plain(said)):
        head = "" if drawing and drawing.panels else f"{blank('the diagram shows')}: "
        return head + said if head else begun(said)
    only_series = drawing is not None and not any("against" in phrase or ":" in phrase for phrase in seen)
    if only_series and any(series_names(panel) for panel in (drawing.panels if drawing else ())) and len(seen) == 1:
        return f"{name} {words.series} {said}" if words.series not in said.split() else f"{name}: {said}"
    return f"{name}: {said}"
