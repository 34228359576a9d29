"""An export as fine-tuning and comparisons need it: its card, its files unchanged, the papers that are not trained
on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capassist.errors import DraftError, UsageError
from capassist.files import open_file, read_text
from capassist.learning.card import CARD, SCHEMA
from capassist.learning.provider_limits import TrainingFile, measure_rows

_HINT = "Name a folder that `capassist export training` wrote."


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A folder of training data, and its card."""

    folder: Path
    card: Mapping[str, Any]

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers whose captions a training run would send, with the title where it is known."""
        return tuple(_named(paper) for paper in self.card["papers"] if paper["split"] != "test")

    def file(self, split: str) -> Path | None:
        """Return the captions of a split in the chat form, None where there are none."""
        return self.folder / name if (name := f"openai/sft-{split}.jsonl") in self._files else None

    def tokens(self, split: str) -> int:
        """Return about how many tokens the file of a split takes."""
        return int(self._files.get(f"openai/sft-{split}.jsonl", {}).get("tokens") or 0)

    def measured(self, path: Path) -> TrainingFile:
        """Return what is in one of its files. Raises DraftError when it is not as it was exported."""
        hint = "Export it again: what would be sent is not what the card says."
        digest = hashlib.sha256()
        try:
            with open_file(path) as file:
                lines = [*file]
            digest.update(b"".join(lines))
            found = measure_rows(lines)
        except OSError as error:
            raise DraftError(f"{path} cannot be read: {error.strerror or error}.", _HINT) from error
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DraftError(f"{path} was changed since it was exported.", hint) from error
        if digest.hexdigest() != self.sha256(path):
            raise DraftError(f"{path} was changed since it was exported.", hint)
        return found

    def sha256(self, path: Path) -> str:
        """Return the hash that the card has of a file."""
        return str(self._files[path.relative_to(self.folder).as_posix()]["sha256"])

    def test_papers(self) -> dict[str, Path]:
        """Return the papers that no training saw, by name. Raises UsageError where there is none, and DraftError where
        one is not at its place any more."""
        papers = {str(p["name"]): (self.folder / p["path"]) for p in self.card["papers"] if p["split"] == "test"}
        if not papers:
            message = f"{self.folder} has no paper to test on."
            raise UsageError(message, "Export two papers or more that share no figure.")
        for name, path in papers.items():
            if not path.exists():
                message = f"The test paper {name} is not at {path} any more."
                raise DraftError(message, "An export finds its papers from where it lies: move both, or export again.")
        return papers

    def test_captions(self) -> dict[tuple[str, str], str]:
        """Return the captions of the test split by paper and figure."""
        name = "trl/sft-test.jsonl"
        if name not in self._files:
            return {}
        try:
            rows = [json.loads(line) for line in read_text(self.folder / name).splitlines()]
            return {(row["paper"], row["figure"]): row["completion"][0]["content"][0]["text"] for row in rows}
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise DraftError(f"{self.folder / name} cannot be read as it was exported.", "Export it again.") from error

    @property
    def _files(self) -> dict[str, Mapping[str, Any]]:
        return {str(file["path"]): file for file in self.card["files"]}


def _named(paper: Mapping[str, Any]) -> str:
    return f"{paper['name']} ({paper['title']})" if paper.get("title") else str(paper["name"])


def open_training_set(folder: Path) -> TrainingSet:
    """Return an export. Raises DraftError for a folder that is none."""
    try:
        card = json.loads(read_text(folder / CARD))
        if card["schema"] != SCHEMA:
            raise ValueError(card["schema"])
        found = TrainingSet(folder, card)
        _ = found.papers, [found.file(split) for split in ("train", "validation")], found.tokens("train")
    except OSError as error:
        raise DraftError(f"{folder} has no training data: {error.strerror or error}.", _HINT) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DraftError(f"{folder / CARD} is not the card of an export.", _HINT) from error
    return found
