"""Drafts by several models of one server, through the real client: ranked, counted, and none lost where one fails."""

from dataclasses import replace

import pytest
from askers import asker_of

from capassist.captioners.generative import GenerativeCaptioner, SeveralModels
from capassist.errors import ModelError, SettingsError
from capassist.model import CaptionRequest, Figure, Key, Picture, Profile, Score
from capassist.testing import ChatServer, chat_answer, error_answer

MODELS = ("seer", "poet")
REQUEST = CaptionRequest(Figure("fig:new", number="7"), Profile((), None), "latex")


class Pictures:
    """An image loader that has a picture of every figure."""

    def load(self, figure: Figure) -> Picture:
        return Picture(b"pixels", "image/png", 640, 480)


def request(attempt: int = 0) -> CaptionRequest:
    return replace(REQUEST, attempt=attempt)


def by_length(_request, texts):
    """Rank the longest first."""
    places = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
    return [(place, Score(0, 0, len(texts[place]) / 100, 0.5, 0.5)) for place in places]


def several(server: ChatServer, kept=None) -> SeveralModels:
    askers = [asker_of(server.url, model, key=Key("sk-test", "CAPASSIST_API_KEY"), kept=kept) for model in MODELS]
    return SeveralModels([GenerativeCaptioner(asker, Pictures()) for asker in askers], by_length)


def answering(answers: dict):
    """Answer by the model that is asked; an exception says which status it is refused with."""
    return lambda received: answers[received.json()["model"]]


def test_the_best_draft_is_shown_with_the_ranking_of_all(tmp_path):
    with ChatServer(
        answering({"seer": chat_answer("Accuracy."), "poet": chat_answer("Accuracy over time.")})
    ) as server:
        captioner = several(server, tmp_path)
        best, second = captioner.draft(request()), captioner.draft(request(attempt=1))
    assert len(server.requests) == 2
    assert (best.text, second.text) == ("Accuracy over time.", "Accuracy.")
    assert [ranked.text for ranked in best.ranking] == ["Accuracy over time.", "Accuracy."]
    assert [ranked.by.split(" at ")[0] for ranked in best.ranking] == ["poet", "seer"]
    assert best.captioner == captioner.name == f"seer + poet at {captioner.host}"
    assert best.notes[0].startswith("By poet at ")


def test_a_model_that_fails_takes_no_draft_of_another_away(tmp_path):
    with ChatServer(answering({"seer": error_answer(400, "Bad"), "poet": chat_answer("Accuracy.")})) as server:
        drafted = several(server).draft(request())
    assert drafted.text == "Accuracy."
    assert any("Not all models gave a draft" in note for note in drafted.notes)


@pytest.mark.parametrize(
    "odd",
    [
        chat_answer('{"sentences": [{"text": "Accu'),
        chat_answer('{"sentences": 3, "disagree": []}'),
        chat_answer(""),
        chat_answer("<|im_start|><|im_end|>"),
        error_answer(400, "response_format is not supported", param="response_format"),
        error_answer(503, "Loading", headers={"retry-after": "0"}),
    ],
    ids=["half JSON", "wrong types", "empty", "tokens alone", "no forms", "busy"],
)
def test_whatever_one_model_answers_the_draft_of_the_other_is_there(odd):
    with ChatServer(answering({"seer": odd, "poet": chat_answer("Accuracy over time.")})) as server:
        drafted = several(server).draft(request())
    assert drafted.text == "Accuracy over time."
    assert [ranked.by.split(" at ")[0] for ranked in drafted.ranking] in (["poet"], [])
    assert any("Not all models gave a draft" in note for note in drafted.notes)


def test_a_model_without_a_system_role_is_asked_without_it_and_the_other_with_it():
    refused = error_answer(400, "System role not supported")

    def answer(received):
        body = received.json()
        has_role = body["messages"][0]["role"] == "system"
        return refused if body["model"] == "seer" and has_role else chat_answer(f"Accuracy by {body['model']}.")

    with ChatServer(answer) as server:
        captioner = several(server)
        assert {ranked.text for ranked in captioner.draft(request()).ranking} == {
            "Accuracy by seer.",
            "Accuracy by poet.",
        }
    roles = [(body["model"], body["messages"][0]["role"]) for body in (sent.json() for sent in server.requests)]
    assert sorted(roles) == [("poet", "system"), ("seer", "system"), ("seer", "user")]


def test_where_no_model_answers_there_is_no_draft():
    with ChatServer(error_answer(400, "Bad")) as server, pytest.raises(ModelError):
        several(server).draft(request())


def test_a_wrong_key_is_an_error_of_the_whole():
    with ChatServer(error_answer(401, "No")) as server, pytest.raises(SettingsError):
        several(server).draft(request())


def test_all_requests_are_shown_and_counted_before_anything_is_sent():
    with ChatServer() as server:
        captioner = several(server)
        assert [body["model"] for body in captioner.preview(request())] == ["seer", "poet"]
        assert captioner.estimate([request()]).requests == 2
    assert not server.requests
