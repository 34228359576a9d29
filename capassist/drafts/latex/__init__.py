"""Read a LaTeX draft: every float with its caption, where to write it, its graphics, and the paragraphs about it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from capassist.drafts.latex.document import walk
from capassist.drafts.latex.expand import expand
from capassist.drafts.latex.figures import read_figures
from capassist.drafts.latex.front import read_abstract, read_title
from capassist.drafts.latex.glossary import glossary_words
from capassist.drafts.latex.mainfile import find_main, main_of, root_for
from capassist.drafts.latex.manuscript import read_manuscript
from capassist.drafts.latex.printed_captions import printed_captions
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.text_places import read_text_places, with_alternatives
from capassist.errors import DraftError
from capassist.model import Draft


def read_latex(path: Path, contents: Mapping[Path, bytes] = MappingProxyType({})) -> Draft:
    """Return the draft of a LaTeX folder, or of the paper that a .tex file belongs to.

    `contents` are bytes that stand in for those of some files, by their real paths: the draft as it would be. Nothing
    outside the folder is read, nothing is run. What is missing or broken is among the draft's problems. Raises
    DraftError when there is no source that can be read.
    """
    if not path.exists():
        raise DraftError(f"{path} does not exist.")
    project = Project(path if path.is_dir() else root_for(path), contents)
    if path.is_dir():
        main = find_main(project)
    else:
        main = main_of(project, path.resolve().relative_to(project.root).as_posix())
    expanded = expand(project, main)
    expanded.macros.update(glossary_words(project, expanded.text.readable, main.rpartition("/")[0]))
    document = walk(project, expanded)
    figures, names = read_figures(project, expanded, document, main)
    if not figures:
        project.problem(
            "no-figures",
            f"{main} has no figures.",
            "Is it the paper's main file? Another one can be named instead of the folder.",
        )
    manuscript = read_manuscript(project, expanded, document, figures, names, main=main)
    places = read_text_places(project, expanded, document, figures)
    return Draft(
        path=path,
        root=project.root,
        kind="latex",
        main=main,
        title=read_title(expanded),
        abstract=read_abstract(expanded),
        figures=with_alternatives(figures, places),
        problems=tuple(project.problems),
        manuscript=manuscript,
        places=places,
        printed_captions=printed_captions(project, expanded, document, figures, main),
        project=None if project.bounds == project.root else project.bounds,
    )
