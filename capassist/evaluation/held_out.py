"""A paper's own captions as the measure: each captioned figure is left out in turn and drafted from what is left.

The conditions are those of LaMP-Cap (Ng et al., 2025): a captioner sees none, one, or all of the profile figures.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from capassist import guards
from capassist.evaluation.generation import GeneratedCaption, Watch, condition_name, generate_captions, unwatched
from capassist.evaluation.table import NOT_QUALITY, Pair, Row, Scored, Table, corpus_note, row, score, scoring_note
from capassist.metrics import LAMP_CAP, Scoring
from capassist.model import CaptionRequest, Draft, Figure, Manuscript, Mention, Profile
from capassist.ports import Captioner
from capassist.profile import build_profile, measure_style
from capassist.profile.ranking import has_caption
from capassist.settings import PROFILES
from capassist.text.markup import markup_of
from capassist.text.words import sentences
from capassist.workflow.reranking import HABITS, as_figure, habits_kept

SEED = 20261121
_LABEL = re.compile(r"fig\w* \w+ ")


@dataclass(frozen=True, slots=True)
class HeldOutFigure:
    """A figure left out: what is left of the paper without its caption, and what the author wrote."""

    key: str
    draft: Draft  # the target's figure has no caption there
    figure: Figure
    caption: str  # plain text

    def request(self, profile: str) -> CaptionRequest:
        """Return what a captioner may know when so much is imitated: none, one, all, or a number of captions."""
        draft = self.draft
        return CaptionRequest(self.figure, self._profile(profile), draft.kind, draft.title, draft.abstract)

    def _profile(self, name: str) -> Profile:
        """With one caption or none, that is all there is of the style; else it is that of all the paper's captions."""
        size = PROFILES[name] if name in PROFILES else int(name)
        found = build_profile(self.draft, self.figure, size)
        if size > 1:
            return found
        return Profile(found.figures, measure_style(chosen.figure for chosen in found.figures))


def _left_out(draft: Draft) -> Iterator[HeldOutFigure]:
    """Yield each figure whose caption the author has written, left out."""
    for figure in draft.figures:
        if has_caption(figure) and figure.id not in draft.author.drafted:
            yield _target(draft, figure)


def _target(draft: Draft, figure: Figure) -> HeldOutFigure:
    """Blank the caption wherever it stands: figure, panels, a paragraph that quotes it, a figure that shares it."""
    caption = figure.caption or ""
    blank = without_caption(figure, caption)
    left = tuple(
        blank if other is figure else replace(other, mentions=_unquoted(other, caption))
        for other in draft.figures
        if other is figure or _spoken(other.caption or "") != _spoken(caption)
    )
    return HeldOutFigure(f"{draft.path}#{figure.id}", replace(draft, figures=left), blank, caption)


def without_caption(figure: Figure, caption: str) -> Figure:
    """Return a figure as it is known without its caption: no text of it is left that quotes the caption whole."""
    return replace(
        figure,
        state="missing",
        caption=None,
        caption_source=None,
        short_caption=None,
        short_slot=None,
        short_state="missing",
        slot=None,
        panels=tuple(replace(panel, caption=None) for panel in figure.panels),
        mentions=tuple(m for m in _unquoted(figure, caption) if not _quotes(m.text, caption)),
        drawn_text="" if _quotes(figure.drawn_text, caption) else figure.drawn_text,
    )


def _unquoted(figure: Figure, caption: str) -> tuple[Mention, ...]:
    """Return a figure's mentions without neighbours that quote a caption whole."""
    return tuple(
        replace(
            mention,
            before=_unless_quoting(mention.before, caption),
            after=_unless_quoting(mention.after, caption),
            beside=_unless_quoting(mention.beside, caption),
        )
        for mention in figure.mentions
    )


def _unless_quoting(text: str | None, caption: str) -> str | None:
    return None if text and _quotes(text, caption) else text


def _quotes(text: str, caption: str) -> bool:
    """Tell whether a text holds all sentences of the caption, as a paragraph does into which the caption was read."""
    said = {_LABEL.sub("", _spoken(sentence)) for sentence in sentences(text)}
    return all(_spoken(sentence) in said for sentence in sentences(caption))


def _spoken(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@dataclass(frozen=True, slots=True)
class Spent:
    """What a condition took, in this run: answers that were kept cost nothing."""

    tokens: int
    cost: float


class TokenCounter(Protocol):
    """What counts the tokens of a command."""

    tokens: int
    cost: float


class Evaluation:
    """The figures of some papers, left out in turn, and what was drafted for them so far."""

    def __init__(self, papers: Iterable[Draft]) -> None:
        self.papers = tuple((paper, tuple(_left_out(paper))) for paper in papers)
        self.targets = tuple(target for _, targets in self.papers for target in targets)
        self.answers: list[GeneratedCaption] = []
        self._spent: dict[str, Spent] = {}

    def draft(
        self,
        captioner: Captioner,
        profile: str,
        targets: Sequence[HeldOutFigure],
        *,
        jobs: int = 1,
        budget: TokenCounter | None = None,
        progress: Callable[[GeneratedCaption], GeneratedCaption] = lambda given: given,
    ) -> None:
        """Draft targets with a profile, up to `jobs` at a time, keeping each answer when it arrives.

        An answer that is no caption does not stop the others; a wrong setting stops all. Raises ModelError when there
        is no answer at all.
        """
        name = condition_name(captioner, profile)
        tokens, cost = (budget.tokens, budget.cost) if budget else (0, 0.0)
        try:
            for given in generate_captions(captioner, profile, targets, self.answers, jobs):
                self.answers.append(progress(given))
        finally:
            if budget and budget.tokens > tokens:
                before = self._spent.get(name, Spent(0, 0.0))
                self._spent[name] = Spent(before.tokens + budget.tokens - tokens, before.cost + budget.cost - cost)

    def draft_all(
        self,
        captioners: Callable[[Draft, Sequence[HeldOutFigure]], Iterable[tuple[Captioner, int]]],
        profiles: Sequence[str],
        *,
        budget: TokenCounter | None = None,
        watch: Watch = unwatched,
    ) -> None:
        """Draft the figures of all papers with each profile, by the `captioners` of each paper.

        The number is how many at a time.
        """
        for paper, targets in self.papers:
            for captioner, jobs in captioners(paper, targets):
                for profile in profiles:
                    with watch(len(targets), condition_name(captioner, profile)) as progress:
                        self.draft(captioner, profile, targets, jobs=jobs, budget=budget, progress=progress)

    def tables(self, scoring: Scoring = LAMP_CAP) -> tuple[Table, ...]:
        """Return the table where there are answers, else nothing."""
        return (self.table(scoring),) if self.answers else ()

    def table(self, scoring: Scoring = LAMP_CAP) -> Table:
        """Return a row for each condition that has answers, and for each baseline.

        All rows are of the same figures: those for which every condition gave a caption.
        """
        names = list(dict.fromkeys(answer.condition for answer in self.answers))
        texts = {(answer.condition, answer.target): answer.text for answer in self.answers if answer.text is not None}
        common = [target for target in self.targets if all((name, target.key) in texts for name in names)]
        drafted = {name: [texts[name, target.key] for target in common] for name in names}
        rows = (self._row(name, common, found, scoring) for name, found in {**drafted, **_baselines(common)}.items())
        return Table(self._title(len(common)), tuple(rows), _notes(len(common), scoring))

    def scores_of(self, condition: str, scoring: Scoring = LAMP_CAP) -> dict[str, Scored]:
        """Return the measures of each caption that a condition gave, by the target's key."""
        texts = {answer.target: answer.text for answer in self.answers if answer.condition == condition}
        drafted = [target for target in self.targets if texts.get(target.key)]
        scores = score([_pair(target, texts[target.key] or "") for target in drafted], scoring)
        return {target.key: measures for target, measures in zip(drafted, scores, strict=True)}

    def _row(self, name: str, targets: Sequence[HeldOutFigure], texts: Sequence[str], scoring: Scoring) -> Row:
        spent = self._spent.get(name)
        return row(
            name,
            score(list(map(_pair, targets, texts)), scoring),
            scoring,
            invalid=sum(answer.condition == name and answer.text is None for answer in self.answers),
            tokens=spent.tokens if spent else None,
            cost=spent.cost or None if spent else None,
        )

    def _title(self, common: int) -> str:
        named = self.papers[0][0].path.resolve().name if len(self.papers) == 1 else f"{len(self.papers)} papers"
        return f"{named}: {len(self.targets)} figures left out in turn, {common} drafted under every condition"


def _baselines(targets: Sequence[HeldOutFigure]) -> dict[str, list[str]]:
    return {name: [_source(target, make(target)) for target in targets] for name, make in BASELINES.items()}


def _pair(target: HeldOutFigure, source: str) -> Pair:
    plain = markup_of(target.draft.kind).to_plain(source)
    style = build_profile(target.draft, target.figure, 0).style
    more = {
        "style": habits_kept(as_figure(source, target.draft), style) / HABITS,
        "grounded": _grounded(target, source),
    }
    return Pair(target.caption, plain, more)


def _grounded(target: HeldOutFigure, source: str) -> float:
    """Return 1 where every number stands in the paper's text or the figure, as far as it is known; else 0."""
    draft = target.draft
    findings = guards.inspect(
        source,
        target.figure,
        markup=draft.kind,
        old=None,
        others=draft.figures,
        manuscript=Manuscript(body=draft.manuscript.body),
    )
    return float(not any(finding.code.startswith("number") for finding in findings))


def _source(target: HeldOutFigure, plain: str) -> str:
    return markup_of(target.draft.kind).to_source(plain)


def _notes(scored: int, scoring: Scoring) -> tuple[str, ...]:
    meaning = (
        "style: the share of four habits (length, final period, panels, title) of the paper's other captions that is "
        "kept; grnd.: texts without a number that the paper's text lacks; rep.: texts that go round in circles; "
        "inv.: answers that were no caption. The author's caption, the one that is measured against, is seen by no "
        "captioner."
    )
    return tuple(filter(None, (NOT_QUALITY, meaning, corpus_note(scored), scoring_note(scoring))))


# What a captioner must beat -------------------------------------------------------------------------------------------


def _first_mentioning_sentence(target: HeldOutFigure) -> str:
    found = (sentence for mention in target.figure.mentions for sentence in mention.sentences)
    return next((sentence.text for sentence in found if sentence.references), "")


def _first_paragraph(target: HeldOutFigure) -> str:
    return target.figure.mentions[0].text if target.figure.mentions else ""


def _all_paragraphs(target: HeldOutFigure) -> str:
    return " ".join(mention.text for mention in target.figure.mentions)


def _nearest_caption(target: HeldOutFigure) -> str:
    near = build_profile(target.draft, target.figure, len(target.draft.figures)).figures
    nearest = max(near, key=lambda chosen: chosen.similarity, default=None)
    return (nearest.figure.caption or "") if nearest else ""


def _random_caption(target: HeldOutFigure) -> str:
    others = build_profile(target.draft, target.figure, len(target.draft.figures)).figures
    captions = sorted(chosen.figure.caption or "" for chosen in others)
    return random.Random(f"{SEED} {target.figure.id}").choice(captions) if captions else ""  # noqa: S311  no secret


def _blank(_target: HeldOutFigure) -> str:
    return ""


BASELINES: dict[str, Callable[[HeldOutFigure], str]] = {
    "first mentioning sentence": _first_mentioning_sentence,
    "first paragraph": _first_paragraph,
    "all paragraphs": _all_paragraphs,
    "nearest caption": _nearest_caption,
    "random caption": _random_caption,
    "nothing": _blank,
}
