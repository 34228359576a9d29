"""The entries of glossaries and lists of abbreviations that a draft defines."""

import re
from collections.abc import Iterator

from capassist.drafts.latex.project import Project
from capassist.errors import DraftError
from capassist.model import KeySet

# Of glossaries (\\newacronym, \\longnewglossaryentry …), glossaries-extra, acro and acronym; of a draft's own alike.
_DEFINES = re.compile(
    r"\\(?:(?:[a-zA-Z]*(?:new|New|[dD]eclare|provide|def))[a-zA-Z]*(?:[aA]cro|[aA]bbr|[gG]ls|[gG]lossaryentry|[eE]ntry"
    r"|[sS]ymbol|[tT]erm|[nN]umber)[a-zA-Z]*|acro(?:def|plural)?|newacro)\*?\s*(?:\[[^\[\]]*\]\s*)*\{([^{}\\#]+)\}"
)
_FILES = re.compile(
    r"\\loadglsentries\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}"
    r"|\\GlsXtrLoadResources\s*\[[^\]]*?\bsrc\s*=\s*(?:\{([^{}]*)\}|([^,\]]+))"
)
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
