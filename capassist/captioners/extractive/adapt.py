"""Another caption of the author, taken over for this figure: what the paper does not say of this figure is in brackets.

Captions of one paper often are one sentence with other names in it. Where the text around two figures is alike, so are
their captions, more than any sentence of the text is like them. False facts come along, though, so every word, number
and formula that the text around the target lacks stands as "[word?]" for the author to confirm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from capassist.captioners.extractive.compose import USUAL_WORDS, ended
from capassist.captioners.extractive.confirmation import bracketed, frame, told_apart
from capassist.captioners.extractive.provenance import contributing
from capassist.captioners.extractive.pruning import pruned
from capassist.captioners.extractive.salience import content
from capassist.captioners.extractive.siblings import drawn_likeness, is_sibling, looks_like_sibling
from capassist.captioners.extractive.statements import where
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence, Figure, ProfileFigure
from capassist.text.blanks import blank_spans
from capassist.text.markup import Markup, markup_of
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import one_line, words

# Between these, drafts for public papers came nearer to the authors' captions by adapting than by the text alone.
_ALIKE = 0.18  # of the text around both figures, from 0 to 1
_MOST_UNCONFIRMED = 0.9  # of what it says; beyond that a blank page is easier
_FEWEST_CONFIRMED = 2
_ENOUGH_LEFT = 0.5  # of a caption whose sentences about the target went
_ENOUGH_CONFIRMED = 0.2  # of what a sibling's caption says; below that more is in brackets than can be read
_NEW = 2 / 3  # of what a sentence says, that is not said yet where it is worth adding
_BRACKETS = "the words in brackets are not in the text about this figure"
_HIDDEN = re.compile(r"\\[A-Za-z]*label\s*\{[^{}]*\}|(?<!\\)%[^\n]*\n?")  # labels, and comments in the source
_CITED_NOTE = re.compile(r"(\\[A-Za-z]*cite[A-Za-z]*\*?)(?:\[[^\[\]]*\])+(?=\{)")
_HEADING_NUMBER = re.compile(r"^[\dA-Z](?:\.\d+)*\.?\s+")
_SHORT_HEADING = 8  # letters; "Data" stands in captions for other reasons


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A caption taken over from another figure."""

    text: str
    short: str  # without the phrases that are not said of the target; nothing where too little is left
    confirmed: float  # the share of what it says that is said of the target, too
    source: ProfileFigure
    sibling: bool  # the source is of one series with the target
    looks_it: bool  # by what is drawn in both or by their names

    @property
    def is_readable(self) -> bool:
        """Whether enough of it is outside of brackets."""
        return self.confirmed >= _ENOUGH_CONFIRMED


def adapted(request: CaptionRequest) -> Candidate | None:
    """Return the caption of the profile figure most like the target with what is not known of the target in brackets.

    None where no figure is like it or too little of its caption would stay.
    """
    adaptation = best_adaptation(request)
    return as_draft(adaptation, request) if adaptation else None


def as_draft(adaptation: Adaptation, request: CaptionRequest) -> Candidate:
    """Return an adaptation as a draft, with a note that says where it is from."""
    named = adaptation.source.figure.name
    return _draft(adaptation, request, adaptation.text, f"the caption of {named}, taken over: {_BRACKETS}")


def as_short_draft(adaptation: Adaptation, request: CaptionRequest, told: Candidate | None) -> Candidate:
    """Return what the text says of the target, too, of a caption taken over, and behind it what only the text says, as
    far as the author's captions are as long; with a note that says where it is from."""
    named = adaptation.source.figure.name
    note = (
        f"the caption of {named}, cut to words that the text about this figure has, too: look whether it is true here"
    )
    brackets = "; the words in brackets are not even there" if any(blank_spans(adaptation.short)) else ""
    draft = _draft(adaptation, request, adaptation.short, note + brackets)
    added = list(_to_add(adaptation.short, told, request)) if told else []
    if not told or not added:
        return draft
    text = ended(joined([draft.text, *added]), request.profile.style)
    evidence = contributing(told.evidence, joined(added), markup_of(request.markup))
    return replace(draft, text=text, evidence=draft.evidence + evidence, notes=draft.notes + told.notes)


def _to_add(text: str, told: Candidate, request: CaptionRequest) -> Iterator[str]:
    """Yield the sentences of another draft that say something new, up to the author's usual length."""
    style, plain = request.profile.style, markup_of(request.markup).to_plain
    room = (style.median_words if style else USUAL_WORDS) - len(words(plain(text)))
    said = content(plain(text))
    for sentence in caption_sentences(told.text):
        new, room = content(plain(sentence)), room - len(words(plain(sentence)))
        if room < 0:
            return
        if len(new - said) > _NEW * len(new):
            yield sentence


def _draft(adaptation: Adaptation, request: CaptionRequest, text: str, note: str) -> Candidate:
    source = adaptation.source.figure
    evidence = (Evidence("profile", source.caption or "", source.name), *_put_in(text, source, request.figure))
    return Candidate(request.figure.id, text, "style", OFFLINE, evidence, (note,))


def _put_in(text: str, source: Figure, target: Figure) -> Iterator[Evidence]:
    """Yield the headings over the target that stand in the text, and not in the caption that was taken over."""
    for mention in target.mentions[:1]:
        for heading in filter(None, dict.fromkeys(headings_over(target))):
            if heading.lower() in text.lower() and heading.lower() not in (source.caption or "").lower():
                yield Evidence("mention", heading, where(mention))


def best_adaptation(request: CaptionRequest) -> Adaptation | None:
    """Return the caption that is taken over: a sibling's first, then that of the figure with the most alike text and
    picture."""
    found = [adaptation for figure in request.profile.figures if (adaptation := _adapted(request, figure))]

    def likeness(adaptation: Adaptation) -> tuple[bool, float, float]:
        source = adaptation.source
        alike = source.similarity + drawn_likeness(request.figure, source.figure)
        return adaptation.sibling, alike, adaptation.confirmed

    return max(found, key=likeness, default=None)


def _adapted(request: CaptionRequest, source: ProfileFigure) -> Adaptation | None:
    target, figure = request.figure, source.figure
    sibling = is_sibling(target, source)
    if source.similarity < _ALIKE and not sibling:
        return None
    markup = markup_of(request.markup)
    caption = _under_own_heading(_without_sentences_on(target, _caption(figure, markup)), figure, target)
    facts_of = told_apart(request, frame(request, sibling=sibling), figure)
    facts = facts_of(caption)
    confirmed = sum(known for _, known in facts)
    text = bracketed(caption, facts)
    if confirmed < _FEWEST_CONFIRMED or len(facts) - confirmed > _MOST_UNCONFIRMED * len(facts) or markup.faults(text):
        return None
    short = pruned(caption, facts_of) if sibling else ""
    short = "" if markup.faults(short) else bracketed(short, facts_of(short))
    return Adaptation(text, short, confirmed / len(facts), source, sibling, looks_like_sibling(target, figure))


def _caption(figure: Figure, markup: Markup) -> str:
    """Return a figure's caption on one line, in the paper's markup without labels, comments and notes of citations."""
    if not markup.commands:
        return one_line(figure.caption or "")
    return one_line(_CITED_NOTE.sub(r"\1", _HIDDEN.sub("", figure.caption_latex or "")))


def _under_own_heading(caption: str, source: Figure, target: Figure) -> str:
    """Return a caption with the heading over the target in place of the one over its source: where the parts of a
    section are called by their methods, so are their figures."""
    for theirs, own in zip(headings_over(source), headings_over(target), strict=True):
        if theirs and own and theirs.lower() != own.lower() and len(theirs) > _SHORT_HEADING:
            name = re.compile(rf"(?<!\w){re.escape(theirs)}(?!\w)", re.IGNORECASE)
            caption = own.lower().join(name.split(caption))
    return caption


def headings_over(figure: Figure) -> tuple[str, str]:
    """Return the headings over a figure's first paragraph, the inner one first, without their numbers."""
    mention = next(iter(figure.mentions), None)
    found = (mention.heading, mention.section) if mention else (None, None)
    inner, outer = (_HEADING_NUMBER.sub("", heading or "").strip(" .") for heading in found)
    return inner, outer


def _without_sentences_on(target: Figure, caption: str) -> str:
    """Return a caption without the sentences that point at the target itself: "The same as Figure 3, but …"; nothing
    where those were most of it."""
    labels = "|".join(map(re.escape, (label for known in target.labels for label in {known, known.rpartition(":")[2]})))
    pointers = [rf"\\[A-Za-z]*(?:ref|[Ff]ig)[A-Za-z]*\*?\s*\{{(?:{labels})\}}"] if labels else []
    pointers += [rf"\b(?:Fig(?:ure|s)?|Abb)\b\.?[\s~]*{re.escape(target.number)}\b"] if target.number else []
    if not pointers or not re.search(pattern := "|".join(pointers), caption):
        return caption
    left = joined(sentence for sentence in caption_sentences(caption) if not re.search(pattern, sentence))
    return left if len(left) >= _ENOUGH_LEFT * len(caption) else ""
