"""Files of predictions and references: every form is read alike, and a bad file is one sentence that names the entry."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import DraftError, UsageError
from capassist.evaluation.captions import compare, read_captions, write_submission
from capassist.evaluation.table import Pair, row, score
from capassist.metrics import LAMP_CAP, SCICAP

CAPTIONS = {"1": "Run time against length.", "2": "Share of the corpora."}

WRONG = {
    "no file": (None, "cannot be read"),
    "no JSON": ("Figure 1 shows", "line 1"),
    "half a line": ('{"id": 1, "caption": "a"}\n{"id": 2,', "line 2"),
    "a number": ("3", "neither an object nor an array"),
    "nothing": ("[]", "no captions"),
    "no id": ('[{"caption": "a"}]', "entry 1 has no id"),
    "no caption": ('[{"id": 1, "caption": "a"}, {"id": 2}]', "entry 2 has no caption"),
    "caption is a list": ('{"1": ["a"]}', "entry 1 has no caption"),
    "two responses": ('[{"id": 1, "model_response_content": ["a", "b"]}]', "entry 1 has no caption"),
    "an id twice": ('[{"id": 1, "caption": "a"}, {"id": 1, "caption": "b"}]', "second caption"),
    "not UTF-8": (b"\xff\xfe{}", "UTF-8"),
}


def written(path: Path, content: Any) -> Path:
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["bench", "score", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(("content", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_bad_file_is_one_sentence_that_names_it(content: Any, message: str, tmp_path: Path) -> None:
    path = written(tmp_path / "captions.json", content)
    with pytest.raises(DraftError) as caught:
        read_captions(path)
    assert message in caught.value.message
    assert path.name in caught.value.message
    assert caught.value.hint


def test_a_prediction_without_a_reference_is_refused(tmp_path: Path) -> None:
    predictions = written(tmp_path / "p.json", {"9": "a"})
    with pytest.raises(DraftError, match="9"):
        compare(predictions, written(tmp_path / "r.json", CAPTIONS), LAMP_CAP)


@pytest.mark.slow
def test_the_challenge_wants_every_id(tmp_path: Path) -> None:
    predictions, references = written(tmp_path / "p.json", {"1": "a"}), written(tmp_path / "r.json", CAPTIONS)
    with pytest.raises(DraftError, match="no caption for 2"):
        compare(predictions, references, SCICAP)
    table = compare(predictions, references, LAMP_CAP)
    assert table.rows[0].scored == 1
    assert table.notes[0] == "1 references have no prediction and are left out."


@pytest.mark.parametrize("answer", ["", "None", "Target Figure Image", "I'm sorry, I cannot see the figure."], ids=repr)
def test_an_answer_that_is_no_caption_is_counted_and_not_scored(answer: str, tmp_path: Path) -> None:
    predictions = written(tmp_path / "p.json", {"1": CAPTIONS["1"], "2": answer})
    found = compare(predictions, written(tmp_path / "r.json", CAPTIONS), LAMP_CAP).rows[0]
    assert (found.scored, found.invalid) == (1, 1)
    assert found.values["ROUGE-L"].value == 1


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (("evaluate",), "DRAFT"),
        (("evaluate", "--questions"), "DRAFT"),
        (("evaluate", "one", "two", "--questions"), "--questions takes one paper."),
        (("bench", "any-cap", "none"), "--predictions"),
        (("bench", "capeval", "none.json"), "--predictions"),
        (("bench", "score", "--references", "none.json"), "--predictions"),
        (("bench", "score", "--predictions", "none.json"), "--references"),
        (("bench", "lamp-cap"), "DIR"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_a_call_lacks_is_named(arguments: tuple[str, ...], missing: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert missing in " ".join(result.stderr.split())


FORMS = {
    "object": CAPTIONS,
    "object of objects": {name: {"caption": text} for name, text in CAPTIONS.items()},
    "array": [{"id": name, "text": text} for name, text in CAPTIONS.items()],
    "lines": "".join(json.dumps({"image_id": int(name), "caption": text}) + "\n" for name, text in CAPTIONS.items()),
    "challenge's submission": [{"image_id": int(name), "caption": text} for name, text in CAPTIONS.items()],
    "challenge's annotations": {
        "images": [{"id": 1, "file_name": "1.png"}],
        "annotations": [
            {"image_id": int(name), "id": 70 + int(name), "caption": f"Figure {name}: {text}", "caption_no_index": text}
            for name, text in CAPTIONS.items()
        ],
    },
    "drafts of suggest": {
        "schema": "capassist.drafts/1",
        "drafts": [{"figure": n, "text": t} for n, t in CAPTIONS.items()],
    },
}


@pytest.mark.parametrize(
    "line",
    [{"id": 1, "caption": "Run time."}, {"image_id": "1", "text": "Run time."}, {"id": 1, "model_response_style": ["Run time."]}],
    ids=lambda line: str(list(line)),
)  # fmt: skip
def test_a_file_of_one_line_is_one_caption(line: dict[str, Any], tmp_path: Path) -> None:
    assert read_captions(written(tmp_path / "captions.jsonl", line)) == {"1": "Run time."}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_every_form_is_read(content: Any, tmp_path: Path) -> None:
    assert read_captions(written(tmp_path / "captions", content), with_index=False) == CAPTIONS


def test_the_challenge_compares_with_the_figure_s_number(tmp_path: Path) -> None:
    path = written(tmp_path / "r.json", FORMS["challenge's annotations"])
    assert read_captions(path)["1"] == "Figure 1: Run time against length."


def test_cider_d_is_shown_from_a_hundred_captions_on() -> None:
    pairs = [Pair(f"caption number {n} of many figures", f"caption number {n} of figures") for n in range(100)]
    assert "CIDEr-D" in score(pairs, LAMP_CAP)[0]
    assert "CIDEr-D" not in score(pairs[:99], LAMP_CAP)[0]


@pytest.mark.slow
def test_more_pairs_than_one_process_scores_come_out_in_order() -> None:
    pairs = [Pair(f"caption {n}", f"caption {n}" if n < 600 else "nothing alike") for n in range(1200)]
    assert row("half", score(pairs, LAMP_CAP), LAMP_CAP).values["BLEU-1"].value == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("option", [(), ("--json",), ("--csv",), ("--form", "scicap")], ids=str)
def test_the_result_is_printed(option: tuple[str, ...], tmp_path: Path) -> None:
    files = (
        "--predictions",
        written(tmp_path / "p.json", CAPTIONS),
        "--references",
        written(tmp_path / "r.json", CAPTIONS),
    )
    code, out, err = run(*files, *option)
    assert code == 0, err
    if option == ("--json",):
        found = json.loads(out)["tables"][0]["rows"][0]
        assert (found["scored"], found["values"]["ROUGE-1"]["value"]) == (2, 1.0)
    elif option == ("--csv",):
        assert next(csv.DictReader(io.StringIO(out)))["ROUGE-1"] == "1.000000"
    else:
        assert "1.000" in out
        assert "not quality" in out


@pytest.mark.parametrize(
    ("options", "note"),
    [
        (("--bleu-smoothing", "0"), "BLEU without smoothing"),
        (("--bleu-smoothing", "5"), "method 5 BLEU can exceed 1"),
        (("--bleu-smoothing", "6"), "without a shared 3-gram"),
        (("--bleu-smoothing", "3", "--form", "scicap"), "NLTK's method 3"),
    ],
    ids=str,
)
def test_the_notes_say_how_bleu_was_smoothed(options: tuple[str, ...], note: str, tmp_path: Path) -> None:
    predictions, references = written(tmp_path / "p.json", CAPTIONS), written(tmp_path / "r.json", CAPTIONS)
    code, out, err = run("--predictions", predictions, "--references", references, *options)
    assert code == 0, err
    assert note in " ".join(out.split())


# Files that there are -------------------------------------------------------------------------------------------------


def test_the_sample_of_scicap_is_read_as_it_is(tmp_path: Path) -> None:
    row = {"paper-id": "1", "figure-id": "1-Figure1-1.png", "figure-caption": "Figure 1: Time.", "paragraph": []}
    path = tmp_path / "sample_data_info.json"
    path.write_text(json.dumps([row | {"figure-caption-without-index": "Time."}]))
    assert read_captions(path) == {"1-Figure1-1.png": "Figure 1: Time."}
    assert read_captions(path, with_index=False) == {"1-Figure1-1.png": "Time."}


def test_what_capassist_prints_is_read(tmp_path: Path) -> None:
    drafts, scan = tmp_path / "drafts.json", tmp_path / "scan.json"
    texts = [("fig:a", "First."), ("fig:a", "Second."), ("fig:b", "Of b.")]
    rows = [{"figure": name, "text": text} for name, text in texts]
    drafts.write_text(json.dumps({"schema": "capassist.drafts/1", "drafts": rows}))
    figures = [{"id": "fig:a", "caption": "Of a."}, {"id": "fig:b", "caption": None}]
    scan.write_text(json.dumps({"schema": "capassist.scan/1", "figures": figures}))
    assert read_captions(drafts) == {"fig:a": "First.", "fig:b": "Of b."}
    assert read_captions(scan) == {"fig:a": "Of a."}


def test_a_submission_has_every_id_once_as_a_number(tmp_path: Path) -> None:
    path = tmp_path / "submission.json"
    write_submission(path, {"7": "Time “t”.", "12": "Share.", "99": "Of none."}, ["12", "7"])
    assert json.loads(path.read_text()) == [
        {"image_id": 12, "caption": "Share."},
        {"image_id": 7, "caption": "Time “t”."},
    ]
    write_submission(path, {"7": "Again."}, ["7"])  # its own file may be replaced


@pytest.mark.parametrize(
    ("ids", "said"), [(["7", "8"], "no caption for 8"), (["fig:a"], "ids are numbers"), (["³"], "ids are numbers")]
)
def test_no_submission_lacks_a_caption(tmp_path: Path, ids: list[str], said: str) -> None:
    path = tmp_path / "submission.json"
    with pytest.raises(UsageError, match=said):
        write_submission(path, {"7": "Time.", "fig:a": "A.", "³": "B."}, ids)
    assert not path.exists()
