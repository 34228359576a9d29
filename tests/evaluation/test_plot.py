"""The picture of an evaluation: it replaces no other file, and every figure is in it."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import UsageError
from capassist.evaluation.plot import MEASURES, SUFFIXES, picture, require_plot, write_plot
from capassist.evaluation.table import Table, row
from capassist.metrics import LAMP_CAP
from capassist.testing import ChatServer

pytestmark = pytest.mark.slow


mpl = pytest.importorskip("matplotlib")

OTHERS = {"fig.png": b"\x89PNG\r\n\x1a\n of the author", "fig.svg": b"<svg>mine</svg>", "fig.pdf": b"%PDF-1.5"}
PAPER = r"""\documentclass{article}
\begin{document}
Figure~\ref{fig:a} shows the run time of the parser in seconds.
\begin{figure}\includegraphics{a}\caption{Run time of the parser in seconds.}\label{fig:a}\end{figure}
Figure~\ref{fig:b} shows the share of the 12 corpora that were read.
\begin{figure}\includegraphics{b}\caption{Share of the corpora that were read.}\label{fig:b}\end{figure}
\end{document}
"""


def table(*counts: int) -> Table:
    rows = (
        row(f"model {place}, $x_1$", [dict.fromkeys(MEASURES, (n + 1) / (count + 1)) for n in range(count)], LAMP_CAP)
        for place, count in enumerate(counts)
    )
    return Table("paper: figures left out in turn", tuple(rows))


def dots(svg: bytes) -> int:
    """Return how many dots the strips have."""
    groups = svg.decode().split('<g id="PathCollection_')[1:]
    return sum(group.split("</g>\n  ")[0].count("<use ") for group in groups)


def run(*arguments: object) -> tuple[int, str, str]:
    return run_command("evaluate", *arguments)


def run_command(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "main.tex").write_text(PAPER, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("name", "content"), OTHERS.items(), ids=OTHERS.keys())
def test_no_other_picture_is_overwritten_and_nothing_is_asked(name: str, content: bytes, paper: Path) -> None:
    path = paper / name
    path.write_bytes(content)
    with ChatServer() as server:
        code, out, err = run(paper, "--server", server.url, "--model", "m", "--picture", path)
    assert (code, out, server.requests) == (2, "", [])
    assert "is not a picture by capassist" in err
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["scores", "scores.jpg", "main.tex", "no/folder/scores.svg"], ids=str)
def test_a_place_for_no_picture_is_refused_first(name: str, paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    code, out, _ = run(paper, "--picture", paper / name)
    assert (code, out) == (2, "")
    assert (paper / "main.tex").read_bytes() == before


def test_without_matplotlib_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # as where it is not installed
    with pytest.raises(UsageError) as caught:
        require_plot(tmp_path / "scores.svg")
    assert "matplotlib" in caught.value.message
    assert caught.value.hint == "pip install 'capassist[plot]'"


@pytest.mark.parametrize("counts", [(1,), (4, 4), (200, 0)], ids=str)
def test_each_figure_is_a_dot_in_both_panels(counts: tuple[int, ...]) -> None:
    assert dots(picture(table(*counts), "svg")) == len(MEASURES) * sum(counts)


def test_so_many_that_dots_are_drawn_as_pixels_keep_the_file_small() -> None:
    assert dots(picture(table(3000), "svg")) == 0
    assert len(picture(table(3000), "svg")) < 300_000


def test_the_same_table_gives_the_same_picture_whatever_the_author_set() -> None:
    before = picture(table(3), "svg")
    with mpl.rc_context({"axes.facecolor": "red", "text.usetex": True}):
        assert picture(table(3), "svg") == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_picture_replaces_the_one_before(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"scores{suffix}"
    write_plot(path, table(2))
    first = path.read_bytes()
    write_plot(path, table(5))
    assert path.read_bytes() != first
    assert list(tmp_path.iterdir()) == [path]


def test_a_paper_s_picture_is_of_the_printed_table(paper: Path, tmp_path: Path) -> None:
    path = tmp_path / "scores.svg"
    code, out, err = run(paper, "--profile", "none", "--json", "--picture", path)
    assert code == 0, err
    rows = json.loads(out)["tables"][0]["rows"]
    assert dots(path.read_bytes()) == len(MEASURES) * sum(row["scored"] for row in rows) > 0
    assert all("each" not in row for row in rows)


def test_a_paper_is_titled_by_its_name_and_not_by_where_it_lies(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(paper)
    for named, name in ((paper, "paper"), (".", "paper"), (paper / "main.tex", "main.tex")):
        code, out, err = run(named, "--profile", "none", "--json")
        assert code == 0, err
        assert json.loads(out)["tables"][0]["title"].startswith(f"{name}: ")


def test_predictions_have_a_picture_too(tmp_path: Path) -> None:
    captions = tmp_path / "captions.json"
    captions.write_text('{"1": "Run time.", "2": "Share of the corpora."}', encoding="utf-8")
    path = tmp_path / "scores.svg"
    code, _, err = run_command("bench", "score", "--predictions", captions, "--references", captions, "--picture", path)
    assert code == 0, err
    assert dots(path.read_bytes()) == 2 * len(MEASURES)
