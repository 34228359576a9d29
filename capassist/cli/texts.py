"""check --texts: the guards over any number of texts, for scripts."""

from pathlib import Path
from typing import TYPE_CHECKING

from capassist.cli.output import Result
from capassist.errors import EXIT_FINDINGS

if TYPE_CHECKING:
    from capassist.model import Draft


def checked_texts(paper: "Draft", file: Path, *, fail_on: str | None, as_json: bool) -> Result:
    """Return what the guards say of each text in the file.

    It is a failure where a text could not be written, or with another `fail_on` than "error" where there is a warning.
    """
    from capassist.terminal import findings
    from capassist.workflow.texts import check_texts, read_texts

    checked = tuple(check_texts(paper, read_texts(file)))
    strict = fail_on not in {None, "error"}
    failed = any(row.refused or (row.warnings and strict) for row in checked)
    code = EXIT_FINDINGS if failed else 0
    if as_json:
        return Result(findings.texts_record(checked), exit_code=code)
    lines = (line for row in checked for line in findings.text_lines(row))
    return Result(lines, [findings.texts_summary(checked)], exit_code=code)
