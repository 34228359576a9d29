"""check --texts: the guards over any number of texts, and a second look by a model, for scripts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from capassist.cli.output import print_json, show, warn
from capassist.cli.wiring import announce_estimate, double_checker_for, read_session
from capassist.errors import EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.errors import CapassistError
    from capassist.model import Draft
    from capassist.settings import ModelOptions
    from capassist.workflow.texts import CheckedText, FigureText


def print_checked_texts(
    paper: "Draft",
    file: Path | None,
    fail_on: str,
    password: str | None,
    second_look: "ModelOptions | None",
    *,
    as_json: bool,
) -> None:
    """Print what the guards say of each text in the file, and with the options of a model what a second look finds.

    Raises UsageError where no file is named.

    Raises:
        typer.Exit: the second look failed; a text could not be written, or with another `fail_on` than "error" there is
            a warning.
    """
    from capassist.terminal import findings
    from capassist.terminal.console import messages, output
    from capassist.workflow.texts import check_texts, read_texts

    if file is None:
        raise UsageError("--double-check looks at drafts and at --texts.", "Captions that stand there: check --llm.")
    texts = read_texts(file)
    failures: tuple[CapassistError, ...] = ()
    if second_look is None:
        checked = tuple(check_texts(paper, texts))
    else:
        checked, failures = _looked_at(paper, texts, password, second_look)
    if as_json:
        print_json(findings.texts_record(checked))
    else:
        for row in checked:
            for line in findings.text_lines(row):
                output().print(line)
        messages().print(findings.texts_summary(checked))
    if failures:
        show(failures[0])
        raise typer.Exit(failures[0].exit_code)
    if any(row.refused or (row.warnings and fail_on != "error") for row in checked):
        raise typer.Exit(EXIT_FINDINGS)


def _looked_at(
    paper: "Draft", texts: "Sequence[FigureText]", password: str | None, options: "ModelOptions"
) -> "tuple[tuple[CheckedText, ...], tuple[CapassistError, ...]]":
    """Say what leaves, and return what the guards and a model say of the texts, and why the model said nothing of some.

    Raises SettingsError without a server.
    """
    from capassist.settings import load_settings
    from capassist.workflow.second_look import SecondLooks
    from capassist.workflow.texts import check_texts, figures_of

    settings = load_settings(options, paper.root, os.environ)
    warn(settings.problems)
    checker = double_checker_for(paper, password, settings)
    figures = figures_of(paper, texts)
    announce_estimate(checker.host, checker.estimate((figures[given.figure], given.text) for given in texts))
    looks = SecondLooks(read_session(paper), checker)
    checked = tuple(check_texts(paper, texts, looks, settings.jobs.value))
    return checked, looks.tally((row.figure, row.given.text) for row in checked).failures
