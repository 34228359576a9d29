"""The choice between several answers: what the guards say decides, then the author's habits, then the author's words."""

import pytest

from capassist.model import (
    Axis,
    CaptionRequest,
    Draft,
    Drawing,
    Figure,
    LegendEntry,
    Mention,
    PlotPanel,
    Profile,
    Sentence,
    StandingRules,
    Style,
    TextPlace,
)
from capassist.profile import build_profile
from capassist.workflow.reranking import broken_rules, coverage, fault_finder, habits_kept, ranker


@pytest.fixture
def choose(reopened):
    """Choose among texts for the figure without a caption of the small paper."""
    draft: Draft = reopened()
    share = next(figure for figure in draft.figures if figure.id == "fig:share")
    request = CaptionRequest(share, build_profile(draft, share, 3), draft.kind)
    return lambda *texts, prefer="quality": texts[ranker(draft, prefer)(request, texts)[0][0]]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("Share of the 13 corpora. It is highest for prose.", "Share of the corpora!"),
        (r"Share of the corpora. \input{x} It is highest.", "Share of the 13 corpora!"),
        ("Here is the caption. " * 6, "Share of the corpora!"),
        ("Share of the corpora! It is highest for prose", "Share of the corpora. It is highest for prose."),
        ("Tokens by kind. All of them are grey.", "Time against the corpora. The line is dashed."),
    ],
    ids=["a number of its own", "a command", "repetition", "a habit", "words"],
)
def test_the_better_answer_is_chosen_wherever_it_stands(choose, worse, better):
    assert choose(worse, better) == better
    assert choose(better, worse) == better


def test_of_equal_answers_the_first_is_chosen(choose):
    assert choose("Share A of all corpora.", "Share B of all corpora.") == "Share A of all corpora."


@pytest.mark.parametrize(
    ("prefer", "first"),
    [("quality", "Share of the corpora by state!"), ("voice", "Time against the states. The line is dashed.")],
)
def test_what_the_author_prefers_decides_between_drafts_without_a_warning(choose, prefer, first):
    texts = ["Share of the corpora by state!", "Time against the states. The line is dashed."]
    assert choose(*texts, prefer=prefer) == choose(*reversed(texts), prefer=prefer) == first


@pytest.mark.parametrize("prefer", ["quality", "voice"])
def test_a_number_of_its_own_is_never_preferred(choose, prefer):
    assert choose("Time against the 4711 corpora.", "Words!", prefer=prefer) == "Words!"


def sentence(text: str, *, pointing: bool = True) -> Sentence:
    return Sentence(text, text, ((0, 1),) if pointing else ())


PLOT = Drawing("pdf", (PlotPanel(x=Axis("time"), y=Axis("water level"), legend=(LegendEntry("spring", "blue"),)),))
TOLD = Mention("", (sentence("Rain fills the basin."), sentence("Unrelated words follow.", pointing=False)))


@pytest.mark.parametrize(
    ("figure", "text", "share"),
    [
        (Figure("f"), "Anything.", 0.0),
        (Figure("f", drawing=PLOT), "Water level against time.", 2 / 3),
        (Figure("f", drawing=PLOT), "Level against time in spring.", 1.0),
        (Figure("f", mentions=(TOLD,)), "Rain.", 1 / 3),
        (Figure("f", mentions=(TOLD,)), "Unrelated words follow.", 0.0),
        (Figure("f", drawing=PLOT, mentions=(TOLD,)), "Time of rain.", (1 / 3 + 1 / 3) / 2),
    ],
    ids=["nothing known", "two of three", "all drawn", "told", "what does not point at it", "both"],
)
def test_coverage_is_what_is_named_of_what_is_drawn_and_told(figure, text, share):
    assert coverage(figure, text) == pytest.approx(share)


def test_coverage_counts_what_has_half_its_words_and_no_axis_without_a_name():
    node = Drawing("tikz", (PlotPanel(title="Left side", x=Axis()),), nodes=("parser of words",))
    assert coverage(Figure("f", drawing=node), "Side of it.") == pytest.approx(1 / 2)
    assert coverage(Figure("f", drawing=node), "The parser.") == pytest.approx(1 / 2)
    assert coverage(Figure("f", drawing=Drawing("pdf")), "Anything.") == 0


HABITS_OF = Style(4, 10, 3, 5, final_period=True, panel_form="(a)", title_sentence=False)


@pytest.mark.parametrize(
    ("caption", "kept"),
    [
        ("Run time of parsers.", 4),
        ("Run time of parsers", 3),
        ("Run time.", 3),
        ("Run time of all our parsers.", 3),
        ("(A) Run time, (B) memory.", 3),
        ("", 0),
    ],
)
def test_a_caption_keeps_to_habits_one_by_one(caption, kept):
    assert habits_kept(Figure("", caption=caption, caption_source=caption), HABITS_OF) == kept
    assert habits_kept(Figure("", caption=caption, caption_source=caption), None) == 0


def request(markup="latex", **fields) -> CaptionRequest:
    return CaptionRequest(fields.pop("figure", Figure("f")), Profile((), None), markup, **fields)


@pytest.mark.parametrize(
    ("text", "markup", "faults"),
    [
        (r"Run \emph{time} of \net.", "latex", 0),
        (r"Run \foo{time} and \foo.", "latex", 1),
        (r"Run \foo and \bar time.", "latex", 1),
        ("Run {time.", "latex", 1),
        (r"Novel \foo{time}.", "latex", 2),
        (r"Run \foo{time}.", "pdf", 0),
        ("Novel time.", "pdf", 1),
    ],
)
def test_a_text_is_asked_for_again_for_what_it_breaks(text, markup, faults):
    found = fault_finder(frozenset({"net"}))
    said = found(text, request(markup, rules=StandingRules(never=("novel",))))
    assert len(said) == faults, said
    assert (r"\foo is a command that nothing defines." in said) is (markup == "latex" and r"\foo" in text)


def test_where_no_command_of_the_draft_is_known_none_is_undefined():
    assert fault_finder(frozenset())(r"Run \foo{time}.", request()) == ()


def test_another_text_has_to_be_what_its_kind_is():
    view = Figure("f@short", place=TextPlace("short", "f"))
    long = "A short title that says far more than anybody wants to read in a list of figures, and then some more of it."
    assert broken_rules(long, request(figure=view, accepted="Run time."))
    assert not broken_rules(long, request(accepted="Run time."))
