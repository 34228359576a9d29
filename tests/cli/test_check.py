"""`capassist check` as a person and as a script see it."""

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.model import AUTHOR, OFFLINE, Candidate, Decision
from capassist.rules import RULES
from capassist.session.log import Session

BODY = r"""\documentclass{article}
\usepackage{graphicx}
\begin{document}
Figure~\ref{fig:a} shows the run time.
\begin{figure}
  \includegraphics{a}
  \label{fig:a}
  \caption{Figure 1: Precision & recall, **both** parsers}
\end{figure}
\end{document}
"""
MENDED = r"""\documentclass{article}
\usepackage{graphicx}
\begin{document}
Figure~\ref{fig:a} shows the run time.
\begin{figure}
  \includegraphics{a}
  \caption{Precision \& recall, \textbf{both} parsers}\label{fig:a}
\end{figure}
\end{document}
"""


def check(*arguments: object, stdin: str | bytes = "") -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error."""
    result = CliRunner().invoke(app, ["check", *map(str, arguments)], input=stdin)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"")
    (folder / "main.tex").write_text(BODY, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def clean(draft: Path) -> Path:
    (draft / "main.tex").write_text(MENDED, encoding="utf-8", newline="")
    return draft


# Texts of a script --------------------------------------------------------------------------------------------------------


def texts_file(folder: Path, *rows: object) -> Path:
    file = folder / "texts.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def test_texts_are_checked_and_nothing_is_written(clean: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in clean.rglob("*") if path.is_file()}
    rows = [("1", "Precision & recall"), ("2", "Run time of 77 parsers"), ("3", "Precision \\& recall, both parsers")]
    file = texts_file(tmp_path, *({"id": name, "figure": "fig:a", "text": text} for name, text in rows))
    code, out, _ = check(clean, "--texts", file, "--json")
    record = json.loads(out)
    refused, warned, fine = record["texts"]
    assert (code, record["schema"]) == (1, "capassist.texts/1")
    assert "&" in refused["refused"]
    assert [(w["code"], w["span"]) for w in warned["warnings"] if w["code"] == "number"] == [("number", [12, 14])]
    assert (warned["refused"], warned["id"], warned["figure"]) == (None, "2", "fig:a")
    assert fine["refused"] is None
    assert {path: path.read_bytes() for path in clean.rglob("*") if path.is_file()} == before


def test_warnings_alone_exit_with_0_unless_they_shall_fail(clean: Path, tmp_path: Path) -> None:
    file = texts_file(tmp_path, {"id": "1", "figure": "fig:a", "text": "Run time of 77 parsers"})
    assert check(clean, "--texts", file)[0] == 0
    assert check(clean, "--texts", file, "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], 2), (["text"], 3), ([{"figure": "fig:a"}], 3), ([{"figure": "fig:z", "text": "A"}], 2)],
    ids=["empty", "no object", "no text", "no such figure"],
)
def test_a_file_of_texts_that_is_none(clean: Path, tmp_path: Path, rows: list[object], code: int) -> None:
    exit_code, _, err = check(clean, "--texts", texts_file(tmp_path, *rows))
    assert exit_code == code
    assert "Traceback" not in err


# What must not happen -----------------------------------------------------------------------------------------------------


def test_it_opens_no_socket(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert check(draft, "--select", "ALL", "--venue", "nature")[0] == 1


def test_without_fix_nothing_is_written(draft: Path) -> None:
    before = {path.name: path.read_bytes() for path in draft.rglob("*") if path.is_file()}
    check(draft, "--select", "ALL")
    assert {path.name: path.read_bytes() for path in draft.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "C999"], 2),
        (["--select", ""], 2),
        (["--select", " , "], 2),
        (["--venue", "nowhere"], 2),
        (["--figure", "fig:none"], 2),
        (["--baseline", "none.json"], 4),
        (["--fix"], 2),  # there is no terminal to ask in
        (["--format", "xml"], 2),
        (["--json", "--format", "sarif"], 2),
    ],
)
def test_a_wrong_call_is_no_finding(draft: Path, arguments: list[str], code: int) -> None:
    assert check(draft, *arguments)[0] == code


def test_without_a_terminal_fix_asks_only_where_there_is_something_to_mend(draft: Path) -> None:
    code, _, err = check(draft, "--fix", "--select", "C001")
    assert code != 2
    assert "terminal" not in err


def test_a_draft_that_is_not_there_is_no_finding(tmp_path: Path) -> None:
    assert check(tmp_path / "none")[0] == 3
    assert check()[0] == 2


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("check = 3", "must be a table"),
        ("[check]\nserver = 'x'", "has no server"),
        ("[check]\nignore = 'C005'", "must look like"),
        ("[check]\nfail-on = 'never'", "cannot be never"),
        ("[check]\nvenue = ['acm']", "must look like"),
    ],
)
def test_a_wrong_setting_is_no_finding(clean: Path, table: str, message: str) -> None:
    (clean / "capassist.toml").write_text(table)
    code, _, error = check(clean)
    assert code == 4
    assert message in error


def test_escape_sequences_of_the_paper_do_not_reach_the_terminal(draft: Path) -> None:
    (draft / "main.tex").write_text(BODY.replace("Figure 1:", "TODO: \x1b[31m"), encoding="utf-8")
    for form in ("text", "github", "json", "sarif"):
        assert "\x1b" not in check(draft, "--format", form)[1]


# What it prints -----------------------------------------------------------------------------------------------------------


def test_a_clean_paper_exits_with_0(clean: Path) -> None:
    assert check(clean)[2].startswith("No findings.\n")


def test_lines_are_those_of_linters(draft: Path) -> None:
    code, out, err = check(draft)
    assert code == 1
    assert out.splitlines()[0].endswith(
        "main.tex:7:10: C003 label-before-caption (error) \\label{fig:a} stands before the caption, so references print another number."
    )
    assert [line.split(" ")[0].rpartition("main.tex:")[2] for line in out.splitlines()] == [
        "7:10:",
        "8:12:",
        "8:32:",
        "8:42:",
    ]
    assert err.startswith("4 errors.\n")


def test_github_annotations(draft: Path) -> None:
    _, out, _ = check(draft, "--format", "github", "--select", "C009")
    assert out.startswith("::error file=")
    assert ',line=8,col=12,title=C009 literal-number::"Figure 1:" is printed before the caption anyway.\n' in out


@pytest.mark.parametrize("options", [["--format", "json"], ["--json"], ["--json", "--format", "json"]], ids=" ".join)
def test_json(draft: Path, options: list[str]) -> None:
    record = json.loads(check(draft, *options)[1])
    assert record["schema"] == "capassist.check/1"
    assert [(found["code"], found["line"], found["fixable"]) for found in record["findings"]] == [
        ("C003", 7, True), ("C009", 8, True), ("C072", 8, True), ("C071", 8, True),
    ]  # fmt: skip


@pytest.mark.parametrize("options", [["--format", "json"], ["--json"]], ids=" ".join)
def test_an_error_under_json_is_json(tmp_path: Path, options: list[str]) -> None:
    code, out, _ = check(tmp_path / "none", *options)
    assert code == 3
    assert json.loads(out)["schema"] == "capassist.error/1"


def test_a_comparison_that_is_not_made_is_said_unless_rules_are_chosen(clean: Path) -> None:
    assert "--select C10" in check(clean)[2]
    assert check(clean, "--select", "C00") == (0, "", "No findings.\n")
    assert "--select C10" not in check(clean, "--json")[2]


def test_a_paper_of_which_no_text_is_there_is_said_not_to_be_checked(tmp_path: Path) -> None:
    source = "\\documentclass{article}\\begin{document}\\input{all}\\end{document}"
    (tmp_path / "main.tex").write_text(source, encoding="utf-8")
    code, _, said = check(tmp_path)
    assert (code, said.split("\n")[:2]) == (3, ["Nothing was checked.", "! main.tex reads all, which is not there."])
    code, out, _ = check(tmp_path, "--json", "--select", "C007,C005")
    assert (code, [rule["code"] for rule in json.loads(out)["not_checked"]]) == (3, ["C005", "C007"])


def test_a_rule_that_finds_something_though_not_all_was_read_is_said_to_be_checked_in_part(clean: Path) -> None:
    source = MENDED.replace("fig:a", "fig:speedup")
    slip = "\\include{vc} See Figures~\\ref{fig:sepedup} and \\ref{fig:lost}.\n\\end{document}"
    (clean / "main.tex").write_text(source.replace("\\end{document}", slip), encoding="utf-8")
    said = " ".join(check(clean)[2].split())
    assert "Checked in part, where that does not matter: C007 undefined-ref." in said
    assert "could not be checked: C007" not in said
    open_ = {rule["code"]: rule["in_part"] for rule in json.loads(check(clean, "--json")[1])["not_checked"]}
    assert open_["C007"]


def test_a_rule_that_would_rest_on_a_file_that_is_not_there_is_said_to_be_unchecked(clean: Path) -> None:
    source = (clean / "main.tex").read_text(encoding="utf-8")
    lost = "\\input{results}\nSee Figure~\\ref{fig:lost}.\n\\end{document}"
    (clean / "main.tex").write_text(source.replace("\\end{document}", lost), encoding="utf-8")
    code, out, said = check(clean)
    assert (code, out) == (0, "")
    assert "No findings" not in said
    assert "main.tex reads results, which is not there. So these rules could not be checked: C007" in " ".join(
        said.split()
    )
    record = json.loads(check(clean, "--json")[1])
    assert record["not_checked"] == [{"code": "C007", "name": "undefined-ref", "in_part": False}]
    assert record["unread"] == ["main.tex reads results, which is not there."]
    (run,) = json.loads(check(clean, "--format", "sarif")[1])["runs"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["associatedRule"]["id"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_a_file_that_is_not_there_is_said_where_all_rules_could_be_checked(clean: Path) -> None:
    source = (clean / "main.tex").read_text(encoding="utf-8")
    (clean / "main.tex").write_text(source.replace("\\end{doc", "\\input{x}\n\\end{doc"), encoding="utf-8")
    _, _, said = check(clean)
    assert "No findings" in said
    assert "main.tex reads x, which is not there." in said
    assert "could not be checked" not in said


def test_sarif_holds_what_its_schema_requires(draft: Path) -> None:
    log: dict[str, Any] = json.loads(check(draft, "--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "capassist"
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert run["results"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert "\\" not in place["artifactLocation"]["uri"]
        assert " " not in place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                assert change["artifactLocation"]["uri"] == place["artifactLocation"]["uri"]
                for one in change["replacements"]:
                    assert one["deletedRegion"]["charOffset"] >= 0
                    assert one["deletedRegion"]["charLength"] >= 0
                    assert isinstance(one["insertedContent"]["text"], str)


def test_statistics(draft: Path) -> None:
    assert check(draft, "--statistics")[1].split()[:4] == ["1", "C003", "label-before-caption", "error"]


@pytest.mark.parametrize("name", ["C005", "unreferenced-figure"])
def test_explain(name: str) -> None:
    code, out, _ = check("--explain", name)
    assert code == 0
    assert all(word in out for word in ("C005", "Bad", "Good", "Source:", "read 2026"))


def test_explain_all() -> None:
    out = check("--explain", "ALL")[1]
    assert all(f"{rule.code} {rule.name}" in out for rule in RULES)


def test_fail_on(clean: Path) -> None:
    (clean / "main.tex").write_text(MENDED.replace("\\label{fig:a}", "").replace("\\ref{fig:a}", "1"))
    assert check(clean)[0] == 0
    assert check(clean, "--fail-on", "warning")[0] == 1
    (clean / "capassist.toml").write_text("[check]\nfail-on = 'warning'\n")
    assert check(clean)[0] == 1
    (clean / "capassist.toml").write_text("[check]\nfail-on = 'warning'\nignore = ['missing-label']\n")
    assert check(clean)[0] == 0


def test_one_caption_on_standard_input() -> None:
    code, out, _ = check("-", stdin="Figure 3: Precision & recall\n")
    assert code == 1
    assert [line.split()[1] for line in out.splitlines()] == ["C009", "C072"]
    assert check("-", stdin="Pr\udce9cision & recall of both.\n".encode("utf-8", "surrogateescape"))[0] == 1
    assert check("-", stdin="Precision and recall of both parsers.\n")[0] == 0


def test_a_figure_of_many(draft: Path) -> None:
    more = "\\begin{figure}\\includegraphics{a}\\caption{TODO}\\label{fig:b}\\end{figure}\\end{document}"
    (draft / "main.tex").write_text(BODY.replace("\\end{document}", more))
    assert "C002" in check(draft)[1]
    assert "C002" not in check(draft, "--figure", "fig:a")[1]


def test_a_pdf(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_rect((100, 100, 400, 300))
    page.insert_text((100, 330), "Figure 1: Run time of both parsers against length.")
    page.insert_text((100, 430), "The text says nothing of it, and goes on about other things, see Section ??.")
    document.save(tmp_path / "paper.pdf")
    code, out, _ = check(tmp_path / "paper.pdf")
    assert code == 1
    assert sorted(line.split()[1] for line in out.splitlines()) == ["C005", "C007"]
    assert check(tmp_path / "paper.pdf", "--fix", "--yes")[0] == 2


def test_baseline(draft: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert check(draft, "--write-baseline", known)[0] == 0
    code, out, err = check(draft, "--baseline", known)
    assert (code, out) == (0, "")
    assert err.startswith("No findings; 4 in the baseline.\n")
    (draft / "main.tex").write_text(BODY.replace("parsers}", "parsers. Certainly!}"))
    assert [line.split()[1] for line in check(draft, "--baseline", known)[1].splitlines()] == ["C070"]


# Mending ------------------------------------------------------------------------------------------------------------------


def test_fix_mends_what_is_safe_and_undo_takes_it_back(draft: Path) -> None:
    code, out, err = check(draft, "--fix", "--yes")
    assert "-  \\caption{Figure 1: Precision & recall, **both** parsers}" in err
    assert (draft / "main.tex").read_text() == MENDED
    assert (code, out) == (0, "")
    assert CliRunner().invoke(app, ["undo", str(draft), "--yes"]).exit_code == 0
    assert (draft / "main.tex").read_text() == BODY


def test_an_archive_is_only_read(draft: Path, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", draft)
    assert "packed.zip/main.tex:7:10: C003" in check(packed)[1]
    code, _, err = check(packed, "--fix", "--yes")
    assert code == 2
    assert "only read" in err


def test_fix_leaves_what_it_cannot_mend(draft: Path) -> None:
    (draft / "main.tex").write_text(BODY.replace("**both**", "**both** \\input{x}"), newline="")
    code, _, err = check(draft, "--fix", "--yes")
    assert code == 1
    assert "\\input" in err
    assert "\\caption{Precision" not in (draft / "main.tex").read_text()


@pytest.mark.parametrize(
    ("caption", "mended"),
    [
        ("Errors of it\\label{fig:x}", "Errors of it.\\label{fig:x}"),
        ("Errors of it\n  \\mylabel{fig:x}", "Errors of it.\n  \\mylabel{fig:x}"),
        ("Errors $n$ % of all\n", "Errors $n$. % of all\n"),
        ("Errors in \\textbf{it}", "Errors in \\textbf{it}."),
        ("Errors\\note{Really.}", "Errors\\note{Really.}"),  # nobody knows what \\note prints
    ],
)
def test_a_full_stop_gets_where_the_words_end(draft: Path, caption: str, mended: str) -> None:
    others = "".join(f"\\begin{{figure}}\\caption{{Number {n} of it.}}\\end{{figure}}\n" for n in "abc")
    text = f"\\documentclass{{article}}\n\\newcommand{{\\mylabel}}[1]{{\\label{{#1}}}}\n\\begin{{document}}\n{others}\\begin{{figure}}\\caption{{%s}}\\end{{figure}}\n\\end{{document}}\n"
    (draft / "main.tex").write_text(text % caption, newline="")
    check(draft, "--fix", "--yes", "--select", "C012")
    assert (draft / "main.tex").read_text() == text % mended


# Aspects ------------------------------------------------------------------------------------------------------------------


def test_aspects(draft: Path) -> None:
    code, out, _ = check(draft, "--aspects", "--figure", "fig:a")
    assert code == 0
    assert "names what is plotted" in out
    record = json.loads(check(draft, "--aspects", "--format", "json")[1])
    assert record["schema"] == "capassist.aspects/1"
    assert [found["state"] for found in record["figures"][0]["aspects"]][:2] == ["there", "not applicable"]


def test_an_archive_has_the_findings_of_its_folder(clean: Path, tmp_path: Path) -> None:
    main = clean / "main.tex"
    main.write_text(
        main.read_text().replace(r"\end{document}", r"\begin{figure}\includegraphics{a}\end{figure}\end{document}")
    )
    archive = shutil.make_archive(str(tmp_path / "paper"), "zip", clean)
    for named in (clean, archive):
        assert "C001" in check(named, "--select", "C001")[1]


# What the review recorded -------------------------------------------------------------------------------------------------


def reviewed(draft: Path, captioner: str, *, applied: bool = True) -> None:
    """Record that the caption of fig:a was accepted as this captioner drafted it."""
    text = r"Precision \& recall, \textbf{both} parsers" if applied else "Run time of both parsers."
    candidate = Candidate("fig:a", text, "style", captioner)
    with Session.open(draft, "main.tex") as session:
        session.add(candidate, "basis")
        session.decide(Decision("fig:a", "accept", candidate.text), over=None, candidate=candidate)
        if applied:
            session.mark_applied(["fig:a"])


def test_a_model_s_caption_that_nobody_is_told_of(clean: Path) -> None:
    reviewed(clean, "qwen3-vl at localhost")
    assert check(clean)[2].startswith("No findings.\n")
    _, out, _ = check(clean, "--select", "C095")
    assert out.count("C095 disclosure-missing (warning)") == 1
    (clean / "main.tex").write_text(MENDED.replace("Figure~", "AI was used for a caption. Figure~"), encoding="utf-8")
    assert check(clean, "--select", "C095") == (0, "", "No findings.\n")


@pytest.mark.parametrize(("captioner", "applied"), [(OFFLINE, True), (AUTHOR, True), ("qwen3-vl at localhost", False)])
def test_without_a_model_s_caption_in_the_paper_there_is_nothing_to_disclose(
    clean: Path, captioner: str, applied: bool
) -> None:
    reviewed(clean, captioner, applied=applied)
    assert check(clean, "--select", "C095") == (0, "", "No findings.\n")
