"""The author's earlier papers: their captions, kept in one file in the user's data folder, and nowhere else.

Only what drafts are modelled on is kept: captions, types and numbers of figures, and the title; no pictures, no
paragraphs. Removing the last paper removes the file and its folder.
"""

import contextlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from capassist.errors import SettingsError, UsageError, WriteError
from capassist.files import read_text, write_whole
from capassist.model import Draft, EarlierPaper, Figure, FigureType
from capassist.text.words import one_line

SCHEMA = "capassist.library/1"
_GENERIC = frozenset({"src", "source", "tex", "latex", "paper", "manuscript", "main"})


def load_library(path: Path) -> tuple[EarlierPaper, ...]:
    """Return the earlier papers, none where there is no file. Raises SettingsError when the file is not a library."""
    try:
        record = json.loads(read_text(path))
        if record["schema"] != SCHEMA:
            raise ValueError(record["schema"])
        return tuple(_paper(entry) for entry in record["papers"])
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SettingsError(f"The library {path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(
            f"The library {path} is damaged.",
            "Delete that file, and add your papers again: capassist library add PAPER",
        ) from error


def earlier_papers(path: Path, draft: Draft) -> tuple[EarlierPaper, ...]:
    """Return the library's papers without the draft itself. Raises SettingsError when the library is damaged."""

    def is_draft(paper: EarlierPaper) -> bool:
        return paper.name == _name(draft) or (paper.title is not None and paper.title == draft.title)

    return tuple(paper for paper in load_library(path) if not is_draft(paper))


def add_paper(path: Path, draft: Draft, voice: str = "") -> EarlierPaper:
    """Keep a paper's captions in the library, in place of what it had under the same name.

    Raises UsageError for a paper without captions, and WriteError when the library cannot be written.
    """
    kept = tuple(_kept(figure) for figure in draft.figures if figure.kind == "figure" and _is_own(draft, figure))
    if not kept:
        raise UsageError(f"{draft.path} has no written captions to learn from.", "Is it the finished paper?")
    paper = EarlierPaper(_name(draft), draft.title, kept, datetime.now(UTC).date().isoformat(), voice)
    others = [other for other in load_library(path) if other.name != paper.name]
    _write(path, [*others, paper])
    return paper


def remove_papers(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Remove the papers of these names, and the file with the last. Raise UsageError for a name that is not there."""
    papers = load_library(path)
    known = [paper.name for paper in papers]
    for name in names:
        find_paper(papers, name)
    left = [paper for paper in papers if paper.name not in names]
    if left:
        _write(path, left)
    elif known:
        _remove(path)
    return tuple(name for name in known if name in names)


def _remove(path: Path) -> None:
    """Remove the library's file, and its folder where nothing else is kept there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"{path} cannot be removed: {error.strerror or error}.") from error
    with contextlib.suppress(OSError):
        path.parent.rmdir()


def by_voice(papers: Iterable[EarlierPaper]) -> dict[str, tuple[EarlierPaper, ...]]:
    """Return the papers of each person whose voice they were added as."""
    found: dict[str, tuple[EarlierPaper, ...]] = {}
    for paper in papers:
        if paper.voice:
            name = next((name for name in found if name.casefold() == paper.voice.casefold()), paper.voice)
            found[name] = (*found.get(name, ()), paper)
    return found


def find_voice(papers: Iterable[EarlierPaper], name: str) -> tuple[EarlierPaper, ...]:
    """Return a person's papers. Raise UsageError when the library has none of that voice."""
    voices = by_voice(papers)
    for voice, found in voices.items():
        if voice.casefold() == name.casefold():
            return found
    known = f"Kept are {', '.join(voices)}." if voices else "Keep one: capassist voice train NAME PAPER"
    raise UsageError(f"No voice {name!r} is kept.", known)


def find_paper(papers: Iterable[EarlierPaper], name: str) -> EarlierPaper:
    """Return the paper of this name. Raises UsageError when the library has none."""
    papers = tuple(papers)
    for paper in papers:
        if paper.name == name:
            return paper
    known = ", ".join(paper.name for paper in papers)
    raise UsageError(f"The library has no paper {name!r}.", f"It has {known}." if known else "It is empty.")


def _is_own(draft: Draft, figure: Figure) -> bool:
    """Whether it has a caption, and not one that stands as a program drafted it."""
    return figure.state == "written" and bool(one_line(figure.caption or "")) and figure.id not in draft.author.drafted


def _kept(figure: Figure) -> Figure:
    return Figure(
        id="", number=figure.number, state="written", caption=one_line(figure.caption or ""), type=figure.type
    )


def _name(draft: Draft) -> str:
    """Return a short name for a paper: its file's, or that of the nearest folder that says something."""
    path = draft.path.resolve()
    names = [path.stem if path.is_file() else path.name, *(folder.name for folder in path.parents)]
    telling = next(name for name in names if name.lower() not in _GENERIC)  # the root's is empty
    return re.sub(r"[^\w.-]+", "-", telling).strip("-") or "paper"


def _write(path: Path, papers: Iterable[EarlierPaper]) -> None:
    record = {"schema": SCHEMA, "papers": [_record(paper) for paper in papers]}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
        write_whole(path, json.dumps(record, indent=1, ensure_ascii=True).encode("ascii"))
    except OSError as error:
        raise WriteError(f"The library {path} cannot be written: {error.strerror or error}.") from error


def _record(paper: EarlierPaper) -> dict[str, Any]:
    captions = [{"number": f.number, "type": f.type, "caption": f.caption} for f in paper.figures]
    return {"name": paper.name, "title": paper.title, "added": paper.added, "voice": paper.voice, "captions": captions}


def _paper(entry: dict[str, Any]) -> EarlierPaper:
    """Return a paper from its record. Raises ValueError, KeyError or TypeError when it is none."""
    name, title = entry["name"], entry["title"]
    figures = tuple(_figure(name, place, caption) for place, caption in enumerate(entry["captions"], 1))
    if not isinstance(name, str) or not (title is None or isinstance(title, str)):
        raise TypeError(name)
    return EarlierPaper(name, title, figures, str(entry["added"]), str(entry.get("voice", "")))


def _figure(paper: str, place: int, entry: dict[str, Any]) -> Figure:
    number, kind, caption = entry["number"], entry["type"], entry["caption"]
    if not isinstance(caption, str) or not caption or not (number is None or isinstance(number, str)):
        raise TypeError(caption)
    if kind is not None and kind not in get_args(FigureType):
        raise ValueError(kind)
    return Figure(id=f"{paper}, Figure {number or place}", state="written", caption=caption, type=kind)
