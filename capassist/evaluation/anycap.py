"""AnyCapEval's published files for pictures (Ren et al., 2025): key points covered, and marks for style.

Content is the key-point density, computed as by the published script: the key points that a caption covers, less one
where it misses the length that was asked for, for all its words. Few words make it high, so the share of the key points
that is covered stands beside it. StyleScore is a mark from 0 to 4 beside a reference.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capassist.errors import DraftError
from capassist.evaluation.anycap_lengths import count_words, keeps_length
from capassist.evaluation.captions import read_captions
from capassist.evaluation.judge_prompts import STYLES
from capassist.evaluation.llm_judge import Question, judge_note
from capassist.evaluation.questions import Coverage, StyleScore
from capassist.evaluation.table import Row, Table
from capassist.files import open_file, read_text
from capassist.metrics import Mean, ratio

_JUDGE = "gpt-4o-2024-08-06"
_WHOLE = "anycapeval_image_ref.jsonl"
_PARTS = ("anycapeval_image_ref_content.jsonl", "anycapeval_image_ref_style.jsonl")
_PICTURES = "test_image_data"
_PICTURES_FOLDER = "anycapeval_image"  # of the repository, beside those of the other media
_OTHER_MEDIA = {"anycapeval_video": "videos", "anycapeval_audio": "sounds"}
_OF_PICTURES = "Captions of figures are of pictures: name anycapeval_image, or the folder that it is in."
_POINTER = b"version https://git-lfs.github.com/spec/"
_HINT = f"The folder must hold AnyCapEval's {_WHOLE}, or {' or '.join(_PARTS)}, as published."
_FETCH = f"Fetch the pictures with `git lfs pull`; they belong into the folder or into its {_PICTURES}/."

_DENSITY = (
    "KPD: key points covered for 100 words, a point less where the length that was asked for is missed (length: the "
    "share of captions that keep it). A few words can have a high KPD, so read it beside coverage, the share of all "
    "key points. inv.: captions with “None” in them, which the published script skips."
)
_DEVIATION = (
    "The published script for the style of pictures stops at every row with an error of its own, where it looks at "
    "the length. Here captions of the types brief and detail get 1 at most when they are more than 30 % off the "
    "reference's number of words, as its instruction says, and the judge sees pictures of at most 1024 pixels."
)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the benchmark: one with key points is of content, any other of style."""

    key: str
    kind: str
    length: str  # the sentence that asks for one; empty where none does
    reference: str
    points: tuple[str, ...]
    picture: Path | None
    is_pointer: bool  # Git LFS left a pointer where the picture should be

    def question(self, caption: str) -> Question[int] | None:
        """Return what a judge is asked of a caption; None where it has to see a picture and there is none."""
        if self.points:
            return Coverage(caption, self.points)
        return StyleScore(caption, self.reference, self.kind, self.picture) if self.picture else None

    @property
    def has_use(self) -> bool:
        """Whether it has key points or a known style; the published scripts have no use for others, either."""
        return bool(self.points) or self.kind in STYLES

    def skips(self, caption: str) -> bool:
        """Tell whether the published script for content skips a caption."""
        return bool(self.points) and "None" in caption


@dataclass(frozen=True, slots=True)
class AnyCapEval:
    """The rows that can be judged, and their captions by system: those of the file, and the baselines."""

    folder: Path
    items: tuple[Item, ...]
    systems: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]  # a sentence for each kind of what is
    sends: str = "a caption with key points, or with a reference and its picture"

    def questions(self) -> list[Question[int]]:
        """Return all that is to be asked, those about the file's captions first."""
        asked = (
            item.question(captions[item.key])
            for captions in self.systems.values()
            for item in self.items
            if not item.skips(captions[item.key])
        )
        return list(dict.fromkeys(question for question in asked if question))

    def tables(self, verdicts: Mapping[Question[int], int | None], judge: str) -> tuple[Table, ...]:
        """Return the tables of content and of style, whole and by type, of what was judged so far."""
        content = [item for item in self.items if item.points]
        style = [item for item in self.items if not item.points]
        notes = (*self.missing, judge_note(judge, _JUDGE))
        return (
            *self._tables("AnyCapEval: content", content, verdicts, _content, (_DENSITY, *notes)),
            *self._tables("AnyCapEval: style, from 0 to 4", style, verdicts, _style, (_DEVIATION, *notes)),
        )

    def _tables(
        self,
        title: str,
        items: Sequence[Item],
        verdicts: Mapping[Question[int], int | None],
        measures: "_Measures",
        notes: tuple[str, ...],
    ) -> Iterator[Table]:
        kinds = {kind: [item for item in items if item.kind == kind] for kind in dict.fromkeys(i.kind for i in items)}
        if kinds:
            yield Table(title, tuple(self._row(name, "", items, verdicts, measures) for name in self.systems), notes)
            by_kind = [
                self._row(name, f", {kind.removeprefix('multi_class_')}", some, verdicts, measures)
                for name in self.systems
                for kind, some in kinds.items()
            ]
            yield Table(f"{title}, by type", tuple(by_kind))

    def _row(
        self,
        name: str,
        kind: str,
        items: Sequence[Item],
        verdicts: Mapping[Question[int], int | None],
        measures: "_Measures",
    ) -> Row:
        captions = self.systems[name]
        read = [item for item in items if not item.skips(captions[item.key])]
        said = [(item, verdicts[q]) for item in read if (q := item.question(captions[item.key])) and q in verdicts]
        judged = [(item, captions[item.key], mark) for item, mark in said if mark is not None]
        failed = len(said) - len(judged)
        values = {measure: mean for measure, mean in measures(judged).items() if mean}
        return Row(name + kind, len(judged), len(items) - len(read), values, failed=failed)


_Judged = Sequence[tuple[Item, str, int]]  # a row, the caption, and what the judge gave it
_Measures = Callable[[_Judged], dict[str, Mean | None]]


def _content(judged: _Judged) -> dict[str, Mean | None]:
    kept = [keeps_length(caption, item.length) for item, caption, _ in judged]
    words = [count_words(caption) for _, caption, _ in judged]
    points = [max(0, covered - (not keeps)) for (_, _, covered), keeps in zip(judged, kept, strict=True)]
    density = ratio([(100 * point, count) for point, count in zip(points, words, strict=True)])
    return {
        "KPD": density or (Mean(0.0, 0.0, 0.0) if judged else None),  # no words, no density
        "coverage": ratio([(covered, len(item.points)) for item, _, covered in judged]),
        "length": ratio([(keeps, 1) for keeps in kept]),
        "words": ratio([(count, 1) for count in words]),
    }


def _style(judged: _Judged) -> dict[str, Mean | None]:
    return {
        "style": ratio([(mark, 1) for _, _, mark in judged]),
        "words": ratio([(count_words(caption), 1) for _, caption, _ in judged]),
    }


# The files ------------------------------------------------------------------------------------------------------------


def load(folder: Path, predictions: Path) -> AnyCapEval:
    """Read the benchmark's files and the captions for them: result rows of its own form, or captions by id.

    Rows without a caption in the file are left out, and rows of style whose picture is missing. Raises DraftError when
    a file is missing or broken, no caption is for a row of the folder, or no row can be judged.
    """
    captions = read_captions(predictions)
    folder, others = _of_pictures(folder)
    rows = _items(folder)
    items = [item for item in rows if item.has_use]
    wanted = [item for item in items if item.key in captions]
    if not wanted:
        raise DraftError(f"{predictions} has no caption for a row of {folder}.", "Both must use the same ids.")
    judged, unseen = _parted(wanted, captions)
    pictures = _about_pictures(unseen)
    if not judged:
        raise DraftError(f"{folder}: no row can be judged. {pictures}", _FETCH)
    unknown = captions.keys() - {item.key for item in rows}
    missing = (
        *_counted("Rows with neither key points nor a known style", len(rows) - len(items)),
        *_counted(f"Rows without a caption in {predictions.name}", len(items) - len(wanted)),
        *_counted(f"Captions of {predictions.name} for no row of the folder", len(unknown)),
        *([f"{pictures} {_FETCH}"] if pictures else []),
        *([f"Left out: the rows on {' and '.join(others)}, which no figure is."] if others else []),
    )
    return AnyCapEval(folder, judged, _systems(predictions.name, judged, captions), missing)


def _parted(items: Sequence[Item], captions: Mapping[str, str]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the rows that can be judged, and those whose picture is missing."""
    judged = tuple(item for item in items if item.question(captions[item.key]))
    return judged, tuple(item for item in items if item not in judged)


def _systems(name: str, items: Sequence[Item], captions: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the captions by system: those of the file, and the baselines."""
    return {
        name: {item.key: captions[item.key] for item in items},
        "blank caption": {item.key: "" for item in items},
        "the reference": {item.key: item.reference for item in items},
    }


def _counted(what: str, count: int) -> tuple[str, ...]:
    return (f"{what}: {count}.",) if count else ()


def _of_pictures(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the folder of the rows on pictures, which may be one in the folder that was named, and what media others
    are of. Raises DraftError where there are other media alone."""
    if not folder.is_dir():
        raise DraftError(f"{folder} is not a folder.", _HINT)
    others = tuple(media for name, media in _OTHER_MEDIA.items() if any(folder.glob(f"{name}*")))
    places = (folder, folder / _PICTURES_FOLDER)
    found = next((place for place in places if any((place / name).is_file() for name in (_WHOLE, *_PARTS))), None)
    if found is None and others:
        raise DraftError(f"{folder} holds AnyCapEval's rows on {' and '.join(others)} alone.", _OF_PICTURES)
    return found or folder, others


def _items(folder: Path) -> list[Item]:
    """Return the rows of the benchmark's one file, or of its parts."""
    files = [folder / _WHOLE] if (folder / _WHOLE).is_file() else [folder / n for n in _PARTS if (folder / n).is_file()]
    if not files:
        raise DraftError(f"{folder} holds none of {', '.join((_WHOLE, *_PARTS))}.", _HINT)
    items: dict[str, Item] = {}
    for file in files:
        for place, row in _rows(file):
            item = _item(row, f"{file}, line {place}", folder)
            if item.key in items:
                raise DraftError(f"{file}, line {place}: the id {item.key} stands there twice.", _HINT)
            items[item.key] = item
    return list(items.values())


def _rows(file: Path) -> Iterator[tuple[int, Any]]:
    try:
        lines = read_text(file).split("\n")  # not splitlines: a caption may hold other line ends
    except (OSError, UnicodeError) as error:
        raise DraftError(f"{file} cannot be read: {getattr(error, 'strerror', '') or error}.", _HINT) from error
    for place, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield place, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DraftError(f"{file}, line {place}: this is no JSON.", _HINT) from error


def _item(row: Any, place: str, folder: Path) -> Item:
    try:
        kind, *length = list(row["restriction"])
        points = tuple(row.get("key_point") or ())
        texts = (kind, row["image"], row["conversations"][1]["value"], *length, *points)
        if not all(isinstance(text, str) for text in texts) or not isinstance(row["id"], int | str):
            raise TypeError
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise DraftError(f"{place}: this is not a row of AnyCapEval.", _HINT) from error
    file = _lying(folder, row["image"])
    beginning = _begins(file)
    return Item(
        key=str(row["id"]),
        kind=kind,
        length=length[0] if length else "",
        reference=row["conversations"][1]["value"],
        points=points,
        picture=file if beginning and beginning != _POINTER else None,
        is_pointer=beginning == _POINTER,
    )


def _lying(folder: Path, name: str) -> Path | None:
    """Return where a picture lies; by its base name alone, so that no row names a file elsewhere."""
    places = (parent / Path(name).name for parent in (folder, folder / _PICTURES))
    return next((place for place in places if place.is_file()), None)


def _begins(file: Path | None) -> bytes:
    """Return how a file begins; nothing where there is none, or none that may be read."""
    if file is None:
        return b""
    try:
        with open_file(file) as opened:
            return opened.read(len(_POINTER))
    except OSError:
        return b""


def _about_pictures(unseen: Collection[Item]) -> str:
    """Say how many pictures are missing, and for how many of them there are only the pointers of Git LFS."""
    if not unseen:
        return ""
    pointers = sum(item.is_pointer for item in unseen)
    told = f", {pointers} of them with a pointer of Git LFS in the picture's place" if pointers else ""
    return f"Rows of style whose picture is missing: {len(unseen)}{told}."
