"""What an earlier compilation left beside the source: the .aux file's numbers and pages."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from capassist.drafts.latex.arguments import group
from capassist.drafts.latex.inputs import TEX_SUFFIXES
from capassist.drafts.latex.project import Project
from capassist.errors import DraftError
from capassist.text.latex import to_plain

_NEW_LABEL = re.compile(r"\\newlabel\s*\{([^{}]*)\}\s*(?=\{)")
_INPUT = re.compile(r"\\@input\s*\{([^{}]*)\}")
_WRAPPED = re.compile(r"^\\M@TitleReference\s*\{([^{}]*)\}.*", re.DOTALL)  # memoir keeps the title, too
_MAX_FILES = 200
_CLOCK = 2  # seconds that a copied file may be younger


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a label printed, and on which page, 1-based; None where pages have no plain numbers."""

    number: str
    page: int | None


def read_auxiliary(project: Project, main: str) -> dict[str, Compiled]:
    """Return the labels of the .aux file beside the main file and those it brings in; none where there is no such
    file."""
    found: dict[str, Compiled] = {}
    waiting = [f"{main.rpartition('.')[0]}.aux"]
    seen: set[str] = set()
    folder = main.rpartition("/")[0]
    while waiting and len(seen) < _MAX_FILES:
        file = project.find(waiting.pop(), [folder, ""], ("",)).file
        if file is None or file in seen:
            continue
        seen.add(file)
        try:
            text = project.source(file).text
        except DraftError:
            continue
        waiting += _INPUT.findall(text)
        found |= _labels(text)
    return found


def fits(project: Project, main: str, compiled: dict[str, Compiled], labels: Collection[str]) -> bool:
    """Return whether the .aux file is of this state of the paper.

    It is not where a label of the draft is not in it, or a source was changed after it was written.
    """
    return bool(labels) and all(label in compiled for label in labels) and not _is_old(project, main)


def _is_old(project: Project, main: str) -> bool:
    auxiliary = project.inside(f"{main.rpartition('.')[0]}.aux")
    if auxiliary is None or not auxiliary.is_file():
        return False
    written = auxiliary.stat().st_mtime + _CLOCK
    sources = (project.inside(file) for file in project.read_files() if file.endswith(TEX_SUFFIXES[:1]))
    return any(path.stat().st_mtime > written for path in sources if path is not None and path.is_file())


def _labels(text: str) -> dict[str, Compiled]:
    found: dict[str, Compiled] = {}
    for match in _NEW_LABEL.finditer(text):
        outer = group(text, match.end())
        number = group(text, outer[0]) if outer else None
        page = group(text, number[1] + 1) if number else None
        if number is None or page is None:
            continue
        printed = to_plain(_WRAPPED.sub(r"\1", text[slice(*number)]))
        plain_page = to_plain(text[slice(*page)])
        if printed:
            found[match.group(1)] = Compiled(
                printed, int(plain_page) if re.fullmatch(r"[1-9]\d{0,4}", plain_page) else None
            )
    return found
