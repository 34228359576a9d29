"""check --texts: the guards over any number of texts, for scripts."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from capassist.cli.output import print_json
from capassist.errors import EXIT_FINDINGS

if TYPE_CHECKING:
    from capassist.model import Draft


def print_checked_texts(paper: "Draft", file: Path, *, fail_on: str, as_json: bool) -> None:
    """Print what the guards say of each text in the file.

    Raises:
        typer.Exit: a text could not be written, or with another `fail_on` than "error" there is a warning.
    """
    from capassist.terminal import findings
    from capassist.terminal.console import messages, output
    from capassist.workflow.texts import check_texts, read_texts

    checked = tuple(check_texts(paper, read_texts(file)))
    if as_json:
        print_json(findings.texts_record(checked))
    else:
        for row in checked:
            for line in findings.text_lines(row):
                output().print(line)
        messages().print(findings.texts_summary(checked))
    if any(row.refused or (row.warnings and fail_on != "error") for row in checked):
        raise typer.Exit(EXIT_FINDINGS)
