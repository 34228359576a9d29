import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Group, RenderableType

from capassist.model import (
    Candidate,
    Decision,
    Draft,
    Evidence,
    Figure,
    Finding,
    Image,
    Problem,
    Profile,
    ProfileFigure,
    State,
    TextPlace,
    Verdict,
)
from capassist.terminal import tables
from capassist.terminal.console import console_on

LONG = "fig:evaluation-of-the-growth-of-all-colonies-on-plates-over-twelve-days-and-nights"


class TerminalStream(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(content: RenderableType, width: int = 80, stream: type[io.StringIO] = io.StringIO) -> str:
    """Return what is printed, in a pipe unless the stream is a terminal's."""
    printed = stream()
    console_on(printed, width=width).print(content)
    return re.sub(r"\x1b\[[0-9;]*m", "", printed.getvalue())


def paper(*figures: Figure, problems: tuple[Problem, ...] = ()) -> Draft:
    return Draft(Path("paper"), Path("paper"), "latex", "main.tex", figures=figures, problems=problems)


def test_no_payload_reaches_the_terminal(
    payload: str, figure: Figure, candidate: Candidate, assert_harmless: Callable[[str], None]
) -> None:
    bad = replace(figure, id=payload, labels=(f"fig:{payload}",), number=payload)
    draft = paper(bad, problems=(Problem("x", payload, payload, payload),))
    evidence = (Evidence("mention", payload, payload),)
    drafted = replace(candidate, text=payload, captioner=payload, notes=(payload,), evidence=evidence)
    profile = Profile((ProfileFigure(bad, payload, 0.5),), None)
    for content in (
        tables.scan_table(draft),
        tables.suggestion(bad, drafted, profile, (Finding("x", payload, (0, 1)),)),
        tables.settings_table([(payload, payload, payload)]),
        tables.changes(payload),
        tables.written((Path("a" + payload.replace("/", "")),), (payload,)),
        tables.last_apply(draft, [payload, "gone" + payload], [Path("a" + payload.replace("/", ""))]),
        tables.next_step(replace(draft, path=Path("p")), drafted=[bad], wanted=1),
    ):
        assert_harmless(shown(content))


def test_markup_in_a_caption_prints_verbatim(figure: Figure, candidate: Candidate) -> None:
    text = shown(tables.suggestion(figure, replace(candidate, text="[b]x[/b] [1] [/]"), Profile((), None), ()))
    assert "  [b]x[/b] [1] [/]\n" in text


def test_a_long_draft_is_shown_whole_in_a_pipe(figure: Figure, candidate: Candidate) -> None:
    words = [f"word{number}" for number in range(90)]
    text = shown(tables.suggestion(figure, replace(candidate, text=" ".join(words)), Profile((), None), ()))
    assert [word for word in text.split() if word.startswith("word")] == words


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_no_label_is_cut_at_any_width(width: int, figure: Figure) -> None:
    figures = [replace(figure, id=f"f{n}", labels=(f"{LONG}-{n}",), number=str(n)) for n in range(3)]
    lines = shown(tables.scan_table(paper(*figures)), width, TerminalStream).splitlines()
    assert max(map(len, lines[:-1])) <= width
    assert "…" not in "".join(lines)
    unbroken = re.sub(r"\s|written", "", "".join(lines))
    assert all(f"{n}{LONG}-{n}" in unbroken for n in range(3))


def test_a_pipe_gets_every_column_and_every_label_on_one_line(figure: Figure) -> None:
    text = shown(tables.scan_table(paper(replace(figure, labels=(LONG,)))), 40)
    assert text.splitlines()[1].split() == ["no.", "label", "page", "type", "words", "mentions", "caption"]
    assert LONG in text


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        pytest.param(100, ["no.", "label", "page", "type", "words", "mentions", "caption"], id="room for all"),
        pytest.param(80, ["no.", "label", "type", "words", "mentions", "caption"], id="the page gives way first"),
        pytest.param(60, ["no.", "label", "mentions", "caption"], id="then words and type"),
    ],
)
def test_columns_give_way_before_labels_do(width: int, columns: list[str], figure: Figure) -> None:
    draft = paper(replace(figure, labels=("fig:of-a-length-that-is-usual",)))
    text = shown(tables.scan_table(draft), width, TerminalStream)
    assert "fig:of-a-length-that-is-usual" in text
    assert text.splitlines()[1].split() == columns


def test_a_column_in_which_nothing_stands_is_left_out(figure: Figure) -> None:
    header = shown(tables.scan_table(paper(replace(figure, page=None, type=None, labels=())))).splitlines()[1]
    assert header.split() == ["no.", "words", "mentions", "caption"]


def test_the_table_says_what_is_known_of_each_figure(figure: Figure) -> None:
    missing = Figure("paper.tex#2", page=5)
    placeholder = replace(figure, id="p", labels=("fig:p",), number="4", state="placeholder", caption="TODO")
    lines = shown(tables.scan_table(paper(figure, missing, placeholder))).splitlines()
    cells = [line.split() for line in lines]
    assert ["3", "fig:growth", "4", "graph", "plot", "11", "1", "written"] in cells
    assert ["–", "paper.tex#2", "5", "–", "–", "0", "missing"] in cells
    assert ["4", "fig:p", "4", "graph", "plot", "1", "1", "placeholder"] in cells


def test_other_floats_are_counted_below_the_figures(figure: Figure) -> None:
    others = (Figure("t1", kind="table"), Figure("t2", kind="table"), Figure("a", kind="algorithm"))
    text = shown(tables.scan_table(paper(figure, *others)), 200)
    assert text.endswith(
        "1 figure, none without a caption; and 2 tables, 1 algorithm. Captions are drafted and checked for figures "
        "alone: 2 tables without one.\n"
    )
    with_captions = (replace(other, state="written") for other in others)
    said = shown(tables.scan_table(paper(figure, *with_captions)))
    assert said.endswith("1 figure, none without a caption; and 2 tables, 1 algorithm.\n")
    assert "t1" not in text


def test_a_draft_without_figures_has_no_table() -> None:
    assert shown(tables.scan_table(paper())) == "0 figures.\n"


def test_problems_come_with_their_hints(figure: Figure) -> None:
    text = shown(
        tables.scan_table(paper(figure, problems=(Problem("x", "a.pdf is not there.", "Check the path.", "fig:a"),)))
    )
    assert "! fig:a: a.pdf is not there. Check the path.\n" in text


def test_a_suggestion_says_why_it_reads_as_it_does(figure: Figure, candidate: Candidate) -> None:
    other = replace(figure, id="fig:decay", labels=("fig:decay",), number="2")
    profile = Profile((ProfileFigure(other, "of the same type", 0.8),), None)
    findings = (
        Finding("number", "The number is in neither figure nor text.", (0, 6)),
        Finding("x", "Not closed.", None, True),
    )
    lines = [line.strip() for line in shown(tables.suggestion(figure, candidate, profile, findings), 200).splitlines()]
    assert lines == [
        "Figure 3 · fig:growth · paper.tex:88",
        candidate.text,
        "drafted  by offline",
        "blocked  Not closed.",
        "warning  The number is in neither figure nor text. (Growth)",
        "note     Drafted without a model.",
        "imitates Figure 2: of the same type",
        "rests on sections/plates.tex:41: The colony grows for twelve days.",
        "",
    ]


@pytest.mark.parametrize(
    ("states", "drafted", "step"),
    [
        (("written", "missing"), (), "suggest"),
        (("written", "missing"), ("f0",), "suggest"),
        (("written", "missing"), ("f1",), "review"),
        (("written",), ("f0",), "check"),
        (("placeholder",), (), "suggest"),
    ],
)
def test_what_comes_after_a_scan(states: tuple[State, ...], drafted: tuple[str, ...], step: str) -> None:
    figures = [Figure(f"f{n}", state=state) for n, state in enumerate(states)]
    assert shown(tables.after_scan(paper(*figures), drafted)) == f"Next: capassist {step} paper\n"


def test_what_is_missing_after_an_apply_and_how_to_take_it_back() -> None:
    figures = (Figure("a", number="1"), Figure("b", number="2"), Figure("t", kind="table"))
    editable = paper(*figures)
    assert shown(tables.after_apply(editable, ["a"])).splitlines() == [
        "Still without a caption: Figure 2.",
        "  go on: capassist review paper",
        "  take it back: capassist undo paper",
    ]
    assert "Every figure has a caption." in shown(tables.after_apply(editable, ["a", "b"]))


def test_after_a_warning_the_comparison_with_the_text_is_named() -> None:
    comparing = "compare with the text: capassist check paper --select C10"
    assert comparing in shown(tables.after_apply(paper(Figure("a")), ["a"], warned=True))
    assert comparing not in shown(tables.after_apply(paper(Figure("a")), ["a"]))


def test_what_cannot_be_undone_is_not_said_to_be() -> None:
    assert "undo" not in shown(tables.after_apply(replace(paper(Figure("a")), kind="pdf"), ["a"]))


def test_what_cannot_be_written_leads_to_no_review() -> None:
    locked, free = Figure("a", locked="A macro sets it."), Figure("b")
    text = shown(tables.next_step(paper(locked, free), drafted=[locked], wanted=1))
    assert "review" not in text
    assert "none of them can be written" in text
    assert "review" in shown(tables.next_step(paper(locked, free), drafted=[locked, free], wanted=2))


def test_only_some_of_many_figures_are_named() -> None:
    many = tuple(Figure(f"f{n}", number=str(n)) for n in range(1, 31))
    assert "Figure 8 and 22 more." in shown(tables.after_apply(paper(*many), []))


def test_the_next_step_is_named() -> None:
    figures = Figure("a", state="missing"), Figure("b", state="written")
    assert "Next: capassist review paper\n" in shown(tables.next_step(paper(*figures), drafted=figures[:1], wanted=3))
    assert "review paper --figure b\n" in shown(tables.next_step(paper(*figures), drafted=figures, wanted=3))
    assert "review" not in shown(tables.next_step(paper(*figures), drafted=[], wanted=3))
    assert "Every figure has a caption" in shown(tables.next_step(paper(*figures), drafted=[], wanted=0))
    assert "has no figures" in shown(tables.next_step(paper(Figure("a", kind="table")), drafted=[], wanted=0))


def test_a_review_ends_with_how_the_figures_stand() -> None:
    decisions = [Decision("a", "accept", "x"), Decision("b", "edit", "y"), Decision("c", "skip"), None]
    text = shown(tables.review_summary(paper(), decisions))
    assert text.splitlines() == [
        "2 accepted, 1 skipped, 1 open.",
        "  go on: capassist review paper",
        "  write: capassist apply paper",
        "  think again: capassist review paper --figure ID",
    ]
    assert shown(tables.review_summary(paper(), [])).startswith("Every figure has a caption.")


def test_settings_come_with_their_source() -> None:
    cells = [
        line.split()
        for line in shown(tables.settings_table([("server", None, "default"), ("profile", 3, "flag")])).splitlines()
    ]
    assert ["server", "–", "default"] in cells
    assert ["profile", "3", "flag"] in cells


def test_nothing_written_is_said_once() -> None:
    assert shown(tables.written((), ())) == "Nothing was written.\n"
    assert shown(tables.written((), ("No caption waits.",))) == "No caption waits.\n"
    assert (
        shown(tables.written((Path("a.tex"),), ("A comment was dropped.",)))
        == "Written: a.tex\nA comment was dropped.\n"
    )
    assert shown(tables.changes("")) == "No file changes.\n"


def test_files_are_named_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    inside, outside = (tmp_path / "here" / "a.tex").resolve(), (tmp_path / "b.tex").resolve()
    assert shown(tables.written((inside, Path("c.tex")), ()), 400) == "Written: a.tex, c.tex\n"
    assert shown(tables.written((outside,), (), done="Taken back"), 400) == f"Taken back: {outside.as_posix()}\n"


def test_the_last_apply_is_said_in_one_line_by_the_names_of_its_figures(figure: Figure) -> None:
    alt = replace(figure, id="fig:a@alt", labels=(), place=TextPlace("alt", "fig:a"))
    draft = paper(replace(figure, id="fig:a", number="3"), replace(alt, number="3"))
    files = [Path("a.tex")]
    said = shown(tables.last_apply(draft, ["fig:a", "fig:a@alt", "fig:b"], files))
    assert said == "The last apply: Figure 3, Figure 3 (alternative text), fig:b in a.tex.\n"
    assert shown(tables.last_apply(draft, ["fig:b"], [])) == "The last apply: fig:b.\n"


def test_undo_names_all_that_waits_and_the_figure_that_it_took_back_to_think_again() -> None:
    figures = [
        Figure(f"fig:{name}", number=str(number), labels=(f"fig:{name}",)) for number, name in enumerate("abc", 1)
    ]
    draft = paper(*figures)
    assert shown(tables.after_undo(draft, ["fig:b"], ["fig:c"]), 400) == (
        "Still accepted, and not in the source: Figure 2, Figure 3.\n"
        "  write again: capassist apply paper\n  think again: capassist review paper --figure fig:b\n"
    )
    alone = shown(tables.after_undo(draft, ["fig:b", "fig:a"], []), 400)
    assert alone.startswith("Still accepted, and not in the source: Figure 1, Figure 2.\n")
    assert "fig:c" not in alone
    gone = shown(tables.after_undo(draft, ["fig:z"], []), 400)  # the figure is no longer in the draft
    assert "source: fig:z." in gone
    assert "think again" not in gone


def test_only_what_says_nothing_new_gives_way_to_the_width(figure: Figure, candidate: Candidate) -> None:
    evidence = (Evidence("mention", "word " * 30, "a.tex:1"), Evidence("profile", "other " * 30, "Figure 2"))
    text = shown(Group(*tables.evidence_lines(evidence)), 60, TerminalStream)
    assert text.count("word") == 30  # a sentence that the draft rests on is shown whole
    assert text.count("other") < 30
    assert sum("other" in line for line in text.splitlines()) == 1
    short = shown(Group(*tables.evidence_lines(evidence, shortened=True)), 60, TerminalStream)
    assert len(short.splitlines()) == 2


@pytest.mark.parametrize(
    ("captioner", "said"),
    [("offline", "by offline"), ("m at example.org", "by m at example.org: AI-generated, not reviewed")],
)
def test_a_model_s_draft_is_marked_until_somebody_decides(
    captioner: str, said: str, figure: Figure, candidate: Candidate
) -> None:
    text = shown(tables.suggestion(figure, replace(candidate, captioner=captioner), Profile((), None), ()))
    assert f"  drafted  {said}\n" in text


def test_a_figure_without_a_draft_says_so(figure: Figure, candidate: Candidate) -> None:
    text = shown(tables.suggestion(figure, replace(candidate, text=""), Profile((), None), ()))
    assert "  (no draft)\n" in text


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"purpose": "alt"}, "1 of 2 texts drafted. Next: capassist review paper --for alt"),
        ({"purpose": "slide"}, "1 of 2 texts drafted."),
        ({"purpose": "abstract"}, "1 of 2 texts drafted."),
        ({"reviewable": False}, "1 of 2 figures drafted."),
        ({"wanted": 1}, "1 of 1 figure drafted. Next: capassist review paper"),
        ({"wanted": 0, "purpose": "alt"}, "Every figure has an alternative text. `--figure ID` drafts one anew."),
        ({"wanted": 0, "purpose": "short"}, "Every figure has a short title. `--figure ID` drafts one anew."),
    ],
)
def test_what_comes_after_drafts_of_other_texts(changes: dict[str, Any], line: str) -> None:
    figure = Figure("a")
    assert shown(tables.next_step(paper(figure), **{"drafted": [figure], "wanted": 2, **changes}), 200) == f"{line}\n"


@pytest.mark.parametrize(
    ("verdicts", "line", "steps"),
    [
        (["accept"], "1 accepted.", ["write", "think again"]),
        (["edit", "reject"], "1 accepted, 1 rejected.", ["write", "think again"]),
        (["reject"], "1 rejected.", []),
        (["skip"], "1 skipped.", ["go on"]),
        ([None], "1 open.", ["go on"]),
    ],
)
def test_only_steps_that_lead_somewhere_follow_a_review(
    verdicts: list[Verdict | None], line: str, steps: list[str]
) -> None:
    decisions = [Decision("a", verdict) if verdict else None for verdict in verdicts]
    first, *others = shown(tables.review_summary(paper(), decisions, "alt"), 200).splitlines()
    assert first == line
    assert [other.strip().partition(":")[0] for other in others] == steps
    assert all("--for alt" in other for other in others if "review" in other)


def test_an_archive_is_looked_at_under_its_new_name_and_not_taken_back() -> None:
    packed = replace(paper(Figure("a")), path=Path("paper.zip"), packed=True)
    assert shown(tables.after_apply(packed, ["a"])).splitlines() == [
        "Every figure has a caption.",
        "  look at all: capassist check paper-captioned.zip",
    ]


def test_texts_with_warnings_are_headed_by_their_figures() -> None:
    figures = Figure("a", number="1"), Figure("b", number="2")
    found = [(Decision("b", "edit", "Twelve."), [Finding("number", "Not in the text.", (0, 6))])]
    lines = [line.strip() for line in shown(tables.warnings(paper(*figures), found)).splitlines()]
    assert lines == ["Figure 2", "warning  Not in the text. (Twelve)"]


def test_a_changed_line_is_told_from_what_is_wrapped_of_it() -> None:
    diff = "--- a.tex\n+++ a.tex\n@@ -1 +1 @@\n-" + "old " * 20 + "\n+" + "new " * 20 + "\n"
    lines = shown(tables.changes(diff), 60, TerminalStream).splitlines()
    starts = [line[:6] for line in lines if "old" in line or "new" in line]
    assert starts == ["-old o", "      ", "+new n", "      "]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (True, "true"),
        (False, "false"),
        (2.50, "2.5"),
        (60.0, "60"),
        ({"a": 1, "b": 2}, "a = 1, b = 2"),
        (["C001", "C002"], "C001, C002"),
        (("x",), "x"),
        ("a b", "a b"),
    ],
)
def test_a_setting_is_shown_much_as_it_is_written(value: object, text: str) -> None:
    assert f" {text} " in shown(tables.settings_table([("name", value, "default")]))


def test_settings_have_their_headings_and_begin_at_the_edge() -> None:
    lines = shown(tables.settings_table([("server", "x", "flag")])).splitlines()
    assert lines[1].split() == ["setting", "value", "source"]
    assert [len(line) - len(line.lstrip()) for line in lines if line.strip()] == [1, 1, 1]


def test_what_doctor_looked_at_stands_in_columns() -> None:
    lines = [tables.check_line("ok", "python", "3.13"), tables.check_line("missing", "poppler", "no pdftotext")]
    assert shown(Group(*lines)) == "ok       python    3.13\nmissing  poppler   no pdftotext\n"


def test_a_number_of_another_kind_is_shown_with_its_word(figure: Figure) -> None:
    scheme = replace(figure, kind="scheme", number="2", labels=(), images=(Image(path="a.png"),))
    assert any(
        line.strip().startswith("Scheme 2 ") for line in shown(tables.scan_table(paper(scheme)), 200).splitlines()
    )
