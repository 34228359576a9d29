"""The commands as a script sees them: standard output, exit codes, and one sentence with the way on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.model import Draft
from capassist.testing import ChatServer, chat_answer


def run(*arguments: object, stdin: str = "") -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def pdf(path: Path, *, text: str = "Figure 1: Run time.", **options: object) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_rect((100, 100, 400, 300))
    page.insert_text((100, 330), text)
    document.save(path, **options)
    return path


# What must not happen -----------------------------------------------------------------------------------------------------


def encrypted(folder: Path) -> Path:
    return pdf(folder / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="word", owner_pw="word")


def truncated(folder: Path) -> Path:
    path = pdf(folder / "cut.pdf")
    path.write_bytes(path.read_bytes()[:200])
    return path


def scanned(folder: Path) -> Path:
    document = pymupdf.open()
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 200, 300))
    pixels.clear_with(200)
    document.new_page(width=200, height=300).insert_image((0, 0, 200, 300), pixmap=pixels)
    document.save(folder / "scan.pdf")
    return folder / "scan.pdf"


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return write


UNREADABLE = {
    "nothing there": lambda folder: folder / "nowhere",
    "empty folder": lambda folder: folder,
    "encrypted PDF": encrypted,
    "truncated PDF": truncated,
    "scanned PDF": scanned,
    "not a PDF": written("fake.pdf", b"Dear editor"),
    "empty PDF": written("empty.pdf", b""),
    "neither LaTeX nor PDF": written("paper.docx", b"PK\x05\x06" + bytes(18)),
}


@pytest.mark.parametrize("make", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize("command", ["scan", "suggest"])
def test_an_unreadable_draft_is_one_sentence_that_names_it_and_exit_code_3(
    make: Callable[[Path], Path], command: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    code, out, err = run(command, path)
    assert (code, out) == (3, "")
    assert path.name in err
    assert "Traceback" not in err


def test_a_failure_under_json_is_json_too(tmp_path: Path) -> None:
    code, out, _ = run("scan", tmp_path / "nowhere", "--json")
    assert (code, json.loads(out)["exit_code"], json.loads(out)["error"]["code"]) == (3, 3, "draft")


def test_review_without_a_terminal_fails_before_any_work(paper: Path) -> None:
    code, _, err = run("review", paper)
    assert code == 2
    assert "--decisions" in err
    assert not (paper / ".capassist").exists()


@pytest.mark.parametrize("command", [("review",), ("apply",), ("undo",), ("check", "--fix")], ids=" ".join)
def test_a_wrong_name_is_said_before_a_missing_terminal(command: tuple[str, ...], tmp_path: Path) -> None:
    code, _, err = run(*command, tmp_path / "nowhere")
    assert (code, "terminal" in err) == (3, False)


def test_a_question_that_nobody_can_answer_fails_before_anything_is_written(paper: Path) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text(encoding="utf-8").replace("TODO", "Precision & recall."), encoding="utf-8")
    code, _, err = run("check", "--fix", paper)
    assert code == 2
    assert "--yes" in err
    assert not (paper / ".capassist").exists()


@pytest.mark.parametrize(
    "arguments", [("scan",), ("scam", "x"), ("suggest", "x", "--max-tokens", "0"), ("key",)], ids=" ".join
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_naming_a_server_without_a_model_is_exit_code_4(paper: Path) -> None:
    code, _, err = run("suggest", paper, "--server", "https://api.openai.com/v1")
    assert code == 4
    assert "--model" in err


def test_nothing_is_sent_where_only_the_sdk_s_variable_names_a_server(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ChatServer(chat_answer("Sent.")) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
        assert run("suggest", paper)[0] == 0
    assert not server.requests


def test_a_read_only_file_is_exit_code_6_and_stays_as_it_is(paper: Path, tmp_path: Path) -> None:
    main = paper / "main.tex"
    before = main.read_bytes()
    main.chmod(0o444)
    code, _, err = run("apply", paper, "--decisions", decisions(tmp_path, text="Share."), "--yes")
    assert code == 6
    assert "main.tex" in err
    assert main.read_bytes() == before


@pytest.mark.parametrize("text", [r"Share of 12\% {", r"\input{/etc/passwd}", "100% of all"])
def test_text_that_could_break_the_document_is_exit_code_6(text: str, paper: Path, tmp_path: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    assert run("apply", paper, "--decisions", decisions(tmp_path, text=text), "--yes")[0] == 6
    assert (paper / "main.tex").read_bytes() == before


def test_a_key_that_no_keyring_can_hold_is_one_sentence_with_the_environment_way() -> None:
    code, _, err = run("key", "set", stdin="sk-0123456789abcdef\n")
    assert code == 4
    assert "CAPASSIST_API_KEY" in err
    assert "0123456789" not in err


def test_a_keyring_that_fails_is_not_called_one_without_the_key() -> None:
    code, out, err = run("key", "show", "openai")
    assert (code, out) == (4, "")
    assert "does not work" in err
    assert "There is no key" not in err
    assert "CAPASSIST_API_KEY" in err


@pytest.mark.parametrize("options", [(), ("--json",), ("--csv",)], ids=["table", "json", "csv"])
def test_a_paper_that_is_not_there_is_not_evaluated(paper: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    code, out, err = run("evaluate", paper, tmp_path / "mistyped", *options)
    assert code == 3
    assert "There is no" in err
    assert "ROUGE" not in out


# What should --------------------------------------------------------------------------------------------------------------


def decisions(folder: Path, text: str) -> Path:
    path = folder / "decisions.json"
    row = {"figure": "fig:share", "verdict": "accept", "text": text, "reason": None}
    path.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [row]}))
    return path


def test_scan_prints_the_documented_json_and_nothing_else(paper: Path) -> None:
    code, out, _ = run("scan", paper, "--json")
    record = json.loads(out)
    assert code == 0
    assert record["schema"] == "capassist.scan/1"
    assert [(figure["id"], figure["number"], figure["state"]) for figure in record["figures"]] == [
        ("fig:time", "1", "written"),
        ("fig:share", "2", "placeholder"),
        ("fig:states", None, "missing"),
    ]


def test_the_way_by_file_suggest_edit_apply_undo(paper: Path, tmp_path: Path, reopened: Callable[[], Draft]) -> None:
    before = (paper / "main.tex").read_bytes()
    record = json.loads(run("suggest", paper, "--json")[1])
    for row in record["drafts"]:
        row["verdict"] = "accept"
    drafts = tmp_path / "drafts.json"
    drafts.write_text(json.dumps(record))

    code, out, _ = run("apply", paper, "--decisions", drafts, "--dry-run")
    assert code == 0
    assert "+  \\caption{" in out
    assert (paper / "main.tex").read_bytes() == before

    assert run("apply", paper, "--decisions", drafts, "--yes")[0] == 0
    captions = {figure.id: figure.caption_source for figure in reopened().figures}
    assert {row["figure"]: row["text"] for row in record["drafts"]}.items() <= captions.items()

    assert run("undo", paper, "--yes")[0] == 0
    assert (paper / "main.tex").read_bytes() == before


def test_suggest_says_which_captioner_ran_and_what_a_draft_rests_on(paper: Path) -> None:
    _, out, err = run("suggest", paper)
    assert "by offline" in out
    assert "main.tex:13" in out
    assert "capassist review" in err


def test_suggest_online_sends_to_the_named_server_only(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_JOBS", "1")
    with ChatServer(chat_answer("Share of the corpora, in percent."), chat_answer("States.")) as server:
        code, out, _ = run("suggest", paper, "--server", server.url, "--model", "eyes", "--json")
    assert code == 0
    assert [draft["text"] for draft in json.loads(out)["drafts"]] == ["Share of the corpora, in percent.", "States."]
    assert len(server.requests) == 2


def test_when_the_model_fails_for_one_figure_the_others_are_kept(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_JOBS", "1")
    with ChatServer(chat_answer("Share of the corpora."), chat_answer(""), chat_answer("")) as server:
        code, out, _ = run("suggest", paper, "--server", server.url, "--model", "eyes", "--json")
    record = json.loads(out)
    assert code == 5
    assert [draft["figure"] for draft in record["drafts"]] == ["fig:share"]
    assert [problem["figure"] for problem in record["problems"]] == ["fig:states"]


def test_a_pdf_s_captions_go_into_files_beside_it(tmp_path: Path) -> None:
    path = pdf(tmp_path / "paper.pdf")
    figure = json.loads(run("scan", path, "--json")[1])["figures"][0]
    row = {"figure": figure["id"], "verdict": "edit", "text": "Run time of 3 programs."}
    (tmp_path / "d.json").write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [row]}))
    before = path.read_bytes()
    assert run("apply", path, "--decisions", tmp_path / "d.json", "--yes")[0] == 0
    assert path.read_bytes() == before
    assert "Run time of 3 programs." in (tmp_path / "captions.md").read_text()
    assert json.loads((tmp_path / "captions.json").read_text())["captions"][0]["caption"] == "Run time of 3 programs."


def test_config_names_the_source_of_every_value(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_MODEL", "eyes")
    (paper / "capassist.toml").write_text('profile = 1\nserver = "https://elsewhere.example"\n')
    code, out, err = run("config", paper, "--json")
    settings = {row["name"]: (row["value"], row["source"]) for row in json.loads(out)["settings"]}
    assert code == 0
    assert settings["model"] == ("eyes", "CAPASSIST_MODEL")
    assert settings["profile"] == (1, "capassist.toml:1")
    assert settings["server"][0] is None
    assert "server is ignored" in err
    assert settings["style.words"] == (None, "default")


def test_config_names_what_the_draft_wishes_by_its_own_file_and_lines(paper: Path) -> None:
    request = "# words\n[rules]\nnever = ['words']\n[rules.call]\n'our tool' = 'X'\n[style]\nfinal_period = false\nwords = 30\n[check]\nfail-on = 'info'\n"
    (paper / "capassist.toml").write_text(request)
    rows = json.loads(run("config", paper, "--json")[1])["settings"]
    assert {row["name"]: (row["value"], row["source"]) for row in rows if "capassist.toml" in row["source"]} == {
        "style.words": (30, "capassist.toml:8"),
        "style.final_period": (False, "capassist.toml:7"),
        "rules.never": (["words"], "capassist.toml:3"),
        "rules.call": ({"our tool": "X"}, "capassist.toml:4"),
        "check.fail-on": ("info", "capassist.toml:10"),
    }
    assert "our tool = X" in run("config", paper)[1]
    assert "style." not in run("config")[1]


@pytest.mark.parametrize("table", ["style = 3", "[style]\nwords = 'many'", "[check]\nselect = 1"])
def test_config_refuses_what_other_commands_would_refuse(paper: Path, table: str) -> None:
    (paper / "capassist.toml").write_text(table)
    assert run("config", paper)[0] == 4


def test_config_of_what_is_no_draft_is_refused_as_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Read me.")
    assert run("config", tmp_path / "README.md") == run("scan", tmp_path / "README.md")
    assert run("config", tmp_path / "README.md")[0] == 3


def test_a_value_that_is_none_of_an_option_s_is_named_in_plain_words(paper: Path) -> None:
    code, _, err = run("check", paper, "--format", "yaml")
    assert code == 2
    assert "'yaml' is not one of" in " ".join(err.split())
    assert "Value error" not in err


def test_config_of_a_draft_that_is_not_there_says_so(tmp_path: Path) -> None:
    code, out, err = run("config", tmp_path / "nowhere")
    assert (code, out) == (3, "")
    assert "There is no" in err


def test_key_show_names_the_source_and_never_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_API_KEY", "sk-0123456789abcdef")
    code, out, err = run("key", "show", "https://openrouter.ai/api/v1")
    assert code == 0
    assert "CAPASSIST_API_KEY" in out
    assert "0123456789" not in out + err


# As a process -------------------------------------------------------------------------------------------------------------


def test_a_reader_that_stops_reading_is_no_error(paper: Path) -> None:
    command = f"{sys.executable} -m capassist scan {paper} --json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ctrl_c_in_the_review_keeps_what_was_decided_and_exits_130(paper: Path) -> None:
    import pexpect
    from terminals import Terminal

    terminal = Terminal(["-m", "capassist", "review", str(paper)], env={**os.environ, "TERM": "dumb"})
    terminal.expect("1 of 2")
    terminal.expect_exact("What next? ")
    terminal.sendline("a")
    terminal.expect("2 of 2")
    terminal.expect_exact("What next? ")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert "fig:share" in next((paper / ".capassist" / "sessions").glob("*.jsonl")).read_text()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ctrl_c_where_nothing_is_kept_promises_nothing(paper: Path) -> None:
    import pexpect
    from terminals import Terminal

    main = paper / "main.tex"
    main.write_text(main.read_text(encoding="utf-8").replace("TODO", "Precision & recall."), encoding="utf-8")
    terminal = Terminal(["-m", "capassist", "check", "--fix", str(paper)], env={**os.environ, "TERM": "dumb"})
    terminal.expect_exact("Mend 1 place?")
    terminal.sendintr()
    terminal.expect_exact("Interrupted.")
    terminal.expect(pexpect.EOF)
    assert terminal.before.strip() == ""
    terminal.close()
    assert terminal.exitstatus == 130
