"""The command line: options in, parts built, one workflow call, its result shown. Exit codes are picked in `Commands.invoke`."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from capassist.errors import EXIT_BUG, EXIT_INTERRUPTED, CapassistError, UsageError

if TYPE_CHECKING:
    from capassist.model import Draft, Figure, Problem
    from capassist.ports import Captioner
    from capassist.session import Session
    from capassist.settings import Settings
    from capassist.workflow import Desk


class Commands(TyperGroup):
    """The command group whose `invoke` is the one place that turns errors into exit codes.

    Plain Typer exits with 1 for crashes and for Ctrl-D, which would look like findings of `check`.
    """

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own Context, by its public name
        """Run the command; show an error as one sentence with the way on."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.TyperException):
            raise
        except CapassistError as error:
            _show(error, as_json=ctx.meta.get("json", False))
            raise typer.Exit(error.exit_code) from error
        except (KeyboardInterrupt, EOFError, typer.Abort) as error:
            typer.echo("\nInterrupted. What was decided is saved; the same command goes on from there.", err=True)
            raise typer.Exit(EXIT_INTERRUPTED) from error
        except BrokenPipeError as error:  # `capassist scan | head`: the reader has what it wants
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from error
        except Exception as error:
            typer.echo(f"capassist: a bug, sorry ({type(error).__name__}). The traceback is in {_log()}", err=True)
            raise typer.Exit(EXIT_BUG) from error


app = typer.Typer(
    cls=Commands,
    help="Drafts the missing figure captions of your paper in your own style, and writes the ones you accept into the .tex.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time and reads the same in every terminal
    pretty_exceptions_enable=False,  # a traceback with locals would print keys
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
key_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Keep a server's API key in the system's keyring."
)
app.add_typer(key_app, name="key")


def _as_json(ctx: typer.Context, value: bool) -> bool:
    ctx.meta["json"] = value
    return value


def _version(value: bool) -> None:
    if value:
        from capassist import __version__

        typer.echo(f"capassist {__version__}")
        raise typer.Exit


DraftPath = Annotated[
    Path, typer.Argument(metavar="DRAFT", help="A LaTeX folder, a .tex file or a PDF.", show_default=False)
]
FigureNames = Annotated[
    list[str] | None,
    typer.Option("--figure", "-f", metavar="ID", help="Only this figure: its label, id or printed number. Repeatable."),
]
AsJson = Annotated[bool, typer.Option("--json", callback=_as_json, help="Print the result as JSON, and nothing else.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Password = Annotated[
    str | None,
    typer.Option(envvar="CAPASSIST_PDF_PASSWORD", show_default=False, help="The password of an encrypted PDF."),
]
Server = Annotated[
    str | None,
    typer.Option(metavar="URL", help="An OpenAI-compatible server. Without one nothing leaves this machine."),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="The server's vision model.")]
OPENAI = "https://api.openai.com/v1"
KeyServer = Annotated[str, typer.Argument(metavar="[URL]", help="The server, as in --server.")]
ProfileSize = Annotated[
    int | None,
    typer.Option("--profile", min=0, metavar="N", help="How many of your captions to imitate.", show_default=False),
]


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def scan(draft: DraftPath, json_: AsJson = False, password: Password = None) -> None:
    """List the draft's figures and which captions are missing.

    \b
    Examples:
      capassist scan paper/
      capassist scan paper.pdf --json > figures.json
    """
    from capassist.terminal import records, tables
    from capassist.terminal.console import output

    paper = _open(draft, password)
    if json_:
        _print_json(records.scan_record(paper))
    else:
        output().print(tables.scan_table(paper))


@app.command()
def suggest(
    draft: DraftPath,
    figure: FigureNames = None,
    server: Server = None,
    model: Model = None,
    profile: ProfileSize = None,
    json_: AsJson = False,
    password: Password = None,
) -> None:
    """Draft a caption for each figure that lacks one.

    Each draft is shown with the sentences and captions it rests on, and kept for the review.

    \b
    Examples:
      capassist suggest paper/
      capassist suggest paper/ --figure fig:latency
      capassist suggest paper/ --server http://localhost:11434/v1 --model qwen3-vl
    """
    from capassist.terminal import records, tables
    from capassist.terminal.console import messages, output
    from capassist.terminal.progress import drafting
    from capassist.workflow import Failure, choose_figures
    from capassist.workflow import suggest as draft_all

    paper = _open(draft, password)
    figures = choose_figures(paper, figure or [])
    with (
        _desk(paper, password, server=server, model=model, profile=profile) as desk,
        drafting(total=len(figures), captioner=desk.captioner.name) as progress,
    ):
        results = [progress(result) for result in draft_all(desk, figures)]
    failed = [result for result in results if isinstance(result, Failure)]
    drafted = [result for result in results if not isinstance(result, Failure)]
    if json_:
        _print_json(
            records.drafts_record(
                [(result.candidate, result.findings) for result in drafted],
                [(failure.figure, failure.error) for failure in failed],
            )
        )
    else:
        for result in drafted:
            output().print(tables.suggestion(result.figure, result.candidate, result.profile, result.findings))
        messages().print(tables.next_step(paper, drafted=len(drafted), wanted=len(figures)))
        for failure in failed:
            _show(failure.error, figure=failure.figure)
    if failed:
        raise typer.Exit(failed[0].error.exit_code)


@app.command()
def review(
    draft: DraftPath,
    figure: FigureNames = None,
    server: Server = None,
    model: Model = None,
    profile: ProfileSize = None,
    password: Password = None,
) -> None:
    """Decide on each draft in the terminal.

    One key accepts, edits, asks for another draft, skips, goes back or undoes. Every decision is saved when it is made:
    quit at any time, the same command goes on from there.

    \b
    Examples:
      capassist review paper/
      capassist review paper/ --figure 3
    """
    from capassist import workflow
    from capassist.terminal import tables
    from capassist.terminal.console import messages
    from capassist.terminal.review import choose_reviewer, require_terminal

    require_terminal()
    paper = _open(draft, password)
    figures = workflow.choose_figures(paper, figure or [])
    with _desk(paper, password, server=server, model=model, profile=profile) as desk:
        waiting = figures if figure else workflow.undecided(desk.session, figures)
        workflow.review(desk, waiting, choose_reviewer())
        messages().print(tables.review_summary(paper, [desk.session.decision(figure.id) for figure in figures]))


@app.command()
def apply(
    draft: DraftPath,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Decisions from a file, not from the review.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    yes: Yes = False,
    json_: AsJson = False,
    password: Password = None,
) -> None:
    """Write the accepted captions into the .tex.

    The diff is shown first, and nothing but the captions changes. For a PDF: captions.md and captions.json beside it.

    \b
    Examples:
      capassist apply paper/ --dry-run
      capassist apply paper/ --decisions drafts.json --yes
    """
    from capassist import workflow
    from capassist.drafts.writeback import Receipt
    from capassist.session import read_decisions
    from capassist.terminal import records, tables
    from capassist.terminal.console import messages, output

    if not (yes or dry_run):
        _require_answer("--yes writes without asking, --dry-run only shows what would be written.")
    chosen = read_decisions(decisions) if decisions else None
    paper = _open(draft, password)
    with _session(paper) as session:
        plan = workflow.plan_reviewed(paper, session) if chosen is None else workflow.plan_decided(paper, chosen)
        if not json_:
            output().print(tables.changes(plan.diff))
        wanted = plan.decisions and not dry_run
        if wanted and (yes or _confirmed(f"Write {len(plan.decisions)} caption(s)?")):
            receipt = workflow.carry_out(plan, session, lambda path: _open(path, password))
        else:
            receipt = Receipt((), ())
    notes = plan.notes + receipt.notes
    if json_:
        _print_json(records.written_record(receipt.files, receipt.figures, notes, plan.diff))
    else:
        messages().print(tables.written(receipt.files, notes))


@app.command()
def undo(draft: DraftPath, yes: Yes = False, json_: AsJson = False) -> None:
    """Take the last apply back.

    Each file gets the bytes it had, if nobody changed it since.

    \b
    Example:
      capassist undo paper/
    """
    from capassist import workflow
    from capassist.drafts.writeback import Receipt
    from capassist.terminal import records, tables
    from capassist.terminal.console import messages

    if not yes:
        _require_answer("--yes takes the last apply back without asking.")
    paper = _open(draft, None)
    with _session(paper) as session:
        if yes or _confirmed("Take the last apply back?"):
            receipt = workflow.take_back(paper, session)
        else:
            receipt = Receipt((), ())
    if json_:
        _print_json(records.written_record(receipt.files, receipt.figures, receipt.notes, ""))
    else:
        messages().print(tables.written(receipt.files, receipt.notes))


@app.command()
def config(
    draft: Annotated[
        Path | None, typer.Argument(metavar="[DRAFT]", help="With this draft's own settings.", show_default=False)
    ] = None,
    json_: AsJson = False,
) -> None:
    """Print every setting and where it comes from.

    \b
    Example:
      capassist config paper/
    """
    from capassist.settings import load_settings
    from capassist.terminal import records, tables
    from capassist.terminal.console import output

    root = draft.parent if draft and draft.is_file() else draft
    settings = load_settings({}, root, os.environ)
    if json_:
        _print_json(records.settings_record(settings))
    else:
        output().print(tables.settings_table(settings))
    _warn(settings.problems)


@key_app.command("set")
def key_set(server: KeyServer = OPENAI) -> None:
    """Ask for a server's key and keep it in the system's keyring.

    \b
    Examples:
      capassist key set https://openrouter.ai/api/v1
      pass show openrouter | capassist key set https://openrouter.ai/api/v1
    """
    from capassist.settings import host_of, store_key

    host = host_of(server)
    text = typer.prompt(f"Key for {host}", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    key = store_key(host, text)
    typer.echo(f"The key for {host} is in {key.source}.", err=True)


@key_app.command("show")
def key_show(server: KeyServer = OPENAI) -> None:
    """Say whether there is a key for a server, and where it comes from; never the key itself.

    \b
    Example:
      capassist key show https://openrouter.ai/api/v1
    """
    from capassist.errors import SettingsError
    from capassist.settings import find_key, host_of

    host = host_of(server)
    key = find_key(host, os.environ)
    if key is None:
        raise SettingsError(
            f"There is no key for {host}.", "Store one with `capassist key set`, or set CAPASSIST_API_KEY."
        )
    typer.echo(f"{host}: {key} from {key.source}")


@key_app.command("delete")
def key_delete(server: KeyServer = OPENAI) -> None:
    """Delete a server's key from the system's keyring.

    \b
    Example:
      capassist key delete https://openrouter.ai/api/v1
    """
    from capassist.settings import delete_key, host_of

    host = host_of(server)
    delete_key(host)
    typer.echo(f"The key for {host} is deleted.", err=True)


# The parts ----------------------------------------------------------------------------------------------------------------


def _open(path: Path, password: str | None) -> "Draft":
    from capassist.drafts import open_draft

    return open_draft(path, password)


def _session(paper: "Draft") -> "Session":
    from capassist.session import Session

    return Session.open(paper.root, paper.main)


@contextmanager
def _desk(paper: "Draft", password: str | None, **flags: object) -> "Iterator[Desk]":
    """Yield all that drafting needs, with the captioner that the settings ask for, and the draft's session open."""
    from capassist.settings import load_settings
    from capassist.workflow import Desk

    settings = load_settings(flags, paper.root, os.environ)
    _warn(settings.problems)
    captioner = _captioner(paper, password, settings)
    with _session(paper) as session:
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


# What is shown ------------------------------------------------------------------------------------------------------------


def _print_json(record: dict[str, Any]) -> None:
    typer.echo(json.dumps(record, indent=2, ensure_ascii=True))


def _warn(problems: "Iterable[Problem]") -> None:
    from capassist.terminal import tables
    from capassist.terminal.console import messages

    for problem in problems:
        messages().print(tables.problem_line(problem))


def _show(error: CapassistError, *, as_json: bool = False, figure: "Figure | None" = None) -> None:
    from capassist.terminal.console import messages, show_error
    from capassist.terminal.records import error_record

    if as_json:
        _print_json(error_record(error))
    show_error(error, messages(), figure)


def _require_answer(way_on: str) -> None:
    """Raise UsageError before any work when the question could not be answered."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("There is no terminal to ask in.", way_on)


def _confirmed(question: str) -> bool:
    return bool(typer.confirm(question, default=False, err=True))


def _log() -> Path:
    """Write the current traceback, without values of variables, into a new file that only the user can read."""
    import tempfile
    import traceback

    descriptor, name = tempfile.mkstemp(prefix="capassist-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"capassist {' '.join(sys.argv[1:])}\nPython {sys.version}\n\n{traceback.format_exc()}")
    return Path(name)
