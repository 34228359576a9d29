"""A caption changed as the author wishes: shorter, longer by what the paper says of its figure, to a length, without
something. Nothing is put in other words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from capassist.captioners.controls import (
    Length,
    kept_things,
    left_out,
    lengths_in,
    neither_length_nor_left_out,
    without_kept,
)
from capassist.captioners.extractive.panel_places import later_panel
from capassist.captioners.extractive.pointer_phrases import LOOSE_END
from capassist.captioners.extractive.provenance import contributing, said_in
from capassist.captioners.extractive.statements import Statement, statements
from capassist.captioners.kept import has_kept, kept_thing
from capassist.errors import ModelError
from capassist.model import OFFLINE, Candidate, CaptionRequest
from capassist.text.markup import Markup, markup_of
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import capitalised, one_line, words

_REFINEMENT = re.compile(r"(?:please |make it |a bit |much )*(shorter|longer)(?: please)?[.!]?", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:please\s+|add\s+|with\s+|put\s+)*(?:(?P<without>no|without|drop|remove|leave out|omit)\s+)?(?:the\s+|an?\s+)?"
    r"(?:final|full|last|closing)?\s*(?:period|full stop|stop|dot)(?:\s+at the end)?(?:\s+please)?[.!]?",
    re.IGNORECASE,
)
_NO_PANELS = re.compile(
    r"(?:please\s+)?(?:no|without|drop|remove|leave out|omit)\s+(?:the\s+)?panels?(?:\s+labels)?[.!]?", re.IGNORECASE
)
_PART = re.compile(r"(?=,\s+(?:and|but|while|whereas|with|where|which|as well as)\b|;\s|\s\()")
# Where a phrase begins that a caption can do without.
_PHRASE = re.compile(
    r",\s|;\s|:\s|\s(?=(?:with|for|in|on|at|during|over|from|where|which|that|while|when|using|obtained|as|and)\s)|\s\("
)
_MOST_SENTENCES = 9
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

    Raises ModelError for a wish that needs other words, and where the caption cannot be made so.
    """
    instruction = request.instruction.strip()
    known, markup = statements(request), markup_of(request.markup)
    texts = _changed(request, known)
    if texts is None:
        raise ModelError(
            "Without a server a caption can be made shorter or longer, at most or exactly N words, one sentence, "
            "without something, without its panels' labels, and with or without its final period.",
            "Name a server and a model for other changes: --server ollama --model NAME.",
        )
    kept = kept_things(instruction)
    texts = sorted(
        dict.fromkeys(text for text in texts if text.strip()),
        key=lambda text: -sum(has_kept(thing, text, request.current, markup) for thing in kept),
    )
    if not texts:
        raise ModelError(_impossible(instruction), "Edit it by hand, or name a server and a model.")
    longer = _is_longer(instruction)
    return [
        Candidate(
            request.figure.id,
            text,
            "long" if longer else "short",
            OFFLINE,
            contributing(said_in(s for s in known if _says(markup.to_plain(text), s)), text, markup),
            notes=_passed_over(request, text),
            instruction=request.instruction,
            current=request.current,
        )
        for text in texts
    ]


def _changed(request: CaptionRequest, known: Sequence[Statement]) -> list[str] | None:
    """Return the caption changed in the ways that meet the wish; None for a wish that is not understood."""
    instruction = without_kept(request.instruction).strip()
    if asked := _REFINEMENT.fullmatch(instruction):
        return list(_shorter(request) if asked[1].lower() == "shorter" else _longer(request, known))
    kept, markup = _sentences(request), markup_of(request.markup)
    if asked := _PERIOD.fullmatch(instruction):
        return [_ended(kept, asked["without"] is None)]
    if _NO_PANELS.fullmatch(instruction):
        return [text] if (text := _without_labels(kept, markup)) else []
    lengths = lengths_in(instruction)
    if unwanted := left_out(instruction):
        less = _without_all(kept, unwanted, markup)
        if not less or not lengths:
            return _if_less(less, request.current, markup)
        request = replace(request, current=less)
    return _of_length(request, known, lengths) if lengths else None


def _if_less(text: str, current: str, markup: Markup) -> list[str]:
    """Return the text where anything was left out; nothing where what is not wanted was not found in the caption."""
    return [text] if len(text) < len(one_line(markup.without_comments(current))) else []


def _of_length(request: CaptionRequest, known: Sequence[Statement], lengths: Sequence[Length]) -> list[str]:
    """Return the caption in every form that keeps to the lengths, those that leave the most of it first."""
    markup, kept = markup_of(request.markup), _sentences(request)
    forms = [request.current, *_shorter(request), *_longer(request, known)]
    forms += [_ended(list(part), _stopped(kept)) for part in _parts_of(kept)]
    forms += [text for form in list(forms) for text in _without_ends(form, markup, period=_stopped(kept))]

    def fits(text: str) -> bool:
        return all(length.holds(markup.to_plain(text)) for length in lengths)

    found = [text for text in forms if fits(text) and not markup.faults(text) and text.strip()]
    return sorted(dict.fromkeys(found), key=lambda text: -len(text))


def _parts_of(sentences: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the sentences without some behind the first."""
    first, *others = [*sentences[:_MOST_SENTENCES]] or [""]
    for number in reversed(range(len(others) + 1)):
        for chosen in combinations(others, number):
            yield (first, *chosen)


def _without_ends(text: str, markup: Markup, *, period: bool) -> Iterator[str]:
    """Yield a text's first sentence with ever less of its end, cut where a phrase of its own begins."""
    first = next(iter(caption_sentences(text)), "").rstrip(".")
    for match in reversed(list(_PHRASE.finditer(first))):
        rest = first[: match.start()].rstrip(" ,;:~")
        if len(words(markup.to_plain(rest))) > 1 and not LOOSE_END.search(rest):
            yield _ended([rest], period)


def _without_all(sentences: Sequence[str], unwanted: Sequence[str], markup: Markup) -> str:
    """Return the caption without what speaks of the unwanted; nothing where all of it does."""
    less = [rest for text in sentences if (rest := _without(text, unwanted, markup))]
    return _ended(less, _stopped(sentences)) if less else ""


def _without(sentence: str, unwanted: Sequence[str], markup: Markup) -> str:
    """Return a sentence without the parts that speak of what is unwanted; nothing where its first part does."""
    first, *others = _PART.split(sentence)
    parts = [first, *others]
    left = [part for part in parts if not any(_names(markup.to_plain(part), what) for what in unwanted)]
    return "".join(left).strip().lstrip(",;: ") if left and left[0] == first else ""


def _names(plain: str, what: str) -> bool:
    stem = re.sub(r"(?:es|s)$", "", what.lower())
    return re.search(rf"(?<!\w){re.escape(stem)}(?:es|s)?(?!\w)", plain.lower()) is not None


def _without_labels(sentences: Sequence[str], markup: Markup) -> str:
    """Return the caption without what it says of its panels one by one."""
    rest = [text for text in sentences if not _of_panel(text, markup)]
    return _ended(rest, _stopped(sentences)) if rest and len(rest) < len(sentences) else ""


def _passed_over(request: CaptionRequest, text: str) -> tuple[str, ...]:
    """Return what is said of the parts of a wish that were not done, beside a length or what was left out."""
    asked = without_kept(request.instruction).strip()
    alone = any(known.fullmatch(asked) for known in (_REFINEMENT, _PERIOD, _NO_PANELS))
    parts = neither_length_nor_left_out(request.instruction)
    return tuple(filter(None, (_not_done(part, request, text) for part in parts if not alone or kept_thing(part))))


def _not_done(part: str, request: CaptionRequest, text: str) -> str:
    """Return what is said of a part of a wish; nothing where the text has what it asks for."""
    markup, thing = markup_of(request.markup), kept_thing(part)
    if thing and has_kept(thing, text, request.current, markup):
        return ""
    if thing and has_kept(thing, request.current, request.current, markup):
        return f"“{part}” was not done: the caption could not be changed as you wish and keep that."
    return f"“{part}” was not done: that needs a server and a model."


def _is_longer(instruction: str) -> bool:
    return bool(re.search(r"\blonger\b", instruction, re.IGNORECASE)) or any(
        length.least and length.most is None for length in lengths_in(instruction)
    )


def _impossible(instruction: str) -> str:
    if _is_longer(instruction):
        return "To make it longer, the paper says nothing of this figure that the caption lacks."
    if _REFINEMENT.fullmatch(without_kept(instruction)):
        return "Nothing can be left out of this caption to make it shorter."
    return f"This caption cannot be changed without other words so that it meets “{instruction}”."


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
    end = next((place for place, text in enumerate(kept) if place and _of_panel(text, markup)), len(kept))
    before = kept[end - 1] if kept else ""
    for unit in _additions(known, markup.to_plain(" ".join(kept)), markup.to_plain(before)):
        added = [capitalised(statement.clause.text) for statement in unit]
        yield _ended([*kept[:end], *added, *kept[end:]], _stopped(kept))


def _additions(known: Sequence[Statement], current: str, before: str) -> list[list[Statement]]:
    """Return what a caption does not say yet, in the order of its worth: each statement behind what it leans on, unless
    the sentence `before` says that."""
    spoken = {statement.place for statement in known if _says(before, statement)}
    units = [_unit(statement, known, spoken) for statement in known if _may_be_added(statement)]
    new = [unit for unit in units if unit and not any(_says(current, statement) for statement in unit)]
    return sorted(new, key=lambda unit: (unit[0].clause.form == "title", -unit[-1].salience))


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
