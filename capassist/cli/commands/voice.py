"""voice: how an author's captions sound to a small language model, which ranks texts and writes none.

Voices are kept in the library, each as the captions of a person's papers.
"""

from collections.abc import Iterable, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import AsJson, Password
from capassist.cli.output import Result
from capassist.cli.scores import AsCsv, Ended, ScoreOutput
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    from capassist.learning.voice import Voice
    from capassist.model import EarlierPaper, Figure

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose voice it is.", show_default=False)]


def voice_train(
    name: Name,
    papers: Annotated[list[Path], typer.Argument(metavar="PAPER", help="Papers of that person.", show_default=False)],
    json_: AsJson = False,
    csv: AsCsv = False,
    password: Password = None,
) -> Result:
    """Keep a person's voice.

    The captions of the papers are kept in the library, as `capassist library add --voice` does, and what the voice is
    told apart by is measured. The model stays as it is: three captions before a text did as well as a prefix that was
    trained on all. Nothing leaves this machine. Needs 'capassist[voice]'.

    \b
    Example:
      capassist voice train anna papers/anna*/
    """
    from capassist.files import library_file
    from capassist.learning.language_model import LanguageModel
    from capassist.learning.voice import heard
    from capassist.profile.library import add_paper, load_library
    from capassist.profile.ranking import own_captions

    model, drafts = LanguageModel(), [open_paper(path, password) for path in papers]
    others = _other_voices(load_library(library_file()), name)
    voice = _voice_of(name, [*_kept(name), *(figure for draft in drafts for figure in own_captions(draft))])
    for draft in drafts:
        add_paper(library_file(), draft, name)
    return ScoreOutput(json_, csv).result([heard(voice, others, model)], Ended())


def voice_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose, with all captions.", show_default=False)] = "",
    json_: AsJson = False,
) -> Result:
    """Show the voices that are kept, or the captions of one.

    \b
    Example:
      capassist voice show anna
    """
    from capassist.files import library_file
    from capassist.profile.library import by_voice, find_voice, load_library
    from capassist.text.safe import safe_text

    papers = load_library(library_file())
    voices = {name: find_voice(papers, name)} if name else by_voice(papers)
    captions = {who: _distinct(found) for who, found in voices.items()}
    if json_:
        rows = [
            {"name": who, "papers": [p.name for p in voices[who]], "captions": texts} for who, texts in captions.items()
        ]
        return Result({"schema": "capassist.voices/1", "file": str(library_file()), "voices": rows})
    if name:
        return Result("".join(f"{safe_text(text)}\n" for text in captions[name]))
    lines = (_voice_line(who, len(texts), len(voices[who])) for who, texts in captions.items())
    return Result(
        safe_text("".join(lines)), [] if voices else ["No voice is kept. Next: capassist voice train NAME PAPER"]
    )


def _voice_line(name: str, captions: int, papers: int) -> str:
    from capassist.learning.voice import FEWEST
    from capassist.text.words import counted

    missing = f"; {FEWEST - captions} more are needed" if captions < FEWEST else ""
    return f"{name}: {counted(captions, 'distinct caption')} of {counted(papers, 'paper')}{missing}\n"


def voice_remove(name: Name) -> Result:
    """Forget a voice: its papers leave the library.

    \b
    Example:
      capassist voice remove anna
    """
    from capassist.files import library_file
    from capassist.profile.library import find_voice, load_library, remove_papers

    papers = find_voice(load_library(library_file()), name)
    removed = remove_papers(library_file(), [paper.name for paper in papers])
    return Result(said=[f"Removed from the library: {', '.join(removed)}."])


def voice_compare(
    papers: Annotated[
        list[Path],
        typer.Argument(metavar="PAPER", help="A paper of each author, or a name that is kept.", show_default=False),
    ],
    json_: AsJson = False,
    csv: AsCsv = False,
    password: Password = None,
) -> Result:
    """Tell authors apart by their captions.

    Each paper is a voice. Nothing leaves this machine. Needs 'capassist[voice]'.

    \b
    Example:
      capassist voice compare mine/ hers/ anna
    """
    from capassist.learning.language_model import LanguageModel
    from capassist.learning.voice import compared

    voices = [_voice([paper], password) for paper in papers]
    return ScoreOutput(json_, csv).result([compared(voices, LanguageModel())], Ended())


def voice_rank(
    drafts: Annotated[
        Path, typer.Argument(metavar="DRAFTS", help="Texts by id, as `suggest --json` prints.", show_default=False)
    ],
    papers: Annotated[
        list[Path], typer.Argument(metavar="PAPER", help="Papers of one author, or a name.", show_default=False)
    ],
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Order texts by how much they sound like an author.

    The likest comes first, with its score: above 0 the author's captions before it make it likelier than none. Likeness
    to a voice says nothing of truth: read the warnings of `check` first. Needs 'capassist[voice]'.

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
        rows = [{"text": text, "score": value if isfinite(value) else None} for text, value in found]
        return Result({"schema": "capassist.voice/2", "texts": rows})
    return Result("".join(f"{value:8.2f}  {safe_text(text)}\n" for text, value in found))


def _voice(papers: "Sequence[Path]", password: str | None) -> "Voice":
    """Return the voice of papers, or the kept one whose name stands in their place."""
    from capassist.profile.ranking import own_captions

    name = str(papers[0])
    if len(papers) == 1 and not papers[0].exists() and (kept := _kept(name)):
        return _voice_of(name, kept)
    drafts = [open_paper(path, password) for path in papers]
    return _voice_of(papers[0].resolve().name, (figure for draft in drafts for figure in own_captions(draft)))


def _kept(name: str) -> "list[Figure]":
    """Return what the library keeps of a person's voice."""
    from capassist.files import library_file
    from capassist.profile.library import load_library

    papers = load_library(library_file())
    return [figure for paper in papers if paper.voice.casefold() == name.casefold() for figure in paper.figures]


def _voice_of(name: str, figures: "Iterable[Figure]") -> "Voice":
    from capassist.learning.voice import Voice, distinct

    return Voice(name, distinct(_captions(figures)))


def _other_voices(papers: "Sequence[EarlierPaper]", name: str) -> "list[Voice]":
    """Return the voices of others that are kept, where they have captions enough to be known by."""
    from capassist.learning.voice import FEWEST, Voice
    from capassist.profile.library import by_voice

    known = {who: _distinct(found) for who, found in by_voice(papers).items() if who.casefold() != name.casefold()}
    return [Voice(who, captions) for who, captions in known.items() if len(captions) >= FEWEST]


def _distinct(papers: "Iterable[EarlierPaper]") -> tuple[str, ...]:
    from capassist.learning.voice import distinct

    return distinct(_captions(figure for paper in papers for figure in paper.figures))


def _captions(figures: "Iterable[Figure]") -> "Iterable[str]":
    return (figure.caption for figure in figures if figure.caption)
