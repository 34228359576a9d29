"""Rules about what templates, programs and habits leave behind in captions."""

import re
from collections.abc import Iterator

from capassist.model import Figure
from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule, paper_rule
from capassist.text.blanks import blank_spans

_LITERAL = re.compile(
    r"\s*(?:\\(?:textbf|textit|emph|textsc|bf|it)\s*\{?\s*)?(?:[Ff]igure|FIGURE|[Ff]ig\.?|FIG\.?|Abbildung|Abb\.|Рис(?:унок|\.))"
    r"(?:~|\s|\\,)*(?:[A-Z]?\d+(?:[.\-]\d+)*[a-z]?)(?:\s*\}?)\s*(?:[:.—–|-]+\s*\}?(?=[\s~\\A-Z])|(?=\s+[A-Z]))\s*"
)
_RESIDUE = re.compile(
    r"(?:^|(?<=[.!?:]\s))\s*(?:(?:here(?:'s| is| are)|below is) (?:a|an|the|your|my|one|some)\b[^.:]{0,60}\b(?:caption|version|draft|description|suggestion|rewrite)"
    r"|(?:certainly|sure(?: thing)?|of course|absolutely|great question)\s*!(?=\s|$)"
    r"|(?:I hope this helps|let me know if|feel free to|would you like me to|do you want me to)\b"
    r"|(?:(?:revised|suggested|improved|new|final|short|long) )?caption(?: \d+)?\s*:(?=\s)|option \d+\s*\([^)]*(?:concise|detailed|short|long|formal|technical)[^)]*\)\s*:)"
    r"|\bas an? (?:AI|large|artificial)(?: language| intelligence)?(?: model| assistant)\b"
    r"|\bI(?:'m| am) (?:sorry|unable to|not able to)\b|\bI (?:cannot|can't|can not) (?:see|view|access|provide|assist)\b"
    r"|\b(?:word|character) count\s*[:=]|\b\d+[- ]word summary\b"
    r"|\billustrative,? (?:please )?fill in\b|\[(?:insert|add|your|describe|fill)\b[^\]]{2,60}\]"
    r"|</?think(?:ing)?>|:contentReference\[|oaicite|utm_source=chatgpt|turn\d+(?:search|view|image)\d+",
    re.IGNORECASE,
)
_MATHS = re.compile(r"\$[^$]*\$|\\\(.*?\\\)|\\[a-zA-Z]*(?:ref|cite|label|url)[a-zA-Z]*\*?\s*\{[^{}]*\}", re.DOTALL)
_MARKDOWN = re.compile(
    r"(?<![\w*])(?P<bold>\*\*(?=[A-Za-z(\\])[^*\n<>=]*[A-Za-z0-9.:)}]\*\*)(?!\*)"
    r"|(?<![\w_\\])(?P<under>__(?=[A-Za-z])[^_\n]*[A-Za-z.:]__)(?!\w)"
    r"|(?<![`\w])(?P<code>`(?=[\w.\\])[^`'\n]*[\w)]`)(?![`'])"
    r"|(?P<fence>```)|(?P<link>\[[^\]\n]+\]\(https?:[^)\n]*\))|^\s*(?P<heading>\#{1,4} +(?=\w))|(?P<item>(?:^|\n)[ \t]*[-*] \S[^\n]*\n[ \t]*[-*] \S)"
)


@paper_rule("C002", "placeholder-caption", "error", per_caption=True)
def placeholder_caption(paper: Paper) -> Iterator[Hit]:
    r"""A caption is empty or only stands for one.

    Editors and templates insert such captions, and they get into print: "Enter Caption", "TODO", "Sample figure caption", a file's
    name. So do short titles for the list of figures, as in \caption[TODO]{…}, and the blanks of capassist's own templates.

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
        parts = paper.parts_of(figure, "caption", panels=False)
        captioned = not paper.is_latex or any(not re.sub(r"\\label\{[^{}]*\}|%.*", "", p.text).strip() for p in parts)
        if figure.state == "placeholder":
            what = f'only stands for one: "{figure.caption}"' if figure.caption else "only stands for one"
            yield Hit(f"The caption of {paper.name(figure)} {what}.", paper.place_of(figure), figure.id)
        elif figure.state == "missing" and captioned:
            yield Hit(f"The caption of {paper.name(figure)} is empty.", paper.place_of(figure), figure.id)
        else:
            yield from _blanks(paper, figure)


def _blanks(paper: Paper, figure: Figure) -> Iterator[Hit]:
    """Yield what is still to be filled in: blanks of capassist's templates, and a short title that only stands for one."""
    for start, end in blank_spans(figure.caption or ""):
        blank = (figure.caption or "")[start:end]
        yield Hit(
            f"{blank} in the caption of {paper.name(figure)} is still to be filled in.",
            paper.place_of(figure),
            figure.id,
        )
    if figure.short_state == "placeholder":
        what = f'only stands for one: "{figure.short_caption}"'
        yield Hit(f"The short title of {paper.name(figure)} {what}.", paper.place_of(figure), figure.id)


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


@caption_rule("C070", "ai-residue", "error", panels=True)
def ai_residue(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption holds words that a language model said to its user.

    They show that nobody read the text. arXiv bans authors of such papers for a year, and editors reject them.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Certainly! Here is a caption for your figure: run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: arXiv's policy on unchecked model output, as reported by several outlets, read 2026-11.
    """
    if match := _RESIDUE.search(caption.plain) or _RESIDUE.search(caption.text):
        yield at_caption(caption, f'"{match.group().strip()}" reads like what a model said to its user.')


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
    text = _MATHS.sub(lambda match: "x" * len(match.group()), caption.text)
    for match in _MARKDOWN.finditer(text):
        kind = match.lastgroup or ""
        inner = caption.text[match.start(kind) : match.end(kind)]
        new = None
        if paper.is_latex and kind in ("bold", "under"):
            new = f"\\textbf{{{inner[2:-2]}}}"
        elif paper.is_latex and kind == "code" and not re.search(r"[_&#%$]", inner):
            new = f"\\texttt{{{inner[1:-1]}}}"
        yield at_caption(caption, f'"{inner.strip()}" is Markdown.', match.span(kind), new)
