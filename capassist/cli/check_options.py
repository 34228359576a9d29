"""The options of `check` alone."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from capassist.cli import completion
from capassist.cli.options import note_json

Format = Literal["text", "json", "sarif", "github"]


def _format(ctx: typer.Context, value: str | None) -> str | None:
    note_json(ctx, value == "json")
    return value


Names = list[str] | None
CheckedPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="DRAFT",
        help="A LaTeX folder, a .tex file or a PDF; - for one caption on standard input.",
        show_default=False,
    ),
]
Select = Annotated[
    Names,
    typer.Option(
        metavar="RULES",
        autocompletion=completion.rules,
        help="Only these rules: codes, names, C07 for all of C07x, ALL. Repeatable.",
    ),
]
Ignore = Annotated[
    Names, typer.Option(metavar="RULES", autocompletion=completion.rules, help="Without these rules. Repeatable.")
]
FailOn = Annotated[
    Literal["error", "warning", "info"] | None,
    typer.Option(
        metavar="error|warning|info",
        show_default=False,
        help="The lightest findings that exit with 1; error by default.",
    ),
]
As = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORM",
        callback=_format,
        show_default=False,
        help="How findings are printed: text, json, sarif or github; text by default.",
    ),
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Print how many findings each rule has.")]
Explain = Annotated[
    str | None,
    typer.Option(
        metavar="RULE", autocompletion=completion.rules, help="Print what a rule finds, and why; ALL for all rules."
    ),
]
Baseline = Annotated[Path | None, typer.Option(metavar="FILE", help="Leave out the findings that this file lists.")]
WriteBaseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="List the findings there, to leave them out from now on.")
]
Aspects = Annotated[
    bool, typer.Option("--aspects", help="Print instead what each caption tells and what it does not. See --figure.")
]
Texts = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help='Print instead the warnings of texts for the figures: JSON lines {"id", "figure", "text"}.',
    ),
]
Fix = Annotated[bool, typer.Option("--fix", help="Show the diff that mends what is safe to mend, ask, and write it.")]
Llm = Annotated[
    bool,
    typer.Option("--llm", help="Have a model look at the pictures, too. Needs --server and --model; see --explain."),
]
