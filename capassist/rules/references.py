"""Rules about the references between text and figures."""

import re
from collections.abc import Iterator

from capassist.model import Figure
from capassist.rules.paper import Paper
from capassist.rules.rule import Hit, paper_rule

_WORD = r"(?:[Ff]ig(?:ure|uren|ura|uras|s)?s?\.?|FIGS?\.?|FIGURES?|[Aa]bb(?:ildung(?:en)?)?\.?)"
_LISTED = re.compile(rf"\b{_WORD}[~\s]*((?:\(?[A-Z]?\d[\d.]*[a-z]?\)?(?:\s*(?:,|and|und|&|--?|–|to)\s*)*)+)")


@paper_rule("C005", "unreferenced-figure", "error")
def unreferenced_figure(paper: Paper) -> Iterator[Hit]:
    r"""No sentence of the text refers to the figure.

    Readers find a figure from the text, and typesetters place it by its first mention. References inside captions and comments
    do not count. A figure whose number is not printed cannot be referred to, and is left out.

    Bad:
        The run time grows slowly.
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:time}
        \end{figure}

    Good:
        Figure~\ref{fig:time} shows that the run time grows slowly.
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:time}
        \end{figure}

    Source: PLOS figure guidelines and the Science manuscript template, as copied on other pages, read 2026-11.
    """
    if not paper.whole:
        return
    referred = {name for reference in paper.references for name in reference.figures}
    numbers = _listed_numbers(paper.manuscript.body)
    for figure in paper.figures:
        if figure.id in referred or figure.number is None or figure.state == "missing":
            continue
        if figure.number in numbers or _named_somewhere(figure, paper):
            continue
        yield Hit(f"{paper.name(figure)} is not referred to in the text.", paper.place_of(figure), figure.id)


def _listed_numbers(body: str) -> set[str]:
    """Return the numbers in "Figs. 1, 2 and 3" and "Figures 2--4" that are written out, with those between."""
    found: set[str] = set()
    for match in _LISTED.finditer(body):
        numbers = re.findall(r"[A-Z]?\d+(?:\.\d+)*", match[1])
        found.update(numbers)
        for first, last in re.findall(r"(\d+)[a-z]?\)?\s*(?:--?|–|to)\s*\(?(\d+)", match[1]):
            found.update(str(number) for number in range(int(first), min(int(last), int(first) + 50)))
    return found


def _named_somewhere(figure: Figure, paper: Paper) -> bool:
    """Tell whether one of a figure's labels stands in the text as some command's argument: the paper's own way to refer."""
    labels = [*figure.labels, *(label for panel in figure.panels for label in panel.labels)]
    return any(
        re.search(rf"(?<!\\label)[\[{{,]\s*{re.escape(name)}\s*[\]}},]", paper.manuscript.body)
        for label in labels
        for name in {label, label.removeprefix("fig:")}
        if name
    )
