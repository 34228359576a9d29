"""Reads axes from the source of plots that pgfplots draws: labels, titles, legends, names at ticks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from capassist.drafts.drawing.units import unit_of
from capassist.drafts.latex.arguments import closing, group, option, skip_space
from capassist.drafts.latex.keys import key_items
from capassist.drafts.latex.plot_styles import Options, options_in, styled, styles_in
from capassist.model import Axis, Drawing, LegendEntry, PlotPanel, Scale, Span
from capassist.text.latex import to_plain

_AXES = re.compile(r"\\begin\s*\{\s*(axis|semilogxaxis|semilogyaxis|loglogaxis|groupplot|polaraxis)\s*\}")
_PARTS = re.compile(r"\\(nextgroupplot|addplot3?|addlegendentry|legend)(?![a-zA-Z@])")
# One of the plain colours, or one of them made darker or lighter.
_COLOUR = re.compile(r"(red|orange|yellow|green|cyan|blue|purple|pink|brown|black)(?:!\d+(?:!(?:black|white))?)?")
_LETTERED = re.compile(r"(\([a-zA-Z]\)|[a-z]\))\s*(.*)")
_LOGARITHMIC = {"semilogxaxis": ("x",), "semilogyaxis": ("y",), "loglogaxis": ("x", "y")}
_STEERING = re.compile(r"\\(?:label|pgf|tikz|includegraphics|ref|input)")  # no words: what is set is not known here


@dataclass(slots=True)
class _Panel:
    options: Options
    legend: list[str] = field(default_factory=list)
    plots: list[Options] = field(default_factory=list)  # of each curve; empty where pgfplots chooses how it looks


def axes_in(readable: str, start: int, end: int) -> Drawing | None:
    """Return the axes that the source of a figure draws between two offsets, in order; None where it draws none."""
    panels: list[PlotPanel] = []
    styles = styles_in(readable) if _AXES.search(readable, start, end) else {}
    for match in _AXES.finditer(readable, start, end):
        closed = closing(readable, match[1], match.end(), end)
        if closed is None:
            return None
        found = _panels(readable, match[1], (match.end(), closed[0]), styles)
        if len(found) == 1 and panels and _stands_right(found[0].options):
            panels[-1] = _with_right_axis(panels[-1], _panel(found[0]))
        else:
            panels += [_panel(one) for one in found]
    return Drawing("tikz", tuple(panels)) if panels else None


def _panels(readable: str, environment: str, content: Span, styles: dict[str, Options]) -> list[_Panel]:
    """Return the panels of one environment: several for a groupplot, which begins each by \\nextgroupplot."""
    own, position = _options(readable, content[0])
    options = styled(own, styles)
    options |= {f"{axis}mode": "log" for axis in _LOGARITHMIC.get(environment, ())}
    panels = [] if environment == "groupplot" else [_Panel(options)]
    for match in _PARTS.finditer(readable, position, content[1]):
        if match[1] == "nextgroupplot":
            panels.append(_Panel(options | styled(_options(readable, match.end())[0], styles, whole=False)))
        elif panels:
            _take_in(readable, match, panels[-1])
    for panel in panels:
        panel.legend = panel.legend or _listed(panel.options.get("legend entries", ""))
    return panels


def _take_in(readable: str, match: re.Match[str], panel: _Panel) -> None:
    """Take a curve or entries of the legend into the panel that they are of."""
    options, after = _options(readable, match.end())
    if match[1].startswith("addplot"):
        panel.plots += [options] if "forget plot" not in options else []
    elif inner := group(readable, skip_space(readable, after)):
        text = readable[slice(*inner)]
        panel.legend += [text] if match[1] == "addlegendentry" else _listed(text)


def _options(readable: str, position: int) -> tuple[Options, int]:
    """Return the options in brackets at a place, and where they end."""
    span = option(readable, skip_space(readable, position))
    if span is None:
        return {}, position
    return options_in(readable, span), span[1] + 1


def _listed(text: str) -> list[str]:
    """Return the entries of a list; an equals sign in one is part of it, not the mark of a key."""
    found, begin, depth = [], 0, 0
    for position, mark in enumerate(f"{text},"):
        depth += (mark == "{") - (mark == "}")
        if mark == "," and depth == 0:
            found.append(text[begin:position].strip())
            begin = position + 1
    return [entry for entry in found if entry]


def _panel(panel: _Panel) -> PlotPanel:
    options = panel.options
    title = _plain(options.get("title"))
    letter = _LETTERED.fullmatch(title or "")
    x, y = _axis(options, "x"), _axis(options, "y")
    on_top = options.get("axis x line", options.get("axis x line*", "")).strip() == "top"
    return PlotPanel(
        label=letter[1] if letter else None,
        title=(letter[2] or None) if letter else title,
        x=None if on_top else x,
        x2=x if on_top else None,
        y=None if _stands_right(options) else y,
        y2=y if _stands_right(options) else None,
        legend=tuple(_legend(panel)),
        colourbar=_bar(options),
    )


def _legend(panel: _Panel) -> Iterator[LegendEntry]:
    """Yield the entries of a panel's legend, with how the curves look where there is one for each."""
    plots = panel.plots if len(panel.plots) == len(panel.legend) else [{} for _ in panel.legend]
    for entry, plot in zip(panel.legend, plots, strict=True):
        if text := _plain(entry):
            yield _entry(text, plot)


def _entry(text: str, plot: Options) -> LegendEntry:
    """Return an entry with how its curve looks, where its own options say so."""
    if not plot:
        return LegendEntry(text)
    marker = plot.get("mark", "none") != "none" or "only marks" in plot
    return LegendEntry(text, _colour(plot), marker, _line(plot))


def _line(plot: Options) -> Literal["solid", "dashed"] | None:
    if "only marks" in plot:
        return None
    return "dashed" if any("dash" in key or "dotted" in key for key in plot) else "solid"


def _colour(plot: Options) -> str | None:
    """Return the word for a curve's colour, where it has one."""
    name = plot.get("color") or plot.get("draw") or next(filter(_COLOUR.fullmatch, plot), "")
    word = _COLOUR.fullmatch(name.strip())
    return word[1] if word else None


def _axis(options: Options, name: str) -> Axis | None:
    label = _plain(options.get(f"{name}label"))
    names = options.get(f"symbolic {name} coords") or options.get(f"{name}ticklabels") or ""
    ticks = tuple(text for item in _listed(names) if (text := _plain(item)))
    if label is None and not ticks:
        return None
    scale: Scale | None = "log" if options.get(f"{name}mode", "").strip() == "log" else "category" if ticks else None
    return Axis(label, unit_of(label) if label else None, ticks, scale)


def _bar(options: Options) -> str | None:
    """Return the label of a colour bar."""
    style = options.get("colorbar style", "")
    inner = {name: style[slice(*value)] for name, value in key_items(style, 0, len(style)) if value}
    return _plain(inner.get("ylabel") or inner.get("xlabel") or inner.get("title"))


def _stands_right(options: Options) -> bool:
    return options.get("axis y line", options.get("axis y line*", "")).strip() == "right"


def _with_right_axis(panel: PlotPanel, other: PlotPanel) -> PlotPanel:
    """Return the panel with a second pair of axes that is drawn over it, for its axis at the right."""
    return replace(panel, y2=other.y2, x=panel.x or other.x, legend=(*panel.legend, *other.legend))


def _plain(latex: str | None) -> str | None:
    """Return what a reader sees; None of nothing, and of what commands do that set no words."""
    if not latex or _STEERING.search(latex):
        return None
    return " ".join(to_plain(latex.replace(r"\\", " ")).split()) or None


def drawing_of(parts: Sequence[Drawing]) -> Drawing | None:
    """Return the drawings of one figure as one; None of none."""
    panels = tuple(panel for part in parts for panel in part.panels)
    return Drawing("tikz", panels, tuple(node for part in parts for node in part.nodes)) if parts else None
