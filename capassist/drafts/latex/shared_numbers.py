"""Say which figures have one number, so that nobody takes one of them for another."""

from collections.abc import Sequence

from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.project import Project
from capassist.model import Figure

COMPILE = "Compile the paper: the numbers of its .aux file are taken then."
_MOST = 3  # notes; where more numbers are shared, the count as such begins anew somewhere


def tell_of_shared_numbers(project: Project, entries: Sequence[Entry], figures: Sequence[Figure]) -> None:
    """Add a problem for each number that several figures have which do not continue each other."""
    sharing: dict[tuple[str, str, str], list[str]] = {}
    for entry, figure in zip(entries, figures, strict=True):
        if figure.number is not None and not _continues_another(entry):
            sharing.setdefault((figure.kind, entry.type.word, figure.number), []).append(figure.id)
    several = [(f"{word} {number}", names) for (_, word, number), names in sharing.items() if len(names) > 1]
    for shared, names in several[:_MOST]:
        more = f" So it is with {len(several)} numbers." if len(several) > _MOST else ""
        project.problem(
            "shared-number",
            f"{shared} is the number of several: {', '.join(names)}.{more}",
            f"Call them by their labels. If the paper prints other numbers: {COMPILE[0].lower()}{COMPILE[1:]}",
        )


def _continues_another(entry: Entry) -> bool:
    """Return whether a float prints the number of the one before it."""
    continued = entry.float.continued or (entry.caption is not None and entry.caption.continued)
    return continued and entry.float.environment is not None
