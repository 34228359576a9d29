"""scan: the figures of a draft, and which captions are missing."""

from capassist.cli.options import AsJson, DraftPath, Password, Pdf
from capassist.cli.output import print_json
from capassist.cli.wiring import open_paper


def scan(draft: DraftPath, json_: AsJson = False, pdf: Pdf = None, password: Password = None) -> None:
    """List the draft's figures and which captions are missing.

    \b
    Examples:
      capassist scan paper/
      capassist scan paper.pdf --json > figures.json
    """
    paper = open_paper(draft, password, pdf)
    if json_:
        from capassist.terminal.records import scan_record

        print_json(scan_record(paper))
    else:
        from capassist.terminal import tables
        from capassist.terminal.console import output

        output().print(tables.scan_table(paper))
