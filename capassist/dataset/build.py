"""LaMP-Cap's construction from papers of one's own (Ng et al., 2025): of each paper one target and up to three profile
figures.

Papers are drawn into the splits whole, 80 to 10 to 10. What is chosen depends on the seed and the papers' names alone,
so that any number of workers makes the same files.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from capassist.dataset.benchmark_formats import (
    FIGURE_TYPES,
    Member,
    ScicapFigure,
    TargetWithProfile,
    write_entries,
    write_selections,
)
from capassist.dataset.cluster import on_cluster
from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.errors import CapassistError, DraftError, UsageError
from capassist.files import new_folder
from capassist.model import Figure, Mention, Picture
from capassist.profile.ranking import has_caption

SEED = 20261121
MOST_FIGURES = 4  # of a paper, as in SciCap
SPLITS = {"train": "train.json", "val": "val.json", "test": "public-test.json"}
_SHARE = 0.1  # of the papers, for val and for test each
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with its caption and picture, before it has an id."""

    figure: Figure
    picture: Picture


@dataclass(frozen=True, slots=True)
class DatasetPaper:
    """The captioned figures of a paper that can be shown; or why it was not read."""

    name: str
    figures: tuple[Shown, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: papers by split, figures, and which papers were left out and why."""

    papers: dict[str, int]
    figures: int
    left_out: dict[str, str]


def build(
    paths: Sequence[Path],
    output: Path,
    *,
    seed: int = SEED,
    workers: int = 1,
    cluster: bool = False,
) -> Built:
    """Read the papers and write the data set into a new folder, all of it or nothing.

    They are read on this machine, or on a Ray `cluster` whose machines see them under the same paths. Raises UsageError
    when the folder is there already, WriteError when it cannot be written, SettingsError when there is no such cluster,
    and DraftError when it does not see a paper.
    """
    with new_folder(output) as folder:
        names = paper_names(paths)
        ordered = sorted(zip(names, paths, strict=True))
        papers = _papers_there(ordered, workers) if cluster else _papers(ordered, workers)
        return _written(papers, folder, seed)


def paper_names(paths: Sequence[Path]) -> list[str]:
    """Return a name for each paper: the last parts of its path, as few as tell all of them apart."""
    parts = [path.resolve().with_suffix("").parts for path in paths]
    if len(set(parts)) < len(parts):
        raise UsageError("A paper is named twice.", "Name each paper once.")
    most = max(map(len, parts), default=0)
    for count in range(1, most + 1):
        names = ["/".join(part[-count:]) for part in parts]
        if len(set(names)) == len(names):
            return names
    return []


def splits_of(names: Iterable[str], seed: int) -> dict[str, str]:
    """Return the split of each paper."""
    shuffled = sorted(names)
    random.Random(f"{seed}").shuffle(shuffled)  # noqa: S311  no secret
    count = round(len(shuffled) * _SHARE)
    return {
        name: "test" if place < count else "val" if place < 2 * count else "train"
        for place, name in enumerate(shuffled)
    }


def chosen(paper: DatasetPaper, seed: int) -> list[Shown]:
    """Return the target, then the profile figures in the paper's order; of a paper with one figure nothing."""
    if len(paper.figures) < 2:
        return []
    count = min(MOST_FIGURES, len(paper.figures))
    places = random.Random(f"{seed} {paper.name}").sample(range(len(paper.figures)), count)  # noqa: S311  no secret
    return [paper.figures[place] for place in (places[0], *sorted(places[1:]))]


def _papers(ordered: Sequence[tuple[str, Path]], workers: int) -> Iterator[DatasetPaper]:
    if workers == 1:
        yield from map(_read, ordered)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_read, ordered)


def _papers_there(ordered: Sequence[tuple[str, Path]], workers: int) -> Iterator[DatasetPaper]:
    """Read the papers on a cluster. Only paths are sent: a paper has many files, and which of them it needs shows as it
    is read."""
    absolute = [(name, path.absolute()) for name, path in ordered]
    for named, paper in zip(ordered, on_cluster(_read_there, absolute, workers), strict=True):
        if paper is None and named[1].exists():
            raise DraftError(
                f"{named[1]} is not there on a machine of the cluster.",
                "Keep the papers on storage that all of its machines see under the same path.",
            )
        yield paper or _read(named)


def _read_there(named: tuple[str, Path]) -> DatasetPaper | None:
    return _read(named) if named[1].exists() else None


def _read(named: tuple[str, Path]) -> DatasetPaper:
    name, path = named
    try:
        draft = open_draft(path)
        images = DraftImages(draft)
        shown = [(figure, images.load(figure)) for figure in draft.figures if has_caption(figure)]
    except CapassistError as error:
        return DatasetPaper(name, error=error.message.replace(str(path), name))
    return DatasetPaper(name, tuple(Shown(figure, picture) for figure, picture in shown if picture))


def _written(papers: Iterable[DatasetPaper], folder: Path, seed: int) -> Built:
    """Write the pictures as the papers come, then the files of each split."""
    (folder / "images").mkdir()
    (folder / "metadata").mkdir()
    groups: dict[str, list[ScicapFigure]] = {}
    left_out: dict[str, str] = {}
    for paper in papers:
        figures = chosen(paper, seed)
        if figures:
            groups[paper.name] = _with_pictures(figures, folder / "images", first=sum(map(len, groups.values())) + 1)
        else:
            few = f"{len(paper.figures)} captioned figures with a picture, and it takes two"
            left_out[paper.name] = paper.error or few
    splits = splits_of(groups, seed)
    for split in SPLITS:
        _write_split(split, {name: groups[name] for name in groups if splits[name] == split}, folder)
    papers_in = Counter(splits.values())
    return Built({split: papers_in[split] for split in SPLITS}, sum(map(len, groups.values())), left_out)


def _with_pictures(figures: Sequence[Shown], folder: Path, first: int) -> list[ScicapFigure]:
    """Return a paper's entries, numbered from `first` on, once their pictures are in the folder."""
    entries = [_entry(shown, number) for number, shown in enumerate(figures, first)]
    for shown, entry in zip(figures, entries, strict=True):
        (folder / entry.file_name).write_bytes(shown.picture.data)
    return entries


def _write_split(split: str, groups: Mapping[str, Sequence[ScicapFigure]], folder: Path) -> None:
    """Write the captions of a split's papers, and which of them are to be drafted with which profile."""
    write_entries(folder / SPLITS[split], (entry for entries in groups.values() for entry in entries))
    selections = (_selection(name, entries) for name, entries in groups.items())
    write_selections(folder / "metadata" / f"{split}-metadata.json", selections)


def _selection(name: str, entries: Sequence[ScicapFigure]) -> TargetWithProfile:
    target, *profile = map(_member, entries)
    return TargetWithProfile(name, "", target, tuple(profile))


def _member(entry: ScicapFigure) -> Member:
    return Member(entry.image_id, entry.caption_id, len((entry.caption_no_index or "").split()), entry.figure_type)


def _entry(shown: Shown, number: int) -> ScicapFigure:
    figure = shown.figure
    caption = (figure.caption or "").strip()
    return ScicapFigure(
        image_id=number,
        caption_id=number,
        file_name=f"{number:012d}.{_ENDINGS[shown.picture.media_type]}",
        figure_type=FIGURE_TYPES.get(figure.type or "", (figure.type or "other").title()),
        ocr=tuple(filter(None, map(str.strip, figure.drawn_text.splitlines()))),
        caption=f"{figure.name}: {caption}" if figure.number else caption,
        caption_no_index=caption,
        paragraph=tuple(mention.text for mention in figure.mentions),
        mention=tuple(map(_mentioning_sentences, figure.mentions)),
    )


def _mentioning_sentences(mention: Mention) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in mention.sentences if sentence.references)
