"""What is sent of a figure is what TeX prints of its file: the page, the part, the side up.

The picture has four colours: red and green above, blue and yellow below. What each source line prints was looked up in what
pdflatex makes of it; benchmarks/pictures.py compares the two on whole papers.
"""

import io
import shutil
from pathlib import Path

import pymupdf
import pytest
from PIL import Image as Pillow

from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.model import Draft

COLOURS = {"R": (255, 0, 0), "G": (0, 255, 0), "B": (0, 0, 255), "Y": (255, 255, 0), "M": (255, 0, 255), "K": (0, 0, 0)}
WIDTH, HEIGHT = 200, 100


def quarters() -> Pillow.Image:
    raster = Pillow.new("RGB", (WIDTH, HEIGHT))
    for name, place in zip("RGBY", ((0, 0), (100, 0), (0, 50), (100, 50)), strict=True):
        raster.paste(COLOURS[name], (*place, place[0] + 100, place[1] + 50))
    return raster


@pytest.fixture(autouse=True)
def _no_axes_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no process that looks for axes in the pictures, which have none."""
    monkeypatch.setattr("capassist.drafts.drawing.reading.with_drawings", lambda draft, _password: draft)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The picture as PNG, at 144 dots an inch, as PDF of two pages (the second is magenta), and as JPEG with EXIF."""
    folder = tmp_path_factory.mktemp("originals")
    raster = quarters()
    raster.save(folder / "q.png")
    raster.save(folder / "dense.png", dpi=(144, 144))
    exif = Pillow.Exif()
    exif[274] = 6
    raster.save(folder / "turned.jpg", exif=exif, quality=100, subsampling=0)
    document = pymupdf.open()
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_image(page.rect, filename=folder / "q.png")
    document.new_page(width=50, height=150).draw_rect((0, 0, 50, 150), fill=(1, 0, 1), color=None)
    document.save(folder / "q.pdf")
    return folder


@pytest.fixture
def pictures(originals: Path, tmp_path: Path) -> Path:
    """A folder of the test's own with the pictures."""
    return Path(shutil.copytree(originals, tmp_path, dirs_exist_ok=True))


def read(folder: Path, body: str, preamble: str = "") -> Draft:
    source = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n\\begin{{figure}}{body}\\caption{{A picture.}}\\end{{figure}}\n\\end{{document}}\n"
    (folder / "main.tex").write_text(source)
    return open_draft(folder)


def raster_of(draft: Draft) -> Pillow.Image | None:
    picture = DraftImages(draft).load(draft.figures[0])
    return None if picture is None else Pillow.open(io.BytesIO(picture.data)).convert("RGB")


def seen(raster: Pillow.Image) -> str:
    """Return the colours near the four corners, row by row, and the shape."""
    width, height = raster.size
    names = ""
    for down in (0.1, 0.9):
        for across in (0.1, 0.9):
            pixel = raster.getpixel((int(width * across), int(height * down)))
            names += min(COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(COLOURS[name], pixel, strict=True)))
    return f"{names} {width / height:.1f}"


PRINTED = {  # the source line and what pdflatex prints of it: the colours at its corners, its width divided by its height
    "as it is": (r"\includegraphics[width=5cm]{q}", "RGBY 2.0"),
    "trim": (r"\includegraphics[trim=100 0 0 0,clip]{q.png}", "GGYY 1.0"),
    "trim, PDF": (r"\includegraphics[clip,trim=100 0 0 0]{q.pdf}", "GGYY 1.0"),
    "trim in braces, units": (
        r"\includegraphics[trim={100bp 0pt 0cm 50bp}, clip, width=\textwidth]{q.png}",
        "YYYY 2.0",
    ),
    "trim without clip prints all": (r"\includegraphics[trim=100 0 0 0]{q.png}", "RGBY 2.0"),
    "clip=false": (r"\includegraphics[trim=100 0 0 0,clip=false]{q.png}", "RGBY 2.0"),
    "clip=true": (r"\includegraphics[trim=100 0 0 0,clip=true]{q.png}", "GGYY 1.0"),
    "star": (r"\includegraphics*[viewport=0 0 100 50]{q.png}", "BBBB 2.0"),
    "viewport": (r"\includegraphics[viewport=0 0 100 50,clip]{q.pdf}", "BBBB 2.0"),
    "bb": (r"\includegraphics[bb=0 0 100 50,clip]{q.png}", "BBBB 2.0"),
    "corners of old": (r"\includegraphics*[0,0][100,50]{q.png}", "BBBB 2.0"),
    "at 144 dots an inch": (r"\includegraphics[trim=50 0 0 0,clip]{dense.png}", "GGYY 1.0"),
    "the last frame counts": (r"\includegraphics[trim=10 0 0 0,viewport=0 0 100 50,clip]{q.png}", "BBBB 2.0"),
    "another page": (r"\includegraphics[page=2]{q.pdf}", "MMMM 0.3"),
    "a page in braces": (r"\includegraphics[width=1cm,page={2}]{q.pdf}", "MMMM 0.3"),
    "turned": (r"\includegraphics[angle=90]{q.png}", "GYRB 0.5"),
    "turned back": (r"\includegraphics[angle=-90,width=4cm]{q.pdf}", "BRYG 0.5"),
    "cut, then turned": (r"\includegraphics[angle=180,trim=100 0 0 0,clip]{q.png}", "YYGG 1.0"),
    "negative scale": (r"\includegraphics[scale=-1]{q.png}", "YBGR 2.0"),
    "negative width": (r"\includegraphics[width=-3cm,height=1.5cm]{q.png}", "GRYB 2.0"),
    "another shape": (r"\includegraphics[width=3cm,height=3cm]{q.png}", "RGBY 1.0"),
    "kept shape": (r"\includegraphics[width=3cm,height=3cm,keepaspectratio]{q.png}", "RGBY 2.0"),
    "unknown sides": (r"\includegraphics[width=.5\textwidth,height=3cm]{q.png}", "RGBY 2.0"),
    "rotatebox": (r"\rotatebox[origin=c]{90}{\includegraphics{q.png}}", "GYRB 0.5"),
    "reflectbox": (r"\reflectbox{\includegraphics{q.png}}", "GRYB 2.0"),
    "scalebox": (r"\scalebox{-1}[1]{\includegraphics{q.png}}", "GRYB 2.0"),
    "boxes in each other": (r"\reflectbox{\rotatebox{90}{\includegraphics{q.png}}}", "YGBR 0.5"),
    "resizebox": (r"\resizebox{\linewidth}{!}{\includegraphics[angle=90]{q.png}}", "GYRB 0.5"),
    "sideways": (r"\begin{sideways}\includegraphics{q.png}\end{sideways}", "GYRB 0.5"),
    "adjincludegraphics": (r"\adjincludegraphics[width=100pt,trim=100 0 0 0,clip]{q.png}", "GGYY 1.0"),
    "a share of the width": (r"\adjincludegraphics[trim={.5\width} 0 0 0,clip]{q.png}", "GGYY 1.0"),
    "Trim after width": (r"\adjincludegraphics[width=100bp,Clip=50 0 0 0]{q.png}", "GGYY 1.0"),
    "adjustbox": (r"\adjustbox{trim=50bp 0 0 0,clip}{\includegraphics[width=100bp]{q.png}}", "GGYY 1.0"),
    "adjustbox environment": (
        r"\begin{adjustbox}{angle=90}\includegraphics[width=100bp]{q.png}\end{adjustbox}",
        "GYRB 0.5",
    ),
    "clipbox": (r"\clipbox{{.5\width} 0 0 0}{\includegraphics{q.png}}", "GGYY 1.0"),
    "overpic": (r"\begin{overpic}[trim=100 0 0 0,clip]{q.png}\put(1,1){x}\end{overpic}", "GGYY 1.0"),
    "commented": ("\\includegraphics[%\n  trim=100 0 0 0, % left\n  clip,\n]{q.png}", "GGYY 1.0"),
    "for all graphics": (r"\setkeys{Gin}{trim=100 0 0 0}\includegraphics[clip]{q.png}", "GGYY 1.0"),
    "a page for all graphics": (r"\setkeys{Gin}{page=2}\includegraphics{q.pdf}", "MMMM 0.3"),
    "each command forgets what was set": (
        r"\setkeys{Gin}{trim=100 0 0 0,clip,angle=90,scale=-1}\includegraphics{q.png}",
        "RGBY 2.0",
    ),
    "for all of a group that is closed": (r"{\setkeys{Gin}{trim=100 0 0 0}}\includegraphics[clip]{q.png}", "RGBY 2.0"),
    "by a camera that was turned": (r"\includegraphics{turned}", "RGBY 2.0"),
}


@pytest.mark.parametrize(("line", "printed"), PRINTED.values(), ids=PRINTED)
def test_the_picture_is_what_tex_prints(pictures: Path, line: str, printed: str) -> None:
    raster = raster_of(read(pictures, line))
    assert raster is not None
    assert seen(raster) == printed


MACROS = {
    "a length in a macro": (r"\newcommand\edge{100bp}", r"\includegraphics[trim=\edge{} 0 0 0,clip]{q.png}"),
    "an own command": (r"\newcommand\pic[2][]{\includegraphics[#1,clip]{#2}}", r"\pic[trim=100 0 0 0]{q.png}"),
    "an own box": (r"\newcommand\half[1]{\clipbox{100bp 0 0 0}{#1}}", r"\half{\includegraphics{q.png}}"),
    "set in the preamble": (r"\setkeys{Gin}{trim=100 0 0 0}", r"\includegraphics*{q.png}"),
    "a share in a macro": (r"\def\half{.5}", r"\adjincludegraphics[trim={\half\width} 0 0 0,clip]{q.png}"),
}


@pytest.mark.parametrize(("preamble", "line"), MACROS.values(), ids=MACROS)
def test_options_through_macros(pictures: Path, preamble: str, line: str) -> None:
    raster = raster_of(read(pictures, line, preamble))
    assert raster is not None
    assert seen(raster) == "GGYY 1.0"


UNCLEAR = {
    "a length that only TeX knows": r"\includegraphics[trim=\mylength{} 0 0 0,clip]{q.png}",
    "a page by a counter": r"\includegraphics[page=\value{page}]{q.pdf}",
    "cut at a size that only TeX knows": r"\adjustbox{trim=1cm 0 0 0,clip}{\includegraphics[width=\linewidth]{q.png}}",
    "cut around two": r"\adjustbox{trim=10 0 0 0,clip}{\includegraphics{q.png}\includegraphics{q.pdf}}",
    "cut by TikZ": r"\begin{tikzpicture}\clip (0,0) rectangle (1,1);\node{\includegraphics{q.png}};\end{tikzpicture}",
    "nothing is left": r"\includegraphics[trim=200 0 0 0,clip]{q.png}",
    "a page that is not there": r"\includegraphics[page=9]{q.pdf}",
    "options of an undefined command": r"\includegraphics[\unknownoptions]{q.png}",
}


@pytest.mark.parametrize("line", UNCLEAR.values(), ids=UNCLEAR)
def test_what_cannot_be_worked_out_is_not_shown(pictures: Path, line: str) -> None:
    assert raster_of(read(pictures, line)) is None


def test_it_is_said_that_it_cannot_be_worked_out(pictures: Path) -> None:
    (problem,) = read(pictures, UNCLEAR["a page by a counter"]).problems
    assert (problem.code, "page=" in problem.message, "q.pdf" in problem.message) == ("unclear-picture", True, True)


def test_a_turn_that_tex_does_not_know_is_noted(pictures: Path) -> None:
    draft = read(pictures, r"\includegraphics{turned}\includegraphics{q.png}")
    assert [(p.code, "turned" in p.message) for p in draft.problems] == [("turned-picture", True)]


def test_parts_of_a_figure_have_options_of_their_own(pictures: Path) -> None:
    line = (
        r"\subfloat{\includegraphics[trim=100 50 0 0,clip]{q.png}}\subfloat{\includegraphics[page=2,angle=90]{q.pdf}}"
        r"\begin{subfigure}{3cm}\includegraphics[viewport=0 0 100 50,clip]{q.png}\end{subfigure}"
    )
    draft = read(pictures, line)
    raster = raster_of(draft)
    assert raster is not None
    assert len(draft.figures[0].images) == 3
    colours = {colour for _, colour in raster.getcolors(1 << 20) or ()}
    assert {COLOURS["G"], COLOURS["M"], COLOURS["B"]} <= colours
    assert not {COLOURS["R"], COLOURS["Y"]} & colours


def test_the_same_file_is_two_pictures_where_its_pages_are(pictures: Path) -> None:
    (figure,) = read(pictures, r"\includegraphics{q.pdf}\includegraphics[page=2]{q.pdf}").figures
    assert [image.view.page if image.view else 1 for image in figure.images] == [1, 2]


def test_of_a_sliver_a_dot_is_left(pictures: Path) -> None:
    raster = raster_of(read(pictures, r"\includegraphics[trim=0 99.9bp 199.9bp 0,clip]{q.png}"))
    assert raster is not None
    assert raster.size == (1, 1)
