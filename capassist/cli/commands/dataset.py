"""dataset build: a benchmark of one's own papers."""

from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson
from capassist.cli.output import Result


def build(
    papers: Annotated[list[Path], typer.Argument(metavar="PAPER", help="LaTeX folders, .tex files or PDFs.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder for the data set.")],
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Another draw of targets and splits.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, metavar="N", help="How many papers are read at a time.")] = 1,
    ray: Annotated[
        bool,
        typer.Option("--ray", help="Read them on the Ray cluster that RAY_ADDRESS names, or that runs here."),
    ] = False,
    json_: AsJson = False,
) -> Result:
    """Build a data set like LaMP-Cap from your own papers.

    It is in LaMP-Cap's format and SciCap's. Of each paper one figure is drawn as the target and up to three as its
    profile; papers go into train, val and test whole. The pictures and texts are copied into the new folder and nowhere
    else. Papers that cannot be read or have one figure are left out.

    With --ray, the machines of the cluster need capassist[ray], and must see the papers under the same paths.

    \b
    Examples:
      capassist dataset build papers/*/ --output mine
      capassist dataset build thesis.pdf talk.pdf -o mine --workers 2
      capassist dataset build /shared/papers/*/ -o mine --workers 16 --ray
    """
    from capassist.dataset.build import SEED
    from capassist.dataset.build import build as build_all
    from capassist.terminal.progress import reading
    from capassist.text.safe import safe_text
    from capassist.text.words import counted

    with reading(counted(len(papers), "paper")):
        built = build_all(papers, output, seed=SEED if seed is None else seed, workers=workers, cluster=ray)
    if json_:
        return Result(
            {
                "schema": "capassist.dataset/1",
                "folder": output.as_posix(),
                "papers": built.papers,
                "figures": built.figures,
                "left_out": [{"paper": name, "reason": reason} for name, reason in built.left_out.items()],
            }
        )
    counts = ", ".join(f"{count} {split}" for split, count in built.papers.items())
    papers_ = counted(sum(built.papers.values()), "paper")
    line = f"{output}: {papers_} ({counts}) with {counted(built.figures, 'figure')}."
    return Result(safe_text(line) + "\n", [f"Left out: {name}: {reason}" for name, reason in built.left_out.items()])
