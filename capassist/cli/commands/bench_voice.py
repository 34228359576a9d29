"""bench voice: a trained prefix (UAPT) against the same frozen model that is shown three captions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import AsJson, Password
from capassist.cli.output import Result, say
from capassist.cli.scores import AsCsv, Ended, ScoreOutput
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    from capassist.learning.prefix_trial import Example


def voice_trial(
    papers: Annotated[list[Path], typer.Argument(metavar="PAPER", help="A paper of each author.", show_default=False)],
    seconds: Annotated[float, typer.Option(min=1, help="At most so long a training, of each author.")] = 450,
    json_: AsJson = False,
    csv: AsCsv = False,
    password: Password = None,
) -> Result:
    """Train a prefix for each author, and try it.

    Each paper is a voice. What counts is the perplexity of captions that were held out, behind the prefix and behind
    three captions that are only shown. Nothing leaves this machine. Needs 'capassist[voice]'.

    \b
    Example:
      capassist bench voice mine/ hers/
    """
    from capassist.learning.language_model import LanguageModel
    from capassist.learning.prefix import TrainedPrefix
    from capassist.learning.prefix_trial import Prefix, Split, split, tried

    splits = [split(path.resolve().name, _examples(path, password)) for path in papers]
    model = LanguageModel()

    def train(own: Split, words: Sequence[str]) -> Prefix:
        prefix = TrainedPrefix(*model.loaded, words)
        prefix.train(own, seconds=seconds, said=say)
        return prefix

    return ScoreOutput(json_, csv).result([tried(splits, train, model)], Ended())


def _examples(path: Path, password: str | None) -> "list[Example]":
    from capassist.learning.prefix_trial import Example, seen_words
    from capassist.learning.voice import distinct
    from capassist.profile.ranking import own_captions

    figures = {figure.caption: figure for figure in reversed(own_captions(open_paper(path, password)))}
    captions = distinct(caption for caption in reversed(figures) if caption)
    return [Example(caption, seen_words(figures[caption])) for caption in captions]
