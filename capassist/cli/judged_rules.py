"""check --llm: the rules that need eyes, with a model on a server."""

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from capassist.cli.costs import announce_estimate, spending
from capassist.cli.output import say, warn
from capassist.cli.wiring import verifier_for
from capassist.errors import UsageError

if TYPE_CHECKING:
    from capassist.errors import CapassistError
    from capassist.model import Draft, Figure
    from capassist.rules import Selection
    from capassist.settings import ModelOptions
    from capassist.workflow.checking import Judgement


def judged_figures(
    paper: "Draft", figures: "Sequence[Figure]", selection: "Selection", password: str | None, options: "ModelOptions"
) -> "tuple[Judgement, ...]":
    """Say what leaves, and have the written captions among these figures judged.

    Raises UsageError where no selected rule needs eyes, SettingsError without a server.
    """
    from capassist.settings import load_settings
    from capassist.terminal.progress import drafting
    from capassist.workflow.checking import faults_to_judge, judge

    faults = faults_to_judge(selection)
    if not faults:
        raise UsageError(
            "No rule that needs eyes is to run.", "Leave out --llm; a caption alone has no picture, either."
        )
    settings = load_settings(options, paper.root, os.environ)
    warn(settings.problems)
    written = [figure for figure in figures if figure.state == "written"]
    with spending(settings) as budget:
        verifier = verifier_for(paper, password, settings, budget)
        announce_estimate(verifier.host, verifier.estimate(written, faults))
        point_out_instructions(written)
        with drafting(len(written), verifier.name, doing="Looking") as progress:
            return tuple(progress(judgement) for judgement in judge(written, verifier, faults, settings.jobs.value))


def point_out_instructions(figures: "Iterable[Figure]") -> None:
    """Say which captions and paragraphs hold what reads like an instruction to a model."""
    from capassist.captioners.generative.verifier_prompt import read_caption, read_paragraphs

    for figure in figures:
        point_out_instruction(f"The caption of {figure.name}", read_caption(figure))
        for paragraph in read_paragraphs(figure):
            point_out_instruction(f"A paragraph about {figure.name}", paragraph)


def point_out_instruction(place: str, text: str) -> None:
    """Say where a text is about to be sent that reads like an instruction to a model."""
    from capassist.text.injection import instruction_in

    if passage := instruction_in(text):
        say(f"{place} holds what reads like an instruction to a model, and goes as a quotation: “{passage}”")


def not_looked_at(judgements: "Sequence[Judgement]") -> list[str]:
    """Return what is said of the figures that have no picture to look at."""
    unseen = sum(judgement.unseen for judgement in judgements)
    said = f"Not looked at, as there is no picture that can be shown: {unseen} of {len(judgements)}."
    return [said] if unseen else []


def failures(judgements: "Sequence[Judgement]") -> "list[tuple[Figure, CapassistError]]":
    """Return the figures at which the model failed."""
    return [(judgement.figure, judgement.error) for judgement in judgements if judgement.error]
