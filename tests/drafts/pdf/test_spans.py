"""What a reader sees of a page's text."""

from pathlib import Path

import pymupdf

from capassist.drafts import open_draft

WORDS = ("Figure 1:", "Run", "time", "of", "both.", "Overall", "less.")


def test_blanks_that_are_set_in_no_size_part_words(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_rect((100, 100, 400, 300))
    x = 100.0
    for word in WORDS:
        page.insert_text((x, 330), word, fontsize=8)
        x += pymupdf.get_text_length(word, fontsize=8)
        page.insert_text((x, 330), " ", fontsize=0.0002)
        x += 2.8
    document.save(tmp_path / "paper.pdf")
    (figure,) = open_draft(tmp_path / "paper.pdf").figures
    assert figure.caption == "Run time of both. Overall less."
