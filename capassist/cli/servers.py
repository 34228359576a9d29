"""Servers: the captioner that asks one, what is said before anything is sent, and the commands `models` and `doctor`."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from capassist.cli.options import AsJson, LocalOnly, Model, Server
from capassist.cli.shown import print_json, say, show, warn

if TYPE_CHECKING:
    from capassist.captioners.online import Answers, Meter, OnlineCritic, Outlook, Prices
    from capassist.captioners.online.chat import ChatModel
    from capassist.captioners.online.doctor import Check
    from capassist.model import CaptionRequest, Draft, Figure
    from capassist.ports import Captioner, ImageLoader
    from capassist.settings import Settings
    from capassist.workflow import Desk, Wish


def captioner_for(
    paper: "Draft",
    password: str | None,
    settings: "Settings",
    *,
    sends: bool = True,
    meter: "Meter | None" = None,
    images: "ImageLoader | None" = None,
    keeps: bool = True,
) -> "Captioner":
    """Return the online captioner where a server and a model are named, else the offline one.

    Where it `sends` nothing, it needs no key. It counts what it spends with a `meter` of its own, or with the one that is given,
    loads the paper's pictures, or those of `images`, and `keeps` its answers beside the paper.
    """
    online = settings.online()
    if online is None:
        from capassist.captioners.offline import OfflineCaptioner

        return OfflineCaptioner()
    from capassist.captioners.online import Answers, Dialects, OnlineCaptioner
    from capassist.choice import broken_rules, chooser
    from capassist.drafts.images import DraftImages
    from capassist.settings import memory_file, needed_key

    server, model = online
    return OnlineCaptioner(
        server,
        model,
        needed_key(server, os.environ) if sends else None,
        images or DraftImages(paper, password),
        settings.timeout.value,
        prompt=settings.prompt.value,
        answers=kept_answers(paper.root) if keeps and sends else Answers(),
        dialects=Dialects(memory_file()),
        meter=meter or meter_for(settings),
        candidates=settings.candidates.value,
        choose=chooser(paper),
        broken_rules=broken_rules,
    )


def critic_for(paper: "Draft", password: str | None, settings: "Settings") -> "OnlineCritic":
    """Return the model that judges pictures. Raises SettingsError where no server and model are named."""
    from capassist.captioners.online import Dialects, OnlineCritic
    from capassist.drafts.images import DraftImages
    from capassist.errors import SettingsError
    from capassist.settings import memory_file, needed_key

    online = settings.online()
    if online is None:
        raise SettingsError("--llm needs a model that sees.", "Name it with --server and --model.")
    server, model = online
    return OnlineCritic(
        server,
        model,
        needed_key(server, os.environ),
        DraftImages(paper, password),
        settings.timeout.value,
        answers=kept_answers(paper.root),
        dialects=Dialects(memory_file()),
        meter=meter_for(settings),
    )


def kept_answers(folder: Path) -> "Answers":
    """Return the answers that are kept in a draft's or a benchmark's folder; where none can be, say so."""
    from capassist.captioners.online import Answers
    from capassist.errors import WriteError
    from capassist.files import own_folder
    from capassist.model import Problem

    try:
        return Answers(own_folder(folder, "answers"))
    except WriteError as error:
        warn([Problem("answers.not-kept", error.message, "Answers are not kept: asking again is paid for again.")])
        return Answers()


def meter_for(settings: "Settings") -> "Meter":
    """Return what counts the tokens of one command, and holds it to the limits that the settings name."""
    from capassist.captioners.online import Meter

    return Meter(settings.max_tokens.value, settings.max_cost.value, prices_of(settings))


def prices_of(settings: "Settings") -> "Prices | None":
    """Return the prices that the user's settings name."""
    from capassist.captioners.online import Prices

    known = settings.prices()
    return Prices(*known) if known else None


def announce(desk: "Desk", figures: "Iterable[Figure]", wish: "Wish | None" = None) -> None:
    """Say on standard error, before the first picture leaves, what goes where and about what it costs."""
    from capassist.workflow import FIRST, pending

    announce_requests(desk.captioner, pending(desk, figures, wish or FIRST))


def announce_requests(captioner: "Captioner", requests: "Iterable[CaptionRequest]") -> None:
    """Say what goes where for requests that are about to be sent, those whose answers are kept left out."""
    from capassist.captioners.online import OnlineCaptioner

    if not isinstance(captioner, OnlineCaptioner):
        return
    requests = list(requests)
    outlook = captioner.outlook(requests)
    announce_outlook(captioner.host, outlook)
    earlier = sorted({found.paper for request in requests for found in request.profile.figures if found.paper})
    if outlook.requests and earlier:
        say(f"Among them captions of your earlier papers: {', '.join(earlier)}.")


def announce_outlook(host: str, outlook: "Outlook") -> None:
    """Say on standard error what is about to be sent where, if anything."""
    from capassist.settings import ModelOptions, load_settings

    if outlook.requests:
        settings = load_settings(ModelOptions(), None, os.environ)  # a price stands in no draft
        say(f"To {host}: {_in_words(outlook, settings)}.")


def _in_words(outlook: "Outlook", settings: "Settings") -> str:
    from capassist.text.words import counted

    counts = (
        (outlook.pictures, f"{counted(outlook.pictures, 'picture')} ({outlook.size / 1000:,.0f} kB)"),
        (outlook.paragraphs, counted(outlook.paragraphs, "paragraph")),
        (outlook.captions, counted(outlook.captions, "caption")),
    )
    held = ", ".join(named for count, named in counts if count)
    sent = f"{counted(outlook.requests, 'request')}{' with ' if held else ''}{held}, about {outlook.tokens_in:,} tokens"
    prices = prices_of(settings)
    if prices is None:
        return sent
    cost = prices.cost(outlook.tokens_in, outlook.tokens_out)
    return f"{sent}; with the answers about {cost:,.4f} at your prices"


def print_requests(desk: "Desk", figures: "Iterable[Figure]", wish: "Wish") -> None:
    """Print the exact requests as JSON (capassist.requests/1), each picture as its size and hash. Nothing is sent."""
    from capassist.captioners.online import OnlineCaptioner
    from capassist.workflow import pending

    online = desk.captioner if isinstance(desk.captioner, OnlineCaptioner) else None
    requests = pending(desk, figures, wish) if online else ()
    bodies = (
        [{"figure": asked.figure.id, "body": body} for asked in requests for body in online.preview(asked)]
        if online
        else []
    )
    if online is None:
        typer.echo("Offline: no server and model are named, so nothing would be sent.", err=True)
    print_json({"schema": "capassist.requests/1", "server": online.server if online else None, "requests": bodies})


def models(server: Server = None, local_only: LocalOnly = None, json_: AsJson = False) -> None:
    """List a server's models.

    \b
    Examples:
      capassist models --server ollama
      capassist models --server openrouter --json
    """
    from capassist.captioners.online.doctor import context_of
    from capassist.text.safe import safe_text

    chat = _chat(server, None, local_only)
    listed = sorted(chat.models(), key=lambda entry: str(entry["id"]))
    if json_:
        rows = [{"id": entry["id"], "context": context_of(entry)} for entry in listed]
        print_json({"schema": "capassist.models/1", "server": chat.server, "models": rows})
        return
    for entry in listed:
        typer.echo(safe_text(entry["id"]).replace("\n", " "))


def doctor(server: Server = None, model: Model = None, local_only: LocalOnly = None, json_: AsJson = False) -> None:
    """Look whether a server can draft captions.

    It is sent one small made-up picture and one question, and nothing of a paper.

    \b
    Examples:
      capassist doctor --server ollama --model qwen3-vl
      capassist doctor --server openai
    """
    from capassist.captioners.online.doctor import SIDE, examine

    chat = _chat(server, model, local_only)
    if chat.model:
        say(f"To {chat.host}: one made-up picture ({SIDE} × {SIDE} pixels) and one question, nothing of a paper.")
    found = []
    for check in examine(chat):
        found.append(check)
        if not json_:
            _print_check(check)
    if json_:
        rows = [{"check": c.name, "state": c.state, "message": c.message, "hint": c.hint} for c in found]
        print_json({"schema": "capassist.doctor/1", "server": chat.server, "model": chat.model or None, "checks": rows})
    if found and (error := found[-1].error):
        raise typer.Exit(error.exit_code)


def _print_check(check: "Check") -> None:
    from capassist.terminal.console import output
    from capassist.terminal.tables import check_line

    if check.error:
        show(check.error)
    else:
        output().print(check_line(check.state, check.name, f"{check.message} {check.hint}"))


def _chat(server: str | None, model: str | None, local_only: bool | None) -> "ChatModel":
    """Return the server that the options and settings name. Raises SettingsError when they name none, or one not allowed."""
    from capassist.captioners.online import Dialects
    from capassist.captioners.online.chat import ChatModel
    from capassist.errors import SettingsError
    from capassist.settings import SERVERS, ModelOptions, load_settings, memory_file, needed_key

    options = ModelOptions(server=server, model=model, local_only=local_only)
    settings = load_settings(options, None, os.environ)
    named = settings.allowed_server()
    if named is None:
        raise SettingsError(
            "No server is named.",
            f"Name one with --server: an address, or one of {', '.join(SERVERS)}, azure:RESOURCE.",
        )
    return ChatModel(
        named,
        settings.model.value or "",
        needed_key(named, os.environ),
        settings.timeout.value,
        dialects=Dialects(memory_file()),
    )
