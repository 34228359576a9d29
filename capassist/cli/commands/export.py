"""export: the review log, and what a model can be trained on, to take along."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capassist.cli.options import AsJson, DraftPath, Password
from capassist.cli.output import print_json, say
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    from capassist.learning.export import Exported


def preferences(
    draft: DraftPath,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Into a new file that only you can read.")
    ] = None,
    password: Password = None,
) -> None:
    """Print what you chose over which draft, as JSON lines.

    They are for training a model. Each has a prompt, the caption that you chose, and a draft that you edited or turned
    down. It holds text of the paper: it is written to where you say and nowhere else.

    \b
    Example:
      capassist export preferences paper/ --output preferences.jsonl
    """
    from capassist.session.log import read_reviewed
    from capassist.session.preferences import as_lines, preference_rows, write_rows
    from capassist.text.words import counted

    paper = open_paper(draft, password)
    rows = preference_rows(paper, read_reviewed(paper.home, paper.name))
    if output:
        write_rows(rows, output)
    else:
        typer.echo(as_lines(rows), nl=False)
    say(f"{counted(len(rows), 'pair')}{f' in {output}' if output else ''}.")


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
) -> None:
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
        print_json(card_record(exported))
        return
    splits = ", ".join(f"{exported.count(split)} {split}" for split in SPLITS)
    captions, pairs = (sum(getattr(share, kind) for share in exported.papers) for kind in ("examples", "pairs"))
    typer.echo(
        safe_text(
            f"{output}: {counted(captions, 'caption')} and {counted(pairs, 'pair')} of "
            f"{counted(len(exported.papers), 'paper')} ({splits}). What is in it says {output / 'README.md'}."
        )
    )
    for name, reason in exported.left_out.items():
        say(f"Left out: {name}: {reason}")
    _say_what_is_missing(exported)


def _say_what_is_missing(exported: "Exported") -> None:
    if not exported.count("test"):
        say("All is one paper, or papers that share figures: nothing is left to test a model on. Name others.")
    if kept := _kept_in_library():
        say(f"Of the {kept} in your library only captions are kept. Name the papers themselves to train on them.")


def _kept_in_library() -> str:
    from capassist.files import library_file
    from capassist.profile.library import load_library
    from capassist.text.words import counted

    count = len(load_library(library_file()))
    return counted(count, "paper") if count else ""
