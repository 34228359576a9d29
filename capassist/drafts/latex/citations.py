r"""What citations print: "(Smith et al. 2010)", "[12]", where the draft's own files tell."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from capassist.drafts.latex.bibliography import Bibliography
from capassist.drafts.latex.citation_styles import CitationStyle, citation_style
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.referred import cited_keys
from capassist.drafts.latex.works import NameForm, Work, WorkList, works_of_biblatex, works_of_items
from capassist.errors import DraftError
from capassist.text.citations import Citation
from capassist.text.latex import Macro
from capassist.text.typeset import script

# How each command prints its works: in brackets, in the sentence's flow, without brackets, authors or year alone.
_OF_NATBIB = {
    "citep": "bracketed",
    "citet": "flowing",
    "citealp": "bare",
    "citealt": "bare without comma",
    "citeauthor": "authors",
    "citeyear": "year",
    "citeyearpar": "bracketed year",
}
_OF_BIBLATEX = {
    "cite": "bare",
    "parencite": "bracketed",
    "autocite": "bracketed",
    "textcite": "flowing",
    "citeauthor": "authors",
    "citeyear": "year",
}
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_CITES = re.compile(r"\\[a-zA-Z]*[cC]ite")
# Lists at the beginning print citations of captions and headings before the text does.
_LISTS = re.compile(r"\\listof(?:figures|tables|algorithms)(?![a-zA-Z])")
_CONTENTS = re.compile(r"\\tableofcontents(?![a-zA-Z])")
_CITING_HEADING = re.compile(r"\\(?:sub)*(?:section|paragraph|chapter)\*?\s*\{[^{}]*\\[a-zA-Z]*[cC]ite")
_ALL = re.compile(r"\\nocite\s*\{\s*\*\s*\}")
_NOTES = re.compile(r"\\(?:footnote|thanks|Note|note|bibnote)(?![a-zA-Z])")  # REVTeX may list them among the works
_YEAR = re.compile(r"(\d{4})([a-z]?)")
_LEAST_RUN = 3  # numbers in a row that are printed as a range


class Citations:
    """The citations of a paper as they are printed."""

    def __init__(self, project: Project, expanded: Expanded, main: str, bibliography: Bibliography) -> None:
        self._project = project
        self._structure = expanded.text.structure
        self._macros = expanded.macros
        self._class = expanded.base_class
        self._main = main
        self._bibliography = bibliography
        classes = (expanded.document_class, expanded.base_class)
        self._style = citation_style(self._structure, classes, expanded.packages, expanded.local_styles)

    @property
    def _text(self) -> str:
        begin = _BEGIN.search(self._structure)
        return self._structure[begin.end() if begin else 0 :]

    def printed(self, citation: Citation) -> str | None:
        """Return what a citation prints, None where that is not known."""
        form = self._form(citation)
        works = [self._work(key) for key in citation.keys]
        if form is None or self._style is None or not works or not all(works):
            return None
        printing = _Printing(self._style, citation)
        if printing.is_unclear(form):
            return None
        return _PRINTED[form](printing, [work for work in works if work is not None])

    def _form(self, citation: Citation) -> str | None:
        """Return how the citation's command prints in this style; None where that is not known."""
        style = self._style or CitationStyle("none")
        command = citation.command[0].lower() + citation.command[1:]
        if style.package == "biblatex":
            return "bracketed" if command == "cite" and not style.by_year else _OF_BIBLATEX.get(command)
        if command != "cite":
            return _OF_NATBIB.get(command) if style.package else None
        flows = style.package and style.by_year and not citation.before + citation.after
        return "flowing" if flows else "bracketed"

    def _work(self, key: str) -> Work | None:
        listed = self._listed
        if listed is None or self._style is None:
            return None
        work = listed.works.get(key)
        if work is None or (self._style.by_year and not (listed.by_year and work.authors and work.year)):
            return None
        return work

    @cached_property
    def _listed(self) -> WorkList | None:
        """The works as the source lists them, else the .bbl beside it, else as the style would list the .bib's."""
        written = works_of_items(self._structure, self._macros)
        return self._by_number(written) if written else self._compiled or self._counted

    def _by_number(self, listed: WorkList) -> WorkList:
        """Return the list with numbers for the labels, where the style prints numbers in spite of them."""
        if self._style is None or self._style.by_year or not listed.by_year:
            return listed
        items = enumerate(listed.works.items(), 1)
        numbered = {key: Work(str(number), work.authors, work.year, work.full) for number, (key, work) in items}
        return WorkList(numbered, listed.by_year)

    @property
    def _compiled(self) -> WorkList | None:
        """The works of the paper's .bbl, None where there is none, or where it is older than a citation."""
        file = self._project.find(self._main.removesuffix(".tex"), [""], (".bbl",)).file
        try:
            text = self._project.source(file).text if file and file.endswith(".bbl") else ""
        except DraftError:
            return None
        names = (self._style and self._style.names) or NameForm()
        listed = works_of_biblatex(text, names) or works_of_items(text, self._macros)
        if listed is None or not listed.works.keys() >= set(self._cited):
            return None
        return self._by_number(listed)

    @property
    def _counted(self) -> WorkList | None:
        """The works of the .bib as the style would list them; None where that is not known."""
        if self._style is None:
            return None
        if self._style.by_year:
            return self._by_year(self._style.names) if self._style.names else None
        return self._numbered() if self._style.in_order and self._order_is_known else None

    def _by_year(self, names: NameForm) -> WorkList:
        """Return the cited works by authors and year, without those that only a letter or a first name tells apart.

        None are known where one has no authors: natbib may number all works then.
        """
        keys = self._bibliography.entry_keys if _ALL.search(self._structure) else self._cited
        families = {key: self._bibliography.families(key) for key in keys if self._bibliography.knows(key)}
        if not all(families.values()):
            return WorkList({}, by_year=True)
        named = {key: (names.of(list(of_work)), self._bibliography.year(key)) for key, of_work in families.items()}
        seen = Counter(named.values())
        works = {
            key: Work(authors=each[0], year=each[1]) for key, each in named.items() if all(each) and seen[each] == 1
        }
        return WorkList(works, by_year=True)

    def _numbered(self) -> WorkList:
        """Return the cited works with the numbers that the order of their citations gives them."""
        keys = [key for key in self._cited if self._bibliography.knows(key)]
        works = {
            key: Work(str(number), NameForm().of(list(self._bibliography.families(key))))
            for number, key in enumerate(keys, 1)
        }
        return WorkList(works, by_year=False)

    @property
    def _order_is_known(self) -> bool:
        text = self._structure
        in_lists = _LISTS.search(text) or (_CONTENTS.search(text) and _CITING_HEADING.search(text))
        notes = self._class.startswith("revtex") and _NOTES.search(text)
        return not (in_lists or notes or _ALL.search(text) or any(self._hidden_citations))

    @property
    def _hidden_citations(self) -> Iterator[str]:
        """Yield the paper's own commands that cite and are used, but do not say so in their names."""
        for name, macro in self._macros.items():
            if _CITES.search(macro.body) and not _CITES.match(f"\\{name}"):
                yield from re.findall(rf"\\{re.escape(name)}(?![a-zA-Z@])", self._text)

    @cached_property
    def _cited(self) -> tuple[str, ...]:
        """The keys that the paper cites, in order; those in its own commands come last."""
        own = " ".join(macro.body for macro in self._macros.values() if _cites_a_work(macro))
        return tuple(dict.fromkeys((*cited_keys(self._text), *cited_keys(own))))


def _cites_a_work(macro: Macro) -> bool:
    return bool(_CITES.search(macro.body)) and "#" not in macro.body


@dataclass(frozen=True, slots=True)
class _Printing:
    """One citation in its style."""

    style: CitationStyle
    citation: Citation

    def is_unclear(self, form: str) -> bool:
        """Whether it is not known what stands between several works, or around raised numbers."""
        several = len(self.citation.keys) > 1
        if self._raises:  # natbib raises neither notes nor what is between
            return bool(self.citation.before or self.citation.after) or (several and form != "bracketed")
        return several and form == "flowing" and self.style.package == "biblatex"

    @property
    def _raises(self) -> bool:
        """Whether works are raised numbers: they have no brackets to lack, and no space before them."""
        return self.style.raised and not self.style.by_year

    def bracketed(self, works: Sequence[Work]) -> str:
        return self._framed(self._unframed(works))

    def flowing(self, works: Sequence[Work]) -> str | None:
        return self._named(works, self._framed)

    def bare(self, works: Sequence[Work]) -> str:
        return self.bracketed(works) if self._raises else self._unframed(works)

    def bare_without_comma(self, works: Sequence[Work]) -> str | None:
        return self._named(works, self._framed if self._raises else str)

    def authors(self, works: Sequence[Work]) -> str | None:
        names = self._authors(works)
        return None if names is None else self._with_own_notes(self._between.join(names))

    def year(self, works: Sequence[Work]) -> str | None:
        years = [work.year for work in works]
        return self._with_own_notes(self._between.join(years)) if all(years) else None

    def bracketed_year(self, works: Sequence[Work]) -> str | None:
        years = [work.year for work in works]
        return self._in_brackets(self._with_notes(self._between.join(years))) if all(years) else None

    @property
    def _between(self) -> str:
        """What stands between two works."""
        return "; " if self.style.by_year or self.style.package == "biblatex" else ", "

    def _named(self, works: Sequence[Work], framed: Callable[[str], str]) -> str | None:
        """Return works with their authors in the sentence's flow, those of the same authors in a row together: natbib
        has the note before in each of the frames, the one behind in the last. None for a note before numbers of the
        same authors."""
        names = self._authors(works)
        before = self.citation.before
        if names is None or (before and not self.style.by_year and len(set(names)) < len(works)):
            return None
        groups = groupby(zip(names, works, strict=True), key=lambda pair: pair[0])
        *first, (name, of_last) = [(name, self._told([work for _, work in group])) for name, group in groups]
        gap = "" if self._raises else " "
        parts = [f"{each}{gap}{framed(f'{before} {told}'.lstrip())}" for each, told in first]
        return self._between.join([*parts, f"{name}{gap}{framed(self._with_notes(of_last))}"])

    def _unframed(self, works: Sequence[Work]) -> str:
        return self._with_notes(self._dated(works, self.style.comma) if self.style.by_year else self._numbers(works))

    def _told(self, works: Sequence[Work]) -> str:
        """Return the years or numbers of works of the same authors."""
        return _years(works) if self.style.by_year else self._numbers(works)

    def _with_own_notes(self, text: str) -> str:
        """Return authors or years with their notes: natbib has none before them, and one behind them by year only."""
        if self.style.package == "biblatex":
            return self._with_notes(text)
        return f"{text}, {self.citation.after}" if self.citation.after and self.style.by_year else text

    def _framed(self, text: str) -> str:
        """Return years or numbers in brackets, or numbers raised, as the style has them."""
        if self._raises:
            return script("^", text.replace(", ", ","))
        return self._in_brackets(text)

    def _in_brackets(self, text: str) -> str:
        return f"{self.style.brackets[:1]}{text}{self.style.brackets[1:]}"

    def _with_notes(self, text: str) -> str:
        after = f", {self.citation.after}" if self.citation.after else ""
        return f"{self.citation.before} {text}{after}".lstrip()

    def _authors(self, works: Sequence[Work]) -> list[str] | None:
        names = [work.full if self.citation.starred else work.authors for work in works]
        return names if all(names) else None

    def _dated(self, works: Sequence[Work], comma: str) -> str:
        by_authors = ((authors, list(group)) for authors, group in groupby(works, key=lambda work: work.authors))
        return "; ".join(f"{authors}{comma} {_years(group)}" for authors, group in by_authors)

    def _numbers(self, works: Sequence[Work]) -> str:
        labels = [work.label for work in works]
        if not all(label.isdigit() for label in labels):
            return ", ".join(labels)
        numbers = sorted(map(int, labels)) if self.style.ordered else list(map(int, labels))
        return ", ".join(_ranges(numbers) if self.style.compressed else map(str, numbers))


def _years(works: Sequence[Work]) -> str:
    """Return "2010, 2011", "2010a,b" for works of the same authors."""
    parts: list[str] = []
    before = ""
    for work in works:
        dated = _YEAR.fullmatch(work.year)
        if dated and dated[2] and before == dated[1]:
            parts[-1] += f",{dated[2]}"
        else:
            parts.append(work.year)
        before = dated[1] if dated and dated[2] else ""
    return ", ".join(parts)


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Yield the numbers, three and more in a row as "3–5"."""
    for _, items in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run = [str(number) for _, number in items]
        yield from [f"{run[0]}–{run[-1]}"] if len(run) >= _LEAST_RUN else run


_PRINTED: dict[str, Callable[[_Printing, Sequence[Work]], str | None]] = {
    "bracketed": _Printing.bracketed,
    "flowing": _Printing.flowing,
    "bare": _Printing.bare,
    "bare without comma": _Printing.bare_without_comma,
    "authors": _Printing.authors,
    "year": _Printing.year,
    "bracketed year": _Printing.bracketed_year,
}
