"""References to other figures that nothing connects with this one."""

from dataclasses import replace

import pytest

from capassist.guards import inspect
from capassist.model import Figure, Mention, Sentence


def mention(source: str, **around: str) -> Mention:
    return Mention(source, (Sentence(source, source),), **around)  # type: ignore[arg-type]


MINE = Figure(id="a", number="1", labels=("fig:tank",), mentions=(mention(r"Figure~\ref{fig:tank} shows the level."),))
OTHER = Figure(
    id="b", number="2", labels=("fig:pump",), mentions=(mention(r"See Figure~\ref{fig:pump}."),), state="written"
)
TEXT = r"The level for the pump of Figure~\ref{fig:pump}."


def codes(text: str = TEXT, mine: Figure = MINE, other: Figure = OTHER, old: str | None = None) -> list[str]:
    found = inspect(text, mine, markup="latex", old=old, others=(mine, other))
    return [finding.code for finding in found if finding.code == "reference"]


@pytest.mark.parametrize(
    ("mine", "other", "old"),
    [
        (replace(MINE, mentions=(mention(r"Figures \ref{fig:tank} and \ref{fig:pump}."),)), OTHER, None),
        (replace(MINE, mentions=(mention("The level.", before=r"The pump of Figure~\ref{fig:pump}."),)), OTHER, None),
        (MINE, replace(OTHER, mentions=(mention(r"As in \cref{fig:tank}."),)), None),
        (MINE, replace(OTHER, caption_source=r"The pump of Figure~\ref{fig:tank}."), None),
        (
            replace(MINE, mentions=(mention("The level.", section="3 Pumps"),)),
            replace(OTHER, mentions=(mention("The pump.", section="3 Pumps"),)),
            None,
        ),
        (MINE, OTHER, r"Level, with the pump of Figure~\ref{fig:pump}."),
        (replace(MINE, labels=("fig:pump-level",)), OTHER, None),
    ],
    ids=[
        "one sentence",
        "the paragraph before",
        "its text",
        "its caption",
        "their section",
        "the standing caption",
        "their labels",
    ],
)
def test_what_connects_two_figures(mine: Figure, other: Figure, old: str | None) -> None:
    assert codes(mine=mine, other=other, old=old) == []


@pytest.mark.parametrize(
    "text", [r"See \cite{fig:pump}.", r"Level, Section~\ref{sec:pump}.", r"The level of \ref{fig:tank}.", "Figure 2."]
)
def test_what_points_at_no_other_figure_is_let_be(text: str) -> None:
    assert codes(text) == []


def test_a_figure_that_nothing_connects_is_named() -> None:
    assert codes() == ["reference"]
    assert codes(r"The level for the pump of \figref{pump}.") == ["reference"]
