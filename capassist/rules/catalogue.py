"""The list of all rules, and how they are named."""

from difflib import get_close_matches

from capassist.errors import UsageError
from capassist.rules import (
    alternative,
    evidence,
    eyes,
    floats,
    leftovers,
    panels,
    references,
    statement,
    syntax,
    wording,
)
from capassist.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    floats.missing_caption,
    leftovers.placeholder_caption,
    floats.label_before_caption,
    floats.missing_label,
    references.unreferenced_figure,
    references.citation_order,
    references.undefined_ref,
    references.ref_style,
    leftovers.literal_number,
    floats.caption_position,
    wording.leading_article,
    wording.final_period,
    wording.case_style,
    wording.title_too_long,
    wording.caption_too_long,
    wording.caption_too_short,
    wording.no_title_sentence,
    eyes.no_takeaway,
    wording.vague_caption,
    panels.panel_undefined,
    panels.panel_extra,
    panels.panel_style,
    panels.empty_subcaption,
    eyes.panel_unnamed,
    evidence.error_bars_undefined,
    evidence.samples_undefined,
    evidence.significance_undefined,
    evidence.boxplot_undefined,
    evidence.abbreviation_undefined,
    eyes.marker_undefined,
    evidence.scale_bar,
    eyes.bars_undefined,
    eyes.axis_undefined,
    evidence.colour_only,
    evidence.red_green,
    eyes.absent_look,
    alternative.alt_missing,
    alternative.alt_equals_caption,
    alternative.alt_length,
    alternative.alt_markup,
    alternative.alt_unsupported,
    alternative.alt_starts_with,
    evidence.credit_missing,
    evidence.cite_in_caption,
    syntax.fragile_command,
    leftovers.ai_residue,
    leftovers.markdown,
    syntax.unescaped_special,
    syntax.unbalanced_caption,
    syntax.unusual_character,
    syntax.forbidden_command,
    wording.duplicate_caption,
    eyes.caption_figure_mismatch,
    evidence.term_drift,
    evidence.hidden_text,
    evidence.deanonymised,
    floats.missing_image,
    floats.low_resolution,
    evidence.model_instruction,
    statement.disclosure_missing,
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
