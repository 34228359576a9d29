"""What a check looks at: parts, labels, references and remarks, each where it stands in its file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.drafts.source import decode
from capassist.model import Draft, Part

Read = Callable[..., Draft]

FILES = {
    "main.tex": r"""\documentclass[twocolumn]{article}
\usepackage{graphicx}
% capassist: ignore C001
\newcommand{\fref}[1]{Figure~\ref{fig:#1}}
\newcommand{\shot}[2]{\begin{figure}\includegraphics{#1}\caption{#2}\label{fig:shot}\end{figure}}
\begin{document}
Ä word before Fig.~\ref{fig:one}b and \fref{two}. % capassist: ignore C008
\input{part}
\shot{b}{A caption from an argument.}
See Figure 1, too. \begin{equation}x\label{eq:x}\end{equation}
\end{document}
""",
    "part.tex": "\\begin{figure}\r\n  \\subfloat[Left\\label{fig:p}]{\\includegraphics{a}}\r\n  \\includegraphics[alt={Two lines}]{gone}% capassist: ignore C092\r\n"
    "  \\caption[Short]{One of \\cite{x},\r\n    see \\ref{fig:two}.}\r\n  \\label{fig:one}\r\n\\end{figure}\r\n"
    "\\begin{figure}\\label{fig:two}\\Description[s]{A dot.}\\includegraphics{b}\\caption{Two.}\\end{figure}\r\n",
}  # fmt: skip


@pytest.fixture
def draft(read: Read) -> Draft:
    return read(FILES)


def text_of(draft: Draft, file: str) -> str:
    return decode((Path(draft.root) / file).read_bytes()).text


def parts(draft: Draft, figure: str) -> list[Part]:
    return [part for part in draft.manuscript.parts if part.figure == figure]


def test_every_part_stands_where_it_says(draft: Draft) -> None:
    for part in draft.manuscript.parts:
        text = text_of(draft, part.source.file)
        line = text.replace("\r\n", "\n").split("\n")[part.source.line - 1]
        if part.span:
            assert text[slice(*part.span)] == part.text
            assert line[part.source.column - 1 :].startswith(part.text.split("\r\n")[0])
        if part.end:
            assert text[part.end - 1] in "}]"


def test_parts_are_in_the_order_of_the_source(draft: Draft) -> None:
    assert [(part.kind, part.text, part.panel, part.trouble) for part in parts(draft, "fig:one")] == [
        ("caption", "Left\\label{fig:p}", True, ""),
        ("label", "fig:p", True, ""),
        ("graphic", "a", False, ""),
        ("graphic", "gone", False, "gone is not in the draft."),
        ("alt", "Two lines", False, ""),
        ("caption", "One of \\cite{x},\r\n    see \\ref{fig:two}.", False, ""),
        ("label", "fig:one", False, ""),
    ]
    assert [part.kind for part in parts(draft, "fig:two")] == ["label", "alt", "graphic", "caption"]


def test_a_label_is_known_as_it_is_written_with_its_line_where_it_stands_alone(draft: Draft) -> None:
    assert parts(draft, "fig:one")[-1].written == "  \\label{fig:one}\r\n"
    assert parts(draft, "fig:two")[0].written == "\\label{fig:two}"
    assert {part.written for part in parts(draft, "fig:shot")} == {""}  # an own command writes it


def test_an_argument_of_an_own_command_has_its_place(draft: Draft) -> None:
    caption = next(part for part in parts(draft, "fig:shot") if part.kind == "caption")
    assert (caption.source.file, caption.source.line, caption.source.column) == ("main.tex", 9, 10)
    assert caption.span is not None
    assert next(part for part in parts(draft, "fig:shot") if part.kind == "label").span is None


def test_references_with_their_word_and_target(draft: Draft) -> None:
    found = [(r.text, r.figures, r.caption_of, r.source.line) for r in draft.manuscript.references]
    assert found == [
        ("Fig.~\\ref{fig:one}b", ("fig:one",), None, 7),
        ("\\fref{two}", ("fig:two",), None, 7),
        ("\\ref{fig:two}", ("fig:two",), "fig:one", 5),
        ("Figure 1", ("fig:one",), None, 10),
    ]


def test_labels_class_and_text(draft: Draft) -> None:
    manuscript = draft.manuscript
    assert manuscript.labels >= {"fig:one", "fig:two", "fig:p", "fig:shot", "eq:x"}
    assert (manuscript.document_class, manuscript.options, manuscript.packages) == (
        "article",
        "twocolumn",
        ("graphicx",),
    )
    assert "Ä word before" in manuscript.body
    assert "Two." not in manuscript.body
    assert "capassist" not in manuscript.body


def test_remarks(draft: Draft) -> None:
    found = [(r.text, r.source.file, r.source.line, r.figure, r.everywhere) for r in draft.manuscript.suppressions]
    assert found == [
        ("ignore C001", "main.tex", 3, None, True),
        ("ignore C008", "main.tex", 7, None, False),
        ("ignore C092", "part.tex", 3, "fig:one", False),
    ]


@pytest.mark.parametrize(
    ("source", "partial"), [("\\includeonly{one}", True), ("% \\includeonly{one}", False), ("", False)]
)
def test_chapters_left_out(read: Read, source: str, partial: bool) -> None:
    assert read("Text.", preamble=source).manuscript.partial is partial


def test_a_label_that_looks_like_a_number_is_none(read: Read) -> None:
    figures = "".join(
        f"\\begin{{figure}}\\includegraphics{{a}}\\caption{{x}}\\label{{fig:fig{n}}}\\end{{figure}}" for n in "12"
    )
    draft = read("See \\ref{fig:fig2}, Fig.2 or see Figure 2. " + figures)
    assert [reference.figures for reference in draft.manuscript.references] == [("fig:fig2",)] * 3


def test_the_commands_are_those_that_are_defined_or_used_in_any_file_that_was_read(read: Read) -> None:
    main = (
        "\\documentclass{article}\\usepackage{own}\\def\\mine{x}\n\\begin{document}\n"
        "\\used{x} % \\commented\n\\begin{verbatim}\\printed\\end{verbatim}\\end{document}\n"
    )
    commands = read({"main.tex": main, "own.sty": r"\newcommand{\unused}{x}"}).manuscript.commands
    assert commands >= {"used", "mine", "unused"}
    assert not commands & {"commented", "printed"}
