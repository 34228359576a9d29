"""Pictures of pages and regions."""

import struct

import pytest

from capassist.drafts.pdf.mupdf import render
from capassist.errors import DraftError

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers


def size_of(png):
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_a_region_and_a_page(paper, tmp_path):
    path = paper.plot(150, 80, 450, 240).save(tmp_path / "paper.pdf")
    assert size_of(render(path, 1, (150, 80, 450, 240), max_side=600)) == (600, 320)
    wide, high = size_of(render(path, 1, None, max_side=400))
    assert high == 400
    assert wide < 400


def test_the_size_holds_for_huge_pages(paper, tmp_path):
    paper.new_page(14_000, 7_000)
    path = paper.save(tmp_path / "paper.pdf")
    assert max(size_of(render(path, 2, None, max_side=500))) <= 500


def test_svg(tmp_path):
    path = tmp_path / "plot.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="50" height="50"/></svg>'
    )
    assert size_of(render(path, 1, None, max_side=100)) == (100, 50)


@pytest.mark.parametrize(("page", "box"), [(0, None), (2, None), (1, (700, 700, 800, 800)), (1, (100, 100, 100, 100))])
def test_what_is_not_there(paper, tmp_path, page, box):
    path = paper.body(y=80) and paper.save(tmp_path / "paper.pdf")
    with pytest.raises(DraftError):
        render(path, page, box, max_side=100)


def test_a_password(paper, tmp_path):
    path = paper.save(
        tmp_path / "paper.pdf", encryption=paper.library.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="x"
    )
    with pytest.raises(DraftError) as locked:
        render(path, 1, None, max_side=100)
    assert "--password" in locked.value.hint
    assert size_of(render(path, 1, None, max_side=100, password="open"))
