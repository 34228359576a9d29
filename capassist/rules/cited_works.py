"""Rules about the works that a paper cites, and the files that list them."""

import re
from collections.abc import Iterator

from capassist.model import Manuscript, Reference
from capassist.rules.paper import Paper
from capassist.rules.rule import Hit, paper_rule
from capassist.text.keys import near_key, set_otherwise
from capassist.text.words import counted

_NAMED_AT_MOST = 3
# What takes works from other papers, or has lists for parts of one.
_LISTED_ELSEWHERE = re.compile(r"\\(?:externalcitedocument|putbib|begin\s*\{(?:refsection|bibunit)\})")


@paper_rule("C096", "missing-bibliography", "warning")
def missing_bibliography(paper: Paper) -> Iterator[Hit]:
    r"""A .bib file that the paper names is not in the draft, and works are cited that nothing else lists.

    LaTeX prints "?" for each of them, and no other author or service can compile the paper. Silent where a .bbl file,
    or a list of works in the paper, has all that is cited, and where the name leads out of the draft's folder. What
    only your TeX finds, through BIBINPUTS, is not there for others either.

    Bad:
        The tide was taken from the tables of the harbour~\cite{harbour2019}.
        \bibliography{tides}

    Good:
        The tide was taken from the tables of the harbour~\cite{harbour2019}.
        \begin{thebibliography}{1}\bibitem{harbour2019} Harbour office, tables of the year 2019.\end{thebibliography}

    Source: LaTeX's own manual on \bibliography; arXiv's help pages, which ask for the .bbl or the .bib, read 2026-11.
    """
    unlisted = dict.fromkeys(key for _, key in _unlisted(paper.manuscript))
    for place in paper.manuscript.bibliographies if unlisted else ():
        for name in place.keys:
            if name in paper.manuscript.cited.unread and not name.startswith(("../", "/")):
                works = counted(len(unlisted), "cited work")
                message = (
                    f"{name} is not there or cannot be read, and nothing else lists {works}: {_first(list(unlisted))}."
                )
                yield Hit(message, place.source, subject=name, doubtful=bool(paper.unread))


@paper_rule("C097", "undefined-citation", "error")
def undefined_citation(paper: Paper) -> Iterator[Hit]:
    r"""A citation has a key that no list of works of the draft has.

    LaTeX prints "?" there. Looked at are the citations by the commands of LaTeX, natbib, biblatex and apacite, in the
    text and in captions. Silent where a .bib file that the paper names could not be read (C096 says so), where it has
    no list of works at all, and where works come from other papers or parts have lists of their own.

    Bad:
        Both were measured at the pier~\cite{harbor2019}.
        \begin{thebibliography}{1}\bibitem{harbour2019} Harbour office, tables of the year 2019.\end{thebibliography}

    Good:
        Both were measured at the pier~\cite{harbour2019}.
        \begin{thebibliography}{1}\bibitem{harbour2019} Harbour office, tables of the year 2019.\end{thebibliography}

    Source: LaTeX's own manual on \cite.
    """
    cited = paper.manuscript.cited
    if cited.unread or not cited.keys:
        return
    for place, key in _unlisted(paper.manuscript):
        paper.require_whole()
        near = near_key(key, cited.keys)
        meant = f"; the nearest that there is: {near}" if near else ""
        yield Hit(f"No work has the key {key}{meant}.", place.source, place.caption_of, subject=key)


def _unlisted(manuscript: Manuscript) -> Iterator[tuple[Reference, str]]:
    """Yield the citations whose key no list that was read has, nor a command that may be one."""
    text = f"{manuscript.preamble}\n{manuscript.body}"
    if _LISTED_ELSEWHERE.search(text):
        return
    known = {key.lower() for key in manuscript.cited.keys}  # BibTeX finds them in either case
    for place in manuscript.citations:
        for key in place.keys:
            if key.lower() not in known and not set_otherwise(key, text, manuscript.reference_commands):
                yield place, key


def _first(keys: list[str]) -> str:
    rest = len(keys) - _NAMED_AT_MOST
    return ", ".join(keys[:_NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")
