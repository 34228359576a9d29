"""compare, promote and rollback: only what is better is used, and the way back is exact to the byte."""

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fine_tuning_server import TrainingProvider
from hypothesis import given
from hypothesis import strategies as st
from papers_to_learn import WORDS, make_paper
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import SettingsError
from capassist.learning.comparison import MEASURES, Comparison, Difference
from capassist.learning.model_history import open_history
from capassist.metrics import Mean
from capassist.settings.editing import with_entries
from capassist.testing import ChatServer


def run(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["model", *(str(word) for word in words)])
    return result.exit_code, result.stdout, " ".join(result.stderr.split())


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The captions of two papers, one of them for the test."""
    root = tmp_path_factory.mktemp("exported")
    papers = [make_paper(root / "papers", name, count) for name, count in {"ash": 7, "elm": 6}.items()]
    result = CliRunner().invoke(app, ["export", "training", *map(str, papers), "-o", str(root / "training")])
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def training(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "set")) / "training"


def _said(body: dict[str, Any]) -> str:
    """Return what the models of these tests say: "better" knows how the author writes."""
    text = json.dumps(body["messages"])
    figure = max(map(int, re.findall(r"the figure is there: .{0,99}?ref\{f(\d+)\}", text)), default=0)
    paper = (re.findall(r"growth in (\w+) is shown", text) or ["elm"])[-1]
    match body["model"]:
        case "better":
            return f"Growth of {WORDS[figure]} crystals from the {paper} mine against time, measured near the shaft."
        case "untrue":
            return f"Growth of {WORDS[figure]} crystals from the {paper} mine against time, measured at 4711 places."
        case "worse":
            return "Growth."
    return f"Growth in {paper} against time."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    monkeypatch.setenv("COLUMNS", "300")
    provider = TrainingProvider()
    provider.say = _said
    with ChatServer(provider) as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setenv("CAPASSIST_CONFIG", str(path))
    return path


def compared(training: Path, server: ChatServer, second: str, *more: object) -> dict[str, Any]:
    code, out, err = run(
        "compare", "base", second, "--data", training, "--server", server.url, "--profile", "none,all", "--json", *more
    )
    assert code == 0, err
    return json.loads(out)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ("worse", "ROUGE-L is lower"),
        ("same", "ROUGE-L is not higher by more than chance"),
        ("untrue", "grounded is lower"),
        ("better", None),
    ],
)
def test_only_a_model_that_is_better_is_promoted(
    second: str, fault: str | None, training: Path, server: ChatServer, config: Path
) -> None:
    before = f'# mine\r\nserver = "{server.url}"\r\nmodel = "base"  # since May\r\nprofile = 2\r\n'.encode()
    config.write_bytes(before)
    result = compared(training, server, second)
    assert (result["better"], result["figures"]) == (fault is None, 6)
    assert (fault or "") in " ".join(result["faults"])
    code, _, err = run("promote", second, "--server", server.url)
    if fault:
        assert (code, config.read_bytes()) == (6, before)
        assert fault in err
        return
    assert code == 0
    assert config.read_bytes() == before.replace(b'"base"', b'"better"')
    assert run("promote", second, "--server", server.url)[2].endswith("better is used already.")
    assert run("rollback")[::2] == (0, f"{config} is as it was before better was promoted.")
    assert config.read_bytes() == before
    assert run("rollback")[0] == 2
    events = [event["event"] for event in json.loads(run("history", "--json")[1])["events"]]
    assert events == ["compared", "promoted", "rolled back"]
    assert run("history")[0] == 0


def test_a_comparison_is_shown_to_people(training: Path, server: ChatServer) -> None:
    code, out, err = run("compare", "base", "better", "--data", training, "--server", server.url, "--profile", "one")
    assert code == 0
    assert "is better where it counts." in out
    assert all(measure.name in out for measure in MEASURES)
    assert "Next: capassist model promote better" in err


@pytest.mark.slow
def test_what_was_asked_for_is_not_asked_again(training: Path, server: ChatServer) -> None:
    first = compared(training, server, "better")
    count = len(server.requests)
    again = compared(training, server, "better")
    assert len(server.requests) == count
    assert first["differences"] == again["differences"]


def test_captions_that_were_changed_since_the_export_are_left_out(training: Path, server: ChatServer) -> None:
    paper = next(p for p in json.loads((training / "card.json").read_text())["papers"] if p["split"] == "test")
    main = training / paper["path"] / "main.tex"
    main.write_text(main.read_text().replace("\\caption{Growth of amber", "\\caption{Rise of amber"))
    asked = ("compare", "base", "better", "--data", training, "--server", server.url, "--profile", "none,all", "--json")
    code, out, err = run(*asked)
    assert (code, json.loads(out)["figures"]) == (0, 5)
    assert "Left out, since changed after the export: 1 caption of the test." in err


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (lambda training, paper: shutil.rmtree(training / paper), 3, "any more. An export finds its papers from where"),
        (lambda training, _: (training / "trl" / "sft-test.jsonl").write_text("x"), 3, "Export it again"),
    ],
    ids=["paper gone", "rows damaged"],
)
def test_a_test_that_is_gone_is_one_sentence(
    damage: Callable[[Path, str], object], code: int, said: str, training: Path, server: ChatServer
) -> None:
    paper = next(p for p in json.loads((training / "card.json").read_text())["papers"] if p["split"] == "test")
    damage(training, paper["path"])
    found, _, err = run("compare", "base", "better", "--data", training, "--server", server.url)
    assert found == code
    assert said in err
    assert server.requests == []


def test_one_paper_is_nothing_to_compare_on(tmp_path: Path, server: ChatServer) -> None:
    paper = make_paper(tmp_path, "ash")
    CliRunner().invoke(app, ["export", "training", str(paper), "-o", str(tmp_path / "set")])
    code, _, err = run("compare", "a", "b", "--data", tmp_path / "set", "--server", server.url)
    assert code == 2
    assert "has no paper to test on" in err


def test_a_model_that_was_not_compared_is_not_promoted(server: ChatServer, config: Path) -> None:
    config.write_text("profile = 2\n")
    code, _, err = run("promote", "better", "--server", server.url)
    assert (code, config.read_text()) == (2, "profile = 2\n")
    assert "was not compared" in err
    assert run("promote", "better")[::2] == (
        4,
        "capassist: No server is named. Name the model's server with --server.",
    )


def test_a_model_is_not_compared_with_itself(training: Path, server: ChatServer) -> None:
    code, _, err = run("compare", "base", "base", "--data", training, "--server", server.url)
    assert (code, err) == (2, "capassist: A model was named twice. Name two models.")
    assert server.requests == []


def test_without_a_server_there_is_nothing_to_compare_by(training: Path) -> None:
    code, _, err = run("compare", "base", "better", "--data", training)
    assert code == 4
    assert err == "capassist: No server is named. Name the server of both models with --server."


def test_before_anything_was_done_the_history_says_how_to_begin() -> None:
    code, out, err = run("history")
    assert (code, out) == (0, "")
    assert "No model was trained or compared yet. Next: capassist export training" in err
    assert json.loads(run("history", "--json")[1]) == {"schema": "capassist.model-history/1", "events": []}


def test_the_history_keeps_no_settings_file_in_sight(was_better: None, config: Path) -> None:
    config.write_text("profile = 2  # mine\n")
    assert promoted()[0] == 0
    shown, record = run("history")[1], run("history", "--json")[1]
    assert "better" in shown
    assert [event["event"] for event in json.loads(record)["events"]] == ["compared", "promoted"]
    assert "mine" not in shown + record


def test_a_promotion_says_where_it_stands_and_what_counts_before_it(
    was_better: None, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("profile = 2\n")
    said = f"better is used from now on: {config} names it. `capassist model rollback` takes that back."
    assert promoted()[2] == said
    assert run("rollback")[0] == 0
    monkeypatch.setenv("CAPASSIST_SERVER", "http://127.0.0.1:9/v2")
    assert promoted()[2] == f"{said} CAPASSIST_MODEL or CAPASSIST_SERVER is set, and counts before that file."


# The way back -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def was_better() -> None:
    with open_history() as history:
        history.add("compared", server="http://127.0.0.1:9/v1", first="base", second="better", better=True)


def promoted() -> tuple[int, str, str]:
    return run("promote", "better", "--server", "http://127.0.0.1:9/v1")


@pytest.mark.parametrize(
    "before", [None, b"", b"\xef\xbb\xbfprofile = 2", b"model = 'x' # \xc3\xa9\r\nserver='http://127.0.0.1:9/v2'"]
)
def test_it_is_exact_to_the_byte(before: bytes | None, was_better: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from capassist.files import user_folder

    path = user_folder("config") / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    if before is not None:
        path.write_bytes(before)
    assert promoted()[0] == 0
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (settings["model"], settings["server"]) == ("better", "http://127.0.0.1:9/v1")
    assert run("rollback")[0] == 0
    assert (path.read_bytes() if path.exists() else None) == before


def test_what_was_changed_since_then_is_not_put_back(was_better: None, config: Path) -> None:
    config.write_text("profile = 2\n")
    assert promoted()[0] == 0
    config.write_text(config.read_text() + "jobs = 2\n")
    changed = config.read_bytes()
    code, _, err = run("rollback")
    assert (code, config.read_bytes()) == (6, changed)
    assert "was changed since better was promoted" in err


def test_a_promotion_that_was_killed_before_it_wrote_is_taken_back(
    was_better: None, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("profile = 2\n")

    def killed(_path: Path, _data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("capassist.learning.model_history.write_whole", killed)
        assert promoted()[0] == 130
    assert run("rollback")[0] == 0
    assert config.read_text() == "profile = 2\n"


# What counts --------------------------------------------------------------------------------------------------------------

CHANGES = {measure.name: Mean(0.0, 0.0, 0.0) for measure in MEASURES} | {"ROUGE-L": Mean(0.1, 0.02, 0.2)}


def verdict(**changes: Mean) -> Comparison:
    known = {**CHANGES, **{name.replace("_", " "): change for name, change in changes.items()}}
    return Comparison("a", "b", 9, tuple(Difference(measure, known[measure.name]) for measure in MEASURES))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"ROUGE-L": Mean(0.1, 0.0, 0.2)}, "ROUGE-L is not higher by more than chance"),
        ({"ROUGE-L": Mean(-0.1, -0.2, -0.01)}, "ROUGE-L is lower"),
        ({"grounded": Mean(-0.01, -0.1, 0.1)}, "grounded is lower"),
        ({"captions": Mean(-0.01, -0.1, 0.1)}, "captions is lower"),
        ({"warnings": Mean(0.2, -0.1, 0.5)}, None),
        ({"warnings": Mean(0.3, 0.1, 0.5)}, "warnings is higher"),
        ({"warnings": Mean(-0.3, -0.5, -0.1)}, None),
        ({"aspects": Mean(-0.2, -0.3, -0.1)}, "aspects is lower"),
        ({"aspects": Mean(-0.2, -0.5, 0.1)}, None),
    ],
)
def test_what_keeps_a_model_from_being_better(changes: dict[str, Mean], fault: str | None) -> None:
    found = verdict(**changes)
    assert found.is_better == (fault is None)
    assert found.faults == ((fault,) if fault else ())


@pytest.mark.parametrize("figures", [0, 1, 2, 5])
def test_of_few_figures_nothing_is_better(figures: int) -> None:
    found = Comparison("a", "b", figures, verdict().differences)
    assert not found.is_better
    assert "too few to tell" in found.faults[0]


# The settings file --------------------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    ["# model = 'no'", 'model = "old"', "  'model'= 'old'  # x", "profile = 3", "", 'prompt = "lamp-cap"', "jobs=2"]
)


@given(st.lists(LINES, max_size=6, unique=True), st.text("ab'\"\\#=[]é≤ ", min_size=1, max_size=9))
def test_all_else_in_it_stays(lines: list[str], model: str) -> None:
    text = "\n".join(lines)
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # an entry twice
        return
    after = with_entries(text, {"model": model}, "config.toml")
    assert tomllib.loads(after) == {**before, "model": model}
    kept = [line for line in lines if "model" not in line or line.startswith("#")]
    assert [line for line in after.split("\n") if line in kept] == kept


@pytest.mark.parametrize("text", ['model = """\nold"""', "model = [1]", "x = ["])
def test_what_is_not_understood_is_not_changed(text: str) -> None:
    with pytest.raises(SettingsError, match="cannot be changed safely"):
        with_entries(text, {"model": "new"}, "config.toml")
