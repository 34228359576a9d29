"""A picture of an evaluation: how the single figures' scores lie in each row of a table, and where their mean is."""

import importlib.util
import io
import random
import textwrap
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from capassist.errors import UsageError
from capassist.evaluation.table import Row, Table
from capassist.files import Output

MEASURES = ("ROUGE-L", "BLEU-4")
SUFFIXES = (".svg", ".png", ".pdf")
SEED = 20261121

_MARK = "capassist evaluate --picture"
_METADATA = {
    "png": {"Software": _MARK},
    "svg": {"Creator": _MARK, "Date": None},
    "pdf": {"Creator": _MARK, "CreationDate": None},
}
_READING = (
    "A dot is a figure; a box holds the middle half, with the median; a diamond is the mean with its 95 % interval "
    "(bootstrap). Likeness is not quality."
)
_DOTS, _MEAN = "#0072B2", "#D55E00"  # blue and vermilion of Okabe & Ito (2008), which all eyes tell apart
_BOX = "#444444"
_FEWEST_FOR_BOX = 5  # scores; quartiles of fewer say nothing
_MANY = 500  # scores of a row; more are drawn as pixels, which keeps an SVG small
_ROW = 0.52  # inches
_NAME_WIDTH = 30  # characters


def require_plot(path: Path) -> None:
    """Check, before any work, that the picture can be drawn and can go there.

    Raises UsageError for another ending than SUFFIXES, for a file that is no such picture, and without matplotlib;
    WriteError for an impossible place.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path} is no name of a picture.", f"Let it end in one of {', '.join(SUFFIXES)}.")
    if importlib.util.find_spec("matplotlib") is None:
        raise UsageError("--picture needs matplotlib, which is not installed.", "pip install 'capassist[plot]'")
    _output(path).require_place()


def write_plot(path: Path, table: Table) -> None:
    """Draw a table and write the picture, in the form that the path's ending names. Raises as `require_plot` does."""
    require_plot(path)
    _output(path).write(picture(table, path.suffix.lower().removeprefix(".")))


def picture(table: Table, form: str) -> bytes:
    """Return the picture of a table as "svg", "png" or "pdf": a panel for each of MEASURES, a strip for each row.

    The same table gives the same picture. The author's own settings of matplotlib do not change it.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    file = io.BytesIO()
    own = {**mpl.rcParamsDefault, "backend": "agg", "svg.hashsalt": _MARK, "text.parse_math": False}
    with mpl.rc_context(own), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name in letters that its font lacks is no reason for a warning
        drawn = Figure(figsize=(9, 1.7 + _ROW * len(table.rows)), layout="constrained")
        panels = drawn.subplots(1, len(MEASURES), sharey=True)
        for panel, measure in zip(panels, MEASURES, strict=True):
            _draw(panel, table.rows, measure)
        panels[0].set_yticks(range(len(table.rows)), [_label(row) for row in table.rows])
        panels[0].set_ylim(len(table.rows) - 0.5, -0.5)
        drawn.suptitle(_wrapped(table.title, 100), fontsize="medium", x=0.01, ha="left")
        drawn.supxlabel(_wrapped(_READING, 130), fontsize="small", x=0.01, ha="left")
        drawn.savefig(file, format=form, dpi=160, metadata=_METADATA[form])
    return file.getvalue()


def _output(path: Path) -> Output:
    return Output(path, "picture", _MARK.encode(), "--picture")


def _draw(panel: Any, rows: Sequence[Row], measure: str) -> None:
    for place, row in enumerate(rows):
        if scores := [scored[measure] for scored in row.each]:
            _draw_row(panel, place, scores)
            mean = row.values[measure]
            low, high = mean.value - mean.low, mean.high - mean.value
            panel.errorbar(
                mean.value, place + 0.3, xerr=[[low], [high]], fmt="D", color=_MEAN, markersize=4.5, capsize=3, zorder=4
            )
    panel.set_xlabel(f"{measure} of each figure")
    panel.set_xlim(left=min(-0.02, panel.get_xlim()[0]), right=max(1.02, panel.get_xlim()[1]))
    panel.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    panel.set_axisbelow(True)
    panel.tick_params(axis="y", length=0)
    panel.spines[["left", "right", "top"]].set_visible(False)


def _draw_row(panel: Any, place: int, scores: Sequence[float]) -> None:
    """Draw the dots, spread so that equal ones are seen, and below them the box around their middle half."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    heights = [place - 0.12 + chance.uniform(-0.19, 0.19) for _ in scores]
    size, opacity = (14.0, 0.55) if len(scores) <= 60 else (7.0, 0.35) if len(scores) <= _MANY else (2.0, 0.08)
    panel.scatter(
        scores, heights, s=size, color=_DOTS, alpha=opacity, linewidths=0, zorder=3, rasterized=len(scores) > _MANY
    )
    if len(scores) >= _FEWEST_FOR_BOX:
        panel.boxplot(
            [scores], positions=[place - 0.12], orientation="horizontal", widths=0.44, showfliers=False,
            manage_ticks=False,
            zorder=3.5, boxprops={"color": _BOX}, medianprops={"color": _BOX, "linewidth": 2}, showcaps=False,
            whiskerprops={"color": "none"},
        )  # fmt: skip


def _label(row: Row) -> str:
    return f"{_wrapped(row.name, _NAME_WIDTH)}\nn = {row.scored:,}"


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))
