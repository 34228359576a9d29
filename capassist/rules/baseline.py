"""Findings that are known and left for later: a file that hides them until they are gone, and shows every new one."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from capassist.errors import SettingsError
from capassist.rules.rule import Violation

_SCHEMA = "capassist.baseline/1"


def fingerprint(violation: Violation) -> str:
    """Return what names a finding while lines move: its rule, file and figure, and what of them it is about."""
    parts = (violation.code, violation.source.file, violation.figure or "", violation.subject)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def baseline_text(violations: Iterable[Violation]) -> str:
    """Return the baseline file that hides these findings."""
    entries = [{"code": v.code, "file": v.source.file, "fingerprint": fingerprint(v)} for v in violations]
    return json.dumps({"schema": _SCHEMA, "findings": entries}, indent=2, ensure_ascii=True) + "\n"


def without_baseline(violations: Sequence[Violation], text: str, name: str) -> tuple[Violation, ...]:
    """Return the findings that a baseline file, by its text, does not hide; each entry hides one.

    Raises SettingsError, which calls the file by `name`, for a text that is no baseline.
    """
    try:
        record = json.loads(text)
        if record["schema"] != _SCHEMA:
            raise ValueError
        known = Counter(str(entry["fingerprint"]) for entry in record["findings"])
    except (ValueError, LookupError, TypeError) as error:
        raise SettingsError(f"{name} is no baseline file.", "Write a new one with --write-baseline.") from error
    kept = []
    for violation in violations:
        known[fingerprint(violation)] -= 1
        if known[fingerprint(violation)] < 0:
            kept.append(violation)
    return tuple(kept)
