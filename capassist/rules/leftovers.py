"""Rules about what templates, programs and habits leave behind in captions."""

import re
from collections.abc import Iterator

from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule, paper_rule

_LITERAL = re.compile(
    r"\s*(?:\\(?:textbf|textit|emph|textsc|bf|it)\s*\{?\s*)?(?:[Ff]igure|FIGURE|[Ff]ig\.?|FIG\.?|Abbildung|Abb\.|Рис(?:унок|\.))"
    r"(?:~|\s|\\,)*(?:[A-Z]?\d+(?:[.\-]\d+)*[a-z]?)(?:\s*\}?)\s*(?:[:.—–|-]+\s*\}?(?=[\s~\\A-Z])|(?=\s+[A-Z]))\s*"
)


@paper_rule("C002", "placeholder-caption", "error", per_caption=True)
def placeholder_caption(paper: Paper) -> Iterator[Hit]:
    r"""A caption is empty or only stands for one.

    Editors and templates insert such captions, and they get into print: "Enter Caption", "TODO", "Sample figure caption", a file's name.

    Bad:
        \begin{figure}
          \includegraphics{a}
          \caption{Enter Caption}
          \label{fig:enter-label}
        \end{figure}

    Good:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:time}
        \end{figure}

    Source: Overleaf's figure dialog, as its source code has it, read 2026-11.
    """
    for figure in paper.figures:
        captioned = bool(paper.parts_of(figure, "caption", panels=False)) or not paper.is_latex
        if figure.state == "placeholder":
            what = f'only stands for one: "{figure.caption}"' if figure.caption else "only stands for one"
            yield Hit(f"The caption of {paper.name(figure)} {what}.", paper.place_of(figure), figure.id)
        elif figure.state == "missing" and captioned:
            yield Hit(f"The caption of {paper.name(figure)} is empty.", paper.place_of(figure), figure.id)


@caption_rule("C009", "literal-number", "error", fixable=True)
def literal_number(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption begins with a number that is printed anyway.

    LaTeX prints "Figure 3:" before the caption, so a reader sees it twice, and the typed number is wrong when figures move.

    Bad:
        \begin{figure}
          \includegraphics{a}
          \caption{Figure 3: Run time of both parsers against the number of words.}
        \end{figure}

    Good:
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
        \end{figure}

    Source: healthiar pull request 1535, read 2026-11; common practice.
    """
    if caption.figure.number is None:  # then nothing is printed
        return
    match = _LITERAL.match(caption.text)
    if match is None or match.group().count("{") != match.group().count("}"):
        match = match and re.match(r"\s*\S+", caption.text)
        span, new = (match.span(), None) if match else ((0, 0), None)
    else:
        span, new = match.span(), ""
    if match is not None:
        yield at_caption(caption, f'"{match.group().strip()}" is printed before the caption anyway.', span, new)
