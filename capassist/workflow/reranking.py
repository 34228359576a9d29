"""Which of several answers is put before the author: what the guards say of each decides, then its likeness to the
author's captions.

After the rewards of CoViP (arXiv 2602.03454, section 4.3): a degenerate or false text counts for nothing, however well
it reads.
"""

from collections.abc import Callable, Sequence

from capassist.guards.author_rules import author_rule_findings
from capassist.model import CaptionRequest, Draft, Figure, Style
from capassist.profile import measure_style
from capassist.profile.similarity import cosine, terms, vectors
from capassist.text.latex import to_plain
from capassist.text.words import words
from capassist.workflow.drafting import inspect

Choose = Callable[[CaptionRequest, Sequence[str]], int]


def chooser(draft: Draft) -> Choose:
    """Return a function that names the best of several texts for a request by its place; of equal ones it is the
    first."""
    figures = {figure.id: figure for figure in draft.figures}

    def choose(request: CaptionRequest, texts: Sequence[str]) -> int:
        def rank(place: int) -> tuple[int, int, int, float]:
            findings = inspect(draft, figures[request.figure.id], texts[place])
            blocking = sum(finding.blocks for finding in findings)
            caption = as_figure(texts[place], draft)
            return -blocking, -len(findings), habits_kept(caption, request.profile.style), _similarity(caption, request)

        return max(range(len(texts)), key=rank)

    return choose


def broken_rules(text: str, request: CaptionRequest) -> tuple[str, ...]:
    """Return what a text breaks of the author's standing rules, one sentence each."""
    return tuple(finding.message for finding in author_rule_findings(text, request.markup, request.rules))


def as_figure(text: str, draft: Draft) -> Figure:
    """Return a text as the caption of a figure, so that its style can be measured."""
    plain = to_plain(text) if draft.kind == "latex" else text
    return Figure("", caption=plain, caption_source=text)


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
