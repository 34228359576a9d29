"""disclose: what is said of captions is true of the paper as it is now, whatever was done to it by hand since."""

import gzip
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts.archive_names import captioned_name

OWN = "The author's own words, which wait."


def run(*arguments: object) -> tuple[int, str]:
    """Return the exit code and all that was printed."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def disclosed(path: Path) -> tuple[Any, str, str]:
    """Return the record of the one figure that was drafted, the statement and the notes."""
    result = CliRunner().invoke(app, ["disclose", str(path), "--json"])
    record = json.loads(result.stdout)
    (row,) = record["captions"]
    return row, record["statement"], "\n".join(record["notes"])


def written(path: Path, figure: str, folder: Path) -> str:
    """Have a figure's draft accepted by file and written, and return it."""
    record = json.loads(CliRunner().invoke(app, ["suggest", str(path), "--figure", figure, "--json"]).stdout)
    (draft,) = record["drafts"]
    draft["verdict"] = "accept"
    (folder / "d.json").write_text(json.dumps(record))
    code, output = run("apply", path, "--decisions", folder / "d.json", "--yes")
    assert code == 0, output
    return str(draft["text"])


@pytest.fixture
def caption(paper: Path, tmp_path: Path) -> str:
    """Write a caption that was drafted offline into the paper, and return it as it stands there."""
    return written(paper, "fig:share", tmp_path)


def test_what_stands_as_it_was_written_is_in_the_paper(paper: Path, caption: str) -> None:
    row, statement, _ = disclosed(paper)
    assert (row["in_paper"], row["changed_since"], row["words_changed_percent"]) == (True, False, 0)
    assert "used as drafted" in statement


def test_other_line_ends_and_breaks_change_no_caption(paper: Path, caption: str) -> None:
    main = paper / "main.tex"
    broken = main.read_text().replace(caption, caption.replace(" ", "\n    "))
    main.write_bytes(broken.encode().replace(b"\n", b"\r\n"))
    assert not disclosed(paper)[0]["changed_since"]


def test_a_caption_that_was_changed_by_hand_since_is_said_to_be(paper: Path, caption: str) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(caption, f"{caption} Prose leads."))
    row, statement, notes = disclosed(paper)
    assert (row["in_paper"], row["changed_since"]) == (True, True)
    assert row["status"] == f"changed in the paper since, {row['words_changed_percent']} % of its words"
    assert f"({row['words_changed_percent']} percent of the words changed)" in statement
    assert "as drafted" not in statement
    assert "reviewed" not in statement
    assert "Changed in the paper since" in notes


def test_of_a_caption_written_anew_by_hand_no_draft_is_left(paper: Path, caption: str) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(caption, "Mine alone."))
    row, statement, _ = disclosed(paper)
    assert (row["in_paper"], row["replaced"], statement) == (False, True, "")
    assert "another text in its place since" in row["status"]


@pytest.mark.parametrize("left", ["", "TODO", None], ids=["emptied", "restored", "cut out"])
def test_a_caption_that_is_gone_again_is_not_in_the_paper(paper: Path, caption: str, left: str | None) -> None:
    main = paper / "main.tex"
    call, new = f"\\caption{{{caption}}}", "" if left is None else f"\\caption{{{left}}}"
    main.write_text(main.read_text().replace(call, new))
    row, statement, notes = disclosed(paper)
    assert (row["in_paper"], statement) == (False, "")
    assert "gone from it since" in notes
    assert "Accepted but not applied" not in notes


def test_an_own_caption_that_is_back_in_place_of_a_draft_is_the_author_s(paper: Path, tmp_path: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    written(paper, "fig:time", tmp_path)
    assert disclosed(paper)[0]["in_paper"]
    (paper / "main.tex").write_bytes(before)
    row, statement, _ = disclosed(paper)
    assert (row["in_paper"], statement) == (False, "")


def test_a_drafted_caption_that_stands_is_disclosed_though_another_text_waits(paper: Path, caption: str) -> None:
    from capassist.drafts import open_draft
    from capassist.model import Decision
    from capassist.session.log import Session

    draft = open_draft(paper)
    with Session.open(draft.home, draft.name) as session:
        session.decide(Decision("fig:share", "edit", OWN), over=caption)
    row, statement, _ = disclosed(paper)
    assert row["in_paper"]
    assert "used as drafted" in statement


@pytest.fixture(params=["zip", "tar.gz", "tex.gz"])
def archive(paper: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return the paper packed in an archive, to which one caption was written."""
    path = tmp_path / f"packed.{request.param}"
    source = (paper / "main.tex").read_bytes()
    if request.param == "tex.gz":
        path.write_bytes(gzip.compress(source))
    elif request.param == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("paper/main.tex", source)
    else:
        with tarfile.open(path, "w:gz") as tar:
            tar.add(paper / "main.tex", "main.tex")
    written(path, "fig:share", tmp_path)
    return path


def test_of_an_archive_it_is_said_which_one_has_the_captions(archive: Path) -> None:
    captioned = captioned_name(archive)
    row, statement, notes = disclosed(archive)
    assert (row["in_paper"], row["exported"], row["archive"]) == (False, True, captioned.name)
    assert f"In {captioned.name}, not seen in the paper itself" in notes
    assert "Accepted but not applied" not in notes
    assert "is used as drafted" not in statement


def test_what_was_written_into_a_new_archive_is_in_the_paper_there(archive: Path) -> None:
    row, statement, notes = disclosed(captioned_name(archive))
    assert (row["in_paper"], row["exported"], row["changed_since"]) == (True, False, False)
    assert "used as drafted" in statement
    assert "not applied" not in notes


def test_another_archive_of_such_a_name_has_nothing_of_it(archive: Path, paper: Path) -> None:
    captioned = captioned_name(archive)
    archive.replace(captioned)  # as it was, without the caption
    row, statement, _ = disclosed(captioned)
    assert (row["in_paper"], statement) == (False, "")


def test_undo_names_the_archive_that_is_there(archive: Path) -> None:
    captioned = captioned_name(archive)
    for path in (archive, captioned):
        code, output = run("undo", path, "--yes")
        assert code == 2
        assert f"/{captioned.name}" in "".join(output.split())
