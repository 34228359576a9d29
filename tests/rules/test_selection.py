"""Which rules run, and what the author said to leave out."""

from collections.abc import Callable

import pytest

from capassist.errors import SettingsError, UsageError
from capassist.rules import RULES, VENUES, Selection, Violation, rule_named, venue_named
from capassist.rules.baseline import baseline_text, without_baseline

FIGURE = "\\begin{figure}\n\\includegraphics{a}\n\\caption{TODO}\n\\end{figure}\n"

Broken = Callable[..., list[str]]
Found = Callable[..., tuple[Violation, ...]]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (FIGURE, ["C002", "C004", "C005"]),
        (FIGURE.replace("TODO}", "TODO} % capassist: ignore C002"), ["C004", "C005"]),
        (FIGURE.replace("TODO}", "TODO} % capassist: ignore C002, C004"), ["C005"]),
        (f"% capassist: ignore placeholder-caption\n{FIGURE}", ["C004", "C005"]),
        (f"% capassist: ignore\n{FIGURE}", []),
        (f"% capassist: ignore C0\n{FIGURE}", []),
        (f"% capassist: ignore C999\n{FIGURE}", ["C002", "C004", "C005"]),
        (f"% capassist: ignore C002\n\nText.\n\n{FIGURE}", ["C002", "C004", "C005"]),
        (f"50\\% capassist: ignore C002\n{FIGURE}", ["C002", "C004", "C005"]),
        (f"\\begin{{verbatim}}\n% capassist: ignore\n\\end{{verbatim}}\n{FIGURE}", ["C002", "C004", "C005"]),
        (f"\\documentclass{{article}}\n% capassist: ignore C004 C005\n\\begin{{document}}\n{FIGURE}\\end{{document}}", ["C002"]),
        ("See \\ref{x}. % capassist: ignore C007\n", []),
        ("% capassist: ignore C007\nSee \\ref{x}.\n", []),
    ],
)  # fmt: skip
def test_remarks_leave_findings_out(source: str, left: list[str], broken: Broken) -> None:
    assert sorted(broken(source)) == left


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (("C002",), (), ["C002"]),
        (("placeholder-caption", "C004"), (), ["C002", "C004"]),
        (("C00",), ("C005",), ["C002", "C004"]),
        (("ALL",), ("C0",), []),
        ((), ("C002",), ["C004", "C005"]),
    ],
)
def test_rules_are_chosen(select: tuple[str, ...], ignore: tuple[str, ...], left: list[str], broken: Broken) -> None:
    assert sorted(broken(FIGURE, *select, ignore=ignore)) == left


def test_of_a_caption_alone_only_what_one_caption_tells_is_looked_at() -> None:
    codes = {rule.code for rule in Selection(alone=True).rules()}
    assert {"C002", "C009", "C062", "C070", "C073"} <= codes
    assert not codes & {"C001", "C004", "C005", "C010", "C078"}


@pytest.mark.parametrize("name", ["C999", "unreferenced", "", "X"])
def test_an_unknown_rule_is_a_wrong_call(name: str) -> None:
    with pytest.raises(UsageError):
        list(Selection((name,)).rules())


@pytest.mark.parametrize("name", ["C002", "c002", "placeholder-caption", "Placeholder-Caption"])
def test_a_rule_has_a_code_and_a_name(name: str) -> None:
    assert rule_named(name).code == "C002"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("missing-labl", "Did you mean missing-label"),
        ("C5", "Did you mean C005?"),
        ("c0005", "Did you mean C005?"),
        ("C00", "--explain ALL` lists"),
        ("C990", "--explain ALL` lists"),
        ("drawn", "--explain ALL` lists"),
        ("placeholder-captoin", "Did you mean placeholder-caption"),
        ("xyz", "--explain ALL"),
        ("", "--explain ALL"),
    ],
)
def test_of_an_unknown_rule_the_nearest_are_named(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        rule_named(name)
    assert f"There is no rule {name!r}." in str(raised.value)
    assert hint in (raised.value.hint)


def test_an_unknown_venue_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="nowhere") as raised:
        venue_named("nowhere")
    assert raised.value.hint.startswith("Known: acl, acm, ")
    with pytest.raises(UsageError) as raised:
        venue_named("Scienc")
    assert raised.value.hint.startswith("Did you mean science? Known: ")


@pytest.mark.parametrize("venue", VENUES, ids=lambda venue: venue.name)
def test_venues_name_rules_that_exist(venue) -> None:  # type: ignore[no-untyped-def]
    assert set(venue.rules) <= {rule.code for rule in RULES}
    assert venue.page


@pytest.mark.parametrize(
    ("venue", "source", "added"),
    [
        ("plos", "\\begin{figure}\\includegraphics{a}\\caption{" + "word " * 16 + "}\\end{figure}", "C014"),
        ("ieee", "\\begin{figure}\\caption{Run time of it.}\\includegraphics{a}\\end{figure}", "C010"),
        ("ieee", "\\begin{figure}\\includegraphics{a}\\caption{The run time of it}\\end{figure}", "C011 C012"),
        ("ieee", "See Figure~\\ref{fig:a}. \\begin{figure}\\includegraphics{a}\\caption{Run time of it.}\\label{fig:a}\\end{figure}", "C008"),
        ("acs", "See Fig.~\\ref{fig:a}. \\begin{figure}\\includegraphics{a}\\caption{Run time of it.}\\label{fig:a}\\end{figure}", "C008"),
        ("nature", "\\begin{figure}\\includegraphics{a}\\caption{Run time of it. Error bars are shown.}\\end{figure}", "C030"),
        ("acm", "\\begin{figure}\\includegraphics{a}\\caption{Run time of it.}\\end{figure}", "C050"),
    ],
)  # fmt: skip
def test_a_venue_adds_rules(venue: str, source: str, added: str, broken: Broken) -> None:
    without = set(broken(source))
    assert sorted(set(broken(source, venue=venue_named(venue))) - without) == added.split()


def test_a_baseline_hides_what_it_lists_once(found: Found) -> None:
    old = found(FIGURE)
    text = baseline_text(old)
    moved = found(f"Text.\n\n{FIGURE}")
    assert without_baseline(moved, text, "old.json") == ()
    twice = (*moved, moved[0])
    assert without_baseline(twice, text, "old.json") == (moved[0],)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "capassist.scan/1"}', '{"schema": "capassist.baseline/1"}']
)
def test_no_baseline_file_is_a_wrong_setting(text: str) -> None:
    with pytest.raises(SettingsError, match=r"old\.json"):
        without_baseline((), text, "old.json")
