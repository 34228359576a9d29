"""The number of each figure as TeX prints it; every sequence here was first compiled with pdflatex and read from its .aux."""

from pathlib import Path
from typing import Any

import pytest

from capassist.errors import UsageError
from capassist.model import Draft
from capassist.workflow.drafting import choose_figures
from tests.drafts.latex.conftest import article

A, B, C, D = (rf"\begin{{figure}}\rule{{1cm}}{{1cm}}\caption{{Tank {x}.}}\label{{{x}}}\end{{figure}}" for x in "abcd")
TABLE = r"\begin{table}\caption{Wells.}\end{table}"
SECTIONS = rf"\section{{S}}{A}\section{{T}}{B}"

NUMBERS: dict[str, tuple[str, str, str, str]] = {  # class, preamble, body, numbers
    "not what \\appendix would define": ("article", r"\renewcommand\appendix{\gdef\thefigure{A.\arabic{figure}}}", A + B, "1 2"),
    "own \\appendix, once it is reached": (
        "article", r"\let\old\appendix\renewcommand{\appendix}{\old\setcounter{figure}{0}\renewcommand{\thefigure}{\thesection\arabic{figure}}}",
        rf"\section{{S}}{A}\appendix\section{{T}}{B}", "1 A1",
    ),
    "added to \\appendix": ("article", r"\makeatletter\g@addto@macro\appendix{\renewcommand\thefigure{\Alph{section}.\arabic{figure}}}",
                            rf"{A}\appendix\section{{T}}{B}", "1 A.2"),
    "hook behind \\appendix": ("article", r"\AddToHook{cmd/appendix/after}{\counterwithin{figure}{section}}", rf"{A}\appendix\section{{T}}{B}", "1 A.1"),
    "\\pretocmd before headings": ("article", r"\usepackage{etoolbox}\pretocmd{\section}{\setcounter{figure}{0}}{}{}", rf"\section{{S}}{A}{B}\section{{T}}{C}", "1 2 1"),
    "\\pretocmd to an own command": (
        "article", r"\usepackage{etoolbox}\newcommand\further{\renewcommand\thefigure{S\arabic{figure}}}\pretocmd{\further}{\setcounter{figure}{0}}{}{}", rf"{A}\further{B}", "1 S1",
    ),
    "hook before headings": ("article", r"\AddToHook{cmd/section/before}{\setcounter{figure}{0}}", rf"\section{{S}}{A}{B}\section{{T}}{C}", "1 2 1"),
    "captcont below the figures": ("article", r"\usepackage{captcont}", A + B.replace(r"\caption", r"\captcont") + C, "1 2 2"),
    "captcont above the figures": ("article", r"\usepackage[figtopcap]{captcont}", A + B.replace(r"\caption", r"\captcont") + C, "1 1 2"),
    "a counter of the draft's that chooses": (
        "report", r"\usepackage{etoolbox}\newcounter{plain}\setcounter{plain}{0}\ifnumequal{\value{plain}}{1}{\counterwithout{figure}{chapter}}{}", rf"\chapter{{S}}{A}", "1.1",
    ),
    "a counter of the draft's that chooses otherwise": (
        "report", r"\newcounter{plain}\setcounter{plain}{1}\ifnum\value{plain}=1 \counterwithout{figure}{chapter}\fi", rf"\chapter{{S}}{A}", "1",
    ),
    "a counter in \\ifthenelse": (
        "report", r"\usepackage{ifthen}\newcounter{plain}\ifthenelse{\value{plain}>0}{\counterwithout{figure}{chapter}}{}", rf"\chapter{{S}}{A}", "1.1",
    ),
    "headings of a style's own, starred and not": (
        "report",
        r"\makeatletter\newcommand\appchapter{\secdef\@appch\@appsch}\def\@appch[#1]#2{\refstepcounter{chapter}{\bf #2}\renewcommand{\thefigure}{\Alph{chapter}-\arabic{figure}}}"
        r"\def\@appsch#1{\refstepcounter{chapter}#1\renewcommand{\thefigure}{A\arabic{figure}}}",
        rf"\chapter{{S}}{A}\appendix\appchapter{{T}}{B}\appchapter*{{U}}{C}", "1.1 A-1 A1",
    ),
    "a star chooses": (
        "article", r"\makeatletter\newcommand\further{\@ifstar{\setcounter{figure}{10}}{\setcounter{figure}{0}\renewcommand\thefigure{S\arabic{figure}}}}",
        rf"{A}\further*{B}\further{C}", "1 11 S1",
    ),
    "an option chooses": (
        "article", r"\makeatletter\newcommand\further{\@ifnextchar[{\partof}{\partof[S]}}\def\partof[#1]{\setcounter{figure}{0}\renewcommand\thefigure{#1\arabic{figure}}}",
        rf"{A}\further[X]{B}\further{C}", "1 X1 S1",
    ),
    "arguments behind a command that ends in another": (
        "article", r"\newcommand\startat[1]{\setcounter{figure}{#1}}\newcommand\later{\par\startat}", rf"{A}\later{{5}}{B}", "1 6",
    ),
    "not what a command with delimited arguments would do": ("article", r"\def\pair#1,#2.{\setcounter{figure}{7}}", A + B, "1 2"),
    "llncs's chapters": ("llncs", "", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1 2"),
    "smfbook's chapters": ("smfbook", "", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1 1"),
    "cc's sections": ("cc", "", SECTIONS, "1.1 2.1"),
    "APA's appendices": ("apa7", "", rf"\section{{S}}{A}\appendix\section{{T}}{B}\section{{U}}{C}", "1 A1 B1"),
    "Elsevier's appendices": ("cas-dc", "", rf"\section{{S}}{A}\appendix\section{{T}}{B}", "1 2"),
    "JPSJ's appendices": ("jpsj2", "", rf"\section{{S}}{A}\appendix\section{{T}}{B}", "1 A·1"),
    "a class that begins in the front matter": ("yathesis", "", rf"\chapter{{S}}{A}\mainmatter\chapter{{T}}{B}\appendix\chapter{{U}}{C}", "1 1.1 A.1"),
    "the only appendix": ("umthesis", "", rf"\chapter{{S}}{A}\appendix\chapter{{T}}{B}", "1.1 1"),
    "appendices that are listed": ("umthesis", "", rf"\listofappendices\chapter{{S}}{A}\appendix\chapter{{T}}{B}", "1.1 A.1"),
    "Caxias do Sul's chapters": ("ucsmonograph", "", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1 2"),
    "NDSU's appendices": ("ndsu-thesis", "", rf"\chapter{{S}}{A}\appendix\chapter{{T}}{B}", "1.1 2.1"),
    "panels alone take a number": (
        "article", r"\usepackage{subcaption}",
        A + r"\begin{figure}\begin{subfigure}{3cm}\rule{1cm}{1cm}\caption{P}\label{p}\end{subfigure}\end{figure}" + B, "1 None 3",
    ),
    "to the end of the group": ("article", "", rf"{A}\begingroup\renewcommand\thefigure{{S\arabic{{figure}}}}{B}\endgroup{C}", "1 S2 3"),
    "inside one float": ("article", "", A + B.replace(r"\rule", r"\renewcommand{\thefigure}{X\arabic{figure}}\rule", 1) + C, "1 X2 3"),
    "globally in a group": ("article", "", rf"{{\gdef\thefigure{{G\arabic{{figure}}}}}}{A}{{\renewcommand\thefigure{{L\arabic{{figure}}}}}}{B}", "G1 G2"),
    "of an own environment, to its end": (
        "article", r"\newenvironment{supplement}{\setcounter{figure}{0}\renewcommand{\thefigure}{S\arabic{figure}}}{}",
        rf"{A}\begin{{supplement}}{B}{C}\end{{supplement}}{D}", "1 S1 S2 3",
    ),
    "the old format inside the new": ("article", "", rf"{A}\let\old\thefigure\renewcommand\thefigure{{S\old}}{B}", "1 S2"),
    "a condition in the format": (
        "article", r"\makeatletter\@addtoreset{figure}{section}\renewcommand\thefigure{\ifnum\c@section>1 \thesection.\fi\@arabic\c@figure}", SECTIONS, "1 2.1",
    ),
    "a sum": ("article", "", rf"{A}\setcounter{{figure}}{{\numexpr\value{{figure}}+4\relax}}{B}\addtocounter{{figure}}{{-2}}{C}", "1 6 5"),
    "registers": ("article", "", rf"{A}\makeatletter\global\c@figure=6\relax\advance\c@figure by 2\relax{B}", "1 9"),
    "by subsection": ("article", r"\numberwithin{figure}{subsection}", rf"\section{{S}}\subsection{{T}}{A}\subsection{{U}}{B}\section{{V}}{C}", "1.1.1 1.2.1 2.0.1"),
    "caption's figurewithin": ("article", r"\usepackage[figurewithin=section]{caption}", SECTIONS, "1.1 2.1"),
    "apptools": ("article", r"\usepackage{apptools}\AtAppendix{\counterwithin{figure}{section}}", rf"\section{{S}}{A}\appendix\section{{T}}{B}", "1 A.1"),
    "subfloat's letters": ("article", r"\usepackage{subfloat}", rf"{A}\begin{{subfigures}}{B}{C}\end{{subfigures}}{D}", "1 2a 2b 3"),
    "\\ContinuedFloat*": ("article", r"\usepackage{caption}", A + B.replace(r"\rule", r"\ContinuedFloat*\rule", 1) + C.replace(r"\rule", r"\ContinuedFloat\rule", 1), "1 2 2"),
    "Cyrillic letters": ("article", r"\usepackage[russian]{babel}", rf"\appendix\section{{S}}\renewcommand{{\thefigure}}{{\Asbuk{{section}}.\arabic{{figure}}}}{A}", "А.1"),
    "by part": ("book", r"\counterwithin{figure}{part}", rf"\part{{I}}\chapter{{S}}{A}\part{{J}}\chapter{{T}}{B}", "I.1 II.1"),
    "KOMA resets at headings without a number": ("scrbook", "", rf"{A}\chapter{{S}}{B}\addchap{{T}}{C}", "1 1.1 1.1"),
    "AMS books print the counter alone": ("amsbook", "", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1 1"),
    "abnTeX2 counts through the document": ("abntex2", "", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1 2"),
    "at the document's beginning": ("article", r"\AtBeginDocument{\renewcommand\thefigure{\Roman{figure}}}", A, "I"),
    "elsarticle": ("elsarticle", "", rf"{A}\appendix\section{{S}}{B}\section{{T}}{C}", "1 A.2 B.3"),
    "mnras": ("mnras", "", rf"{A}\appendix\section{{S}}{B}\section{{T}}{C}", "1 A1 B1"),
    "appendices end": ("article", r"\usepackage{appendix}", rf"\section{{S}}{A}\begin{{appendices}}\counterwithin{{figure}}{{section}}\section{{T}}{B}\end{{appendices}}\section{{U}}{C}", "1 A.1 2.1"),
    "algorithm in a figure": ("article", "", rf"{A}\begin{{figure*}}\begin{{algorithm}}[H]\caption{{Fill.}}\label{{alg}}\end{{algorithm}}\end{{figure*}}{B}", "1 2"),
    "table box in a figure": ("article", "", rf"\begin{{figure}}\ffigbox{{\caption{{F.}}}}{{x}}\ttabbox{{\caption{{T.}}}}{{y}}\end{{figure}}{B}", "1 2"),
    "figure's type in a table": (
        "article", "", rf"\begin{{table}}\begin{{minipage}}{{3cm}}\makeatletter\def\@captype{{figure}}\makeatother\caption{{F.}}\end{{minipage}}\caption{{T.}}\end{{table}}{B}", "1 2",
    ),
    "dead text": ("article", "", rf"\if 0 {A}\fi\if0{A}\fi{B}", "1"),
    "reset without its number": ("article", r"\counterwithin*{figure}{section}", SECTIONS, "1 1"),
    "within, in letters": ("article", r"\counterwithin[\Alph]{figure}{section}", SECTIONS, "1.A 2.A"),
    "through the document with the number": ("report", r"\counterwithout*{figure}{chapter}", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1.1 2.2"),
    "through the document, in Roman numbers": ("report", r"\counterwithout[\roman]{figure}{chapter}", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "i ii"),
    "a counter of the draft's, reset": ("article", r"\newcounter{pic}[section]\renewcommand\thefigure{P\arabic{pic}}", rf"\section{{S}}\stepcounter{{pic}}{A}\stepcounter{{pic}}{B}\section{{T}}{C}", "P1 P2 P0"),
    "a counter of the draft's, not reset": ("article", r"\newcounter{pic}\renewcommand\thefigure{P\arabic{pic}}", rf"\section{{S}}\stepcounter{{pic}}{A}\stepcounter{{pic}}{B}\section{{T}}{C}", "P1 P2 P2"),
    "a register without a sign": ("article", "", rf"{A}\makeatletter\c@figure 4\relax{B}", "1 5"),
    "advanced without \\by": ("article", "", rf"{A}\makeatletter\advance\c@figure 3\relax{B}", "1 5"),
    "advanced backwards": ("article", "", rf"{A}{B}\makeatletter\advance \c@figure by -1\relax{C}", "1 2 2"),
    "a register from another": ("article", "", rf"\section{{S}}\section{{T}}{A}\makeatletter\c@figure\c@section{B}", "1 3"),
    "a register that a condition reads": ("article", "", rf"{A}\makeatletter\ifnum\c@figure>0 \fi{B}", "1 2"),
    "a register that another is set to": ("article", "", rf"{A}\makeatletter\c@table\c@figure{B}{TABLE}", "1 2"),
    "steps without a figure": ("article", "", rf"{A}\refstepcounter{{figure}}{B}\stepcounter{{figure}}{C}", "1 3 5"),
    "not reset any more": ("report", r"\makeatletter\@removefromreset{figure}{chapter}", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1.1 2.2"),
    "the section's number alone": ("article", r"\let\thefigure\thesection", SECTIONS, "1 2"),
    "the table's format": ("article", r"\let\thefigure\thetable", A + B, "0 0"),
    "a copy of the format inside the new": ("article", r"\let\old\thefigure\renewcommand\thefigure{\old a}", A + B, "1a 2a"),
    "the section's number of once": ("article", "", rf"\section{{S}}\edef\thefigure{{\thesection-\noexpand\arabic{{figure}}}}{A}\section{{T}}{B}", "1-1 1-2"),
    "groups in groups": ("article", "", rf"{{\renewcommand\thefigure{{L\arabic{{figure}}}}{A}{{\renewcommand\thefigure{{M\arabic{{figure}}}}{B}}}{C}}}{D}", "L1 M2 L3 4"),
    "globally defined in a group": ("article", "", rf"{{\global\def\thefigure{{G\arabic{{figure}}}}{A}}}{B}", "G1 G2"),
    "globally and \\long": ("article", "", rf"{{\global\long\def\thefigure{{G\arabic{{figure}}}}{A}}}{B}", "G1 G2"),
    "twice in a group": ("article", "", rf"{{\renewcommand\thefigure{{L\arabic{{figure}}}}{A}\renewcommand\thefigure{{M\arabic{{figure}}}}{B}}}{C}", "L1 M2 3"),
    "the table's counter": ("article", r"\makeatletter\let\c@figure\c@table", A + TABLE + B, "1 3"),
    "from another counter": ("article", "", rf"\section{{S}}\section{{T}}{A}\setcounter{{figure}}{{\value{{section}}}}{B}\addtocounter{{figure}}{{\value{{section}}}}{C}", "1 3 6"),
    "within, in Roman numbers": ("article", r"\usepackage{amsmath}\numberwithin[\Roman]{figure}{section}", SECTIONS, "1.I 2.I"),
    "reset, its number left out": ("article", r"\makeatletter\@addtoreset{figure}{section}", SECTIONS, "1 1"),
    "within, and without again": ("article", r"\counterwithin{figure}{section}\counterwithout{figure}{section}", SECTIONS, "1 2"),
    "before the first section": ("article", r"\counterwithin{figure}{section}", A + rf"\section{{S}}{B}", "0.1 1.1"),
    "to the environment's end": ("article", "", rf"\begin{{center}}\renewcommand\thefigure{{L\arabic{{figure}}}}{A}\end{{center}}{B}", "L1 2"),
    "what cannot be known": ("article", "", rf"{A}\setcounter{{figure}}{{\pagetotal}}{B}", "1 None"),
}  # fmt: skip


def numbers(draft: Draft, kind: str = "figure") -> str:
    return " ".join(str(figure.number) for figure in draft.figures if figure.kind == kind)


@pytest.mark.parametrize(("document_class", "preamble", "body", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_numbers(read: Any, document_class: str, preamble: str, body: str, expected: str) -> None:
    assert numbers(read(body, preamble, document_class)) == expected


FILES: dict[str, tuple[str, str, str]] = {  # class or style file, body, numbers
    "own.cls": (
        r"\LoadClass{article}\def\appendix{\setcounter{section}{0}\gdef\thesection{\@Alph\c@section}\gdef\thefigure{\thesection\arabic{figure}}}"
        r"\def\@other{\def\thefigure{Z}}\newcommand{\unused}{\renewcommand\thefigure{Q}}\DeclareOption{x}{\renewcommand\thefigure{O}}",
        rf"\section{{S}}{A}\appendix\section{{T}}{B}", "1 A2",
    ),
    "choice.cls": (
        r"\LoadClass{article}\newif\if@by\@bytrue\if@by\@addtoreset{figure}{section}\renewcommand\thefigure{\thesection-\arabic{figure}}\else\def\thefigure{X}\fi",
        SECTIONS, "1-1 2-1",
    ),
    "thesis2.cls": (r"\LoadClass[12pt]{report}\renewcommand{\thefigure}{\arabic{chapter}--\arabic{figure}}", rf"\chapter{{S}}{A}\chapter{{T}}{B}", "1–1 2–1"),
    "supp.cls": (r"\LoadClass{article}\newcommand\beginsupp{\setcounter{figure}{0}\def\thefigure{S\@arabic\c@figure}}", rf"{A}\beginsupp{B}", "1 S1"),
    "let.cls": (
        r"\LoadClass{article}\RequirePackage[title]{appendix}\AtBeginDocument{\let\oldappendices\appendices\let\oldendappendices\endappendices"
        r"\renewenvironment{appendices}{\setcounter{figure}{0}\begin{oldappendices}\gdef\thefigure{\@Alph\c@section\arabic{figure}}}{\end{oldappendices}}}",
        rf"\section{{S}}{A}\section{{T}}\begin{{appendices}}\section{{U}}{B}\end{{appendices}}\section{{W}}{C}", "1 A1 C2",
    ),
    "headings.cls": (
        r"\LoadClass{report}\newcommand\appchapter{\clearpage\secdef\@appch\@appsch}\def\@appch[#1]#2{\refstepcounter{chapter}{\bf #2}}\def\@appsch#1{\refstepcounter{chapter}#1}",
        rf"\chapter{{S}}{A}\appendix\appchapter{{T}}{B}\appchapter*{{U}}{C}", "1.1 A.1 B.1",
    ),
    "undefined.cls": (
        r"\LoadClass{report}\@ifundefined{thechapter}{}{\def\thefigure{\thechapter-\arabic{figure}}}", rf"\chapter{{S}}{A}", "1-1",
    ),
    "end.cls": (r"\LoadClass{article}\AtEndOfClass{\renewcommand\thefigure{\@Roman\c@figure}}\renewcommand\thefigure{Q}", SECTIONS, "I II"),
    "end.sty": (r"\AtEndOfPackage{\numberwithin{figure}{section}}", SECTIONS, "1.1 2.1"),
    "options.cls": (
        r"\newif\if@by\DeclareOption{by}{\@bytrue\def\thefigure{Q}}\DeclareOption{roman}{\renewcommand\thefigure{\Roman{figure}}}\DeclareOption*{\PassOptionsToClass{\CurrentOption}{article}}"
        r"\ExecuteOptions{roman}\ProcessOptions\relax\LoadClass{article}\if@by\numberwithin{figure}{section}\fi", SECTIONS, "I II",
    ),
    "envs.cls": (
        r"\LoadClass{article}\newenvironment{appendices}{\appendix\@addtoreset{figure}{section}\renewcommand{\thefigure}{\thesection.\arabic{figure}}}{}", SECTIONS, "1 2",
    ),
    "parts.cls": (
        r"\LoadClass{book}\let\ourmain\mainmatter\renewcommand\mainmatter{\ourmain\setcounter{figure}{0}}"
        r"\renewcommand\backmatter{\clearpage\@mainmatterfalse\setcounter{figure}{0}\renewcommand\thefigure{B\arabic{figure}}}",
        rf"\frontmatter\chapter{{P}}{A}\mainmatter\chapter{{S}}{B}\backmatter\chapter{{E}}{C}", "1 1.1 B1",
    ),
    "front.cls": (
        r"\LoadClass{book}\renewcommand\frontmatter{\pagenumbering{roman}}\renewcommand\mainmatter{\pagenumbering{arabic}\@mainmattertrue}",
        rf"\frontmatter\chapter{{P}}{A}\mainmatter\chapter{{S}}{B}", "1.1 2.1",
    ),
    "back.cls": (
        r"\LoadClass{book}\renewcommand\backmatter{\clearpage\pagestyle{empty}}", rf"\chapter{{S}}{A}\backmatter\chapter{{T}}{B}", "1.1 2.1",
    ),
    "floats.cls": (
        r"\LoadClass{article}\RequirePackage{newfloat}\DeclareFloatingEnvironment[within=section]{photo}\numberwithin{figure}{section}", SECTIONS, "1.1 2.1",
    ),
    "half.cls": (r"\LoadClass{article}\newcommand\photo{\newfloat{photo}}\newfloat\numberwithin{figure}{section}", SECTIONS, "1.1 2.1"),
    "register.cls": (r"\LoadClass{article}\c@figure=4\relax\numberwithin{figure}{section}", rf"{A}\section{{S}}{B}", "0.5 1.1"),
    "by.sty": (r"\numberwithin{figure}{section}", SECTIONS, "1.1 2.1"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_class_or_style_file_of_the_draft_counts_by_what_it_does(read: Any, name: str) -> None:
    code, body, expected = FILES[name]
    stem, _, suffix = name.partition(".")
    head = rf"\documentclass{{{stem}}}" if suffix == "cls" else rf"\documentclass{{article}}\usepackage{{{stem}}}"
    files = {"main.tex": rf"{head}\begin{{document}}{body}\end{{document}}", name: code}
    assert numbers(read(files)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (r"\RequirePackage{newfloat}\DeclareFloatingEnvironment[within=section]{photo}", "1.1 2.1"),
        (
            r"\RequirePackage{newfloat}\DeclareFloatingEnvironment{photo}\renewcommand\thephoto{P\arabic{photo}}",
            "P1 P2",
        ),
    ],
    ids=["within the sections", "with a format"],
)
def test_a_type_of_floats_that_a_class_declares_counts_as_the_class_says(read: Any, code: str, expected: str) -> None:
    body = SECTIONS.replace("{figure}", "{photo}")
    files = {
        "main.tex": rf"\documentclass{{own}}\begin{{document}}{body}\end{{document}}",
        "own.cls": rf"\LoadClass{{article}}{code}",
    }
    assert numbers(read(files), "scheme") == expected


TYPES: dict[str, tuple[str, str]] = {
    r"\DeclareFloatingEnvironment[name=Photo]{photo}": "1 2",
    r"\DeclareCaptionType{photo}[Photo][Photos]": "1 2",
    r"\newfloat{photo}{tbp}{lop}\floatname{photo}{Photo}": "1 2",
    r"\DeclareNewTOC[type=photo,name=Photo,float]{lop}": "1 2",
    r"\DeclareNewFloatType{photo}{name=Photo}": "1 2",
    r"\newfloat[chapter]{photo}{lop}{Photo}": "0.1 0.2",
    r"\DeclareFloatingEnvironment{photo}\renewcommand\thephoto{P\arabic{photo}}": "P1 P2",
}


PREFIXED: dict[str, tuple[str, str, str]] = {  # preamble, body, numbers as captions print them
    "labelformat": (r"\usepackage{caption}\DeclareCaptionLabelFormat{supp}{#1 S#2}", rf"{A}\captionsetup[figure]{{labelformat=supp}}{B}", "1 S2"),
    "labelformat to the end of the group": (r"\usepackage{caption}\DeclareCaptionLabelFormat{supp}{#1 S#2}", rf"{{\captionsetup{{labelformat=supp}}{A}}}{B}", "S1 2"),
    "\\fnum@figure": (r"\makeatletter\renewcommand{\fnum@figure}{\textbf{Fig. S\thefigure}}", A + B, "S1 S2"),
    "\\figurename": (r"\renewcommand{\figurename}{Figure S}", A + B, "S1 S2"),
    "KOMA's \\figureformat": (r"\renewcommand*{\figureformat}{\figurename~S\thefigure\autodot}", A, "S1"),
    "name=": (r"\usepackage[figurename={Fig. S}]{caption}", A, "S1"),
    "a word in capitals is none": (r"\renewcommand{\figurename}{FIG.}", A + B, "1 2"),
    "a word alone is none": (r"\renewcommand{\figurename}{Abb.}", A, "1"),
}  # fmt: skip


@pytest.mark.parametrize(("preamble", "body", "expected"), PREFIXED.values(), ids=PREFIXED.keys())
def test_the_number_is_what_the_caption_prints(read: Any, preamble: str, body: str, expected: str) -> None:
    assert numbers(read(body, preamble)) == expected


def test_panels_without_captions_count_in_bare_braces_and_in_environments(read: Any) -> None:
    phantom = r"{\phantomsubcaption\label{l}}\begin{subfigure}{0pt}\phantomsubcaption\label{r}\end{subfigure}"
    draft = read(
        rf"See \ref{{l}} and \ref{{r}} of \ref{{a}}. {A}".replace(r"\begin{figure}", rf"\begin{{figure}}{phantom}"),
        r"\usepackage{subcaption}",
    )
    assert [mention.text for mention in draft.figures[0].mentions] == ["See 1a and 1b of 1."]
    assert [panel.labels for panel in draft.figures[0].panels] == [("l",), ("r",)]


def test_a_caption_has_the_words_of_a_file_that_a_command_stands_for(read: Any) -> None:
    body = r"\begin{figure}\rule{1cm}{1cm}\caption{Tank with \words.}\end{figure}"
    files = {
        "main.tex": r"\documentclass{article}\usepackage{catchfile}\CatchFileDef\words{words.tex}{}\begin{document}"
        + body
        + r"\end{document}"
    }
    assert read(files | {"words.tex": "milk in it\n"}).figures[0].caption == "Tank with milk in it."


def test_an_option_that_is_given_does_what_the_class_declares(read: Any) -> None:
    code = r"\DeclareOption{by}{\numberwithin{figure}{section}}\ProcessOptions\LoadClass{article}"
    main = rf"\documentclass[11pt, by]{{own}}\begin{{document}}{SECTIONS}\end{{document}}"
    assert numbers(read({"main.tex": main, "own.cls": code})) == "1.1 2.1"


def test_chapters_of_the_chapterfolder_package(read: Any) -> None:
    main = rf"\documentclass{{report}}\usepackage{{chapterfolder}}\begin{{document}}\cfchapter{{S}}{{one}}{{x.tex}}{A}\cfchapter[T]{{Title}}{{two}}{{x}}\end{{document}}"
    draft = read({"main.tex": main, "one/x.tex": rf"{B}\cfinput{{y}}", "one/y.tex": C, "two/x.tex": D})
    assert [(figure.number, *figure.labels) for figure in draft.figures] == [
        ("1.1", "b"),
        ("1.2", "c"),
        ("1.3", "a"),
        ("2.1", "d"),
    ]


def test_a_reference_prints_the_counter_without_the_caption_s_prefix(read: Any) -> None:
    draft = read(rf"As Fig. S\ref{{a}} shows. {A}", PREFIXED["\\figurename"][0])
    assert [mention.text for mention in draft.figures[0].mentions] == ["As Fig. S1 shows."]


@pytest.mark.parametrize(("declaration", "expected"), TYPES.items(), ids=TYPES.keys())
def test_an_own_type_of_floats_counts_for_itself(read: Any, declaration: str, expected: str) -> None:
    photo = r"\begin{photo}\includegraphics{a}\caption{P.}\end{photo}"
    draft = read(f"{A}{photo}{B}{photo}" + r"\begin{photo}\includegraphics{b}\label{bare}\end{photo}", declaration)
    assert (numbers(draft), numbers(draft, "scheme")) == ("1 2", f"{expected} None")
    assert (draft.figures[-1].state, draft.figures[-1].labels) == ("missing", ("bare",))


def test_elife_s_supplements_have_the_number_of_their_figure(read: Any) -> None:
    supplement = r"\figsupp[Short]{All of it.\label{s}}{\includegraphics{b}}"
    body = A.replace(r"\end{figure}", supplement + r"\end{figure}") + B
    draft = read(body, document_class="elife")
    assert [(figure.kind, figure.number) for figure in draft.figures] == [
        ("figure", "1"), ("scheme", "1—figure supplement 1"), ("figure", "2"),
    ]  # fmt: skip


def test_a_number_of_several_figures_is_refused_with_their_labels(read: Any) -> None:
    draft = read(rf"{A}\setcounter{{figure}}{{0}}{B}")
    with pytest.raises(UsageError, match="2 figures of the draft are numbered 1: a, b"):
        choose_figures(draft, ["1"])


def test_an_aux_that_is_older_than_the_source_gives_no_numbers(read: Any, tmp_path: Path) -> None:
    files = {
        "main.tex": rf"\documentclass{{article}}\begin{{document}}{A}\end{{document}}",
        "main.aux": r"\newlabel{a}{{7}{1}}",
    }
    read(files)
    assert numbers(read(files)) == "7"
    import os

    os.utime(tmp_path / "paper" / "main.aux", (1, 1))
    from capassist.drafts.latex import read_latex

    assert numbers(read_latex(tmp_path / "paper")) == "1"


HAND = r"\begin{center}\rule{1cm}{1cm}\refstepcounter{figure}\label{h}\\ \textbf{Figure~\thefigure.} Tank drawn by hand.\end{center}"


def test_a_figure_set_by_hand_has_its_number_words_and_label(read: Any) -> None:
    draft = read(A + HAND + B + r"See Figure~\ref{h}.")
    assert [(figure.number, figure.labels) for figure in draft.figures] == [("1", ("a",)), ("2", ("h",)), ("3", ("b",))]
    assert draft.figures[1].caption == "Tank drawn by hand."
    assert draft.figures[1].slot is not None
    assert draft.figures[1].slot.text == "Tank drawn by hand."
    assert len(draft.figures[1].mentions) == 1


@pytest.mark.parametrize(
    "body",
    [r"\refstepcounter{figure}\label{h} Text.", r"\refstepcounter{figure}", r"\refstepcounter{figure} See \thefigure."],
)
def test_a_counter_that_is_only_stepped_makes_no_figure(read: Any, body: str) -> None:
    assert [figure.number for figure in read(A + body + B).figures] == ["1", "3"]


NOTES: dict[str, tuple[str, str, set[str]]] = {  # preamble, body, codes
    "numbers that differ": ("", A + B, set()),
    "a restart": ("", rf"{A}\setcounter{{figure}}{{0}}{B}", {"shared-number"}),
    "a continued figure": (r"\usepackage{caption}", A + B.replace(r"\rule", r"\ContinuedFloat\rule", 1), set()),
    "a table of that number": ("", A + r"\begin{table}\caption{T}\end{table}", set()),
    "what TeX alone knows": ("", rf"{A}\setcounter{{figure}}{{\pageref{{a}}}}{B}", {"unknown-number"}),
    "a test of a length around a figure": (r"\newdimen\tall\tall=1cm", rf"\ifdim\tall>2cm {A}\fi{B}", {"undecided"}),
    "a test of a length around words": (r"\newdimen\tall\tall=1cm", rf"\ifdim\tall>2cm Tall.\fi{A}", set()),
    "a switch of the draft's": (r"\newif\iflong", rf"\iflong{A}\fi{B}", set()),
}


@pytest.mark.parametrize(("preamble", "body", "codes"), NOTES.values(), ids=NOTES.keys())
def test_a_note_where_a_number_cannot_be_relied_on(read: Any, preamble: str, body: str, codes: set[str]) -> None:
    told = {problem.code for problem in read(body, preamble).problems}
    assert told & {"shared-number", "unknown-number", "undecided"} == codes


def test_an_acronym_in_a_sentence_is_no_figure_of_that_name(read: Any) -> None:
    files = {
        "main.tex": article(A + r"It is known as \acro{TANK}{\textit{Total Amount of Known water}} today." + B),
        "tank.png": b"",
    }
    assert numbers(read(files)) == "1 2"
    files["main.tex"] = article(A + "\n" + r"\acro{TANK}{Total Amount of Known water} it is." + B)
    assert numbers(read(files)) == "1 2"
    files["main.tex"] = article(A + "\n" + r"\plate{tank}{The whole tank, seen from above.}" + "\n" + B)
    assert numbers(read(files)) == "1 2 3"


def test_a_declared_type_is_one_whatever_its_name(read: Any) -> None:
    """ "map" may be another environment in a class; here the document says what it is, and one lacks its caption."""
    maps = r"\begin{map}\includegraphics{a}\caption{M.}\end{map}\begin{map}\includegraphics{b}\end{map}"
    draft = read(maps, r"\usepackage{caption}\DeclareCaptionType{map}[Map][Maps]")
    assert [(figure.number, figure.state) for figure in draft.figures] == [("1", "written"), (None, "missing")]
