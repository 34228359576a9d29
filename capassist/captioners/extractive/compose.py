"""From statements to captions in the author's shape: length, panels, final period."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from capassist.captioners.extractive.compress import capitalised
from capassist.captioners.extractive.panels import Habit, in_habit, later_panel, panel_label
from capassist.captioners.extractive.statements import Statement
from capassist.model import CandidateKind, DraftKind, Style

_USUAL_WORDS = 25  # where the paper has no other caption: the middle of captions in the field
_FULL = 0.8  # of the wanted length; nothing is added after that
_OVER = 1.4  # of the wanted length, that a draft may reach with its last sentence
_WORTH_ADDING = 0.0  # below this, a sentence is no addition
_WORTH_OPENING = 0.0  # below this, a sentence that names the figure does not open a caption
_WORTH_GUESSING = 1.2  # the same for one that does not name it
_ALMOST = 1.0  # worth by which an earlier sentence may be behind a later one and still open
_LONGER = 1.8
_FEWEST_CAPTIONS = 2  # that make a habit

# Articles that may go without changing the words behind them: a German adjective would.
_ARTICLE = re.compile(
    r"""
      (?:the|an?|les?|las?|los|el|une?|un[ao]?|il|gli|os?|as?)\s+(?=\S)
    | (?:der|die|das|eine?)\s+(?=(?-i:[A-ZÄÖÜ]))
    | l['’](?=\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)

Unit = tuple[Statement, ...]  # statements that belong together: each but the first leans on the one before


@dataclass(frozen=True, slots=True)
class Manner:
    """How the author writes captions."""

    style: Style | None
    places: Habit | None  # how panels are named by their place
    articles: bool  # whether a caption may open with one
    markup: DraftKind


def opens_with_articles(captions: Iterable[str]) -> bool:
    """Tell whether any of the author's captions opens with an article; where there are fewer than two, it is not known:
    true."""
    known = list(captions)
    return len(known) < _FEWEST_CAPTIONS or any(_ARTICLE.match(caption) for caption in known)


@dataclass(frozen=True, slots=True)
class Composition:
    """A caption and the statements it is made of."""

    text: str
    kind: CandidateKind
    statements: tuple[Statement, ...]


def compositions(found: Sequence[Statement], manner: Manner) -> Iterator[Composition]:
    """Yield different captions, the best first: of the author's length, with panels, short, long, then from other
    sentences."""
    units = [unit for statement in found if (unit := _unit(statement, found))]
    ranked = _ranked([unit for unit in units if _may_open(unit)])
    if not ranked:
        return
    wanted = manner.style.median_words if manner.style else _USUAL_WORDS
    lead = ranked[0]
    kind: CandidateKind = "style" if manner.style else "short"
    yield from _by_panel(found, manner)
    yield _composed(_filled(lead, units, wanted), kind, manner)
    yield _composed(lead, "short", manner)
    yield _composed(_filled(lead, units, round(wanted * _LONGER)), "long", manner)
    for other in ranked[1:]:
        yield _composed(_filled(other, units, wanted), kind, manner)


def _unit(statement: Statement, found: Sequence[Statement]) -> Unit | None:
    """Return the statement behind those it leans on; None where one of them cannot stand in a caption."""
    unit = [statement]
    while unit[0].depends_on_context:
        if unit[0].clause.form == "title":
            return None  # a name that leans on a sentence does not go behind one
        paragraph, number = unit[0].place
        before = next((s for s in found if s.place == (paragraph, number - 1)), None)
        if before is None:
            return None
        unit.insert(0, before)
    return tuple(unit)


def _may_open(unit: Unit) -> bool:
    statement = unit[-1]
    return statement.opens and statement.salience >= (_WORTH_OPENING if statement.clause.role else _WORTH_GUESSING)


def _ranked(units: list[Unit]) -> list[Unit]:
    """Return the units that may open a caption, the best first: of a paragraph's almost equally good ones its first."""
    ranked = sorted(units, key=_lead_order)
    if not ranked:
        return []
    best = ranked[0]
    lead = min((unit for unit in ranked if _almost_as_good(unit, best)), key=lambda unit: unit[-1].place)
    return [lead, *(unit for unit in ranked if unit is not lead)]


def _almost_as_good(unit: Unit, best: Unit) -> bool:
    near = unit[-1].place[0] == best[-1].place[0] and unit[-1].salience >= best[-1].salience - _ALMOST
    return near and _lead_order(unit)[:3] <= _lead_order(best)[:3]


def _lead_order(unit: Unit) -> tuple[bool, bool, bool, float, tuple[int, int]]:
    statement = unit[-1]
    return (
        later_panel(statement.plain),
        statement.clause.role is None,
        len(unit) > 1,
        -statement.salience,
        statement.place,
    )


def _filled(lead: Unit, units: Sequence[Unit], wanted: int) -> Unit:
    """Return the lead and what goes with it up to the wanted number of words: what the paper goes on with, then what
    stands before."""
    chosen = list(lead)
    paragraph, number = lead[-1].place
    others = sorted(units, key=lambda u: (u[-1].place < (paragraph, number), u[-1].place))
    for unit in others:
        length = sum(s.length for s in chosen)
        added = [s for s in unit if s not in chosen]
        if unit[-1].clause.form == "title":
            continue  # what heads a caption does not stand within it
        if length >= _FULL * wanted:
            break
        fits = length + sum(s.length for s in added) <= _OVER * wanted
        if (
            added
            and fits
            and min(s.salience for s in added) >= _WORTH_ADDING
            and not any(_repeats(s, chosen) for s in added)
        ):
            chosen += added
    return _in_order(lead, chosen)


def _in_order(lead: Unit, chosen: Sequence[Statement]) -> Unit:
    """Return the statements in the paper's order, the name of what is shown first."""
    first = lead[0] if len(lead) == 1 and (lead[0].clause.form == "title" or lead[0].clause.role != "aside") else None
    ordered = sorted((s for s in chosen if s is not first), key=lambda s: s.place)
    if first is None:
        return tuple(ordered)
    places = [s.place for s in ordered if s.depends_on_context and s.place == (first.place[0], first.place[1] + 1)]
    behind = [s for s in ordered if s.place in places]
    return (first, *behind, *(s for s in ordered if s.place not in places))


def _repeats(statement: Statement, chosen: Sequence[Statement]) -> bool:
    said = set(statement.plain.lower().split())
    return any(2 * len(said & set(other.plain.lower().split())) > 1.4 * len(said) for other in chosen)


def _by_panel(found: Sequence[Statement], manner: Manner) -> Iterator[Composition]:
    """Yield "X. (a) Y. (b) Z." where the paper speaks of at least two panels one by one."""
    best: dict[str, Statement] = {}
    for statement in found:
        if len(statement.clause.panels) == 1 and not statement.depends_on_context:
            letter = statement.clause.panels[0].lower()
            if letter not in best or statement.salience > best[letter].salience:
                best[letter] = statement
    letters = sorted(best)
    if len(letters) < 2 or letters != [chr(ord("a") + i) for i in range(len(letters))]:
        return
    whole = [
        s
        for s in found
        if s.clause.role and not s.clause.panels and not s.depends_on_context and s not in best.values()
    ]
    title = [max(whole, key=lambda s: s.salience)] if whole else []
    parts = [(None, s) for s in title] + [(letter, best[letter]) for letter in letters]
    text = " ".join(
        f"{panel_label(letter, manner.style, manner.markup)} {s.clause.text}" if letter else s.clause.text
        for letter, s in parts
    )
    yield Composition(_ended(text, manner.style), "style" if manner.style else "long", tuple(s for _, s in parts))


def _composed(chosen: Sequence[Statement], kind: CandidateKind, manner: Manner) -> Composition:
    sentences: list[str] = []
    labels: list[str] = []
    for statement in chosen:
        text = statement.clause.text
        panels = in_habit(text, manner.places) if manner.places else {}
        if panels and not panels.keys() & set(labels[:-1]):  # of the panel before: its label holds on
            sentences += [capitalised(said) if label in labels else f"{label} {said}" for label, said in panels.items()]
        elif not sentences and statement.clause.form == "title" and not manner.articles and _ARTICLE.match(text):
            sentences.append(capitalised(_ARTICLE.sub("", text, count=1)))
        else:
            sentences.append(capitalised(text))
        labels += panels.keys()
    stopped = [s if s.endswith((".", "!", "?", "。")) else f"{s}." for s in sentences]
    return Composition(_ended(" ".join(stopped), manner.style), kind, tuple(chosen))


def _ended(text: str, style: Style | None) -> str:
    """Return the text with the author's final period, or without."""
    if style and not style.final_period:
        return text.removesuffix(".")
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."
