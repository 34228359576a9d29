"""Whose captions are imitated, by git and by the library; and which captions fall out of the paper's form."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.drafts.blame import caption_writers
from capassist.errors import UsageError
from capassist.model import Draft, EarlierPaper, Figure
from capassist.profile.library import add_paper, load_library
from capassist.profile.ranking import build_profile
from capassist.workflow.form import form_findings
from capassist.workflow.voices import with_voice

git_is_there = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def figure(name: str, caption: str) -> str:
    return f"\\begin{{figure}}\n\\includegraphics{{{name}}}\n\\caption{{{caption}}}\n\\label{{fig:{name}}}\n\\end{{figure}}\n"


def write(folder: Path, *figures: str) -> None:
    text = "\\documentclass{article}\n\\begin{document}\n" + "".join(figures) + "\\end{document}\n"
    (folder / "main.tex").write_text(text)


def git(folder: Path, *words: str, who: str = "Anna Ash") -> None:
    mail = f"{who.split(maxsplit=1)[0].lower()}@lab.example"
    person = {
        f"GIT_{role}_{what}": v for role in ("AUTHOR", "COMMITTER") for what, v in (("NAME", who), ("EMAIL", mail))
    }
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(folder), *words], env=os.environ | person | quiet, check=True, capture_output=True)


def commit(folder: Path, who: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", who=who)


A, B, C = figure("a", "Apples by weight."), figure("b", "Bees that\n  fly far."), figure("c", "Cats by age.")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper by two people; its last figure is not committed, and stands before theirs."""
    folder = tmp_path / "paper"
    folder.mkdir()
    git(folder, "init", "-q")
    write(folder, A)
    commit(folder, "Anna Ash")
    write(folder, A, B)
    commit(folder, "Ben Birch")
    write(folder, C, A, B)
    return folder


# What must not happen -------------------------------------------------------------------------------------------------


@git_is_there
@pytest.mark.parametrize(
    ("setting", "attributes"),
    [
        ("diff.evil.textconv", "*.tex diff=evil"),
        ("filter.evil.clean", "*.tex filter=evil"),
        ("filter.evil.smudge", "*.tex filter=evil"),
        ("filter.evil.process", "*.tex filter=evil"),
        ("core.fsmonitor", ""),
        ("core.pager", ""),
        ("diff.external", ""),
    ],
)
def test_no_program_of_the_repository_is_run(paper: Path, setting: str, attributes: str) -> None:
    owned = paper.parent / "owned"
    git(paper, "config", setting, f"sh -c 'touch {owned}; cat'")
    (paper / ".gitattributes").write_text(attributes + "\n")
    caption_writers(open_draft(paper))
    assert not owned.exists()


@pytest.mark.parametrize("there", [True, False], ids=["a folder", "no git"])
def test_without_a_repository_nobody_is_named(tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, A)
    if not there:
        monkeypatch.setenv("PATH", str(tmp_path))
    assert caption_writers(open_draft(tmp_path)) == {}
    with pytest.raises(UsageError, match="No caption is known to be by Anna") as raised:
        with_voice(open_draft(tmp_path), "Anna")
    assert "library add" in raised.value.hint


@git_is_there
def test_an_unknown_and_an_ambiguous_name_are_said(paper: Path) -> None:
    draft = open_draft(paper)
    with pytest.raises(UsageError) as raised:
        with_voice(draft, "Zoe")
    assert "Anna Ash <anna@lab.example>" in raised.value.hint
    with pytest.raises(UsageError, match=r"may be Anna Ash .* or Ben Birch"):
        with_voice(draft, "lab.example")


# By git and by the library --------------------------------------------------------------------------------------------


@git_is_there
def test_captions_are_of_who_wrote_their_lines(paper: Path) -> None:
    assert caption_writers(open_draft(paper)) == {
        "fig:a": "Anna Ash <anna@lab.example>",
        "fig:b": "Ben Birch <ben@lab.example>",
    }


@git_is_there
def test_one_person_s_captions_alone_are_imitated(paper: Path) -> None:
    draft = with_voice(open_draft(paper), "ben")
    target = next(f for f in draft.figures if f.id == "fig:c")
    assert [chosen.figure.id for chosen in build_profile(draft, target, 3).figures] == ["fig:b"]
    assert draft.figures == open_draft(paper).figures


def test_the_library_knows_voices(tmp_path: Path) -> None:
    write(tmp_path, A)
    library = tmp_path / "library.json"
    add_paper(library, open_draft(tmp_path), "Anna")
    assert [paper.voice for paper in load_library(library)] == ["Anna"]
    anna, ben = (
        EarlierPaper(n, None, (Figure(id=n, state="written", caption="X."),), voice=n) for n in ("Anna", "Ben")
    )
    draft = open_draft(tmp_path)
    draft = with_voice(Draft(**_fields(draft) | {"author": type(draft.author)(earlier=(anna, ben))}), "anna")
    assert [paper.name for paper in draft.author.earlier] == ["Anna"]
    assert draft.author.foreign == {"fig:a"}


def _fields(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


@git_is_there
def test_the_profile_of_one_person(paper: Path) -> None:
    shown = CliRunner().invoke(app, ["profile", str(paper), "--voice", "anna@lab.example", "--json"])
    assert shown.exit_code == 0, shown.output
    assert '"captions": 1' in shown.stdout


# Out of form ----------------------------------------------------------------------------------------------------------

ALIKE = [
    figure(f"g{n}", f"{word} of the seeds in both fields.") for n, word in enumerate("Yield Cost Size Age Hue".split())
]


@pytest.mark.parametrize(
    ("caption", "others", "found"),
    [
        pytest.param("Weight of the seeds in both fields.", ALIKE, 0, id="as the others"),
        pytest.param("Weight " * 30 + "of seeds.", ALIKE, 1, id="much longer"),
        pytest.param("Weight.", ALIKE, 1, id="much shorter"),
        pytest.param("Weight " * 30 + "of seeds.", ALIKE[:4], 0, id="too few others to have a form"),
        pytest.param("We see that the seeds grow fast.", ALIKE, 1, id="a statement among titles"),
        pytest.param("Weight of seeds of length n. x is the year.", ALIKE, 0, id="a title before a symbol"),
        pytest.param(
            "Gewicht der Samen ist in beiden Feldern und auf dem Hof gleich.", ALIKE, 0, id="another language"
        ),
        pytest.param("(a) Weight of the seeds in both fields.", ALIKE, 1, id="a panel label among titles"),
    ],
)
def test_what_falls_out_of_the_paper_s_form(tmp_path: Path, caption: str, others: list[str], found: int) -> None:
    write(tmp_path, figure("z", caption), *others)
    draft = open_draft(tmp_path)
    assert len(list(form_findings(draft, draft.figures[0]))) == found


def test_who_says_we_among_others_that_do_not_is_named_and_who_is_active_among_the_passive_is_not(
    tmp_path: Path,
) -> None:
    passive = [figure(f"p{n}", f"The {word} of the seeds is shown here.") for n, word in enumerate("abcdef")]
    write(tmp_path, figure("z", "The weight of the seeds is growing here."), *passive)
    draft = open_draft(tmp_path)
    assert list(form_findings(draft, draft.figures[0])) == []
    write(tmp_path, figure("z", "The weight is what we show of the seeds."), *passive)
    draft = open_draft(tmp_path)
    assert [finding.message for finding in form_findings(draft, draft.figures[0])] == [
        "The caption says “we”; of the paper's others nearly all do not."
    ]
