"""A caption changed as the author wishes: shorter, or longer by what the paper says of its figure. Nothing is put in
other words."""

import re
from collections.abc import Iterator, Sequence

from capassist.captioners.extractive.panel_places import later_panel
from capassist.captioners.extractive.statements import Statement, statements
from capassist.errors import ModelError
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence
from capassist.text.markup import Markup, markup_of
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import capitalised, one_line, words

_REFINEMENT = re.compile(r"(?:please |make it |a bit |much )*(shorter|longer)(?: please)?[.!]?", re.IGNORECASE)
_SAID = 0.7  # of a sentence's words in the caption: to add it would be to repeat it
# "(a) Run time", "B: Memory", "Left: …": a sentence about one panel.
_PANEL_FIRST = re.compile(
    r"""
      \([^()]{1,20}\)\s
    | [A-Za-z][),:]\s
    | (?:left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b[^.:]{0,20}:
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PARENTHESIS = re.compile(r"\s+\(([^()]*)\)")
_ASIDE = 3  # words of at least three letters; shorter parentheses are labels, units, abbreviations and keys to colours


def refined(request: CaptionRequest) -> list[Candidate]:
    """Return `request.current` changed as `request.instruction` says, the nearest to it first.

    Raises ModelError for a wish other than "shorter" and "longer", and where the caption cannot be made so.
    """
    asked = _REFINEMENT.fullmatch(request.instruction.strip())
    if asked is None:
        raise ModelError(
            "Without a server a caption can be made shorter or longer, and nothing else.",
            "Name a server and a model for other changes: --server ollama --model NAME.",
        )
    shorter = asked[1].lower() == "shorter"
    known, markup = statements(request), markup_of(request.markup)
    texts = list(_shorter(request) if shorter else _longer(request, known))
    if not texts:
        raise ModelError(
            "Nothing can be left out of this caption to make it shorter."
            if shorter
            else "To make it longer, the paper says nothing of this figure that the caption lacks.",
            "Edit it by hand, or name a server and a model.",
        )
    return [
        Candidate(
            request.figure.id,
            text,
            "short" if shorter else "long",
            OFFLINE,
            tuple(Evidence("mention", s.sentence, s.where) for s in known if _says(markup.to_plain(text), s)),
            instruction=request.instruction,
            current=request.current,
        )
        for text in texts
    ]


def _shorter(request: CaptionRequest) -> Iterator[str]:
    """Yield the caption with ever less of its end, then without asides. The first sentence and those of panels stay."""
    kept, markup = _sentences(request), markup_of(request.markup)
    period = _stopped(kept)
    for place in reversed(range(1, len(kept))):
        if not _of_panel(kept[place], markup):
            del kept[place]
            yield _ended(kept, period)
    text = _ended(kept, period)
    brief = _without_asides(text, markup)
    if brief != text and not markup.faults(brief):
        yield brief


def _longer(request: CaptionRequest, known: Sequence[Statement]) -> Iterator[str]:
    """Yield the caption with one more sentence each, the worthiest first: before those of panels, and else at the end.

    A sentence that leans on another comes with that one, last of all where the other is but a name.
    """
    kept, markup = _sentences(request), markup_of(request.markup)
    panels = [place for place, text in enumerate(kept) if place and _of_panel(text, markup)]
    end = panels[0] if panels else len(kept)
    current = markup.to_plain(" ".join(kept))
    before = markup.to_plain(kept[end - 1] if kept else "")
    spoken = {statement.place for statement in known if _says(before, statement)}
    units = [_unit(statement, known, spoken) for statement in known if _may_be_added(statement)]
    new = [unit for unit in units if unit and not any(_says(current, statement) for statement in unit)]
    for unit in sorted(new, key=lambda unit: (unit[0].clause.form == "title", -unit[-1].salience)):
        added = [capitalised(statement.clause.text) for statement in unit]
        yield _ended([*kept[:end], *added, *kept[end:]], _stopped(kept))


def _unit(statement: Statement, known: Sequence[Statement], spoken: set[tuple[int, int]]) -> list[Statement]:
    """Return the statement, behind the one it leans on unless that was just `spoken`; nothing where it would hang in
    the air."""
    paragraph, number = statement.place
    if not statement.depends_on_context or (paragraph, number - 1) in spoken:
        return [statement]
    before = [
        s for s in known if s.place == (paragraph, number - 1) and not s.depends_on_context and not s.clause.panels
    ]
    return [*before, statement] if before else []


def _may_be_added(statement: Statement) -> bool:
    """Tell whether a statement is about the whole figure, and no name that would head a caption."""
    clause = statement.clause
    return statement.opens and statement.salience > 0 and clause.form != "title" and not clause.panels


def _sentences(request: CaptionRequest) -> list[str]:
    """Return the sentences of the caption on one line, without comments: these would hide what comes to stand behind
    them."""
    return list(caption_sentences(one_line(markup_of(request.markup).without_comments(request.current))))


def _of_panel(sentence: str, markup: Markup) -> bool:
    plain = markup.to_plain(sentence)
    return bool(_PANEL_FIRST.match(plain)) or later_panel(plain)


def _stopped(sentences: Sequence[str]) -> bool:
    return not sentences or sentences[-1].endswith(".")


def _ended(sentences: Sequence[str], period: bool) -> str:
    """Return the sentences as one caption, with a final period or without."""
    return joined([*sentences, ""]).rstrip() if period else joined(sentences).removesuffix(".")


def _without_asides(text: str, markup: Markup) -> str:
    inside = [(s.start, s.end) for s in markup.segments(text) if s.kind != "text"]
    for match in reversed(list(_PARENTHESIS.finditer(text))):
        about_figure = [word for word in words(markup.to_plain(match[1])) if len(word) > 2]
        in_maths = any(start <= match.start(1) - 1 < end or start <= match.end() - 1 < end for start, end in inside)
        if len(about_figure) >= _ASIDE and not in_maths:
            text = text[: match.start()] + text[match.end() :]
    return text


def _says(plain: str, statement: Statement) -> bool:
    said = {word.lower() for word in words(statement.plain)}
    return len(said & {word.lower() for word in words(plain)}) >= _SAID * len(said)
