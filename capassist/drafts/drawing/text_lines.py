"""Puts the spans of a canvas together to lines of text as a reader sees them: words, sub- and superscripts, lines in a
block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from capassist.drafts.drawing.ink import UNKNOWN, Path, Text
from capassist.drafts.drawing.sides import LETTER
from capassist.drafts.pdf.page import union

SPACE = 0.16  # em between two spans that a reader sees as a space
APART = 0.48  # em between two spans of one line; what stands wider apart is another text
SHIFT = 0.6  # em that a sub- or superscript's baseline may be off
SMALLER = 0.88  # a script is set smaller than its base by at least this
GLYPH = 5  # segments: fewer are bars, boxes and arrowheads
LEADING = 1.75  # em between the baselines of two lines of one text

_RAISED = dict(zip("0123456789+-−=()nia", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aeoxijhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓᵢⱼₕₖₗₘₙₚₛₜ", strict=True))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span in coordinates along its own direction: `u` runs along the text, `v` grows downwards across it."""

    span: Text
    u0: float
    u1: float
    v: float


def text_lines(spans: Iterable[Text]) -> list[Text]:
    """Return the lines of text that the spans make, each direction by itself. Slanted spans stay as they are."""
    lines: list[Text] = []
    by_turn: dict[int | None, list[Text]] = {}
    for span in _once(spans):
        by_turn.setdefault(span.turn, []).append(span)
    for turn, some in by_turn.items():
        lines += some if turn is None else _joined([_piece(span, turn) for span in some])
    return [line for line in lines if line.text.strip()]


def _once(spans: Iterable[Text]) -> Iterable[Text]:
    """Return the spans without those that some programs set twice at one place, for weight or as a shadow."""
    return {(span.text, span.turn, *(round(side) for side in span.box)): span for span in spans}.values()


def _piece(span: Text, turn: int) -> _Piece:
    x0, y0, x1, y1 = span.box
    match turn:
        case 0:
            return _Piece(span, x0, x1, span.base)
        case 1:
            return _Piece(span, -y1, -y0, span.base)
        case 2:
            return _Piece(span, -x1, -x0, -span.base)
    return _Piece(span, y0, y1, -span.base)


def _joined(pieces: list[_Piece]) -> list[Text]:
    """Join pieces of one direction to lines, the larger ones first so that scripts find their base."""
    pieces = [_on_baseline(piece, pieces) if piece.span.text == "√" else piece for piece in pieces]
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.v, p.u0)):
        row = next((r for r in reversed(rows[-60:]) if _same_row(r, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    merged = _with_scripts([group for row in rows for group in _groups(row)])
    return [_line(group) for group in merged]


def _on_baseline(root: _Piece, pieces: list[_Piece]) -> _Piece:
    """Return a radical sign, which hangs from its top, on the baseline of what stands under it."""
    em = root.span.size
    under = [p for p in pieces if p is not root and abs(p.u0 - root.u1) < 0.35 * em and abs(p.v - root.v) < 1.2 * em]
    return replace(root, v=min(under, key=lambda p: abs(p.u0 - root.u1)).v) if under else root


def _same_row(row: list[_Piece], piece: _Piece) -> bool:
    return abs(row[-1].v - piece.v) < 0.1 * max(piece.span.size, 1) and row[0].span.size / piece.span.size < 1.4


def _groups(row: list[_Piece]) -> Iterable[list[_Piece]]:
    """Split a row where its pieces stand too far apart for one text."""
    row.sort(key=lambda p: p.u0)
    group = [row[0]]
    for piece in row[1:]:
        em = min(max(p.span.size for p in group), piece.span.size * 1.5)
        if piece.u0 - max(p.u1 for p in group) > APART * em:
            yield group
            group = []
        group.append(piece)
    yield group


def _with_scripts(groups: list[list[_Piece]]) -> list[list[_Piece]]:
    """Add each group of smaller text to the group whose sub- or superscript it is, and join what scripts had kept
    apart."""
    groups = sorted(groups, key=lambda g: -_size(g))
    out: list[list[_Piece]] = []
    grid: dict[int, list[int]] = {}
    for group in groups:
        base = _base_of(group, out, grid)
        if base is None:
            out.append(list(group))
            base = len(out) - 1
        else:
            out[base] += group
        for cell in range(int(min(p.u0 for p in group)) // 20 - 1, int(max(p.u1 for p in group)) // 20 + 2):
            grid.setdefault(cell, []).append(base)
    return _rejoined(out)


def _size(group: Sequence[_Piece]) -> float:
    return max(p.span.size for p in group)


def _base_of(group: list[_Piece], bases: list[list[_Piece]], grid: dict[int, list[int]]) -> int | None:
    """Return which of the groups a group of smaller text is a script of: the nearest; None where there is none."""
    script = _Piece(_main(group).span, group[0].u0, group[-1].u1, group[0].v)
    near = {i for cell in range(int(script.u0) // 20 - 1, int(script.u1) // 20 + 2) for i in grid.get(cell, ())}
    pieces = ((index, piece) for index in near for piece in bases[index])
    distances = ((_script_distance(script, piece), index) for index, piece in pieces)
    found = ((distance, index) for distance, index in distances if distance is not None)
    return min(found, key=lambda one: one[0], default=(0.0, None))[1]


def _script_distance(script: _Piece, base: _Piece) -> float | None:
    """Return how far a script is from its base, in points; None where it can be no script of it."""
    em = base.span.size
    if LETTER.fullmatch(base.span.text) and len(script.span.text) > 1:
        return None  # the letter of a panel, and a number at a tick beside it
    if script.span.size > SMALLER * em or not 0.02 * em < abs(script.v - base.v) < SHIFT * em:
        return None
    follows = script.u0 >= base.u0
    gap = script.u0 - base.u1 if follows else base.u0 - script.u1
    if not -0.25 * em < gap < 0.22 * em:
        return None
    return abs(gap) if follows else abs(gap) + em  # a script belongs to what it follows, if there is such a thing


def _rejoined(groups: list[list[_Piece]]) -> list[list[_Piece]]:
    """Join groups on one baseline that a script between them had kept apart."""
    out: list[list[_Piece]] = []
    for group in sorted(groups, key=lambda g: min(p.u0 for p in g)):
        before = next((o for o in reversed(out) if _continues(o, group)), None)
        if before is None:
            out.append(group)
        else:
            before += group
    return out


def _continues(first: list[_Piece], second: list[_Piece]) -> bool:
    a, b = _main(first), _main(second)
    em = a.span.size
    gap = min(p.u0 for p in second) - max(p.u1 for p in first)
    return abs(a.v - b.v) < 0.1 * em and abs(em - b.span.size) < 0.2 * em and -0.3 * em < gap < 0.6 * em


def _main(group: Sequence[_Piece]) -> _Piece:
    return max(group, key=lambda p: (p.span.size, len(p.span.text)))


def _line(group: list[_Piece]) -> Text:
    main = _main(group)
    em, text, end, last = main.span.size, "", min(p.u0 for p in group), "base"
    for piece, role in _in_order(group, main):
        if piece.u0 - end > SPACE * em and text and not text.endswith(" "):
            text += " "
        text += _script(piece.span.text, role, again=role == last)
        end, last = max(end, piece.u1), role
    box = union([p.span.box for p in group])
    return replace(main.span, text=" ".join(text.split()), box=box, bold=all(p.span.bold for p in group))


def _in_order(group: list[_Piece], main: _Piece) -> list[tuple[_Piece, str]]:
    """Return the pieces as they are read, each with its role; of two scripts above each other the lower one first."""
    em, base = main.span.size, 0
    keyed = []
    for piece in sorted(group, key=lambda p: p.u0):
        role = "base"
        if piece.span.size < SMALLER * em and abs(piece.v - main.v) > 0.05 * em:
            role = "raised" if piece.v < main.v else "lowered"
        base += role == "base"
        keyed.append((base, role != "base", role == "raised", piece.u0, piece, role))
    keyed.sort(key=lambda k: k[:4])
    return [(piece, role) for *_, piece, role in keyed]


def _script(text: str, role: str, *, again: bool) -> str:
    """Return a script's text in Unicode's own raised or lowered characters, else after "^" or "_"."""
    if role == "base" or not text.strip():
        return text
    table = _RAISED if role == "raised" else _LOWERED
    if all(character in table for character in text.strip()):
        return "".join(table[character] for character in text.strip())
    if again or text.strip() in "′'*†‡°∘":
        return text
    return ("^" if role == "raised" else "_") + text.strip()


def drawn_characters(texts: Sequence[Text], paths: Iterable[Path]) -> list[Text]:
    """Return the characters that are drawn as shapes because the embedded font lacks them: a minus sign, else UNKNOWN.

    The minus is that of DejaVu Sans, which matplotlib uses: a bar of .63 em at .27 em above the baseline.
    """
    shapes = [path for path in paths if _can_be_character(path)]
    found = []
    for turn in (0, 1):
        lines = [_piece(text, turn) for text in texts if text.turn == turn]
        if lines:
            found += [character for shape in shapes if (character := _character(shape, turn, lines))]
    return found


def _can_be_character(path: Path) -> bool:
    return path.fill is not None and path.stroke is None and path.kind != "curve"


class _Extent(NamedTuple):
    """A box in coordinates along and across a text's direction."""

    u0: float
    u1: float
    top: float
    bottom: float

    @property
    def across(self) -> float:
        return self.u1 - self.u0

    @property
    def down(self) -> float:
        return self.bottom - self.top


def _character(shape: Path, turn: int, lines: Sequence[_Piece]) -> Text | None:
    x0, y0, x1, y1 = shape.box
    extent = _Extent(x0, x1, y0, y1) if turn == 0 else _Extent(-y1, -y0, x0, x1)
    if 0.09 * extent.across < extent.down < 0.2 * extent.across and 1.2 < extent.across < 14:
        return _minus(shape, turn, extent, lines)
    if shape.segments < GLYPH or extent.down < 1.0:
        return None
    line = next((line for line in lines if _lacks(line, extent, lines)), None)
    return Text(UNKNOWN, shape.box, line.v, line.span.size, turn) if line else None


def _minus(shape: Path, turn: int, extent: _Extent, lines: Iterable[_Piece]) -> Text | None:
    """Return the minus sign that a bar is which stands before a text as a minus does."""
    em = extent.across / 0.63
    base = extent.bottom + 0.27 * em
    fits = any(_beside(extent, base, em, line, 0.35) for line in lines)
    return Text("−", shape.box, base, em, turn) if fits else None


def _lacks(line: _Piece, extent: _Extent, lines: Iterable[_Piece]) -> bool:
    """Whether a shape as large as a letter stands on the baseline of a line, close beside it or between two pieces."""
    em = line.span.size
    as_large = 0.3 * em < extent.down < 1.05 * em and extent.across < 1.1 * em
    on_baseline = -0.3 * em < line.v - extent.bottom < 0.12 * em
    if not (as_large and on_baseline and _beside(extent, line.v, em, line, 0.62)):
        return False
    others = (other for other in lines if other is not line)
    return _beside(extent, line.v, em, line, 0.3) or any(_beside(extent, line.v, em, other, 0.62) for other in others)


def _beside(extent: _Extent, base: float, em: float, line: _Piece, most: float) -> bool:
    """Whether a character of this baseline and size stands next to a line, `most` em away."""
    gap = max(line.u0 - extent.u1, extent.u0 - line.u1)
    size = line.span.size
    return -0.1 * em < gap < most * em and abs(line.v - base) < 0.07 * em and abs(size - em) < 0.12 * em


def blocks(lines: Sequence[Text]) -> list[Text]:
    """Join level lines that stand below each other, centred or flush, in one size: the lines of one label."""
    out: list[Text] = []
    for line in sorted(lines, key=lambda t: (t.base, t.box[0])):
        above = next((i for i in range(len(out) - 1, -1, -1) if _follows(out[i], line)), None)
        if above is None:
            out.append(line)
        else:
            first = out[above]
            whole = f"{first.text} {line.text}"
            out[above] = replace(first, text=whole, box=union([first.box, line.box]), base=line.base)
    return out


def _follows(first: Text, line: Text) -> bool:
    em = first.size
    centred = abs(first.centre[0] - line.centre[0]) < 0.4 * em
    return (
        abs(em - line.size) < 0.08 * em
        and 0.8 * em < line.base - first.base < LEADING * em
        and (centred or abs(first.box[0] - line.box[0]) < 0.15 * em)
    )
