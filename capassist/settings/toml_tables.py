"""The tables of the draft's own file as they are set, for `config`: [style], [rules] and [check]."""

from collections.abc import Iterator
from pathlib import Path

from capassist.files import DRAFT_FILE
from capassist.settings.author import RULES, TRAITS, load_author
from capassist.settings.check import CHECKS, load_check_settings
from capassist.settings.values import entry_line, read_toml

_TABLES = {"style": TRAITS, "rules": RULES, "check": CHECKS}


def draft_tables(root: Path) -> Iterator[tuple[str, object, str]]:
    """Yield (name, value, source) of all that these tables may hold: ("style.words", 30, "capassist.toml:4").

    What is not set is None, by "default". Raises SettingsError for a value that is wrong.
    """
    load_author(root)
    load_check_settings(root)
    path = root / DRAFT_FILE
    text, entries = read_toml(path, DRAFT_FILE) if path.is_file() else ("", {})
    for table, names in _TABLES.items():
        found = entries.get(table)
        values = found if isinstance(found, dict) else {}
        for name in names:
            source = f"{DRAFT_FILE}{entry_line(text, name, table)}" if name in values else "default"
            yield f"{table}.{name}", values.get(name), source
