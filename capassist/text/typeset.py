"""How small pieces of a paper look in plain text: scripts, fractions, lists of numbers, units."""

import re

from capassist.text.latex_symbols import SUBSCRIPTS, SUPERSCRIPTS, UNITS
from capassist.text.words import one_line

_LONG_NUMBER = re.compile(r"(?<![\d.])\d{5,}")


def script(mark: str, text: str) -> str:
    """Return a superscript or subscript: in Unicode's own characters where there are such, else after ^ or _."""
    table = SUPERSCRIPTS if mark == "^" else SUBSCRIPTS
    if text in ("°", "∘", "′", "″", "*", "†", "‡", ""):
        return text.replace("∘", "°")
    if all(ord(character) in table for character in text):
        return text.translate(table)
    return mark + (text if len(text) == 1 or text.isalnum() else f"({text})")


def grouped(text: str) -> str:
    """Return a part of a fraction or root, in parentheses where it is more than a number or name."""
    return text if re.fullmatch(r"[\w.]*|\(.*\)", text.strip()) else f"({text.strip()})"


def listed(numbers: list[str], joiner: str | None = None) -> str:
    """Return "2, 3 and 4", or the items with the joiner between them."""
    if joiner is not None or len(numbers) == 1:
        return (joiner or "").join(numbers)
    return ", ".join(numbers[:-1]) + " and " + numbers[-1]


def printed_unit(text: str) -> str:
    """Return a siunitx unit, such as \\kilo\\metre\\per\\second, as it is printed."""
    parts = re.split(r"\\([a-zA-Z]+)\s*", text)
    names = [
        UNITS.get(part, part) if index % 2 else part.replace("~", " ").replace(".", " ")
        for index, part in enumerate(parts)
    ]
    return one_line("".join(names)).replace("{", "").replace("}", "")


def in_threes(number: str) -> str:
    """Return a number with its digits in threes, as siunitx sets those of five and more before the point."""
    return _LONG_NUMBER.sub(lambda found: f"{int(found[0]):,}".replace(",", " "), number)


def inflected(command: str, words: str) -> str:
    r"""Return an entry of a glossary as \gls, \Gls or \glspl prints it."""
    shown = f"{words}s" if "pl" in command else words
    return shown[:1].upper() + shown[1:] if command[0].isupper() else shown


def without_surrogates(text: str) -> str:
    """Return the text with the stray bytes of a UTF-8 file as the Western characters they most likely are."""
    return re.sub(
        "[\udc80-\udcff]", lambda match: bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace"), text
    )
