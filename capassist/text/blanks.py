"""The marks in a draft that the author still has to fill in or confirm: "[what is plotted]" and "[temperature?]"."""

import re
from collections.abc import Iterator, Mapping

from capassist.model import Span
from capassist.text.language import LanguageCode

# What a blank asks for in other languages than English; {} is the letter of a panel.
_QUESTIONS: Mapping[LanguageCode, Mapping[str, str]] = {
    "de": {
        "is plotted": "was aufgetragen ist",
        "is on the x axis": "was auf der x-Achse steht",
        "the bars show": "was die Balken zeigen",
        "was compared": "was verglichen wurde",
        "the diagram shows": "was das Diagramm zeigt",
        "the picture shows": "was das Bild zeigt",
        "the figure is about": "wovon die Abbildung handelt",
        "the lines, colours and symbols mean": "was Linien, Farben und Zeichen bedeuten",
        "the reader should see": "was zu sehen sein soll",
        "panel {} shows": "was Teil {} zeigt",
        "can be seen": "was zu sehen ist",
    },
    "es": {
        "is plotted": "qué se representa",
        "is on the x axis": "qué hay en el eje x",
        "the bars show": "qué muestran las barras",
        "was compared": "qué se comparó",
        "the diagram shows": "qué muestra el diagrama",
        "the picture shows": "qué muestra la imagen",
        "the figure is about": "de qué trata la figura",
        "the lines, colours and symbols mean": "qué significan las líneas, los colores y los símbolos",
        "the reader should see": "qué debe ver el lector",
        "panel {} shows": "qué muestra el panel {}",
        "can be seen": "qué se ve",
    },
    "fr": {
        "is plotted": "ce qui est tracé",
        "is on the x axis": "ce qui est en abscisse",
        "the bars show": "ce que montrent les barres",
        "was compared": "ce qui est comparé",
        "the diagram shows": "ce que montre le schéma",
        "the picture shows": "ce que montre l'image",
        "the figure is about": "ce dont traite la figure",
        "the lines, colours and symbols mean": "ce que signifient les lignes, les couleurs et les symboles",
        "the reader should see": "ce que le lecteur doit voir",
        "panel {} shows": "ce que montre la partie {}",
        "can be seen": "ce que l'on voit",
    },
    "it": {
        "is plotted": "che cosa è rappresentato",
        "is on the x axis": "che cosa c'è sull'asse x",
        "the bars show": "che cosa mostrano le barre",
        "was compared": "che cosa è stato confrontato",
        "the diagram shows": "che cosa mostra il diagramma",
        "the picture shows": "che cosa mostra l'immagine",
        "the figure is about": "di che cosa tratta la figura",
        "the lines, colours and symbols mean": "che cosa significano linee, colori e simboli",
        "the reader should see": "che cosa deve vedere il lettore",
        "panel {} shows": "che cosa mostra il pannello {}",
        "can be seen": "che cosa si vede",
    },
    "pt": {
        "is plotted": "o que é representado",
        "is on the x axis": "o que está no eixo x",
        "the bars show": "o que as barras mostram",
        "was compared": "o que foi comparado",
        "the diagram shows": "o que o diagrama mostra",
        "the picture shows": "o que a imagem mostra",
        "the figure is about": "de que trata a figura",
        "the lines, colours and symbols mean": "o que significam as linhas, as cores e os símbolos",
        "the reader should see": "o que o leitor deve ver",
        "panel {} shows": "o que o painel {} mostra",
        "can be seen": "o que se vê",
    },
}
BLANK_LANGUAGES: frozenset[LanguageCode] = frozenset((*_QUESTIONS, "en"))
_ELSEWHERE = "|".join(
    re.escape(question).replace(r"\{\}", r"\w")
    for questions in _QUESTIONS.values()
    for question in sorted(questions.values())
)
# A bracket that opens with "what " (or holds one of these questions) is a blank of a template; one that closes with "?"
# holds words nobody has confirmed. The optional argument of a macro, as in "\cite[what for?]{x}", is neither.
_BLANK = re.compile(rf"(?<![A-Za-z\]}}*])\[(?:what [^\[\]\n]+|{_ELSEWHERE}|[^\[\]\n]+\?)\]")


def blank(question: str, panel: str = "", language: LanguageCode | None = None) -> str:
    """Return the mark for a missing piece: blank("is plotted") is "[what is plotted]".

    In German it is "[was aufgetragen ist]"; in a language without words for it, it is in English.
    """
    asked = _QUESTIONS.get(language or "en", {}).get(question, f"what {question}")
    return f"[{asked.format(panel)}]"


def is_unconfirmed(mark: str) -> bool:
    """Tell whether a mark holds words to be confirmed, and asks for none."""
    return mark.endswith("?]") and not mark.startswith("[what ")


def unconfirmed(words: str) -> str:
    """Return the mark for words taken over from elsewhere that the paper does not say of this figure."""
    return f"[{words}?]"


def blank_spans(text: str) -> Iterator[Span]:
    """Yield the ranges of all marks of both kinds, in order."""
    for match in _BLANK.finditer(text):
        yield match.span()
