"""A caption to fill in, in the author's shape: for figures that the paper says nothing usable of."""

from capassist.captioners.extractive.panels import panel_label
from capassist.model import CaptionRequest, FigureType
from capassist.text.blanks import blank

_BODY: dict[FigureType, str] = {
    "graph plot": f"{blank('is plotted')} against {blank('is on the x axis')}",
    "scatter plot": f"{blank('is plotted')} against {blank('is on the x axis')}",
    "bar chart": f"{blank('the bars show')} for {blank('was compared')}",
    "node diagram": f"{blank('the diagram shows')}",
    "photo": f"{blank('the picture shows')}",
}
_LONG_ENOUGH_FOR_MARKS = 20  # words of the author's usual caption
_LONG_ENOUGH_FOR_CONCLUSION = 40


def template_text(request: CaptionRequest) -> str:
    """Return a caption of blanks with the title sentence, panels, length and final period the author usually has."""
    figure, style = request.figure, request.profile.style
    usual = style.median_words if style else 0
    parts = [blank("the figure is about")] if style and style.title_sentence else []
    letters = [panel.label.strip("()").lower() for panel in figure.panels if panel.caption is None]
    if len(letters) > 1:
        parts += [
            f"{panel_label(letter, style, request.markup)} {blank(f'panel {letter} shows')}" for letter in letters
        ]
    else:
        parts.append(_BODY.get(figure.type or "other", blank("is plotted")))
    if usual >= _LONG_ENOUGH_FOR_MARKS:
        parts.append(blank("the lines, colours and symbols mean"))
    if usual >= _LONG_ENOUGH_FOR_CONCLUSION:
        parts.append(blank("the reader should see"))
    text = ". ".join(parts)
    return text if style and not style.final_period else f"{text}."
