"""suggest: a draft for each caption that is missing."""

from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.costs import announce, preview_requests
from capassist.cli.options import (
    AsJson,
    Candidates,
    DoubleCheck,
    DraftPath,
    FigureNames,
    Instruction,
    LocalOnly,
    MaxCost,
    MaxTokens,
    Models,
    Password,
    Pdf,
    Prefer,
    ProfileSize,
    Prompt,
    Server,
    TextFor,
    Voice,
    Wanted,
    named_models,
)
from capassist.cli.output import Result
from capassist.cli.second_looks import second_looks
from capassist.cli.wiring import drafting_context, open_or_read_session, open_paper, read_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.model import Purpose
    from capassist.workflow.drafting import DraftingContext, FailedDraft, Suggestion


def suggest(
    draft: DraftPath,
    figure: FigureNames = None,
    for_: TextFor = "caption",
    server: Server = None,
    model: Models = None,
    profile: ProfileSize = None,
    voice: Voice = None,
    kind: Wanted = "style",
    instruction: Instruction = "",
    prompt: Prompt = None,
    candidates: Candidates = None,
    prefer: Prefer = None,
    double_check: DoubleCheck = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the exact requests as JSON, and send nothing.")
    ] = False,
    json_: AsJson = False,
    pdf: Pdf = None,
    password: Password = None,
) -> Result:
    """Draft a caption for each figure that lacks one.

    With --figure for others, too; --instruction changes those there are. Each draft is shown with the sentences and
    captions it rests on, and kept for the review.

    \b
    Examples:
      capassist suggest paper/
      capassist suggest paper/ --figure 3 --server ollama --model qwen3-vl
      capassist suggest paper/ --figure fig:speed --instruction "at most 20 words"
      capassist suggest paper/ --server ollama --model qwen3-vl --model gemma3
      capassist suggest paper/ --for alt
    """
    from capassist.settings import ModelOptions
    from capassist.terminal.progress import drafting
    from capassist.workflow.choosing import choose_texts
    from capassist.workflow.drafting import DraftOptions
    from capassist.workflow.drafting import suggest as draft_all

    paper = open_paper(draft, password, pdf, voice)
    figures = choose_texts(paper, figure or [], for_)
    asked = DraftOptions(kind, instruction.strip())
    options = ModelOptions(
        server=server, **named_models(model), profile=profile, prompt=prompt, candidates=candidates, prefer=prefer,
        double_check=double_check, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only,
    )  # fmt: skip
    opened = read_session if dry_run else open_or_read_session
    with drafting_context(paper, password, options, opened=opened, sends=not dry_run, for_script=json_) as context:
        if dry_run:
            return preview_requests(context, figures, asked)
        announce(context, figures, asked)
        with drafting(total=len(figures), captioner=context.captioner.name) as progress:
            results = [progress(result) for result in draft_all(context, figures, asked)]
    return _result(context, results, purpose=for_, as_json=json_, double_check=double_check)


def _result(
    context: "DraftingContext",
    results: "Sequence[Suggestion | FailedDraft]",
    *,
    purpose: "Purpose",
    as_json: bool,
    double_check: bool | None,
) -> Result:
    """Return what was drafted and what failed. Where nothing is kept, no review is next."""
    from capassist.terminal import json_records, tables
    from capassist.workflow.drafting import FailedDraft
    from capassist.workflow.waiting import text_waits

    failed = [(result.figure, result.error) for result in results if isinstance(result, FailedDraft)]
    looked, unlooked = second_looks(context, results, asked=double_check)
    failures = [*failed, *unlooked]
    drafted = [result for result in results if not isinstance(result, FailedDraft)]
    if as_json:
        texts = [(done.figure, done.candidate, done.findings) for done in drafted]
        return Result(json_records.drafts_record(context.draft, texts, failed), looked, failures)
    shown = (
        tables.suggestion(
            done.figure,
            done.candidate,
            done.profile,
            done.findings,
            text_waits(context.draft, context.session, done.figure),
        )
        for done in drafted
    )
    figures, kept = [done.figure for done in drafted], context.session.is_kept
    following = tables.next_step(context.draft, drafted=figures, wanted=len(results), reviewable=kept, purpose=purpose)
    return Result(shown, [following, *looked], failures)
