"""The parts that a command works with, built from its options and the settings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from capassist.cli.shown import warn

if TYPE_CHECKING:
    from capassist.model import Draft
    from capassist.ports import Captioner
    from capassist.session import Session
    from capassist.settings import Settings
    from capassist.workflow import Desk


def open_paper(path: Path, password: str | None, pdf: Path | None = None) -> "Draft":
    """Read the draft."""
    from capassist.drafts import open_draft
    from capassist.terminal.progress import reading

    with reading(str(path)):
        return open_draft(path, pdf=pdf, password=password)


def open_session(paper: "Draft") -> "Session":
    """Open the draft's session, which goes on from last time."""
    from capassist.session import Session

    return Session.open(paper.root, paper.main)


@contextmanager
def desk_for(paper: "Draft", password: str | None, **flags: object) -> Iterator["Desk"]:
    """Yield all that drafting needs, with the captioner that the settings ask for, and the draft's session open."""
    from capassist.settings import load_settings
    from capassist.workflow import Desk

    settings = load_settings(flags, paper.root, os.environ)
    warn(settings.problems)
    captioner = _captioner(paper, password, settings)
    with open_session(paper) as session:
        yield Desk(paper, captioner, settings.profile.value, session)


def _captioner(paper: "Draft", password: str | None, settings: "Settings") -> "Captioner":
    """Return the online captioner where a server and a model are named, else the offline one."""
    online = settings.online()
    if online is None:
        from capassist.captioners.offline import OfflineCaptioner

        return OfflineCaptioner()
    from capassist.captioners.online import OnlineCaptioner
    from capassist.drafts.images import DraftImages
    from capassist.settings import needed_key

    server, model = online
    return OnlineCaptioner(
        server, model, needed_key(server, os.environ), DraftImages(paper, password), settings.timeout.value
    )
