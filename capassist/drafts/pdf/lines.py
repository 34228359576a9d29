"""Lines of text: the pieces that a PDF sets one by one, put together again."""

from capassist.drafts.pdf.page import Line, Run, height, overlap_y, union


def joined_lines(pieces: list[Line]) -> list[Line]:
    """Join pieces that stand on one line of one column, in the order of the file.

    A PDF library breaks a line at wide spaces and at raised or lowered characters; the gutter between columns is wider than
    both, and the order of the file changes column there.
    """
    lines: list[Line] = []
    for piece in pieces:
        if lines and _continues(lines[-1], piece):
            lines[-1] = _join(lines[-1], piece)
        else:
            lines.append(piece)
    return lines


def _continues(line: Line, piece: Line) -> bool:
    if line.turn or piece.turn:
        return False
    size = max(line.size, piece.size)
    gap = piece.box[0] - line.box[2]
    shared = overlap_y(line.box, piece.box) / max(0.1, min(height(line.box), height(piece.box)))
    return shared > 0.5 and -0.6 * size < gap < 1.6 * size


def _join(line: Line, piece: Line) -> Line:
    gap = piece.box[0] - line.box[2]
    glue = " " if gap > 0.15 * line.size and not line.text.endswith(" ") and not piece.text.startswith(" ") else ""
    runs = list(line.runs)
    first, *rest = piece.runs
    if glue:
        runs[-1] = Run(
            runs[-1].text + glue, runs[-1].font, runs[-1].size, runs[-1].bold, runs[-1].italic, runs[-1].mono
        )
    runs += [first, *rest]
    base = line.base if line.size >= piece.size else piece.base
    return Line(tuple(runs), union([line.box, piece.box]), base, line.turn)
