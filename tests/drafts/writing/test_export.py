"""captions.md and captions.json of a PDF: other texts than captions stand in them, and nothing of an earlier export is lost."""

import json
from pathlib import Path

import pytest

from capassist.drafts.text_views import with_text_views
from capassist.drafts.writing.caption_files import export_captions, listed
from capassist.errors import WriteError
from capassist.model import Decision, Draft, Figure


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"")
    figures = (
        Figure("p1#1", number="1", page=1, state="written", caption="Level."),
        Figure("p2#1", number="2", page=2),
    )
    return with_text_views(Draft(path, tmp_path, "pdf", "paper.pdf", figures=figures))


def accepted(**texts: str) -> list[Decision]:
    return [Decision(name.replace("__", "@").replace("_", "#"), "accept", text) for name, text in texts.items()]


def exported(folder: Path) -> dict[str, dict[str, str]]:
    rows = json.loads((folder / "captions.json").read_text())["captions"]
    return {row.pop("figure"): row for row in rows}


@pytest.mark.parametrize("verdict", ["skip", "reject"])
def test_what_was_not_accepted_is_not_exported(draft: Draft, tmp_path: Path, verdict: str) -> None:
    export_captions(draft, [Decision("p1#1@alt", verdict, "No.")])
    assert exported(tmp_path) == {}


def test_a_file_of_somebody_else_stays(draft: Draft, tmp_path: Path) -> None:
    (tmp_path / "captions.md").write_text("mine")
    with pytest.raises(WriteError, match="stays as it is"):
        export_captions(draft, accepted(p1_1__alt="Two lines."))
    assert (tmp_path / "captions.md").read_text() == "mine"


@pytest.mark.parametrize("change", ["added", "emptied", "without its record"])
def test_what_somebody_wrote_into_the_page_stays(draft: Draft, tmp_path: Path, change: str) -> None:
    markdown, record = export_captions(draft, accepted(p1_1="Levels."))
    if change == "without its record":
        record.unlink()
    else:
        markdown.write_text(
            markdown.read_text() + "My own line.\n" if change == "added" else "<!-- capassist.captions/1 -->"
        )
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(WriteError, match=r"captions\.md is not as capassist wrote it") as caught:
        export_captions(draft, accepted(p1_1="Levels of the pump."))
    assert "Move it elsewhere" in str(caught.value.hint)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_page_that_is_gone_is_written_again(draft: Draft, tmp_path: Path) -> None:
    markdown, _ = export_captions(draft, accepted(p1_1="Levels."))
    markdown.unlink()
    export_captions(draft, accepted(p2_1="A pump."))
    assert "Levels." in markdown.read_text()
    assert "A pump." in markdown.read_text()


def test_texts_of_an_earlier_export_stay_beside_new_ones(draft: Draft, tmp_path: Path) -> None:
    export_captions(draft, accepted(p1_1="Levels.", p1_1__short="Levels"))
    export_captions(draft, accepted(p1_1__alt="Two lines.", p2_1__alt="A pump."))
    rows = exported(tmp_path)
    assert rows["p1#1"] == {
        "number": "1", "page": 1, "caption": "Levels.", "alt": "Two lines.", "short": "Levels"
    }  # fmt: skip
    assert rows["p2#1"] == {"number": "2", "page": 2, "caption": None, "alt": "A pump."}


def test_the_page_says_which_text_is_which(draft: Draft, tmp_path: Path) -> None:
    markdown, _ = export_captions(draft, accepted(p1_1="Levels.", p1_1__alt="Two \x1b[2Jlines."))
    text = markdown.read_text()
    assert "## Figure 1 (page 1)\n\nLevels.\n\nAlternative text: Two" in text
    assert "\x1b" not in text


def test_what_will_be_exported_is_listed_as_a_change(draft: Draft) -> None:
    assert listed(draft, accepted(p1_1__alt="Two lines.")) == "@@ p1#1@alt @@\n+Two lines."
