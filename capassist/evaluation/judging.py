"""A model on a server as the judge of captions: asked question by question, and what it answers is kept.

An answer that does not have the form that was asked for is asked for again. A question that stays without one is the judge's failure:
it is counted as that, and gives a caption neither points nor loses it any.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol, TypeVar

from capassist.captioners.online import Answers, Dialects, Meter, Outlook
from capassist.captioners.online.answers import request_key
from capassist.captioners.online.chat import ChatModel
from capassist.captioners.online.failures import PicturesRefusedError
from capassist.captioners.online.forms import answer_in_form
from capassist.captioners.online.meter import USUAL_ANSWER, request_tokens
from capassist.errors import ModelError
from capassist.evaluation.wording import JUDGE_VERSION, Message
from capassist.files import read_file
from capassist.jobs import side_by_side
from capassist.model import Draft, Figure, Image, Key, Picture

TRIES = 5  # for one question, as in AnyCapEval's scripts
MOST_FAILURES = 20  # in a row; then the judge is given up
USUAL_PICTURE = 765  # tokens of one of 1024 × 768 pixels, see capassist.captioners.online.meter

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

    def messages(self, picture: Picture | None, mark: str) -> list[Message]:
        """Return the chat messages; `mark` stands around all that is to be judged."""

    def read(self, answer: str) -> T_co | None:
        """Return the verdict in an answer; None where it does not have the form that was asked for."""


class Judge:
    """A model on a server. Several threads may ask at once. The parameters are those of OnlineCaptioner."""

    def __init__(
        self,
        server: str,
        model: str,
        key: Key | None,
        timeout: float,
        *,
        answers: Answers | None = None,
        dialects: Dialects | None = None,
        meter: Meter | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._chat = ChatModel(server, model, key, timeout, sleep, dialects=dialects, meter=meter)
        self._answers = answers or Answers()
        self._mark = secrets.token_hex(8)

    @property
    def name(self) -> str:
        """The model and the host it runs on."""
        return f"{self._chat.model} at {self._chat.host}"

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._chat.host

    def verdict(self, question: Question[T]) -> T:
        """Return the verdict that was kept for this very question, or ask for it and keep it.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when there was no usable answer in TRIES
        tries, or the picture cannot be shown.
        """
        key = self._key(question)
        kept = self._answers.get(key)
        verdict = question.read(kept.text) if kept else None
        return self._asked(question, key) if verdict is None else verdict

    def outlook(self, questions: Iterable[Question[object]]) -> Outlook:
        """Return what asking these would send, without sending anything and without opening a picture."""
        total = Outlook()
        for question in questions:
            if self._answers.get(self._key(question)) is not None:
                continue
            file = question.file
            tokens = request_tokens(question.messages(None, self._mark), ()) + (USUAL_PICTURE if file else 0)
            total = Outlook(
                requests=total.requests + 1,
                pictures=total.pictures + (1 if file else 0),
                size=total.size + (file.stat().st_size if file else 0),
                captions=total.captions + 1,
                tokens_in=total.tokens_in + tokens,
                tokens_out=total.tokens_out + USUAL_ANSWER,
            )
        return total

    def _asked(self, question: Question[T], key: str) -> T:
        picture = _picture(question.file) if question.file else None
        messages = question.messages(picture, self._mark)
        tokens = request_tokens(messages, [picture] if picture else [])
        answer, verdict = answer_in_form(
            self._chat, messages, question.read, tries=TRIES, tokens=tokens, sampling=question.sampling
        )
        self._answers.keep(key, answer)
        return verdict

    def _key(self, question: Question[object]) -> str:
        """Return the hash of the request; of a picture the file counts, so that it need not be opened for a kept answer."""
        asked = question.messages(None, self._mark)
        request = [*asked, question.sampling, {"picture": _digest(question.file) if question.file else None}]
        return request_key(self._chat.server, self._chat.model, request, self._mark, 0)


def ask(
    judge: Judge,
    questions: Sequence[Question[T]],
    verdicts: dict[Question[T], T | None],
    *,
    jobs: int = 1,
    progress: Callable[[object], object] = lambda said: said,
) -> None:
    """Put the judge's verdicts into `verdicts` as they come, None where it failed; up to `jobs` questions at a time.

    Raises SettingsError for a wrong setting, and ModelError when the judge takes no pictures, failed MOST_FAILURES times in a row, or
    answered no question at all.
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
        f"Judge: {judge}, by capassist's wording {JUDGE_VERSION}; the paper's is {published}. Numbers compare only where the judge is the "
        f"same. fail: no usable answer in {TRIES} tries; such captions are in no number."
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
