"""Which sentences tell of the figure that they name."""

import re

import pytest

from capassist.captioners.extractive.mention_filter import about_figure
from capassist.captioners.extractive.noted import notes_on
from capassist.captioners.extractive.statements import Statement, statements
from capassist.model import CaptionRequest, Figure, Mention, Profile, Sentence

POINTER = re.compile(r"Figure~\\ref\{x\}")


def sentence(source: str) -> Sentence:
    return Sentence(source, source, tuple(m.span() for m in POINTER.finditer(source)), r"\ref{y}" in source)


def statements_of(*sources: str) -> list[Statement]:
    mention = Mention(" ".join(sources), tuple(map(sentence, sources)))
    return statements(CaptionRequest(Figure("x", mentions=(mention,)), Profile((), None), "latex"))


def said(*sources: str) -> str:
    return " ".join(statement.clause.text for statement in statements_of(*sources))


@pytest.mark.parametrize(
    "source",
    [
        r"No large errors are observed in the plot (similar to Figure~\ref{x}).",
        r"The situation is analogous to that in Figure~\ref{x}.",
        r"Unlike Figure~\ref{x}, it falls.",
        r"Figure~\ref{y} shows the speed of the pumps that are shown in Figure~\ref{x}.",
        r"Both are compared with Figure~\ref{x}.",
        r"The models do as well as those previously presented in Figure~\ref{x}.",
        r"It is drawn over frequency (rather than period, as in Figure~\ref{x}).",
        r"A similar result is apparent in Figure~\ref{x} of~\citet{smith}.",
        r"We use the data of Figure~\ref{x} of Smith et al.",
    ],
)
def test_what_compares_looks_back_or_means_another_paper_does_not(source: str) -> None:
    assert [s.references for s in about_figure([sentence(source)])] == [()]
    assert said(source, "The red line is their mean.") == ""


@pytest.mark.parametrize(
    "source",
    [
        r"Figure~\ref{y} shows the raw image and Figure~\ref{x} the clean one.",
        r"The errors fall, as in Figure~\ref{x}.",
        r"The errors fall (as in Figure~\ref{x}).",
        r"The cost compared to the baseline is in Figure~\ref{x}.",
        r"The curve in Figure~\ref{x} is similar to a sine.",
    ],
)
def test_what_tells_of_it_does(source: str) -> None:
    assert len(next(about_figure([sentence(source)])).references) == 1


@pytest.mark.parametrize(
    "behind",
    [
        r"For a signal like the one seen in Figure~\ref{x}, each peak is as wide as the window.",
        r"The losses of a second pump are smaller than those in Figure~\ref{x}.",
        "The losses of a second pump are smaller than\nin Figure~\\ref{x}b.",
    ],
)
def test_a_caption_does_not_point_at_its_own_figure(behind: str) -> None:
    assert said(r"Figure~\ref{x} shows the losses of a pump.", behind) == "The losses of a pump."


def test_a_figure_that_shows_something_is_no_other_one() -> None:
    twice = sentence(r"Figure~\ref{x} shows that the losses of the pump in Figure~\ref{x} fall.")
    assert [s.references for s in about_figure([twice])] == [twice.references]


@pytest.mark.parametrize(
    ("before", "sentence_of_it"),
    [
        (
            "Errors by the peak's width can be silly, if you insist.",
            r"For example, by its width in Figure~\ref{x}, the pump is old.",
        ),
        ("Zum Testen nehmen Sie alles!", r"Zum Beispiel ist die Pumpe nach ihrer Breite (Figure~\ref{x}) sehr alt."),
    ],
)
def test_an_example_of_what_was_left_out_is_not_said(before: str, sentence_of_it: str) -> None:
    found = statements_of(before, sentence_of_it)
    assert [s.depends_on_context for s in found if s.place[1] == 1] == [True]


@pytest.mark.parametrize(
    ("behind", "leans"),
    [
        ("As a result, the losses of the pump are small.", True),
        ("Otherwise the losses of the pump grow.", True),
        ("Donc, the losses of the pump grow.", True),
        ("However, the losses of the pump grow.", False),
        ("The losses of the pump grow as a result of wear.", False),
        (r"Thus, the losses of the pump grow (Figure~\ref{x}).", False),
        (r"As a result of wear, the losses of the pump grow.", False),
    ],
)
def test_a_conclusion_holds_for_what_is_said_before_it(behind: str, leans: bool) -> None:
    found = statements_of(r"Figure~\ref{x} shows the losses of a pump.", behind)
    assert [s.depends_on_context for s in found] == [False, leans]


@pytest.mark.parametrize(
    ("source", "opens"),
    [
        (r"Figure~\ref{x} also shows a wide peak at one year.", False),
        (r"A wide peak at one year is also visible in Figure~\ref{x}.", False),
        (r"Figure~\ref{x} shows a wide peak, which is also old.", True),
        (r"A wide peak, which also the old model has, is shown in Figure~\ref{x}.", True),
    ],
)
def test_what_a_figure_also_shows_opens_no_caption(source: str, opens: bool) -> None:
    found = statements_of(source)
    assert [s.opens for s in found] == [opens]


@pytest.mark.parametrize(
    ("behind", "restricts"),
    [
        ("For the sake of clarity, only a part of the test set is shown.", True),
        ("Nur jeder zehnte Punkt ist dargestellt.", True),
        ("The first epoch is omitted.", True),
        ("The plot shows only runs that end.", True),
        ("Only three pumps are used.", False),
        ("Every part of the test set is shown.", False),
    ],
)
def test_what_says_that_not_all_is_shown_is_kept_by_what_it_restricts(behind: str, restricts: bool) -> None:
    shown = statements_of(r"Figure~\ref{x} shows the losses of a pump.", behind)[0]
    notes = [note for note in notes_on([shown]) if "restricts" in note]
    assert notes == ([f"the next sentence of the text restricts what is shown: “{behind}”"] if restricts else [])


def test_a_name_loses_the_sentences_of_programs_behind_it_and_no_other() -> None:
    assert "small" in said(r"The losses of the old pump are shown in Figure~\ref{x} and they are small.")
    shown = r"The losses of the old pump are shown in Figure~\ref{x} and the code is in the directory pumps."
    assert said(shown) == "The losses of the old pump."


@pytest.mark.parametrize(
    ("behind", "of_the_work"),
    [
        ("To execute the model of the pump, go to this directory.", True),
        ("The script saves a file with one row for a pump.", True),
        ("The losses of the pump are a function of its age.", False),
    ],
)
def test_what_programs_do_is_of_the_work(behind: str, of_the_work: bool) -> None:
    assert [s.is_of_the_work for s in statements_of(r"Figure~\ref{x} shows the losses of a pump.", behind)][1:] == [
        of_the_work
    ]


def test_which_of_two_figures_shows_the_first_of_two_things_is_not_known() -> None:
    both = r"The two samples of beads are in Figure~\ref{x} and Figure~\ref{y}."
    assert "glass" not in said("The first is a sample of glass beads.", "The second is of steel beads.", both)
    assert "glass" in said("The first is a sample of glass beads.", r"The sample of beads is in Figure~\ref{x}.")


def test_a_sentence_before_is_about_the_figure_only_where_the_figure_s_own_does_no_more_than_point() -> None:
    work = "By joining both steps, the inner work is used once more."
    mention = Mention("", (sentence(work), sentence(r"This is shown in Figure~\ref{x}.")))
    opens = statements(CaptionRequest(Figure("x", mentions=(mention,)), Profile((), None), "latex"))
    assert [s.opens for s in opens] == [True]
    told = r"It can also be used to build the inner rule of a chain step by step (see Figure~\ref{x})."
    mention = Mention("", (sentence(work), sentence(told)))
    opens = statements(CaptionRequest(Figure("x", mentions=(mention,)), Profile((), None), "latex"))
    assert opens[0].opens is False
