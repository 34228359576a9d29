"""The tables behind figures: first what is never opened or run, then where they are found."""

from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.model import DataTable

HEAD = "\\documentclass{article}\\usepackage{graphicx,pgfplots}\\begin{document}\n"


def tables(folder: Path, figure: str, files: dict[str, str]) -> tuple[DataTable, ...]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    body = f"\\begin{{figure}}{figure}\\caption{{Loss.}}\\label{{fig:a}}\\end{{figure}}\\end{{document}}\n"
    (folder / "main.tex").write_text(HEAD + body)
    [found] = open_draft(folder).figures
    return found.data


CSV = "x,y\n1,2.5\n2,3.5\n"
PICTURE = "\\includegraphics{fig/loss}"


def test_a_file_outside_of_the_draft_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(CSV)
    plot = "\\begin{tikzpicture}\\begin{axis}\\addplot table {../secret.csv};\\end{axis}\\end{tikzpicture}"
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / ".git").mkdir()  # the draft ends here
    assert tables(folder, plot, {}) == ()


def test_a_script_is_looked_at_and_not_run(tmp_path: Path) -> None:
    script = "open('ran','w')\nimport pandas\npandas.read_csv('numbers.csv').plot().figure.savefig('fig/loss.pdf')\n"
    found = tables(tmp_path, PICTURE, {"plot.py": script, "numbers.csv": CSV, "fig/loss.png": ""})
    assert [table.file for table in found] == ["numbers.csv"]
    assert not (tmp_path / "ran").exists()


FOUND = {
    "beside the picture": (PICTURE, {"fig/loss.png": "", "fig/loss.csv": CSV}, "fig/loss.csv"),
    "in a folder of data": (PICTURE, {"fig/loss.png": "", "data/loss.dat": "x y\n1 2\n"}, "data/loss.dat"),
    "named by pgfplots": (
        "\\begin{tikzpicture}\\begin{axis}\\addplot[red] table[x=x,y=y] {runs/a.csv};\\end{axis}\\end{tikzpicture}",
        {"runs/a.csv": CSV},
        "runs/a.csv",
    ),
    "inside a command of pgfplots": (
        "\\begin{tikzpicture}\\begin{axis}\\addplot table[x=a,y=b] {\n a b\n 1 2.5\n 2 3.5\n};\\end{axis}\\end{tikzpicture}",
        {},
        "main.tex",
    ),
    "read into a command": (
        "\\pgfplotstableread[col sep=comma]{runs/a.csv}\\runs\\begin{tikzpicture}\\begin{axis}"
        "\\addplot table[x=x,y=y] {\\runs};\\end{axis}\\end{tikzpicture}",
        {"runs/a.csv": CSV},
        "runs/a.csv",
    ),
    "written by the source": (
        "\\begin{filecontents}{made.csv}\nx,y\n1,2.5\n2,3.5\n\\end{filecontents}\n"
        "\\begin{tikzpicture}\\begin{axis}\\addplot table {made.csv};\\end{axis}\\end{tikzpicture}",
        {},
        "main.tex",
    ),
    "in the source": (
        "\\begin{tikzpicture}\\begin{axis}[xlabel=Epoch,ylabel=Loss]\\addplot coordinates {(1,0.9) (2,0.4)};"
        "\\end{axis}\\end{tikzpicture}",
        {},
        "main.tex",
    ),
}


@pytest.mark.parametrize(("figure", "files", "name"), FOUND.values(), ids=FOUND)
def test_a_table_is_found(tmp_path: Path, figure: str, files: dict[str, str], name: str) -> None:
    found = tables(tmp_path, figure, files)
    assert [table.file for table in found] == [name]


def test_another_figures_table_is_not_taken(tmp_path: Path) -> None:
    assert tables(tmp_path, PICTURE, {"fig/loss.png": "", "fig/gain.csv": CSV, "plot.py": "savefig('gain.pdf')"}) == ()


def test_columns_have_the_names_that_the_legend_gives_them(tmp_path: Path) -> None:
    curves = (
        "\\addplot table[x=n,y=a]{t.csv};\\addlegendentry{Adam}\\addplot table[x=n,y=b]{t.csv};\\addlegendentry{SGD}"
    )
    plot = f"\\begin{{tikzpicture}}\\begin{{axis}}{curves}\\end{{axis}}\\end{{tikzpicture}}"
    [table] = tables(tmp_path, plot, {"t.csv": "n,a,b\n1,0.5,0.7\n2,0.3,0.6\n"})
    assert [column.label for column in table.columns] == ["", "Adam", "SGD"]
