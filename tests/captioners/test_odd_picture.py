"""Pictures that stand where a figure is to come: said of blanks, placeholders and logos, and of no real figure."""

import pytest

from capassist.captioners.generative.prompts import caption_messages
from capassist.captioners.generative.provenance import provenance_notes
from capassist.captioners.odd_picture import why_odd
from capassist.model import (
    Axis,
    CaptionRequest,
    Drawing,
    Figure,
    Image,
    Mention,
    Picture,
    PlotPanel,
    Profile,
)

PICTURE = Picture(b"", "image/png", 600, 400)
PLOT = Drawing("pdf", (PlotPanel(x=Axis("Conference year")),))


def drawn(text: str, told: str = "Figure 1 shows the growth.", **fields) -> Figure:
    return Figure("fig:a", drawn_text=text, mentions=(Mention(told, ()),), **fields)


@pytest.mark.parametrize(
    "figure",
    [
        drawn(""),
        drawn("time (s) energy (J)"),
        drawn("missing data  imputed data  no images 3"),
        drawn("Conference papers 1990 2000", "Figure 1 shows papers by year."),
        drawn("University of Utrecht 1990", drawing=PLOT),
        drawn("journal article " + "value " * 30),
        drawn("", images=(Image("figs/logos_compared.pdf"), Image("plots/missingness.pdf"), Image("blankets.png"))),
    ],
    ids=["no words", "a plot", "words near it", "told of", "axes", "many words", "names near it"],
)
def test_nothing_is_said_of_what_may_be_a_figure(figure: Figure) -> None:
    assert why_odd(figure, PICTURE) == ""
    assert why_odd(figure, None) == ""


@pytest.mark.parametrize(
    ("figure", "picture", "said"),
    [
        (drawn(""), Picture(b"", "image/png", 600, 400, blank=True), "The picture is blank."),
        (drawn("", images=(Image("example-image-a.pdf"),)), PICTURE, "The file example-image-a.pdf seems to stand"),
        (drawn("", images=(Image("figs/placeholder2.png"),)), PICTURE, "The file figs/placeholder2.png seems"),
        (drawn("INSERT FIGURE"), PICTURE, "The picture says “INSERT FIGURE”."),
        (drawn("Image not available"), PICTURE, "The picture says “Image not available”."),
        (drawn("ACME 2031 XII Symposium on Fluids"), PICTURE, "The picture seems to be the logo of a venue."),
        (drawn("Universidade do Norte"), PICTURE, "The picture seems to be the logo of a venue."),
    ],
    ids=["blank", "TeX's example", "named placeholder", "insert", "not available", "symposium", "university"],
)
def test_why_a_picture_is_odd_is_said(figure: Figure, picture: Picture, said: str) -> None:
    assert why_odd(figure, picture).startswith(said)


def test_the_author_and_the_model_are_told_and_the_model_no_name_of_a_file() -> None:
    figure = drawn("", images=(Image("placeholder.png"),))
    request = CaptionRequest(figure, Profile((), None), "latex")
    sent = {"fig:a": PICTURE}

    (note,) = provenance_notes(request, sent, sent)
    texts = [part.get("text", "") for part in caption_messages(request, sent, "0" * 16)[1]["content"]]

    assert note.startswith("The file placeholder.png seems to stand")
    assert note.endswith("The draft rests on it.")
    assert any("may be a placeholder or a logo" in text for text in texts)
    assert not any("placeholder.png" in text for text in texts)
    assert "placeholder" not in " ".join(provenance_notes(request, sent, {}))  # where it was not sent


def test_a_model_is_told_nothing_of_a_usual_picture() -> None:
    request = CaptionRequest(drawn("time"), Profile((), None), "latex")
    texts = [part.get("text", "") for part in caption_messages(request, {"fig:a": PICTURE}, "0" * 16)[1]["content"]]

    assert not any("placeholder" in text for text in texts)
