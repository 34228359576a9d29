"""What the shell completes, asked for as a shell does, by the environment in a process of its own; and in this one."""

import os
import sys
from pathlib import Path

import programs
import pytest
import typer

from capassist.cli import app, completion
from capassist.drafts import open_draft
from capassist.rules import RULES
from capassist.rules.venues import VENUES
from capassist.settings import SERVERS


def completed(line: str, folder: Path) -> list[str]:
    """Return what bash is offered for the last word of the line."""
    words = line.split(" ")
    asked = {"_CAPASSIST_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    _, out, err = programs.run(["-m", "capassist"], env=os.environ | asked, cwd=folder)
    assert err == ""
    return out.split()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked on Windows")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("capassist suggest nowhere --figure ", [], id="no draft there"),
        pytest.param("capassist suggest --figure ", [], id="no draft named"),
        pytest.param("capassist suggest broken.pdf --figure ", [], id="a draft that cannot be read"),
        pytest.param("capassist suggest paper --figure fig:s", ["fig:share", "fig:states"], id="figures"),
        pytest.param("capassist review paper --figure fig:t", ["fig:time"], id="another command"),
        pytest.param("capassist check paper --venue ac", ["acm", "acl", "acs"], id="venues"),
        pytest.param("capassist key show op", ["openai", "openrouter"], id="servers"),
    ],
)
def test_completion_offers_what_fits_and_says_nothing_else(line: str, words: list[str], paper: Path) -> None:
    (paper.parent / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    assert completed(line, paper.parent) == words


# In process ---------------------------------------------------------------------------------------------------------------


def on_the_line(*words: str, draft: str | None = None) -> typer.Context:
    """Return what the parser knows when a value is waited for: the draft, or else the words before it."""
    context = typer.Context(typer.main.get_command(app))
    context.params, context.args = {"draft": draft}, list(words)
    return context


def test_figures_are_offered_by_the_name_to_type_with_the_printed_one(paper: Path) -> None:
    figures = open_draft(paper).figures
    offered = [(figure.id, figure.name) for figure in figures if figure.id.startswith("fig:s")]
    assert offered
    assert completion.figures(on_the_line(str(paper), "other"), "fig:s") == offered
    assert completion.figures(on_the_line("other", draft=str(paper)), "fig:s") == offered
    assert completion.figures(on_the_line(str(paper)), "nothing") == []


@pytest.mark.parametrize("words", [(), ("nowhere",)])
def test_without_a_draft_no_figure_is_offered(words: tuple[str, ...]) -> None:
    assert completion.figures(on_the_line(*words), "") == []


def test_venues_and_servers_are_offered_in_any_case_with_where_they_are() -> None:
    assert completion.venues("ACM") == [("acm", VENUES[[venue.name for venue in VENUES].index("acm")].page)]
    assert completion.servers("OLL") == [("ollama", SERVERS["ollama"])]
    assert [name for name, _ in completion.venues("")] == [venue.name for venue in VENUES]
    assert completion.venues("nowhere") == completion.servers("nowhere") == []


def test_without_a_beginning_rules_are_offered_by_their_codes_alone() -> None:
    assert completion.rules("") == [(rule.code, rule.name) for rule in RULES]


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("C001", ("C001", "missing-caption")),
        ("c001", ("C001", "missing-caption")),
        ("missing-cap", ("missing-caption", "C001")),
        ("C002,C001", ("C002,C001", "missing-caption")),
        ("C002,missing-cap", ("C002,missing-caption", "C001")),
        ("C002,C003,Missing-cap", ("C002,C003,missing-caption", "C001")),
    ],
)
def test_of_several_rules_the_last_is_completed(begun: str, offered: tuple[str, str]) -> None:
    assert completion.rules(begun) == [offered]
