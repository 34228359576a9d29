"""`--for alt|short|slide|abstract` from suggest to apply, undo and disclose: nothing but the text's own place changes."""

import json
from pathlib import Path

import pymupdf
import pytest
from PIL import Image
from typer.testing import CliRunner

from capassist.cli import app

FLOAT = """\\begin{{figure}}
  \\centering
  {graphics}
  \\caption{{{caption}}}
  \\label{{fig:{name}}}
\\end{{figure}}
"""
SAID = "The level of both tanks, in Figure~\\ref{fig:level}, falls after the pump stops.\n\n"


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def written(folder: Path, *floats: str, head: str = "\\documentclass{article}\\usepackage{graphicx}") -> Path:
    folder.mkdir(exist_ok=True)
    for name in ("level", "pump", "logo"):
        Image.new("RGB", (40, 30), "white").save(folder / f"{name}.png")
    body = "\n".join((SAID, *floats))
    source = f"{head}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "main.tex").write_text(source, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return written(
        tmp_path / "paper",
        FLOAT.format(graphics="\\includegraphics[width=4cm]{level}", caption="Level of both tanks.", name="level"),
        FLOAT.format(graphics="\\includegraphics{pump}\\includegraphics{logo}", caption="Pump.", name="pump"),
    )


def decided(paper: Path, **texts: str) -> Path:
    """Return a file of decisions: the id of a text, with @ for "__", and the text."""
    rows = [
        {"figure": f"fig:{name.replace('__', '@')}", "verdict": "accept", "text": text} for name, text in texts.items()
    ]
    path = paper.parent / "decisions.json"
    path.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": rows}))
    return path


# What must not happen


@pytest.mark.parametrize("purpose", ["alt", "short", "slide", "abstract"])
def test_suggest_changes_no_file_of_the_paper(paper: Path, purpose: str) -> None:
    before = {path: path.read_bytes() for path in paper.iterdir()}
    assert run("suggest", paper, "--for", purpose)[0] == 0
    assert {path: path.read_bytes() for path in paper.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("level__alt", "A line [what can be seen].", "still to be filled in"),
        ("level__alt", "", "empty"),
        (
            "level__short",
            "Level } of",
            "short title of fig:level cannot be written: The brace } closes nothing. Nothing was "
            "written. Edit the text: capassist review {paper} --for short --figure fig:level@short",
        ),
        ("level__alt", "50% of the level", "alternative text of fig:level cannot be written: A bare %"),
        ("nothing__alt", "A line.", "fig:nothing@alt"),
        ("level__slide", "A sentence.", "fig:level@slide"),
    ],
    ids=["blank", "empty", "open group", "a comment", "no such figure", "no place for it"],
)
def test_what_cannot_be_written_is_refused_and_nothing_changes(paper: Path, name: str, text: str, says: str) -> None:
    before = (paper / "main.tex").read_bytes()
    code, out, err = run("apply", paper, "--decisions", decided(paper, **{name: text}), "--yes")
    assert code not in (0, 1)
    assert says.replace("{paper}", str(paper)) in " ".join((out + err).split())
    assert "Traceback" not in out + err
    assert (paper / "main.tex").read_bytes() == before


def test_an_unknown_purpose_is_named_with_those_there_are(paper: Path) -> None:
    code, _, err = run("suggest", paper, "--for", "poster")
    assert code == 2
    assert "alt" in err


@pytest.mark.parametrize("purpose", ["slide", "abstract"])
def test_what_goes_elsewhere_is_never_reviewed_or_written(paper: Path, purpose: str) -> None:
    for command in ("review", "report", "apply"):
        assert run(command, paper, "--for", purpose)[0] == 2


def test_a_short_title_needs_a_caption_to_be_made_of(tmp_path: Path) -> None:
    paper = written(tmp_path / "paper", FLOAT.format(graphics="\\includegraphics{level}", caption="TODO", name="level"))
    for purpose in ("short", "slide", "abstract"):
        code, out, err = run("suggest", paper, "--for", purpose)
        assert code != 0
        assert "no accepted caption" in out + err


def test_apply_for_one_purpose_leaves_the_others_waiting(paper: Path) -> None:
    file = decided(paper, level="Levels.", level__alt="Two falling lines.", level__short="Levels")
    assert run("apply", paper, "--decisions", file, "--for", "alt", "--yes")[0] == 0
    source = (paper / "main.tex").read_text()
    assert "alt={Two falling lines.}" in source
    assert "\\caption{Level of both tanks.}" in source


# What happens


def test_texts_of_all_kinds_are_written_into_their_own_places_and_taken_back_to_the_byte(paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    file = decided(
        paper,
        level="Levels of tanks A and B.",
        level__alt="Two falling lines.",
        level__short="Levels",
        pump__alt1="A pump.",
        pump__alt2="artifact",
    )
    code, out, _ = run("apply", paper, "--decisions", file, "--yes", "--json")
    assert code == 0
    assert sorted(json.loads(out)["figures"]) == sorted(
        ["fig:level", "fig:level@alt", "fig:level@short", "fig:pump@alt1", "fig:pump@alt2"]
    )
    expected = before.decode()
    for old, new in (
        ("[width=4cm]{level}", "[alt={Two falling lines.}, width=4cm]{level}"),
        ("\\caption{Level of both tanks.}", "\\caption[Levels]{Levels of tanks A and B.}"),
        ("\\includegraphics{pump}", "\\includegraphics[alt={A pump.}]{pump}"),
        ("\\includegraphics{logo}", "\\includegraphics[artifact]{logo}"),
    ):
        assert old in expected
        expected = expected.replace(old, new)
    assert (paper / "main.tex").read_text() == expected
    assert run("undo", paper, "--yes")[0] == 0
    assert (paper / "main.tex").read_bytes() == before


def test_the_drafts_of_suggest_are_decisions_of_apply(paper: Path) -> None:
    record = json.loads(run("suggest", paper, "--for", "short", "--json")[1])
    assert [draft["text"] for draft in record["drafts"]] == ["Level of both tanks", "Pump"]
    for draft in record["drafts"]:
        draft["verdict"] = "accept"
    (paper.parent / "d.json").write_text(json.dumps(record))
    assert run("apply", paper, "--decisions", paper.parent / "d.json", "--yes")[0] == 0
    assert "\\caption[Level of both tanks]{Level of both tanks.}" in (paper / "main.tex").read_text()


def test_what_is_wrong_with_a_text_is_said_before_it_is_written(paper: Path) -> None:
    file = decided(paper, level__alt="Image of 77 tanks.", level__short="Velocity")
    code, out, _ = run("apply", paper, "--decisions", file, "--dry-run", "--json")
    assert code == 0
    found = {(warning["figure"], warning["code"]) for warning in json.loads(out)["warnings"]}
    assert {("fig:level@alt", "alt-opening"), ("fig:level@short", "short-words")} <= found
    assert any(figure == "fig:level@alt" and "number" in code for figure, code in found)


def test_one_graphic_of_several_can_be_named(paper: Path) -> None:
    record = json.loads(run("suggest", paper, "--for", "alt", "--figure", "fig:pump@alt2", "--json")[1])
    assert [draft["figure"] for draft in record["drafts"]] == ["fig:pump@alt2"]


def test_what_is_written_is_not_drafted_again_unless_it_is_named(paper: Path) -> None:
    file = decided(paper, level__alt="Two falling lines.", pump__alt1="A pump.", pump__alt2="artifact")
    run("apply", paper, "--decisions", file, "--yes")
    assert json.loads(run("suggest", paper, "--for", "alt", "--json")[1])["drafts"] == []
    named = json.loads(run("suggest", paper, "--for", "alt", "--figure", "fig:level", "--json")[1])
    assert len(named["drafts"]) == 1


def test_acmart_gets_a_description_with_its_short_text(tmp_path: Path) -> None:
    paper = written(
        tmp_path / "paper",
        FLOAT.format(graphics="\\includegraphics{level}", caption="Level of both tanks.", name="level"),
        head="\\documentclass{acmart}",
    )
    file = decided(paper, level__alt="Two falling lines.\nBoth fall after the pump stops.")
    assert run("apply", paper, "--decisions", file, "--yes")[0] == 0
    assert "\\Description[Two falling lines.]{Both fall after the pump stops.}" in (paper / "main.tex").read_text()
    assert "fig:level" not in run("check", paper, "--select", "C050")[1]


def test_the_report_shows_the_texts_and_its_decisions_are_theirs(paper: Path) -> None:
    page = paper.parent / "alt.html"
    assert run("report", paper, "--for", "alt", "--html", page)[0] == 0
    html = page.read_text()
    assert "fig:level@alt" in html
    assert "fig:pump@alt2" in html


def test_the_texts_of_a_pdf_go_beside_it(tmp_path: Path) -> None:
    document, path = pymupdf.open(), tmp_path / "paper.pdf"
    page = document.new_page()
    page.draw_rect((100, 100, 400, 300))
    page.insert_text((100, 330), "Figure 1: Level of both tanks.")
    document.save(path)
    before = path.read_bytes()
    record = json.loads(run("suggest", path, "--for", "alt", "--json")[1])
    (draft,) = record["drafts"]
    figure = draft["figure"].removesuffix("@alt")
    rows = [
        {"figure": draft["figure"], "verdict": "accept", "text": "Two falling lines.\nBoth fall."},
        {"figure": f"{figure}@short", "verdict": "accept", "text": "Levels"},
    ]
    (tmp_path / "d.json").write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": rows}))
    assert run("apply", path, "--decisions", tmp_path / "d.json", "--yes")[0] == 0
    exported = json.loads((tmp_path / "captions.json").read_text())["captions"]
    assert [(row["alt"], row["short"]) for row in exported] == [("Two falling lines.\nBoth fall.", "Levels")]
    markdown = (tmp_path / "captions.md").read_text()
    assert "Alternative text: Two falling lines." in markdown
    assert "Short title: Levels" in markdown
    assert path.read_bytes() == before


def test_what_a_program_drafted_is_disclosed_as_what_it_is(paper: Path) -> None:
    record = json.loads(run("suggest", paper, "--for", "alt", "--figure", "fig:level", "--json")[1])
    record["drafts"][0] |= {"verdict": "edit", "text": f"{record['drafts'][0]['text']} Both fall."}
    (paper.parent / "d.json").write_text(json.dumps(record))
    assert run("apply", paper, "--decisions", paper.parent / "d.json", "--yes")[0] == 0
    disclosure = json.loads(run("disclose", paper, "--json")[1])
    assert [(entry["figure"], entry["text"]) for entry in disclosure["captions"]] == [("fig:level@alt", "alt")]
    assert "alternative text of Figure \\ref{fig:level}" in disclosure["statement"]


def notes_of(paper: Path, **texts: str) -> str:
    code, out, _ = run("apply", paper, "--decisions", decided(paper, **texts), "--yes", "--json")
    assert code == 0
    return " ".join(json.loads(out)["notes"])


def test_what_tagging_needs_is_said_once_and_never_inserted(paper: Path) -> None:
    assert "DocumentMetadata" not in notes_of(paper, level__short="Levels")
    assert notes_of(paper, level__alt="Two falling lines.").count("\\DocumentMetadata") == 1
    assert "DocumentMetadata" not in notes_of(paper, pump__alt1="A pump.")
    assert "DocumentMetadata" not in (paper / "main.tex").read_text()


def test_a_tagged_paper_is_told_nothing_and_its_drawings_get_their_texts(tmp_path: Path) -> None:
    drawn = FLOAT.format(
        graphics="\\begin{tikzpicture}\\draw (0,0)--(1,1);\\end{tikzpicture}", caption="Line.", name="drawn"
    )
    head = "\\DocumentMetadata{lang=en, tagging=on}\n\\documentclass{article}\\usepackage{graphicx,tikz}"
    paper = written(tmp_path / "paper", drawn, head=head)
    assert "DocumentMetadata" not in notes_of(paper, drawn__alt="A rising line.")
    assert "\\begin{tikzpicture}[alt={A rising line.}]\\draw" in (paper / "main.tex").read_text()


def test_a_drawing_of_tex_without_tagging_is_refused_with_the_reason(tmp_path: Path) -> None:
    drawn = FLOAT.format(
        graphics="\\begin{tikzpicture}\\draw (0,0)--(1,1);\\end{tikzpicture}", caption="Line.", name="drawn"
    )
    paper = written(tmp_path / "paper", drawn, head="\\documentclass{article}\\usepackage{tikz}")
    code, _, err = run("apply", paper, "--decisions", decided(paper, drawn__alt="A rising line."), "--yes")
    assert code not in (0, 1)
    assert "\\DocumentMetadata" in err


def test_that_older_tex_stops_at_a_mark_for_decoration_is_said_where_it_is_new(paper: Path) -> None:
    assert "artifact" not in notes_of(paper, pump__alt1="A pump.")
    assert "artifact undefined" in notes_of(paper, pump__alt2="artifact")
    assert "artifact undefined" not in notes_of(paper, pump__alt1="artifact")
