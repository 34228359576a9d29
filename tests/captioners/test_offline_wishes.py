"""What the offline captioner makes of the author's wishes: a kind of draft, a shorter or longer one, and nothing else."""

from dataclasses import replace

import pytest

from capassist.captioners.offline import OfflineCaptioner
from capassist.errors import ModelError
from capassist.model import CaptionRequest, Figure, Mention, Profile, Sentence, Style
from capassist.text.words import words

SENTENCES = (
    "Figure 1 shows the error by epoch for both losses.",
    "The dashed line is the error of the untrained model.",
    "After ten epochs the error stays below two percent.",
    "Grey areas hold ninety percent of the runs.",
)


def request(**fields) -> CaptionRequest:
    found = tuple(Sentence(text, text, ((0, 8),) if place == 0 else ()) for place, text in enumerate(SENTENCES))
    figure = Figure("fig:a", number="1", mentions=(Mention(" ".join(SENTENCES), found, file="main.tex", line=3),))
    return replace(CaptionRequest(figure, Profile((), Style(4, 14, 6, 40, final_period=True)), "latex"), **fields)


@pytest.mark.parametrize(
    "instruction", ["say what the colours mean", "shorter and more formal", "at most 9 words", "not shorter"]
)
def test_any_other_change_needs_a_server(instruction):
    with pytest.raises(ModelError, match="shorter or longer, and nothing else") as caught:
        OfflineCaptioner().draft(request(instruction=instruction, current="Error by epoch."))
    assert "--server" in caught.value.hint


@pytest.mark.parametrize(("instruction", "current"), [("shorter", "Error."), ("Longer!", "word " * 300)])
def test_where_there_is_no_such_draft_the_author_is_told(instruction, current):
    with pytest.raises(ModelError, match=r"give no (shorter|longer) caption"):
        OfflineCaptioner().draft(request(instruction=instruction, current=current))


@pytest.mark.parametrize(("instruction", "sign"), [("shorter", -1), ("Please make it longer.", 1)])
def test_shorter_and_longer(instruction, sign):
    usual = OfflineCaptioner().draft(request())
    changed = OfflineCaptioner().draft(request(instruction=instruction, current=usual.text))
    assert (len(words(changed.text)) - len(words(usual.text))) * sign > 0
    assert (changed.instruction, changed.current) == (instruction, usual.text)


@pytest.mark.parametrize("wanted", ["short", "long"])
def test_drafts_of_the_wanted_kind_come_first(wanted):
    assert OfflineCaptioner().draft(request(wanted=wanted)).kind == wanted
