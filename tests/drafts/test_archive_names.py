"""The names of archives, with new captions and before, and a caption without a paper."""

from pathlib import Path

import pytest

from capassist.drafts.archive_names import captioned_from, captioned_name, name_before_captions, tex_name
from capassist.drafts.caption_only import STANDARD_INPUT, draft_of_caption
from capassist.model import Draft

NAMES = {
    "paper.zip": "paper-captioned.zip", "paper.tar.gz": "paper-captioned.tar.gz", "a.b.tgz": "a.b-captioned.tgz", "paper.TBZ2": "paper-captioned.TBZ2",
    "paper.tex.gz": "paper-captioned.tex.gz", "2101.00001.gz": "2101.00001-captioned.gz", "paper.rar": "paper.rar-captioned", "paper": "paper-captioned",
}  # fmt: skip


@pytest.mark.parametrize(("given", "captioned"), NAMES.items())
def test_the_archive_with_new_captions(given: str, captioned: str) -> None:
    path = Path("folder", given)
    assert captioned_name(path) == Path("folder", captioned)
    assert captioned_from(Path("folder", captioned)) == path
    assert captioned_from(path) is None


def test_a_name_that_is_nothing_but_captioned() -> None:
    assert captioned_from(Path("-captioned.zip")) is None


TEX = {
    "paper.tex.gz": "paper.tex",
    "2101.00001.gz": "2101.00001.tex",
    "paper.TEX.xz": "paper.TEX",
    "paper.bz2": "paper.tex",
    "paper": "paper.tex",
}


@pytest.mark.parametrize(("packed", "name"), TEX.items())
def test_the_one_file_in_it(packed: str, name: str) -> None:
    assert tex_name(Path(packed)) == name


def draft(name: str, main: str, *, packed: bool = True) -> Draft:
    return Draft(Path(name), Path(), "latex", main, packed=packed)


def test_the_name_before_captions() -> None:
    assert name_before_captions(draft("paper-captioned.zip", "main.tex")) == "paper.zip/main.tex"
    assert name_before_captions(draft("paper-captioned.gz", "paper-captioned.tex")) == "paper.gz/paper.tex"
    assert name_before_captions(draft("paper.zip", "main.tex")) is None
    assert name_before_captions(draft("paper-captioned.zip", "main.tex", packed=False)) is None


def test_a_caption_without_its_paper() -> None:
    found = draft_of_caption("The \\emph{level}.\n\n")
    (figure,) = found.figures
    assert (figure.caption, figure.caption_source, figure.state, figure.number) == (
        "The level.",
        r"The \emph{level}.",
        "written",
        "1",
    )
    assert (found.main, figure.id, found.root) == (STANDARD_INPUT, STANDARD_INPUT, Path())
    (part,) = found.manuscript.parts
    assert (part.text, part.span, part.end) == (r"The \emph{level}.", (0, 17), 17)
    assert found.manuscript is not None
    (part,) = found.manuscript.parts
    assert part.text == figure.caption_source
    assert draft_of_caption("").figures[0].state == "missing"
