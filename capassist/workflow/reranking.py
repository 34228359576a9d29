"""Which of several answers is put before the author: what the guards say of each decides, then how much of the figure
it names or how like the author's captions it is, as the author prefers.

After the rewards of CoViP (arXiv 2602.03454, section 4.3): a degenerate or false text counts for nothing, however well
it reads.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import mean

from capassist.guards.author_rules import author_rule_findings
from capassist.guards.derived import derived_findings
from capassist.model import CaptionRequest, Draft, Figure, Score, Style
from capassist.profile import measure_style
from capassist.profile.similarity import cosine, terms, vectors
from capassist.settings import Preference
from capassist.text.commands import commands_in, is_known
from capassist.text.markup import markup_of
from capassist.text.words import words
from capassist.workflow.drafting import inspect

Ranked = Callable[[CaptionRequest, Sequence[str]], list[tuple[int, Score]]]


def ranker(draft: Draft, prefer: Preference = "quality") -> Ranked:
    """Return a function that gives the places of texts for a request with their scores, the best first.

    What cannot be written comes last, and what the guards warn of more behind what they warn of less. Then `prefer`
    decides: "quality", how much of what is drawn and told the text names, or "voice", how like the author's captions it
    is; and the other one after it. Of equal texts the first one stays first.
    """
    figures = {figure.id: figure for figure in draft.figures}

    def rank(request: CaptionRequest, texts: Sequence[str]) -> list[tuple[int, Score]]:
        scores = [_score(draft, request, figures, text) for text in texts]
        return sorted(enumerate(scores), key=lambda entry: _order(entry[1], prefer))

    return rank


def _order(score: Score, prefer: Preference) -> tuple[float, ...]:
    says = (score.quality, score.likeness)
    first, second = says if prefer == "quality" else reversed(says)
    return score.blocking, score.warnings, -first, -second


def _score(draft: Draft, request: CaptionRequest, figures: Mapping[str, Figure], text: str) -> Score:
    findings = inspect(draft, _target(request, figures), text)
    blocking = sum(finding.blocks for finding in findings)
    caption = as_figure(text, draft)
    return Score(
        blocking,
        len(findings) - blocking,
        round(coverage(request.figure, caption.caption or ""), 3),
        round(habits_kept(caption, request.profile.style) / HABITS, 3),
        round(_similarity(caption, request), 3),
    )


def coverage(figure: Figure, text: str) -> float:
    """Return how much of what is drawn in a figure and told of it a text names, 0 to 1: the mean of the share of the
    axes, series, titles and nodes of which it has half the words, and of the share of the words of the sentences that
    point at the figure; of one of them where the other is not known."""
    from capassist.captioners.extractive.salience import stems  # offline drafting takes long to load

    own = stems(text)
    drawn = [wanted for item in _drawn(figure) if (wanted := stems(item))]
    told = stems(" ".join(s.text for mention in figure.mentions for s in mention.sentences if s.references))
    shares = []
    if drawn:
        shares.append(mean(2 * len(wanted & own) >= len(wanted) for wanted in drawn))
    if told:
        shares.append(len(told & own) / len(told))
    return mean(shares) if shares else 0.0


def _drawn(figure: Figure) -> Iterator[str]:
    if figure.drawing is None:
        return
    for panel in figure.drawing.panels:
        yield from (axis.label for axis in (panel.x, panel.y) if axis and axis.label)
        yield from (entry.text for entry in panel.legend)
        if panel.title:
            yield panel.title
    yield from figure.drawing.nodes


def _target(request: CaptionRequest, figures: Mapping[str, Figure]) -> Figure:
    """Return the figure as the draft has it; for another text than the caption its view, with the accepted caption."""
    view = request.figure
    if view.place is None:
        return figures[view.id]
    return replace(view, place=replace(view.place, caption=request.accepted))


def broken_rules(text: str, request: CaptionRequest) -> tuple[str, ...]:
    """Return what a text breaks of the author's standing rules, and of what an alternative text or a short title has to
    be, one sentence each."""
    markup = markup_of(request.markup)
    found = [*author_rule_findings(text, markup, request.rules)]
    if request.figure.place is not None:
        found += derived_findings(text, request.figure, markup, request.accepted, request.title or "")
    return tuple(finding.message for finding in found)


def fault_finder(commands: frozenset[str]) -> Callable[[str, CaptionRequest], tuple[str, ...]]:
    """Return a function that says why a text is asked for again, one sentence each: it breaks a rule, or it is LaTeX
    that may not stand in a caption or does not compile, as it has a command that is none of the draft's `commands` and
    in no usual package."""

    def found(text: str, request: CaptionRequest) -> tuple[str, ...]:
        broken, markup = broken_rules(text, request), markup_of(request.markup)
        if not markup.commands:
            return broken
        unknown = dict.fromkeys(name for name, _, _ in commands_in(text) if name not in commands and not is_known(name))
        undefined = [f"\\{name} is a command that nothing defines." for name in unknown] if commands else []
        return (*broken, *(fault.message for fault in markup.faults(text)), *undefined)

    return found


def as_figure(text: str, draft: Draft) -> Figure:
    """Return a text as the caption of a figure, so that its style can be measured."""
    return Figure("", caption=markup_of(draft.kind).to_plain(text), caption_source=text)


HABITS = 4  # that a caption can keep to


def habits_kept(caption: Figure, style: Style | None) -> int:
    """Return how many of the author's habits the caption keeps to, at most HABITS."""
    own = measure_style([caption])
    if style is None or own is None:
        return 0
    return sum(
        (
            own.final_period == style.final_period,
            own.title_sentence == style.title_sentence,
            own.panel_form in (None, style.panel_form),
            style.shortest <= own.median_words <= style.longest,
        )
    )


def _similarity(caption: Figure, request: CaptionRequest) -> float:
    """Return the mean likeness of the words to those of the profile's captions, 0 to 1."""
    captions = [chosen.figure.caption or "" for chosen in request.profile.figures]
    if not captions:
        return 0.0
    own, *others = vectors([terms(words(text)) for text in (caption.caption or "", *captions)])
    return sum(cosine(own, other) for other in others) / len(others)
