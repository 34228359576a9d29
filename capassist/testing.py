"""Stand-ins for trying capassist without a model, a person or a network: use them in your own tests and examples.

`ScriptedCaptioner` and `ScriptedReviewer` are second implementations of the ports. `ChatServer` is a real HTTP server
on this machine that answers, or misbehaves, as a script says, so that the real client runs against it:

    with ChatServer(Answer(429, headers={"Retry-After": "1"}), chat_answer("Accuracy over time.")) as server:
        GenerativeCaptioner(server.url, "model", None, images, timeout=5).draft(request)
    assert len(server.requests) == 2
"""

import itertools
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from capassist.errors import CapassistError, ModelError
from capassist.model import Action, Candidate, CaptionRequest, ReviewItem


class ScriptedCaptioner:
    """A captioner that gives prepared drafts by figure id, and keeps what it was asked.

    A draft that is an error is raised. A figure without a draft is a ModelError, as from a model that has no answer. A
    tuple holds the drafts for the first attempt, the second …; the last one serves for all later attempts.
    """

    name = "scripted"

    def __init__(self, drafts: Mapping[str, str | CapassistError | tuple[str | CapassistError, ...]]) -> None:
        self._drafts = drafts
        self.requests: list[CaptionRequest] = []

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return the prepared draft for the request's figure and attempt, or raise the prepared error."""
        self.requests.append(request)
        prepared = self._drafts.get(request.figure.id, ModelError(f"There is no draft for {request.figure.id}."))
        drafts = prepared if isinstance(prepared, tuple) else (prepared,)
        draft = drafts[min(request.attempt, len(drafts) - 1)]
        if isinstance(draft, CapassistError):
            raise draft
        return Candidate(figure=request.figure.id, text=draft, kind="long", captioner=self.name)


class ScriptedReviewer:
    """A reviewer that answers with prepared actions, in order, and keeps the figures it was asked about. After the last
    one it quits."""

    def __init__(self, actions: Iterable[Action] = ()) -> None:
        self._actions: Iterator[Action] = iter(actions)
        self.items: list[ReviewItem] = []

    def ask(self, item: ReviewItem) -> Action:
        """Return the next prepared action."""
        if not item.ended:
            self.items.append(item)
        return next(self._actions, Action("quit"))


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it arrived. Header names are in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """Return the body's JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """How the server answers once. `body` is sent as it is if it is bytes, as JSON otherwise."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before the first byte
    drip: float = 0.0  # seconds between the bytes of the body
    drop: bool = False  # close the connection without an answer
    endless: bytes = b""  # sent again and again instead of an answer, byte by byte, `drip` seconds apart


Script = Answer | Callable[[Received], Answer]


def chat_answer(
    text: str | None, finish_reason: str = "stop", *, usage: tuple[int, int] | None = None, delay: float = 0.0
) -> Answer:
    """Return the answer of a chat model that says `text`. `usage` are the tokens of the request and of the answer."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    body = {"id": "chat-1", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}
    if usage:
        names = ("prompt_tokens", "completion_tokens", "total_tokens")
        body["usage"] = dict(zip(names, (*usage, sum(usage)), strict=True))
    return Answer(body=body, delay=delay)


def models_answer(*models: str | Mapping[str, object]) -> Answer:
    """Return a server's list of its models, by name or as entries with an "id"."""
    entries = [{"id": model, "object": "model"} if isinstance(model, str) else model for model in models]
    return Answer(body={"object": "list", "data": entries})


def error_answer(status: int, message: str, *, headers: Mapping[str, str] | None = None, **fields: str) -> Answer:
    """Return an error in the form of the OpenAI API; `fields` are its `code`, `param` and `type`."""
    return Answer(status, {"error": {"message": message, **fields}}, headers or {})


class ChatServer:
    """A chat server on this machine that gives the scripted answers in order, the last one again and again.

    Use it as a context manager. `url` is the base URL, `requests` are the requests so far.
    """

    def __init__(self, *script: Script) -> None:
        self._script = script or (chat_answer("A caption."),)
        self.requests: list[Received] = []
        self._closing = threading.Event()
        self._turn = threading.Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.answer_to = self._answer_to
        self._http.closing = self._closing
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        """The base URL, as for --server."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answer_to(self, received: Received) -> Answer:
        with self._turn:
            script = self._script[min(len(self.requests), len(self._script) - 1)]
            self.requests.append(received)
        return script(received) if callable(script) else script


class _Http(ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True
    block_on_close = False
    answer_to: Callable[[Received], Answer]
    closing: threading.Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up waiting is what many scripts are for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.answer_to(Received(self.path, headers, body))
        self.close_connection = True
        self.server.closing.wait(answer.delay)
        if answer.endless:
            self._send_for_ever(answer)
        elif not answer.drop:
            self._send(answer)

    def do_GET(self) -> None:
        self.do_POST()

    def _send(self, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in [body[at : at + 1] for at in range(len(body))] if answer.drip else [body]:
            self.wfile.write(piece)
            self.wfile.flush()
            if self.server.closing.wait(answer.drip):
                return

    def _send_for_ever(self, answer: Answer) -> None:
        for byte in itertools.cycle(answer.endless):
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.closing.wait(answer.drip):
                return

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        """Nothing is printed; `requests` holds what arrived."""
