"""Figure types: none where the evidence is weak or divided, and no file that can hold the reading up."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts import figure_type_words, figure_types
from capassist.drafts.figure_types import figure_type, with_types
from capassist.model import Axis, Draft, Drawing, Figure, FigureType, Image, Mention, PlotPanel, Sentence, Source


def captioned(caption: str, **fields: object) -> Figure:
    return Figure("a", caption=caption, **fields)  # type: ignore[arg-type]


UNSURE = {
    "nothing": "",
    "no cue": "The eleven wells.",
    "one hint": "Results of the second experiment, with noise.",
    "divided": "Photograph of the flow chart.",
    "hints both ways": "Evolution of the network.",
    "knowledge is no edge": "Knowledge of the domain.",
}


@pytest.mark.parametrize("caption", UNSURE.values(), ids=UNSURE)
def test_weak_or_divided_evidence_gives_no_type(caption: str) -> None:
    assert figure_type(captioned(caption)) is None


NOT_A_BAR_CHART = {
    "error bars": "Yield as a function of temperature, with error bars.",
    "colour bar": "Density plot of the plasma; the colour bar is in logarithmic scale.",
    "a part of it": "Yield versus temperature, with its spectrum. The inset is a histogram of the residuals.",
}


@pytest.mark.parametrize("caption", NOT_A_BAR_CHART.values(), ids=NOT_A_BAR_CHART)
def test_not_every_bar_is_a_bar_chart(caption: str) -> None:
    assert figure_type(captioned(caption)) == "graph plot"


CAPTIONS: list[tuple[FigureType, str]] = [
    ("graph plot", "Yield as a function of temperature."),
    ("graph plot", "Learning curves of both models (dashed lines: validation)."),
    ("graph plot", "Der Druck in Abhängigkeit von der Temperatur."),
    ("graph plot", "Зависимость скорости от температуры."),
    ("graph plot", "反应速率随时间的曲线。"),
    ("bar chart", "Bar chart of the votes by district."),
    ("bar chart", "Histogram of the measured residuals."),
    ("bar chart", "Histograma de edades."),
    ("scatter plot", "Scatter plot of height against weight."),
    ("scatter plot", "t-SNE of the 128-dimensional embeddings."),
    ("node diagram", "Flow chart of the screening."),
    ("node diagram", "Architecture of the proposed encoder."),
    ("node diagram", "Zustandsdiagramm des Protokolls."),
    ("node diagram", "系统架构。"),
    ("photo", "Photograph of the test rig."),
    ("photo", "SEM image of the fracture. Scale bar: 5 µm."),
    ("other", "Screenshot of the editor."),
    ("other", "Map of the eleven wells."),
]


@pytest.mark.parametrize(("expected", "caption"), CAPTIONS)
def test_captions(expected: FigureType, caption: str) -> None:
    assert figure_type(captioned(caption)) == expected


INSIDE: list[tuple[str, str, FigureType | None]] = [
    ("ticks", "0\n50\n100\n150\n200\n0.0\n0.2\n0.4\n0.6", "graph plot"),
    ("ticks on one line", "−2 −1 0 1 2\nloss", "graph plot"),
    ("decades", "10−2\n10−1\n100\n101", "graph plot"),
    ("logarithmic ticks", "1\n10\n100\n1000", "graph plot"),
    ("axis labels", "Temperature (°C)\nTime [days]", "graph plot"),
    ("numbered steps", "1\n2\n3", None),
    ("numbers of a table", "17\n3\n99\n4", None),
    ("code", "def f(x):\n    return x\nfor i in range(3):\n    f(i)\nend", "other"),
    ("two words", "before\nafter", None),
]


@pytest.mark.parametrize(("drawn", "expected"), [case[1:] for case in INSIDE], ids=[case[0] for case in INSIDE])
def test_words_inside_the_figure(drawn: str, expected: FigureType | None) -> None:
    assert figure_type(captioned("The second experiment.", drawn_text=drawn)) == expected


def test_names_in_boxes_support_a_diagram() -> None:
    names = "Encoder\nDecoder\nAttention\nEmbedding"
    assert figure_type(captioned("An overview.", drawn_text=names)) == "node diagram"
    assert figure_type(captioned("Bar chart of all runs.", drawn_text=names)) == "bar chart"


def mention(text: str, *, names_others: bool = False, refers: bool = True) -> Mention:
    return Mention(text, (Sentence(text, text, references=((0, 8),) if refers else (), names_others=names_others),))


def test_only_sentences_about_this_figure_count() -> None:
    text = "Figure 1 is a photograph, taken with a camera image and an SEM image."
    assert figure_type(captioned("The rig.", mentions=(mention(text),))) == "photo"
    assert figure_type(captioned("The rig.", mentions=(mention(text, names_others=True),))) is None
    assert figure_type(captioned("The rig.", mentions=(mention(text, refers=False),))) is None


def test_names_of_files_and_labels() -> None:
    assert figure_type(captioned("The third run.", images=(Image("figs/fig3_barplot.pdf"),))) == "bar chart"
    assert figure_type(captioned("The third run.", labels=("fig:FlowChart",))) == "node diagram"


CODE: list[tuple[FigureType, str]] = [
    (
        "graph plot",
        r"\begin{tikzpicture}\begin{axis}[xlabel=x]\addplot coordinates {(0,1)};\node {a};\end{axis}\end{tikzpicture}",
    ),
    ("bar chart", r"\begin{axis}[width=5cm, ybar, xlabel=x]\addplot coordinates {(0,1)};\end{axis}"),
    ("scatter plot", r"\begin{axis}\addplot[only marks] table {x.dat};\end{axis}"),
    ("node diagram", r"\begin{tikzpicture}\node (a) {A}; \draw[->] (a) -- (b);\end{tikzpicture}"),
    ("node diagram", r"\tikz \path (0,0) node {A};"),
    ("other", r"\begin{lstlisting}[language=C] int x; \end{lstlisting}"),
    ("table", r"\begin{tabular}{ll} a & b \end{tabular}"),
    ("equation", r"\begin{align} E &= mc^2 \end{align}"),
]


@pytest.mark.parametrize(("expected", "code"), CODE)
def test_code(expected: FigureType, code: str) -> None:
    assert figure_type(captioned("The second case."), code=code) == expected


# --- with_types -----------------------------------------------------------------------------------------------------------------


def draft_of(root: Path, *figures: Figure) -> Draft:
    return Draft(root, root, "latex", "main.tex", figures=figures)


def typed(root: Path, figure: Figure) -> FigureType | None:
    return with_types(draft_of(root, figure)).figures[0].type


def test_what_is_known_stays_and_other_floats_have_no_type(tmp_path: Path) -> None:
    known = captioned("Bar chart of the votes.", type="photo")
    table = captioned("Histogram of the votes.", kind="table")
    assert [figure.type for figure in with_types(draft_of(tmp_path, known, table)).figures] == ["photo", None]


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
FILES: dict[str, tuple[str, bytes, FigureType | None]] = {
    "a plotting program": ("a.pdf", b"%PDF-1.4\n<< /Creator (matplotlib 3.9) >>", "graph plot"),
    "at the end": ("a.pdf", b"%PDF-1.4\n" + bytes(100_000) + b"/Producer (R 4.3.1)", "graph plot"),
    "in UTF-16": ("a.pdf", b"%PDF-1.4\n/Creator (\xfe\xff" + "MATLAB".encode("utf-16-be"), "graph plot"),
    "in an EPS": ("a.eps", b"%!PS-Adobe-3.0\n%%Creator: gnuplot 5.4\n", "graph plot"),
    "a diagram program": ("a.svg", b"<svg><!-- Generated by graphviz --></svg>", "node diagram"),
    "a camera": ("a.jpg", b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0NIKON CORPORATION\0", "photo"),
    "dense pixels": ("a.png", PNG + (50).to_bytes(4) * 2 + bytes(4000), "photo"),
    "sparse pixels": ("a.png", PNG + (500).to_bytes(4) * 2 + bytes(4000), None),
    "no size": ("a.png", PNG, None),
    "cut short": ("a.png", b"\x89PNG", None),
    "unknown": ("a.pdf", b"%PDF-1.4\n<< /Creator (Inkscape) >>", None),
    "empty": ("a.pdf", b"", None),
}


@pytest.mark.parametrize(("name", "content", "expected"), FILES.values(), ids=FILES)
def test_picture_files(name: str, content: bytes, expected: FigureType | None, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert typed(tmp_path, captioned("The second case.", images=(Image(name),))) == expected


def test_a_caption_that_names_a_diagram_outweighs_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"/Creator (matplotlib)")
    assert typed(tmp_path, captioned("Flow chart of the circuit.", images=(Image("a.pdf"),))) == "node diagram"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_missing_files_folders_and_pipes_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    images = (Image("missing.pdf"), Image("folder.pdf"), Image("pipe.pdf"))
    assert typed(tmp_path, captioned("The second case.", images=images)) is None


SOURCE = r"""
\begin{figure}
  % \begin{axis}
  \begin{tikzpicture} \node (a) {A}; \end{tikzpicture}
  \caption{The second case.}
\end{figure}
\begin{figure}
  \begin{minipage}{5cm} \begin{verbatim} x \end{verbatim} \caption{Left.} \end{minipage}
  \begin{minipage}{5cm} $$x$$
  \caption{Right.} \end{minipage}
\end{figure}
"""


@pytest.mark.parametrize(("line", "expected"), [(2, "node diagram"), (7, "other"), (10, "equation"), (99, None)])
def test_the_code_of_a_figure_without_files(line: int, expected: FigureType | None, tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(SOURCE, "utf-8")
    assert typed(tmp_path, captioned("The second case.", source=Source("main.tex", line))) == expected


def test_a_source_that_is_gone(tmp_path: Path) -> None:
    assert typed(tmp_path, captioned("The second case.", source=Source("main.tex", 1))) is None


HOSTILE = [
    "\\path " * 200_000,
    "\\begin{figure}\\end{" + "fig" * 300_000,
    "\\begin{axis}[" * 100_000,
    "a(" * 300_000,
    "[s" * 300_000,
    "1 2 3 " * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_long_and_hostile_text_is_read_in_bounded_time(text: str, tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(text, "utf-8")
    figure = captioned(text, drawn_text=text, mentions=(mention(text),), source=Source("main.tex", 1))
    with_types(draft_of(tmp_path, figure))  # a pattern that backtracks without bound would not come back


@given(st.text(), st.text(), st.text())
def test_any_text_is_judged(caption: str, drawn: str, code: str) -> None:
    figure_type(captioned(caption, drawn_text=drawn), code=code)


WEIGHTS: dict[str, tuple[FigureType | None, float]] = {  # a word of each group
    "colorbar": (None, 0), "flowchart": ("node diagram", 3), "architecture": ("node diagram", 2), "arrow": ("node diagram", 1),
    "boxplot": ("graph plot", 2), "trend": ("graph plot", 1), "histogram": ("bar chart", 3), "umap": ("scatter plot", 3), "micrograph": ("photo", 3),
    "scale bar": ("photo", 2), "screenshot": ("other", 3), "lattice": ("other", 1),
}  # fmt: skip
PIECE_WEIGHTS: dict[str, tuple[FigureType, float]] = {
    "流程图": ("node diagram", 3), "框架": ("node diagram", 1), "曲线": ("graph plot", 2), "误差": ("graph plot", 1), "柱状图": ("bar chart", 3),
    "散点图": ("scatter plot", 3), "照片": ("photo", 3), "截图": ("other", 3),
}  # fmt: skip
FILE_WEIGHTS = {
    "uml": ("node diagram", 2),
    "roc": ("graph plot", 1.5),
    "hist": ("bar chart", 3),
    "tsne": ("scatter plot", 3),
    "img": ("photo", 2),
    "gui": ("other", 2),
}


def test_a_name_counts_3_a_sure_sign_2_and_a_hint_1() -> None:
    assert {phrase: figure_type_words.PHRASES[phrase] for phrase in WEIGHTS} == WEIGHTS
    pieces = {piece: (kind, weight) for kind, weight, group in figure_type_words.PIECES for piece in group.split()}
    assert {piece: pieces[piece] for piece in PIECE_WEIGHTS} == PIECE_WEIGHTS
    assert {name: figure_type_words.FILE_WORDS[name] for name in FILE_WEIGHTS} == FILE_WEIGHTS
    beginnings = {word: (kind, weight) for word, kind, weight in figure_type_words.BEGINNINGS}
    assert (beginnings["illustrat"], beginnings["гистограмм"]) == (("node diagram", 1), ("bar chart", 3))
    assert not any(phrase.endswith("*") for phrase in figure_type_words.PHRASES)


def test_an_axis_with_a_label_is_drawn_of_a_plot() -> None:
    def cues(*panels: PlotPanel, kind: FigureType | None = None) -> list[str]:
        return [str(cue) for cue, _ in figure_types._drawn(Drawing("pdf", panels, kind=kind))]

    label, bare = Axis("Time"), Axis(ticks=("1", "2"))
    assert list(figure_types._drawn(None)) == []
    assert cues() == cues(PlotPanel()) == cues(PlotPanel(x=bare, y=bare)) == []
    assert cues(PlotPanel(x=label)) == cues(PlotPanel(), PlotPanel(x=bare, y=label)) == ["graph plot"]
    assert cues(PlotPanel(y=label), kind="bar chart") == ["graph plot", "bar chart"]
    assert cues(kind="photo") == ["photo"]
