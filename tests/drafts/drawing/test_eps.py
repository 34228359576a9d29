"""Encapsulated PostScript as programs write it; Ghostscript makes PDF of it, where it is installed."""

import shutil
from pathlib import Path

import pytest

from capassist.drafts.drawing import reading
from capassist.model import Drawing, View

HEAD = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 340 260\n%%EndComments\n"
FONT = "/Helvetica findfont 10 scalefont setfont\n"
CENTRED = "/C {dup stringwidth pop 2 div neg 0 rmoveto show} def /E {dup stringwidth pop neg 0 rmoveto show} def\n"
FRAME = "newpath 60 60 moveto 300 60 lineto 300 220 lineto 60 220 lineto closepath stroke\n"
CURVE = "0.85 0.15 0.15 setrgbcolor newpath 60 80 moveto 100 120 lineto 160 110 lineto 220 180 lineto 300 200 lineto stroke\n"
BLACK = "0 setgray\n"
TICKS = "".join(f"{60 + 80 * i} 46 moveto ({10 * i}) C\n" for i in range(4))
LEVELS = "".join(f"54 {57 + 40 * i} moveto ({5 * i}) E\n" for i in range(5))
NAMES = "180 26 moveto (Time of the day \\(h\\)) C\ngsave 28 140 translate 90 rotate 0 0 moveto (Water level \\(cm\\)) C grestore\n"
INWARD = "".join(f"newpath {60 + 80 * i} 60 moveto 0 4 rlineto stroke\n" for i in range(4))
LEGEND = (
    "gsave 0.85 0.15 0.15 setrgbcolor newpath 80 206 moveto 100 206 lineto stroke grestore 106 203 moveto (measured) show\n"
    "gsave 0.1 0.3 0.8 setrgbcolor [4 2] 0 setdash newpath 80 192 moveto 100 192 lineto stroke grestore "
    "106 189 moveto (model) show\n"
)
ALL = FRAME + CURVE + BLACK + TICKS + LEVELS + NAMES
pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, ("gs", "gswin64c", "gswin32c"))), reason="Ghostscript is not installed"
)


def read(folder: Path, text: str) -> Drawing | None:
    path = folder / "plot.eps"
    path.write_text(text)
    return next(iter(reading._drawings({path: [reading._Part(path, view=View())]}, None)[path].drawings), None)


NO_PLOTS = {
    "no PostScript": "Time Water",
    "an error in the middle": HEAD + FONT + CENTRED + "nonsense\n" + ALL + "showpage\n",
    "a file of the machine": HEAD + "(/etc/passwd) (r) file 1000 string readstring pop show showpage\n",
    "no end": HEAD + "{} loop\n",
}


@pytest.mark.parametrize("text", NO_PLOTS.values(), ids=NO_PLOTS)
def test_what_is_no_plot_has_no_drawing(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capassist.drafts.drawing.eps._SECONDS", 0.3 if text is NO_PLOTS["no end"] else 15)
    assert read(tmp_path, text) is None


PLOTS = {
    "a frame as one path": HEAD + FONT + CENTRED + ALL,
    "ticks inside, as MATLAB sets them": HEAD + FONT + CENTRED + ALL + INWARD,
    "a frame of four lines": HEAD + FONT + CENTRED + ALL.replace("closepath stroke", "60 60 lineto stroke"),
    "a frame by rectstroke": HEAD + FONT + CENTRED + ALL.replace(FRAME, "60 60 240 160 rectstroke\n"),
    "two axes": HEAD + FONT + CENTRED + ALL.replace(FRAME, "newpath 60 220 moveto 60 60 lineto 300 60 lineto stroke\n"),
    "in tenths of a point": HEAD + "0.1 0.1 scale 10 10 scale\n" + FONT + CENTRED + ALL,
    "another font": HEAD + FONT.replace("Helvetica", "Times-Roman") + CENTRED + ALL,
    "cut to its frame": HEAD + FONT + CENTRED + ALL.replace(CURVE, f"gsave 60 60 240 160 rectclip {CURVE} grestore\n"),
    "moved by its program": HEAD.replace("0 0 340 260", "100 100 440 360")
    + "100 100 translate\n"
    + FONT
    + CENTRED
    + ALL,
    "line ends of another system": (HEAD + FONT + CENTRED + ALL).replace("\n", "\r\n"),
    "with a legend": HEAD + FONT + CENTRED + ALL + LEGEND,
}


@pytest.mark.parametrize("text", PLOTS.values(), ids=PLOTS)
def test_axes_are_read(tmp_path: Path, text: str) -> None:
    drawing = read(tmp_path, f"{text}showpage\n%%EOF\n")
    assert drawing is not None
    assert drawing.source == "eps"
    [panel] = drawing.panels
    assert panel.x is not None
    assert panel.y is not None
    assert (panel.x.label, panel.x.unit, panel.x.ticks) == ("Time of the day (h)", "h", ("0", "10", "20", "30"))
    assert (panel.y.label, panel.y.unit) == ("Water level (cm)", "cm")


def test_a_legend_is_read_with_its_colours(tmp_path: Path) -> None:
    drawing = read(tmp_path, PLOTS["with a legend"] + "showpage\n")
    assert drawing is not None
    entries = [(entry.text, entry.colour, entry.line) for entry in drawing.panels[0].legend]
    assert entries == [("measured", "red", "solid"), ("model", "blue", "dashed")]
