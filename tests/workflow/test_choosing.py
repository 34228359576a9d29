"""Which texts are reviewed and which decisions are written, by figure, by view and by purpose."""

from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.drafts.text_views import with_text_views
from capassist.errors import UsageError
from capassist.model import Decision, Draft, Purpose
from capassist.workflow.choosing import Selection, choose_texts, selected, selected_decisions


@pytest.fixture
def draft(paper: Path) -> Draft:
    main = paper / "main.tex"
    main.write_text(
        main.read_text().replace("{time}", "[alt={A line.}]{time}").replace(r"\caption{Run", r"\caption[Run]{Run")
    )
    return open_draft(paper)


@pytest.mark.parametrize(
    ("names", "purpose", "chosen"),
    [
        ((), "caption", ["fig:share", "fig:states"]),
        (("fig:time",), "caption", ["fig:time"]),
        ((), "alt", ["fig:share@alt", "fig:states@alt"]),
        (("1",), "alt", ["fig:time@alt"]),
        (("fig:states@alt", "fig:time"), "alt", ["fig:time@alt", "fig:states@alt"]),
        ((), "short", ["fig:share@short", "fig:states@short"]),
    ],
)
def test_the_named_texts_are_chosen_or_those_that_are_not_written(
    names: tuple[str, ...], purpose: Purpose, chosen: list[str], draft: Draft
) -> None:
    assert [view.id for view in choose_texts(draft, names, purpose)] == chosen


def test_a_name_that_none_has_is_refused(draft: Draft) -> None:
    with pytest.raises(UsageError, match="no figure"):
        choose_texts(draft, ["fig:states@alt", "fig:none"], "alt")
    with pytest.raises(UsageError, match="no figure"):
        selected(draft, Selection(skip=["fig:none"]))


SELECTED = {
    "everything": (Selection(), ["c1", "a1", "c2", "gone"]),
    "captions": (Selection(purpose="caption"), ["c1", "c2", "gone"]),
    "alternative texts": (Selection(purpose="alt"), ["a1"]),
    "a figure with its views": (Selection(["1"]), ["c1", "a1"]),
    "one view": (Selection(["fig:time@alt"]), ["a1"]),
    "all but a figure": (Selection(skip=["fig:time"]), ["a1", "c2", "gone"]),
    "a figure but its view": (Selection(["fig:time"], ["fig:time@alt"]), ["c1"]),
    "a figure's caption": (Selection(["fig:time"], purpose="caption"), ["c1"]),
}


@pytest.mark.parametrize(("selection", "chosen"), SELECTED.values(), ids=SELECTED)
def test_the_selected_decisions_are_written(selection: Selection, chosen: list[str], draft: Draft) -> None:
    ids = {"c1": "fig:time", "a1": "fig:time@alt", "c2": "fig:share", "gone": "fig:gone"}
    decisions = [Decision(name, "accept", "T.") for name in ids.values()]
    found = selected_decisions(with_text_views(draft), decisions, selection)
    assert [decision.figure for decision in found] == [ids[name] for name in chosen]
