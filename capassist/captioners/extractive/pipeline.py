"""The recipe of a caption without a model: find the sentences, filter, rewrite, score, compose, fall back.

Each step is a module: `statements` finds the sentences around a mention, `unwrap` opens macros around them and
`mention_filter` drops those that only compare; `compress` rewrites by `pointer_rules`, and `well_formed` and
`context_dependence` judge the result; `salience` scores it; `compose` puts captions together in the author's shape;
`adapt` and `template` are what is fallen back on; `refinement` makes a caption shorter or longer.
"""

from collections.abc import Iterable
from dataclasses import replace

from capassist.captioners.extractive.adapt import adapted
from capassist.captioners.extractive.compose import Composition, Manner, compositions, opens_with_articles
from capassist.captioners.extractive.derived import derived_draft
from capassist.captioners.extractive.panel_places import place_habit
from capassist.captioners.extractive.refinement import refined
from capassist.captioners.extractive.statements import find_passages, find_statements
from capassist.captioners.extractive.template import template_text
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence
from capassist.text.blanks import blank_spans
from capassist.text.markup import markup_of

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
    last."""
    # Find the sentences about the figure; filter those that only compare something with it.
    passages = find_passages(request.figure)
    # Rewrite each without its pointer to the figure; score what is left.
    statements = find_statements(passages, request)
    # Compose captions in the author's shape.
    grounded = [_grounded(request, composed) for composed in compositions(statements, _manner(request))]
    # Fall back on a caption of the author's that fits, with blanks, and on blanks alone where nothing can be said.
    taken_over = [adaptation] if (adaptation := adapted(request)) else []
    drafts = [*(grounded[:1] or [_template(request)]), *taken_over, *grounded[1:]]
    return _in_order(_different(drafts), request)


def _manner(request: CaptionRequest) -> Manner:
    captions = [chosen.figure.caption or "" for chosen in request.profile.figures]
    return Manner(
        request.profile.style, place_habit(captions), opens_with_articles(captions), markup_of(request.markup)
    )


def _in_order(drafts: Iterable[Candidate], request: CaptionRequest) -> list[Candidate]:
    other_kind = request.wanted != "style"
    return sorted(drafts, key=lambda draft: (other_kind and draft.kind != request.wanted, any(blank_spans(draft.text))))


def _different(drafts: Iterable[Candidate]) -> list[Candidate]:
    """Return the drafts in order: of those made of the same sentences the first, no more than a few, and what was
    adapted."""
    unique: dict[object, Candidate] = {}
    for draft in drafts:
        said = frozenset(evidence.text for evidence in draft.evidence if evidence.kind == "mention")
        unique.setdefault(said or draft.text, draft)
    return [draft for place, draft in enumerate(unique.values()) if place < _DIFFERENT or draft.notes]


def _grounded(request: CaptionRequest, composition: Composition) -> Candidate:
    said = tuple(Evidence("mention", s.sentence, s.where) for s in composition.statements)
    return Candidate(
        request.figure.id, composition.text, composition.kind, OFFLINE, said + _shape(request), _notes(composition)
    )


def _notes(composition: Composition) -> tuple[str, ...]:
    """Return what the text named in a sentence that the caption does not have."""
    back = [phrase for s in composition.statements for phrase in s.clause.back]
    unnamed = [phrase for phrase in back if composition.text.count(phrase.split()[-1]) < 2]
    if not unnamed:
        return ()
    named = " and ".join(f"“{phrase.lower()}”" for phrase in unnamed)
    return (f"a sentence before it says what {named} stands for: look whether the caption's reader knows",)


def _template(request: CaptionRequest) -> Candidate:
    if request.figure.mentions:
        note = "no sentence about this figure can stand in a caption as it is: fill in the blanks"
    else:
        note = "the text never mentions this figure: fill in the blanks"
    return Candidate(request.figure.id, template_text(request), "template", OFFLINE, _shape(request), (note,))


def _shape(request: CaptionRequest) -> tuple[Evidence, ...]:
    """Return the profile figures, whose captions give the draft its length, panels and final period."""
    return tuple(Evidence("profile", p.figure.caption or "", p.figure.name) for p in request.profile.figures)
