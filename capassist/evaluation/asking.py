"""Asking a captioner for the caption of a figure that was left out."""

from dataclasses import dataclass
from typing import Protocol

from capassist.captioners.online.clean import is_failure
from capassist.errors import ModelError
from capassist.model import CaptionRequest
from capassist.ports import Captioner


class LeftOut(Protocol):
    """A figure whose caption is known and not shown."""

    @property
    def key(self) -> str:
        """What names the figure among all that are left out."""

    def request(self, profile: str) -> CaptionRequest:
        """Return what a captioner may know under a condition."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a condition gave for a target; None where there was no answer or it was no caption.

    `text` is as it would stand in the source.
    """

    condition: str
    target: str
    text: str | None
    failed: bool = False  # there was no answer at all, and it may be asked for again


def condition(captioner: Captioner, profile: str) -> str:
    """Return what a captioner with a profile is called in tables."""
    return f"{captioner.name}, {profile}"


def answer(captioner: Captioner, profile: str, target: LeftOut) -> Answer:
    """Ask for one caption. Raises SettingsError for a wrong setting, which stops all."""
    name = condition(captioner, profile)
    try:
        candidate = captioner.draft(target.request(profile))
    except ModelError:
        return Answer(name, target.key, None, failed=True)
    no_caption = candidate.kind == "template" or is_failure(candidate.text)
    return Answer(name, target.key, None if no_caption else candidate.text)
