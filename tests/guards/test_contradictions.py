"""What a text says against the standing caption and the text about the figure: looks, directions, names, swaps, claims."""

import pytest

from capassist.guards import inspect
from capassist.guards.vocabulary import language_for, languages
from capassist.model import Figure, Mention, Sentence
from capassist.text.words import sentences

OLD = "The error of Python (red) and of the compiled code (blue) increases with the size of the grid, as all ten runs show."


def figure(about: str = "") -> Figure:
    found = tuple(Sentence(text, text) for text in sentences(about))
    return Figure(id="fig:a", number="1", mentions=(Mention(about, found),) if about else ())


def codes(text: str, *, old: str | None = OLD, about: str = "") -> list[str]:
    return [finding.code for finding in inspect(text, figure(about), markup="latex", old=old)]


# What must not be marked --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        OLD,
        "The error of the compiled code (blue) and of Python (red) increases with the size of the grid, as all ten runs show.",
        "As all ten runs show, the error of Python (red) and of the compiled code (blue) grows with the size of the grid.",
        "The error grows with the grid.",
        "",
        "$x^2 + y_3 = \\sum_i a_i$",
    ],
    ids=["as it stands", "the other order", "another word", "shorter", "empty", "a formula only"],
)
def test_honest_rewordings_are_let_be(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "L'erreur de Python (rouge) et du code (bleu) augmente avec la taille de la grille.",
        "Virhe kasvaa koon mukana.",
        "误差随网格大小减小。",
    ],
    ids=["French", "no known language", "Chinese"],
)
def test_a_text_in_another_language_is_not_compared_with_the_caption(text: str) -> None:
    found = inspect(text, figure(), markup="latex", old=OLD)
    assert not {finding.code for finding in found} & {
        "look",
        "direction",
        "negation",
        "quantity",
        "swap",
        "panel-other",
    }


def test_a_paragraph_about_many_things_says_nothing_against_a_colour() -> None:
    about = (
        "The red line of Figure 1 is the mean. In another experiment a blue cross was drawn on each plate that we kept."
    )
    assert codes("The red line is the mean of what we kept.", old=None, about=about) == []


# What is marked -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("increases", "decreases", "direction"),
        ("(red)", "(green)", "look"),
        ("increases", "never increases", "negation"),
        ("as all ten runs", "as half of the ten runs", "quantity"),
        ("ten runs", "twelve runs", "number"),
        ("Python", "Fortran", "name-other"),
        ("(red) and of the compiled code (blue)", "(blue) and of the compiled code (red)", "look"),
    ],
)
def test_one_word_is_wrong(old: str, new: str, code: str) -> None:
    assert code in codes(OLD.replace(old, new))


@pytest.mark.parametrize(
    ("caption", "text", "code"),
    [
        ("(a) The input and (b) the result of the filter.", "(b) The input and (a) the result of the filter.", "swap"),
        ("Left: the data of the test.", "Right: the data of the test.", "panel-other"),
        ("The median of ten nights of data for the star.", "The median of ten weeks of data for the star.", "unit"),
        (r"The same as \ref{fig:b}, but for the others.", r"The same as \ref{fig:c}, but for the others.", "reference"),
        (r"The decay $r^{-6}$ of the terms in the sum.", r"The decay $r^{-8}$ of the terms in the sum.", "name-other"),
        ("The standard model fails where the floating model holds.",
         "The floating model fails where the standard model holds.", "swap"),
    ],
)  # fmt: skip
def test_kinds_against_the_standing_caption(caption: str, text: str, code: str) -> None:
    assert codes(caption, old=caption) == []
    assert code in codes(text, old=caption)


@pytest.mark.parametrize(
    ("caption", "text"),
    [
        (
            "Der Fehler der Messung steigt mit der Größe des Gitters.",
            "Der Fehler der Messung sinkt mit der Größe des Gitters.",
        ),
        ("L'erreur augmente avec la taille de la grille.", "L'erreur diminue avec la taille de la grille."),
        ("El error aumenta con el tamaño de la malla.", "El error disminuye con el tamaño de la malla."),
        ("O erro aumenta com o tamanho da malha.", "O erro diminui com o tamanho da malha."),
        ("L'errore aumenta con la dimensione della griglia.", "L'errore diminuisce con la dimensione della griglia."),
        ("误差的大小随网格的增加而上升。", "误差的大小随网格的增加而下降。"),
    ],
    ids=["de", "fr", "es", "pt", "it", "zh"],
)
def test_other_languages(caption: str, text: str) -> None:
    assert "direction" in codes(text, old=caption)
    assert codes(caption, old=caption) == []


def test_the_text_about_the_figure_speaks_against_it() -> None:
    about = "Figure 1 shows that the error increases with the number of terms."
    assert codes("The error increases with the number of terms.", old=None, about=about) == []
    assert codes("The error decreases with the number of terms.", old=None, about=about) == ["direction"]


@pytest.mark.parametrize("claim", ["significantly", "always", "without exception"])
def test_a_claim_that_no_sentence_makes(claim: str) -> None:
    about = "Figure 1 shows the error of the method for each grid."
    assert codes(f"The error of the method {claim} falls.", old=None, about=about) == ["claim"]
    assert codes(f"The error of the method {claim} falls.", old=None, about=f"{about} It {claim} falls.") == []


def test_what_it_rests_on_is_said_in_one_line() -> None:
    (finding,) = inspect(OLD.replace("increases", "decreases"), figure(), markup="latex", old=OLD)
    assert finding.message == "“decreases”: the caption that stands there has “increases” there."
    assert finding.span == (58, 67)


# The words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", languages())
def test_no_word_stands_for_two_things_of_one_scale(name: str) -> None:
    for word, meanings in languages()[name].exact.items():
        scales = [meaning.scale for meaning in meanings]
        assert len(scales) == len(set(scales)), word


def test_a_text_too_short_to_tell_is_in_the_language_of_its_paper() -> None:
    assert language_for("The time is of the essence.", "") is languages()["en"]
    assert language_for("Zeit", "Der Fehler ist mit der Zeit kleiner.") is languages()["de"]
    assert language_for("Virhe kasvaa koon mukana.", "") is None


def test_ten_thousand_words_are_no_matter() -> None:
    assert "repetition" in codes("The error of Python increases with the size. " * 1250)


# Sentences that point elsewhere ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "marked"),
    [
        ("In this figure the measured level is the red line.", True),
        ("The measured level is the red line.", False),
        ("In their Figure 5 the measured level is the red line of the figure.", False),
    ],
    ids=["this figure", "no figure", "another paper's"],
)
def test_looks_are_those_of_sentences_that_point_at_the_figure(about: str, *, marked: bool) -> None:
    assert ("look" in codes("The measured level is the green line.", old=None, about=about)) is marked


def test_significant_alone_claims_nothing_where_no_caption_stands() -> None:
    assert codes("The position of significant peaks of the signal.", old=None) == []
    assert codes("The peaks are significantly higher in the signal.", old=None) == ["claim"]
    assert codes("The peaks are statistically significant in the signal.", old=None) == ["claim"]
    assert codes("The position of significant peaks of the signal.", old="The position of the peaks.") == ["claim"]


def test_a_name_in_a_macro_of_the_paper_s_own_is_a_name() -> None:
    old = "The error against that of the algorithm in \\project{NumPy} for the same systems."
    assert codes(old.replace("NumPy", "SciPy"), old=old) == ["name-other"]
    assert codes(old, old=old) == []


# Word for word: what may be the same thing, and what is another ---------------------------------------------------------

KINDS_COMPARED = frozenset(("look", "panel-other", "negation", "direction", "quantity", "unit", "name-other", "number-other"))  # fmt: skip
SAME = {
    "a macro and a name that both stay": ("The error of \\ours and Fortran on the grid.", "The error of Fortran on the grid for \\ours."),
    "a name beside the macro that stays": ("The error of \\ours on the grid.", "The error of Fortran falls where \\ours is best."),
    "another symbol": ("The decay is $x_1$ in the terms.", "The decay is $y$ in the terms."),
    "a number with one more digit": ("The runs took 12.5 of the day.", "The runs took 12.50 of the day."),
    "what is not far is near": ("The error is not far from the mean.", "The error is near the mean."),
    "panels told in the other order": ("(a) The input. (b) The result.", "(b) The result. (a) The input."),
    "another unit of another amount": ("The mean of 10 nights of data.", "The mean of 20 weeks of data."),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_may_be_the_same_is_not_marked(old: str, new: str) -> None:
    assert not set(codes(new, old=old)) & (KINDS_COMPARED - {"number-other"})


TOLD_ANEW = {
    "what begins a sentence": ("The old river: (a) the Rome-2 flow function is weak.", "The old river: (a) Measured flow function of it."),
    "numbers of another type": ("(b) Share of all that are of the type 04:02 of site 77.", "(b) Share of them of type 05:01."),
    "a name that is put in": ("(a) The Rome-2 flow of it.", "(a) The Oslo and the Rome-2 flow of it."),
    "more than one": ("The map from an HMM with lag 4.", "The map from HMMs with lag 4."),
    "titles": ("Read depth of GENE class I for the 3-end runs.", "GENE-A Read Depth chr6 (+ strand) for the 3-end runs."),
    "entries of a legend": ("Samples of the flow for the ABC run.", "ABC Results: flow for Samples and Truth."),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), TOLD_ANEW.values(), ids=TOLD_ANEW)
def test_a_caption_in_other_words_is_not_compared_thing_by_thing(old: str, new: str) -> None:
    assert not set(codes(new, old=old)) & KINDS_COMPARED


OTHER = {
    "a name for a macro": ("The error of \\ours on the grid.", "The error of Fortran on the grid.", "“Fortran”", "“\\ours”"),
    "a macro for a name": ("The error of Fortran on the grid.", "The error of \\ours on the grid.", "“\\ours”", "“Fortran”"),
    "a macro for a macro": ("The error of \\ours on the grid.", "The error of \\theirs on the grid.", "“\\theirs”", "“\\ours”"),
    "one of two of a name": ("The PSD of the star and its PSD in May.", "The PSD of the star and its BIC in May.", "“BIC”", "“PSD”"),
    "an index": ("The decay is $x_1$ in the terms.", "The decay is $x_2$ in the terms.", "“$x_2$”", "“$x_1$”"),
    "a letter of a panel": ("(a) The input of it.", "(b) The input of it.", "“(b)”", "“(a)”"),
    "a word of a place": ("Top left: the level of the tank.", "Bottom left: the level of the tank.", "“Bottom”", "“Top”"),
    "a not too many": ("The error is near the mean.", "The error is not near the mean.", "“not near”", "“near”"),
    "a not too few": ("The error does not rise on the grid.", "The error rises on the grid.", "“rises”", "“not rise”"),
    "a not of a word that is on no scale": ("The old run converges on the grid.", "The old run never converges on the grid.", "“not converges”", "“converges”"),
    "a unit without a number": ("The mean of nights of data.", "The mean of weeks of data.", "“weeks”", "“nights”"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "here", "there"), OTHER.values(), ids=OTHER)
def test_what_is_another_thing_is_marked_with_both_words(old: str, new: str, here: str, there: str) -> None:
    found = [f for f in inspect(new, figure(), markup="latex", old=old) if f.code in KINDS_COMPARED]
    (message,) = (finding.message for finding in found)
    assert message.startswith(f"{here}: the caption that stands there")
    assert there in message.partition(":")[2]
    assert f"“{new[slice(*found[0].span or (0, 0))]}”" == here.replace("not ", "")


def test_what_the_text_has_too_must_stand_very_much_in_its_place() -> None:
    old, said = "The error of \\ours on the grid.", "Figure 1 shows the error of Fortran."
    assert "name-other" in codes("The error of Fortran on the grid.", old=old, about=said)
    assert "name-other" in codes("The best of all: the error of Fortran in old runs.", old=old)
    assert "name-other" not in codes("The best of all: the error of Fortran in old runs.", old=old, about=said)


@pytest.mark.parametrize(
    ("text", "about", "found"),
    [
        pytest.param("The mean of 10 weeks of data.", "Figure 1 shows the mean of 10 nights of data.", ["unit"], id="a unit"),
        pytest.param("The mean of weeks of data.", "Figure 1 shows the mean of nights of data.", [], id="no number"),
        pytest.param("The error of Go on the grid.", "Figure 1 shows the error of Python on the grid. Go is used.", [], id="names"),
        pytest.param("The error does not rise.", "Figure 1 shows that the error rises.", [], id="what is not so"),
        pytest.param("The red level of it.", "Figure 1 shows the level in green and the red flow of it.", [], id="both colours"),
    ],
)  # fmt: skip
def test_paragraphs_speak_of_much_else(text: str, about: str, found: list[str]) -> None:
    assert codes(text, old=None, about=about) == found


# Which side belongs to what -----------------------------------------------------------------------------------------------

ON_SIDES = (
    "The readings and the fitted curve are shown in Figure 1 on the left and the distribution of $k$ is shown in Figure 1 "
    "on the right."
)
PANELS = (
    "The left panel of Figure 1 shows the raw map. The right panel shows the cleaned map with all scratches removed."
)
ROWS = "The upper row has the flow, the lower row the residuals of the fit."


def sides(text: str, about: str = "", old: str | None = None) -> list[str]:
    found = tuple(Sentence(sentence, sentence, ((0, 3),)) for sentence in sentences(about))
    shown = Figure(id="fig:a", number="1", mentions=(Mention(about, found),) if about else ())
    return [finding.code for finding in inspect(text, shown, markup="latex", old=old) if finding.code == "panel-other"]


@pytest.mark.parametrize(
    ("text", "about", "old"),
    [
        ("The readings and the fitted curve on the left and the distribution of $k$ on the right.", ON_SIDES, None),
        ("The distribution of $k$ on the right.", ON_SIDES, None),
        ("Left: the readings and the fitted curve. Right: the distribution of $k$.", ON_SIDES, None),
        ("The distribution of $k$ (right) and the readings (left).", ON_SIDES, None),
        (
            "The left panel shows the raw map. The right panel shows the cleaned map with all scratches removed.",
            PANELS,
            None,
        ),
        ("The raw (left) and the cleaned (right) map.", PANELS, None),
        ("The lower row has the residuals of the fit, the upper row the flow.", "", ROWS),
        (
            "Top: flow. Lower panel: residuals in the upper basin.",
            "",
            "Top: flow. Lower panel: residuals in the upper basin.",
        ),
        ("The left panel shows the wind.", PANELS, None),
    ],
    ids=[
        "as said",
        "one side",
        "labels",
        "keys",
        "verbatim",
        "short",
        "the other order",
        "upper basin",
        "what is not said",
    ],
)
def test_a_side_that_is_right_is_not_marked(text: str, about: str, old: str | None) -> None:
    assert sides(text, about, old) == []


@pytest.mark.parametrize(
    ("text", "about", "old", "marked"),
    [
        ("The readings and the fitted curve on the right and the distribution of $k$ on the left.", ON_SIDES, None, 2),
        ("The distribution of $k$ on the left and the readings on the right.", ON_SIDES, None, 2),
        ("The distribution of $k$ on the left.", ON_SIDES, None, 1),
        ("Right: the readings and the fitted curve. Left: the distribution of $k$.", ON_SIDES, None, 2),
        ("The raw (right) and the cleaned (left) map.", PANELS, None, 2),
        ("The upper row has the residuals of the fit, the lower row the flow.", "", ROWS, 2),
    ],
    ids=["exchanged", "in the other order", "one side", "labels", "keys", "rows"],
)
def test_a_side_that_belongs_to_the_other_is_marked(text: str, about: str, old: str | None, marked: int) -> None:
    assert sides(text, about, old) == ["panel-other"] * marked
