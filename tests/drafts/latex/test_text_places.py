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


BAD_INPUT = [
    ("options over lines and comments", "\\includegraphics[width=3cm, % a, b]\n  angle=90 % alt={x}\n]{a}", 1),
    ("options that are empty", "\\includegraphics[]{a}", 1),
    ("braces in options", "\\includegraphics[trim={0 0 0 0},clip]{a}", 1),
    ("a text with brackets", "\\includegraphics[alt={Two [lines]}]{a}", 1),
    ("alt without a value", "\\includegraphics[alt]{a}", 0),
    ("a brace that is never closed", "\\includegraphics[alt={Two]{a}", None),
    ("an overlay", "\\includegraphics<1>[width=3cm]{a}", 1),
    ("behind a comment", "% \\includegraphics{b}\n\\includegraphics{a}", 1),
    ("in verbatim", "\\verb|\\includegraphics{b}|\\includegraphics{a}", 1),
    ("in a box of the paper's own", "\\framed{\\includegraphics{a}}", 1),
    ("CRLF", "\\includegraphics[width=3cm,\r\n height=2cm]{a}", 1),
]


@pytest.mark.parametrize(("graphics", "written"), [row[1:] for row in BAD_INPUT], ids=[row[0] for row in BAD_INPUT])
def test_whatever_the_graphic_looks_like_it_is_refused_or_written_and_read_again(
    graphics: str, written: int | None, tmp_path: Path
) -> None:
    source = ARTICLE % figure(graphics)
    draft = paper(tmp_path, source)
    ids = [view.id for view in draft.figures if view.purpose == "alt"]
    possible = possible_edits(draft, [Decision(name, "accept", "Two lines") for name in ids])
    if written is not None:
        assert len(possible.edits) == written
    if possible.edits:
        write(draft, list(possible.edits))
        again = text_views(read_latex(tmp_path), "alt")
        assert [view.caption for view in again] == ["Two lines"]
        undo(tmp_path)
    assert (tmp_path / "main.tex").read_bytes() == source.encode()


def test_a_graphic_in_an_included_file_is_written_there(tmp_path: Path) -> None:
    (tmp_path / "results.tex").write_text(figure("\\includegraphics{a}"))
    draft = paper(tmp_path, ARTICLE % "\\input{results}")
    write(draft, plan_edits(draft, [Decision("fig:a@alt", "accept", "Two lines")]))
    assert "\\includegraphics[alt={Two lines}]{a}" in (tmp_path / "results.tex").read_text()


def test_a_file_that_is_read_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "results.tex").write_text(figure("\\includegraphics{a}"))
    draft = paper(tmp_path, ARTICLE % "\\input{results}\n\\input{results}")
    alts = [view for view in draft.figures if view.purpose == "alt"]
    assert alts
    assert all(view.slot is None and view.locked for view in alts)
