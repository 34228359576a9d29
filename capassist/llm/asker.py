"""One model, asked each thing once: all who ask a model are given one asker."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from capassist.llm.client import ChatClient
from capassist.llm.response_cache import Response, ResponseCache, request_key

T = TypeVar("T")

Identity = Sequence[Mapping[str, Any]]  # what makes a request that request: its messages, or what stands for them


class Asker:
    """A model on a server, and the responses that were paid for. Several threads may ask at once.

    `boundary` is drawn anew for each run; it stands around all text that is material and no instruction.
    """

    def __init__(self, client: ChatClient, cache: ResponseCache | None = None) -> None:
        self.client = client
        self.boundary = secrets.token_hex(8)
        self._cache = cache or ResponseCache()

    @property
    def name(self) -> str:
        """The model and the host it runs on."""
        return f"{self.client.model} at {self.client.host}"

    @property
    def server(self) -> str:
        """The server's base URL."""
        return self.client.server

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self.client.host

    def cached(self, identity: Identity, sample: int = 0) -> Response | None:
        """Return the response that was kept for this very request."""
        return self._cache.get(self._key(identity, sample))

    def keep(self, identity: Identity, response: Response, sample: int = 0) -> None:
        """Keep a response to this very request, in the place of an earlier one."""
        self._cache.keep(self._key(identity, sample), response)

    def respond(self, identity: Identity, ask: Callable[[], Response], sample: int = 0) -> Response:
        """Return the response that was kept for this very request, or what `ask` returns, which is kept."""
        response = self.cached(identity, sample)
        if response is None:
            response = ask()
            self.keep(identity, response, sample)
        return response

    def respond_in_form(
        self, identity: Identity, read: Callable[[str], T | None], ask: Callable[[], tuple[Response, T]]
    ) -> T:
        """Return what `read` finds in the response that was kept for this request, or `ask` in a new one."""
        kept = self.cached(identity)
        found = read(kept.text) if kept else None
        if found is None:
            response, found = ask()
            self.keep(identity, response)
        return found

    def _key(self, identity: Identity, sample: int) -> str:
        return request_key(self.client.server, self.client.model, identity, self.boundary, sample)


class AskedModel:
    """Whoever has a model on a server answer, called by the model's name and its host."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    @property
    def name(self) -> str:
        """The model and the host it runs on."""
        return self._asker.name

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._asker.host
