"""Rows in the form of AnyCap's training data (arXiv 2507.12841), read from JSON lines: the published files, and those
of `capassist export preferences`.

A row asks to change an existing caption until it meets a requirement; its answer is the caption that was chosen.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capassist.errors import DraftError
from capassist.files import read_text
from capassist.session.preferences import IMAGE_TAG

MEDIA = ("image", "video", "audio")
_ASKED = re.compile(r"[Tt]he requirement is: '(.*?)'\.\s*The existing caption is: '(.*)'\. You only need to", re.DOTALL)
_HINT = (
    "Each line is an object with conversations of a human and of gpt, in which the human names a requirement and an "
    "existing caption."
)


@dataclass(frozen=True, slots=True)
class AnyCapRow:
    """A row: what was asked, and what was chosen over the existing caption."""

    requirement: str
    existing: str
    chosen: str
    prompt: str  # what the human says, without the place of the picture
    record: Mapping[str, Any]  # the row field for field

    @property
    def medium(self) -> str | None:
        """What the caption is of: image, video or audio; None where the row names no file."""
        return next((medium for medium in MEDIA if self.record.get(medium)), None)

    @property
    def file(self) -> str | None:
        """The path of the picture, as the row has it."""
        path = self.record.get("image")
        return path if isinstance(path, str) and path else None


def read_anycap_rows(path: Path) -> tuple[AnyCapRow, ...]:
    """Return the rows of a file. Raises DraftError that names the line when the file cannot be read or has another
    form."""
    try:
        lines = read_text(path).split("\n")
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.", _HINT) from error
    except UnicodeDecodeError as error:
        raise DraftError(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
    return tuple(_row(line, number, path) for number, line in enumerate(lines, 1) if line.strip())


def _row(line: str, number: int, path: Path) -> AnyCapRow:
    try:
        record = json.loads(line)
        human, answer = record["conversations"]
        asked = _ASKED.search(human["value"])
        if (human["from"], answer["from"]) != ("human", "gpt") or asked is None or not isinstance(answer["value"], str):
            raise ValueError(line)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DraftError(f"{path}, line {number}: this is no row of AnyCap's form.", _HINT) from error
    prompt = human["value"].removeprefix(IMAGE_TAG).lstrip("\n")
    return AnyCapRow(asked[1], asked[2], answer["value"], prompt, record)
