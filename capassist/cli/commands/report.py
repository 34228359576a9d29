"""report: all figures, drafts and warnings on one page, to look at, send, or decide on in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.costs import announce
from capassist.cli.options import (
    DoubleCheck,
    DraftPath,
    FigureNames,
    LocalOnly,
    MaxCost,
    MaxTokens,
    Model,
    Password,
    Pdf,
    ProfileSize,
    Server,
    Voice,
    WrittenFor,
)
from capassist.cli.output import Result
from capassist.cli.pictures import LARGEST_PNG, LARGEST_SIDE
from capassist.cli.second_looks import second_looks
from capassist.cli.wiring import drafting_context, open_or_read_session, open_paper

Page = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Where the page goes; else report-PAPER.html, in this folder."),
]


def report(
    draft: DraftPath,
    html: Page = None,
    figure: FigureNames = None,
    for_: WrittenFor = "caption",
    server: Server = None,
    model: Model = None,
    profile: ProfileSize = None,
    voice: Voice = None,
    double_check: DoubleCheck = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    pdf: Pdf = None,
    password: Password = None,
) -> Result:
    """Put the figures, drafts and warnings on one HTML page.

    What lacks a caption is drafted first. The page can be read, printed and sent; in a browser you can decide on it,
    and download the decisions for `capassist apply --decisions`.

    \b
    Examples:
      capassist report paper/
      capassist report paper/ --html captions.html --figure fig:latency
    """
    from capassist.drafts.images import DraftImages
    from capassist.report import default_name, entry_for, report_page, require_place, write_report
    from capassist.settings import ModelOptions
    from capassist.terminal import tables
    from capassist.terminal.progress import drafting
    from capassist.wording import command
    from capassist.workflow.choosing import choose_texts, texts_of
    from capassist.workflow.drafting import FailedDraft, suggest

    paper = open_paper(draft, password, pdf, voice)
    html = html or default_name(paper)
    require_place(html, paper)
    wanted = choose_texts(paper, figure or [], for_)
    shown = wanted if figure else texts_of(paper, for_)
    images = DraftImages(paper, password, LARGEST_SIDE, LARGEST_PNG)
    options = ModelOptions(
        server=server, model=model, profile=profile, double_check=double_check,
        max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    )  # fmt: skip
    with drafting_context(paper, password, options, opened=open_or_read_session) as context:
        announce(context, wanted)
        with drafting(total=len(wanted), captioner=context.captioner.name) as progress:
            results = [progress(result) for result in suggest(context, wanted)]
        failures = [(result.figure, result.error) for result in results if isinstance(result, FailedDraft)]
        failed = {figure.id: error for figure, error in failures}
        entries = [entry_for(context, figure, images, failed.get(figure.id)) for figure in shown]
    write_report(html, paper, report_page(paper, entries))
    looked, unlooked = second_looks(context, results, asked=double_check)
    following = (
        "Next: open it in a browser, and download what you decide.",
        f"  write that: {command('apply', paper, '--decisions', 'FILE')}",
    )
    return Result(said=[tables.written([html], following), *looked], failures=[*failures, *unlooked])
