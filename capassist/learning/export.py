"""Papers, their review logs and older preference files in, a folder of training data out: all of it, or nothing.

What is in the folder depends on the files and the seed alone.
"""

import hashlib
import json
import math
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from capassist.dataset.build import paper_names
from capassist.drafts.images import picture_in, request_images
from capassist.errors import CapassistError, UsageError
from capassist.files import file_inside, new_folder, read_file, write_whole
from capassist.learning.anycap_rows import AnyCapRow, read_anycap_rows
from capassist.learning.examples import Example, Material, PreferencePair, TrainingPaper, material_of
from capassist.learning.splits import SPLITS, Split, split_papers
from capassist.learning.training_formats import FACTORY_FILES, FORMS, Row, factory_info
from capassist.llm.budget import request_tokens
from capassist.model import Draft, Picture
from capassist.session.log import reviewed_of
from capassist.text.words import counted

EQUAL_SHARE = 0.4  # of the pairs; AnyCap's ablation: a caption left alone is best taught by 40 %, and over 50 % hurts
ROWS_ENDING = ".jsonl"
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class Share:
    """One paper's part of the export."""

    name: str
    path: str  # from the folder of the export
    title: str | None
    split: Split
    examples: int
    pairs: int


@dataclass(frozen=True, slots=True)
class RowFile:
    """A file of rows, by its path in the folder."""

    path: str
    rows: int
    sha256: str
    tokens: int | None = None  # about, of requests and answers, where they are known


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export."""

    seed: int
    papers: tuple[Share, ...]
    files: tuple[RowFile, ...]
    pictures: int
    profiles: dict[str, int]  # how many examples imitate none, one and all of the other captions
    duplicates: int
    equal_pairs: tuple[int, int]  # kept, and left out
    left_out: dict[str, str] = field(default_factory=dict)  # papers, or parts of them, and why

    def count(self, split: Split) -> int:
        """Return how many papers are in a split."""
        return sum(share.split == split for share in self.papers)


def export_training(
    paths: Sequence[Path],
    output: Path,
    opened: Callable[[Path], Draft],
    describe: Callable[[Exported], dict[str, bytes]],
    *,
    seed: int,
    password: str | None = None,
) -> Exported:
    """Write the training data of papers and preference files into a new folder that only the user can read.

    `opened` reads a paper; `describe` returns the files that say what is in the folder. A paper that cannot be read is
    left out. Raises UsageError when the folder is there or nothing can be learnt from, and WriteError when it cannot be
    written.
    """
    with new_folder(output, mode=0o700) as folder:
        left_out: dict[str, str] = {}
        materials = [*_materials(paths, opened, left_out, seed, password)]
        if not materials:
            reasons = " ".join(f"{name}: {reason}" for name, reason in left_out.items())
            message = "There is no written caption with a picture, and no decision of a review, to learn from."
            raise UsageError(message, reasons or "Name papers whose captions are written.")
        places = {name: _from(path, output) for name, path in _named(paths)}
        exported = replace(_Export(folder, seed).written(materials, places), left_out=left_out)
        if not exported.files:
            message = (
                f"Only drafts that were accepted as they were are there; of a file they are at most {EQUAL_SHARE:.0%}."
            )
            raise UsageError(message, "Name papers with captions, or with drafts that were edited.")
        for name, data in describe(exported).items():
            write_whole(folder / name, data)
        return exported


def _materials(
    paths: Sequence[Path],
    opened: Callable[[Path], Draft],
    left_out: dict[str, str],
    seed: int,
    password: str | None,
) -> Iterator[Material]:
    """Yield what there is to learn from, and note what is left out."""
    for name, path in _named(paths):
        try:
            material = _material(name, path, opened, seed, password)
        except CapassistError as error:
            left_out[name] = error.message
            continue
        if material.notes:
            left_out[name] = "; ".join(material.notes)
        if material.examples or material.pairs:
            yield material


def _named(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Return the papers by name, LaTeX first: of a figure that two of them have, the first is kept."""
    named = zip(paper_names(paths), paths, strict=True)
    return sorted(named, key=lambda entry: (entry[1].suffix.lower() == ".pdf", entry[0]))


def _from(path: Path, output: Path) -> str:
    """Return how a paper is reached from the folder: both may move together, and no home folder is named."""
    try:
        return Path(os.path.relpath(path.resolve(), output.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return path.resolve().as_posix()


def _material(name: str, path: Path, opened: Callable[[Path], Draft], seed: int, password: str | None) -> Material:
    if path.suffix.lower() == ROWS_ENDING:
        return _older_pairs(name, path)
    draft = opened(path)
    images, small = request_images(draft, password)
    return material_of(TrainingPaper(name, draft, reviewed_of(draft), images, small), seed)


def _older_pairs(name: str, path: Path) -> Material:
    """Return the pairs of a file that was exported before: the paper may be gone since then."""
    rows = read_anycap_rows(path)
    pairs = tuple(_older_pair(name, row, path.parent) for row in rows if row.medium in {None, "image"})
    other = len(rows) - len(pairs)
    notes = (f"{counted(other, 'row')} about videos or sounds, which no figure is",) if other else ()
    return Material(name, None, pairs=pairs, notes=notes)


def _older_pair(name: str, row: AnyCapRow, folder: Path) -> PreferencePair:
    file = file_inside(folder, row.file) if row.file else None
    decided_by = row.record.get("decided_by")
    return PreferencePair(
        name,
        str(row.record.get("figure") or row.record.get("id")),
        row.prompt,
        row.chosen,
        row.existing,
        decided_by if isinstance(decided_by, str) else None,
        picture_in(read_file(file)) if file else None,
    )


class _Export:
    """The folder while it is written."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._pictures: dict[bytes, str] = {}
        (folder / "images").mkdir()

    def written(self, materials: Sequence[Material], places: dict[str, str]) -> Exported:
        """Write the rows of all forms and splits, and their pictures."""
        splits = self._splits(materials)
        examples, duplicates = _different([example for material in materials for example in material.examples])
        pairs = list(dict.fromkeys(pair for material in materials for pair in material.pairs))
        chosen = [pair for split in SPLITS for pair in self._capped(_of(split, pairs, splits), split)]
        files = self._files(examples, chosen, splits)
        return Exported(
            self._seed,
            tuple(_shares(materials, places, splits, examples, chosen)),
            tuple(files),
            len(self._pictures),
            dict(Counter(example.profile for example in examples)),
            duplicates,
            (_equal(chosen), _equal(pairs) - _equal(chosen)),
        )

    def _splits(self, materials: Sequence[Material]) -> dict[str, Split]:
        testable = {material.paper for material in materials if material.examples}
        return split_papers({material.paper: material.marks for material in materials}, testable, self._seed)

    def _files(
        self, examples: Sequence[Example], pairs: Sequence[PreferencePair], splits: Mapping[str, Split]
    ) -> list[RowFile]:
        files = [
            file
            for split in SPLITS
            for file in self._split(split, _of(split, examples, splits), _of(split, pairs, splits))
        ]
        if info := factory_info([file.path for file in files]):
            write_whole(self._folder / FACTORY_FILES, (json.dumps(info, indent=1) + "\n").encode())
        return files

    def _split(self, split: Split, examples: Sequence[Example], pairs: Sequence[PreferencePair]) -> Iterator[RowFile]:
        for form in FORMS:
            answers = [form.example(example, self._file) for example in examples] if form.example else []
            choices = [form.pair(pair, self._file) for pair in pairs if form.equal_pairs or not pair.is_equal]
            tokens = sum(map(_tokens, examples))
            for kind, rows, size in (("sft", answers, tokens), ("preferences", choices, None)):
                if rows:
                    yield self._rows(f"{form.name}/{kind}-{split}{ROWS_ENDING}", rows, size)

    def _rows(self, name: str, rows: Sequence[Row], tokens: int | None) -> RowFile:
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        data = b"".join(_line(row) for row in rows)
        write_whole(path, data)
        return RowFile(name, len(rows), hashlib.sha256(data).hexdigest(), tokens)

    def _file(self, picture: Picture) -> str:
        """Return where a picture is in the folder, once it is there."""
        digest = hashlib.sha256(picture.data).digest()
        if digest not in self._pictures:
            name = f"images/{digest.hex()[:20]}.{_ENDINGS[picture.media_type]}"
            write_whole(self._folder / name, picture.data)
            self._pictures[digest] = name
        return self._pictures[digest]

    def _capped(self, pairs: Sequence[PreferencePair], split: Split) -> list[PreferencePair]:
        """Return the pairs with at most EQUAL_SHARE of them equal, drawn by the seed, in their order."""
        equal = [place for place, pair in enumerate(pairs) if pair.is_equal]
        most = math.floor((len(pairs) - len(equal)) * EQUAL_SHARE / (1 - EQUAL_SHARE) + 1e-9)
        chance = random.Random(f"{self._seed} {split}")  # noqa: S311  no secret
        kept = set(chance.sample(equal, min(most, len(equal))))
        return [pair for place, pair in enumerate(pairs) if not pair.is_equal or place in kept]


def _shares(
    materials: Sequence[Material],
    places: Mapping[str, str],
    splits: Mapping[str, Split],
    examples: Sequence[Example],
    pairs: Sequence[PreferencePair],
) -> Iterator[Share]:
    """Yield what each paper gave."""
    of_example, of_pair = (Counter(piece.paper for piece in pieces) for pieces in (examples, pairs))
    for m in materials:
        yield Share(m.paper, places[m.paper], m.title, splits[m.paper], of_example[m.paper], of_pair[m.paper])


_Piece = TypeVar("_Piece", Example, PreferencePair)


def _of(split: Split, pieces: Sequence[_Piece], splits: Mapping[str, Split]) -> list[_Piece]:
    """Return the pieces whose papers are in a split."""
    return [piece for piece in pieces if splits[piece.paper] == split]


def _equal(pairs: Sequence[PreferencePair]) -> int:
    return sum(pair.is_equal for pair in pairs)


def _different(examples: Sequence[Example]) -> tuple[list[Example], int]:
    """Return the examples without figures that another paper has, too, and how many those are.

    In one paper the same figure may stand twice only with the same caption.
    """
    owners: dict[str, str] = {}
    different: dict[tuple[str, frozenset[str], str], Example] = {}
    for example in examples:
        if all(owners.setdefault(mark, example.paper) == example.paper for mark in example.marks):
            different.setdefault((example.paper, example.marks, example.caption), example)
    return list(different.values()), len(examples) - len(different)


def _tokens(example: Example) -> int:
    """Return about how many tokens an example takes each time that a model is trained on it."""
    answer = {"role": "assistant", "content": example.caption}
    return request_tokens([*example.messages, answer], example.pictures)


def _line(row: dict[str, Any]) -> bytes:
    """Return a row as a line of JSON in UTF-8; halves of surrogate pairs, which no parser reads, as question marks."""
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace")
