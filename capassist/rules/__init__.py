"""Rules: what is wrong with the figures and captions of a paper, found without a model and without a network.

A rule is a function with a code and a docstring that is its page in the documentation. Rules that need eyes only pass
on the opinions of a model, which somebody else asked.
"""

from capassist.rules.aspects import aspects_of
from capassist.rules.catalogue import RULES, rule_named
from capassist.rules.rule import Rule, Violation
from capassist.rules.selection import Checked, Selection, check
from capassist.rules.venues import SEVERITIES, VENUES, Severity, venue_named

__all__ = [
    "RULES",
    "SEVERITIES",
    "VENUES",
    "Checked",
    "Rule",
    "Selection",
    "Severity",
    "Violation",
    "aspects_of",
    "check",
    "rule_named",
    "venue_named",
]
