"""What judges decided on a blind page: their files joined with its key, with intervals and agreement."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from capassist.errors import DraftError
from capassist.evaluation.blind import AUTHOR, HIGHEST, LOWEST, QUESTIONS, BlindTest, names_of
from capassist.evaluation.table import Row, Table
from capassist.files import Output, read_text
from capassist.metrics import means
from capassist.metrics.agreement import TENTATIVE, ordinal_alpha
from capassist.metrics.bootstrap import FEWEST
from capassist.text.words import counted

KEY_SCHEMA, SCHEMA = "capassist.blind-key/1", "capassist.judgements/1"
_ASK_AGAIN = "Leave it out, or have it downloaded from the page again; the other files are as they were."

Ratings = Mapping[str, float]  # by the question's name
_Place = tuple[str, str]  # judge, figure


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """Whose each caption of a page is, and to which figure it belongs."""

    page: str
    by: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judgements:
    """What one judge said of captions, by their id."""

    judge: str
    ratings: Mapping[str, Ratings]


def key_file(page: Path) -> Path:
    """Return where the key of a page goes: beside it."""
    return page.with_suffix(".key.json")


def key_output(path: Path) -> Output:
    """Return where a key goes: a new file, or one that was a key before."""
    return Output(path, "key of a page", KEY_SCHEMA.encode(), "--blind")


def key_text(test: BlindTest) -> str:
    """Return a test's key as its file holds it."""
    captions = [
        {"id": caption.id, "figure": figure.target.key, "by": list(caption.by)}
        for figure in test.figures
        for caption in figure.captions
    ]
    return json.dumps({"schema": KEY_SCHEMA, "page": test.page, "captions": captions}, indent=1) + "\n"


def read_key(path: Path) -> AnswerKey:
    """Return a page's key. Raise DraftError that names the file where it is none."""
    read = _read(path, KEY_SCHEMA, "the key of a blind page", "It stands beside the page, as NAME.key.json.")
    try:
        rows = [(str(row["id"]), str(row["figure"]), tuple(map(str, row["by"]))) for row in read["captions"]]
        return AnswerKey(
            str(read["page"]), {name: by for name, _, by in rows}, {name: figure for name, figure, _ in rows}
        )
    except (KeyError, TypeError) as error:
        raise DraftError(f"{path} is damaged: its captions lack {error}.", "Make the page again.") from error


def read_judgements(path: Path, key: AnswerKey) -> Judgements:
    """Return what a judge decided. Raise DraftError that names the file, and the place where it is damaged."""
    read = _read(path, SCHEMA, "a file of decisions of a blind page", _ASK_AGAIN)
    if read.get("page") != key.page:
        raise DraftError(f"{path} holds decisions on another page.", "Join it with the key of its own page.")
    rows = read.get("judgements")
    if not isinstance(rows, list) or not rows:
        raise DraftError(f"{path} holds no decision.", _ASK_AGAIN)
    ratings: dict[str, Ratings] = {}
    for place, row in enumerate(rows, 1):
        caption, given = _judgement(row, f"{path}: decision {place}", key)
        if caption in ratings:
            raise DraftError(f"{path}: decision {place} is on a caption that was decided before.", _ASK_AGAIN)
        ratings[caption] = given
    judge = read.get("judge")
    return Judgements((judge.strip() if isinstance(judge, str) else "") or path.stem, ratings)


def read_all(paths: Sequence[Path], key: AnswerKey) -> list[Judgements]:
    """Return what all judges decided. Raise DraftError for a damaged file, and for two files of one judge."""
    found: dict[str, tuple[Path, Judgements]] = {}
    for path in paths:
        judgements = read_judgements(path, key)
        if judgements.judge in found:
            other = found[judgements.judge][0]
            raise DraftError(f"{other} and {path} are both by {judgements.judge}.", "Name the later one alone.")
        found[judgements.judge] = path, judgements
    return [judgements for _, judgements in found.values()]


def _read(path: Path, schema: str, what: str, hint: str) -> dict[str, Any]:
    try:
        read = json.loads(read_text(path))
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.", hint) from error
    except (ValueError, RecursionError) as error:
        raise DraftError(f"{path} is damaged: it is no JSON.", hint) from error
    if not isinstance(read, dict) or read.get("schema") != schema:
        raise DraftError(f"{path} is not {what}.", hint)
    return read


def _judgement(row: Any, place: str, key: AnswerKey) -> tuple[str, Ratings]:
    caption = row.get("caption") if isinstance(row, dict) else None
    if not isinstance(caption, str) or caption not in key.by:
        raise DraftError(f"{place} names no caption of the page.", _ASK_AGAIN)
    found = {question.name: row.get(question.name) for question in QUESTIONS}
    for name, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool) or not LOWEST <= value <= HIGHEST:
            raise DraftError(f"{place} has no {name!r} from {LOWEST} to {HIGHEST}.", _ASK_AGAIN)
    return caption, {name: float(value) for name, value in found.items()}


# The result -----------------------------------------------------------------------------------------------------------


def judged_table(key: AnswerKey, files: Sequence[Judgements]) -> Table:
    """Return how each kind of caption was judged, and how far from the author's.

    The intervals are drawn over the figures, judges averaged: what several judges say of one figure is not independent.
    """
    placed = {name: _placed(key, files, name) for name in names_of(key.by.values())}
    rows = [_row(name, ratings) for name, ratings in placed.items()]
    own = placed.get(AUTHOR, {})
    rows += [
        _row(f"{name} − {AUTHOR}", {place: _change(own[place], ratings[place]) for place in ratings if place in own})
        for name, ratings in placed.items()
        if name != AUTHOR
    ]
    judges = ", ".join(judgements.judge for judgements in files)
    title = (
        f"{counted(len(set(key.figures.values())), 'figure')} judged blind by {counted(len(files), 'judge')}: {judges}"
    )
    return Table(title, tuple(rows), tuple(filter(None, (_meaning(), _agreement(key, files), _too_few(key, files)))))


def _placed(key: AnswerKey, files: Sequence[Judgements], name: str) -> dict[_Place, Ratings]:
    return {
        (judgements.judge, key.figures[caption]): ratings
        for judgements in files
        for caption, ratings in judgements.ratings.items()
        if name in key.by[caption]
    }


def _change(old: Ratings, new: Ratings) -> Ratings:
    return {question.name: new[question.name] - old[question.name] for question in QUESTIONS}


def _row(name: str, ratings: Mapping[_Place, Ratings]) -> Row:
    figures: dict[str, list[Ratings]] = {}
    for (_, figure), given in ratings.items():
        figures.setdefault(figure, []).append(given)
    if not figures:
        return Row(name, 0)
    averaged = [[fmean(given[q.name] for given in judged) for q in QUESTIONS] for judged in figures.values()]
    values = dict(zip((question.name for question in QUESTIONS), means(averaged), strict=True))
    return Row(name, len(ratings), values=values)


def _meaning() -> str:
    asked = "; ".join(f"{question.name}: “{question.words}”" for question in QUESTIONS)
    return (
        f"{asked} from {LOWEST}, not at all, to {HIGHEST}, fully; n: judgements; ±: half of the 95 % interval, drawn "
        "over the figures. Below, how much more each caption got than the author's of the same figure by the same "
        "judge."
    )


def _agreement(key: AnswerKey, files: Sequence[Judgements]) -> str:
    if len(files) < 2:
        return "One judge: whether others would agree is not known."
    found = {question.name: _alpha(key, files, question.name) for question in QUESTIONS}
    said = ", ".join(f"{name} {'not to tell' if a is None else f'{a:.2f}'}" for name, a in found.items())
    low = any(alpha is not None and alpha < TENTATIVE for alpha in found.values())
    weak = f" Below {TENTATIVE} the judges do not agree enough to conclude anything from them." if low else ""
    return f"Agreement (Krippendorff's alpha of ordinal ratings; 1: full, 0: chance): {said}.{weak}"


def _alpha(key: AnswerKey, files: Sequence[Judgements], question: str) -> float | None:
    return ordinal_alpha([j.ratings[name][question] for j in files if name in j.ratings] for name in key.by)


def _too_few(key: AnswerKey, files: Sequence[Judgements]) -> str:
    judged = {key.figures[caption] for judgements in files for caption in judgements.ratings}
    return f"Fewer than {FEWEST} figures are too few to tell a difference from chance." if len(judged) < FEWEST else ""
