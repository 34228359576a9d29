"""suggest: a draft for each caption that is missing."""

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
    ProfileSize,
    Prompt,
    Server,
    TextFor,
    Wanted,
)
from capassist.cli.output import print_json, show
from capassist.cli.wiring import (
    announce,
    drafting_context,
    open_or_read_session,
    open_paper,
    print_requests,
    read_session,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.model import Draft, Purpose
    from capassist.workflow.drafting import Failure, Suggestion


def suggest(
    draft: DraftPath,
    figure: FigureNames = None,
    for_: TextFor = "caption",
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

    With --figure for others, too; --instruction changes those there are. Each draft is shown with the sentences and
    captions it rests on, and kept for the review.

    \b
    Examples:
      capassist suggest paper/
      capassist suggest paper/ --figure 3 --server ollama --model qwen3-vl
      capassist suggest paper/ --figure fig:speed --instruction "name the colours"
      capassist suggest paper/ --for alt
    """
    from capassist.settings import ModelOptions
    from capassist.terminal.progress import drafting
    from capassist.workflow.choosing import choose_texts
    from capassist.workflow.drafting import DraftOptions
    from capassist.workflow.drafting import suggest as draft_all

    paper = open_paper(draft, password, pdf)
    figures = choose_texts(paper, figure or [], for_)
    asked = DraftOptions(kind, instruction.strip())
    options = ModelOptions(
        server=server, model=model, profile=profile, prompt=prompt, candidates=candidates,
        max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    )  # fmt: skip
    opened = read_session if dry_run else open_or_read_session
    with drafting_context(paper, password, options, opened=opened, sends=not dry_run) as context:
        if dry_run:
            print_requests(context, figures, asked)
            return
        announce(context, figures, asked)
        with drafting(total=len(figures), captioner=context.captioner.name) as progress:
            results = [progress(result) for result in draft_all(context, figures, asked)]
    _show_drafts(paper, results, purpose=for_, kept=context.session.is_kept, as_json=json_)


def _show_drafts(
    paper: "Draft", results: "Sequence[Suggestion | Failure]", *, purpose: "Purpose", kept: bool, as_json: bool
) -> None:
    """Print what was drafted and what failed; a failure's exit code is the command's. Where nothing is `kept`, no
    review is next.

    Raises:
        typer.Exit: a figure has no draft.
    """
    from capassist.terminal import records, tables
    from capassist.terminal.console import messages, output
    from capassist.workflow.drafting import Failure

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
        messages().print(tables.next_step(paper, drafted=done, wanted=len(results), reviewable=kept, purpose=purpose))
        for failure in failed:
            show(failure.error, figure=failure.figure)
    if failed:
        raise typer.Exit(failed[0].error.exit_code)
