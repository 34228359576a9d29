"""The floats of a text: their captions, labels and panels as ranges, in all the forms that packages have for them."""

import re

import pytest

from capassist.drafts.latex.captions import Caption, foreign_part, read_caption
from capassist.drafts.latex.float_types import FIGURE, FloatTypes
from capassist.drafts.latex.floats import Float, panel_letter, read_float


def float_of(
    content: str, environment: str = "figure", *, end: str | None = None, behind: str = ""
) -> tuple[str, Float]:
    text = rf"\begin{{{environment}}}{content}" + (rf"\end{{{environment}}}" if end is None else end) + behind
    begin = re.match(r"\\begin\{[^{}]*\}", text)
    assert begin is not None
    return text, read_float(text, text, environment, begin.span(), FloatTypes())


def captions(content: str, environment: str = "figure") -> list[str]:
    """Return the captions of a float, each as type: [short] text."""
    text, found = float_of(content, environment)
    return [told(text, caption) for caption in found.captions]


def told(text: str, caption: Caption | None) -> str:
    if caption is None:
        return "none"
    short = f"[{text[slice(*caption.short)]}] " if caption.short else ""
    marks = ("" if caption.numbered else " *") + (" continued" if caption.continued else "")
    boxed = f" + {text[slice(*caption.boxed)]}" if caption.boxed else ""
    return f"{caption.type.kind}: {short}{text[slice(*caption.span)] if caption.span else '…'}{marks}{boxed}"


CAPTIONS: dict[str, tuple[str, list[str]]] = {
    "none": ("x", []),
    "plain": (r"\caption{A {b} c}", ["figure: A {b} c"]),
    "starred": (r"\caption*{A}", ["figure: A *"]),
    "short": (r"\caption [s] {A}", ["figure: [s] A"]),
    "an empty short form": (r"\caption[ ]{A}", ["figure: A"]),
    "beamer's overlay": (r"\caption<2->[s]{A}", ["figure: [s] A"]),
    "an offset before it": (r"\caption[s][-2cm]{A}", ["figure: [s] A"]),
    "no argument": (r"\caption A", []),
    "not closed": (r"\caption{A", ["figure: …"]),
    "of another command": (r"\captions{A}", []),
    "of a type": (r"\captionof{table}{A}", ["table: A"]),
    "of a type, starred": (r"\captionof*{table}{A}", ["table: A *"]),
    "of a type, starred behind": (r"\captionof{table}*{A}", ["table: A *"]),
    "of no type": (r"\captionof A", []),
    "for tables": (r"\tabcaption{A}", ["table: A"]),
    "for figures": (r"\fcaption{A}", ["figure: A"]),
    "continued": (r"\contcaption{A}", ["figure: A continued"]),
    "in two languages": (r"\bicaption{A}{B}", ["figure: A"]),
    "in two languages with short forms": (r"\bicaption[s]{A}[t]{B}", ["figure: [s] A"]),
    "in two languages, ccaption's": (r"\bicaption{s}{A}{t}{B}", ["figure: A"]),
    "boxed": (r"\captionbox{A}[2cm][c]{\label{x}b}", [r"figure: A + \label{x}b"]),
    "boxed without content": (r"\captionbox{A}", ["figure: A"]),
    "two": (r"\caption{A}\caption{B}", ["figure: A", "figure: B"]),
    "with a table inside": (r"\caption{A \begin{table}}", ["figure: …"]),
    "with a heading inside": (r"\caption{A \section{B}}", ["figure: …"]),
    "with an equation inside": (r"\caption{A \begin{equation}\end{equation}}", [r"figure: A \begin{equation}\end{equation}"]),
    "in a panel": (r"\begin{subfigure}{1cm}\caption{A}\end{subfigure}\caption{B}", ["figure: B"]),
    "in a panel's command": (r"\subfloat[\caption{A}]{b}\caption{B}", ["figure: B"]),
    "a label alone, and text": (r"\caption{\label{x}} Two words here \centering", ["figure: Two words here"]),
    "a label alone, and one word": (r"\caption{\label{x}} Words \centering", [r"figure: \label{x}"]),
    "a label alone, and an open group": (r"\caption{\label{x}} Two {words \centering", [r"figure: \label{x}"]),
    "a type that is set": (r"\captionsetup{type=table}\caption{A}", ["table: A"]),
    "a type that is set in a group": (r"{\captionsetup{type=table}\caption{A}}\caption{B}", ["table: A", "figure: B"]),
    "a type that is set behind": (r"\caption{A}\captionsetup{type=table}", ["figure: A"]),
    "a type by hand": (r"\def\@captype{table}\caption{A}", ["table: A"]),
    "a float within": (r"\begin{table}\caption{A}\end{table}\caption{B}", ["table: A", "figure: B"]),
    "a box of floatrow": (r"\ttabbox[2cm]{\caption{A}}{b}\ffigbox{\caption{B}}{c}", ["table: A", "figure: B"]),
    "a box of floatrow of a type": (r"\floatbox{table}[][2cm]{\caption{A}}{b}", ["table: A"]),
    "a box that does not close": (r"\ttabbox{\caption{A}", ["figure: A"]),
    "eLife's supplement": (r"\figsupp[s]{A}{\label{x}b}", [r"scheme: [s] A + \label{x}b"]),
    "a supplement without content": (r"\figsupp{A}", []),
    "beside": (r"\begin{captionbeside}[s]{A}[l]b\end{captionbeside}", ["figure: [s] A"]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "found"), CAPTIONS.values(), ids=CAPTIONS)
def test_the_captions_of_a_float(content: str, found: list[str]) -> None:
    assert captions(content) == found


def test_captions_of_other_floats() -> None:
    assert captions(r"\caption{A}", "table*") == ["table: A"]
    assert captions(r"{table}{2cm}\caption{A}", "wrapfloat") == ["table: A"]
    assert captions(r"[2,r,{\includegraphics{a}},{A}]x", "figwindow") == ["figure: A"]
    assert captions(r"[2,r,{A}]x", "figwindow") == []


# The labels and panels of a float, each panel as its text, its caption in brackets where it has one, "-" where it has no letter
PARTS: dict[str, tuple[str, str, list[str]]] = {
    "labels": (r"\label{a}\caption{A\label{ b }}\label{c}", "a b c", []),
    "in an equation": (r"\begin{equation}\label{a}\end{equation}\label{b}", "b", []),
    "jmlr's": (r"\floatconts{a}{\caption{A}}{b}", "a", []),
    "with an option": (r"\label[x]{a}", "a", []),
    "in a box": (r"\captionbox{A\label{a}}{\label{b}}", "a b", []),
    "memoir's key": (r"\sidecaption{A}[a]", "a", []),
    "an environment": (r"\begin{subfigure}{1cm}x\caption{A}\end{subfigure}", "", [r"\begin{subfigure}{1cm}x\caption{A}\end{subfigure} [A]"]),
    "an environment without caption": (r"\begin{subfigure}{1cm}x\end{subfigure}", "", [r"\begin{subfigure}{1cm}x\end{subfigure} -"]),
    "a starred caption": (r"\begin{subfigure}{1cm}\caption*{A}\end{subfigure}", "", [r"\begin{subfigure}{1cm}\caption*{A}\end{subfigure} [A] -"]),
    "a phantom caption": (r"\begin{subfigure}{1cm}\phantomcaption\end{subfigure}", "", [r"\begin{subfigure}{1cm}\phantomcaption\end{subfigure}"]),
    "not closed": (r"\begin{subfigure}{1cm}x", "", [r"\begin{subfigure}{1cm}x -"]),
    "a command": (r"\subfloat[A]{b}", "", [r"\subfloat[A]{b} [A]"]),
    "a command with a short form": (r"\subfloat[s][A]{b}", "", [r"\subfloat[s][A]{b} [A]"]),
    "a command without caption": (r"\subfloat{b}", "", [r"\subfloat{b} -"]),
    "a command without content": (r"\subfloat[A]", "", []),
    "a box": (r"\subcaptionbox{A\label{a}}[1cm]{b}", "a", [r"\subcaptionbox{A\label{a}}[1cm]{b} [A\label{a}]"]),
    "a subcaption in a minipage": (
        r"\begin{minipage}{1cm}x\subcaption{A}\end{minipage}", "", [r"\begin{minipage}{1cm}x\subcaption{A}\end{minipage} [A]"],
    ),
    "a subcaption by itself": (r"x\subcaption{A}", "", [r"\subcaption{A} [A]"]),
    "phantoms": (r"{\phantomsubcaption\label{a}}{\phantomsubcaption\label{b}}", "a b", [r"\phantomsubcaption\label{a}", r"\phantomsubcaption\label{b}"]),
    "phantoms one after the other": (r"\phantomsubcaption a\phantomsubcaption b", "", [r"\phantomsubcaption a", r"\phantomsubcaption b"]),
    "in order": (r"\subfloat{b}\begin{subfigure}{1cm}\caption{A}\end{subfigure}\subfloat{c}", "", [
        r"\subfloat{b} -", r"\begin{subfigure}{1cm}\caption{A}\end{subfigure} [A]", r"\subfloat{c} -",
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "labels", "panels"), PARTS.values(), ids=PARTS)
def test_the_labels_and_panels_of_a_float(content: str, labels: str, panels: list[str]) -> None:
    text, found = float_of(content)
    assert " ".join(label.key for label in found.labels) == labels
    assert [
        text[panel.start : panel.end]
        + (f" [{text[slice(*panel.caption)]}]" if panel.caption else "")
        + ("" if panel.lettered else " -")
        for panel in found.panels
    ] == panels


UNCLOSED = {
    "the end of the text": ("", ""),
    "a section": (r"\section{B}x", r"\section{B}x"),
    "another float": (r"\begin{figure}y\end{table}", r"\begin{figure}y\end{table}"),
    "the end of the document": (r"\end{document}", r"\end{document}"),
}


@pytest.mark.parametrize(("behind", "rest"), UNCLOSED.values(), ids=UNCLOSED)
def test_a_float_that_does_not_close(behind: str, rest: str) -> None:
    text, found = float_of(r"\caption{A}", end="", behind=behind)
    assert (found.closed, text[found.end :], text[slice(*found.content)]) == (False, rest, r"\caption{A}")


def test_a_float_that_closes() -> None:
    text, found = float_of("x", behind="y")
    assert (found.closed, text[found.end :], text[slice(*found.content)]) == (True, "y", "x")


SAID = {
    r"\ContinuedFloat": (True, False), r"\ContinuedFloat*": (False, False), r"\captionsetup{labelformat=empty}": (False, True),
    r"\captionsetup[figure]{labelformat = no}": (False, True), r"\captionsetup{labelformat=simple}": (False, False),
    r"\captionsetup{labelformat=empty}\captionsetup{font=small}": (False, True),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), SAID.items())
def test_what_is_said_of_a_float_s_captions(content: str, said: tuple[bool, bool]) -> None:
    _, found = float_of(content)
    assert (found.continued, found.silent) == said


def test_the_groups_of_a_float_with_several_captions() -> None:
    text, found = float_of(r"\begin{minipage}{1cm}\caption{A}\end{minipage}{\caption{B}}\minipage{1cm}x\endminipage\{")
    groups = {text[slice(*span)] for span in found.groups}
    assert groups == {
        r"\begin{minipage}{1cm}\caption{A}\end{minipage}", r"{\caption{B}}", r"\minipage{1cm}x\endminipage", "{1cm}", "{A}", "{B}", "{minipage}",
    }  # fmt: skip
    assert float_of(r"{\caption{A}}")[1].groups == []


def test_the_letter_of_a_panel() -> None:
    assert [panel_letter(index) for index in (0, 1, 26, 27)] == ["0", "a", "z", "27"]


FOREIGN = {
    "nothing": ("A b", None),
    "four paragraphs": ("\n\n".join("abcde"), None),
    "five paragraphs": ("\n \n".join("abcdef"), 17),
    "a heading": (r"A\section{b}", 1),
    "a float": (r"A\begin{table}", 1),
    "its end": (r"A\end{figure}", 1),
    "the document's end": (r"A\end{document}", 1),
    "a panel": (r"A\begin{subfigure}", 1),
    "a list": (r"A\begin{itemize}", None),
}


@pytest.mark.parametrize(("text", "where"), FOREIGN.values(), ids=FOREIGN)
def test_what_no_caption_holds(text: str, where: int | None) -> None:
    assert foreign_part(text, 0, len(text)) == where


def test_where_a_caption_ends() -> None:
    def end(text: str, command: str) -> str:
        read = read_caption(text, command, (0, len(command) + 1), FIGURE, FloatTypes())
        assert read is not None
        return text[read.end :]

    assert end(r"\caption{A}b", "caption") == "b"
    assert end(r"\captionbox{A}{b}c", "captionbox") == "c"
    assert end(r"\sidecaption{A} [x]c", "sidecaption") == "c"
    assert end(r"\bicaption{A} {B}c", "bicaption") == "c"
    assert end(r"\caption{\label{x}} Two words\\c", "caption") == r"\\c"
