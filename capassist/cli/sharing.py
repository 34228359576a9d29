"""disclose, export: what stays of a review, on request and on this machine only."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson, DraftPath, Password
from capassist.cli.parts import open_paper
from capassist.cli.shown import print_json

Venue = StrEnum("Venue", ["acm", "ieee", "nature", "elsevier", "acl", "iclr", "neurips"])


def disclose(
    draft: DraftPath,
    venue: Annotated[
        Venue | None,
        typer.Option(
            metavar="NAME", show_default=False, help=f"Word the statement for this venue: {', '.join(Venue)}."
        ),
    ] = None,
    json_: AsJson = False,
    password: Password = None,
) -> None:
    """List which captions a program drafted, for a statement.

    What you accepted, what you edited and how much, what nobody reviewed. The statement is printed to be copied: nothing is
    inserted into the paper.

    \b
    Examples:
      capassist disclose paper/
      capassist disclose paper/ --venue acm
    """
    from capassist import workflow
    from capassist.disclosure import POLICIES
    from capassist.terminal import disclosures
    from capassist.terminal.console import output

    disclosure = workflow.disclose(open_paper(draft, password), POLICIES[venue] if venue else None)
    if json_:
        print_json(disclosures.disclosure_record(disclosure))
    else:
        output().print(disclosures.disclosure_report(disclosure))


def preferences(
    draft: DraftPath,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Into a new file that only you can read.")
    ] = None,
    password: Password = None,
) -> None:
    """Print what you chose over which draft, as JSON lines.

    They are for training a model. Each has a prompt, the caption that you chose, and a draft that you edited or turned down. It holds text of the paper:
    it is written to where you say and nowhere else.

    \b
    Example:
      capassist export preferences paper/ --output preferences.jsonl
    """
    from capassist import workflow
    from capassist.preferences import as_lines, write_rows
    from capassist.text.words import counted

    rows = workflow.preferences(open_paper(draft, password))
    if output:
        write_rows(rows, output)
    else:
        typer.echo(as_lines(rows), nl=False)
    typer.echo(f"{counted(len(rows), 'pair')}{f' in {output}' if output else ''}.", err=True)
