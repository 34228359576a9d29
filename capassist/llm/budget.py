"""Tokens: how many a request will take, before it is sent, and how many were spent so far.

Estimates, because every model counts in its own way. A picture is counted as OpenAI documents it for GPT-4o at high
detail: it is scaled into 2048 × 2048 pixels, then to at most 768 on its shorter side, and costs 85 tokens and 170 for
each tile of 512 × 512, or 85 alone at low detail, where it is looked at in 512 × 512 pixels ("Images and vision",
platform.openai.com). Others count less (Gemini: 258 for each tile of 768) or, for large pictures, about the same
(width · height / 750 at Anthropic). Text is counted as three characters a token: English has about four (OpenAI's "What
are tokens"), but the macros and numbers of LaTeX are cut into more.
"""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from capassist.errors import SettingsError
from capassist.llm.messages import texts_of
from capassist.model import Picture

CHARACTERS_A_TOKEN = 3
USUAL_ANSWER = 120  # tokens of a short answer, to foresee what it costs


def picture_tokens(picture: Picture) -> int:
    """Return about how many tokens a picture takes."""
    if picture.glanced_at:
        return 85
    scale = min(1.0, 2048 / max(picture.width, picture.height))
    scale = min(scale, 768 / min(picture.width, picture.height))
    tiles = math.ceil(picture.width * scale / 512) * math.ceil(picture.height * scale / 512)
    return 85 + 170 * tiles


def request_tokens(messages: Iterable[Mapping[str, Any]], pictures: Iterable[Picture]) -> int:
    """Return about how many tokens chat messages take, with the pictures that they hold."""
    texts = (text for message in messages for text in texts_of(message))
    return math.ceil(sum(map(len, texts)) / CHARACTERS_A_TOKEN) + sum(map(picture_tokens, pictures))


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """What some requests would send: counts over all whose responses are not kept yet."""

    requests: int = 0
    pictures: int = 0
    size: int = 0  # bytes of the pictures
    quoted: Mapping[str, int] = field(default_factory=dict)  # the texts that are sent, counted by what they are called
    tokens_in: int = 0  # about
    tokens_out: int = 0  # about

    def __add__(self, other: "CostEstimate") -> "CostEstimate":
        """Return what both would send."""
        names = {**self.quoted, **other.quoted}
        return CostEstimate(
            self.requests + other.requests,
            self.pictures + other.pictures,
            self.size + other.size,
            {name: self.quoted.get(name, 0) + other.quoted.get(name, 0) for name in names},
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
        )


def estimate_request(
    messages: Iterable[Mapping[str, Any]], pictures: Sequence[Picture], quoted: Mapping[str, int]
) -> CostEstimate:
    """Return what one request would send, with a usual answer."""
    size = sum(len(picture.data) for picture in pictures)
    return CostEstimate(1, len(pictures), size, quoted, request_tokens(messages, pictures), USUAL_ANSWER)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in any currency."""

    sent: float = 0.0
    answered: float = 0.0

    def cost(self, sent: float, answered: float) -> float:
        """Return what so many tokens cost."""
        return (sent * self.sent + answered * self.answered) / 1_000_000


class Budget:
    """Counts what was spent, and lets no request begin that could exceed a limit. Several threads may ask at once.

    `max_tokens` counts tokens sent and answered, `max_cost` is in the currency of the prices.
    """

    def __init__(
        self, max_tokens: int | None = None, max_cost: float | None = None, prices: Prices | None = None
    ) -> None:
        self.requests = 0
        self.tokens = 0
        self.cost = 0.0
        self._max_tokens = max_tokens
        self._max_cost = max_cost
        self._prices = prices or Prices()
        self._reserved: list[tuple[int, float]] = []  # tokens and cost of each running request
        self._changed = threading.Condition()

    @contextmanager
    def reserved(self, sent: int, answered: int) -> Iterator[None]:
        """Set aside what a request may take while it runs. Waits for running requests if only they stand in the way.

        Raises SettingsError when a limit leaves too little.
        """
        wanted = (sent + answered, self._prices.cost(sent, answered))
        with self._changed:
            self._changed.wait_for(lambda: not self._reserved or self._excess(*wanted) is None)
            if excess := self._excess(*wanted):
                raise excess
            self._reserved.append(wanted)
        try:
            yield
        finally:
            with self._changed:
                self._reserved.remove(wanted)
                self._changed.notify_all()

    def spend(self, sent: int, answered: int) -> None:
        """Count tokens as spent."""
        with self._changed:
            self.requests += 1
            self.tokens += sent + answered
            self.cost += self._prices.cost(sent, answered)

    def _excess(self, tokens: int, cost: float) -> SettingsError | None:
        """Return the limit that the request would exceed, as an error; None where it exceeds none."""
        tokens_set_aside = sum(tokens for tokens, _ in self._reserved)
        cost_set_aside = sum(cost for _, cost in self._reserved)
        if self._max_tokens is not None and self.tokens + tokens_set_aside + tokens > self._max_tokens:
            spent = (
                f"The next request may take {tokens} tokens, and {self.tokens} of at most {self._max_tokens} are spent."
            )
            return SettingsError(spent, "Raise --max-tokens. What has been drafted is kept.")
        if self._max_cost is not None and self.cost + cost_set_aside + cost > self._max_cost:
            spent = (
                f"The next request may cost {cost:.4f}, and {self.cost:.4f} of at most {self._max_cost:.4f} are spent."
            )
            return SettingsError(spent, "Raise --max-cost. What has been drafted is kept.")
        return None
