"""scan, suggest, review: from the draft to decisions."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import (
    AsJson,
    Candidates,
    DraftPath,
    FigureNames,
    Instruction,
    LocalOnly,
    MaxCost,
    MaxTokens,
    Model,
    Password,
    Pdf,
    PreviewMode,
    ProfileSize,
    Prompt,
    Server,
    Wanted,
)
from capassist.cli.parts import desk_for, open_or_read_session, open_paper, read_session
from capassist.cli.servers import announce, print_requests
from capassist.cli.shown import print_json, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.model import Draft
    from capassist.workflow import Failure, Suggestion


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


def suggest(
    draft: DraftPath,
    figure: FigureNames = None,
    server: Server = None,
    model: Model = None,
    profile: ProfileSize = None,
    kind: Wanted = "style",
    instruction: Instruction = "",
    prompt: Prompt = None,
    candidates: Candidates = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the exact requests as JSON, and send nothing.")
    ] = False,
    json_: AsJson = False,
    pdf: Pdf = None,
    password: Password = None,
) -> None:
    """Draft a caption for each figure that lacks one.

    With --figure for others, too; --instruction changes those there are. Each draft is shown with the sentences and captions it
    rests on, and kept for the review.

    \b
    Examples:
      capassist suggest paper/
      capassist suggest paper/ --figure 3 --server ollama --model qwen3-vl
      capassist suggest paper/ --figure fig:speed --instruction "name the colours"
    """
    from capassist.terminal.progress import drafting
    from capassist.workflow import Wish, choose_figures
    from capassist.workflow import suggest as draft_all

    paper = open_paper(draft, password, pdf)
    figures = choose_figures(paper, figure or [])
    wish = Wish(kind, instruction.strip())
    with desk_for(
        paper, password, opened=read_session if dry_run else open_or_read_session, sends=not dry_run,
        server=server, model=model, profile=profile, prompt=prompt, candidates=candidates,
        max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    ) as desk:  # fmt: skip
        if dry_run:
            print_requests(desk, figures, wish)
            return
        announce(desk, figures, wish)
        with drafting(total=len(figures), captioner=desk.captioner.name) as progress:
            results = [progress(result) for result in draft_all(desk, figures, wish)]
    _show_drafts(paper, results, kept=desk.session.is_kept, as_json=json_)


def review(
    draft: DraftPath,
    figure: FigureNames = None,
    server: Server = None,
    model: Model = None,
    profile: ProfileSize = None,
    prompt: Prompt = None,
    candidates: Candidates = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    preview: PreviewMode = "auto",
    pdf: Pdf = None,
    password: Password = None,
) -> None:
    """Decide on each draft in the terminal.

    One key accepts, edits, refines by an instruction, asks for another draft, puts sentences of several together, skips, jumps
    or undoes; ? shows them all. Every decision and edit is saved when it is made: quit at any time, the same command goes on
    from there.

    \b
    Examples:
      capassist review paper/
      capassist review paper/ --figure 3
      capassist review paper/ --preview off
    """
    from capassist.drafts.images import DraftImages
    from capassist.reviewing import review as ask
    from capassist.reviewing import undecided
    from capassist.terminal import tables
    from capassist.terminal.console import messages
    from capassist.terminal.progress import waiting
    from capassist.terminal.review import require_terminal, reviewer_for_terminal
    from capassist.workflow import choose_figures

    paper = open_paper(draft, password, pdf)
    figures = choose_figures(paper, figure or [])
    require_terminal()
    with desk_for(
        paper, password,
        server=server, model=model, profile=profile, prompt=prompt, candidates=candidates,
        max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    ) as desk:  # fmt: skip
        asked = figures if figure else undecided(desk.session, figures)
        announce(desk, asked)
        with reviewer_for_terminal(DraftImages(paper, password), preview) as reviewer:
            ask(desk, figures, reviewer, asked=asked, waiting=partial(waiting, captioner=desk.captioner.name))
        messages().print(tables.review_summary(paper, [desk.session.decision(figure.id) for figure in figures]))


def _show_drafts(paper: "Draft", results: "Sequence[Suggestion | Failure]", *, kept: bool, as_json: bool) -> None:
    """Print what was drafted and what failed; a failure's exit code is the command's. Where nothing is `kept`, no review is next.

    Raises:
        typer.Exit: a figure has no draft.
    """
    from capassist.terminal import records, tables
    from capassist.terminal.console import messages, output
    from capassist.workflow import Failure

    failed = [result for result in results if isinstance(result, Failure)]
    drafted = [result for result in results if not isinstance(result, Failure)]
    if as_json:
        print_json(
            records.drafts_record(
                [(result.candidate, result.findings) for result in drafted],
                [(failure.figure, failure.error) for failure in failed],
            )
        )
    else:
        for result in drafted:
            output().print(tables.suggestion(result.figure, result.candidate, result.profile, result.findings))
        done = [result.figure for result in drafted]
        messages().print(tables.next_step(paper, drafted=done, wanted=len(results), reviewable=kept))
        for failure in failed:
            show(failure.error, figure=failure.figure)
    if failed:
        raise typer.Exit(failed[0].error.exit_code)
