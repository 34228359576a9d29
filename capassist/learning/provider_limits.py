"""What providers take to fine-tune a vision model on, as their pages said in November 2026."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from capassist.text.words import counted

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider's limits. Pictures are in user messages, as data URLs of PNG or JPEG with three or four channels.

    `largest_picture` and `largest_file` are in bytes; None where the page names no limit.
    """

    name: str
    host: str  # the end of its servers' names
    page: str
    fewest_examples: int = 1
    most_examples: int | None = None
    most_pictures: int = 10  # of one example
    largest_picture: int = 10 * _MB
    largest_file: int | None = None


PROVIDERS = (
    Provider(
        "OpenAI",
        "api.openai.com",
        "https://developers.openai.com/api/docs/guides/vision-fine-tuning",
        fewest_examples=10,
        most_examples=50_000,
        largest_file=512 * _MB,
    ),
    Provider(
        "Azure OpenAI",
        "openai.azure.com",
        "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/fine-tuning-vision",
        fewest_examples=10,
        most_examples=50_000,
        most_pictures=64,
        largest_file=512 * _MB,
    ),
    Provider("Together", "together.xyz", "https://docs.together.ai/docs/fine-tuning/vision"),
    Provider(
        "Fireworks",
        "fireworks.ai",
        "https://docs.fireworks.ai/fine-tuning/fine-tuning-vlm",
        fewest_examples=3,
        most_examples=3_000_000,
    ),
)
# Of a server that is not known, what all of them take.
_OTHER = Provider("this server", "", "", fewest_examples=1, most_examples=50_000, largest_file=512 * _MB)


def provider_of(host: str) -> Provider:
    """Return the provider whose server this is."""
    name = host.partition(":")[0].lower()
    return next((p for p in PROVIDERS if f".{name}".endswith(f".{p.host}")), _OTHER)


@dataclass(frozen=True, slots=True)
class TrainingFile:
    """What a file in the chat form holds."""

    examples: int
    size: int  # bytes
    most_pictures: int  # of one example
    largest_picture: int  # bytes


def measure_rows(lines: Iterable[bytes]) -> TrainingFile:
    """Return what the lines of a file in the chat form hold. Raises ValueError, KeyError or TypeError for another
    form."""
    examples = size = most = largest = 0
    for line in lines:
        size += len(line)
        if line.strip():
            examples += 1
            pictures = [*map(_size, _urls(json.loads(line)))]
            most, largest = max(most, len(pictures)), max([largest, *pictures])
    return TrainingFile(examples, size, most, largest)


def _urls(row: Any) -> list[str]:
    parts = (part for message in row["messages"] if isinstance(message["content"], list) for part in message["content"])
    return [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]


def _size(url: str) -> int:
    return len(base64.b64decode(url.partition(",")[2], validate=True))


def exceeded(file: TrainingFile, provider: Provider) -> tuple[str, ...]:
    """Return what a provider would not take of a file to train on, a sentence each."""
    most, largest = provider.most_examples, provider.largest_file
    checks = (
        (
            file.examples < provider.fewest_examples,
            f"{provider.name} wants {counted(provider.fewest_examples, 'example')} at least, and there "
            f"{'is' if file.examples == 1 else 'are'} {file.examples}.",
        ),
        (most and file.examples > most, f"{provider.name} takes {most} examples, and there are {file.examples}."),
        (
            file.most_pictures > provider.most_pictures,
            f"{provider.name} takes {provider.most_pictures} pictures in an example, and one has {file.most_pictures}.",
        ),
        (
            file.largest_picture > provider.largest_picture,
            f"{provider.name} takes pictures of {provider.largest_picture // _MB} MB, and one has "
            f"{file.largest_picture / _MB:.1f}.",
        ),
        (
            largest and file.size > largest,
            f"{provider.name} takes files of {(largest or 0) // _MB} MB, and this one has {file.size / _MB:.0f}.",
        ),
    )
    return tuple(said for wrong, said in checks if wrong)
