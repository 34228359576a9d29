"""scan: the figures of a draft, and which captions are missing."""

from typing import TYPE_CHECKING

from capassist.cli.options import (
    AsJson,
    DraftPath,
    Password,
    Pdf,
)
from capassist.cli.output import print_json
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    pass


def scan(draft: DraftPath, json_: AsJson = False, pdf: Pdf = None, password: Password = None) -> None:
    """List the draft's figures and which captions are missing.

    \b
    Examples:
      capassist scan paper/
      capassist scan paper.pdf --json > figures.json
    """
    from capassist.terminal import records, tables
    from capassist.terminal.console import output

    paper = open_paper(draft, password, pdf)
    if json_:
        print_json(records.scan_record(paper))
    else:
        output().print(tables.scan_table(paper))
