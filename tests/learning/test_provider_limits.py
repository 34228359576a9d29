"""What providers take of a file to train on: what is one too many is named, and what is just enough is not."""

import base64
import json
from dataclasses import replace

import pytest

from capassist.learning.provider_limits import (
    PROVIDERS,
    Provider,
    TrainingFile,
    exceeded,
    measure_rows,
    provider_of,
)

MB = 1_000_000
FULL = Provider("Somewhere", "somewhere.org", "", 2, 50, 4, 5 * MB, 20 * MB)
JUST_ENOUGH = TrainingFile(examples=50, size=20 * MB, most_pictures=4, largest_picture=5 * MB)


def chat_line(pictures: int, size: int = 30) -> bytes:
    url = "data:image/png;base64," + base64.b64encode(bytes(size)).decode()
    parts = [{"type": "image_url", "image_url": {"url": url}} for _ in range(pictures)]
    return json.dumps(
        {"messages": [{"role": "user", "content": parts}, {"role": "assistant", "content": "A."}]}
    ).encode()


@pytest.mark.parametrize(
    ("host", "lines", "said"),
    [
        ("api.openai.com", [chat_line(1)] * 9, "wants 10 examples at least, and there are 9"),
        ("api.openai.com", [chat_line(1)] * 10, ""),
        ("api.fireworks.ai", [chat_line(1)] * 2, "wants 3 examples at least"),
        ("api.together.xyz", [chat_line(11)], "takes 10 pictures in an example, and one has 11"),
        ("me.openai.azure.com", [chat_line(11)] * 10, ""),
        ("api.together.xyz", [chat_line(1, 10_000_001)], "takes pictures of 10 MB"),
        ("api.together.xyz", [chat_line(1, 10_000_000)], ""),
        ("127.0.0.1:8000", [chat_line(1)], ""),
    ],
)
def test_the_limits_of_providers_hold(host: str, lines: list[bytes], said: str) -> None:
    found = exceeded(measure_rows(lines), provider_of(host))
    assert len(found) == bool(said)
    assert said in " ".join(found)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"examples": 2}, ""),
        ({"examples": 1}, "Somewhere wants 2 examples at least, and there is 1."),
        ({"examples": 0}, "Somewhere wants 2 examples at least, and there are 0."),
        ({"examples": 51}, "Somewhere takes 50 examples, and there are 51."),
        ({"most_pictures": 5}, "Somewhere takes 4 pictures in an example, and one has 5."),
        ({"largest_picture": 5 * MB + 60_000}, "Somewhere takes pictures of 5 MB, and one has 5.1."),
        ({"size": 21 * MB}, "Somewhere takes files of 20 MB, and this one has 21."),
    ],
)
def test_a_limit_is_what_is_still_taken(changes: dict[str, int], said: str) -> None:
    assert " ".join(exceeded(replace(JUST_ENOUGH, **changes), FULL)) == said


def test_where_no_limit_is_known_none_is_named() -> None:
    endless = replace(FULL, most_examples=None, largest_file=None)
    assert exceeded(replace(JUST_ENOUGH, examples=10**9, size=10**12), endless) == ()


def test_everything_that_is_too_much_is_said_at_once() -> None:
    assert len(exceeded(TrainingFile(99, 99 * MB, 99, 99 * MB), FULL)) == 4


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.openai.com", "OpenAI"),
        ("API.OpenAI.com:443", "OpenAI"),
        ("me.openai.azure.com", "Azure OpenAI"),
        ("together.xyz", "Together"),
        ("nottogether.xyz", "this server"),
        ("api.openai.com.example.org", "this server"),
        ("127.0.0.1:8000", "this server"),
    ],
)
def test_a_provider_is_told_by_the_end_of_its_host(host: str, name: str) -> None:
    assert provider_of(host).name == name


def test_a_server_that_is_not_known_gets_what_all_providers_take_of_a_file() -> None:
    other = provider_of("localhost")
    assert other.most_examples == min(provider.most_examples or 10**9 for provider in PROVIDERS)
    assert other.largest_file == min(provider.largest_file or 10**12 for provider in PROVIDERS)
    assert other.most_pictures == min(provider.most_pictures for provider in PROVIDERS)


def test_a_file_is_measured_by_its_examples_with_pictures_at_their_real_size() -> None:
    lines = [chat_line(1, 300), b"\n", chat_line(3, 60), chat_line(2, 90)]
    assert measure_rows(lines) == TrainingFile(3, sum(map(len, lines)), 3, 300)
    text = {"messages": [{"role": "user", "content": "No picture."}]}
    assert measure_rows([json.dumps(text).encode()]).most_pictures == 0


@pytest.mark.parametrize(
    "line",
    [b"no json", b"{}", b"[]", b'{"messages": [{}]}', chat_line(1).replace(b"base64,", b"base64,?")],
    ids=["no JSON", "no messages", "a list", "no content", "a damaged picture"],
)
def test_another_form_is_no_file_to_train_on(line: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        measure_rows([line])
