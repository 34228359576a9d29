"""evaluate --questions: what a reader learns from a paper's captions, looked up by rule or asked of a model."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from capassist.cli.judged import judge_for
from capassist.cli.judging import point_out_instruction, point_out_instructions
from capassist.cli.parts import open_paper
from capassist.cli.servers import announce_outlook
from capassist.cli.shown import print_json, warn
from capassist.errors import CapassistError
from capassist.text.words import counted

if TYPE_CHECKING:
    from capassist.evaluation.judging import Judge, Question
    from capassist.evaluation.questions import Choice
    from capassist.evaluation.quiz import Item
    from capassist.evaluation.reading import Examination
    from capassist.model import Draft
    from capassist.settings import ModelOptions

    Show = Callable[[Examination], None]


def question_captions(
    draft: Path, options: "ModelOptions", password: str | None, *, as_json: bool, as_csv: bool
) -> None:
    """Ask the captions of a paper what its text says of their figures, and print what they tell.

    The model on the server that the settings name makes the questions and answers them; without one they are asked by rule.
    """
    from capassist.evaluation.reading import examine
    from capassist.settings import load_settings

    def show(examination: "Examination") -> None:
        _show(examination, as_json=as_json, as_csv=as_csv)

    paper = open_paper(draft, password)
    settings = load_settings(options, paper.root, os.environ)
    warn(settings.problems)
    judge = judge_for(paper.root, settings)
    if judge is None:
        show(examine(paper))
    else:
        _judge(paper, judge, settings.jobs.value, show, as_json=as_json)


def _judge(paper: "Draft", judge: "Judge", jobs: int, show: "Show", *, as_json: bool) -> None:
    """Say what leaves, have the questions made, then have the captions judged, and show what was judged."""
    from capassist.evaluation.judging import ask
    from capassist.evaluation.quiz import Quiz
    from capassist.terminal.progress import drafting

    quiz = Quiz(paper)
    made: dict[Question[tuple[Item, ...]], tuple[Item, ...] | None] = {}
    verdicts: dict[Question[str], str | None] = {}
    makings = list(quiz.makings.values())
    asked = [making for making in makings if judge.outlook([making]).requests]
    if asked:
        paragraphs = sum(making.paragraphs for making in asked)
        announce_outlook(judge.host, replace(judge.outlook(asked), captions=0, paragraphs=paragraphs))
        most = counted(quiz.most_choices, "request")
        typer.echo(
            f"No caption is among them. Then the captions follow: up to {most}, each of one question and one caption.",
            err=True,
        )
        for making in asked:
            point_out_instruction(f"The text about {making.name}", " ".join(place.sentence for place in making.places))
        point_out_instructions(quiz.figures)
    with _shown(lambda: quiz.examination(made, verdicts, judge.name), show, as_json=as_json):
        with drafting(len(makings), judge.name, doing="Making questions") as progress:
            ask(judge, makings, made, jobs=jobs, progress=progress)
        choices = quiz.choices(made)
        _announce_choices(judge, choices)
        with drafting(len(choices), judge.name, doing="Judging") as progress:
            ask(judge, choices, verdicts, jobs=jobs, progress=progress)


def _announce_choices(judge: "Judge", choices: "Sequence[Choice]") -> None:
    outlook = judge.outlook(choices)
    announce_outlook(judge.host, outlook)
    if outlook.requests:
        typer.echo(
            "Each is one question with a caption; blank captions and pasted paragraphs are among them.", err=True
        )


@contextmanager
def _shown(examination: "Callable[[], Examination]", show: "Show", *, as_json: bool) -> Iterator[None]:
    """Show what was judged when all is done, and when it is interrupted what there is, if there is anything."""
    try:
        yield
    except (CapassistError, KeyboardInterrupt) as error:
        failed_in_json = as_json and not isinstance(error, KeyboardInterrupt)  # the error is the one record then
        if not failed_in_json and (found := examination()).is_answered:
            show(found)
        raise
    show(examination())


def _show(examination: "Examination", *, as_json: bool, as_csv: bool) -> None:
    from capassist.terminal.console import output
    from capassist.terminal.readings import examination_csv, examination_record, examination_view

    if as_json:
        print_json(examination_record(examination))
    elif as_csv:
        typer.echo(examination_csv(examination), nl=False)
    else:
        output().print(examination_view(examination))
