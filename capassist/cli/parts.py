"""The parts that a command works with, built from its options and the settings."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from capassist.cli.shown import warn

if TYPE_CHECKING:
    from capassist.model import Draft
    from capassist.session import Session
    from capassist.workflow import Desk


def open_paper(path: Path, password: str | None, pdf: Path | None = None) -> "Draft":
    """Read the draft, with what its own file and the library of earlier papers say of the author."""
    from dataclasses import replace

    from capassist.drafts import open_draft
    from capassist.library import earlier_papers
    from capassist.settings import library_file, load_author
    from capassist.settings.check import load_check_settings
    from capassist.terminal.progress import reading

    with reading(str(path)):
        paper = open_draft(path, pdf=pdf, password=password)
    earlier = earlier_papers(library_file(), paper)
    author = load_author(paper.root)
    style = (*_venue_style(load_check_settings(paper.root).venue), *author.style)  # the author's own word is the last
    return replace(paper, author=replace(author, style=style, earlier=earlier))


def _venue_style(name: str | None) -> tuple[tuple[str, object], ...]:
    if not name:
        return ()
    from capassist.rules.venues import venue_named

    return venue_named(name).style()


def open_session(paper: "Draft") -> "Session":
    """Open the draft's session, which goes on from last time. Raises WriteError where nothing can be kept."""
    from capassist.session import Session

    return Session.open(paper.home, paper.name)


def read_session(paper: "Draft") -> "Session":
    """Return the draft's session for a command that only shows: it needs no lock, and nothing is kept."""
    from capassist.session import Session

    return Session.read(paper.home, paper.name)


def open_or_read_session(paper: "Draft") -> "Session":
    """Open the draft's session, or say that drafts are not kept: in a folder that is read-only, and beside an open review."""
    from capassist.errors import WriteError
    from capassist.model import Problem

    try:
        return open_session(paper)
    except WriteError as error:
        warn([Problem("session.not-kept", error.message, f"Drafts are only shown, and not kept. {error.hint}")])
        return read_session(paper)


@contextmanager
def desk_for(
    paper: "Draft",
    password: str | None,
    *,
    opened: Callable[["Draft"], "Session"] = open_session,
    sends: bool = True,
    **flags: object,
) -> Iterator["Desk"]:
    """Yield all that drafting needs: the captioner that the settings ask for, and the draft's session as `opened`.

    Where nothing is to be sent, no key is asked for.
    """
    from capassist.cli.servers import captioner_for
    from capassist.drafts.looks import Looks
    from capassist.settings import load_settings
    from capassist.workflow import Desk

    settings = load_settings(flags, paper.root, os.environ)
    warn(settings.problems)
    captioner = captioner_for(paper, password, settings, sends=sends)
    jobs = settings.jobs.value if settings.online() else 1
    with opened(paper) as session:
        yield Desk(paper, captioner, settings.profile.value, session, jobs, Looks(paper, password))
