"""SVG as programs write it: first what is no SVG, then plots whose texts and colours are said in different ways."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.drafts.drawing import reading
from capassist.drafts.drawing.svg import explicit
from capassist.model import Drawing, View

FRAME = "<rect x='60' y='20' width='240' height='160' fill='none' stroke='black'/>"
CURVE = "<polyline points='60,160 100,120 150,130 200,70 300,40' fill='none' stroke='rgb(214,39,40)'/>"
TICKS = [(60 + 80 * i, 10 * i) for i in range(4)]
LEVELS = [(180 - 40 * i, 5 * i) for i in range(5)]


def read(folder: Path, svg: str) -> Drawing | None:
    path = folder / "plot.svg"
    path.write_text(svg)
    return next(iter(reading._drawings({path: [reading._Part(path, view=View())]}, None)[path].drawings), None)


def document(*content: str, size: str = "width='340' height='240'") -> str:
    space = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
    return f"<svg {space} {size} font-family='Arial' font-size='10'>{''.join(content)}</svg>"


def texts(form: Callable[[float, float, str, str], str]) -> str:
    """Return ticks and labels, each made by a function of its place, its anchor and what it says."""
    ticks = [form(x, 194, "middle", str(value)) for x, value in TICKS]
    levels = [form(54, y + 4, "end", str(value)) for y, value in LEVELS]
    upright = f"<g transform='translate(30,100) rotate(-90)'>{form(0, 0, 'middle', 'Water level (cm)')}</g>"
    return "".join([*ticks, *levels, form(180, 214, "middle", "Time of the day (h)"), upright])


def by_attribute(x: float, y: float, anchor: str, said: str) -> str:
    return f"<text x='{x}' y='{y}' text-anchor='{anchor}'>{said}</text>"


def by_style(x: float, y: float, anchor: str, said: str) -> str:
    return f"<text x='{x}' y='{y}' style='font-size:10px; text-anchor: {anchor}'>{said}</text>"


def by_group(x: float, y: float, anchor: str, said: str) -> str:
    return f"<g transform='translate({x},{y})' text-anchor='{anchor}'><text><tspan>{said}</tspan></text></g>"


def by_class(x: float, y: float, anchor: str, said: str) -> str:
    return f"<text x='{x}' y='{y}' class='tick {anchor[0]}'>{said}</text>"


def by_transform(x: float, y: float, anchor: str, said: str) -> str:
    return f"<text transform='translate({x},{y})' text-anchor='{anchor}'>{said}</text>"


def by_place(x: float, y: float, anchor: str, said: str) -> str:
    """Return a text that begins where it is seen, as programs write it that know their fonts."""
    wide = 5 * len(said)
    return f"<text x='{x - wide * {'middle': 0.5, 'end': 1.0}[anchor]}' y='{y}'>{said}</text>"


SHEET = "<style>.tick{fill:black} .m{text-anchor:middle} .e{text-anchor:end}</style>"
NO_SVG = {
    "not XML": "<svg text-anchor",
    "nothing": "",
    "another kind": "<html text-anchor=''></html>",
    "entities that grow": "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" + document("<text>&b;</text>"),
    "a file elsewhere": "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + document("<text>&x;</text>"),
}


@pytest.mark.parametrize("text", NO_SVG.values(), ids=NO_SVG)
def test_what_is_no_plot_has_no_drawing(tmp_path: Path, text: str) -> None:
    drawing = read(tmp_path, text)
    assert drawing is None or not drawing.panels


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    path = tmp_path / "plot.svg"
    path.write_text(NO_SVG["a file elsewhere"].replace("<text>", "<text text-anchor='end'>"))
    with explicit(path) as same:
        assert same == path


PLOTS = {
    "anchors as attributes": document(FRAME, CURVE, texts(by_attribute)),
    "anchors as styles": document(FRAME, CURVE, texts(by_style)),
    "anchors of groups": document(FRAME, CURVE, texts(by_group)),
    "anchors of classes": document(SHEET, FRAME, CURVE, texts(by_class)),
    "texts moved": document(FRAME, CURVE, texts(by_transform)),
    "texts placed at their beginning": document(FRAME, CURVE, texts(by_place)),
    "in a group that is moved": document("<g transform='translate(20,10)'>", FRAME, CURVE, texts(by_group), "</g>"),
    "larger by its view": document(FRAME, CURVE, texts(by_attribute), size="width='680' viewBox='0 0 340 240'"),
    "with lines for a frame": document(
        "<path d='M60,20 V180 H300' fill='none' stroke='black'/>", CURVE, texts(by_attribute)
    ),
    "in a nested drawing": document("<svg x='0' y='0'>", FRAME, CURVE, texts(by_style), "</svg>"),
}


@pytest.mark.parametrize("svg", PLOTS.values(), ids=PLOTS)
def test_axes_are_read_wherever_the_anchor_is_said(tmp_path: Path, svg: str) -> None:
    drawing = read(tmp_path, svg)
    assert drawing is not None
    [panel] = drawing.panels
    assert panel.x is not None
    assert panel.y is not None
    assert (panel.x.label, panel.x.unit, panel.x.ticks) == ("Time of the day (h)", "h", ("0", "10", "20", "30"))
    assert (panel.y.label, panel.y.unit) == ("Water level (cm)", "cm")


def test_marks_have_the_current_colour_of_their_use(tmp_path: Path) -> None:
    symbol = "<defs><path id='cross' d='M-3,0 H3 M0,-3 V3' fill='none' stroke='currentColor'/></defs>"
    marks = "".join(
        f"<use xlink:href='#cross' transform='translate({60 + 20 * i},{150 - 8 * i})' color='rgb(0,158,115)'/>"
        for i in range(10)
    )
    key = "<use xlink:href='#cross' transform='translate(280,36)' color='rgb(0,158,115)'/>"
    line = "<g color='rgb(148,0,211)'><path d='M270,52 H290' stroke='currentColor' fill='none'/></g>"
    legend = key + line + by_group(264, 40, "end", "north mast") + by_group(264, 56, "end", "south mast")
    drawing = read(tmp_path, document(symbol, FRAME, CURVE, marks, texts(by_group), legend))
    assert drawing is not None
    assert [(entry.text, entry.colour) for entry in drawing.panels[0].legend] == [
        ("north mast", "green"),
        ("south mast", "purple"),
    ]
