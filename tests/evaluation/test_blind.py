"""Captions judged blind: nothing tells whose a caption is, damaged answers are named, and what was judged is counted."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import DraftError, UsageError
from capassist.evaluation.blind import AUTHOR, NEAREST, BlindFigure, BlindTest, blind_test
from capassist.evaluation.generation import condition_name
from capassist.evaluation.held_out import Evaluation
from capassist.evaluation.judgements import (
    SCHEMA,
    AnswerKey,
    judged_table,
    key_text,
    read_all,
    read_judgements,
    read_key,
)
from capassist.report import blind_page
from capassist.testing import ChatServer, ScriptedCaptioner, chat_answer

TOPICS = ("pressure", "humidity", "rainfall", "sunshine", "windspeed", "snowfall", "cloudiness")
FLOATS = "\n\n".join(
    rf"""Figure~\ref{{fig:{topic}}} shows the {topic} at the station against the day of the year. It is least in May.
\begin{{figure}}\includegraphics{{{topic}}}\caption{{Daily {topic} at the station over {n + 2} years of records.}}\label{{fig:{topic}}}
\end{{figure}}"""
    for n, topic in enumerate(TOPICS)
)
PAPER = rf"\documentclass{{article}}\usepackage{{graphicx}}\title{{Weather}}\begin{{document}}{FLOATS}\end{{document}}"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "weather"
    folder.mkdir()
    (folder / "main.tex").write_text(PAPER, encoding="utf-8")
    return folder


def judged(paper: Path, drafts: dict[str, str]) -> BlindTest:
    evaluation = Evaluation([open_draft(paper)])
    captioner = ScriptedCaptioner({**{f"fig:{topic}": f"How {topic} changes." for topic in TOPICS}, **drafts})
    evaluation.draft(captioner, "all", evaluation.targets)
    return blind_test(evaluation, condition_name(captioner, "all"))


@pytest.fixture
def test(paper: Path) -> BlindTest:
    return judged(paper, {})


@pytest.fixture
def key(test: BlindTest, tmp_path: Path) -> AnswerKey:
    path = tmp_path / "judge.key.json"
    path.write_text(key_text(test))
    return read_key(path)


Answers = Callable[..., Path]


@pytest.fixture
def answers(key: AnswerKey, tmp_path: Path) -> Answers:
    """Write what a judge downloaded: a rating for each caption by whose it is, and whatever else is `changed`."""

    def write(judge: str, ratings: dict[str, int], **changed: Any) -> Path:
        rows = [
            {"caption": caption, "fits": rating, "helps": rating}
            for caption, by in key.by.items()
            if (rating := ratings.get(AUTHOR if AUTHOR in by else NEAREST if NEAREST in by else "draft"))
        ]
        path = tmp_path / f"{judge or 'answers'}.json"
        path.write_text(json.dumps({"schema": SCHEMA, "page": key.page, "judge": judge, "judgements": rows} | changed))
        return path

    return write


# What must not happen -------------------------------------------------------------------------------------------------


def test_nothing_in_the_page_tells_whose_a_caption_is(test: BlindTest) -> None:
    page = blind_page(test, lambda figure: None)
    for word in (*(name for by in test.by.values() for name in by), "draft by", "offline", "AI-generated"):
        assert word not in page.partition("</header>")[2].replace('class="draft"', "")


def test_every_caption_has_a_scale_for_each_question_and_no_mark_before_it_is_judged(test: BlindTest) -> None:
    page = blind_page(test, lambda figure: None)
    inputs = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r"<input([^>]*)>", page)]
    radios = [tag for tag in inputs if tag.get("type") == "radio"]
    scales: dict[str, list[str]] = {}
    for radio in radios:
        scales.setdefault(radio["name"], []).append(radio["value"])
    captions = [caption.id for figure in test.figures for caption in figure.captions]
    assert list(scales) == [f"{caption}-{name}" for caption in captions for name in ("fits", "helps")]
    assert set(map(tuple, scales.values())) == {("1", "2", "3", "4", "5")}
    assert not any("checked" in tag for tag in re.findall(r"<input[^>]*>", page))
    assert (page.count("1 not at all"), page.count("5 fully")) == (len(scales), len(scales))


def test_figures_are_counted_from_one_and_their_captions_have_letters(test: BlindTest) -> None:
    page = blind_page(test, lambda figure: None)
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert headings == [f"{number}. {figure.target.figure.name}" for number, figure in enumerate(test.figures, 1)]
    letters = re.findall(r"<h3[^>]*>Caption (.)</h3>", page)
    assert letters == [caption.id[-1].upper() for figure in test.figures for caption in figure.captions]
    assert {"A", "B"} <= set(letters) <= set("ABC")
    count = sum(len(figure.captions) for figure in test.figures)
    assert f"{len(TOPICS)} figures, {count} captions." in page


def test_a_page_names_each_paper_once_by_its_title_or_else_its_file(paper: Path) -> None:
    evaluation = Evaluation([open_draft(paper)])
    captioner = ScriptedCaptioner({f"fig:{topic}": f"How {topic} changes." for topic in TOPICS})
    evaluation.draft(captioner, "all", evaluation.targets)
    test = blind_test(evaluation, condition_name(captioner, "all"))

    def named(*figures: BlindFigure) -> str:
        page = blind_page(replace(test, figures=figures), lambda figure: None)
        return page.partition("<article")[0]

    first, second = test.figures[:2]
    untitled = replace(second, paper=replace(second.paper, title="", main="other.tex"))
    assert named(first, second).count("Weather") == 1
    assert "Weather; other.tex" in named(first, untitled)
    assert "main.tex" not in named(first, second)


def test_the_order_follows_no_rule(test: BlindTest) -> None:
    orders = {tuple(caption.by for caption in figure.captions) for figure in test.figures}
    assert len(orders) > 2


def test_equal_texts_are_shown_once(paper: Path) -> None:
    same = judged(paper, {"fig:pressure": "Daily pressure at the station over 2 years of records."}).figures[0]
    assert sorted(len(caption.by) for caption in same.captions) == [1, 2]
    assert len({caption.text for caption in same.captions}) == 2


def test_a_figure_without_a_draft_is_left_out_and_counted(paper: Path) -> None:
    evaluation = Evaluation([open_draft(paper)])
    captioner = ScriptedCaptioner({"fig:pressure": "How pressure changes."})
    evaluation.draft(captioner, "all", evaluation.targets)
    test = blind_test(evaluation, condition_name(captioner, "all"))
    assert ([f.target.figure.id for f in test.figures], test.undrafted) == (["fig:pressure"], len(TOPICS) - 1)


def test_no_draft_at_all_is_said(paper: Path) -> None:
    with pytest.raises(UsageError, match="no draft to judge"):
        blind_test(Evaluation([open_draft(paper)]), "offline, all")


def _first(key: AnswerKey, **changed: Any) -> dict[str, Any]:
    return {"judgements": [{"caption": next(iter(key.by)), "fits": 3, "helps": 3, **changed}]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda key: {"schema": "other/1"}, "is not a file of decisions", id="another file"),
        pytest.param(lambda key: {"page": "0"}, "another page", id="another page"),
        pytest.param(lambda key: {"judgements": []}, "no decision", id="empty"),
        pytest.param(lambda key: {"judgements": 5}, "no decision", id="no list"),
        pytest.param(lambda key: {"judgements": ["a"]}, "decision 1 names no caption", id="no object"),
        pytest.param(lambda key: _first(key, caption="99z"), "decision 1 names no caption", id="unknown caption"),
        pytest.param(lambda key: _first(key, caption=["1a"]), "decision 1 names no caption", id="a list as a name"),
        pytest.param(lambda key: _first(key, fits=6), "no 'fits' from 1 to 5", id="too high"),
        pytest.param(lambda key: _first(key, helps=True), "no 'helps' from 1 to 5", id="no number"),
        pytest.param(lambda key: _first(key, helps=2.5), "no 'helps' from 1 to 5", id="half a mark"),
        pytest.param(
            lambda key: {"judgements": _first(key)["judgements"] * 2},
            "decision 2 is on a caption that was decided before",
            id="decided twice",
        ),
    ],
)
def test_a_damaged_file_is_named(
    key: AnswerKey, answers: Answers, change: Callable[[AnswerKey], dict[str, Any]], said: str
) -> None:
    with pytest.raises(DraftError, match=said) as raised:
        read_judgements(answers("Anna", {AUTHOR: 4}, **change(key)), key)
    assert "Anna.json" in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 5000, b"null"])
def test_a_file_of_anything_else_is_named(key: AnswerKey, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "sent.json").write_bytes(damage)
    with pytest.raises(DraftError, match=r"sent\.json"):
        read_judgements(tmp_path / "sent.json", key)


def test_two_files_of_one_judge_are_not_two_judges(key: AnswerKey, answers: Answers, tmp_path: Path) -> None:
    first = answers("Anna", {AUTHOR: 4})
    first.rename(tmp_path / "first.json")
    with pytest.raises(DraftError, match="both by Anna"):
        read_all([tmp_path / "first.json", answers("Anna", {AUTHOR: 5})], key)


def test_a_damaged_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "k.json").write_text('{"schema": "capassist.blind-key/1", "page": "1", "captions": [{"id": "1a"}]}')
    with pytest.raises(DraftError, match=r"k\.json is damaged"):
        read_key(tmp_path / "k.json")


# What is counted ------------------------------------------------------------------------------------------------------


def test_three_judges_are_joined(key: AnswerKey, answers: Answers) -> None:
    files = [answers("Anna", {AUTHOR: 5, "draft": 4, NEAREST: 1}), answers("Ben", {AUTHOR: 5, "draft": 4, NEAREST: 1})]
    files.append(answers("", {AUTHOR: 4, NEAREST: 1}))  # without a name it is the file's; it left the drafts out
    table = judged_table(key, read_all(files, key))
    assert table.title == "7 figures judged blind by 3 judges: Anna, Ben, answers"
    rows = {row.name: row for row in table.rows}
    draft = next(name for name in rows if name not in (AUTHOR, NEAREST) and "−" not in name)
    assert [rows[name].scored for name in (AUTHOR, draft, NEAREST)] == [21, 14, 21]
    assert rows[AUTHOR].values["fits"].value == pytest.approx(14 / 3)
    assert rows[f"{draft} − {AUTHOR}"].values["helps"].value == -1
    assert rows[f"{NEAREST} − {AUTHOR}"].values["helps"].value == pytest.approx(-11 / 3)
    assert "Krippendorff" in " ".join(table.notes)


def test_the_interval_is_over_figures_not_over_judges(key: AnswerKey, answers: Answers) -> None:
    """What many judges say of one figure is one thing said many times: more judges make no interval narrower."""
    chance = random.Random(5)
    marks = [chance.randint(1, 5) for _ in key.by]
    widths = []
    for judges in (1, 4):
        rows = [{"caption": c, "fits": m, "helps": m} for c, m in zip(key.by, marks, strict=True)]
        files = [answers(f"j{n}", {}, judgements=rows) for n in range(judges)]
        mean = judged_table(key, read_all(files, key)).rows[0].values["fits"]
        widths.append(mean.high - mean.low)
    assert widths[0] == pytest.approx(widths[1])
    assert widths[0] > 0


def test_one_judge_and_few_figures_are_said(key: AnswerKey, answers: Answers) -> None:
    file = answers("Anna", {}, **_first(key))
    notes = " ".join(judged_table(key, read_all([file], key)).notes)
    assert "One judge" in notes
    assert "too few" in notes


def test_the_commands(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(app, ["evaluate", str(paper), "--blind", "judge.html"])
    assert made.exit_code == 0, made.output
    said = " ".join(made.output.split())
    assert "Written: judge.html, judge.key.json" in said
    assert "Send judge.html to those who shall judge, and keep judge.key.json: it says whose each caption is." in said
    assert "Left out" not in said
    key = read_key(tmp_path / "judge.key.json")
    rows = [{"caption": caption, "fits": 3, "helps": 2} for caption in key.by]
    (tmp_path / "anna.json").write_text(json.dumps({"schema": SCHEMA, "page": key.page, "judgements": rows}))
    joined = CliRunner().invoke(app, ["bench", "blind", "judge.key.json", "anna.json", "--json"])
    assert joined.exit_code == 0, joined.output
    assert "offline, all" in joined.stdout
    assert "judged blind by 1 judge: anna" in joined.stdout
    (tmp_path / "mine.html").write_text("mine")
    assert CliRunner().invoke(app, ["evaluate", str(paper), "--blind", "mine.html"]).exit_code == 2
    assert (tmp_path / "mine.html").read_text() == "mine"


def test_what_is_judged_is_drafted_with_all_that_is_imitated_and_by_one_captioner(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with ChatServer(lambda received: chat_answer("A caption of the figure.")) as server:
        arguments = ["evaluate", str(paper), "--blind", "j.html", "--server", server.url, "--model", "m"]
        made = CliRunner().invoke(app, arguments)
    assert made.exit_code == 0, made.output
    names = {name for by in read_key(tmp_path / "j.key.json").by.values() for name in by}
    assert {name.partition(" at ")[0] for name in names} == {AUTHOR, NEAREST, "m"}
    assert all(name.endswith(", all") for name in names - {AUTHOR, NEAREST})
    assert len(server.requests) == len(TOPICS)


def test_a_figure_without_a_draft_is_said_to_be_left_out(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main = paper / "main.tex"
    more = r"\begin{figure}\includegraphics{x}\caption{Nobody speaks of this one at all.}\end{figure}"
    main.write_text(main.read_text().replace(r"\end{document}", more + r"\end{document}"))
    made = CliRunner().invoke(app, ["evaluate", str(paper), "--blind", "j.html"])
    assert made.exit_code == 0, made.output
    assert "Left out for want of a draft: 1 figure." in " ".join(made.output.split())
