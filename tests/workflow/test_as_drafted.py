"""What stands as a program drafted it is not how the author writes: it is not learnt from, not imitated, not counted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.wiring import open_paper
from capassist.evaluation.held_out import Evaluation
from capassist.profile.lexicon import characteristic_words
from capassist.profile.library import add_paper
from capassist.profile.ranking import Profiles, own_captions
from capassist.text.function_words import function_words

OWN = "Apples by weight, as a farmer told us."


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def figure(name: str, caption: str = "") -> str:
    return f"\\begin{{figure}}\n\\includegraphics{{{name}}}\n\\caption{{{caption}}}\n\\label{{fig:{name}}}\n\\end{{figure}}\n"


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A paper with the author's caption of one figure; another's is as it was drafted, and a third's was edited."""
    return paper_with(tmp_path, figure("apples", OWN))


def paper_with(folder: Path, *figures: str) -> Path:
    path = folder / "paper"
    path.mkdir()
    said = "".join(
        f"Figure~\\ref{{fig:{name}}} shows the speed of {name} against the age of {name} in years.\n\n"
        for name in ("bees", "cats")
    )
    text = "".join((said, *figures, figure("bees"), figure("cats")))
    (path / "main.tex").write_text(f"\\documentclass{{article}}\n\\begin{{document}}\n{text}\\end{{document}}\n")
    record = json.loads(run("suggest", path, "--json"))
    for draft in record["drafts"]:
        draft["verdict"] = "accept"
        if draft["figure"] == "fig:cats":
            draft |= {"verdict": "edit", "text": "Cats are fast while they are young."}
    decisions = folder / "d.json"
    decisions.write_text(json.dumps(record))
    run("apply", path, "--decisions", decisions, "--yes")
    return path


def own(path: Path) -> list[str]:
    return [figure.id for figure in own_captions(open_paper(path, None))]


def test_a_caption_that_was_accepted_as_drafted_is_not_the_authors(drafted: Path) -> None:
    assert own(drafted) == ["fig:apples", "fig:cats"]
    paper = open_paper(drafted, None)
    profile = Profiles(paper).of(paper.figures[0], 9)
    assert [found.figure.id for found in profile.figures] == ["fig:cats"]
    assert profile.style is not None
    assert profile.style.captions == 1


def test_profile_says_what_is_left_out(drafted: Path) -> None:
    said = run("profile", drafted)
    assert "Measured on 2 captions of this draft. 1 caption accepted as drafted is left out." in " ".join(said.split())
    record = json.loads(run("profile", drafted, "--json"))
    assert (record["captions"], record["left_out"]) == (2, ["fig:bees"])


def test_where_nothing_else_is_there_profile_says_so(tmp_path: Path) -> None:
    path = paper_with(tmp_path)
    source = path / "main.tex"
    source.write_text(source.read_text().replace("Cats are fast while they are young.", ""))
    said = " ".join(run("profile", path).split())
    assert said.startswith("There is no other caption to learn from: 1 caption accepted as drafted is left out.")


def test_what_the_author_worded_anew_since_counts(drafted: Path) -> None:
    source = drafted / "main.tex"
    text = open_paper(drafted, None).figures[1].caption_source or ""
    source.write_text(source.read_text().replace(text, f"{text[:-1]}, as bees do."))
    assert own(drafted) == ["fig:apples", "fig:bees", "fig:cats"]


def test_a_session_that_cannot_be_read_leaves_nothing_out(drafted: Path) -> None:
    (session,) = (drafted / ".capassist" / "sessions").iterdir()
    session.unlink()
    session.mkdir()
    assert own(drafted) == ["fig:apples", "fig:bees", "fig:cats"]


def test_neither_the_library_nor_a_trial_takes_it(drafted: Path, tmp_path: Path) -> None:
    paper = open_paper(drafted, None)
    kept = add_paper(tmp_path / "library.json", paper)
    assert "2 captions" in run("library", "add", drafted)
    assert [figure.caption for figure in kept.figures] == [OWN, "Cats are fast while they are young."]
    assert [target.figure.id for target in Evaluation((paper,)).targets] == ["fig:apples", "fig:cats"]


@pytest.mark.parametrize(
    ("language", "joining", "meaning"),
    [
        ("de", "der die und je z.b einem dem einer bei", "zustand aktionen"),
        ("fr", "le la et avec chaque pour cette", "courbe vitesse"),
        ("es", "el los y cada según para una", "curva velocidad"),
        ("it", "il della e ogni secondo per una", "curva velocità"),
        ("pt", "o do e cada segundo para uma", "curva velocidade"),
        ("nl", "de het en elk volgens met voor een", "snelheid kromme"),
    ],
)
def test_words_that_join_are_not_your_words(drafted: Path, language: str, joining: str, meaning: str) -> None:
    paper = open_paper(drafted, None)
    captions = [[*joining.split(), *meaning.split()]] * 2
    assert set(characteristic_words(paper, captions)) == set(meaning.split()), language


def test_a_word_that_joins_in_another_language_alone_stays() -> None:
    assert "sand" not in function_words(["The speed of the cars is shown for each of the roads."])
    assert "die" not in function_words(["The speed of the cars is shown for each of the roads."])
    assert "die" in function_words(["Kurve"])
