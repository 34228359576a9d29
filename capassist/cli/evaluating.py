"""evaluate: numbers for how close captions come to those that authors wrote."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.options import AsJson
from capassist.cli.shown import print_json
from capassist.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.evaluation.table import Table
    from capassist.metrics import Scoring


def evaluate(
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Captions to score: JSON or JSON lines, by id.", show_default=False),
    ] = None,
    references: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The authors' captions, by the same ids.", show_default=False)
    ] = None,
    form: Annotated[
        Literal["lamp-cap", "scicap"],
        typer.Option(help="Compare as LaMP-Cap does, or as the scorer of the SciCap challenge."),
    ] = "lamp-cap",
    bleu_smoothing: Annotated[
        int | None, typer.Option(min=0, max=4, metavar="0-4", help="NLTK's smoothing method.", show_default=False)
    ] = None,
    json_: AsJson = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the result as CSV, and nothing else.")] = False,
) -> None:
    """Measure how close captions come to those that authors wrote.

    BLEU, ROUGE, METEOR and, for a hundred captions or more, CIDEr-D, with 95 % intervals. Nothing is sent anywhere. Likeness is
    not quality.

    \b
    Examples:
      capassist evaluate --predictions mine.json --references authors.json
      capassist evaluate --predictions submission.json --references public-test.json --form scicap --csv
    """
    from capassist.evaluation.captions import compare

    if predictions is None or references is None:
        raise UsageError("There is nothing to compare.", "Name two files: --predictions FILE --references FILE.")
    _show([compare(predictions, references, _scoring(form, bleu_smoothing))], as_json=json_, as_csv=csv)


def _scoring(form: Literal["lamp-cap", "scicap"], smoothing: int | None) -> "Scoring":
    from dataclasses import replace

    from capassist.metrics import LAMP_CAP, SCICAP

    scoring = LAMP_CAP if form == "lamp-cap" else SCICAP
    return scoring if smoothing is None else replace(scoring, smoothing=smoothing)


def _show(tables: "Sequence[Table]", *, as_json: bool, as_csv: bool) -> None:
    from capassist.evaluation.table import NOT_QUALITY
    from capassist.terminal import evaluations
    from capassist.terminal.console import messages, output

    if as_json:
        print_json(evaluations.evaluation_record(tables))
    elif as_csv:
        typer.echo(evaluations.evaluation_csv(tables), nl=False)
    else:
        output().print(evaluations.evaluation_tables(tables))
        messages().print(NOT_QUALITY)
