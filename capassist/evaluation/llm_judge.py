"""A model on a server as the judge of captions: asked question by question, and what it answers is kept.

An answer that does not have the form that was asked for is asked for again. A question that stays without one is the
judge's failure: it is counted as that, and gives a caption neither points nor loses it any.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol, TypeVar

from capassist.concurrency import side_by_side
from capassist.errors import ModelError
from capassist.evaluation.judge_prompts import JUDGE_VERSION
from capassist.evaluation.table import Table
from capassist.files import read_file
from capassist.llm.asker import AskedModel, Identity
from capassist.llm.budget import USUAL_ANSWER, CostEstimate, request_tokens
from capassist.llm.failures import PicturesRefusedError
from capassist.llm.messages import Message
from capassist.llm.response_cache import Response
from capassist.llm.structured import ask_in_form
from capassist.model import Draft, Figure, Image, Picture

TRIES = 5  # for one question, as in AnyCapEval's scripts
MOST_FAILURES = 20  # in a row; then the judge is given up
USUAL_PICTURE = 765  # tokens of one of 1024 × 768 pixels, see capassist.llm.budget

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Question(Protocol[T_co]):
    """What a judge is asked about one caption. Equal questions are one, and are asked once."""

    @property
    def sampling(self) -> Mapping[str, float]:
        """The parameters that its answer is drawn with."""

    @property
    def file(self) -> Path | None:
        """The picture that is sent along, if any."""

    def messages(self, picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages; `boundary` stands around all that is to be judged."""

    def read(self, answer: str) -> T_co | None:
        """Return the verdict in an answer; None where it does not have the form that was asked for."""


class Benchmark(Protocol[T]):
    """Captions with what a judge is asked about them."""

    @property
    def folder(self) -> Path:
        """Where its files lie, and the judge's answers are kept."""

    @property
    def sends(self) -> str:
        """What one request holds."""

    def questions(self) -> list[Question[T]]:
        """Return all that is to be asked, each once."""

    def tables(self, verdicts: Mapping[Question[T], T | None], judge: str) -> Sequence[Table]:
        """Return the tables of what was judged so far."""


class Judge(AskedModel):
    """A model on a server. Several threads may ask at once."""

    def verdict(self, question: Question[T]) -> T:
        """Return the verdict that was kept for this very question, or ask for it and keep it.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when there was no usable answer
        in TRIES tries, or the picture cannot be shown.
        """
        return self._asker.respond_in_form(self._identity(question), question.read, partial(self._asked, question))

    def estimate(self, questions: Iterable[Question[object]]) -> CostEstimate:
        """Return what asking these would send, without sending anything and without opening a picture."""
        return sum((self._estimate(question) for question in questions), CostEstimate())

    def _estimate(self, question: Question[object]) -> CostEstimate:
        if self._asker.cached(self._identity(question)) is not None:
            return CostEstimate()
        file = question.file
        tokens = request_tokens(question.messages(None, self._asker.boundary), ()) + (USUAL_PICTURE if file else 0)
        return CostEstimate(
            requests=1,
            pictures=1 if file else 0,
            size=file.stat().st_size if file else 0,
            quoted={"caption": 1},
            tokens_in=tokens,
            tokens_out=USUAL_ANSWER,
        )

    def _asked(self, question: Question[T]) -> tuple[Response, T]:
        picture = _picture(question.file) if question.file else None
        messages = question.messages(picture, self._asker.boundary)
        tokens = request_tokens(messages, [picture] if picture else [])
        return ask_in_form(
            self._asker.client, messages, question.read, tries=TRIES, tokens=tokens, sampling=question.sampling
        )

    def _identity(self, question: Question[object]) -> Identity:
        """Return what the response is kept under; of a picture its file counts, so that it need not be opened again."""
        asked = question.messages(None, self._asker.boundary)
        return [*asked, question.sampling, {"picture": _digest(question.file) if question.file else None}]


def ask(
    judge: Judge,
    questions: Sequence[Question[T]],
    verdicts: dict[Question[T], T | None],
    *,
    jobs: int = 1,
    progress: Callable[[object], object] = lambda said: said,
) -> None:
    """Put the judge's verdicts into `verdicts` as they come, None where it failed; up to `jobs` questions at a time.

    Raises SettingsError for a wrong setting, and ModelError when the judge takes no pictures, failed MOST_FAILURES
    times in a row, or answered no question at all.
    """
    in_a_row = 0
    for question, said in side_by_side(partial(_said, judge), questions, jobs):
        progress(said)
        verdicts[question] = None if isinstance(said, ModelError) else said
        in_a_row = in_a_row + 1 if isinstance(said, ModelError) else 0
        if isinstance(said, ModelError) and in_a_row in (MOST_FAILURES, len(questions)):
            times = f"{in_a_row} times in a row" if in_a_row > 1 else "at its only question"
            raise ModelError(f"The judge failed {times}: {said.message}", said.hint) from said


def judge_note(judge: str, published: str) -> str:
    """Return who judged, in one sentence; `published` is the judge of the benchmark's paper."""
    return (
        f"Judge: {judge}, by capassist's wording {JUDGE_VERSION}; the paper's is {published}. Numbers compare only "
        f"where the judge is the same. fail: no usable answer in {TRIES} tries; such captions are in no number."
    )


def _said(judge: Judge, question: Question[T]) -> tuple[Question[T], T | ModelError]:
    try:
        return question, judge.verdict(question)
    except PicturesRefusedError:
        raise
    except ModelError as error:
        return question, error


def _picture(file: Path) -> Picture:
    """Return a file's picture. Nothing is remembered: there are hundreds."""
    from capassist.drafts.images import DraftImages

    folder = Draft(path=file.parent, root=file.parent, kind="latex", main="")
    picture = DraftImages(folder).load(Figure(id=file.name, images=(Image(path=file.name),)))
    if picture is None:
        raise ModelError(f"{file} is no picture that can be shown to the judge.", "Fetch it once more.")
    return picture


@lru_cache(maxsize=4096)
def _digest(file: Path) -> str:
    return hashlib.sha256(read_file(file)).hexdigest()
