"""The page of blind judging: every caption with every question, and nothing that tells whose it is."""

from pathlib import Path

import pytest
from report_outline import Outline, data_of

from capassist.errors import UsageError
from capassist.evaluation.blind import BlindCaption, BlindFigure, BlindTest
from capassist.evaluation.held_out import HeldOutFigure
from capassist.model import Draft, Figure, Mention, Picture
from capassist.report import blind_page, page_output

FIGURES = (Figure("fig:a", number="1", mentions=(Mention("About <apples>.", ()),)), Figure("fig:b", number="2"))


def blind_test(title: str | None) -> BlindTest:
    draft = Draft(Path("p"), Path("p"), "latex", "main.tex", title=title, figures=FIGURES)
    texts = {"fig:a": ("Apples.", "<b>Fruit.</b>"), "fig:b": ("Pears.",)}
    return BlindTest(
        tuple(
            BlindFigure(
                draft,
                HeldOutFigure(figure.id, draft, figure, "Own."),
                tuple(BlindCaption(f"f{n}{'ab'[k]}", text, ("author",)) for k, text in enumerate(texts[figure.id])),
            )
            for n, figure in enumerate(FIGURES, 1)
        ),
        0,
    )


def test_every_caption_is_asked_every_question_and_none_tells_whose_it_is() -> None:
    test = blind_test("Of fruit")
    page = blind_page(test, lambda each: Picture(b"x", "image/png", 3, 2) if each.target.key == "fig:a" else None)
    outline = Outline(page)
    assert [(a["width"], a["height"]) for a in outline.all("img")] == [("3", "2")]
    assert "No picture: TeX draws it" in outline.text
    assert "2 figures, 3 captions." in outline.text
    assert outline.text.count("Of fruit") == 1
    for said in ("1. Figure 1", "2. Figure 2", "Caption A", "Caption B", "<b>Fruit.</b>", "About <apples>."):
        assert said in outline.text
    radios = [a for a in outline.all("input") if a["type"] == "radio"]
    names = list(dict.fromkeys(a["name"] for a in radios))
    assert names == [f"{caption}-{question}" for caption in ("f1a", "f1b", "f2a") for question in ("fits", "helps")]
    assert [a["value"] for a in radios if a["name"] == "f1a-fits"] == ["1", "2", "3", "4", "5"]
    assert len({a["id"] for a in radios}) == len(radios) == 30
    assert outline.text.count("1 not at all") == outline.text.count("5 fully") == 6
    assert [a["data-caption"] for a in outline.all("section") if "data-caption" in a] == ["f1a", "f1b", "f2a"]
    assert [a["aria-labelledby"] for a in outline.all("article")] == ["figure-1", "figure-2"]
    data = data_of(page)
    assert (data["page"], data["questions"]) == (test.page, ["fits", "helps"])
    assert "author" not in page.replace("Authors", "")
    assert "Own." not in page


def test_a_paper_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    page = blind_page(blind_test(None), lambda _: None)
    assert "main.tex" in Outline(page).text
    output = page_output(tmp_path / "judge.html")
    output.write(page.encode())
    output.write(page.encode())
    (tmp_path / "judge.html").write_text("mine")
    with pytest.raises(UsageError, match="is not a page of blind judging by capassist"):
        output.require_place()
