"""The list of all rules, and how they are named."""

from difflib import get_close_matches

from capassist.errors import UsageError
from capassist.rules import floats, leftovers, references
from capassist.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    floats.missing_caption,
    leftovers.placeholder_caption,
    floats.label_before_caption,
    floats.missing_label,
    references.unreferenced_figure,
    leftovers.literal_number,
    floats.caption_position,
    floats.missing_image,
)


def rule_named(name: str) -> Rule:
    """Return the rule with this code or name. Raises UsageError when there is none."""
    for rule in RULES:
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    raise _unknown(name)


def rules_named(name: str) -> frozenset[str]:
    """Return the codes that a word selects: a rule's code or name, the beginning of codes ("C07"), or ALL.

    Raises UsageError when it selects nothing.
    """
    wanted = name.strip()
    if wanted.upper() == "ALL":
        return frozenset(rule.code for rule in RULES)
    found = frozenset(
        rule.code for rule in RULES if wanted and (rule.code.startswith(wanted.upper()) or rule.name == wanted.lower())
    )
    if not found:
        raise _unknown(name)
    return found


def _unknown(name: str) -> UsageError:
    known = [known for rule in RULES for known in (rule.code, rule.name)]
    near = get_close_matches(name, known, n=2, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`capassist check --explain ALL` lists the rules."
    return UsageError(f"There is no rule {name!r}.", hint)
