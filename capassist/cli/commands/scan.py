"""scan: the figures of a draft, which captions are missing, and what is drawn in a figure."""

from capassist.cli.options import AsJson, DraftPath, FigureNames, Password, Pdf
from capassist.cli.output import Result
from capassist.cli.wiring import open_paper


def scan(
    draft: DraftPath, figure: FigureNames = None, json_: AsJson = False, pdf: Pdf = None, password: Password = None
) -> Result:
    """List the draft's figures and which captions are missing.

    With --figure show what was read of these alone: the caption, the axes, legends and panels that are drawn.

    \b
    Examples:
      capassist scan paper/
      capassist scan paper/ --figure fig:speed
      capassist scan paper.pdf --json > figures.json
    """
    paper = open_paper(draft, password, pdf)
    if figure:
        from dataclasses import replace

        from capassist.workflow.drafting import choose_figures

        paper = replace(paper, figures=tuple(choose_figures(paper, figure)))
    # Each form loads only what it prints with: half of a short paper's time would be imports.
    if json_:
        from capassist.terminal.json_records import scan_record

        return Result(scan_record(paper))
    if figure:
        from capassist.terminal.figure_facts import figure_facts

        return Result(map(figure_facts, paper.figures))
    from capassist.terminal import tables

    return Result([tables.scan_table(paper)], [tables.after_scan(paper)])
