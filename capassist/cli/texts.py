"""check --texts: the guards over any number of texts, and a second look by a model, for scripts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from capassist.cli.costs import announce_estimate
from capassist.cli.output import Result, warn
from capassist.cli.wiring import double_checker_for, read_session
from capassist.errors import EXIT_FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.errors import CapassistError
    from capassist.model import Draft
    from capassist.settings import ModelOptions
    from capassist.workflow.texts import CheckedText, FigureText

    Checked = tuple[tuple[CheckedText, ...], tuple[CapassistError, ...]]


def checked_texts(paper: "Draft", file: Path, password: str | None, second_look: "ModelOptions | None") -> "Checked":
    """Return what the guards say of each text in the file, with the options of a model what a second look finds, too,
    and why the model said nothing of some."""
    from capassist.workflow.texts import check_texts, read_texts

    texts = read_texts(file)
    if second_look is None:
        return tuple(check_texts(paper, texts)), ()
    return _looked_at(paper, texts, password, second_look)


def texts_result(found: "Checked", *, fail_on: str | None, as_json: bool) -> Result:
    """Return what was found of texts as a command's result.

    It is a failure where a text could not be written, or with another `fail_on` than "error" where there is a warning.
    """
    from capassist.terminal import findings

    checked, errors = found
    strict = fail_on not in {None, "error"}
    failed = any(row.refused or (row.warnings and strict) for row in checked)
    failures, code = [(None, error) for error in errors[:1]], EXIT_FINDINGS if failed else 0
    if as_json:
        return Result(findings.texts_record(checked), failures=failures, exit_code=code)
    lines = (line for row in checked for line in findings.text_lines(row))
    return Result(lines, [findings.texts_summary(checked)], failures, code)


def _looked_at(
    paper: "Draft", texts: "Sequence[FigureText]", password: str | None, options: "ModelOptions"
) -> "Checked":
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
