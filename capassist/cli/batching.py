"""evaluate --lamp-cap --batch: what is submitted, what has come, and what is still on its way."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from capassist.cli.servers import captioner_for, meter_for, prices_of
from capassist.cli.shown import show, warn
from capassist.errors import EXIT_RUNNING, ModelError, SettingsError
from capassist.text.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from capassist.captioners.online import Meter, OnlineCaptioner
    from capassist.evaluation.batching import Fetched, Ledger, Upload, Waiting
    from capassist.evaluation.lampcap import Study
    from capassist.evaluation.study import Kept
    from capassist.settings import ModelOptions, Settings

_MOST_REASONS = 5


def draft_in_batches(
    study: "Study", kept: "Kept", answers: "Path", conditions: "Sequence[str]", options: "ModelOptions"
) -> None:
    """Fetch the answers that have come, and submit what was not asked for yet. Nobody waits for a batch.

    Raises typer.Exit while batches are on their way, SettingsError where no server is named, and ModelError where it has no Batch
    API or did not run a batch.
    """
    from capassist.captioners.online import OnlineCaptioner
    from capassist.evaluation.batching import Ledger, fetch, waiting
    from capassist.settings import load_settings

    settings = load_settings(replace(options, candidates=1), None, os.environ)
    warn(settings.problems)
    meter = meter_for(settings)
    captioner = captioner_for(study.draft, None, settings, images=study, keeps=False, meter=meter)
    if not isinstance(captioner, OnlineCaptioner):
        raise SettingsError("--batch needs a server and a model.", "Name them with --server and --model.")
    ledger = Ledger(answers)
    fetched = fetch(captioner, kept, ledger)
    _say_fetched(fetched)
    if asked := waiting(study, captioner, conditions, kept, ledger):
        captioner.batches().require()
        _say(
            f"To {captioner.host}: {counted(len(asked), 'request')} with texts and pictures of {study.folder}, one of them at once as a trial."
        )
        _submit_all(captioner, asked, kept, ledger, settings, meter)
    if on_their_way := ledger.of(captioner):
        _say(f"Batches on their way: {len(on_their_way)}. Run the same command again, within a day or later.")
        raise typer.Exit(EXIT_RUNNING)
    if fetched.not_run:
        raise ModelError(
            f"{captioner.host} did not run a batch: {fetched.not_run[0] or 'it gave no reason'}.",
            "Run the same command again to submit it once more.",
        )


def _submit_all(
    captioner: "OnlineCaptioner",
    asked: "Waiting",
    kept: "Kept",
    ledger: "Ledger",
    settings: "Settings",
    meter: "Meter",
) -> None:
    """Try one request, and submit the others, as many as the limits allow."""
    from capassist.evaluation.batching import submit, try_one, uploads

    try:
        try_one(captioner, asked, kept)
        for upload in uploads(captioner, asked, meter):
            _say(f"To {captioner.host}: {_in_words(upload, settings)}.")
            batch = submit(captioner, upload, ledger)
            _say(f"Submitted as {batch.id}.")
    except SettingsError as limit:
        if not ledger.of(captioner):
            raise
        show(limit)


def _in_words(upload: "Upload", settings: "Settings") -> str:
    size = f"a batch of {counted(len(upload.requests), 'request')}, {upload.size / 1_000_000:,.1f} MB, about {upload.tokens_in:,} tokens"
    prices = prices_of(settings)
    if prices is None:
        return size
    from capassist.captioners.online.meter import USUAL_ANSWER

    cost = prices.cost(upload.tokens_in, USUAL_ANSWER * len(upload.requests))
    return f"{size}; with the answers about {cost:,.4f} at your prices"


def _say_fetched(fetched: "Fetched") -> None:
    if fetched.answers:
        _say(f"Fetched {counted(fetched.answers, 'answer')}.")
    for reason, count in fetched.failed.most_common(_MOST_REASONS):
        _say(f"{counted(count, 'request')} failed: {reason}")
    if fetched.failed:
        _say("What failed is asked for again when you run the same command again.")
    for batch in fetched.running:
        counts = f"{batch.completed:,} of {batch.total:,} answered, {batch.failed:,} failed"
        _say(f"{batch.id}: {batch.status}{f', {counts}' if batch.total else ''}.")


def _say(line: str) -> None:
    from capassist.text.safe import safe_text

    typer.echo(safe_text(line), err=True)
