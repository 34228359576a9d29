"""One question to a model on an OpenAI-compatible server: asked until answered, refused, or not worth it.

Servers differ in the parameters that they accept; what one refuses is dropped and not sent to it again. The SDK is used
for the protocol only: it is given the address, it does not retry, it follows no redirect, and of the headers that it
and its environment variables would send, only those in _HEADERS leave the machine.
"""

import json
import math
import time
import weakref
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from capassist import __version__
from capassist.concurrency import in_time
from capassist.errors import ModelError
from capassist.llm.budget import CHARACTERS_A_TOKEN, Budget
from capassist.llm.capabilities import ANSWER_LIMITS, SYSTEM_ROLE, CapabilityStore, ServerCapabilities
from capassist.llm.failures import Failure, explain, filtered, no_answer, not_a_server
from capassist.model import Key
from capassist.settings.hosts import is_loopback
from capassist.text.words import one_line

if TYPE_CHECKING:
    import openai

TRIES = 4  # for one answer, as long as the server may recover
LONGEST_WAIT = 60.0  # seconds between all tries for one answer
LONGEST_CONNECT = 10.0  # seconds
LARGEST_ANSWER = 4_000_000  # bytes
SLOWEST_FILE = 10_000  # bytes a second, of results that are as long as they are
LONGEST_NUMBER = 20  # digits; none that a server has to tell is longer
MOST_TOKENS = 100_000_000  # of one request and its answer; a larger count is nonsense, and none
LONGEST_MODEL_NAME = 200  # characters

_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "transfer-encoding",
        "x-stainless-raw-response",  # by this the SDK knows a request whose answer is read piece by piece
    }
)


class ChatClient:
    """A model on a server. What was learnt of it is kept from one question to the next, and in `capability_store`.

    Several threads may ask at once.
    """

    def __init__(
        self,
        server: str,
        model: str,
        key: Key | None,
        timeout: float,
        sleep: Callable[[float], None] | None = None,
        *,
        capability_store: CapabilityStore | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.server = server
        self.model = model
        self.host = urlsplit(server).netloc
        self.capabilities = (capability_store or CapabilityStore()).recall(server, model)
        self._store = capability_store or CapabilityStore()
        self._budget = budget or Budget()
        self._key = key
        self._timeout = timeout
        self._gate = _Gate(time.sleep if sleep is None else sleep)

    def complete(
        self,
        messages: Sequence[Mapping[str, Any]],
        sample: int = 0,
        tokens: int = 0,
        sampling: Mapping[str, float] | None = None,
        form: Mapping[str, Any] | None = None,
    ) -> "Completion":
        """Return the model's answer to the messages, whose text may be empty. `tokens` is about what the messages take.

        `sample`, `sampling` and `form` are those of ServerCapabilities.arguments.

        Raises SettingsError when the key was refused or the tokens would exceed the limit, PicturesRefusedError when
        the model does not take so many pictures, TooLongError when the request is too long, and ModelError for every
        other way of not answering.
        """
        import openai

        tries, waited = 1, 0.0
        while True:
            capabilities = self.capabilities
            arguments = capabilities.arguments(sample, sampling, form)
            try:
                self._gate.wait()
                with self._budget.reserved(tokens, capabilities.answer_limit):
                    answer = self._ask(capabilities.messages(messages), arguments)
                    self._budget.spend(*_spent(answer, tokens))
            except openai.OpenAIError as exc:
                sent = arguments | {SYSTEM_ROLE: True} if capabilities.system_role else arguments
                failure = explain(exc, self.host, self.model, sent, self._key)
                if failure.refused:
                    self.learn(self.capabilities.without(failure.refused))
                    continue
                waited += self._wait(failure, tries, waited, exc)
                tries += 1
            else:
                if answer.is_well_formed and answer.text.strip():
                    return answer
                if answer.is_well_formed:  # reasoning models that ran out of tokens say so, or say nothing
                    self.learn(replace(self.capabilities, answer_limit=ANSWER_LIMITS[-1]))
                    return answer
                self._raise_answer_limit(capabilities)

    def models(self) -> tuple[Mapping[str, Any], ...]:
        """Return what the server says of its models, each with an "id".

        Raises SettingsError or ModelError when it does not.
        """
        record = self.record(lambda client: client.models.with_streaming_response.list())
        listed = record.get("data") if isinstance(record, dict) else None
        if not isinstance(listed, list):
            raise not_a_server(self.host)
        return tuple(entry for entry in listed if isinstance(entry, dict) and isinstance(entry.get("id"), str))

    def record(self, ask: "Callable[[openai.OpenAI], Any]", seconds: float | None = None) -> Any:
        """Return the server's JSON for what is asked of it by the SDK, in so many `seconds` or in the usual time.

        Raises SettingsError or ModelError when it gives none.
        """
        import openai

        try:
            return _json(self._read(ask(self._client), seconds), self.host)
        except openai.OpenAIError as exc:
            raise explain(exc, self.host, self.model, {}, self._key).error from exc

    def lines(self, ask: "Callable[[openai.OpenAI], Any]") -> Iterator[bytes]:
        """Yield the lines of what is asked of the server, without the key, as they come. Raises as `record` does."""
        import openai

        line = bytearray()
        try:
            for chunk in self._in_time(ask(self._client), self._timeout, SLOWEST_FILE):
                *whole, rest = chunk.split(b"\n")
                for piece in whole:
                    yield self._without_key(line + piece)
                    line.clear()
                line += rest
                if len(line) > LARGEST_ANSWER:
                    raise not_a_server(self.host)
        except openai.OpenAIError as exc:
            raise explain(exc, self.host, self.model, {}, self._key).error from exc
        if line:
            yield self._without_key(line)

    def learn(self, capabilities: ServerCapabilities) -> None:
        """Speak to the server like this from now on."""
        if capabilities != self.capabilities:
            self.capabilities = capabilities
            self._store.keep(self.server, self.model, capabilities)

    def body(
        self, messages: Sequence[Mapping[str, Any]], sample: int = 0, form: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the request's body as it would be sent now; `sample` and `form` are those of `complete`."""
        body = {"model": self.model, "messages": self.capabilities.messages(messages)}
        return body | self.capabilities.arguments(sample, form=form)

    def _ask(self, messages: Sequence[Mapping[str, Any]], arguments: dict[str, Any]) -> "Completion":
        request: Any = self._client.chat.completions.with_streaming_response.create
        body = self._read(request(model=self.model, messages=messages, **arguments))
        return self.completion(_json(body, self.host))

    def completion(self, record: Any) -> "Completion":
        """Return the answer in a server's record of it. Raises ModelError where that is a refusal or no answer."""
        return _answer(record, self.host, self.model)

    def _read(self, request: Any, seconds: float | None = None) -> bytes:
        """Send a request and return the answer's body, without the key.

        An answer that takes too long or has no end is given up.
        """
        body = bytearray()
        for chunk in self._in_time(request, seconds or self._timeout):
            body += chunk
            if len(body) > LARGEST_ANSWER:
                raise not_a_server(self.host)
        return self._without_key(body)

    def _in_time(self, request: Any, seconds: float, rate: float = math.inf) -> Iterator[bytes]:
        """Send a request and yield the answer's body piece by piece, its whole in so many seconds.

        The limit holds for all of it, also for the name's look-up, the sending and the headers: the HTTP library has
        one for each read only, which a server that sends byte by byte never exceeds. A file of any length gets one
        second more for each `rate` bytes of it.
        """
        import openai

        deadline = time.monotonic() + seconds

        def seconds_left() -> float:
            return deadline - time.monotonic()

        try:
            for chunk in in_time(lambda: _chunks(request), seconds_left):
                deadline += len(chunk) / rate
                yield chunk
        except TimeoutError as exc:
            raise openai.APIConnectionError(request=None) from exc  # type: ignore[arg-type]

    def _without_key(self, body: bytearray) -> bytes:
        """Some servers repeat the key."""
        return bytes(body.replace(self._key.reveal().encode(), b"[key]") if self._key else body)

    def _wait(self, failure: Failure, tries: int, waited: float, cause: Exception) -> float:
        seconds = 2.0 ** (tries - 1) if failure.wait is None else failure.wait
        if not failure.retry or tries >= TRIES or waited + seconds > LONGEST_WAIT:
            raise failure.error from cause
        self._gate.close(seconds)
        return seconds

    def _raise_answer_limit(self, sent: ServerCapabilities) -> None:
        larger = ANSWER_LIMITS[-1]
        if sent.answer_limit == larger or not sent.limit_names:
            hint = "Try a model that reasons less, or another model."
            raise ModelError(f"{self.model} at {self.host} filled its whole answer before it came to an end.", hint)
        self.learn(replace(self.capabilities, answer_limit=larger))

    @cached_property
    def _client(self) -> "openai.OpenAI":
        import openai

        transport = openai.DefaultHttpxClient(
            timeout=openai.Timeout(self._timeout, connect=min(self._timeout, LONGEST_CONNECT)),
            verify=urlsplit(self.server).scheme != "http",  # which has no certificates; the system's take long to load
            follow_redirects=False,  # the paper goes to the server that was named, and nowhere else
            mounts={f"all://{self.host}": None} if is_loopback(self.host) else None,  # no proxy between here and here
            event_hooks={"request": [partial(_keep_own_headers, self._key)]},
        )
        weakref.finalize(self, transport.close)
        return openai.OpenAI(
            base_url=self.server,
            api_key="unused",  # `_keep_own_headers` sets the header
            max_retries=0,
            http_client=transport,
        )


def _chunks(request: Any) -> Generator[bytes]:
    """Send a request and yield the answer's body piece by piece."""
    import openai

    try:
        with request as response:
            yield from response.iter_bytes()
    except Exception as exc:
        if not _is_transport_error(exc):
            raise
        raise openai.APIConnectionError(request=None) from exc  # type: ignore[arg-type]


def _keep_own_headers(key: Key | None, request: Any) -> None:
    """OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and the SDK's description of this machine would be sent unasked."""
    form = request.headers.get("content-type", "")
    for name in set(request.headers) - _HEADERS:
        del request.headers[name]
    kind = form if form.startswith("multipart/form-data;") else "application/json"  # files are sent as forms
    request.headers.update({"content-type": kind, "user-agent": f"capassist/{__version__}"})
    if key:
        request.headers["authorization"] = f"Bearer {key.reveal()}"


class _Gate:
    """When the server may be asked again: what it told one thread holds for all."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._opens = 0.0

    def close(self, seconds: float) -> None:
        """Let nobody ask for so many seconds."""
        self._opens = max(self._opens, time.monotonic() + seconds)

    def wait(self) -> None:
        """Return when the server may be asked."""
        if (seconds := self._opens - time.monotonic()) > 0:
            self._sleep(seconds)


def _is_transport_error(exc: Exception) -> bool:
    """Tell the errors of the SDK's HTTP library, which the SDK lets through while a body is read."""
    modules = (kind.__module__.partition(".")[0] for kind in type(exc).__mro__)
    return isinstance(exc, OSError) or not {"httpx", "httpx2", "httpcore", "httpcore2"}.isdisjoint(modules)


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer. Token counts are None where the server gave none."""

    text: str
    is_well_formed: bool  # not cut at the limit
    model: str  # as the server named it, which says more than the name it was asked by: "gpt-4o-2024-08-06"
    prompt_tokens: int | None = None
    tokens: int | None = None  # of the request and the answer together


def _spent(answer: Completion, estimate: int) -> tuple[int, int]:
    """Return the tokens that were sent and answered, as the server counted them, or about so many."""
    sent = answer.prompt_tokens or estimate
    answered = max(0, answer.tokens - sent) if answer.tokens else len(answer.text) // CHARACTERS_A_TOKEN
    return sent, answered


def _json(body: bytes, host: str) -> Any:
    try:
        return read_json(body)
    except (ValueError, RecursionError) as exc:
        raise not_a_server(host) from exc


def read_json(text: bytes) -> Any:
    """Return the value of a server's JSON, numbers of absurd length as infinity.

    Raises ValueError and RecursionError.
    """
    return json.loads(text, parse_int=_whole_number)


def _whole_number(digits: str) -> float:
    """Python refuses to read a number of thousands of digits, and with it the answer that was paid for."""
    return int(digits) if len(digits) < LONGEST_NUMBER else math.inf


def _without_message(record: Any, host: str, model: str) -> ModelError:
    """Return the error that says why there is no message in an answer."""
    complaint = _complaint(record)
    if (
        not complaint and isinstance(record, dict) and "choices" in record
    ):  # it knows the form, and fills it with nothing
        complaint = "its answer was empty."
    return no_answer(host, model, complaint) if complaint else not_a_server(host)


def _answer(record: Any, host: str, model: str) -> Completion:
    choice = _first(record.get("choices")) if isinstance(record, dict) else {}
    message = choice.get("message")
    if not isinstance(message, dict):
        raise _without_message(record, host, model)
    if choice.get("finish_reason") == "content_filter":
        raise filtered(host)
    if message.get("refusal"):
        raise no_answer(host, model, str(message["refusal"]))
    return Completion(
        text=_content(message.get("content")),
        is_well_formed=choice.get("finish_reason") != "length",
        model=one_line(str(record.get("model") or ""))[:LONGEST_MODEL_NAME] or model,
        prompt_tokens=_count(record, "prompt_tokens"),
        tokens=_count(record, "total_tokens"),
    )


def _count(record: Mapping[str, Any], name: str) -> int | None:
    usage = record.get("usage")
    count = usage.get(name) if isinstance(usage, dict) else None
    return count if type(count) is int and 0 < count <= MOST_TOKENS else None


def _first(choices: object) -> dict[str, Any]:
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}


def _content(content: object) -> str:
    if isinstance(content, list):  # some servers answer in parts, as in a request
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _complaint(record: object) -> str:
    """Some servers say with status 200 that they have no answer."""
    error = record.get("error") if isinstance(record, dict) else None
    return str(error.get("message") or "") if isinstance(error, dict) else str(error or "")
