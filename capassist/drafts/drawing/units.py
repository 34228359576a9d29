"""The unit in an axis label: "Time (s)", "E [keV]", "lag time / ns", "Power, dB"."""

import re

_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)\s*[)\]]\s*$")
_DIVIDED = re.compile(r"\S\s+/\s+(\S.{0,14})$")
_PER = re.compile(r"\S/((?:day|days|hour|hours|year|yr|week|month|min|sec|s|Hz|km|cm|mm|nm|kg|eV|keV|GeV))$")
_COUNTED = re.compile(r"(?i)(number|no\.|count|#|index|amount) ")
_PREFIXES = "[fpnµμumckMGT]?"
_NAMES = (
    r"e⁻|e-|e|electrons?|photons?|MJD|BJD|JD|UTC|HJD|s|sec|secs|seconds?|min|mins|minutes?|hr?|hrs|hours?|days?|d"
    r"|weeks?|months?|yrs?|years?|a"
    r"|m|g|kg|t|A|V|W|J|N|C|F|K|H|Pa|bar|atm|Hz|T|Wb|lm|lx|Bq|Gy|Sv|kat|mol|M|cd|rad|sr|eV|cal|L|l|ℓ|B|b|bit|bits"
    r"|bytes?|[KMGT]i?B|bp|kb|Mb|Gb"
    r"|px|pixels?|dpi|dB|dBm|dBi|deg|degrees?|°|°C|℃|°F|Å|nm|arcsec|arcmin|mas|pc|kpc|Mpc|Gpc|AU|au|ly|Jy|mag|erg|dyn"
    r"|G|Da|kDa|ppm|ppb|ppt|ppmv|ppbv"
    r"|%|‰|k_?BT|kT|k_BT|rpm|fps|FLOPS?|flops|a\.\s?u\.|arb\.\s?units?|arbitrary units|a\.u|Ω|Ohm|R_?[⊙⊕☉]|M_?[⊙⊕☉]"
    r"|L_?[⊙⊕☉]|in|inch|inches|ft|mi|miles|gal|lb|lbs|oz|psi|°N|°E|°W|°S|€|\$|USD|EUR"
)
_EXPONENT = "[⁻⁰¹²³⁴⁵⁶⁷⁸⁹\\d^−\\-]"
_SYMBOL = f"(?:{_PREFIXES}(?:{_NAMES})){_EXPONENT}*"
# One right behind another only where a word has none: behind a capital letter or an exponent, "kWh", "m²s⁻¹".
_UNIT = re.compile(
    rf"(?:\d[\d,.]*\s*(?=[a-zA-Z%°])|10\^?[⁰¹²³⁴⁵⁶⁷⁸⁹⁻\-−\d]+\s*|[×x]\s*10\S*\s*)?{_SYMBOL}"
    rf"(?:(?:(?<=[A-Z⁻⁰¹²³⁴⁵⁶⁷⁸⁹\d^−\-])|[\s·⋅./*]+(?:per\s+)?(?:1/)?){_SYMBOL})*"
)


def unit_of(label: str) -> str | None:
    """Return the unit that an axis label ends with, without its brackets; None where there is none that is certain."""
    label = label.strip()
    if _COUNTED.match(label):
        return None
    if "/" in label and " / " not in label and is_unit(label):
        return label  # "MB/s", but of "ACF / nm⁴" what stands behind the slash
    if found := _BRACKETED.search(label):
        return _bracketed_unit(found)
    if found := _DIVIDED.search(label) or _PER.search(label):
        return unit if is_unit(unit := found[1].strip()) else None
    return _last_unit(label)


def _bracketed_unit(found: re.Match[str]) -> str | None:
    """Return what stands in the brackets at the end of a label if it is a unit; square ones hold hardly anything
    else."""
    inner, before = found[1].strip(), found.string[: found.start()]
    square = found[0].startswith("[")
    certain = is_unit(inner) or (square and _short(inner))
    return inner if certain and before[-1:].isspace() else None


def _last_unit(label: str) -> str | None:
    """Return the unit after the last comma of a label, or the percent sign at its end."""
    _, comma, last = label.rpartition(",")
    last = last.strip()
    if comma and is_unit(last) and (len(last) > 1 or last in "%°ms"):
        return last
    return "%" if label.endswith("%") and len(label) > 1 else None


def is_unit(text: str) -> bool:
    """Whether a text is a unit of measurement: "ms", "km s⁻¹", "ppm² day"."""
    return bool(_UNIT.fullmatch(text)) or (
        bool(re.fullmatch(r"\s*in\s+.+|per\s+\w+", text)) and is_unit(text.split(None, 1)[1])
    )


def _short(text: str) -> bool:
    return 0 < len(text) <= 16 and not re.search(r"\d\s*[,;]", text) and not is_plain_number(text)


def is_plain_number(text: str) -> bool:
    """Whether a text is nothing but a number."""
    return bool(re.fullmatch(r"[-+−]?\d+([.,]\d+)?", text))
