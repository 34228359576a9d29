"""The page in a real browser: decide, download, apply; by keyboard; without a script; and under attack."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import NAMES, Browser, find_browser
from hostile import HostileCaptioner, hostile
from typer.testing import CliRunner

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import CapassistError
from capassist.model import Draft
from capassist.report import FigureEntry, report_page, write_report
from capassist.session.decisions import read_decisions
from capassist.session.paper_mark import figure_mark, mark_of, mark_record
from capassist.testing import ScriptedCaptioner
from capassist.workflow.drafting import DraftingContext

DeskFor = Callable[..., DraftingContext]
EntriesOf = Callable[[DraftingContext], list[FigureEntry]]
DRAFTS: dict[str, str | CapassistError | tuple[str | CapassistError, ...]] = {
    "fig:share": "Share of the 12 corpora that were read without an error.",
    "fig:states": "States of the parser.",
}
EDITED = "States of the parser; each arrow is one character, 50\\,\\% of them \u201cquoted\u201d."
WIDTHS = (320, 800, 1400)  # pixels: a phone or a page zoomed in, half a screen, a screen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not find_browser(),
        reason=f"no browser is installed: none of {', '.join(NAMES)} is on the path",
    ),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = find_browser()
    assert program
    with Browser(program, tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture(autouse=True)
def _nothing_kept(browser: Browser) -> Iterator[None]:
    """Let no test find what another one decided."""
    yield
    browser.evaluate("localStorage.clear()")


@pytest.fixture
def written(drafting_context: DeskFor, entries_of: EntriesOf, tmp_path: Path) -> Callable[..., Path]:
    """Write the report of the paper, or of another draft, as a captioner drafted it."""

    def write(captioner: object, **changed: Draft) -> Path:
        context = drafting_context(captioner, **changed)
        path = tmp_path / "report.html"
        write_report(path, context.draft, report_page(context.draft, entries_of(context)))
        return path

    return write


def choose(browser: Browser, figure: int, value: str) -> None:
    browser.evaluate(f"document.querySelector('#figure-{figure} input[value={value}]').click()")


def counter(browser: Browser) -> str:
    return str(browser.evaluate("document.getElementById('counter').textContent"))


def give(browser: Browser, folder: Path, content: str) -> None:
    """Give the page a file to load, as the dialog would."""
    path = folder / "given.json"
    path.write_text(content, encoding="utf-8")
    found = browser.call("Runtime.evaluate", expression="document.getElementById('file')")["result"]["objectId"]
    before = counter(browser)
    browser.call("DOM.setFileInputFiles", files=[str(path)], objectId=found)
    browser.evaluate(
        "new Promise((done) => { const look = () => document.getElementById('counter').textContent !== "
        f"{json.dumps(before)} ? done() : setTimeout(look, 10); look(); }})"
    )


def download(browser: Browser) -> Path:
    browser.evaluate("document.getElementById('download').click()")
    return browser.downloaded()


# What must not happen -----------------------------------------------------------------------------------------------------


def test_an_attack_is_text(
    browser: Browser, written: Callable[..., Path], drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    shape = "JSON.stringify(['script', 'h1', 'img', 'textarea', 'title', 'article'].map((tag) => document.querySelectorAll(tag).length))"
    known = browser.evaluate(shape)
    attack = written(HostileCaptioner(), draft=hostile(drafting_context(ExtractiveCaptioner()).draft))
    browser.open(attack)
    assert browser.evaluate(shape) == known
    assert "<img src=x onerror=alert(2)>" in browser.evaluate(
        "document.querySelector('#figure-1 .draft .caption').textContent"
    )
    choose(browser, 1, "edit")
    assert counter(browser) == "1 of 2 decided"
    assert browser.complaints() == []
    assert browser.requested() == [attack.as_uri()]


def test_the_policy_stops_what_the_page_did_not_bring(browser: Browser, written: Callable[..., Path]) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    browser.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://collector.invalid/\" onerror=\"owned = 1\">')"
    )
    browser.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'owned = 1'}))"
    )
    refused = browser.evaluate("fetch('https://collector.invalid/').then(() => 'sent', () => 'refused')")
    assert (refused, browser.evaluate("typeof owned")) == ("refused", "undefined")
    assert any("Content Security Policy" in complaint for complaint in browser.complaints())


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_at_any_width(
    browser: Browser, written: Callable[..., Path], width: int, dark: bool
) -> None:
    browser.open(written(ScriptedCaptioner({**DRAFTS, "fig:share": f"Share {'w' * 300}."})), width=width, dark=dark)
    choose(browser, 1, "edit")
    assert browser.evaluate("document.documentElement.scrollWidth") == width
    background = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(23, 25, 27)" if dark else "rgb(246, 246, 244)")


def test_without_javascript_the_page_is_to_read(browser: Browser, written: Callable[..., Path]) -> None:
    page = written(ScriptedCaptioner(DRAFTS))
    browser.open(page, scripts=False)
    shown = {
        name: browser.call(
            "DOM.querySelectorAll", nodeId=browser.call("DOM.getDocument")["root"]["nodeId"], selector=name
        )
        for name in ("noscript p", "fieldset:not([hidden])", ".scripted:not([hidden])", ".draft .caption")
    }
    assert {name: len(found["nodeIds"]) for name, found in shown.items()} == {
        "noscript p": 1, "fieldset:not([hidden])": 0, ".scripted:not([hidden])": 0, ".draft .caption": 2,
    }  # fmt: skip


def test_undoing_a_choice_takes_the_decision_back(browser: Browser, written: Callable[..., Path]) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    choose(browser, 1, "skip")
    assert counter(browser) == "1 of 2 decided"
    choose(browser, 1, "open")
    assert counter(browser) == "0 of 2 decided"
    assert browser.evaluate("document.getElementById('download').disabled")


def test_an_empty_text_is_no_decision(browser: Browser, written: Callable[..., Path]) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    choose(browser, 1, "edit")
    browser.evaluate("document.querySelector('#figure-1 textarea').select()")
    browser.type(" ")
    assert counter(browser) == "0 of 2 decided"


def test_leaving_with_decisions_that_were_not_downloaded_is_asked_about(
    browser: Browser, written: Callable[..., Path]
) -> None:
    page = written(ScriptedCaptioner(DRAFTS))
    browser.open(page)
    choose(browser, 1, "skip")
    browser.open(page)
    assert [json.loads(said)["params"]["type"] for said in browser.complaints()] == ["beforeunload"]
    choose(browser, 1, "skip")
    download(browser)
    browser.open(page)
    assert browser.complaints() == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", '{"schema": "other/1", "decisions": []}', '{"schema": "capassist.decisions/1"}'],
)
def test_a_file_that_holds_no_decisions_changes_nothing(
    browser: Browser, written: Callable[..., Path], content: str, tmp_path: Path
) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    choose(browser, 1, "skip")
    give(browser, tmp_path, content)
    assert counter(browser) == "This file holds no decisions of capassist"
    choose(browser, 2, "skip")
    assert counter(browser) == "2 of 2 decided"


def test_a_page_with_other_drafts_takes_no_decision_over(browser: Browser, written: Callable[..., Path]) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    choose(browser, 1, "accept-0")
    browser.open(written(ExtractiveCaptioner()))
    assert counter(browser) == "0 of 2 decided"


# What should --------------------------------------------------------------------------------------------------------------


def test_decide_download_apply(browser: Browser, paper: Path, tmp_path: Path) -> None:
    page, other = tmp_path / "page.html", tmp_path / "a co-author's"
    shutil.copytree(paper, other)
    assert CliRunner().invoke(app, ["report", str(paper), "--html", str(page)]).exit_code == 0
    browser.open(page)
    drafted = browser.evaluate("document.querySelector('#figure-1 .draft .caption').textContent")
    choose(browser, 1, "accept-0")
    choose(browser, 2, "edit")
    browser.evaluate("document.querySelector('#figure-2 textarea').select()")
    browser.type(EDITED.replace("; ", ";\n  "))
    browser.evaluate("document.querySelector('#figure-2 .reason').focus()")
    browser.type("says what an arrow is")
    assert counter(browser) == "2 of 2 decided"
    decisions = download(browser)

    assert decisions.name == "decisions.json"
    draft = open_draft(paper)
    share, states = (figure_mark(figure) for figure in draft.figures if figure.state != "written")
    said = {"reason": "says what an arrow is", "over": "", "of": states}
    record = json.loads(decisions.read_text(encoding="utf-8"))
    drafts = [[(each["captioner"], each["text"]) for each in row.pop("drafts")] for row in record["decisions"]]
    assert drafts[0] == [("offline", drafted)]
    assert record == {
        "schema": "capassist.decisions/1",
        "paper": mark_record(mark_of(draft)),
        "decisions": [
            {"figure": "fig:share", "verdict": "accept", "text": drafted, "reason": None, "over": "TODO", "of": share},
            {"figure": "fig:states", "verdict": "edit", "text": EDITED, **said},
        ],
    }
    done = CliRunner().invoke(app, ["apply", str(paper), "--decisions", str(decisions), "--yes"])
    assert done.exit_code == 0, done.output
    captions = {figure.id: figure.caption_source for figure in open_draft(paper).figures}
    assert captions["fig:share"] == drafted
    assert captions["fig:states"] == EDITED

    assert CliRunner().invoke(app, ["apply", str(other), "--decisions", str(decisions), "--yes"]).exit_code == 0
    disclosed = json.loads(CliRunner().invoke(app, ["disclose", str(other), "--json"]).stdout)["captions"]
    assert (disclosed[0]["figure"], disclosed[0]["outcome"], disclosed[0]["in_paper"]) == (
        "fig:share",
        "accepted",
        True,
    )


def test_a_reload_keeps_what_is_decided_and_typed(browser: Browser, written: Callable[..., Path]) -> None:
    page = written(ScriptedCaptioner(DRAFTS))
    browser.open(page)
    choose(browser, 1, "accept-0")
    choose(browser, 2, "edit")
    browser.evaluate("document.querySelector('#figure-2 textarea').select()")
    browser.type(EDITED)
    before = download(browser).read_text(encoding="utf-8")
    browser.open(page)
    assert counter(browser) == "2 of 2 decided"
    assert download(browser).read_text(encoding="utf-8") == before


def test_a_downloaded_file_is_loaded_again(browser: Browser, written: Callable[..., Path], tmp_path: Path) -> None:
    page = written(ScriptedCaptioner(DRAFTS))
    browser.open(page)
    choose(browser, 1, "accept-0")
    choose(browser, 2, "skip")
    content = download(browser).read_text(encoding="utf-8")
    browser.evaluate("localStorage.clear()")
    browser.open(page)
    assert counter(browser) == "0 of 2 decided"
    record = json.loads(content)
    record["decisions"].append({"figure": "fig:gone", "verdict": "skip", "text": None, "reason": None})
    give(browser, tmp_path, json.dumps(record))
    assert counter(browser) == "2 of 2 loaded; 1 for figures that are not here"
    assert download(browser).read_text(encoding="utf-8") == content


def test_a_decision_over_another_caption_is_not_loaded(
    browser: Browser, written: Callable[..., Path], tmp_path: Path
) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    rows = [
        {"figure": "fig:share", "verdict": "accept", "text": DRAFTS["fig:share"], "over": "What it was."},
        {"figure": "fig:states", "verdict": "skip", "text": None},
    ]
    give(browser, tmp_path, json.dumps({"schema": "capassist.decisions/1", "decisions": rows}))
    assert counter(browser) == "1 of 2 loaded; 1 made over a caption that changed since"


def test_decisions_for_another_paper_are_not_loaded(
    browser: Browser, written: Callable[..., Path], tmp_path: Path
) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    other = {"main": "main.tex", "title": "Whales", "sketch": ["00000000"]}
    rows = [{"figure": "fig:states", "verdict": "skip", "text": None}]
    content = {"schema": "capassist.decisions/1", "paper": other, "decisions": rows}
    give(browser, tmp_path, json.dumps(content))
    assert counter(browser) == "This file holds decisions for another paper"


def test_everything_can_be_done_with_the_keyboard(browser: Browser, written: Callable[..., Path]) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    browser.evaluate("document.getElementById('next').focus()")
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.name") == "figure-1"
    browser.press("ArrowDown")
    assert counter(browser) == "1 of 2 decided"
    for _ in range(20):
        browser.press("Tab")
        if browser.evaluate("document.activeElement.id") == "download":
            break
    browser.press("Enter")
    (decision,) = read_decisions(browser.downloaded())
    assert (decision.figure, decision.verdict, decision.text) == ("fig:share", "accept", DRAFTS["fig:share"])
    assert counter(browser) == "1 of 2 decided, downloaded"


def test_parts_of_several_drafts_go_where_the_cursor_is(
    browser: Browser, drafting_context: DeskFor, entries_of: EntriesOf, written: Callable[..., Path]
) -> None:
    other = ScriptedCaptioner({**DRAFTS, "fig:share": "Highest for prose."})
    other.name = "another model"
    entries_of(drafting_context(other))
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    choose(browser, 1, "edit")
    browser.evaluate("document.querySelector('#figure-1 textarea').setSelectionRange(0, 0)")
    browser.evaluate("document.querySelector('#figure-1 .insert[data-draft=\"1\"]').click()")
    text = browser.evaluate("document.querySelector('#figure-1 textarea').value")
    assert sorted(text.split(".")) == sorted(f"Highest for prose.{DRAFTS['fig:share']}".split("."))


def test_the_tree_that_a_screen_reader_gets_names_everything(browser: Browser, written: Callable[..., Path]) -> None:
    browser.open(written(ScriptedCaptioner(DRAFTS)))
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and "role" in node
    ]
    assert all(
        name for role, name in named if role in ("radio", "button", "link", "textbox", "image", "article", "navigation")
    )
    for wanted in (
        ("article", "Figure 2"),
        ("heading", "Current caption"),
        ("image", "Picture of Figure 2"),
        ("group", "Your decision on Figure 2"),
        ("radio", "Accept the draft"),
    ):
        assert wanted in named
