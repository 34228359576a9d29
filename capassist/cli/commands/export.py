"""export: the review log, and what a model can be trained on, to take along."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import AsJson, DraftPath, Password
from capassist.cli.output import Result
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capassist.learning.export import Exported


def preferences(
    draft: DraftPath,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Into a new file that only you can read.")
    ] = None,
    password: Password = None,
) -> Result:
    """Print what you chose over which draft, as JSON lines.

    They are for training a model. Each has a prompt, the caption that you chose, and a draft that you edited or turned
    down. It holds text of the paper: it is written to where you say and nowhere else.

    \b
    Example:
      capassist export preferences paper/ --output preferences.jsonl
    """
    from capassist.session.log import reviewed_of
    from capassist.session.preferences import as_lines, preference_rows, write_rows
    from capassist.text.words import counted

    paper = open_paper(draft, password)
    rows = preference_rows(paper, reviewed_of(paper))
    pairs = counted(len(rows), "pair")
    if output:
        write_rows(rows, output)
        return Result(said=[f"{pairs} in {output}."])
    return Result(as_lines(rows), [f"{pairs}."])


def training(
    papers: Annotated[
        list[Path],
        typer.Argument(metavar="PAPER", help="Your papers, and files of `capassist export preferences`."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder that only you can read.")],
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Another draw of the splits.", show_default=False)
    ] = None,
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Write what a model can be trained on.

    Your captions as answers to the requests that drafting sends, and what you chose over which draft, as providers and
    trainers read them. Papers go into train, validation and test whole. Nothing is sent anywhere.

    \b
    Examples:
      capassist export training papers/*/ thesis.pdf --output training
      capassist export training paper/ preferences.jsonl -o training
    """
    from capassist.dataset.build import SEED
    from capassist.learning.card import card_record, describe
    from capassist.learning.export import export_training
    from capassist.learning.splits import SPLITS
    from capassist.text.safe import safe_text
    from capassist.text.words import counted

    exported = export_training(
        papers,
        output,
        lambda path: open_paper(path, password),
        describe,
        seed=SEED if seed is None else seed,
        password=password,
    )
    if json_:
        return Result(card_record(exported))
    splits = ", ".join(f"{exported.count(split)} {split}" for split in SPLITS)
    captions, pairs = (sum(getattr(share, kind) for share in exported.papers) for kind in ("examples", "pairs"))
    line = (
        f"{output}: {counted(captions, 'caption')} and {counted(pairs, 'pair')} of "
        f"{counted(len(exported.papers), 'paper')} ({splits}). What is in it says {output / 'README.md'}.\n"
    )
    left_out = (f"Left out: {name}: {reason}" for name, reason in exported.left_out.items())
    return Result(safe_text(line), [*left_out, *_what_is_missing(exported)])


def _what_is_missing(exported: "Exported") -> "Iterator[str]":
    if not exported.count("test"):
        yield "All is one paper, or papers that share figures: nothing is left to test a model on. Name others."
    if kept := _kept_in_library():
        yield f"Of the {kept} in your library only captions are kept. Name the papers themselves to train on them."


def _kept_in_library() -> str:
    from capassist.files import library_file
    from capassist.profile.library import load_library
    from capassist.text.words import counted

    count = len(load_library(library_file()))
    return counted(count, "paper") if count else ""
