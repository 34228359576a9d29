"""Slots: where a caption can be written, and what must stay around it."""

from pathlib import Path
from typing import Any

import pytest

from capassist.drafts.latex import read_latex
from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.float_types import FIGURE, FloatType
from capassist.drafts.latex.floats import Entry, Float
from capassist.drafts.latex.graphics import Graphic
from capassist.drafts.latex.slots import Habit, habit_of
from capassist.drafts.source import read_source
from capassist.model import Draft, Figure

NEW = "New words."


def written(draft: Draft, figure: Figure, new: str = NEW) -> str:
    """Return the file as it would be after writing a caption."""
    slot = figure.slot
    assert slot is not None, figure.locked
    text = read_source(draft.root / slot.file).text
    assert text[slot.start : slot.end] == slot.text
    return text[: slot.start] + slot.before + new + slot.after + text[slot.end :]


EXISTING = {
    "plain": (r"\caption{Old.}", rf"\caption{{{NEW}}}"),
    "label first": (r"\caption{\label{f} Old.}", rf"\caption{{\label{{f}} {NEW}}}"),
    "label last": (r"\caption{Old. \label{f}}", rf"\caption{{{NEW} \label{{f}}}}"),
    "label in the middle": (r"\caption{Old\label{f} words.}", rf"\caption{{{NEW}\label{{f}}}}"),
    "own lines": ("\\caption{\n    Old\n    words.\n  }", f"\\caption{{\n    {NEW}\n  }}"),
    "comments at the ends": ("\\caption{% keep\n  Old. % keep too\n}", f"\\caption{{% keep\n  {NEW} % keep too\n}}"),
    "size": (r"\caption{\small\sffamily Old.}", rf"\caption{{\small\sffamily {NEW}}}"),
    "short form": (r"\caption[Short]{Old \{brace\} 50\% done}", rf"\caption[Short]{{{NEW}}}"),
    "empty": (r"\caption{}", rf"\caption{{{NEW}}}"),
    "label only": (r"\caption{\label{f}}", rf"\caption{{\label{{f}}{NEW}}}"),
    "own label command": (r"\caption{\figlabel{f}Old.}", rf"\caption{{\figlabel{{f}}{NEW}}}"),
}


@pytest.mark.parametrize(("old", "new"), EXISTING.values(), ids=EXISTING.keys())
def test_existing_caption(read: Any, old: str, new: str) -> None:
    body = "\\begin{figure}\n  \\includegraphics{a}\n  %s\n\\end{figure}"
    draft = read(body % old, r"\newcommand{\figlabel}[1]{\label{fig:#1}}")
    assert written(draft, draft.figures[0]).count(body % new) == 1


BELOW = "\\begin{figure}\\includegraphics{b}\\caption{B.}\\end{figure}\n"
ABOVE = "\\begin{figure}\\caption{B.}\\includegraphics{b}\\end{figure}\n"
MISSING = {
    "below": (BELOW, "\n  \\includegraphics{a}\n", f"\n  \\includegraphics{{a}}\n  \\caption{{{NEW}}}\n"),
    "before the label": (
        BELOW,
        "\n  \\includegraphics{a}\n  \\label{f}\n",
        f"\n  \\includegraphics{{a}}\n  \\caption{{{NEW}}}\n  \\label{{f}}\n",
    ),
    "label above the picture": (
        BELOW,
        "\n  \\label{f}\n  \\includegraphics{a}\n",
        f"\n  \\caption{{{NEW}}}\n  \\label{{f}}\n  \\includegraphics{{a}}\n",
    ),
    "above, as the others": (
        ABOVE,
        "\n  \\centering\n  \\includegraphics{a}\n",
        f"\n  \\centering\n  \\caption{{{NEW}}}\n  \\includegraphics{{a}}\n",
    ),
    "after a comment": (
        BELOW,
        "\n  \\includegraphics{a} % big\n",
        f"\n  \\includegraphics{{a}} % big\n  \\caption{{{NEW}}}\n",
    ),
    "inside an environment": (
        BELOW,
        "\n  \\begin{center}\n    \\includegraphics{a}\n  \\end{center}\n",
        f"\n  \\begin{{center}}\n    \\includegraphics{{a}}\n  \\end{{center}}\n  \\caption{{{NEW}}}\n",
    ),
    "inside a box": (
        BELOW,
        "\n  \\resizebox{3cm}{!}{\\includegraphics{a}}\n",
        f"\n  \\resizebox{{3cm}}{{!}}{{\\includegraphics{{a}}}}\n  \\caption{{{NEW}}}\n",
    ),
    "panels": (
        BELOW,
        "\n  \\subfloat[A]{\\includegraphics{a}\\label{f:a}}\n  \\subfloat[C]{\\includegraphics{c}\\label{f:c}}\n",
        "\n  \\subfloat[A]{\\includegraphics{a}\\label{f:a}}\n  \\subfloat[C]{\\includegraphics{c}\\label{f:c}}\n"
        f"  \\caption{{{NEW}}}\n",
    ),
    "panels, the first without a picture": (
        ABOVE,
        "\n  \\subfloat[A]{Words.}\n  \\subfloat[C]{\\includegraphics{c}}\n  \\subfloat[D]{More.}\n",
        f"\n  \\caption{{{NEW}}}\n"
        "  \\subfloat[A]{Words.}\n  \\subfloat[C]{\\includegraphics{c}}\n  \\subfloat[D]{More.}\n",
    ),
    "panels, the last without a picture": (
        BELOW,
        "\n  \\subfloat[A]{Words.}\n  \\subfloat[C]{\\includegraphics{c}}\n  \\subfloat[D]{More.}\n",
        "\n  \\subfloat[A]{Words.}\n  \\subfloat[C]{\\includegraphics{c}}\n  \\subfloat[D]{More.}\n"
        f"  \\caption{{{NEW}}}\n",
    ),
    "one line": (BELOW, "\\includegraphics{a}", f"\\includegraphics{{a}}\n\\caption{{{NEW}}}\n"),
    "KOMA": (
        BELOW.replace("caption", "captionbelow"),
        "\n  \\includegraphics{a}\n",
        f"\n  \\includegraphics{{a}}\n  \\captionbelow{{{NEW}}}\n",
    ),
}


@pytest.mark.parametrize(("other", "old", "new"), MISSING.values(), ids=MISSING.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_missing_caption(read: Any, other: str, old: str, new: str, newline: str) -> None:
    text = "\\documentclass{article}\n\\begin{document}\n" + other + "\\begin{figure}%s\\end{figure}\n\\end{document}\n"
    draft = read({"main.tex": (text % old).replace("\n", newline)})
    figure = draft.figures[1]
    assert figure.state == "missing"
    assert written(draft, figure) == (text % new).replace("\n", newline)


HABITS = {
    "label behind on its own line": ("\\caption{Old.\n    \\label{%s}}", "\\caption{New words.\n    \\label{f}}"),
    "label behind": (r"\caption{Old. \label{%s}}", r"\caption{New words. \label{f}}"),
    "label first": (r"\caption{\label{%s}Old.}", r"\caption{\label{f}New words.}"),
    "label outside": (r"\caption{Old.}\label{%s}", r"\caption{\label{f}New words.}"),
}


@pytest.mark.parametrize(("others", "new"), HABITS.values(), ids=HABITS.keys())
def test_a_caption_that_is_but_its_label_gets_its_text_where_the_others_have_it(
    read: Any, others: str, new: str
) -> None:
    floats = [f"\\begin{{figure}}{others % name}\\end{{figure}}" for name in "abc"]
    draft = read("\n".join([*floats, r"\begin{figure}\caption{\label{f}}\end{figure}"]))
    figure = next(figure for figure in draft.figures if figure.labels == ("f",))
    assert new in written(draft, figure)


def test_what_was_written_is_read_again(read: Any) -> None:
    draft = read(r"\begin{figure}\includegraphics{a}\label{f}\end{figure} \ref{f}")
    (draft.root / "main.tex").write_text(written(draft, draft.figures[0]))
    (figure,) = read_latex(draft.path).figures
    assert (figure.id, figure.number, figure.caption, figure.state) == ("f", "1", NEW, "written")


def test_slot_of_a_wrapper_is_its_argument(read: Any) -> None:
    preamble = (
        r"\newcommand{\shot}[3][]{\begin{figure}\includegraphics{#2}\caption[#1]{\small #3\label{fig:#2}}\end{figure}}"
    )
    draft = read(r"\shot[Short]{a}{The old words.}", preamble)
    (figure,) = draft.figures
    assert (figure.id, figure.caption_source) == ("fig:a", r"\small The old words.\label{fig:a}")
    assert rf"\shot[Short]{{a}}{{{NEW}}}" in written(draft, figure)


def test_slot_of_a_stored_argument_is_where_the_author_wrote_it(read: Any) -> None:
    preamble = (
        r"\newenvironment{shot}[2]{\begin{figure}\def\words{#1}\newcommand{\key}{#2}}"
        r"{\caption{\words}\label{\key}\end{figure}}"
    )
    draft = read(r"\begin{shot}{Old one.}{f:one}a\end{shot}\begin{shot}{Old two.}{f:two}b\end{shot}", preamble)
    assert [(figure.id, figure.caption) for figure in draft.figures] == [("f:one", "Old one."), ("f:two", "Old two.")]
    assert rf"\begin{{shot}}{{{NEW}}}{{f:two}}" in written(draft, draft.figures[1])


@pytest.mark.parametrize(
    ("body", "preamble"),
    [
        (r"\shot{a}", r"\newcommand{\shot}[1]{\begin{figure}\includegraphics{#1}\caption{Always this.}\end{figure}}"),
        (r"\shot{a}", r"\newcommand{\shot}[1]{\begin{figure}\includegraphics{#1}\end{figure}}"),
        (r"\shot{a}{b}", r"\newcommand{\shot}[2]{\begin{figure}\includegraphics{#1}\caption{Map of #2.}\end{figure}}"),
        (r"\begin{figure}\includegraphics{a}\caption{Never closed \end{figure}", ""),
    ],
    ids=["fixed", "none", "partly", "unbalanced"],
)
def test_what_cannot_be_written_is_locked(read: Any, body: str, preamble: str) -> None:
    (figure,) = read(body, preamble).figures
    assert figure.slot is None
    assert figure.locked.endswith(".")


def test_a_caption_that_is_brought_in_is_locked(read: Any) -> None:
    draft = read(
        {
            "main.tex": r"\documentclass{article}\begin{document}\input{cap}\end{document}",
            "cap.tex": r"\begin{figure}\caption{\input{words}}\includegraphics{a}\end{figure}",
            "words.tex": "Words.",
        }
    )
    (figure,) = draft.figures
    assert (figure.caption, figure.slot) == ("Words.", None)
    assert "\\input" in figure.locked


def test_latin_1_and_crlf_keep_their_bytes(tmp_path: Path) -> None:
    data = "\\documentclass{article}\r\n\\begin{document}é\r\n\\begin{figure}\\caption{Größe}\\end{figure}\r\n\\end{document}".encode(
        "latin-1"
    )
    (tmp_path / "main.tex").write_bytes(data)
    draft = read_latex(tmp_path)
    (figure,) = draft.figures
    assert figure.caption == "Größe"
    assert read_source(tmp_path / "main.tex").encode(written(draft, figure)) == data.replace(
        "Größe".encode("latin-1"), NEW.encode()
    )


# What a slot may hold -----------------------------------------------------------------------------------------------------

AROUND = (
    "\\documentclass{article}\n%s\\begin{document}\nText on Figure~\\ref{fig:a}.\n\n%s\n\nMore text.\n\\end{document}\n"
)
LOCKED = {
    "over the float's end": ("", "\\begin{figure}\\includegraphics{a}\\caption{Old\\label{fig:a}\\end{figure} A stray } here.", "line 5 of main.tex"),
    "over a table's begin": ("", "\\begin{figure}\\includegraphics{a}\\label{fig:a}\\caption{Old \\begin{table}x\\end{table} }\\end{figure}", "missing before"),
    "over a heading": ("", "\\includegraphics{a}\\captionof{figure}{Old\\label{fig:a}\n\n\\section{Two} and so } on", "missing before"),
    "over paragraphs": ("", "\\begin{figure}\\includegraphics{a}\\caption{Old\\label{fig:a}" + "\n\npar" * 6 + "}\\end{figure}", "missing before"),
    "a graphic": ("", "\\begin{figure}\\includegraphics{a}\\caption{Old \\includegraphics{key} one.}\\label{fig:a}\\end{figure}", "more than words"),
    "a list": ("", "\\begin{figure}\\includegraphics{a}\\caption[S]{Old \\begin{itemize}\\item one\\end{itemize}}\\label{fig:a}\\end{figure}", "more than words"),
    "a condition": ("\\newif\\ifarxiv\n", "\\begin{figure}\\includegraphics{a}\\caption{\\ifarxiv A.\\else B.\\fi}\\label{fig:a}\\end{figure}", "depends on \\ifarxiv"),
    "a toggle": ("\\usepackage{etoolbox}\\newtoggle{long}\n", "\\begin{figure}\\includegraphics{a}\\caption{One \\iftoggle{long}{A.}{B.}}\\label{fig:a}\\end{figure}", "depends on \\iftoggle"),
    "an input": ("", "\\begin{figure}\\includegraphics{a}\\caption{\\input{words}}\\label{fig:a}\\end{figure}", "brought in by \\input"),
    "captionbox": ("", "\\begin{figure}\\unknowncaptionbox{Old.\\label{fig:a}}{\\includegraphics{a}}\\end{figure}", "not understood"),
    "caption environment": ("", "\\begin{figure}\\begin{mysidecaption}{Old.}\\includegraphics{a}\\end{mysidecaption}\\label{fig:a}\\end{figure}", "not understood"),
    "capital": ("", "\\begin{figure}\\includegraphics{a}\\FigCaption{Old.}\\label{fig:a}\\end{figure}", "not understood"),
    "two arguments": ("\\newcommand{\\capt}[2]{\\caption{#1 #2}}\n", "\\begin{figure}\\includegraphics{a}\\capt{One.}{Two things.}\\label{fig:a}\\end{figure}", "own"),
}  # fmt: skip


@pytest.mark.parametrize(("preamble", "body", "reason"), LOCKED.values(), ids=LOCKED)
def test_what_is_more_than_a_caption_is_locked(read: Any, preamble: str, body: str, reason: str) -> None:
    draft = read({"main.tex": AROUND % (preamble, body), "words.tex": "Words."})
    (figure,) = (figure for figure in draft.figures if figure.id == "fig:a" or "fig:a" in figure.labels)
    assert figure.slot is None
    assert reason in figure.locked


KEPT = {
    "switch, bold": (r"\caption{\small\textbf{Old.} Two.}", r"\textbf{Old.} Two."),
    "switch, group": (r"\caption{\footnotesize{\bf Old.} Two.}", r"{\bf Old.} Two."),
    "switch, maths": (r"\caption{\footnotesize$x$ grows.}", "$x$ grows."),
    "switched group": (r"\caption{{\small Old words.}}", "Old words."),
    "switched group, label": (r"\caption{{\small Old words.}\label{fig:b}}", "Old words."),
    "group of a part": (r"\caption{{\small Old} words.}", r"{\small Old} words."),
    "label macro": (r"\caption{Old words.\figlabel{b}}", "Old words."),
    "four paragraphs": ("\\caption[S]{One.\n\nTwo.\n\nThree.\n\nFour.}", "One.\n\nTwo.\n\nThree.\n\nFour."),
    "maths environment": (r"\caption{With $\begin{pmatrix}1\end{pmatrix}$.}", r"With $\begin{pmatrix}1\end{pmatrix}$."),
    "iff": (r"\caption{Holds $a \iff b$.}", r"Holds $a \iff b$."),
}  # fmt: skip


@pytest.mark.parametrize(("caption", "words"), KEPT.values(), ids=KEPT)
def test_a_captions_words_are_its_slot(read: Any, caption: str, words: str) -> None:
    body = f"\\begin{{figure}}\\includegraphics{{a}}{caption}\\label{{fig:a}}\\end{{figure}}"
    draft = read({"main.tex": AROUND % ("\\newcommand{\\figlabel}[1]{\\label{fig:#1}}\n", body)})
    (figure,) = draft.figures
    assert figure.slot is not None, figure.locked
    assert figure.slot.text == words


@pytest.mark.parametrize(
    "body",
    [
        r"\begin{figure}\centerline{\includegraphics{a}\label{fig:a}}\end{figure}",
        r"\begin{figure}\parbox{3cm}{\label{fig:a}}\includegraphics{a}\end{figure}",
        r"\begin{figure}\framed[x]{\fbox{\includegraphics{a}}\label{fig:a}}\end{figure}",
    ],
)
def test_nothing_is_inserted_into_an_argument(read: Any, body: str) -> None:
    source = AROUND % ("", body)
    (figure,) = read({"main.tex": source}).figures
    assert figure.slot is not None
    before = source[source.index("\\begin{figure}") : figure.slot.start]
    assert before.count("{") == before.count("}")


@pytest.mark.parametrize("short", ["TODO", "Short caption here", "..."])
def test_a_short_title_has_a_slot_with_its_brackets(read: Any, short: str) -> None:
    body = f"\\begin{{figure}}\\includegraphics{{a}}\\caption[{short}]{{Old.}}\\label{{fig:a}}\\end{{figure}}"
    (figure,) = read({"main.tex": AROUND % ("", body)}).figures
    assert figure.short_slot is not None
    assert figure.short_slot.text == f"[{short}]"
    assert figure.short_state == "placeholder"


def test_two_arguments_are_not_one(read: Any) -> None:
    """Braces that balance over both are no group: a slot across them would make one of the two."""
    preamble = r"\newcommand{\capt}[2]{\caption{#1 #2}}"
    draft = read(r"\begin{figure}\includegraphics{a}\capt{One.}{Two things.}\end{figure}", preamble)
    assert draft.figures[0].slot is None
    assert draft.figures[0].locked


def test_a_missing_brace_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\n\\begin{document}\n\\begin{figure}\n\\includegraphics{a}\n\\caption{Old.\n\\label{f}\n"
        "\\end{figure}\nText.\n\nMore }\n\\end{document}\n"
    )
    (figure,) = read_latex(tmp_path).figures
    assert figure.slot is None
    assert "one seems to be missing before line 7 of main.tex" in figure.locked


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_the_indentation_inside_the_float_is_kept(read: Any, newline: str) -> None:
    body = newline.join(["\\begin{figure}", "    \\centering", "    \\includegraphics{a}", "\\end{figure}"])
    draft = read(body)
    lines = written(draft, draft.figures[0]).splitlines()
    assert f"    \\caption{{{NEW}}}" in lines
    assert lines[lines.index(f"    \\caption{{{NEW}}}") + 1] == "\\end{figure}"


def placed(start: int, *, command: str = "caption", kind: FloatType = FIGURE, graphic: bool = True) -> Entry:
    """Return a float with a caption at `start` and a graphic at 10."""
    caption = Caption(command, kind, start, start + 1, None) if command else None
    return Entry(
        Float(kind, "figure", 0, 99, (0, 99)), kind, caption, graphics=[Graphic(10, 11, "a")] if graphic else []
    )


TABLE = FloatType("table", "table", "Table")
PLACES = {
    "none": ([], "figure", Habit("caption", above=False)),
    "no tables": ([placed(20)], "table", Habit("caption", above=True)),
    "below": ([placed(20)], "figure", Habit("caption", above=False)),
    "above": ([placed(0)], "figure", Habit("caption", above=True)),
    "as many above as below": ([placed(0), placed(20)], "figure", Habit("caption", above=False)),
    "most above": ([placed(0), placed(20), placed(0)], "figure", Habit("caption", above=True)),
    "tables above say nothing of figures": ([placed(0, kind=TABLE)], "figure", Habit("caption", above=False)),
    "tables below": ([placed(20, kind=TABLE)], "table", Habit("caption", above=False)),
    "without a graphic": ([placed(0, graphic=False)], "figure", Habit("caption", above=False)),
    "without a caption": ([placed(0, command="")], "figure", Habit("caption", above=False)),
    "the command of most": (
        [placed(20), placed(20, command="captionbelow"), placed(20, command="captionbelow")],
        "figure",
        Habit("captionbelow", above=False),
    ),
    "another command": ([placed(20, command="tbl")], "figure", Habit("caption", above=False)),
}


@pytest.mark.parametrize(("entries", "kind", "habit"), PLACES.values(), ids=PLACES)
def test_how_a_paper_places_its_captions(entries: list[Entry], kind: str, habit: Habit) -> None:
    assert habit_of(entries, kind) == habit


LABELS_ALONE = {
    "a label and nothing else": (r"\caption{\label{f}}", r"\caption{New words. \label{f}}"),
    "white space around it": (r"\caption{ \label{f} }", r"\caption{ New words. \label{f} }"),
    "a switch before it": (r"\caption{\small\label{f}}", r"\caption{\small\label{f}New words.}"),
    "two": (r"\caption{\label{f}\label{g}}", r"\caption{\label{f}\label{g}New words.}"),
    "nothing at all": (r"\caption{}\label{f}", r"\caption{New words.}\label{f}"),
}


@pytest.mark.parametrize(("old", "new"), LABELS_ALONE.values(), ids=LABELS_ALONE)
def test_only_a_label_alone_moves_behind_its_text(read: Any, old: str, new: str) -> None:
    other = r"\begin{figure}\caption{Old. \label{a}}\end{figure}"
    draft = read(rf"{other}\begin{{figure}}{old}\end{{figure}}")
    assert new in written(draft, draft.figures[1])
