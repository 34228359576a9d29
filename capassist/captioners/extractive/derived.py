"""Texts besides the caption without a model.

An alternative text says what can be seen, from the drawing, then what the author says of it; the caption is read out
beside it, so that it is not said again. What else there is, is made of the accepted caption: `short_titles`.
"""

from collections.abc import Sequence

from capassist.captioners.drawing.sentences import (
    drawing_sentences,
    kind_of,
    node_names,
    panel_clauses,
    request_words,
)
from capassist.captioners.drawing.words import DescriptionWords
from capassist.captioners.extractive.compose import is_of_figure
from capassist.captioners.extractive.noted import notes_on
from capassist.captioners.extractive.provenance import said_in
from capassist.captioners.extractive.salience import names_around, stems
from capassist.captioners.extractive.short_titles import from_caption
from capassist.captioners.extractive.statements import Statement, statements
from capassist.captioners.extractive.visible import tells_what_is_seen
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence, Figure
from capassist.text.alternative import LONGEST_SHORT, MOST_LIKE, likeness, shared
from capassist.text.blanks import blank
from capassist.text.language import language_of
from capassist.text.markup import markup_of
from capassist.text.plain_latex import escape_plain
from capassist.text.words import capitalised, one_line
from capassist.text.words import words as words_in

_MOST_SENTENCES = 4  # of the author's in a long description
_LONGEST_LONG = 1500  # characters


def derived_draft(request: CaptionRequest) -> Candidate:
    """Return the draft of another text than the caption."""
    figure = request.figure
    if figure.purpose != "alt":
        text, evidence = from_caption(request)
        return Candidate(figure.id, text, "style", OFFLINE, evidence)
    text, evidence, notes = alternative_text(request)
    text = escape_plain(text) if markup_of(request.markup).commands else text
    return Candidate(figure.id, text, "style", OFFLINE, evidence, notes)


def alternative_text(request: CaptionRequest) -> tuple[str, tuple[Evidence, ...], tuple[str, ...]]:
    r"""Return the alternative text as plain text, with what it rests on and what has to be looked at.

    Where it is written as \Description, and beside a draft without source, its first line is the short text and the
    second the long description.
    """
    figure = request.figure
    words = request_words(request)
    said = _seen(request)
    short, used = _short(figure, _pointing(figure, said), request.accepted, words)
    described = _long(figure, said, words)
    if _has_long(figure) and _says_more(described, short):
        short = f"{short}\n{described}"
        used = [one for one in said if one in used or _as_sentence(one) in described]
    return short, _drawn_evidence(figure, short) + said_in(used), notes_on(used)


def _seen(request: CaptionRequest) -> list[Statement]:
    """Return what the paper says of what is to be seen, without what the caption says; nothing of one of several
    graphics, as it does not say which."""
    place = request.figure.place
    if place is not None and place.graphic is not None:
        return []
    said = (one for one in _told(request) if not one.depends_on_context)
    return [one for one in said if shared(one.plain, request.accepted) < MOST_LIKE and tells_what_is_seen(one)]


def _told(request: CaptionRequest) -> list[Statement]:
    """Return what is told of the figure: where the text first does so, with what it goes on with there, and elsewhere
    only what the figure is said to show."""
    said = statements(request)
    first = _first_telling(said)
    told = stems(" ".join(one.plain for one in said if one.tells and one.place[0] == first))
    drawn = frozenset(stems(" ".join(names_around(request.figure))))
    return [one for one in said if (_goes_on(one, told, drawn) if one.place[0] == first else _names_what_is_shown(one))]


def _first_telling(said: Sequence[Statement]) -> int:
    """Return the paragraph that first tells of the figure, or else names it."""
    return next((one.place[0] for one in said if one.tells), said[0].place[0] if said else 0)


def _goes_on(said: Statement, told: set[str], drawn: frozenset[str]) -> bool:
    return said.tells or said.distance == 0 or is_of_figure(said, told, drawn)


def _names_what_is_shown(said: Statement) -> bool:
    return said.clause.role == "subject" and said.clause.form == "title"


def _pointing(figure: Figure, said: Sequence[Statement]) -> list[Statement]:
    """Return the statements whose sentences name the figure."""
    pointing = {s.text for mention in figure.mentions for s in mention.sentences if s.references}
    return [one for one in said if one.sentence in pointing]


def _has_long(figure: Figure) -> bool:
    return figure.place is not None and figure.place.form != "alt"


def _says_more(described: str, short: str) -> bool:
    """Tell whether a long description has words that the short text does not have."""
    return bool({word.lower() for word in words_in(described)} - {word.lower() for word in words_in(short)})


def _short(
    figure: Figure, said: Sequence[Statement], caption: str, words: DescriptionWords
) -> tuple[str, Sequence[Statement]]:
    """Return the short text, and the author's sentences that are in it."""
    kind = kind_of(figure, words)
    shown = _shown_in(figure, kind, words)
    for one in said:
        sentence = _as_sentence(one)
        longer = f"{shown} {sentence}" if shown else f"{kind}{words.colon}{sentence}" if kind else sentence
        if len(longer) <= LONGEST_SHORT and likeness(longer, caption) < MOST_LIKE:
            return longer, (one,)
    return shown or f"{kind or words.picture}{words.colon}{blank('can be seen', language=language_of(caption))}.", ()


def _shown_in(figure: Figure, kind: str, words: DescriptionWords) -> str:
    """Return what the drawing shows in as many characters as a short text has; nothing where it shows nothing."""
    drawing = figure.drawing
    clauses = panel_clauses(drawing, ranges=True, words=words) if drawing else []
    if drawing is None or not clauses:
        return _named_in(figure, kind, words)
    opening, joint = f"{kind or words.plot};", "; "
    if len(clauses) > 1:
        opening, joint = f"{kind or words.plot} {words.panels}.", ". "
    whole = f"{opening} {joint.join(_opened(clauses))}."
    if len(whole) <= LONGEST_SHORT:
        return whole
    clauses = _opened(panel_clauses(drawing, ranges=False, words=words))
    return _fitting(opening, clauses if len(clauses) > 1 else clauses[0].split("; "), joint, words)


def _named_in(figure: Figure, kind: str, words: DescriptionWords) -> str:
    """Return the words that stand in a picture."""
    names = node_names(figure)
    opening = words.labels.format("").rstrip()
    return _fitting(f"{kind or words.diagram} {opening}", names, ", ", words) if names else ""


def _opened(clauses: Sequence[str]) -> list[str]:
    """Return clauses that stand as sentences where there are several."""
    return [f"{clause[:1].upper()}{clause[1:]}" for clause in clauses] if len(clauses) > 1 else list(clauses)


def _fitting(opening: str, parts: Sequence[str], joint: str, words: DescriptionWords) -> str:
    """Return the opening with as many parts as there is room for, and the word that there are more."""
    kept = list(parts)
    while kept:
        closing = f"{joint}{capitalised(words.more) if joint.startswith('.') else words.more}"
        text = f"{opening} {joint.join(kept)}{closing if len(kept) < len(parts) else ''}."
        if len(text) <= LONGEST_SHORT:
            return text
        kept.pop()
    return ""


def _long(figure: Figure, said: Sequence[Statement], words: DescriptionWords) -> str:
    """Return the long description: what is drawn, then the values and trends that the author tells."""
    kind = kind_of(figure, words)
    parts = [f"{kind}."] if kind else []
    parts += drawing_sentences(figure, words)
    parts += [_as_sentence(one) for one in said[:_MOST_SENTENCES]]
    kept: list[str] = []
    for part in parts:
        if len(" ".join((*kept, part))) <= _LONGEST_LONG:
            kept.append(part)
    return " ".join(kept)


def _as_sentence(said: Statement) -> str:
    """Return a statement as a sentence, behind the letters of the panels that it is about."""
    text = capitalised(one_line(said.plain))
    if said.clause.panels:
        text = f"({', '.join(said.clause.panels)}) {text}"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _drawn_evidence(figure: Figure, text: str) -> tuple[Evidence, ...]:
    """Return what is drawn in a figure, where the text says any of it."""
    drawn = " ".join(drawing_sentences(figure))
    return (Evidence("drawn text", drawn, "the drawing"),) if stems(drawn) & stems(text) else ()
