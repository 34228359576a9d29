"""Texts besides the caption without a model: alternative texts, long descriptions, short titles, sentences for a talk.

An alternative text says what can be seen, from the drawing, then what the author says of it; the caption is read out
beside it, so that it is not said again. A short title, and a sentence for elsewhere, are made of the accepted caption
and nothing else.
"""

import re
from collections.abc import Iterator, Sequence

from capassist.captioners.drawing_description import drawing_sentences, kind_of, node_names, panel_clauses
from capassist.captioners.extractive.statements import Statement, statements
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence, Figure
from capassist.text.alternative import LONGEST_SHORT, MOST_LIKE, likeness, shared
from capassist.text.blanks import blank
from capassist.text.plain_latex import escape_plain
from capassist.text.sentences import caption_sentences
from capassist.text.words import one_line, words

_LONGEST_TITLE = 80  # characters: what a line of the list of figures holds
_MOST_SENTENCES = 4  # of the author's in a long description
_LONGEST_LONG = 1500  # characters
_FROM_CAPTION = frozenset(("short", "slide", "abstract"))
_BREAK = re.compile(r"\s*(?:[:;–—]|,\s|\s\(|\s(?:which|where|with|for|as|in|from|over|across|using|when|while)\s)")
_DANGLING = re.compile(r"\s+(?:and|or|of|the|an?|in|on|for|to|with|by|from|versus|vs\.?|between|at)$", re.IGNORECASE)
# Where a citation, a reference or a value of the author's own commands is gone: "computed by .", "as […] shows".
_HOLE = re.compile(
    r"\s[.,;:](?:\s|$)|…|\(\s*\)|\b(?:of|by|for|than|to|using|with|in|the|a|an|because)\s*[.,;]"
    r"|\b(?:in|by|for|of) (?:we|steps)\b"
)
_PANEL_LETTER = re.compile(r"^\s*(?:\(?[a-zA-Z]\)|[A-Z][.:])\s+")


def derived_draft(request: CaptionRequest) -> Candidate:
    """Return the draft of another text than the caption."""
    figure = request.figure
    if figure.purpose in _FROM_CAPTION:
        text, evidence = _from_caption(request)
    else:
        text, evidence = alternative_text(request)
    latex = escape_plain(text) if request.markup == "latex" else text
    return Candidate(figure.id, latex, "style", OFFLINE, evidence)


# Alternative texts ----------------------------------------------------------------------------------------------------


def alternative_text(request: CaptionRequest) -> tuple[str, tuple[Evidence, ...]]:
    r"""Return the alternative text as plain text, with what it rests on.

    Where it is written as \Description, and beside a draft without source, its first line is the short text and the
    second the long description.
    """
    figure = request.figure
    said = [one for one in statements(request) if not one.depends_on_context]
    fresh = [one for one in said if shared(one.plain, request.accepted) < MOST_LIKE and not _HOLE.search(one.plain)]
    whole = figure.place is None or figure.place.graphic is None
    pointing = {s.text for mention in figure.mentions for s in mention.sentences if s.references}
    at_it = [one for one in fresh if one.sentence in pointing]
    short, used = _short(figure, at_it if whole else (), request.accepted)
    described = _long(figure, fresh if whole else ())
    has_long = figure.place is not None and figure.place.form != "alt"
    evidence = _drawn_evidence(figure)
    if has_long and len(words(described)) > len(words(short)):
        used = fresh[:_MOST_SENTENCES]
        short = f"{short}\n{described}"
    quoted = tuple(Evidence("mention", one.sentence, one.where) for one in used)
    return short, evidence + quoted


def _short(figure: Figure, said: Sequence[Statement], caption: str) -> tuple[str, Sequence[Statement]]:
    """Return the short text, and the author's sentences that are in it."""
    kind = kind_of(figure)
    shown = _shown_in(figure, kind)
    if shown:
        for one in said:
            longer = f"{shown} {_as_sentence(one.plain)}"
            if len(longer) <= LONGEST_SHORT and likeness(longer, caption) < MOST_LIKE:
                return longer, (one,)
        return shown, ()
    for one in said:
        text = f"{kind}: {one.plain}" if kind else one.plain
        if len(text) <= LONGEST_SHORT and likeness(text, caption) < MOST_LIKE:
            return _as_sentence(text), (one,)
    return f"{kind or 'Picture'}: {blank('can be seen')}.", ()


def _shown_in(figure: Figure, kind: str) -> str:
    """Return what the drawing shows in as many characters as a short text has; nothing where it shows nothing."""
    names = node_names(figure)
    if names:
        return _fitting(f"{kind or 'Diagram'} with the labels", names, ", ")
    if figure.drawing is None:
        return ""
    with_ranges = panel_clauses(figure.drawing, ranges=True)
    if not with_ranges:
        return ""
    opening = f"{kind or 'Plot'} with several panels." if len(with_ranges) > 1 else f"{kind or 'Plot'};"
    joint = ". " if len(with_ranges) > 1 else "; "
    whole = f"{opening} {joint.join(_opened(with_ranges))}."
    if len(whole) <= LONGEST_SHORT:
        return whole
    clauses = panel_clauses(figure.drawing, ranges=False)
    return _fitting(opening, _opened(clauses) if len(clauses) > 1 else clauses[0].split("; "), joint)


def _opened(clauses: Sequence[str]) -> list[str]:
    """Return clauses that stand as sentences where there are several."""
    return [f"{clause[:1].upper()}{clause[1:]}" for clause in clauses] if len(clauses) > 1 else list(clauses)


def _fitting(opening: str, parts: Sequence[str], joint: str) -> str:
    """Return the opening with as many parts as there is room for, and the word that there are more."""
    kept = list(parts)
    while kept:
        more = f"{joint}{'And' if joint.startswith('.') else 'and'} more" if len(kept) < len(parts) else ""
        text = f"{opening} {joint.join(kept)}{more}."
        if len(text) <= LONGEST_SHORT:
            return text
        kept.pop()
    return ""


def _long(figure: Figure, said: Sequence[Statement]) -> str:
    """Return the long description: what is drawn, then the values and trends that the author tells."""
    kind = kind_of(figure)
    parts = [f"{kind}."] if kind else []
    parts += drawing_sentences(figure)
    parts += [_as_sentence(one.plain) for one in said[:_MOST_SENTENCES]]
    kept: list[str] = []
    for part in parts:
        if len(" ".join((*kept, part))) <= _LONGEST_LONG:
            kept.append(part)
    return " ".join(kept)


def _as_sentence(text: str) -> str:
    text = one_line(text)
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _drawn_evidence(figure: Figure) -> tuple[Evidence, ...]:
    drawn = " ".join(drawing_sentences(figure))
    return (Evidence("drawn text", drawn, "the drawing"),) if drawn else ()


# From the caption -----------------------------------------------------------------------------------------------------


def _from_caption(request: CaptionRequest) -> tuple[str, tuple[Evidence, ...]]:
    caption = one_line(request.accepted)
    said = list(caption_sentences(caption)) or [caption]
    first = _PANEL_LETTER.sub("", said[0])
    text = short_title(first) if request.figure.purpose == "short" else _told(first, said)
    return text, (Evidence("profile", caption, "its caption"),)


def _told(first: str, said: Sequence[str]) -> str:
    """Return one whole sentence of a caption: the first that tells something, else the first."""
    whole = next((_PANEL_LETTER.sub("", one) for one in said if len(words(one)) > 5), first)
    return _as_sentence(whole)


def short_title(sentence: str) -> str:
    """Return a sentence's beginning that is whole and fits on a line of a list of figures, without a full stop."""
    sentence = re.sub(r"\s*\((?:[^()]*)\)", "", sentence).strip().rstrip(".;:, ")
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    ends = [end for end in _ends(sentence) if len(words(sentence[:end])) > 1]
    cut = next((end for end in reversed(ends) if end <= _LONGEST_TITLE), None)
    cut = cut or sentence.rfind(" ", 0, _LONGEST_TITLE)
    title = sentence[:cut].rstrip(" ,;:(–—")
    while (shorter := _DANGLING.sub("", title)) != title:
        title = shorter
    return title


def _ends(sentence: str) -> Iterator[int]:
    for match in _BREAK.finditer(sentence):
        before = sentence[: match.start()]
        if before.count("(") == before.count(")") and before.count("$") % 2 == 0:
            yield match.start()
