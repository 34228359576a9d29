"""voice: how an author's captions sound to a small language model, which ranks texts and writes none."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import AsJson, Password
from capassist.cli.output import Result
from capassist.cli.scores import AsCsv, Ended, ScoreOutput
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    from capassist.learning.voice import Voice

Papers = Annotated[list[Path], typer.Argument(metavar="PAPER", help="A paper of each author.", show_default=False)]


def voice_compare(papers: Papers, json_: AsJson = False, csv: AsCsv = False, password: Password = None) -> Result:
    """Tell authors apart by their captions.

    Each paper is a voice. Nothing leaves this machine. Needs 'capassist[voice]'.

    \b
    Example:
      capassist voice compare mine/ hers/ his/
    """
    from capassist.learning.language_model import LanguageModel
    from capassist.learning.voice import compared

    voices = [_voice([paper], password) for paper in papers]
    return ScoreOutput(json_, csv).result([compared(voices, LanguageModel())], Ended())


def voice_rank(
    drafts: Annotated[
        Path, typer.Argument(metavar="DRAFTS", help="Texts by id, as `suggest --json` prints.", show_default=False)
    ],
    papers: Annotated[list[Path], typer.Argument(metavar="PAPER", help="Papers of one author.", show_default=False)],
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Order texts by how much they sound like an author.

    The likest comes first. Likeness to a voice says nothing of truth: read the warnings of `check` first. Needs
    'capassist[voice]'.

    \b
    Example:
      capassist voice rank drafts.json paper/
    """
    from capassist.evaluation.captions import read_captions
    from capassist.learning.language_model import LanguageModel
    from capassist.learning.voice import ranked
    from capassist.text.safe import safe_text

    texts = read_captions(drafts)
    found = ranked(list(texts.values()), _voice(papers, password), LanguageModel())
    if json_:
        rows = [{"text": text, "perplexity": value} for text, value in found]
        return Result({"schema": "capassist.voice/1", "texts": rows})
    return Result("".join(f"{value:8.1f}  {safe_text(text)}\n" for text, value in found))


def _voice(papers: "Sequence[Path]", password: str | None) -> "Voice":
    from capassist.learning.voice import Voice, distinct
    from capassist.profile.ranking import own_captions

    drafts = [open_paper(path, password) for path in papers]
    captions = (figure.caption for draft in drafts for figure in own_captions(draft))
    return Voice(papers[0].resolve().name, distinct(filter(None, captions)))
