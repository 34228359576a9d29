"""What the author alone knows of a figure: short questions, and the caption of the answers, in the author's form."""

from collections.abc import Sequence

from capassist.captioners.extractive.compose import ended
from capassist.captioners.extractive.panel_places import panel_label
from capassist.model import DraftKind, Figure, Style
from capassist.text.markup import markup_of
from capassist.text.sentences import joined
from capassist.text.words import capitalised, one_line

_WHOLE = "What is shown or compared here?"
_PANEL = "What does panel {letter} show?"
_MESSAGE = "What shall the reader see?"
_MOST_PANELS = 6  # that are asked for one by one; of more a whole is said


def questions_about(figure: Figure, style: Style | None) -> tuple[str, ...]:
    """Return what to ask the author about a figure, the most important first.

    What the reader shall see is left out where the author's captions leave conclusions to the text.
    """
    if figure.purpose != "caption":
        return ()
    panels = tuple(_PANEL.format(letter=letter) for letter in _letters(figure))
    describes = style is not None and not style.takeaway and "takeaway" not in style.unsure and bool(style.captions)
    return (_WHOLE, *panels, *(() if describes else (_MESSAGE,)))


def caption_of_answers(answers: Sequence[str], figure: Figure, style: Style | None, markup: DraftKind) -> str:
    """Return the answers to these questions, in their order, as a caption with the author's panel labels and final
    period; what was not answered is left out, and nothing is added."""
    answered = dict(zip(questions_about(figure, style), map(one_line, answers), strict=False))
    labels = {
        _PANEL.format(letter=letter): panel_label(letter, style, markup_of(markup)) for letter in _letters(figure)
    }
    said = [
        f"{labels[question]} {capitalised(answer)}" if question in labels else capitalised(answer)
        for question, answer in answered.items()
        if answer
    ]
    return ended(joined(said), style) if said else ""


def _letters(figure: Figure) -> list[str]:
    """Return the letters of the figure's panels, or those printed in its drawing."""
    own: list[str | None] = [panel.label for panel in figure.panels if panel.caption is None]
    drawn = [panel.label for panel in figure.drawing.panels] if figure.drawing else []
    letters = list(filter(None, map(_letter, own or drawn)))
    return letters if 1 < len(letters) <= _MOST_PANELS else []


def _letter(label: str | None) -> str:
    """Return the letter of a panel without its brackets; nothing for another label."""
    letter = (label or "").strip("(). ").lower()
    return letter if len(letter) == 1 and letter.isalpha() else ""
