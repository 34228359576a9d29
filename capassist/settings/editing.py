"""A file of settings with some of its values changed, and every other character as it was."""

import json
import re
import tomllib
from collections.abc import Mapping

from capassist.errors import SettingsError

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"


def with_entries(text: str, entries: Mapping[str, str], name: str) -> str:
    """Return the TOML of a settings file with these strings in it; entries that it lacks come first.

    Raises SettingsError, which calls the file by `name`, where it says something else afterwards, too: its author wrote
    an entry in a way that is not understood here.
    """
    changed = text
    for key, value in entries.items():
        line = re.compile(rf"^([ \t]*(?:{key}|\"{key}\"|'{key}')[ \t]*=[ \t]*)(?:{_STRING})", re.MULTILINE)
        written = json.dumps(value, ensure_ascii=False)
        found = line.search(changed)
        at, end = found.span() if found else (0, 0)
        before, after = (found[1], "") if found else (f"{key} = ", "\n")
        changed = f"{changed[:at]}{before}{written}{after}{changed[end:]}"
    try:
        kept = tomllib.loads(changed) == {**tomllib.loads(text), **entries}
    except tomllib.TOMLDecodeError:
        kept = False
    if not kept:
        wanted = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items())
        raise SettingsError(f"{name} is written in a way that cannot be changed safely.", f"Put in it: {wanted}")
    return changed
