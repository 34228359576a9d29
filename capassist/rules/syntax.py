"""Rules about the LaTeX of a caption: what stops TeX, hides text, or prints something else."""

import re
from collections.abc import Iterator
from itertools import islice

from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule, paper_rule
from capassist.text.escape import SyntaxFault, syntax_errors, to_latex

_UNICODE_ENGINES = frozenset("fontspec unicode-math xeCJK luatexja polyglossia mathspec xltxtra newunicodechar".split())
# pdfLaTeX stops at these symbols.
_SYMBOLS = re.compile("[≤≥≠≈∼≃≅≡∝≪≫∓∞∂∇√∑∏∫↔⇒⇔∈⊂∪∩∅∀∃∧∨⊕⊗⊥∥ℓℏ−′″●○■□▲△▼▽◆◇★☆✓⁰ⁱ⁴-₎]|[\u2005-\u200a\u202f]|[Α-ωϑϕϵ]")
_TAUGHT = re.compile(r"\\DeclareUnicodeCharacter|utf8x|[gG]reek|alphabeta|substitutefont")  # then it knows more
_FORBIDDEN = re.compile(
    r"\\(?:input|include|write|openin|openout|read|immediate|catcode|def|edef|gdef|xdef|let|csname|directlua"
    r"|luaexec|special|pdfliteral|"
    r"ShellEscape|verbatiminput|VerbatimInput|lstinputlisting|inputminted|newcommand|renewcommand|usepackage"
    r"|documentclass|newwrite|everypar)"
    r"(?![a-zA-Z@])"
)
_FRAGILE = re.compile(
    r"\\(?P<verb>verb)\*?(?![a-zA-Z@])|\\(?P<note>footnote)(?![a-zA-Z@])|\\begin\s*\{(?P<list>verbatim|lstlisting"
    r"|minted|itemize|enumerate|equation\*?|align\*?|tabular)\}"
)
_WORDS = re.compile(
    r"text(?:bf|it|rm|sf|sl|sc|md|up|normal|color)|emph|underline|uline|mbox|hbox|parbox|centering|small|footnotesize"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\r?\n(?=\s*\S)|\\par(?![a-zA-Z@])")


@paper_rule("C062", "fragile-command", "error", per_caption=True)
def fragile_command(paper: Paper) -> Iterator[Hit]:
    r"""A caption holds what cannot stand there: \verb, a \footnote, a list or display; a paragraph's end when figures
    are listed.

    \caption hands its text on to the list of figures and measures it first. \verb stops TeX there, and the text of a
    footnote in a float gets lost. An empty line stops TeX where the paper lists its figures and the caption has no
    short form.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.\footnote{On one core.}}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers, on one core.}\end{figure}

    Source: LaTeX's own manual on \caption and moving arguments.
    """
    listed = "\\listoffigures" in paper.manuscript.body or "\\listoffigures" in paper.manuscript.preamble
    for caption in paper.main_captions if paper.is_latex else ():
        short = caption.figure.short_caption is not None
        if (match := _FRAGILE.search(caption.text)) and (match.lastgroup == "verb" or not short):
            yield at_caption(caption, f"{match.group()} cannot stand in a caption.", match.span())
        if listed and not short and (match := _PARAGRAPH.search(caption.text)):
            message = "A paragraph ends within the caption, which the list of figures cannot hold."
            yield at_caption(caption, message, match.span())


@caption_rule("C072", "unescaped-special", "error", fixable=True, panels=True)
def unescaped_special(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption holds a bare &, #, _ or ^, or a number's percent sign that hides the rest of the line.

    TeX stops at the first four. After a bare % nothing is printed, and nobody is told.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Precision & recall of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Precision \& recall of both parsers.}\end{figure}

    Source: PaperDebugger issue 52 and skothr issue 60, read 2026-11; LaTeX's own manual.
    """
    if not paper.is_latex:
        return
    lenient = "underscore" in paper.manuscript.packages
    unclear = any(_faults(caption, "maths", "unpaired", "braces"))
    for fault in () if unclear else _faults(caption, "special"):
        if not (lenient and caption.text[fault.span[0]] == "_") and _is_prose(caption.text, fault.span[0]):
            character = caption.text[slice(*fault.span)]
            new = to_latex(character)
            yield at_caption(caption, f"A bare {character} stands in the caption; write {new}.", fault.span, new)
    for match in re.finditer(r"(?<=\d)\s?(%)(?=[^\r\n]*\w)", caption.raw):
        if caption.text[match.start(1)] == " ":  # it begins a comment
            message = r"A bare % after a number hides the rest of the line; write \%."
            yield at_caption(caption, message, match.span(1), r"\%")


def _is_prose(text: str, offset: int) -> bool:
    """Tell whether a character stands in no command's argument, or in that of one that prints words as words."""
    depth = 0
    for position in range(offset - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(text[position], 0)
        if depth < 0:
            command = re.search(r"\\([a-zA-Z@]+)\*?\s*(?:\[[^\]]*\]|\{[^{}]*\})*$", text[:position])
            return command is None or _WORDS.fullmatch(command[1]) is not None
    return True


@paper_rule("C073", "unbalanced-caption", "error", per_caption=True)
def unbalanced_caption(paper: Paper) -> Iterator[Hit]:
    r"""A caption does not close what it opens: braces, dollar signs.

    TeX reads on into the paper, or stops. A brace that closes only after the float swallows the paper up to there:
    nothing is written into such a caption.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time $O(n^2 of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time $O(n^2)$ of both parsers.}\end{figure}

    Source: LaTeX's own manual.
    """
    if not paper.is_latex:
        return
    open_captions = [
        problem for problem in paper.draft.problems if problem.code == "unbalanced" and problem.subject == "caption"
    ]
    for figure in paper.figures:
        for problem in open_captions:
            if problem.figure == figure.id:
                yield Hit(
                    f"The braces of the caption of {paper.name(figure)} do not balance.",
                    paper.place_of(figure),
                    figure.id,
                )
    for caption in paper.captions:
        for fault in islice(_faults(caption, "braces", "unpaired"), 1):
            yield at_caption(caption, fault.message, fault.span)


@caption_rule("C074", "unusual-character", "warning", fixable=True, panels=True)
def unusual_character(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption holds an invisible character, or a symbol that pdfLaTeX does not know.

    Invisible characters come with pasted text, break searching, and can reorder what is read. At ≥, α or − pdfLaTeX
    stops or prints nothing; drafts for XeLaTeX and LuaLaTeX may have them.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Papers with ≥ 10 figures.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Papers with $\geq$ 10 figures.}\end{figure}

    Source: LaTeX's own manual on input encodings; "Trojan Source" (CVE-2021-42574), read 2026-11.
    """
    taught = bool(_UNICODE_ENGINES & set(paper.manuscript.packages)) or _TAUGHT.search(paper.manuscript.preamble)
    for fault in _faults(caption, "invisible"):
        message = f"The caption holds the invisible character U+{ord(caption.text[fault.span[0]]):04X}."
        yield at_caption(caption, message, fault.span, "" if paper.is_latex else None)
    for match in _SYMBOLS.finditer(caption.text) if paper.is_latex and not taught else ():
        new = None if _in_maths(caption.text, match.start()) else to_latex(match.group())
        yield at_caption(caption, f"pdfLaTeX has no {match.group()}.", match.span(), new)


def _in_maths(text: str, offset: int) -> bool:
    return len(re.findall(r"(?<!\\)\$", text[:offset])) % 2 == 1


@caption_rule("C075", "forbidden-command", "error", panels=True)
def forbidden_command(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption reads or writes files, runs code, or defines commands.

    No caption needs that. In a text that somebody else sent it may be an attack; in one's own it fails in the list of
    figures.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers. \input{secret}}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: LaTeX's own manual on moving arguments; capassist's write-back refuses the same.
    """
    for match in _FORBIDDEN.finditer(caption.text) if paper.is_latex else ():
        yield at_caption(caption, f"{match.group()} may not stand in a caption.", match.span())


def _faults(caption: Caption, *codes: str) -> Iterator[SyntaxFault]:
    return (fault for fault in syntax_errors(caption.text) if fault.code in codes)
