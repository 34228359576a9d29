"""What went wrong when a server was asked: one sentence with the way on, and whether asking again can help.

The table of statuses is the only place that knows the SDK's errors. Texts come from the server, so they are shortened
to a line; what a server says about a refused key is left out, because some repeat the key.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from capassist.errors import CapassistError, ModelError, SettingsError
from capassist.llm.capabilities import RESPONSE_FORMAT, SYSTEM_ROLE
from capassist.model import Key
from capassist.text.words import one_line

if TYPE_CHECKING:
    import openai

LONGEST_QUOTE = 160  # characters of a server's own words


class PicturesRefusedError(ModelError):
    """The model takes no more than `most` pictures; the same request may succeed with fewer, or with its text alone."""

    most = 0


class TooLongError(ModelError):
    """The request is larger than the server or the model takes; with fewer pictures it may succeed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed request: what to tell the author, and what else can be tried first."""

    error: CapassistError
    retry: bool = False
    wait: float | None = None  # seconds that the server asks to wait
    refused: str = ""  # the optional parameter that the server does not accept


@dataclass(frozen=True, slots=True)
class _Row:
    message: str
    hint: str
    kind: type[CapassistError] = ModelError
    retry: bool = False


_LATER = "Run the command again later; finished drafts are kept."
_STATUSES: Mapping[int, _Row] = {
    400: _Row("{host} did not accept the request: {words}", "Try another model."),
    401: _Row("{host} refused the key, or wants one.",
              "Store the right one with `capassist key set`, or set CAPASSIST_API_KEY.", SettingsError),
    402: _Row("{host} wants to be paid: {words}", "Add credit there, or use another server."),
    403: _Row("{host} does not let this key use {model}.", "Use another model or key.", SettingsError),
    404: _Row("{host} does not know the model {model}, or its address is another one.",
              "Check --model, and --server: it usually ends in /v1."),
    408: _Row("{host} gave up waiting for the request.", _LATER, retry=True),
    409: _Row("{host} is busy: {words}", _LATER, retry=True),
    413: _Row("The request is too large for {host}.", "Send fewer figures along: --profile 1 or --profile 0.",
              TooLongError),
    429: _Row("{host} limits how often it may be asked{asks}.", _LATER, retry=True),
}  # fmt: skip
_SERVER_ERROR = _Row("{host} failed with error {status}: {words}", _LATER, retry=True)
_CLIENT_ERROR = _Row("{host} refused the request with error {status}: {words}", "Try another model or server.")
_REDIRECT = _Row(
    "{host} redirects to {target}, and the paper was not sent there.",
    "If you trust it, name its address with --server.",
)
_QUOTA = _Row("The account at {host} has no credit left.", "Add credit there, or use another server.")
_FILTERED = _Row("The content filter of {host} refused.", "Write this one by hand, or use another server.")
_TODAY = _Row(
    "{host} gives no more answers today: {words}", "Go on tomorrow with the same command; finished drafts are kept."
)
_TOO_LONG = _Row(
    "The request is too long for {model} at {host}.",
    "Send fewer figures along: --profile 1 or --profile 0.",
    TooLongError,
)
_NO_PICTURES = _Row("{model} at {host} takes no pictures.", "Use a model that sees.", PicturesRefusedError)

_SLOW = _Row("{host} did not answer in time.", "Allow more seconds with CAPASSIST_TIMEOUT, or use a smaller model.")
_NOT_RUNNING = _Row("Nothing answers at {host}.", "Is the server running, and is its port right?")
_NO_SUCH_HOST = _Row("There is no host {host}, or this machine is offline.", "Check --server and the network.")
_NO_TRUST = _Row(
    "{host} has no certificate that this machine trusts.", "Check --server, the clock, and the system's certificates."
)
_BROKEN = _Row("The connection to {host} broke.", _LATER, retry=True)
_CONNECTIONS: tuple[tuple[type[BaseException], _Row], ...] = (
    (socket.gaierror, _NO_SUCH_HOST),
    (ssl.SSLError, _NO_TRUST),
    (ConnectionRefusedError, _NOT_RUNNING),
    (TimeoutError, _SLOW),
)

_NO_FORM_WORDS = re.compile(r"json[ _]?schema|structured[ _]?outputs?|guided[ _]decoding|grammar", re.IGNORECASE)
_NO_PICTURES_WORDS = re.compile(
    r"image input is not supported|not support(?:ed)? (?:\w+ ){0,2}(?:images?|vision|multimodal)"
    r"|support(?:s)? image input|mmproj|(?:images?|vision|image_url)[^.]{0,40} (?:is|are) (?:not (?:supported|enabled)"
    r"|only supported)|not a multimodal model|at most \d+ images?\b|unknown variant .?image_url"
    r"|content must be a string|data required for image input",
    re.IGNORECASE,
)
_NO_SYSTEM_WORDS = re.compile(  # of the chat templates of Gemma and Mistral, and of the servers that fill them in
    r"system (?:role|messages?|prompts?|instructions?)\b[^.]{0,40}\bnot (?:be )?(?:supported|allowed|enabled|accepted)"
    r"|not support[^.]{0,30}\bsystem (?:role|messages?|prompts?|instructions?)|(?:developer instruction is not enabled)"
    r"|(?:unsupported|unknown|invalid) role[^.]{0,20}\bsystem\b|roles must alternate user/assistant",
    re.IGNORECASE,
)
_MOST_PICTURES = re.compile(r"at most (\d{1,9}) images?", re.IGNORECASE)
_TOO_LONG_WORDS = re.compile(
    r"context.?(?:length|size|window)|maximum context|too many (?:input )?tokens|prompt is too long|(?:request|payload"
    r"|image)s? (?:\w+ ){0,2}too large|exceeds [^.]{0,30}(?:size|limit of \d+ ?[km]b)",
    re.IGNORECASE,
)
_NO_CREDIT_WORDS = re.compile(
    r"insufficient_quota|insufficient (?:quota|credits?|balance)|billing_hard_limit", re.IGNORECASE
)
_TODAY_WORDS = re.compile(r"per[ -]?day|daily (?:limit|quota)|\b[RT]PD\b", re.IGNORECASE)
_DELAY = re.compile(
    r"(?:retry|try again) (?:in|after) (?:(\d{1,9})h)?(?:(\d{1,9})m(?!s))?(?:(\d{1,9}(?:\.\d{0,9})?) ?(ms|s))?",
    re.IGNORECASE,
)


def explain(exc: "openai.OpenAIError", host: str, model: str, sent: Mapping[str, Any], key: Key | None) -> Failure:
    """Return what an error of the SDK means.

    `sent` are the optional parameters of the request; `key` is kept out of the text.
    """
    import openai

    if not isinstance(exc, openai.APIStatusError):
        row = _connection_row(exc)
        return Failure(_error(row, host=host, model=model), row.retry)
    words = short_quote(_words(exc).replace(key.reveal(), "[key]") if key else _words(exc))
    if refused := _refused_part(exc, sent):
        return Failure(_error(_CLIENT_ERROR, host=host, status=exc.status_code, words=words), refused=refused)
    row, wait = _status_row(exc, words), _asked_wait(exc)
    error = _error(
        row,
        host=host,
        model=model,
        status=exc.status_code,
        words=words,
        target=urlsplit(exc.response.headers.get("location", "")).netloc or "another address",
        asks=f" and asks to wait {wait:.0f} s" if wait else "",
    )
    if isinstance(error, PicturesRefusedError) and (most := _MOST_PICTURES.search(words)):
        error.most = int(most[1])
    return Failure(error, row.retry, wait)


def _refused_part(exc: "openai.APIStatusError", sent: Mapping[str, Any]) -> str | None:
    """Return the optional parameter that the server cannot take; nothing where it complains of something else."""
    if exc.status_code in (400, 422, 500) and SYSTEM_ROLE in sent and _NO_SYSTEM_WORDS.search(_words(exc)):
        return SYSTEM_ROLE
    return _refused(exc, sent) if exc.status_code in (400, 422) else None


def not_a_server(host: str) -> ModelError:
    """Return the error for an answer that is not of the chat protocol."""
    return ModelError(
        f"{host} does not answer like an OpenAI-compatible server.", "Check --server: it usually ends in /v1."
    )


def filtered(host: str) -> CapassistError:
    """Return the error for an answer that a content filter withheld."""
    return _error(_FILTERED, host=host)


def no_answer(host: str, model: str, words: str) -> ModelError:
    """Return the error for an answer in which the server or the model says that it does not answer."""
    return ModelError(f"{model} at {host} gave no answer: {short_quote(words)}", "Try again, or use another model.")


def status_of(error: CapassistError) -> int | None:
    """Return the HTTP status that an error was made of; None where the server gave none."""
    status = getattr(error.__cause__, "status_code", None)
    return status if isinstance(status, int) else None


def unreadable(host: str, model: str, words: str) -> ModelError:
    """Return the error for an answer that does not have the form that was asked for."""
    return ModelError(
        f"{model} at {host} did not answer as asked: “{short_quote(words)}”", "Try again, or use another model."
    )


def _error(row: _Row, **details: object) -> CapassistError:
    return row.kind(row.message.format(**details), row.hint)


def _connection_row(exc: BaseException) -> _Row:
    causes = list(_causes(exc))
    for kind, row in _CONNECTIONS:
        if any(isinstance(cause, kind) for cause in causes):
            return row
    return _SLOW if any("Timeout" in type(cause).__name__ for cause in causes) else _BROKEN


def _causes(exc: BaseException | None) -> Iterator[BaseException]:
    while exc is not None:
        yield exc
        exc = exc.__cause__ or exc.__context__


# What servers say in their words more plainly than by the status: the first that fits counts.
_BY_WORDS: tuple[tuple[frozenset[int], re.Pattern[str], _Row], ...] = (
    (frozenset({400, 403}), re.compile("content_filter"), _FILTERED),
    (frozenset({400, 404, 415, 422, 500, 501}), _NO_PICTURES_WORDS, _NO_PICTURES),
    (frozenset({400, 413, 422, 500}), _TOO_LONG_WORDS, _TOO_LONG),
    (frozenset({429}), _NO_CREDIT_WORDS, _QUOTA),
    (frozenset({429}), _TODAY_WORDS, _TODAY),
)


def _status_row(exc: "openai.APIStatusError", words: str) -> _Row:
    everything, status = f"{words} {exc.code} {exc.type} {exc.body}", exc.status_code
    if 300 <= status < 400:
        return _REDIRECT
    for statuses, said, row in _BY_WORDS:
        if status in statuses and said.search(everything):
            return row
    return _STATUSES.get(status) or (_SERVER_ERROR if status >= 500 else _CLIENT_ERROR)


def _refused(exc: "openai.APIStatusError", sent: Mapping[str, Any]) -> str:
    """Return the optional parameter that the error names."""
    text = f"{exc.param} {_words(exc)}"
    named = next((name for name in sent if name != SYSTEM_ROLE and re.search(rf"\b{name}\b", text)), "")
    return named or _meant(text, sent)


def _meant(text: str, sent: Mapping[str, Any]) -> str:
    """Return the optional parameter that an error speaks of in other words; "in the completion" is how older servers
    name the budget."""
    if RESPONSE_FORMAT in sent and _NO_FORM_WORDS.search(text):
        return RESPONSE_FORMAT
    budget = next((name for name in sent if name.startswith("max_")), "")
    return budget if "in the completion" in text else ""


def _words(exc: "openai.APIStatusError") -> str:
    body = exc.body
    if isinstance(body, dict):
        body = body.get("message") or body.get("detail") or body.get("error") or ""
    return str(body or "it gave no reason")


def short_quote(words: str) -> str:
    """Return a server's or a model's own words on one line, at most LONGEST_QUOTE characters of them."""
    line = one_line(words)
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def _asked_wait(exc: "openai.APIStatusError") -> float | None:
    """Return how many seconds the server asks to wait, where it says so."""
    headers = exc.response.headers
    if re.fullmatch(r"\d+(?:\.\d+)?", milliseconds := headers.get("retry-after-ms", "")):
        return float(milliseconds) / 1000
    if header := headers.get("retry-after", ""):
        return _header_wait(header)
    return _wait_in_words(_words(exc))


def _header_wait(header: str) -> float | None:
    """Return the seconds that the header "Retry-After" names, by their number or by a date."""
    if re.fullmatch(r"\d+(?:\.\d+)?", header):
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, OverflowError):  # a date that no clock shows
        return None


def _wait_in_words(words: str) -> float | None:
    """Return the seconds that a message names: some servers say "retry in 34.6s", and have no header."""
    delay = _DELAY.search(words)
    if not delay or not any(delay.groups()):
        return None
    hours, minutes, seconds, unit = delay.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds or 0) / (1000 if unit == "ms" else 1)
