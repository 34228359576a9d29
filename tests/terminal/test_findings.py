"""What `check` shows of what it found: lines, counts, tables, workflow commands and records."""

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Group, RenderableType

from capassist.errors import ModelError
from capassist.model import Aspect, Draft, Figure, Finding, Source
from capassist.rules import RULES, Checked, Violation
from capassist.rules.rule import Replacement
from capassist.terminal import findings
from capassist.terminal.console import console_on
from capassist.terminal.sarif import sarif_log
from capassist.workflow.texts import CheckedText, FigureText

C001, C005 = (next(rule for rule in RULES if rule.code == code) for code in ("C001", "C005"))


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draft:
    monkeypatch.chdir(tmp_path)
    return Draft(tmp_path / "paper", tmp_path / "paper", "latex", "main.tex")


def violation(code: str = "C001", severity: str = "error", **more: object) -> Violation:
    name = {"C001": "missing-caption", "C005": "unreferenced-figure"}[code]
    found = Violation(code, name, severity, f"{name} here.", Source("main.tex", 12, 3), "fig:a")  # type: ignore[arg-type]
    return replace(found, **more)  # type: ignore[arg-type]


def shown(content: RenderableType, width: int = 200) -> str:
    stream = io.StringIO()
    console_on(stream, width=width).print(content)
    return stream.getvalue()


# One finding ----------------------------------------------------------------------------------------------------------


def test_a_finding_is_a_line_as_linters_have_it(draft: Draft) -> None:
    line = shown(findings.finding_line(draft, violation()))
    assert line == "paper/main.tex:12:3: C001 missing-caption (error) missing-caption here.\n"


@pytest.mark.parametrize(
    ("here", "path"),
    [(".", "paper/main.tex"), ("paper", "main.tex"), ("paper/deep", "{root}/main.tex")],
    ids=["above", "in it", "elsewhere"],
)
def test_a_file_is_named_from_the_working_folder_where_it_lies_below(here: str, path: str, draft: Draft) -> None:
    (draft.root / "deep").mkdir(parents=True)
    os.chdir(here)
    assert findings.shown_path(draft, "main.tex") == path.format(root=draft.root.as_posix())


def test_a_file_in_an_archive_is_named_by_the_archive(draft: Draft, tmp_path: Path) -> None:
    packed = replace(draft, path=Path("paper.zip"), root=tmp_path / "unpacked", packed=True)
    assert findings.shown_path(packed, "a/main.tex") == "paper.zip/a/main.tex"


@pytest.mark.parametrize(("severity", "kind"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_a_workflow_command_has_no_line_end_and_no_sign_of_its_own(severity: str, kind: str, draft: Draft) -> None:
    found = violation(severity=severity, message="100 %:\r\nno, really", source=Source("a,b:c.tex", 1, 2))
    assert findings.github_line(draft, found) == (
        f"::{kind} file=paper/a%2Cb%3Ac.tex,line=1,col=2,title=C001 missing-caption::100 %25:%0D%0Ano, really"
    )


# All of them ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severities", "options", "said"),
    [
        ([], {}, "No findings."),
        (["error"], {}, "1 error."),
        (["info", "error", "warning", "error"], {}, "2 errors, 1 warning, 1 info."),
        (["info", "info"], {}, "2 info."),
        ([], {"hidden": 4}, "No findings; 4 in the baseline."),
        ([], {"open_": True}, "Nothing found so far."),
        ([], {"failed": 1}, "Nothing found so far; 1 figure not looked at, as the model failed."),
        (["warning"], {"hidden": 1, "failed": 2},
         "1 warning; 1 in the baseline; 2 figures not looked at, as the model failed."),
    ],
)  # fmt: skip
def test_findings_are_counted_and_nothing_found_is_not_all_well(
    severities: list[str], options: dict[str, int], said: str
) -> None:
    found = [violation(severity=severity) for severity in severities]
    assert findings.summary(found, **{"hidden": 0, **options}).plain == said  # type: ignore[arg-type]


def test_the_most_frequent_rule_comes_first_and_of_equals_the_first_code() -> None:
    found = [violation("C005", "warning"), violation("C001"), violation("C005", "warning")]
    assert [line.split() for line in shown(findings.statistics(found)).splitlines()] == [
        ["2", "C005", "unreferenced-figure", "warning"],
        ["1", "C001", "missing-caption", "error"],
    ]
    assert shown(findings.statistics(found[:2])).split()[1] == "C001"


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        (Checked(()), ""),
        (Checked((), (C001,), ("b.tex is not there.",), nothing_read=True), "! b.tex is not there.\n"),
        (
            Checked((), (C001, C005), ("b.tex is not there.", "c.tex, too.")),
            "! b.tex is not there. c.tex, too. So these rules could not be checked: C001 missing-caption, "
            "C005 unreferenced-figure.\n",
        ),
        (
            Checked((violation("C005"),), (C001, C005), ("b.tex is not there.",)),
            "! b.tex is not there. So these rules could not be checked: C001 missing-caption. Checked in part, where that "
            "does not matter: C005 unreferenced-figure.\n",
        ),
    ],
    ids=["all was read", "nothing was read", "two rules", "one in part"],
)
def test_what_was_not_read_is_said_with_the_rules_that_rest_on_it(checked: Checked, said: str) -> None:
    assert shown(Group(*findings.unread(checked)), 400) == said


def test_what_was_not_compared_comes_with_the_way_to_have_it(draft: Draft) -> None:
    line = findings.uncompared(replace(draft, path=Path("paper"))).plain
    assert line == "Captions were not compared with the text: capassist check paper --select C10"


def test_the_record_has_every_finding_and_what_was_not_checked(draft: Draft) -> None:
    mended = violation(replacements=(Replacement("main.tex", 0, 1, "a", "b"),))
    checked = Checked((mended, violation("C005", "info")), (C001,), ("b.tex is not there.",))
    record = findings.check_record(draft, checked, 3, [(Figure("fig:b"), ModelError("It stalled.", "Again."))])
    assert [(row["code"], row["severity"], row["fixable"]) for row in record["findings"]] == [
        ("C001", "error", True),
        ("C005", "info", False),
    ]
    assert record["findings"][0] | {"fixable": False} == {
        "code": "C001", "name": "missing-caption", "severity": "error", "message": "missing-caption here.",
        "file": "paper/main.tex", "line": 12, "column": 3, "figure": "fig:a", "fixable": False,
    }  # fmt: skip
    assert (record["schema"], record["in_baseline"], record["unread"]) == (
        "capassist.check/1",
        3,
        ["b.tex is not there."],
    )
    assert record["not_checked"] == [{"code": "C001", "name": "missing-caption", "in_part": True}]
    (problem,) = record["problems"]
    assert (problem["figure"], problem["message"], problem["hint"]) == ("fig:b", "It stalled.", "Again.")


# SARIF ----------------------------------------------------------------------------------------------------------------


def test_a_log_names_the_rules_and_where_each_was_broken(draft: Draft) -> None:
    checked = Checked((violation("C005", "warning"), violation("C001")), (), ())
    (run,) = sarif_log(draft, checked)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["C001", "C005"]
    assert [(result["ruleId"], rules[result["ruleIndex"]]["id"]) for result in run["results"]] == [
        ("C005", "C005"),
        ("C001", "C001"),
    ]
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "paper/main.tex"},
        "region": {"startLine": 12, "startColumn": 3},
    }
    assert "fixes" not in run["results"][0]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_log_says_what_was_not_checked_and_has_the_mends_by_file(draft: Draft) -> None:
    replacements = (
        Replacement("main.tex", 5, 8, "old", "new"),
        Replacement("b c.tex", 1, 1, "", "x"),
        Replacement("main.tex", 20, 21, "a", ""),
    )
    checked = Checked((violation(replacements=replacements),), (C005,), ("b.tex is not there.",))
    (run,) = sarif_log(draft, checked)["runs"]
    (noted,) = run["invocations"][0]["toolExecutionNotifications"]
    assert noted["associatedRule"] == {"id": "C005"}
    assert noted["message"]["text"] == "unreferenced-figure was not checked. b.tex is not there."
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["C001", "C005"]
    ((first, second),) = (fix["artifactChanges"] for fix in run["results"][0]["fixes"])
    assert first["artifactLocation"]["uri"] == "paper/main.tex"
    assert [one["deletedRegion"] for one in first["replacements"]] == [
        {"charOffset": 5, "charLength": 3},
        {"charOffset": 20, "charLength": 1},
    ]
    assert [one["insertedContent"]["text"] for one in first["replacements"]] == ["new", ""]
    assert second["artifactLocation"]["uri"] == "paper/b%20c.tex"


def test_the_same_finding_has_the_same_fingerprint_when_its_line_moved(draft: Draft) -> None:
    found = [violation(), violation(source=Source("main.tex", 99, 1)), violation(figure="fig:b")]
    (run,) = sarif_log(draft, Checked(tuple(found)))["runs"]
    first, moved, other = (result["partialFingerprints"]["capassist/1"] for result in run["results"])
    assert first == moved != other


# Aspects, texts, a rule's page ----------------------------------------------------------------------------------------


def test_aspects_come_with_the_words_that_show_them_or_a_sentence_that_would() -> None:
    aspects = (
        Aspect("axes", "there", ("time", "speed")),
        Aspect("data", "missing", sentence="We ran it on 12 corpora."),
        Aspect("panels", "not applicable", reason="it has one panel"),
    )
    lines = shown(findings.aspects_table(Figure("fig:a", number="1"), aspects)).splitlines()
    assert lines[0] == "Figure 1"
    assert [" ".join(line.split()) for line in lines[1:4]] == [
        "axes there time, speed",
        "data missing the text says: We ran it on 12 corpora.",
        "panels not applicable it has one panel",
    ]
    (row,) = findings.aspects_record([(Figure("fig:a"), aspects)])["figures"]
    assert (row["figure"], [aspect["state"] for aspect in row["aspects"]]) == (
        "fig:a",
        ["there", "missing", "not applicable"],
    )


def checked_text(*warnings: Finding, refused: str | None = None) -> CheckedText:
    return CheckedText(FigureText("draft-1", "fig:a", "A."), Figure("fig:a"), warnings, refused)


def test_a_text_s_warnings_are_lines_with_their_weight() -> None:
    text = checked_text(Finding("number", "12 is nowhere."), Finding("braces", "Not closed.", blocks=True))
    assert [shown(line) for line in findings.text_lines(text)] == [
        "draft-1 (fig:a): number (warning) 12 is nowhere.\n",
        "draft-1 (fig:a): braces (error) Not closed.\n",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "0 texts: no warnings."),
        ([checked_text()], "1 text: no warnings."),
        ([checked_text(Finding("x", "y")), checked_text()], "2 texts: 1 with warnings."),
        (
            [checked_text(Finding("x", "y"), refused="No."), checked_text(refused="No.")],
            "2 texts: 2 cannot be written.",
        ),
        (
            [checked_text(refused="No."), checked_text(Finding("x", "y"))],
            "2 texts: 1 cannot be written, 1 with warnings.",
        ),
    ],
)
def test_texts_are_counted_once_each(rows: list[CheckedText], said: str) -> None:
    assert findings.texts_summary(rows).plain == said


def test_a_rule_s_page_says_whether_it_is_on_and_what_is_good_and_bad() -> None:
    for rule in RULES:
        page = shown(findings.rule_page(rule), 400)
        first = page.splitlines()[0]
        assert first.startswith(
            f"{rule.code} {rule.name} ({rule.severity}, {'on' if rule.default else 'off'} by default"
        )
        assert ("mended by --fix" in first) == rule.fixable
        assert ("with --llm" in first) == rule.judged
        assert page.index("Bad\n    ") < page.index("Good\n    ") < page.index(f"Source: {rule.page.source}")
