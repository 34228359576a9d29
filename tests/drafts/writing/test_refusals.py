"""Why a text cannot be written, in a sentence, and the way on."""

from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.drafts.writing.refusals import Refusal, refusal_of_all, refused_blank, text_name, to_edit
from tests.drafts.latex.conftest import article, write_project

NAMES = {
    "fig:a": "caption of fig:a",
    "fig:a@alt": "alternative text of fig:a",
    "fig:a@alt2": "alternative text of fig:a",
    "fig:a@short": "short title of fig:a",
    "fig@a@alt": "alternative text of fig@a",
    "fig@a": "caption of fig@a",
    "@alt": "caption of @alt",
    "fig:a@": "caption of fig:a@",
}


@pytest.mark.parametrize(("figure", "name"), NAMES.items())
def test_what_a_text_is_called(figure: str, name: str) -> None:
    assert text_name(figure) == name
    assert Refusal(figure, "it is long.").error().message == f"The {name} cannot be written: it is long."


ALL = {
    "one": ([Refusal("a", "it is long.", "Cut it.")], "", "The caption of a cannot be written: it is long. Nothing was written.", "Cut it."),
    "two": ([Refusal("a", "long."), Refusal("b", "short", "Go on.")], "", "2 captions cannot be written, so nothing was: a: long; b: short.", "Write this one by hand.\nGo on."),
    "of one hint": ([Refusal("a", "long"), Refusal("b", "short")], "", "2 captions cannot be written, so nothing was: a: long; b: short.", "Write this one by hand."),
    "a text of another kind": ([Refusal("a", "long"), Refusal("b@alt", "short")], "", "2 texts cannot be written, so nothing was: a: long; b@alt: short.", "Write this one by hand."),
    "without hints": ([Refusal("a", "long", ""), Refusal("b", "short", "")], "", "2 captions cannot be written, so nothing was: a: long; b: short.", ""),
    "with others": ([Refusal("a", "long")], "Leave it out.", "The caption of a cannot be written: long. Nothing was written.", "Write this one by hand.\nLeave it out."),
}  # fmt: skip


@pytest.mark.parametrize(("refused", "others", "message", "hint"), ALL.values(), ids=ALL)
def test_what_is_said_of_all(refused: list[Refusal], others: str, message: str, hint: str) -> None:
    error = refusal_of_all(refused, others)
    assert (error.message, error.hint) == (message, hint)


def test_a_blank_is_named_with_the_way_to_its_text(tmp_path: Path) -> None:
    figure = r"\begin{figure}\includegraphics{a}\caption{Old.}\label{fig:a}\end{figure}"
    draft = read_latex(write_project(tmp_path, {"main.tex": article(figure)}))
    (first,) = draft.figures
    assert refused_blank(draft, first, "All of it [0, 1].") is None
    assert refused_blank(draft, first, "The [what is plotted] of a day.") == Refusal(
        "fig:a", "[what is plotted] is still to be filled in.", to_edit(draft, first)
    )
    assert to_edit(draft, first).startswith("Edit the text: capassist review ")
    assert "fig:a" in to_edit(draft, first)
