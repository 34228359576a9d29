"""How a text is written at its place, what stands there already, and what goes or stays beside it."""

from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.drafts.text_views import DECORATIVE, with_text_views
from capassist.drafts.writing.writeback import accepted, plan_edits, stands, write, written_form
from capassist.errors import WriteError
from capassist.model import Decision, Draft, TextPlace


def paper(root: Path, figure: str) -> Draft:
    (root / "main.tex").write_text(f"\\documentclass{{article}}\n\\begin{{document}}\n{figure}\n\\end{{document}}\n")
    return read_latex(root)


def figure(caption: str) -> str:
    return rf"\begin{{figure}}\includegraphics{{a}}{caption}\label{{f}}\end{{figure}}"


def applied(root: Path, caption: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Write a text for the figure with this caption; return its source then, and what the author is told."""
    draft = paper(root, figure(caption))
    receipt = write(draft, plan_edits(draft, [Decision("f", "accept", text)]))
    source = (root / "main.tex").read_text().splitlines()[2]
    return source.removeprefix(r"\begin{figure}\includegraphics{a}").removesuffix(
        r"\label{f}\end{figure}"
    ), receipt.notes


SHORT: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "none": (r"\caption{Old.}", r"\caption{New.}", ()),
    "one that stays": (
        r"\caption[Levels]{Old.}", r"\caption[Levels]{New.}", ("The short title of f, which lists show, stays: [Levels]",),
    ),
    "one that only stands for one": (
        r"\caption[TODO]{Old.}", r"\caption{New.}", ("The short title [TODO] of f only stood for one, so it goes: lists show the caption.",),
    ),
    "an empty one": (r"\caption[]{Old.}", r"\caption[]{New.}", ()),
    "a comment in the old caption": (
        "\\caption{Old % ask Anna\n one.}", r"\caption{New.}", ("A comment in the old caption of f is gone: % ask Anna",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "notes"), SHORT.values(), ids=SHORT)
def test_what_stands_beside_a_new_caption(tmp_path: Path, before: str, after: str, notes: tuple[str, ...]) -> None:
    assert applied(tmp_path, before, "New.") == (after, notes)


STANDS = {
    "the same": (r"\caption{New one.}", "New one.", True),
    "in other lines": ("\\caption{New\n  one.}", "New one.", True),
    "other words": (r"\caption{Old one.}", "New one.", False),
    "with its label": (r"\caption{New one.}", r"New one. \label{f}", True),
    "with blanks of a template": (r"\caption{New one.}", "New [X].", False),
    "a locked one": (r"\caption{New \input{one}.}", r"New \input{one}.", True),
    "another locked one": (r"\caption{New \input{one}.}", "New one.", False),
}


@pytest.mark.parametrize(("caption", "text", "there"), STANDS.values(), ids=STANDS)
def test_whether_a_text_stands_in_the_source(tmp_path: Path, caption: str, text: str, there: bool) -> None:
    draft = paper(tmp_path, figure(caption))
    assert stands(draft, draft.figures[0], text) is there


FORMS: dict[str, tuple[str, str, str]] = {
    "an alternative text": ("alt", "A line that rises.", "A line that rises."),
    "over lines": ("alt", " A line\n that rises. ", "A line that rises."),
    "joined lines": ("alt", "A line%\n s.", "A lines."),
    "a description": ("description", "A line that rises.", "{A line that rises.}"),
    "a description of two parts": ("description", "A line.\nIt rises\nin summer.", "[A line.]{It rises in summer.}"),
    "with brackets in the short one": ("description", "A line [m].\nIt rises.", "[{A line [m].}]{It rises.}"),
    "with blanks below": ("description", "A line.\n  ", "{A line.}"),
    "a short title": ("short", "Levels", "Levels"),
    "a short title with brackets": ("short", "Levels [m]", "{Levels [m]}"),
    "an alternative text with brackets": ("alt", "Levels [m]", "Levels [m]"),
    "of a draft without source": ("", "Levels [m]", "Levels [m]"),
}


@pytest.mark.parametrize(("form", "text", "written"), FORMS.values(), ids=FORMS)
def test_a_text_in_the_form_of_its_place(form: str, text: str, written: str) -> None:
    assert written_form(TextPlace("alt", "f", form=form), text) == written  # type: ignore[arg-type]


ALT = {
    "a new one": ("", "A line.", r"alt={A line.}"),
    "another": ("[alt={Old.}]", "A line.", r"alt={A line.}"),
    "decoration": ("[alt={Old.}]", DECORATIVE, "artifact"),
}


@pytest.mark.parametrize(("options", "text", "written"), ALT.values(), ids=ALT)
def test_an_alternative_text_is_written_among_the_options(
    tmp_path: Path, options: str, text: str, written: str
) -> None:
    source = rf"\begin{{figure}}\includegraphics{options}{{a}}\caption{{C.}}\label{{f}}\end{{figure}}"
    (tmp_path / "a.png").write_bytes(b"")
    draft = with_text_views(paper(tmp_path, source), {"alt"})
    (view,) = (each for each in draft.figures if each.purpose == "alt")
    write(draft, plan_edits(draft, [Decision(view.id, "accept", text)]))
    now = (tmp_path / "main.tex").read_text()
    assert written in now
    assert "Old." not in now
    assert r"{a}\caption{C.}\label{f}" in now


def test_an_empty_text_is_refused_by_the_name_of_what_it_is(tmp_path: Path) -> None:
    draft = paper(tmp_path, figure(r"\caption{Old.}"))
    with pytest.raises(WriteError, match=r"The new caption of f is empty|The new .* f.* is empty"):
        accepted(draft, [Decision("f", "accept", " ")])
    assert accepted(draft, [Decision("f", "skip", None)]) == ()
