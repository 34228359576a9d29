"""Rules about what a figure is made of: its caption, label and graphics, and their order."""

import re
from collections.abc import Iterable, Iterator

from capassist.model import Figure, Manuscript, Part
from capassist.rules.paper import Paper, majority
from capassist.rules.rule import Hit, Replacement, paper_rule
from capassist.text.latex_lengths import FIXED_UNITS, TEX_POINTS
from capassist.text.words import words

_OTHER_LABEL = re.compile(r"(?:eqn?s?|sec|tab|tbl|lst|algo?|line|ln|thm|lem|app)[:.\-_]", re.IGNORECASE)
_SLUG_WORDS = 3

_PRINT = 300  # dots an inch
_LENGTH = re.compile(rf"(\d+(?:\.\d*)?|\.\d+|(?=\\))\s*({FIXED_UNITS}|\\(?:textwidth|linewidth|columnwidth))")
_LAYOUT = re.compile(
    r"\\(?:textwidth|columnwidth|linewidth|hsize|geometry|twocolumn|input|magnification|mag)(?![a-zA-Z])"
)
_PLAIN_OPTIONS = frozenset(["", *"10pt 11pt 12pt a4paper letterpaper conference journal oneside final".split()])
_HARMLESS = frozenset(  # packages that leave the width of the text as it is
    "graphicx graphics color xcolor amsmath amssymb amsfonts amsthm mathtools bm natbib cite biblatex hyperref "
    "url cleveref caption subcaption "
    "subfig booktabs array multirow inputenc fontenc babel lmodern times microtype siunitx tikz pgfplots float "
    "placeins enumitem "
    "algorithm algorithmic algorithm2e algpseudocode listings xspace csquotes textcomp units nicefrac".split()
)


@paper_rule("C001", "missing-caption", "error")
def missing_caption(paper: Paper) -> Iterator[Hit]:
    r"""A figure has graphics and no caption.

    A figure without caption has no number, so nobody can refer to it, and a reader who sees it alone cannot tell what
    it shows. Captions of panels do not count: they are numbered within the figure. Tables are left out: `scan` counts
    those without a caption.

    Bad:
        \begin{figure}
          \includegraphics{a}
        \end{figure}

    Good:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
        \end{figure}

    Source: Elsevier and TACL author instructions, as copied on other pages, read 2026-11.
    """
    for figure in paper.figures:
        if (
            figure.images
            and not paper.is_captioned(figure)
            and (not figure.locked or figure.made_from)
            and paper.is_latex
        ):
            yield Hit(f"{paper.name(figure)} has no caption.", paper.place_of(figure), figure.id)


@paper_rule("C003", "label-before-caption", "error", fixable=True)
def label_before_caption(paper: Paper) -> Iterator[Hit]:
    r"""A figure's or table's \label comes before its \caption.

    The caption is what steps the counter. A label before it takes the number of the section, and every reference to the
    figure prints that number. Labels of panels and equations inside are left out.

    Bad:
        \begin{figure}
          \includegraphics{a}
          \label{fig:time}
          \caption{Run time of both parsers against the number of words.}
        \end{figure}

    Good:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:time}
        \end{figure}

    Source: APS REVTeX author guide, read 2026-11; LaTeX's own manual on \label.
    """
    for figure in paper.draft.figures:
        for part, caption in _before_caption(paper.parts[figure.id]) if figure.kind in ("figure", "table") else ():
            if _is_set_here(part) and not (_OTHER_LABEL.match(part.text) and figure.kind != "table"):
                message = f"\\label{{{part.text}}} stands before the caption, so references print another number."
                yield Hit(message, part.source, figure.id, _moved(part, caption), part.text)


def _before_caption(parts: Iterable[Part]) -> Iterator[tuple[Part, Part]]:
    """Yield the parts of a float that stand before its caption, each with the caption; panels' left out."""
    own = [part for part in parts if not part.panel]
    caption = next((part for part in own if part.kind == "caption"), None)
    if caption is not None:
        yield from ((part, caption) for part in own[: own.index(caption)])


def _is_set_here(part: Part) -> bool:
    """Whether it is a label that no command of the draft's own writes, nor the argument of one that is not known."""
    return part.kind == "label" and part.end is not None and part.span is not None and part.end != part.span[1]


def _moved(label: Part, caption: Part) -> tuple[Replacement, ...]:
    """Return what moves a label right behind the caption; nothing where they are not in one file."""
    file, written = label.source.file, label.written  # a line left blank would end a paragraph
    if not written or not label.end or not caption.end or file != caption.source.file:
        return ()
    command = written.strip()
    start = label.end - len(command) - written.index(command)
    removed = Replacement(file, start, start + len(written), written, "")
    return removed, Replacement(file, caption.end, caption.end, "", command)


@paper_rule("C004", "missing-label", "warning")
def missing_label(paper: Paper) -> Iterator[Hit]:
    r"""A numbered figure has no \label.

    Without a label the text can only name the figure by a number that is typed in, which is wrong as soon as a figure
    is added.

    Bad:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
        \end{figure}

    Good:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:run-time}
        \end{figure}

    Source: LaTeX's own manual on \label and \ref; common practice.
    """
    for figure in paper.figures if paper.is_latex else ():
        labelled = figure.labels or any(panel.labels for panel in figure.panels) or paper.is_foreign(figure)
        if figure.number is not None and figure.state != "missing" and not labelled and not paper.goes_on(figure):
            message = f"{paper.name(figure)} has no label, such as \\label{{{_slug(figure)}}}."
            yield Hit(message, paper.place_of(figure), figure.id)


def _slug(figure: Figure) -> str:
    named = [word.lower() for word in words(figure.caption or "") if word.isascii() and len(word) > 2]
    return "fig:" + "-".join(named[:_SLUG_WORDS] or [f"figure-{figure.number}"])


@paper_rule("C010", "caption-position", "warning")
def caption_position(paper: Paper) -> Iterator[Hit]:
    r"""A caption stands on the other side of its graphic than in the paper's other figures, or than the venue wants.

    Venues set figure captions below the graphic; within one paper a change of sides looks like a mistake, and a reader
    may take the caption for that of the next figure.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of the parser.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Memory of the parser.}\end{figure}
        \begin{figure}\caption{Errors of the parser.}\includegraphics{a}\end{figure}
        \begin{figure}\includegraphics{a}\caption{States of the parser.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of the parser.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Memory of the parser.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Errors of the parser.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{States of the parser.}\end{figure}

    Source: NeurIPS, ICLR and IEEE author templates, read 2026-11.
    """
    placed = {figure.id: below for figure in paper.figures if (below := _is_below(paper, figure)) is not None}
    wanted = paper.venue.caption_below
    wanted = majority(placed.values()) if wanted is None else wanted
    for name, below in placed.items():
        if wanted is not None and below != wanted:
            figure = paper.by_id[name]
            sides = ("below", "above") if below else ("above", "below")
            whose = "the venue wants it" if paper.venue.caption_below is not None else "the other captions stand"
            message = f"The caption of {paper.name(figure)} stands {sides[0]} the graphic, and {whose} {sides[1]}."
            yield Hit(message, paper.place_of(figure), figure.id)


def _is_below(paper: Paper, figure: Figure) -> bool | None:
    """Tell whether the caption follows all graphics; None where there is none, it stands between or beside them, or a
    command that the draft does not define sets it, wherever it likes."""
    parts = [part for part in paper.parts[figure.id] if not part.panel and part.kind in ("caption", "graphic")]
    kinds = [part.kind for part in parts]
    if kinds.count("caption") != 1 or len(kinds) == 1 or any(part.foreign for part in parts):
        return None
    return {0: False, len(kinds) - 1: True}.get(kinds.index("caption"))


@paper_rule("C092", "missing-image", "error")
def missing_image(paper: Paper) -> Iterator[Hit]:
    r"""A graphic's file is not in the draft, or not the picture that is meant.

    LaTeX stops there, or prints an empty frame. Extensions and \graphicspath were tried. Named, too, are the pointers
    that git-lfs leaves where a file was not fetched, and names that only some systems find: with other letter case, or
    accents coded otherwise.

    Bad:
        \begin{figure}
          \includegraphics{plots/nowhere}
          \caption{Run time of both parsers against the number of words.}
        \end{figure}

    Good:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
        \end{figure}

    Source: LaTeX's own manual on graphicx; arxiv-latex-cleaner issue 79, read 2026-11.
    """
    seen: set[tuple[str, str]] = set()
    for figure in paper.figures:
        for part in paper.parts_of(figure, "graphic"):
            if part.trouble and (figure.id, part.trouble) not in seen:
                seen.add((figure.id, part.trouble))
                yield Hit(part.trouble, part.source, figure.id, subject=part.text)


@paper_rule("C093", "low-resolution", "info", default=False)
def low_resolution(paper: Paper) -> Iterator[Hit]:
    r"""A raster has fewer than 300 dots an inch at the width it is printed at.

    Text and lines in it look blurred in print. Plots are better kept as PDF, where they have no resolution. Silent
    where the width on the page is not certain: beside other options, in boxes and panels that change it, in a class or
    with a package whose text width we do not know.

    Bad:
        \begin{figure}\includegraphics[width=8cm]{a.png}\caption{Micrograph of the beads.}\end{figure}

    Good:
        \begin{figure}\includegraphics[width=1in]{a.png}\caption{Micrograph of the beads.}\end{figure}

    Source: Nature figure guide (research-figure-guide.nature.com), read 2026-11.
    """
    for part in (part for figure in paper.figures for part in paper.parts_of(figure, "graphic")):
        inches = inches_of(part.width, paper.manuscript)
        if part.pixels and inches and (dpi := int(part.pixels / inches)) < _PRINT:
            message = f"{part.text} has {dpi} dots an inch at {part.width}, fewer than {_PRINT}."
            yield Hit(message, part.source, part.figure, subject=part.text)


def inches_of(width: str, manuscript: Manuscript) -> float | None:
    """Return a width on the page, as it is written, in inches; None where that is not certain."""
    match = _LENGTH.fullmatch(width)
    if match is None:
        return None
    share, unit = float(match[1] or 1), match[2]
    points = TEX_POINTS.get(unit) or _text_width(unit, manuscript)
    return share * points / TEX_POINTS["in"] if points else None


def _text_width(length: str, manuscript: Manuscript) -> float | None:
    """Return one of the widths of text in TeX's points, where nothing changes what the class sets."""
    options = set(re.split(r"[\s,]+", manuscript.options))
    if not set(manuscript.packages) <= _HARMLESS or options - _PLAIN_OPTIONS or _LAYOUT.search(manuscript.preamble):
        return None
    match manuscript.document_class:
        case "article" | "report":
            return 390.0 if "12pt" in options else 360.0 if "11pt" in options else 345.0
        case "IEEEtran" if not options & {"11pt", "12pt"}:  # \linewidth depends on the float: the narrower one
            return 516.0 if length == "\\textwidth" else 252.0
    return None
