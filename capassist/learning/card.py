"""The card of an export: README.md for people and for `datasets`, card.json for programs."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from capassist import __version__
from capassist.captioners.generative.prompts import PROMPT_VERSION
from capassist.learning.export import EQUAL_SHARE, Exported, Share
from capassist.learning.splits import SPLITS
from capassist.text.words import counted, one_line

SCHEMA = "capassist.training/1"
CARD = "card.json"
_CONFIGS = {"sft": "trl/sft-", "preferences": "trl/preferences-"}  # what `datasets` calls them, and their files
_READERS = """\
| folder | read by |
| --- | --- |
| `openai/` | the fine-tuning of OpenAI, Azure, Together and Fireworks; pictures are inside |
| `trl/` | `datasets` and TRL's trainers for vision; run them in this folder |
| `ms-swift/` | ms-swift, with `ROOT_IMAGE_DIR` set to this folder |
| `llama-factory/` | LLaMA-Factory, with this folder as `dataset_dir` and `media_dir` |
| `any-cap/` | what reads AnyCap's rows |
"""
_CONSENT = """\
The captions, paragraphs and pictures are those of the papers below. Whoever trains on them, or gives them to somebody
who does, needs the consent of all who wrote them, and of the publishers of what is published. capassist has not asked
them, and has sent nothing anywhere.
"""


def describe(exported: Exported) -> dict[str, bytes]:
    """Return the files that say what is in an export, by name."""
    record = json.dumps(card_record(exported), indent=1, ensure_ascii=True) + "\n"
    return {CARD: record.encode("ascii"), "README.md": _page(exported).encode("utf-8", "replace")}


def card_record(exported: Exported) -> dict[str, Any]:
    """Return the card for programs."""
    kept, left = exported.equal_pairs
    return {
        "schema": SCHEMA,
        "capassist": __version__,
        "prompt": PROMPT_VERSION,
        "seed": exported.seed,
        "papers": [asdict(share) for share in exported.papers],
        "files": [asdict(file) for file in exported.files],
        "pictures": exported.pictures,
        "profiles": exported.profiles,
        "duplicates": exported.duplicates,
        "equal_pairs": {"kept": kept, "left_out": left},
        "left_out": [{"paper": name, "reason": reason} for name, reason in exported.left_out.items()],
    }


def _page(exported: Exported) -> str:
    parts = (
        _front_matter(exported),
        "# Figure captions to train on\n",
        _counts(exported),
        "## Files\n",
        _READERS,
        _table(("file", "rows"), ((f"`{file.path}`", str(file.rows)) for file in exported.files)),
        "## Consent\n",
        _CONSENT,
        _table(("paper", "title", "split", "captions", "pairs"), map(_share, exported.papers)),
        *_left_out(exported),
    )
    return "\n".join(parts)


def _front_matter(exported: Exported) -> str:
    """Return what `datasets` reads: which files are which split."""
    there = {file.path for file in exported.files}
    lines = ["---", "configs:"]
    for name, stem in _CONFIGS.items():
        files = {split: f"{stem}{split}.jsonl" for split in SPLITS if f"{stem}{split}.jsonl" in there}
        if files:
            lines += [f"- config_name: {name}", "  data_files:"]
            lines += [line for split, file in files.items() for line in (f"  - split: {split}", f"    path: {file}")]
    return "\n".join([*lines, "---", ""])


def _counts(exported: Exported) -> str:
    kept, left = exported.equal_pairs
    profiles = ", ".join(f"{name} {count}" for name, count in sorted(exported.profiles.items()))
    sentences = (
        f"Made by capassist {__version__} with seed {exported.seed}, prompt {PROMPT_VERSION}: "
        f"{counted(sum(share.examples for share in exported.papers), 'caption')} and "
        f"{counted(sum(share.pairs for share in exported.papers), 'pair')} of "
        f"{counted(len(exported.papers), 'paper')}, with {counted(exported.pictures, 'picture')}.",
        "Each request is the one that capassist sends for the figure when its caption is missing.",
        f"How many of the paper's other captions it shows, as in LaMP-Cap: {profiles}." if profiles else "",
        "No paper is in two splits, and papers that share a figure are in the same one.",
        f"{counted(exported.duplicates, 'duplicate')} left out." if exported.duplicates else "",
        f"Of the pairs {kept} are of a draft that was accepted as it was, at most {EQUAL_SHARE:.0%} of a file; "
        f"{left} more are left out.",
    )
    return "\n".join(filter(None, sentences)) + "\n"


def _left_out(exported: Exported) -> tuple[str, ...]:
    if not exported.left_out:
        return ()
    return "## Left out\n", _table(("paper", "what"), exported.left_out.items())


def _share(share: Share) -> tuple[str, ...]:
    return share.name, share.title or "", share.split, str(share.examples), str(share.pairs)


def _table(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(map(_cell, row)) for row in rows)]
    return "".join(f"| {line} |\n" for line in lines)


def _cell(text: str) -> str:
    """Return a text of a paper so that it is neither markup nor two cells."""
    return re.sub(r"([|<>\[\]*_\\])", r"\\\1", one_line(text))
