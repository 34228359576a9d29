"""scan: the figures of a draft, which captions are missing, and what is drawn in a figure."""

from capassist.cli.options import AsJson, DraftPath, FigureNames, Password, Pdf
from capassist.cli.output import print_json
from capassist.cli.wiring import open_paper


def scan(
    draft: DraftPath, figure: FigureNames = None, json_: AsJson = False, pdf: Pdf = None, password: Password = None
) -> None:
    """List the draft's figures and which captions are missing.

    With --figure show what was read of these alone: the caption, the axes, legends and panels that are drawn.

    \b
    Examples:
      capassist scan paper/
      capassist scan paper/ --figure fig:speed
      capassist scan paper.pdf --json > figures.json
    """
    from dataclasses import replace

    paper = open_paper(draft, password, pdf)
    if figure:
        from capassist.workflow.drafting import choose_figures

        paper = replace(paper, figures=tuple(choose_figures(paper, figure)))
    if json_:
        from capassist.terminal.records import scan_record

        print_json(scan_record(paper))
        return
    from capassist.terminal.console import messages, output

    if figure:
        from capassist.terminal.figure_facts import figure_facts

        for one in paper.figures:
            output().print(figure_facts(one))
        return
    from capassist.terminal import tables

    output().print(tables.scan_table(paper))
    messages().print(tables.after_scan(paper))
