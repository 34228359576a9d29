"""The line on which a sentence of a paragraph begins."""

from pathlib import Path

import pytest

from capassist.drafts.sentence_places import sentence_line
from capassist.model import Draft, Mention, Sentence

SOURCE = """A first one. The level rises in
spring. % a remark
It is read % twice
a day by two. A last one.

The level rises in winter, too.
"""


def draft(folder: Path, kind: str = "latex") -> Draft:
    (folder / "main.tex").write_text(SOURCE)
    return Draft(folder, folder, kind, "main.tex")  # type: ignore[arg-type]


def line(
    folder: Path, source: str, start: int | None = 1, *, file: str | None = "main.tex", kind: str = "latex"
) -> int | None:
    sentence = Sentence("", source)
    return sentence_line(draft(folder, kind), Mention("", (sentence,), page=9, file=file, line=start), sentence)


LINES: dict[str, tuple[str, int | None, int | None]] = {
    "on its paragraph's line": ("A first one.", 1, 1),
    "in the middle of a line": ("The level rises in spring.", 1, 1),
    "over a remark": ("It is read a day by two.", 1, 3),
    "by its beginning alone": ("It is read a day every summer.", 1, 3),
    "of a later paragraph": ("The level rises in winter, too.", 6, 6),
    "not in its paragraph": ("A first one.", 3, 3),
    "nothing": ("", 3, 3),
    "beyond the file's end": ("A first one.", 99, 99),
    "of no line": ("A first one.", None, None),
}


@pytest.mark.parametrize(("source", "start", "found"), LINES.values(), ids=LINES)
def test_the_line_of_a_sentence(source: str, start: int | None, found: int | None, tmp_path: Path) -> None:
    assert line(tmp_path, source, start) == found


def test_a_sentence_without_a_source_is_on_its_page_or_line(tmp_path: Path) -> None:
    assert line(tmp_path, "A first one.", kind="pdf") == 9
    assert line(tmp_path, "It is read a day", 2, file=None) == 2
    assert line(tmp_path, "It is read a day", 2, file="missing.tex") == 2
