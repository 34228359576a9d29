"""The command line: options in, parts built, one workflow call, its result shown."""

from typing import Annotated

import typer

from capassist.cli.commands.apply import apply
from capassist.cli.commands.bench import any_cap, capeval, lamp_cap, score
from capassist.cli.commands.check import check
from capassist.cli.commands.config import config_init, config_show
from capassist.cli.commands.dataset import build
from capassist.cli.commands.disclose import disclose
from capassist.cli.commands.doctor import doctor
from capassist.cli.commands.evaluate import evaluate
from capassist.cli.commands.export import preferences, training
from capassist.cli.commands.key import key_delete, key_set, key_show
from capassist.cli.commands.library import library_add, library_list, library_remove, library_show
from capassist.cli.commands.model import compare, fine_tune, history, promote, rollback
from capassist.cli.commands.models import models
from capassist.cli.commands.profile import profile
from capassist.cli.commands.report import report
from capassist.cli.commands.review import review
from capassist.cli.commands.scan import scan
from capassist.cli.commands.suggest import suggest
from capassist.cli.commands.undo import undo
from capassist.cli.group import Commands, WithDefault
from capassist.cli.plain_options import PlainCommand, PlainGroup

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
"""
_MODEL = """Train models on what you chose, and use those that are better.

\b
Examples:
  capassist model fine-tune training/ --server URL --model BASE
  capassist model compare BASE TUNED --data training/ --server URL
  capassist model promote TUNED --server URL
"""
_DATASET = """Make a benchmark of your own papers.

\b
Example:
  capassist dataset build papers/*/ --output mine
"""

app = typer.Typer(
    cls=Commands,
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time and reads the same in every terminal
    pretty_exceptions_enable=False,  # a traceback with locals would print keys
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (scan, profile, suggest, review, report, check, apply, undo, disclose, evaluate, models, doctor):
    app.command(cls=PlainCommand)(command)

config = typer.Typer(cls=WithDefault, rich_markup_mode=None, help=_CONFIG)
config.command("show", cls=PlainCommand)(config_show)
config.command("init", cls=PlainCommand)(config_init)
app.add_typer(config, name="config")

key = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, help=_KEY)
key.command("set", cls=PlainCommand)(key_set)
key.command("show", cls=PlainCommand)(key_show)
key.command("delete", cls=PlainCommand)(key_delete)
app.add_typer(key, name="key")

library = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, help=_LIBRARY)
library.command("add", cls=PlainCommand)(library_add)
library.command("list", cls=PlainCommand)(library_list)
library.command("show", cls=PlainCommand)(library_show)
library.command("remove", cls=PlainCommand)(library_remove)
app.add_typer(library, name="library")

export = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, help=_EXPORT)
export.command("preferences", cls=PlainCommand)(preferences)
export.command("training", cls=PlainCommand)(training)
app.add_typer(export, name="export")

model = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, help=_MODEL)
model.command("fine-tune", cls=PlainCommand)(fine_tune)
model.command("compare", cls=PlainCommand)(compare)
model.command("promote", cls=PlainCommand)(promote)
model.command("rollback", cls=PlainCommand)(rollback)
model.command("history", cls=PlainCommand)(history)
app.add_typer(model, name="model")

dataset = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, help=_DATASET)
dataset.command("build", cls=PlainCommand)(build)
app.add_typer(dataset, name="dataset")


bench = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, help=_BENCH)
bench.command("lamp-cap", cls=PlainCommand)(lamp_cap)
bench.command("any-cap", cls=PlainCommand)(any_cap)
bench.command("capeval", cls=PlainCommand)(capeval)
bench.command("score", cls=PlainCommand)(score)
app.add_typer(bench, name="bench")


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
