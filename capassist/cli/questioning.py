"""evaluate --questions: what a reader learns from a paper's captions."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from capassist.cli.parts import open_paper
from capassist.cli.shown import print_json

if TYPE_CHECKING:
    from capassist.evaluation.reading import Examination


def question_captions(draft: Path, password: str | None, *, as_json: bool, as_csv: bool) -> None:
    """Ask the captions of a paper what its text says of their figures, and print what they tell."""
    from capassist.evaluation.reading import examine

    _show(examine(open_paper(draft, password)), as_json=as_json, as_csv=as_csv)


def _show(examination: "Examination", *, as_json: bool, as_csv: bool) -> None:
    from capassist.terminal.console import output
    from capassist.terminal.readings import examination_csv, examination_record, examination_view

    if as_json:
        print_json(examination_record(examination))
    elif as_csv:
        typer.echo(examination_csv(examination), nl=False)
    else:
        output().print(examination_view(examination))
