"""Letters with accents that old fonts print in two pieces, so that a page's text has "operaci´on" and "f¨ur"."""

import re
import unicodedata
from collections.abc import Iterator

from capassist.model import Span

_COMBINING = {
    "´": "\u0301",
    "`": "\u0300",
    "‘": "\u0300",  # TeX's grave accent is read as an opening quotation mark by most programs
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "˘": "\u0306",
    "˙": "\u0307",
    "˝": "\u030b",
    "¯": "\u0304",
    "¸": "\u0327",
    "˛": "\u0328",
}
# TeX prints an accent above before its letter. A cedilla comes after it, or before it where the letter is as high as an
# x; after a letter that was printed first, some fonts leave room that looks like a blank.
_PIECES = re.compile(
    r"(?P<first>[cstCST](?=¸)|[aeAE](?=˛))[¸˛](?:\s(?=[aou´ˆ˜¨](?<=[cs]¸.{2})|(?:[^\W\d_]|[´ˆ˜¨])(?<=[CST]¸.{2})))?"
    r"|[¸](?P<low>[cst])"
    r"|(?<![\d´¨ˆ˜ˇ˚])[´¨ˆ˜ˇ˚˘˙˝¯](?P<high>[^\W\d_])"
    # A quotation mark stays one where a closing one follows: `a`, ‘a good one’.
    r"|(?:(?<=[^\W\d_])‘|`(?!.{0,80}?`(?![^\W\d_])))(?P<grave>[aeiouAEIOU])"
    r"|‘(?!.{0,80}?’(?![^\W\d_]))(?P<alone>[aAeEoO])\b"
)
_ANY = re.compile(f"[{''.join(_COMBINING)}]")


def with_accents(text: str) -> str:
    """Return a page's text with its accents on their letters: "operación", "für". Where no such letter exists it
    stays."""
    pieces, position = [], 0
    for (start, end), letter in accented(text):
        pieces += [text[position:start], letter]
        position = end
    return "".join([*pieces, text[position:]])


def without_accents(text: str) -> str:
    """Return a text's letters without their accents, as those write who have no such keys: "Obrazok" for "Obrázok"."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def accented(text: str) -> Iterator[tuple[Span, str]]:
    """Yield where a text has a letter and its accent in pieces, with the letter that they are, in order.

    The word "‘a" is "à" only in a text that has other accents in pieces; elsewhere a quotation begins with it.
    """
    if not _ANY.search(text):
        return
    found = list(_PIECES.finditer(text))
    sure = any(match.lastgroup != "alone" for match in found)
    for match in found if sure else ():
        base = match[match.lastgroup or 0]
        accent = next(character for character in match.group() if character in _COMBINING)
        letter = unicodedata.normalize("NFC", base.replace("ı", "i").replace("ȷ", "j") + _COMBINING[accent])
        if len(letter) == 1:
            yield match.span(), letter
