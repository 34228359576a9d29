"""The parts that a command works with, built from its options and the settings: the only place that knows all of
them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from capassist.cli.costs import budget_for, spending
from capassist.cli.output import warn, warn_once

if TYPE_CHECKING:
    from capassist.captioners.extractive import ExtractiveCaptioner
    from capassist.captioners.generative import GenerativeCaptioner, ModelDoubleChecker, ModelVerifier, Sender
    from capassist.evaluation.llm_judge import Judge
    from capassist.llm.asker import Asker
    from capassist.llm.budget import Budget
    from capassist.llm.client import ChatClient
    from capassist.llm.response_cache import ResponseCache
    from capassist.model import Author, Draft
    from capassist.ports import ImageLoader
    from capassist.session.log import Session
    from capassist.settings import ModelOptions, Prompt, Settings
    from capassist.workflow.drafting import DraftingContext


def open_paper(path: Path, password: str | None, pdf: Path | None = None, voice: str | None = None) -> "Draft":
    """Read the draft, with what its own file and the library of earlier papers say of the author.

    With a `voice`, one person's captions alone are there to imitate.
    """
    from dataclasses import replace

    from capassist.drafts import open_draft
    from capassist.files import DRAFT_FILE, library_file
    from capassist.terminal.progress import reading

    with reading(str(path)):
        paper = open_draft(path, pdf=pdf, password=password)
    tell_which_was_read(paper)
    if (paper.root / DRAFT_FILE).is_file():
        paper = replace(paper, author=_wishes(paper.root))
    if library_file().exists():
        from capassist.profile.library import earlier_papers

        paper = replace(paper, author=replace(paper.author, earlier=earlier_papers(library_file(), paper)))
    paper = knowing_drafts(paper)
    if voice is None:
        return paper
    from capassist.workflow.voices import with_voice

    return with_voice(paper, voice)


def knowing_drafts(paper: "Draft") -> "Draft":
    """Return the paper with which of its captions stand as a program drafted them, where anything was drafted."""
    from capassist.files import FOLDER

    if not (paper.home / FOLDER).is_dir():
        return paper
    from capassist.workflow.standing import with_drafted

    return with_drafted(paper)


def tell_which_was_read(paper: "Draft") -> None:
    """Say which of several papers in a folder was read, and how another one is named."""
    from capassist.drafts import SEVERAL_PAPERS

    for problem in paper.problems:
        if problem.code == SEVERAL_PAPERS:
            warn_once(problem)


def _wishes(root: Path) -> "Author":
    """Return what the draft's own file wants of captions. Raises SettingsError for a value that is wrong."""
    from dataclasses import replace

    from capassist.settings import load_author
    from capassist.settings.check import load_check_settings

    author = load_author(root)
    style = (*_venue_style(load_check_settings(root).venue), *author.style)  # the author's own word is the last
    return replace(author, style=style)


def _venue_style(name: str | None) -> tuple[tuple[str, object], ...]:
    if not name:
        return ()
    from capassist.rules.venues import venue_named

    return venue_named(name).style()


def open_session(paper: "Draft") -> "Session":
    """Open the draft's session, which goes on from last time. Raises WriteError where nothing can be kept."""
    from capassist.session.log import Session
    from capassist.session.paper_mark import mark_of

    return _as_it_stands(paper, Session.open(paper.home, paper.name, mark_of(paper)))


def read_session(paper: "Draft") -> "Session":
    """Return the draft's session for a command that only shows: it needs no lock, and nothing is kept."""
    from capassist.session.log import Session
    from capassist.session.paper_mark import mark_of

    return _as_it_stands(paper, Session.read(paper.home, paper.name, mark_of(paper)))


def _as_it_stands(paper: "Draft", session: "Session") -> "Session":
    """Have the session know what of it is gone from the source, and say whose decisions under its name do not count."""
    from capassist.model import Problem
    from capassist.workflow.standing import reopen_gone

    reopen_gone(paper, session)
    others = ", ".join(other.named for other in session.left_out)
    if others:
        warn_once(
            Problem(
                "session.other-paper",
                f"What was decided here before was for another paper, {others}, so it does not count for this one.",
                "It is kept, and counts again where that paper is read.",
            )
        )
    return session


def open_or_read_session(paper: "Draft") -> "Session":
    """Open the draft's session, or say that drafts are not kept: in a folder that is read-only, and beside an open
    review."""
    from capassist.errors import WriteError
    from capassist.model import Problem

    try:
        return open_session(paper)
    except WriteError as error:
        warn([Problem("session.not-kept", error.message, f"Drafts are only shown, and not kept. {error.hint}")])
        return read_session(paper)


@contextmanager
def drafting_context(
    paper: "Draft",
    password: str | None,
    options: "ModelOptions",
    *,
    opened: Callable[["Draft"], "Session"] = open_session,
    sends: bool = True,
    for_script: bool = False,
) -> Iterator["DraftingContext"]:
    """Yield all that drafting needs: the captioner that the settings ask for, and the draft's session as `opened`.

    Where nothing is to be sent, no key is asked for. A script has the drafts looked at a second time only where that is
    asked for: it counts on one request a draft.
    """
    from capassist.drafts.image_hash import DraftImageHasher
    from capassist.settings import load_settings
    from capassist.workflow.drafting import DraftingContext

    settings = load_settings(options, paper.root, os.environ)
    warn(settings.problems)
    with spending(settings) as budget, opened(paper) as session:
        sender = sender_for(paper, password, settings, sends=sends, budget=budget)
        captioner = sender or _offline_captioner()
        image_hash = DraftImageHasher(paper, password)
        jobs = settings.jobs.value if sender else 1
        looks = settings.double_check
        wanted = looks.value and not (for_script and looks.source == "default")
        checker = double_checker_for(paper, password, settings, sender.asker) if sender and wanted else None
        yield DraftingContext(paper, captioner, settings.profile.value, session, jobs, image_hash, sender, checker)


def _offline_captioner() -> "ExtractiveCaptioner":
    from capassist.captioners.extractive import ExtractiveCaptioner  # which takes long to load

    return ExtractiveCaptioner()


# Models


def asker_for(
    settings: "Settings", *, keeps_in: Path | None, sends: bool = True, budget: "Budget | None" = None
) -> "Asker | None":
    """Return the asker of the model that the settings name, with the responses kept in a folder; None where they name
    none.

    Where nothing is to be sent, no key is asked for and nothing is kept. Raises SettingsError for half a name, or a
    server that is not allowed.
    """
    online = settings.online()
    if online is None:
        return None
    from capassist.llm.asker import Asker
    from capassist.llm.capabilities import CapabilityStore
    from capassist.llm.client import ChatClient
    from capassist.settings import memory_file, needed_key

    server, model = online
    client = ChatClient(
        server,
        model,
        needed_key(server, os.environ) if sends else None,
        settings.timeout.value,
        capability_store=CapabilityStore(memory_file()),
        budget=budget or budget_for(settings),
    )
    return Asker(client, kept_responses(keeps_in) if keeps_in and sends else None)


def generative_captioner(
    paper: "Draft",
    password: str | None,
    settings: "Settings",
    *,
    sends: bool = True,
    budget: "Budget | None" = None,
) -> "GenerativeCaptioner | None":
    """Return the captioner that asks the model that the settings name; None where they name none. Raises as `asker_for`
    does."""
    from capassist.drafts.images import request_images

    asker = asker_for(settings, keeps_in=paper.root, sends=sends, budget=budget)
    return captioner_with(asker, paper, settings, *request_images(paper, password)) if asker else None


def sender_for(
    paper: "Draft", password: str | None, settings: "Settings", *, sends: bool, budget: "Budget"
) -> "Sender | None":
    """Return the captioner that asks the model, or each of the models, that the settings name; None where they name
    none. Raises as `asker_for` does."""
    from dataclasses import replace

    first = generative_captioner(paper, password, settings, sends=sends, budget=budget)
    others = [name for name in settings.other_models.value if name != settings.model.value]
    if first is None or not others:
        return first
    from capassist.captioners.generative import SeveralModels
    from capassist.workflow.reranking import ranker

    named = (replace(settings, model=replace(settings.model, value=name)) for name in others)
    further = (generative_captioner(paper, password, each, sends=sends, budget=budget) for each in named)
    return SeveralModels([first, *filter(None, further)], ranker(paper, settings.prefer.value))


def captioner_with(
    asker: "Asker", paper: "Draft", settings: "Settings", images: "ImageLoader", small: "ImageLoader | None" = None
) -> "GenerativeCaptioner":
    """Return the captioner that asks a model in the way that the settings want."""
    from capassist.captioners.generative import GenerativeCaptioner
    from capassist.workflow.reranking import fault_finder, ranker

    return GenerativeCaptioner(
        asker,
        images,
        profile_images=small,
        prompt=_prompt_for(asker, settings),
        candidates=settings.candidates.value,
        rank=ranker(paper, settings.prefer.value),
        broken_rules=fault_finder(paper.manuscript.commands),
    )


def _prompt_for(asker: "Asker", settings: "Settings") -> "Prompt":
    """Return the wording that the settings name; where they name none, that by which the model was trained here."""
    from capassist.learning.model_history import was_trained

    if settings.prompt.source == "default" and was_trained(asker.server, asker.client.model):
        return "plain"
    return settings.prompt.value


def verifier_for(paper: "Draft", password: str | None, settings: "Settings", budget: "Budget") -> "ModelVerifier":
    """Return the model that judges pictures. Raises SettingsError where no server and model are named."""
    from capassist.captioners.generative import ModelVerifier
    from capassist.drafts.images import DraftImages
    from capassist.errors import SettingsError

    asker = asker_for(settings, keeps_in=paper.root, budget=budget)
    if asker is None:
        raise SettingsError("--llm needs a model that sees.", "Name it with --server and --model.")
    return ModelVerifier(asker, DraftImages(paper, password))


def double_checker_for(
    paper: "Draft", password: str | None, settings: "Settings", asker: "Asker | None" = None
) -> "ModelDoubleChecker":
    """Return the model that looks at texts a second time: that of the captioner's `asker`, or of the settings.

    Raises SettingsError where they name no server and model.
    """
    from capassist.captioners.generative import ModelDoubleChecker
    from capassist.drafts.images import DraftImages
    from capassist.errors import SettingsError

    asker = asker or asker_for(settings, keeps_in=paper.root)
    if asker is None:
        raise SettingsError("--double-check needs a model that sees.", "Name it with --server and --model.")
    return ModelDoubleChecker(asker, DraftImages(paper, password))


def judge_for(folder: Path, settings: "Settings") -> "Judge | None":
    """Return the judge that the settings name, who keeps its answers in the folder; None where they name none."""
    from capassist.evaluation.llm_judge import Judge

    asker = asker_for(settings, keeps_in=folder)
    return Judge(asker) if asker else None


def kept_responses(folder: Path) -> "ResponseCache":
    """Return the responses that are kept in a draft's or a benchmark's folder; where none can be, say so."""
    from capassist.errors import WriteError
    from capassist.files import own_folder
    from capassist.llm.response_cache import ResponseCache
    from capassist.model import Problem

    try:
        return ResponseCache(own_folder(folder, "answers"))
    except WriteError as error:
        warn([Problem("answers.not-kept", error.message, "Answers are not kept: asking again is paid for again.")])
        return ResponseCache()


def client_for(server: str | None, model: str | None, local_only: bool | None) -> "ChatClient":
    """Return the server that the options and settings name. Raises SettingsError when they name none, or one not
    allowed."""
    from capassist.errors import SettingsError
    from capassist.llm.capabilities import CapabilityStore
    from capassist.llm.client import ChatClient
    from capassist.settings import SERVERS, ModelOptions, load_settings, memory_file, needed_key

    options = ModelOptions(server=server, model=model, local_only=local_only)
    settings = load_settings(options, None, os.environ)
    named = settings.allowed_server()
    if named is None:
        raise SettingsError(
            "No server is named.",
            f"Name one with --server: an address, or one of {', '.join(SERVERS)}, azure:RESOURCE.",
        )
    return ChatClient(
        named,
        settings.model.value or "",
        needed_key(named, os.environ),
        settings.timeout.value,
        capability_store=CapabilityStore(memory_file()),
    )
