"""export: the review log, to take along."""

from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import DraftPath, Password
from capassist.cli.output import Result
from capassist.cli.wiring import open_paper


def preferences(
    draft: DraftPath,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Into a new file that only you can read.")
    ] = None,
    password: Password = None,
) -> Result:
    """Print what you chose over which draft, as JSON lines.

    They are for training a model. Each has a prompt, the caption that you chose, and a draft that you edited or turned
    down. It holds text of the paper: it is written to where you say and nowhere else.

    \b
    Example:
      capassist export preferences paper/ --output preferences.jsonl
    """
    from capassist.session.log import read_reviewed
    from capassist.session.preferences import as_lines, preference_rows, write_rows
    from capassist.text.words import counted

    paper = open_paper(draft, password)
    rows = preference_rows(paper, read_reviewed(paper.home, paper.name))
    pairs = counted(len(rows), "pair")
    if output:
        write_rows(rows, output)
        return Result(said=[f"{pairs} in {output}."])
    return Result(as_lines(rows), [f"{pairs}."])
