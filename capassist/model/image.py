"""A graphic of a figure, and what TeX does to its file before it is printed."""

from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
# A length: points of PDF, plus this share of the picture's width, plus this share of its height.
Measure = tuple[float, float, float]
StepKind = Literal["trim", "viewport", "turn", "resize"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that TeX does to a graphic's file before it is printed.

    trim: what is cut away at the left, bottom, right and top. viewport: the left, bottom, right and top edge of what is
    kept, from the lower left corner. turn: degrees counterclockwise, as the first part of one measure. resize: the new
    width and height, negative where the picture is mirrored; no values where the new size is not known, but its shape
    is kept.
    """

    kind: StepKind
    values: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What TeX prints of a graphic's file, where that is not all of its first page as it is."""

    page: int = 1
    steps: tuple[Step, ...] = ()  # in order
    unclear: str = ""  # what could not be worked out, as it is written in the source: nobody may be shown the file then


@dataclass(frozen=True, slots=True)
class Image:
    """One graphic of a figure: a file of the draft (LaTeX), a box on a page (PDF), or both."""

    path: str | None = None  # relative to the draft's root; None where TeX draws the figure itself
    page: int | None = None  # of the paper
    bbox: Box | None = None
    view: View | None = None  # of the file; None: all of its first page
    trouble: str = ""  # why the file cannot be shown, or not as it is meant: a sentence
