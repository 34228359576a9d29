"""A data set of one's own papers: nothing is lost or mixed, and the same papers and seed make the same bytes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.dataset.benchmark_formats import read_entries, read_selections
from capassist.dataset.build import SPLITS, build, paper_names, splits_of
from capassist.errors import UsageError, WriteError


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["dataset", "build", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_folder_that_exists_is_not_touched(papers: list[Path], tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    with pytest.raises(UsageError, match="there already"):
        build(papers, tmp_path / "set")
    assert not list((tmp_path / "set").iterdir())


def test_a_folder_that_cannot_be_made_is_one_sentence(papers: list[Path], tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        build(papers, tmp_path / "nowhere" / "set")


def test_no_paper_is_in_two_splits_or_left_out_without_a_word(papers: list[Path], tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    built = build([*papers, tmp_path / "broken.pdf"], tmp_path / "set")
    assert sorted(built.left_out) == ["broken", "cedar"]
    ids = [
        s.arXiv_id for split in SPLITS for s in read_selections(tmp_path / "set/metadata" / f"{split}-metadata.json")
    ]
    assert sorted(map(str, ids)) == ["ash", "birch", "date", "elm", "fir"]


def test_every_id_leads_to_a_caption_and_a_picture(papers: list[Path], tmp_path: Path) -> None:
    built = build(papers, tmp_path / "set")
    seen = 0
    for split, file in SPLITS.items():
        entries = read_entries(tmp_path / "set" / file)
        for selection in read_selections(tmp_path / "set" / "metadata" / f"{split}-metadata.json"):
            assert 1 <= len(selection.profile) <= 3
            for member in (selection.target, *selection.profile):
                entry = entries[member.image_id]
                seen += 1
                assert (tmp_path / "set" / "images" / entry.file_name).read_bytes()[1:4] == b"PNG"
                assert str(selection.arXiv_id) in (entry.caption_no_index or "")
                assert entry.paragraph[0].endswith("It grows.")
                assert len(entry.mention[0]) == 1
                assert member.caption_length == 6
    assert seen == built.figures == 4 + 2 + 3 + 4 + 2


@pytest.mark.slow
def test_one_and_two_workers_make_the_same_bytes_and_another_seed_others(papers: list[Path], tmp_path: Path) -> None:
    build(papers, tmp_path / "one")
    build(list(reversed(papers)), tmp_path / "two", workers=2)
    build(papers, tmp_path / "other", seed=3)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_a_tenth_of_the_papers_each_is_for_val_and_test() -> None:
    splits = list(splits_of([f"paper {number}" for number in range(50)], seed=1).values())
    assert {split: splits.count(split) for split in SPLITS} == {"train": 40, "val": 5, "test": 5}


def test_papers_of_one_name_are_told_apart_by_their_folders() -> None:
    assert paper_names([Path("a/src"), Path("b/src")]) == ["a/src", "b/src"]
    assert paper_names([Path("a/one.pdf"), Path("b/two.pdf")]) == ["one", "two"]
    with pytest.raises(UsageError, match="twice"):
        paper_names([Path("a/src"), Path("a/../a/src")])


def test_the_command_says_what_it_built(papers: list[Path], tmp_path: Path) -> None:
    code, out, err = run(*papers, "-o", tmp_path / "set")
    assert code == 0
    assert "5 papers (5 train, 0 val, 0 test) with 15 figures" in out
    assert "cedar" in err
    code, out, _ = run(*papers, "-o", tmp_path / "again", "--json")
    assert json.loads(out)["left_out"][0]["paper"] == "cedar"
    assert run(*papers, "-o", tmp_path / "again")[0] == 2
