"""review: a decision on each draft, in the terminal."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from capassist.cli.costs import announce
from capassist.cli.options import (
    Candidates,
    DoubleCheck,
    DraftPath,
    FigureNames,
    LocalOnly,
    MaxCost,
    MaxTokens,
    Models,
    Password,
    Pdf,
    Prefer,
    PreviewMode,
    ProfileSize,
    Prompt,
    Server,
    Voice,
    WrittenFor,
    named_models,
)
from capassist.cli.output import Result, say
from capassist.cli.wiring import drafting_context, open_paper

if TYPE_CHECKING:
    from capassist.model import Figure, Purpose
    from capassist.ports import ImageLoader
    from capassist.workflow.drafting import DraftingContext


def review(
    draft: DraftPath,
    figure: FigureNames = None,
    for_: WrittenFor = "caption",
    server: Server = None,
    model: Models = None,
    profile: ProfileSize = None,
    voice: Voice = None,
    prompt: Prompt = None,
    candidates: Candidates = None,
    prefer: Prefer = None,
    double_check: DoubleCheck = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    preview: PreviewMode = "auto",
    pdf: Pdf = None,
    password: Password = None,
) -> Result:
    """Decide on each draft in the terminal.

    One key accepts, edits, refines by an instruction, asks for another draft, puts sentences of several together,
    skips, jumps or undoes; ? shows them all. Every decision and edit is saved when it is made: quit at any time, the
    same command goes on from there.

    \b
    Examples:
      capassist review paper/
      capassist review paper/ --figure 3
      capassist review paper/ --preview off
      capassist review paper/ --for alt
    """
    from capassist.drafts.images import DraftImages
    from capassist.settings import ModelOptions
    from capassist.terminal.review import require_terminal
    from capassist.workflow.choosing import choose_texts, texts_of
    from capassist.workflow.review import undecided, with_waiting

    paper = open_paper(draft, password, pdf, voice)
    chosen = choose_texts(paper, figure or [], for_)
    require_terminal(paper)
    options = ModelOptions(
        server=server, **named_models(model), profile=profile, prompt=prompt, candidates=candidates, prefer=prefer,
        double_check=double_check, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    )  # fmt: skip
    with drafting_context(paper, password, options) as context:
        figures = chosen if figure else with_waiting(context.session, chosen, texts_of(paper, for_))
        asked = figures if figure else undecided(context.session, figures)
        announce(context, asked)
        if context.checker:
            say("Each text that you change in the review goes there once more, to be looked at and rated.")
        try:
            _ask(context, figures, asked, DraftImages(paper, password), preview)
        except KeyboardInterrupt as error:
            return _interrupted(context, figures, error)
        return _ended(context, figures, for_)


def _ask(
    context: "DraftingContext",
    figures: "Sequence[Figure]",
    asked: "Sequence[Figure]",
    images: "ImageLoader",
    preview: PreviewMode,
) -> None:
    from capassist.session.unfinished import Unfinished
    from capassist.terminal.progress import waiting
    from capassist.terminal.review import reviewer_for_terminal
    from capassist.workflow.review import review as ask

    with reviewer_for_terminal(images, preview, kept=Unfinished(context.session)) as reviewer:
        ask(context, figures, reviewer, asked=asked, waiting=partial(waiting, captioner=context.captioner.name))


def _interrupted(context: "DraftingContext", figures: "Sequence[Figure]", error: KeyboardInterrupt) -> Result:
    from capassist.workflow.waiting import texts_not_accepted

    left = tuple(texts_not_accepted(context.draft, context.session, figures))
    return Result(said=["", *left] if left else (), error=error)


def _ended(context: "DraftingContext", figures: "Sequence[Figure]", purpose: "Purpose") -> Result:
    """Return how the figures stand, and what the author wrote and did not accept."""
    from capassist.terminal import tables
    from capassist.workflow.waiting import texts_not_accepted

    decisions = [context.session.decision(figure.id) for figure in figures]
    left = texts_not_accepted(context.draft, context.session, figures)
    return Result(said=[tables.review_summary(context.draft, decisions, purpose), *left])
