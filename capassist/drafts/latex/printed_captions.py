"""Captions as the page prints them, with what their citations print.

They stand beside the captions that drafts imitate: a draft cites by \\cite, never by what that prints.
"""

from collections.abc import Mapping, Sequence

from capassist.drafts.latex.bibliography import Bibliography
from capassist.drafts.latex.citations import Citations
from capassist.drafts.latex.document import Document
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.project import Project
from capassist.model import Figure
from capassist.text.latex import to_plain


def printed_captions(
    project: Project, expanded: Expanded, document: Document, figures: Sequence[Figure], main: str
) -> Mapping[str, str]:
    """Return the captions by their figures' ids that are printed otherwise than `Figure.caption` has them."""
    bibliography = Bibliography(project, expanded.text.structure, main.rpartition("/")[0])
    citations = Citations(project, expanded, main, bibliography)
    found: dict[str, str] = {}
    for entry, figure in zip(document.entries, figures, strict=True):
        if figure.caption is None or entry.caption is None or entry.caption.span is None:
            continue
        latex = expanded.text.readable[slice(*entry.caption.span)]
        printed = to_plain(
            latex, expanded.macros, document.targets, bibliography.text_citation, printed=citations.printed
        )
        if printed != figure.caption:
            found[figure.id] = printed
    return found
