"""The page on which captions are judged blind: one HTML file, with nothing in it that tells whose a caption is."""

from collections.abc import Callable
from pathlib import Path

from capassist.evaluation.blind import HIGHEST, LOWEST, QUESTIONS, BlindCaption, BlindFigure, BlindQuestion, BlindTest
from capassist.evaluation.judgements import SCHEMA
from capassist.files import Output
from capassist.model import Picture
from capassist.report.article import mentions_of, picture_of
from capassist.report.elements import Element, element, markup
from capassist.report.html_template import filled, script_data, shown_text
from capassist.text.words import counted

_GENERATOR = '<meta name="generator" content="capassist blind">'
_ENDS = {LOWEST: f"{LOWEST} not at all", HIGHEST: f"{HIGHEST} fully"}


def blind_page(test: BlindTest, picture: Callable[[BlindFigure], Picture | None]) -> str:
    """Return the test as HTML."""
    titles = dict.fromkeys(figure.paper.title or figure.paper.main for figure in test.figures)
    shown = sum(len(figure.captions) for figure in test.figures)
    return filled(
        "blind",
        generator=_GENERATOR,
        title=markup(element("title", "Captions to judge")),
        paper=shown_text("; ".join(titles)),
        summary=shown_text(f"{counted(len(test.figures), 'figure')}, {counted(shown, 'caption')}."),
        articles="\n".join(
            markup(_article(number, figure, picture(figure))) for number, figure in enumerate(test.figures, 1)
        ),
        data=script_data({"schema": SCHEMA, "page": test.page, "questions": [q.name for q in QUESTIONS]}),
    )


def page_output(path: Path) -> Output:
    """Return where the page goes: a new file, or one that was such a page before."""
    return Output(path, "page of blind judging", _GENERATOR.encode(), "--blind")


def _article(number: int, figure: BlindFigure, picture: Picture | None) -> Element:
    target = figure.target.figure
    return element(
        "article",
        element("h2", f"{number}. {target.name}", id=f"figure-{number}"),
        element(
            "div",
            element("div", picture_of(target, picture), mentions_of(target.mentions), class_="picture"),
            element("div", *map(_caption, figure.captions), class_="captions"),
            class_="columns",
        ),
        aria_labelledby=f"figure-{number}",
    )


def _caption(caption: BlindCaption) -> Element:
    letter = caption.id[-1].upper()
    return element(
        "section",
        element("h3", f"Caption {letter}"),
        element("p", caption.text, class_="caption", dir="auto"),
        *(_scale(caption.id, question, letter) for question in QUESTIONS),
        class_="draft",
        data_caption=caption.id,
    )


def _scale(caption: str, question: BlindQuestion, letter: str) -> Element:
    name = f"{caption}-{question.name}"
    return element(
        "fieldset",
        element("legend", question.words, element("span", f" (caption {letter})", class_="said")),
        *(
            element(
                "label",
                element("input", type="radio", name=name, id=f"{name}-{value}", value=value, autocomplete="off"),
                element("span", _ENDS.get(value, str(value))),
                class_="choice",
            )
            for value in range(LOWEST, HIGHEST + 1)
        ),
        class_="decide scale",
    )
