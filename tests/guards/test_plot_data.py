"""Numbers that the data behind a plot bear out: first the wrong ones, which must not be found."""

from dataclasses import replace

import pytest

from capassist.drafts.plot_data.table_files import rows_of, table_of
from capassist.guards.grounding import Grounds, number_findings
from capassist.guards.plot_data import borne_out
from capassist.model import DataTable, Figure
from capassist.text.markup import PLAIN


def table(text: str) -> DataTable:
    found = table_of(rows_of(text.strip().splitlines()), "data.csv")
    assert found is not None
    return found


TABLES = {
    "methods": "method,accuracy,time\nBase,81.4,12.5\nTuned,93.7,18.2\nOracle,97.1,40.8",
    "epochs": "epoch,loss\n10,0.912\n20,0.534\n30,0.287\n40,0.265",
    "survey": "answer,age\nyes,31\nyes,44\nno,28\nyes,52\nno,39",
    "cities": "city,rain (mm),snow (mm)\nOslo,763,98\nRome,804,0\nCairo,25,0",
    "decay": "# t y\n0 1000\n1 607\n2 368\n3 223",
    "speed": "threads;throughput\n1;101,5\n2;198,2\n4;377,9\n8;640,1",
    "doses": "dose\tresponse\n1\t0.12\n5\t0.48\n25\t0.87",
    "models": "model,parameters,score\nSmall,124,61.2\nMedium,355,68.9\nLarge,774,71.5",
    "waves": "depth,height\n10,1.27\n20,1.94\n40,2.63",
    "rain": "year,rain\n2018,763\n2019,804\n2020,912",
    "shares": "model,recall,time_ms\nSmall,0.702,4.5\nLarge,0.831,12.9",
    "runs": "method,seed,accuracy\nBase,1,80\nBase,2,82\nTuned,1,91\nTuned,2,95",
    "trees": "species,diameter\noak,41.3\noak,38.9\nbeech,29.4\nbeech,33.8\noak,52.6",
}
# (table, caption, number, where): the caption of a small paper and each true number in it
TRUE = [
    ("methods", "The tuned model reaches an accuracy of 93.7.", "93.7", "row 2, column accuracy"),
    ("methods", "Accuracy is 81.4 for the base model.", "81.4", "row 1, column accuracy"),
    ("methods", "The oracle needs a time of 41 s.", "41", "row 3, column time"),
    ("methods", "The mean accuracy is 90.7.", "90.7", "mean of column accuracy"),
    ("methods", "Times range from 12.5 s for the base model.", "12.5", "column time"),
    ("epochs", "After 30 epochs the loss is 0.287.", "0.287", "row 3, column loss"),
    ("epochs", "The loss falls to 0.29 after 30 epochs.", "0.29", "row 3, column loss"),
    ("epochs", "The lowest loss is 0.265.", "0.265", "minimum of column loss"),
    ("epochs", "Loss starts at 0.912.", "0.912", "row 1, column loss"),
    ("survey", "Of those asked, 60% said yes.", "60%", "share of yes"),
    ("survey", "In all, 3 answered yes.", "3", "count of yes"),
    ("survey", "Ages of 5 participants.", "5", "5 rows"),
    ("survey", "The average age is 38.8 years.", "38.8", "mean of column age"),
    ("survey", "The highest age is 52.", "52", "maximum of column age"),
    ("cities", "Rain in Oslo was 763 mm.", "763", "row 1, column rain (mm)"),
    ("cities", "Cairo had 25 mm of rain.", "25", "row 3, column rain (mm)"),
    ("cities", "The highest rain was 804 mm.", "804", "maximum of column rain (mm)"),
    ("decay", "At t = 2 the count is 368.", "368", "row 3"),
    ("decay", "It falls from 1000 counts.", "1000", "column y"),
    ("speed", "With 8 threads the throughput is 640.1.", "640.1", "row 4, column throughput"),
    ("speed", "Throughput with 2 threads is 198.", "198", "row 2, column throughput"),
    ("doses", "The response at a dose of 25 is 0.87.", "0.87", "row 3, column response"),
    ("doses", "The smallest response is 0.12.", "0.12", "minimum of column response"),
    ("models", "The large model scores 71.5.", "71.5", "row 3, column score"),
    ("models", "The medium model has 355 million parameters.", "355", "row 2, column parameters"),
    ("models", "The average score is 67.2.", "67.2", "mean of column score"),
    ("waves", "At a depth of 20 m the height is 1.94 m.", "1.94", "row 2, column height"),
    ("waves", "Heights of up to 2.63 m.", "2.63", "column height"),
    ("trees", "The largest diameter is 52.6 cm.", "52.6", "maximum of column diameter"),
    ("trees", "We measured 3 oaks.", "3", "count of oak"),
    ("trees", "The share of beech is 40%.", "40%", "share of beech"),
    ("models", "Small and Large score 61.2 and 71.5, respectively.", "71.5", "row 3, column score"),
    ("rain", "In 2019, rain was at 804.", "804", "row 2, column rain"),
    ("rain", "Rain rises from 763 to 912.", "763", "minimum of column rain"),
    ("rain", "Rain rises from 763 to 912.", "912", "maximum of column rain"),
    ("rain", "Rain was 912 at the end.", "912", "row 3, column rain"),
    ("shares", "A recall of 83.1% for Large.", "83.1%", "row 2, column recall"),
    ("shares", "Large takes 12.9 ms and has a recall of 0.831.", "0.831", "row 2, column recall"),
    ("shares", "Large takes 12.9 ms and has a recall of 0.831.", "12.9", "row 2, column time_ms"),
    ("runs", "The mean accuracy of Base is 81.", "81", "mean over 2 rows of column accuracy"),
]
WRONG = [  # the number is another row's, another column's, a misprint, or of nothing in the table
    ("methods", "The tuned model reaches an accuracy of 97.1."),
    ("methods", "The tuned model reaches an accuracy of 93.1."),
    ("methods", "Accuracy is 18.2 for the tuned model."),
    ("methods", "The mean accuracy is 97.7."),
    ("methods", "We repeated it 12 times."),
    ("epochs", "After 30 epochs the loss is 0.534."),
    ("epochs", "After 30 epochs the loss is 0.278."),
    ("epochs", "The lowest loss is 0.912."),
    ("epochs", "We averaged over 40 seeds."),
    ("survey", "Of those asked, 40% said yes."),
    ("survey", "In all, 2 answered yes."),
    ("survey", "Ages of 6 participants."),
    ("survey", "The average age is 39.8 years."),
    ("survey", "The highest age is 44."),
    ("cities", "Rain in Oslo was 804 mm."),
    ("cities", "Cairo had 98 mm of rain."),
    ("cities", "Snow in Oslo was 763 mm."),
    ("decay", "At t = 2 the count is 607."),
    ("speed", "With 8 threads the throughput is 377.9."),
    ("speed", "Throughput with 2 threads is 189."),
    ("doses", "The response at a dose of 25 is 0.48."),
    ("doses", "The smallest response is 0.87."),
    ("models", "The large model scores 68.9."),
    ("models", "The medium model has 774 million parameters."),
    ("waves", "At a depth of 20 m the height is 1.27 m."),
    ("waves", "Heights of up to 3.62 m."),
    ("trees", "The largest diameter is 25.6 cm."),
    ("trees", "We measured 4 oaks."),
    ("trees", "The share of beech is 60%."),
    ("models", "Small and Large score 71.5 and 61.2, respectively."),
    ("rain", "In 2019, rain was at 763."),
    ("rain", "Rain rises from 804 to 804."),
    ("rain", "Rain was 804 at the end."),
    ("shares", "A recall of 70.2% for Large."),
    ("shares", "Large has a recall of 12.9."),
    ("runs", "The mean accuracy of Base is 93."),
]


def found(name: str, caption: str) -> dict[str, str]:
    return {
        caption[slice(*b.span)].strip(): b.where
        for b in borne_out(caption, PLAIN, Figure(id="fig:a", data=(table(TABLES[name]),)))
    }


def _last(caption: str, answers: dict[str, str]) -> dict[str, str]:
    """Return the answers without those for the value at the x axis, which is right in the wrong captions, too."""
    return {
        n: w
        for n, w in answers.items()
        if not any(f"column {x}" in w for x in ("epoch", "t", "threads", "dose", "depth", "year"))
    }


@pytest.mark.parametrize(("name", "caption"), WRONG)
def test_a_wrong_number_is_not_borne_out(name: str, caption: str) -> None:
    assert _last(caption, found(name, caption)) == {}


@pytest.mark.parametrize(("name", "caption", "number", "where"), TRUE)
def test_a_true_number_is_borne_out_by_its_cell_or_statistic(name: str, caption: str, number: str, where: str) -> None:
    answers = found(name, caption)
    assert number in answers
    assert where in answers[number]


def _two_runs() -> Figure:
    """Return a figure of two tables with the same columns, one of them called in the legend."""
    adam = table("epoch,loss\n10,0.912\n20,0.534")
    columns = (adam.columns[0], replace(adam.columns[1], label="Adam"))
    return Figure("a", data=(replace(adam, file="one.csv", columns=columns), table("epoch,loss\n10,0.871\n20,0.613")))


@pytest.mark.parametrize(
    ("caption", "where"),
    [("Adam has a loss of 0.534 at epoch 20.", "one.csv, row 2"), ("Adam has a loss of 0.613 at epoch 20.", "")],
)
def test_tables_are_told_apart_by_what_the_legend_calls_them(caption: str, where: str) -> None:
    places = [found.where for found in borne_out(caption, PLAIN, _two_runs()) if "column loss" in found.where]
    assert places == [f"{where}, column loss"] * bool(where)


def test_a_number_is_shown_with_what_the_data_have_in_its_place() -> None:
    figure = Figure(id="fig:a", data=(table(TABLES["epochs"]),))
    [finding] = number_findings("The loss after 30 epochs is 0.278.", PLAIN, Grounds(figure, (), PLAIN, "", ""))
    assert "data.csv, row 3, column loss, has 0.287." in finding.message


def test_the_guard_is_content_with_what_the_data_bear_out() -> None:
    figure = Figure(id="fig:a", data=(table(TABLES["epochs"]),))
    grounds = Grounds(figure, (), PLAIN, "", "")
    assert not list(number_findings("The lowest loss is 0.265.", PLAIN, grounds))
    [finding] = number_findings("The lowest loss is 0.287.", PLAIN, grounds)
    assert finding.code == "number"
