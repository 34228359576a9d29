"""A folder like LaMP-Cap's, made up."""

import json
from pathlib import Path

from PIL import Image

TARGETS = 24
TYPES = ("Graph Plot", "Bar Chart", "Node Diagram")
THINGS = "noise share rate depth width speed error growth".split()


def caption(number: int) -> str:
    thing, other = THINGS[number % 8], THINGS[number * 3 % 8]
    return f"Secret{number} {thing} of the {number} runs against {other}. Lines are means."


def figure(number: int) -> tuple[dict, dict]:
    """Return the image and the annotation of a figure."""
    thing = THINGS[number % 8]
    image = {
        "file_name": f"{number:012d}.png",
        "id": number,
        "figure_type": TYPES[number % 3],
        "ocr": [thing, "runs"],
    }
    said = f"Figure {number} shows the {thing} of the {number} runs against the time."
    annotation = {
        "image_id": number,
        "id": 90_000 + number,
        "caption": f"Figure {number}: {caption(number)}",
        "caption_no_index": caption(number),
        "paragraph": [f"{said} The lines are means of three runs each, which took a day."],
        "mention": [[said]],
    }
    return image, annotation


def member(number: int) -> dict:
    return {"image_id": number, "caption_id": 90_000 + number, "caption_length": 9, "figure_type": TYPES[number % 3]}


def write_lamp_cap(folder: Path) -> None:
    """Write two dozen papers of one to three profile figures, spread over the public and the hidden file."""
    (folder / "metadata").mkdir(parents=True)
    (folder / "img" / "arxiv").mkdir(parents=True)
    records = [
        {
            "arXiv_id": 1707.0519 + n,
            "categories": "cs.CL",
            "target": member(10 * n),
            "profile": [member(10 * n + place) for place in range(1, 2 + n % 3)],
        }
        for n in range(1, TARGETS + 1)
    ]
    (folder / "metadata" / "test-metadata.json").write_text(json.dumps(records))
    (folder / "a").mkdir()
    (folder / "a" / "test-metadata.json").write_text(json.dumps([{"image_id": 1, "caption_id": 2}]))  # SciCap's own
    for name, papers in (("public-test.json", range(1, 13)), ("hidden-test.json", range(13, TARGETS + 1))):
        pairs = [figure(10 * n + place) for n in papers for place in range(4)]
        record = {"images": [image for image, _ in pairs], "annotations": [annotation for _, annotation in pairs]}
        (folder / name).write_text(json.dumps(record))
        for image, _ in pairs:
            Image.new("RGB", (8, 8), "white").save(folder / "img" / "arxiv" / image["file_name"])
