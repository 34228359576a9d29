"""What failed connections and statuses mean, and what can be tried first."""

import socket
import ssl
from types import SimpleNamespace
from typing import Any

import openai
import pytest

from capassist.errors import ModelError, SettingsError
from capassist.llm.capabilities import RESPONSE_FORMAT, SYSTEM_ROLE
from capassist.llm.failures import LONGEST_QUOTE, PicturesRefusedError, TooLongError, explain, short_quote
from capassist.model import Key


def connection_error(cause: Exception) -> openai.APIConnectionError:
    """The SDK's error as it arrives: the HTTP library's in between, the system's at the end."""
    try:
        try:
            raise RuntimeError("the HTTP library's own") from cause
        except RuntimeError as middle:
            raise openai.APIConnectionError(request=None) from middle
    except openai.APIConnectionError as error:
        return error


@pytest.mark.parametrize(
    ("cause", "says", "retry"),
    [
        (socket.gaierror(-2, "Name or service not known"), "There is no host example.org", False),
        (ssl.SSLCertVerificationError("self-signed certificate"), "no certificate that this machine trusts", False),
        (ConnectionRefusedError(111, "refused"), "Nothing answers at example.org", False),
        (TimeoutError("timed out"), "did not answer in time", False),
        (ConnectionResetError(104, "reset"), "connection to example.org broke", True),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_connection_errors(cause, says, retry):
    failure = explain(connection_error(cause), "example.org", "seer", {}, None)
    assert says in failure.error.message
    assert failure.error.hint
    assert failure.retry is retry


def status_error(status: int, body: object, headers: dict[str, str] | None = None) -> openai.APIStatusError:
    """The SDK's error for an answer, with what stands under "error" in it."""
    response: Any = SimpleNamespace(status_code=status, headers=headers or {}, request=None)
    return openai.APIStatusError("no", response=response, body=body)


STATUSES = {
    "a request": (400, {"message": "Bad input."}, ModelError, False, "did not accept the request: Bad input."),
    "no reason": (400, None, ModelError, False, "did not accept the request: it gave no reason"),
    "in plain text": (400, "Bad input.", ModelError, False, "did not accept the request: Bad input."),
    "a detail": (400, {"detail": "Bad input."}, ModelError, False, "did not accept the request: Bad input."),
    "an error": (400, {"message": "", "error": "Bad input."}, ModelError, False, "request: Bad input."),
    "a key": (401, {"message": "No."}, SettingsError, False, "refused the key, or wants one."),
    "money": (402, {"message": "No."}, ModelError, False, "wants to be paid: No."),
    "a right": (403, {"message": "No."}, SettingsError, False, "does not let this key use seer."),
    "a filter": (403, {"code": "content_filter"}, ModelError, False, "The content filter of example.org refused."),
    "an address": (404, {"message": "No."}, ModelError, False, "does not know the model seer"),
    "late": (408, {"message": "No."}, ModelError, True, "gave up waiting"),
    "busy": (409, {"message": "No."}, ModelError, True, "is busy: No."),
    "large": (413, {"message": "No."}, TooLongError, False, "too large for example.org"),
    "long": (400, {"message": "maximum context length"}, TooLongError, False, "The request is too long for seer"),
    "pictures": (500, {"message": "at most 3 images"}, PicturesRefusedError, False, "takes no pictures"),
    "often": (429, {"message": "No."}, ModelError, True, "limits how often it may be asked."),
    "credit": (429, {"code": "insufficient_quota"}, ModelError, False, "has no credit left"),
    "today": (429, {"message": "Limit per day."}, ModelError, False, "no more answers today: Limit per day."),
    "a teapot": (418, {"message": "No."}, ModelError, False, "refused the request with error 418: No."),
    "its own": (500, {"message": "No."}, ModelError, True, "failed with error 500: No."),
    "elsewhere": (302, None, ModelError, False, "redirects to another address, and the paper was not sent"),
    "below an error": (399, None, ModelError, False, "redirects to another address"),
}


@pytest.mark.parametrize(("status", "body", "kind", "retry", "says"), STATUSES.values(), ids=STATUSES)
def test_what_a_server_s_status_and_words_mean(
    status: int, body: object, kind: type[Exception], retry: bool, says: str
) -> None:
    failure = explain(status_error(status, body), "example.org", "seer", {}, None)
    assert type(failure.error) is kind
    assert says in failure.error.message
    assert (failure.retry, failure.refused, failure.wait) == (retry, "", None)
    assert getattr(failure.error, "most", 3) == 3


def test_a_redirect_names_where_to_and_a_key_is_never_repeated() -> None:
    to = status_error(307, None, {"location": "https://elsewhere.example/v1"})
    assert "redirects to elsewhere.example, " in explain(to, "example.org", "seer", {}, None).error.message
    repeated = status_error(400, {"message": "Not with sk-secret"})
    assert "with [key]" in explain(repeated, "example.org", "seer", {}, Key("sk-secret", "a test")).error.message


SENT = {"max_tokens": 5, "temperature": 1.0, RESPONSE_FORMAT: {}, SYSTEM_ROLE: True}


@pytest.mark.parametrize(
    ("status", "message", "refused"),
    [
        (400, "temperature is not supported", "temperature"),
        (422, "temperature is not supported", "temperature"),
        (500, "temperature is not supported", ""),
        (400, "my_temperatures", ""),
        (400, "Structured outputs are off", RESPONSE_FORMAT),
        (400, "too many tokens in the completion", "max_tokens"),
        (500, "System role not supported", SYSTEM_ROLE),
        (404, "System role not supported", ""),
        (400, "No.", ""),
    ],
)
def test_which_optional_parameter_is_refused(status: int, message: str, refused: str) -> None:
    error = status_error(status, {"message": message})
    assert explain(error, "example.org", "seer", SENT, None).refused == refused
    assert not explain(error, "example.org", "seer", {}, None).refused


@pytest.mark.parametrize(
    ("headers", "message", "wait"),
    [
        ({"retry-after-ms": "1500", "retry-after": "9"}, "", 1.5),
        ({"retry-after": "2.5"}, "try again in 7s", 2.5),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:09 GMT"}, "", 0.0),
        ({"retry-after": "soon"}, "", None),
        ({"retry-after-ms": "soon"}, "try again in 7s", 7.0),
        ({}, "Please retry in 1h2m3.5s.", 3723.5),
        ({}, "try again after 250 ms", 0.25),
        ({}, "try again after 2m", 120.0),
        ({}, "try again in a while", None),
    ],
)
def test_how_long_a_server_asks_to_wait(headers: dict[str, str], message: str, wait: float | None) -> None:
    failure = explain(status_error(429, {"message": message}, headers), "example.org", "seer", {}, None)
    assert failure.wait == wait
    assert ("asks to wait" in failure.error.message) is bool(wait)


@pytest.mark.parametrize(("length", "cut"), [(LONGEST_QUOTE, False), (LONGEST_QUOTE + 1, True)])
def test_a_server_s_own_words_have_a_limit(length: int, cut: bool) -> None:
    quote = short_quote("x" * length)
    assert (len(quote), quote.endswith("…")) == (LONGEST_QUOTE, cut)


def test_a_cause_is_found_behind_what_was_raised_while_it_was_handled() -> None:
    error = openai.APIConnectionError(request=None)  # type: ignore[arg-type]
    error.__context__ = TimeoutError()
    assert "did not answer in time" in explain(error, "example.org", "seer", {}, None).error.message
    odd = openai.APIConnectionError(request=None)  # type: ignore[arg-type]
    odd.__cause__ = type("ReadTimeout", (Exception,), {})()
    assert "did not answer in time" in explain(odd, "example.org", "seer", {}, None).error.message
