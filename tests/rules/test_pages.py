"""Every rule has a page, and its examples are true."""

import re
from collections.abc import Callable

import pytest

from capassist.ports import Opinion
from capassist.rules import RULES, Rule

Broken = Callable[..., list[str]]
JUDGED = tuple(rule for rule in RULES if rule.judged)
DRAFTED = ("main.tex#1",)  # by a model
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@each_rule
def test_the_good_example_does_not_break_it(rule: Rule, broken: Broken) -> None:
    assert broken(rule.page.good, rule.code, drafted=DRAFTED) == []


@each_rule
def test_the_bad_example_breaks_it(rule: Rule, broken: Broken) -> None:
    seen = (Opinion("main.tex#1", rule.name, "It shows so.", "eyes"),) if rule.judged else ()
    assert set(broken(rule.page.bad, rule.code, opinions=seen, drafted=DRAFTED)) == {rule.code}


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_an_opinion_is_no_error(rule: Rule) -> None:
    assert rule.severity in ("warning", "info")
    assert not rule.fixable


@each_rule
def test_the_page_says_what_why_and_where_from(rule: Rule) -> None:
    page = rule.page
    assert page.what.endswith(".")
    assert page.why
    assert page.source
    assert re.search(r"read 20\d\d-\d\d|practice|manual", page.source), "a source has the date it was read"


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"C\d{3}", rule.code) and re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in RULES)
