"""What the source says of each float besides its caption: its name, its place, its pictures, and what is wrong."""

import pytest

from capassist.model import Draft
from tests.drafts.latex.conftest import Read

G = r"\includegraphics{a}"


def fig(content: str = G, caption: str = "F.", label: str = "") -> str:
    mark = rf"\label{{{label}}}" if label else ""
    return rf"\begin{{figure}}{content}\caption{{{caption}}}{mark}\end{{figure}}"


def article(body: str) -> str:
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


IDS = {
    "labels": ({"main.tex": article(fig(label="x") + fig(label="y"))}, ["x", "y"]),
    "none": ({"main.tex": article(fig() + fig())}, ["main.tex#1", "main.tex#2"]),
    "some": ({"main.tex": article(fig() + fig(label="x") + fig())}, ["main.tex#1", "x", "main.tex#3"]),
    "one twice": ({"main.tex": article(fig(label="x") + fig(label="x"))}, ["x", "main.tex#2"]),
    "one twice, beside another": (
        {"main.tex": article(fig(label="x") + fig(label="x").replace(r"\end", r"\label{y}\end"))}, ["x", "y"],
    ),
    "in another file": (
        {"main.tex": article(fig() + r"\input{part}" + fig()), "part.tex": fig()}, ["main.tex#1", "part.tex#1", "main.tex#2"],
    ),
    "a panel's is not the figure's": (
        {"main.tex": article(fig(rf"\subfloat[P.\label{{p}}]{{{G}}}"))}, ["main.tex#1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "ids"), IDS.values(), ids=IDS)
def test_a_float_s_id(read: Read, files: dict[str, str], ids: list[str]) -> None:
    assert [figure.id for figure in read(files).figures] == ids


def places(draft: Draft) -> list[tuple[str, int, int] | None]:
    return [(s.file, s.line, s.column) if (s := figure.source) else None for figure in draft.figures]


def test_where_a_float_stands(read: Read) -> None:
    body = f"Text.\n\n  {fig()}\n{fig()} {fig()}"
    assert places(read(article_of(body))) == [("main.tex", 5, 3), ("main.tex", 6, 1), ("main.tex", 6, len(fig()) + 2)]
    other = {"main.tex": article(r"\input{part}"), "part.tex": f"Words.\n{fig()}"}
    assert places(read(other)) == [("part.tex", 2, 1)]


def article_of(body: str) -> dict[str, str]:
    return {"main.tex": article(body)}


def test_a_float_of_an_own_command_stands_where_the_command_does(read: Read) -> None:
    draft = read("Text.\n\\pic{a}{F.}", rf"\newcommand\pic[2]{{{fig('#1', '#2')}}}")
    assert [(s.file, s.line) for figure in draft.figures if (s := figure.source)] == [("main.tex", 5)]


def test_one_of_several_captions_stands_where_it_does(read: Read) -> None:
    body = "\\begin{figure}\n\\includegraphics{a}\n\\caption{A.}\n\\includegraphics{b}\n  \\caption{B.}\n\\end{figure}"
    assert places(read(article_of(body))) == [("main.tex", 5, 1), ("main.tex", 7, 3)]


IMAGES: dict[str, tuple[str, list[tuple[str | None, str]]]] = {  # content -> path and trouble
    "none": ("", []),
    "one": (G, [("a.png", "")]),
    "one twice": (G + G, [("a.png", "")]),
    "one twice, shown otherwise": (G + r"\includegraphics[page=2]{b}" + r"\includegraphics{b}", [("a.png", ""), ("b.pdf", ""), ("b.pdf", "")]),
    "drawn by TeX": (r"\begin{tikzpicture}\draw (0,0);\end{tikzpicture}" + G, [(None, ""), ("a.png", "")]),
    "not there": (r"\includegraphics{gone}" + G, [("gone", "gone is not in the draft."), ("a.png", "")]),
    "a package's": (r"\includegraphics{example-image-a}", [("example-image-a", "")]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "images"), IMAGES.values(), ids=IMAGES)
def test_the_pictures_of_a_float(read: Read, content: str, images: list[tuple[str | None, str]]) -> None:
    (figure,) = read(fig(content)).figures
    assert [(image.path, image.trouble) for image in figure.images] == images


def test_a_picture_beside_the_file_that_names_it_is_found_after_those_where_tex_looks(read: Read) -> None:
    part = r"\begin{figure}\includegraphics{q}\caption{F.}\end{figure}"
    files = {"main.tex": article(r"\input{sec/part}"), "sec/part.tex": part, "sec/q.png": ""}
    assert [image.path for image in read(files).figures[0].images] == ["sec/q.png"]
    assert [image.path for image in read(files | {"q.png": ""}).figures[0].images] == ["q.png"]


def test_words_that_tex_draws_are_the_float_s_and_those_beside_a_picture_too(read: Read) -> None:
    node = r"\begin{tikzpicture}\node {%s};\end{tikzpicture}"
    (figure,) = read(fig(node % "Encoder" + G + node % "Decoder")).figures
    assert figure.drawn_text == "Encoder\nDecoder"


OPEN = {
    "nothing": (fig(), []),
    "a float that never ends": (r"\begin{figure}" + G + r"\caption{F.}", ["main.tex, line 3: this figure is never closed."]),
    "a table that never ends": (r"\begin{table}\caption{T.}", ["main.tex, line 3: this table is never closed."]),
    "a number from nowhere": (
        rf"\setcounter{{figure}}{{\pagetotal}}{fig()}", ["main.tex, line 3: the number of this figure cannot be worked out from the source."],
    ),
    "a number that is not printed": (rf"\setcounter{{figure}}{{\pagetotal}}{fig().replace('caption', 'caption*')}", []),
}  # fmt: skip


@pytest.mark.parametrize(("body", "said"), OPEN.values(), ids=OPEN)
def test_what_is_open_is_said(read: Read, body: str, said: list[str]) -> None:
    draft = read(article_of(body))
    assert [problem.message for problem in draft.problems if problem.code != "missing-image"] == said
    assert {problem.figure for problem in draft.problems} <= {draft.figures[0].id}


def test_a_caption_whose_braces_do_not_balance_is_named_and_not_missing(read: Read) -> None:
    draft = read(article_of(rf"\begin{{figure}}{G}\caption{{An {{open one.\end{{figure}}"))
    (problem,) = (problem for problem in draft.problems if problem.subject == "caption")
    assert (problem.code, problem.figure) == ("unbalanced", draft.figures[0].id)
    assert draft.figures[0].state == "written"
    assert draft.figures[0].slot is None


def mentioned(draft: Draft) -> list[list[str]]:
    return [[mention.text for mention in figure.mentions] for figure in draft.figures]


def test_a_number_that_two_figures_have_names_neither(read: Read) -> None:
    twice = rf"{fig()}\setcounter{{figure}}{{0}}{fig()}"
    assert mentioned(read(f"See Figure 1.\n\n{twice}")) == [[], []]
    assert mentioned(read(f"See Figure 2.\n\n{twice}{fig()}")) == [[], [], ["See Figure 2."]]


def test_a_label_without_the_prefix_is_the_figure_s_only_where_nothing_else_has_it(read: Read) -> None:
    body = rf"{fig(label='fig:a')} See \figref{{a}}."
    assert mentioned(read(body)) == [["See Figure 1."]]
    assert mentioned(read(rf"\section{{S}}\label{{a}} {body}")) == [[]]


def test_a_mention_has_its_file_and_line(read: Read) -> None:
    files = {"main.tex": article(f"{fig(label='x')}\n\\input{{part}}"), "part.tex": "Words.\n\nMore.\nSee \\ref{x}."}
    (mention,) = read(files).figures[0].mentions
    assert (mention.file, mention.line) == ("part.tex", 3)


def test_the_words_of_a_caption_name_it(read: Read) -> None:
    short = rf"\begin{{figure}}{G}\caption[Levels]{{All the levels.}}\label{{y}}\end{{figure}}"
    body = rf"{fig(caption='The flow.', label='x')}{short} As \nameref{{x}} and \nameref{{y}} show."
    first = read(body).figures[0]
    assert first.mentions[0].text == "As The flow. and Levels show."


TITLES = {
    "none": (r"\caption{F.}", None, "missing"),
    "written": (r"\caption[Levels of the tank]{F.}", "Levels of the tank", "written"),
    "a placeholder": (r"\caption[TODO]{F.}", "TODO", "placeholder"),
    "empty": (r"\caption[]{F.}", None, "missing"),
}


@pytest.mark.parametrize(("caption", "short", "state"), TITLES.values(), ids=TITLES)
def test_a_short_title(read: Read, caption: str, short: str | None, state: str) -> None:
    (figure,) = read(rf"\begin{{figure}}{G}{caption}\end{{figure}}").figures
    assert (figure.short_caption, figure.short_state) == (short, state)


KINDS = {
    "wrapped": (r"\begin{wrapfloat}{table}{r}{3cm}\caption{T.}\end{wrapfloat}", [("table", "1", "T.")]),
    "wrapped, its type not given": (rf"\begin{{wrapfloat}}\caption{{F.}}{G}\end{{wrapfloat}}", [("figure", "1", "F.")]),
    "a window in a paragraph": (
        rf"\begin{{figwindow}}[2,r,{{{G}}},{{F.}}]Text.\end{{figwindow}}",
        [("figure", "1", "F.")],
    ),
    "a window without what is in it": (r"\begin{figwindow}Text.\end{figwindow}", []),
}


@pytest.mark.parametrize(("body", "floats"), KINDS.values(), ids=KINDS)
def test_floats_of_packages(read: Read, body: str, floats: list[tuple[str, str | None, str | None]]) -> None:
    assert [(figure.kind, figure.number, figure.caption) for figure in read(body).figures] == floats


PANELS: dict[str, tuple[str, list[tuple[str, str | None, tuple[str, ...]]]]] = {
    "none": (G, []),
    "an environment": (rf"\begin{{subfigure}}{{3cm}}{G}\caption{{P.}}\label{{p}}\end{{subfigure}}", [("a", "P.", ("p",))]),
    "a box": (rf"\begin{{minipage}}{{3cm}}{G}\subcaption{{P.}}\label{{p}}\end{{minipage}}", [("a", "P.", ("p",))]),
    "in no box": (rf"{G}\subcaption{{P.}}", [("a", "P.", ())]),
    "a command": (rf"\subfloat[P.\label{{p}}]{{{G}}}", [("a", "P.", ("p",))]),
    "a command without words": (rf"\subfloat{{{G}}}", []),
    "a command without words, with a label": (rf"\subfloat{{{G}\label{{p}}}}", [("a", None, ("p",))]),
    "a command without what it shows": (r"\subfloat[P.]", []),
    "two": (rf"\subfloat[P.]{{{G}}}\subfloat[Q.]{{\includegraphics{{b}}}}", [("a", "P.", ()), ("b", "Q.", ())]),
    "letters of a phantom": (rf"{G}\phantomsubcaption\label{{p}}\phantomsubcaption\label{{q}}", [("a", None, ("p",)), ("b", None, ("q",))]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "panels"), PANELS.values(), ids=PANELS)
def test_the_panels_of_a_float(read: Read, content: str, panels: list[tuple[str, str | None, tuple[str, ...]]]) -> None:
    figure = read(rf"\begin{{figure}}{content}\caption{{F.}}\end{{figure}}").figures[0]
    assert [(panel.label, panel.caption, panel.labels) for panel in figure.panels] == panels
