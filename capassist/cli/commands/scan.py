"""scan: the figures of a draft, which captions are missing, and what is drawn in a figure."""

from typing import TYPE_CHECKING

from capassist.cli.options import AsJson, DraftPath, FigureNames, Password, Pdf
from capassist.cli.output import Result
from capassist.cli.wiring import open_paper, read_session
from capassist.errors import DraftError

if TYPE_CHECKING:
    from capassist.model import Draft


def scan(
    draft: DraftPath, figure: FigureNames = None, json_: AsJson = False, pdf: Pdf = None, password: Password = None
) -> Result:
    """List the draft's figures and which captions are missing.

    What was accepted in the review and is not in the source is said below them. With --figure show what was read of
    these alone: the caption, the axes, legends and panels that are drawn.

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

        return Result(figure_facts(each, paper.printed_caption(each)) for each in paper.figures)
    return _table(paper)


def _table(paper: "Draft") -> Result:
    from dataclasses import replace

    from capassist.drafts import SEVERAL_PAPERS
    from capassist.terminal import tables

    untold = tuple(problem for problem in paper.problems if problem.code != SEVERAL_PAPERS)  # told by every command
    waiting, drafted = _kept(paper)
    return Result([tables.scan_table(replace(paper, problems=untold))], waiting or [tables.after_scan(paper, drafted)])


def _kept(paper: "Draft") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what waits in the draft's session and the figures that have drafts there, where it can be read: a look at
    the figures needs none."""
    from capassist.workflow.waiting import what_waits

    try:
        session = read_session(paper)
        return what_waits(paper, session), tuple(figure.id for figure in paper.figures if session.drafts(figure.id))
    except DraftError:
        return (), ()
