"""Where a PDF's text names figures: by page, with what was named."""

from capassist.drafts.pdf.mentions import namings_of, references_of
from capassist.drafts.pdf.prose import Paragraph


def test_references_with_page_and_target() -> None:
    text = [
        Paragraph(2, None, "See Fig. 1. Then Figs. 2–4."),
        Paragraph(7, None, "Table 1 and Figure 9 are elsewhere."),
    ]
    found = list(
        references_of(
            namings_of(text, {"1", "3"}), {("figure", "", "1"): "p1#1", ("figure", "", "3"): "p3#1"}, "paper.pdf"
        )
    )
    assert [(r.text, r.keys, r.figures, r.source.line) for r in found] == [
        ("Fig. 1", ("1",), ("p1#1",), 2),
        ("Figs. 2–4", ("2", "3", "4"), ("p3#1",), 2),
        ("Figure 9", ("9",), (), 7),
    ]
    assert {reference.source.file for reference in found} == {"paper.pdf"}
