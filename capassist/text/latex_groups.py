"""Where groups, options, drawings and verbatim text of LaTeX end."""

import re

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACES_AND_BRACKETS = re.compile(r"\\.|[{}\]]", re.DOTALL)
_MINTED_HEAD = re.compile(r"(?:\[[^\]]*\])?\{[^}]*\}")


def group_end(text: str, start: int) -> int | None:
    """Return the offset of the brace that closes the one at `start`, or None where the text ends before."""
    depth = 0
    for match in _BRACES.finditer(text, start):
        brace = match.group()
        if brace == "{":
            depth += 1
        elif brace == "}":
            depth -= 1
            if depth == 0:
                return match.start()
    return None


def bracket_end(text: str, start: int) -> int | None:
    """Return the offset of the bracket that closes the one at `start`, outside all braces."""
    depth = 0
    for match in _BRACES_AND_BRACKETS.finditer(text, start + 1):
        brace = match.group()
        if brace == "{":
            depth += 1
        elif brace == "}":
            depth -= 1
            if depth < 0:
                return None
        elif brace == "]" and depth == 0:
            return match.start()
    return None


def drawing_end(text: str, position: int) -> int:
    """Return the end of the drawing after \\tikz: a line's sample in a caption, as a group or up to its semicolon."""
    if text[position : position + 1] == "[":
        position = (bracket_end(text, position) or position) + 1
    position += len(text[position:]) - len(text[position:].lstrip())
    end = group_end(text, position) if text[position : position + 1] == "{" else text.find(";", position)
    return position if end is None or end < 0 else end + 1


def verbatim_end(name: str, text: str, position: int, out: list[str]) -> int:
    """Add what the verbatim command `name`, which ends at `position`, prints to `out`, and return where it ends."""
    position = _verbatim_options_end(name, text, position)
    delimiter = text[position : position + 1]
    end = group_end(text, position) if delimiter == "{" else text.find(delimiter, position + 1)
    if not delimiter or end is None or end < 0:
        return position
    out.append(text[position + 1 : end])
    return end + 1


def _verbatim_options_end(name: str, text: str, position: int) -> int:
    """Return where the options and the star of a verbatim command end."""
    if name == "lstinline" and text[position : position + 1] == "[":
        position = (bracket_end(text, position) or position) + 1
    if name == "mintinline" and (match := _MINTED_HEAD.match(text, position)):
        position = match.end()
    return position + text.startswith("*", position)


_OPENINGS = {"s": "*", "o": "[", "d": "<", "p": "(", "G": "{"}


def optional_end(kind: str, text: str, start: int) -> int | None:
    """Return where an argument that may be there ends, behind its bracket; None where it is not there.

    s is a star; o, d, p and G stand in square, angle and round brackets and in braces; n is never there.
    """
    if not text.startswith(_OPENINGS.get(kind, "\0"), start):
        return None
    if kind == "s":
        return start + 1
    if kind == "o":
        end = bracket_end(text, start)
    elif kind == "G":
        end = group_end(text, start)
    else:
        end = text.find(">" if kind == "d" else ")", start)
    return None if end is None or end < 0 else end + 1


def verbatim_command_end(name: str, text: str, position: int, out: list[str]) -> int:
    """Print what a verbatim command, "verb" or "verb@" for one with its delimiter, shows, and return where it ends."""
    bare = name.partition("@")[0]
    if bare != name:  # the "@" is the delimiter
        position = text.rfind(f"\\{name}", 0, position) + 1 + len(bare)
    return verbatim_end(bare, text, position, out)
