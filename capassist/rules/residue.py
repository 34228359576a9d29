"""Rules about what templates, programs and habits leave behind in captions."""

import re
from collections.abc import Iterator

from capassist.model import Figure, Span
from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule, paper_rule
from capassist.text.blanks import blank_spans
from capassist.text.latex_groups import group_end
from capassist.text.markdown import markdown_in
from capassist.text.residue import residue_spans
from capassist.text.words import one_line

_BRINGS_IN = re.compile(r"\\(?:input|include[a-z]*|import|subfile)(?![a-zA-Z])")
_LITERAL = re.compile(
    r"\s*(?:\\(?:textbf|textit|emph|textsc|bf|it)\s*\{?\s*)?(?:[Ff]igure|FIGURE|[Ff]ig\.?|FIG\.?|Abbildung|Abb\."
    r"|Рис(?:унок|\.))"
    r"(?:~|\s|\\,)*(?:[A-Z]?\d+(?:[.\-]\d+)*[a-z]?)(?:\s*\}?)\s*(?:[:.—–|-]+\s*\}?(?=[\s~\\A-Z])|(?=\s+[A-Z]))\s*"
)
_REMARK = re.compile(
    r"\\(?!(?:foot|end|side|table|figure|quote|t|caption|float)notes?\b)"
    r"(?:[a-zA-Z]{0,6}(?:todo|TODO|[fF]ixme|FIXME|comment|note|remark)s?|fx(?:note|warning|error|fatal)|marginpar"
    r"|[tT][bB][dD])\*?"
    r"\s*(?:\[[^\]]*\]\s*)?\{"
)
_TO_DO = re.compile(r"\b(?:TODO|FIXME|TBD)\b[^.;{}\\]{0,60}")


@paper_rule("C002", "placeholder-caption", "error", per_caption=True)
def placeholder_caption(paper: Paper) -> Iterator[Hit]:
    r"""A caption is empty or only stands for one.

    Editors and templates insert such captions, and they get into print: "Enter Caption", "TODO", "Sample figure
    caption", a file's name. So do short titles for the list of figures, as in \caption[TODO]{…}, and the blanks of
    capassist's own templates.

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
        if figure.state == "placeholder":
            what = f'only stands for one: "{figure.caption}"' if figure.caption else "only stands for one"
            yield Hit(f"The caption of {paper.name(figure)} {what}.", paper.place_of(figure), figure.id)
        elif figure.state == "missing" and _is_empty(figure, paper):
            yield Hit(f"The caption of {paper.name(figure)} is empty.", paper.place_of(figure), figure.id)
        else:
            yield from _blanks(paper, figure)


def _is_empty(figure: Figure, paper: Paper) -> bool:
    """Tell whether a figure without words has a caption, in which no file or picture stands for them."""
    if not paper.is_latex:
        return True
    held = any(_BRINGS_IN.search(part.text) for part in paper.parts_of(figure, "caption", panels=False))
    unclear = paper.is_foreign(figure) and figure.caption_source is None  # whether that command sets its caption
    return paper.is_captioned(figure) and not (held or unclear)


def _blanks(paper: Paper, figure: Figure) -> Iterator[Hit]:
    """Yield what is still to be filled in: blanks of our own templates, and a short title that only stands for one."""
    for start, end in blank_spans(figure.caption or ""):
        blank = (figure.caption or "")[start:end]
        yield Hit(
            f"{blank} in the caption of {paper.name(figure)} is still to be filled in.",
            paper.place_of(figure),
            figure.id,
            subject=blank,
        )
    if figure.short_state == "placeholder":
        what = f'only stands for one: "{figure.short_caption}"'
        yield Hit(
            f"The short title of {paper.name(figure)} {what}.", paper.place_of(figure), figure.id, subject="short title"
        )


@caption_rule("C076", "author-remark", "warning")
def author_remark(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption has a remark of the authors to each other.

    A remark that was forgotten is printed, or leaves an odd gap where its command is switched off. Commands count that
    are named as remarks are, or that the draft or a package for remarks defines; so do TODO, FIXME and TBD in capitals.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers. \todo{Check it.}}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: the manuals of todonotes and changes, read 2026-11.
    """
    spans = [(start, start + len(remark)) for remark in caption.figure.remarks
             if (start := caption.text.find(remark)) >= 0]  # fmt: skip
    for start, end in _remarks_by_name(caption.text):
        if not any(low < end and start < high for low, high in spans):
            spans.append((start, end))
    for span in sorted(spans):
        remark = one_line(caption.text[slice(*span)])
        yield at_caption(caption, f"A remark of the authors stands in the caption: {remark}", span)


def _remarks_by_name(text: str) -> Iterator[Span]:
    """Yield what stands in commands that are named as remarks are, which the draft need not define, and words that say
    that something is to be done."""
    for match in _REMARK.finditer(text):
        end = group_end(text, match.end() - 1)
        if end is not None and text[match.end() : end].strip():
            yield match.start(), end + 1
    yield from (match.span() for match in _TO_DO.finditer(text))


@caption_rule("C009", "literal-number", "error", fixable=True)
def literal_number(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption begins with a number that is printed anyway.

    LaTeX prints "Figure 3:" before the caption, so a reader sees it twice, and the typed number is wrong when figures
    move.

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


@caption_rule("C070", "ai-residue", "error", panels=True)
def ai_residue(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption holds words that a language model said to its user.

    They show that nobody read the text. arXiv bans authors of such papers for a year, and editors reject them.

    Bad:
        \begin{figure}\includegraphics{a}
        \caption{Certainly! Here is a caption for your figure: run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: arXiv's policy on unchecked model output, as reported by several outlets, read 2026-11.
    """
    for text in (caption.plain, caption.text):
        for span in residue_spans(text):
            yield at_caption(caption, f'"{text[slice(*span)]}" reads like what a model said to its user.')
            return


@caption_rule("C071", "markdown", "error", fixable=True, panels=True)
def markdown(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption holds Markdown, which LaTeX prints as it stands.

    Looked for are **bold**, __bold__, `code`, headings, lists, fences and links.

    Bad:
        \begin{figure}\includegraphics{a}\caption{**Run time** of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{\textbf{Run time} of both parsers.}\end{figure}

    Source: skothr issue 60, read 2026-11; common practice.
    """
    for found in markdown_in(caption.text):
        inner = caption.text[slice(*found.span)]
        new = None
        if paper.is_latex and found.kind in ("bold", "underscores"):
            new = f"\\textbf{{{inner[2:-2]}}}"
        elif paper.is_latex and found.kind == "code" and not re.search(r"[_&#%$]", inner):
            new = f"\\texttt{{{inner[1:-1]}}}"
        yield at_caption(caption, f'"{inner.strip()}" is Markdown.', found.span, new)
