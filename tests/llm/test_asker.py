"""One asker for all who ask a model: nothing is asked twice, and what cannot be read is asked again."""

from pathlib import Path

from askers import asker_of

from capassist.llm.asker import AskedModel
from capassist.llm.response_cache import Response

REQUEST = [{"role": "user", "content": "How many?"}]
NOWHERE = "http://127.0.0.1:9/v1"


def number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def never() -> Response:
    raise AssertionError("it was asked")


def test_the_same_request_is_asked_once_by_whoever_asks(tmp_path: Path) -> None:
    asker_of(NOWHERE, kept=tmp_path).respond(REQUEST, lambda: Response("three", "m"))
    other = asker_of(NOWHERE, kept=tmp_path)
    assert other.respond(REQUEST, never).text == "three"
    assert other.cached(REQUEST, sample=1) is None


def test_the_boundary_of_a_run_is_no_part_of_a_request(tmp_path: Path) -> None:
    first, second = asker_of(NOWHERE, kept=tmp_path), asker_of(NOWHERE, kept=tmp_path)
    assert first.boundary != second.boundary
    first.keep([{"content": f"[quote {first.boundary}]"}], Response("A.", "m"))
    assert second.cached([{"content": f"[quote {second.boundary}]"}]) == Response("A.", "m")


def test_without_a_folder_nothing_is_kept() -> None:
    asker = asker_of(NOWHERE)
    asker.keep(REQUEST, Response("three", "m"))
    assert asker.cached(REQUEST) is None


def test_a_kept_response_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    asker = asker_of(NOWHERE, kept=tmp_path)
    asker.keep(REQUEST, Response("many", "m"))
    assert asker.respond_in_form(REQUEST, number, lambda: (Response("3", "m"), 3)) == 3
    assert asker.respond_in_form(REQUEST, number, lambda: (never(), 0)) == 3


def test_who_is_asked_is_called_by_the_model_and_its_host() -> None:
    asker = asker_of(NOWHERE, "seer")
    for named in (asker, AskedModel(asker)):
        assert (named.name, named.host) == ("seer at 127.0.0.1:9", "127.0.0.1:9")
    assert asker.server == NOWHERE
