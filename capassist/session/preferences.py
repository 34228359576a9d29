"""The review log as preference data, in the row form of AnyCap's data set (arXiv 2507.12841): one JSON object for each
pair.

A row asks a model to change an existing caption until it meets a requirement. What the author put into the paper is
`chosen`; a draft that was turned down or edited is `rejected`. An untouched acceptance is a pair of the same text
twice, from which a model learns to leave a good caption alone; no other row has equal sides. A draft with blanks could
not be accepted, so nothing was chosen over it.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from capassist.errors import WriteError
from capassist.files import json_line
from capassist.model import AUTHOR, Draft, Figure, Reviewed
from capassist.text.blanks import blank_spans
from capassist.text.words import one_line

Row = dict[str, Any]

# The words around the requirement and the caption are the data set's own: a model that was trained on it knows them.
_ALIGNER = (
    "You are a multimodal aligner, and your task is to transform the existing caption into a caption that better "
    "meets the "
    "requirements. The requirement is: '{requirement}'.The existing caption is: '{existing}'. You only need to "
    "answer the "
    "caption that better meets the requirements, and do not add anything else."
)
IMAGE_TAG = "<image>"
_REQUIREMENT = "Write the caption of this figure as the author of the paper would."
_ASKED = " The author asks for this change: {asked}."
_ABOUT = " The paper says about it: {paragraphs}"


def preference_rows(draft: Draft, reviewed: Iterable[Reviewed]) -> tuple[Row, ...]:
    """Return a row for each different pair of what the author chose and a draft that was seen before."""
    figures = {figure.id: figure for figure in draft.figures}
    unique: dict[tuple[str, str, str], Row] = {}
    for row in reviewed:
        if row.figure in figures:
            for pair in _pairs(figures[row.figure], row):
                unique.setdefault((pair["prompt"], pair["chosen"], pair["rejected"]), pair)
    return tuple({"id": number, **pair} for number, pair in enumerate(unique.values()))


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write the rows to a new file that only the user can read. Raises WriteError when there is one already, or it
    cannot be made."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WriteError(f"{path} is there already, and stays as it is.", "Name another file.") from None
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error
    try:
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
            file.write(as_lines(rows))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.", "Make room on the disk.") from error


def as_lines(rows: Iterable[Row]) -> str:
    """Return the rows as JSON lines, in ASCII so that no terminal or pipe can spoil them."""
    return "".join(map(json_line, rows))


def _pairs(figure: Figure, row: Reviewed) -> Iterator[Row]:
    decision = row.decision
    if decision is None or not decision.accepts or not decision.text:
        return
    chosen = one_line(decision.text)
    for candidate in row.drafts:
        existing = one_line(candidate.text)
        if existing and candidate.captioner != AUTHOR and not any(blank_spans(existing)):
            yield _pair(figure, row, chosen, existing)


def _pair(figure: Figure, row: Reviewed, chosen: str, existing: str) -> Row:
    shown = row.candidate
    asked = shown.instruction if shown and one_line(shown.current) == existing else ""
    prompt = _ALIGNER.format(requirement=_requirement(figure, one_line(asked)), existing=existing)
    image = figure.images[0].path if figure.images else None
    return anycap_row(prompt, chosen, existing, image=image, figure=figure.id, decided_by=row.by)


def anycap_row(
    prompt: str, chosen: str, rejected: str, *, image: str | None, figure: str, decided_by: str | None
) -> Row:
    """Return a pair as a row of AnyCap's form, and in the same row as prompt, chosen and rejected."""
    return {
        **({"image": image} if image else {}),
        "figure": figure,
        "conversations": [
            {"from": "human", "value": (f"{IMAGE_TAG}\n" if image else "") + prompt},
            {"from": "gpt", "value": chosen},
        ],
        "prompt": prompt,
        "chosen": chosen,
        "rejected": rejected,
        "pair": "q-c-c" if chosen == rejected else "q-a-c",  # as the data set names its folders
        "decided_by": decided_by,
    }


def _requirement(figure: Figure, asked: str) -> str:
    """Return what the caption should be; `asked` is what the author wanted changed in the existing one."""
    paragraphs = " ".join(one_line(mention.text) for mention in figure.mentions)
    about = _ABOUT.format(paragraphs=paragraphs) if paragraphs else ""
    return _REQUIREMENT + (_ASKED.format(asked=asked) if asked else "") + about
