"""evaluate: how close drafts come to the captions that an author wrote, and what readers learn from those."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.costs import announce_estimate, announce_requests, budget_for
from capassist.cli.judged_rules import point_out_instruction, point_out_instructions
from capassist.cli.options import AsJson, LocalOnly, MaxCost, MaxTokens, Model, Password, Prompt, Server
from capassist.cli.output import Result, say, warn
from capassist.cli.pictures import LARGEST_PNG, LARGEST_SIDE
from capassist.cli.scores import (
    AsCsv,
    Ended,
    Form,
    Plot,
    Profiles,
    ScoreOutput,
    Smoothing,
    profile_conditions,
    scoring_for,
)
from capassist.cli.wiring import generative_captioner, judge_for, open_paper
from capassist.errors import UsageError

if TYPE_CHECKING:
    from capassist.evaluation.caption_qa import Examination
    from capassist.evaluation.held_out import Evaluation, HeldOutFigure
    from capassist.evaluation.llm_judge import Judge
    from capassist.evaluation.question_generation import Examiner
    from capassist.llm.budget import Budget
    from capassist.model import Draft
    from capassist.ports import Captioner
    from capassist.settings import ModelOptions

Drafts = Annotated[list[Path], typer.Argument(metavar="DRAFT", help="Papers to measure on.", show_default=False)]
Questions = Annotated[
    bool,
    typer.Option("--questions", help="Ask instead what readers learn from a paper's captions, and from no others."),
]

Blind = Annotated[
    Path | None,
    typer.Option(
        "--blind", metavar="FILE", show_default=False,
        help="Write a page on which people judge your captions and the drafts without knowing which is which.",
    ),
]  # fmt: skip


def evaluate(
    drafts: Drafts,
    profile: Profiles = "none,one,all",
    server: Server = None,
    model: Model = None,
    prompt: Prompt = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    local_only: LocalOnly = None,
    questions: Questions = False,
    blind: Blind = None,
    form: Form = "lamp-cap",
    bleu_smoothing: Smoothing = None,
    picture: Plot = None,
    json_: AsJson = False,
    csv: AsCsv = False,
    password: Password = None,
) -> Result:
    """Measure how close drafts come to the captions that you wrote.

    Each captioned figure is left out in turn and drafted from what is left: offline, and by the server that is named.
    Likeness is not quality: --questions asks the captions of one paper what its text says of their figures.
    --blind asks people instead.

    \b
    Examples:
      capassist evaluate paper/
      capassist evaluate paper/ --server ollama --model qwen3-vl
      capassist evaluate paper/ --questions
      capassist evaluate paper/ --blind judge.html
    """
    from capassist.settings import ModelOptions

    options = ModelOptions(
        server=server, model=model, prompt=prompt, max_tokens=max_tokens, max_cost=max_cost, local_only=local_only
    )
    if questions:
        _require_questions(drafts, picture, blind)
        return _question_captions(drafts[0], options, password, ScoreOutput(json_, csv))
    if blind:
        return _blind(drafts, blind, profile_conditions(profile, sizes=True)[-1], options, password)
    output, scoring = ScoreOutput(json_, csv, picture), scoring_for(form, bleu_smoothing)
    profiles = profile_conditions(profile, sizes=True)
    evaluation = _evaluation([open_paper(path, password) for path in drafts])
    with Ended() as ended:
        _draft_all(evaluation, profiles, options, password)
    return output.result(evaluation.tables(scoring), ended)


def _require_questions(drafts: "Sequence[Path]", picture: Path | None, blind: Path | None) -> None:
    if blind:
        raise UsageError("--questions and --blind measure different things.", "Run it once with each.")
    if picture:
        raise UsageError("--picture draws likeness, which is not measured here.", "Leave it out, or use --csv.")
    if len(drafts) > 1:
        raise UsageError("--questions takes one paper.", "Run it once for each paper.")


def _evaluation(papers: "Sequence[Draft]") -> "Evaluation":
    from capassist.evaluation.held_out import Evaluation

    evaluation = Evaluation(papers)
    if not evaluation.targets:
        raise UsageError("There is no captioned figure to leave out.", "Name a paper whose captions are written.")
    return evaluation


def _draft_all(
    evaluation: "Evaluation",
    profiles: "Sequence[str]",
    options: "ModelOptions",
    password: str | None,
    *,
    best_alone: bool = False,
) -> None:
    """Draft the papers' figures under all conditions: offline, and by the server that the settings name; where there
    is one, by the server alone if the `best_alone` is wanted."""
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting

    budget = budget_for(load_settings(options, None, os.environ))

    def captioners(paper: "Draft", targets: "Sequence[HeldOutFigure]") -> "list[tuple[Captioner, int]]":
        found = _captioners(paper, targets, profiles, replace(options, candidates=1), password, budget)
        return found[-1:] if best_alone else found

    evaluation.draft_all(captioners, profiles, budget=budget, watch=drafting)


def _captioners(
    paper: "Draft",
    targets: "Sequence[HeldOutFigure]",
    profiles: "Sequence[str]",
    options: "ModelOptions",
    password: str | None,
    budget: "Budget",
) -> "list[tuple[Captioner, int]]":
    """Return who drafts a paper's figures, and how many at a time; say what leaves the machine, if anything."""
    from capassist.captioners.extractive import ExtractiveCaptioner
    from capassist.settings import load_settings

    settings = load_settings(options, paper.root, os.environ)
    warn(settings.problems)
    sender = generative_captioner(paper, password, settings, budget=budget)
    if sender is None:
        return [(ExtractiveCaptioner(), 1)]
    announce_requests(sender, (target.request(profile) for target in targets for profile in profiles))
    return [(ExtractiveCaptioner(), 1), (sender, settings.jobs.value)]


# --blind --------------------------------------------------------------------------------------------------------------


def _blind(drafts: "Sequence[Path]", path: Path, profile: str, options: "ModelOptions", password: str | None) -> Result:
    """Draft all figures once, by the server that the settings name or else offline, and write the page and its key."""
    from capassist.drafts.images import DraftImages
    from capassist.evaluation.blind import blind_test
    from capassist.evaluation.judgements import key_file, key_output, key_text
    from capassist.report import blind_page, page_output
    from capassist.terminal import tables
    from capassist.text.words import counted

    places = page_output(path), key_output(key_file(path))
    for place in places:
        place.require_place()
    papers = [open_paper(draft, password) for draft in drafts]
    evaluation = _evaluation(papers)
    with Ended() as ended:
        _draft_all(evaluation, [profile], options, password, best_alone=True)
    if ended.error:
        return Result(error=ended.error)  # a page without some drafts would be judged in vain
    test = blind_test(evaluation, evaluation.answers[-1].condition)
    images = {paper.path: DraftImages(paper, password, LARGEST_SIDE, LARGEST_PNG) for paper in papers}
    page = blind_page(test, lambda figure: images[figure.paper.path].load(figure.target.figure))
    for place, text in zip(places, (page, key_text(test)), strict=True):
        place.write(text.encode())
    left = f"Left out for want of a draft: {counted(test.undrafted, 'figure')}." if test.undrafted else ""
    following = f"Send {path} to those who shall judge, and keep {key_file(path)}: it says whose each caption is."
    joined = f"Then `capassist bench blind {key_file(path)} FILE…` joins the files that they send back."
    return Result(
        said=[tables.written([path, key_file(path)], [left, following, joined] if left else [following, joined])]
    )


# --questions ----------------------------------------------------------------------------------------------------------


def _question_captions(path: Path, options: "ModelOptions", password: str | None, output: ScoreOutput) -> Result:
    """Ask the captions of a paper what its text says of their figures, and return what they tell.

    The model on the server that the settings name makes the questions and answers them; without one they are asked by
    rule.
    """
    from capassist.evaluation.caption_qa import examine
    from capassist.settings import load_settings

    paper = open_paper(path, password)
    settings = load_settings(options, paper.root, os.environ)
    warn(settings.problems)
    judge = judge_for(paper.root, settings)
    if judge is None:
        return _result(examine(paper), output, Ended())
    return _examine_by(judge, paper, settings.jobs.value, output)


def _examine_by(judge: "Judge", paper: "Draft", jobs: int, output: ScoreOutput) -> Result:
    """Say what leaves, have the questions made, then have the captions judged, and return what was judged."""
    from capassist.evaluation.question_generation import Examiner
    from capassist.terminal.progress import drafting

    examiner = Examiner(paper, judge)
    _announce_questions(examiner)
    with Ended() as ended:
        with drafting(len(examiner.makings), judge.name, doing="Making questions") as progress:
            examiner.make_questions(jobs=jobs, progress=progress)
        _announce_choices(examiner)
        with drafting(len(examiner.choices), judge.name, doing="Judging") as progress:
            examiner.judge_captions(jobs=jobs, progress=progress)
    return _result(examiner.examination(), output, ended)


def _announce_questions(examiner: "Examiner") -> None:
    from capassist.text.words import counted

    asked = examiner.unmade
    if not asked:
        return
    paragraphs = sum(making.paragraphs for making in asked)
    announce_estimate(examiner.judge.host, replace(examiner.judge.estimate(asked), quoted={"paragraph": paragraphs}))
    most = counted(examiner.quiz.most_choices, "request")
    say(f"No caption is among them. Then the captions follow: up to {most}, each of one caption with its questions.")
    for making in asked:
        point_out_instruction(f"The text about {making.name}", " ".join(place.sentence for place in making.places))
    point_out_instructions(examiner.quiz.figures)


def _announce_choices(examiner: "Examiner") -> None:
    estimate = examiner.judge.estimate(examiner.choices)
    announce_estimate(examiner.judge.host, estimate)
    if estimate.requests:
        say("Each is one caption with its questions; blank captions and pasted paragraphs are among them.")


def _result(examination: "Examination", output: ScoreOutput, ended: Ended) -> Result:
    """Return what was judged; of work that ended early where there is anything."""
    from capassist.terminal.readings import examination_csv, examination_record, examination_view

    if ended.error and not examination.is_answered:
        return Result(error=ended.error)
    if output.as_json:
        return Result(examination_record(examination), error=ended.error)
    if output.as_csv:
        return Result(examination_csv(examination), error=ended.error)
    return Result([examination_view(examination)], error=ended.error)
