r"""What a model remembers of a paper's text with and without writing a caption first: CoViP's three diagnostics.

*Last seen* (LSD): what a thing was last said to be, by the F1 of words. *Last action* (LAR): the last claim about a
figure, right or wrong. *Instruction* (ITR): a keyword that shall be said when the figure comes up again. The facts are
planted into a paper's own paragraphs, an earlier one that no longer holds before each; or they are the published rows.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from capassist.errors import DraftError
from capassist.evaluation.table import Row, Table
from capassist.files import read_text
from capassist.llm.messages import Message
from capassist.metrics import Mean, ratio
from capassist.model import Draft, Picture

SEED = 20261121
KEYWORD = "SKS"
MOST_DISTRACTORS = 7  # of ten dialogues, as published
_LONGEST = 600  # characters of a paragraph
_ANSWER = re.compile(r"//boxed\{([^}]*)\}")
_QUANTITIES = ("drift of the sensor", "yield of the reactor", "load of the server", "depth of the snow")
_THINGS = ("vorlan index", "tessik number", "quoral ratio", "mirrow constant")
_MEANINGS = ("share of dry samples", "mean of all nights", "cost of one turn", "age of the oldest leaf")
_CLAIMS = ("rises", "falls", "stays the same")
_HINT = 'Lines of JSON as published: {"dialogues_context": […], "answer" or "last_action": …}.'

Kind = Literal["LSD", "LAR", "ITR"]
KINDS: tuple[Kind, ...] = ("LSD", "LAR", "ITR")


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be remembered: all that was said before, what is asked, and what is right."""

    kind: Kind
    context: tuple[str, ...]
    question: str
    answer: str
    wrong: tuple[str, ...] = ()  # answers that held before

    def score(self, said: str) -> float:
        """Return how right an answer is, from 0 to 1."""
        if self.kind == "ITR":
            return float(self.answer in said)
        given = boxed(said)
        if self.kind == "LSD":
            return word_f1(given, self.answer)
        return float(self.answer in given.lower() and not any(other in given.lower() for other in self.wrong))


@dataclass(frozen=True, slots=True)
class Recall:
    """A task as a model is asked it; with a `caption`, after it wrote that, as CoViP does."""

    task: Task
    caption: str | None = None
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = {"temperature": 0.7, "top_p": 0.8}  # as published

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        told = _told(self.task, boundary)
        if self.caption is None:
            return [{"role": "user", "content": f"{told}\n\n{self.task.question}"}]
        return [*_captioning(told), {"role": "assistant", "content": self.caption}, _user(self.task.question)]

    def read(self, answer: str) -> str | None:
        """Return the answer; None for none."""
        return answer.strip() or None


@dataclass(frozen=True, slots=True)
class CaptionFirst:
    """The caption that a model writes before it is asked."""

    task: Task
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = {"temperature": 0.0}  # as published

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        return _captioning(_told(self.task, boundary))

    def read(self, answer: str) -> str | None:
        """Return the caption; None for none."""
        return answer.strip() or None


def _user(text: str) -> Message:
    return {"role": "user", "content": text}


def _told(task: Task, boundary: str) -> str:
    parts = "\n\n".join(f"===== {number} =====\n{part}" for number, part in enumerate(task.context, 1))
    opening = f"What follows between the marks {boundary} was said before, the last at the end."
    return "\n".join((opening, boundary, parts, boundary))


def _captioning(told: str) -> list[Message]:
    return [_user(f"{told}\n\nWrite a caption for the figure with all that was said of it that a reader needs.")]


# The published scorers ------------------------------------------------------------------------------------------------


def boxed(answer: str) -> str:
    r"""Return the last //boxed{answer}, or \boxed{…}; else what stands behind the last //, else nothing."""
    answer = answer.replace("\\boxed", "//boxed")
    if found := _ANSWER.findall(answer):
        return str(found[-1]).strip()
    parts = [part.strip() for part in answer.split("//")]
    return (parts[-1] or parts[-2]) if len(parts) > 1 else ""


def word_f1(answer: str, right: str) -> float:
    """Return the F1 of the sets of words, lower case, cut at white space: 1 for two blanks, 0 for one."""
    given, wanted = set(answer.lower().split()), set(right.lower().split())
    if not given or not wanted:
        return float(given == wanted)
    return 2 * len(given & wanted) / (len(given) + len(wanted))


# Planting -------------------------------------------------------------------------------------------------------------


def planted(drafts: Iterable[Draft], seed: int = SEED) -> list[Task]:
    """Return three tasks for each figure that the text mentions, each with facts planted among the paper's paragraphs
    about other figures."""
    return [task for draft in drafts for task in _of_draft(draft, seed)]


def _of_draft(draft: Draft, seed: int) -> Iterator[Task]:
    for figure in draft.figures:
        chance = random.Random(f"{seed} {figure.id}")  # noqa: S311  no secret
        others = [m.text[:_LONGEST] for other in draft.figures if other.id != figure.id for m in other.mentions]
        if figure.is_picture and figure.mentions:
            noise = chance.sample(others, min(MOST_DISTRACTORS, len(others)))
            yield from (task(figure.name, noise, chance) for task in (_last_seen, _last_action, _instruction))


def _last_seen(name: str, noise: Sequence[str], chance: random.Random) -> Task:
    thing, (before, last) = chance.choice(_THINGS), chance.sample(_MEANINGS, 2)
    facts = [f"At first, the {thing} of {name} was the {before}.", f"Now the {thing} of {name} is the {last}."]
    question = f"What was the {thing} of {name} last said to be? Answer in //boxed{{your answer}}."
    return Task("LSD", _among(facts, noise, chance), question, last, (before,))


def _last_action(name: str, noise: Sequence[str], chance: random.Random) -> Task:
    what, (before, last) = chance.choice(_QUANTITIES), chance.sample(_CLAIMS, 2)
    facts = [f"{name} showed that the {what} {before}.", f"With new data, {name} shows that the {what} {last}."]
    question = f"What was last said that the {what} does in {name}? Answer in //boxed{{{' or '.join(_CLAIMS)}}}."
    return Task("LAR", _among(facts, noise, chance), question, last, tuple(c for c in _CLAIMS if c != last))


def _instruction(name: str, noise: Sequence[str], chance: random.Random) -> Task:
    facts = [f"If {name} is ever spoken of again, remind me by saying the keyword {KEYWORD}."]
    return Task("ITR", _among(facts, noise, chance), f"What does {name} show?", KEYWORD)


def _among(facts: Sequence[str], noise: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """Return the facts in their order, each somewhere among the others."""
    places = sorted(chance.choices(range(len(noise) + 1), k=len(facts)))
    mixed = list(noise)
    for place, fact in reversed(list(zip(places, facts, strict=True))):
        mixed.insert(place, fact)
    return tuple(mixed)


# The published rows, and the result -----------------------------------------------------------------------------------


def read_rows(path: Path) -> list[Task]:
    """Return the tasks of published rows, as lines of JSON: LAR where they have a `last_action`, LSD where they have an
    `answer`, else ITR. Raises DraftError that names the line."""
    try:
        lines = read_text(path).split("\n")
    except (OSError, UnicodeError) as error:
        raise DraftError(f"{path} cannot be read: {getattr(error, 'strerror', '') or error}.", _HINT) from error
    tasks = [_task(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not tasks:
        raise DraftError(f"{path} holds no rows.", _HINT)
    return tasks


def _task(line: str, place: str) -> Task:
    try:
        row: Mapping[str, Any] = json.loads(line)
        context = tuple(map(str, row["dialogues_context"]))
        right = row.get("last_action", row.get("answer", KEYWORD))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise DraftError(f"{place}: this is no row of the diagnostics.", _HINT) from error
    kind: Kind = "LAR" if "last_action" in row else "LSD" if "answer" in row else "ITR"
    return Task(kind, context, _ASKED[kind], str(right))


_ASKED: Mapping[Kind, str] = {
    "LSD": "Where did I last see the one in the new image? Give your final answer within //boxed{your_answer}.",
    "LAR": "What was I doing the last time I told you about my most recent experience with the one in the new image?",
    "ITR": "Where did I last see the one in the new image?",
}


def diagnosed(title: str, answers: Mapping[str, Mapping[Task, str | None]], notes: Sequence[str] = ()) -> Table:
    """Return a row for each way in which the tasks were asked; what a model failed to answer is counted, not scored."""
    return Table(title, tuple(_row(name, given) for name, given in answers.items()), (_MEANING, *notes))


_MEANING = (
    "LSD: F1 of the words of what a thing was last said to be; LAR: last claims that are right; ITR: answers with the "
    "keyword that was asked for; n: answers; fail: none came."
)


def _row(name: str, given: Mapping[Task, str | None]) -> Row:
    values: dict[str, Mean] = {}
    for kind in KINDS:
        scores = [(task.score(said), 1) for task, said in given.items() if task.kind == kind and said is not None]
        if mean := ratio(scores):
            values[kind] = mean
    failed = sum(said is None for said in given.values())
    return Row(name, len(given) - failed, values=values, failed=failed)
