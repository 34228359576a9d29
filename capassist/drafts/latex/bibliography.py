"""Authors and years of cited works, for citations that are part of a sentence."""

import re
from functools import cached_property

from capassist.drafts.latex.arguments import group
from capassist.drafts.latex.project import Project
from capassist.errors import DraftError
from capassist.text.latex import to_plain

_RESOURCES = re.compile(r"\\(?:bibliography|addbibresource)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]\s*([^\s,{}]+)\s*,", re.MULTILINE)
_AUTHORS = re.compile(r"\b(author|editor)\s*=\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:year|date)\s*=\s*[{\"]?\s*(\d{4})", re.IGNORECASE)


class Bibliography:
    """The .bib files that a document names, looked into only when something is asked."""

    def __init__(self, project: Project, structure: str, folder: str) -> None:
        self._project = project
        self._structure = structure
        self._folder = folder
        self._known: dict[str, str | None] = {}

    def text_citation(self, key: str) -> str | None:
        """Return "Smith et al. (2010)" for a key, None when it is not known."""
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    @cached_property
    def _entries(self) -> dict[str, str]:
        entries: dict[str, str] = {}
        for match in _RESOURCES.finditer(self._structure):
            for name in match.group(1).split(","):
                file = self._project.find(name, [self._folder, ""], ("", ".bib")).file
                try:
                    text = self._project.source(file).text if file and file.lower().endswith(".bib") else ""
                except DraftError:
                    continue
                found = list(_ENTRY.finditer(text))
                ends = [*(following.start() for following in found[1:]), len(text)]
                entries |= {entry.group(1): text[entry.end() : end] for entry, end in zip(found, ends, strict=False)}
        return entries

    def _find(self, key: str) -> str | None:
        entry = self._entries.get(key)
        field = _AUTHORS.search(entry) if entry else None
        if entry is None or field is None:
            return None
        names = _field(entry, field.end())
        year = _YEAR.search(entry)
        return f"{_authors(names)}{f' ({year.group(1)})' if year else ''}" if names else None


def _field(entry: str, start: int) -> str:
    if (span := group(entry, start)) is not None:
        return entry[slice(*span)]
    quoted = re.compile(r'"([^"]*)"').match(entry, start)
    return quoted.group(1) if quoted else ""


def _authors(names: str) -> str:
    """Return the last names as a text cites them: all of two, else the first "et al."."""
    last = [_last_name(name) for name in re.split(r"\s+and\s+", names.strip())]
    if len(last) == 1:
        return last[0]
    return f"{last[0]} and {last[1]}" if len(last) == 2 and last[1] != "others" else f"{last[0]} et al."


def _last_name(name: str) -> str:
    if "," in name:
        return to_plain(name.partition(",")[0])
    words = re.findall(r"(?:[^\s{}\\]|\\.|\{(?:[^{}]|\{[^{}]*\})*\})+", name)
    return to_plain(words[-1]) if words else to_plain(name)
