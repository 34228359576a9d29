"""What `evaluate` and `bench` share: how captions are compared, and how the tables are shown."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from capassist.cli.output import print_json
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
class Output:
    """How the result is printed: for people, as JSON or as CSV; and the file that the scores are drawn into, if any."""

    as_json: bool
    as_csv: bool
    plot: Path | None = None

    def __post_init__(self) -> None:
        """Raise UsageError, before any work, for a plot that cannot be drawn."""
        from capassist.evaluation.plot import require_plot

        if self.plot:
            require_plot(self.plot)

    @contextmanager
    def shown(self, tables: "Callable[[], Sequence[Table]]") -> Iterator[None]:
        """Show the tables when the work ends, and when it is interrupted those of what there is, if there is
        anything."""
        try:
            yield
        except (CapassistError, KeyboardInterrupt) as error:
            found = () if self.is_taken_by(error) else tables()
            if any(row.scored for table in found for row in table.rows):
                self._show(found)
            raise
        self._show(tables())

    def is_taken_by(self, error: BaseException) -> bool:
        """Tell whether an error is the one JSON record that is printed, so that nothing else may be."""
        return self.as_json and not isinstance(error, KeyboardInterrupt)

    def _show(self, tables: "Sequence[Table]") -> None:
        """Print the tables, and draw the first, which is of all figures, where a plot is wanted."""
        from capassist.evaluation.plot import write_plot
        from capassist.terminal import evaluations
        from capassist.terminal.console import output

        if not tables:
            return
        if self.as_json:
            print_json(evaluations.evaluation_record(tables))
        elif self.as_csv:
            typer.echo(evaluations.evaluation_csv(tables), nl=False)
        else:
            output().print(evaluations.evaluation_tables(tables))
        if self.plot:
            write_plot(self.plot, tables[0])
            typer.echo(f"Drew {self.plot}.", err=True)
