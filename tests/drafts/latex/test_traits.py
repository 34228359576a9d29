"""Each way in which papers write figures, as a small document and what must be read from it."""

from collections.abc import Mapping
from typing import Any

import pytest

from capassist.model import Draft, Figure

G = r"\includegraphics{a}"


def shown(figure: Figure) -> tuple[Any, ...]:
    """Return what a reader of the paper sees of a figure: kind, number, caption."""
    return figure.kind, figure.number, figure.caption


# id -> (body, preamble, class, figures as kind, number, caption)
WRITTEN: dict[str, tuple[str, str, str, list[tuple[Any, ...]]]] = {
    "plain": (rf"\begin{{figure}}[t]{G}\caption{{One thing.}}\end{{figure}}", "", "article", [("figure", "1", "One thing.")]),
    "star, short form": (
        rf"\begin{{figure*}}{G}\caption[Short]{{A \textbf{{long}} one.}}\end{{figure*}}", "", "article", [("figure", "1", "A long one.")],
    ),
    "over several lines with comments": (
        "\\begin{figure}\n\\caption{First % not this}\n  second %\n  half.\n% nor {this\n}\n\\end{figure}", "", "article",
        [("figure", "1", "First second half.")],
    ),
    "caption without a number": (rf"\begin{{figure}}{G}\caption*{{Bare.}}\end{{figure}}", "", "article", [("figure", None, "Bare.")]),
    "label format empty": (
        rf"\begin{{figure}}{G}\captionsetup{{labelformat=empty}}\caption{{Bare.}}\end{{figure}}", "", "article", [("figure", None, "Bare.")],
    ),
    "other floats": (
        r"\begin{wrapfigure}{r}{3cm}" + G + r"\caption{W.}\end{wrapfigure}\begin{SCfigure}" + G + r"\caption{S.}\end{SCfigure}"
        r"\begin{sidewaysfigure*}" + G + r"\caption{T.}\end{sidewaysfigure*}\begin{teaserfigure}" + G + r"\caption{U.}\end{teaserfigure}"
        r"\begin{marginfigure}" + G + r"\caption{V.}\end{marginfigure}\begin{floatingfigure}[r]{3cm}" + G + r"\caption{X.}\end{floatingfigure}",
        "", "article", [("figure", str(number), f"{letter}.") for number, letter in enumerate("WSTUVX", 1)],
    ),
    "kinds count apart": (
        rf"\begin{{table}}\caption{{T.}}x\end{{table}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}\begin{{algorithm}}\caption{{A.}}\end{{algorithm}}"
        r"\begin{longtable}{l}\caption{L.}\\x\end{longtable}\begin{sidewaystable}\caption{S.}\end{sidewaystable}",
        "", "article",
        [("table", "1", "T."), ("figure", "1", "F."), ("algorithm", "1", "A."), ("table", "2", "L."), ("table", "3", "S.")],
    ),
    "caption beside": (
        rf"\begin{{figure}}\begin{{captionbeside}}[Short]{{Beside it.}}[r]{G}\end{{captionbeside}}\label{{f}}\end{{figure}}", "", "scrartcl",
        [("figure", "1", "Beside it.")],
    ),
    "sections without numbers": (
        rf"\chapter{{One}}\begin{{figure}}{G}\caption{{A.}}\end{{figure}}\chapter{{Two}}\begin{{figure}}{G}\caption{{B.}}\end{{figure}}",
        r"\setcounter{secnumdepth}{-1}", "book", [("figure", "1", "A."), ("figure", "2", "B.")],
    ),
    "keys of keyval": (
        r"\Fig[caption={One, two.}, label=f]{a}\Fig[label=g]{b}",
        r"\makeatletter\newcommand\words{None.}\newcommand\name{}\define@key{fig}{caption}{\renewcommand\words{#1}}"
        r"\define@key{fig}{label}[x]{\renewcommand\name{#1}}\makeatother"
        r"\newcommand\Fig[2][]{\begingroup\setkeys{fig}{#1}\begin{figure}\includegraphics{#2}\caption{\words}\label{\name}\end{figure}\endgroup}",
        "article", [("figure", "1", "One, two."), ("figure", "2", "None.")],
    ),
    "keys of pgfkeys": (
        "\\Fig[\n  caption = Short words, % no comment\n  /fig/label={f}]{a}",
        r"\pgfkeys{/fig/.is family, /fig, caption/.store in=\words, label/.code={\def\name{#1}}}"
        r"\newcommand\Fig[2][]{\begin{figure}\pgfkeys{/fig, #1}\includegraphics{#2}\caption{\words}\label{\name}\end{figure}}",
        "article", [("figure", "1", "Short words")],
    ),
    "scheme": (rf"\begin{{scheme}}{G}\caption{{Route.}}\end{{scheme}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", "", "article",
               [("scheme", "1", "Route."), ("figure", "1", "F.")]),
    "listing options": (
        "\\begin{lstlisting}[language=C,caption={Sum, in C},label=lst:sum]\n\\begin{figure}\\caption{no}\\end{figure}\n\\end{lstlisting}", "",
        "article", [("listing", "1", "Sum, in C")],
    ),
    "captionof in a minipage": (
        rf"\begin{{minipage}}{{3cm}}{G}\captionof{{figure}}{{Left.}}\end{{minipage}}\begin{{minipage}}{{3cm}}\captionof{{table}}{{Right.}}\end{{minipage}}",
        "", "article", [("figure", "1", "Left."), ("table", "1", "Right.")],
    ),
    "aas caption outside a float": (r"\plotone{a}\figcaption[a.eps]{Sky. \label{f}}", "", "article", [("figure", "1", "Sky.")]),
    "two captions in one float": (
        rf"\begin{{figure}}\begin{{minipage}}{{3cm}}{G}\caption{{L.}}\label{{l}}\end{{minipage}}\begin{{minipage}}{{3cm}}\includegraphics{{b}}\caption{{R.}}\label{{r}}\end{{minipage}}\end{{figure}}",
        "", "article", [("figure", "1", "L."), ("figure", "2", "R.")],
    ),
    "continued": (
        rf"\begin{{figure}}{G}\caption{{One.}}\end{{figure}}\begin{{figure}}\ContinuedFloat{G}\caption{{Continued.}}\end{{figure}}\begin{{figure}}{G}\caption{{Two.}}\end{{figure}}",
        "", "article", [("figure", "1", "One."), ("figure", "1", "Continued."), ("figure", "2", "Two.")],
    ),
    "KOMA": (rf"\begin{{figure}}\captionabove{{Up.}}{G}\end{{figure}}\begin{{figure}}{G}\captionbelow{{Down.}}\end{{figure}}", "", "scrartcl",
             [("figure", "1", "Up."), ("figure", "2", "Down.")]),
    "two languages": (rf"\begin{{figure}}{G}\bicaption{{温度变化}}{{Temperature.}}\end{{figure}}", "", "ctexart", [("figure", "1", "温度变化")]),
    "floatrow": (rf"\begin{{figure}}\ffigbox[\FBwidth]{{\caption{{Boxed.}}}}{{{G}}}\end{{figure}}", "", "article", [("figure", "1", "Boxed.")]),
    "teaser command": (r"\teaser{\centering\includegraphics{a}\caption{First sight.}\label{t}}", "", "vgtc", [("figure", "1", "First sight.")]),
    "type set by hand": (
        r"\begin{center}\captionsetup{type=figure}\includegraphics{a}\caption{Here.}\end{center}"
        r"\begin{center}\makeatletter\def\@captype{table}\makeatother\caption{There.}\end{center}",
        "", "article", [("figure", "1", "Here."), ("table", "1", "There.")],
    ),
    "hook on the appendix": (
        rf"\appendix\section{{X}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}",
        r"\apptocmd{\appendix}{\counterwithin{figure}{section}}{}{}", "article", [("figure", "A.1", "F.")],
    ),
    "picinpar": (rf"\begin{{figwindow}}[2,r,{{{G}}},{{Beside. \label{{w}}}}]Text.\end{{figwindow}}", "", "article", [("figure", "1", "Beside.")]),
    "beamer": (rf"\begin{{frame}}\begin{{figure}}{G}\caption{{On a slide.}}\end{{figure}}\end{{frame}}", "", "beamer", [("figure", "1", "On a slide.")]),
    "command of a missing class": (
        r"\Figure[t!](topskip=0pt, midskip=0pt){a.png}{Field of the coil.\label{fig:coil}}", "", "ieeeaccess", [("figure", "1", "Field of the coil.")],
    ),
    "a fixed caption": (
        rf"\begin{{center}}{G}\figcap[S]{{Fixed.}}\end{{center}}\begin{{figure}}{G}\caption{{Next.}}\end{{figure}}", r"\newfixedcaption{\figcap}{figure}", "memoir",
        [("figure", "1", "Fixed."), ("figure", "2", "Next.")],
    ),
    "a command that is not here, its caption not written": (
        r"\Figure{a.png}{TODO}\Figure{b.pdf}{Caption here}\Figure{c.jpg}{fig}", "", "ourjournal",
        [("figure", "1", "TODO"), ("figure", "2", "Caption here"), ("figure", "3", "fig")],
    ),
    "a command that is not here, with what may be a key": (r"\Figure{c.jpg}{fig}", "", "ourjournal", []),
    "table in a figure": (r"\begin{figure}\begin{tabular}{l}x\end{tabular}\caption{Drawn.}\end{figure}", "", "article", [("figure", "1", "Drawn.")]),
    "chapters": (
        rf"\begin{{figure}}{G}\caption{{Zero.}}\end{{figure}}\chapter{{A}}\chapter{{B}}\begin{{figure}}{G}\caption{{One.}}\end{{figure}}\appendix\chapter{{C}}\begin{{figure}}{G}\caption{{Two.}}\end{{figure}}",
        "", "report", [("figure", "1", "Zero."), ("figure", "2.1", "One."), ("figure", "A.1", "Two.")],
    ),
    "front matter": (
        rf"\frontmatter\chapter{{Preface}}\mainmatter\chapter*{{Bare}}\chapter{{One}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", "", "book",
        [("figure", "1.1", "F.")],
    ),
    "counter within section": (
        rf"\section{{A}}\section{{B}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", r"\counterwithin{figure}{section}", "article", [("figure", "2.1", "F.")],
    ),
    "number within": (rf"\section{{A}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", r"\numberwithin{figure}{section}", "article", [("figure", "1.1", "F.")]),
    "counter without chapter": (
        rf"\chapter{{A}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", r"\counterwithout{figure}{chapter}", "report", [("figure", "1", "F.")],
    ),
    "supplement": (
        rf"\begin{{figure}}{G}\caption{{F.}}\end{{figure}}\renewcommand{{\thefigure}}{{S\arabic{{figure}}}}\setcounter{{figure}}{{0}}\begin{{figure}}{G}\caption{{S.}}\end{{figure}}",
        "", "article", [("figure", "1", "F."), ("figure", "S1", "S.")],
    ),
    "supplement by a command": (
        rf"\begin{{figure}}{G}\caption{{F.}}\end{{figure}}\beginsupplement\begin{{figure}}{G}\caption{{S.}}\end{{figure}}",
        r"\newcommand{\beginsupplement}{\setcounter{figure}{0}\renewcommand{\thefigure}{S\arabic{figure}}}", "article",
        [("figure", "1", "F."), ("figure", "S1", "S.")],
    ),
    "appendix by section": (
        rf"\section{{A}}\appendix\section{{B}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}",
        r"\makeatletter\renewcommand\thefigure{\thesection.\@arabic\c@figure}\makeatother", "article", [("figure", "A.1", "F.")],
    ),
    "counter added to": (rf"\begin{{figure}}\addtocounter{{figure}}{{4}}{G}\caption{{F.}}\end{{figure}}", "", "article", [("figure", "5", "F.")]),
    "Roman tables": (r"\begin{table}\caption{T.}\end{table}\begin{table}\caption{U.}\end{table}", "", "IEEEtran", [("table", "I", "T."), ("table", "II", "U.")]),
    "not after the end": (r"Text.\end{document}\begin{figure}\caption{No.}\end{figure}", "", "article", []),
    "in a comment": ("% \\begin{figure}\\caption{No.}\\end{figure}\nText \\% \\begin{figure}" + G + r"\caption{Yes.}\end{figure}", "", "article", [("figure", "1", "Yes.")]),
    "comment environment": (rf"\begin{{comment}}\begin{{figure}}{G}\caption{{No.}}\end{{figure}}\end{{comment}}", "", "article", []),
    "excluded environment": (rf"\begin{{draft}}\begin{{figure}}{G}\caption{{No.}}\end{{figure}}\end{{draft}}", r"\excludecomment{draft}", "article", []),
    "verbatim": ("\\begin{verbatim}\n\\begin{figure}\\caption{No.}\\end{figure}\n\\end{verbatim}", "", "article", []),
    "inline verbatim": (rf"\verb|\begin{{figure}}| \begin{{figure}}{G}\caption{{Yes.}}\end{{figure}}", "", "article", [("figure", "1", "Yes.")]),
    "declared verbatim": ("\\begin{code}\n\\begin{figure}\n\\end{code}", r"\lstnewenvironment{code}{}{}", "article", []),
    "iffalse": (rf"\iffalse\begin{{figure}}{G}\caption{{No.}}\end{{figure}}\ifx\a\b\fi\else\begin{{figure}}{G}\caption{{Yes.}}\end{{figure}}\fi", "", "article",
                [("figure", "1", "Yes.")]),
    "own conditional": (
        rf"\ifdraft\begin{{figure}}{G}\caption{{Draft.}}\end{{figure}}\else\begin{{figure}}{G}\caption{{Final.}}\end{{figure}}\fi", r"\newif\ifdraft\drafttrue\draftfalse",
        "article", [("figure", "1", "Final.")],
    ),
    "toggle": (
        rf"\iftoggle{{long}}{{\begin{{figure}}{G}\caption{{Long.}}\end{{figure}}}}{{\begin{{figure}}{G}\caption{{Short.}}\end{{figure}}}}", r"\newtoggle{long}\toggletrue{long}",
        "article", [("figure", "1", "Long.")],
    ),
    "ifx": (rf"\ifx\arxiv\undefined\else\begin{{figure}}{G}\caption{{Yes.}}\end{{figure}}\fi", r"\def\arxiv{1}", "article", [("figure", "1", "Yes.")]),
    "ifnum": (rf"\ifnum\version=2 \begin{{figure}}{G}\caption{{Yes.}}\end{{figure}}\fi", r"\newcommand{\version}{2}", "article", [("figure", "1", "Yes.")]),
    "hidden argument": (rf"\hide{{\begin{{figure}}{G}\caption{{No.}}\end{{figure}}}}", r"\newcommand{\hide}[1]{}", "article", []),
    "own environment": (
        r"\begin{myfigure}{a}{Wrapped.}\end{myfigure}",
        r"\newenvironment{myfigure}[2]{\begin{figure}\includegraphics{#1}\caption{#2}}{\end{figure}}", "article", [("figure", "1", "Wrapped.")],
    ),
    "collecting environment": (
        rf"\begin{{shot}}[Snap.]{G}\end{{shot}}", r"\NewEnviron{shot}[1][]{\begin{figure}\BODY\caption{#1}\end{figure}}", "article", [("figure", "1", "Snap.")],
    ),
    "begin and end by commands": (rf"\bfig{G}\caption{{F.}}\efig", r"\newcommand{\bfig}{\begin{figure}}\newcommand{\efig}{\end{figure}}", "article", [("figure", "1", "F.")]),
    "xparse": (
        r"\shot*[Optional.]{a}", r"\NewDocumentCommand{\shot}{s O{None.} m}{\begin{figure}\includegraphics{#3}\caption{#2}\end{figure}}", "article",
        [("figure", "1", "Optional.")],
    ),
    "def": (r"\fig{a}{Old style.}", r"\def\fig#1#2{\begin{figure}\epsfbox{#1}\caption{#2}\end{figure}}", "article", [("figure", "1", "Old style.")]),
    "macros in the caption": (
        rf"\begin{{figure}}{G}\caption{{\ours{{}} and \ours at \temp{{20}}.}}\end{{figure}}", r"\newcommand{\ours}{CapNet\xspace}\newcommand{\temp}[2][C]{#2\,°#1}", "article",
        [("figure", "1", "CapNet and CapNet at 20 °C.")],
    ),
    "a label in the caption's middle": (rf"\begin{{figure}}{G}\caption{{One\label{{f}} two.}}\end{{figure}}", "", "article", [("figure", "1", "One two.")]),
    "elsarticle appendix": (rf"\appendix\section{{X}}\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", "", "elsarticle", [("figure", "A.1", "F.")]),
    "copernicus appendix": (rf"\appendix\section{{X}}\appendixfigures\begin{{figure}}{G}\caption{{F.}}\end{{figure}}", "", "copernicus", [("figure", "A1", "F.")]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "preamble", "document_class", "expected"), WRITTEN.values(), ids=WRITTEN.keys())
def test_figures(read: Any, body: str, preamble: str, document_class: str, expected: list[tuple[Any, ...]]) -> None:
    draft: Draft = read(body, preamble, document_class)
    assert [shown(figure) for figure in draft.figures] == expected


FIG = r"\begin{figure}\includegraphics{a}\caption{%s}\end{figure}"
PROJECTS: dict[str, tuple[Mapping[str, str], list[str]]] = {
    "input and include": (
        {
            "main.tex": "\\documentclass{article}\\begin{document}\\input{one}\\input two.tex\n\\include{parts/three}\\end{document}",
            "one.tex": FIG % "1.",
            "two.tex": FIG % "2.",
            "parts/three.tex": FIG % "3.",
        },
        ["1.", "2.", "3."],
    ),
    "includeonly": (
        {
            "main.tex": r"\documentclass{article}\includeonly{two}\begin{document}\include{one}\include{two}\end{document}",
            "one.tex": FIG % "1.",
            "two.tex": FIG % "2.",
        },
        ["2."],
    ),
    "import": (
        {
            "main.tex": r"\documentclass{article}\begin{document}\import{parts/}{one}\end{document}",
            "parts/one.tex": FIG % "1." + r"\subimport{deep/}{two}",
            "parts/deep/two.tex": FIG % "2.",
        },
        ["1.", "2."],
    ),
    "subfile": (
        {
            "main.tex": r"\documentclass{article}\begin{document}\subfile{parts/one}\end{document}",
            "parts/one.tex": r"\documentclass[../main]{subfiles}\begin{document}"
            + FIG % "1."
            + r"\input{two}\end{document}"
            + FIG % "no",
            "parts/two.tex": FIG % "2.",
        },
        ["1.", "2."],
    ),
    "endinput": (
        {
            "main.tex": r"\documentclass{article}\begin{document}\input{one}" + FIG % "2." + r"\end{document}",
            "one.tex": FIG % "1." + "\n\\endinput\n" + FIG % "no",
        },
        ["1.", "2."],
    ),
    "definitions in a style file": (
        {
            "main.tex": r"\documentclass{article}\usepackage{mine}\begin{document}\shot{a}{By style.}\end{document}",
            "mine.sty": r"\newcommand{\shot}[2]{\begin{figure}\includegraphics{#1}\caption{#2}\end{figure}}",
        },
        ["By style."],
    ),
    "a file that brings in itself": (
        {"main.tex": r"\documentclass{article}\begin{document}\input{main}" + FIG % "1." + r"\end{document}"},
        ["1."],
    ),
    "a fragment without class": ({"figure.tex": FIG % "Alone."}, ["Alone."]),
}


@pytest.mark.parametrize(("files", "captions"), PROJECTS.values(), ids=PROJECTS.keys())
def test_files(read: Any, files: Mapping[str, str], captions: list[str]) -> None:
    assert [figure.caption for figure in read(files).figures] == captions


def test_labels_go_to_their_captions(read: Any) -> None:
    draft = read(
        r"\begin{figure}\begin{minipage}{3cm}\label{l}\includegraphics{a}\caption{L.}\end{minipage}"
        r"\begin{minipage}{3cm}\label{r}\includegraphics{b}\caption{R.}\end{minipage}\end{figure}"
        r"\begin{figure}\includegraphics{c}\caption{\label{in}In.}\end{figure}"
    )
    assert [figure.labels for figure in draft.figures] == [("l",), ("r",), ("in",)]
    assert [[image.path for image in figure.images] for figure in draft.figures] == [["a.png"], ["b.pdf"], ["c.jpg"]]


PANELS = {
    "subcaption environments": r"\begin{subfigure}{3cm}\includegraphics{a}\caption{One.}\label{p:a}\end{subfigure}"
    r"\begin{subfigure}[b]{3cm}\includegraphics{b}\caption{Two.}\label{p:b}\end{subfigure}",
    "subfloat": r"\subfloat[One.\label{p:a}]{\includegraphics{a}}\subfloat[][Two.]{\includegraphics{b}\label{p:b}}",
    "subfigure command": r"\subfigure[One.]{\includegraphics{a}\label{p:a}}\subfigure[Two.]{\includegraphics{b}\label{p:b}}",
    "subcaptionbox": r"\subcaptionbox{One.\label{p:a}}{\includegraphics{a}}\subcaptionbox[s]{Two.\label{p:b}}[3cm]{\includegraphics{b}}",
    "subcaption": r"\begin{minipage}{3cm}\includegraphics{a}\subcaption{One.}\label{p:a}\end{minipage}"
    r"\begin{minipage}{3cm}\includegraphics{b}\subcaption{Two.\label{p:b}}\end{minipage}",
}


@pytest.mark.parametrize("panels", PANELS.values(), ids=PANELS.keys())
def test_panels(read: Any, panels: str) -> None:
    (figure,) = read(rf"\begin{{figure}}{panels}\caption{{Both.}}\label{{p}}\end{{figure}} See \ref{{p:b}}.").figures
    assert (figure.caption, figure.labels) == ("Both.", ("p",))
    assert [(panel.label, panel.caption, panel.labels) for panel in figure.panels] == [
        ("a", "One.", ("p:a",)),
        ("b", "Two.", ("p:b",)),
    ]
    assert [image.path for image in figure.images] == ["a.png", "b.pdf"]
    assert figure.mentions[0].text == "See 1b."


IMAGES: dict[str, tuple[str, list[str | None]]] = {
    "extension left out": (r"\includegraphics[width=3cm]{a}", ["a.png"]),
    "another extension": (r"\includegraphics{d.pdf}", ["d.eps"]),
    "folder of graphicspath": (r"\includegraphics{deep name.v2}", ["img/deep name.v2.png"]),
    "quoted": (r'\includegraphics{"deep name.v2"}', ["img/deep name.v2.png"]),
    "epsfig": (r"\epsfig{width=3cm,file=d.eps}", ["d.eps"]),
    "psfig": (r"\psfig{figure=d.eps}", ["d.eps"]),
    "plottwo": (r"\plottwo{a}{b}", ["a.png", "b.pdf"]),
    "svg": (r"\includesvg[width=3cm]{img/e}", ["img/e.svg"]),
    "overpic": (r"\begin{overpic}[width=3cm]{a}\put(1,1){x}\end{overpic}", ["a.png"]),
    "adjustbox": (r"\adjincludegraphics[max width=3cm]{a}", ["a.png"]),
    "TikZ": (r"\begin{tikzpicture}\node {\includegraphics{a}};\end{tikzpicture}", [None, "a.png"]),
    "pgf": (r"\input{plot.pgf}", [None]),
    "Inkscape": (r"\input{img/e.pdf_tex}", ["img/e.svg"]),
    "standalone": (r"\includestandalone{parts/sketch}", ["parts/sketch.tex"]),
    "own command before an argument": (
        r"\newcommand{\pics}{img/}\newcommand{\picture}[1]{\includegraphics{\pics#1}}\picture{e.svg}",
        ["img/e.svg"],
    ),
    "own command in the name": (r"\newcommand{\pics}{img}\includegraphics{\pics/e.svg}", ["img/e.svg"]),
    "PostScript": (r"\special{psfile=d.eps hscale=50}", ["d.eps"]),
    "overlay": (r"\includegraphics<2>[width=3cm]{a}", ["a.png"]),
}


@pytest.mark.parametrize(("graphics", "paths"), IMAGES.values(), ids=IMAGES.keys())
def test_images(read: Any, graphics: str, paths: list[str | None]) -> None:
    files = {
        "main.tex": rf"\documentclass{{article}}\graphicspath{{{{img/}}}}\begin{{document}}\begin{{figure}}{graphics}\caption{{F.}}\end{{figure}}\end{{document}}",
        "img/deep name.v2.png": "",
        "img/e.svg": "",
        "parts/sketch.tex": r"\documentclass{standalone}\begin{document}x\end{document}",
    }
    draft = read(files)
    assert [image.path for image in draft.figures[0].images] == paths
    assert not [problem for problem in draft.problems if problem.code == "missing-image"]


def test_a_section_s_source_is_no_picture_of_that_name(read: Any) -> None:
    main = r"\documentclass{article}\begin{document}\input{sec/y}\end{document}"
    draft = read({"main.tex": main, "sec/y.tex": r"\begin{figure}\includegraphics{y}\caption{F.}\end{figure}"})
    assert [problem.code for problem in draft.problems] == ["missing-image"]


def test_the_graphic_of_a_minipage_without_begin_is_its_own(read: Any) -> None:
    code = r"\begin{minipage}{3cm}\begin{lstlisting}x\end{lstlisting}\caption{Code.}\end{minipage}"
    plot = r"\minipage{3cm}\includegraphics{b}\caption{Plot.}\endminipage"
    left, right = read(rf"\begin{{figure}}{code}{plot}\end{{figure}}").figures
    assert [image.path for image in (*left.images, *right.images)] == ["b.pdf"]
    assert right.images


def test_what_tikz_draws_is_read(read: Any) -> None:
    (figure,) = read(
        r"\begin{figure}\begin{tikzpicture}\node[draw, label={above:no}] (enc) at (0,0) {Encoder $x_1$}; \draw (0,0) -- (1,1) node[above] {loss};"
        r"\begin{axis}[xlabel={Time (s)}, ylabel={Error}]\addlegendentry{ours}\end{axis}\end{tikzpicture}\caption{F.}\end{figure}"
    ).figures
    assert figure.drawn_text.splitlines() == ["Encoder x₁", "loss", "Time (s)", "Error", "ours"]


def test_title_and_abstract(read: Any) -> None:
    draft = read(r"\title[Short]{On \emph{Things}\thanks{Money}}\begin{abstract}We study $x^2$.\end{abstract}Text.")
    assert (draft.title, draft.abstract) == ("On Things", "We study x².")


def test_the_label_of_floatconts(read: Any) -> None:
    body = rf"\begin{{figure}}\floatconts{{fig:a}}{{\caption{{Two.}}}}{{\subfigure[L]{{\label{{fig:l}}{G}}}}}\end{{figure}}"
    (figure,) = read(body, document_class="jmlr").figures
    assert (figure.labels, figure.caption) == (("fig:a",), "Two.")
