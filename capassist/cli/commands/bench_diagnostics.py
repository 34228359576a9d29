"""bench diagnostics: what a model remembers of a paper with and without writing a caption first."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from capassist.cli.costs import announce_estimate
from capassist.cli.options import AsJson, LocalOnly, MaxCost, MaxTokens, Model, Server
from capassist.cli.output import Result, say, warn
from capassist.cli.scores import AsCsv, Ended, ScoreOutput
from capassist.cli.wiring import judge_for, open_paper
from capassist.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from capassist.evaluation.diagnostics import Task
    from capassist.evaluation.llm_judge import Judge, Question

_ROWS = (".json", ".jsonl")
T = TypeVar("T")


def diagnostics(
    source: Annotated[
        Path, typer.Argument(metavar="PAPER|ROWS", help="A paper, or published rows as JSON lines.", show_default=False)
    ],
    server: Server = None,
    model: Model = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    json_: AsJson = False,
    csv: AsCsv = False,
) -> Result:
    """Ask what was said last, with and without a caption first.

    Facts are planted among the paper's paragraphs: what a thing is, what a figure shows, what shall be said of it.
    Published rows are asked without their pictures, and the same model judges the last actions.

    \b
    Example:
      capassist bench diagnostics paper/ --server URL --model M
    """
    from capassist.evaluation.diagnostics import ActionVerdict, diagnosed, planted, read_rows
    from capassist.settings import ModelOptions, load_settings

    output = ScoreOutput(json_, csv)
    options = ModelOptions(server=server, model=model, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only)
    settings = load_settings(options, None, os.environ)
    warn(settings.problems)
    rows = source.suffix in _ROWS
    tasks = read_rows(source) if rows else planted([open_paper(source, None)])
    if not tasks:
        raise UsageError(f"The text of {source} mentions no figure.", "Name a paper whose text does.")
    judge = judge_for(source.parent if rows or source.is_file() else source, settings)
    if judge is None:
        raise SettingsError("It is a model that is asked here.", "Name it with --server and --model.")
    answers: dict[str, dict[Task, str | None]] = {}
    verdicts: dict[Question[bool], bool | None] = {}
    with Ended() as ended:
        _ask_all(judge, tasks, answers, settings.jobs.value)
        _have_judged(judge, answers, verdicts, settings.jobs.value)
    title = f"{source.name}: {len(tasks)} tasks, asked {judge.name}"
    judged = {question: said for question, said in verdicts.items() if isinstance(question, ActionVerdict)}
    return output.result([diagnosed(title, answers, judged)] if answers else [], ended)


def _ask_all(judge: "Judge", tasks: "list[Task]", answers: "dict[str, dict[Task, str | None]]", jobs: int) -> None:
    """Ask each task by itself, then have captions written, and ask again after them; what came is in `answers`."""
    from capassist.evaluation.diagnostics import CaptionFirst, Recall

    _announce(judge, tasks)
    alone: dict[Question[str], str | None] = {}
    written: dict[Question[str], str | None] = {}
    after: dict[Question[str], str | None] = {}
    _ask(judge, [Recall(task) for task in tasks], alone, jobs, "Asking")
    answers["without a caption"] = _by_task(alone)
    _ask(judge, [CaptionFirst(task) for task in tasks], written, jobs, "Writing captions")
    captions = {question.task: text for question, text in written.items() if isinstance(question, CaptionFirst)}
    _ask(judge, [Recall(task, captions[task]) for task in tasks if captions.get(task)], after, jobs, "Asking again")
    answers["after a caption"] = _by_task(after)


def _announce(judge: "Judge", tasks: "list[Task]") -> None:
    from capassist.evaluation.diagnostics import CaptionFirst, Recall

    estimate = judge.estimate([question for task in tasks for question in (Recall(task), CaptionFirst(task))])
    announce_estimate(judge.host, estimate)
    judged = sum(task.is_judged for task in tasks)
    more = f" Each answer to {judged} of them is judged by the same model." if judged else ""
    say(f"Then each task once more, after the caption.{more}")


def _have_judged(
    judge: "Judge",
    answers: "dict[str, dict[Task, str | None]]",
    into: "dict[Question[bool], bool | None]",
    jobs: int,
) -> None:
    """Have the answers to published last actions judged; the verdicts that came are in `into`."""
    from capassist.evaluation.diagnostics import to_judge

    if questions := to_judge(answers.values()):
        _ask(judge, [*questions], into, jobs, "Judging")


def _ask(
    judge: "Judge", questions: "list[Question[T]]", into: "dict[Question[T], T | None]", jobs: int, doing: str
) -> None:
    from capassist.evaluation.llm_judge import ask
    from capassist.terminal.progress import drafting

    with drafting(len(questions), judge.name, doing=doing) as progress:
        ask(judge, questions, into, jobs=jobs, progress=progress)


def _by_task(said: "dict[Question[str], str | None]") -> "dict[Task, str | None]":
    from capassist.evaluation.diagnostics import Recall

    return {question.task: text for question, text in said.items() if isinstance(question, Recall)}
