"""Source files as text, such that unchanged text gives back the exact bytes.

Papers come in UTF-8, in UTF-16 from some editors, and in the one-byte and East Asian encodings of their time. What is
decoded here is for reading and for offsets; `SourceText.encode` is the way back. Both depend on nothing but the file's
own bytes.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from capassist.errors import DraftError, WriteError
from capassist.files import read_file

# Names of the inputenc package (and of "% !TEX encoding") for the encodings that Python calls otherwise.
_DECLARED_NAMES = {
    "latin1": "cp1252",  # the C1 controls of latin-1 are never meant
    "latin2": "iso8859_2",
    "latin3": "iso8859_3",
    "latin4": "iso8859_4",
    "latin5": "iso8859_9",
    "latin9": "iso8859_15",
    "latin10": "iso8859_16",
    "ansinew": "cp1252",
    "cp1252": "cp1252",
    "applemac": "mac_roman",
    "macce": "mac_latin2",
    "iso88595": "iso8859_5",
    **{name: name for name in "cp437 cp850 cp852 cp855 cp858 cp866 cp1250 cp1251 cp1257".split()},
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
}
_DECLARATION = re.compile(
    rb"^[^%\n\r]*\\usepackage\s*\[([\w-]+)\]\s*\{inputenc\}|^%\s*!\s*TEX\s+encoding\s*=\s*([\w-]+)", re.MULTILINE | re.I
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_FALLBACK = "cp1252"
_HEAD = 200  # bytes that tell UTF-16 without its mark


class CharacterError(WriteError):
    """A text has a character that the file's encoding cannot hold."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded file: its text with the line ends it has, the encoding's Python name, and its byte order mark."""

    text: str
    encoding: str
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """Return the file's bytes for a text; for the unchanged text, the exact bytes it was decoded from.

        Raises CharacterError when the text has a character that the file's encoding cannot hold.
        """
        try:
            return self.bom + _encode(text, self.encoding)
        except UnicodeEncodeError as error:
            raise CharacterError(
                f"The character {text[error.start]!r} cannot be written in this file's encoding, {self.encoding}.",
                "Write it as a LaTeX command, or save the file as UTF-8.",
            ) from error


def read_source(path: Path) -> SourceText:
    """Return the file's text. Raises DraftError when the file cannot be read."""
    try:
        return decode(read_file(path))
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.") from error


def decode(data: bytes) -> SourceText:
    """Return the text of a file's bytes, whatever they are: UTF-8, UTF-16, what the file declares, or a likely
    encoding."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom) and (text := _exact(data[len(bom) :], encoding)) is not None:
            return SourceText(text, encoding, bom)
    for encoding in _likely_encodings(data):
        if (text := _exact(data, encoding)) is not None:
            return SourceText(text, encoding)
    return SourceText(codecs.charmap_decode(data, "strict", _table(_FALLBACK))[0], _FALLBACK)


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins, for `bisect`; line 1 begins at offset 0."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def line_number(text: str, offset: int) -> int:
    """Return the line, from 1, on which the character at the offset stands."""
    return 1 + sum(1 for _ in _LINE_END.finditer(text, 0, offset))


def line_end(text: str) -> str:
    """Return the line end that the text uses most: CRLF, LF or CR; LF when it has none."""
    found = _LINE_END.findall(text)
    return max(("\n", "\r\n", "\r"), key=found.count) if found else "\n"


def _likely_encodings(data: bytes) -> Iterator[str]:
    zeros = [data[parity:_HEAD:2].count(0) for parity in (0, 1)]
    # The upper halves of what is ASCII in it, even if only the commands are; a few stray zeros are no sign.
    if 20 * max(zeros) > min(len(data), _HEAD) and 4 * min(zeros) < max(zeros) > 1:
        yield "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    yield "utf-8"
    if _mostly_utf8(data):  # a few stray bytes in UTF-8 stay as they are
        yield "utf-8-escaped"
    if (declared := _DECLARATION.search(data)) is not None:
        name = (declared.group(1) or declared.group(2)).decode().lower()
        if name in _DECLARED_NAMES:
            yield _DECLARED_NAMES[name]
            return
    yield from _by_letters(data)


def _mostly_utf8(data: bytes) -> bool:
    """Return whether more of the bytes above 127 are UTF-8 than are not."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    return len(re.findall("[\x80-\ud7ff\ue000-\U0010ffff]", text)) > stray


def _by_letters(data: bytes) -> Iterator[str]:
    """Yield what the bytes above 127 look like when most of them stand in runs, as no Western text does."""
    runs = re.findall(rb"[\x80-\xff]{3,}", data)
    high = len(re.findall(rb"[\x80-\xff]", data))
    if sum(map(len, runs)) * 2 < high:
        return
    kana = len(re.findall(rb"[\xa4\xa5][\xa1-\xf6]", data))
    yield from ("euc_jp", "shift_jis", "gb18030") if kana * 8 > high else ("gb18030", "shift_jis")
    if high:  # lower-case Cyrillic letters: 0xE0 to 0xFF in cp1251, 0xC0 to 0xDF in KOI8-R
        upper_half = len(re.findall(rb"[\xe0-\xff]", data))
        yield "cp1251" if upper_half * 2 > high else "koi8_r"


def _exact(data: bytes, encoding: str) -> str | None:
    """Return the text when it can be decoded and gives back the same bytes."""
    try:
        text = _decode(data, encoding)
        return text if _encode(text, encoding) == data else None
    except UnicodeError:
        return None


def _decode(data: bytes, encoding: str) -> str:
    if encoding == "utf-8-escaped":
        return data.decode("utf-8", "surrogateescape")
    if (table := _table(encoding)) is not None:
        return codecs.charmap_decode(data, "strict", table)[0]
    return data.decode(encoding)


def _encode(text: str, encoding: str) -> bytes:
    if encoding == "utf-8-escaped":
        return text.encode("utf-8", "surrogateescape")
    if (table := _table(encoding)) is not None:
        return codecs.charmap_encode(text, "strict", codecs.charmap_build(table))[0]
    return text.encode(encoding)


@cache
def _table(encoding: str) -> str | None:
    """Return the 256 characters of a one-byte encoding, its holes filled with the C1 controls; None for other
    encodings."""
    if encoding not in {*_DECLARED_NAMES.values(), _FALLBACK}:
        return None
    characters = [bytes([byte]).decode(encoding, "replace") for byte in range(256)]
    return "".join(chr(byte) if character == "\ufffd" else character for byte, character in enumerate(characters))
