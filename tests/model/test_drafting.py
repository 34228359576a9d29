"""What a captioner is asked with."""

import types
import typing
from collections.abc import Iterator, Set
from dataclasses import fields, is_dataclass

import pytest

from capassist.model import Candidate, CaptionRequest, Decision, Key, KeySet, Reviewed, Score, Verdict
from capassist.model.drawing import Axis, Drawing, LegendEntry, PlotPanel


def reached(kind: object, seen: set[object]) -> Iterator[object]:
    """Yield all types that values of a type are made of."""
    if isinstance(kind, types.GenericAlias | types.UnionType) or typing.get_origin(kind):
        yield typing.get_origin(kind)
        for argument in typing.get_args(kind):
            yield from reached(argument, seen)
        return
    yield kind
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            yield from reached(hints[field.name], seen)


def test_nothing_in_a_request_has_another_order_in_another_process() -> None:
    """Drafts are found again by a hash of the request's words, and Python orders a set of texts anew in each run."""
    every = list(reached(CaptionRequest, set()))
    assert str in every
    assert not {set, frozenset, Set} & {kind for kind in every if isinstance(kind, type)}


@pytest.mark.parametrize(
    ("blocking", "warnings", "quality"), [(0, 0, 0.5), (0, 1, 0.25), (0, 3, 0.125), (1, 0, 0.0), (2, 1, 0.0)]
)
def test_a_warning_costs_and_what_cannot_be_written_is_worth_nothing(
    blocking: int, warnings: int, quality: float
) -> None:
    score = Score(blocking, warnings, coverage=0.5, habits=0.25, similarity=0.75)
    assert (score.quality, score.likeness) == (quality, 0.5)


@pytest.mark.parametrize(
    ("instruction", "text", "nothing"),
    [("shorter", "Run  time.", True), ("shorter", "Time.", False), ("", "Run time.", False)],
)
def test_a_change_that_leaves_every_word_changes_nothing(instruction: str, text: str, nothing: bool) -> None:
    candidate = Candidate("a", text, "style", "offline", instruction=instruction, current="Run time.")
    assert candidate.changes_nothing is nothing


def test_what_is_printed_in_a_drawing_is_listed_once_and_without_ticks() -> None:
    legend = (LegendEntry("adam"), LegendEntry("sgd"))
    axes = {"x": Axis("epoch", ticks=("1", "2")), "y": Axis(), "x2": Axis("step"), "y2": Axis("loss")}
    panel = PlotPanel("(a)", "Left", **axes, legend=legend, colourbar="rate", facets=("one", ""))
    assert panel.texts == ("Left", "epoch", "step", "loss", "rate", "adam", "sgd", "one")
    drawing = Drawing("pdf", (panel, PlotPanel(title="Left")), ("node",), "All", scale_bars=("10 µm",))
    assert drawing.texts == ("All", "node", "10 µm", *panel.texts)
    assert Drawing("ocr", (PlotPanel(),)).texts == ()


@pytest.mark.parametrize(
    ("keys", "unread", "unknown"), [((), (), False), ((), ("a.bib",), True), (("k",), ("a.bib",), False)]
)
def test_keys_are_unknown_where_nothing_could_be_read(
    keys: tuple[str, ...], unread: tuple[str, ...], unknown: bool
) -> None:
    assert KeySet(frozenset(keys), unread).is_unknown is unknown


@pytest.mark.parametrize(("text", "shown"), [("k" * 12 + "abcd", "…abcd"), ("k" * 11 + "abcd", "…"), ("", "…")])
def test_only_the_end_of_a_long_key_is_ever_shown(text: str, shown: str) -> None:
    key = Key(text, "CAPASSIST_API_KEY")
    assert str(key) == shown
    assert key.reveal() == text
    assert not text or text not in repr(key)


@pytest.mark.parametrize(
    ("verdict", "text"), [("accept", "A."), ("edit", "A."), ("skip", ""), ("reject", ""), (None, "")]
)
def test_a_text_is_accepted_by_who_accepts_or_edits(verdict: Verdict | None, text: str) -> None:
    decision = Decision("a", verdict, "A.") if verdict else None
    assert Reviewed("a", (), decision).text == text
    assert (decision is not None and decision.accepts) is bool(text)


def test_decisions_are_the_same_by_what_was_decided_wherever_they_come_from() -> None:
    draft = Candidate("a", "A.", "style", "offline")
    decision = Decision("a", "accept", "A.")
    assert decision == Decision("a", "accept", "A.", over="Old.", of="12345678", drafts=(draft,))
    assert decision != Decision("a", "accept", "A.", "because")
