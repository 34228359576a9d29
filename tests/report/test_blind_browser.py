"""The page of blind judging in a real browser: answer, reload, download, join."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import NAMES, Browser, find_browser

from capassist.drafts import open_draft
from capassist.evaluation.blind import BlindTest, blind_test
from capassist.evaluation.generation import condition_name
from capassist.evaluation.held_out import Evaluation
from capassist.evaluation.judgements import judged_table, key_text, read_all, read_key
from capassist.report import blind_page, page_output
from capassist.testing import ScriptedCaptioner

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not find_browser(),
        reason=f"no browser is installed: none of {', '.join(NAMES)} is on the path",
    ),
]

PAPER = r"""\documentclass{article}\begin{document}
Figure~\ref{a} shows apples, <b>sweet</b>. \begin{figure}\includegraphics{a}\caption{Apples by <script>weight</script>.}\label{a}\end{figure}
Figure~\ref{b} shows pears. \begin{figure}\includegraphics{b}\caption{Pears by colour and by size.}\label{b}\end{figure}
\end{document}"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = find_browser()
    assert program
    with Browser(program, tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture
def test(tmp_path: Path) -> BlindTest:
    (tmp_path / "main.tex").write_text(PAPER)
    evaluation = Evaluation([open_draft(tmp_path)])
    captioner = ScriptedCaptioner({"a": "<img src=x onerror=alert(1)> of apples.", "b": "Pears."})
    evaluation.draft(captioner, "all", evaluation.targets)
    return blind_test(evaluation, condition_name(captioner, "all"))


def answer(browser: Browser, mark: int) -> None:
    """Choose a mark for every question, as a mouse would."""
    browser.evaluate(f"document.querySelectorAll('input[value=\"{mark}\"]').forEach((input) => input.click())")


def name(browser: Browser, judge: str) -> None:
    browser.evaluate("document.getElementById('judge').value = ''; document.getElementById('judge').focus()")
    browser.type(judge)


def counter(browser: Browser) -> str:
    return str(browser.evaluate("document.getElementById('counter').textContent"))


def test_three_judges_answer_and_are_joined(browser: Browser, test: BlindTest, tmp_path: Path) -> None:
    page, key = tmp_path / "judge.html", tmp_path / "judge.key.json"
    page_output(page).write(blind_page(test, lambda figure: None).encode())
    key.write_text(key_text(test))
    browser.open(page)
    shown = sum(len(figure.captions) for figure in test.figures)
    assert counter(browser) == f"0 of {shown} judged"
    assert browser.evaluate("document.getElementById('download').disabled")
    browser.evaluate("document.querySelector('[data-caption] input').click()")  # one of two questions is no judgement
    assert counter(browser) == f"0 of {shown} judged"
    files = []
    for judge, mark in (("Anna Müller", 5), ("Ben", 4), ("Cleo", 2)):
        browser.open(page)  # what the judge before answered is still there, and is answered anew
        answer(browser, mark)
        name(browser, judge)
        assert counter(browser) == f"{shown} of {shown} judged"
        browser.evaluate("document.getElementById('download').click()")
        files.append(browser.downloaded())
    assert [path.name for path in files] == ["Anna-Müller.json", "Ben.json", "Cleo.json"]
    table = judged_table(read_key(key), read_all(files, read_key(key)))
    assert "3 judges: Anna Müller, Ben, Cleo" in table.title
    assert table.rows[0].values["helps"].value == pytest.approx(11 / 3)
    assert browser.requested() == [page.as_uri()]
    assert [line for line in browser.complaints() if "beforeunload" not in line] == []


def test_a_reload_loses_nothing_and_texts_are_texts(browser: Browser, test: BlindTest, tmp_path: Path) -> None:
    page = tmp_path / "judge.html"
    page_output(page).write(blind_page(test, lambda figure: None).encode())
    browser.open(page)
    answer(browser, 3)
    name(browser, "Dora")
    before = counter(browser)
    browser.open(page)
    assert counter(browser) == before
    assert browser.evaluate("document.getElementById('judge').value") == "Dora"
    assert browser.evaluate("document.querySelectorAll('main img, main script, main b').length") == 0
    assert json.loads(browser.evaluate("document.getElementById('data').textContent"))["page"] == test.page
