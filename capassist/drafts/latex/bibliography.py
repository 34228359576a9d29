"""Authors and years of cited works, for citations that are part of a sentence."""

import re
from functools import cached_property

from capassist.drafts.latex.arguments import group
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.works import NameForm
from capassist.errors import DraftError
from capassist.text.latex import to_plain

_RESOURCES = re.compile(r"\\(?:bibliography|addbibresource)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]\s*([^\s,{}]+)\s*,", re.MULTILINE)
_AUTHORS = re.compile(r"\b(author|editor)\s*=\s*", re.IGNORECASE)
_FAMILY = re.compile(r"((?:[^{},]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})+),")  # of "{van Berg}, Ann"
_WORD = re.compile(r"(?:[^\s{}\\]|\\.|\{(?:[^{}]|\{[^{}]*\})*\})+")  # of a name
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

    def knows(self, key: str) -> bool:
        """Return whether there is an entry of that key."""
        return key in self._entries

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all entries."""
        return tuple(self._entries)

    def families(self, key: str) -> tuple[str, ...]:
        """Return the last names of a work's authors, else its editors; "others" where the entry says so."""
        entry = self._entries.get(key, "")
        fields = {match[1].lower(): match.end() for match in reversed(list(_AUTHORS.finditer(entry)))}
        start = fields.get("author", fields.get("editor"))
        return _last_names(_field(entry, start)) if start is not None else ()

    def year(self, key: str) -> str:
        """Return the year of a work, "" where the entry has none."""
        year = _YEAR.search(self._entries.get(key, ""))
        return year[1] if year else ""

    def _find(self, key: str) -> str | None:
        year = self.year(key)
        names = NameForm().of(list(self.families(key)))
        return f"{names}{f' ({year})' if year else ''}" if names else None


def _field(entry: str, start: int) -> str:
    if (span := group(entry, start)) is not None:
        return entry[slice(*span)]
    quoted = re.compile(r'"([^"]*)"').match(entry, start)
    return quoted.group(1) if quoted else ""


def _last_names(names: str) -> tuple[str, ...]:
    return tuple(map(_last_name, re.split(r"\s+and\s+", names.strip()))) if names.strip() else ()


def _last_name(name: str) -> str:
    """Return the family's name of "Smith, Ann" or "Ann van der Berg", with the particle before it."""
    if (family := _FAMILY.match(name)) is not None:
        return to_plain(family[1])
    words = _WORD.findall(name)
    particle = next((index for index, word in enumerate(words[:-1]) if index and word[0].islower()), len(words) - 1)
    return to_plain(" ".join(words[particle:])) if words else to_plain(name)
