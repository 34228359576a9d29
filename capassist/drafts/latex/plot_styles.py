r"""Styles that a source sets for its plots: \pgfplotsset{every axis/.append style={…}, mine/.style={…}}."""

import re
from collections.abc import Iterator

from capassist.drafts.latex.arguments import group, skip_space
from capassist.drafts.latex.keys import key_items
from capassist.model import Span

Options = dict[str, str]
_SET = re.compile(r"\\(?:pgfplotsset|tikzset)(?![a-zA-Z@])")
_HANDLERS = ("style", "append style")
_ALWAYS = "every axis"


def options_in(text: str, span: Span) -> Options:
    """Return the options of a list of keys, each by its name; empty where the key alone is set."""
    return {name: text[slice(*value)] if value else "" for name, value in key_items(text, *span)}


def styles_in(readable: str) -> dict[str, Options]:
    """Return the options of each style by its name; what is said later is added."""
    styles: dict[str, Options] = {}
    for name, options in _declared(readable):
        styles[name] = styles.get(name, {}) | options
    return styles


def _declared(readable: str) -> Iterator[tuple[str, Options]]:
    for match in _SET.finditer(readable):
        inner = group(readable, skip_space(readable, match.end()))
        for key, value in key_items(readable, *inner) if inner else ():
            name, _, handler = key.partition("/.")
            if value and handler in _HANDLERS:
                yield name.strip(), options_in(readable, value)


def styled(options: Options, styles: dict[str, Options], *, whole: bool = True) -> Options:
    """Return options with those of the styles that are named among them, which they override; `whole` where they are
    those of axes, which have the style of every axis, too."""
    names = (_ALWAYS, *options) if whole else options
    found: Options = {}
    for name in names:
        found |= styles.get(name, {})
    return found | options
