"""Captions in the forms that packages and classes give them, and where each is written."""

from typing import Any

import pytest

from capassist.drafts.writing.writeback import plan_edits, undo, write
from capassist.model import Decision

G = r"\includegraphics{a}"

FORMS: dict[str, tuple[str, str, list[str]]] = {  # document class, body, slots
    "captionbox": ("article", rf"\begin{{figure}}\captionbox{{Flow.\label{{a}}}}[3cm]{{{G}}}\captionbox[Short]{{Level.}}{{{G}}}\end{{figure}}", ["Flow.", "Level."]),
    "bicaptionbox": ("article", rf"\begin{{figure}}\bicaptionbox[x]{{Eins.}}[y]{{One.}}[3cm]{{{G}}}\end{{figure}}", ["Eins."]),
    "sidecaption": ("memoir", rf"\begin{{figure}}\begin{{sidecaption}}[s]{{Beside.}}[a]{G}\end{{sidecaption}}\end{{figure}}", ["Beside."]),
    "contcaption": ("memoir", rf"\begin{{figure}}{G}\contcaption{{More.}}\end{{figure}}", ["More."]),
    "rotcaption": ("article", rf"\begin{{figure}}{G}\rotcaption{{Turned.}}\end{{figure}}", ["Turned."]),
    "overlay": ("beamer", rf"\begin{{figure}}{G}\caption<1->[s]{{On a slide.}}\end{{figure}}", ["On a slide."]),
    "offset": ("tufte-handout", rf"\begin{{marginfigure}}{G}\caption[][6pt]{{Margin.}}\end{{marginfigure}}", ["Margin."]),
    "captionof": ("article", rf"\begin{{minipage}}{{3cm}}{G}\captionof{{figure}}[s]{{In a box.}}\end{{minipage}}", ["In a box."]),
    "floatrow": ("article", rf"\begin{{figure}}\fcapside{{\caption{{Left of it.}}}}{{{G}}}\end{{figure}}", ["Left of it."]),
    "bicaption": ("article", rf"\begin{{figure}}{G}\bicaption{{Zwei.}}{{Two.}}\end{{figure}}", ["Zwei."]),
    "text behind": ("article", "\\begin{figure}" + G + "\\caption{\\label{a}} The level of the tank.\n\\end{figure}", ["The level of the tank."]),
}  # fmt: skip


@pytest.mark.parametrize(("document_class", "body", "slots"), FORMS.values(), ids=FORMS.keys())
def test_forms(read: Any, document_class: str, body: str, slots: list[str]) -> None:
    draft = read(body, document_class=document_class)
    assert [figure.slot.text for figure in draft.figures] == slots
    assert [figure.caption for figure in draft.figures] == slots
    source = (draft.root / draft.main).read_text()
    assert [source[figure.slot.start : figure.slot.end] for figure in draft.figures] == slots


@pytest.mark.parametrize(("document_class", "body", "slots"), FORMS.values(), ids=FORMS.keys())
def test_writing_a_form_changes_its_words_only_and_undo_brings_them_back(
    read: Any, document_class: str, body: str, slots: list[str]
) -> None:
    draft = read(body, document_class=document_class)
    file = draft.root / draft.main
    before = file.read_bytes()
    expected = before
    decisions = []
    for index, (figure, slot) in enumerate(zip(draft.figures, slots, strict=True)):
        new = f"The tank number {index} is full."
        decisions.append(Decision(figure.id, "accept", new))
        assert expected.count(slot.encode()) == 1
        expected = expected.replace(slot.encode(), new.encode())
    write(draft, plan_edits(draft, decisions))
    assert file.read_bytes() == expected
    undo(draft.root)
    assert file.read_bytes() == before


def test_the_key_of_a_sidecaption_is_its_label(read: Any) -> None:
    draft = read(FORMS["sidecaption"][1], document_class="memoir")
    assert draft.figures[0].labels == ("a",)


WORDS: dict[str, tuple[str, str, str]] = {  # preamble, caption, plain
    "verbatim between at signs": (r"\newcommand{\Code}[1]{\lstinline[x=y]@#1@}", r"Of \Code{buf} and \lstinline@len@ here.", "Of buf and len here."),
    "glue in a macro": (r"\newcommand\hi[1]{\bgroup\hskip0pt plus 1em\color{black}#1\egroup}", r"A \hi{full} tank.", "A full tank."),
    "brace tricks": (
        r"\DeclareDocumentCommand\grp{t\big m g o d()}{{\ifnum\z@=`}\fi[#2]\IfNoValueTF{#3}{}{|#3|}\ifnum\z@=`{\fi}}",
        r"The level $h\grp{t}$ now.", "The level h[t] now.",
    ),
    "a brace trick in two halves": (
        r"\DeclareDocumentCommand\grp{}{{\ifnum\z@=`}\fi\closed}\DeclareDocumentCommand\closed{g}{\IfNoValueTF{#1}{()}{|#1|}\ifnum\z@=`{\fi}}",
        r"The level $h\grp{t}$ now.", "The level ht now.",
    ),
    "cleveref's word": (r"\usepackage{cleveref}", r"As in \cref{f} and \Cref{f}.", "As in fig. 1 and Figure 1."),
    "cleveref in full": (r"\usepackage[capitalise,noabbrev]{cleveref}", r"As in \cref{f}.", "As in Figure 1."),
    "cleveref renamed": (r"\usepackage{cleveref}\crefname{figure}{Abb.}{Abb.}", r"As in \cref{f}.", "As in Abb. 1."),
    "\\st with soul": (r"\usepackage{soul}", r"A \st{n old} tank.", "A tank."),
}  # fmt: skip


@pytest.mark.parametrize(("preamble", "caption", "plain"), WORDS.values(), ids=WORDS.keys())
def test_words(read: Any, preamble: str, caption: str, plain: str) -> None:
    draft = read(rf"\begin{{figure}}{G}\caption{{{caption}}}\label{{f}}\end{{figure}}", preamble)
    assert draft.figures[0].caption == plain


def test_a_command_means_what_it_was_defined_to_where_it_stands(read: Any) -> None:
    figure = rf"\begin{{figure}}{G}\caption{{Map of \where.}}\end{{figure}}"
    body = rf"{figure}{{\renewcommand\where{{Rome}}{figure}}}{figure}\renewcommand\where{{Ulm}}{figure}"
    draft = read(body, r"\newcommand\where{Bonn}")
    assert [each.caption for each in draft.figures] == [f"Map of {town}." for town in ("Bonn", "Rome", "Bonn", "Ulm")]


def test_a_command_that_another_defines_takes_its_own_arguments(read: Any) -> None:
    outer = r"\newcommand\setup[1]{\newcommand\show[2]{\includegraphics{##1}\caption{##2 by #1.}}}"
    draft = read(r"\setup{night}\begin{figure}\show{b}{Level}\end{figure}", outer)
    (figure,) = draft.figures
    assert (figure.caption, [image.path for image in figure.images]) == ("Level by night.", ["b.pdf"])


REVISIONS: dict[str, tuple[str, str, str]] = {  # preamble, text, what a reader sees
    "changes": (r"\usepackage{changes}", r"The \replaced[id=A]{new}{old} \added{blue} tank\deleted{ of 1950}.", "The new blue tank."),
    "latexdiff": ("", r"The \DIFdelbegin \DIFdel{old }\DIFdelend \DIFaddbegin \DIFadd{new }\DIFaddend tank.", "The new tank."),
    "latexdiff's own definitions": (r"\providecommand{\DIFdel}[1]{{\color{red}#1}}", r"The \DIFdel{old }tank.", "The tank."),
    "own order of arguments": (r"\newcommand{\replaced}[2]{\sout{#1} \textcolor{blue}{#2}}", r"The \replaced{old}{new} tank.", "The new tank."),
    "coloured initials": (r"\newcommand{\jd}[1]{\textcolor{red}{[JD: #1]}}", r"The tank\jd{really?}.", "The tank."),
    "own note": (r"\newcommand\mynote[1]{{\color{red}#1}}", r"The tank\mynote{check}.", "The tank."),
    "todo": (r"\usepackage{todonotes}", r"The tank\todo[inline]{check}.", "The tank."),
}  # fmt: skip
KEPT = {
    "coloured new words": (r"\newcommand{\rev}[1]{\textcolor{blue}{#1}}", r"The \rev{new} tank.", "The new tank."),
    "a note in print": (r"\newcommand{\note}[1]{\emph{Note.} #1}", r"The tank. \note{Full.}", "The tank. Note. Full."),
    "such that": (r"\newcommand{\st}{s.t.}", r"All \st{} none.", "All s.t. none."),
}


@pytest.mark.parametrize(("preamble", "text", "plain"), (REVISIONS | KEPT).values(), ids=(REVISIONS | KEPT).keys())
def test_a_reader_sees_the_new_words_only(read: Any, preamble: str, text: str, plain: str) -> None:
    draft = read(rf"\begin{{figure}}{G}\caption{{{text}}}\label{{f}}\end{{figure}} See \ref{{f}}: {text}", preamble)
    assert draft.figures[0].caption == plain
    assert draft.figures[0].mentions[0].text.endswith(plain)


def test_what_was_left_out_is_told_in_one_line(read: Any) -> None:
    preamble, text, _ = REVISIONS["changes"]
    told = [problem for problem in read(text * 2, preamble).problems if problem.code == "revision-marks"]
    assert len(told) == 1
    assert "\\replaced (2), \\deleted (2)" in told[0].message
    assert not [problem for problem in read(KEPT["coloured new words"][1]).problems if problem.code == "revision-marks"]


def test_a_note_below_a_caption_is_no_figure(read: Any) -> None:
    note = r"\caption*{Source: \textit{Annals}.}"
    draft = read(rf"\begin{{figure}}{G}\caption{{A tank.}}{note}\label{{f}}\end{{figure}}See Figure~\ref{{f}}.")
    assert [(figure.number, figure.labels, figure.caption) for figure in draft.figures] == [("1", ("f",), "A tank.")]
    assert len(draft.figures[0].mentions) == 1


def test_a_figure_whose_only_caption_has_no_number_stays(read: Any) -> None:
    assert [f.caption for f in read(rf"\begin{{figure}}{G}\caption*{{A tank.}}\end{{figure}}").figures] == ["A tank."]
    several = rf"\begin{{figure}}{G}\caption{{A tank.}}{G}\caption*{{A well.}}\end{{figure}}"
    assert [figure.caption for figure in read(several).figures] == ["A tank.", "A well."]
