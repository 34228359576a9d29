"""What readers learn from captions, asked by rule: no caption is among its own sources, and what is said is true."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import UsageError
from capassist.evaluation.caption_qa import BLANK, PASTED, Examination, Reading, examine
from capassist.model import Candidate
from capassist.session.log import Session

PLAIN = "What was seen on that day."
HEAD = "\\documentclass{article}\n\\usepackage{graphicx}\n\\begin{document}\n"


def figure(name: str, caption: str) -> str:
    return (
        f"\n\\begin{{figure}}\\includegraphics{{{name}}}\\caption{{{caption}}}\\label{{fig:{name}}}\\end{{figure}}\n\n"
    )


def examined(folder: Path, body: str) -> Examination:
    folder.mkdir(exist_ok=True)
    (folder / "main.tex").write_text(f"{HEAD}{body}\n\\end{{document}}\n", encoding="utf-8")
    return examine(open_draft(folder))


def missing(reading: Reading) -> list[str]:
    return [answered.what for answered in reading.own if not answered.told]


def told(reading: Reading) -> list[str]:
    return [answered.what for answered in reading.own if answered.told]


def foreign(reading: Reading) -> list[tuple[str, str]]:
    return [(answered.what, answered.place.figure) for answered in reading.foreign if answered.told]


PAPER = (
    "Figure~\\ref{fig:a} shows the run time of the 12 corpora. With 80\\,\\% it is highest for GPT-4 on ProsaNet.\n"
    "The run took 1.5\\,s. It rained.\n"
    + figure("a", "Run time of the twelve corpora in 1500\\,ms.")
    + "Figure~\\ref{fig:b} holds 47 beads, which ZebraCam saw.\n"
    + figure("b", "The beads that ZebraCam saw on ProsaNet.")
)


def test_no_question_comes_from_the_figure_s_own_caption(tmp_path: Path) -> None:
    secret = "SecretNet has 777 hidden layers of 4.2\\,GHz."
    quoting = f"Figure~\\ref{{fig:a}} is here. {secret}\n\nFigure~\\ref{{fig:a}} shows 12 corpora.\n"
    examination = examined(
        tmp_path, quoting + figure("a", secret) + "Fig.~\\ref{fig:b} has 47 beads.\n" + figure("b", PLAIN)
    )
    assert "SecretNet" not in repr([(r.own, r.foreign) for r in examination.readings])
    assert missing(examination.readings[0]) == ["12 corpora"]


def test_what_is_said_of_both_or_in_general_belongs_to_neither(tmp_path: Path) -> None:
    body = (
        "Figures~\\ref{fig:a} and \\ref{fig:b} show 47 beads.\n"
        + figure("a", "The 47 beads and the 30 repetitions.")
        + "Figure~\\ref{fig:b} took 30 repetitions.\n"
        + figure("b", PLAIN)
        + "All experiments had 30 repetitions.\n"
    )
    assert [foreign(reading) for reading in examined(tmp_path, body).readings] == [[], []]


def test_a_number_of_another_thing_is_not_said_to_belong_elsewhere(tmp_path: Path) -> None:
    body = (
        "Figure~\\ref{fig:a} is small.\n"
        + figure("a", "The 47 words.")
        + "Fig.~\\ref{fig:b} has 47 beads.\n"
        + figure("b", PLAIN)
    )
    assert foreign(examined(tmp_path, body).readings[0]) == []


def test_the_captions_are_asked_what_the_text_says(tmp_path: Path) -> None:
    first, second = examined(tmp_path, PAPER).readings
    assert told(first) == ["12 corpora", "1.5 s"]
    assert missing(first) == ["80 %", "GPT-4", "ProsaNet"]
    assert (told(second), missing(second)) == (["ZebraCam"], ["47 beads"])
    assert foreign(first) == []
    assert foreign(second) == [("ProsaNet", "fig:a")]


def test_swapped_captions_are_found(tmp_path: Path) -> None:
    body = (
        "Figure~\\ref{fig:a} shows 12 corpora.\n"
        + figure("a", "The 47 beads that were found.")
        + "Figure~\\ref{fig:b} holds 47 beads.\n"
        + figure("b", "The 12 corpora that were read.")
    )
    readings = examined(tmp_path, body).readings
    assert [foreign(reading) for reading in readings] == [[("47 beads", "fig:b")], [("12 corpora", "fig:a")]]


def test_the_baselines_win_one_number_each(tmp_path: Path) -> None:
    examination = examined(tmp_path, PAPER)
    assert {answered.told for reading in examination.baselines[BLANK] for answered in reading.own} == {False}
    assert {answered.told for reading in examination.baselines[BLANK] for answered in reading.foreign} == {False}
    assert {answered.told for reading in examination.baselines[PASTED] for answered in reading.own} == {True}
    assert {answered.told for reading in examination.baselines[PASTED] for answered in reading.foreign} == {True}


@pytest.mark.parametrize(
    ("said", "caption", "lost"),
    [
        ("It took 12,345 steps.", "About 12,000 steps.", []),
        ("It took 12,345 steps.", "About 13,000 steps.", ["12,345 steps"]),
        ("It took 0.87\\,s.", "It took 870\\,ms.", []),
        ("It took 5\\,ms.", "It took 5\\,s.", ["5 ms"]),
        ("A share of 80\\,\\% was read.", "A share of 0.8 was read.", []),
        ("A share of 80\\,\\% was read.", "All 80 words.", ["80 %"]),
        ("We used three colour filters.", "The 3 filters.", []),
        ("The RMSE is low.", "Root mean squared errors.", []),
        ("The two curves and step 1 agree.", "Curves.", []),
        ("See Sections 3 and 4, Table 5 and \\cite{x}.", PLAIN, []),
        ("It has $x_{12}$ and A.5.", PLAIN, []),
        ("We saw three structural splits.", "The three arrows indicate large splits.", []),
        ("We took 12 simulations.", "What 12 runs simulated.", []),
        ("We saw three structural splits.", "The three arrows; large splits.", ["three structural splits"]),
        ("We saw three structural splits.", "Splits on three arrows.", ["three structural splits"]),
        ("We saw three structural splits.", "Two of the splits.", ["three structural splits"]),
    ],
    ids=str,
)
def test_a_caption_tells_what_the_guards_take_for_the_same(
    said: str, caption: str, lost: list[str], tmp_path: Path
) -> None:
    body = f"Figure~\\ref{{fig:a}} is this. {said}\n" + figure("a", caption)
    assert missing(examined(tmp_path, body).readings[0]) == lost


def test_sentences_further_behind_or_about_others_are_not_asked(tmp_path: Path) -> None:
    body = (
        "Figure~\\ref{fig:a} is this. One is. Another is. It has 12 corpora. Table~\\ref{t} is here. Fig.~\\ref{fig:b} has 9 beads.\n"
        + figure("a", PLAIN)
        + figure("b", PLAIN)
    )
    assert [missing(reading) for reading in examined(tmp_path, body).readings] == [[], ["9 beads"]]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Fig.~\\ref{fig:a} has 12 corpora, and Fig.~\\ref{fig:b} has 9 beads.", [["12 corpora"], ["9 beads"]]),
        ("Unlike the 7 words of Fig.~\\ref{fig:b}, here Fig.~\\ref{fig:a} has 12 corpora.", [["12 corpora"], ["7 words"]]),
        ("Fig.~\\ref{fig:a} is like Fig.~\\ref{fig:b}. It has 9 beads.", [[], ["9 beads"]]),
        ("The 12 corpora are in Figs.~\\ref{fig:a} and~\\ref{fig:b}. They are 9 beads.", [["12 corpora", "9 beads"]] * 2),
        ("With ZebraCam, Figs.~\\ref{fig:b} and~\\ref{fig:a} have 9 beads.", [["ZebraCam", "9 beads"]] * 2),
    ],
    ids=str,
)  # fmt: skip
def test_what_follows_another_figure_s_number_is_not_asked(said: str, asked: list[list[str]], tmp_path: Path) -> None:
    readings = examined(tmp_path, f"{said}\n" + figure("a", PLAIN) + figure("b", "Nothing.")).readings
    assert [sorted(missing(reading)) for reading in readings] == [sorted(each) for each in asked]


def test_terms_are_asked_where_the_paper_has_them_again_and_again(tmp_path: Path) -> None:
    text = "The reference genome is long. A reference genome is known. Each reference genome is read. "
    body = f"{text}\n\nFigure~\\ref{{fig:a}} plots the reference genome over blue sky.\n" + figure("a", PLAIN)
    assert missing(examined(tmp_path, body).readings[0]) == ["reference genome"]


def test_a_caption_that_points_at_another_tells_what_that_one_does(tmp_path: Path) -> None:
    body = (
        "Figure~\\ref{fig:a} has 12 corpora.\n"
        + figure("a", "The 12 corpora.")
        + "Figure~\\ref{fig:b} has the 12 corpora again.\n"
        + figure("b", "The same as Figure~\\ref{fig:a}, once more.")
    )
    assert missing(examined(tmp_path, body).readings[1]) == []


def test_each_question_names_the_line_of_its_sentence(tmp_path: Path) -> None:
    body = "Figure~\\ref{fig:a} is this.\nIt is small, % note\nand it has 12 corpora.\n" + figure("a", PLAIN)
    (answered,) = examined(tmp_path, body).readings[0].own
    assert (answered.what, answered.place.file, answered.place.line) == ("12 corpora", "main.tex", 5)


def test_a_sentence_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    own = "\\newcommand{\\Fg}[1]{Figure~\\ref{fig:#1}}\\newcommand{\\Eq}[1]{Equation~(\\eqref{eq:#1})}\\newcommand{\\ours}{ProsaNet}"
    body = f"{own}\n\n\\Fg{{a}} has 12 corpora of \\ours, by \\Eq{{x}} and f((x)).\n" + figure("a", PLAIN)
    (place,) = {answered.place for answered in examined(tmp_path, body).readings[0].own}
    assert place.sentence == "Figure 1 has 12 corpora of ProsaNet, by Equation (…) and f((x))."


def test_a_paper_without_captions_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no figure"):
        examined(tmp_path, "Figure~\\ref{fig:a} is this.\n" + figure("a", "TODO"))


def test_the_notes_say_which_captions_are_measured(tmp_path: Path) -> None:
    body = PAPER + "Fig.~\\ref{fig:c} is empty.\n" + figure("c", "TODO") + figure("d", "Nobody mentions it.")
    examined(tmp_path, body)
    with Session.open(tmp_path, "main.tex") as session:
        session.add(Candidate("fig:a", "A draft.", "style", "offline"), "basis")
    note = examine(open_draft(tmp_path)).notes[-1]
    assert "stand in the paper now" in note
    assert "drafts in the review are not measured" in note
    assert "1 without a caption" in note
    assert "1 that no paragraph mentions" in note


# The command --------------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["evaluate", *(str(argument) for argument in arguments)], env={"COLUMNS": "80"})
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    examined(tmp_path, PAPER)
    return tmp_path


def test_it_takes_one_paper(paper: Path) -> None:
    assert run("--questions")[0] == 2
    assert run(paper, "--questions", "--picture", paper / "scores.svg")[0] == 2
    assert run(paper, paper, "--questions")[0] == 2


def test_it_reads_and_writes_nothing(paper: Path) -> None:
    before = {path: path.read_bytes() for path in paper.iterdir()}
    assert run(paper, "--questions")[0] == 0
    assert {path: path.read_bytes() for path in paper.iterdir()} == before


def test_it_prints_what_is_not_told_with_its_line(paper: Path) -> None:
    code, out, err = run(paper, "--questions")
    assert (code, err) == (0, "")
    assert re.search(r"fig:a +5 +2 +\.40 +\d+ +0 +1\.00", out)
    assert "not in the caption: 80 %, GPT-4, ProsaNet" in out
    assert re.search(r"main\.tex:4: With 80 %", out)
    assert "said of Figure 1 alone: ProsaNet" in out
    assert max(len(line) for line in out.splitlines() if "fig:" in line) <= 80


def test_a_quotation_begins_with_a_word(tmp_path: Path) -> None:
    text = "From what is drawn (Figure~\\ref{fig:a}), we observed 12 corpora. From what is drawn in Fig.~\\ref{fig:b} the 9 beads were lost."
    examined(tmp_path, f"{text}\n" + figure("a", PLAIN) + figure("b", PLAIN))
    _, out, _ = run(tmp_path, "--questions")
    assert "…we observed 12 corpora" in out
    assert "…is drawn in Fig. 2 the 9 beads were lost" in out


def test_a_long_label_stays_on_its_line_and_a_longer_one_keeps_its_ends(tmp_path: Path) -> None:
    names = ["benchmark-of-several", "benchmark-of-several-corpora-by-length"]
    body = "".join(f"Fig.~\\ref{{fig:{name}}} has 12 corpora.\n" + figure(name, PLAIN) for name in names)
    examined(tmp_path, body)
    _, out, _ = run(tmp_path, "--questions")
    rows = [line for line in out.splitlines() if re.search(r"^ *Figure \d · \S+ +1 +0", line)]
    assert [len(line) <= 80 for line in rows] == [True, True]
    assert "fig:benchmark-of-several " in rows[0]
    assert re.search(r"fig:\S+…\S+length ", rows[1])


def test_as_json_it_is_all_there(paper: Path) -> None:
    code, out, _ = run(paper, "--questions", "--json")
    record = json.loads(out)
    assert (code, record["schema"], record["asked"]) == (0, "capassist.questions/1", "by rule")
    assert [len(entry["own"]) for entry in record["figures"]] == [5, 2]
    totals = record["totals"]["captions"]
    assert (totals["own"], totals["own_told"], totals["Acc+"]) == (7, 3, pytest.approx(3 / 7))
    assert record["totals"][BLANK]["Acc-"] == 1


def test_as_csv_it_is_a_line_a_question(paper: Path) -> None:
    code, out, _ = run(paper, "--questions", "--csv")
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["captions"] == "captions"]
    assert code == 0
    assert [(row["figure"], row["about"]) for row in rows if row["told"] == "1"] == [
        ("fig:a", "fig:a"),
        ("fig:a", "fig:a"),
        ("fig:b", "fig:b"),
        ("fig:b", "fig:a"),
    ]
