"""How far a draft's project reaches: what of its folder is looked at, and the folder around it that pictures may come
from, too."""

from pathlib import Path

_REPOSITORIES = (".git", ".hg", ".svn")
_BUILDS = ("latexmkrc", ".latexmkrc", "00README", "00README.json", "00README.XXX")  # latexmk's, Overleaf's and arXiv's
SKIPPED_FOLDERS = frozenset({".git", ".svn", ".hg", "node_modules", "__pycache__", ".capassist", "__MACOSX"})


def bounds_of(root: Path) -> Path:
    """Return the folder of the project that a draft's folder lies in: its repository, or the nearest with a latexmkrc;
    else itself.

    The home folder and what lies above it is never one, whatever it holds.
    """
    for marks in (_REPOSITORIES, _BUILDS):
        for folder in (root, *root.parents):
            if not is_narrow(folder):
                break
            if any((folder / mark).exists() for mark in marks):
                return folder
    return root


def is_narrow(folder: Path) -> bool:
    """Return whether a folder holds one project rather than all that a person or a machine has."""
    return len(folder.parts) > 2 and folder not in (home := Path.home().resolve(), *home.parents)


def is_within(path: Path, folder: Path) -> bool:
    """Return whether a path leads into a folder, links followed."""
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, ValueError, RuntimeError):  # a loop of links, a NUL in the name
        return False
