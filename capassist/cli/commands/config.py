"""config: every setting and where it comes from, and files of settings to begin with."""

import os
from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson
from capassist.cli.output import Result, warn


def config_show(
    draft: Annotated[
        Path | None, typer.Argument(metavar="DRAFT", help="With this draft's own settings.", show_default=False)
    ] = None,
    json_: AsJson = False,
) -> Result:
    """Print every setting and where it comes from.

    For a draft, those of its own file, too. It is what `capassist config` does, too.

    \b
    Examples:
      capassist config show
      capassist config show paper/ --json
    """
    from capassist.settings import ModelOptions, draft_tables, load_settings
    from capassist.terminal import json_records, tables

    root = _root(draft)
    settings = load_settings(ModelOptions(), root, os.environ)
    rows = [*settings, *(draft_tables(root) if root else ())]
    warn(settings.problems)
    return Result(json_records.settings_record(rows) if json_ else [tables.settings_table(rows)])


def config_init(
    draft: Annotated[
        Path | None,
        typer.Argument(
            metavar="DRAFT", help="For this draft; without one, for all that you write.", show_default=False
        ),
    ] = None,
) -> Result:
    """Write a file of settings to begin with.

    Every entry stands in it as a remark with what it does. For a draft it is capassist.toml beside it, which your
    co-authors share. A file that is there already stays as it is.

    \b
    Examples:
      capassist config init
      capassist config init paper/
    """
    from capassist.files import DRAFT_FILE
    from capassist.settings import starters
    from capassist.settings.values import user_file

    root = _root(draft)
    path, text = (root / DRAFT_FILE, starters.DRAFT) if root else (user_file(os.environ), starters.USER)
    starters.write_starter(path, text)
    return Result(said=[f"Written: {path}. Take the remark sign away from what you want to change."])


def _root(draft: Path | None) -> Path | None:
    """Return the folder that the draft's own settings stand in. Raises DraftError where there is no draft."""
    from capassist.drafts import require_draft

    if draft:
        require_draft(draft)
    return draft.parent if draft and draft.is_file() else draft
