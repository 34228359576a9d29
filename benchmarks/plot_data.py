"""How many numbers of captions the data behind the plots bear out: python benchmarks/plot_data.py

Ten small papers with data beside their plots, in every form that is read; each caption has numbers that are true, with
the cell or statistic they come from. Each true number is then made wrong in several ways (another row, another column,
another statistic, a digit changed): none of these may be found.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from capassist.drafts import open_draft
from capassist.guards.plot_data import borne_out
from capassist.model import DataTable, Figure
from capassist.text.cells import value_of
from capassist.text.markup import LATEX

PICTURE = r"\includegraphics[width=\linewidth]{%s}"
AXIS = r"\begin{tikzpicture}\begin{axis}[%s]%s\end{axis}\end{tikzpicture}"


@dataclass(frozen=True)
class Paper:
    """A paper of one figure: its source, its files, and captions with «number|where» for each true number."""

    name: str
    figure: str
    files: dict[str, str]
    captions: tuple[str, ...]


PAPERS = (
    Paper(
        "parser",
        PICTURE % "figures/speed",
        {
            "figures/speed.pdf": "",
            "figures/speed.csv": "parser,tokens per second,memory (MB)\nEarley,1840,212\nGLR,5210,148\n"
            "LALR,23150,31\nPackrat,9875,640\n",
        },
        (
            r"Throughput of four parsers. The LALR parser handles «23\,150|row 3, column tokens per second» "
            r"tokens per second, the "
            r"GLR parser «5210|row 2, column tokens per second». Packrat needs the most memory, «640|maximum of "
            r"column memory» MB, "
            r"and Earley \SI{«212|row 1, column memory»}{MB}.",
            r"Parsers differ by a factor of more than ten: Earley reads \num{«1840|row 1»} tokens/s while LALR "
            r"reads \num{«23150|row 3»}, and GLR and Packrat lie between (\num{«5210|row 2»} and \num{«9875|row "
            r"4»} tokens per second).",
            r"Memory use of the parsers, from «31|row 3 / minimum»\,MB (LALR) to «640|row 4 / maximum»\,MB "
            r"(Packrat).",
            r"LALR is the fastest parser with «23{,}150|row 3 / maximum» tokens per second and needs only "
            r"«31|row 3 / minimum»\,MB of memory.",
        ),
    ),
    Paper(
        "training",
        PICTURE % "loss",
        {
            "loss.png": "",
            "plot_loss.py": "import pandas as pd\nd = pd.read_csv('logs/run7.tsv', sep='\\t')\n"
            "d.plot(x='epoch').figure.savefig('loss.png')\n",
            "logs/run7.tsv": "epoch\ttrain loss\tvalidation loss\n"
            + "".join(
                f"{epoch}\t{train}\t{valid}\n"
                for epoch, train, valid in zip(
                    range(5, 45, 5),
                    (1.412, 0.987, 0.731, 0.560, 0.447, 0.371, 0.322, 0.294),
                    (1.455, 1.062, 0.861, 0.742, 0.689, 0.671, 0.684, 0.712),
                    strict=True,
                )
            ),
        },
        (
            r"Training and validation loss. After 20 epochs the training loss is «0.560|row 4, column train loss». "
            r"The validation loss has its minimum of «0.671|minimum of column validation loss» at 30 epochs and "
            r"rises to "
            r"«0.712|row 8, column validation loss» at the end.",
            r"The train loss falls from «1.412|column train loss» to «0.294|column train loss»; the validation "
            r"loss bottoms out at «0.671|column validation loss» (epoch 30).",
            r"Losses at epoch 15: «0.731|row 3, column train loss» (train) and «0.861|row 3, column validation "
            r"loss» (validation).",
        ),
    ),
    Paper(
        "river",
        AXIS % ("xlabel=Day,ylabel=Level (m)", r"\addplot table [x=day, y=level, col sep=comma] {data/river.csv};"),
        {"data/river.csv": "day,level,rain\n1,2.31,0\n2,2.47,12\n3,3.86,41\n4,4.12,8\n5,3.35,0\n6,2.90,3\n"},
        (
            r"Level of the river over six days. The level peaks at «4.12|level»\,m on day 4. On average the level is "
            r"«3.17|mean of column level»\,m; the rain of day 3 is «41|row 3, column rain»\,mm.",
            r"The river rises from «2.31|column level»\,m to its peak of «4.12|maximum of column level»\,m.",
            r"Highest level: «4.12|level»\,m. Most rain fell on day 3, with «41|rain»\,mm.",
        ),
    ),
    Paper(
        "survey",
        PICTURE % "answers",
        {
            "answers.pdf": "",
            "data/answers.csv": "id,tool,years\n"
            + "".join(
                f"{n},{tool},{years}\n"
                for n, (tool, years) in enumerate(
                    zip(
                        "vim emacs vim vscode vscode vim vscode vscode emacs vscode vim vscode".split(),
                        (12, 21, 7, 3, 5, 15, 2, 4, 18, 6, 9, 1),
                        strict=True,
                    ),
                    101,
                )
            ),
        },
        (
            r"Editors of the «12|12 rows» participants. Half of them, «50\,\%|share of vscode», use VSCode, and "
            r"«4|count of vim» use "
            r"vim. The average is «8.6|mean of column years» years, the maximum «21|maximum of column years» years.",
            r"Of «12|12 rows» users, «50\,\%|vscode» work with vscode, «33\,\%|vim» with vim and «17\,\%|emacs» "
            r"with emacs.",
        ),
    ),
    Paper(
        "coordinates",
        AXIS
        % (
            r"xlabel={Threads},ylabel={Speed-up}",
            r"\addplot coordinates {(1,1.00) (2,1.94) (4,3.61) (8,6.42) (16,9.87)};\addlegendentry{work stealing}"
            r"\addplot coordinates {(1,1.00) (2,1.81) (4,3.02) (8,4.55) (16,5.13)};\addlegendentry{static}",
        ),
        {},
        (
            r"Speed-up over one thread. With 16 threads work stealing reaches a speed-up of «9.87|row 5, column "
            r"work stealing», "
            r"the static schedule «5.13|row 5, column static». With 4 threads, work stealing is at «3.61|row 3, "
            r"column work stealing».",
            r"Speed-up of static scheduling («5.13|column static» with 16 threads) and of work stealing "
            r"(«9.87|column work stealing»).",
        ),
    ),
    Paper(
        "cells",
        PICTURE % "img/growth",
        {
            "img/growth.eps": "",
            "img/growth.dat": "# strain  rate  doubling\n# all at 37 degrees\nwild 0.0231 30.0\nmutA 0.0187 37.1\nmutB 0.0094 73.7\n",
        },
        (
            r"Growth of three strains. The wild type grows at a rate of «0.0231|row 1, column rate» per minute, "
            r"mutA at a rate of "
            r"«0.019|row 2, column rate». The doubling time of mutB is «73.7|row 3, column doubling» minutes.",
            r"Rates of wild and mutA are «0.0231|row 1, column rate» and «0.0187|row 2, column rate», respectively.",
            r"mutB doubles every «73.7|row 3, column doubling» minutes, the wild type every «30|row 1, column "
            r"doubling».",
        ),
    ),
    Paper(
        "benchmark",
        PICTURE % "results",
        {
            "results.pdf": "",
            "results.json": '[{"model": "Tiny", "f1": 0.713, "latency_ms": 4.2}, {"model": "Base", "f1": 0.802, "latency_ms": 11.6},'
            ' {"model": "Large", "f1": 0.846, "latency_ms": 35.9}]',
        },
        (
            r"Quality against latency. Tiny has an F1 of «71.3\,\%|row 1, column f1» and Large of «84.6\,\%|row "
            r"3, column f1». "
            r"The latency of Base is «11.6|row 2, column latency_ms»\,ms; latencies range from «4.2|minimum of "
            r"column latency_ms» to "
            r"«35.9|maximum of column latency_ms»\,ms.",
            r"Large reaches an F1 score of «0.846|f1» at a latency of «35.9|latency»\,ms, Tiny one of "
            r"«0.713|row 1, column f1» at «4.2|row 1, column latency_ms»\,ms.",
            r"Base: F1 «0.802|row 2, column f1», latency «11.6|row 2, column latency_ms»\,ms.",
        ),
    ),
    Paper(
        "telescope",
        PICTURE % "lightcurve",
        {
            "lightcurve.pdf": "",
            "scripts/lightcurve.gp": "set output 'lightcurve.pdf'\nplot 'flux.dat' using 1:2 with points\n",
            "flux.dat": "# phase flux error\n0.00 1.0002 0.0004\n0.25 0.9998 0.0004\n0.50 0.9873 0.0005\n0.75 1.0001 0.0004\n",
        },
        (
            r"Light curve of the transit. The flux drops to «0.9873|flux» at phase 0.50, from «1.0002|flux» at "
            r"phase 0.00. "
            r"The largest error is «0.0005|maximum of column error».",
            r"At phase 0.5 the flux is lower, «0.987|flux».",
            r"The minimum flux is «0.9873|flux».",
        ),
    ),
    Paper(
        "energy",
        PICTURE % "energy",
        {
            "energy.pdf": "",
            "energy.csv": "Jahr;Wind (TWh);Solar (TWh)\n2018;109,9;43,5\n2019;125,9;44,4\n2020;132,1;48,6\n2021;114,7;48,5\n"
            "2022;124,8;59,8\n",
        },
        (
            r"Generation by year. Wind gave «132.1|row 3, column Wind»\,TWh in 2020 and «114.7|row 4, column "
            r"Wind»\,TWh in 2021. "
            r"Solar grew from «43.5|column Solar»\,TWh in 2018 to «59.8|column Solar»\,TWh in 2022.",
            r"In 2018, wind turbines produced «109.9|row 1, column Wind»\,TWh and solar plants «43.5|row 1, "
            r"column Solar»\,TWh.",
            r"Wind peaked at «132.1|Wind»\,TWh in 2020.",
        ),
    ),
    Paper(
        "columns",
        PICTURE % "plots/dose",
        {
            "plots/dose.pdf": "",
            "data/dose.json": '{"dose": [0.5, 1, 5, 10, 50], "survival": [98.2, 95.1, 71.4, 44.0, 6.3]}',
        },
        (
            r"Survival against dose. At a dose of 5 the survival is «71.4\,\%|row 3, column survival»; at a "
            r"dose of 50 it is "
            r"«6.3\,\%|row 5, column survival». The highest survival is «98\,\%|maximum of column survival».",
            r"Survival drops from «98.2\,\%|column survival» to «6.3\,\%|column survival».",
            r"About «44\,\%|column survival» survive a dose of 10.",
        ),
    ),
)
MARKED = re.compile(r"«([^|]*)\|([^»]*)»")


def main() -> None:
    right = true = found = wrong = 0
    for paper in PAPERS:
        figure = read(paper)
        for number, places, caption, span in (each for one in paper.captions for each in numbers_of(one)):
            answer = answers(caption, span, figure)
            true += 1
            if any(place in answer for place in places.split(" / ")):
                right += 1
            else:
                print(f"    {paper.name}: {number} is {places}, found {answer or 'nowhere'}")
            for false in made_wrong(number, figure.data):
                changed = caption[: span[0]] + false + caption[span[1] :]
                answer = answers(changed, (span[0], span[0] + len(false)), figure)
                wrong += 1
                found += bool(answer)
                if answer:
                    print(f"    {paper.name}: {false} for {number} ({places}) is found at {answer}")
    print(f"true numbers   {right} of {true} with the right cell or statistic ({right / true:.3f})")
    print(f"wrong numbers  {found} of {wrong} found ({found / wrong:.3f})")


def read(paper: Paper) -> Figure:
    """Write the paper into a folder, and return its figure as capassist reads it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in paper.files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text)
        caption = MARKED.sub(r"\1", paper.captions[0])
        float_ = f"\\begin{{figure}}{paper.figure}\\caption{{{caption}}}\\end{{figure}}"
        head = "\\documentclass{article}\\usepackage{graphicx,pgfplots,siunitx}\\begin{document}"
        (folder / "main.tex").write_text(f"{head}\n{float_}\n\\end{{document}}\n")
        [figure] = open_draft(folder).figures
        return figure


def numbers_of(marked: str) -> Iterator[tuple[str, str, str, tuple[int, int]]]:
    """Yield each marked number of a caption with its place in the data, the caption without marks, and its range
    there."""
    caption, shift = MARKED.sub(r"\1", marked), 0
    for match in MARKED.finditer(marked):
        start = match.start() - shift
        yield match[1], match[2], caption, (start, start + len(match[1]))
        shift += len(match.group()) - len(match[1])


def answers(caption: str, span: tuple[int, int], figure: Figure) -> str:
    """Return where the data have the number at a range of a caption."""
    found = borne_out(caption, LATEX, figure)
    return next((one.where for one in found if one.span[0] < span[1] and span[0] < one.span[1]), "")


def made_wrong(number: str, tables: tuple[DataTable, ...]) -> Iterator[str]:
    """Yield other numbers of the same look: those of other cells, statistics, and misprints."""
    digits = re.sub(r"\\,|\\%|[^\d.]", "", number)
    suffix = r"\,\%" if "%" in number else ""
    decimals = len(digits.partition(".")[2])
    value = float(digits)
    cells = {
        float(cell) for table in tables for column in table.columns for cell in map(value_of, column.cells) if cell
    }
    means = {column.mean for table in tables for column in table.columns if column.mean is not None}
    for other in sorted(cells | means):
        if abs(other - value) > max(0.06 * abs(value), 10**-decimals):
            yield f"{other:.{decimals}f}{suffix}"
    for place in range(len(digits)):
        if digits[place].isdigit() and (place or len(digits) == 1):
            misprint = digits[:place] + str((int(digits[place]) + 3) % 10) + digits[place + 1 :]
            yield f"{misprint}{suffix}"


if __name__ == "__main__":
    main()
