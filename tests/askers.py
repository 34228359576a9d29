"""An asker of a server on this machine, for tests."""

from pathlib import Path
from typing import Any

from capassist.llm.asker import Asker
from capassist.llm.client import ChatClient
from capassist.llm.response_cache import ResponseCache


def asker_of(url: str, model: str = "m", *, timeout: float = 5, kept: Path | None = None, **client: Any) -> Asker:
    """Return an asker without a key, whose responses are `kept` in a folder; `client` are more options of ChatClient."""
    return Asker(ChatClient(url, model, client.pop("key", None), timeout, **client), ResponseCache(kept))
