"""Checking a paper: what a model is asked and what became of it, and what would be mended."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.errors import ModelError, UsageError
from capassist.model import Figure
from capassist.ports import Opinion
from capassist.rules import RULES, Selection, check
from capassist.workflow.checking import apply_fixes, faults_to_judge, judge, plan_fixes, warnings_on


class Verifier:
    """Says what is scripted for a figure: opinions, nothing, that it has no picture, or an error."""

    name = "m at h"

    def __init__(self, **answers: tuple[Opinion, ...] | ModelError | None) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def judge(self, figure: Figure, faults: Mapping[str, str]) -> tuple[Opinion, ...] | None:
        self.asked.append((figure.id, faults))
        answer = self.answers[figure.id]
        if isinstance(answer, ModelError):
            raise answer
        return answer


def test_what_a_model_says_does_not_says_and_cannot_see_are_told_apart() -> None:
    opinion = Opinion("a", "swapped", "They are swapped.", "m at h")
    failed = ModelError("It stalled.")
    verifier = Verifier(a=(opinion,), b=(), c=None, d=failed)
    found = list(judge([Figure(name) for name in "abcd"], verifier, {"swapped": "Swapped."}, jobs=1))
    assert [(row.figure.id, row.opinions, row.unseen, row.error) for row in found] == [
        ("a", (opinion,), False, None),
        ("b", (), False, None),
        ("c", (), True, None),
        ("d", (), False, failed),
    ]
    assert [faults for _, faults in verifier.asked] == [{"swapped": "Swapped."}] * 4


def test_only_the_selected_rules_that_are_judged_are_asked_of_a_model() -> None:
    judged = [rule for rule in RULES if rule.judged]
    codes = tuple(rule.code for rule in judged)
    assert faults_to_judge(Selection(select=codes)) == {rule.name: rule.page.what for rule in judged}
    assert faults_to_judge(Selection(select=("C001",))) == {}
    assert list(faults_to_judge(Selection(select=codes, ignore=codes[:1]))) == [rule.name for rule in judged[1:]]


def test_the_guards_warn_of_what_stands_in_the_paper_as_if_it_were_new(paper: Path) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("The dashed line is quadratic.", "All 777 are dashed."))
    draft = open_draft(paper)
    warned = warnings_on(draft, Selection(select=("C10",)))
    assert list(warned) == ["fig:time"]  # of a placeholder and of nothing there is nothing to say
    caption = next(figure.slot.text for figure in draft.figures if figure.slot and figure.id == "fig:time")
    spans = [finding.span for finding in warned["fig:time"] if finding.code.startswith("number") and finding.span]
    assert [caption[slice(*span)] for span in spans] == ["777"]
    assert warnings_on(draft, Selection(select=("C001",))) == {}


UNMENDED = r"""\documentclass{article}\usepackage{graphicx}\begin{document}
As Figure \ref{fig:a} shows, it falls.
\begin{figure}\label{fig:a}\includegraphics{a}\caption{It falls.}\end{figure}
\end{document}
"""


def test_what_is_safe_to_mend_is_shown_first_written_whole_and_nothing_else(tmp_path: Path) -> None:
    main = tmp_path / "main.tex"
    main.write_text(UNMENDED)
    draft = open_draft(tmp_path)
    fixable = tuple(rule.code for rule in RULES if rule.fixable)
    found = check(draft, Selection(select=fixable)).violations
    plan = plan_fixes(draft, found)
    assert main.read_text() == UNMENDED
    assert plan.edits
    assert plan.notes == ()
    removed = [line for line in plan.diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert all(line[1:] in UNMENDED for line in removed)
    receipt = apply_fixes(plan)
    assert receipt is not None
    assert main.read_text() != UNMENDED
    again = open_draft(tmp_path)
    mended = {violation.code for violation in found if violation.replacements}
    assert not mended & {violation.code for violation in check(again, Selection(select=tuple(mended))).violations}
    assert plan_fixes(again, ()).diff == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "pdf"}, "--fix changes LaTeX, and this draft has none."),
        ({"packed": True}, "is only read."),
    ],
)
def test_what_cannot_be_mended_is_refused(changes: dict[str, object], said: str, paper: Path) -> None:
    draft = replace(open_draft(paper), **changes)  # type: ignore[arg-type]
    with pytest.raises(UsageError) as caught:
        plan_fixes(draft, ())
    assert said in caught.value.message
    assert caught.value.hint
