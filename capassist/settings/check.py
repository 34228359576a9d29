"""What the draft's own file says of checking: the table [check] of capassist.toml. All of it is taste."""

from dataclasses import dataclass
from pathlib import Path

from capassist.errors import SettingsError
from capassist.files import DRAFT_FILE
from capassist.settings.values import read_toml

_LISTS = ("select", "ignore")
_WORDS = ("venue", "fail-on", "baseline")
CHECKS = (*_LISTS, *_WORDS)  # what may stand in [check]


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Rules by code or name, a venue, the lightest severity that fails, a baseline file in the draft; None or empty
    where not set."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    venue: str | None = None
    fail_on: str | None = None
    baseline: str | None = None


def load_check_settings(root: Path) -> CheckSettings:
    """Return what the draft in this folder asks for. Raises SettingsError for a file or value that is wrong."""
    path = root / DRAFT_FILE
    table = read_toml(path, DRAFT_FILE)[1].get("check", {}) if path.is_file() else {}
    if not isinstance(table, dict):
        raise SettingsError(f"{DRAFT_FILE}: check must be a table.", 'Write [check] and below it ignore = ["C008"].')
    for name, value in table.items():
        if name not in CHECKS:
            raise SettingsError(f"{DRAFT_FILE}: [check] has no {name}.", f"Known: {', '.join(CHECKS)}.")
        listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not (listed if name in _LISTS else isinstance(value, str)):
            form = '["C005", "C006"]' if name in _LISTS else '"…"'
            raise SettingsError(f"{DRAFT_FILE}: {name} in [check] must look like {form}.")
    return CheckSettings(
        tuple(table.get("select", ())),
        tuple(table.get("ignore", ())),
        table.get("venue"),
        table.get("fail-on"),
        table.get("baseline"),
    )
