"""The records of the two formats, field for field as published, and their files.

LaMP-Cap (Ng et al., 2025) holds only ids: which figure of a paper is the target, and which are its profile. The figures
themselves are those of the SciCap challenge (2023): images and annotations in the manner of COCO, joined by the image's
id.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from capassist.dataset.streaming import items
from capassist.errors import DraftError
from capassist.files import write_whole

# SciCap's words for the types of figures that it has; capassist knows a few more.
FIGURE_TYPES = {
    "graph plot": "Graph Plot",
    "node diagram": "Node Diagram",
    "equation": "Equation",
    "bar chart": "Bar Chart",
    "scatter plot": "Scatterplot",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A figure as LaMP-Cap's metadata names it. `caption_length` is in words, without "Figure 3:"."""

    image_id: int
    caption_id: int
    caption_length: int
    figure_type: str


@dataclass(frozen=True, slots=True)
class TargetWithProfile:
    """One paper in LaMP-Cap: the target and one to three profile figures.

    The published `arXiv_id` are numbers, which lost their trailing zeros: they are shown and never joined on.
    """

    arXiv_id: str | float  # noqa: N815  the published name
    categories: str
    target: Member
    profile: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ScicapFigure:
    """One figure in the SciCap challenge's files. Captions are absent in some of the published ones."""

    image_id: int
    caption_id: int
    file_name: str
    figure_type: str
    ocr: tuple[str, ...]
    caption: str | None  # with "Figure 3:"
    caption_no_index: str | None
    paragraph: tuple[str, ...]
    mention: tuple[tuple[str, ...], ...]  # the sentences of each paragraph that mention the figure


def read_selections(path: Path) -> Iterator[TargetWithProfile]:
    """Yield the papers of a LaMP-Cap metadata file: an array, an object of arrays, or JSON lines.

    Raises DraftError when the file cannot be read or an entry is of another form.
    """
    for place, (_, record) in enumerate(items(path), 1):
        try:
            profile = tuple(map(_member, record["profile"]))
            yield TargetWithProfile(
                record["arXiv_id"], str(record.get("categories") or ""), _member(record["target"]), profile
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            hint = "Each entry has a target and a profile, with image_id, caption_id, caption_length and figure_type."
            raise DraftError(f"{path}: entry {place} is not one of LaMP-Cap's.", hint) from error


def _member(record: Mapping[str, Any]) -> Member:
    return Member(
        int(record["image_id"]), int(record["caption_id"]), int(record["caption_length"]), str(record["figure_type"])
    )


def read_entries(path: Path, wanted: Collection[int] | None = None) -> dict[int, ScicapFigure]:
    """Return the figures of a SciCap file by image id, all or the wanted ones; the others are passed over as they are
    read.

    Raises DraftError when the file cannot be read or an entry is of another form.
    """
    images: dict[int, Mapping[str, Any]] = {}
    annotations: dict[int, Mapping[str, Any]] = {}
    try:
        for key, record in items(path):
            if key not in {"images", "annotations"}:
                continue
            found, name = (images, record["id"]) if key == "images" else (annotations, record["image_id"])
            if wanted is None or int(name) in wanted:
                found[int(name)] = record
        return {name: _entry(name, images.get(name, {}), record) for name, record in annotations.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DraftError(
            f"{path} is not one of SciCap's files.", "It has an array of images and one of annotations."
        ) from error


def _entry(name: int, image: Mapping[str, Any], annotation: Mapping[str, Any]) -> ScicapFigure:
    return ScicapFigure(
        image_id=name,
        caption_id=int(annotation["id"]),
        file_name=str(image.get("file_name") or f"{name:012d}.png"),
        figure_type=str(image.get("figure_type") or ""),
        ocr=tuple(map(str, image.get("ocr") or ())),
        caption=annotation.get("caption"),
        caption_no_index=annotation.get("caption_no_index"),
        paragraph=tuple(annotation.get("paragraph") or ()),
        mention=tuple(tuple(sentences) for sentences in annotation.get("mention") or ()),
    )


def write_selections(path: Path, selections: Iterable[TargetWithProfile]) -> None:
    """Write a LaMP-Cap metadata file. Raises OSError."""
    _write(path, [asdict(selection) for selection in selections])


def write_entries(path: Path, entries: Iterable[ScicapFigure]) -> None:
    """Write a SciCap file. Raises OSError."""
    listed = list(entries)
    images = [
        {"file_name": entry.file_name, "id": entry.image_id, "figure_type": entry.figure_type, "ocr": entry.ocr}
        for entry in listed
    ]
    annotations = [
        {
            "image_id": entry.image_id,
            "id": entry.caption_id,
            "caption": entry.caption,
            "caption_no_index": entry.caption_no_index,
            "paragraph": entry.paragraph,
            "mention": entry.mention,
        }
        for entry in listed
    ]
    _write(path, {"images": images, "annotations": annotations})


def _write(path: Path, record: object) -> None:
    write_whole(path, (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
