"""What `evaluate` and `bench` share: how captions are compared, and how the tables are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.output import Result
from capassist.errors import CapassistError, UsageError

if TYPE_CHECKING:
    from capassist.evaluation.table import Table
    from capassist.metrics import Scoring

Profiles = Annotated[
    str, typer.Option("--profile", metavar="none,one,all", help="How many of the author's other captions are seen.")
]
Form = Annotated[
    Literal["lamp-cap", "scicap"],
    typer.Option(metavar="lamp-cap|scicap", help="Compare as LaMP-Cap does, or as the scorer of the SciCap challenge."),
]
Smoothing = Annotated[
    int | None, typer.Option(min=0, max=7, metavar="0-7", help="NLTK's smoothing method.", show_default=False)
]
Plot = Annotated[
    Path | None,
    typer.Option(
        "--picture", metavar="FILE", show_default=False,
        help="Draw each figure's ROUGE-L and BLEU-4 there: .svg, .png or .pdf. Needs 'capassist[plot]'.",
    ),
]  # fmt: skip
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the result as CSV, and nothing else.")]


def scoring_for(form: Literal["lamp-cap", "scicap"], smoothing: int | None) -> "Scoring":
    """Return the way to compare captions that the options name."""
    from capassist.metrics import LAMP_CAP, SCICAP

    scoring = LAMP_CAP if form == "lamp-cap" else SCICAP
    return scoring if smoothing is None else replace(scoring, smoothing=smoothing)


def profile_conditions(given: str, *, sizes: bool) -> tuple[str, ...]:
    """Return the conditions by name; `sizes` allows numbers of captions, too. Raise UsageError for another name."""
    from capassist.settings import MOST_PROFILE_FIGURES, PROFILES

    known = [*PROFILES, *(map(str, range(MOST_PROFILE_FIGURES + 1)) if sizes else ())]
    named = tuple(dict.fromkeys(name.strip() for name in given.split(",")))
    if unknown := [name for name in named if name not in known]:
        hint = f", or numbers up to {MOST_PROFILE_FIGURES}" if sizes else ""
        raise UsageError(f"--profile does not know {unknown[0]!r}.", f"Name some of {', '.join(PROFILES)}{hint}.")
    return named


@dataclass(frozen=True)
class ScoreOutput:
    """How the result is printed: for people, as JSON or as CSV; and the file that the scores are drawn into, if any."""

    as_json: bool
    as_csv: bool
    plot: Path | None = None

    def __post_init__(self) -> None:
        """Raise UsageError, before any work, for a plot that cannot be drawn."""
        from capassist.evaluation.plot import require_plot

        if self.plot:
            require_plot(self.plot)

    def result(self, tables: "Sequence[Table]", ended: "Ended") -> Result:
        """Return the tables, and draw the first, which is of all figures, where a plot is wanted.

        Of work that ended early they are shown where there is anything in them.
        """
        from capassist.evaluation.plot import write_plot
        from capassist.terminal import evaluations

        if not tables or (ended.error and not any(row.scored for table in tables for row in table.rows)):
            return Result(error=ended.error)
        said = []
        if self.plot:
            with ended:
                write_plot(self.plot, tables[0])
                said = [f"Drew {self.plot}."]
        if self.as_json:
            return Result(evaluations.evaluation_record(tables), said, error=ended.error)
        if self.as_csv:
            return Result(evaluations.evaluation_csv(tables), said, error=ended.error)
        return Result([evaluations.evaluation_tables(tables)], said, error=ended.error)


class Ended:
    """Holds what ended the work in its block early, so that what there is until then can be shown first."""

    error: CapassistError | KeyboardInterrupt | None = None

    def __enter__(self) -> "Ended":
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> bool:
        if not isinstance(error, CapassistError | KeyboardInterrupt):
            return False
        self.error = error
        return True
