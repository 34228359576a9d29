"""The words that captions and descriptions of pictures are made of, by language. Another language is one more entry of
each table.

Which language a paper is in is told by `capassist.text.language`; of others the description is in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from capassist.model import CaptionRequest, FigureType
from capassist.text.language import LanguageCode, language_of


@dataclass(frozen=True, slots=True)
class DescriptionWords:
    """What a description says besides the words that are printed in the picture. `{}` stands for those."""

    kinds: Mapping[FigureType, str]
    plot: str  # of any kind
    line_plot: str
    diagram: str
    picture: str  # of which nothing is known
    panels: str  # behind the kind, where there are several
    x_axis: str
    y_axis: str
    top_axis: str
    right_axis: str
    colour_scale: str
    extent: str  # from the first to the last value
    logarithmic: str
    titled: str
    marked: str  # a text at the edge of a panel
    title: str
    series: str  # one
    several_series: str  # how many, and all names
    more_series: str  # how many, and some names
    some_series: str  # some names
    facets: str
    labels: str  # behind the kind
    parts: str
    more: str
    colon: str = ": "
    quoted: str = "“{}”"


ENGLISH = DescriptionWords(
    kinds={
        "graph plot": "Plot",
        "bar chart": "Bar chart",
        "scatter plot": "Scatter plot",
        "node diagram": "Diagram",
        "photo": "Photograph",
        "equation": "Equations",
        "table": "Table",
    },
    plot="Plot",
    line_plot="Line plot",
    diagram="Diagram",
    picture="Picture",
    panels="with several panels",
    x_axis="x axis",
    y_axis="y axis",
    top_axis="top axis",
    right_axis="right axis",
    colour_scale="colour scale",
    extent="{} to {}",
    logarithmic="logarithmic",
    titled="titled “{}”",
    marked="labelled “{}”",
    title="The title is “{}”.",
    series="series: {}",
    several_series="{} series: {}",
    more_series="{} series, among them {}",
    some_series="series, among them {}",
    facets="small charts for {}",
    labels="with the labels {}",
    parts="The parts are labelled {}.",
    more="and more",
)
_GERMAN = DescriptionWords(
    kinds={
        "graph plot": "Diagramm",
        "bar chart": "Balkendiagramm",
        "scatter plot": "Streudiagramm",
        "node diagram": "Schema",
        "photo": "Fotografie",
        "equation": "Formeln",
        "table": "Tabelle",
    },
    plot="Diagramm",
    line_plot="Liniendiagramm",
    diagram="Schema",
    picture="Bild",
    panels="mit mehreren Teilbildern",
    x_axis="x-Achse",
    y_axis="y-Achse",
    top_axis="obere Achse",
    right_axis="rechte Achse",
    colour_scale="Farbskala",
    extent="{} bis {}",
    logarithmic="logarithmisch",
    titled="Titel „{}“",
    marked="beschriftet mit „{}“",
    title="Der Titel ist „{}“.",
    series="Datenreihe: {}",
    several_series="{} Datenreihen: {}",
    more_series="{} Datenreihen, darunter {}",
    some_series="Datenreihen, darunter {}",
    facets="kleine Diagramme für {}",
    labels="mit den Beschriftungen {}",
    parts="Die Teile tragen die Beschriftungen {}.",
    more="und weitere",
    quoted="„{}“",
)
_FRENCH = DescriptionWords(
    kinds={
        "graph plot": "Graphique",
        "bar chart": "Diagramme en barres",
        "scatter plot": "Nuage de points",
        "node diagram": "Schéma",
        "photo": "Photographie",
        "equation": "Équations",
        "table": "Tableau",
    },
    plot="Graphique",
    line_plot="Graphique en lignes",
    diagram="Schéma",
    picture="Image",
    panels="à plusieurs panneaux",
    x_axis="axe x",
    y_axis="axe y",
    top_axis="axe supérieur",
    right_axis="axe droit",
    colour_scale="échelle de couleurs",
    extent="de {} à {}",
    logarithmic="logarithmique",
    titled="titre « {} »",
    marked="légende « {} »",
    title="Le titre est « {} ».",
    series="série : {}",
    several_series="{} séries : {}",
    more_series="{} séries, dont {}",
    some_series="séries, dont {}",
    facets="petits graphiques pour {}",
    labels="avec les libellés {}",
    parts="Les éléments portent les libellés {}.",
    more="et d’autres",
    colon=" : ",
    quoted="« {} »",
)
_SPANISH = DescriptionWords(
    kinds={
        "graph plot": "Gráfico",
        "bar chart": "Gráfico de barras",
        "scatter plot": "Gráfico de dispersión",
        "node diagram": "Diagrama",
        "photo": "Fotografía",
        "equation": "Ecuaciones",
        "table": "Tabla",
    },
    plot="Gráfico",
    line_plot="Gráfico de líneas",
    diagram="Diagrama",
    picture="Imagen",
    panels="con varios paneles",
    x_axis="eje x",
    y_axis="eje y",
    top_axis="eje superior",
    right_axis="eje derecho",
    colour_scale="escala de color",
    extent="de {} a {}",
    logarithmic="logarítmico",
    titled="título «{}»",
    marked="rótulo «{}»",
    title="El título es «{}».",
    series="serie: {}",
    several_series="{} series: {}",
    more_series="{} series, entre ellas {}",
    some_series="series, entre ellas {}",
    facets="gráficos pequeños para {}",
    labels="con los rótulos {}",
    parts="Los elementos llevan los rótulos {}.",
    more="y más",
    quoted="«{}»",
)
_LANGUAGES: dict[LanguageCode, DescriptionWords] = {"en": ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}


@dataclass(frozen=True, slots=True)
class Words:
    """The little words between what is drawn: "level against time for A and B"."""

    against: str
    series: str
    conjunction: str
    language: LanguageCode | None = "en"  # of the paper; None where it is not told


LITTLE_ENGLISH = Words("against", "for", "and")
_LITTLE: dict[LanguageCode, Words] = {
    "de": Words("über", "für", "und"),
    "en": LITTLE_ENGLISH,
    "es": Words("frente a", "para", "y"),
    "fr": Words("en fonction de", "pour", "et"),
    "it": Words("in funzione di", "per", "e"),
    "pt": Words("em função de", "para", "e"),
}


def paper_language(request: CaptionRequest) -> LanguageCode | None:
    """Return the language of a request's paper, by what it has of it: the figure's caption and paragraphs, other
    captions, title and abstract; None where it is not told."""
    captions = (chosen.figure.caption for chosen in request.profile.figures)
    said = (mention.text for mention in request.figure.mentions)
    return language_of(" ".join(filter(None, (request.accepted, *captions, *said, request.title, request.abstract))))


def description_words(language: LanguageCode | None) -> DescriptionWords:
    """Return the words of a language, English ones where there are none."""
    return _LANGUAGES.get(language, ENGLISH) if language else ENGLISH


def little_words(language: LanguageCode | None) -> Words:
    """Return the little words of a language, English ones where there are none."""
    return replace(_LITTLE.get(language, LITTLE_ENGLISH), language=language) if language else LITTLE_ENGLISH


def words_for(*texts: str | None) -> DescriptionWords:
    """Return the words in the language of a paper, by some of its own texts."""
    return description_words(language_of(" ".join(filter(None, texts))))
