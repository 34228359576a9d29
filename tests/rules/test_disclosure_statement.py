"""What a paper says of captions that a model drafted, and what only looks like it."""

from collections.abc import Callable

import pytest

FIGURE = "\\begin{figure}\\includegraphics{a}\\caption{Run time of both parsers.}\\label{fig:a}\\end{figure}\n"
DRAFTED = ("fig:a",)

Broken = Callable[..., list[str]]

# id, a text that does not say so, the same text when it does
CASES = [
    ("thanks", "We thank our colleagues.", "We thank our colleagues. ChatGPT was used to draft two captions."),
    ("what was studied", "We used a language model to sort images.", "We used a language model to write captions."),
    ("denied", "No generative AI was used in writing this text.", "Generative AI was used in writing this text."),
    ("not used", "GPT-4 was not used for the captions.", "GPT-4 was used for the captions, not for the analysis."),
    ("a short word in another", "We used MAIL and texts.", "We used AI for our texts."),
    ("commented out", "% AI was used to draft this text.\n", "100\\% of AI use was to draft this text.\n"),
    ("two sentences", "AI is useful. Captions are short.", "AI is useful, and it drafted our captions."),
    ("a cited title", "\\begin{thebibliography}{1}\\bibitem{a} A. How AI is used to write text.\\end{thebibliography}",
     "\\section*{Declaration}\nHow AI is used to write text."),
    ("in a caption alone", FIGURE.replace("fig:a", "fig:b").replace("Run", "AI used for text: run"), "AI was used for the text."),
    ("the form of a publisher", "\\section{Declaration of generative AI}\nNone.",
     "During the preparation of this work the authors used Gemini in order to improve readability."),
    ("by capassist", "The captions were drafted with care.", "The captions were drafted with capassist, \\emph{see} below."),
    ("over lines", "We used\nAI to sort.\n\nThe text is ours.", "We used\nAI for\nthe text."),
    ("German", "Die Texte wurden ohne KI erstellt.", "Die Bildunterschriften wurden mit KI erstellt."),
    ("French", "Les textes sont de nous.", "Une IA a été utilisée pour rédiger les légendes."),
    ("Spanish", "Los textos son nuestros.", "Se utilizó inteligencia artificial para los textos."),
    ("in the preamble", "Text.", "\\documentclass{article}\\title{A\\thanks{AI was used to draft captions.}}\\begin{document}\nText."),
]  # fmt: skip
each_case = pytest.mark.parametrize(
    ("silent", "telling"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)


def with_figure(text: str) -> str:
    return text + FIGURE + ("\\end{document}" if "\\documentclass" in text else "")


@each_case
def test_a_paper_that_says_so_is_clean(silent: str, telling: str, broken: Broken) -> None:
    assert broken(with_figure(telling), "C095", drafted=DRAFTED) == []


@each_case
def test_a_paper_that_does_not_say_so_is_found(silent: str, telling: str, broken: Broken) -> None:
    assert broken(with_figure(silent), "C095", drafted=DRAFTED) == ["C095"]


@pytest.mark.parametrize("drafted", [(), ("fig:gone",)])
def test_without_a_drafted_caption_there_is_nothing_to_say(drafted: tuple[str, ...], broken: Broken) -> None:
    assert broken(FIGURE, "C095", drafted=drafted) == []


def test_what_is_not_there_may_say_so(broken: Broken) -> None:
    assert broken("\\input{nowhere}\n" + FIGURE, "C095", drafted=DRAFTED) == []


def test_it_is_said_once_with_the_way_on(found: Callable[..., tuple]) -> None:
    (violation,) = found(FIGURE + FIGURE.replace("fig:a", "fig:b"), "C095", drafted=("fig:b", "fig:a"))
    assert violation.severity == "warning"
    assert "Figure 1 (fig:a), Figure 2 (fig:b)" in violation.message
    assert "`capassist disclose`" in violation.message
