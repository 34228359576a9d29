r"""What a bibliography's list calls its works: the labels of \bibitem and the entries of biblatex' .bbl."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from capassist.drafts.latex.arguments import read_arguments
from capassist.text.latex import Macro, to_plain

Plain = Callable[[str], str]

# The forms of a label: natbib's "Smith et al.(2010)Smith, Jones, and Lee", that of apalike, "Smith et al., 2010".
_NATBIB = re.compile(r"(?P<short>.*?)\s*\((?P<year>[^()]*)\)(?P<full>.*)")
_APALIKE = re.compile(r"(?P<short>.*\S),\s*(?P<year>\d{4}[a-z]?)")
_BY_COMMAND = re.compile(r"\\(citeauthoryear|citeauthoryearNP|astroncite)(?![a-zA-Z])")  # chicago, mnras; astron
_ITEM = re.compile(r"\\(bibitem|harvarditem)(?![a-zA-Z@])")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?[ \t]*")
_BIBLATEX_LIST = re.compile(r"\\(?:datalist|sortlist)\b.*?\\end(?:datalist|sortlist)", re.DOTALL)
_BIBLATEX_ENTRY = re.compile(r"\\entry\{([^{}]*)\}(.*?)\\endentry", re.DOTALL)
_NAMES = re.compile(
    r"\\name\{(?:author|editor)\}\{(\d+)\}\{([^{}]*)\}\{(.*?)(?=\\(?:name|list|strng|field|true)\b|\Z)", re.DOTALL
)
_FAMILY = re.compile(r"\bfamily=\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_VON = re.compile(r"\bprefix=\{((?:[^{}]|\{[^{}]*\})*)\}")
_FIELD = re.compile(r"\\field\{(labelyear|year|extradate|extrayear|labelalpha)\}\{([^{}]*)\}")
_TELLS_APART = re.compile(r"\b(?:un|uniquename|ul|uniquelist)=(?!0|false|\{)")  # names by more than the family's


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a citation lists authors: what joins the last two, how many are named before it is "et al.", whether a comma
    stands before the word that joins the last of three, and for how many the form changes from one to the next."""

    joiner: str = "and"
    most: int = 2
    comma: bool = False
    unsure: int = 0

    def of(self, families: list[str]) -> str:
        """Return "Smith", "Smith and Jones", "Smith et al."; "" where that is not known."""
        if not families or len(families) == self.unsure:
            return ""
        if families[-1] == "others" or len(families) > self.most:
            return f"{families[0]} et al."
        if len(families) == 1:
            return families[0]
        comma = "," if self.comma and len(families) > 2 else ""
        return f"{', '.join(families[:-1])}{comma} {self.joiner} {families[-1]}"


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work: what is printed for it in brackets ("12", "Smi10"), and its authors and year, each "" where not
    known. `full` has all authors where the list names them."""

    label: str = ""
    authors: str = ""
    year: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The works of a printed list by their keys; `by_year` where all of them have authors and year."""

    works: dict[str, Work]
    by_year: bool


def works_of_items(text: str, macros: Mapping[str, Macro]) -> WorkList | None:
    r"""Return the works that \bibitem lists in some LaTeX; None where there are none."""
    read = dict(_items(_COMMENT.sub("", text), partial(to_plain, macros=macros)))
    if not read:
        return None
    by_year = all(work.authors and work.year for work in read.values())
    return WorkList(read, by_year)


def _items(text: str, plain: Plain) -> Iterator[tuple[str, Work]]:
    number = 0
    for match in _ITEM.finditer(text):
        harvard = match[1] == "harvarditem"
        found = read_arguments(text, match.end(), "oggg" if harvard else "og")
        if found is None:
            continue
        *label, key = (text[slice(*span)] if span else "" for span in found.spans)
        if harvard:
            short, full, year = map(plain, label)
            yield key.strip(), Work(authors=short or full, year=year, full=full)
            continue
        number += not label[0]
        yield key.strip(), _labelled(label[0], plain) if label[0] else Work(str(number))


def _labelled(label: str, plain: Plain) -> Work:
    if (command := _BY_COMMAND.search(label)) is not None:
        found = read_arguments(label, command.end(), "gg" if command[1] == "astroncite" else "ggg")
        parts = [plain(label[slice(*span)]) for span in found.spans if span] if found else []
        return Work(authors=parts[-2], year=parts[-1], full=parts[0]) if len(parts) > 1 else Work()
    shown = plain(label)
    parsed = _NATBIB.fullmatch(shown) or _APALIKE.fullmatch(shown)
    if parsed is None:
        return Work(shown)
    said = parsed.groupdict()
    return Work("", said["short"].strip(), said["year"].strip(), said.get("full", "").strip())


def works_of_biblatex(text: str, joined: NameForm) -> WorkList | None:
    """Return the works of the first list of a biblatex .bbl; None for another file."""
    found = _BIBLATEX_LIST.search(text)
    if found is None:
        return None
    entries = _BIBLATEX_ENTRY.findall(found.group())
    works = {key: _of_entry(str(number), entry, joined) for number, (key, entry) in enumerate(entries, 1)}
    return WorkList(works, all(work.authors and work.year for work in works.values()))


def _of_entry(number: str, entry: str, joined: NameForm) -> Work:
    fields: dict[str, str] = dict(_FIELD.findall(entry))
    year = fields.get("labelyear", fields.get("year", ""))
    letter = _letter(fields.get("extradate", fields.get("extrayear", "")))
    return Work(fields.get("labelalpha", number), joined.of(_families(entry)), year + letter)


def _families(entry: str) -> list[str]:
    """Return the last names of a work's authors; none where more than these tells them apart from others."""
    names = _NAMES.search(entry)
    if names is None or _TELLS_APART.search(names[2] + names[3]) or _VON.search(names[3]):
        return []
    families = [to_plain(name) for name in _FAMILY.findall(names[3])]
    return families if len(families) == int(names[1]) else []


def _letter(number: str) -> str:
    return chr(ord("a") + int(number) - 1) if number.isdigit() and 0 < int(number) < 27 else number
