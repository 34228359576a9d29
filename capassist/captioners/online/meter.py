"""Tokens: how many a request will take, before it is sent, and how many were spent so far.

Estimates, because every model counts in its own way. A picture is counted as OpenAI documents it for GPT-4o at high detail: it is
scaled into 2048 × 2048 pixels, then to at most 768 on its shorter side, and costs 85 tokens and 170 for each tile of 512 × 512
("Images and vision", platform.openai.com). Others count less (Gemini: 258 for each tile of 768) or, for large pictures, about the
same (width · height / 750 at Anthropic). Text is counted as three characters a token: English has about four (OpenAI's
"What are tokens"), but the macros and numbers of LaTeX are cut into more.
"""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from capassist.errors import SettingsError
from capassist.model import Picture

CHARACTERS_A_TOKEN = 3
USUAL_ANSWER = 120  # tokens of a caption, to foresee what it costs


def picture_tokens(picture: Picture) -> int:
    """Return about how many tokens a picture takes."""
    scale = min(1.0, 2048 / max(picture.width, picture.height))
    scale = min(scale, 768 / min(picture.width, picture.height))
    tiles = math.ceil(picture.width * scale / 512) * math.ceil(picture.height * scale / 512)
    return 85 + 170 * tiles


def request_tokens(messages: Iterable[Mapping[str, Any]], pictures: Iterable[Picture]) -> int:
    """Return about how many tokens chat messages take, with the pictures that they hold."""
    texts = (text for message in messages for text in texts_of(message))
    return math.ceil(sum(map(len, texts)) / CHARACTERS_A_TOKEN) + sum(map(picture_tokens, pictures))


def texts_of(message: Mapping[str, Any]) -> list[str]:
    """Return the texts of a chat message, without its pictures."""
    content = message["content"]
    return [content] if isinstance(content, str) else [part["text"] for part in content if part["type"] == "text"]


class Meter:
    """Counts the tokens that were spent, and lets no request begin that could exceed the limit."""

    def __init__(self, limit: int | None = None) -> None:
        self.spent = 0
        self._limit = limit
        self._reserved = 0
        self._changed = threading.Condition()

    @contextmanager
    def reserved(self, tokens: int) -> Iterator[None]:
        """Set tokens aside for a request while it runs. Waits for running requests if only they stand in the way.

        Raises SettingsError when the limit leaves too few.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._fits(tokens) or not self._reserved)
            if not self._fits(tokens):
                raise SettingsError(
                    f"The next request may take {tokens} tokens, and {self.spent} of at most {self._limit} are spent.",
                    "Raise --max-tokens. What has been drafted is kept.",
                )
            self._reserved += tokens
        try:
            yield
        finally:
            with self._changed:
                self._reserved -= tokens
                self._changed.notify_all()

    def spend(self, tokens: int) -> None:
        """Count tokens as spent."""
        with self._changed:
            self.spent += tokens

    def _fits(self, tokens: int) -> bool:
        return self._limit is None or self.spent + self._reserved + tokens <= self._limit
