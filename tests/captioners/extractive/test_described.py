"""A figure's own alternative text as a draft of its caption, where nothing better is said of it."""

from pathlib import Path

import pytest

from capassist.captioners.extractive.described import ALTERNATIVE
from capassist.captioners.extractive.pipeline import ExtractiveCaptioner
from capassist.drafts import open_draft
from capassist.drafts.text_views import text_views
from capassist.guards.inspection import inspect
from capassist.model import CaptionRequest, Figure, Mention, Profile, Sentence

TEXT = "Three clients that reach five servers by a directory."


def drafted(alternative: str, said: str = "", attempt: int = 0):
    start = said.find("Figure 1")
    sentence = Sentence(said, said.replace("Figure 1", r"Figure~\ref{fig:a}"), ((start, start + 18),))
    mentions = (Mention(said, (sentence,), file="main.tex", line=3),) if said else ()
    figure = Figure("fig:a", number="1", mentions=mentions, alternative=alternative)
    return ExtractiveCaptioner().draft(CaptionRequest(figure, Profile((), None), "latex", attempt=attempt))


@pytest.mark.parametrize("said", ["", "Many do so, see Figure 1.", "Figure 1 shows that the load falls at night."])
def test_it_comes_before_a_template_and_a_finding(said):
    draft = drafted(TEXT.rstrip("."), said)
    assert (draft.text, draft.kind, draft.notes) == (TEXT, "short", (ALTERNATIVE,))
    assert [(e.kind, e.text, e.where) for e in draft.evidence] == [
        ("mention", TEXT.rstrip("."), "alternative text of Figure 1")
    ]


def test_what_the_text_says_is_shown_comes_first_and_it_is_the_next_draft():
    said = "Figure 1 shows the clients of the servers."
    assert drafted(TEXT, said).text == "The clients of the servers."
    assert drafted(TEXT, said, attempt=1).text == TEXT


def test_without_one_all_is_as_it_was():
    assert drafted("").text == "[what can be seen]."
    assert ALTERNATIVE not in drafted("", "Figure 1 shows the clients.").notes


@pytest.mark.parametrize(
    ("alternative", "caption"),
    [
        (f"Clients and servers\n{TEXT} They are drawn as boxes.", "Clients and servers."),
        (f"{TEXT} {'Each of them is drawn as a box with its name. ' * 9}", f"{TEXT} {'Each of them is drawn as a box with its name. ' * 2}"),
        (r"a plot_of 5\,\% more", r"A plot\_of 5 \% more."),
        (r"a rise of 5\,\%", r"A rise of 5\,\%."),
    ],
    ids=["short and long", "as much as a caption has room for", "what no caption may have", "LaTeX"],
)  # fmt: skip
def test_its_short_form_or_first_sentences_are_made_a_caption(alternative, caption):
    assert (
        drafted(alternative).text.replace("\N{THIN SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        == caption.strip()
    )


PAPER = r"""\documentclass{CLASS}
\usepackage{graphicx}
\begin{document}
\begin{figure}\includegraphics[OPTIONS]{a}FIRST\label{fig:a}\end{figure}
\begin{figure}\includegraphics{b}\includegraphics[alt={Only one of two.}]{c}\label{fig:b}\end{figure}
\end{document}
"""


def read(folder: Path, first: str = "", options: str = "", document_class: str = "article"):
    text = PAPER.replace("CLASS", document_class).replace("FIRST", first).replace("OPTIONS", options)
    (folder / "main.tex").write_text(text)
    (folder / "a.png").touch()
    return open_draft(folder)


@pytest.mark.parametrize(
    ("first", "options", "document_class", "alternative"),
    [
        (r"\Description{Nine  hosts}", "", "acmart", "Nine hosts"),
        (r"\Description[Hosts]{Nine hosts of a net}", "", "acmart", "Hosts\nNine hosts of a net"),
        ("", "alt={Nine hosts}", "article", "Nine hosts"),
        (r"\Description{TODO}", "", "acmart", ""),
        (r"\Description{a.png}", "", "acmart", ""),
        (r"\Description{}", "", "acmart", ""),
        ("", "", "article", ""),
    ],
)
def test_a_paper_s_figure_has_the_one_that_is_for_all_of_it(first, options, document_class, alternative, tmp_path):
    draft = read(tmp_path, first, options, document_class)
    assert [figure.alternative for figure in draft.figures] == [alternative, ""]
    assert not any(view.alternative for view in text_views(draft, "alt"))


def test_its_numbers_and_names_are_borne_out(tmp_path):
    draft = read(tmp_path, r"\Description{All 47 hosts of Zorgnet}", "", "acmart")
    figure = draft.figures[0]
    assert [f.code for f in inspect("All 47 hosts of Zorgnet.", figure, markup="latex", old=None)] == []
    assert "number" in [f.code for f in inspect("All 48 hosts of Zorgnet.", figure, markup="latex", old=None)]
