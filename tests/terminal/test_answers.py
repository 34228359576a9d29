from dataclasses import replace

import pytest

from capassist.errors import UsageError
from capassist.model import DraftSentence, Figure, ReviewItem, Stop
from capassist.terminal.answers import chosen_figure, chosen_sentences, put_together

FIGURES = (
    Figure("fig:a", number="1", labels=("fig:a", "fig:a-again")),
    Figure("fig:growth", number="2", labels=("fig:growth",)),
    Figure("fig:growth-late", number="12", labels=("fig:growth-late",)),
    Figure("main.tex#4", number="12"),  # \ContinuedFloat
    Figure("2", number="S1", labels=("2",)),
)


@pytest.fixture
def many(item: ReviewItem) -> ReviewItem:
    sentences = tuple(DraftSentence(text, 1, "offline") for text in ("Growth", "Decay.", "Both."))
    return replace(item, stops=tuple(Stop(figure, None) for figure in FIGURES), sentences=sentences)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "There is no figure"),
        ("7", "There is no figure '7'"),
        ("fig:b", "There is no figure 'fig:b'"),
        ("12", "'12' may be fig:growth-late or main.tex#4."),
        ("grow", "'grow' may be fig:growth or fig:growth-late."),
    ],
    ids=["nothing", "number", "label", "continued", "part of two"],
)
def test_what_names_no_figure(answer: str, said: str, many: ReviewItem) -> None:
    with pytest.raises(UsageError) as caught:
        chosen_figure(many, answer)
    assert caught.value.message.startswith(said)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("1", "fig:a"),
        ("S1", "2"),
        ("2", "2"),  # a label wins over a number
        ("fig:growth", "fig:growth"),
        ("fig:a-again", "fig:a"),
        ("LATE", "fig:growth-late"),
        ("main.tex#4", "main.tex#4"),
    ],
)
def test_what_names_a_figure(answer: str, name: str, many: ReviewItem) -> None:
    assert chosen_figure(many, answer).id == name


@pytest.mark.parametrize("answer", ["0", "4", "-1", "1.5", "one", "1 1", "²", "1 \x1b[A"])
def test_what_names_no_sentences(answer: str, many: ReviewItem) -> None:
    with pytest.raises(UsageError):
        chosen_sentences(many, answer)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("", ""),
        ("2", "Decay."),
        ("3 1", "Both. Growth"),
        (" 1, 2 ,", "Growth. Decay."),
        ("3;2\t1", "Both. Decay. Growth"),
    ],
)
def test_sentences_come_in_the_order_typed(answer: str, text: str, many: ReviewItem) -> None:
    assert put_together(many, chosen_sentences(many, answer)) == text
