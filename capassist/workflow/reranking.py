"""Which of several answers is put before the author: what the guards say of each decides, then its likeness to the
author's captions.

After the rewards of CoViP (arXiv 2602.03454, section 4.3): a degenerate or false text counts for nothing, however well
it reads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from capassist.guards.author_rules import author_rule_findings
from capassist.guards.derived import derived_findings
from capassist.model import CaptionRequest, Draft, Figure, Style
from capassist.profile import measure_style
from capassist.profile.similarity import cosine, terms, vectors
from capassist.text.commands import commands_in, is_known
from capassist.text.markup import markup_of
from capassist.text.words import words
from capassist.workflow.drafting import inspect

Choose = Callable[[CaptionRequest, Sequence[str]], int]


def chooser(draft: Draft) -> Choose:
    """Return a function that names the best of several texts for a request by its place; of equal ones it is the
    first."""
    figures = {figure.id: figure for figure in draft.figures}

    def choose(request: CaptionRequest, texts: Sequence[str]) -> int:
        def rank(place: int) -> tuple[int, int, int, float]:
            findings = inspect(draft, _target(request, figures), texts[place])
            blocking = sum(finding.blocks for finding in findings)
            caption = as_figure(texts[place], draft)
            return -blocking, -len(findings), habits_kept(caption, request.profile.style), _similarity(caption, request)

        return max(range(len(texts)), key=rank)

    return choose


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
