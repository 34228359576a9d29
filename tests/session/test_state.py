"""What the events of a session add up to, paper by paper."""

from typing import Any

import pytest

from capassist.session.paper_mark import PaperMark, mark_record
from capassist.session.state import Archive, SessionState, replayed

ONE, OTHER = PaperMark("main.tex", "One", ("1",)), PaperMark("main.tex", "Other", ("2",))
REVISED = PaperMark("paper.tex", "One", ("9",))
MARKS = {"one": ONE, "other": OTHER, "revised": REVISED}


def paper(name: str) -> dict[str, Any]:
    return {"event": "paper", "paper": mark_record(MARKS[name])}


def decided(figure: str, text: str = "T.", **more: object) -> dict[str, Any]:
    decision = {"figure": figure, "verdict": "accept", "text": text}
    return {"event": "decided", "decision": decision, "over": None, "by": "review", **more}


def drafted(figure: str) -> dict[str, Any]:
    candidate = {"figure": figure, "text": "D.", "kind": "style", "captioner": "offline"}
    return {"event": "drafted", "basis": "b", "candidate": candidate}


def figures(state: SessionState) -> set[str]:
    return {figure for figure, decisions in state.decided.items() if decisions} | set(state.candidates)


@pytest.mark.parametrize(
    ("events", "now", "expected", "others"),
    [
        ([], None, set(), []),
        ([decided("a")], None, {"a"}, []),
        ([decided("a")], ONE, {"a"}, []),
        ([decided("a"), paper("one"), decided("b")], ONE, {"a", "b"}, []),
        ([paper("one"), decided("a"), paper("other"), decided("b")], ONE, {"a"}, [{"b"}]),
        ([paper("one"), decided("a"), paper("other"), decided("b")], OTHER, {"b"}, [{"a"}]),
        ([paper("one"), decided("a"), paper("other"), decided("b")], None, {"b"}, [{"a"}]),
        ([paper("one"), decided("a"), paper("other"), decided("b"), paper("one"), decided("c")], ONE, {"a", "c"}, [{"b"}]),
        ([paper("one"), decided("a"), paper("revised"), decided("b")], ONE, {"a", "b"}, []),
        ([paper("one"), decided("a")], OTHER, set(), [{"a"}]),
        ([paper("one"), decided("a"), {"event": "paper", "paper": 1}, decided("b")], ONE, {"a", "b"}, []),
    ],
    ids=[
        "nothing", "no paper", "before papers were told apart", "begun before", "the first", "the second", "the last",
        "back again", "revised", "a third", "damaged",
    ],
)  # fmt: skip
def test_the_events_count_for_the_paper_that_they_are_about(
    events: list[Any], now: PaperMark | None, expected: set[str], others: list[set[str]]
) -> None:
    state, left = replayed(events, now)
    assert figures(state) == expected
    assert [figures(each) for each in left] == others


def test_a_state_knows_its_paper_as_it_was_last() -> None:
    assert replayed([paper("one"), paper("revised")])[0].paper == REVISED
    assert replayed([paper("revised")], ONE)[0].paper == ONE
    assert replayed([])[0].paper is None


@pytest.mark.parametrize(
    ("event", "empty"),
    [(None, True), (drafted("a"), False), (decided("a"), False), ({"event": "unknown"}, True)],
)
def test_a_state_without_drafts_and_decisions_is_empty(event: Any, empty: bool) -> None:
    assert replayed([event] if event else [])[0].is_empty == empty


def test_the_archives_are_those_that_were_written_last_with_their_digests() -> None:
    def exported(digest: object, *figures: str) -> dict[str, Any]:
        return {"event": "exported", "figures": list(figures), "file": "p.zip", "sha256": digest}

    state, _ = replayed([decided("a"), decided("b"), exported("0" * 64, "a", "b"), exported("1" * 64, "a")])
    assert state.archives == {"p.zip": Archive(frozenset({"a"}), "1" * 64)}
    older, _ = replayed([decided("a"), exported(None, "a")])
    assert older.archives == {}
    last = older.last("a")
    assert last is not None
    assert last.exported == "p.zip"


def test_what_a_figure_was_known_by_comes_back() -> None:
    state, _ = replayed([decided("a", of="12345678"), decided("b", of=7)])
    assert [state.reviewed(figure).of for figure in ("a", "b")] == ["12345678", None]
