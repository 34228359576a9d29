r"""Rewards for captions, as plain functions in the form of TRL's reward functions: a GRPO or GSPO run names them.

Each takes `completions` (texts, or messages as TRL has them) and columns of the rows by name, and returns a number for
each. After the post-training of CoViP (arXiv 2602.03454, section 4; github.com/oyt9306/CoViP, commit 0804834,
`vlm_modules/qwen_module.py`): recognition is the F1 of the concepts found, and retrieval is the sum over questions
about what is there of 1/3 for each that the caption answers, less the share of questions about what is not there that
it answers wrongly (alpha is 1); a text that goes round in circles or is too long gets -1 instead. The grounded share is
capassist's own: of the numbers, those that the evidence bears out.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from capassist.guards.names import has_name
from capassist.guards.numbers import numbers, supported
from capassist.text.markup import PLAIN
from capassist.text.repetition import repeats_itself, too_long
from capassist.text.words import words

OF_A_QUESTION = 1 / 3  # three questions a concept: a caption that tells all of one gets 1
DEGENERATE = -1.0
UNKNOWN = "D"  # "The answer cannot be determined"
_BOXED = re.compile(r"\\boxed\{(.*?)\}", re.DOTALL)

Question = Mapping[str, Any]  # as published: "question", "options" by letter, "correct_answer"
Answers = Callable[[str, Question], str]  # the letter that a judge finds for a caption


def recognition(completions: Sequence[Any], present: Sequence[Sequence[int]], **_: Any) -> list[float]:
    """Return the F1 of the concepts that each completion lists first, as \\boxed{[0, 2]} or \\boxed{0}, against those
    that are `present`; 0 where none is right, or no list can be read."""
    return [_f1(_listed(_text(said)), frozenset(there)) for said, there in zip(completions, present, strict=True)]


def retrieval(
    completions: Sequence[Any], facts: Sequence[Sequence[str]], foreign: Sequence[Sequence[str]], **_: Any
) -> list[float]:
    """Return what each completion tells of the `facts` of its figure, less what it tells of those of others: the
    columns of the exported rows. Whether a fact is told is looked up by rule."""
    return [
        _retrieved(
            _text(said), [tells(_text(said), fact) for fact in own], [tells(_text(said), fact) for fact in others]
        )
        for said, own, others in zip(completions, facts, foreign, strict=True)
    ]


def retrieval_by(judge: Answers) -> Callable[..., list[float]]:
    """Return the published reward, where a judge answers questions by the caption: for rows with the columns
    `positives` and `negatives`, lists of questions of CapEval-QAs."""

    def judged_retrieval(
        completions: Sequence[Any],
        positives: Sequence[Sequence[Question]],
        negatives: Sequence[Sequence[Question]],
        **_: Any,
    ) -> list[float]:
        return [
            _retrieved(
                _text(said),
                [judge(_text(said), question) == question["correct_answer"] for question in there],
                [judge(_text(said), question) != UNKNOWN for question in absent],
            )
            for said, there, absent in zip(completions, positives, negatives, strict=True)
        ]

    return judged_retrieval


def degeneration(completions: Sequence[Any], **_: Any) -> list[float]:
    """Return -1 for each completion that goes round in circles or is too long, else 0."""
    return [DEGENERATE if is_degenerate(_text(said)) else 0.0 for said in completions]


def grounded(completions: Sequence[Any], evidence: Sequence[str], **_: Any) -> list[float]:
    """Return of each completion's numbers the share that its `evidence` bears out; 1 where it has none."""
    return [_grounded(_text(said), known) for said, known in zip(completions, evidence, strict=True)]


def is_degenerate(text: str) -> bool:
    """Tell whether CoViP's filter takes a text out: three ratios of repeats, and 511 tokens at most."""
    return repeats_itself(text) or too_long(text)


def tells(text: str, fact: str) -> bool:
    """Tell whether a text tells a fact: its numbers where it has some, else its words."""
    wanted = list(numbers(fact, PLAIN))
    if wanted:
        said = list(numbers(text, PLAIN))
        return all(supported(number, said) for number in wanted)
    return all(has_name(text, word) for word in words(fact))


def _retrieved(text: str, told: Sequence[bool], leaked: Sequence[bool]) -> float:
    if is_degenerate(text):
        return DEGENERATE
    return OF_A_QUESTION * sum(told) - (sum(leaked) / len(leaked) if leaked else 0.0)


def _listed(text: str) -> frozenset[object]:
    """Return what stands in the first box; nothing where that cannot be read."""
    found = _BOXED.search(text)
    try:
        listed = ast.literal_eval(found[1]) if found else ()
        return frozenset(listed if isinstance(listed, list | tuple | set) else (listed,))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return frozenset()


def _f1(found: frozenset[object], there: frozenset[int]) -> float:
    right = len(found & there)
    return 2 * right / (len(found) + len(there)) if right else 0.0


def _grounded(text: str, evidence: str) -> float:
    said, known = list(numbers(text, PLAIN)), list(numbers(evidence, PLAIN))
    return sum(supported(number, known) for number in said) / len(said) if said else 1.0


def _text(completion: Any) -> str:
    """Return what a completion says: a text, or the messages that TRL gives for chats."""
    if isinstance(completion, str):
        return completion
    contents = [message["content"] for message in completion]
    return " ".join(
        content if isinstance(content, str) else " ".join(str(part.get("text", "")) for part in content)
        for content in contents
    )
