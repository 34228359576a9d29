"""What a judge is asked about a caption, and how its answers are read: strictly, so that no slip becomes a point."""

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeGuard

from capassist.evaluation.anycap_lengths import near_reference
from capassist.evaluation.judge_prompts import (
    choice_messages,
    choices_messages,
    content_messages,
    style_messages,
    with_letters,
)
from capassist.llm.messages import Message
from capassist.model import Picture

HIGHEST = 4  # mark for style
UNKNOWN = "D"  # the option that says that the caption does not tell
_LETTERS = "ABCD"
_LIMITED = frozenset({"brief", "detail"})  # styles whose length is bound to the reference's
_ANSWER = re.compile(r'"(\d{1,4})"\s*:\s*"([^"]*)"')  # of the answers, one by one: a slip costs no other
_CHOSEN = re.compile(r"\\boxed\s*\{\s*(?:\\text\s*\{)?\s*([^{}]*?)\s*\}")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many key points a caption covers (AnyCapEval). The judge sees no picture."""

    caption: str
    points: tuple[str, ...]
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = {"temperature": 0.7}  # as published

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        return content_messages(self.caption, self.points, boundary)

    def read(self, answer: str) -> int | None:
        """Return the number of key points covered.

        The answer must have the published form, hold each key point once, by its number or in its words, and the right
        sum.
        """
        evaluation = _field(_record(answer), "caption_evaluation")
        scores, reasons = _field(evaluation, "key_points_scores"), _field(evaluation, "score_reasons")
        if not isinstance(scores, dict) or not isinstance(reasons, dict) or scores.keys() != reasons.keys():
            return None
        marks = [score for score in scores.values() if _is_mark(score, 1)]
        if len(marks) < len(scores) or not self._names_each_point(scores):
            return None
        total = _field(evaluation, "total_score")
        return sum(marks) if _is_mark(total, len(marks)) and total == sum(marks) else None

    def _names_each_point(self, scores: Mapping[str, object]) -> bool:
        numbers = {str(number) for number in range(1, len(self.points) + 1)}
        return len(scores) == len(self.points) and scores.keys() in (numbers, set(self.points))


@dataclass(frozen=True, slots=True)
class StyleScore:
    """A caption's mark from 0 to 4, beside a reference and its picture (AnyCapEval)."""

    caption: str
    reference: str
    kind: str
    file: Path
    sampling: ClassVar[Mapping[str, float]] = {}  # none is published

    def messages(self, picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        return style_messages(self.caption, self.reference, self.kind, picture, boundary)

    def read(self, answer: str) -> int | None:
        """Return the mark; at most 1 where the length counts and is too far from the reference's."""
        record = _record(answer)
        mark = _field(record, "score")
        if not _is_mark(mark, HIGHEST) or not isinstance(_field(record, "reason"), str):
            return None
        limited = self.kind in _LIMITED and not near_reference(self.caption, self.reference)
        return min(mark, 1) if limited else mark


@dataclass(frozen=True, slots=True)
class Choice:
    """Which option a caption speaks for (CapEval-QAs). The judge sees nothing but the caption and this question."""

    caption: str
    question: str
    options: tuple[str, ...]  # A to D
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = {"temperature": 0.7, "top_p": 0.8}  # as published

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        return choice_messages(self.caption, self.question, dict(zip(_LETTERS, self.options, strict=True)), boundary)

    def read(self, answer: str) -> str | None:
        """ "Return the letter in \boxed{}.

        None where there is no box, no letter of an option in it, or several that differ.
        """
        chosen = set(_CHOSEN.findall(answer))
        letter = chosen.pop() if len(chosen) == 1 else ""
        return letter if letter in [*_LETTERS] else None


@dataclass(frozen=True, slots=True)
class Choices:
    """Which options a caption speaks for, question by question: the judge sees one caption, and all that is asked of
    it."""

    caption: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]  # each with its options A to D
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = Choice.sampling

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        asked = [with_letters(text, dict(zip(_LETTERS, options, strict=True))) for text, options in self.questions]
        return choices_messages(self.caption, asked, boundary)

    def read(self, answer: str) -> tuple[str | None, ...] | None:
        """Return a letter for each question, None for one whose answer is missing, is none of an option, or stands
        there twice; None where no answer can be read."""
        given: dict[str, set[str]] = {}
        for number, letter in _ANSWER.findall(answer):
            given.setdefault(number, set()).add(letter)
        read = tuple(_one_letter(given.get(str(number), set())) for number in range(1, len(self.questions) + 1))
        return read if any(read) else None


def _one_letter(given: Set[str]) -> str | None:
    letter = next(iter(given)) if len(given) == 1 else ""
    return letter if letter in [*_LETTERS] else None


def written_records(answer: str, key: str) -> Iterator[Mapping[str, Any]]:
    """Yield the innermost records of an answer that have a key, in order: also those of a JSON text that is damaged
    elsewhere, or cut off."""
    decoder, position = json.JSONDecoder(), 0
    opening = re.compile(r"\{\s*\"")
    while match := opening.search(answer, position):
        try:
            record, end = decoder.raw_decode(answer, match.start())
        except (ValueError, RecursionError):
            position = match.start() + 1
            continue
        if key in record:
            yield record
            position = end
        else:  # what it holds may have it
            position = match.start() + 1


def _record(answer: str) -> Any:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        return None


def _field(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, dict) else None


def _is_mark(value: Any, highest: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest
