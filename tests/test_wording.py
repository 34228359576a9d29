import shlex
from pathlib import Path

import pytest

from capassist.model import Draft, Figure
from capassist.wording import command, name_to_type
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
