"""The published formats are read as they are, in any of their forms and however large, and written field for field."""

import json
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.dataset.benchmark_formats import (
    Member,
    ScicapFigure,
    TargetWithProfile,
    read_entries,
    read_selections,
    write_entries,
    write_selections,
)
from capassist.dataset.streaming import items
from capassist.errors import DraftError

# In the form of LaMP-Cap's README.
TARGET = {"image_id": 757913, "caption_id": 1092105, "caption_length": 35, "figure_type": "Graph Plot"}
PROFILE = {"image_id": 501525, "caption_id": 835717, "caption_length": 42, "figure_type": "Graph Plot"}
RECORD = {"arXiv_id": 1707.05196, "categories": "physics.acc-ph", "target": TARGET, "profile": [PROFILE]}

IMAGE = {"file_name": "000000501522.png", "id": 501522, "figure_type": "Graph Plot", "ocr": ["rate", "dB]"]}
ANNOTATION = {
    "image_id": 501522,
    "id": 835714,
    "caption": "Figure 4: Error rate.",
    "caption_no_index": "Error rate.",
    "paragraph": ["The rate falls. See Figure 4."],
    "mention": [["See Figure 4."]],
}

FORMS = {
    "array": json.dumps([RECORD, RECORD]),
    "object of arrays": json.dumps({"test": [RECORD], "val": [RECORD]}),
    "lines": f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n",
    "lines without the last end": f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}",
    "with a mark": "\ufeff" + json.dumps([RECORD, RECORD], indent=2),
}

BROKEN = {
    "cut": json.dumps([RECORD])[:-40],
    "a pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
    "no target": json.dumps([{"arXiv_id": 1, "profile": []}]),
    "no number": json.dumps([{**RECORD, "target": {**TARGET, "image_id": "one"}}]),
    "a string": '["x"]',
}


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_one_sentence_that_names_it(text: str, tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="broken"):
        list(read_selections(written(tmp_path / "broken.json", text)))


def test_the_entry_that_is_another_s_is_named_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="entry 2 is not"):
        list(read_selections(written(tmp_path / "m.json", json.dumps([RECORD, {**RECORD, "target": {}}, "x"]))))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="nowhere"):
        read_entries(tmp_path / "nowhere.json")


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_every_form_of_the_metadata_is_read(text: str, tmp_path: Path) -> None:
    expected = TargetWithProfile(1707.05196, "physics.acc-ph", Member(**TARGET), (Member(**PROFILE),))
    assert list(read_selections(written(tmp_path / "metadata.json", text))) == [expected] * 2


@pytest.mark.parametrize("order", [("images", "annotations"), ("annotations", "images")], ids=str)
def test_images_and_annotations_are_joined_by_id(order: tuple[str, ...], tmp_path: Path) -> None:
    other = {**ANNOTATION, "image_id": 7}
    record = {"images": [{**IMAGE, "id": 7, "file_name": "7.png"}, IMAGE], "annotations": [ANNOTATION, other]}
    path = written(tmp_path / "public-test.json", json.dumps({key: record[key] for key in order}))
    assert read_entries(path)[7].file_name == "7.png"
    assert list(read_entries(path, {501522})) == [501522]


def test_captions_may_be_absent(tmp_path: Path) -> None:
    bare = {key: value for key, value in ANNOTATION.items() if not key.startswith("caption")}
    path = written(tmp_path / "public-test.json", json.dumps({"images": [], "annotations": [bare]}))
    entry = read_entries(path)[501522]
    assert (entry.caption, entry.caption_no_index, entry.file_name) == (None, None, "000000501522.png")


def test_what_is_written_has_the_published_fields_and_loads_back(tmp_path: Path) -> None:
    selection = TargetWithProfile("1707.05190", "physics.acc-ph", Member(**TARGET), (Member(**PROFILE),))
    write_selections(tmp_path / "s.json", [selection])
    assert json.loads((tmp_path / "s.json").read_text()) == [{**RECORD, "arXiv_id": "1707.05190"}]
    assert list(read_selections(tmp_path / "s.json")) == [selection]
    entry = ScicapFigure(
        501522, 835714, "000000501522.png", "Graph Plot", ("rate", "dB]"), "Figure 4: Error rate.", "Error rate.",
        ("The rate falls. See Figure 4.",), (("See Figure 4.",),),
    )  # fmt: skip
    write_entries(tmp_path / "e.json", [entry])
    assert json.loads((tmp_path / "e.json").read_text()) == {"images": [IMAGE], "annotations": [ANNOTATION]}
    assert read_entries(tmp_path / "e.json") == {501522: entry}


def test_a_file_larger_than_the_buffer_is_streamed(tmp_path: Path) -> None:
    long = [{"id": number, "text": f"{number} " * 2000} for number in range(300)]
    path = written(tmp_path / "large.json", json.dumps({"images": long, "annotations": [{"text": "x" * 3_000_000}]}))
    found = list(items(path))
    assert [record for key, record in found if key == "images"] == long
    assert len(found) == 301


_json = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(_json, max_size=5), st.lists(_json, max_size=5))
def test_streaming_gives_what_json_gives(one: list[Any], two: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder, "x.json"), json.dumps({"one": one, "two": two}))
        with mock.patch("capassist.dataset.streaming._CHUNK", 3):  # each item is cut somewhere
            assert list(items(path)) == [("one", item) for item in one] + [("two", item) for item in two]
