"""What connection errors mean, where a server on this machine cannot cause them."""

import socket
import ssl

import openai
import pytest

from capassist.llm.failures import explain


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
