"""The author's standing rules, kept by code: whatever a model made of them, a caption that breaks one is marked."""

import re
from collections.abc import Iterator

from capassist.model import DraftKind, Finding, StandingRules
from capassist.text.latex import to_plain


def author_rule_findings(text: str, markup: DraftKind, rules: StandingRules) -> Iterator[Finding]:
    """Yield a finding for each rule that the text breaks."""
    for word in rules.never:
        for match in _whole(word).finditer(text):
            yield Finding("rule", f"“{match.group()}” is a word that you want in no caption.", match.span())
    for wrong, right in rules.call:
        for match in _whole(wrong).finditer(text):
            yield Finding("rule", f"You call it {right}, not “{match.group()}”.", match.span())
    shown = f"{text} {to_plain(text)}" if markup == "latex" else text
    for wanted in rules.always:
        if not _whole(wanted).search(shown):
            yield Finding("rule", f"You want “{wanted}” in every caption.")


def _whole(words: str) -> re.Pattern[str]:
    """Return a pattern for whole words, with any white space between them."""
    parts = r"[\s~]*".join(map(re.escape, words.split())) if not words.replace(" ", "").isalnum() else ""
    inner = parts or r"[\s~]+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){inner}(?!\w)" if words[-1:].isalnum() else rf"(?<!\w){inner}", re.IGNORECASE)
