"""Files of captions by id: predictions and references, in the forms that people have them in.

A JSON object {id: caption}, a JSON array or JSON lines of objects with an id and a caption, capassist's own JSON, the
files of the SciCap challenge: its submissions ([{"image_id", "caption"}]), its annotations ({"images", "annotations"})
and its sample (sample_data_info.json), and the rows of AnyCapEval's results, whose captions stand alone or in a list of
one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Any

from capassist.captioners.generative.clean import is_failure
from capassist.errors import DraftError, UsageError
from capassist.evaluation.table import NOT_QUALITY, Pair, Row, Table, corpus_note, row, score, scoring_note
from capassist.files import Output, read_text
from capassist.metrics import Scoring

_IDS = ("image_id", "id", "figure", "figure-ID", "figure-id", "figure_id")
_TEXTS = ("caption", "text", "prediction", "figure-caption")
_RESPONSES = ("model_response_content", "model_response_style")  # AnyCapEval's
_WITHOUT_INDEX = ("caption_no_index", "figure-caption-without-index")
_LISTS = ("annotations", "drafts", "figures", "captions")
_HINT = (
    'Write {"id": "caption", …}, or an array or lines of {"id": …, "caption": …}; SciCap\'s own files are read as '
    "they are."
)


def compare(predictions: Path, references: Path, scoring: Scoring) -> Table:
    """Return the one-line table of the predictions against the references.

    Answers that are no captions are counted and left out; in the challenge's form they are scored, as its scorer does.
    Raise DraftError for a file that cannot be read, predictions without a reference, and in the challenge's form for
    references without a prediction.
    """
    whole = scoring.form == "scicap"
    given, wanted = read_captions(predictions), read_captions(references, with_index=whole)
    if unknown := _but(given, wanted):
        lacking = f"{predictions} has captions for {_some(unknown)}, which {references} lacks."
        raise DraftError(lacking, "Both files must use the same ids.")
    missing = _but(wanted, given)
    if missing and whole:
        lacking = f"{predictions} has no caption for {_some(missing)}."
        raise DraftError(lacking, "The challenge wants every id; --form lamp-cap does not.")
    kept = {name: text for name, text in given.items() if whole or not is_failure(text)}
    pairs = [Pair(wanted[name], text) for name, text in kept.items()]
    found = row(predictions.name, score(pairs, scoring), scoring, invalid=len(given) - len(kept))
    return Table(f"{predictions.name} against {references.name}", (found,), _notes(found, missing, scoring))


def _but(names: Iterable[str], others: Mapping[str, str]) -> list[str]:
    """Return the names that the others lack."""
    return [name for name in names if name not in others]


def _notes(found: Row, missing: list[str], scoring: Scoring) -> tuple[str, ...]:
    left = f"{len(missing)} references have no prediction and are left out." if missing else ""
    return tuple(filter(None, (left, NOT_QUALITY, corpus_note(found.scored), scoring_note(scoring))))


def read_captions(path: Path, *, with_index: bool = True) -> dict[str, str]:
    """Return the captions of a file by id, in its order; without "Figure 3:", where it has such, unless `with_index`.

    Raises DraftError that names the entry when the file is missing, no JSON, of another form, or gives an id twice.
    """
    captions: dict[str, str] = {}
    content = _content(path)
    own = isinstance(content, dict) and str(content.get("schema", "")).startswith("capassist.")
    for place, (name, text) in enumerate(_entries(_of_ours(content) if own else content, path, with_index), 1):
        if name in captions:
            raise DraftError(f"{path}: entry {place} gives {name!r} a second caption.", "Each id may stand there once.")
        captions[name] = text
    if not captions:
        raise DraftError(f"{path} holds no captions.", _HINT)
    return captions


def _of_ours(content: Mapping[str, Any]) -> list[Any]:
    """Return the entries of capassist's own output that have a caption: the first draft of each figure, or the captions
    of a scan."""
    rows: list[Any] = next((content[name] for name in _LISTS if isinstance(content.get(name), list)), [])
    first: dict[Any, Any] = {}
    for entry in rows:
        if isinstance(entry, dict) and any(isinstance(entry.get(field), str) for field in _TEXTS):
            first.setdefault(next((entry[field] for field in _IDS if field in entry), None), entry)
    return list(first.values())


def write_submission(path: Path, captions: Mapping[str, str], wanted: Iterable[str]) -> None:
    """Write captions as the SciCap challenge takes them: [{"image_id", "caption"}], every id that is wanted once.

    Raises UsageError where an id is no number, as the challenge's are, or has no caption, and WriteError.
    """
    ids = list(wanted)
    odd = [name for name in ids if not name.isascii() or not name.isdigit()]
    lacking = [name for name in ids if name not in captions]
    if odd or lacking:
        why = f"{_some(odd)}: the challenge's ids are numbers" if odd else f"there is no caption for {_some(lacking)}"
        raise UsageError(f"No submission can be made, {why}.", "Score against the challenge's own file.")
    rows = [{"image_id": int(name), "caption": captions[name]} for name in ids]
    data = (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    Output(path, "submission", b'"image_id"', "--submission").write(data)


def _content(path: Path) -> Any:
    try:
        text = read_text(path)
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.", _HINT) from error
    except UnicodeDecodeError as error:
        raise DraftError(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
    try:
        return json.loads(text)
    except RecursionError as error:
        raise DraftError(f"{path} is nested too deeply.", _HINT) from error
    except ValueError:
        return [_line(line, number, path) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _line(line: str, number: int, path: Path) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DraftError(f"{path}, line {number}: this is neither JSON nor a line of JSON.", _HINT) from error


def _entries(content: Any, path: Path, with_index: bool) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        rows = next((content[name] for name in _LISTS if isinstance(content.get(name), list)), None)
        rows = [content] if rows is None and _is_entry(content) else rows
        content = rows if rows is not None else [_keyed(name, value) for name, value in content.items()]
    if not isinstance(content, list):
        raise DraftError(f"{path} is neither an object nor an array.", _HINT)
    for place, entry in enumerate(content, 1):
        yield _entry(entry, place, path, with_index)


def _is_entry(content: Mapping[str, Any]) -> bool:
    """Tell whether an object is one caption with its id, as in a file of one line."""
    return any(name in content for name in _IDS) and any(name in content for name in (*_TEXTS, *_RESPONSES))


def _keyed(name: str, value: Any) -> Any:
    return {**value, "id": name} if isinstance(value, dict) else {"id": name, "caption": value}


def _entry(entry: Any, place: int, path: Path, with_index: bool) -> tuple[str, str]:
    known: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    texts = _TEXTS if with_index else (*_WITHOUT_INDEX, *_TEXTS)
    name = _first_of((known.get(field) for field in _IDS), str | int)
    responses = (_alone(known.get(field)) for field in _RESPONSES)
    text = _first_of([*(known.get(field) for field in texts), *responses], str)
    if name is None or text is None:
        raise DraftError(f"{path}: entry {place} has no {'id' if name is None else 'caption'}.", _HINT)
    return str(name), text


def _first_of(values: Iterable[Any], kind: type | UnionType) -> Any:
    """Return the first value of a kind; None where there is none."""
    return next((value for value in values if isinstance(value, kind)), None)


def _alone(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
