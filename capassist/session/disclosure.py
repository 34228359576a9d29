"""Which captions and other texts of figures a program drafted and what the author made of them, and a statement of it
in the form that a venue asks for.

Nothing is inserted anywhere. What a venue asks for was read in November 2026 and is reported in words of our own; the
author is always sent to the venue's page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from capassist.model import OFFLINE, Candidate, Draft, ExportStanding, Figure, Reviewed
from capassist.session.drafted_text import DraftedText, Outcome
from capassist.session.edits import changed_share, is_own, starting_draft
from capassist.session.policies import Policy
from capassist.session.statement import EVIDENCE_KINDS, notes_on, statement
from capassist.text.markup import markup_of
from capassist.text.words import one_line, sentences
from capassist.wording import TEXT_NAMES

_CHANCE = 3  # words that a sentence may have in common with another one by chance


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All captions that a program drafted, and a statement about those in the paper or exported for it (empty without
    any)."""

    entries: tuple[DraftedText, ...]
    statement: str  # LaTeX for a LaTeX draft
    notes: tuple[str, ...]
    policy: Policy | None


def disclose(draft: Draft, reviewed: Iterable[Reviewed], policy: Policy | None = None) -> Disclosure:
    """Return what there is to disclose of the texts of the draft's figures, among which may be views for other texts
    than captions."""
    figures = {figure.id: figure for figure in draft.figures}
    rows = [row for row in reviewed if row.figure in figures]
    entries = sorted(_entries(rows, figures, draft), key=lambda entry: list(figures).index(entry.figure))
    used = [entry for entry in entries if entry.used]
    unknown = [_name_of(figures[row.figure]) for row in rows if _is_of_unknown_origin(row, figures[row.figure])]
    notes = tuple(notes_on(entries, policy, unknown))
    return Disclosure(tuple(entries), statement(used, policy, draft), notes, policy)


# What became of each draft --------------------------------------------------------------------------------------------


def _entries(rows: Iterable[Reviewed], figures: Mapping[str, Figure], draft: Draft) -> Iterator[DraftedText]:
    for row in rows:
        entry = _entry(row, figures[row.figure], draft)
        if entry is not None and not _only_suggested(entry):
            yield entry


def _entry(row: Reviewed, figure: Figure, draft: Draft) -> DraftedText | None:
    text = _text(row, figure)
    sources = _sources(row, one_line(text or ""))
    if not sources:
        return None
    changed = _changed(row, sources[0], text, figure)
    in_paper = text is not None and _is_in_paper(row, text, figure)
    place = figure.place
    return DraftedText(
        figure=row.figure,
        of=place.figure if place else figure.id,
        purpose=figure.purpose,
        name=_name_of(figure),
        word=figure.float_word,
        cited=_cited(figure, draft),
        drafted_by=tuple(dict.fromkeys(_name(source) for source in sources)),
        generated=any(source.captioner != OFFLINE for source in sources),
        given=_given(sources),
        outcome=_outcome(row, changed),
        changed=changed,
        by=row.by,
        in_paper=in_paper,
        changed_since=row.standing == "changed",
        gone=row.standing == "gone",
        replaced=row.standing == "other",
        exported=_is_beside(row, in_paper, "as written"),
        lost=_is_beside(row, in_paper, "other", "missing"),
        beside=row.beside_in,
        archive=row.exported,
        missing=row.beside == "missing",
        when=row.when,
    )


def _only_suggested(entry: DraftedText) -> bool:
    """Whether it is of another text than a caption, of which drafts are made by the dozen, and nobody took it up."""
    return entry.purpose != "caption" and entry.outcome == "not reviewed" and not entry.used


def _is_of_unknown_origin(row: Reviewed, figure: Figure) -> bool:
    """Whether a text came by a file that does not say who drafted it, and stands in the paper or beside it."""
    if row.by != "file" or row.drafts or not row.text:
        return False
    return row.beside == "as written" or _is_in_paper(row, row.text, figure)


def _name_of(figure: Figure) -> str:
    return f"{figure.name}, {TEXT_NAMES[figure.purpose]}" if figure.place else figure.name


def _is_beside(row: Reviewed, in_paper: bool, *standing: ExportStanding) -> bool:
    return row.beside in standing and not in_paper


def _changed(row: Reviewed, draft: Candidate, text: str | None, figure: Figure) -> int:
    """Return the share of the draft's words that are others in the text, or in what stands in its place now."""
    now = _standing(figure) if row.standing == "changed" else text
    return changed_share(draft.text, now) if now is not None else 0


def _is_in_paper(row: Reviewed, text: str, figure: Figure) -> bool:
    """Whether it stands there, or what it was changed into. An empty text stands nowhere."""
    return row.standing in {"as accepted", "changed"} or (bool(text.strip()) and one_line(text) == _standing(figure))


def _given(sources: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the kinds of evidence that the drafts rest on."""
    kinds = {piece.kind for source in sources for piece in source.evidence}
    return tuple(kind for kind in EVIDENCE_KINDS if kind in kinds)


def _cited(figure: Figure, draft: Draft) -> str:
    markup, place = markup_of(draft.kind), figure.place
    cited = next((other for other in draft.figures if place and other.id == place.figure), figure)
    if markup.commands and cited.labels:
        return markup.reference(cited.labels[0])
    return cited.number or cited.id


def _text(row: Reviewed, figure: Figure) -> str | None:
    """Return what was decided; without that, the draft that stands in the paper all the same, copied by hand."""
    if row.decision and row.decision.accepts:
        return row.decision.text
    return next((draft.text for draft in row.drafts if draft.text and one_line(draft.text) == _standing(figure)), None)


def _standing(figure: Figure) -> str:
    return one_line(figure.caption_source or figure.caption or "")


def _sources(row: Reviewed, text: str) -> list[Candidate]:
    """Return the drafts that the caption comes from: the one it started from, and all that had a part in it.

    A text that the author wrote himself started from the draft that it is nearest to: who saw a draft may have used it.
    """
    drafts = [draft for draft in row.drafts if draft.text]
    start = starting_draft(row, text)
    if start is None:
        return []
    shown = [row.candidate] if row.candidate else []
    found = _with_earlier([start, *shown, *(draft for draft in drafts if _is_part(draft, text))], drafts)
    return [draft for draft in dict.fromkeys(found) if not is_own(draft, drafts)]


def _with_earlier(found: Sequence[Candidate], drafts: Sequence[Candidate]) -> list[Candidate]:
    """Return the drafts and those that went into them: one that was changed on request has what it was before in it."""
    grown = list(found)
    for draft in grown:
        grown += [other for other in drafts if other not in grown and _went_into(other, draft)]
    return grown


def _is_part(draft: Candidate, text: str) -> bool:
    """Whether a draft is the caption, or shares a sentence with it."""
    return one_line(draft.text) == text or _shares_sentence(draft, text)


def _shares_sentence(draft: Candidate, text: str) -> bool:
    return any(s in text for s in sentences(one_line(draft.text)) if len(s.split()) > _CHANCE)


def _went_into(draft: Candidate, later: Candidate) -> bool:
    """Whether a draft was changed into the later one, or gave it a sentence."""
    parts = [s.text for s in later.sources if s.captioner == draft.captioner and s.model == draft.model]
    return one_line(draft.text) == one_line(later.current) or any(one_line(s) in one_line(draft.text) for s in parts)


def _outcome(row: Reviewed, changed: int) -> Outcome:
    match row.decision and row.decision.verdict:
        case None:
            return "not reviewed"
        case "skip":
            return "skipped"
        case "reject":
            return "rejected"
    return "edited" if changed else "accepted"


def _name(draft: Candidate) -> str:
    """Return the captioner, and before it the model where the server named it otherwise than the author did."""
    model, captioner = one_line(draft.model or ""), one_line(draft.captioner)
    return captioner if not model or captioner.startswith(f"{model} at ") else f"{model} ({captioner})"
