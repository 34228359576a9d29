"""The entries of glossaries and lists of abbreviations that a draft defines."""

import re
from collections.abc import Iterator

from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.project import Project
from capassist.errors import DraftError
from capassist.model import KeySet
from capassist.text.latex import Macro
from capassist.text.latex_symbols import ENTRY

# Of glossaries (\\newacronym, \\longnewglossaryentry …), glossaries-extra, acro and acronym; of a draft's own alike.
_DEFINES = re.compile(
    r"\\(?:(?:[a-zA-Z]*(?:new|New|[dD]eclare|provide|def))[a-zA-Z]*(?:[aA]cro|[aA]bbr|[gG]ls|[gG]lossaryentry|[eE]ntry"
    r"|[sS]ymbol|[tT]erm|[nN]umber)[a-zA-Z]*|acro(?:def|plural)?|newacro)\*?\s*(?:\[[^\[\]]*\]\s*)*\{([^{}\\#]+)\}"
)
_FILES = re.compile(
    r"\\loadglsentries\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}"
    r"|\\GlsXtrLoadResources\s*\[[^\]]*?\bsrc\s*=\s*(?:\{([^{}]*)\}|([^,\]]+))"
)
_VALUE = re.compile(r"\b(text|short|name)\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,{}]+))")
_ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]\s*([^\s,{}]+)\s*,", re.MULTILINE)  # as bib2gls reads them


def glossary_keys(project: Project, readable: str, folder: str) -> KeySet:
    """Return the keys that the expanded document defines, and those of the files that it loads entries from."""
    keys = {*_keys_in(readable)}
    unread: list[str] = []
    for name in _names(readable):
        text = _text(project, name, folder)
        keys.update(_keys_in(text or ""))
        unread += [name] if text is None else []
    return KeySet(frozenset(keys), tuple(unread))


def glossary_words(project: Project, readable: str, folder: str) -> dict[str, Macro]:
    """Return what the entries that the document defines or loads print after their first use, by ENTRY and key."""
    texts = (readable, *(_text(project, name, folder) or "" for name in _names(readable)))
    return {f"{ENTRY}{key}": Macro(body=words) for text in texts for key, words in _words_in(text)}


def _words_in(text: str) -> Iterator[tuple[str, str]]:
    for match in _DEFINES.finditer(text):
        if (found := read_arguments(text, match.end(), "oGG")) is None:
            continue
        option, first, second = (text[slice(*span)] if span else "" for span in found.spans)
        keys = {name: braced or bare for name, braced, bare in _VALUE.findall(first)}
        short = first if second else option  # of \\newacronym{cpu}{CPU}{central …}, \\acro{cpu}[CPU]{central …}
        words = next(filter(None, map(keys.get, ("text", "short", "name"))), short)
        if words:
            yield match[1].strip(), words.strip()


def _names(readable: str) -> Iterator[str]:
    for match in _FILES.finditer(readable):
        names = next(filter(None, match.groups()))
        yield from (name.strip() for name in names.split(","))


def _text(project: Project, name: str, folder: str) -> str | None:
    before = len(project.problems)
    file = project.find(name, [folder, ""], (".tex", ".bib", "")).file
    project.forget_problems_since(before)  # entries that lie outside are no reason to doubt the figures
    try:
        return project.source(file).text if file else None
    except DraftError:
        return None


def _keys_in(text: str) -> Iterator[str]:
    yield from (key.strip() for pattern in (_DEFINES, _ENTRY) for key in pattern.findall(text))
