"""The verifier: what it shows a model, and which of the answers are faults."""

import json
from pathlib import Path
from typing import Any

import pytest
from askers import asker_of

from capassist.captioners.generative.verifier import LONGEST_REASON, TRIES, ModelVerifier, faults_in
from capassist.errors import ModelError
from capassist.llm.budget import CostEstimate
from capassist.llm.probe import made_up_picture
from capassist.model import Figure, Mention, Panel, Picture, Sentence
from capassist.testing import Answer, ChatServer, chat_answer

FAULTS = {"wrong-axis": "the caption names another axis", "missing-panel": "a panel is not described"}
SAID = r"Figure 1 shows the speed of \input{r.csv}it."
FIGURE = Figure(
    id="fig:a",
    caption="Speed.",
    mentions=(Mention(SAID, (Sentence(SAID, SAID),), "main.tex", 3),),
    panels=(Panel("(a)", caption="Pump A."), Panel("(b)")),
)
AXIS = {"fault": "wrong-axis", "why": "The axis says time."}


class Pictures:
    def __init__(self, picture: Picture | None) -> None:
        self.picture = picture

    def load(self, figure: Figure) -> Picture | None:
        return self.picture


def answered(*faults: Any) -> Answer:
    return chat_answer(json.dumps({"faults": faults}))


def verifier(server: ChatServer, kept: Path | None = None, *, blind: bool = False) -> ModelVerifier:
    return ModelVerifier(asker_of(server.url, kept=kept), Pictures(None if blind else made_up_picture()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The axis is wrong.",
        "[]",
        '{"faults": {}}',
        '{"faults": [], "more": 1}',
        '{"faults": ["wrong-axis"]}',
        *(
            json.dumps({"faults": [AXIS, fault]})
            for fault in (
                {**AXIS, "fault": "ugly"},
                {**AXIS, "fault": 1},
                {**AXIS, "why": 1},
                {**AXIS, "why": "  "},
                {**AXIS, "why": "x" * (LONGEST_REASON + 1)},
                {**AXIS, "sure": True},
                {"fault": "wrong-axis"},
            )
        ),
    ],
)
def test_an_answer_of_another_form_is_no_clean_bill_and_no_fault(text: str) -> None:
    assert faults_in(text, FAULTS) is None


@pytest.mark.parametrize(
    ("faults", "seen"),
    [
        ([], ()),
        ([{**AXIS, "why": "The axis\n says  time."}], (("wrong-axis", "The axis says time."),)),
        ([AXIS, AXIS], (("wrong-axis", "The axis says time."),)),
        ([{**AXIS, "why": "x" * LONGEST_REASON}], (("wrong-axis", "x" * LONGEST_REASON),)),
        (
            [{**AXIS, "fault": "missing-panel", "why": "(b) is not named."}, AXIS],
            (("missing-panel", "(b) is not named."), ("wrong-axis", "The axis says time.")),
        ),
    ],
)
def test_faults_come_in_the_order_of_the_answer_each_once(faults: list[Any], seen: tuple[Any, ...]) -> None:
    assert faults_in(json.dumps({"faults": faults}), FAULTS) == seen


def test_without_a_picture_nobody_is_asked() -> None:
    with ChatServer() as server:
        assert verifier(server, blind=True).judge(FIGURE, FAULTS) is None
        assert verifier(server, blind=True).estimate([FIGURE], FAULTS) == CostEstimate()
    assert server.requests == []


def test_the_figure_is_judged_once_with_its_picture_caption_and_paragraphs(tmp_path: Path) -> None:
    with ChatServer(answered(AXIS)) as server:
        judge = verifier(server, tmp_path)
        before = judge.estimate([FIGURE, Figure(id="fig:b")], FAULTS)
        (opinion,) = judge.judge(FIGURE, FAULTS) or ()
        assert judge.judge(FIGURE, FAULTS) == (opinion,)
        assert judge.estimate([FIGURE], FAULTS) == CostEstimate()  # its answer is kept
    assert (opinion.figure, opinion.fault, opinion.reason) == ("fig:a", "wrong-axis", "The axis says time.")
    assert opinion.verifier == judge.name
    assert (before.requests, before.pictures) == (2, 2)
    assert before.quoted == {"caption": 2, "paragraph": 1}
    (sent,) = server.requests
    _, user = sent.json()["messages"]
    assert [part["type"] for part in user["content"]].count("image_url") == 1
    texts = [part["text"] for part in user["content"] if part["type"] == "text"]
    (caption,) = [text for text in texts if text.startswith("Caption:")]
    assert "\nSpeed. (a) Pump A.\n" in caption
    (paragraph,) = [text for text in texts if text.startswith("Paragraph:")]
    assert "shows the speed" in paragraph
    assert "r.csv" not in paragraph
    assert texts[-1].endswith("- wrong-axis: the caption names another axis\n- missing-panel: a panel is not described")


def test_an_answer_of_another_form_is_asked_for_once_more() -> None:
    with ChatServer(chat_answer("None."), answered(AXIS)) as server:
        assert len(verifier(server).judge(FIGURE, FAULTS) or ()) == 1
    with ChatServer(chat_answer("None.")) as server, pytest.raises(ModelError):
        verifier(server).judge(FIGURE, FAULTS)
    assert len(server.requests) == TRIES
