"""apply, undo: nothing of a hostile paper or decision file reaches the terminal or the source."""

import io
import json
import re
import tarfile
import zipfile
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from capassist.cli import app

# Clipboard, screen, title, link, an open string, their eight-bit forms, what overwrites a line, and what turns it round.
PAYLOADS = (
    "\x1b]52;c;cm0gLXJm\x07", "\x1b[2J\x1b[H", "\x1b]0;owned\x1b\\", "\x1b]8;;http://x.example\x07y\x1b]8;;\x07", "\x1b]52;c;aa",
    "\x1bP$q\x1b\\", "\x9b2J", "\x9d0;owned\x9c", "safe\b\b\b\bdrop", "safe\rdrop", "\x07\x7f", "abc\u202edef\u2066", "\x1b[24;1H[y]es",
)  # fmt: skip
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def apply(paper: Path, *options: str, **decision: str | None) -> tuple[int, str]:
    """Return the exit code and all that was printed of `capassist apply` with one decision."""
    file = paper.parent / "decisions.json"
    row = {"figure": "fig:share", "verdict": "accept", "text": "Share.", **decision}
    file.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [row]}))
    result = CliRunner().invoke(app, ["apply", str(paper), "--decisions", str(file), *options])
    return result.exit_code, result.output


def pdf_applied(folder: Path) -> Path:
    """Return a PDF whose one caption was drafted offline, accepted by file and exported."""
    document, path = pymupdf.open(), folder / "paper.pdf"
    page = document.new_page()
    page.draw_rect((100, 100, 400, 300))
    page.insert_text((100, 330), "Figure 1: Run time.")
    document.save(path)
    figure = json.loads(run("scan", path, "--json")[1])["figures"][0]["id"]
    record = json.loads(run("suggest", path, "--figure", figure, "--json")[1])
    record["drafts"][0] |= {"verdict": "edit", "text": "Run time of 3 programs."}
    (folder / "d.json").write_text(json.dumps(record))
    assert run("apply", path, "--decisions", folder / "d.json", "--yes")[0] == 0
    return path


def test_undo_of_a_pdf_names_the_files_that_apply_wrote_and_leaves_them(tmp_path: Path) -> None:
    path = pdf_applied(tmp_path)
    code, _, err = run("undo", path, "--yes")
    assert code == 2
    assert "LaTeX sources" in err
    assert f"{tmp_path / 'captions.md'} {tmp_path / 'captions.json'}" in err
    assert (tmp_path / "captions.md").exists()
    for name in ("captions.md", "captions.json"):
        (tmp_path / name).unlink()
    assert "there is no captions.md" in run("undo", path, "--yes")[2]


def test_what_was_exported_from_a_pdf_is_not_disclosed_as_in_the_paper(tmp_path: Path) -> None:
    (row,) = json.loads(run("disclose", pdf_applied(tmp_path), "--json")[1])["captions"]
    assert (row["in_paper"], row["exported"]) == (False, True)
    assert "exported" in run("disclose", tmp_path / "paper.pdf")[1]


@pytest.fixture
def read_only(paper: Path) -> Path:
    """The paper in a folder where capassist's own cannot be made."""
    (paper / ".capassist").touch()
    return paper


def test_undo_in_a_read_only_folder_without_an_apply_has_nothing_to_take_back(read_only: Path) -> None:
    code, _, err = run("undo", read_only, "--yes")
    assert code == 6
    assert "There is nothing to take back" in err


def test_undo_without_an_apply_leaves_no_folder_behind(paper: Path) -> None:
    assert run("undo", paper)[0] == 6
    assert not (paper / ".capassist").exists()


def test_suggest_names_no_review_that_would_be_refused(read_only: Path) -> None:
    code, _, err = run("suggest", read_only)
    assert code == 0
    assert "2 of 2 figures drafted." in err
    assert "Next:" not in err


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("way", ["--yes", "--dry-run"])
def test_apply_says_what_is_to_be_said_of_each_text_and_goes_on(
    way: str, options: tuple[str, ...], paper: Path
) -> None:
    code, printed = apply(paper, way, *options, text=r"Share of \foo{} in 99 corpora.")
    assert code == 0
    warnings = ("\\foo is a command that neither the draft nor a usual package defines.", "99 is neither in the text")
    if options:
        found = json.loads(printed)["warnings"]
        assert [(row["figure"], row["blocks"]) for row in found] == [("fig:share", False)] * 2
        assert {row["code"] for row in found} == {"command", "number"}
    else:
        assert all(warning in printed for warning in warnings)
    assert ("99 corpora" in (paper / "main.tex").read_text()) is (way == "--yes")


@pytest.mark.parametrize("way", ["--yes", "--dry-run"])
@pytest.mark.parametrize(
    ("text", "said"),
    [("Share, after~\\citep{jones, smith}.", True), ("Share, after Jones.", False), ("Share of $\\cites$.", False)],
    ids=["cites", "cites nothing", "a name that only begins like it"],
)
def test_works_that_cannot_be_looked_up_are_named(paper: Path, text: str, said: bool, way: str) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(r"\end{document}", "\\bibliography{gone}\n\\end{document}"))
    code, printed = apply(paper, way, text=text)
    assert code == 0
    assert ("Whether gone.bib has jones, smith is not known" in " ".join(printed.split())) is said


def test_of_a_text_that_is_in_the_source_nothing_is_said(paper: Path) -> None:
    assert apply(paper, "--yes", text=r"Share of \foo{}.")[0] == 0
    assert "warning" not in apply(paper, "--yes", text=r"Share of \foo{}.")[1]


def test_without_a_terminal_apply_asks_only_where_there_is_something_to_write(paper: Path) -> None:
    code, _, err = run("apply", paper)
    assert code == 0
    assert err.startswith("No accepted caption waits to be written.")
    assert not (paper / ".capassist").exists()
    code, printed = apply(paper)
    assert code == 2
    assert "There is no terminal to ask in." in printed


def test_undo_asks_only_where_there_is_something_to_take_back(paper: Path) -> None:
    assert run("undo", paper)[0] == 6
    assert apply(paper, "--yes")[0] == 0
    written = (paper / "main.tex").read_bytes()
    code, _, err = run("undo", paper)
    assert (code, "--yes" in err) == (2, True)
    assert (paper / "main.tex").read_bytes() == written


def test_a_second_undo_does_not_say_that_nothing_was_written(paper: Path) -> None:
    assert "has not written" in run("undo", paper, "--yes")[2]
    assert apply(paper, "--yes")[0] == 0
    assert run("undo", paper, "--yes")[0] == 0
    code, _, err = run("undo", paper, "--yes")
    assert code == 6
    assert "The last apply is already taken back." in err
    assert "has not written" not in err


def test_undo_shows_figures_files_and_diff_and_says_taken_back(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(paper.parent)
    assert apply(paper, "--yes")[0] == 0
    _, out, err = run("undo", "paper", "--yes")
    assert "-  \\caption{Share.}" in out
    assert err == (
        "The last apply: Figure 2 in paper/main.tex.\nTaken back: paper/main.tex\n"
        "Still accepted, and not in the source: Figure 2.\n  write again: capassist apply paper\n"
        "  think again: capassist review paper --figure fig:share\n"
    )


@pytest.mark.parametrize("options", [("--yes",), ("--dry-run",)], ids=" ".join)
def test_nothing_to_write_is_said_in_one_line(options: tuple[str, ...], paper: Path) -> None:
    code, out, err = run("apply", paper, *options)
    assert (code, out) == (0, "")
    assert err.startswith("No accepted caption waits to be written. Next: ")
    assert "Nothing was written" not in err


@pytest.mark.parametrize(("row", "code"), [({"verdict": None}, 2), ({"verdict": "maybe"}, 3)], ids=["none", "maybe"])
def test_decisions_without_a_verdict_that_counts_are_refused(
    row: dict[str, str | None], code: int, paper: Path
) -> None:
    before = (paper / "main.tex").read_bytes()
    found, printed = apply(paper, "--yes", **row)
    assert found == code
    assert "accept, edit, skip" in printed
    assert (paper / "main.tex").read_bytes() == before


@pytest.mark.parametrize("field", ["text", "figure"])
@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_a_decision_with_controls_is_refused_and_named_without_them(paper: Path, payload: str, field: str) -> None:
    before = (paper / "main.tex").read_bytes()
    code, printed = apply(paper, "--yes", **{field: f"Share {payload}."})
    assert code == {"text": 6, "figure": 3}[field]
    assert not HARMFUL.search(printed)
    assert (paper / "main.tex").read_bytes() == before


@pytest.mark.parametrize("option", ["--dry-run", "--yes"])
def test_a_paper_with_controls_is_shown_without_them_and_keeps_them(paper: Path, option: str) -> None:
    main = paper / "main.tex"
    hostile = main.read_bytes().replace(b"TODO", " ".join(["TODO", *PAYLOADS]).encode())
    hostile = hostile.replace(b"  \\label{fig:share}", f"  \\label{{fig:share}} % {' '.join(PAYLOADS)}".encode())
    main.write_bytes(hostile)
    code, printed = apply(paper, option)
    assert code == 0
    assert "+  \\caption{Share.}" in printed
    assert not HARMFUL.search(printed)
    if option == "--yes":
        undone = CliRunner().invoke(app, ["undo", str(paper), "--yes"])
        assert not HARMFUL.search(undone.output)
    assert main.read_bytes() == hostile


# A caption that cannot be written -----------------------------------------------------------------------------------------


def two_decisions(paper: Path) -> Path:
    file = paper.parent / "decisions.json"
    rows = [
        {"figure": "fig:time", "verdict": "accept", "text": "[what is plotted] in seconds."},
        {"figure": "fig:share", "verdict": "accept", "text": "Share of the corpora."},
    ]
    file.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": rows}))
    return file


def test_one_caption_that_cannot_be_written_keeps_all_back_until_it_is_skipped(paper: Path) -> None:
    file, before = two_decisions(paper), (paper / "main.tex").read_bytes()
    said = [run("apply", paper, "--decisions", file, option) for option in ("--dry-run", "--yes")]
    assert said[0] == said[1]
    assert said[0][0] == 6
    assert "fig:time" in said[0][2]
    assert "--skip fig:time" in " ".join(said[0][2].split())
    assert (paper / "main.tex").read_bytes() == before
    assert run("apply", paper, "--decisions", file, "--yes", "--skip", "fig:time")[0] == 0
    assert (paper / "main.tex").read_bytes() == before.replace(b"TODO", b"Share of the corpora.")


def decided_as(paper: Path, **verdicts: str) -> Path:
    """Return a file of what `suggest` drafted for both figures without a caption, with these verdicts."""
    record = json.loads(run("suggest", paper, "--json")[1])
    for draft in record["drafts"]:
        draft |= {"verdict": verdicts[draft["figure"].removeprefix("fig:")], "text": "Corpora and states."}
    file = paper.parent / "drafts.json"
    file.write_text(json.dumps(record))
    return file


@pytest.mark.parametrize(("verdict", "word"), [("skip", "skipped"), ("reject", "rejected")])
def test_what_a_file_declines_is_kept_without_a_question_and_no_file_changes(
    paper: Path, verdict: str, word: str
) -> None:
    file, before = decided_as(paper, share=verdict, states=verdict), (paper / "main.tex").read_bytes()
    assert "not reviewed" in run("disclose", paper)[1]
    run("apply", paper, "--decisions", file, "--dry-run")
    assert "not reviewed" in run("disclose", paper)[1]
    code, _, err = run("apply", paper, "--decisions", file)
    assert (code, f"{word.capitalize()}, so not written: Figure 2, fig:states." in err) == (0, True)
    assert (paper / "main.tex").read_bytes() == before
    rows = json.loads(run("disclose", paper, "--json")[1])["captions"]
    assert [(row["outcome"], row["decided_by"]) for row in rows] == [(word, "file")] * 2


def test_what_a_file_declines_beside_an_accepted_caption_is_kept_where_that_is_written(paper: Path) -> None:
    file = decided_as(paper, share="skip", states="accept")
    assert run("apply", paper, "--decisions", file, "--yes", "--skip", "fig:share")[0] == 0
    outcomes = {row["figure"]: row["outcome"] for row in json.loads(run("disclose", paper, "--json")[1])["captions"]}
    assert outcomes == {"fig:share": "not reviewed", "fig:states": "edited"}
    code, _, err = run("apply", paper, "--decisions", file, "--yes")
    said = " ".join(err.split())
    assert (code, "Nothing was written: Figure 3 has its text in the source already." in said) == (0, True)
    assert "Skipped, so not written: Figure 2." in said
    assert json.loads(run("disclose", paper, "--json")[1])["captions"][0]["outcome"] == "skipped"


@pytest.mark.parametrize("name", ["fig:share", "2", "Fig. 2"])
def test_one_figure_alone_is_written_by_any_of_its_names(paper: Path, name: str) -> None:
    before = (paper / "main.tex").read_text()
    file = decided_as(paper, share="accept", states="accept")
    assert run("apply", paper, "--decisions", file, "--yes", "--figure", name)[0] == 0
    assert (paper / "main.tex").read_text() == before.replace("TODO", "Corpora and states.")
    assert run("apply", paper, "--decisions", file, "--yes", "--figure", "fig:none")[0] == 2


@pytest.mark.parametrize("name", ["2", "fig:share"])
def test_one_figure_is_left_out_by_any_of_its_names(paper: Path, name: str) -> None:
    file = decided_as(paper, share="accept", states="accept")
    assert run("apply", paper, "--decisions", file, "--yes", "--skip", name)[0] == 0
    assert (paper / "main.tex").read_text().count("Corpora and states.") == 1
    assert "\\caption{TODO}" in (paper / "main.tex").read_text()


def test_a_figure_means_all_of_its_texts_and_with_a_purpose_that_one(paper: Path) -> None:
    rows = [{"figure": name, "verdict": "accept", "text": "A line."} for name in ("fig:share@alt", "fig:time@alt")]
    rows.append({"figure": "fig:share", "verdict": "accept", "text": "Share."})
    file = paper.parent / "decisions.json"
    file.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": rows}))
    options = ("apply", paper, "--decisions", file, "--dry-run", "--figure", "2")
    added = re.findall(r"^\+ .*", run(*options)[1], re.MULTILINE)
    assert added == [r"+  \includegraphics[alt={A line.}]{share}", r"+  \caption{Share.}"]
    assert re.findall(r"^\+ .*", run(*options, "--for", "alt")[1], re.MULTILINE) == added[:1]


def test_a_figure_to_skip_that_is_not_there_is_a_wrong_call(paper: Path) -> None:
    assert run("apply", paper, "--decisions", two_decisions(paper), "--yes", "--skip", "fig:none")[0] == 2


FLOAT = "\\begin{figure}\\includegraphics{a}\\caption%s\\label{fig:%s}\\end{figure}\n"
PACKED = {
    "paper/z.png": b"\x89PNG",
    "paper/main.tex": f"\\documentclass{{article}}\\begin{{document}}\n{FLOAT % ('{Old.}', 'share')}\\end{{document}}\n".encode(),
    "paper/a.bib": b"% nothing",
}


def members(path: Path) -> list[tuple[str, object, bytes]]:
    """Return the names, dates and contents of an archive's members, in order."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [(member.filename, member.date_time, archive.read(member)) for member in archive.infolist()]
    with tarfile.open(path) as tar:
        found = [(member, tar.extractfile(member)) for member in tar.getmembers()]
        return [(member.name, member.mtime, content.read() if content else b"") for member, content in found]


def packed(folder: Path, name: str) -> Path:
    path = folder / name
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for day, (member, content) in enumerate(PACKED.items(), 1):
                archive.writestr(zipfile.ZipInfo(member, (2021, 3, day, 4, 5, 6)), content)
        return path
    with tarfile.open(path, "w:gz") as tar:
        for day, (member, content) in enumerate(PACKED.items(), 1):
            info = tarfile.TarInfo(member)
            info.size, info.mtime = len(content), 1_600_000_000 + day
            tar.addfile(info, io.BytesIO(content))
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("name", "written"), [("p.zip", "p-captioned.zip"), ("p.tar.gz", "p-captioned.tar.gz")])
def test_an_archive_is_written_anew_beside_the_given_one(tmp_path: Path, name: str, written: str) -> None:
    path = packed(tmp_path, name)
    given = path.read_bytes()
    code, output = apply(path, "--yes")
    assert code == 0, output
    assert written in output
    assert "main.tex" in output
    assert path.read_bytes() == given
    before, after = members(path), members(tmp_path / written)
    expected = [
        (member, date, content.replace(b"{Old.}", b"{Share.}") if member.endswith(".tex") else content)
        for member, date, content in before
    ]
    assert after == expected
    assert (apply(path, "--yes")[0], members(tmp_path / written)) == (0, after)  # its own, unchanged
    scanned = run("scan", path)[2]
    assert f"Accepted, and written into {written}: Figure 1. To look at all of it: capassist check" in scanned
    (tmp_path / written).write_bytes(given)
    assert f"Accepted and written into {written}, which has another text there now: Figure 1." in run("scan", path)[2]
    assert (apply(path, "--yes")[0], (tmp_path / written).read_bytes()) == (6, given)  # somebody else's now
    code, output, error = run("undo", path, "--yes")
    assert f"{tmp_path / written}\n" in error
    (tmp_path / written).unlink()
    assert (
        f"written into {written}, which is gone: Figure 1. To write it again: capassist apply" in run("scan", path)[2]
    )
    assert f"there is no {written}" in run("undo", path, "--yes")[2]


def test_a_short_title_that_only_stands_for_one_goes_with_the_caption(paper: Path) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("\\caption{TODO}", "\\caption[TODO]{TODO}"))
    code, output = apply(paper, "--yes")
    assert code == 0
    assert "\\caption{Share.}" in main.read_text()
    assert "TODO" not in main.read_text()
    assert "short title" in output


def test_captions_of_a_made_source_are_exported_and_the_source_stays(paper: Path) -> None:
    (paper / "main.Rnw").write_text("")
    before = (paper / "main.tex").read_bytes()
    code, output = apply(paper, "--yes")
    assert code == 0, output
    assert (paper / "main.tex").read_bytes() == before
    assert "Share." in (paper / "captions.md").read_text()
    assert json.loads((paper / "captions.json").read_text())["captions"][0]["caption"] == "Share."
    assert "main.Rnw" in output


# Decided over another caption ------------------------------------------------------------------------------------------

COAUTHOR = "My co-author wrote this."


def decided_by_file(paper: Path, **suggestion: str) -> Path:
    """Return what `suggest --json` printed of the paper, with a verdict for fig:share."""
    record = json.loads(run("suggest", paper, "--figure", "fig:share", "--json")[1])
    record["drafts"][0] |= {"verdict": "edit", "text": "Share of the corpora.", **suggestion}
    file = paper.parent / "drafts.json"
    file.write_text(json.dumps(record))
    return file


def test_a_save_between_the_diff_and_the_answer_is_left_as_it_is(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def saves(question: str) -> bool:
        caption_becomes(paper, f"{{{COAUTHOR}}}")
        return True

    monkeypatch.setattr("capassist.cli.commands.apply.require_answer", lambda way_on: None)
    monkeypatch.setattr("capassist.cli.commands.apply.confirmed", saves)
    code, _, err = run("apply", paper, "--decisions", decided_by_file(paper))
    assert (code, "an editor or a syncing folder may have saved it. Nothing was written.\n" in err) == (6, True)
    assert COAUTHOR in (paper / "main.tex").read_text()
    assert "There is nothing to take back" in run("undo", paper, "--yes")[2]


def caption_becomes(paper: Path, new: str) -> bytes:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("\\caption{TODO}", f"\\caption{new}"))
    return main.read_bytes()


@pytest.mark.parametrize("new", [f"{{{COAUTHOR}}}", f"[Short]{{{COAUTHOR}}}", "{}", "{TODO: axes}"])
@pytest.mark.parametrize("option", ["--dry-run", "--yes"])
def test_a_caption_that_changed_since_suggest_is_not_written_over(paper: Path, option: str, new: str) -> None:
    file = decided_by_file(paper)
    before = caption_becomes(paper, new)
    code, _, err = run("apply", paper, "--decisions", file, option)
    said = " ".join(err.split())
    assert code == 6
    assert "The caption of fig:share cannot be written: it changed in the source since it was decided on." in said
    assert "--figure fig:share" in said
    assert (paper / "main.tex").read_bytes() == before


def test_what_changed_meanwhile_is_skipped_by_name_and_the_others_are_written(paper: Path) -> None:
    file = decided_by_file(paper)
    record = json.loads(file.read_text())
    record["drafts"].append({"figure": "fig:time", "verdict": "accept", "text": "Time in s."})
    file.write_text(json.dumps(record))
    caption_becomes(paper, f"{{{COAUTHOR}}}")
    code, _, err = run("apply", paper, "--decisions", file, "--yes")
    assert (code, "--skip fig:share" in " ".join(err.split())) == (6, True)
    assert run("apply", paper, "--decisions", file, "--yes", "--skip", "fig:share")[0] == 0
    assert COAUTHOR in (paper / "main.tex").read_text()
    assert "Time in s." in (paper / "main.tex").read_text()


def test_an_alternative_text_that_came_meanwhile_is_not_written_over(paper: Path) -> None:
    row = {"figure": "fig:share@alt", "over": "", "text": "Bars."}
    main = paper / "main.tex"
    main.write_text(re.sub(r"\\includegraphics(\[[^]]*\])?", r"\\includegraphics[alt={Mine.}]", main.read_text()))
    before = main.read_bytes()
    code, printed = apply(paper, "--yes", **row)
    assert (code, "changed in the source since" in " ".join(printed.split())) == (6, True)
    assert main.read_bytes() == before


@pytest.mark.parametrize("over", ["TODO", " TODO\n"])
def test_what_is_still_as_it_was_decided_over_is_written_and_again_is_nothing_to_write(paper: Path, over: str) -> None:
    code, printed = apply(paper, "--yes", over=over)
    assert (code, "was written already" in printed) == (0, False)
    code, printed = apply(paper, "--yes", over=over)
    assert (code, "changed in the source since" in printed, "take it back" in printed) == (0, False, False)
    assert "Nothing was written: Figure 2 has its text in the source already." in printed
    assert f"Still without a caption: fig:states.\n  go on: capassist review {paper}" in printed


def test_a_file_that_says_the_written_caption_replaces_it_and_one_that_does_not_is_told(paper: Path) -> None:
    caption_becomes(paper, f"{{{COAUTHOR}}}")
    assert "was written already" not in apply(paper, "--dry-run", over=COAUTHOR)[1]
    code, printed = apply(paper, "--yes")  # by hand, or by a script that rewrites captions
    assert code == 0
    assert "The caption of fig:share was written already, and is replaced" in " ".join(printed.split())
    assert COAUTHOR not in (paper / "main.tex").read_text()


@pytest.mark.parametrize("over", ["", r"\label{fig:share}"], ids=["no caption", "as earlier versions had it"])
def test_a_label_where_a_caption_is_missing_is_none_that_stood_there(over: str, paper: Path) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("\\caption{TODO}\n  \\label{fig:share}", r"\caption{\label{fig:share}}"))
    (draft,) = (d for d in json.loads(run("suggest", paper, "--json")[1])["drafts"] if d["figure"] == "fig:share")
    assert draft["over"] == ""
    assert apply(paper, "--dry-run", over="Another.")[0] == 6
    code, printed = apply(paper, "--yes", over=over)
    assert (code, "was written already" in printed) == (0, False)
    assert "Share." in main.read_text()
    main.write_text(main.read_text().replace("Share.", COAUTHOR))
    assert apply(paper, "--yes", over=over)[0] == 6


def test_a_text_that_the_file_accepts_is_not_said_to_wait(paper: Path) -> None:
    file = paper.parent / "drafts.json"
    record = json.loads(run("suggest", paper, "--figure", "fig:time", "--instruction", "at most 4 words", "--json")[1])
    record["drafts"][0]["verdict"] = "accept"
    file.write_text(json.dumps(record))
    assert "not accepted" in run("apply", paper, "--dry-run")[2]
    said = run("apply", paper, "--decisions", file, "--yes")[2]
    assert "Written" in said
    assert "not accepted" not in said
