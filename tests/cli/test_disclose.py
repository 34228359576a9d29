"""disclose: what is said of captions is true of the paper as it is now, whatever was done to it by hand since."""

import gzip
import json
import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.drafts.archive_names import captioned_name
from capassist.model import Decision
from capassist.session.log import Session
from capassist.session.paper_mark import mark_of
from capassist.workflow.standing import with_drafted

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


# Decided in another copy of the paper, which has no review of its own -------------------------------------------------

MODEL = "gpt-4o at api.openai.com"
DRAFT = {"text": "Share of prose in each corpus.", "captioner": MODEL, "model": "gpt-4o-2024-08-06"}
NOBODY = "No drafted caption is in the paper"
UNKNOWN = "Decided by a file that does not say who drafted it"


def decided(paper: Path, row: object, schema: str = "capassist.decisions/1") -> Path:
    """Have one decision on a figure applied from a file, and return the paper."""
    file = paper.parent / "d.json"
    file.write_text(json.dumps({"schema": schema, schema[10:-2]: [row]}))
    code, output = run("apply", paper, "--decisions", file, "--yes")
    assert code == 0, output
    return paper


def row_with(**fields: object) -> dict[str, object]:
    return {"figure": "fig:share", "verdict": "accept", "text": DRAFT["text"], **fields}


@pytest.fixture
def copy(paper: Path, tmp_path: Path) -> Path:
    """Return a copy of a paper, into which a caption was written that was drafted and decided on in the first one."""
    other = tmp_path / "copy"
    shutil.copytree(paper, other)
    record = json.loads(CliRunner().invoke(app, ["suggest", str(paper), "--figure", "fig:share", "--json"]).stdout)
    return decided(other, record["drafts"][0] | {"verdict": "accept"}, record["schema"])


def test_what_was_drafted_in_another_copy_is_disclosed_where_it_was_written(copy: Path) -> None:
    row, statement, notes = disclosed(copy)
    assert (row["drafted_by"], row["in_paper"], row["outcome"], row["decided_by"]) == (
        ["offline"], True, "accepted", "file",
    )  # fmt: skip
    assert "put together from" in statement
    assert NOBODY not in notes
    assert "offline" in run("history", copy)[1]


def test_what_another_copy_drafted_is_nobody_s_style_and_not_in_the_review(copy: Path, paper: Path) -> None:
    assert with_drafted(open_draft(copy)).author.drafted == {"fig:share"}
    draft = open_draft(copy)
    session = Session.read(draft.home, draft.name, mark_of(draft))
    assert len(session.drafts("fig:share")) == 1
    assert session.since_accepted("fig:share") == ()


def test_in_the_paper_itself_a_draft_is_known_once(paper: Path, caption: str) -> None:
    draft = open_draft(paper)
    assert len(Session.read(draft.home, draft.name, mark_of(draft)).drafts("fig:share")) == 1


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row_with(**DRAFT, drafted=DRAFT["text"]), id="as suggest prints it"),
        pytest.param(row_with(**DRAFT), id="of an earlier version"),
        pytest.param(row_with(drafts=[{"text": "Another one.", "captioner": "offline"}, DRAFT]), id="of the page"),
        pytest.param(row_with(drafts=[5, None, {"captioner": "x"}, {**DRAFT, "evidence": [{"kind": []}]}]), id="odd"),
        pytest.param(row_with(**DRAFT, evidence=7, instruction=[], current={}, drafts="none"), id="odd fields"),
    ],
)
def test_a_model_s_draft_from_a_file_needs_a_statement(paper: Path, row: object) -> None:
    found, statement, _ = disclosed(decided(paper, row))
    assert (found["drafted_by"], found["generated"]) == ([f"gpt-4o-2024-08-06 ({MODEL})"], True)
    assert "gpt-4o-2024-08-06" in statement
    assert "used as drafted" in statement
    assert "no generative AI" not in statement
    assert "reviewed" not in statement
    assert "C095" in run("check", paper, "--select", "C095")[1]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({**DRAFT, "drafted": DRAFT["text"]}, id="as suggest prints it"),
        pytest.param({"drafts": [DRAFT]}, id="of the page"),
    ],
)
def test_what_was_changed_of_a_draft_from_a_file_is_measured(paper: Path, fields: dict[str, object]) -> None:
    row = {**row_with(**fields), "verdict": "edit", "text": f"{DRAFT['text']} Prose leads."}
    found, statement, _ = disclosed(decided(paper, row))
    assert (found["outcome"], found["words_changed_percent"]) == ("edited", 25)
    assert "25 percent of the words changed" in statement
    assert "is not accepted" not in run("scan", paper)[1]


def test_a_changed_draft_from_a_file_is_not_the_author_s_waiting_text(paper: Path) -> None:
    changed = {**DRAFT, "drafted": DRAFT["text"], "instruction": "shorter", "current": "Share of prose, everywhere."}
    decided(paper, {**row_with(**changed), "verdict": "edit", "text": "Share of prose."})
    draft = open_draft(paper)
    assert Session.read(draft.home, draft.name, mark_of(draft)).waiting_text("fig:share") is None
    assert disclosed(paper)[0]["generated"]


def test_an_edited_text_of_an_earlier_file_is_measured_by_the_draft_that_the_paper_knows(
    paper: Path, tmp_path: Path
) -> None:
    record = json.loads(CliRunner().invoke(app, ["suggest", str(paper), "--figure", "fig:share", "--json"]).stdout)
    (row,) = record["drafts"]
    row |= {"verdict": "edit", "text": f"{row.pop('drafted')} Prose leads."}
    found, _, _ = disclosed(decided(paper, row, record["schema"]))
    assert (found["outcome"], found["drafted_by"]) == ("edited", ["offline"])


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row_with(), id="by hand"),
        pytest.param(row_with(captioner=" "), id="a blank"),
        pytest.param(row_with(captioner=5, model="gpt-4o"), id="a number"),
        pytest.param(row_with(captioner=["gpt"]), id="a list"),
        pytest.param(row_with(captioner="you"), id="the author's, as it says"),
        pytest.param(row_with(drafts=[]), id="no drafts"),
    ],
)
def test_of_a_file_that_does_not_say_who_drafted_a_text_nothing_is_claimed(paper: Path, row: object) -> None:
    record = json.loads(CliRunner().invoke(app, ["disclose", str(decided(paper, row)), "--json"]).stdout)
    assert (record["captions"], record["statement"]) == ([], "")
    (note,) = record["notes"]
    assert note.startswith(UNKNOWN)
    assert "Figure" in note
    assert NOBODY not in note


@pytest.mark.parametrize("place", ["folder", "archive"])
def test_a_decision_on_a_text_that_stands_in_a_copy_already_is_known_there(
    paper: Path, tmp_path: Path, place: str
) -> None:
    row = row_with(**DRAFT, drafted=DRAFT["text"])
    main = decided(paper, row) / "main.tex"
    written, copy = main.read_bytes(), tmp_path / "copy"
    shutil.copytree(paper, copy, ignore=shutil.ignore_patterns(".capassist"))
    if place == "archive":
        copy = Path(shutil.make_archive(str(copy), "zip", copy))
    file = str(tmp_path / "d.json")
    assert "Nothing was written" in run("apply", copy, "--decisions", file, "--dry-run")[1]
    assert json.loads(run("disclose", copy, "--json")[1].partition("\n!")[0])["captions"] == []
    code, output = run("apply", copy, "--decisions", file)  # nothing changes, so nothing is asked
    assert (code, "Nothing was written: Figure 2 has its text in the source already." in " ".join(output.split())) == (
        0, True,
    )  # fmt: skip
    found, statement, _ = disclosed(copy)
    assert (found["drafted_by"], found["in_paper"]) == ([f"gpt-4o-2024-08-06 ({MODEL})"], True)
    assert "gpt-4o-2024-08-06" in statement
    assert main.read_bytes() == written


def test_a_file_takes_no_review_away_from_a_text_that_stands(paper: Path) -> None:
    draft = open_draft(decided(paper, row_with(**DRAFT, drafted=DRAFT["text"])))
    with Session.open(draft.home, draft.name, mark_of(draft)) as session:
        session.decide(Decision("fig:share", "edit", DRAFT["text"], "mine"), DRAFT["text"])
        session.mark_applied(["fig:share"])
    decided(paper, row_with(**DRAFT, drafted=DRAFT["text"]))
    assert disclosed(paper)[0]["decided_by"] == "review"


def test_history_says_which_decisions_it_does_not_count(paper: Path) -> None:
    said = run("history", decided(paper, row_with(text="By hand.")))[1]
    assert "Not counted: 1 decision on figures that no program had drafted a text for" in " ".join(said.split())
    record = json.loads(run("history", paper, "--json")[1])
    assert (record["captioners"], record["without_draft"]) == ([], 1)


def test_what_a_file_calls_a_program_does_not_steer_the_terminal(paper: Path) -> None:
    decided(paper, row_with(captioner="gpt\x1b]0;owned\x07\u202e \ud800", drafted=DRAFT["text"]))
    code, output = run("disclose", paper)
    assert code == 0, output
    assert not {"\x1b", "\x07", "\u202e"} & set(output)
    assert run("history", paper)[0] == 0


def test_a_file_takes_nothing_back_of_what_the_paper_knows(paper: Path) -> None:
    decided(paper, row_with(**DRAFT))
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(str(DRAFT["text"]), "TODO"))
    decided(paper, row_with(captioner="offline"))
    assert disclosed(paper)[0]["generated"]
