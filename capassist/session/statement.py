"""The statement on drafted texts, in the form that venues ask for, and what the author should know of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse, groupby
from operator import attrgetter

from capassist import __version__
from capassist.model import Draft
from capassist.session.drafted_text import DraftedText
from capassist.session.policies import Policy
from capassist.text.markup import markup_of
from capassist.wording import TEXT_NAMES

_GIVEN = {
    "picture": "each figure's picture",
    "mention": "the paragraphs that mention it",
    "profile": "captions of other figures",
}
_PUT_TOGETHER_FROM = {
    "mention": "the authors' own sentences",
    "profile": "the authors' other captions",
    "drawn text": "the words drawn in the figures",
    "caption": "the captions that stood there before",
}
EVIDENCE_KINDS = (*_GIVEN, *_PUT_TOGETHER_FROM)


def _drafted_by(entry: DraftedText) -> tuple[str, ...]:
    return entry.drafted_by


def _word(entry: DraftedText) -> str:
    return entry.word


def _is_generated(entry: DraftedText) -> bool:
    return entry.generated


def statement(used: Sequence[DraftedText], policy: Policy | None, draft: Draft) -> str:
    """Return the statement on the texts of the paper, LaTeX for a LaTeX draft."""
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
        which = f"each of these {_kind(used)}s" if len(used) > 1 else f"this {_kind(used)}"
        yield f"reviewed {which}{before}"
    if any(entry.generated for entry in used):
        yield f"take full responsibility for {_them(used)}"


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
    first = "first versions of" if len(entries) > 1 else "first version of"
    opening = (
        f"The {first} {_captions(entries)} {'were' if len(entries) > 1 else 'was'} {source} by capassist "
        f"{__version__}, a program that works without a language model; no generative AI was used for "
        f"{_them(entries)}."
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


def _them(entries: Sequence[DraftedText]) -> str:
    return "them" if len(entries) > 1 else "it"


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
    for kind, group in groupby(entries, key=_word):
        cited = list(dict.fromkeys(entry.cited for entry in group))
        kinds.append(f"{kind}{'s' if len(cited) > 1 else ''} {_listed(cited)}")
    return _listed(kinds)


def _kind(entries: Sequence[DraftedText]) -> str:
    return "caption" if all(entry.purpose == "caption" for entry in entries) else "text"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def notes_on(entries: Sequence[DraftedText], policy: Policy | None, unknown: Sequence[str] = ()) -> Iterable[str]:
    """Yield what the author should know of the statement. `unknown` names the texts that came by a file without who
    drafted them."""
    used = [entry for entry in entries if entry.used]
    if unknown:
        yield (
            f"Decided by a file that does not say who drafted it, so not in the statement: {', '.join(unknown)}. "
            "If a program did, say so yourself."
        )
    elif not used:
        yield "No drafted caption is in the paper, so there is nothing to state yet."
    yield from _exported_notes(used)
    yield from _left_out_notes(entries)
    yield from _unread_notes(used)
    if policy and _unneeded(used) and not unknown:
        yield (
            f"No generative AI was used, so {policy.name} as we read it asks for no statement; this one is true if "
            "you want one."
        )


def _exported_notes(used: Sequence[DraftedText]) -> Iterator[str]:
    for beside, there in _by_file(entry for entry in used if entry.exported):
        yield (
            f"In {beside}, not seen in the paper itself: {_names(there)}. The statement is for a paper that has these "
            f"{_kind(there)}s."
        )


def _waits(entry: DraftedText) -> bool:
    """Whether a caption was accepted and is not in the paper yet."""
    written = entry.in_paper or entry.exported or entry.gone or entry.replaced or entry.lost
    return not written and entry.outcome in {"accepted", "edited"}


_LEFT_OUT: Sequence[tuple[Callable[[DraftedText], bool], str]] = (
    (attrgetter("gone"), "Written into the paper and gone from it since, so not in the statement: {}."),
    (
        attrgetter("replaced"),
        "Another text stands in the place of what was accepted, so it is not in the statement: {}. "
        "Whether the draft has a part in it, only you know.",
    ),
    (_waits, "Accepted but not applied, so not in the statement: {}."),
)


def _left_out_notes(entries: Sequence[DraftedText]) -> Iterator[str]:
    for is_left_out, note in _LEFT_OUT:
        if names := _names(filter(is_left_out, entries)):
            yield note.format(names)
    yield from map(_lost_note, _by_file(entry for entry in entries if entry.lost))


def _lost_note(lost: tuple[str, list[DraftedText]]) -> str:
    beside, entries = lost
    now = "is not there any more" if all(entry.missing for entry in entries) else "has another text in its place now"
    return f"Written into {beside}, which {now}, so not in the statement: {_names(entries)}."


def _unread_notes(used: Sequence[DraftedText]) -> Iterator[str]:
    if changed := _names(entry for entry in used if entry.changed_since):
        yield f"Changed in the paper since, so no review of the words there now is claimed: {changed}."
    unread = [entry for entry in used if not (entry.reviewed or entry.changed_since)]
    if unread:
        yield (
            f"The statement claims no review, because these {_kind(unread)}s had none: {_names(unread)}. "
            "Only you know whether somebody read them."
        )


def _by_file(entries: Iterable[DraftedText]) -> Iterator[tuple[str, list[DraftedText]]]:
    """Yield the files beside the paper that texts were written into, with their texts."""
    written = list(entries)
    for beside in dict.fromkeys(entry.beside for entry in written):
        yield beside, [entry for entry in written if entry.beside == beside]


def _unneeded(used: Sequence[DraftedText]) -> bool:
    """Whether captions were drafted, and none of them by generative AI."""
    return bool(used) and not any(entry.generated for entry in used)


def _names(entries: Iterable[DraftedText]) -> str:
    return ", ".join(entry.name for entry in entries)
