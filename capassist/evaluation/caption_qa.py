"""What a reader learns from a paper's captions: CapEval-QAs, the benchmark of CoViP (2026), turned to an author's use.

Questions come from the paper's text about each figure. The figure's own caption should answer them (Acc+), and no
question about another figure (Acc-). A blank caption has all of Acc- and all paragraphs pasted all of Acc+: neither
counts without the other. A caption is never among the sources of the questions about its figure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from capassist.captioners.generative.verifier_prompt import read_caption
from capassist.errors import UsageError
from capassist.evaluation.facts import Fact, PaperFacts, SentencePlace
from capassist.evaluation.held_out import without_caption
from capassist.model import Draft, Figure
from capassist.session.log import reviewed_of

PRESENT, BLANK, PASTED = "captions", "blank captions", "all paragraphs"
BY_RULE = "by rule"

_NOTE_RULE = (
    "Asked by rule, and nothing was sent: numbers with what they count, names, and the paper's terms, from the "
    "sentences that point at a figure and the two behind each. What the picture's own text has is not asked. Not all "
    "of it belongs in a caption: choose."
)
NOTE_ACC = (
    "Acc+: told of what is asked about the figure; Acc-: not told of what the text says of other figures alone. Both "
    "must be high: blank captions and pasted paragraphs have one each."
)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question to one caption. `told` is None where the judge failed."""

    what: str  # "12 corpora", or a question with its answer
    place: SentencePlace
    told: bool | None
    instead: str | None = None  # the answer that the judge found in the caption where it is not the right one


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, and what its caption tells: of what the text says of it, and of what the text says of others alone."""

    figure: Figure
    own: tuple[Answered, ...]
    foreign: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """A paper's readings, those of the baselines by their name, and what must be known to read them."""

    draft: Draft
    way: str  # BY_RULE, or the judge
    readings: tuple[Reading, ...]
    baselines: dict[str, tuple[Reading, ...]]
    notes: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Whether any question to a caption was answered."""
        return any(
            answered.told is not None for reading in self.readings for answered in (*reading.own, *reading.foreign)
        )


def examined_figures(draft: Draft) -> tuple[Figure, ...]:
    """Return the figures whose captions are written and that the text says something about.

    Raises UsageError where there is none.
    """
    found = tuple(figure for figure in _proper(draft) if figure.state == "written" and figure.mentions)
    if not found:
        raise UsageError(
            f"{draft.path} has no figure with both a caption and a paragraph about it.",
            "Name a paper whose captions are written.",
        )
    return found


def sources(draft: Draft) -> tuple[Figure, ...]:
    """Return all figures that questions are made about, each without its own caption, wherever the text quotes it."""
    return tuple(without_caption(figure, figure.caption or "") for figure in _proper(draft) if figure.mentions)


def examine(draft: Draft) -> Examination:
    """Ask by rule: look up what the text says of each figure in the captions. Raises as `examined_figures` does."""
    figures = examined_figures(draft)
    blank = {figure.id: figure for figure in sources(draft)}
    paper = PaperFacts(draft)
    pasted = " ".join(dict.fromkeys(mention.text for figure in blank.values() for mention in figure.mentions))

    asked = {figure.id: _asked(paper, figure, blank) for figure in figures}

    def read(caption_of: Callable[[Figure], str]) -> tuple[Reading, ...]:
        return tuple(_reading(figure, asked[figure.id], caption_of(figure)) for figure in figures)

    captions = {figure.id: with_followed(draft, figure) for figure in figures}
    return Examination(
        draft,
        BY_RULE,
        read(lambda figure: captions[figure.id]),
        {BLANK: read(lambda _: ""), PASTED: read(lambda _: pasted)},
        (NOTE_ACC, _NOTE_RULE, *measured_notes(draft, figures)),
    )


def measured_notes(draft: Draft, figures: Sequence[Figure]) -> tuple[str, ...]:
    """Return which captions were measured, and which were not."""
    proper = _proper(draft)
    missing = sum(figure.state != "written" for figure in proper)
    silent = len(proper) - missing - len(figures)
    waiting = any(bool(reviewed.drafts) and not reviewed.applied for reviewed in reviewed_of(draft))
    left_out = (
        f"{missing} without a caption" if missing else "",
        f"{silent} that no paragraph mentions" if silent else "",
    )
    parts = (
        "Measured are the captions that stand in the paper now",
        "drafts in the review are not measured" if waiting else "",
        f"left out: {', '.join(filter(None, left_out))}" if any(left_out) else "",
    )
    return (f"{'; '.join(filter(None, parts))}.",)


def with_followed(draft: Draft, figure: Figure) -> str:
    """Return a caption as its reader has it: with those that it refers to, as in "the same as Figure 3"."""
    return " ".join(read_caption(each) for each in (figure, *followed(draft, figure)))


def followed(draft: Draft, figure: Figure) -> tuple[Figure, ...]:
    """Return the figures that a caption points at."""
    pointed = {name for each in draft.manuscript.references if each.caption_of == figure.id for name in each.figures}
    return tuple(other for other in draft.figures if other.id in pointed - {figure.id})


def _proper(draft: Draft) -> tuple[Figure, ...]:
    return tuple(figure for figure in draft.figures if figure.kind == "figure")


def _asked(paper: PaperFacts, figure: Figure, blank: Mapping[str, Figure]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return what the text says of a figure and its picture does not, and what it says of others alone."""
    this = blank[figure.id]
    near = {each.id for each in (figure, *followed(paper.draft, figure))}
    own = (fact for fact in paper.facts(this) if not fact.told(this.drawn_text))
    foreign = (fact for other in blank.values() if other.id not in near for fact in paper.only_of(other, this))
    return tuple(own), tuple(foreign)


def _reading(figure: Figure, asked: tuple[Sequence[Fact], Sequence[Fact]], caption: str) -> Reading:
    own, foreign = asked
    return Reading(
        figure,
        tuple(_answered(fact, fact.told(caption)) for fact in own),
        tuple(_answered(fact, fact.misplaced(caption)) for fact in foreign),
    )


def _answered(fact: Fact, told: bool) -> Answered:
    return Answered(fact.text, fact.place, told)
