"""The works that a draft may cite: which keys it has for them, and the authors and years for citations that are part of
a sentence."""

import re
from collections.abc import Iterator
from functools import cached_property

from capassist.drafts.latex.arguments import group
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.works import NameForm
from capassist.errors import DraftError
from capassist.model import KeySet
from capassist.text.latex import to_plain

RESOURCES = re.compile(
    r"\\(?:bibliography(?!style|item|font|size)[A-Za-z]*|add(?:bib|globalbib|sectionbib)(?:resource)?)"
    r"\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}"
)
_ITEM = re.compile(
    r"\\bibitem\s*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\])?\s*\{([^{}]*)\}"
    r"|\\entry\s*\{([^{}]+)\}\{[a-z]+\}\{"  # as BibTeX and biber write the list
)
_WRITTEN = re.compile(  # a file that the draft holds, and LaTeX writes
    r"\\begin\s*\{filecontents\*?\}\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}(.{1,400000}?)\\end\s*\{filecontents", re.DOTALL
)
_OTHER_NAMES = re.compile(r"\bids\s*=\s*[{\"]([^{}\"]*)")  # of an entry, for biber
_OF_TEX = frozenset(("ieeeabrv", "ieeefull"))  # files of every TeX, with names of journals only
_ENTRY = re.compile(r"(?<![\w.-])@\w+\s*[{(]\s*([^\s,{}]+)\s*,")  # also behind another on its line
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

    def keys(self) -> KeySet:
        """Return the keys of all works in the draft's .bib files, in its lists of works, and in those that were
        compiled (.bbl)."""
        keys = {*self._entries, *self._other_names()}
        keys |= {first or second for text in self._lists() for first, second in _ITEM.findall(text)}
        unread = (name for name, text in self._resources.items() if text is None)
        return KeySet(frozenset(keys), tuple(f"{name.removesuffix('.bib')}.bib" for name in unread))

    def _other_names(self) -> Iterator[str]:
        """Yield the further keys that entries have for biber."""
        for text in filter(None, self._resources.values()):
            yield from (key.strip() for names in _OTHER_NAMES.findall(text) for key in names.split(","))

    def _lists(self) -> Iterator[str]:
        yield self._structure
        compiled = (file for file in self._project.files.values() if file.lower().endswith(".bbl"))
        yield from (self._text_of(file) or "" for file in compiled)

    @cached_property
    def _entries(self) -> dict[str, str]:
        entries: dict[str, str] = {}
        for text in filter(None, self._resources.values()):
            found = list(_ENTRY.finditer(text))
            ends = [*(following.start() for following in found[1:]), len(text)]
            entries |= {entry.group(1): text[entry.end() : end] for entry, end in zip(found, ends, strict=False)}
        return entries

    def knows(self, key: str) -> bool:
        """Return whether there is an entry of that key."""
        return key in self._entries

    @property
    def entry_keys(self) -> tuple[str, ...]:
        """The keys of all entries of the .bib files, in their order."""
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

    @cached_property
    def _resources(self) -> dict[str, str | None]:
        """The texts of the .bib files by the names that the document has for them; None for what could not be read."""
        names = [name.strip() for match in RESOURCES.finditer(self._structure) for name in match.group(1).split(",")]
        wanted = (name for name in names if name and "#" not in name and name.lower() not in _OF_TEX)
        written = self._written()
        return {name: written.get(f"{name.removesuffix('.bib')}.bib") or self._resource(name) for name in wanted}

    def _written(self) -> dict[str, str]:
        """Return the files that the draft writes when it is compiled."""
        texts = (self._project.source(file).text for file in self._project.read_files())
        return {name.strip(): text for source in texts for name, text in _WRITTEN.findall(source)}

    def _resource(self, name: str) -> str | None:
        before = len(self._project.problems)
        file = self._project.find(name, [self._folder, ""], ("", ".bib")).file
        self._project.forget_problems_since(before)  # works that lie outside are no reason to doubt the figures
        return self._text_of(file) if file and file.lower().endswith(".bib") else None

    def _text_of(self, file: str) -> str | None:
        try:
            return self._project.source(file).text
        except DraftError:
            return None

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
