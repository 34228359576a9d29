"""A decisions file is read for the paper that it is about, and refused for any other, with the way on."""

import json
from pathlib import Path

import pytest

from capassist.errors import DraftError, UsageError
from capassist.model import Candidate, Decision, Draft, Manuscript, Verdict
from capassist.session.decisions import read_decisions, unknown_drafts
from capassist.session.paper_mark import mark_of, mark_record

HERE, THERE = "one two three four five six", "seven eight nine ten eleven twelve"
ROW = {"figure": "fig:a", "verdict": "edit", "text": "A."}
DECIDED = Decision("fig:a", "edit", "A.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("main.tex", "other.tex"):
        (tmp_path / name).write_text("")
    return tmp_path


def draft(root: Path, body: str = HERE, main: str = "main.tex", *, named: str = "", packed: bool = False) -> Draft:
    return Draft(root / named, root, "latex", main, manuscript=Manuscript(body=body), packed=packed)


def written(root: Path, paper: object, *rows: object, schema: str = "capassist.decisions/1") -> Path:
    path = root / "d.json"
    path.write_text(json.dumps({"schema": schema, "paper": paper, "decisions": list(rows) or [ROW]}))
    return path


def test_decisions_for_this_paper_are_read(root: Path) -> None:
    assert read_decisions(written(root, mark_record(mark_of(draft(root)))), draft(root)) == (DECIDED,)


@pytest.mark.parametrize("paper", [None, {}, "main.tex", {"main": "other.tex"}])
def test_decisions_that_do_not_say_for_which_paper_are_read(paper: object, root: Path) -> None:
    assert read_decisions(written(root, paper), draft(root)) == (DECIDED,)


def test_without_a_draft_nothing_is_compared(root: Path) -> None:
    assert read_decisions(written(root, mark_record(mark_of(draft(root, THERE))))) == (DECIDED,)


def test_decisions_for_another_text_are_refused(root: Path) -> None:
    path = written(root, mark_record(mark_of(draft(root, THERE))))
    with pytest.raises(DraftError) as refused:
        read_decisions(path, draft(root))
    assert refused.value.message == (
        f"{path} holds decisions for another paper, main.tex; this one has another text. Nothing was written."
    )
    assert refused.value.hint.startswith("Name that paper instead.\nOr take")


@pytest.mark.parametrize("named", ["", "main.tex"])
def test_decisions_for_a_file_beside_this_one_are_refused_with_the_command_for_it(root: Path, named: str) -> None:
    path = written(root, mark_record(mark_of(draft(root, main="other.tex"))))
    with pytest.raises(DraftError) as refused:
        read_decisions(path, draft(root, named=named))
    assert "for another paper, other.tex; this one is main.tex. Nothing" in refused.value.message
    assert refused.value.hint.startswith(f"capassist apply {root / 'other.tex'} --decisions {path}\nOr take")


def test_a_file_in_an_archive_has_no_command(root: Path) -> None:
    path = written(root, mark_record(mark_of(draft(root, main="other.tex"))))
    with pytest.raises(DraftError) as refused:
        read_decisions(path, draft(root, packed=True))
    assert refused.value.hint.startswith("Name that paper instead.")


def test_the_same_text_under_another_name_is_this_paper(root: Path) -> None:
    mark = mark_record(mark_of(draft(root, main="renamed since.tex")))
    assert read_decisions(written(root, mark), draft(root)) == (DECIDED,)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("capassist.decisions/2", "was written by a later version of capassist (capassist.decisions/2)."),
        ("capassist.drafts/12", "was written by a later version"),
        ("capassist.decisions/0", "is not a decisions file."),
        ("other/2", "is not a decisions file."),
    ],
)
def test_another_schema_is_refused(schema: str, said: str, root: Path) -> None:
    with pytest.raises(DraftError) as refused:
        read_decisions(written(root, None, schema=schema))
    assert said in refused.value.message


def test_two_decisions_for_a_figure_are_refused_and_one_for_each_is_not(root: Path) -> None:
    with pytest.raises(DraftError, match=r"has two decisions for fig:a, fig:b\.$"):
        read_decisions(written(root, None, ROW, ROW, {**ROW, "figure": "fig:b"}, {**ROW, "figure": "fig:b"}))
    both = (DECIDED, Decision("fig:b", "edit", "A."))
    assert read_decisions(written(root, None, ROW, {**ROW, "figure": "fig:b"})) == both
    assert read_decisions(written(root, None, ROW, {**ROW, "verdict": None})) == (DECIDED,)


def test_what_is_refused_is_refused_before_it_is_said_that_nothing_is_decided(root: Path) -> None:
    undecided = {**ROW, "verdict": None}
    with pytest.raises(UsageError, match="has a verdict"):
        read_decisions(written(root, None, undecided), draft(root))
    with pytest.raises(DraftError, match="another paper"):
        read_decisions(written(root, mark_record(mark_of(draft(root, THERE))), undecided), draft(root))


def test_what_a_row_says_of_its_figure_comes_along(root: Path) -> None:
    (decision,) = read_decisions(written(root, None, {**ROW, "over": "Old.", "of": "12345678"}))
    assert (decision.over, decision.of) == ("Old.", "12345678")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("no json", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="no schema"),
        pytest.param('{"schema": "capassist.decisions/1"}', id="no decisions"),
        pytest.param('{"schema": "capassist.decisions/1", "drafts": []}', id="drafts in a decisions file"),
        pytest.param('{"schema": "capassist.decisions/1", "decisions": {}}', id="no list"),
        pytest.param('{"schema": "capassist.decisions/1", "decisions": "ab"}', id="a text"),
        pytest.param('{"schema": "capassist.decisions/1", "decisions": ["a"]}', id="a text as a row"),
        pytest.param('{"schema": "capassist.decisions/1", "decisions": [{"verdict": "edit"}]}', id="no figure"),
        pytest.param('{"schema": ["capassist.decisions/1"], "decisions": []}', id="a list as a schema"),
        pytest.param("[" * 100_000, id="deeper than can be read"),
    ],
)
def test_what_is_no_decisions_file_is_called_so(content: str, root: Path) -> None:
    path = root / "d.json"
    path.write_text(content)
    with pytest.raises(DraftError) as refused:
        read_decisions(path)
    assert refused.value.message == f"{path} is not a decisions file."
    assert refused.value.hint


def test_a_file_that_cannot_be_read_is_named_with_the_reason(root: Path) -> None:
    for path, reason in ((root / "none.json", "No such file or directory"), (root, "it is a folder, not a file")):
        with pytest.raises(DraftError) as refused:
            read_decisions(path)
        assert refused.value.message == f"{path} cannot be read: {reason}."


@pytest.mark.parametrize("verdict", ["Accept", "yes", "", 1, True, ["accept"]])
def test_an_unknown_verdict_is_named_with_its_entry_and_those_that_there_are(verdict: object, root: Path) -> None:
    rows = ({**ROW, "verdict": None}, ROW, {"figure": "fig:b", "verdict": verdict, "text": "B."})
    with pytest.raises(DraftError) as refused:
        read_decisions(written(root, None, *rows))
    assert "The verdict of entry 3 in" in refused.value.message
    assert refused.value.message.endswith(f", fig:b, is {verdict!r}.")
    assert refused.value.hint == "It can be accept, edit, skip, reject."


def test_drafts_with_verdicts_do_as_well(root: Path) -> None:
    path = root / "d.json"
    path.write_text(json.dumps({"schema": "capassist.drafts/1", "drafts": [ROW, {**ROW, "verdict": None}]}))
    assert read_decisions(path) == (DECIDED,)


def test_a_file_of_windows_is_read(root: Path) -> None:
    path = written(root, None)
    path.write_text(path.read_text(), encoding="utf-16")
    assert read_decisions(path) == (DECIDED,)


def drafted(text: str, captioner: str = "m at h", model: str | None = None) -> Candidate:
    return Candidate("fig:a", text, "style", captioner, model=model)


KNOWN = (drafted("One draft.", model="m-2"), drafted("Another draft.", model="m-2"))


@pytest.mark.parametrize(
    ("draft", "verdict", "unknown"),
    [
        (drafted("New draft.", model="m-2"), "accept", True),
        (drafted("One  draft.", model="m-2"), "accept", False),
        (drafted("One draft.", model="m-3"), "accept", True),
        (drafted("One draft."), "accept", False),
        (drafted("One draft.", "offline"), "accept", True),
        (drafted("Mine.", model="m-2"), "edit", False),
        (drafted("Mine.", model="m-2"), "accept", True),
        (drafted("Mine.", "offline"), "edit", True),
        (drafted("New draft.", model="m-2"), "edit", True),
    ],
)
def test_a_draft_that_came_with_a_decision_is_known_by_its_program_and_its_words(
    draft: Candidate, verdict: Verdict, unknown: bool
) -> None:
    decision = Decision("fig:a", verdict, "Mine.", drafts=(draft,))
    assert [*unknown_drafts(decision, KNOWN)] == ([draft] if unknown else [])
