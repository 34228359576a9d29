"""A caption to fill in, in the author's shape: for figures that the paper says nothing usable of."""

from capassist.captioners.extractive.compose import ended
from capassist.captioners.extractive.panel_places import panel_label
from capassist.model import CaptionRequest, FigureType
from capassist.text.blanks import blank
from capassist.text.markup import markup_of

_BODY: dict[FigureType, str] = {
    "graph plot": f"{blank('is plotted')} against {blank('is on the x axis')}",
    "scatter plot": f"{blank('is plotted')} against {blank('is on the x axis')}",
    "bar chart": f"{blank('the bars show')} for {blank('was compared')}",
    "node diagram": f"{blank('the diagram shows')}",
    "photo": f"{blank('the picture shows')}",
}
# What else a caption says, by how many words the author's captions usually have at least.
_REMARKS = ((20, "the lines, colours and symbols mean"), (40, "the reader should see"))


def template_text(request: CaptionRequest) -> str:
    """Return a caption of blanks with the title sentence, panels, length and final period the author usually has."""
    style = request.profile.style
    usual = style.median_words if style else 0
    title = [blank("the figure is about")] if style and style.title_sentence else []
    body = _panels(request) or [_BODY.get(request.figure.type or "other", blank("is plotted"))]
    remarks = [blank(what) for fewest, what in _REMARKS if usual >= fewest]
    return ended(". ".join([*title, *body, *remarks]), style)


def _panels(request: CaptionRequest) -> list[str]:
    """Return a blank behind the label of each panel; nothing where there is only one."""
    style, markup = request.profile.style, markup_of(request.markup)
    letters = [panel.label.strip("()").lower() for panel in request.figure.panels if panel.caption is None]
    said = [f"{panel_label(letter, style, markup)} {blank(f'panel {letter} shows')}" for letter in letters]
    return said if len(said) > 1 else []
