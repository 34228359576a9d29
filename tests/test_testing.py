"""The shipped stand-ins do what their script says."""

import json
import socket
import urllib.error
import urllib.request
from dataclasses import replace

import pytest

from capassist.errors import ModelError
from capassist.model import Action, Candidate, CaptionRequest, Figure, Profile, ReviewItem
from capassist.ports import Captioner, Reviewer
from capassist.testing import (
    Answer,
    ChatServer,
    ScriptedCaptioner,
    ScriptedReviewer,
    chat_answer,
    error_answer,
    models_answer,
)


def request(figure: str, attempt: int = 0) -> CaptionRequest:
    return CaptionRequest(Figure(id=figure), Profile((), None), "latex", attempt=attempt)


def post(url: str, body: dict) -> tuple[int, dict]:
    call = urllib.request.Request(f"{url}/chat/completions", json.dumps(body).encode(), {"X-Sent": "yes"})
    try:
        with urllib.request.urlopen(call, timeout=60) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_a_captioner_gives_its_drafts_by_figure_and_attempt():
    captioner: Captioner = ScriptedCaptioner({"a": "One.", "b": ("First.", "Second."), "c": ModelError("Refused.")})
    assert captioner.draft(request("a")).text == "One."
    assert [captioner.draft(request("b", attempt)).text for attempt in range(3)] == ["First.", "Second.", "Second."]
    with pytest.raises(ModelError, match="Refused"):
        captioner.draft(request("c"))
    with pytest.raises(ModelError, match="no draft for d"):
        captioner.draft(request("d"))
    assert [asked.figure.id for asked in captioner.requests] == ["a", "b", "b", "b", "c", "d"]


def test_a_reviewer_takes_its_actions_in_order_and_then_quits():
    reviewer: Reviewer = ScriptedReviewer([Action("edit", "Mine."), Action("accept")])
    item = ReviewItem(Figure(id="a"), 1, 1, "One.", Candidate("a", "One.", "long", "scripted"), (), None, ("accept",))
    assert [reviewer.ask(item).name for _ in range(4)] == ["edit", "accept", "quit", "quit"]
    assert reviewer.items == [item] * 4


def test_a_server_answers_in_order_and_keeps_what_it_received():
    with ChatServer(error_answer(429, "Slow", code="rate_limit"), chat_answer("Hello.")) as server:
        answers = [post(server.url, {"n": n}) for n in range(3)]
    assert [status for status, _ in answers] == [429, 200, 200]
    assert answers[0][1]["error"] == {"message": "Slow", "code": "rate_limit"}
    assert answers[2][1]["choices"][0]["message"]["content"] == "Hello."
    assert [received.json() for received in server.requests] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert server.requests[0].path == "/v1/chat/completions"
    assert server.requests[0].headers["x-sent"] == "yes"


def test_a_server_can_decide_by_the_request():
    with ChatServer(lambda received: chat_answer(received.json()["say"])) as server:
        assert post(server.url, {"say": "Echo."})[1]["choices"][0]["message"]["content"] == "Echo."


def test_a_server_can_hang_up():
    with ChatServer(Answer(drop=True)) as server, pytest.raises((OSError, urllib.error.URLError)):
        post(server.url, {})


def test_a_closing_server_does_not_wait_for_its_delays():
    with ChatServer(Answer(delay=3600)) as server, pytest.raises(OSError, match="timed out"):
        urllib.request.urlopen(server.url, timeout=0.1)


def test_an_answer_has_the_headers_and_the_kind_that_its_script_names():
    asked = ((Answer(body=b"plain", headers={"Retry-After": "1", "Content-Type": "text/plain"}), b"plain"),)
    for answer, body in (*asked, (models_answer("m", {"id": "n", "context": 3}), None)):
        with ChatServer(answer) as server, urllib.request.urlopen(server.url, timeout=5) as response:
            sent = response.read()
        assert response.headers["Retry-After"] == ("1" if body else None)
        assert response.headers["Content-Type"] == ("text/plain" if body else "application/json")
        assert body in (sent, None)
    assert [entry["id"] for entry in json.loads(sent)["data"]] == ["m", "n"]


def test_an_answer_tells_its_tokens_and_can_come_byte_by_byte():
    with ChatServer(replace(chat_answer("A.", "length", usage=(5, 2)), drip=1e-6)) as server:
        status, record = post(server.url, {})
    assert (status, record["usage"]["total_tokens"], record["choices"][0]["finish_reason"]) == (200, 7, "length")
    with ChatServer(Answer(endless=b"ab", drip=1e-6)) as server:
        host, port = server.url.split("/")[2].split(":")
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(b"GET /v1 HTTP/1.1\r\n\r\n")
            assert connection.makefile("rb").read(5) == b"ababa"
