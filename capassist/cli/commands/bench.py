"""bench: the published benchmarks of the field, and scores for captions from a file."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from capassist.cli.costs import announce_estimate, budget_for, prices_of
from capassist.cli.options import AsJson, LocalOnly, MaxCost, MaxTokens, Model, Prompt, Server
from capassist.cli.output import Result, say, show, warn
from capassist.cli.scores import (
    AsCsv,
    Ended,
    Form,
    Plot,
    Profiles,
    ScoreOutput,
    Smoothing,
    profile_conditions,
    scoring_for,
)
from capassist.cli.wiring import asker_for, captioner_with, judge_for
from capassist.errors import EXIT_RUNNING, ModelError, SettingsError, UsageError

if TYPE_CHECKING:
    from capassist.captioners.generative import GenerativeCaptioner
    from capassist.evaluation.batching import Fetched, Upload
    from capassist.evaluation.lampcap import Study
    from capassist.evaluation.lampcap_tables import DraftStore
    from capassist.evaluation.llm_judge import Benchmark, Question
    from capassist.llm.batch_api import Batch
    from capassist.llm.budget import Budget
    from capassist.metrics.bertscore import Similarity
    from capassist.settings import ModelOptions, Settings

T = TypeVar("T")

_MOST_REASONS = 5

Drop = Annotated[
    str,
    typer.Option(metavar="caption,image,paragraph", help="Also leave this out of the profile.", show_default=False),
]
Kept = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", show_default=False, help="Keep the drafts here, and go on from there."
    ),
]
InBatches = Annotated[
    bool,
    typer.Option(
        "--batch",
        help="Have the server's Batch API draft. Submits, and fetches when you run it again; "
        "exits with 75 until all is there.",
    ),
]
Predictions = Annotated[
    Path, typer.Option(metavar="FILE", help="Captions to score: JSON or JSON lines, by id.", show_default=False)
]
Submission = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Also write the captions as the SciCap challenge takes them.", show_default=False
    ),
]
References = Annotated[
    Path, typer.Option(metavar="FILE", help="The authors' captions, by the same ids.", show_default=False)
]


def lamp_cap(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="LaMP-Cap's published files.", show_default=False)],
    profile: Profiles = "none,one,all",
    drop: Drop = "",
    server: Server = None,
    model: Model = None,
    prompt: Prompt = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    output: Kept = None,
    batch: InBatches = False,
    form: Form = "lamp-cap",
    bleu_smoothing: Smoothing = None,
    picture: Plot = None,
    json_: AsJson = False,
    csv: AsCsv = False,
) -> Result:
    """Draft LaMP-Cap's figures, and print the tables of its paper.

    \b
    Examples:
      capassist bench lamp-cap DIR --server URL --model M -o d.jsonl
      capassist bench lamp-cap DIR --server URL --model M -o d.jsonl --batch
    """
    from capassist.evaluation.lampcap import load
    from capassist.evaluation.lampcap_tables import DraftStore, study_tables
    from capassist.settings import ModelOptions

    options = ModelOptions(
        server=server, model=model, prompt=prompt, candidates=1,
        max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    )  # fmt: skip
    if batch and not output:
        raise UsageError("--batch goes with -o FILE.", "What is on its way is kept beside that file.")
    shown, scoring = ScoreOutput(json_, csv, picture), scoring_for(form, bleu_smoothing)
    conditions = (*profile_conditions(profile, sizes=False), *_ablations(drop))
    study = load(folder)
    running = 0
    with DraftStore(output) as kept, Ended() as ended:
        if batch and output:
            running = _draft_in_batches(study, kept, output, conditions, options)
        else:
            _draft_study(study, kept, conditions, options)
    if running:
        said = f"Batches on their way: {running}. Run the same command again, within a day or later."
        return Result(said=[said], exit_code=EXIT_RUNNING)
    return shown.result(study_tables(study, kept.answers.values(), scoring, _meaning()), ended)


def any_cap(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="AnyCapEval's files.", show_default=False)],
    predictions: Predictions,
    server: Server = None,
    model: Model = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    json_: AsJson = False,
    csv: AsCsv = False,
) -> Result:
    """Have captions judged on AnyCapEval's files.

    \b
    Example:
      capassist bench any-cap DIR --predictions p.json --server URL --model M
    """
    from capassist.evaluation.anycap import load
    from capassist.settings import ModelOptions

    options = ModelOptions(server=server, model=model, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only)
    return _judged(load(folder, predictions), options, ScoreOutput(json_, csv))


def capeval(
    questions: Annotated[
        Path, typer.Argument(metavar="FILE", help="The questions of CapEval-QAs.", show_default=False)
    ],
    predictions: Predictions,
    server: Server = None,
    model: Model = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    json_: AsJson = False,
    csv: AsCsv = False,
) -> Result:
    """Have captions judged on CapEval-QAs.

    \b
    Example:
      capassist bench capeval QA --predictions p.json --server URL --model M
    """
    from capassist.evaluation.capeval import load
    from capassist.settings import ModelOptions

    options = ModelOptions(server=server, model=model, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only)
    return _judged(load(questions, predictions), options, ScoreOutput(json_, csv))


def score(
    predictions: Predictions,
    references: References,
    form: Form = "lamp-cap",
    bleu_smoothing: Smoothing = None,
    picture: Plot = None,
    submission: Submission = None,
    json_: AsJson = False,
    csv: AsCsv = False,
) -> Result:
    """Score captions against those that authors wrote. Nothing is sent anywhere.

    \b
    Examples:
      capassist bench score --predictions mine.json --references own.json --csv
      capassist bench score --predictions p.json --references t.json --form scicap
    """
    from capassist.evaluation.captions import compare, read_captions, write_submission

    output = ScoreOutput(json_, csv, picture)
    result = output.result([compare(predictions, references, scoring_for(form, bleu_smoothing))], Ended())
    if submission is None:
        return result
    write_submission(submission, read_captions(predictions), read_captions(references))
    return replace(result, said=[*result.said, f"Wrote {submission}."])


# LaMP-Cap -------------------------------------------------------------------------------------------------------------


def _ablations(given: str) -> tuple[str, ...]:
    from capassist.evaluation.lampcap import DROPS

    named = [name.strip() for name in given.split(",") if name.strip()]
    if unknown := [name for name in named if name not in DROPS]:
        raise UsageError(f"--drop does not know {unknown[0]!r}.", f"Name some of {', '.join(DROPS)}.")
    return tuple(f"one without {name}" for name in dict.fromkeys(named))


def _meaning() -> "Similarity | None":
    """Return BERTScore where it and its model are on this machine."""
    from capassist.metrics.bertscore import MODEL, bert_score, is_installed

    similarity = bert_score()
    if similarity:
        say(f"BERTScore by {MODEL}: without a graphics card, thousands of captions take hours.")
    elif is_installed():
        say(f"Without BERTScore: its model {MODEL} is not here, and nothing is fetched unasked.")
    return similarity


def _study_captioner(
    study: "Study", settings: "Settings", budget: "Budget | None" = None
) -> "GenerativeCaptioner | None":
    """Return the captioner that asks the model that the settings name.

    The drafts are kept, so its responses need not be. The study's own prompt is sent with its pictures as they are.
    """
    from capassist.drafts.images import GlancedPictures

    asker = asker_for(settings, keeps_in=None, budget=budget)
    small = GlancedPictures(study) if settings.prompt.value in {"own", "plain"} else None
    return captioner_with(asker, study.draft, settings, study, small) if asker else None


def _draft_study(study: "Study", kept: "DraftStore", conditions: "Sequence[str]", options: "ModelOptions") -> None:
    """Draft the cases under all conditions, by the server that the settings name, or else offline."""
    from capassist.captioners.extractive import ExtractiveCaptioner
    from capassist.evaluation.lampcap_tables import draft_conditions, to_draft
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting

    settings = load_settings(options, None, os.environ)
    warn(settings.problems)
    sender = _study_captioner(study, settings)
    captioner = sender or ExtractiveCaptioner()
    if sender:
        count = sum(len(to_draft(study, captioner, name, kept)) for name in conditions)
        say(f"{captioner.name} is sent {count} requests with texts and pictures of {study.folder}.")
    draft_conditions(study, captioner, conditions, kept, jobs=settings.jobs.value, watch=drafting)


def _draft_in_batches(
    study: "Study", kept: "DraftStore", answers: Path, conditions: "Sequence[str]", options: "ModelOptions"
) -> int:
    """Fetch the answers that have come, submit what was not asked for yet, and return how many batches are on their
    way. Nobody waits for a batch.

    Raises SettingsError where no server is named, and ModelError where it has no Batch API or did not run a batch.
    """
    from capassist.evaluation.batching import Ledger, run_batches
    from capassist.settings import load_settings

    settings = load_settings(options, None, os.environ)
    warn(settings.problems)
    budget = budget_for(settings)
    captioner = _study_captioner(study, settings, budget)
    if captioner is None:
        raise SettingsError("--batch needs a server and a model.", "Name them with --server and --model.")
    ledger = Ledger(answers)
    log = _BatchLog(captioner.host, study.folder, settings)
    fetched = run_batches(study, captioner, conditions, kept, ledger, budget=budget, log=log)
    running = len(ledger.of(captioner))
    if fetched.not_run and not running:
        raise ModelError(
            f"{captioner.host} did not run a batch: {fetched.not_run[0] or 'it gave no reason'}.",
            "Run the same command again to submit it once more.",
        )
    return running


class _BatchLog:
    """Says on standard error what is submitted, what has come, and what is still on its way."""

    def __init__(self, host: str, folder: Path, settings: "Settings") -> None:
        self._host = host
        self._folder = folder
        self._settings = settings

    def fetched(self, fetched: "Fetched") -> None:
        from capassist.text.words import counted

        if fetched.answers:
            say(f"Fetched {counted(fetched.answers, 'answer')}.")
        for reason, count in fetched.failed.most_common(_MOST_REASONS):
            say(f"{counted(count, 'request')} failed: {reason}")
        if fetched.failed:
            say("What failed is asked for again when you run the same command again.")
        for batch in fetched.running:
            counts = f"{batch.completed:,} of {batch.total:,} answered, {batch.failed:,} failed"
            say(f"{batch.id}: {batch.status}{f', {counts}' if batch.total else ''}.")

    def submitting(self, requests: int) -> None:
        from capassist.text.words import counted

        what = f"{counted(requests, 'request')} with texts and pictures of {self._folder}"
        say(f"To {self._host}: {what}, one of them at once as a trial.")

    def uploading(self, upload: "Upload") -> None:
        say(f"To {self._host}: {_in_words(upload, self._settings)}.")

    def submitted(self, batch: "Batch") -> None:
        say(f"Submitted as {batch.id}.")

    def stopped(self, limit: SettingsError) -> None:
        show(limit)


def _in_words(upload: "Upload", settings: "Settings") -> str:
    from capassist.text.words import counted

    requests = counted(len(upload.requests), "request")
    size = f"a batch of {requests}, {upload.size / 1_000_000:,.1f} MB, about {upload.tokens_in:,} tokens"
    prices = prices_of(settings)
    if prices is None:
        return size
    from capassist.llm.budget import USUAL_ANSWER

    cost = prices.cost(upload.tokens_in, USUAL_ANSWER * len(upload.requests))
    return f"{size}; with the answers about {cost:,.4f} at your prices"


# Benchmarks that a model judges ---------------------------------------------------------------------------------------


def _judged(benchmark: "Benchmark[T]", options: "ModelOptions", output: ScoreOutput) -> Result:
    """Say what leaves, have the judge that the settings name judge the captions, and return the tables of that.

    Raises SettingsError where no server and model are named.
    """
    from capassist.evaluation.llm_judge import ask
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting

    settings = load_settings(options, None, os.environ)
    warn(settings.problems)
    judge = judge_for(benchmark.folder, settings)
    if judge is None:
        raise SettingsError("Captions of this benchmark are judged by a model.", "Name it with --server and --model.")
    questions = benchmark.questions()
    verdicts: dict[Question[T], T | None] = {}
    estimate = judge.estimate(questions)
    announce_estimate(judge.host, estimate)
    if estimate.requests:
        say(f"Each is {benchmark.sends}; blank captions are among them.")
    with Ended() as ended, drafting(len(questions), judge.name, doing="Judging") as progress:
        ask(judge, questions, verdicts, jobs=settings.jobs.value, progress=progress)
    return output.result(benchmark.tables(verdicts, judge.name), ended)
