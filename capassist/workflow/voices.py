"""Whose voice a paper's drafts are in: papers have several authors, and captions are imitated of the one that is named
(the second limit that LaMP-Cap names)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from capassist.drafts.blame import caption_writers
from capassist.errors import UsageError
from capassist.model import Draft, Figure
from capassist.profile.ranking import has_caption


def with_voice(draft: Draft, name: str) -> Draft:
    """Return the draft with the captions of one person alone to imitate: those that the person wrote, by git, and the
    library's papers of that voice.

    Raises UsageError where nothing is known of that person, or several persons have the name in theirs.
    """
    writers = caption_writers(draft)
    person = _person(name, writers)
    earlier = tuple(paper for paper in draft.author.earlier if paper.voice.casefold() == name.casefold())
    if person is None and not earlier:
        raise UsageError(f"No caption is known to be by {name}.", _known(draft, writers))
    captioned = filter(has_caption, draft.figures)
    foreign = frozenset(figure.id for figure in captioned if not _by(person, figure, writers))
    return replace(draft, author=replace(draft.author, earlier=earlier, foreign=foreign))


def _by(person: str | None, figure: Figure, writers: Mapping[str, str]) -> bool:
    return person is not None and writers.get(figure.id) == person


def _person(name: str, writers: Mapping[str, str]) -> str | None:
    """Return the one writer with this name, or with it in the name or mail."""
    found = sorted({writer for writer in writers.values() if name.casefold() in writer.casefold()})
    exact = [writer for writer in found if writer.partition(" <")[0].casefold() == name.casefold()]
    if len(found) > 1 and len(exact) != 1:
        raise UsageError(f"{name} may be {' or '.join(found)}.", "Name one of them by the whole name or the mail.")
    return next(iter(exact or found), None)


def _known(draft: Draft, writers: Mapping[str, str]) -> str:
    voices: Iterable[str] = (paper.voice for paper in draft.author.earlier if paper.voice)
    known = sorted({*(writer for writer in writers.values()), *voices})
    if known:
        return f"Known are {', '.join(known)}."
    return "Put the draft under git, or add papers of that person: capassist library add PAPER --voice NAME"
