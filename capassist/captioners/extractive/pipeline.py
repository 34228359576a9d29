"""The recipe of a caption without a model: find the sentences, filter, rewrite, score, compose, fall back.

Each step is a module: `statements` finds the sentences around a mention, `unwrap` opens macros around them and
`mention_filter` drops those that only compare; `compress` rewrites by `pointer_rules`, and `well_formed` and
`context_dependence` judge the result; `salience` scores it; `compose` puts captions together in the author's shape;
`described`, `adapt` and `blank_caption` are what is fallen back on; `refinement` makes a caption shorter or longer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from capassist.captioners.drawing.phrases import words_of
from capassist.captioners.extractive.adapt import Adaptation, as_draft, as_short_draft, best_adaptation, headings_over
from capassist.captioners.extractive.blank_caption import foreign_blanks, template_text
from capassist.captioners.extractive.compose import (
    Composition,
    Manner,
    compositions,
    ended,
    in_passing,
    labelled,
    opens_with_articles,
)
from capassist.captioners.extractive.derived import derived_draft
from capassist.captioners.extractive.described import described
from capassist.captioners.extractive.drawn_sentence import is_finding, with_drawn
from capassist.captioners.extractive.named_phrase import named_panels
from capassist.captioners.extractive.noted import notes_on
from capassist.captioners.extractive.openings import opened, shared_opening
from capassist.captioners.extractive.outline import Outline, lettered, name_of, outline
from capassist.captioners.extractive.panel_places import names_panels, place_habit
from capassist.captioners.extractive.provenance import drawn_in, named_in, said_in
from capassist.captioners.extractive.refinement import refined
from capassist.captioners.extractive.salience import content, names_around, stems
from capassist.captioners.extractive.statements import Statement, find_passages, find_statements
from capassist.captioners.extractive.topic import topic
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence
from capassist.text.blanks import blank_spans
from capassist.text.markup import markup_of
from capassist.text.sentences import joined
from capassist.text.words import words

NO_SENTENCE = "no sentence that names this figure could be turned into a caption"
NEVER_MENTIONED = "the text never mentions this figure"
IN_PASSING = "the text names this figure only beside this sentence: look whether it is what the figure shows"
FROM_DRAWING = "no sentence says what the panels show; this is what is drawn in them: add what is to be seen"
FINDING = "this says what follows from the figure, not what is drawn in it: add what is to be seen"
_UNKNOWN = Outline("", None, {}, drawn=False)
_NAME_WORDS = 2  # of what the text calls the figure, which is no heading: "Procedure" says little
_VERY_ALIKE = 0.6  # of the text around two figures: more than what is drawn in one tells of it
_MOSTLY_CONFIRMED = 0.6  # of a caption with brackets, that comes before what the text says
_FEW_BLANKS = 3
_DIFFERENT = 6  # drafts of one figure; what comes after the best few only takes the author's time


class ExtractiveCaptioner:
    """Drafts captions from the paper's own sentences."""

    @property
    def name(self) -> str:
        """What is shown to the author."""
        return OFFLINE

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return the draft for `request.attempt`; when there are no more different ones, begin again with a note.

        Drafts of the wanted kind come first, those with blanks last. Raises ModelError for a change other than
        "shorter" and "longer", and where the current caption cannot be changed so. Another text than the caption has
        one draft.
        """
        if request.figure.purpose != "caption" and not request.instruction:
            return derived_draft(request)
        drafts = refined(request) if request.instruction else drafts_for(request)
        again, number = divmod(request.attempt, len(drafts))
        draft = drafts[number]
        if again:
            return replace(
                draft, notes=(*draft.notes, "there is no further draft without a model: this one was shown before")
            )
        return draft


def drafts_for(request: CaptionRequest) -> list[Candidate]:
    """Return the different drafts of a figure's caption, the best first: those of the wanted kind, those with blanks
    last.

    Where no sentence tells of the figure, the first is its own alternative text, or else what is drawn in it and what
    the text calls it, or a template.
    """
    # Find the sentences about the figure; filter those that only compare something with it.
    passages = find_passages(request.figure)
    # Rewrite each without its pointer to the figure; score what is left.
    statements = find_statements(passages, request)
    # Compose captions in the author's shape.
    manner = _manner(request)
    told, passing = _told_and_in_passing(compositions(statements, manner), request, manner)
    # Fall back on the alternative text, on a caption of the author's that fits, with blanks, and on blanks alone
    # where nothing can be said.
    adaptation = best_adaptation(request)
    taken_over = list(_taken_over(adaptation, told, request)) if adaptation else []
    # The author copies the caption of a sibling, too; where that is not sure, what the text says comes first.
    copied = adaptation is not None and _is_copied(adaptation, told, request)
    own = list(filter(None, [described(request)]))
    first = (
        (taken_over[:1] if copied else [])
        or _told_or_described(told, own)
        or _by_panel_in_passing(passing, manner)
        or [_outlined(request, statements, manner)]
    )
    others = [*taken_over, *told, *own, *passing]
    if request.wanted == "style":
        return [*first, *_in_order(_different(others, first, request), request)]
    return _in_order(_different([*first, *others], [], request), request)


def _told_or_described(told: Sequence[Candidate], own: Sequence[Candidate]) -> list[Candidate]:
    """Return the first draft of what the text says is shown, or else of the figure's own alternative text, which comes
    before a mere finding, too."""
    only_finding = told and FINDING in told[0].notes
    return [*own, *told][:1] if only_finding else [*told, *own][:1]


def _told_and_in_passing(
    composed: Iterable[Composition], request: CaptionRequest, manner: Manner
) -> tuple[list[Candidate], list[Candidate]]:
    """Return the drafts of what is said to be shown, and those of what is only said beside it."""
    told: list[Candidate] = []
    passing: list[Candidate] = []
    for composition in composed:
        if composition.passing:
            passing.append(_grounded(request, composition))
        else:
            told.append(_completed(request, composition, manner))
    return told, passing


def _taken_over(adaptation: Adaptation, told: Sequence[Candidate], request: CaptionRequest) -> Iterator[Candidate]:
    """Yield the drafts of a caption taken over: what of it is true here, then all of it with brackets."""
    if adaptation.short:
        yield as_short_draft(adaptation, request, next(iter(told), None))
    if adaptation.short != adaptation.text:
        yield as_draft(adaptation, request)


def _is_copied(adaptation: Adaptation, told: Sequence[Candidate], request: CaptionRequest) -> bool:
    """Tell whether a caption taken over comes before all others: one that the author would copy as well."""
    if not adaptation.sibling or not adaptation.is_readable:
        return False
    if not told:
        return adaptation.looks_it or not request.figure.drawing or adaptation.source.similarity >= _VERY_ALIKE
    if not adaptation.looks_it or (names_panels(told[0].text) and not names_panels(adaptation.short)):
        return False
    return bool(adaptation.short) or _is_almost_known(adaptation)


def _is_almost_known(adaptation: Adaptation) -> bool:
    few_blanks = len([*blank_spans(adaptation.text)]) <= _FEW_BLANKS
    return few_blanks and adaptation.confirmed >= _MOSTLY_CONFIRMED


def _manner(request: CaptionRequest) -> Manner:
    captions = [chosen.figure.caption or "" for chosen in request.profile.figures]
    return Manner(
        request.profile.style,
        place_habit(captions),
        opens_with_articles(captions),
        markup_of(request.markup),
        frozenset(stems(" ".join(names_around(request.figure)))),
        shared_opening(request),
        lettered(request),
        named_panels(request.figure, markup_of(request.markup)),
        topic(request.figure),
        words_of(request).language,
    )


def _by_panel_in_passing(passing: Sequence[Candidate], manner: Manner) -> list[Candidate]:
    """Return what the text says in passing of each panel by its letter; nothing where it does not."""
    heading = manner.topic.sentence if manner.topic else ""
    return [draft for draft in passing[:1] if len({*_sentences_of(draft)} - {heading}) > 1]


def _sentences_of(draft: Candidate) -> frozenset[str]:
    return frozenset(evidence.text for evidence in draft.evidence if evidence.kind == "mention")


def _in_order(drafts: Iterable[Candidate], request: CaptionRequest) -> list[Candidate]:
    other_kind = request.wanted != "style"
    return sorted(drafts, key=lambda draft: (other_kind and draft.kind != request.wanted, any(blank_spans(draft.text))))


def _different(drafts: Iterable[Candidate], before: Sequence[Candidate], request: CaptionRequest) -> list[Candidate]:
    """Return the drafts in order: of those made of the same sentences the first, no more than a few, and what was
    adapted; none that is like one `before`."""
    headings = frozenset(headings_over(request.figure))
    unique: dict[object, Candidate] = {_said(draft, headings): draft for draft in before}
    for draft in drafts:
        unique.setdefault(_said(draft, headings), draft)
    kept = [draft for place, draft in enumerate(unique.values()) if place < _DIFFERENT or draft.notes]
    return [draft for draft in kept if draft not in before]


def _said(draft: Candidate, headings: frozenset[str]) -> object:
    return _sentences_of(draft) - headings or draft.text


def _grounded(request: CaptionRequest, composition: Composition) -> Candidate:
    said = said_in(composition.statements) + named_in(composition.named)
    notes = (
        *notes_on(composition.statements),
        *((IN_PASSING,) if composition.passing else () if said else (FROM_DRAWING,)),
    )
    heading = named_in([composition.topic] if composition.topic else ())
    evidence = heading + said + _shape(request) + (drawn_in(request) if composition.drawn else ())
    return Candidate(request.figure.id, composition.text, composition.kind, OFFLINE, evidence, notes)


def _completed(request: CaptionRequest, composition: Composition, manner: Manner) -> Candidate:
    """Return the draft of a composition, the first ones with what is drawn; where only a finding is said, with a
    note."""
    whole = composition if composition.kind == "short" and manner.style else with_drawn(composition, request, manner)
    draft = _grounded(request, whole)
    if whole is composition and is_finding(composition.statements, composition.text, request.figure):
        return _headed(draft, request, manner)
    return draft


def _headed(draft: Candidate, request: CaptionRequest, manner: Manner) -> Candidate:
    """Return a draft that only draws a conclusion with a note, behind the name of what is shown where that is certain;
    the name alone where the figure is said to show it."""
    noted = replace(draft, notes=(*draft.notes, FINDING))
    name = name_of(request.figure, manner.markup)
    if name is None or not name.certain or (name.text != name.sentence and len(name.text.split()) < _NAME_WORDS):
        return noted
    if name.shown:
        text = ended(opened(name.text, manner.opening), manner.style)
        return replace(draft, text=text, evidence=named_in([name]) + _shape(request), notes=())
    plain = manner.markup.to_plain
    if content(plain(name.text)) <= content(plain(draft.text)):
        return noted
    evidence = tuple(dict.fromkeys(named_in([name]) + draft.evidence))
    return replace(noted, text=joined([name.text, draft.text]), evidence=evidence)


def _outlined(request: CaptionRequest, statements: Sequence[Statement], manner: Manner) -> Candidate:
    """Return what is drawn and named as a caption, or a template where nothing is; with a note that says why.

    What the text says in passing of what is drawn follows, as far as the author's usual length has room for it.
    """
    found = outline(request) or _UNKNOWN
    beside = _beside(found, statements, manner)
    if any(_says_all(s, found) for s in beside):
        found = _UNKNOWN
    text = found.text
    why = NO_SENTENCE if request.figure.mentions else NEVER_MENTIONED
    if not text and not beside:
        notes: tuple[str, ...] = (f"{why}: fill in the blanks", *foreign_blanks(request))
        return Candidate(request.figure.id, template_text(request), "template", OFFLINE, _shape(request), notes)
    sentences = filter(None, (text, *(labelled(s, manner) for s in beside)))
    whole = ended(opened(joined(sentences), manner.opening), manner.style)
    evidence = (*_evidence(found, beside, request), *_shape(request))
    note = f"{why}; this is {_what_it_is(found)}: add what is to be seen"
    foreign = foreign_blanks(request) if any(blank_spans(whole)) else ()
    notes = (note, *((IN_PASSING,) if beside else ()), *foreign)
    return Candidate(request.figure.id, whole, "template", OFFLINE, evidence, notes)


def _beside(found: Outline, statements: Sequence[Statement], manner: Manner) -> list[Statement]:
    """Return what the text says in passing of what is drawn, as far as there is room beside the outline."""
    room = manner.usual_words - len(words(manner.markup.to_plain(found.text)))
    return [s for s in in_passing(statements, room, manner) if not (found.panels and s.clause.panels)]


def _says_all(statement: Statement, found: Outline) -> bool:
    """Tell whether a sentence says all that the outline does, or that is one word that is printed in the picture."""
    is_a_word = not found.phrase and len(words(found.text)) == 1
    return is_a_word or (not found.panels and content(found.text) <= content(statement.plain))


def _evidence(found: Outline, beside: Iterable[Statement], request: CaptionRequest) -> tuple[Evidence, ...]:
    """Return what an outline rests on, and the sentences behind it."""
    name = named_in([found.phrase] if found.phrase else ())
    return name + said_in(beside) + (drawn_in(request) if found.drawn else ())


def _what_it_is(found: Outline) -> str:
    if found.drawn:
        return "what is drawn in it"
    return "what the text calls it" if found.text else "what it says there"


def _shape(request: CaptionRequest) -> tuple[Evidence, ...]:
    """Return the profile figures, whose captions give the draft its length, panels and final period."""
    return tuple(Evidence("profile", p.figure.caption or "", p.figure.name) for p in request.profile.figures)
