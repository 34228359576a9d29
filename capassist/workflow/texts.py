"""Texts for a draft's figures, from a file, before the guards: nothing is kept and nothing is written."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from capassist.concurrency import side_by_side
from capassist.errors import DraftError, UsageError
from capassist.files import read_text
from capassist.model import Draft, Figure, Finding
from capassist.workflow.drafting import choose_figures, inspect
from capassist.workflow.second_look import SecondLooks

_FORM = 'Each line is an object: {"id": "1", "figure": "fig:a", "text": "…"}.'


@dataclass(frozen=True, slots=True)
class FigureText:
    """A text for a figure. `id` is the author's, and comes back as it is."""

    id: str
    figure: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What the guards say of a text; `refused` is why it could not be written, where it could not."""

    given: FigureText
    figure: Figure
    warnings: tuple[Finding, ...]
    refused: str | None = None


def read_texts(path: Path) -> tuple[FigureText, ...]:
    """Read a file of JSON lines. Raises DraftError where it cannot be read or a line is of another form, and UsageError
    where it is empty."""
    try:
        lines = read_text(path).splitlines()
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.", _FORM) from error
    except UnicodeError as error:
        raise DraftError(f"{path} is not UTF-8 text.", _FORM) from error
    texts = tuple(_text(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not texts:
        raise UsageError(f"There is no text in {path}.", _FORM)
    return texts


def _text(path: Path, number: int, line: str) -> FigureText:
    try:
        row = json.loads(line)
        return FigureText(_string(row.get("id", str(number))), _string(row["figure"]), _string(row["text"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DraftError(f"Line {number} of {path} is no text for a figure.", _FORM) from error


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def figures_of(draft: Draft, texts: Iterable[FigureText]) -> Mapping[str, Figure]:
    """Return the figures that texts are for, by what the texts call them. Raises UsageError for one that the draft does
    not have."""
    return {name: choose_figures(draft, [name])[0] for name in dict.fromkeys(given.figure for given in texts)}


def check_texts(
    draft: Draft, texts: Iterable[FigureText], looks: SecondLooks | None = None, jobs: int = 1
) -> Iterator[CheckedText]:
    """Yield what the guards say of each text, and what `looks` find, up to `jobs` at a time.

    Raises UsageError for a figure that the draft does not have.
    """
    texts = tuple(texts)
    figures = figures_of(draft, texts)

    def checked(given: FigureText) -> CheckedText:
        figure = figures[given.figure]
        if looks:
            looks.look(figure, given.text)
        findings = inspect(draft, figure, given.text) + (looks.findings(figure, given.text) if looks else ())
        refused = next((finding.message for finding in findings if finding.blocks), None)
        return CheckedText(given, figure, findings, refused)

    return side_by_side(checked, texts, jobs)
