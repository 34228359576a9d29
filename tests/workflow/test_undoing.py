"""What `undo` says of a draft that `apply` leaves as it is."""

from pathlib import Path

import pytest

from capassist.errors import UsageError
from capassist.model import Draft
from capassist.workflow.undoing import plan_undo


@pytest.mark.parametrize(
    ("name", "there", "hint"),
    [
        ("p.pdf", (), "It wrote nothing beside it, or that is gone: there is no captions.md."),
        ("p.pdf", ("captions.md",), "Delete what it wrote beside it, if you do not want it: {}/captions.md"),
        ("p.pdf", ("captions.md", "captions.json"), "if you do not want it: {0}/captions.md {0}/captions.json"),
        ("p.zip", ("p.zip",), "It wrote nothing beside it, or that is gone: there is no p-captioned.zip."),
        ("p.zip", ("p.zip", "p-captioned.zip"), "if you do not want it: {}/p-captioned.zip"),
        ("p-captioned.zip", ("p-captioned.zip",), "if you do not want it: {}/p-captioned.zip"),
        ("p-captioned.zip", ("p-captioned-captioned.zip",), "if you do not want it: {}/p-captioned-captioned.zip"),
    ],
)
def test_what_was_written_beside_a_draft_is_named_where_it_is_there(
    name: str, there: tuple[str, ...], hint: str, tmp_path: Path
) -> None:
    for file in there:
        (tmp_path / file).write_text("{}")
    packed = name.endswith(".zip")
    draft = Draft(tmp_path / name, tmp_path, "latex" if packed else "pdf", "p.tex" if packed else name, packed=packed)
    with pytest.raises(UsageError, match=f"`apply` leaves {name} as it is, so there is nothing to take back") as caught:
        plan_undo(draft)
    assert caught.value.hint.endswith(hint.format(tmp_path))
