"""Servers: their addresses, and the short names of those that many people use."""

import re
from urllib.parse import SplitResult, urlsplit

from capassist.errors import SettingsError
from capassist.settings.hosts import is_loopback

# The address in each project's own documentation of its OpenAI-compatible interface, read in November 2026. For the
# servers of
# one's own machine it is the port that they listen on unless told otherwise.
SERVERS = {
    "openai": "https://api.openai.com/v1",  # platform.openai.com/docs/api-reference
    "openrouter": "https://openrouter.ai/api/v1",  # openrouter.ai/docs/quickstart
    "gemini": "https://generativelanguage.googleapis.com/v1beta/openai",  # ai.google.dev/gemini-api/docs/openai
    "ollama": "http://localhost:11434/v1",  # docs.ollama.com/openai
    "lmstudio": "http://localhost:1234/v1",  # lmstudio.ai/docs/api/openai-api
    "vllm": "http://localhost:8000/v1",  # docs.vllm.ai, "OpenAI-Compatible Server"
    "llamacpp": "http://localhost:8080/v1",  # github.com/ggml-org/llama.cpp, tools/server
}
AZURE = "https://{resource}.openai.azure.com/openai/v1"  # learn.microsoft.com, "Azure OpenAI API version lifecycle"
KNOWN = (*SERVERS, "azure:RESOURCE")

_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}")  # plain letters only: others can look like them
_AZURE = re.compile(r"azure:([a-z0-9][a-z0-9-]{0,62})", re.IGNORECASE)


class WrongValueError(ValueError):
    """What is wrong with a setting's value, and the way on."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def base_url(value: object) -> str:
    """Return the base URL that a server's name or address stands for. Raises WrongValueError when it can be neither."""
    if not isinstance(value, str):
        raise WrongValueError("must be a text")
    name = value.strip()
    if name.lower() in SERVERS:
        return SERVERS[name.lower()]
    if azure := _AZURE.fullmatch(name):
        return AZURE.format(resource=azure.group(1).lower())
    return _checked_url(name)


def host_of(server: str) -> str:
    """Return the host of a server's name or base URL, with its port where there is one: "api.openai.com",
    "localhost:11434".

    Raises SettingsError when the text cannot be a server's address.
    """
    try:
        return urlsplit(base_url(server)).netloc.lower()
    except WrongValueError as wrong:
        raise SettingsError(f"The server's address {wrong}.", wrong.hint) from None


def name_of(host: str) -> str:
    """Return the short name of a server by its host: "openai"; an address where it has none."""
    named = {urlsplit(address).netloc: name for name, address in SERVERS.items()}
    return named.get(host, f"https://{host}/v1")


def _checked_url(text: str) -> str:
    example = f"Write it like https://api.openai.com/v1, or name one of {', '.join(KNOWN)}."
    try:
        url = urlsplit(text)
        _ = url.port  # one that is no number is noticed here
    except ValueError:
        raise WrongValueError("is not a web address", example) from None
    if "@" in url.netloc:
        raise WrongValueError("holds a user name or password", "Leave it out; store a key with `capassist key set`.")
    if not _is_web_address(url):
        raise WrongValueError("is not a web address", example)
    if url.query or url.fragment:
        raise WrongValueError("has a part after ? or #", example)
    if url.scheme == "http" and not is_loopback(url.netloc):
        raise WrongValueError(
            f"would send the paper to {url.hostname} unencrypted", "Use https:// for any other machine."
        )
    return url.geturl().rstrip("/")


def _is_web_address(url: SplitResult) -> bool:
    host = url.hostname
    named = host is not None and (_HOST.fullmatch(host) is not None or ":" in host)
    return url.scheme in ("http", "https") and named and re.fullmatch(r"[\x21-\x7e]*", url.path) is not None
