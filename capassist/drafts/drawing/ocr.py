"""Reads the words in pictures of plots by tesseract, where that is installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from capassist.drafts.drawing.ink import Text
from capassist.drafts.drawing.pixel_shapes import Pixels
from capassist.drafts.drawing.sides import is_number
from capassist.drafts.pdf.page import height, union
from capassist.model import Axis, Box, Drawing

SIDE = 1600  # pixels of the longer side: tick labels of a figure as wide as a column are then 20 pixels high or more
_SECONDS = 20.0
_LIKELY = 40.0  # percent that tesseract is sure of a number, which has no neighbours to be known by
_SURE = 70.0  # percent that it is sure of the words of a label
_PLAIN = re.compile(r"\w[\w\s()\[\]/%.,:&+°-]*")
_ODD_BRACKET = re.compile(r"\s+[(\[][^()\[\]]{1,3}[)\]]$")  # no unit that is known: "(Ss)" was "(s)"
_WORDY = 4  # letters of a label: fewer may be a symbol that was misread
_UPWARDS = 3  # letters of a text that reads upwards: fewer may be a sign of a level text
_APART = 1.1  # em between two texts of one line
_LINE_HEIGHT, _ASCENT, _DESCENT = (
    0.52,
    0.2,
    0.2,
)  # em that letters are high: small ones, tall ones more, hanging ones more


def texts_in(pixels: Pixels) -> list[Text]:
    """Return the words of a picture, level ones and those that read upwards; none where no OCR program is there."""
    program = _program()
    if program is None:
        return []
    level = list(_words(program, pixels, 0))
    upwards = [text for text in _words(program, pixels.turned(), 1) if _letters(text) >= _UPWARDS]
    return [_placed(text, pixels) for text in _without_odd_signs(level, upwards)]


def _without_odd_signs(level: Sequence[Text], upwards: Sequence[Text]) -> list[Text]:
    """Return the texts of both runs without the odd signs that each of them sees in the texts of the other one."""
    names = [text for text in level if _letters(text) >= _WORDY]
    upwards = [text for text in upwards if not _touches_any(text, names)]
    return [*(text for text in level if text in names or not _touches_any(text, upwards)), *upwards]


def is_installed() -> bool:
    """Return whether there is an OCR program."""
    return _program() is not None


def _program() -> str | None:
    return shutil.which("tesseract")


def _letters(text: Text) -> int:
    return sum(character.isalpha() for character in text.text)


def _placed(text: Text, pixels: Pixels) -> Text:
    box = pixels.in_points(text.box)
    return Text(text.text, box, box[3] if text.turn == 0 else box[2], text.size / pixels.scale, text.turn)


def _touches_any(text: Text, others: Iterable[Text]) -> bool:
    a = text.box
    return any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in (other.box for other in others))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box
    sure: float


def _words(program: str, pixels: Pixels, turn: int) -> Iterator[Text]:
    """Yield the texts that tesseract sees in a picture, in pixels of the picture before it was turned."""
    for line in _read(program, pixels):
        for words in map(_without_specks, _split(line)):
            text = " ".join(word.text for word in words)
            if _is_number(words) if is_number(text) else _is_label(words):
                box = union([word.box for word in words])
                size = _em(text, height(box))
                yield Text(text, pixels.turned_back(box) if turn else box, 0.0, size, turn)


def _without_specks(words: list[_Word]) -> list[_Word]:
    """Return the words of a text without signs at its ends that tesseract itself does not believe: line ends, dirt."""
    sure = [i for i, word in enumerate(words) if len(word.text) > 2 or word.sure >= _LIKELY]
    return words[sure[0] : sure[-1] + 1] if sure else words


def _is_number(words: Sequence[_Word]) -> bool:
    return min(word.sure for word in words) >= _LIKELY


def _is_label(words: Sequence[_Word]) -> bool:
    """Whether words are read well: surely, without the signs that maths and smudges turn into, and with pairs of
    brackets."""
    text = " ".join(word.text for word in words)
    paired = all(text.count(a) == text.count(b) for a, b in ("()", "[]"))
    return mean(word.sure for word in words) >= _SURE and paired and _PLAIN.fullmatch(text) is not None


def words_only(drawing: Drawing) -> Drawing:
    """Return the drawing without the numbers at its axes, and without symbols as labels and titles.

    A digit that was misread cannot be told from the others, nor "Roi" from R with an index.
    """

    def wordy(text: str | None) -> str | None:
        return text if text and sum(map(str.isalpha, text)) >= _WORDY else None

    def bare(axis: Axis | None) -> Axis | None:
        if axis is None or axis.label is None or not (axis.unit or wordy(axis.label)):
            return None
        label = axis.label if axis.unit else _ODD_BRACKET.sub("", axis.label)
        return replace(axis, label=label, ticks=(), scale=None)

    panels = (
        replace(
            p,
            title=wordy(p.title),
            x=bare(p.x),
            y=bare(p.y),
            x2=bare(p.x2),
            y2=bare(p.y2),
            colourbar=wordy(p.colourbar),
        )
        for p in drawing.panels
    )
    return replace(drawing, panels=tuple(panels))


def _read(program: str, pixels: Pixels) -> Iterable[list[_Word]]:
    picture = b"P5 %d %d 255\n" % (pixels.width, pixels.height) + pixels.data
    command = [program, "stdin", "stdout", "--psm", "11", "--dpi", "300", "tsv"]
    try:
        # The program was found on the PATH, and takes nothing of the draft's but pixels.
        done = subprocess.run(  # noqa: S603
            command,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return lines_of(done.stdout.decode("utf-8", "replace"))


def lines_of(table: str) -> list[list[_Word]]:
    """Return the words of each line in tesseract's table (TSV)."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            x, y, width, height = map(int, cells[6:10])
            word = _Word(cells[11].strip(), (x, y, x + width, y + height), float(cells[10]))
            lines.setdefault(tuple(cells[2:5]), []).append(word)
    return list(lines.values())


def _split(line: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Yield the words of a line that belong together, apart where they stand too far apart."""
    words = [line[0]]
    for word in line[1:]:
        em = _em(words[-1].text, words[-1].box[3] - words[-1].box[1])
        if word.box[0] - words[-1].box[2] > _APART * em:
            yield words
            words = []
        words.append(word)
    yield words


def _em(text: str, height: float) -> float:
    """Return the size of type that a text of this height is set in, by the letters that stand up or hang down."""
    up = any(c.isupper() or c.isdigit() or c in "bdfhklt()[]/|" for c in text)
    down = any(c in "gjpqy()[]/|,;Q" for c in text)
    return height / (_LINE_HEIGHT + _ASCENT * up + _DESCENT * down)
