"""From statements to captions in the author's shape: length, panels, final period."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capassist.captioners.offline.compress import capitalised
from capassist.captioners.offline.statements import Statement
from capassist.model import CandidateKind, DraftKind, Style

_USUAL_WORDS = 25  # where the paper has no other caption: the middle of captions in the field
_FULL = 0.9  # of the wanted length; nothing is added after that
_OVER = 1.5  # of the wanted length, that a draft may reach with its last sentence
_WORTH_ADDING = 0.3  # below this, a sentence is no addition
_WORTH_OPENING = 0.0  # below this, a sentence that names the figure does not open a caption
_LONGER = 1.8


@dataclass(frozen=True, slots=True)
class Composition:
    """A caption and the statements it is made of."""

    text: str
    kind: CandidateKind
    statements: tuple[Statement, ...]


def compositions(found: Sequence[Statement], style: Style | None, markup: DraftKind) -> Iterator[Composition]:
    """Yield different captions, the best first: of the author's length, with panels, short, long, then from other sentences."""
    ranked = sorted(filter(_may_open, found), key=lambda s: (s.clause.role is None, -s.worth, s.place))
    if not ranked:
        return
    wanted = style.median_words if style else _USUAL_WORDS
    lead = ranked[0]
    kind: CandidateKind = "style" if style else "short"
    yield from _by_panel(found, style, markup)
    yield _composed(_filled(lead, found, wanted), kind, style)
    yield _composed([lead], "short", style)
    yield _composed(_filled(lead, found, round(wanted * _LONGER)), "long", style)
    for other in ranked[1:]:
        yield _composed(_filled(other, found, wanted), kind, style)


def _may_open(statement: Statement) -> bool:
    return not statement.leans and statement.worth >= (_WORTH_OPENING if statement.clause.role else _WORTH_ADDING)


def _filled(lead: Statement, found: Sequence[Statement], wanted: int) -> list[Statement]:
    """Return the lead and what goes with it up to the wanted number of words: from its own paragraph first, then by worth."""
    chosen, length = [lead], lead.length
    others = [s for s in found if s is not lead and s.worth >= _WORTH_ADDING]
    others.sort(key=lambda s: (s.place[0] != lead.place[0] or s.place < lead.place, -s.worth, s.place))
    while length < _FULL * wanted:
        fitting = (
            s for s in others if length + s.length <= _OVER * wanted and _follows(s, chosen) and not _repeats(s, chosen)
        )
        other = next(fitting, None)
        if other is None:
            break
        others.remove(other)
        chosen.append(other)
        length += other.length
    return _in_order(lead, chosen)


def _follows(statement: Statement, chosen: Sequence[Statement]) -> bool:
    """Tell whether a statement has in the caption what it leans on in the paper."""
    return not statement.leans or _antecedent(statement) in {s.place for s in chosen}


def _antecedent(statement: Statement) -> tuple[int, int]:
    paragraph, number = statement.place
    return paragraph, number - 1


def _in_order(lead: Statement, chosen: Sequence[Statement]) -> list[Statement]:
    """Return the statements in the paper's order, a title first, and what leans on a statement right behind it."""
    ordered = sorted(chosen, key=lambda s: (not (s is lead and (s.title or s.clause.role != "aside")), s.place))
    for statement in [s for s in ordered if s.leans]:
        ordered.remove(statement)
        places = [s.place for s in ordered]
        ordered.insert(places.index(_antecedent(statement)) + 1, statement)
    return ordered


def _repeats(statement: Statement, chosen: Sequence[Statement]) -> bool:
    said = set(statement.plain.lower().split())
    return any(2 * len(said & set(other.plain.lower().split())) > 1.4 * len(said) for other in chosen)


def _by_panel(found: Sequence[Statement], style: Style | None, markup: DraftKind) -> Iterator[Composition]:
    """Yield "X. (a) Y. (b) Z." where the paper speaks of at least two panels one by one."""
    best: dict[str, Statement] = {}
    for statement in found:
        if len(statement.clause.panels) == 1 and not statement.leans:
            letter = statement.clause.panels[0].lower()
            if letter not in best or statement.worth > best[letter].worth:
                best[letter] = statement
    letters = sorted(best)
    if len(letters) < 2 or letters != [chr(ord("a") + i) for i in range(len(letters))]:
        return
    whole = [s for s in found if s.clause.role and not s.clause.panels and not s.leans and s not in best.values()]
    title = [max(whole, key=lambda s: s.worth)] if whole else []
    parts = [(None, s) for s in title] + [(letter, best[letter]) for letter in letters]
    text = " ".join(
        f"{panel_label(letter, style, markup)} {s.clause.text}" if letter else s.clause.text for letter, s in parts
    )
    yield Composition(_ended(text, style), "style" if style else "long", tuple(s for _, s in parts))


def panel_label(letter: str, style: Style | None, markup: DraftKind) -> str:
    """Return the label of a panel as the author writes it: "(a)", "(A)", "a)", "\\textbf{(a)}"."""
    form = style.panel_form if style and style.panel_form else "(a)"
    label = "(a)" if form == "left/right" else form
    label = re.sub("[aA]", letter.upper() if "A" in label else letter, label)
    return f"\\textbf{{{label}}}" if markup == "latex" and style and style.panel_bold else label


def _composed(chosen: Sequence[Statement], kind: CandidateKind, style: Style | None) -> Composition:
    sentences = [capitalised(s.clause.text) for s in chosen]
    stopped = [s if s.endswith((".", "!", "?", "。")) else f"{s}." for s in sentences]
    return Composition(_ended(" ".join(stopped), style), kind, tuple(chosen))


def _ended(text: str, style: Style | None) -> str:
    """Return the text with the author's final period, or without."""
    if style and not style.final_period:
        return text.removesuffix(".")
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."
