"""Letters with accents that old fonts print in two pieces, so that a page's text has "operaci´on" and "f¨ur"."""

import re
import unicodedata

_COMBINING = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˚": "\u030a"}
# "5´ end" and "x`" stay: the letter stands behind the accent, and more of the word on one side.
_PIECES = re.compile(r"(?:(?<=[^\W\d_])|\b|(?<=\s)|^)([´`¨ˆ˜ˇ˚])([^\W\d_])(?=[^\W\d_]|(?<=[^\W\d_].{2})\b)")
_DOTLESS = re.compile("([´`¨ˆ])ı")
_CEDILLA = re.compile(r"([cCsS])¸(?=[^\W\d_]|[´`¨ˆ˜])")


def with_accents(text: str) -> str:
    """Return a page's text with its accents on their letters: "operación", "für". Where no such letter exists it stays."""
    text = _CEDILLA.sub(lambda match: unicodedata.normalize("NFC", match[1] + "\u0327"), text)
    return _PIECES.sub(_composed, _DOTLESS.sub(r"\1i", text))


def _composed(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFC", match[2] + _COMBINING[match[1]])
    return letter if len(letter) == 1 else match.group()
