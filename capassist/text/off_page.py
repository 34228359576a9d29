r"""Text of a LaTeX source that is moved off the page, scaled to nothing, made transparent, or saved and never printed.

`\hspace{-900cm}`, `\raisebox{2m}`, `\scalebox{.01}`, `\transparent{0}`, `\setbox0=\hbox{…}`.
"""

import re
from collections.abc import Callable, Iterator

from capassist.model import Span
from capassist.text.latex_lengths import FIXED_UNITS, TEX_POINTS

SMALLEST = 4.0  # points; smaller print cannot be read
_USUAL = 10.0  # points of the print that is scaled
PAGE = 850.0  # points: no page of a paper is higher or wider
MOST_TRANSPARENT = 0.05  # of full opacity
_GRID = 100.0  # modules of a textblock: a page has 16

_LENGTH = rf"(?P<sign>-?)\s*(?P<number>\d*\.?\d+)\s*(?:true\s*)?(?P<unit>{FIXED_UNITS}|em|ex|\\[a-zA-Z]+)"
_POINTS = {**TEX_POINTS, "em": 10.0, "ex": 4.3}  # the last two in the usual font
_WIDTH = 345.0  # points of \textwidth, \linewidth, and at least those of other lengths of a page
_MOVE = re.compile(
    rf"\\(?:[hv]space\*?\s*\{{\s*{_LENGTH}[^{{}}]*\}}|(?:[hv]skip|kern)\s*{_LENGTH.replace('P<', 'P<bare_')})"
)
_LIFTED = re.compile(
    rf"\\(?:raisebox\s*\{{\s*{_LENGTH}[^{{}}]*\}}(?:\s*\[[^\[\]]*\])*"
    rf"|(?:raise|lower|moveleft|moveright)\s*{_LENGTH.replace('P<', 'P<bare_')}\s*\\[hv]box)\s*(?=\{{)"
)
_SCALED = re.compile(r"\\scalebox\s*\{\s*(\d*\.?\d+)\s*\}\s*(?:\[[^\[\]]*\])?\s*(?=\{)")
_RESIZED = re.compile(r"\\resizebox\*?\s*\{([^{}]*)\}\s*\{([^{}]*)\}\s*(?=\{)")
_OPACITY = re.compile(r"\\transparent\s*\{\s*(\d*\.?\d+)\s*\}")
_FAINT = re.compile(r"\\texttransparent\s*\{\s*(\d*\.?\d+)\s*\}\s*(?=\{)")
_NODE = re.compile(r"\\node\s*\[[^\[\]]*\bopacity\s*=\s*(\d*\.?\d+)[^\[\]]*\][^{};]*(?=\{)")
_UNPAINTED = re.compile(r"\\(?:pdfliteral\s*(?:direct|page)?|special)\s*\{[^{}]*\b[37]\s+Tr\b[^{}]*\}")
_LITERAL = re.compile(r"\\(?:pdfliteral|special)(?![a-zA-Z])")
_PARAGRAPH = re.compile(r"\n\s*\n")
_SAVED = re.compile(
    r"\\setbox\s*(?P<register>\d+|\\[a-zA-Z@]+)\s*=?\s*\\[hv]box\s*(?=\{)"
    r"|\\(?:sbox|savebox)\s*\{?\s*(?P<name>\\[a-zA-Z@]+)\s*\}?\s*(?:\[[^\[\]]*\])*\s*(?=\{)"
)
_BLOCK = re.compile(
    r"\\begin\s*\{(?P<block>textblock\*?)\}\s*\{[^{}]*\}\s*(?:\[[^\[\]]*\])?\s*\((?P<x>[^(),]*),(?P<y>[^(),]*)\)"
    r"(?P<inside>.*?)\\end\s*\{(?P=block)\}",
    re.DOTALL,
)
_PICTURE = re.compile(r"\\(?:includegraphics|tikz|draw|addplot)")

Argument = Callable[[str, int], Span]
Rest = Callable[[str, int, re.Pattern[str]], Span]


def off_page_spans(text: str, argument: Argument, rest: Rest) -> Iterator[Span]:
    """Yield the ranges of what such commands hide. `argument` returns the range inside the braces at a position, `rest`
    the one to the end of the group or to a pattern."""
    yield from _moved(text, rest)
    for match in _LIFTED.finditer(text):
        if _is_far(match):
            yield argument(text, match.end())
    yield from _shrunk(text, argument)
    yield from _transparent(text, argument, rest)
    for match in _SAVED.finditer(text):
        if not _is_printed(match["register"] or match["name"], text[match.end() :]):
            yield argument(text, match.end())
    for match in _BLOCK.finditer(text):
        if any(_beyond(match[name]) for name in ("x", "y")):
            yield match.span("inside")


def _moved(text: str, rest: Rest) -> Iterator[Span]:
    """Yield what stands between a move beyond the page and the one back, or the end of the group or paragraph."""
    back = -1
    for match in _MOVE.finditer(text):
        if _is_far(match) and match.start() != back:
            start, back = rest(text, match.end(), _MOVE)
            yield start, _paragraph_end(text, start, back)


def _shrunk(text: str, argument: Argument) -> Iterator[Span]:
    found = [match.end() for match in _SCALED.finditer(text) if float(match[1]) * _USUAL < SMALLEST]
    found += [match.end() for match in _RESIZED.finditer(text) if any(_is_tiny(match[place]) for place in (1, 2))]
    for position in found:
        start, end = argument(text, position)
        if not _PICTURE.search(text, start, end):
            yield start, end


def _transparent(text: str, argument: Argument, rest: Rest) -> Iterator[Span]:
    for match in _OPACITY.finditer(text):
        if float(match[1]) <= MOST_TRANSPARENT:
            yield rest(text, match.end(), _OPACITY)
    for pattern in (_FAINT, _NODE):
        for match in pattern.finditer(text):
            if float(match[1]) <= MOST_TRANSPARENT:
                yield argument(text, match.end())
    for match in _UNPAINTED.finditer(text):
        start, end = rest(text, match.end(), _LITERAL)
        yield start, _paragraph_end(text, start, end)


def _paragraph_end(text: str, start: int, end: int) -> int:
    """Return where the paragraph ends within a range."""
    found = _PARAGRAPH.search(text, start, end)
    return found.start() if found else end


def _is_far(match: re.Match[str]) -> bool:
    """Tell whether the length of a command, in braces or bare, is more than a page."""
    found = match.groupdict()
    number, unit = found["number"] or found["bare_number"], found["unit"] or found["bare_unit"]
    return float(number) * _POINTS.get(unit, _WIDTH) > PAGE


def _is_tiny(length: str) -> bool:
    match = re.fullmatch(rf"\s*{_LENGTH}\s*", length)
    return match is not None and float(match["number"]) * _POINTS.get(match["unit"], _WIDTH) < SMALLEST


def _beyond(place: str) -> bool:
    """Tell whether a place of a textblock, in modules or as a length, is off the page."""
    if match := re.fullmatch(rf"\s*{_LENGTH}\s*", place):
        return float(match["number"]) * _POINTS.get(match["unit"], _WIDTH) > PAGE
    bare = re.fullmatch(r"\s*-?\s*(\d*\.?\d+)\s*", place)
    return bare is not None and float(bare[1]) >= _GRID


def _is_printed(box: str, behind: str) -> bool:
    r"""Tell whether a saved box is used behind: "\box0", "\usebox{\note}"."""
    return (
        re.search(rf"\\(?:usebox|(?:un[hv])?(?:box|copy))\s*\{{?\s*{re.escape(box)}(?![a-zA-Z\d])", behind) is not None
    )
