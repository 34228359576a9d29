"""A caption to fill in, in the author's shape: for figures that the paper says nothing usable of."""

from capassist.captioners.drawing.phrases import words_of
from capassist.captioners.drawing.words import Words
from capassist.captioners.extractive.compose import ended
from capassist.captioners.extractive.panel_places import panel_label
from capassist.model import CaptionRequest, Figure, FigureType
from capassist.text.blanks import BLANK_LANGUAGES, blank
from capassist.text.language import LANGUAGE_NAMES
from capassist.text.markup import markup_of

_BODY: dict[FigureType, tuple[str, str, str]] = {  # two questions, and which little word stands between them
    "graph plot": ("is plotted", "against", "is on the x axis"),
    "scatter plot": ("is plotted", "against", "is on the x axis"),
    "bar chart": ("the bars show", "series", "was compared"),
    "node diagram": ("the diagram shows", "", ""),
    "photo": ("the picture shows", "", ""),
}
_PLOT = ("is plotted", "", "")  # of a kind that is not known
_ANY = ("can be seen", "", "")
# What else a caption says, by how many words the author's captions usually have at least.
_REMARKS = ((20, "the lines, colours and symbols mean"), (40, "the reader should see"))


def template_text(request: CaptionRequest) -> str:
    """Return a caption of blanks with the title sentence, panels, length and final period the author usually has, in
    the paper's language where there are words of it."""
    style, words = request.profile.style, words_of(request)
    usual = style.median_words if style else 0
    title = [blank("the figure is about", language=words.language)] if style and style.title_sentence else []
    body = _panels(request, words) or [_body(request.figure, words)]
    remarks = [blank(what, language=words.language) for fewest, what in _REMARKS if usual >= fewest]
    return ended(". ".join([*title, *body, *remarks]), style)


def foreign_blanks(request: CaptionRequest) -> tuple[str, ...]:
    """Return the note that the blanks are in another language than the paper; nothing where they are not."""
    language = words_of(request).language
    if language is None or language in BLANK_LANGUAGES:
        return ()
    return (f"the blanks are in English: there are no words for them in {LANGUAGE_NAMES[language]}",)


def _body(figure: Figure, words: Words) -> str:
    unknown = _PLOT if figure.drawing and figure.drawing.panels else _ANY
    first, between, second = _BODY.get(figure.type, unknown) if figure.type else unknown
    said = blank(first, language=words.language)
    return f"{said} {getattr(words, between)} {blank(second, language=words.language)}" if between else said


def _panels(request: CaptionRequest, words: Words) -> list[str]:
    """Return a blank behind the label of each panel; nothing where there is only one."""
    style, markup = request.profile.style, markup_of(request.markup)
    letters = [panel.label.strip("()").lower() for panel in request.figure.panels if panel.caption is None]
    said = [
        f"{panel_label(letter, style, markup)} {blank('panel {} shows', letter, words.language)}" for letter in letters
    ]
    return said if len(said) > 1 else []
