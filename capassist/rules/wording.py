"""Rules about how a caption is worded: its length, its first words, its end."""

import re
from collections.abc import Iterator

from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule, paper_rule
from capassist.text.repetition import repeats_itself as goes_round
from capassist.text.words import sentences, words

SHORTEST = 3  # words
_PANEL_START = re.compile(r"\s*(?:\\textbf\s*\{)?\(?[aA]\)")
_VAGUE = re.compile(
    r"(?:the |our |some |more |main |further |additional |experimental |simulation |numerical |qualitative "
    r"|quantitative |overall |final |first )*"
    r"(?:results?|overview|illustrations?|examples?|comparisons?|diagrams?|plots?|graphs?|charts?|schematics?"
    r"|pipelines?|framework|architecture|"
    r"method|approach|setup|experiments?|visuali[sz]ations?|workflow|model|system|screenshots?|data|evaluation"
    r"|analysis|performance)"
    r"(?: of (?:the |our |this )?(?:results?|method|approach|system|model|experiments?|framework"
    r"|proposed (?:method|approach|system|model|framework)))?",
    re.IGNORECASE,
)


@caption_rule("C011", "leading-article", "info", default=False)
def leading_article(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption begins with an article.

    IEEE leaves A, An and The out at the beginning of captions.

    Bad:
        \begin{figure}\includegraphics{a}\caption{The run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}

    Source: IEEE editorial style manual, as quoted by the Monash and Murdoch library guides, read 2026-11.
    """
    if match := re.match(r"\s*(?:An?|The)(?=[\s~][^\W\d_]{2})", caption.text):
        yield at_caption(caption, f'The caption begins with "{match.group().strip()}".', match.span())


@caption_rule("C012", "final-period", "info", default=False, fixable=True)
def final_period(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption ends without the full stop that the paper's other captions have, or the other way round.

    Whether captions end with a full stop is a matter of house style; within a paper they should all do the same.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Memory of both parsers.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{States of both parsers.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Errors of both parsers}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Memory of both parsers.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{States of both parsers.}\end{figure}
        \begin{figure}\includegraphics{a}\caption{Errors of both parsers.}\end{figure}

    Source: common practice; IEEE and Microdown checkers disagree, so the paper's own majority counts, read 2026-11.
    """
    wanted = paper.final_period
    if wanted is None or caption.stops == wanted or (len(caption.sentences) > 1 and not wanted):
        return
    end = caption.end
    last = caption.text[end - 1 : end]
    if wanted:
        message, span, new = "The caption ends without a full stop.", (end, end), "."
        safe = last.isalnum() or last in ")$" or re.search(r"\w\}$", caption.text[:end]) is not None
    else:
        message, span, new = "The caption ends with a full stop, unlike the others.", (end - 1, end), ""
        safe = last == "."
    yield at_caption(caption, message, span, new if safe else None)


@caption_rule("C013", "case-style", "info", default=False)
def case_style(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption's first sentence is in title case.

    Most venues set captions in sentence case, as text. Names and acronyms keep their capitals, so a caption of many
    names may be named wrongly.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run Time of Both Parsers Against Length}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers against length}\end{figure}

    Source: NeurIPS author template, read 2026-11.
    """
    first = caption.sentences[0] if caption.sentences else ""
    plain = [word for word in words(first)[1:] if len(word) > 3 and word[1:].islower()]
    if len(plain) >= 4 and sum(word[0].isupper() for word in plain) > 0.6 * len(plain):
        yield at_caption(caption, "The caption is in title case.")


@caption_rule("C014", "title-too-long", "warning")
def title_too_long(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption's first sentence is longer than a title can be.

    The first sentence names the figure; readers who leaf through a paper read no further. Details belong in the
    sentences after it.

    Bad:
        \begin{figure}\includegraphics{a}
        \caption{Run time in seconds of the old parser, which reads its input twice, and of the new
        parser, which reads it once and keeps what it has seen, against the number of words of all papers in both
        corpora that were
        read without an error on the same machine with four cores and no other load.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Run time of both parsers against length. The old parser reads its input twice.}\end{figure}

    Source: PLOS figure guidelines (15 words), as copied on other pages, read 2026-11; without a venue the limit is 40
    words.
    """
    count = len(words(_title(caption)))
    if count > paper.venue.title_words:
        limit = paper.venue.title_words
        yield at_caption(caption, f"The first sentence has {count} words, of which a title has {limit} at most.")


def _title(caption: Caption) -> str:
    """Return what comes before the first full stop, colon or semicolon, even where the next word is in lower case."""
    text = re.sub(r"\b[A-Z]\.(?=\s[A-Z])", lambda match: match.group().lower(), caption.plain)  # a symbol, no initial
    text = re.sub(r"(?<=[.!?]\s)[a-z]", lambda match: match.group().upper(), text)
    return re.split(r"[:;]\s", next(iter(sentences(text)), ""))[0]


@caption_rule("C015", "caption-too-long", "warning")
def caption_too_long(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption has more words than the venue takes.

    What does not fit beside the figure belongs in the text. Macros and citations are not counted.

    Bad:
        \newcommand{\ten}{The first sentence of very many that nobody reads now. }
        \newcommand{\hundred}{\ten\ten\ten\ten\ten\ten\ten\ten\ten\ten}
        \begin{figure}\includegraphics{a}\caption{\hundred\hundred\hundred}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Run time of both parsers. Each dot is the mean of ten runs.}\end{figure}

    Source: Nature legends 300 words, Scientific Reports 350, as copied on other pages, read 2026-11; without a venue
    250.
    """
    if caption.words > paper.venue.caption_words:
        message = f"The caption has {caption.words} words, more than {paper.venue.caption_words}."
        yield at_caption(caption, message)


@caption_rule("C016", "caption-too-short", "warning")
def caption_too_short(caption: Caption, paper: Paper) -> Iterator[Hit]:
    r"""A caption has one or two words, and the figure no panels with captions of their own.

    A reader who sees only the figure cannot tell from "Results" or "System overview" what is plotted against what.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time.}\label{fig:time}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Run time of both parsers against the number of words.}\label{fig:time}\end{figure}

    Source: reviewers' complaint that captions are not self-contained; arXiv 2501.06317, read 2026-11.
    """
    described = any(panel.caption for panel in caption.figure.panels)
    if 0 < caption.words < SHORTEST and not described and not _continued(caption, paper):
        number = f"{caption.words} word{'s' * (caption.words > 1)}"
        yield at_caption(caption, f'The caption has {number}: "{caption.plain}".')


def _continued(caption: Caption, paper: Paper) -> bool:
    return paper.goes_on(caption.figure) or "cont" in caption.plain.lower()


@caption_rule("C017", "no-title-sentence", "info", default=False)
def no_title_sentence(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A long caption does not begin with a sentence that names the whole figure.

    Nature, PLOS and others want a brief title first, then the panels.

    Bad:
        \begin{figure}\includegraphics{a}
        \caption{(a) Run time of the parser. (b) Its memory. Dots are means of ten runs.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{Cost of the parser. (a) Run time. (b) Memory. Dots are means of ten runs.}\end{figure}

    Source: Nature, PLOS and AGU author guides, as copied on other pages, read 2026-11.
    """
    if len(caption.sentences) >= 3 and _PANEL_START.match(caption.text):
        yield at_caption(caption, "The caption begins with its first panel, not with what the figure is about.")


@caption_rule("C019", "vague-caption", "info", default=False)
def vague_caption(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption says only what kind of thing the figure is.

    "Overview of our method" would fit any paper.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Overview of our method.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}
        \caption{The parser reads a page, finds its figures and ranks their captions.}\end{figure}

    Source: reviewers' complaint that captions are not self-contained, read 2026-11.
    """
    if _VAGUE.fullmatch(caption.plain.strip(" .")):
        yield at_caption(caption, f'"{caption.plain}" would fit any paper.')


@caption_rule("C077", "repeats-itself", "warning")
def repeats_itself(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""A caption says the same again and again.

    A model that has lost the thread does so, and a hand that pasted twice.

    Bad:
        \begin{figure}\includegraphics{a}
        \caption{Run time of both parsers. Run time of both parsers. Run time of both parsers. Run time of both
        parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers against length.}\end{figure}

    Source: the degeneration filter of CoViP (arXiv 2602.03454, section 4.3), read 2026-11.
    """
    if goes_round(caption.plain):
        yield at_caption(caption, "The caption repeats itself.")


@paper_rule("C078", "duplicate-caption", "warning")
def duplicate_caption(paper: Paper) -> Iterator[Hit]:
    r"""Two figures have the same caption.

    One of them was copied and not changed. Figures that go on under the same number are left out.

    Bad:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers against length.}\end{figure}
        \begin{figure}\includegraphics{b}\caption{Run time of both parsers against length}\end{figure}

    Good:
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers against length.}\end{figure}
        \begin{figure}\includegraphics{b}\caption{Memory of both parsers against length.}\end{figure}

    Source: common practice.
    """
    first: dict[str, Caption] = {}
    for caption in paper.main_captions:
        # Digits, symbols and maths tell captions apart; case, blanks and full stops do not.
        known = first.setdefault("".join(caption.plain.lower().split()).rstrip("."), caption)
        if known is not caption and known.figure.number != caption.figure.number:
            yield at_caption(caption, f"{paper.name(known.figure)} has the same caption.")
