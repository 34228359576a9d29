"""evaluate --any-cap and --capeval: published benchmarks whose captions a model on a server judges."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import typer

from capassist.cli.servers import announce_outlook, kept_answers, meter_for
from capassist.cli.shown import warn
from capassist.errors import SettingsError

if TYPE_CHECKING:
    from capassist.evaluation.judging import Judge, Question
    from capassist.evaluation.table import Table
    from capassist.settings import ModelOptions, Settings

    Showing = Callable[[Callable[[], Sequence[Table]]], AbstractContextManager[None]]  # of tables, when all is done

T = TypeVar("T")


class Benchmark(Protocol[T]):
    """Captions with what a judge is asked about them."""

    @property
    def folder(self) -> Path:
        """Where its files lie, and the judge's answers are kept."""

    @property
    def sends(self) -> str:
        """What one request holds."""

    def questions(self) -> "list[Question[T]]":
        """Return all that is to be asked, each once."""

    def tables(self, verdicts: "Mapping[Question[T], T | None]", judge: str) -> "Sequence[Table]":
        """Return the tables of what was judged so far."""


def evaluate_any_cap(folder: Path, predictions: Path, options: "ModelOptions", shown: "Showing") -> None:
    """Have the captions of a file judged on AnyCapEval's files, and show the tables."""
    from capassist.evaluation.anycap import load

    _have_judged(load(folder, predictions), options, shown)


def evaluate_capeval(file: Path, predictions: Path, options: "ModelOptions", shown: "Showing") -> None:
    """Have the captions of a file judged on CapEval-QAs, and show the tables."""
    from capassist.evaluation.capeval import load

    _have_judged(load(file, predictions), options, shown)


def _have_judged(benchmark: "Benchmark[T]", options: "ModelOptions", shown: "Showing") -> None:
    """Say what leaves, have the judge that the settings name judge the captions, and show the tables of what it judged.

    Raises SettingsError where no server and model are named.
    """
    from capassist.evaluation.judging import ask
    from capassist.terminal.progress import drafting

    judge, jobs = _judge(benchmark.folder, options)
    questions = benchmark.questions()
    verdicts: dict[Question[T], T | None] = {}
    outlook = judge.outlook(questions)
    announce_outlook(judge.host, outlook)
    if outlook.requests:
        typer.echo(f"Each is {benchmark.sends}; blank captions are among them.", err=True)
    with (
        shown(lambda: benchmark.tables(verdicts, judge.name)),
        drafting(len(questions), judge.name, doing="Judging") as progress,
    ):
        ask(judge, questions, verdicts, jobs=jobs, progress=progress)


def _judge(folder: Path, options: "ModelOptions") -> "tuple[Judge, int]":
    """Return the judge that the settings name, and how many questions it takes at a time."""
    from capassist.settings import load_settings

    settings = load_settings(options, None, os.environ)
    warn(settings.problems)
    judge = judge_for(folder, settings)
    if judge is None:
        raise SettingsError("Captions of this benchmark are judged by a model.", "Name it with --server and --model.")
    return judge, settings.jobs.value


def judge_for(folder: Path, settings: "Settings") -> "Judge | None":
    """Return the judge that the settings name, who keeps its answers in the folder; None where they name none."""
    from capassist.captioners.online import Dialects
    from capassist.evaluation.judging import Judge
    from capassist.settings import memory_file, needed_key

    online = settings.online()
    if online is None:
        return None
    server, model = online
    return Judge(
        server,
        model,
        needed_key(server, os.environ),
        settings.timeout.value,
        answers=kept_answers(folder),
        dialects=Dialects(memory_file()),
        meter=meter_for(settings),
    )
