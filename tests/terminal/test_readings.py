"""What readers learn from captions, counted, listed and as CSV: made answers, so that every number is known."""

import csv
import io
from pathlib import Path

import pytest

from capassist.evaluation.caption_qa import BY_RULE, PRESENT, Answered, Examination, Reading
from capassist.evaluation.facts import SentencePlace
from capassist.model import Draft, Figure
from capassist.terminal.console import console_on
from capassist.terminal.readings import examination_csv, examination_record, examination_view

ONE, TWO = Figure("fig:a", number="1", labels=("fig:a",)), Figure("fig:b", number="2", labels=("fig:b",))
LEVEL = SentencePlace("The level rises to 31 cm in 12 hours.", "fig:a", "a.tex", 4, points=True)
ASIDE = SentencePlace(
    "A pump stands beside it, and on the way to the tank lie 40 m of pipes.", "fig:a", "a.tex", 9, points=False
)
OTHER = SentencePlace("The pressure falls by 5 bar.", "fig:b", None, 3, points=True)


def examination(*readings: Reading, way: str = BY_RULE) -> Examination:
    draft = Draft(Path("paper"), Path("paper"), "latex", "main.tex", figures=(ONE, TWO))
    return Examination(draft, way, readings, {"the first sentence": ()}, ("A note.",))


def printed(found: Examination, width: int = 100) -> str:
    stream = io.StringIO()
    console_on(stream, width=width).print(examination_view(found))
    return stream.getvalue()


ANSWERED = Reading(
    ONE,
    (Answered("31 cm", LEVEL, told=True), Answered("12 hours", LEVEL, told=False), Answered("40 m", ASIDE, told=False)),
    (Answered("5 bar", OTHER, told=True), Answered("pressure", OTHER, told=False)),
)


def test_what_a_judge_failed_at_counts_neither_as_told_nor_as_not_told() -> None:
    failed = Reading(ONE, (Answered("31 cm", LEVEL, told=True), Answered("12 hours", LEVEL, told=None)), ())
    (totals,) = [row for name, row in examination_record(examination(failed))["totals"].items() if name == PRESENT]
    assert totals == {
        "Acc+": 1.0, "Acc-": None, "own": 1, "own_told": 1, "foreign": 0, "foreign_told": 0, "failed": 1,
    }  # fmt: skip
    header = printed(examination(failed)).splitlines()[2]
    assert header.split()[-1] == "fail"
    assert "fail" not in printed(examination(ANSWERED)).splitlines()[2]


def test_shares_are_of_what_was_asked() -> None:
    totals = examination_record(examination(ANSWERED))["totals"][PRESENT]
    assert totals["Acc+"] == pytest.approx(1 / 3)
    assert totals["Acc-"] == 0.5
    row = next(line.split() for line in printed(examination(ANSWERED)).splitlines() if "Figure 1 ·" in line)
    assert row[-6:] == ["3", "1", ".33", "2", "1", ".50"]
    empty = next(line.split() for line in printed(examination(ANSWERED)).splitlines() if "first sentence" in line)
    assert empty[-6:] == ["0", "0", "–", "0", "0", "–"]


def test_each_question_is_a_line_with_its_place() -> None:
    rows = list(csv.reader(io.StringIO(examination_csv(examination(ANSWERED)))))
    assert rows[0] == ["captions", "figure", "about", "asked", "told", "file", "line", "sentence"]
    assert rows[1] == [PRESENT, "fig:a", "fig:a", "31 cm", "1", "a.tex", "4", LEVEL.sentence]
    assert rows[4] == [PRESENT, "fig:a", "fig:b", "5 bar", "1", "", "3", OTHER.sentence]
    assert len(rows) == 6


def test_what_the_caption_does_not_tell_is_listed_with_its_sentence_those_about_the_figure_first() -> None:
    text = printed(examination(ANSWERED))
    lines = [line.strip() for line in text.splitlines()]
    start = lines.index("Figure 1 · fig:a")
    assert lines[start + 1 : start + 7] == [
        "not in the caption: 12 hours",
        "a.tex:4: …rises to 31 cm in 12 hours.",
        "not in the caption: 40 m",
        "a.tex:9: …way to the tank lie 40 m of pipes.",
        "said of Figure 2 alone: 5 bar",
        "page 3: The pressure falls by 5 bar.",
    ]
    assert text.endswith("A note.\n")


def test_a_caption_that_tells_all_is_not_listed() -> None:
    told = Reading(ONE, (Answered("31 cm", LEVEL, told=True),), (Answered("5 bar", OTHER, told=False),))
    assert "not in the caption" not in printed(examination(told))
    assert "said of" not in printed(examination(told))


def test_a_judge_s_other_answer_is_shown_and_so_is_whose_question_it_was() -> None:
    wrong = Reading(
        ONE,
        (Answered("How long? 12 hours", LEVEL, told=False, instead="two days"),),
        (Answered("How much? 5 bar", OTHER, told=True),),
    )
    text = printed(examination(wrong, way="m at localhost"))
    assert "not in the caption: How long? 12 hours (the judge reads: two days)" in text
    assert "answers a question about Figure 2: How much? 5 bar" in text


def places(count: int) -> tuple[SentencePlace, ...]:
    return tuple(SentencePlace(f"Tank {n} holds it.", "fig:a", "a.tex", n, points=True) for n in range(1, count + 1))


@pytest.mark.parametrize(
    ("count", "more"), [(3, ""), (4, "and from 1 sentence more"), (7, "and from 4 sentences more")]
)
def test_of_many_sentences_three_are_listed_and_the_others_counted(count: int, more: str) -> None:
    found = Reading(ONE, tuple(Answered("it", place, told=False) for place in places(count)), ())
    text = printed(examination(found))
    assert text.count("not in the caption: it") == 3
    assert "a.tex:3: Tank 3 holds it." in text
    assert "a.tex:4" not in text
    assert (f"{more}: see --json" in text) if more else ("--json" not in text)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(4, "f1, f2, f3, f4\n"), (5, "f1, f2, f3, f4 and 1 more\n"), (6, "f1, f2, f3, f4 and 2 more\n")],
)
def test_of_many_facts_of_a_sentence_four_are_named(count: int, shown: str) -> None:
    found = Reading(ONE, tuple(Answered(f"f{n}", LEVEL, told=False) for n in range(1, count + 1)), ())
    assert f"not in the caption: {shown}" in printed(examination(found))


@pytest.mark.parametrize(
    ("sentence", "fact", "shown"),
    [
        ("About " * 4 + "5 bar.", "5 bar", "About " * 4 + "5 bar."),
        ("About " * 5 + "5 bar.", "5 bar", "…" + "About " * 3 + "5 bar."),
        ("About " * 5 + "5 bar.", "nowhere", "About " * 5 + "5 bar."),
    ],
    ids=["near the start", "further on", "not in its words"],
)
def test_a_sentence_is_quoted_from_a_few_words_before_what_is_asked(sentence: str, fact: str, shown: str) -> None:
    place = SentencePlace(sentence, "fig:a", "a.tex", 4, points=True)
    text = printed(examination(Reading(ONE, (Answered(fact, place, told=False),), ())))
    assert f"    a.tex:4: {shown}\n" in text


def test_the_title_says_how_many_captions_were_asked_and_how() -> None:
    assert printed(examination(ANSWERED)).startswith(f"paper: 1 caption, asked {BY_RULE}\n")
    assert printed(examination(ANSWERED, ANSWERED, way="m")).startswith("paper: 2 captions, asked m\n")


def test_the_record_has_every_question_with_its_answer_and_its_place() -> None:
    record = examination_record(examination(ANSWERED))
    (figure,) = record["figures"]
    assert (figure["figure"], figure["number"], record["notes"]) == ("fig:a", "1", ["A note."])
    assert [(row["asked"], row["told"]) for row in figure["own"]] == [
        ("31 cm", True),
        ("12 hours", False),
        ("40 m", False),
    ]
    assert figure["foreign"][0] == {
        "asked": "5 bar", "told": True, "instead": None, "about": "fig:b", "sentence": OTHER.sentence,
        "file": None, "line": 3,
    }  # fmt: skip
