"""Which sentences of a paper can be read in a caption, alone or behind the sentence they lean on."""

import re

import pytest

from capassist.captioners.extractive.compress import compress
from capassist.captioners.extractive.context_dependence import depends_on_context, points_elsewhere
from capassist.captioners.extractive.panel_places import in_habit, later_panel, place_habit
from capassist.captioners.extractive.pointer_rules import shown
from capassist.captioners.extractive.unwrap import unwrap
from capassist.captioners.extractive.well_formed import is_sentence, is_well_formed
from capassist.model import Mention, Sentence
from capassist.text.latex import to_plain


def clause(source: str):
    references = tuple(match.span() for match in re.finditer(r"(?:Figure|Abbildung|figure|figura)~\\ref\{x\}", source))
    return next(iter(compress(Sentence(to_plain(source), source, references))), None)


@pytest.mark.parametrize(
    "text",
    [
        "where x is the distance between both walls.",  # behind a displayed equation
        "The cost is defined as",
        "F{N(t; s)} = f; (11) 2ps The Gaussian",
        "4 p f t n − 1 ≡ g.",
        ">>> import lens >>> lens.run() The file runs.",
    ],
)
def test_pieces_of_a_page_are_no_sentences(text):
    assert not is_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "After ten epochs the error stays below two percent.",
        "Die Latenz wächst mit der Zahl der Knoten.",
        "La vitesse croît avec la charge (voir la table 2).",
        "k-means finds five groups.",
        "p53 binds to the promoter [12].",
        "Was it so?",
        "“It grows.”",
    ],
)
def test_an_author_s_sentence_is_whole_whatever_its_verb(text):
    assert is_sentence(text)


@pytest.mark.parametrize(
    "source",
    [
        r"Figure~\ref{x} shows how the error falls.",
        r"The corresponding code is in Figure~\ref{x}:",
        r"This is shown in Figure~\ref{x}.",
        r"Now that we have the gain, we can plot the noise (Figure~\ref{x}).",
        r"Figure~\ref{x} demonstrates what is generally a good order of steps.",
        r"An example is Figure~\ref{x}.",
        r"Compare Figure~\ref{x} with the text.",
        r"Compute the cost of all steps (Figure~\ref{x}).",
        r"For more information on the cost, look at the notes (Figure~\ref{x}).",
        r"Wie in Abbildung~\ref{x} zu sehen ist, hüpft der Druck.",  # a verb that is not known would have to move
    ],
)
def test_what_is_no_caption_without_its_pointer(source):
    assert clause(source) is None


@pytest.mark.parametrize(
    ("source", "form", "expected"),
    [
        (
            r"Figure~\ref{x} shows the cost and the grid that we choose has the lowest cost.",
            "title",
            "The cost. The grid that we choose has the lowest cost.",
        ),
        (r"Figure~\ref{x} shows the cost and it has no upper bound.", "title", "The cost. It has no upper bound."),
        (r"A graph of this structure is shown in Figure~\ref{x}.", "title", "A graph of the structure."),
        (r"This imprint of the window is shown in Figure~\ref{x}.", "title", "The imprint of the window."),
        (r"Figure~\ref{x} shows an example of such a limit.", "title", "An example of a limit."),
        (
            r"We find that the cost of this case is low, as shown in Figure~\ref{x}.",
            "sentence",
            "The cost of this case is low.",
        ),
        (
            r"Figure~\ref{x} compares these ways of scaling, with the errors we have discussed above.",
            "title",
            "Comparison of these ways of scaling, with the errors.",
        ),
        (
            r"Figure~\ref{x} shows a small window and a large window which has the kinds of errors we have discussed above.",
            "title",
            "A small window and a large window which has the kinds of errors.",
        ),
        (
            r"It is often done, for instance, in smoothing, as drawn in Figure~\ref{x} for a wide window of $w=1,2$.",
            "sentence",
            "It is often done in smoothing, here for a wide window of $w=1,2$.",
        ),
        (
            r"The level falls as shown in Figure~\ref{x} after the rain.",
            "sentence",
            "The level falls, here after the rain.",
        ),
        (
            r"The level falls, as Figure~\ref{x} shows with red dots.",
            "sentence",
            "The level falls, here with red dots.",
        ),
        (
            r"The level, which is shown in Figure~\ref{x} for wet years, is low.",
            "sentence",
            "The level, here for wet years, is low.",
        ),
        (r"The level, shown in Figure~\ref{x} to scale, is low.", "sentence", "The level is low."),
        (
            r"The level falls, as shown in Figure~\ref{x} where the line is red, and rises.",
            "sentence",
            "The level falls, where the line is red, and rises.",
        ),
        (r"The level falls, as shown in Figure~\ref{x} for comparison.", "sentence", "The level falls."),
        (r"The level falls, see Figure~\ref{x} for an example.", "sentence", "The level falls."),
        (r"The level falls (see Figure~\ref{x}) for wet years.", "sentence", "The level falls for wet years."),
        (r"The level falls, as shown in Figure~\ref{x}, for wet years.", "sentence", "The level falls for wet years."),
        (r"The level shown in Figure~\ref{x} for wet years is low.", "sentence", "The level for wet years is low."),
        (r"From the scatter plot (Figure~\ref{x}), we observed three groups.", "sentence", "We observed three groups."),
        (
            r"The groups are far apart (readers may zoom in), see Figure~\ref{x}.",
            "sentence",
            "The groups are far apart.",
        ),
        (
            r"An example of the former is the surface over both axes (Figure~\ref{x}).",
            "sentence",
            "The surface over both axes.",
        ),
        (r"Figure~\ref{x} consists of samples of a sine.", "title", "Samples of a sine."),
        (
            r"In Abbildung~\ref{x} sind die drei Teile dargestellt: Jeder Teil meldet Fehler.",
            "title",
            "Die drei Teile: Jeder Teil meldet Fehler.",
        ),
        (
            r"For clarity, only results after pruning are shown in Figure~\ref{x}.",
            "title",
            "Results after pruning.",
        ),
        (r"As an example, consider the lens shown in Figure~\ref{x}.", "title", "The lens."),
        (
            r"Consider the data in Figure~\ref{x}: this is a series of weekly counts.",
            "title",
            "A series of weekly counts.",
        ),
        (r"Often both agree; an example of this is seen in Figure~\ref{x}.", "sentence", "Often both agree."),
        (r"We see from Figure~\ref{x} that cars stop and that lorries go.", "sentence", "Cars stop and lorries go."),
        (r"The net, as discussed above, is deep (Figure~\ref{x}).", "sentence", "The net is deep."),
        (r"{The net is deep (Figure~\ref{x}).}", "sentence", "The net is deep."),
        (r"The net is also deep (Figure~\ref{x}).", "sentence", "The net is deep."),
        (r"For cars, for instance, speed grows (Figure~\ref{x}).", "sentence", "For cars, speed grows."),
        (r"In Abbildung~\ref{x} sind die Knoten des Netzes zu sehen.", "title", "Die Knoten des Netzes."),
        (r"La vitesse est représentée sur la figure~\ref{x}.", "title", "La vitesse."),
        (r"En la figura~\ref{x} se muestra la velocidad del coche.", "title", "La velocidad del coche."),
        (r"La figura~\ref{x} muestra que la velocidad crece.", "sentence", "La velocidad crece."),
        (r"Como se observa en la figura~\ref{x}, el error cae.", "sentence", "El error cae."),
        (r"En la figura~\ref{x} se puede ver que el error cae.", "sentence", "El error cae."),
        (r"Comme le montre la figure~\ref{x}, la pression chute.", "sentence", "La pression chute."),
        (r"Sur la figure~\ref{x}, on voit que l'erreur diminue.", "sentence", "L'erreur diminue."),
        (r"Der Aufbau ist in Abbildung~\ref{x} schematisch dargestellt.", "title", "Der Aufbau."),
        (
            r"Der Verlauf ist in Abbildung~\ref{x} gezeigt, wobei Punkte Messungen sind.",
            "title",
            "Der Verlauf, wobei Punkte Messungen sind.",
        ),
    ],
)
def test_sentences_and_names(source, form, expected):
    found = clause(source)
    assert found is not None
    assert (found.form, found.text) == (form, expected)


@pytest.mark.parametrize(
    ("text", "expected", "is_title"),
    [
        ("the error falls.", "the error falls.", False),
        ("we show that the error falls.", "the error falls.", False),
        ("we plot the error of all runs.", "the error of all runs.", True),
        ("we compare both solvers.", "Comparison of both solvers.", True),
        ("we compare how both solve it.", "we compare how both solve it.", False),
        ("(left) we show that the error falls.", "(left) the error falls.", False),
        ("(left) we plot the error.", "(left) the error.", True),
        ("the error is plotted for all runs.", "the error for all runs.", True),
        (
            "we vary the rate and the errors are shown for both.",
            "we vary the rate and the errors are shown for both.",
            False,
        ),
    ],
)
def test_what_is_shown_is_a_title_and_what_is_shown_to_be_so_a_sentence(text, expected, is_title):
    assert shown(text) == (expected, is_title)


@pytest.mark.parametrize("text", ["The error falls with", "The error of THE", "Der Fehler ist von", "It falls, and."])
def test_what_is_cut_before_its_end_is_not_well_formed(text):
    assert not is_well_formed(text, "sentence", cut=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(31) 2 Q Figure 1 shows the density of Q.", "The density of Q."),
        ("= 3 (4) Figure 1 shows the density.", "The density."),
        ("(31) The density grows (Figure 1).", "The density grows."),
        ("3 Figure 1 shows the density.", None),
        ("Figure 1 shows the densit´e of f´evrier.", "The densité of février."),
    ],
)
def test_the_end_of_a_display_before_a_sentence_of_a_page(text, expected):
    at = text.index("Figure 1")
    found = compress(Sentence(text, text, ((at, at + len("Figure 1")),)))
    assert [clause.text for clause in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "This effect is small.",
        "In most runs these consist of three terms.",
        "Using these data, we fit the model.",
        "With the large error bars, this result is consistent with both.",
        "The effect of this exponentiation is large.",
        "In both cases, it grows.",
        "Beyond it the error grows.",
        "Another lens is thinner.",
        "Diese Werte sind klein.",
        "Dabei steigt der Druck.",
        "Cette valeur est petite.",
        "Esta curva crece.",
    ],
)
def test_leaning_on_the_sentence_before(text):
    assert depends_on_context(text)


@pytest.mark.parametrize(
    "text",
    [
        "The speed of cars and its mean.",
        "That the error falls is expected.",
        "Each line is one run.",
        "Comparison of these methods of estimating the risk.",
        "The results of this paper.",
        "Both panels show the same run.",
        "The model is wrong, but this model is useful.",
    ],
)
def test_standing_alone(text):
    assert not depends_on_context(text)


@pytest.mark.parametrize(
    "text", ["The cost is as follows.", "Errors mentioned above are small.", "As we have seen, it grows."]
)
def test_pointing_elsewhere(text):
    assert points_elsewhere(text)
    assert not points_elsewhere("The cost is above 3 and below 5 at all times.")


def test_names_that_lean_do_not():
    assert depends_on_context("Milestones in its history.", title=True)


class TestPanels:
    @pytest.mark.parametrize(
        ("caption", "text", "expected"),
        [
            ("(left) The cost. (right) The gain.", "The top panel shows the error.", {"(top)": "The error."}),
            ("Left: the cost. Right: the gain.", "The error is shown in the lower panel.", {"Lower:": "the error."}),
            (
                "(left) The cost.",
                "The top panel shows the error, while the lower panel shows the gain.",
                {"(top)": "The error", "(lower)": "The gain."},
            ),
            (
                "(left) The cost.",
                "The top panel shows the error (unlike Figure 2).",
                {"(top)": "The error (unlike Figure 2)."},
            ),
            ("Left panel: The cost.", "The upper-right panel displays costs.", {"Upper-right panel:": "Costs."}),
        ],
    )
    def test_the_author_s_way_of_naming_them(self, caption, text, expected):
        habit = place_habit([caption])
        assert habit is not None
        assert in_habit(text, habit) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "The left turn is shown.",
            "The top panel shows the error, and the same panel holds the gain.",
            "The top panel shows this error.",
            "Cars stop and the loss is shown in the right panel.",
        ],
    )
    def test_other_sentences_stay(self, text):
        habit = place_habit(["(left) The cost."])
        assert habit is not None
        assert in_habit(text, habit) == {}

    def test_no_place_no_habit(self):
        assert place_habit(["The left ventricle of the heart.", "(a) The cost."]) is None


@pytest.mark.parametrize("end", ["}", ""])  # its brace may stand in a later paragraph
def test_sentences_within_one_macro_are_read_one_by_one(end):
    source = r"\revised{Cars stop. Figure~\ref{x} shows the speed of Table~\ref{t}." + end
    start = source.index("Figure")
    sentence = Sentence(
        "Cars stop. Figure 1 shows …", source, ((start, start + len(r"Figure~\ref{x}")),), names_others=True
    )
    first, second = unwrap(Mention("…", (sentence,)))
    assert (first.source, first.references, first.names_others) == ("Cars stop.", (), False)
    assert second.source[slice(*second.references[0])] == r"Figure~\ref{x}"
    assert second.names_others


def test_other_sentences_stay_as_they_are():
    one = Sentence("Cars stop.", r"\emph{Cars} stop.")
    assert unwrap(Mention("…", (one,))) == [one]


def test_a_caption_does_not_open_with_a_later_panel():
    assert later_panel("Panel (c) shows the error.")
    assert later_panel("The right-hand panel shows the error.")
    assert later_panel("The lower-left panel shows the error.")
    assert later_panel("The top right panel shows the error.")
    assert not later_panel("The left panel shows the error.")
    assert not later_panel("Panels a and b show the error.")
    assert not later_panel("The lower the load, the smaller the error.")


@pytest.mark.parametrize(
    ("source", "role", "expected"),
    [
        (r"The left panel of Figure~\ref{x} shows the error.", "subject", "The left panel shows the error."),
        (r"The error is shown in the left panel of Figure~\ref{x}.", "object", "The error is shown in the left panel."),
    ],
)
def test_a_panel_of_the_figure_names_it(source, role, expected):
    found = clause(source)
    assert found is not None
    assert (found.role, found.text) == (role, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"Figure~\ref{x}, top left shows the level of the tank.", "The top left panel shows the level of the tank."),
        (
            r"In the left panel of Figure~\ref{x}, we show the level of the tank.",
            "The left panel shows the level of the tank.",
        ),
        (
            r"The flow is more clearly seen in Figure~\ref{x}, which shows the level of the tank.",
            "The level of the tank.",
        ),
        (r"This is more easily seen in Figure~\ref{x} where each line is a year of the tank.", None),
    ],
    ids=["a place behind", "we show in a panel", "which shows", "its verb went"],
)
def test_what_is_left_keeps_its_subject_and_verb(source, expected):
    said = clause(source)
    assert (said and said.text) == expected


def test_what_can_be_seen_from_a_plot_named_at_the_end_is_shown():
    source = r"The flow can be visualized by plotting the level of the tank (Figure~\ref{x})."
    said = clause(source)
    assert said is not None
    assert (said.role, said.evidenced) == ("object", False)


def test_a_clause_whose_noun_went_is_none():
    assert not is_well_formed("The power of the shows some features.", "sentence", cut=False)
    assert is_well_formed("The power of the pump shows some features.", "sentence", cut=False)


@pytest.mark.parametrize(
    "behind", ["", ".", " for all runs.", ", respectively.", "b for all runs.", "$^1$.", "\\ for all."]
)
def test_words_on_both_sides_of_a_pointer_do_not_run_together(behind):
    found = clause(rf"The level of the tank is shown in Figure~\ref{{x}}{behind}")
    assert found is not None
    assert re.match(r"The level of the tank(?:\W|$)", found.text)
