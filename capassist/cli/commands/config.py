"""config: every setting, and where it comes from."""

import os
from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson
from capassist.cli.output import print_json, warn


def config(
    draft: Annotated[
        Path | None, typer.Argument(metavar="DRAFT", help="With this draft's own settings.", show_default=False)
    ] = None,
    json_: AsJson = False,
) -> None:
    """Print every setting and where it comes from.

    For a draft, those of its own file, too.

    \b
    Examples:
      capassist config
      capassist config paper/ --json
    """
    from capassist.drafts import require_draft
    from capassist.settings import ModelOptions, draft_tables, load_settings
    from capassist.terminal import records, tables
    from capassist.terminal.console import output

    if draft:
        require_draft(draft)
    root = draft.parent if draft and draft.is_file() else draft
    settings = load_settings(ModelOptions(), root, os.environ)
    rows = [*settings, *(draft_tables(root) if root else ())]
    warn(settings.problems)
    if json_:
        print_json(records.settings_record(rows))
    else:
        output().print(tables.settings_table(rows))
