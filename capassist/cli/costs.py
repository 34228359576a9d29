"""What goes where and what it may cost, said before anything is sent; and what it cost, said in the end."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from capassist.cli.output import Result, say

if TYPE_CHECKING:
    from capassist.captioners.generative import Sender
    from capassist.llm.budget import Budget, CostEstimate, Prices
    from capassist.model import CaptionRequest, Figure
    from capassist.settings import Settings
    from capassist.workflow.drafting import DraftingContext, DraftOptions


def budget_for(settings: "Settings") -> "Budget":
    """Return what counts the tokens of one command, and holds it to the limits that the settings name."""
    from capassist.llm.budget import Budget

    return Budget(settings.max_tokens.value, settings.max_cost.value, prices_of(settings))


@contextmanager
def spending(settings: "Settings") -> Iterator["Budget"]:
    """Yield what counts the tokens of one command, and in the end say what was spent, if anything was."""
    budget = budget_for(settings)
    try:
        yield budget
    finally:
        if budget.requests:
            say(_spent_in_words(budget, priced=prices_of(settings) is not None))


def _spent_in_words(budget: "Budget", *, priced: bool) -> str:
    from capassist.text.words import counted

    spent = f"Spent: {budget.tokens:,} tokens in {counted(budget.requests, 'request')}"
    return f"{spent}; {budget.cost:,.4f} at your prices." if priced else f"{spent}."


def prices_of(settings: "Settings") -> "Prices | None":
    """Return the prices that the user's settings name."""
    from capassist.llm.budget import Prices

    known = settings.prices()
    return Prices(*known) if known else None


def announce(context: "DraftingContext", figures: "Iterable[Figure]", asked: "DraftOptions | None" = None) -> None:
    """Say on standard error, before the first picture leaves, what goes where and about what it costs."""
    from capassist.captioners.generative import ModelDoubleChecker
    from capassist.workflow.drafting import FIRST, next_looks, pending

    if context.sender is None:
        return
    asked, figures = asked or FIRST, tuple(figures)
    checker = context.checker if isinstance(context.checker, ModelDoubleChecker) else None
    looks = checker.estimate(next_looks(context, figures, asked)) if checker else None
    announce_requests(context.sender, pending(context, figures, asked), looks)


def announce_requests(
    captioner: "Sender", requests: "Iterable[CaptionRequest]", looks: "CostEstimate | None" = None
) -> None:
    """Say what goes where for requests that are about to be sent, those whose answers are kept left out, and for second
    `looks` at the drafts."""
    requests = list(requests)
    estimate = captioner.estimate(requests)
    announce_estimate(captioner.host, estimate + looks if looks else estimate)
    if looks and looks.requests:
        say(f"Among them second looks at the drafts: {looks.requests} (--no-double-check leaves them out).")
    earlier = sorted({found.paper for request in requests for found in request.profile.figures if found.paper})
    if estimate.requests and earlier:
        say(f"Among them captions of your earlier papers: {', '.join(earlier)}.")


def announce_estimate(host: str, estimate: "CostEstimate") -> None:
    """Say on standard error what is about to be sent where, if anything."""
    from capassist.settings import ModelOptions, load_settings

    if estimate.requests:
        settings = load_settings(ModelOptions(), None, os.environ)  # a price stands in no draft
        say(f"To {host}: {_in_words(estimate, settings)}; what fails is sent again.")


def _in_words(estimate: "CostEstimate", settings: "Settings") -> str:
    from capassist.text.words import counted

    counts = (
        (estimate.pictures, f"{counted(estimate.pictures, 'picture')} ({estimate.size / 1000:,.0f} kB)"),
        *((count, counted(count, name)) for name, count in estimate.quoted.items()),
    )
    held = ", ".join(named for count, named in counts if count)
    sent = (
        f"{counted(estimate.requests, 'request')}{' with ' if held else ''}{held}, about {estimate.tokens_in:,} tokens"
    )
    prices = prices_of(settings)
    if prices is None:
        return sent
    cost = prices.cost(estimate.tokens_in, estimate.tokens_out)
    return f"{sent}; with the answers about {cost:,.4f} at your prices"


def preview_requests(context: "DraftingContext", figures: "Iterable[Figure]", asked: "DraftOptions") -> Result:
    """Return the exact requests (capassist.requests/1), each picture as its size and hash. Nothing is sent.

    Those whose answers are kept from an earlier run are among them, marked, although they would not be sent again.
    """
    from capassist.text.words import counted
    from capassist.workflow.drafting import next_looks, next_requests

    if context.checker and (looks := sum(text is None for _, text in next_looks(context, figures, asked))):
        say(f"Each draft would go there once more for a second look, with its picture and paragraphs: {looks}.")
    if context.sender is None:
        offline = "Offline: no server and model are named, so nothing would be sent."
        return Result({"schema": "capassist.requests/1", "server": None, "requests": []}, [offline])
    requests = list(next_requests(context, figures, asked))
    count = sum(kept for _, kept in requests)
    kept_before = f"{counted(count, 'draft')} kept from an earlier run: marked, and not asked for again."
    bodies = [
        {"figure": request.figure.id, "kept": kept, "body": body}
        for request, kept in requests
        for body in context.sender.preview(request)
    ]
    record = {"schema": "capassist.requests/1", "server": context.sender.server, "requests": bodies}
    return Result(record, [kept_before] if count else [])
