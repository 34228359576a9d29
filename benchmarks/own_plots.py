"""What is read of plots whose labels are known: python benchmarks/own_plots.py [FOLDER]

Draws plots with matplotlib (in each of its styles), gnuplot, pgfplots, R and ggplot2, as far as these are installed,
with labels that are chosen at random, and compares them with what is read. FOLDER keeps the plots and, in `wrong.txt`,
the misses.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from capassist.drafts.drawing.reading import _drawings, _Part  # no draft is needed for a file
from capassist.model import PlotPanel, View
from capassist.text.panels import LETTERS

SEED = 20_261_129
QUANTITIES = (
    "Time (s)|Distance (km)|Temperature (K)|Accuracy (%)|Load (MW)|Epoch|Number of samples|Mass (kg)|Wavelength (nm)"
    "|Yield|Frequency (Hz)|Error rate (%)|Run time (ms)|Depth below surface (m)|Relative humidity|Throughput [MB/s]"
    "|Voltage (V)|Frame index|Mean speed (m/s)|Concentration (mol/L)|Age of the trees (years)|Signal to noise ratio (dB)|Dose"
    "|Latency (ms)"
).split("|")
SERIES = (
    "baseline|our method|north|south|control|treated|k = 3|k = 5|random forest|linear fit|measured|simulated|2019|2020|Adam"
    "|SGD|without cache|with cache|upper bound|CPU|GPU|first run|second run|wild type"
).split("|")
TITLES = "Training|Validation|Site A|Low tide|Summer|Small models|All data".split("|")
STYLES = (
    "default classic ggplot bmh fivethirtyeight grayscale dark_background seaborn-v0_8 seaborn-v0_8-whitegrid "
    "seaborn-v0_8-ticks seaborn-v0_8-darkgrid Solarize_Light2 tableau-colorblind10 fast"
).split()
FIELDS = ("x", "y", "legend", "letter", "title")  # of a panel


@dataclass(frozen=True)
class Plot:
    """What one plot of a file shall say."""

    x: str
    y: str
    legend: tuple[str, ...] = ()
    letter: str = ""
    title: str = ""

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield each text with what it is."""
        yield from (("x", self.x), ("y", self.y), ("letter", self.letter), ("title", self.title))
        yield from (("legend", entry) for entry in self.legend)


def choose(chance: random.Random, count: int, *, titled: bool = False) -> list[Plot]:
    """Return plots with labels of their own; letters where there are several."""
    plots = []
    for number in range(count):
        x, y = chance.sample(QUANTITIES, 2)
        legend = tuple(chance.sample(SERIES, chance.choice((0, 2, 2, 3))))
        letter = f"({LETTERS[number]})" if count > 1 else ""
        plots.append(Plot(x, y, legend, letter, chance.choice(TITLES) if titled else ""))
    return plots


def with_matplotlib(folder: Path, chance: random.Random) -> Iterator[tuple[Path, list[Plot]]]:
    """Draw in each style one plot, and two beside each other; legends stand in many places."""
    import matplotlib as mpl  # noqa: PLC0415  it may not be installed

    mpl.use("pdf")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    for style in STYLES:
        for count in (1, 2):
            plots = choose(chance, count, titled=count == 1)
            with plt.style.context(style):
                mpl.rcParams["pdf.fonttype"] = chance.choice((3, 42))
                figure, axes = plt.subplots(1, count, figsize=(4.2 * count, 3.2), squeeze=False)
                for plot, one in zip(plots, axes[0], strict=True):
                    for number, name in enumerate(plot.legend or ("",)):
                        form = chance.choice(("-", "--", "o", "s-"))
                        one.plot(range(8), [(number + 1) * 0.3 * v**1.3 + number for v in range(8)], form, label=name)
                    one.set(xlabel=plot.x, ylabel=plot.y, title=plot.title)
                    if plot.letter:
                        one.text(-0.12, 1.04, plot.letter, transform=one.transAxes)
                    if plot.legend and count == 1:
                        one.legend(**chance.choice(({}, {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)})))
                    elif plot.legend:
                        one.legend(loc="best", ncol=chance.choice((1, 2)))
                path = folder / f"matplotlib-{style}-{count}.{chance.choice(('pdf', 'svg'))}"
                mpl.rcParams["svg.fonttype"] = "none"
                figure.savefig(path, bbox_inches="tight")
                plt.close(figure)
            yield path, plots


def with_gnuplot(folder: Path, chance: random.Random) -> Iterator[tuple[Path, list[Plot]]]:
    """Draw with several terminals and places of the key."""
    for number, key in enumerate(
        ("top left", "outside right", "bottom right box", "below", "off", "top right samplen 2")
    ):
        terminal, suffix = chance.choice((("pdfcairo", "pdf"), ("svg", "svg"), ("postscript eps color", "eps")))
        [plot] = choose(chance, 1, titled=number % 2 == 0)
        plot = Plot(plot.x, plot.y, plot.legend if key != "off" else (), "", plot.title)
        path = folder / f"gnuplot-{number}.{suffix}"
        curves = [f"x**{1 + n / 3} title '{name}'" for n, name in enumerate(plot.legend)] or ["x notitle"]
        script = (
            f"set terminal {terminal}; set output '{path.name}'; set key {key}; set xlabel '{plot.x}'; "
            f"set ylabel '{plot.y}'; set title '{plot.title}'; plot [0:10] {', '.join(curves)}\n"
        )
        if run(["gnuplot", "-e", script], folder):
            yield path, [plot]


def with_pgfplots(folder: Path, chance: random.Random) -> Iterator[tuple[Path, list[Plot]]]:
    """Draw with several styles of axes and places of the legend."""
    for number, style in enumerate(
        (
            "",
            "axis lines=left",
            "grid=major,legend pos=outer north east",
            "legend pos=north west",
            "only marks,ymajorgrids",
        )
    ):
        [plot] = choose(chance, 1, titled=number % 2 == 1)
        curves = "".join(
            f"\\addplot coordinates {{(0,{n}) (1,{n + 2}) (2,{2 * n + 3})}};\\addlegendentry{{{name}}}"
            for n, name in enumerate(plot.legend)
        )
        names = f"xlabel={{{plot.x}}},ylabel={{{plot.y}}},title={{{plot.title}}},{style}".replace("%", r"\%")
        drawn = curves or r"\addplot coordinates {(0,1) (2,3)};"
        picture = f"\\begin{{tikzpicture}}\\begin{{axis}}[{names}]{drawn}\\end{{axis}}\\end{{tikzpicture}}"
        head = r"\documentclass[border=2pt]{standalone}\usepackage{pgfplots}\pgfplotsset{compat=1.16}\begin{document}"
        source = f"{head}{picture}\\end{{document}}"
        (folder / f"pgfplots-{number}.tex").write_text(source)
        if run(["pdflatex", "-interaction=batchmode", f"pgfplots-{number}.tex"], folder):
            yield folder / f"pgfplots-{number}.pdf", [plot]


def with_r(folder: Path, chance: random.Random) -> Iterator[tuple[Path, list[Plot]]]:
    """Draw with the plots of R itself, boxed and open, legends in the plot."""
    for number, box in enumerate(("o", "l", "n")):
        [plot] = choose(chance, 1, titled=True)
        names = ", ".join(f"'{name}'" for name in plot.legend)
        legend = f"legend('topleft', c({names}), col=1:{len(plot.legend)}, lty=1)" if plot.legend else "NULL"
        curves = ";".join(f"lines(1:9, (1:9)^{1 + n / 4}, col={n + 1})" for n in range(max(1, len(plot.legend))))
        script = (
            f"pdf('r-{number}.pdf', 5, 4); plot(1:9, 1:9, type='n', bty='{box}', xlab='{plot.x}', ylab='{plot.y}',"
            f" main='{plot.title}'); {curves}; {legend}; invisible(dev.off())"
        )
        if run(["Rscript", "-e", script], folder):
            yield folder / f"r-{number}.pdf", [plot]


def with_ggplot(folder: Path, chance: random.Random) -> Iterator[tuple[Path, list[Plot]]]:
    """Draw with ggplot2 in its themes, the legend right of or below the plot."""
    for theme in ("grey", "bw", "minimal", "classic", "light", "linedraw"):
        [plot] = choose(chance, 1, titled=theme in ("bw", "classic"))
        names = ", ".join(f"'{name}'" for name in plot.legend or ("all",))
        place = (
            f"legend.position='{chance.choice(('right', 'bottom', 'top'))}'"
            if plot.legend
            else "legend.position='none'"
        )
        title = f"'{plot.title}'" if plot.title else "NULL"
        data = f"d <- expand.grid(a=1:8, g=factor(c({names}), levels=c({names}))); d$b <- d$a * as.integer(d$g)"
        labels = f"labs(x='{plot.x}', y='{plot.y}', colour=NULL, title={title})"
        drawn = f"ggplot(d, aes(a, b, colour=g)) + geom_line() + {labels} + theme_{theme}() + theme({place})"
        script = f"library(ggplot2); {data}; ggsave('ggplot-{theme}.pdf', {drawn}, width=5, height=3.5)"
        if run(["Rscript", "-e", script], folder):
            yield folder / f"ggplot-{theme}.pdf", [plot]


def run(command: list[str], folder: Path) -> bool:
    """Run a program where it is installed; return whether it did its work."""
    program = shutil.which(command[0])
    if program is None:
        return False
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, check=False, capture_output=True, stdin=subprocess.DEVNULL
    )
    return done.returncode == 0


def panels_in(path: Path) -> tuple[PlotPanel, ...]:
    """Return the panels that are read of a file."""
    found = _drawings({path: [_Part(path, view=View())]}, None)[path].drawings
    return found[0].panels if found and found[0] else ()


def folded(text: str | None) -> str:
    """Return a text without what may differ: case, blanks, kinds of brackets and dashes."""
    return "".join(c for c in (text or "").casefold() if c.isalnum() or c in "%=/")


def read(panel: PlotPanel) -> Counter[tuple[str, str]]:
    """Return what was read of a panel, each text with what it was taken for."""
    texts = [("x", panel.x and panel.x.label), ("y", panel.y and panel.y.label)]
    texts += [("letter", panel.label), ("title", panel.title), *(("legend", entry.text) for entry in panel.legend)]
    return Counter((field, folded(text)) for field, text in texts if text)


def main(folder: Path) -> None:
    chance = random.Random(SEED)
    tally: Counter[tuple[str, str]] = Counter()
    misses = []
    spent = 0.0
    for draw in (with_matplotlib, with_gnuplot, with_pgfplots, with_r, with_ggplot):
        try:
            drawn = list(draw(folder, chance))
        except ImportError as error:
            print(f"{draw.__name__}: {error}")
            continue
        for path, plots in drawn:
            started = time.process_time()
            panels = panels_in(path)
            spent += time.process_time() - started
            for number, plot in enumerate(plots):
                want = Counter((field, folded(text)) for field, text in plot.told() if text)
                have = read(panels[number]) if number < len(panels) else Counter()
                for kind, found in (("right", want & have), ("missed", want - have), ("false", have - want)):
                    for field, text in found.elements():
                        tally[kind, field] += 1
                        misses += [f"{path.name} {number + 1}: {kind} {field} {text}"] if kind != "right" else []
                tally["panels", draw.__name__] += 1
    (folder / "wrong.txt").write_text("\n".join(misses) + "\n")
    report(tally, spent)


def report(tally: Counter[tuple[str, str]], spent: float) -> None:
    counts = {name.removeprefix("with_"): count for (kind, name), count in tally.items() if kind == "panels"}
    print(f"{sum(counts.values())} panels: {', '.join(f'{name} {count}' for name, count in counts.items())}")
    for field in FIELDS:
        right, missed, false = (tally[kind, field] for kind in ("right", "missed", "false"))
        precision, recall = right / max(1, right + false), right / max(1, right + missed)
        print(
            f"{field:8} precision {precision:.3f}  recall {recall:.3f}  ({right} right, {false} false, {missed} missed)"
        )
    print(f"{spent:.1f} s of the processor")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
