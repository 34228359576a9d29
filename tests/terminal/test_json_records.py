"""The JSON of scan, suggest, apply and of failures: what programs read, field by field."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capassist.errors import ModelError, SettingsError
from capassist.model import (
    OFFLINE,
    Axis,
    Candidate,
    DataColumn,
    DataTable,
    Decision,
    Draft,
    Drawing,
    Evidence,
    Figure,
    Finding,
    LegendEntry,
    Mention,
    PlotPanel,
    Problem,
    RankedDraft,
    Score,
    Sentence,
    Source,
)
from capassist.terminal import json_records

SAID = "As Figure 3 shows, it grows. It ends."
FIGURE = Figure(
    "fig:growth",
    number="3",
    labels=("fig:growth", "fig:old"),
    page=4,
    state="written",
    caption="Growth.",
    caption_source=r"\emph{Growth}.",
    mentions=(
        Mention(
            SAID, (Sentence(SAID[:28], SAID[:28], ((3, 11),)), Sentence("It ends.", "It ends.")), "2", 5, "a.tex", 7
        ),
    ),
    source=Source("a.tex", 12, 3),
)


def draft(*figures: Figure, problems: tuple[Problem, ...] = ()) -> Draft:
    return Draft(Path("paper"), Path("paper"), "latex", "main.tex", title="T", figures=figures, problems=problems)


def figure_of(figure: Figure) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(json_records.scan_record(draft(figure))))["figures"][0]
    return record


def test_a_draft_is_named_with_its_figures_and_problems() -> None:
    problem = Problem("x", "a.pdf is not there.", "Check the path.", "fig:a")
    record = json_records.scan_record(draft(FIGURE, Figure("b"), problems=(problem,)))
    assert (record["schema"], record["draft"]["path"], record["draft"]["main"], record["draft"]["title"]) == (
        "capassist.scan/1",
        "paper",
        "main.tex",
        "T",
    )
    assert [figure["id"] for figure in record["figures"]] == ["fig:growth", "b"]
    assert record["problems"] == [
        {"code": "x", "message": "a.pdf is not there.", "hint": "Check the path.", "figure": "fig:a"}
    ]


def test_a_figure_has_its_place_its_caption_and_what_points_at_it() -> None:
    found = figure_of(FIGURE)
    assert (found["number"], found["labels"], found["page"], found["state"]) == (
        "3",
        ["fig:growth", "fig:old"],
        4,
        "written",
    )
    assert (found["caption_source"], found["locked"], found["drawing"], found["data"]) == (
        r"\emph{Growth}.",
        None,
        None,
        [],
    )
    assert (found["source"]["file"], found["source"]["line"]) == ("a.tex", 12)
    (mention,) = found["mentions"]
    assert mention["sentences"] == [SAID[:28]]  # the one that points at it
    assert (mention["text"], mention["section"], mention["page"], mention["file"], mention["line"]) == (
        SAID,
        "2",
        5,
        "a.tex",
        7,
    )
    assert figure_of(replace(FIGURE, source=None, locked="A macro sets it."))["source"] is None
    assert figure_of(replace(FIGURE, locked="A macro sets it."))["locked"] == "A macro sets it."


def test_what_is_drawn_is_read_with_its_axes_and_legend() -> None:
    panel = PlotPanel(
        x=Axis("Time (s)", "s", ("0", "10"), "linear"), legend=(LegendEntry("a", "red"), LegendEntry("b"))
    )
    found = figure_of(
        replace(FIGURE, drawing=Drawing("pdf", (panel,), title="Run", nodes=("n",), scale_bars=("5 mm",)))
    )
    drawing = found["drawing"]
    assert (drawing["source"], drawing["title"], drawing["note"]) == ("pdf", "Run", None)
    assert (drawing["nodes"], drawing["scale_bars"]) == (["n"], ["5 mm"])
    (read,) = drawing["panels"]
    assert read["x"]["label"] == "Time (s)"
    assert read["legend"] == ["a", "b"]
    assert [entry["colour"] for entry in read["series"]] == ["red", LegendEntry("b").colour]


def test_the_data_behind_it_come_with_the_numbers_that_they_bear_out() -> None:
    columns = (DataColumn("epoch", ("10", "20"), 10, 20, 15), DataColumn("loss", ("0.9", "0.534"), 0.534, 0.9, 0.7))
    table = DataTable("loss.csv", columns, 2)
    found = figure_of(replace(FIGURE, caption="The loss after 20 epochs is 0.534.", data=(table,)))
    (read,) = found["data"]
    assert (read["file"], read["rows"], read["complete"]) == ("loss.csv", 2, True)
    assert [(column["name"], column["cells"]) for column in read["columns"]] == [("epoch", 2), ("loss", 2)]
    assert {"text": "0.534", "where": "loss.csv, row 2, column loss"} in found["borne_out"]
    assert figure_of(FIGURE)["borne_out"] == []


@pytest.mark.parametrize(
    ("captioner", "status"), [(OFFLINE, "drafted offline, not reviewed"), ("m at h", "AI-generated, not reviewed")]
)
def test_a_draft_says_whose_it_is_and_over_what_it_would_be_written(captioner: str, status: str) -> None:
    evidence = (Evidence("mention", "It grows.", "a.tex:7"),)
    candidate = Candidate("fig:growth", "New.", "style", captioner, evidence, ("A note.",))
    finding = Finding("number", "12 is nowhere.", (0, 2), blocks=True)
    failed = [(Figure("fig:b"), ModelError("It stalled.", "Again."))]
    record = json_records.drafts_record(draft(FIGURE), [(FIGURE, candidate, (finding,))], failed)
    (row,) = record["drafts"]
    assert (row["figure"], row["text"], row["over"], row["status"]) == ("fig:growth", "New.", r"\emph{Growth}.", status)
    assert row["warnings"] == [{"code": "number", "message": "12 is nowhere.", "span": (0, 2), "blocks": True}]
    assert (row["notes"], row["evidence"][0]["where"]) == (["A note."], "a.tex:7")
    assert record["problems"] == [
        {"code": ModelError.code, "message": "It stalled.", "hint": "Again.", "figure": "fig:b"}
    ]
    assert json_records.drafts_record(draft(), [(Figure("b"), candidate, ())], ())["drafts"][0]["over"] == ""


def test_what_was_written_is_named_with_its_warnings() -> None:
    warned = [(Decision("fig:a", "edit", "A."), [Finding("x", "One."), Finding("y", "Two.")])]
    record = json_records.written_record([Path("a") / "b.tex"], ["fig:a"], ["A note."], "+x", warned)
    assert (record["schema"], record["files"], record["figures"], record["notes"], record["diff"]) == (
        "capassist.written/1",
        ["a/b.tex"],
        ["fig:a"],
        ["A note."],
        "+x",
    )
    assert [(row["figure"], row["code"]) for row in record["warnings"]] == [("fig:a", "x"), ("fig:a", "y")]


def test_a_failure_has_its_exit_code_and_settings_their_source() -> None:
    record = json_records.error_record(SettingsError("There is no key.", "Set it."))
    assert record["error"] == {"code": SettingsError.code, "message": "There is no key.", "hint": "Set it."}
    assert (record["schema"], record["exit_code"]) == ("capassist.error/1", SettingsError.exit_code)
    assert json_records.settings_record([("jobs", 2, "flag")])["settings"] == [
        {"name": "jobs", "value": 2, "source": "flag"}
    ]


def test_several_drafts_are_ranked_with_the_parts_of_their_scores() -> None:
    score = Score(0, 1, coverage=0.6666, habits=0.25, similarity=0.5)
    ranking = (RankedDraft("New.", "m at h", score),)
    candidate = Candidate("fig:growth", "New.", "style", "m at h", ranking=ranking)
    (row,) = json_records.drafts_record(draft(FIGURE), [(FIGURE, candidate, ())], ())["drafts"]
    parts = {"blocking": 0, "warnings": 1, "coverage": 0.6666, "habits": 0.25, "similarity": 0.5}
    ranked = {"by": "m at h", "text": "New.", "quality": 0.333, "likeness": 0.375, "parts": parts}
    assert row["ranking"] == [ranked]
