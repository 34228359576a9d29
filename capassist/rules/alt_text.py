"""Rules about alternative texts, for readers who do not see the figure."""

import re
from collections.abc import Iterator

from capassist.model import Drawing, Figure
from capassist.rules.paper import Paper
from capassist.rules.rule import Hit, paper_rule
from capassist.text.alternative import LONGEST_LONG, LONGEST_SHORT, MOST_LIKE, likeness, opening_of_picture
from capassist.text.latex import to_plain

_AMOUNT = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")
_MARKUP = re.compile(r"\$|\\(?:cite\w*|ref|cref|autoref|textbf|emph|textit|label|footnote|url|href)(?![a-zA-Z])")

# Classes without \\Description, and packages with it, in TeX Live. What a class outside it defines cannot be told.
_WITHOUT = frozenset(
    "article report book letter proc minimal amsart amsbook amsproc memoir scrartcl scrreprt scrbook extarticle "
    "extreport extbook IEEEtran IEEEconf llncs elsarticle revtex4 revtex4-1 revtex4-2 aastex631 mnras achemso beamer "
    "ltugboat tufte-book tufte-handout wlscirep".split()
)
_PROVIDERS = frozenset({"algxpar", "datagidx"})


def _is_decorative(figure: Figure, paper: Paper) -> bool:
    return any(place.figure == figure.id and place.decorative for place in paper.draft.places)


def _is_acm(paper: Paper) -> bool:
    return paper.manuscript.document_class.startswith("acm") or paper.venue.name == "acm"


@paper_rule("C050", "alt-missing", "error")
def alt_missing(paper: Paper) -> Iterator[Hit]:
    r"""A figure has no alternative text, and the paper has to have one: it is for ACM, or is to be a tagged PDF.

    ACM requires a \Description for every figure that is not decoration; acmart warns of "a possible image without
    description". A paper that sets up tagging by \DocumentMetadata is checked for alt=, and stops short of PDF/UA
    without. `capassist suggest --for alt` drafts what is missing.

    Bad:
        \documentclass{acmart}
        \begin{document}
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}
        \end{document}

    Good:
        \documentclass{acmart}
        \begin{document}
        \begin{figure}\includegraphics{a}\Description{Two rising lines.}\caption{Run time of both parsers.}\end{figure}
        \end{document}

    Source: ACM, Describing Figures (authors.acm.org), read 2026-11.
    """
    tagged = "DocumentMetadata" in paper.manuscript.commands
    if not paper.is_latex or not (_is_acm(paper) or tagged):
        return
    missing = "\\Description" if _is_acm(paper) else "alternative text"
    for figure in paper.figures:
        if figure.images and not _is_decorative(figure, paper) and not paper.parts_of(figure, "alt"):
            yield Hit(f"{paper.name(figure)} has no {missing}.", paper.place_of(figure), figure.id)


@paper_rule("C051", "alt-equals-caption", "warning", default=False)
def alt_equals_caption(paper: Paper) -> Iterator[Hit]:
    r"""An alternative text repeats the caption.

    A screen reader reads both, so the second adds nothing; it should say what can be seen.

    Bad:
        \begin{figure}\includegraphics[alt={Run time of both parsers}]{a}\caption{Run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics[alt={Two rising lines}]{a}\caption{Run time of both parsers.}\end{figure}

    Source: ACM, Describing Figures, and SIGACCESS, read 2026-11.
    """
    for figure in paper.figures:
        for part in paper.parts_of(figure, "alt"):
            if likeness(to_plain(part.text), figure.caption or "") > MOST_LIKE:
                yield Hit(
                    f"The alternative text of {paper.name(figure)} repeats its caption.",
                    part.source,
                    figure.id,
                    subject=part.text,
                )


@paper_rule("C052", "alt-length", "warning", default=False)
def alt_length(paper: Paper) -> Iterator[Hit]:
    r"""An alternative text is longer than 2000 characters, or one in alt= than 250.

    Screen readers read alt texts in one go; acmart warns of long descriptions. Some publishers want about 125.

    Bad:
        \begin{figure}\includegraphics[alt={Two rising lines, of which the upper one is the run time of the old parser
        and the lower one is that of the new parser, with dots at each of ten lengths, from the shortest text of one
        hundred words to the longest text of one hundred thousand words, and a grey band around each line for the
        spread}]{a}\caption{Run time.}\end{figure}

    Good:
        \begin{figure}\includegraphics[alt={Two rising lines}]{a}\caption{Run time of both parsers.}\end{figure}

    Source: ACM, How to Write Alt Text, and SIGACCESS, read 2026-11.
    """
    for figure in paper.figures:
        for part in paper.parts_of(figure, "alt"):
            length = len(to_plain(part.text))
            limit = LONGEST_LONG if _is_acm(paper) else LONGEST_SHORT
            if length > limit:
                message = f"The alternative text of {paper.name(figure)} has {length} characters, more than {limit}."
                yield Hit(message, part.source, figure.id, subject=part.text)


@paper_rule("C053", "alt-markup", "warning", default=False)
def alt_markup(paper: Paper) -> Iterator[Hit]:
    r"""An alternative text holds maths, citations or formatting.

    It is read aloud as it stands.

    Bad:
        \begin{figure}\includegraphics[alt={Two lines of $\alpha$}]{a}\caption{Run time.}\end{figure}

    Good:
        \begin{figure}\includegraphics[alt={Two lines of alpha}]{a}\caption{Run time.}\end{figure}

    Source: latexml-oxide issue 430, read 2026-11.
    """
    for figure in paper.figures:
        for part in paper.parts_of(figure, "alt"):
            if match := _MARKUP.search(part.text):
                message = f"The alternative text of {paper.name(figure)} holds {match.group()}."
                yield Hit(message, part.source, figure.id, subject=part.text)


@paper_rule("C054", "alt-unsupported", "error", default=False)
def alt_unsupported(paper: Paper) -> Iterator[Hit]:
    r"""A \Description stands in a paper whose class does not define it.

    Of the common classes only acmart does, so LaTeX stops with "Undefined control sequence". Silent where the draft, or
    a style file in it, defines the command, and for classes that we do not know.

    Bad:
        \documentclass{article}
        \begin{document}
        \begin{figure}\includegraphics{a}\Description{Two rising lines.}\caption{Run time of both parsers.}\end{figure}
        \end{document}

    Good:
        \documentclass{article}
        \begin{document}
        \begin{figure}\includegraphics[alt={Two rising lines}]{a}\caption{Run time of both parsers.}\end{figure}
        \end{document}

    Source: the classes of TeX Live and the manual of acmart, read 2026-11.
    """
    manuscript = paper.manuscript
    if manuscript.document_class not in _WITHOUT or _PROVIDERS & set(manuscript.packages):
        return
    for part in manuscript.parts:
        if part.kind == "alt" and part.foreign:
            paper.require_whole()
            message = f"\\Description is not defined in {manuscript.document_class}; \\includegraphics has alt= for it."
            yield Hit(message, part.source, part.figure, subject=part.text)


@paper_rule("C055", "alt-starts-with", "info", default=False)
def alt_starts_with(paper: Paper) -> Iterator[Hit]:
    r"""An alternative text begins with "Image of", or is a file's name.

    A screen reader says that it is an image before it reads the text.

    Bad:
        \begin{figure}\includegraphics[alt={Image of two rising lines}]{a}\caption{Run time.}\end{figure}

    Good:
        \begin{figure}\includegraphics[alt={Two rising lines}]{a}\caption{Run time.}\end{figure}

    Source: common practice for web pages.
    """
    for figure in paper.figures:
        for part in paper.parts_of(figure, "alt"):
            if opening := opening_of_picture(part.text):
                message = f'The alternative text of {paper.name(figure)} begins with "{opening}".'
                yield Hit(message, part.source, figure.id, subject=part.text)


@paper_rule("C056", "alt-number", "warning")
def alt_number(paper: Paper) -> Iterator[Hit]:
    r"""A number in an alternative text stands nowhere else in the paper.

    Who only hears the figure cannot see that it is wrong. Numbers of one digit, which count what can be seen, are left
    out, and so are figures whose drawing has no text that could be read, but for what the caption and the text say.

    Bad:
        \begin{document}
        The level falls to 12 m.
        \begin{figure}\includegraphics[alt={A line that falls to 77 m}]{a}\caption{Level of the tank.}\end{figure}
        \end{document}

    Good:
        \begin{document}
        The level falls to 12 m.
        \begin{figure}\includegraphics[alt={A line that falls to 12 m}]{a}\caption{Level of the tank.}\end{figure}
        \end{document}

    Source: good practice; capassist holds its own drafts to the same.
    """
    for figure in paper.figures:
        for part in paper.parts_of(figure, "alt"):
            said = _amounts(to_plain(part.text))
            unknown = said - _known_amounts(paper, figure) if said else set()
            if unknown:
                listed = ", ".join(sorted(unknown))
                message = f"The alternative text of {paper.name(figure)} has {listed}, which stands nowhere else."
                yield Hit(message, part.source, figure.id, subject=part.text)


def _amounts(text: str) -> set[str]:
    """Return the numbers of two digits or more, written in one way."""
    found = (match.group().replace(",", "") for match in _AMOUNT.finditer(text))
    return {number.rstrip("0").rstrip(".") if "." in number else number for number in found if len(number) > 1}


def _known_amounts(paper: Paper, figure: Figure) -> set[str]:
    captions = (other.caption or "" for other in paper.draft.figures)
    mentions = (mention.text for mention in figure.mentions)
    ticks = _ticks(figure.drawing) if figure.drawing else ()
    return _amounts("\n".join([to_plain(paper.manuscript.body), figure.printed_text, *ticks, *captions, *mentions]))


def _ticks(drawing: Drawing) -> Iterator[str]:
    for panel in drawing.panels:
        for axis in filter(None, (panel.x, panel.y, panel.x2, panel.y2)):
            yield from axis.ticks
