r"""What a model remembers of a paper's text with and without writing a caption first: CoViP's three diagnostics.

*Last seen* (LSD): what a thing was last said to be, by the F1 of words. *Last action* (LAR): the last claim about a
figure, right or wrong. *Instruction* (ITR): a keyword that shall be said when the figure comes up again. The facts are
planted into a paper's own paragraphs, an earlier one that no longer holds before each; or they are the published rows,
whose last actions a model judges, as in CoViP's evaluation (github.com/oyt9306/CoViP, `downstream/`).
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from capassist.errors import DraftError
from capassist.evaluation.judge_prompts import action_messages
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

    @property
    def is_judged(self) -> bool:
        """Whether a model has to judge the answer: the last action of published rows can be told in any words."""
        return self.kind == "LAR" and not self.wrong

    def score(self, said: str) -> float:
        """Return how right an answer that is not judged is, from 0 to 1."""
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


@dataclass(frozen=True, slots=True)
class ActionVerdict:
    """Whether an answer tells the last action: what the judge is asked."""

    task: Task
    said: str
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = {"temperature": 0.7, "top_p": 0.8}  # as published

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        return action_messages(self.task.question, self.task.answer, self.said, boundary)

    def read(self, answer: str) -> bool | None:
        """Return the verdict; None for another word. The published script takes "incorrect" for correct."""
        return {"correct": True, "wrong": False}.get(answer.strip().strip(".*").lower())


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
    """Return the tasks of published rows, as lines of JSON: ITR where the keyword was asked for, LAR where there is a
    `last_action`, else LSD. Raises DraftError that names the line."""
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
        kind, right = _asked_for(row, context)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise DraftError(f"{place}: this is no row of the diagnostics.", _HINT) from error
    return Task(kind, context, _ASKED[kind], right)


def _asked_for(row: Mapping[str, Any], context: Sequence[str]) -> tuple[Kind, str]:
    """Return what a row asks, and the answer. All published rows have an `answer`; ITR is told by its text alone."""
    if any(KEYWORD in part for part in context):
        return "ITR", KEYWORD
    if "last_action" in row:
        return "LAR", str(row["last_action"])
    return "LSD", str(row["answer"])


_ASKED: Mapping[Kind, str] = {
    "LSD": "Where did I last see the one in the new image? Give your final answer within //boxed{your_answer}.",
    "LAR": "What was I doing the last time I told you about my most recent experience with the one in the new image?",
    "ITR": "Where did I last see the one in the new image?",
}


Answers = Mapping[Task, str | None]  # None where a model failed to answer


def to_judge(answers: Iterable[Answers]) -> list[ActionVerdict]:
    """Return what a judge is to be asked of answers, each once."""
    judged = [
        ActionVerdict(task, said)
        for given in answers
        for task, said in given.items()
        if said is not None and task.is_judged
    ]
    return list(dict.fromkeys(judged))


def diagnosed(
    title: str, answers: Mapping[str, Answers], verdicts: Mapping[ActionVerdict, bool | None] | None = None
) -> Table:
    """Return a row for each way in which the tasks were asked; answers and verdicts that did not come are counted, not
    scored."""
    rows = tuple(_row(name, given, verdicts or {}) for name, given in answers.items())
    return Table(title, rows, (_MEANING, _JUDGED) if verdicts else (_MEANING,))


_MEANING = (
    "LSD: F1 of the words of what a thing was last said to be; LAR: last claims that are right; ITR: answers with the "
    "keyword that was asked for; n: answers; fail: none came."
)
_JUDGED = (
    "Whether a last action is told was judged by the model itself, by capassist's wording; the paper's is Qwen3-30B."
)


def _row(name: str, given: Answers, verdicts: Mapping[ActionVerdict, bool | None]) -> Row:
    scores = {task: _score(task, said, verdicts) for task, said in given.items()}
    values: dict[str, Mean] = {}
    for kind in KINDS:
        if mean := ratio([(score, 1) for task, score in scores.items() if task.kind == kind and score is not None]):
            values[kind] = mean
    failed = sum(score is None for score in scores.values())
    return Row(name, len(given) - failed, values=values, failed=failed)


def _score(task: Task, said: str | None, verdicts: Mapping[ActionVerdict, bool | None]) -> float | None:
    """Return how right an answer is; None where none came, or no verdict on it."""
    if said is None:
        return None
    if not task.is_judged:
        return task.score(said)
    verdict = verdicts.get(ActionVerdict(task, said))
    return None if verdict is None else float(verdict)
