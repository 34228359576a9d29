"""model: models that were trained on what the author chose: fine-tuned, compared, put into use, and out of it again."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from capassist.cli.costs import announce_requests, budget_for
from capassist.cli.options import AsJson, LocalOnly, MaxCost, MaxTokens, Password, Server, Yes
from capassist.cli.output import Result, confirmed, require_answer, say, warn
from capassist.cli.scores import Profiles, profile_conditions
from capassist.cli.wiring import client_for, generative_captioner, open_paper
from capassist.errors import EXIT_RUNNING, ModelError, SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.captioners.generative import GenerativeCaptioner
    from capassist.learning.comparison import ModelComparison
    from capassist.learning.fine_tuning import FineTuning, TrainingPlan
    from capassist.learning.training_set import TrainingSet
    from capassist.llm.budget import Budget
    from capassist.llm.fine_tuning_api import FineTuningJob, JobEvent
    from capassist.settings import ModelOptions

Data = Annotated[
    Path, typer.Argument(metavar="DIR", help="What `capassist export training` wrote.", show_default=False)
]
Base = Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model to begin from.")]
Epochs = Annotated[int, typer.Option(min=1, max=50, metavar="N", help="How often each caption is learnt from.")]
Price = Annotated[
    float | None,
    typer.Option(min=0, metavar="SUM", help="What a million tokens of training cost there.", show_default=False),
]


# fine-tune ------------------------------------------------------------------------------------------------------------


def fine_tune(
    data: Data,
    server: Server = None,
    model: Base = None,
    epochs: Epochs = 3,
    price: Price = None,
    detach: Annotated[bool, typer.Option("--detach", help="Do not wait: exits with 75 until it is trained.")] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Cancel what an earlier run began.")] = False,
    local_only: LocalOnly = None,
    yes: Yes = False,
) -> Result:
    """Have a server train a model on your captions.

    It says what would be sent and what that costs, and asks before anything leaves. Stopped at any time, the same
    command goes on: what is at the server is not sent or paid for again.

    \b
    Examples:
      capassist model fine-tune training/ --server URL --model BASE --price 25
      capassist model fine-tune training/ --server URL --model BASE --cancel
    """
    from capassist.learning.fine_tuning import FineTuning
    from capassist.learning.training_set import open_training_set
    from capassist.text.safe import safe_text

    found = open_training_set(data)
    client = client_for(server, model, local_only)
    if not client.model:
        raise SettingsError("No model is named to begin from.", "Name it with --model.")
    with FineTuning(found, client, epochs) as tuning:
        if cancel:
            return Result(said=[f"The training {_stands(tuning.cancel())}."])
        job = tuning.earlier()
        if job is None and (before := tuning.result):
            said = f"{before} was trained on this before. {_next_step(before, client.model, data)}"
            return Result(safe_text(before) + "\n", [said])
        if job is None and (job := _begun(tuning, price, yes=yes)) is None:
            return Result(said=["Nothing was sent."])
        return _finished(tuning, job, found, detach=detach)


def _begun(tuning: "FineTuning", price: float | None, *, yes: bool) -> "FineTuningJob | None":
    """Say what would be sent and what that costs, ask, and begin; return None where the author does not want it."""
    plan = tuning.plan()
    if not yes:
        require_answer("--yes begins without asking.")
    for line in _announced(plan, price):
        say(line)
    if not (yes or confirmed("Send this and have it trained?")):
        return None
    tuning.require()
    return tuning.begin()


def _announced(plan: "TrainingPlan", price: float | None) -> tuple[str, ...]:
    from capassist.text.words import counted

    kinds = {"train": "to train on", "validation": "to watch it by"}
    counts = " and ".join(f"{counted(file.examples, 'caption')} {kinds[split]}" for split, file in plan.files.items())
    epochs = counted(plan.epochs, "epoch")
    if price is None:
        cost = "What a million tokens of training cost there is not known here: --price says what this costs."
    else:
        cost = f"At your price that is about {plan.tokens * price / 1_000_000:,.2f}."
    return (
        f"To {plan.host}, to train {plan.model}: {counts}, with pictures and paragraphs, {plan.size / 1000:,.0f} kB.",
        f"About {plan.tokens:,} tokens in {epochs}. {cost}",
        f"They are of {', '.join(plan.papers)}: all who wrote them should agree.",
        "The files stay there until you remove them.",
    )


def _finished(tuning: "FineTuning", job: "FineTuningJob", found: "TrainingSet", *, detach: bool) -> Result:
    """Follow a job to its end, and keep the model that came of it."""
    from capassist.learning.model_history import note_trained, open_history
    from capassist.text.safe import safe_text

    host = tuning.client.host
    if job.runs and detach:
        said = f"The training at {host} {_stands(job)}. The same command without --detach follows it."
        return Result(said=[said], exit_code=EXIT_RUNNING)
    if job.runs:
        try:
            job = tuning.follow(job, _Follower(host))
        except KeyboardInterrupt:
            say(f"The training at {host} goes on. The same command follows it again, with --cancel it ends.")
            raise
    tuning.ended(job)
    if not job.model:
        raise ModelError(f"No model came of it: the training {_stands(job)}.", "The same command begins again.")
    papers = [str(paper["name"]) for paper in found.card["papers"] if paper["split"] != "test"]
    with open_history() as history:
        event = {"server": tuning.client.server, "model": job.model, "base": tuning.client.model, "job": job.id}
        note_trained(history, {**event, "data": str(found.folder.resolve()), "papers": papers})
    said = f"Trained, on {job.trained_tokens:,} tokens. {_next_step(job.model, tuning.client.model, found.folder)}"
    return Result(safe_text(job.model) + "\n", [said])


def _stands(job: "FineTuningJob") -> str:
    reason = f": {job.reason}" if job.reason else ""
    return f"{job.status}{reason}" if job.status in {"failed", "succeeded"} else f"is {job.status}{reason}"


def _next_step(model: str, base: str, data: Path) -> str:
    return f"Next: capassist model compare {base} {model} --data {data}"


class _Follower:
    """Prints what happens to a job."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._last = ""

    def happened(self, event: "JobEvent") -> None:
        say(f"{self._host}: {event.message}")

    def stands(self, job: "FineTuningJob") -> None:
        if job.status != self._last:
            say(f"The training {_stands(job)}.")
            self._last = job.status

    def unreachable(self, error: ModelError) -> None:
        say(f"{error.message} Asking again; the training goes on.")


# compare --------------------------------------------------------------------------------------------------------------


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="The model that is used today.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="B", help="The one that may take its place.", show_default=False)],
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="What they are tested by: the test papers of an export.")
    ],
    server: Server = None,
    profile: Profiles = "none,one,all",
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Compare two models on papers that were not trained on.

    Each captioned figure of the export's test papers is left out in turn and drafted by both. What is measured counts
    by its difference and its interval; the result is kept for `capassist model promote`.

    \b
    Example:
      capassist model compare BASE TUNED --data training/ --server URL
    """
    from capassist.learning.comparison import ModelComparison
    from capassist.learning.model_history import open_history
    from capassist.learning.training_set import open_training_set
    from capassist.settings import ModelOptions, load_settings
    from capassist.terminal.evaluations import evaluation_record, evaluation_tables
    from capassist.terminal.model_comparison import comparison_view
    from capassist.text.words import counted

    if first == second:
        raise UsageError("A model was named twice.", "Name two models.")
    limits = ModelOptions(server=server, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only, candidates=1)
    settings = load_settings(limits, None, os.environ)
    if settings.allowed_server() is None:
        raise SettingsError("No server is named.", "Name the server of both models with --server.")
    profiles = profile_conditions(profile, sizes=False)
    found = open_training_set(data)
    papers = {name: open_paper(path, password) for name, path in found.test_papers().items()}
    comparison = ModelComparison(papers, found.test_captions())
    if comparison.changed:
        say(f"Left out, since changed after the export: {counted(comparison.changed, 'caption')} of the test.")
    budget = budget_for(settings)
    one = _drafted(comparison, first, limits, profiles, budget, password)
    other = _drafted(comparison, second, limits, profiles, budget, password)
    result = comparison.compared(one, other, profiles)
    with open_history() as history:
        names = {"server": one.server, "first": first, "second": second, "data": str(data.resolve())}
        history.add("compared", **{**result.record(), **names})
    table = comparison.table()
    if json_:
        tables = evaluation_record([table])["tables"]
        record: dict[str, Any] = {"schema": "capassist.comparison/1", **result.record(), **names, "tables": tables}
        return Result(record)
    said = [f"Next: capassist model promote {second}"] if result.is_better else []
    return Result([evaluation_tables([table]), comparison_view(result)], said)


def _drafted(
    comparison: "ModelComparison",
    model: str,
    limits: "ModelOptions",
    profiles: "Sequence[str]",
    budget: "Budget",
    password: str | None,
) -> "GenerativeCaptioner":
    """Have a model draft all figures of the test, and return who did."""
    from dataclasses import replace

    from capassist.evaluation.generation import condition_name
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting

    captioner: GenerativeCaptioner | None = None
    for paper, targets in comparison.papers:
        settings = load_settings(replace(limits, model=model), paper.root, os.environ)
        warn(settings.problems)
        captioner = generative_captioner(paper, password, settings, budget=budget)
        if captioner is None:
            break
        announce_requests(captioner, (target.request(profile) for target in targets for profile in profiles))
        for profile in profiles:
            with drafting(len(targets), condition_name(captioner, profile)) as progress:
                comparison.evaluation.draft(
                    captioner, profile, targets, jobs=settings.jobs.value, budget=budget, progress=progress
                )
    if captioner is None:
        raise UsageError("There is no paper to test on.", "Export two papers or more that share no figure.")
    return captioner


# promote, rollback, history -------------------------------------------------------------------------------------------

Name = Annotated[str, typer.Argument(metavar="MODEL", help="The model, as the server names it.", show_default=False)]


def promote(model: Name, server: Server = None, local_only: LocalOnly = None) -> Result:
    """Use a model from now on, if it was better.

    The last comparison with the model in use must say that it is better where it counts. It is written into your
    settings file; `capassist model rollback` puts that back as it was.

    \b
    Example:
      capassist model promote TUNED --server URL
    """
    from capassist.learning.model_history import open_history, required_comparison
    from capassist.learning.model_history import promote as make_default
    from capassist.settings import ModelOptions, load_settings, user_file

    settings = load_settings(ModelOptions(server=server, local_only=local_only), None, os.environ)
    named = settings.allowed_server()
    if named is None:
        raise SettingsError("No server is named.", "Name the model's server with --server.")
    in_use = load_settings(ModelOptions(), None, os.environ)
    current = in_use.model.value if in_use.server.value == named else None
    if current == model:
        return Result(said=[f"{model} is used already."])
    path = user_file(os.environ)
    with open_history() as history:
        required_comparison(history, named, model, current)
        make_default(history, path, named, model)
    said = [f"{model} is used from now on: {path} names it. `capassist model rollback` takes that back."]
    if os.environ.get("CAPASSIST_MODEL") or os.environ.get("CAPASSIST_SERVER"):
        said.append("CAPASSIST_MODEL or CAPASSIST_SERVER is set, and counts before that file.")
    return Result(said=said)


def rollback() -> Result:
    """Take the last promotion back: your settings file is as it was.

    \b
    Example:
      capassist model rollback
    """
    from capassist.learning.model_history import open_history
    from capassist.learning.model_history import rollback as take_back

    with open_history() as history:
        promotion = take_back(history)
    return Result(said=[f"{promotion['file']} is as it was before {promotion['model']} was promoted."])


def model_history(json_: AsJson = False) -> Result:
    """List which models were trained, compared and promoted.

    \b
    Example:
      capassist model history
    """
    from capassist.learning.model_history import read_history
    from capassist.terminal.model_comparison import history_view

    events = [_without_bytes(event) for event in read_history()]
    if json_:
        return Result({"schema": "capassist.model-history/1", "events": events})
    if not events:
        return Result(said=["No model was trained or compared yet. Next: capassist export training PAPER -o DIR"])
    return Result([history_view(events)])


def _without_bytes(event: Any) -> dict[str, Any]:
    """Return an event without the settings file that it keeps."""
    return {name: value for name, value in event.items() if name != "before"}
