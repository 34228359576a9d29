"""Running the rules that are wanted over a paper, without what the author said to leave out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from capassist.model import Draft, Finding, Suppression
from capassist.ports import Opinion
from capassist.rules.catalogue import RULES, rules_named
from capassist.rules.paper import NotWhole, Paper
from capassist.rules.rule import Hit, Rule, Violation
from capassist.rules.venues import ANY, Venue

_IGNORE = re.compile(r"ignore\b[:\s]*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run: those named instead of the default ones, without those ignored, as the venue weighs them.

    Of one caption `alone`, without its paper, only those that need no more.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    venue: Venue = ANY
    alone: bool = False

    def rules(self) -> Iterator[Rule]:
        """Yield the rules, with the severity that they have here. Raises UsageError for a name that no rule has."""
        named = frozenset().union(*map(rules_named, self.select))
        ignored = frozenset().union(*map(rules_named, self.ignore))
        for rule in RULES:
            wanted = rule.code in named if named else rule.default or rule.code in self.venue.rules
            if wanted and rule.code not in ignored and (rule.per_caption or not self.alone):
                yield replace(rule, severity=self.venue.rules.get(rule.code, rule.severity))


@dataclass(frozen=True, slots=True)
class Checked:
    """Where a draft breaks rules, in the order of the source, and the rules that would rest on what was not read."""

    violations: tuple[Violation, ...]
    withheld: tuple[Rule, ...] = ()
    unread: tuple[str, ...] = ()  # why not all was read, a sentence each
    nothing_read: bool = False  # neither text nor figures were there, so that no rule could be checked


def check(
    draft: Draft,
    selection: Selection,
    opinions: tuple[Opinion, ...] = (),
    drafted: frozenset[str] = frozenset(),
    warnings: Mapping[str, tuple[Finding, ...]] = MappingProxyType({}),
) -> Checked:
    """Return where the draft breaks the selected rules; those that are judged, by the opinions.

    `drafted` are the ids of the figures with captions in the paper that a model drafted; `warnings` what the guards say
    of captions, by figure.

    A comment `% capassist: ignore C005` takes out what it names: of the float in which or above which it stands, of its
    own line and the next elsewhere, of the whole paper in the preamble. Without names it takes out everything there.
    """
    paper = Paper(draft, selection.venue, opinions, drafted, warnings)
    found: list[Violation] = []
    withheld: list[Rule] = []
    for rule in selection.rules():
        try:
            found.extend(_violation(rule, hit) for hit in rule.check(paper))
        except NotWhole:
            withheld.append(rule)
    in_order = sorted(_kept(draft, found), key=lambda v: (v.source.file, v.source.line, v.source.column, v.code))
    unread = () if selection.alone else paper.unread
    if unread and not (in_order or draft.figures or draft.manuscript.references):
        return Checked((), tuple(selection.rules()), unread, nothing_read=True)
    return Checked(tuple(in_order), tuple(withheld), unread)


def _kept(draft: Draft, found: Iterable[Violation]) -> Iterator[Violation]:
    """Yield what no comment in the source takes out."""
    suppressions = [
        (suppression, codes)
        for suppression in draft.manuscript.suppressions
        if (codes := _ignored(suppression)) is not None
    ]
    for violation in found:
        if not any(_silences(*suppression, violation) for suppression in suppressions):
            yield violation


def _violation(rule: Rule, hit: Hit) -> Violation:
    severity = "warning" if hit.doubtful and rule.severity == "error" else rule.severity
    return Violation(rule.code, rule.name, severity, hit.message, hit.source, hit.figure, hit.replacements, hit.subject)


def _ignored(suppression: Suppression) -> frozenset[str] | None:
    """Return the codes that a suppression names, none for all; None where it is about something else."""
    match = _IGNORE.match(suppression.text)
    if match is None:
        return None
    words = re.findall(r"C\d+|[a-z]+(?:-[a-z]+)+", match[1])
    return frozenset().union(*(_codes(word) for word in words)) if words else frozenset()


def _codes(word: str) -> frozenset[str]:
    """Return the codes that a word of a suppression names; a rule of another version is none of ours."""
    found = frozenset(rule.code for rule in RULES if rule.code.startswith(word) or rule.name == word)
    return found or frozenset({word})


def _silences(suppression: Suppression, codes: frozenset[str], violation: Violation) -> bool:
    if codes and violation.code not in codes:
        return False
    if suppression.everywhere:
        return True
    if suppression.figure is not None:
        return suppression.figure == violation.figure
    same_file = suppression.source.file == violation.source.file
    return same_file and violation.source.line - 1 <= suppression.source.line <= violation.source.line
