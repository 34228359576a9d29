"""bench blind: what people decided on a page of `evaluate --blind`."""

from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson
from capassist.cli.output import Result
from capassist.cli.scores import AsCsv, Ended, ScoreOutput


def blind(
    key: Annotated[Path, typer.Argument(metavar="KEY", help="The page's key, NAME.key.json.", show_default=False)],
    decisions: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="What the judges downloaded.", show_default=False)
    ],
    json_: AsJson = False,
    csv: AsCsv = False,
) -> Result:
    """Join what people judged on a page of `evaluate --blind`.

    \b
    Example:
      capassist bench blind judge.key.json anna.json ben.json
    """
    from capassist.evaluation.judgements import judged_table, read_all, read_key

    known = read_key(key)
    return ScoreOutput(json_, csv).result([judged_table(known, read_all(decisions, known))], Ended())
