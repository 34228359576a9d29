"""What the draft's own file says of captions: the tables [style] and [rules] of capassist.toml. All of it is taste."""

from pathlib import Path
from typing import Any

from capassist.errors import SettingsError
from capassist.files import DRAFT_FILE
from capassist.model import Author, StandingRules
from capassist.settings.values import read_toml

_LONGEST = 200  # characters of one rule
_SWITCHES = ("final_period", "title_sentence", "panel_bold", "colours", "takeaway")
_CHOICES = {
    "panel_form": ("(a)", "(A)", "a)", "A)", "a", "A", "left/right"),
    "opening": ("noun phrase", "statement", "panel label"),
    "tense": ("present", "past"),
    "voice": ("active", "passive", "we"),
    "figure_word": ("Fig.", "Figure"),
}
TRAITS = ("words", *_SWITCHES, *_CHOICES)  # what may stand in [style]
_EXAMPLES = {
    "call": 'call = { "our method" = "FastNet" }',
    "always": 'always = ["n ="]',
    "never": 'never = ["novel"]',
}
RULES = tuple(_EXAMPLES)  # what may stand in [rules]


def load_author(root: Path) -> Author:
    """Return what the draft in this folder wants of captions. Raises SettingsError for a value that is wrong, with its
    table."""
    path = root / DRAFT_FILE
    entries = read_toml(path, DRAFT_FILE)[1] if path.is_file() else {}
    style = tuple((_field(name), _checked(name, value)) for name, value in _table(entries, "style").items())
    return Author(_rules(_table(entries, "rules")), style)


def _table(entries: dict[str, object], name: str) -> dict[str, Any]:
    table = entries.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{DRAFT_FILE}: {name} must be a table.", f"Write [{name}] and its entries below it.")
    return table


def _field(name: str) -> str:
    return "median_words" if name == "words" else name


def _checked(name: str, value: object) -> object:
    if name == "words":
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 1000:
            return value
        raise SettingsError(f"{DRAFT_FILE}: words in [style] must be a number from 1 to 1000.", "words = 30")
    if name in _SWITCHES:
        if isinstance(value, bool):
            return value
        raise SettingsError(f"{DRAFT_FILE}: {name} in [style] must be true or false.")
    if name not in _CHOICES:
        raise SettingsError(f"{DRAFT_FILE}: [style] has no {name}.", f"Known: {', '.join(TRAITS)}.")
    if value not in _CHOICES[name]:
        raise SettingsError(f"{DRAFT_FILE}: {name} in [style] must be one of {', '.join(_CHOICES[name])}.")
    return value


def _rules(table: dict[str, Any]) -> StandingRules:
    for name in table:
        if name not in _EXAMPLES:
            raise SettingsError(f"{DRAFT_FILE}: [rules] has no {name}.", f"Known: {', '.join(RULES)}.")
    call = table.get("call", {})
    if not isinstance(call, dict) or not all(map(_is_text, (*call, *call.values()))):
        raise _wrong("call")
    lists = {name: table.get(name, []) for name in ("always", "never")}
    for name, value in lists.items():
        if not isinstance(value, list) or not all(map(_is_text, value)):
            raise _wrong(name)
    return StandingRules(tuple(call.items()), tuple(lists["always"]), tuple(lists["never"]))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST and value.isprintable()


def _wrong(name: str) -> SettingsError:
    return SettingsError(f"{DRAFT_FILE}: {name} in [rules] cannot be read.", f"Write it like this: {_EXAMPLES[name]}")
