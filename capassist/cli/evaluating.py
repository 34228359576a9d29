"""evaluate: numbers for how close captions come to those that authors wrote."""

import os
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.judged import evaluate_any_cap, evaluate_capeval
from capassist.cli.options import AsJson, LocalOnly, MaxCost, MaxTokens, Model, Password, Prompt, Server
from capassist.cli.parts import open_paper
from capassist.cli.servers import announce_requests, captioner_for, meter_for
from capassist.cli.shown import print_json, warn
from capassist.errors import CapassistError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from capassist.cli.judged import Showing
    from capassist.evaluation.lampcap import Study
    from capassist.evaluation.paper import Evaluation
    from capassist.evaluation.study import Kept
    from capassist.evaluation.table import Table
    from capassist.metrics import Scoring
    from capassist.metrics.bertscore import Likeness
    from capassist.model import Draft
    from capassist.ports import Captioner
    from capassist.settings import ModelOptions


Drafts = Annotated[list[Path] | None, typer.Argument(metavar="DRAFT", help="Papers to measure on.", show_default=False)]
Profiles = Annotated[
    str, typer.Option("--profile", metavar="none,one,all", help="How many of the author's other captions are seen.")
]
Questions = Annotated[
    bool,
    typer.Option("--questions", help="Ask instead what readers learn from a paper's captions, and from no others."),
]
LampCap = Annotated[
    Path | None,
    typer.Option("--lamp-cap", metavar="DIR", help="Measure on LaMP-Cap's published files.", show_default=False),
]
AnyCap = Annotated[
    Path | None,
    typer.Option("--any-cap", metavar="DIR", help="Have captions judged on AnyCapEval's files.", show_default=False),
]
CapEvalFile = Annotated[
    Path | None,
    typer.Option("--capeval", metavar="FILE", help="Have captions judged on CapEval-QAs.", show_default=False),
]
Drop = Annotated[
    str,
    typer.Option(
        metavar="caption,image,paragraph",
        help="With --lamp-cap: also leave this out of the profile.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", show_default=False,
        help="With --lamp-cap: keep the drafts here, and go on from there.",
    ),
]  # fmt: skip
Batch = Annotated[
    bool,
    typer.Option(
        "--batch",
        help="With --lamp-cap: have the server's Batch API draft. Submits, and fetches when you run it again; "
        "exits with 75 until all is there.",
    ),
]
Predictions = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Captions to score: JSON or JSON lines, by id.", show_default=False)
]
References = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The authors' captions, by the same ids.", show_default=False)
]
Form = Annotated[
    Literal["lamp-cap", "scicap"],
    typer.Option(metavar="lamp-cap|scicap", help="Compare as LaMP-Cap does, or as the scorer of the SciCap challenge."),
]
Smoothing = Annotated[
    int | None, typer.Option(min=0, max=7, metavar="0-7", help="NLTK's smoothing method.", show_default=False)
]
Picture = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", show_default=False,
        help="Draw each figure's ROUGE-L and BLEU-4 there: .svg, .png or .pdf. Needs 'capassist[plot]'.",
    ),
]  # fmt: skip
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the result as CSV, and nothing else.")]

_NO_SOURCE = (
    "It takes papers, one with --questions, or --lamp-cap DIR, or --predictions FILE with --references, --any-cap or --capeval.",
    "Write `capassist evaluate paper/` or `capassist evaluate --predictions FILE --references FILE`.",
)
_ONE_PAPER = ("--questions takes one paper.", "Write `capassist evaluate paper/ --questions`, once for each paper.")
_PREDICTIONS = "FILE has the captions to measure: JSON or JSON lines, by id."
_INCOMPLETE = {
    frozenset({"questions"}): _ONE_PAPER,
    frozenset({"questions", "drafts"}): _ONE_PAPER,
    frozenset({"any_cap"}): ("--any-cap needs --predictions FILE.", _PREDICTIONS),
    frozenset({"capeval"}): ("--capeval needs --predictions FILE.", _PREDICTIONS),
    frozenset({"references"}): ("--references needs --predictions FILE.", _PREDICTIONS),
    frozenset({"predictions"}): (
        "--predictions needs --references FILE.",
        "Or name --any-cap DIR or --capeval FILE, to have the captions judged.",
    ),
}


def evaluate(
    drafts: Drafts = None,
    profile: Profiles = "none,one,all",
    server: Server = None,
    model: Model = None,
    prompt: Prompt = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    questions: Questions = False,
    lamp_cap: LampCap = None,
    drop: Drop = "",
    output: Output = None,
    batch: Batch = False,
    any_cap: AnyCap = None,
    capeval: CapEvalFile = None,
    predictions: Predictions = None,
    references: References = None,
    form: Form = "lamp-cap",
    bleu_smoothing: Smoothing = None,
    picture: Picture = None,
    json_: AsJson = False,
    csv: AsCsv = False,
    password: Password = None,
) -> None:
    """Measure how close captions come to those that authors wrote."""
    from capassist.settings import ModelOptions

    options = ModelOptions(
        server=server, model=model, prompt=prompt, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only
    )
    shown = partial(_shown, picture=picture, as_json=json_, as_csv=csv)
    _require_picture(picture, judged=bool(any_cap or capeval or questions))
    _require_file(lamp_cap and output, batch=batch)
    scoring, conditions = _scoring(form, bleu_smoothing), _profiles(profile, sizes=bool(drafts))
    match drafts or None, lamp_cap, any_cap, capeval, predictions, references:
        case [paper], None, None, None, None, None if questions:
            from capassist.cli.questioning import question_captions

            question_captions(paper, options, password, as_json=json_, as_csv=csv)
        case [*papers], None, None, None, None, None if not questions:
            _evaluate_papers(papers, conditions, scoring, options, password, shown)
        case None, Path() as folder, None, None, None, None:
            _evaluate_lamp_cap(folder, output, conditions + _ablations(drop), scoring, options, shown, batch=batch)
        case None, None, Path() as folder, None, Path() as captions, None:
            evaluate_any_cap(folder, captions, options, shown)
        case None, None, None, Path() as file, Path() as captions, None:
            evaluate_capeval(file, captions, options, shown)
        case None, None, None, None, Path() as captions, Path() as authors:
            _evaluate_files(captions, authors, scoring, shown)
        case _:
            raise _wrong_call(
                drafts=drafts,
                questions=questions,
                lamp_cap=lamp_cap,
                any_cap=any_cap,
                capeval=capeval,
                predictions=predictions,
                references=references,
            )


def _wrong_call(**given: object) -> UsageError:
    """Return what a call lacks, or all that can be named where that is not plain."""
    named = frozenset(name for name, value in given.items() if value)
    return UsageError(*_INCOMPLETE.get(named, _NO_SOURCE))


def _evaluate_papers(
    drafts: "Sequence[Path]",
    conditions: "Sequence[str]",
    scoring: "Scoring",
    options: "ModelOptions",
    password: str | None,
    shown: "Showing",
) -> None:
    evaluation = _evaluation([open_paper(path, password) for path in drafts])
    with shown(lambda: evaluation.tables(scoring)):
        _draft_papers(evaluation, conditions, options, password)


def _evaluate_lamp_cap(
    folder: Path,
    output: Path | None,
    conditions: "Sequence[str]",
    scoring: "Scoring",
    options: "ModelOptions",
    shown: "Showing",
    *,
    batch: bool,
) -> None:
    from capassist.evaluation.lampcap import load
    from capassist.evaluation.study import Kept, study_tables

    study = load(folder)
    with Kept(output) as kept, shown(lambda: study_tables(study, kept.answers.values(), scoring, _meaning())):
        if batch and output:
            from capassist.cli.batching import draft_in_batches

            draft_in_batches(study, kept, output, conditions, options)
        else:
            _draft_study(study, kept, conditions, options)


def _meaning() -> "Likeness | None":
    """Return BERTScore where it and its model are on this machine."""
    from capassist.metrics.bertscore import MODEL, bert_score, is_installed

    likeness = bert_score()
    if likeness:
        typer.echo(f"BERTScore by {MODEL}: without a graphics card, thousands of captions take hours.", err=True)
    elif is_installed():
        typer.echo(f"Without BERTScore: its model {MODEL} is not here, and nothing is fetched unasked.", err=True)
    return likeness


def _evaluate_files(predictions: Path, references: Path, scoring: "Scoring", shown: "Showing") -> None:
    from capassist.evaluation.captions import compare

    table = compare(predictions, references, scoring)
    with shown(lambda: [table]):
        pass


def _require_picture(path: Path | None, *, judged: bool) -> None:
    """Check, before any work, that a picture that is wanted can be drawn."""
    from capassist.evaluation.picture import require_picture

    if path and judged:
        raise UsageError("--picture draws likeness, which is not measured here.", "Leave it out, or use --csv.")
    if path:
        require_picture(path)


def _require_file(drafts: Path | None, *, batch: bool) -> None:
    if batch and not drafts:
        raise UsageError(
            "--batch goes with --lamp-cap DIR and -o FILE.", "What is on its way is kept beside that file."
        )


def _profiles(given: str, *, sizes: bool) -> tuple[str, ...]:
    """Return the conditions by name; `sizes` allows numbers of captions, too."""
    from capassist.settings import MOST_PROFILE_FIGURES, PROFILES

    known = [*PROFILES, *(map(str, range(MOST_PROFILE_FIGURES + 1)) if sizes else ())]
    named = tuple(dict.fromkeys(name.strip() for name in given.split(",")))
    if unknown := [name for name in named if name not in known]:
        hint = f", or numbers up to {MOST_PROFILE_FIGURES}" if sizes else ""
        raise UsageError(f"--profile does not know {unknown[0]!r}.", f"Name some of {', '.join(PROFILES)}{hint}.")
    return named


def _ablations(given: str) -> tuple[str, ...]:
    from capassist.evaluation.lampcap import DROPS

    named = [name.strip() for name in given.split(",") if name.strip()]
    if unknown := [name for name in named if name not in DROPS]:
        raise UsageError(f"--drop does not know {unknown[0]!r}.", f"Name some of {', '.join(DROPS)}.")
    return tuple(f"one without {name}" for name in dict.fromkeys(named))


def _evaluation(papers: "Sequence[Draft]") -> "Evaluation":
    from capassist.evaluation.paper import Evaluation

    evaluation = Evaluation(papers)
    if not evaluation.targets:
        raise UsageError("There is no captioned figure to leave out.", "Name a paper whose captions are written.")
    return evaluation


@contextmanager
def _shown(
    tables: "Callable[[], Sequence[Table]]", *, picture: Path | None, as_json: bool, as_csv: bool
) -> "Iterator[None]":
    """Show the tables when the drafting ends, and when it is interrupted those of what there is, if there is anything."""
    try:
        yield
    except (CapassistError, KeyboardInterrupt) as error:
        failed_in_json = as_json and not isinstance(error, KeyboardInterrupt)  # the error is the one record then
        found = () if failed_in_json else tables()
        if any(row.scored for table in found for row in table.rows):
            _show(found, picture=picture, as_json=as_json, as_csv=as_csv)
        raise
    _show(tables(), picture=picture, as_json=as_json, as_csv=as_csv)


def _draft_papers(
    evaluation: "Evaluation", profiles: "Sequence[str]", options: "ModelOptions", password: str | None
) -> None:
    """Draft the papers' targets under all conditions: offline, and by the server that the settings name."""
    from capassist.captioners.offline import OfflineCaptioner
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting

    meter = meter_for(load_settings(options, None, os.environ))
    for paper, targets in evaluation.papers:
        settings = load_settings(replace(options, candidates=1), paper.root, os.environ)
        warn(settings.problems)
        captioners: list[tuple[Captioner, int]] = [(OfflineCaptioner(), 1)]
        if settings.online():
            online = captioner_for(paper, password, settings, meter=meter)
            captioners.append((online, settings.jobs.value))
            announce_requests(online, (target.request(profile) for target in targets for profile in profiles))
        for captioner, jobs in captioners:
            for profile in profiles:
                with drafting(total=len(targets), captioner=f"{captioner.name}, {profile}") as progress:
                    evaluation.draft(captioner, profile, targets, jobs=jobs, meter=meter, progress=progress)


def _draft_study(study: "Study", kept: "Kept", conditions: "Sequence[str]", options: "ModelOptions") -> None:
    """Draft the cases under all conditions, by the server that the settings name, or else offline."""
    from capassist.evaluation.study import draft_cases, to_draft
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting

    settings = load_settings(replace(options, candidates=1), None, os.environ)
    warn(settings.problems)
    captioner = captioner_for(study.draft, None, settings, images=study, keeps=False)
    todo = {name: len(to_draft(study, captioner, name, kept)) for name in conditions}
    if settings.online():
        typer.echo(
            f"{captioner.name} is sent {sum(todo.values())} requests with texts and pictures of {study.folder}.",
            err=True,
        )
    for name, count in todo.items():
        with drafting(total=count, captioner=f"{captioner.name}, {name}") as progress:
            draft_cases(study, captioner, name, kept, jobs=settings.jobs.value, progress=progress)


def _scoring(form: Literal["lamp-cap", "scicap"], smoothing: int | None) -> "Scoring":
    from capassist.metrics import LAMP_CAP, SCICAP

    scoring = LAMP_CAP if form == "lamp-cap" else SCICAP
    return scoring if smoothing is None else replace(scoring, smoothing=smoothing)


def _show(tables: "Sequence[Table]", *, picture: Path | None, as_json: bool, as_csv: bool) -> None:
    """Print the tables, and draw the first, which is of all figures, where a picture is wanted."""
    from capassist.evaluation.picture import write_picture
    from capassist.terminal import evaluations
    from capassist.terminal.console import output

    if not tables:
        return
    if as_json:
        print_json(evaluations.evaluation_record(tables))
    elif as_csv:
        typer.echo(evaluations.evaluation_csv(tables), nl=False)
    else:
        output().print(evaluations.evaluation_tables(tables))
    if picture:
        write_picture(picture, tables[0])
        typer.echo(f"Drew {picture}.", err=True)
