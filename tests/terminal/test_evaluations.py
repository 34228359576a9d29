"""The tables of an evaluation as people, programs and spreadsheets read them: made rows, so that every cell is known."""

import csv
import io

import pytest

from capassist.evaluation.table import Row, Table
from capassist.metrics import Mean
from capassist.terminal.console import console_on
from capassist.terminal.evaluations import evaluation_csv, evaluation_record, evaluation_tables

ROUGE, HALF = "ROUGE-L", Mean(0.5, 0.4, 0.6)


def printed(*tables: Table, width: int = 80) -> list[str]:
    stream = io.StringIO()
    console_on(stream, width=width).print(evaluation_tables(tables))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def cells(lines: list[str], name: str) -> list[list[str]]:
    """Return the cells of a row, block by block."""
    return [line.split()[len(name.split()) :] for line in lines if line.strip().startswith(name)]


LIKE = Table(
    "paper: 4 figures",
    (
        Row("offline, all", 4, 1, {ROUGE: HALF, "grounded": Mean(1, 1, 1)}),
        Row("m at host, all", 3, 0, {ROUGE: Mean(0.25, 0.2, 0.3)}, tokens=12345, cost=1.5),
    ),
    ("A note.",),
)


def test_likeness_stands_in_a_block_of_its_own_and_the_rest_below_it() -> None:
    lines = printed(LIKE)
    assert lines[0] == "paper: 4 figures"
    assert cells(lines, "offline, all") == [["4", "1", ".500"], ["–", "–", "1.000"]]
    assert cells(lines, "m at host, all") == [["3", "0", ".250"], ["12,345", "1.5000", "–"]]
    headings = [line.split() for line in lines if " n " in f" {line} " or "tokens" in line]
    assert headings[0][:2] == ["n", "inv."]
    assert headings[1][:2] == ["tokens", "cost"]
    assert lines[-1] == "A note."


def test_below_a_value_stands_half_of_its_interval() -> None:
    lines = printed(LIKE)
    row = next(number for number, line in enumerate(lines) if line.strip().startswith("offline, all"))
    assert lines[row + 1].split() == ["±.100"]


def test_all_columns_are_in_one_block_where_there_is_no_likeness() -> None:
    table = Table("judged", (Row("captions", 9, values={"Acc+": HALF, "Acc-": HALF}, failed=2), Row("blank", 8)))
    lines = printed(table)
    assert cells(lines, "captions") == [["9", "0", "2", ".500", ".500"]]
    assert cells(lines, "blank") == [["8", "0", "0", "–", "–"]]
    assert "fail" in " ".join(lines)
    assert "fail" not in " ".join(printed(LIKE))


def test_what_costs_nothing_has_no_column_for_it() -> None:
    shown = " ".join(printed(Table("t", (Row("a", 1, values={ROUGE: HALF, "style": HALF}),))))
    assert "tokens" not in shown
    assert "cost" not in shown


def test_a_short_heading_is_explained_below() -> None:
    shown = " ".join(printed(LIKE))
    assert "grnd." in shown
    assert "R: ROUGE" in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, ".000"),
        (0.0004, ".000"),
        (0.25349, ".253"),
        (1.0, "1.000"),
        (1.9, "1.900"),
        (1.9996, "2.0"),
        (23.46, "23.5"),
    ],
)
def test_a_share_is_shown_without_its_zero_and_more_than_one_with_fewer_digits(value: float, shown: str) -> None:
    assert (
        cells(printed(Table("t", (Row("row", 1, values={"style": Mean(value, value, value)}),))), "row")[0][-1] == shown
    )


@pytest.mark.parametrize("width", [80, 120])
def test_a_table_fits_the_terminal_and_long_names_are_folded(width: int) -> None:
    values = dict.fromkeys(("BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-1", "ROUGE-2", ROUGE, "METEOR"), HALF)
    name = "a-model-of-a-long-name at http://127.0.0.1:8000/v1, all"
    lines = printed(Table("t", (Row(name, 4, 1, values),)), width=width)
    assert max(map(len, lines)) <= width
    assert name.replace(" ", "") in "".join("".join(line[:19].split()) for line in lines)


def test_two_tables_stand_apart() -> None:
    lines = printed(LIKE, Table("second", (Row("x", 1),), ("The last.",)))
    assert lines[lines.index("second") - 2 : lines.index("second")] == ["A note.", ""]
    assert lines[-1] == "The last."


def test_a_record_has_means_with_intervals_and_no_single_scores() -> None:
    row = Row("a", 2, 1, {ROUGE: HALF}, each=({ROUGE: 0.4}, {ROUGE: 0.6}))
    record = evaluation_record([Table("t", (row,), ("n",))])
    assert record["schema"] == "capassist.evaluation/1"
    (table,) = record["tables"]
    assert (table["title"], table["notes"]) == ("t", ["n"])
    assert table["rows"] == [
        {
            "name": "a", "scored": 2, "invalid": 1, "values": {ROUGE: {"value": 0.5, "low": 0.4, "high": 0.6}},
            "tokens": None, "cost": None, "failed": None,
        }
    ]  # fmt: skip


def test_a_spreadsheet_has_a_line_for_each_row_of_every_table() -> None:
    other = Table("second", (Row("x", 1, values={"Acc+": Mean(1, 1, 1)}, failed=2),))
    first, second, third = csv.DictReader(io.StringIO(evaluation_csv([LIKE, other])))
    assert (first["table"], first["name"], first["scored"], first["invalid"]) == (
        "paper: 4 figures",
        "offline, all",
        "4",
        "1",
    )
    assert [first[f"{ROUGE}{part}"] for part in ("", " low", " high")] == ["0.500000", "0.400000", "0.600000"]
    assert (second["tokens"], second["cost"], second["grounded"]) == ("12345", "1.5", "")
    assert (third["table"], third["Acc+"], third[ROUGE], third["failed"]) == ("second", "1.000000", "", "2")
