"""Files of benchmarks and of judges that cannot be read: each is named with the reason and the form that it should have."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.errors import DraftError
from capassist.evaluation import anycap, capeval
from capassist.evaluation.captions import read_captions
from capassist.evaluation.diagnostics import read_rows
from capassist.evaluation.judgements import read_key
from capassist.learning.anycap_rows import read_anycap_rows
from capassist.learning.training_set import open_training_set


def capeval_questions(path: Path) -> object:
    predictions = path.parent / "captions.json"
    predictions.write_text('{"sample_0": "A."}')
    return capeval.load(path, predictions)


def capeval_captions(path: Path) -> object:
    return capeval.load(path.parent / "questions.json", path)


def anycap_captions(path: Path) -> object:
    return anycap.load(path.parent, path)


READERS: dict[str, Callable[[Path], object]] = {
    "captions": read_captions,
    "rows of the diagnostics": read_rows,
    "a key of judgements": read_key,
    "rows of AnyCap": read_anycap_rows,
    "CapEval's questions": capeval_questions,
    "CapEval's captions": capeval_captions,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_file_that_is_not_there_is_named_with_the_reason(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(DraftError) as caught:
        read(tmp_path / "none.json")
    assert caught.value.message == f"{tmp_path / 'none.json'} cannot be read: No such file or directory."
    assert caught.value.hint


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_folder_in_its_place_is_named_as_one(read: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with pytest.raises(DraftError) as caught:
        read(tmp_path / "here")
    assert caught.value.message == f"{tmp_path / 'here'} cannot be read: it is a folder, not a file."


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("content", [b"\xff\xff\xff", b"[" * 100_000, b"null"], ids=["bytes", "deep", "null"])
def test_what_is_in_it_and_is_none_of_that_is_named_too(
    content: bytes, read: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "damaged.json"
    path.write_bytes(content)
    with pytest.raises(DraftError, match=r"damaged\.json") as caught:
        read(path)
    assert caught.value.hint


def test_a_folder_without_training_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="has no training data: No such file or directory"):
        open_training_set(tmp_path)
