"""Texts from a file before the guards: each line is one, each is looked at alone, and nothing is kept."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.errors import DraftError, UsageError
from capassist.model import Figure, Finding
from capassist.workflow.texts import FigureText, check_texts, figures_of, read_texts

GOOD = '{"id": "x", "figure": "fig:share", "text": "Share of the 12 corpora."}'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "texts.jsonl"
    path.write_text("\n".join(lines))
    return path


def test_texts_are_read_line_by_line_and_named_by_it_where_nothing_else_names_them(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "", '{"figure": "2", "text": "Two."}')
    assert read_texts(path) == (
        FigureText("x", "fig:share", "Share of the 12 corpora."),
        FigureText("3", "2", "Two."),
    )


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '"text"',
        "{}",
        '{"figure": "a"}',
        '{"text": "A."}',
        '{"figure": 3, "text": "A."}',
        '{"figure": "a", "text": null}',
        '{"id": 7, "figure": "a", "text": "A."}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:30],
)
def test_a_line_of_another_form_is_named(line: str, tmp_path: Path) -> None:
    with pytest.raises(DraftError) as caught:
        read_texts(written(tmp_path, GOOD, line))
    assert caught.value.message == f"Line 2 of {tmp_path / 'texts.jsonl'} is no text for a figure."
    assert '"figure": "fig:a"' in caught.value.hint


def test_a_file_that_has_no_text_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no text in .*texts\.jsonl\."):
        read_texts(written(tmp_path, "", "  "))
    with pytest.raises(DraftError, match=r"none\.jsonl cannot be read: No such file or directory\."):
        read_texts(tmp_path / "none.jsonl")
    (tmp_path / "texts.jsonl").write_bytes(b"\xe9\xe8 latin")
    with pytest.raises(DraftError, match=r"texts\.jsonl is not UTF-8 text\."):
        read_texts(tmp_path / "texts.jsonl")


class Looks:
    """A second look that doubts every text, and keeps the order in which it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def look(self, _figure: Figure, text: str) -> None:
        self.asked.append(text)

    def findings(self, _figure: Figure, text: str) -> Sequence[Finding]:
        return (Finding("doubt", f"Doubts {text}"),) if text in self.asked else ()


def test_each_text_is_looked_at_for_the_figure_that_it_names(paper: Path) -> None:
    draft = open_draft(paper)
    texts = [FigureText("a", "fig:share", "Share of the 12 corpora."), FigureText("b", "Figure 2", "All 777 corpora.")]
    one, other = check_texts(draft, texts, jobs=2)
    assert [(row.given.id, row.figure.id) for row in (one, other)] == [("a", "fig:share"), ("b", "fig:share")]
    assert one.refused is None
    assert not [finding for finding in one.warnings if finding.code.startswith("number")]
    assert [finding.span for finding in other.warnings if finding.code.startswith("number")] == [(4, 7)]
    assert json.dumps(sorted(path.name for path in paper.iterdir())).count("capassist") == 0


def test_what_cannot_be_written_says_why(paper: Path) -> None:
    (row,) = check_texts(open_draft(paper), [FigureText("a", "fig:share", "A brace { here.")])
    assert row.refused in {finding.message for finding in row.warnings if finding.blocks}


def test_a_second_look_is_asked_for_each_and_its_doubts_come_last(paper: Path) -> None:
    looks = Looks()
    texts = [FigureText("a", "fig:share", "Share."), FigureText("b", "fig:time", "Time.")]
    rows = list(check_texts(open_draft(paper), texts, looks))  # type: ignore[arg-type]
    assert looks.asked == ["Share.", "Time."]
    assert [row.warnings[-1].message for row in rows] == ["Doubts Share.", "Doubts Time."]


def test_a_figure_that_is_not_there_is_refused_before_anything_is_looked_at(paper: Path) -> None:
    looks = Looks()
    texts = [FigureText("a", "fig:share", "Share."), FigureText("b", "fig:none", "None.")]
    with pytest.raises(UsageError, match="no figure 'fig:none'"):
        list(check_texts(open_draft(paper), texts, looks))  # type: ignore[arg-type]
    assert looks.asked == []
    assert list(figures_of(open_draft(paper), texts[:1] * 2)) == ["fig:share"]
