"""The list of all rules, and how they are named."""

import re
from difflib import get_close_matches

from capassist.errors import UsageError
from capassist.rules import (
    alt_text,
    cited_works,
    disclosure_statement,
    drawn,
    drawn_names,
    floats,
    grounding,
    model_judged,
    panels,
    picture_access,
    references,
    residue,
    syntax,
    unexplained,
    wording,
)
from capassist.rules.rule import Rule

_NUMBER = re.compile(r"[Cc]?(\d{1,9})")
_MOST_NAMED = 3
_NEAR = 0.7  # difflib's ratio

RULES: tuple[Rule, ...] = (
    floats.missing_caption,
    residue.placeholder_caption,
    floats.label_before_caption,
    floats.missing_label,
    references.unreferenced_figure,
    references.citation_order,
    references.undefined_ref,
    references.ref_style,
    residue.literal_number,
    floats.caption_position,
    wording.leading_article,
    wording.final_period,
    wording.case_style,
    wording.title_too_long,
    wording.caption_too_long,
    wording.caption_too_short,
    wording.no_title_sentence,
    model_judged.no_takeaway,
    wording.vague_caption,
    panels.panel_undefined,
    panels.panel_extra,
    panels.panel_style,
    panels.empty_subcaption,
    model_judged.panel_unnamed,
    panels.panel_label_order,
    drawn.drawn_panels,
    drawn_names.legend_misspelt,
    drawn_names.series_not_drawn,
    drawn_names.axis_not_drawn,
    unexplained.error_bars_undefined,
    unexplained.samples_undefined,
    unexplained.significance_undefined,
    unexplained.boxplot_undefined,
    unexplained.abbreviation_undefined,
    model_judged.marker_undefined,
    unexplained.scale_bar,
    model_judged.bars_undefined,
    model_judged.axis_undefined,
    drawn.axis_unnamed,
    unexplained.colour_only,
    unexplained.red_green,
    model_judged.absent_look,
    drawn_names.axis_without_unit,
    alt_text.alt_missing,
    alt_text.alt_equals_caption,
    alt_text.alt_length,
    alt_text.alt_markup,
    alt_text.alt_unsupported,
    alt_text.alt_starts_with,
    alt_text.alt_number,
    picture_access.series_by_colour,
    picture_access.red_green_series,
    picture_access.small_text,
    unexplained.credit_missing,
    unexplained.cite_in_caption,
    syntax.fragile_command,
    residue.ai_residue,
    residue.markdown,
    syntax.unescaped_special,
    syntax.unbalanced_caption,
    syntax.unusual_character,
    syntax.forbidden_command,
    residue.author_remark,
    wording.repeats_itself,
    wording.duplicate_caption,
    model_judged.caption_figure_mismatch,
    unexplained.term_drift,
    unexplained.hidden_text,
    unexplained.deanonymised,
    floats.missing_image,
    floats.low_resolution,
    unexplained.model_instruction,
    disclosure_statement.disclosure_missing,
    cited_works.missing_bibliography,
    cited_works.undefined_citation,
    grounding.number_ungrounded,
    grounding.unit_contradicted,
    grounding.direction_contradicted,
    grounding.look_contradicted,
    grounding.name_unknown,
    grounding.claim_ungrounded,
    grounding.defined_otherwise,
    grounding.last_claim_contradicted,
    grounding.standing_rule,
    grounding.out_of_form,
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
    near = _near(name)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`capassist check --explain ALL` lists the rules."
    return UsageError(f"There is no rule {name!r}.", hint)


def _near(name: str) -> list[str]:
    """Return the codes that a number stands for or begins, "C5", "C00"; else the names that are nearly written so."""
    if number := _NUMBER.fullmatch(name):
        codes = [rule.code for rule in RULES]
        begun = [code for code in codes if code[1:].startswith(number[1])]
        whole = [code for code in codes if int(code[1:]) == int(number[1])]
        found = whole or begun
        return found if len(found) <= _MOST_NAMED else []
    return get_close_matches(name.lower(), [rule.name for rule in RULES], n=2, cutoff=_NEAR)
