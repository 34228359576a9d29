"""`export training`: nothing of a test in what is trained on, no caption in its own request, and rows that providers take."""

import base64
import io
import json
import re
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from askers import asker_of
from papers_to_learn import Make, decide
from PIL import Image
from typer.testing import CliRunner

from capassist.captioners.generative import GenerativeCaptioner
from capassist.cli import app
from capassist.drafts import open_draft
from capassist.drafts.images import request_images
from capassist.evaluation.held_out import Evaluation
from capassist.learning.anycap_rows import read_anycap_rows
from capassist.learning.provider_limits import PROVIDERS
from capassist.testing import ChatServer, chat_answer

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["export", "training", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


def exported(*papers: Path, to: Path, seed: int = 1) -> dict[str, Any]:
    code, out, err = run(*papers, "-o", to, "--seed", seed, "--json")
    assert code == 0, err
    return json.loads(out)


def rows(folder: Path, form: str, kind: str = "sft") -> list[dict[str, Any]]:
    found = sorted((folder / form).glob(f"{kind}-*.jsonl"))
    return [json.loads(line) for path in found for line in path.read_text(encoding="utf-8").splitlines()]


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# What must not happen -----------------------------------------------------------------------------------------------------


def test_no_paper_or_caption_is_in_two_splits(papers: list[Path], make: Make, tmp_path: Path) -> None:
    card = exported(*papers, make("thesis", 4, like="elm"), to=tmp_path / "set")
    splits = {paper["name"]: paper["split"] for paper in card["papers"]}
    assert splits["thesis"] == splits["elm"]
    assert len(splits) == 6
    seen: dict[str, set[str]] = {}
    for path in (tmp_path / "set" / "trl").glob("sft-*.jsonl"):
        for line in path.read_text().splitlines():
            row = json.loads(line)
            assert path.name == f"sft-{splits[row['paper']]}.jsonl"
            seen.setdefault(row["completion"][0]["content"][0]["text"], set()).add(path.name)
    assert {len(files) for files in seen.values()} == {1}


def test_a_caption_is_not_in_its_own_request(papers: list[Path], tmp_path: Path) -> None:
    exported(*papers, to=tmp_path / "set")
    for row in rows(tmp_path / "set", "trl"):
        caption = row["completion"][0]["content"][0]["text"]
        assert caption not in json.dumps(row["prompt"])


def test_a_figure_of_two_papers_is_there_once(make: Make, tmp_path: Path) -> None:
    card = exported(make("ash", 3), make("thesis", 5, like="ash"), make("elm"), to=tmp_path / "set")
    captions = Counter(row["completion"][0]["content"][0]["text"] for row in rows(tmp_path / "set", "trl"))
    assert set(captions.values()) == {1}
    assert len(captions) == 8
    assert card["duplicates"] == 3


@pytest.mark.parametrize("ending", ["png", "jpg", "pdf"])
def test_pictures_are_of_a_kind_that_every_provider_takes(ending: str, make: Make, tmp_path: Path) -> None:
    exported(make("ash", 5, ending=ending), make("elm", ending=ending), to=tmp_path / "set")
    assert len(rows(tmp_path / "set", "openai")) == 8
    for row in rows(tmp_path / "set", "openai"):
        (shown,) = (message for message in row["messages"] if isinstance(message["content"], list))
        assert shown["role"] == "user"
        urls = [part["image_url"]["url"] for part in shown["content"] if part["type"] == "image_url"]
        assert 1 <= len(urls) <= min(provider.most_pictures for provider in PROVIDERS)
        for url in urls:
            head, data = url.split(",")
            with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
                assert head == f"data:image/{(picture.format or '').lower()};base64"
                assert picture.format in {"PNG", "JPEG"}
                assert picture.mode in {"RGB", "RGBA"}
    for row in rows(tmp_path / "set", "trl"):
        assert all(re.fullmatch(r"images/[0-9a-f]+\.(png|jpg)", path) for path in row["images"])


def test_a_text_that_looks_like_the_place_of_a_picture_is_none(make: Make, tmp_path: Path) -> None:
    said = "The tag <image> of Figure~\\ref{f0} is plain, and <video> too."
    exported(make("ash", 3, extra=said), make("elm"), to=tmp_path / "set")
    tagged = rows(tmp_path / "set", "ms-swift")
    assert any("The tag <image > of" in message["content"] for row in tagged for message in row["messages"])
    for row in tagged:
        assert sum(message["content"].count("<image>") for message in row["messages"]) == len(row["images"])
        assert not any("<video>" in message["content"] for message in row["messages"])


def test_a_figure_whose_picture_cannot_be_shown_is_left_out_with_a_word(make: Make, tmp_path: Path) -> None:
    folder = make("ash", 3)
    (folder / "p1.png").write_bytes(b"no picture")
    card = exported(folder, make("elm"), to=tmp_path / "set")
    assert card["left_out"] == [{"paper": "ash", "reason": "1 captioned figure without a picture that can be shown"}]
    assert len(rows(tmp_path / "set", "trl")) == 5


def test_a_folder_that_is_there_stays_as_it_is(papers: list[Path], tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    code, _, err = run(*papers, "-o", tmp_path / "set")
    assert (code, list((tmp_path / "set").iterdir())) == (2, [])
    assert "is there already" in err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("main.tex", "\\documentclass{article}\\begin{document}Nothing.\\end{document}", "nothing|no written caption"),
        ("rows.jsonl", '{"id": 1}\n', "line 1: this is no row of AnyCap's form"),
        ("rows.jsonl", "\xff", "line 1: this is no row"),
        ("gone.tex", None, "gone"),
    ],
    ids=["no caption", "other rows", "no JSON", "gone"],
)
def test_nothing_to_learn_from_is_a_sentence_and_leaves_nothing(
    name: str, content: str | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    code, _, err = run(tmp_path / name, "-o", tmp_path / "set")
    assert code == 2
    assert re.search(said, " ".join(err.split()))
    assert [path.name for path in tmp_path.iterdir()] == ([name] if content is not None else [])


def test_a_paper_that_cannot_be_read_does_not_stop_the_others(papers: list[Path], tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    card = exported(*papers, tmp_path / "broken.pdf", to=tmp_path / "set")
    assert [entry["paper"] for entry in card["left_out"]] == ["broken"]
    assert len(card["papers"]) == len(papers)


def test_one_paper_says_that_nothing_is_left_to_test_on(make: Make, tmp_path: Path) -> None:
    code, out, err = run(make("ash"), "-o", tmp_path / "set")
    assert code == 0
    assert "1 paper (1 train, 0 validation, 0 test)" in out
    assert "nothing is left to test a model on" in " ".join(err.split())


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_only_the_user_can_look_into_the_folder(make: Make, tmp_path: Path) -> None:
    exported(make("ash"), to=tmp_path / "set")
    assert stat.S_IMODE((tmp_path / "set").stat().st_mode) == 0o700


def test_no_page_names_the_folders_of_this_machine(papers: list[Path], tmp_path: Path) -> None:
    exported(*papers, to=tmp_path / "set")
    for name, data in contents(tmp_path / "set").items():
        assert str(tmp_path).encode() not in data, name


# What should --------------------------------------------------------------------------------------------------------------


def test_a_request_is_the_one_that_drafting_sends(make: Make, tmp_path: Path) -> None:
    folder = make("ash", 4)
    exported(folder, to=tmp_path / "set")
    draft = open_draft(folder)
    large, small = request_images(draft)
    targets = {target.figure.id: target for target in Evaluation((draft,)).targets}
    sizes = {"none": "0", "one": "1", "all": "3"}
    chats = rows(tmp_path / "set", "openai")
    assert Counter(row["profile"] for row in rows(tmp_path / "set", "trl")).keys() == sizes.keys()
    with ChatServer(chat_answer("Growth.")) as server:
        captioner = GenerativeCaptioner(asker_of(server.url), large, profile_images=small, prompt="plain")
        for named, chat in zip(rows(tmp_path / "set", "trl"), chats, strict=True):
            captioner.draft(targets[named["figure"]].request(sizes[named["profile"]]))
            body = server.requests[-1].json()
            assert without_boundary(chat["messages"][:-1]) == without_boundary(body["messages"])
            assert "response_format" not in body


def without_boundary(messages: object) -> str:
    return re.sub(r"(quote )[0-9a-f]{16}", r"\1…", json.dumps(messages))


def test_the_same_papers_and_seed_make_the_same_bytes(papers: list[Path], tmp_path: Path) -> None:
    exported(*papers, to=tmp_path / "one")
    exported(*reversed(papers), to=tmp_path / "two")
    exported(*papers, to=tmp_path / "other", seed=7)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_what_was_accepted_and_is_not_written_yet_is_learnt(paper: Path, tmp_path: Path) -> None:
    for name in ("time", "share", "states"):
        Image.new("RGB", (20 + len(name), 20)).save(paper / f"{name}.png")
    decide(paper, ("fig:states", "edit", ["Parser."], r"States of the \emph{parser}."))
    exported(paper, to=tmp_path / "set")
    learnt = {row["figure"]: row["completion"][0]["content"][0]["text"] for row in rows(tmp_path / "set", "trl")}
    assert learnt.keys() == {"fig:time", "fig:states"}
    assert learnt["fig:states"] == r"States of the \emph{parser}."


def test_pairs_are_those_of_the_review_log_with_a_picture(make: Make, tmp_path: Path) -> None:
    folder = make("ash", 3, ending="pdf")
    decide(folder, ("f0", "edit", ["Growth."], "Growth of amber."), ("f1", "reject", ["No."], ""))
    exported(folder, make("elm"), to=tmp_path / "set")
    (row,) = rows(tmp_path / "set", "trl", "preferences")
    sides = [row[side][0]["content"][0]["text"] for side in ("chosen", "rejected")]
    assert sides == ["Growth of amber.", "Growth."]
    assert row["prompt"][0]["content"][0] == {"type": "image"}
    assert (tmp_path / "set" / row["images"][0]).is_file()
    (swift,) = rows(tmp_path / "set", "ms-swift", "preferences")
    assert (swift["messages"][-1]["content"], swift["rejected_response"]) == ("Growth of amber.", "Growth.")
    (factory,) = rows(tmp_path / "set", "llama-factory", "preferences")
    assert factory["chosen"] == {"role": "assistant", "content": "Growth of amber."}
    info = json.loads((tmp_path / "set" / "dataset_info.json").read_text())
    assert all((tmp_path / "set" / entry["file_name"]).is_file() for entry in info.values())
    (chat,) = rows(tmp_path / "set", "openai", "preferences")
    assert chat["preferred_output"] == [{"role": "assistant", "content": "Growth of amber."}]


@pytest.mark.parametrize(
    ("edited", "equal", "kept"), [(0, 3, 0), (1, 3, 0), (3, 1, 1), (3, 2, 2), (3, 5, 2), (6, 6, 4)]
)
def test_pairs_of_equals_are_at_most_forty_percent(
    edited: int, equal: int, kept: int, make: Make, tmp_path: Path
) -> None:
    folder = make("ash", edited + equal)
    own = [(f"f{n}", "edit", [f"Draft {n}."], f"Caption {n}.") for n in range(edited)]
    same = [(f"f{n}", "accept", [f"Caption {n}."], f"Caption {n}.") for n in range(edited, edited + equal)]
    decide(folder, *own, *same)
    card = exported(folder, make("elm"), to=tmp_path / "set")
    pairs = read_anycap_rows(tmp_path / "set/any-cap/preferences-train.jsonl") if edited or kept else ()
    assert sum(row.chosen == row.existing for row in pairs) == kept
    assert len(pairs) == edited + kept
    assert card["equal_pairs"] == {"kept": kept, "left_out": equal - kept}
    assert len(rows(tmp_path / "set", "openai", "preferences")) == edited


def test_a_log_that_was_exported_before_stands_in_for_a_paper_that_is_gone(make: Make, tmp_path: Path) -> None:
    folder, older = make("ash", 3), tmp_path / "older.jsonl"
    decide(folder, ("f0", "edit", ["Growth."], "Growth of amber."))
    assert CliRunner().invoke(app, ["export", "preferences", str(folder), "-o", str(older)]).exit_code == 0
    exported(older, make("elm"), to=tmp_path / "set")
    (row,) = read_anycap_rows(tmp_path / "set/any-cap/preferences-train.jsonl")
    (before,) = read_anycap_rows(older)
    assert (row.requirement, row.existing, row.chosen) == (before.requirement, before.existing, before.chosen)


def test_decisions_on_figures_that_are_gone_are_counted(make: Make, tmp_path: Path) -> None:
    folder = make("ash", 3)
    decide(folder, ("f9", "edit", ["Growth."], "Growth of amber."))
    card = exported(folder, make("elm"), to=tmp_path / "set")
    assert card["left_out"][0]["reason"] == "1 decision on figures that the paper no longer has"


def test_the_card_names_the_papers_whose_consent_it_rests_on(papers: list[Path], tmp_path: Path) -> None:
    exported(*papers, to=tmp_path / "set")
    page = (tmp_path / "set" / "README.md").read_text()
    consent = page[page.index("## Consent") :]
    assert all(f"| {folder.name} |" in consent for folder in papers)
    assert page.startswith("---\nconfigs:\n- config_name: sft\n")


# AnyCap's rows ------------------------------------------------------------------------------------------------------------

PUBLISHED = {
    "id": 17,
    "image": "000017.jpg",
    "conversations": [
        {
            "from": "human",
            "value": "<image>\nYou are a multimodal aligner, and your task is to transform the existing caption into a "
            "caption that better meets the requirements. The requirement is: 'Say where the cup stands, "
            "in 'plain' words.'.The existing caption is: 'A cup. It's blue'. You only need to answer the caption "
            "that better meets the requirements, and do not add anything else.",
        },
        {"from": "gpt", "value": "The cup stands on the left."},
    ],
    "width": 640,
    "height": 480,
}


def test_a_row_of_the_published_form_loads_back_field_for_field(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(PUBLISHED) + "\n" + json.dumps({**PUBLISHED, "video": "a.mp4", "image": None}))
    first, second = read_anycap_rows(path)
    assert list(first.record.items()) == list(PUBLISHED.items())
    assert first.requirement == "Say where the cup stands, in 'plain' words."
    assert (first.existing, first.chosen, first.medium) == ("A cup. It's blue", "The cup stands on the left.", "image")
    assert (first.file, second.medium, second.file) == ("000017.jpg", "video", None)


def test_rows_about_videos_are_told_apart(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (PUBLISHED, {**PUBLISHED, "image": None, "video": "a"})))
    card = exported(path, make("elm"), to=tmp_path / "set")
    assert card["left_out"] == [
        {"paper": "rows", "reason": "1 row about videos or sounds, which no figure is"},
    ]
    assert len(rows(tmp_path / "set", "any-cap", "preferences")) == 1


def test_drafts_accepted_as_they_were_alone_are_no_training_data(make: Make, tmp_path: Path) -> None:
    """Of an older file whose paper is gone, they would all be left out."""
    folder, rows = make("ash", 2), tmp_path / "rows.jsonl"
    decide(folder, ("f0", "accept", ["Amber."], "Amber."))
    assert CliRunner().invoke(app, ["export", "preferences", str(folder), "-o", str(rows)]).exit_code == 0
    result = CliRunner().invoke(app, ["export", "training", str(rows), "-o", str(tmp_path / "set")])
    assert result.exit_code == 2
    assert "at most 40%" in result.output
    assert not (tmp_path / "set").exists()
