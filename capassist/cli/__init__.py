"""The command line: options in, parts built, one workflow call, its result shown."""

from collections.abc import Callable
from typing import Annotated

import typer

from capassist.cli.commands.apply import apply
from capassist.cli.commands.bench import any_cap, capeval, lamp_cap, score
from capassist.cli.commands.bench_blind import blind
from capassist.cli.commands.bench_diagnostics import diagnostics
from capassist.cli.commands.bench_voice import voice_trial
from capassist.cli.commands.check import check
from capassist.cli.commands.config import config_init, config_show
from capassist.cli.commands.dataset import build
from capassist.cli.commands.disclose import disclose
from capassist.cli.commands.doctor import doctor
from capassist.cli.commands.evaluate import evaluate
from capassist.cli.commands.export import preferences, training
from capassist.cli.commands.history import history
from capassist.cli.commands.key import key_delete, key_set, key_show
from capassist.cli.commands.library import library_add, library_list, library_remove, library_show
from capassist.cli.commands.model import compare, fine_tune, model_history, promote, rollback
from capassist.cli.commands.models import models
from capassist.cli.commands.profile import profile
from capassist.cli.commands.report import report
from capassist.cli.commands.review import review
from capassist.cli.commands.scan import scan
from capassist.cli.commands.suggest import suggest
from capassist.cli.commands.undo import undo
from capassist.cli.commands.voice import voice_compare, voice_rank, voice_remove, voice_show, voice_train
from capassist.cli.group import Commands, WithDefault
from capassist.cli.output import Result
from capassist.cli.plain_options import PlainGroup

__all__ = ["app"]

_HELP = """Drafts the missing figure captions of your paper in your own style, and writes the ones you accept into
the .tex.

\b
Examples:
  capassist suggest paper/
  capassist review paper/
  capassist apply paper/
"""
_CONFIG = """Print every setting and where it comes from, or begin a file.

\b
Examples:
  capassist config
  capassist config paper/
  capassist config init
"""
_KEY = """Keep a server's API key in the system's keyring.

\b
Examples:
  capassist key set openai
  capassist key show openai
"""
_LIBRARY = """Keep the captions of your earlier papers, to learn from.

\b
Examples:
  capassist library add thesis.pdf ~/papers/icml24/
  capassist library list
"""
_EXPORT = """Take along what you decided, and what to train a model on.

\b
Examples:
  capassist export preferences paper/ --output preferences.jsonl
  capassist export training papers/*/ --output training
"""
_BENCH = """Measure on the published benchmarks of the field.

\b
Examples:
  capassist bench lamp-cap DIR --server URL --model M -o d.jsonl
  capassist bench any-cap DIR --predictions p.json --server URL --model M
  capassist bench capeval QA --predictions p.json --server URL --model M
  capassist bench score --predictions mine.json --references authors.json
  capassist bench blind judge.key.json anna.json ben.json
  capassist bench diagnostics paper/ --server URL --model M
  capassist bench voice mine/ hers/
"""
_MODEL = """Train models on what you chose, and use those that are better.

\b
Examples:
  capassist model fine-tune training/ --server URL --model BASE
  capassist model compare BASE TUNED --data training/ --server URL
  capassist model promote TUNED --server URL
"""
_VOICE = """Tell authors apart by their captions, and order texts by voice.

\b
Examples:
  capassist voice train anna papers/anna*/
  capassist voice compare mine/ hers/
  capassist voice rank drafts.json mine/
"""
_DATASET = """Make a benchmark of your own papers.

\b
Example:
  capassist dataset build papers/*/ --output mine
"""

_COMMANDS: dict[str, Callable[..., Result | None]] = {
    "scan": scan,
    "profile": profile,
    "suggest": suggest,
    "review": review,
    "report": report,
    "check": check,
    "apply": apply,
    "undo": undo,
    "disclose": disclose,
    "history": history,
    "evaluate": evaluate,
    "models": models,
    "doctor": doctor,
}
_GROUPS: dict[str, tuple[type[PlainGroup], str]] = {
    "config": (WithDefault.of({"show": config_show, "init": config_init}), _CONFIG),
    "key": (PlainGroup.of({"set": key_set, "show": key_show, "delete": key_delete}), _KEY),
    "library": (
        PlainGroup.of({"add": library_add, "list": library_list, "show": library_show, "remove": library_remove}),
        _LIBRARY,
    ),
    "export": (PlainGroup.of({"preferences": preferences, "training": training}), _EXPORT),
    "model": (
        PlainGroup.of(
            {
                "fine-tune": fine_tune,
                "compare": compare,
                "promote": promote,
                "rollback": rollback,
                "history": model_history,
            }
        ),
        _MODEL,
    ),
    "dataset": (PlainGroup.of({"build": build}), _DATASET),
    "voice": (
        PlainGroup.of(
            {
                "train": voice_train,
                "show": voice_show,
                "compare": voice_compare,
                "rank": voice_rank,
                "remove": voice_remove,
            }
        ),
        _VOICE,
    ),
    "bench": (
        PlainGroup.of(
            {
                "lamp-cap": lamp_cap,
                "any-cap": any_cap,
                "capeval": capeval,
                "score": score,
                "blind": blind,
                "diagnostics": diagnostics,
                "voice": voice_trial,
            }
        ),
        _BENCH,
    ),
}

app = typer.Typer(
    cls=Commands.of(_COMMANDS),
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time and reads the same in every terminal
    pretty_exceptions_enable=False,  # a traceback with locals would print keys
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, (kind, help_text) in _GROUPS.items():
    group = typer.Typer(
        cls=kind, no_args_is_help=not issubclass(kind, WithDefault), rich_markup_mode=None, help=help_text
    )
    app.add_typer(group, name=name)


def _print_version(value: bool) -> None:
    if value:
        from capassist import __version__

        typer.echo(f"capassist {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
