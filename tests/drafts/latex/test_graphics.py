"""Which commands bring a graphic, by which of their arguments, and what TeX draws itself."""

import pytest

from capassist.drafts.latex.graphics import drawn_text, find_graphics, folders_in, graphic_paths

Found = list[tuple[str, str | None]]  # a graphic's source, and the name of its file where it has one


def found(text: str) -> Found:
    return [(text[each.start : each.end], each.name) for each in find_graphics(text, text, 0, len(text))]


NONE = {
    "words": "A tank.",
    "a command that begins alike": r"\includegraphicsx{a} \figures{a}{b} \inputs{a.pgf}",
    "without a name": r"\includegraphics{} \includegraphics[width=2cm]{ }",
    "without an argument": r"\includegraphics",
    "never closed": r"\includegraphics{a",
    "without options": r"\epsfig \psfig",
    "a file of text": r"\input{tanks} \include{tanks.tex}",
    "options without a file": r"\epsfig{width=2cm}",
    "a file's name in words": r"\href{a.pdf}{tank} \texttt{a.png}",
    "an environment of formulas": r"\begin{equation}a\end{equation}",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_brings_no_graphic(text: str) -> None:
    assert found(text) == []


NAMED = [
    (r"\includegraphics{a}", "a"),
    (r"\includegraphics*[width=2cm]{a.png}", "a.png"),
    (r"\includegraphics<2>[width=2cm]{a}", "a"),
    (r"\includegraphics[0,0][9,9]{a}", "a"),
    ('\\includegraphics{"my tank".png}', "my tank.png"),
    (r"\includegraphics{\detokenize{my_tank}.png}", "my_tank.png"),
    (r"\includegraphics{100\%\space full\_tank\#1}", "100% full_tank#1"),
    ("\\includegraphics{my\n tank}", "my tank"),
    (r"\adjustimage{width=2cm}{a}", "a"),
    (r"\includesvg[width=2cm]{a}", "a"),
    (r"\includestandalone{a}", "a.tex"),
    (r"\includepdf[pages=2]{a.pdf}", "a.pdf"),
    (r"\epsfbox[0 0 9 9]{a.eps}", "a.eps"),
    (r"\plotone{a}", "a"),
    (r"\fig{a.pdf}{2cm}", "a.pdf"),
    (r"\leftfig{a.pdf}{2cm}", "a.pdf"),
    (r"\rightfig{a.pdf}{2cm}", "a.pdf"),
    (r"\fitfigure[width=2cm]{a.pdf}", "a.pdf"),
    (r"\fitbitmap{a.png}", "a.png"),
    (r"\plotfiddle{a.ps}", "a.ps"),
    (r"\pgfimage[width=2cm]{a}", "a"),
    (r"\asyinclude{a.asy}", "a.asy"),
    (r"\epsffile[0 0 9 9]{a.eps}", "a.eps"),
    (r"\includemedia[width=2cm]{poster}{a.mp4}", "a.mp4"),
    (r"\movie[width=2cm]{poster}{a.mp4}", "a.mp4"),
    (r"\includepdfmerge{a.pdf}", "a.pdf"),
    (r"\adjincludegraphics*[width=2cm]{a}", "a"),
    (r"\animategraphics[loop]{12}{a-}", "a-"),
    (r"\epsfig{width=2cm, file=a.eps}", "a.eps"),
    (r"\psfig{figure={a.ps},width=2cm}", "a.ps"),
    (r"\special{psfile=a.eps hscale=50}", "a.eps"),
    (r"\input{a.pdf_tex}", "a.pdf"),
    (r"\input{figs/a.pstex_t}", "figs/a.pstex"),
    (r"\import{figs/}{a.pdf_tex}", "figs/a.pdf"),
    (r"\ourplot[width=2cm]{a.png}", "a.png"),
]


@pytest.mark.parametrize(("text", "name"), NAMED, ids=[text for text, _ in NAMED])
def test_a_command_brings_the_file_it_names(text: str, name: str) -> None:
    assert found(f"See {text} here.") == [(text, name)]


def test_a_command_may_bring_two_files() -> None:
    text = r"\plottwo{a}{b}"
    assert found(text) == [(text, "a"), (text, "b")]


DRAWN = [
    r"\begin{tikzpicture}\draw (0,0);\end{tikzpicture}",
    r"\begin{pspicture*}(1,1)\end{pspicture*}",
    r"\xymatrix{a \ar[r] & {b}}",
    r"\chemfig{A-B}",
    r"\Tree{a}",
    r"\tikz {\draw (0,0);}",
    r"\input{a.pgf}",
    r"\include{a.tikz}",
]


@pytest.mark.parametrize("text", DRAWN)
def test_what_tex_draws_has_no_file(text: str) -> None:
    assert found(f"See {text} here.") == [(text, None)]


def test_a_drawing_command_without_braces_is_its_name_alone() -> None:
    assert found(r"\Tree [.S [.NP a ] ]") == [(r"\Tree", None)]


def test_a_drawing_that_never_ends_goes_to_the_end() -> None:
    text = r"\begin{tikzpicture}\draw (0,0);"
    assert found(text) == [(text, None)]


def test_a_file_in_a_drawing_is_a_graphic_of_its_own() -> None:
    text = r"\begin{tikzpicture}\node {\includegraphics{a}};\end{tikzpicture}\includegraphics{b}"
    assert [name for _, name in found(text)] == [None, "a", "b"]


def test_graphics_stand_in_the_order_of_the_source() -> None:
    text = r"\includegraphics{c}\xymatrix{a}\includegraphics{a}\begin{overpic}[width=2cm]{b}\put(1,1){x}\end{overpic}"
    assert [name for _, name in found(text)] == ["c", None, "a", "b"]


def test_only_the_graphics_of_a_range_are_found() -> None:
    text = r"\includegraphics{a}\includegraphics{b}\includegraphics{c}"
    each = len(r"\includegraphics{a}")
    assert [graphic.name for graphic in find_graphics(text, text, each, 2 * each)] == ["b"]


@pytest.mark.parametrize(
    ("source", "folders"),
    [
        (r"\graphicspath{{figs/}{more/figs/}}", ["figs/", "more/figs/"]),
        ("\\graphicspath{ { figs/ }\n {more/} }", ["figs/", "more/"]),
        (r"\svgpath{figs/}", ["figs/"]),
        (r"\graphicspath{{}}", [""]),
    ],
)
def test_folders_of_graphics(source: str, folders: list[str]) -> None:
    (scoped,) = graphic_paths(source)
    assert folders_in(scoped.value) == folders


WORDS = {
    "nothing": (r"\draw (0,0) -- (1,1);", ""),
    "a node": (r"\node (a) at (0,0) [draw] {Encoder};", "Encoder"),
    "a node on a path": (r"\draw (0,0) -- node[above] {time $t$} (1,1);", "time t"),
    "a node without text": (r"\node (a) {};", ""),
    "nodes of a list": (r"\foreach \x in {1,2} \node at (\x,0) {Step};", "Step"),
    "axes": (r"\begin{axis}[xlabel={Time (s)}, ylabel = {Level}, title={Tanks}]\end{axis}", "Time (s)\nLevel\nTanks"),
    "a label without braces": (r"\begin{axis}[xlabel=Time]\end{axis}", ""),
    "a legend": (r"\addlegendentry{model}\legend{a, b}", "model\na, b"),
    "a picture": (r"\put(1,2){well}\rput(3,4){tank}\uput{3pt}[90](1,1){pump}", "well\ntank\npump"),
    "a word that begins alike": (r"\nodes {no} \legends{no}", ""),
}


@pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS)
def test_words_that_tex_draws(text: str, words: str) -> None:
    assert drawn_text(text, 0, len(text)) == words


def test_words_behind_a_drawing_s_end_are_not_its_own() -> None:
    text = r"\node {in};\node {out};"
    assert drawn_text(text, 0, len(r"\node {in};\node {")) == "in"


def test_a_drawing_of_very_many_words_is_cut() -> None:
    text = r"\node {word};" * 2000
    assert drawn_text(text, 0, len(text)) == ("word\n" * 2000)[:4000]
