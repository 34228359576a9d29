"""Mentions: the paragraphs of the body that refer to a figure, as a reader sees them."""

import pytest

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers

WHOLE = "The readings of the first summer are higher than those of the second, as Figure 1 shows for every single week."


def mentions(draft, number="1"):
    (figure,) = [f for f in draft.figures if f.number == number and f.kind == "figure"]
    return figure.mentions


def with_figure(paper):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 1: The temperature, see also Figure 2.", size=9)
    return paper


def test_captions_and_heads_and_drawings_do_not_mention(paper, read):
    for number in range(4):
        if number:
            paper.new_page()
        paper.body(y=330)
        paper.line(72, 40, f"As in Figure 1 {number}", size=8)
    with_figure(paper)
    paper.line(200, 150, "see Figure 1", font="helv", size=7)
    assert mentions(read(paper)) == ()


def test_a_paragraph_over_two_columns_is_one(paper, read):
    with_figure(paper)
    y = paper.body(60, 300, 235, lines=34)
    paper.paragraph(70, y, 225, "Then the readings of both summers were com-")
    y = paper.paragraph(
        315, 300, 235, "pared with each other, which Figure 1 shows in its left half and in its right half as well."
    )
    paper.body(325, y, 225, lines=20)
    (mention,) = mentions(read(paper))
    assert "were compared with each other, which Figure 1 shows" in mention.text


def test_a_paragraph_over_two_pages_is_one(paper, read):
    with_figure(paper).body(y=300, lines=33)
    paper.paragraph(
        84,
        720,
        456,
        "The readings of both summers were put side by side and compared week by week, in the way that is",
        leading=12,
    )
    paper.new_page()
    y = paper.paragraph(72, 80, 468, "usual for this and that Figure 1 makes clear.")
    paper.body(84, y, 456)
    (mention,) = mentions(read(paper))
    assert "that is usual for this and that Figure 1 makes clear." in mention.text
    assert mention.page == 1


def test_references_are_where_they_say(paper, read):
    with_figure(paper)
    paper.line(72, 300, "3.2 Results", font="tibo", size=12)
    paper.paragraph(
        72, 320, 468, f"{WHOLE} The pressure stays the same (Fig. 1b). Both are new. Figure 9 is about something else."
    )
    (mention,) = mentions(read(paper))
    first, second, third, fourth = mention.sentences
    assert [[s.source[a:b] for a, b in s.references] for s in mention.sentences] == [["Figure 1"], ["Fig. 1b"], [], []]
    assert first.text == first.source == WHOLE
    assert mention.section == "3.2 Results"
    assert not any(sentence.names_others for sentence in (second, third, fourth))


def test_several_figures_in_one_reference(paper, read):
    paper.plot(72, 80, 290, 200).line(72, 222, "Figure 1: The temperature.", size=9)
    paper.plot(320, 80, 540, 200).line(320, 222, "Figure 2: The pressure.", size=9)
    paper.paragraph(
        72, 280, 468, "The readings of the first summer are higher than those of the second, see Figures 1 and 2."
    )
    draft = read(paper)
    for number in ("1", "2"):
        ((sentence,),) = [mention.sentences for mention in mentions(draft, number)]
        assert [sentence.source[a:b] for a, b in sentence.references] == ["Figures 1 and 2"]
        assert sentence.names_others


def test_title_and_abstract(paper, read):
    paper.line(120, 90, "On Readings of Temperature", font="tibo", size=18)
    paper.line(72, 140, "Abstract", font="tibo", size=11)
    y = paper.body(y=158, lines=4)
    paper.line(72, y + 12, "1 Introduction", font="tibo", size=12)
    paper.body(y=y + 32)
    draft = read(paper)
    assert draft.title == "On Readings of Temperature"
    assert draft.abstract.startswith("The samples were kept")
    assert "Introduction" not in draft.abstract


def test_a_figure_of_another_paper_is_no_mention(paper, read):
    with_figure(paper)
    paper.paragraph(72, 320, 468, "The same was found in Figure 1 of Adams et al. (2013), and also in Fig. 1 of [4].")
    assert mentions(read(paper)) == ()


@pytest.mark.parametrize("where", ["in Section 4", "of the Supplement", "in May 2013", "from North to South"])
def test_a_place_after_a_reference_makes_it_no_other_papers(paper, read, where):
    with_figure(paper)
    paper.paragraph(72, 320, 468, f"The same is shown in Figure 1 {where}, where the readings are put side by side.")
    assert len(mentions(read(paper))) == 1


def test_numbers_counted_under_two_words_stay_apart(paper, read):
    for number, (word, level) in enumerate([("Imagen", "alto"), ("Gráfico", "bajo"), ("Imagen", "medio")]):
        if number:
            paper.new_page()
        paper.plot(150, 80, 450, 240).line(150, 262, f"{word} {1 + number // 2}. El nivel {level} de agua.", size=9)
        y = paper.paragraph(
            72, 320, 468, f"El {word.lower()} {1 + number // 2} no se lee; la {word} {1 + number // 2} sí."
        )
        paper.body(y=y + 24)
    draft = read(paper)
    assert [figure.caption for figure in draft.figures] == [
        f"El nivel {level} de agua." for level in ("alto", "bajo", "medio")
    ]
    texts = {figure.caption.split()[2]: [m.text for m in figure.mentions] for figure in draft.figures}
    assert [("Gráfico 1" in text, "Imagen 1" in text) for text in texts["bajo"]] == [(True, False)]
    assert [("Gráfico 1" in text, "Imagen 1" in text) for text in texts["alto"]] == [(False, True)]
