"""Text of a LaTeX source that no reader sees: white, too small, off the page, or set as empty space.

Instructions to language models were hidden like this in preprints. What lies on a coloured ground can be read, so it
stays.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from capassist.model import Span
from capassist.text.off_page import SMALLEST, off_page_spans
from capassist.text.words import words

LIGHTEST = 0.95  # of full light in each channel; lighter is as good as white
LONGEST = 10_000  # characters; a longer stretch is the design of a page, not a hidden remark
FEWEST_WORDS = 4  # of a passage; fewer are an aligning space or a mark
_GROUND = 200  # characters before a text in which its ground is looked for

_NUMBER = r"\d*\.?\d+"
_COLOUR = re.compile(r"\\(textcolor|color)\s*(?:\[\s*(\w+)\s*\])?\s*\{([^{}]*)\}")
_DEFINED = re.compile(r"\\definecolor\s*(?:\[\w*\])?\s*\{([^{}]*)\}\s*\{\s*(\w+)\s*\}\s*\{([^{}]*)\}")
_LET = re.compile(r"\\colorlet\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(
    r"\\(?:(?:re|provide)?newcommand"
    r"|DeclareRobustCommand)\*?\s*\{?\s*\\([a-zA-Z@]+)\s*\}?\s*\[(\d)\](\s*\[[^\[\]]*\])?\s*(?=\{)"
    r"|\\[gex]?def\s*\\([a-zA-Z@]+)\s*((?:#\d)+)\s*(?=\{)"
)
_SIZE = re.compile(rf"\\fontsize\s*\{{\s*({_NUMBER})\s*(?:pt)?\s*\}}\s*\{{[^{{}}]*\}}\s*(?:\\selectfont(?![a-zA-Z]))?")
_SPACE = re.compile(r"\\[hv]?phantom\s*(?=\{)")
_GROUNDS = re.compile(
    r"\\(?:f?colorbox|cellcolor|rowcolor|columncolor|hl|node|tikz|tcbox)(?![a-zA-Z])|\b(?:fill|colback)\s*="
)
_DARK_PAGE = re.compile(
    r"\\pagecolor\s*\{\s*(?!white\b)|\\documentclass\s*(?:\[[^\]]*\])?\s*\{beamer\}|\\usebackgroundtemplate"
)
_DESIGN = re.compile(r"\\(?:begin|end|input|include|(?:sub)*section|chapter|part|maketitle)(?![a-zA-Z])")


def declared_whites(text: str) -> set[str]:
    """Return the names of colours that a source defines as white."""
    whites = {name.strip() for name, model, values in _DEFINED.findall(text) if _is_white(values, model, ())}
    return whites | {name.strip() for name, colour in _LET.findall(text) if _is_white(colour, "", whites)}


def declared_hiders(text: str, whites: Collection[str] = ()) -> dict[str, int]:
    """Return the commands that a source defines to show none of their arguments for this reason, with how many they
    take."""
    hiders = {}
    for match in _COMMAND.finditer(text):
        start, end = _argument(text, match.end())
        body, kept = text[start:end], text[start:end]
        for low, high in reversed(list(invisible_spans(body, whites))):
            kept = kept[:low] + kept[high:]
        if "#" in body and "#" not in kept:
            arguments = int(match[2]) - bool(match[3]) if match[1] else match[5].count("#")
            hiders[match[1] or match[4]] = arguments
    return hiders


def invisible_spans(text: str, whites: Collection[str] = (), hiders: Mapping[str, int] | None = None) -> Iterator[Span]:
    """Yield the ranges of what no reader sees, in order and apart, without the commands that hide it.

    `text` is LaTeX without comments; `whites` are names of white colours besides "white", `hiders` what
    `declared_hiders` found.
    """
    if _DARK_PAGE.search(text):
        return
    after = 0
    for start, end in sorted(_candidates(text, whites, hiders or {})):
        hidden = text[start:end]
        if start >= after and hidden.strip() and len(hidden) <= LONGEST and not _DESIGN.search(hidden):
            yield start, end
            after = end


def is_passage(hidden: str) -> bool:
    """Tell whether what is hidden says something: more than an aligning space or a mark."""
    return len(words(hidden)) >= FEWEST_WORDS


def hidden_passages(text: str) -> Iterator[Span]:
    """Yield the ranges of a LaTeX text of its own that say something which no reader sees."""
    whites = declared_whites(text)
    for start, end in invisible_spans(text, whites, declared_hiders(text, whites)):
        if is_passage(text[start:end]):
            yield start, end


def without_invisible(text: str) -> str:
    """Return LaTeX without what no reader sees."""
    kept, after = [], 0
    whites = declared_whites(text)
    for start, end in invisible_spans(text, whites, declared_hiders(text, whites)):
        kept.append(text[after:start])
        after = end
    return "".join((*kept, text[after:]))


def _candidates(text: str, whites: Collection[str], hiders: Mapping[str, int]) -> Iterator[Span]:
    for name, count in hiders.items():
        for match in re.finditer(rf"\\{name}(?![a-zA-Z@])(?:\s*\[[^\[\]]*\])?", text):
            yield from _arguments(text, match.end(), count)
    yield from _in_white(text, whites)
    for match in _SIZE.finditer(text):
        if float(match[1]) < SMALLEST:
            yield _rest_of_group(text, match.end(), _SIZE)
    for match in _SPACE.finditer(text):
        yield _argument(text, match.end())
    yield from off_page_spans(text, _argument, _rest_of_group)


def _in_white(text: str, whites: Collection[str]) -> Iterator[Span]:
    for match in _COLOUR.finditer(text):
        if _is_white(match[3], match[2] or "", whites) and not _on_a_ground(text, match.start()):
            own = match[1] == "textcolor"
            yield _argument(text, match.end()) if own else _rest_of_group(text, match.end(), _COLOUR)


def _arguments(text: str, position: int, count: int) -> Iterator[Span]:
    """Yield the arguments of a command that ends at a position."""
    for _ in range(count):
        start, end = _argument(text, position)
        yield start, end
        position = end + 1


def _is_white(colour: str, model: str, whites: Collection[str]) -> bool:
    colour = colour.strip()
    if not model:
        return _whiteness(colour, whites) >= LIGHTEST
    if model == "HTML":
        return re.fullmatch(r"(?:[Ff][2-9A-Fa-f]){3}", colour) is not None
    if not re.fullmatch(rf"\s*{_NUMBER}(?:\s*,\s*{_NUMBER})*\s*", colour):
        return False
    values = [float(value) for value in colour.split(",")]
    if model in ("cmyk", "cmy"):
        return max(values) <= 1 - LIGHTEST
    return model in ("rgb", "gray", "RGB") and min(values) >= LIGHTEST * (255 if model == "RGB" else 1)


def _whiteness(mix: str, whites: Collection[str]) -> float:
    """Return how much white is in a mix of colours, all others taken for dark: "black!5", "white!90!red"."""
    first, *others = (part.strip() for part in mix.split("!"))
    white = float(_is_named_white(first, whites))
    for share, colour in zip(others[::2], [*others[1::2], "white"], strict=False):
        part = float(share) / 100 if re.fullmatch(_NUMBER, share) else 1.0
        white = white * part + _is_named_white(colour, whites) * (1 - part)
    return white


def _is_named_white(name: str, whites: Collection[str]) -> bool:
    return name in {"white", "-black"} or name in whites


def _on_a_ground(text: str, place: int) -> bool:
    """Tell whether something before the place, in the same paragraph, lays a colour beneath it."""
    before = text[max(0, place - _GROUND) : place].rsplit("\n\n", 1)[-1]
    return _GROUNDS.search(before) is not None


def _argument(text: str, position: int) -> Span:
    """Return the range inside the braces that begin here; an empty one where none do."""
    opening = re.compile(r"\s*\{").match(text, position)
    return _rest_of_group(text, opening.end()) if opening else (position, position)


def _rest_of_group(text: str, start: int, until: re.Pattern[str] | None = None) -> Span:
    """Return the range to the end of the group, or to the next command of the same kind."""
    depth = 1
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start):
        if until and until.match(text, match.start()):
            return start, match.start()
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0 or match.start() - start > LONGEST:
            return start, match.start()
    return start, len(text)
