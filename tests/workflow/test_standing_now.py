"""disclose: only what stands now is claimed, wherever it was written and whoever put something else in its place."""

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.wiring import open_session
from capassist.drafts import open_draft
from capassist.model import Decision, Reviewed, Verdict
from capassist.workflow.standing import reviewed_now, standing_of

DRAFTED = "Share of the 12 corpora that were read without an error."
COLLEAGUE = "Prose is read best; every bar stands for one of our corpora."


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def disclosed(path: Path) -> tuple[Any, str, str]:
    """Return the record of the one figure that was drafted, the statement and the notes."""
    record = json.loads(CliRunner().invoke(app, ["disclose", str(path), "--json"]).stdout)
    (row,) = record["captions"]
    return row, record["statement"], " ".join(record["notes"])


def accept(path: Path, text: str = DRAFTED, figure: str = "fig:share") -> None:
    """Draft a caption offline, accept the text for it by file, and write it."""
    record = json.loads(CliRunner().invoke(app, ["suggest", str(path), "--figure", figure, "--json"]).stdout)
    record["drafts"][0] |= {"verdict": "edit", "text": text}
    decisions = path.parent / "d.json"
    decisions.write_text(json.dumps(record))
    code, output = run("apply", path, "--decisions", decisions, "--yes")
    assert code == 0, output


def pack(path: Path, source: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("main.tex", source)


@pytest.fixture
def packed(paper: Path, tmp_path: Path) -> Path:
    """Return an archive of the paper, and write a drafted caption into the one beside it."""
    path = tmp_path / "packed.zip"
    pack(path, (paper / "main.tex").read_text())
    accept(path)
    return path


def replaced(packed: Path, caption: str) -> None:
    """Have another archive in the place of the given one: with this caption, as it comes back from the co-author."""
    source = zipfile.ZipFile(packed).read("main.tex").decode()
    pack(packed, source.replace("TODO", caption))


def test_an_archive_that_was_deleted_has_nothing_in_it(packed: Path) -> None:
    packed.with_name("packed-captioned.zip").unlink()
    row, statement, notes = disclosed(packed)
    assert (row["in_paper"], row["exported"], row["lost"], statement) == (False, False, True, "")
    assert "packed-captioned.zip, which is not there any more" in notes
    assert "Accepted but not applied" not in notes


@pytest.mark.parametrize("content", [b"no archive", None], ids=["damaged", "another"])
def test_an_archive_that_holds_something_else_has_nothing_in_it(packed: Path, content: bytes | None) -> None:
    captioned = packed.with_name("packed-captioned.zip")
    captioned.write_bytes(content or packed.read_bytes())
    row, statement, notes = disclosed(packed)
    assert (row["exported"], row["lost"], statement) == (False, True, "")
    assert "has another text in its place now" in notes
    assert "any more" not in notes


@pytest.mark.parametrize("deleted", [False, True])
def test_a_co_author_s_caption_in_a_replaced_archive_is_not_the_program_s(packed: Path, deleted: bool) -> None:
    replaced(packed, COLLEAGUE)
    if deleted:
        packed.with_name("packed-captioned.zip").unlink()
    row, statement, notes = disclosed(packed)
    assert (row["in_paper"], row["exported"], row["replaced"], statement) == (False, False, True, "")
    assert "only you know" in notes
    assert "packed-captioned.zip" not in notes


def test_a_replaced_archive_with_the_caption_in_it_has_it(packed: Path) -> None:
    packed.with_name("packed-captioned.zip").replace(packed)
    row, statement, notes = disclosed(packed)
    assert (row["in_paper"], row["exported"], row["changed_since"]) == (True, False, False)
    assert "packed-captioned.zip" not in notes
    assert "capassist" in statement


def test_a_drafted_caption_that_the_co_author_changed_is_said_to_be_changed(packed: Path) -> None:
    replaced(packed, f"{DRAFTED} Prose leads.")
    row, statement, _ = disclosed(packed)
    assert (row["in_paper"], row["changed_since"]) == (True, True)
    assert "was edited afterwards" in statement


def test_a_co_author_s_caption_in_a_folder_is_not_the_program_s(paper: Path) -> None:
    accept(paper)
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(DRAFTED, COLLEAGUE))
    row, statement, notes = disclosed(paper)
    assert (row["in_paper"], row["replaced"], statement) == (False, True, "")
    assert "Figure 2" in notes


def test_a_figure_under_another_label_keeps_its_drafted_caption(paper: Path) -> None:
    accept(paper)
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("fig:share", "fig:corpora"))
    row, statement, _ = disclosed(paper)
    assert (row["figure"], row["in_paper"]) == ("fig:corpora", True)
    assert r"\ref{fig:corpora}" in statement


def test_another_figure_in_the_place_of_one_without_a_label_has_no_drafted_caption(paper: Path) -> None:
    main = paper / "main.tex"
    whole = main.read_text().replace("  \\label{fig:share}\n", "").replace("\\ref{fig:share}", "2")
    main.write_text(whole)
    accept(paper, figure="main.tex#2")
    begin = main.read_text().index("\\begin{figure}\n  \\includegraphics{share}")
    end = main.read_text().index("\\end{figure}", begin)
    figure = main.read_text()[begin:end]
    other = figure.replace("share", "other").replace(DRAFTED, COLLEAGUE)
    main.write_text(main.read_text().replace(figure, f"{other}\\end{{figure}}\n\n{figure}"))
    row, _, _ = disclosed(paper)
    assert (row["figure"], row["in_paper"]) == ("main.tex#3", True)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Return a PDF with a figure that has no caption, for which one was exported."""
    path, document = tmp_path / "paper.pdf", pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 80), "Figure 1 shows the share of the 12 corpora that were read without an error.")
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 200, 150))
    picture.clear_with(128)
    page.insert_image(pymupdf.Rect(72, 120, 372, 345), pixmap=picture)
    page.insert_text((72, 360), "Figure 1: TODO")
    document.save(path)
    (figure,) = json.loads(CliRunner().invoke(app, ["scan", str(path), "--json"]).stdout)["figures"]
    accept(path, figure=figure["id"])
    return path


def test_what_was_exported_for_a_pdf_stands_in_the_file_beside_it(pdf: Path) -> None:
    row, statement, notes = disclosed(pdf)
    assert (row["exported"], row["lost"], row["archive"]) == (True, False, None)
    assert "In captions.md, not seen in the paper itself" in notes
    assert statement


@pytest.mark.parametrize("lose", ["delete", "change"])
def test_an_export_that_is_gone_is_not_claimed(pdf: Path, lose: str) -> None:
    record = pdf.with_name("captions.json")
    if lose == "delete":
        record.unlink()
    else:
        record.write_text(record.read_text().replace(DRAFTED, COLLEAGUE))
    row, statement, notes = disclosed(pdf)
    assert (row["exported"], row["lost"], statement) == (False, True, "")
    assert ("not there any more" if lose == "delete" else "has another text") in notes


def test_a_paper_copied_for_the_next_one_discloses_nothing_of_the_first(paper: Path) -> None:
    accept(paper)
    other = paper.with_name("next")
    shutil.copytree(paper, other)
    text = (
        "\\documentclass{article}\\begin{document}\\title{Whales}\\maketitle The songs of whales were heard in every "
        "bay of the coast. Figure~\\ref{fig:share} tells their lengths in minutes and in miles.\n"
        "\\begin{figure}\\includegraphics{share}\\caption{TODO}\\label{fig:share}\\end{figure}\\end{document}"
    )
    (other / "main.tex").write_text(text)
    record = json.loads(CliRunner().invoke(app, ["disclose", str(other), "--json"]).stdout)
    assert (record["captions"], record["statement"]) == ([], "")
    assert disclosed(paper)[0]["in_paper"]


# One figure and one text --------------------------------------------------------------------------------------------------

OLD = "Share of the 12 corpora."


def row(text: str | None = DRAFTED, **more: object) -> Reviewed:
    decision = Decision("fig:share", "edit", text) if text is not None else None
    return replace(Reviewed("fig:share", (), decision, "review", applied=True), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "given", "standing"),
    [
        pytest.param(DRAFTED, row(), "as accepted", id="it stands"),
        pytest.param(DRAFTED.replace(" of", "\n  of"), row(), "as accepted", id="broken into other lines"),
        pytest.param("", row(), "gone", id="emptied"),
        pytest.param("TODO", row(), "gone", id="a placeholder"),
        pytest.param(OLD, row(before=(OLD,)), "gone", id="the text before is back"),
        pytest.param(f"{DRAFTED} Prose leads.", row(), "changed", id="changed"),
        pytest.param("Share of the 12 corpora that our parser got through.", row(), "changed", id="half of the words"),
        pytest.param(COLLEAGUE, row(), "other", id="another text"),
        pytest.param(DRAFTED, row(None), None, id="no decision"),
    ],
)
def test_how_a_text_stands(now: str, given: Reviewed, standing: str | None, paper: Path) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("TODO", now))
    draft = open_draft(paper)
    (figure,) = (figure for figure in draft.figures if figure.id == "fig:share")
    assert standing_of(draft, figure, given) == standing
    assert standing_of(replace(draft, kind="pdf"), figure, given) is None  # nothing is written there
    assert standing_of(draft, replace(figure, made_from="paper.md"), given) is None


@pytest.mark.parametrize(
    ("now", "counts"),
    [(DRAFTED, DRAFTED), (f"{DRAFTED} Prose leads.", DRAFTED), (COLLEAGUE, "Later."), ("", "Later.")],
    ids=["it stands", "changed", "another text", "gone"],
)
def test_of_a_figure_that_was_decided_anew_what_stands_counts_and_else_the_last_decision(
    now: str, counts: str, paper: Path
) -> None:
    accept(paper)
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(DRAFTED, now))
    draft = open_draft(paper)
    with open_session(draft) as session:
        session.decide(Decision("fig:share", "edit", "Later."), over=now)
    (found,) = (row for row in reviewed_now(open_draft(paper)) if row.figure == "fig:share")
    assert found.decision is not None
    assert found.decision.text == counts


@pytest.mark.parametrize("verdict", ["skip", "edit"])
def test_what_was_drafted_and_changed_is_disclosed_though_its_figure_was_looked_at_again(
    verdict: Verdict, paper: Path
) -> None:
    accept(paper)
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(DRAFTED, f"{DRAFTED} Prose leads."))
    with open_session(open_draft(paper)) as session:
        session.decide(Decision("fig:share", verdict, "Later."), over=f"{DRAFTED} Prose leads.")
    row, statement, notes = disclosed(paper)
    assert (row["in_paper"], row["changed_since"]) == (True, True)
    assert "was edited afterwards" in statement
    assert "Accepted but not applied" not in notes
