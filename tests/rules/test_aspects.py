"""What a caption tells of its figure, and which of the author's sentences would add the rest."""

from dataclasses import replace

import pytest

from capassist.model import Aspect, Drawing, Figure, FigureType, Mention, Sentence
from capassist.rules import aspects_of

FULL = (
    "Run time of both parsers against length. The dashed line is the old parser; "
    "the new one (circles) is 3.5 times faster and remains so, which shows that one pass is enough."
)


def figure(caption: str | None, *sentences: str, drawn: str = "", type_: FigureType | None = None) -> Figure:
    written = tuple(Sentence(text, text, ((0, 1),) if "Figure" in text else ()) for text in sentences)
    mentions = (Mention(" ".join(sentences), written),) if sentences else ()
    state = "written" if caption else "missing"
    return Figure("fig:a", caption=caption, state=state, mentions=mentions, drawn_text=drawn, type=type_)


def aspect(name: str, of: Figure) -> Aspect:
    return next(found for found in aspects_of(of, of.caption or "") if found.name == name)


def test_a_full_caption_has_all() -> None:
    states = {found.name: found.state for found in aspects_of(figure(FULL, drawn="old parser\nlength"), FULL)}
    assert states == dict.fromkeys(
        ["names what is plotted", "text in figure", "relations", "numbers", "takeaway", "visual encodings"], "there"
    )


def test_words_that_were_only_read_of_the_pixels_are_drawn_in_the_figure() -> None:
    read = replace(figure("Level of the lake."), drawing=Drawing("ocr", nodes=("lake level", "x")))
    assert aspect("text in figure", read) == Aspect("text in figure", "there", ("Level", "lake"))
    blank = replace(read, drawing=Drawing("ocr", nodes=("x",)))
    assert aspect("text in figure", blank).reason == "no words could be read in the figure"


def test_without_caption_all_is_missing() -> None:
    assert {found.state for found in aspects_of(figure(None), "")} == {"missing", "not applicable"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text in figure", ("parsers", "length")),
        ("relations", ("against", "faster")),
        ("numbers", ("3.5",)),
        ("takeaway", ("remains", "shows that", "enough")),
        ("visual encodings", ("dashed", "line", "circles")),
    ],
)
def test_the_words_that_show_it(name: str, words: tuple[str, ...]) -> None:
    assert aspect(name, figure(FULL, drawn="parsers\nlength")).words == words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("names what is plotted", "Figure 1 shows the run time."),
        ("relations", "The new parser is faster."),
        ("numbers", "It reads 40 pages a second."),
        ("takeaway", "One pass suffices."),
        ("visual encodings", "The dashed line is the old one."),
        ("text in figure", "Words are counted in whole pages."),
    ],
)
def test_a_sentence_of_the_text_would_add_it(name: str, sentence: str) -> None:
    told = aspect(name, figure("Results.", "Nothing here.", sentence, drawn="whole pages"))
    assert told == Aspect(name, "missing", sentence=sentence)


def test_a_figures_number_is_no_number() -> None:
    assert aspect("numbers", figure("Run time.", "Figure 3 and Section 2.1 tell of it [12].")).sentence is None


def test_a_sentence_about_other_figures_is_not_taken() -> None:
    other = Sentence("Figure 2 is 3 times faster.", "", ((0, 1),), names_others=True)
    target = Figure("fig:a", caption="Run time.", state="written", mentions=(Mention(other.text, (other,)),))
    assert {found.sentence for found in aspects_of(target, "Run time.")} == {None}


@pytest.mark.parametrize(("name", "type_"), [("visual encodings", "photo"), ("numbers", "node diagram")])
def test_what_the_kind_of_figure_does_not_have(name: str, type_: FigureType) -> None:
    assert aspect(name, figure("Beads of two kinds.", type_=type_)).state == "not applicable"


@pytest.mark.parametrize("name", ["relations", "takeaway", "visual encodings"])
def test_what_is_told_by_english_words_is_not_missing_in_another_language(name: str) -> None:
    german = figure(
        "Die Laufzeit der Parser ist mit der Länge und der Zahl der Seiten gezeigt.", "Die rote Linie ist es."
    )
    told = aspect(name, german)
    assert (told.state, told.sentence, told.reason) == ("not applicable", None, "its words are known in English only")


def test_a_figure_without_numbers_is_not_asked_for_any() -> None:
    told = aspect("numbers", figure("Parts of the parser.", drawn="lexer\nreader"))
    assert (told.state, told.reason) == ("not applicable", "no number is printed in the figure")
    assert aspect("numbers", figure("Parts.", "It has 3 parts.", drawn="lexer\nreader")).sentence == "It has 3 parts."


def test_without_text_in_the_figure_it_cannot_be_asked_for() -> None:
    assert aspect("text in figure", figure(FULL)).state == "not applicable"
    assert aspect("text in figure", figure(FULL, drawn="0 1 2\n0.5")).state == "not applicable"


@pytest.mark.parametrize("named", ["Trp-1 at the surface.", "The chain of Ala-12 and Leu–3."])
def test_the_number_of_a_name_is_none(named: str) -> None:
    assert aspect("numbers", figure("Fluorescence.", named)).sentence is None
