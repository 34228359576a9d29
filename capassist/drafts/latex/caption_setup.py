"""What the caption package and the like are told about numbers, and what captions print right before one: "S" of
"Figure S3"."""

import re
from collections.abc import Mapping

from capassist.drafts.latex.counters import LEVELS, Counters
from capassist.text.latex import to_plain

_OPTION = re.compile(r"(?:^|,)\s*(\w+)\s*=\s*(\{(?:[^{}]|\{[^{}]*\})*\}|[^,{}]*)")
_MARK = "\ue000"  # where the number stands
_PREFIX = re.compile(rf"(?<![^\W_])([A-Z]{{1,2}}[-.]?)\s?{_MARK}")


def package_numbers(packages: Mapping[str, str]) -> str:
    """Return what packages' options do to the numbers, as code for the counters."""
    code = ""
    for name, options in packages.items():
        if name in ("caption", "caption3", "subcaption"):
            code += f"\\captionsetup{{{options}}}"
        elif name in ("algorithm", "algorithm2e"):
            level = next((o for part in options.split(",") if (o := part.strip().removeprefix("algo")) in LEVELS), "")
            code += f"\\counterwithin{{algorithm}}{{{level}}}" if level else ""
    return code


def setup_options(text: str) -> dict[str, str]:
    """Return the options of \\captionsetup that have a value."""
    return {key: value.strip().removeprefix("{").removesuffix("}") for key, value in _OPTION.findall(text)}


def within_code(options: Mapping[str, str]) -> str:
    """Return code for what the options say of which counter resets which: figurewithin=section."""
    code = ""
    for float_ in ("figure", "table"):
        level = options.get(f"{float_}within")
        if level == "none":
            code += "".join(f"\\counterwithout{{{float_}}}{{{parent}}}" for parent in ("chapter", "section"))
        elif level is not None:
            code += f"\\counterwithin{{{float_}}}{{{level}}}"
    return code


def printed_prefix(counters: Counters, counter: str, formats: Mapping[str, str]) -> str:
    """Return the capitals that captions print right before the number.

    They come from \\fnum@figure, KOMA-Script's \\figureformat, the labelformat (`formats` has those that were
    declared), or the word itself, where \\figurename is "Figure S".
    """
    word = counters.formats.get(f"name {counter}") or counters.copies.get(f"{counter}name", "")
    chosen = counters.formats.get(f"labelformat {counter}") or counters.formats.get("labelformat", "")
    own = counters.copies.get(f"fnum@{counter}") or counters.copies.get(f"{counter}format")
    body = formats.get(chosen) or own or "#1 #2"
    body = re.sub(rf"\\the{counter}(?![a-zA-Z@])", _MARK, body.replace("#2", _MARK))
    body = re.sub(rf"\\{counter}name(?![a-zA-Z@])", lambda _: word, body.replace("#1", word))
    found = _PREFIX.search(to_plain(body, counters.macros).replace("\u00a0", " "))
    return found[1] if found else ""
