"""Findings in SARIF 2.1.0, the form that code hosts and editors read (OASIS, 27 March 2020)."""

from typing import Any
from urllib.parse import quote

from capassist import __version__
from capassist.model import Draft
from capassist.rules import RULES, Checked, Rule, Violation
from capassist.rules.baseline import fingerprint
from capassist.terminal.findings import shown_path
from capassist.terminal.json_records import Record
from capassist.text.safe import safe_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_log(draft: Draft, checked: Checked) -> Record:
    """Return a log of one run."""
    named = {violation.code for violation in checked.violations} | {rule.code for rule in checked.withheld}
    codes = sorted(named)
    rules = [rule for rule in RULES if rule.code in codes]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "capassist", "version": __version__, "rules": [_rule(rule) for rule in rules]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(draft, violation, codes) for violation in checked.violations],
                "invocations": [_invocation(checked)],
            }
        ],
    }


def _invocation(checked: Checked) -> dict[str, Any]:
    """Return how the run went: which rules were not checked, as not all of the paper was read."""
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": {"text": f"{rule.name} was not checked. {' '.join(checked.unread)}"},
                "associatedRule": {"id": rule.code},
            }
            for rule in checked.withheld
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    page = rule.page
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.what},
        "fullDescription": {"text": page.why},
        "help": {"text": f"Bad:\n{page.bad}\n\nGood:\n{page.good}\n\nSource: {page.source}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(draft: Draft, violation: Violation, codes: list[str]) -> dict[str, Any]:
    source = violation.source
    result: dict[str, Any] = {
        "ruleId": violation.code,
        "ruleIndex": codes.index(violation.code),
        "level": _LEVELS[violation.severity],
        "message": {"text": safe_text(violation.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(draft, source.file)},
                    "region": {"startLine": source.line, "startColumn": source.column},
                }
            }
        ],
        "partialFingerprints": {"capassist/1": fingerprint(violation)},
    }
    if violation.replacements:
        result["fixes"] = [_fix(draft, violation)]
    return result


def _fix(draft: Draft, violation: Violation) -> dict[str, Any]:
    files = dict.fromkeys(replacement.file for replacement in violation.replacements)
    return {
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(draft, file)},
                "replacements": [
                    {
                        "deletedRegion": {"charOffset": one.start, "charLength": one.end - one.start},
                        "insertedContent": {"text": one.new},
                    }
                    for one in violation.replacements
                    if one.file == file
                ],
            }
            for file in files
        ]
    }


def _uri(draft: Draft, file: str) -> str:
    return quote(shown_path(draft, file), safe="/")
