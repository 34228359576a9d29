"""check: the pages of rules, and findings without those that a baseline lists."""

from pathlib import Path
from typing import TYPE_CHECKING

from capassist.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capassist.rules import Violation


def without_known(violations: "Sequence[Violation]", baseline: Path | None) -> "tuple[Violation, ...]":
    """Return the findings that the baseline does not list. Raises SettingsError where it cannot be read."""
    from capassist.files import read_text
    from capassist.rules.baseline import without_baseline

    if baseline is None:
        return tuple(violations)
    try:
        text = read_text(baseline)
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{baseline} cannot be read.", "Write it with --write-baseline.") from error
    return without_baseline(violations, text, str(baseline))


def print_pages(name: str) -> None:
    """Print the page of a rule, or of all."""
    from capassist.rules import RULES, rule_named
    from capassist.terminal.console import output
    from capassist.terminal.findings import rule_page

    for rule in RULES if name.upper() == "ALL" else [rule_named(name)]:
        output().print(rule_page(rule))
        output().print()
