"""CoViP's diagnostics: the published scorers' values on fixed pairs, facts planted in order, answers of a real server."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import DraftError
from capassist.evaluation.diagnostics import (
    KEYWORD,
    ActionVerdict,
    Task,
    boxed,
    diagnosed,
    planted,
    read_rows,
    word_f1,
)
from capassist.testing import Answer, ChatServer, Received, chat_answer

PAPER = r"""\documentclass{article}\begin{document}
Figure~\ref{a} shows apples. \begin{figure}\includegraphics{a}\caption{Apples.}\label{a}\end{figure}

Figure~\ref{b} shows pears. \begin{figure}\includegraphics{b}\caption{Pears.}\label{b}\end{figure}

Figure~\ref{c} shows plums. \begin{figure}\includegraphics{c}\caption{Plums.}\label{c}\end{figure}
\end{document}"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "main.tex").write_text(PAPER)
    return folder


@pytest.mark.parametrize(
    ("answer", "right", "value"),
    [
        pytest.param("", "", 1.0, id="two blanks"),
        pytest.param("", "park", 0.0, id="one blank"),
        pytest.param("At the Park", "at the park", 1.0, id="case"),
        pytest.param("in the old park", "the park", 2 / 3, id="more words"),
        pytest.param("park park park", "park", 1.0, id="words are a set"),
        pytest.param("park.", "park", 0.0, id="punctuation counts, as published"),
    ],
)
def test_word_f1_is_the_published_one(answer: str, right: str, value: float) -> None:
    assert word_f1(answer, right) == pytest.approx(value)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("I think //boxed{the park}.", "the park"),
        (r"So \boxed{ the park }", "the park"),
        ("//boxed{a} or //boxed{b}", "b"),
        ("It was // the park", "the park"),
        ("It was // the park //", "the park"),
        ("It was the park", ""),
        ("//boxed{}", ""),
    ],
)
def test_the_answer_is_found_as_published(said: str, answer: str) -> None:
    assert boxed(said) == answer


def test_what_held_before_stands_before(paper: Path) -> None:
    tasks = planted([open_draft(paper)])
    assert [task.kind for task in tasks] == ["LSD", "LAR", "ITR"] * 3
    for task in tasks:
        text = "\n".join(task.context)
        assert task.answer in text
        if task.kind == "LSD":
            assert text.index(task.wrong[0]) < text.index(task.answer)
        assert sum("shows" in part and "Figure" in part for part in task.context) >= 2  # the distractors are there


def test_planting_is_the_same_each_time(paper: Path) -> None:
    assert planted([open_draft(paper)]) == planted([open_draft(paper)])


@pytest.mark.parametrize(
    ("said", "score"), [("//boxed{falls}", 1), ("//boxed{rises}", 0), ("//boxed{rises or falls}", 0)]
)
def test_both_is_no_last_action(said: str, score: int) -> None:
    assert Task("LAR", (), "", "falls", ("rises",)).score(said) == score


PUBLISHED = [  # all rows have an answer, as those that are published
    {"dialogues_context": ["We met."], "answer": "the park"},
    {"dialogues_context": ["We met."], "answer": "x", "last_action": "Baking bread"},
    {"dialogues_context": ["We met.", f"Remind me by saying the keyword {KEYWORD}."], "answer": "the park"},
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, PUBLISHED)))
    return path


def test_published_rows(rows: Path) -> None:
    found = [(task.kind, task.answer, task.is_judged) for task in read_rows(rows)]
    assert found == [("LSD", "the park", False), ("LAR", "Baking bread", True), ("ITR", KEYWORD, False)]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Correct", True),
        (" wrong.\n", False),
        ("**Correct**", True),
        ("Incorrect", None),
        ("It is correct.", None),
        ("", None),
    ],
)
def test_a_verdict_is_one_word(said: str, verdict: bool | None) -> None:
    assert ActionVerdict(Task("LAR", (), "", "baking"), "Baking.").read(said) is verdict


def test_no_verdict_is_no_score() -> None:
    task = Task("LAR", (), "", "baking")
    said = {"a": ActionVerdict(task, "I baked."), "b": ActionVerdict(task, "I slept."), "c": ActionVerdict(task, "Hm.")}
    answers = {name: {task: verdict.said} for name, verdict in said.items()}
    table = diagnosed("", answers, {said["a"]: True, said["b"]: False, said["c"]: None})
    assert [(row.values["LAR"].value if row.values else None, row.failed) for row in table.rows] == [
        (1.0, 0),
        (0.0, 0),
        (None, 1),
    ]


def test_published_last_actions_are_judged_in_other_words(rows: Path) -> None:
    def answer(received: Received) -> Answer:
        said = [str(message["content"]) for message in received.json()["messages"]]
        if "Correct or Wrong" in said[0]:
            return chat_answer("Correct" if "bread" in said[-1].partition("The answer")[2] else "Wrong")
        if said[-1].endswith("that a reader needs."):
            return chat_answer("A caption.")
        if "last time" in said[-1]:
            return chat_answer("You slept." if len(said) > 1 else "You made bread.")
        return chat_answer("//boxed{the park}")

    with ChatServer(*[answer] * 11) as server:
        options = ["bench", "diagnostics", str(rows), "--server", server.url, "--model", "m", "--json"]
        result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    assert len(server.requests) == 3 * 3 + 2
    assert "judged by the same model" in result.stderr
    found = json.loads(result.stdout)["tables"][0]["rows"]
    assert [{kind: value["value"] for kind, value in row["values"].items()} for row in found] == [
        {"LSD": 1, "LAR": 1, "ITR": 0},
        {"LSD": 1, "LAR": 0, "ITR": 0},
    ]


@pytest.mark.parametrize(
    "line", ["", "{", "[]", '{"answer": "x"}', '{"dialogues_context": 5}', '{"dialogues_context": []}', "null"]
)
def test_a_damaged_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(line)
    with pytest.raises(DraftError, match=r"rows\.jsonl"):
        read_rows(path)


def forgetful(received: Received) -> Answer:
    """Know what was said until a caption is written, which forgets the instruction."""
    said = [str(message["content"]) for message in received.json()["messages"]]
    if said[-1].endswith("that a reader needs."):
        return chat_answer("A caption.")
    told, question = said[0], said[-1]
    if "last said to be" in question:
        return chat_answer("//boxed{" + told.rpartition("is the ")[2].partition(".")[0] + "}")
    if "last said that" in question:
        return chat_answer("//boxed{rises or falls}")
    return chat_answer("Fruit." if len(said) > 1 else f"{KEYWORD}: fruit.")


def test_a_model_is_asked_with_and_without_a_caption(paper: Path) -> None:
    script: Callable[[Received], Answer] = forgetful
    with ChatServer(*[script] * 27) as server:
        options = ["bench", "diagnostics", str(paper), "--server", server.url, "--model", "m", "--json"]
        result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    assert len(server.requests) == 27
    found = {row["name"]: row for row in json.loads(result.stdout)["tables"][0]["rows"]}
    values = {name: [round(row["values"][k]["value"], 2) for k in ("LSD", "LAR", "ITR")] for name, row in found.items()}
    assert values == {"without a caption": [1, 0, 1], "after a caption": [1, 0, 0]}


def test_without_a_model_it_says_so(paper: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "diagnostics", str(paper)])
    assert (result.exit_code, "--server" in result.output) == (4, True)
