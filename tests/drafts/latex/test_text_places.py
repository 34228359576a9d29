"""Where alternative texts and short titles stand or belong, and what is written there."""

from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.drafts.text_views import text_views, with_text_views
from capassist.drafts.writing.writeback import plan_edits, possible_edits, undo, write
from capassist.model import Decision, Draft

ARTICLE = "\\documentclass{article}\n\\usepackage{graphicx}\n\\begin{document}\n%s\n\\end{document}\n"
ACM = ARTICLE.replace("article", "acmart")


def paper(folder: Path, source: str) -> Draft:
    (folder / "main.tex").write_bytes(source.encode())
    return with_text_views(read_latex(folder))


def figure(graphics: str, caption: str = r"\caption{Run time.}") -> str:
    return f"\\begin{{figure}}\n{graphics}\n{caption}\\label{{fig:a}}\n\\end{{figure}}"


LOCKED = [
    (
        "its own command",
        ARTICLE.replace("\\begin{document}", "\\newcommand\\fig[1]{\\includegraphics{#1}}\n\\begin{document}")
        % figure("\\fig{a}"),
    ),
    ("a loop", ARTICLE % figure("\\foreach \\i in {1,2}{\\includegraphics{a\\i}}")),
    ("options of the old form", ARTICLE % figure("\\includegraphics[0,0][9,9]{a}")),
    ("another command", ARTICLE % figure("\\epsfig{file=a}")),
    ("alt twice", ARTICLE % figure("\\includegraphics[alt={A},alt={B}]{a}")),
    ("two descriptions", ACM % figure("\\includegraphics{a}\\Description{A}\\Description{B}")),
    ("inside the caption", ACM % figure("\\includegraphics{a}", "\\caption{Run time.\\Description{A}}")),
]


@pytest.mark.parametrize("source", [source for _, source in LOCKED], ids=[name for name, _ in LOCKED])
def test_what_cannot_be_written_is_refused(source: str, tmp_path: Path) -> None:
    draft = paper(tmp_path, source)
    possible = possible_edits(draft, [Decision("fig:a@alt", "accept", "Two rising lines.")])
    assert [refusal.figure for refusal in possible.refused] == ["fig:a@alt"]
    assert not possible.edits


WRITTEN = [
    ("no options", ARTICLE, "\\includegraphics{a}", "\\includegraphics[alt={Two lines}]{a}"),
    ("options", ARTICLE, "\\includegraphics[width=3cm]{a}", "\\includegraphics[alt={Two lines}, width=3cm]{a}"),
    ("starred", ARTICLE, "\\includegraphics*{a}", "\\includegraphics*[alt={Two lines}]{a}"),
    ("lines and comments", ARTICLE, "\\includegraphics[% alt={no}\n  width=3cm]{a}",
     "\\includegraphics[alt={Two lines}, % alt={no}\n  width=3cm]{a}"),
    ("there already", ARTICLE, "\\includegraphics[alt={Old, one}]{a}", "\\includegraphics[alt={Two lines}]{a}"),
    ("bare", ARTICLE, "\\includegraphics[alt=Old,width=3cm]{a}", "\\includegraphics[alt={Two lines},width=3cm]{a}"),
    ("in a box", ARTICLE, "\\resizebox{3cm}{!}{\\includegraphics%\n{a}}",
     "\\resizebox{3cm}{!}{\\includegraphics[alt={Two lines}]%\n{a}}"),
    ("a description", ACM, "\\includegraphics{a}\\Description[x]{Old}", "\\includegraphics{a}\\Description{Two lines}"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "old", "new"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_an_alternative_text_is_written_and_nothing_else(source: str, old: str, new: str, tmp_path: Path) -> None:
    draft = paper(tmp_path, source % figure(old))
    write(draft, plan_edits(draft, [Decision("fig:a@alt", "accept", "Two lines")]))
    assert (tmp_path / "main.tex").read_bytes() == (source % figure(new)).encode()
    undo(tmp_path)
    assert (tmp_path / "main.tex").read_bytes() == (source % figure(old)).encode()


def test_a_missing_description_goes_behind_the_caption_with_its_short_text(tmp_path: Path) -> None:
    draft = paper(tmp_path, ACM % figure("\\includegraphics{a}"))
    write(draft, plan_edits(draft, [Decision("fig:a@alt", "accept", "Two lines [up].\nBoth rise.")]))
    written = (tmp_path / "main.tex").read_text()
    assert "\\caption{Run time.}\n\\Description[{Two lines [up].}]{Both rise.}\\label{fig:a}" in written
    assert text_views(read_latex(tmp_path), "alt")[0].caption_source is not None


def test_a_decorative_graphic_is_marked(tmp_path: Path) -> None:
    draft = paper(tmp_path, ARTICLE % figure("\\includegraphics[width=1cm]{logo}"))
    write(draft, plan_edits(draft, [Decision("fig:a@alt", "accept", "artifact")]))
    assert "\\includegraphics[artifact, width=1cm]{logo}" in (tmp_path / "main.tex").read_text()


@pytest.mark.parametrize(
    ("old", "new"),
    [("\\caption{Run time.}", "\\caption[Time]{Run time.}"), ("\\caption[T]{Run time.}", "\\caption[Time]{Run time.}")],
    ids=["missing", "there"],
)
def test_a_short_title_is_written(old: str, new: str, tmp_path: Path) -> None:
    draft = paper(tmp_path, ARTICLE % figure("\\includegraphics{a}", old))
    write(draft, plan_edits(draft, [Decision("fig:a@short", "accept", "Time")]))
    assert (tmp_path / "main.tex").read_text() == ARTICLE % figure("\\includegraphics{a}", new)


def test_each_graphic_of_several_has_a_text_of_its_own(tmp_path: Path) -> None:
    draft = paper(tmp_path, ARTICLE % figure("\\includegraphics{a}\n\\includegraphics{b}"))
    decided = [Decision("fig:a@alt1", "accept", "One"), Decision("fig:a@alt2", "accept", "Two")]
    write(draft, plan_edits(draft, decided))
    assert "[alt={One}]{a}\n\\includegraphics[alt={Two}]{b}" in (tmp_path / "main.tex").read_text()
