"""What the options and boxes around a file show of it, step by step."""

import pytest

from capassist.drafts.latex.picture_options import (
    Effect,
    default_options,
    effects_around,
    holding,
    is_cut_by_drawing,
    scope_end,
    view_of,
)
from capassist.model import View
from capassist.text.latex import Macro


def told(view: View | None) -> str:
    """Return the page, the steps, and what is unclear; nothing where the file is shown as it is."""
    if view is None:
        return ""
    page = [f"page {view.page}"] if view.page != 1 else []
    steps = [f"{step.kind}{''.join(f' {number(*measure)}' for measure in step.values)}" for step in view.steps]
    return ", ".join([*page, *steps]) + (f" ? {view.unclear}" if view.unclear else "")


def number(points: float, across: float, up: float) -> str:
    parts = [f"{value:g}{unit}" for value, unit in ((round(points, 2), ""), (across, "w"), (up, "h")) if value]
    return "+".join(parts) or "0"


def options(text: str, *, starred: bool = False) -> str:
    return told(view_of([Effect("options", (text,), starred)], (), {}))


OPTIONS = {
    "": "", "width=2cm": "", "clip": "", "trim=1 2 3 4": "", "trim=1 2 3 4, clip": "trim 1 2 3 4", "clip,trim=1bp 2bp 3bp 4bp": "trim 1 2 3 4",
    "trim={1 2 3 4},clip=false": "", "trim={1cm} 0 0 0,clip": "trim 28.35 0 0 0", "trim=0 0 0 0,clip": "", "trim=1 2 3,clip": " ? trim=1 2 3",
    "trim=1,clip": "trim 1 1 1 1", "trim=1 2,clip": "trim 1 2 1 2", "trim=1 2 3 \\x,clip": " ? trim=1 2 3 \\x",
    "trim=.1\\width 0 0 .2\\height,clip": "trim 0.1w 0 0 0.2h", "trim=\\width - 0 0,clip": " ? trim=\\width - 0 0",
    "trim=-\\width 0 0 \\totalheight,clip": "trim -1w 0 0 1h", "trim=1,5 2 3 4,clip": "trim 1 1 1 1", "trim={1,5 2 3 4},clip": " ? trim=1,5 2 3 4",
    "viewport=0 0 10 20,clip": "viewport 0 0 10 20", "bb=0 0 10 20,clip": "viewport 0 0 10 20", "viewport=0 0 10,clip": " ? viewport=0 0 10",
    "bbllx=1,bblly=2,bburx=30,bbury=40,clip": "viewport 1 2 30 40", "bbllx=1,bblly=2,bburx=30,clip": "",
    "page=2": "page 2", "page=1": "", "page=\\p": " ? page=\\p",
    "angle=90": "turn 90", "angle=-90": "turn 270", "angle=360": "", "angle=0": "", "angle=\\a": " ? angle=\\a", "angle=": "", "rotate=45.5": "turn 45.5",
    "width=2cm,angle=90": "turn 90", "angle=90,width=2cm": "turn 90", "width=2cm,height=1cm": "resize 56.69 28.35", "width=2cm,totalheight=1cm": "resize 56.69 28.35",
    "width=2cm,height=1cm,keepaspectratio": "", "width=2cm,height=1cm,keepaspectratio=false": "resize 56.69 28.35",
    "scale=.5": "", "scale=-1": "resize -1w -1h", "scale={-1}{1}": "resize -1w 1h", "reflect": "resize -1w 1h", "max width=2cm": "",
    "trim=1 2 3 4,clip,angle=90": "trim 1 2 3 4, turn 90", "angle=90,trim=1 2 3 4,clip": "trim 1 2 3 4, turn 90",
    "angle=90,Clip=1 2 3 4": "turn 90, trim 1 2 3 4", "angle=90,Clip*=1 2 3 4": "turn 90, viewport 1 2 3 4", "Trim=1 2 3 4": "", "Trim=1 2 3 4,clip": "",
    "clip,Trim=1 2 3 4": "trim 1 2 3 4", "clip,Viewport=1 2 3 4": "viewport 1 2 3 4", "width=2cm,Clip=1 2 3 4": "resize 56.69 0, trim 1 2 3 4",
    "max width=2cm,Clip=1 2 3 4": "resize, trim 1 2 3 4", "\\own": " ? \\own", "draft": "", "trim=1in 1pt 1mm 1pc,clip": "trim 72 1 2.83 11.96",
}  # fmt: skip


@pytest.mark.parametrize(("text", "view"), OPTIONS.items())
def test_options_of_a_graphic(text: str, view: str) -> None:
    assert options(text) == view


def test_a_star_clips() -> None:
    assert options("trim=1 2 3 4", starred=True) == "trim 1 2 3 4"
    assert options("trim=1 2 3 4,clip=false", starred=True) == ""


BOXES: dict[str, tuple[list[Effect], str]] = {
    "turned": ([Effect("rotatebox", ("x", "90"))], "turn 90"),
    "turned by an environment": ([Effect("turn", ("30",))], "turn 30"),
    "sideways": ([Effect("sideways", ())], "turn 90"),
    "mirrored": ([Effect("reflectbox", ())], "resize -1w 1h"),
    "scaled": ([Effect("scalebox", (".5", ""))], ""),
    "scaled in one direction": ([Effect("scalebox", ("-1", "1"))], "resize -1w 1h"),
    "scaled by what nobody knows": ([Effect("scalebox", (r"-\x", ""))], "resize -1w -1h"),
    "resized": ([Effect("resizebox", ("2cm", "1cm"))], "resize 56.69 28.35"),
    "resized in one direction": ([Effect("resizebox", ("2cm", "!"))], ""),
    "cut": ([Effect("clipbox", ("1 2 3 4",))], "trim 1 2 3 4"),
    "cut to": ([Effect("clipbox", ("1 2 3 4",), starred=True)], "viewport 1 2 3 4"),
    "adjusted": ([Effect("adjustbox", ("angle=90,clip",))], "turn 90"),
    "another": ([Effect("foobox", ())], " ? foobox"),
    "one in the other": ([Effect("rotatebox", ("", "90")), Effect("clipbox", ("1",))], "turn 90, trim 1 1 1 1"),
    "two of a kind that are unclear": ([Effect("foobox", ()), Effect("foobox", ())], " ? foobox"),
}  # fmt: skip


@pytest.mark.parametrize(("effects", "view"), BOXES.values(), ids=BOXES)
def test_boxes_around_a_graphic(effects: list[Effect], view: str) -> None:
    assert told(view_of(effects, (), {})) == view


def test_defaults_come_first_and_commands_of_the_draft_are_spelled_out() -> None:
    macros = {"cut": Macro("", "1 2 3 4")}
    assert told(view_of([Effect("options", (r"trim=\cut,clip",))], (), macros)) == "trim 1 2 3 4"
    assert told(view_of([Effect("options", ("clip",))], ("trim=1 2 3 4",), {})) == "trim 1 2 3 4"
    assert told(view_of([Effect("options", ("trim=5 6 7 8,clip",))], ("trim=1 2 3 4",), {})) == "trim 5 6 7 8"


def around(text: str) -> list[str]:
    """Return the effects around the graphic, which is G."""
    place = text.index("G")
    return [
        f"{each.command} {'|'.join(each.arguments)}{'*' if each.starred else ''}".strip()
        for each in effects_around(text, text, (0, len(text)), (place, place + 1))
    ]


AROUND = {
    "G": [], r"\rotatebox{90}{G}": ["rotatebox |90"], r"\rotatebox[x]{90}{ G }": ["rotatebox x|90"], r"\rotatebox{90}{}G": [],
    r"G\rotatebox{90}{}": [], r"\scalebox{2}[3]{\rotatebox{90}{G}}": ["rotatebox |90", "scalebox 2|3"], r"\clipbox*{1 2 3 4}{G}": ["clipbox 1 2 3 4*"],
    r"\clipbox{1}{G}": ["clipbox 1"], r"\reflectbox{G}": ["reflectbox"], r"\begin{sideways}G\end{sideways}": ["sideways"],
    r"\begin{turn}{30}G\end{turn}": ["turn 30"], r"\begin{turn}{30}G": [], r"\begin{clipbox*}{1}G\end{clipbox*}": ["clipbox 1*"],
    r"\clipbox{1}{G \includegraphics{b}}": ["cut around more than a picture 1"], r"\clipbox{1}{G words}": ["cut around more than a picture 1"],
    r"\clipbox{1}{G \hspace[abc]{2}}": ["clipbox 1"], r"\rotatebox{90}{G words}": ["rotatebox |90"], r"\resizebox{1cm}{!}{G": [],
    r"\adjustbox{Clip=1}{G and}": ["cut around more than a picture Clip=1"], r"\resizebox*{1cm}{!}{G}": ["resizebox 1cm|!*"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "effects"), AROUND.items())
def test_the_boxes_that_a_graphic_stands_in(text: str, effects: list[str]) -> None:
    assert around(text) == effects


def test_a_drawing_that_cuts_what_it_shows() -> None:
    drawings = {
        r"\clip (0,0);": True,
        r"\draw[clip] (0,0);": True,
        r"\path[clip, draw]": True,
        r"\clipped": False,
        r"\pgfusepath{stroke,clip}": True,
        "a clip": False,
    }
    assert {text: is_cut_by_drawing(text, (0, len(text))) for text in drawings} == drawings


SCOPES = {r"a{b}c}d": "}d", r"a\begin{x}\end{x}b\end{y}": r"\end{y}", r"a\}b": "", "a": "", r"}a": "}a"}


@pytest.mark.parametrize(("text", "rest"), SCOPES.items())
def test_where_a_scope_ends(text: str, rest: str) -> None:
    assert text[scope_end(text, 0) :] == rest


def test_options_that_are_set_for_all_graphics() -> None:
    text = (
        r"{\setkeys{Gin}{width=2cm,clip,draft,angle=3,trim={1 2}}a}b\setkeys{Gin}{scale=2}\setkeys{Gin} {height=1cm}c"
    )
    settings = default_options(text, text)
    assert [setting.value for setting in settings] == ["width={2cm},draft,trim={1 2}", "", "height={1cm}"]
    held = [[value for value in holding(settings, text.index(letter)) if value] for letter in ("a}", "b\\")]
    assert held == [["width={2cm},draft,trim={1 2}"], []]
    assert [value for value in holding(settings, len(text) - 1) if value] == ["height={1cm}"]
    (first, *_) = settings
    assert holding(settings, first.start) == [first.value]
    assert holding(settings, first.end) == []
