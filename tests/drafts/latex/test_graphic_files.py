"""Which file a graphic is, and what is said where it is not the one that is meant: by `scan` and by `check` alike."""

from typing import Any

import pytest


def document(body: str) -> str:
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


SPELLED = {
    "letters": ("Plot.PNG", "plot.png"),
    "a folder's letters": ("Figs/plot.png", "figs/plot.png"),
    "an accent in two pieces on the disk": ("Größe.png", "Gro\u0308ße.png"),
    "an accent in two pieces in the source": ("Gro\u0308ße.png", "Größe.png"),
}


@pytest.mark.parametrize(("written", "on_disk"), SPELLED.values(), ids=SPELLED)
def test_a_name_that_only_some_systems_find_is_told_of(read: Any, written: str, on_disk: str) -> None:
    files = {
        "main.tex": document(rf"\begin{{figure}}\includegraphics{{{written}}}\caption{{F.}}\end{{figure}}"),
        on_disk: "",
    }
    draft = read(files)
    assert [image.path for image in draft.figures[0].images] == [on_disk]
    (problem,) = draft.problems
    (part,) = (part for part in draft.manuscript.parts if part.kind == "graphic")
    assert (problem.code, part.trouble) == ("image-spelled-otherwise", problem.message)
    assert on_disk in problem.message


@pytest.mark.parametrize("line", [r"\includegraphics{lfs}", r"\pic{lfs.png}", r"\fitfigure{lfs.png}"])
def test_a_pointer_of_git_lfs_is_told_of(read: Any, line: str) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 9\n"
    body = rf"\newcommand\pic[1]{{\includegraphics{{#1}}}}\begin{{figure}}{line}\caption{{F.}}\end{{figure}}"
    draft = read({"main.tex": document(body), "lfs.png": pointer})
    (problem,) = draft.problems
    (part,) = (part for part in draft.manuscript.parts if part.kind == "graphic")
    assert (problem.code, part.trouble) == ("image-not-fetched", problem.message)


UNKNOWN = {
    "with options": (r"\fancyfigure[trim=1 2 3 4]{a.png}", ["a.png"]),
    "not there": (r"\fancyfigure{gone.png}", ["gone.png"]),
    "beside a known command": (r"\includegraphics{a}\fancyfigure{b.pdf}", ["a.png"]),
    "a file's name in words": (r"\texttt{a.png} and \href{x.pdf}{there}", []),
}


@pytest.mark.parametrize(("line", "paths"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_command_of_an_unknown_package_shows_the_file_it_names(read: Any, line: str, paths: list[str]) -> None:
    draft = read(rf"\begin{{figure}}{line}\caption{{F.}}\end{{figure}}")
    assert [image.path for image in draft.figures[0].images] == paths
    assert [p.code for p in draft.problems] == (["missing-image"] if "gone.png" in paths else [])


def test_a_graphicspath_holds_from_where_it_stands_in_its_group(read: Any) -> None:
    figure = r"\begin{figure}\includegraphics{same}\caption{F.}\end{figure}"
    body = rf"{{\graphicspath{{{{one/}}}}{figure}}}\graphicspath{{{{two/}}{{three/}}}}{figure}\graphicspath{{{{one/}}}}"
    draft = read({"main.tex": document(body), "one/same.png": "", "three/same.png": ""})
    assert [f.images[0].path for f in draft.figures] == ["one/same.png", "three/same.png"]


PLACES = {
    "chapterfolder's folder": (
        r"\usepackage{chapterfolder}", r"\cfchapter{S}{one}{x}", r"\includegraphics{\cfcurrentfolder figs/a}", "one/figs/a.png",
    ),
    "chapterfolder's figure": (
        r"\usepackage{chapterfolder}", r"\cfchapter{S}{one}{x}", r"\cfincludegraphics[width=1cm]{a}", "one/figure/a.png",
    ),
    "a folder within": (
        r"\usepackage{chapterfolder}", r"\cffolderinput{one}{x}", r"\includegraphics{\cfcurrentfolder/a}", "one/a.png",
    ),
    "currfile's folder": (
        r"\usepackage{currfile}", r"\input{one/x}", r"\includegraphics{\currfiledir figs/a}", "one/figs/a.png",
    ),
    "currfile's name, by an own command": (
        r"\usepackage{currfile}\newcommand\pic[1]{\includegraphics{figs/\currfilebase-#1}}", r"\input{one/x}", r"\pic{a}", "figs/x-a.png",
    ),
    "subfiles' path": (r"\usepackage{subfiles}", r"\subfile{one/x}", r"\includegraphics{\subfix{../figs/a}}", "figs/a.png"),
}  # fmt: skip


@pytest.mark.parametrize(("package", "line", "graphic", "path"), PLACES.values(), ids=PLACES)
def test_a_name_that_begins_where_its_file_lies(read: Any, package: str, line: str, graphic: str, path: str) -> None:
    main = rf"\documentclass{{report}}{package}\begin{{document}}{line}\end{{document}}"
    draft = read({"main.tex": main, "one/x.tex": rf"\begin{{figure}}{graphic}\caption{{F.}}\end{{figure}}", path: ""})
    assert [image.path for image in draft.figures[0].images] == [path]
    assert not draft.problems


def test_a_file_that_is_read_by_where_it_lies(read: Any) -> None:
    main = r"\documentclass{report}\usepackage{currfile}\begin{document}\input{one/x}\end{document}"
    figure = r"\begin{figure}\includegraphics{a}\caption{F.}\end{figure}"
    draft = read({"main.tex": main, "one/x.tex": r"\input{\currfiledir y}", "one/y.tex": figure, "a.png": ""})
    assert [figure.caption for figure in draft.figures] == ["F."]
