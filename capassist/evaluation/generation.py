"""Asking a captioner for the captions of figures that were left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from capassist.captioners.generative.clean import is_failure
from capassist.concurrency import side_by_side
from capassist.errors import ModelError
from capassist.model import CaptionRequest
from capassist.ports import Captioner

Progress = Callable[["GeneratedCaption"], "GeneratedCaption"]  # counts a caption and hands it on
Watch = Callable[
    [int, str], AbstractContextManager[Progress]
]  # shows how many of so many captions there are, and by whom


def unwatched(_total: int, _captioner: str) -> AbstractContextManager[Progress]:
    """Show nothing."""
    return nullcontext(lambda given: given)


class HeldOutFigure(Protocol):
    """A figure whose caption is known and not shown."""

    @property
    def key(self) -> str:
        """What names the figure among all that are left out."""

    def request(self, profile: str) -> CaptionRequest:
        """Return what a captioner may know under a condition."""


@dataclass(frozen=True, slots=True)
class GeneratedCaption:
    """What a condition gave for a target; None where there was no answer or it was no caption.

    `text` is as it would stand in the source.
    """

    condition: str
    target: str
    text: str | None
    failed: bool = False  # there was no answer at all, and it may be asked for again


def condition_name(captioner: Captioner, profile: str) -> str:
    """Return what a captioner with a profile is called in tables."""
    return f"{captioner.name}, {profile}"


def generate_captions(
    captioner: Captioner, profile: str, targets: Sequence[HeldOutFigure], known: Iterable[GeneratedCaption], jobs: int
) -> Iterator[GeneratedCaption]:
    """Ask for a caption of each target, up to `jobs` at a time, and yield the answers in order.

    Raises SettingsError for a wrong setting, which stops all, and the ModelError of the last target when the condition
    has no answer at all: none for a target, and none among those that are `known`.
    """
    name = condition_name(captioner, profile)
    answered = any(given.condition == name and not given.failed for given in known)
    failures: list[ModelError] = []
    for given, failure in side_by_side(partial(_asked, captioner, profile), targets, jobs):
        yield given
        failures += [failure] if failure else []
    if failures and len(failures) == len(targets) and not answered:
        raise failures[-1]


def _asked(captioner: Captioner, profile: str, target: HeldOutFigure) -> tuple[GeneratedCaption, ModelError | None]:
    """Ask for one caption, and return the failure beside an answer that is none."""
    name = condition_name(captioner, profile)
    try:
        candidate = captioner.draft(target.request(profile))
    except ModelError as error:
        return GeneratedCaption(name, target.key, None, failed=True), error
    no_caption = candidate.kind == "template" or is_failure(candidate.text)
    return GeneratedCaption(name, target.key, None if no_caption else candidate.text), None
