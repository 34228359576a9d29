"""Which file of a folder is the paper."""

from pathlib import Path
from typing import Any

import pytest

from capassist.drafts.latex import read_latex
from capassist.errors import DraftError

FIG = r"\begin{figure}\includegraphics{a}\caption{C.}\end{figure}"


def paper(body: str = "", document_class: str = "article") -> str:
    """Return a complete document."""
    return rf"\documentclass{{{document_class}}}\begin{{document}}{body}\end{{document}}"


CHOICES: dict[str, tuple[dict[str, str], str]] = {
    "none is complete, the one with most figures": ({"a.tex": FIG, "b.tex": FIG + r"\input{c}", "c.tex": FIG * 2}, "b.tex"),
    "the only complete one": ({"a.tex": paper(r"\input{b}"), "b.tex": FIG}, "a.tex"),
    "most figures": ({"one.tex": paper(FIG), "two.tex": paper(r"\input{three}"), "three.tex": FIG * 4}, "two.tex"),
    "usual name": ({"aaa.tex": paper(FIG), "main.tex": paper(FIG)}, "main.tex"),
    "no letter, slides or standalone": (
        {"letter.tex": paper(FIG * 9, "letter"), "talk.tex": paper(FIG * 9, "beamer"), "plot.tex": paper(FIG * 9, "standalone"), "x.tex": paper(FIG)},
        "x.tex",
    ),
    "no response or supplement": ({"response.tex": paper(FIG * 2), "supplement.tex": paper(FIG * 3), "xyz.tex": paper(FIG * 3)}, "xyz.tex"),
    "built files beside": ({"one.tex": paper(FIG), "two.tex": paper(FIG), "two.aux": "", "two.bbl": ""}, "two.tex"),
    "named as its root by another": (
        {"one.tex": paper(FIG), "two.tex": f"% !TEX root = one.tex\n{paper(FIG * 3)}"},
        "one.tex",
    ),
    "named as its root by itself": (
        {"one.tex": paper(FIG * 3), "two.tex": f"% !TEX root = two.tex\n{paper(FIG)}"},
        "one.tex",
    ),
    "latexmkrc": ({"one.tex": paper(FIG), "main.tex": paper(FIG * 9), "latexmkrc": "@default_files = ('one.tex');"}, "one.tex"),
    "latexmkrc before a Makefile": ({"one.tex": paper(FIG), "two.tex": paper(FIG), "latexmkrc": "@default_files = ('one.tex');", "Makefile": "all:\n\tpdflatex two.tex\n"}, "one.tex"),
    "Makefile's variable": ({"one.tex": paper(FIG), "two.tex": paper(FIG * 3), "Makefile": "MAIN = one\nall:\n\tlatexmk -pdf $(MAIN)\n"}, "one.tex"),
    "Makefile's comment says nothing": ({"one.tex": paper(FIG), "two.tex": paper(FIG * 3), "Makefile": "# pdflatex one.tex\n"}, "two.tex"),
    "00README of old": ({"one.tex": paper(FIG), "two.tex": paper(FIG * 3), "00README.XXX": "one.tex toplevelfile\n"}, "one.tex"),
    "00README now": ({"one.tex": paper(FIG), "two.tex": paper(FIG * 3), "00README.json": '{"sources": [{"filename": "one.tex", "usage": "toplevel"}]}'}, "one.tex"),
    "built in its own folder": ({"tex/one.tex": paper(FIG), "tex/two.tex": paper(FIG * 3), "tex/Makefile": "one.pdf:\n\tpdflatex one\n"}, "tex/one.tex"),
    "what is built below the paper": ({"one.tex": paper(FIG), "doc/two.tex": paper(FIG * 3), "doc/Makefile": "two.pdf:\n\tpdflatex two\n"}, "one.tex"),
    "the manual of a template's class": ({"x-template.tex": paper(FIG), "doc/elsdoc.tex": paper(FIG * 3), "doc/makefile": "elsdoc.pdf:\n\tpdflatex elsdoc\n"}, "x-template.tex"),
    "opened and closed by its parts": (
        {"one.tex": r"\input{head}\input{text}\input{foot}", "head.tex": r"\documentclass{book}\begin{document}", "text.tex": FIG, "foot.tex": r"\end{document}"},
        "one.tex",
    ),
    "a build file that names nothing here": ({"one.tex": paper(FIG * 2), "two.tex": paper(FIG), "Makefile": "x.pdf:\n\tpdflatex x.tex\n"}, "one.tex"),
    "old folders last": ({"paper.tex": paper(FIG), "submission_v1/paper.tex": paper(FIG * 9), "old/main.tex": paper(FIG * 9)}, "paper.tex"),
    "in a subfolder": ({"tex/main.tex": paper(FIG), "notes.tex": "Words."}, "tex/main.tex"),
    "class in a comment": ({"a.tex": "% \\documentclass{article}\n" + FIG, "b.tex": paper(FIG)}, "b.tex"),
    "class in a file that is brought in": (
        {"thesis.tex": r"\input{setup/preamble}\begin{document}\input{one}\end{document}", "setup/preamble.tex": r"\documentclass{book}\usepackage{b}", "one.tex": FIG * 9},
        "thesis.tex",
    ),
    "the text's beginning with the class, in a file that is brought in": ({"thesis.tex": r"\input{head}" + FIG + r"\end{document}", "head.tex": r"\documentclass{book}\begin{document}"}, "thesis.tex"),
    "class in a format that is made before": ({"thesis.tex": r"\begin{document}" + FIG + r"\end{document}", "head.tex": r"\documentclass{book}\usepackage{b}\dump"}, "thesis.tex"),
    "no text without a class beside a whole paper": ({"old.tex": r"\begin{document}" + FIG * 9 + r"\end{document}", "x.tex": paper(FIG)}, "x.tex"),
    "subfiles are parts": ({"main.tex": paper(r"\subfile{part}"), "part.tex": r"\documentclass[main]{subfiles}\begin{document}" + FIG * 9 + r"\end{document}"}, "main.tex"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "main"), CHOICES.values(), ids=CHOICES.keys())
def test_choice(read: Any, files: dict[str, str], main: str) -> None:
    assert read(files).main == main


def test_others_are_told(read: Any) -> None:
    problems = read({"main.tex": paper(FIG), "other.tex": paper(FIG), "cover_letter.tex": paper()}).problems
    assert [problem.message for problem in problems if problem.code == "several-main-files"] == [
        "main.tex was read, but there are other complete documents: other.tex."
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"supplement.tex": paper()}, ()),
        ({"reply.tex": paper(FIG)}, ()),
        ({"paper_SI.tex": paper(FIG), "reply.tex": paper(FIG)}, ("paper_SI.tex",)),
        ({"supp.tex": paper(r"\include{maps}\input{runs}"), "maps.tex": "Words.", "runs.tex": FIG}, ("supp.tex",)),
    ],
    ids=["without figures", "a reply", "a supplement with figures", "a supplement with figures in its parts"],
)
def test_a_supplement_with_figures_is_told(read: Any, files: dict[str, str], told: tuple[str, ...]) -> None:
    draft = read({"main.tex": paper(FIG * 3)} | files)
    assert draft.main == "main.tex"
    assert tuple(problem.subject for problem in draft.problems if problem.code == "several-main-files") == told


@pytest.mark.parametrize("bare", [r"\caption{}", r"\captionsetup{width=4cm}", r"\caption[In the list]{ }"])
def test_those_with_figures_without_captions_are_told_first(read: Any, bare: str) -> None:
    files = {
        "main.tex": paper(FIG * 9),
        "notes.tex": paper(FIG * 5),
        "glyph.tex": paper(),
        "more.tex": paper(r"\input{b}"),
    }
    lacking = rf"\begin{{figure}}\includegraphics{{a}}{bare}\end{{figure}}"
    problems = read(files | {"b.tex": lacking}).problems
    assert [problem.message for problem in problems if problem.code == "several-main-files"] == [
        "main.tex was read, but there are other complete documents: more.tex, notes.tex, glyph.tex."
    ]


@pytest.mark.parametrize(
    ("head", "folder"),
    [
        ("% !TEX root = ../main.tex\n", "parts"),
        ("%!TeX root=../main\n", "parts"),
        (r"\documentclass[../main]{subfiles}", "parts"),
    ],
)
def test_a_part_opens_its_paper(tmp_path: Path, head: str, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / "main.tex").write_text(paper(rf"\input{{{folder}/part}}"))
    part = tmp_path / folder / "part.tex"
    part.write_text(f"{head}{FIG}" if "class" not in head else f"{head}\\begin{{document}}{FIG}\\end{{document}}")
    draft = read_latex(part)
    assert (draft.root, draft.main, len(draft.figures)) == (tmp_path.resolve(), "main.tex", 1)


def test_a_chapter_without_a_word_of_its_paper_opens_the_paper_that_reads_it(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "main.tex").write_text(paper(rf"{FIG}\input{{sections/results}}"))
    (tmp_path / "sections" / "results.tex").write_text(FIG.replace("C.", r"D.\label{d}"))
    draft = read_latex(tmp_path / "sections" / "results.tex")
    assert (draft.main, [figure.number for figure in draft.figures if "d" in figure.labels]) == ("main.tex", ["2"])


def test_images_of_a_folder_beside_the_main_file(read: Any) -> None:
    draft = read(
        {
            "tex/main.tex": paper(r"\begin{figure}\includegraphics{../images/x}\caption{C.}\end{figure}"),
            "images/x.png": "",
        }
    )
    assert draft.figures[0].images[0].path == "images/x.png"


def test_a_paper_in_the_folder_itself_is_not_spoken_of(read: Any) -> None:
    problems = read({"main.tex": paper(FIG), "old/poster.tex": paper(FIG)}).problems
    assert "main-file-below" not in {problem.code for problem in problems}


def test_a_paper_below_the_folder_is_named_with_the_way_to_another(read: Any) -> None:
    problems = {problem.code: problem for problem in read({"tex/main.tex": paper(FIG), "notes.tex": "Words."}).problems}
    assert problems["main-file-below"].message.startswith("tex/main.tex was read")
    assert "Name a .tex file" in problems["main-file-below"].hint


HUGE = paper(FIG) + "% data\n" * 3_000_000


def test_a_file_that_is_too_large_is_named_with_the_limit_and_others_are_read(read: Any) -> None:
    draft = read({"main.tex": HUGE, "other.tex": paper(FIG)})
    assert draft.main == "other.tex"
    assert [p.message for p in draft.problems] == ["main.tex is larger than 20 MB, so it was not read."]


@pytest.mark.parametrize("others", [{}, {"other.tex": HUGE}], ids=["one", "all"])
def test_where_nothing_can_be_read_it_is_said(read: Any, others: dict[str, str]) -> None:
    with pytest.raises(DraftError, match=r"None of the \.tex files" if others else "main.tex is larger than 20 MB"):
        read({"main.tex": HUGE, **others})


@pytest.mark.parametrize(
    ("files", "named"), [(["paper.pdf"], True), (["a.pdf", "b.pdf"], False), (["figures/a.pdf"], False), ([], False)]
)
def test_the_one_pdf_of_a_folder_without_source_is_named(tmp_path: Path, files: list[str], named: bool) -> None:
    for file in ("notes.txt", *files):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(b"%PDF-1.4")
    with pytest.raises(DraftError, match=r"holds no \.tex file") as caught:
        read_latex(tmp_path)
    assert (str(tmp_path / "paper.pdf") in caught.value.hint) is named
