"""From statements to captions in the author's shape: length, panels, final period."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TypeVar

from capassist.captioners.extractive.named_phrase import NamedPhrase
from capassist.captioners.extractive.openings import opened
from capassist.captioners.extractive.panel_places import Habit, in_habit, later_panel, names_a_place, panel_label
from capassist.captioners.extractive.salience import names_what_is_seen, speaks_of_the_work, stems
from capassist.captioners.extractive.statements import NEAR, Statement
from capassist.model import CandidateKind, Style
from capassist.text.blanks import blank
from capassist.text.language import LanguageCode
from capassist.text.markup import Markup
from capassist.text.panels import LETTERS
from capassist.text.words import capitalised

USUAL_WORDS = 25  # where the paper has no other caption: the middle of captions in the field
_FULL = 0.8  # of the wanted length; nothing is added after that
_OVER = 1.4  # of the wanted length, that a draft may reach with its last sentence
_WORTH_ADDING = 0.0  # below this, a sentence is no addition
_WORTH_OPENING = 0.0  # below this, a sentence does not open a caption
_SHARED = 2  # words that a sentence has in common with the drawing when it is about the same
_GOES_ON = (
    3  # words that a sentence has in common with the lead when it goes on with it; two have definitions of a word
)
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

_T = TypeVar("_T")
_OUR = re.compile(r"^our\s+(?=\w)", re.IGNORECASE)
Unit = tuple[Statement, ...]  # statements that belong together: each but the first leans on the one before


@dataclass(frozen=True, slots=True)
class Manner:
    """How the author writes captions."""

    style: Style | None
    places: Habit | None  # how panels are named by their place
    articles: bool  # whether a caption may open with one
    markup: Markup
    drawn: frozenset[str] = frozenset()  # the stems of words in the figure, its labels and file names
    opening: str = ""  # that the author's captions share: "Example run of the pump:"
    panels: Mapping[str, str] = field(default_factory=dict)  # what is drawn in each panel with a letter
    named: Mapping[str, NamedPhrase] = field(default_factory=dict)  # what the text calls panels, by their letters
    topic: NamedPhrase | None = None  # what the figure is about, where its panels are named and the whole is not
    language: LanguageCode | None = "en"  # of the paper

    @property
    def usual_words(self) -> int:
        """Return how long the author's captions are, or captions in the field."""
        return self.style.median_words if self.style else USUAL_WORDS

    @property
    def drawn_panels(self) -> dict[str, str]:
        """Return what is drawn in those panels of which that is known."""
        return {letter: text for letter, text in self.panels.items() if not text.startswith("[")}

    def kind(self, otherwise: CandidateKind) -> CandidateKind:
        """Return the kind of a caption in the author's style, where that is known."""
        return "style" if self.style else otherwise


def opens_with_articles(captions: Iterable[str]) -> bool:
    """Tell whether any of the author's captions opens with an article; where there are fewer than two, it is not known:
    true."""
    known = list(captions)
    return len(known) < _FEWEST_CAPTIONS or any(_ARTICLE.match(caption) for caption in known)


@dataclass(frozen=True, slots=True)
class Composition:
    """A caption and what it is made of."""

    text: str
    kind: CandidateKind
    statements: tuple[Statement, ...]
    named: tuple[NamedPhrase, ...] = ()  # what the text calls panels
    topic: NamedPhrase | None = None  # that heads it
    drawn: bool = False  # a part of it says what is drawn
    passing: bool = False  # nothing in it is said to be shown: the figure is only named beside it


def compositions(found: Sequence[Statement], manner: Manner) -> Iterator[Composition]:
    """Yield different captions, the best first: of the author's length, with panels, short, long, then from other
    sentences. Those that name the figure only in passing come last."""
    yield from _by_panel(found, manner)
    units = [unit for statement in found if (unit := _unit(statement, found))]
    opening = [unit for unit in units if _may_open(unit)]
    yield from _from_leads(_ranked([unit for unit in opening if unit[-1].tells]), units, manner)
    for unit in _ranked([unit for unit in opening if unit[-1].clause.role == "aside"]):
        yield replace(_composed(unit, manner.kind("short"), manner), passing=True)


def _from_leads(ranked: Sequence[Unit], units: Sequence[Unit], manner: Manner) -> Iterator[Composition]:
    """Yield captions that each of the leads opens, the first in three lengths."""
    wanted, kind = manner.usual_words, manner.kind("short")
    for place, lead in enumerate(ranked):
        yield _composed(_filled(lead, _about(lead, units, manner), wanted), kind, manner)
        if place == 0:
            yield _composed(lead, "short", manner)
            shown = [unit for unit in units if not any(statement.is_of_the_work for statement in unit)]
            yield _composed(_filled(lead, shown, round(wanted * _LONGER)), "long", manner)


def _about(lead: Unit, units: Sequence[Unit], manner: Manner) -> list[Unit]:
    """Return the units whose sentences are all about what the figure shows, as the lead says it."""
    told = stems(" ".join(statement.plain for statement in lead))
    return [unit for unit in units if all(is_of_figure(statement, told, manner.drawn) for statement in unit)]


def is_of_figure(statement: Statement, told: set[str], drawn: frozenset[str]) -> bool:
    """Tell whether a sentence is about what is seen in the figure: it is said to be shown, names what is drawn, or goes
    on with what the lead says is shown.

    The usual length of the author's captions is a limit, and no reason to add what the paper says next.
    """
    if statement.is_of_a_mark:
        return True
    if speaks_of_the_work(statement.plain):
        return False
    if statement.tells and statement.clause.form == "sentence":
        return True
    if not 0 <= statement.distance <= NEAR:
        return False
    said = stems(statement.plain)
    return names_what_is_seen(statement.plain) or len(said & drawn) >= _SHARED or len(said & told) >= _GOES_ON


def in_passing(found: Sequence[Statement], room: int, manner: Manner) -> list[Statement]:
    """Return the sentences that name the figure in passing and speak of what is drawn in it, in the paper's order, up
    to `room` words; one is returned where there is no room."""
    chosen: list[Statement] = []
    worthy = [s for s in found if not s.depends_on_context and s.salience >= _WORTH_OPENING]
    for statement in sorted(worthy, key=lambda s: -s.salience):
        fits = not chosen or _length(chosen) + statement.length <= room
        if fits and _shows_beside(statement, manner.drawn) and not _repeats(statement, chosen):
            chosen.append(statement)
    return sorted(chosen, key=lambda s: s.place)


def _shows_beside(statement: Statement, drawn: frozenset[str]) -> bool:
    """Tell whether a sentence that only names the figure, or follows one that does, still is about what it shows."""
    if statement.is_of_a_mark:
        return True
    if statement.clause.role != "aside" or speaks_of_the_work(statement.plain):
        return False
    return statement.clause.evidenced or len(stems(statement.plain) & drawn) >= _SHARED


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
    return statement.opens and statement.salience >= _WORTH_OPENING


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
        later_panel(statement.plain) or min(statement.clause.panels, default="").lower() > "a",
        statement.clause.role is None,
        len(unit) > 1,
        -statement.salience,
        statement.place,
    )


def _filled(lead: Unit, units: Sequence[Unit], wanted: int) -> Unit:
    """Return the lead and what goes with it up to the wanted number of words: of one panel by its place, what is said
    of the others; then what the paper goes on with, then what stands before."""
    chosen = list(lead)
    of_a_panel = names_a_place(lead[-1].plain)

    def of_another_panel(unit: Unit) -> bool:
        return of_a_panel and names_a_place(unit[-1].plain)

    def later(unit: Unit) -> tuple[bool, bool, tuple[int, int]]:
        return not of_another_panel(unit), unit[-1].place < lead[-1].place, unit[-1].place

    for unit in sorted(units, key=later):
        if unit[-1].clause.form == "title":
            continue  # what heads a caption does not stand within it
        if _length(chosen) >= _FULL * wanted and not of_another_panel(unit):
            break
        added = [s for s in unit if s not in chosen]
        if _length(chosen) + _length(added) <= _OVER * wanted and _adds(added, chosen):
            chosen += added
    return _in_order(lead, chosen)


def _length(statements: Iterable[Statement]) -> int:
    return sum(statement.length for statement in statements)


def _adds(added: Sequence[Statement], chosen: Sequence[Statement]) -> bool:
    """Whether the statements are worth saying, and say what is not said yet."""
    worthy = bool(added) and min(s.salience for s in added) >= _WORTH_ADDING
    return worthy and not any(_repeats(s, chosen) for s in added)


def _in_order(lead: Unit, chosen: Sequence[Statement]) -> Unit:
    """Return the statements in the paper's order, the name of what is shown first, and behind it what leans on it."""
    first = lead[0] if _is_heading(lead) else None
    ordered = sorted((s for s in chosen if s is not first), key=lambda s: s.place)
    if first is None:
        return tuple(ordered)
    next_place = (first.place[0], first.place[1] + 1)
    if any(s.depends_on_context for s in ordered if s.place == next_place):
        ordered.sort(key=lambda s: s.place != next_place)
    return (first, *ordered)


def _is_heading(lead: Unit) -> bool:
    """Whether a lead is one statement that names what is shown, or says that it is shown."""
    return len(lead) == 1 and (lead[0].clause.form == "title" or lead[0].clause.role != "aside")


def _repeats(statement: Statement, chosen: Sequence[Statement]) -> bool:
    said = set(statement.plain.lower().split())
    return any(2 * len(said & set(other.plain.lower().split())) > 1.4 * len(said) for other in chosen)


def _by_panel(found: Sequence[Statement], manner: Manner) -> Iterator[Composition]:
    """Yield "X. (a) Y. (b) Z." where the paper or the drawing names at least two panels one by one.

    What the paper says a panel shows comes before what is printed in it, and that before what is said in passing.
    """
    best, drawn = _best_of_panels(found), manner.drawn_panels
    letters = sorted({*best, *manner.panels, *manner.named})
    if letters != list(LETTERS[: len(letters)]) or not _tell_panels_apart({*best, *manner.named}, drawn):
        return
    said = {letter: s for letter, s in best.items() if _says_more(s, letter in manner.named, drawn.get(letter, ""))}
    named = {letter: phrase for letter, phrase in manner.named.items() if letter not in said}
    head = _head_of_panels(found, best, drawn)
    panels = [_of_panel(letter, said.get(letter), named.get(letter), manner) for letter in letters]
    used = (*head, *_by_letter(said))
    topic = None if head or manner.opening else manner.topic  # where nothing else heads those of panels
    yield Composition(
        _ended(_joined([*_heads(head, topic, manner), *panels]), manner),
        manner.kind("long"),
        used,
        _by_letter(named),
        topic,
        drawn=bool(drawn.keys() - said.keys() - named.keys()),
        passing=_are_in_passing(used, named),
    )


def _heads(head: Sequence[Statement], topic: NamedPhrase | None, manner: Manner) -> list[str]:
    """Return the sentences that head those of panels."""
    return [topic.text] if topic else [_titled(statement, manner) for statement in head]


def _by_letter(panels: Mapping[str, _T]) -> tuple[_T, ...]:
    return tuple(panels[letter] for letter in sorted(panels))


def _are_in_passing(used: Sequence[Statement], named: Mapping[str, NamedPhrase]) -> bool:
    """Whether the text only names the figure beside what is said, and never says that the figure shows it."""
    return bool(used or named) and not any(s.tells for s in used)


def _says_more(statement: Statement, is_named: bool, drawn: str) -> bool:
    """Tell whether a statement says more of a panel than what the text calls it, or what is drawn in it."""
    if statement.tells:
        return True
    if statement.clause.evidenced and not speaks_of_the_work(statement.plain):
        return True
    return not is_named and (not drawn or statement.clause.evidenced)


def _tell_panels_apart(told: Set[str], drawn: Mapping[str, str]) -> bool:
    """Whether two panels are told at least, and not by what is the same in all of them."""
    return len({*told, *drawn}) >= 2 and (bool(told) or len({*drawn.values()}) >= 2)


def _head_of_panels(
    found: Sequence[Statement], best: Mapping[str, Statement], drawn: Mapping[str, str]
) -> list[Statement]:
    """Return the worthiest statement about the whole figure, which heads those of its panels; one or none."""
    alone = (s for s in found if s.tells and not s.depends_on_context and s not in best.values())
    whole = [s for s in alone if not s.clause.panels and (s.clause.form == "title" or not drawn)]
    return [max(whole, key=lambda s: s.salience)] if whole else []


def _of_panel(letter: str, said: Statement | None, named: NamedPhrase | None, manner: Manner) -> str:
    """Return what a panel shows, behind its label: as it is said, named or drawn, else a blank."""
    known = said.clause.text if said else named.text if named else manner.panels.get(letter)
    text = capitalised(known or blank("panel {} shows", letter, manner.language))
    return f"{panel_label(letter, manner.style, manner.markup)} {text}"


def _best_of_panels(found: Sequence[Statement]) -> dict[str, Statement]:
    """Return the worthiest statement about each panel that one speaks of alone, by the panel's letter."""
    best: dict[str, Statement] = {}
    for statement in found:
        if len(statement.clause.panels) == 1 and not statement.depends_on_context:
            letter = statement.clause.panels[0].lower()
            if letter not in best or statement.salience > best[letter].salience:
                best[letter] = statement
    return best


def _titled(statement: Statement, manner: Manner) -> str:
    """Return a statement as the head of a caption: without an article where the author begins without."""
    if statement.clause.form == "title":
        text = _OUR.sub("", statement.clause.text)
        text = text if manner.articles else _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
        statement = replace(statement, clause=replace(statement.clause, text=text))
    return labelled(statement, manner)


def labelled(statement: Statement, manner: Manner) -> str:
    """Return a sentence, behind the label of its panel where it is about one only."""
    said = capitalised(statement.clause.text)
    if len(statement.clause.panels) != 1:
        return said
    return f"{panel_label(statement.clause.panels[0].lower(), manner.style, manner.markup)} {said}"


def _composed(chosen: Sequence[Statement], kind: CandidateKind, manner: Manner) -> Composition:
    sentences: list[str] = []
    labels: list[str] = []
    for statement in chosen:
        panels = in_habit(statement.clause.text, manner.places) if manner.places else {}
        if panels and not panels.keys() & set(labels[:-1]):  # of the panel before: its label holds on
            sentences += [capitalised(said) if label in labels else f"{label} {said}" for label, said in panels.items()]
        else:
            text = labelled(statement, manner) if sentences else _titled(statement, manner)
            sentences.append(text)
        labels += panels.keys()
    return Composition(_ended(_joined(sentences), manner), kind, tuple(chosen))


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(s if s.endswith((".", "!", "?", "。")) else f"{s}." for s in sentences)


def _ended(text: str, manner: Manner) -> str:
    """Return the text behind the author's opening, with the author's final period or without."""
    return ended(opened(text, manner.opening), manner.style)


def ended(text: str, style: Style | None) -> str:
    """Return the text with the author's final period, or without."""
    if style and not style.final_period:
        return text.removesuffix(".")
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."
