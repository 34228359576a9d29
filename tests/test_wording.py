import shlex
from pathlib import Path

import pytest

from capassist.model import Draft, Figure, Mention, Source
from capassist.wording import command, label_of, name_to_type, named, place_of, place_of_mention
from capassist.workflow.drafting import choose_figures


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        pytest.param(Figure("fig:a", labels=("fig:a",), number="2"), "fig:a", id="a label"),
        pytest.param(Figure("p3#1", number="4"), "4", id="a number, where there is no label"),
        pytest.param(Figure("p3#2"), "p3#2", id="neither"),
        pytest.param(Figure("p5#1", number="7"), "p5#1", id="a number that two have"),
        pytest.param(Figure("s#1", kind="scheme", number="1"), "s#1", id="a scheme's number is no figure's"),
    ],
)
def test_what_is_told_to_be_typed_names_this_figure(figure: Figure, name: str) -> None:
    others = (Figure("p5#2", number="7"), Figure("s#2", kind="scheme", number="3"))
    draft = Draft(Path("p.pdf"), Path(), "pdf", "p.pdf", figures=(figure, *others))
    assert name_to_type(draft, figure) == name
    if figure.is_picture:
        assert choose_figures(draft, [name]) == (figure,)


@pytest.mark.parametrize("path", ["paper", "my paper", "it's/a $paper", "-paper"])
def test_a_command_survives_the_shell(path: str) -> None:
    draft = Draft(Path(path), Path(path), "latex", "main.tex")
    assert shlex.split(command("review", draft, "--figure", "a b")) == ["capassist", "review", path, "--figure", "a b"]


@pytest.mark.parametrize(
    ("figure", "place", "label"),
    [
        (Figure("a.tex#1", source=Source("a.tex", 7), page=3), "a.tex:7", "a.tex#1"),
        (Figure("p3#1", page=3), "page 3", "p3#1"),
        (Figure("fig:a", labels=("fig:a", "fig:old")), "", "fig:a"),
    ],
)
def test_where_a_figure_stands_and_what_it_is_labelled(figure: Figure, place: str, label: str) -> None:
    assert place_of(figure) == place
    assert label_of(figure) == label


@pytest.mark.parametrize(
    ("mention", "place"),
    [
        (Mention("x", (), section="2 Method", file="a.tex", line=4), "2 Method, a.tex:4"),
        (Mention("x", (), file="a.tex"), "a.tex"),
        (Mention("x", (), page=5), "page 5"),
        (Mention("x", ()), ""),
    ],
)
def test_where_a_paragraph_stands(mention: Mention, place: str) -> None:
    assert place_of_mention(mention) == place


def test_the_first_of_many_are_named_and_the_others_counted() -> None:
    figures = [Figure(f"f{number}", number=str(number)) for number in range(1, 11)]
    assert named(figures[:2]) == "Figure 1, Figure 2"
    assert named(figures).endswith("Figure 8 and 2 more")
