"""Which captions and other texts of figures a program drafted and what the author made of them, and a statement of it
in the form that a venue asks for.

Nothing is inserted anywhere. What a venue asks for was read in November 2026 and is reported in words of our own; the
author is always sent to the venue's page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse, groupby
from typing import Literal

from capassist import __version__
from capassist.model import AUTHOR, OFFLINE, Candidate, DecidedBy, Draft, Figure, Purpose, Reviewed
from capassist.session.edits import changed_share, starting_draft
from capassist.session.policies import Policy
from capassist.text.markup import markup_of
from capassist.text.words import one_line, sentences
from capassist.wording import TEXT_NAMES

Outcome = Literal["accepted", "edited", "skipped", "rejected", "not reviewed"]

_CHANCE = 3  # words that a sentence may have in common with another one by chance
_ALL = 100  # percent of the words
_GIVEN = {
    "picture": "each figure's picture",
    "mention": "the paragraphs that mention it",
    "profile": "captions of other figures",
}
_PUT_TOGETHER_FROM = {
    "mention": "the authors' own sentences",
    "profile": "the authors' other captions",
    "drawn text": "the words drawn in the figures",
}


@dataclass(frozen=True, slots=True)
class DraftedText:
    """A caption, or another text of a figure, that a program drafted. `changed` is the share of its words that the
    author changed, in percent."""

    figure: str  # its id, or that of its view for another text
    of: str  # the id of the figure itself
    purpose: Purpose
    name: str  # "Figure 3", for the list; of another text "Figure 3, alternative text"
    cited: str  # how the paper's own text would name it: "3", or "\\ref{fig:a}"
    drafted_by: tuple[str, ...]  # "gpt-4o-2024-08-06 (gpt-4o at api.openai.com)"; several where drafts were combined
    generated: bool  # a model took part
    given: tuple[str, ...]  # what the draft was made from: the kinds of its evidence
    outcome: Outcome
    changed: int
    by: DecidedBy | None
    in_paper: bool
    exported: bool  # written into a file beside a PDF; whether it is in the paper, only the author knows
    when: str | None

    @property
    def used(self) -> bool:
        """Whether it is in the paper, or exported for it, and a draft has a part in it: of an offline draft no word is
        left where the author changed all of them."""
        return (self.in_paper or self.exported) and not self.rewritten

    @property
    def rewritten(self) -> bool:
        """Whether the author wrote it anew after an offline draft."""
        return not self.generated and self.outcome == "edited" and self.changed == _ALL

    @property
    def reviewed(self) -> bool:
        """Whether the author decided on it in the review, where it was shown."""
        return self.outcome in {"accepted", "edited"} and self.by == "review"

    @property
    def status(self) -> str:
        """What became of it, in words."""
        match self.outcome:
            case "not reviewed":
                return f"{'AI-generated' if self.generated else 'drafted offline'}, not reviewed"
            case "accepted":
                status = "accepted as drafted"
            case "edited" if self.rewritten:
                status = "written anew by the author"
            case "edited":
                status = f"edited, {self.changed} % of its words"
            case outcome:
                return outcome
        return status if self.by == "review" else f"{status}, decided {'by file' if self.by else 'in an unknown way'}"


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
    found = [_entry(row, figures[row.figure], draft) for row in reviewed if row.figure in figures]
    entries = sorted(filter(None, found), key=lambda entry: list(figures).index(entry.figure))
    used = [entry for entry in entries if entry.used]
    return Disclosure(tuple(entries), _statement(used, policy, draft), tuple(_notes(entries, policy)), policy)


# What became of each draft --------------------------------------------------------------------------------------------


def _entry(row: Reviewed, figure: Figure, draft: Draft) -> DraftedText | None:
    text = _text(row, figure)
    sources = _sources(row, one_line(text or ""))
    if not sources:
        return None
    changed = changed_share(sources[0].text, text) if text is not None else 0
    in_paper = text is not None and _is_in_paper(row, text, figure, draft)
    place = figure.place
    return DraftedText(
        figure=row.figure,
        of=place.figure if place else figure.id,
        purpose=figure.purpose,
        name=f"{figure.name}, {TEXT_NAMES[figure.purpose]}" if place else figure.name,
        cited=_cited(figure, draft),
        drafted_by=tuple(dict.fromkeys(_name(source) for source in sources)),
        generated=any(source.captioner != OFFLINE for source in sources),
        given=_given(sources),
        outcome=_outcome(row, changed),
        changed=changed,
        by=row.by,
        in_paper=in_paper,
        exported=row.applied and not in_paper,
        when=row.when,
    )


def _is_in_paper(row: Reviewed, text: str, figure: Figure, draft: Draft) -> bool:
    return (row.applied and draft.editable) or one_line(text) == _standing(figure)


def _given(sources: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the kinds of evidence that the drafts rest on."""
    kinds = {piece.kind for source in sources for piece in source.evidence}
    return tuple(kind for kind in {**_GIVEN, **_PUT_TOGETHER_FROM} if kind in kinds)


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
    found = _with_earlier([start, *(draft for draft in drafts if _is_part(draft, text))], drafts)
    return [draft for draft in dict.fromkeys(found) if draft.captioner != AUTHOR]


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


# The statement --------------------------------------------------------------------------------------------------------


def _drafted_by(entry: DraftedText) -> tuple[str, ...]:
    return entry.drafted_by


def _is_generated(entry: DraftedText) -> bool:
    return entry.generated


def _statement(used: Sequence[DraftedText], policy: Policy | None, draft: Draft) -> str:
    if not used:
        return ""
    literal = markup_of(draft.kind).literal
    generated = sorted(filter(_is_generated, used), key=_drafted_by)
    parts = []
    for tools, group in groupby(generated, key=_drafted_by):
        parts += _about_generated(list(group), literal(_listed(tools)))
    if generated and policy and policy.also:
        parts.append(policy.also)
    parts += _about_rearranged(list(filterfalse(_is_generated, used)))
    if claims := list(_claims(used)):
        parts.append(f"The authors {_listed(claims)}.")
    return " ".join(parts)


def _claims(used: Sequence[DraftedText]) -> Iterator[str]:
    if all(entry.reviewed for entry in used):
        before = " before it was put into the paper" if all(entry.in_paper for entry in used) else ""
        yield f"reviewed each of these {_kind(used)}s{before}"
    if any(entry.generated for entry in used):
        yield "take full responsibility for them"


def _about_generated(entries: Sequence[DraftedText], tools: str) -> list[str]:
    given = _evidence(entries, _GIVEN)
    source = f", from {given}" if given else ""
    opening = (
        f"In preparing this paper, {tools}, through capassist {__version__}, was used to draft "
        f"{_captions(entries)}{source}."
    )
    return [opening, *_edits(entries)]


def _about_rearranged(entries: Sequence[DraftedText]) -> list[str]:
    if not entries:
        return []
    given = _evidence(entries, _PUT_TOGETHER_FROM)
    source = f"put together from {given}" if given else "drafted as forms to fill in"
    opening = (
        f"The first versions of {_captions(entries)} were {source} by capassist {__version__}, a program that "
        "works without a language model; no generative AI was used for them."
    )
    return [opening, *_edits(entries)]


def _evidence(entries: Sequence[DraftedText], words: Mapping[str, str]) -> str:
    """Return the kinds of evidence that drafts were made from, in these words."""
    return _listed([words[kind] for kind in words if any(kind in entry.given for entry in entries)])


def _edits(entries: Sequence[DraftedText]) -> list[str]:
    """Return the sentences on which captions are used as they were drafted and which were changed."""
    kept = [entry for entry in entries if not entry.changed]
    edited = [entry for entry in entries if entry.changed]
    parts = []
    if kept:
        subject = _capital(_captions(kept)) if edited else _pronoun(kept)
        parts.append(f"{subject} {_use(kept)} as drafted.")
    if edited:
        shares = _listed([f"{entry.changed} percent" for entry in edited])
        was = "was edited afterwards" if len(edited) == 1 else "were edited afterwards"
        parts.append(f"{_capital(_captions(edited))} {was} ({shares} of the words changed).")
    return parts


def _pronoun(entries: Sequence[DraftedText]) -> str:
    return "They" if len(entries) > 1 else "It"


def _use(entries: Sequence[DraftedText]) -> str:
    """Return what became of captions: "are used" where all are in the paper, else "were accepted"."""
    used = ("is used", "are used") if all(entry.in_paper for entry in entries) else ("was accepted", "were accepted")
    return used[len(entries) > 1]


def _captions(entries: Sequence[DraftedText]) -> str:
    """Return "the captions of Figures 1 and 2 and the alternative text of Figure 3"."""
    parts = []
    for purpose, noun in TEXT_NAMES.items():
        chosen = [entry for entry in entries if entry.purpose == purpose]
        if chosen:
            parts.append(f"the {noun}{'s' if len(chosen) > 1 else ''} of {_figures(chosen)}")
    return _listed(parts)


def _figures(entries: Sequence[DraftedText]) -> str:
    kinds = []
    for kind, group in groupby(entries, key=lambda entry: entry.name.split()[0]):
        cited = list(dict.fromkeys(entry.cited for entry in group))
        kinds.append(f"{kind}{'s' if len(cited) > 1 else ''} {_listed(cited)}")
    return _listed(kinds)


def _kind(entries: Sequence[DraftedText]) -> str:
    return "caption" if all(entry.purpose == "caption" for entry in entries) else "text"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _notes(entries: Sequence[DraftedText], policy: Policy | None) -> Iterable[str]:
    """Yield what the author should know of the statement."""
    used = [entry for entry in entries if entry.used]
    if not used:
        yield "No drafted caption is in the paper, so there is nothing to state yet."
    yield from _exported_notes(used)
    if waiting := _names(entry for entry in entries if _waits(entry)):
        yield f"Accepted but not applied, so not in the statement: {waiting}."
    yield from _unread_notes(used)
    if policy and _unneeded(used):
        yield (
            f"No generative AI was used, so {policy.name} as we read it asks for no statement; this one is true if "
            "you want one."
        )


def _exported_notes(used: Sequence[DraftedText]) -> Iterator[str]:
    exported = [entry for entry in used if entry.exported]
    if exported:
        yield (
            f"Exported beside the PDF, not seen in it: {_names(exported)}. The statement is for a paper that has "
            f"these {_kind(exported)}s."
        )


def _unread_notes(used: Sequence[DraftedText]) -> Iterator[str]:
    unread = [entry for entry in used if not entry.reviewed]
    if unread:
        yield (
            f"The statement claims no review, because these {_kind(unread)}s had none: {_names(unread)}. "
            "Only you know whether somebody read them."
        )


def _waits(entry: DraftedText) -> bool:
    """Whether a caption was accepted and is not in the paper yet."""
    return not (entry.in_paper or entry.exported) and entry.outcome in {"accepted", "edited"}


def _unneeded(used: Sequence[DraftedText]) -> bool:
    """Whether captions were drafted, and none of them by generative AI."""
    return bool(used) and not any(entry.generated for entry in used)


def _names(entries: Iterable[DraftedText]) -> str:
    return ", ".join(entry.name for entry in entries)
