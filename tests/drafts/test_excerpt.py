from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.drafts.excerpt import excerpt
from capassist.model import Draft, Excerpt


def shown(draft: Draft, name: str, text: str) -> Excerpt | None:
    return excerpt(draft, next(figure for figure in draft.figures if figure.id == name), text)


@pytest.mark.parametrize("text", ["An {open brace.", "", "TODO"], ids=["unsafe", "empty", "there already"])
def test_what_would_not_be_written_is_not_shown(text: str, paper: Path) -> None:
    assert shown(open_draft(paper), "fig:share", text) is None


def test_a_file_that_changed_is_not_shown(paper: Path) -> None:
    draft = open_draft(paper)
    main = paper / "main.tex"
    main.write_text("%\n" + main.read_text())
    assert shown(draft, "fig:share", "Share.") is None


def test_a_caption_is_shown_among_its_lines_and_nothing_is_written(paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    found = shown(open_draft(paper), "fig:share", "Share\nof corpora.")
    assert found
    first, last = found.caption
    assert found.lines[first:last] == (r"  \caption{Share", "of corpora.}")
    assert found.lines[first - 1].strip() == r"\includegraphics{share}"
    assert found.lines[last].strip() == r"\label{fig:share}"
    lines = before.decode().split("\n")
    assert lines[found.line - 1] == found.lines[0]
    assert (paper / "main.tex").read_bytes() == before


def test_a_missing_caption_is_shown_where_it_will_stand(paper: Path) -> None:
    found = shown(open_draft(paper), "fig:states", "States.")
    assert found
    first, last = found.caption
    assert found.lines[first:last] == (r"  \caption{States.}",)


def test_the_first_line_of_a_file_can_hold_the_caption(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_bytes(
        b"\\documentclass{article}\\begin{document}\\begin{figure}\\caption{TODO}\\end{figure}\r\n\\end{document}"
    )
    (figure,) = open_draft(tmp_path / "a.tex").figures
    found = excerpt(open_draft(tmp_path / "a.tex"), figure, "New.")
    assert found
    assert (found.line, found.caption, len(found.lines)) == (1, (0, 1), 2)
