"""What one paper gives to learn from: its captions as answers to the requests that drafting sends, and the pairs of
its review log.

The request of an example is the one that `suggest` sends, word for word, for the paper without that caption: what a
model is trained on is what it will be asked.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from capassist.captioners.generative.prompts import caption_messages, caption_of, imitated
from capassist.evaluation.facts import PaperFacts
from capassist.evaluation.held_out import Evaluation, HeldOutFigure
from capassist.llm.messages import Message
from capassist.model import Draft, Figure, Picture, Reviewed
from capassist.ports import ImageLoader
from capassist.session.preferences import Row, preference_rows
from capassist.text.markup import markup_of
from capassist.text.words import counted

ProfileName = Literal["none", "one", "all"]
# LaMP-Cap's conditions. Its papers have up to three profile figures, and drafts imitate three unless set otherwise.
PROFILES: Mapping[ProfileName, int] = {"none": 0, "one": 1, "all": 3}
# Two figures do not begin with the same so many words by chance; formulas, which a PDF spells otherwise, do not count.
_FEWEST_WORDS, _MOST_WORDS = 8, 16
_COMMAND = re.compile(r"\\[a-z]+")
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Rewarded:
    """What a caption of a figure is rewarded by: see `capassist.learning.rewards`."""

    evidence: str  # the paragraphs about it, and the text in its picture
    facts: tuple[str, ...]  # that the text has of it
    foreign: tuple[str, ...]  # that the text has of the paper's other figures alone


@dataclass(frozen=True, slots=True)
class Example:
    """A request with the caption that the author wrote."""

    paper: str
    figure: str
    profile: ProfileName
    messages: tuple[Message, ...]
    caption: str  # as it stands in the source, on one line
    pictures: tuple[Picture, ...]  # that the messages hold
    marks: frozenset[str]  # what tells the figure from all others
    rewarded: Rewarded


@dataclass(frozen=True, slots=True)
class PreferencePair:
    """A text that the author chose over another one; of an untouched acceptance both are the same."""

    paper: str
    figure: str
    prompt: str
    chosen: str
    rejected: str
    decided_by: str | None
    picture: Picture | None

    @property
    def is_equal(self) -> bool:
        """Whether the author left the text as it was."""
        return self.chosen == self.rejected

    @property
    def marks(self) -> frozenset[str]:
        """What tells the figure from all others."""
        return _marks(self.chosen, self.picture)


@dataclass(frozen=True, slots=True)
class Material:
    """What one paper gives, and what it could not give: a sentence each."""

    paper: str
    title: str | None
    examples: tuple[Example, ...] = ()
    pairs: tuple[PreferencePair, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        """What tells its figures from all others."""
        own = frozenset(mark for example in self.examples for mark in example.marks)
        return own.union(*(pair.marks for pair in self.pairs))


@dataclass(frozen=True, slots=True)
class TrainingPaper:
    """A paper to learn from: `images` loads the pictures of targets, `small` those of figures that are imitated."""

    name: str
    draft: Draft
    reviewed: Sequence[Reviewed]
    images: ImageLoader
    small: ImageLoader


def material_of(source: TrainingPaper, seed: int) -> Material:
    """Return what a paper gives.

    A figure without a picture that can be shown is left out: its caption would teach to write of what is not seen. The
    author's other papers are not imitated: they may be in another split.
    """
    draft, reviewed = source.draft, source.reviewed
    decided = replace(_with_decided(draft, reviewed), author=replace(draft.author, earlier=()))
    captioned = Evaluation((decided,)).targets
    targets = [target for target in captioned if source.images.load(target.figure)]
    captions = {figure.id: figure for figure in decided.figures}
    profiles = _profiles(source.name, len(targets), seed)
    rewarded = _rewarded(PaperFacts(decided), [target.figure for target in targets])
    examples = tuple(
        _example(source, target, captions[target.figure.id], profile, seed, rewarded=rewarded[target.figure.id])
        for target, profile in zip(targets, profiles, strict=True)
    )
    figures = {figure.id: figure for figure in draft.figures}
    pairs = tuple(_pair(source, figures[row["figure"]], row) for row in preference_rows(draft, reviewed))
    gone = sum(row.decision is not None and row.figure not in figures for row in reviewed)
    return Material(source.name, draft.title, examples, pairs, _notes(len(captioned) - len(targets), gone))


def _notes(unseen: int, gone: int) -> tuple[str, ...]:
    notes = (
        f"{counted(unseen, 'captioned figure')} without a picture that can be shown" if unseen else "",
        f"{counted(gone, 'decision')} on figures that the paper no longer has" if gone else "",
    )
    return tuple(filter(None, notes))


def _with_decided(draft: Draft, reviewed: Iterable[Reviewed]) -> Draft:
    """Return the draft with the captions that were accepted for it and are not written yet."""
    texts = {
        row.figure: row.decision.text
        for row in reviewed
        if row.decision and row.decision.verdict in {"accept", "edit"} and row.decision.text
    }
    markup = markup_of(draft.kind)

    def decided(figure: Figure) -> Figure:
        text = texts.get(figure.id)
        if not text or figure.state == "written":
            return figure
        return replace(figure, state="written", caption=markup.to_plain(text), caption_source=text)

    return replace(draft, figures=tuple(map(decided, draft.figures)))


def _profiles(name: str, count: int, seed: int) -> Iterator[ProfileName]:
    """Yield the conditions of a paper's targets: a third each, beginning where the seed says."""
    start = int(_drawn(seed, name), 16)
    conditions = tuple(PROFILES)
    yield from (conditions[(start + place) % len(conditions)] for place in range(count))


def _rewarded(paper: PaperFacts, figures: Sequence[Figure]) -> dict[str, Rewarded]:
    facts = {figure.id: tuple(dict.fromkeys(fact.text for fact in paper.facts(figure))) for figure in figures}
    return {
        figure.id: Rewarded(
            " ".join(filter(None, (*(mention.text for mention in figure.mentions), figure.drawn_text))),
            facts[figure.id],
            tuple(
                dict.fromkeys(
                    fact
                    for other, found in facts.items()
                    for fact in found
                    if other != figure.id and fact not in facts[figure.id]
                )
            ),
        )
        for figure in figures
    }


def _example(
    source: TrainingPaper,
    target: HeldOutFigure,
    written: Figure,
    profile: ProfileName,
    seed: int,
    *,
    rewarded: Rewarded,
) -> Example:
    request = target.request(str(PROFILES[profile]))
    loaded = {target.figure.id: source.images.load(target.figure)}
    loaded |= {figure.id: source.small.load(figure) for figure in imitated(request)}
    pictures = {figure: picture for figure, picture in loaded.items() if picture}
    messages = caption_messages(request, pictures, _drawn(seed, f"{source.name}#{target.figure.id}"))
    caption = caption_of(written, request)
    return Example(
        source.name,
        target.figure.id,
        profile,
        tuple(messages),
        caption,
        tuple(pictures.values()),
        _marks(target.caption, pictures[target.figure.id]),
        rewarded,
    )


def _pair(source: TrainingPaper, figure: Figure, row: Row) -> PreferencePair:
    sides = row["prompt"], row["chosen"], row["rejected"]
    return PreferencePair(source.name, figure.id, *sides, row["decided_by"], source.images.load(figure))


def _marks(caption: str, picture: Picture | None) -> frozenset[str]:
    """Return how another paper's figure is known to be the same: by its pixels, or by how its caption begins."""
    opening = _PLAIN_WORD.findall(_COMMAND.sub(" ", caption.lower()))[:_MOST_WORDS]
    seen = f"picture {hashlib.sha256(picture.data).hexdigest()}" if picture else ""
    said = f"caption {' '.join(opening)}" if len(opening) >= _FEWEST_WORDS else ""
    return frozenset(filter(None, (seen, said)))


def _drawn(seed: int, key: str) -> str:
    """Return what a run would draw at random for a request; here it depends on the seed, so that exports are alike."""
    return hashlib.sha256(f"{seed} {key}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
