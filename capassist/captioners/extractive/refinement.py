"""A caption changed as the author wishes: shorter, longer by what the paper says of its figure, to a length, without
something. Nothing is put in other words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from capassist.captioners.controls import Length
from capassist.captioners.extractive.caption_parts import (
    as_caption,
    is_headed,
    is_stopped,
    of_panel,
    opening_places,
    panel_heads,
    plain_of,
    sentences_of,
)
from capassist.captioners.extractive.neighbours import Belonging, belonging
from capassist.captioners.extractive.noted import still_noted
from capassist.captioners.extractive.omission import leans, may_go, without_asides, without_ends
from capassist.captioners.extractive.panel_parts import bare_labels, panels_in, without_panel
from capassist.captioners.extractive.provenance import contributing, said_in
from capassist.captioners.extractive.statements import Statement, statements
from capassist.captioners.extractive.unwanted import without_part
from capassist.captioners.extractive.wishes import (
    DirectionWish,
    KeepingWish,
    LengthWish,
    NoPanelsWish,
    OmissionWish,
    PeriodWish,
    Wish,
    already,
    holds,
    why_not,
    wishes_in,
)
from capassist.errors import ModelError, NothingToChangeError
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence
from capassist.text.blanks import blank_spans
from capassist.text.markup import Markup, markup_of
from capassist.text.words import capitalised, one_line, words

_MOST_SENTENCES = 9
_SAID = 0.7  # of a sentence's words in the caption: to add it would be to repeat it


def refined(request: CaptionRequest) -> list[Candidate]:
    """Return `request.current` changed as `request.instruction` says, what does most of it first; a note names each
    part of the instruction that does not hold of the text.

    Raises NothingToChangeError where the caption is so already, ModelError for a wish that needs other words, and
    where the caption cannot be made so.
    """
    known, markup = statements(request), markup_of(request.markup)
    wishes = wishes_in(request.instruction, request.current, markup)
    change = _Change(request, known, markup, wishes)
    if not change.is_understood:
        raise ModelError(
            "Without a server a caption can be made shorter or longer, at most or exactly N words, one sentence, "
            "without something, without its panels' labels, and with or without its final period.",
            "Name a server and a model for other changes: --server ollama --model NAME.",
        )
    texts = change.texts()
    if not texts:
        raise change.refusal()
    longer = _is_longer(wishes)
    return [
        Candidate(
            request.figure.id,
            text,
            "long" if longer else "short",
            OFFLINE,
            _evidence(text, request, known),
            notes=(*(change.not_done(wish) for wish in change.unmet(text)), *still_noted(request.noted, text)),
            instruction=request.instruction,
            current=request.current,
        )
        for text in texts
    ]


def _evidence(text: str, request: CaptionRequest, known: Sequence[Statement]) -> tuple[Evidence, ...]:
    """Return what the words of a changed caption come from: the caption as it was, and the sentences added."""
    markup = markup_of(request.markup)
    before, after = markup.to_plain(request.current), markup.to_plain(text)
    added = said_in(one for one in known if _says(after, one) and not _says(before, one))
    return (Evidence("caption", one_line(before), "the text before the change"), *contributing(added, text, markup))


@dataclass(frozen=True, slots=True)
class _Change:
    """A caption, what is known of its figure, and what its author wants it to be."""

    request: CaptionRequest
    known: Sequence[Statement]
    markup: Markup
    wishes: Sequence[Wish]

    @property
    def is_understood(self) -> bool:
        """Whether any wish can be met: not one that needs a model, to name what the caption does not have, too."""
        absent = [wish for wish in self.unmet(self.request.current) if isinstance(wish, KeepingWish)]
        return any(type(wish) is not Wish and wish not in absent for wish in self.wishes)

    def texts(self) -> list[str]:
        """Return the different texts that meet more of the wishes than the caption does; nothing is the same."""
        request = self.request
        base, least = self._without_unwanted(), self._undone(request.current)
        found = [self._ended_as_wished(text) for text in self._of_wished_length(replace(request, current=base))]
        new = [text for text in dict.fromkeys(found) if text.strip() and one_line(text) != one_line(request.current)]
        better = [text for text in new if self._undone(text) < least and self._is_whole(text, base)]
        return sorted(better, key=lambda text: len(self.unmet(text)))

    def unmet(self, text: str) -> list[Wish]:
        """Return the wishes that do not hold of a text."""
        return [wish for wish in self.wishes if not holds(wish, text, self.request.current, self.markup)]

    def _is_whole(self, text: str, base: str) -> bool:
        """Tell whether a text breaks off nowhere: it is said of all panels of which the `base` says something, or of
        none of them, and of each something."""
        panels = panels_in(text, self.markup)
        if panels and not panels_in(base, self.markup) <= panels:
            return False
        before = sentences_of(self.request.current, self.markup)
        if is_headed(before, self.markup) and len(sentences_of(text, self.markup)) == 1:
            return False
        if bare_labels(one_line(text)) > bare_labels(one_line(self.request.current)):
            return False
        return bool(self.markup.faults(self.request.current)) or not self.markup.faults(text)

    def _undone(self, text: str) -> int:
        """Return how many changes are still to do; what shall stay is none."""
        return sum(not isinstance(wish, KeepingWish) for wish in self.unmet(text))

    def not_done(self, wish: Wish) -> str:
        """Return what is said of a wish that does not hold."""
        return f"“{wish.words}” was not done: {why_not(wish, self.request.current, self.markup)}."

    def refusal(self) -> ModelError:
        """Return why nothing was changed."""
        current, by_hand = self.request.current, "Edit it by hand, or name a server and a model."
        match self.unmet(current):
            case []:
                reasons = dict.fromkeys(already(wish, current, self.markup) for wish in self.wishes)
                return NothingToChangeError(f"Nothing changed: {', and '.join(reasons)}.", "Ask for something else.")
            case [DirectionWish(longer=True)] if len(self.wishes) == 1:
                return ModelError(
                    "To make it longer, the paper says nothing of this figure that the caption lacks.", by_hand
                )
            case [DirectionWish()] if len(self.wishes) == 1:
                return ModelError("Nothing can be left out of this caption to make it shorter.", by_hand)
            case [OmissionWish(panel=frozenset()) as wish] if not wish.panel:
                return ModelError(f"Nothing changed: {self.not_done(wish)}", by_hand)
            case [Wish()] if len(self.wishes) == 1:
                asked = self.request.instruction.strip()
                why = f"This caption cannot be changed without other words so that it meets “{asked}”."
                return ModelError(f"Nothing changed. {why}", by_hand)
            case unmet:
                return ModelError(f"Nothing changed: {' '.join(map(self.not_done, unmet))}", by_hand)

    def _without_unwanted(self) -> str:
        """Return the caption without what shall be left out, as far as that can be done."""
        text = self.request.current
        for wish in self.wishes:
            if isinstance(wish, OmissionWish | NoPanelsWish) and not holds(wish, text, text, self.markup):
                less = self._without(wish, sentences_of(text, self.markup))
                whole = less and not self.markup.faults(less)
                text = less if whole and holds(wish, less, text, self.markup) else text
        return text

    def _without(self, wish: OmissionWish | NoPanelsWish, sentences: Sequence[str]) -> str:
        if isinstance(wish, NoPanelsWish):
            return _without_panels(sentences, self.markup)
        if wish.panel:
            rest = without_panel(" ".join(sentences), wish.panel, self.markup)
            hangs = not rest or _hangs(sentences_of(rest, self.markup), sentences, self.markup)
            return "" if hangs else as_caption([rest], is_stopped(sentences))
        return _without_all(sentences, wish.thing, self.markup)

    def _of_wished_length(self, request: CaptionRequest) -> list[str]:
        """Return the caption in every form that is as long as wished, those that leave the most of it first, and as it
        is."""
        lengths = [wish.length for wish in self.wishes if isinstance(wish, LengthWish)]
        directions = [wish for wish in self.wishes if isinstance(wish, DirectionWish)]
        if lengths:
            return [*_of_length(request, self.known, lengths), request.current]
        if not directions:
            return [request.current]
        forms = _longer(request, self.known) if directions[0].longer else _shorter(request)
        return [request.current, *forms]

    def _ended_as_wished(self, text: str) -> str:
        periods = [wish.period for wish in self.wishes if isinstance(wish, PeriodWish)]
        return as_caption(sentences_of(text, self.markup), periods[-1]) if periods else text


def _of_length(request: CaptionRequest, known: Sequence[Statement], lengths: Sequence[Length]) -> list[str]:
    """Return the caption in every form that keeps to the lengths, first those that leave the most of it."""
    markup = markup_of(request.markup)
    kept = sentences_of(request.current, markup)
    forms = [request.current, *_shorter(request), *_longer(request, known)]
    forms += [as_caption(list(part), is_stopped(kept)) for part in _parts_of(kept, request)]
    forms += [text for form in list(forms) for text in _without_ends(form, markup, period=is_stopped(kept))]

    def fits(text: str) -> bool:
        return all(length.holds(markup.to_plain(text)) for length in lengths)

    found = [text for text in forms if fits(text) and not markup.faults(text) and text.strip()]
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _parts_of(sentences: Sequence[str], request: CaptionRequest) -> Iterator[tuple[str, ...]]:
    """Yield the sentences without some behind its opening. What is said of a panel stays behind its name."""
    sentences, markup = sentences[:_MOST_SENTENCES], markup_of(request.markup)
    heads, opening = panel_heads(sentences, markup), opening_places(sentences, markup)
    behind = range(len(opening), len(sentences))
    plain = plain_of(sentences, markup)
    whose = belonging(plain, request.figure)
    for number in reversed(range(len(behind) + 1)):
        for chosen in combinations(behind, number):
            kept = (*opening, *chosen)
            if all(heads[place] in {None, *kept} for place in kept) and _may_go(plain, kept, whose):
                yield tuple(sentences[place] for place in kept if place < len(sentences))


def _without_ends(text: str, markup: Markup, *, period: bool) -> Iterator[str]:
    """Yield a text's opening with ever less of its end, where the others may go; what is to be filled in stays."""
    sentences = [one.rstrip(".") for one in sentences_of(text, markup)] or [""]
    opening = opening_places(sentences, markup)
    if may_go(plain_of(sentences, markup), opening):
        *heading, told = sentences[: len(opening)]
        shorter = (head for head in without_ends(told, markup) if not any(blank_spans(told[len(head) :])))
        yield from (as_caption([*heading, head], period) for head in shorter)


def _without_all(sentences: Sequence[str], unwanted: str, markup: Markup) -> str:
    """Return the caption without what speaks of the unwanted; nothing where all of it does, or where the rest would say
    something else."""
    less = [without_part(text, unwanted, markup) for text in sentences]
    heads = panel_heads(sentences, markup)
    kept = {place for place, head in enumerate(heads) if less[place] and (head is None or less[head])}
    if not kept or not may_go(plain_of(sentences, markup), kept):
        return ""
    return as_caption([less[place] for place in sorted(kept)], is_stopped(sentences))


def _without_panels(sentences: Sequence[str], markup: Markup) -> str:
    """Return the caption without what it says of its panels one by one; what stands behind the last stays."""
    heads = panel_heads(sentences, markup)
    last = max((head for head in heads if head is not None), default=None)
    return _only(
        sentences, {place for place, head in enumerate(heads) if head is None or head == last != place}, markup
    )


def _only(sentences: Sequence[str], kept: Collection[int], markup: Markup) -> str:
    """Return the caption of some of its sentences; nothing where these are none or all, or the others may not go."""
    if not 0 < len(kept) < len(sentences) or not may_go(plain_of(sentences, markup), kept):
        return ""
    return as_caption([sentences[place] for place in sorted(kept)], is_stopped(sentences))


def _hangs(rest: Sequence[str], before: Sequence[str], markup: Markup) -> bool:
    """Tell whether a sentence of what is left leans on one that is not."""
    places = {text.casefold().rstrip("."): place for place, text in enumerate(before)}
    kept = {places[text] for text in (one.casefold().rstrip(".") for one in rest) if text in places}
    return any(place and place - 1 not in kept and leans(markup.to_plain(before[place])) for place in kept)


def _is_longer(wishes: Sequence[Wish]) -> bool:
    return any(
        (isinstance(wish, DirectionWish) and wish.longer)
        or (isinstance(wish, LengthWish) and wish.length.least > 0 and wish.length.most is None)
        for wish in wishes
    )


def _shorter(request: CaptionRequest) -> Iterator[str]:
    """Yield the caption with ever less of what is least the figure's, then without asides, then with ever less of its
    first sentence's end. The beginning and the sentences of panels stay."""
    markup = markup_of(request.markup)
    sentences = sentences_of(request.current, markup)
    stopped = is_stopped(sentences)
    forms = [as_caption(kept, stopped) for kept in _ever_fewer(sentences, request)]
    yield from forms[1:]
    brief = without_asides(forms[-1], markup)
    if brief != forms[-1] and not markup.faults(brief):
        yield brief
    yield from _without_ends(request.current, markup, period=stopped)


def _ever_fewer(sentences: Sequence[str], request: CaptionRequest) -> Iterator[list[str]]:
    """Yield the sentences, and those without the last that may go, again and again: first of those that the text says
    only beside the figure, and some that stand together where none may go alone."""
    markup = markup_of(request.markup)
    plain, kept = plain_of(sentences, markup), list(range(len(sentences)))
    whose = belonging(plain, request.figure)
    stays = {*opening_places(sentences, markup)} | {n for n, text in enumerate(sentences) if of_panel(text, markup)}

    def fewer() -> Iterator[list[int]]:
        rests = (sorted({*kept} - gone) for gone in _runs(kept, whose) if not stays & gone)
        return (rest for rest in rests if _may_go(plain, rest, whose))

    yield list(sentences)
    while kept := next(fewer(), []):
        yield [sentences[place] for place in kept]


def _runs(kept: Sequence[int], whose: Belonging) -> Iterator[set[int]]:
    """Yield each place, what is only beside the figure first, then all neighbours; the last first."""
    yield from ({place} for place in sorted(kept, key=lambda place: (place not in whose.beside, -place)))
    for length in range(2, len(kept)):
        yield from (set(kept[start : start + length]) for start in reversed(range(len(kept) - length + 1)))


def _may_go(plain: Sequence[str], kept: Collection[int], whose: Belonging) -> bool:
    """Tell whether all but the kept sentences can be left out: none of the figure's own while one beside it stays that
    these do not lean on, and one of another thing restricts nothing."""
    gone = set(range(len(plain))) - set(kept)
    if gone & whose.own and _only_beside(plain, whose) & set(kept) - {0}:
        return False
    if any(place - 1 in gone and leans(plain[place]) for place in kept):
        return False
    rest = sorted(set(range(len(plain))) - (gone & whose.of_another))
    return may_go([plain[place] for place in rest], {n for n, place in enumerate(rest) if place in kept})


def _only_beside(plain: Sequence[str], whose: Belonging) -> set[int]:
    """Return the places of what is said beside the figure and does not lead up to what is said of it."""
    return {place for place in whose.beside if place + 1 not in whose.own or not leans(plain[place + 1])}


def _longer(request: CaptionRequest, known: Sequence[Statement]) -> Iterator[str]:
    """Yield the caption with one more sentence each, the worthiest first: before those of panels, and else at the end.

    A sentence that leans on another comes with that one, last of all where the other is but a name.
    """
    markup = markup_of(request.markup)
    kept = sentences_of(request.current, markup)
    end = next((place for place, text in enumerate(kept) if place and of_panel(text, markup)), len(kept))
    before = kept[end - 1] if kept else ""
    for unit in _additions(known, markup.to_plain(" ".join(kept)), markup.to_plain(before)):
        added = [capitalised(statement.clause.text) for statement in unit]
        yield as_caption([*kept[:end], *added, *kept[end:]], is_stopped(kept))


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
    is_of_figure = statement.opens and statement.salience > 0 and not statement.is_of_the_work
    return is_of_figure and clause.form != "title" and not clause.panels


def _says(plain: str, statement: Statement) -> bool:
    said = {word.lower() for word in words(statement.plain)}
    return len(said & {word.lower() for word in words(plain)}) >= _SAID * len(said)
