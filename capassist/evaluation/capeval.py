"""CapEval-QAs, the benchmark of CoViP (2026): what a caption tells of its picture, and of others.

A sample has concepts with three questions each. Where a concept is in the picture, the caption should answer them
(Acc+); where it is not, the caption should not tell (Acc-). Neither counts without the other: a blank caption has all
of Acc-, and one that says everything all of Acc+.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capassist.errors import DraftError
from capassist.evaluation.captions import read_captions
from capassist.evaluation.llm_judge import Question, judge_note
from capassist.evaluation.questions import UNKNOWN, Choice
from capassist.evaluation.table import Row, Table
from capassist.files import read_text
from capassist.metrics import ratio

SEED = 20261121
MOST_BASELINES = 25  # samples of a bucket; there are tens of thousands of questions, and a pasted context is long
_JUDGE = "Qwen3-30B-A3B-Instruct-2507"
_CONTEXT = "meta_CoViP_testset_cleaned.jsonl"
_BUCKETS = ("one", "two", "three", "four")
_HINT = 'It must be QAS_GT_test.json as published: {"sample_0": {"qas": {"concept_0": {"qa": […]}, …}, "gts": [0]}, …}.'

_BOTH = (
    "Acc+: questions about what is in the picture that the caption answers rightly; Acc-: questions about what is "
    "not, to which the judge finds no answer in it; n: questions. A blank caption wins Acc-, a pasted context Acc+: "
    "only both together count."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a sample, and the letter that is right."""

    positive: bool
    right: str
    question: str
    options: tuple[str, ...]  # A to D

    def of(self, caption: str) -> Choice:
        """Return what the judge is asked."""
        return Choice(caption, self.question, self.options)


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture's questions. `context` is all that is known of its concepts and of others."""

    key: str
    bucket: str  # how many concepts are in the picture
    asked: tuple[Asked, ...]
    context: str


@dataclass(frozen=True, slots=True)
class CapEval:
    """The samples that have a caption, and the captions by system: the file's, and baselines for some samples."""

    folder: Path
    samples: tuple[Sample, ...]
    systems: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]  # a sentence for each kind of what is
    sends: str = "a caption with one question"

    def questions(self) -> list[Question[str]]:
        """Return all that is to be asked, those about the file's captions first."""
        asked = (
            asked.of(captions[sample.key])
            for captions in self.systems.values()
            for sample in self.samples
            if sample.key in captions
            for asked in sample.asked
        )
        return list(dict.fromkeys(asked))

    def tables(self, verdicts: Mapping[Question[str], str | None], judge: str) -> tuple[Table, ...]:
        """Return the tables, whole and by how many concepts are in the picture, of what was judged so far."""
        buckets = {name: [sample for sample in self.samples if sample.bucket == name] for name in _BUCKETS}
        by_bucket = tuple(
            self._row(name, f", {bucket}", samples, verdicts)
            for name in self.systems
            for bucket, samples in buckets.items()
            if samples
        )
        whole = tuple(self._row(name, "", self.samples, verdicts) for name in self.systems)
        notes = (_BOTH, *self.missing, judge_note(judge, _JUDGE))
        return (
            Table("CapEval-QAs", whole, notes),
            Table("CapEval-QAs, by the number of concepts in the picture", by_bucket),
        )

    def _row(
        self, name: str, bucket: str, samples: Sequence[Sample], verdicts: Mapping[Question[str], str | None]
    ) -> Row:
        """Return the shares of right answers over all questions.

        Chance is over samples, whose questions share a caption.
        """
        captions = self.systems[name]
        told = [_answers(sample, captions[sample.key], verdicts) for sample in samples if sample.key in captions]
        said = [answer for answers in told for answer in answers]
        values = {
            measure: ratio([_right(answers, positive) for answers in told])
            for measure, positive in (("Acc+", True), ("Acc-", False))
        }
        judged = sum(letter is not None for _, letter in said)
        shown = {measure: mean for measure, mean in values.items() if mean}
        return Row(name + bucket, judged, values=shown, failed=len(said) - judged)


_Answers = list[tuple[Asked, str | None]]


def _answers(sample: Sample, caption: str, verdicts: Mapping[Question[str], str | None]) -> _Answers:
    return [(asked, verdicts[question]) for asked in sample.asked if (question := asked.of(caption)) in verdicts]


def _right(answers: _Answers, positive: bool) -> tuple[float, float]:
    """Return how many of a sample's questions of one kind were answered as they should be, and how many were judged."""
    judged = [letter == asked.right for asked, letter in answers if letter and asked.positive is positive]
    return sum(judged), len(judged)


# The files ------------------------------------------------------------------------------------------------------------


def load(file: Path, predictions: Path) -> CapEval:
    """Read the questions and the captions for them. Samples without a caption in the file are left out.

    The pasted context is the dialogues of the benchmark's own list of samples where that lies beside the questions, and
    else all questions with their right answers. Raises DraftError when a file is missing or broken, or no caption is
    for a sample.
    """
    captions = read_captions(predictions)
    record = _json(file)
    if not isinstance(record, dict):
        raise DraftError(f"{file} holds no samples.", _HINT)
    dialogues = _dialogues(file.parent / _CONTEXT)
    found = [_sample(key, value, dialogues.get(key, "")) for key, value in record.items()]
    whole = [sample for sample in found if sample]
    if not whole:
        raise DraftError(f"{file} holds no sample of CapEval-QAs.", _HINT)
    samples = tuple(sample for sample in whole if sample.key in captions)
    if not samples:
        lacking = f"{predictions} has no caption for a sample of {file}."
        raise DraftError(lacking, 'Both must use the same ids: "sample_0".')
    drawn = list(_drawn(samples))
    missing = (
        *_counted("Samples that do not have the published form", len(found) - len(whole)),
        *_counted(f"Samples without a caption in {predictions.name}", len(whole) - len(samples)),
        *_counted(f"Captions of {predictions.name} for no sample", len(captions.keys() - record.keys())),
        *_about_baselines(len(drawn), len(samples), has_dialogues=bool(dialogues)),
    )
    return CapEval(file.parent, samples, _systems(predictions.name, samples, drawn, captions), missing)


def _systems(
    name: str, samples: Sequence[Sample], drawn: Sequence[Sample], captions: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the captions by system: those of the file, and the baselines for the samples that were drawn."""
    return {
        name: {sample.key: captions[sample.key] for sample in samples},
        "blank caption": {sample.key: "" for sample in drawn},
        "pasted context": {sample.key: sample.context for sample in drawn},
    }


def _counted(what: str, count: int) -> tuple[str, ...]:
    return (f"{what}: {count}.",) if count else ()


def _about_baselines(drawn: int, samples: int, *, has_dialogues: bool) -> Iterator[str]:
    if drawn < samples:
        yield f"The baselines are of {drawn} samples, at most {MOST_BASELINES} a number of concepts, drawn by a seed."
    if has_dialogues:
        yield f"Pasted context: the dialogues of {_CONTEXT}."
    else:
        yield f"Pasted context: all questions with their right answers, as there is no {_CONTEXT}."


def _drawn(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Yield the samples for the baselines: the same ones in every run."""
    for bucket in _BUCKETS:
        some = [sample for sample in samples if sample.bucket == bucket]
        draw = random.Random(f"{SEED} {bucket}")  # noqa: S311  no secret
        yield from draw.sample(some, min(MOST_BASELINES, len(some)))


def _sample(key: str, record: Any, dialogues: str) -> Sample | None:
    """Return a sample; None where it does not have the published form."""
    try:
        concepts, present = record["qas"], {f"concept_{number}" for number in record["gts"]}
        if not present or not present <= concepts.keys():
            return None
        asked = tuple(_asked(qa, name in present) for name, concept in concepts.items() for qa in concept["qa"])
        facts = (
            f"{qa['question']} {qa['options'][qa['correct_answer']]}." for c in concepts.values() for qa in c["qa"]
        )
        bucket = _BUCKETS[min(len(present), len(_BUCKETS)) - 1]
        return Sample(key, bucket, asked, dialogues or "\n".join(facts))
    except (LookupError, TypeError, AttributeError):
        return None


def _asked(qa: Any, positive: bool) -> Asked:
    options = tuple(qa["options"][letter] for letter in "ABCD")
    if (
        not all(isinstance(text, str) for text in (qa["question"], *options))
        or qa["correct_answer"] not in qa["options"]
    ):
        raise TypeError
    return Asked(positive, qa["correct_answer"] if positive else UNKNOWN, qa["question"], options)


def _json(file: Path) -> Any:
    try:
        return json.loads(read_text(file))
    except OSError as error:
        raise DraftError(f"{file} cannot be read: {error.strerror or error}.", _HINT) from error
    except (ValueError, RecursionError) as error:
        raise DraftError(f"{file} is no JSON.", _HINT) from error


def _dialogues(file: Path) -> dict[str, str]:
    """Return the dialogues about all concepts by sample: row i belongs to sample_i.

    Nothing where there is no such file.
    """
    if not file.is_file():
        return {}
    try:
        rows = [json.loads(line) for line in read_text(file).split("\n") if line.strip()]
        return {f"sample_{place}": "\n\n".join(_texts(row["dialogues"])) for place, row in enumerate(rows)}
    except (OSError, ValueError, RecursionError, LookupError, TypeError) as error:
        raise DraftError(
            f"{file} is not the benchmark's list of samples.", "Take it away, or fetch it again."
        ) from error


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts in a value, whatever holds them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
