"""CapEval-QAs as published, judged by recorded judges: a failing judge is no D, and neither silence nor telling everything wins both."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import DraftError, ModelError
from capassist.evaluation.capeval import MOST_BASELINES, load
from capassist.evaluation.llm_judge import MOST_FAILURES, TRIES
from capassist.evaluation.questions import Choice, Choices
from capassist.testing import Answer, ChatServer, Received, chat_answer

NAMES = {"sample_0": (2, [0]), "sample_1": (3, [2, 0]), "sample_2": (2, [1])}  # how many concepts, and which are there
CAPTIONS = {
    # Of three questions about what is there one is answered, one wrongly, one not; of three others one is answered.
    "sample_0": {"caption": "We were in south000 with north001, and somebody was in south010."},
    "sample_1": "",
}


def sample(name: str, concepts: int, present: list[int]) -> dict[str, Any]:
    return {
        "qas": {f"concept_{c}": {"qa": [qa(f"{name[-1]}{c}{q}") for q in range(3)]} for c in range(concepts)},
        "gts": present,
    }


def qa(name: str) -> dict[str, Any]:
    places = {"A": f"north{name}", "B": f"south{name}", "C": f"west{name}"}
    options = places | {"D": "The answer cannot be determined"}
    return {"id": "Q1", "question": f"Where was {name}?", "options": options, "correct_answer": "B"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "covip" / "QAS_GT_test.json"
    path.parent.mkdir()
    path.write_text(json.dumps({name: sample(name, *form) for name, form in NAMES.items()}))
    return path


@pytest.fixture
def captions(tmp_path: Path) -> Path:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(CAPTIONS))
    return path


def said_in(received: Received) -> tuple[str, list[str]]:
    """Return the caption of a request, and the lines of its question."""
    (part,) = received.json()["messages"][1]["content"]
    caption, question = (p.partition("]\n")[2].rpartition("\n[end")[0] for p in part["text"].split("[quote ")[1:])
    return caption, question.split("\n")


def literal(received: Received) -> Answer:
    """Choose the option whose words stand in the caption."""
    caption, (_, *options) = said_in(received)
    chosen = next((option[0] for option in options if option[3:] in caption), "D")
    return chat_answer(f"The caption says so.\nAnswer: \\boxed{{{chosen}}}")


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["bench", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


def evaluated(
    file: Path, captions: Path, *script: Answer | Callable[[Received], Answer]
) -> tuple[int, Any, str, list[Received]]:
    with ChatServer(*script) as server:
        options = ("--server", server.url, "--model", "m", "--json")
        code, out, err = run("capeval", file, "--predictions", captions, *options)
        return code, json.loads(out), err, server.requests


def rows(record: Any, table: int = 0) -> dict[str, tuple[int, int, float | None, float | None]]:
    """Return what was judged, what failed, Acc+ and Acc- of each row."""

    def value(row: Any, measure: str) -> float | None:
        found = row["values"].get(measure)
        return round(found["value"], 6) if found else None

    found = record["tables"][table]["rows"]
    return {row["name"]: (row["scored"], row["failed"], value(row, "Acc+"), value(row, "Acc-")) for row in found}


# A judge that slips -------------------------------------------------------------------------------------------------------

SLIPS = {
    "nothing": "",
    "a letter": "B",
    "no box": "Answer: B",
    "an empty box": r"\boxed{}",
    "no such option": r"\boxed{E}",
    "two in one": r"\boxed{A or B}",
    "two boxes": r"\boxed{A}, or rather \boxed{B}",
    "the option's words": r"\boxed{south000}",
    "half a box": r"\boxed{B",
    "no backslash": "boxed{B}",
    "JSON": '{"answer": "B"}',
}
CHOSEN = {
    "as asked": ("It says so.\nAnswer: \\boxed{B}", "B"),
    "spaces": (r"\boxed{ C }", "C"),
    "as text": (r"$\boxed{\text{D}}$", "D"),
    "the same twice": (r"\boxed{A}, so the answer is \boxed{A}.", "A"),
}
QUESTION = Choice("We were in south000.", "Where was it?", ("north", "south000", "west", "unknown"))


@pytest.mark.parametrize("answer", SLIPS.values(), ids=SLIPS.keys())
def test_no_slip_is_a_letter(answer: str) -> None:
    assert QUESTION.read(answer) is None


@pytest.mark.parametrize(("answer", "letter"), CHOSEN.values(), ids=CHOSEN.keys())
def test_a_letter_in_a_box_is_one(answer: str, letter: str) -> None:
    assert QUESTION.read(answer) == letter


@pytest.mark.parametrize("answer", ["I cannot tell.", None], ids=["prose", "nothing"])
def test_a_judge_without_letters_earns_nobody_anything_and_fills_no_table(
    answer: str | None, file: Path, captions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("capassist.llm.client.time.sleep", lambda _seconds: None)
    with ChatServer(chat_answer(answer)) as server:
        options = ("--server", server.url, "--model", "m", "--csv")
        code, out, err = run("capeval", file, "--predictions", captions, *options)
    assert code == ModelError.exit_code
    assert f"{MOST_FAILURES} times in a row" in err
    assert out == ""


def test_a_failed_question_is_in_no_share(file: Path, captions: Path) -> None:
    def fails_at_two(received: Received) -> Answer:
        caption, (question, *_) = said_in(received)
        fails = caption == CAPTIONS["sample_0"]["caption"] and question in ("Where was 000?", "Where was 011?")
        return chat_answer("Hm.") if fails else literal(received)

    code, record, _, requests = evaluated(file, captions, fails_at_two)
    assert code == 0
    assert rows(record)["mine.json"] == (13, 2, 0, pytest.approx(4 / 5, abs=1e-6))
    assert sum(said_in(received)[1][0] == "Where was 000?" for received in requests) == TRIES + 2  # and the baselines


# Numbers worked out by hand -----------------------------------------------------------------------------------------------


def test_both_shares(file: Path, captions: Path) -> None:
    code, record, _, _ = evaluated(file, captions, literal)
    assert code == 0
    assert rows(record)["mine.json"] == (15, 0, round(1 / 9, 6), round((2 + 3) / 6, 6))
    buckets = rows(record, 1)
    assert buckets["mine.json, one"] == (6, 0, round(1 / 3, 6), round(2 / 3, 6))
    assert buckets["mine.json, two"] == (9, 0, 0, 1)
    assert not any(name.endswith(("three", "four")) for name in buckets)


def test_silence_has_one_share_and_telling_everything_the_other(file: Path, captions: Path) -> None:
    _, record, _, _ = evaluated(file, captions, literal)
    assert rows(record)["blank caption"] == (15, 0, 0, 1)
    assert rows(record)["pasted context"] == (15, 0, 1, 0)


def test_more_than_four_concepts_count_with_four(file: Path, captions: Path) -> None:
    file.write_text(json.dumps({"sample_0": sample("sample_0", 6, [0, 1, 2, 3, 4])}))
    assert [found.bucket for found in load(file, captions).samples] == ["four"]


def test_what_the_table_does_not_say_is_said_below_it(file: Path, captions: Path) -> None:
    _, record, _, _ = evaluated(file, captions, literal)
    notes = " ".join(record["tables"][0]["notes"])
    for said in (
        "Samples without a caption in mine.json: 1.",
        "only both together",
        "Qwen3-30B",
        "all questions with their right answers",
    ):
        assert said in notes


# What is sent -------------------------------------------------------------------------------------------------------------


def test_the_judge_sees_one_caption_and_one_question_and_not_what_is_right(file: Path, captions: Path) -> None:
    _, _, err, requests = evaluated(file, captions, literal)
    assert len(requests) == 6 + 9 + 6 + 15  # the caption of sample_1 is blank, and asked about once
    assert "36 requests with 36 captions, about " in err
    assert "a caption with one question" in err
    told = [said_in(received) for received in requests]
    assert all(len(question) == 5 for _, question in told)
    assert (
        CAPTIONS["sample_0"]["caption"],
        ["Where was 000?", "A. north000", "B. south000", "C. west000", "D. The answer cannot be determined"],
    ) in told
    assert {(r.json()["temperature"], r.json()["top_p"]) for r in requests} == {(0.7, 0.8)}
    assert not any(
        word in r.body.decode() for r in requests for word in ("correct_answer", "gts", "concept_", "sample_")
    )


def test_a_second_run_asks_nothing(file: Path, captions: Path) -> None:
    with ChatServer(literal) as server:
        options = ("capeval", file, "--predictions", captions, "--server", server.url, "--model", "m", "--json")
        first, again = run(*options), run(*options)
        assert len(server.requests) == 36
    assert again[1] == first[1]


def test_dialogues_beside_the_questions_are_the_pasted_context(file: Path, captions: Path) -> None:
    listed = [
        {"dialogues": {"concept_0": "We met in south000.", "concept_1": ["It was", "in west010."]}},
        {"dialogues": {}},
    ]
    (file.parent / "meta_CoViP_testset_cleaned.jsonl").write_text("\n".join(map(json.dumps, listed)))
    benchmark = load(file, captions)
    assert benchmark.systems["pasted context"]["sample_0"] == "We met in south000.\n\nIt was\n\nin west010."
    assert "Where was 100? south100." in benchmark.systems["pasted context"]["sample_1"]  # nothing is said of it there
    assert any("the dialogues of meta_CoViP" in said for said in benchmark.missing)


def test_baselines_are_of_the_same_few_samples_in_every_run(file: Path, captions: Path) -> None:
    names = [f"sample_{number}" for number in range(MOST_BASELINES + 15)]
    file.write_text(json.dumps({name: sample(name, 1, [0]) for name in names}))
    captions.write_text(json.dumps(dict.fromkeys(names, "We were in south000.")))
    first, again = load(file, captions), load(file, captions)
    assert len(first.systems["blank caption"]) == MOST_BASELINES
    assert first.systems == again.systems
    assert any(f"of {MOST_BASELINES} samples" in said for said in first.missing)
    assert len(first.systems["mine.json"]) == len(names)


# The files ----------------------------------------------------------------------------------------------------------------

BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "no questions": lambda record: record.pop("qas"),
    "no list of what is there": lambda record: record.pop("gts"),
    "nothing is there": lambda record: record["gts"].clear(),
    "a concept that is not": lambda record: record["gts"].append(7),
    "a question without D": lambda record: record["qas"]["concept_0"]["qa"][0]["options"].pop("D"),
    "an answer that is no option": lambda record: record["qas"]["concept_0"]["qa"][0].update(correct_answer="E"),
    "an option that is no text": lambda record: record["qas"]["concept_0"]["qa"][0]["options"].update(A=1),
    "concepts in a list": lambda record: record.update(qas=[]),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_a_sample_of_another_form_is_left_out_and_counted(
    spoil: Callable[[dict[str, Any]], object], file: Path, captions: Path
) -> None:
    record = json.loads(file.read_text())
    spoil(record["sample_0"])
    file.write_text(json.dumps(record))
    benchmark = load(file, captions)
    assert [found.key for found in benchmark.samples] == ["sample_1"]
    assert "Samples that do not have the published form: 1." in benchmark.missing


@pytest.mark.parametrize(
    ("content", "message"),
    {
        "no JSON": ("{", "no JSON"),
        "not UTF-8": (b"\xff\xfe", "no JSON"),
        "a list": ("[]", "holds no samples"),
        "other JSON": ('{"a": 1}', "no sample of CapEval-QAs"),
        "nothing": ("{}", "no sample of CapEval-QAs"),
        "other ids": (json.dumps({"sample_9": sample("sample_9", 1, [0])}), "no caption for a sample"),
    }.values(),
    ids=["no JSON", "not UTF-8", "a list", "other JSON", "nothing", "other ids"],
)
def test_a_bad_file_is_one_sentence(content: str | bytes, message: str, file: Path, captions: Path) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DraftError, match=message) as caught:
        load(file, captions)
    assert caught.value.hint


def test_wrong_calls(file: Path, captions: Path, tmp_path: Path) -> None:
    judge = ("--server", "http://127.0.0.1:9/v1", "--model", "m")
    assert run("capeval", file)[0] == 2
    assert run("capeval", tmp_path / "none", "--predictions", captions, *judge)[0] == 3
    assert run("capeval", file, "--predictions", captions)[0] == 4
    assert run("capeval", file, "--predictions", captions, *judge)[0] == 5  # nobody answers there
    (file.parent / "meta_CoViP_testset_cleaned.jsonl").write_text("no JSON")
    assert run("capeval", file, "--predictions", captions, *judge)[0] == 3


# What is left out ---------------------------------------------------------------------------------------------------------


def test_samples_and_captions_without_the_other_are_counted_apart(file: Path, captions: Path) -> None:
    samples = {name: sample(name, *form) for name, form in NAMES.items()}
    file.write_text(json.dumps({**samples, "sample_3": {"qas": {}}}))
    captions.write_text(json.dumps({**CAPTIONS, "sample_8": "A.", "sample_9": "B."}))
    assert load(file, captions).missing == (
        "Samples that do not have the published form: 1.",
        "Samples without a caption in mine.json: 1.",
        "Captions of mine.json for no sample: 2.",
        "Pasted context: all questions with their right answers, as there is no meta_CoViP_testset_cleaned.jsonl.",
    )


def test_where_all_is_there_only_the_context_is_spoken_of(file: Path, captions: Path) -> None:
    captions.write_text(json.dumps(dict.fromkeys(NAMES, "A caption.")))
    (said,) = load(file, captions).missing
    assert said.startswith("Pasted context: all questions with their right answers")


@pytest.mark.parametrize(
    ("present", "bucket"),
    [([0], "one"), ([0, 1], "two"), ([2, 1, 0], "three"), ([0, 1, 2, 3], "four"), ([], None), ([0, 9], None)],
)
def test_a_sample_counts_by_the_concepts_in_its_picture(
    present: list[int], bucket: str | None, file: Path, captions: Path
) -> None:
    file.write_text(json.dumps({"sample_0": sample("sample_0", 4, present), "sample_1": sample("sample_1", 1, [0])}))
    found = {sample.key: sample.bucket for sample in load(file, captions).samples}
    assert found == {"sample_1": "one"} | ({"sample_0": bucket} if bucket else {})


def test_what_is_in_the_picture_is_to_be_told_and_what_is_not_is_not(file: Path, captions: Path) -> None:
    first, _ = load(file, captions).samples
    assert [(asked.positive, asked.right) for asked in first.asked] == [(True, "B")] * 3 + [(False, "D")] * 3


def test_the_captions_of_the_file_are_asked_about_first(file: Path, captions: Path) -> None:
    questions = load(file, captions).questions()
    asked = [question.caption for question in questions if isinstance(question, Choice)]
    assert asked[:6] == [CAPTIONS["sample_0"]["caption"]] * 6
    assert len(asked) == len(set(questions)) == 36


# Several questions at once ------------------------------------------------------------------------------------------------

TWO = Choices("A lamp.", (("Where?", ("a", "b", "c", "d")), ("When?", ("e", "f", "g", "h"))))


@pytest.mark.parametrize(
    ("answer", "letters"),
    [
        ('{"answers": {"1": "A", "2": "D"}}', ("A", "D")),
        ('{"answers": {"2": "D"}}', (None, "D")),
        ('{"answers": {"1": "A", "2": "E"}}', ("A", None)),
        ('{"answers": {"1": "A", "1": "B", "2": "C"}}', (None, "C")),
        ('{"answers": {"1": "A", "1": "A", "2": "C"}}', ("A", "C")),
        ('{"answers": {"0": "A", "3": "B"}}', None),
        ("{}", None),
        ("I cannot tell.", None),
    ],
)
def test_each_question_gets_its_own_letter_or_none(answer: str, letters: tuple[str | None, ...] | None) -> None:
    assert TWO.read(answer) == letters
