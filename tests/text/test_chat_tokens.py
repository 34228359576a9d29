"""Tokens of chat templates in answers."""

import pytest

from capassist.captioners.generative.clean import clean
from capassist.text.chat_tokens import chat_token_spans
from capassist.text.residue import residue_spans

CAPTION = "Rate of the pump by hour. It is highest at noon."


@pytest.mark.parametrize(
    "text",
    [
        "Errors where $a<b$ and $|x|>1$.",
        "Rates for x < 3 and |y| > 2.",
        "Mean <x> of the field; p<0.05.",
        "Words <s> of a tag in code \\texttt{a|b}.",
    ],
)
def test_an_author_writes_no_token(text: str) -> None:
    assert not list(chat_token_spans(text))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(f"{CAPTION}<|im_end|>", id="chatml"),
        pytest.param(f"<|im_start|>assistant\n{CAPTION}<|im_end|>", id="chatml with its role"),
        pytest.param(f"<|begin_of_box|>{CAPTION}<|end_of_box|>", id="box"),
        pytest.param(f"<s> {CAPTION}</s>", id="llama"),
        pytest.param(f"[INST] [/INST] {CAPTION}</s>", id="mistral"),
        pytest.param(f"<start_of_turn>model\n{CAPTION}<end_of_turn>", id="gemma"),
        pytest.param(f"<unused94>thought\nThe author is brief.<unused95>{CAPTION}", id="gemma's thought"),
        pytest.param(f"thought\n\n{CAPTION}", id="a bare name"),
        pytest.param(f"{CAPTION}<｜end▁of▁sentence｜>", id="deepseek"),
        pytest.param(
            f"<|channel|>analysis<|message|>Short is better.<|end|><|start|>assistant<|channel|>final<|message|>{CAPTION}<|return|>",
            id="harmony",
        ),
        pytest.param(f"◁think▷The pump.◁/think▷{CAPTION}", id="kimi"),
        pytest.param(f"<answer>{CAPTION}</answer>", id="answer"),
    ],
)
def test_tokens_never_reach_the_caption(answer: str) -> None:
    assert clean(answer) == CAPTION


def test_a_token_nobody_knows_is_found() -> None:
    text = "Rate of the pump. ◁new_end▷"
    assert [text[slice(*span)] for span in residue_spans(text)] == ["◁new_end▷"]
