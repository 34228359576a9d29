"""The names of archives: what one with new captions is called, what the single file in a compressed one is."""

import re
from pathlib import Path

from capassist.model import Draft

_SUFFIXES = re.compile(r"(?:\.tar|\.tex)?\.(?:zip|tar|tgz|tbz2?|txz|gz|bz2|xz)\Z", re.IGNORECASE)


def captioned_name(path: Path) -> Path:
    """Return where the archive with new captions goes: "paper-captioned.tar.gz" beside "paper.tar.gz"."""
    stem, suffixes = _stem_and_suffixes(path)
    return path.with_name(f"{stem}-captioned{suffixes}")


def captioned_from(path: Path) -> Path | None:
    """Return the archive that one with new captions was made from: "paper.tar.gz" of "paper-captioned.tar.gz".

    None where the name is not of that form.
    """
    stem, suffixes = _stem_and_suffixes(path)
    given = stem.removesuffix("-captioned")
    return path.with_name(f"{given}{suffixes}") if given and given != stem else None


def _stem_and_suffixes(path: Path) -> tuple[str, str]:
    name = _SUFFIXES.search(path.name)
    return (path.name[: name.start()], name.group()) if name else (path.name, "")


def name_before_captions(draft: Draft) -> str | None:
    """Return the `Draft.name` of the archive that one with new captions was made from; None for any other draft."""
    given = captioned_from(draft.path) if draft.packed else None
    if given is None:
        return None
    return f"{given.name}/{tex_name(given) if draft.main == tex_name(draft.path) else draft.main}"


def tex_name(path: Path) -> str:
    """Return the name of the one file in it: "paper.tex" for paper.tex.gz, "2101.00001.tex" for 2101.00001.gz."""
    name = re.sub(r"\.(?:gz|bz2|xz)\Z", "", path.name, flags=re.I)
    return name if name.lower().endswith(".tex") else f"{name}.tex"
