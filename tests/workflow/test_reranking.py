"""The choice between several answers: what the guards say decides, then the author's habits, then the author's words."""

import pytest

from capassist.model import CaptionRequest, Draft
from capassist.profile import build_profile
from capassist.workflow.reranking import chooser


@pytest.fixture
def choose(reopened):
    """Choose among texts for the figure without a caption of the small paper."""
    draft: Draft = reopened()
    share = next(figure for figure in draft.figures if figure.id == "fig:share")
    request = CaptionRequest(share, build_profile(draft, share, 3), draft.kind)
    return lambda *texts: texts[chooser(draft)(request, texts)]


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
