"""A trained prefix against captions that are shown: a stand-in learns without torch."""

from collections.abc import Sequence

import pytest
from papers_to_learn import Make
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import UsageError
from capassist.learning.prefix_trial import (
    FEWEST_TO_TRAIN,
    MOST_SEEN,
    NONE,
    OTHER,
    OWN,
    RIVAL,
    WITHOUT,
    Example,
    Split,
    seen_words,
    split,
    tried,
    user_words,
)
from capassist.model import Axis, Drawing, Figure, LegendEntry, PlotPanel


def examples(subject: str, count: int) -> list[Example]:
    return [Example(f"{subject} of sample {n}.", ("graph", "plot")) for n in range(count)]


ASH, ELM = split("ash", examples("Growth", 12)), split("elm", examples("Melting", 12))


class Echo:
    """Finds a caption the likelier, the more of its words it has learnt; the author's words help."""

    def __init__(self, own: Split, words: Sequence[str]) -> None:
        self.known = set(" ".join(example.caption for example in own.train).split())
        self.asked: list[Example] = []

    def log_likelihood(self, example: Example, *, with_user: bool = True) -> tuple[float, int]:
        self.asked.append(example)
        text = example.caption.split()
        return -sum((0.5 if word in self.known else 5.0) + (not with_user) for word in text), len(text)


class Shown:
    """Finds every text as likely, and notes what stood before it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def log_likelihood(self, text: str, before: Sequence[str]) -> tuple[float, int]:
        self.asked.append((text, tuple(before)))
        return -3.0, 1


@pytest.mark.parametrize("count", [0, 1, FEWEST_TO_TRAIN - 1])
def test_too_few_captions_are_refused_with_how_many_are_missing(count: int) -> None:
    with pytest.raises(UsageError) as raised:
        split("ash", examples("Growth", count))
    assert raised.value.hint.startswith(f"{FEWEST_TO_TRAIN - count} caption")


@pytest.mark.parametrize("count", [FEWEST_TO_TRAIN, 9, 13, 40])
def test_no_caption_is_learnt_and_tried(count: int) -> None:
    own = split("ash", examples("Growth", count))
    parts = [{example.caption for example in part} for part in (own.train, own.validation, own.test)]
    assert all(parts)
    assert sum(map(len, parts)) == len(set.union(*parts)) == count
    assert own == split("ash", examples("Growth", count))


@pytest.mark.parametrize(
    ("count", "train", "stop_by", "test"), [(8, 4, 2, 2), (15, 9, 3, 3), (16, 8, 4, 4), (20, 11, 4, 5), (40, 31, 4, 5)]
)
def test_a_quarter_each_is_tested_on_and_stopped_by_up_to_a_few(
    count: int, train: int, stop_by: int, test: int
) -> None:
    own = split("ash", examples("Growth", count))
    assert (len(own.train), len(own.validation), len(own.test)) == (train, stop_by, test)


def test_only_what_was_learnt_from_is_shown_and_only_the_rest_is_tried() -> None:
    shown, made = Shown(), dict[str, Echo]()

    def train(own: Split, words: Sequence[str]) -> Echo:
        return made.setdefault(own.name, Echo(own, words))

    tried([ASH, ELM], train, shown)
    tested = {example.caption for example in (*ASH.test, *ELM.test)}
    assert {text for text, _ in shown.asked} == tested
    assert not tested & {text for _, before in shown.asked for text in before}
    assert {example.caption for echo in made.values() for example in echo.asked} == tested


def test_the_table_says_what_the_prefix_is_better_than() -> None:
    table = tried([ASH, ELM], Echo, Shown())
    for row in table.rows:
        assert row.values[OWN].value < row.values[OTHER].value
        assert row.values[OWN].value < row.values[WITHOUT].value
        assert row.values[RIVAL].value == row.values[NONE].value
    assert table.notes[0] == "The prefix is better than another author's prefix: 2 of 2."


def test_a_prefix_that_is_no_better_is_not_said_to_be() -> None:
    class Same(Echo):
        def log_likelihood(self, example: Example, *, with_user: bool = True) -> tuple[float, int]:
            return -3.0, 1

    assert all(note.endswith("0 of 2.") for note in tried([ASH, ELM], Same, Shown()).notes[:3])


def test_one_voice_is_not_tried() -> None:
    with pytest.raises(UsageError, match="One voice"):
        tried([ASH], Echo, Shown())


def test_the_authors_words_set_them_apart() -> None:
    ash, elm = user_words([ASH, ELM])
    assert "growth" in ash
    assert "growth" not in elm


def test_a_figure_is_seen_by_its_type_drawing_and_text_never_by_its_caption() -> None:
    panel = PlotPanel(x=Axis(label="Age"), legend=(LegendEntry("oak"),))
    figure = Figure(
        "f", caption="Secret.", type="graph plot", drawing=Drawing("pdf", (panel,)), drawn_text="Age 10 elm " * 99
    )
    assert seen_words(figure) == ("graph", "plot", "1", "panel", "Age", "oak", "10", "elm")
    many = Figure("f", drawn_text=" ".join(f"w{n}" for n in range(200)))
    assert len(seen_words(many)) == MOST_SEEN


def test_too_small_a_paper_is_said_before_any_model_is_loaded(make: Make) -> None:
    result = CliRunner().invoke(app, ["bench", "voice", str(make("ash", 3)), str(make("elm", 3))])
    assert result.exit_code == 2
    assert "missing" not in result.output
    assert "7 captions more" in result.output
