"""The example paper: what its text says is what was measured, and capassist reads its source and its PDF as a reader would."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.model import Draft, Figure

pytestmark = pytest.mark.slow


EXAMPLES = Path(__file__).parents[1] / "examples"
PAPER = EXAMPLES / "paper"
IDS = ["fig:pipeline", "fig:field", "fig:medians", "fig:noise", "fig:found", "fig:radii"]


@pytest.fixture(scope="module")
def source() -> Draft:
    return open_draft(PAPER)


@pytest.fixture(scope="module")
def pdf() -> Draft:
    return open_draft(EXAMPLES / "paper.pdf")


def _results() -> dict[str, str]:
    with (PAPER / "figures" / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["quantity"]: row["value"] for row in csv.DictReader(file)}


# The sentences of the paper that name a result, with the results in their place.
SENTENCES = [
    "and holds {beads} beads",
    "It falls from {noise, mean of 1} in a single frame to {noise, mean of 16} in the mean and {noise, median of 16} in the median",
    "with 64 frames both end at {noise, mean of 64} instead of {noise, square-root law at 64}",
    "with 64 frames both end at {noise, median of 64} instead",
    "The median finds {beads found, median of 4} of the {beads} beads with 4 frames",
    "The mean finds only {beads found, mean of 4} beads with 4 frames and {beads found, mean of 16} with 16 frames",
    "where mean and median are the same, {beads found, mean of 1} beads are found",
    "Flashes lift it to {background level, mean of 64} in the mean of 64 frames",
    "In the median of 64 frames the background lies at {background level, median of 64}",
    r"too large by {radius error of bright beads (um)}\um{} on average, dim beads (triangles) by only "
    r"{radius error of dim beads (um)}\um{}",
    "The {bright beads} bright beads are those with a brightness of at least 0.6, and the other {dim beads} are dim",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_text_names_what_was_measured(sentence: str) -> None:
    results = _results()
    text = " ".join(" ".join(path.read_text(encoding="utf-8") for path in (PAPER / "sections").iterdir()).split())
    assert re.sub(r"\{([a-z][^{}]+)\}", lambda found: results[found.group(1)], sentence) in text


def test_the_median_finds_all_beads_and_the_mean_misses_two() -> None:
    results = _results()
    assert results["beads found, median of 16"] == results["beads found, median of 64"] == results["beads"]
    assert int(results["beads"]) - int(results["beads found, mean of 64"]) == 2


def test_the_examples_stay_small() -> None:
    assert all(path.stat().st_size < 100_000 for path in PAPER.rglob("*.*"))
    assert (EXAMPLES / "paper.pdf").stat().st_size < 600_000


def test_the_source_has_six_figures_and_two_captions_to_write(source: Draft) -> None:
    assert not source.problems
    assert source.title == "How Many Frames Does a Bead Count Need?"
    assert [figure.id for figure in source.figures] == IDS
    assert [figure.state for figure in source.figures] == ["written"] * 4 + ["placeholder", "missing"]
    assert all(figure.slot and figure.mentions for figure in source.figures)


def test_the_source_s_graphics_are_found(source: Draft) -> None:
    paths = [[image.path for image in figure.images] for figure in source.figures]
    assert paths == [
        [None],  # drawn by TikZ
        ["figures/micrograph.jpg"],
        [f"figures/median-{count}.png" for count in ("01", "04", "16", "64")],
        ["figures/noise.pdf"],
        ["figures/found.pdf"],
        ["figures/radii.pdf"],
    ]
    assert [panel.caption for panel in source.figures[2].panels] == ["1 frame", "4 frames", "16 frames", "64 frames"]


def _seen(figure: Figure) -> str:
    """Return the caption as it looks; the micro sign and the Greek mu are the same to the eye."""
    return unicodedata.normalize("NFKC", figure.caption or "")


def test_the_pdf_has_the_numbered_figures_of_its_source(source: Draft, pdf: Draft) -> None:
    numbered = {figure.number: figure for figure in pdf.figures if figure.number}
    assert pdf.pages == 3
    assert {number: figure.page for number, figure in numbered.items()} == {"1": 1, "2": 2, "3": 2, "4": 2, "5": 3}
    assert [_seen(figure) for figure in numbered.values()] == [_seen(figure) for figure in source.figures[:5]]
    assert all(figure.images and figure.mentions for figure in numbered.values())
