"""What a server gets for a figure of a real draft, by every size of the profile and both prompts, down to the bytes on the wire."""

import base64
import json
import struct
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.learning.model_history import note_trained, open_history
from capassist.testing import ChatServer, chat_answer

FIGURES = ("first", "second", "third", "fourth")
WIDTHS = {name: 20 + place for place, name in enumerate((*FIGURES, "target"))}  # pixels; tells whose picture it is


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A paper with four captions, and a fifth figure whose own caption must not leave."""
    from PIL import Image

    floats = []
    for name, width in WIDTHS.items():
        Image.new("RGB", (width, 10), "white").save(tmp_path / f"{name}.png")
        caption = "CANARY of the target" if name == "target" else f"Caption of the {name}"
        floats.append(
            f"Figure~\\ref{{fig:{name}}} shows the {name} sample.\n\nIt was kept cold.\n\n\\begin{{figure}}\\includegraphics{{{name}}}"
            f"\\caption[CANARY]{{{caption}.}}\\label{{fig:{name}}}\\end{{figure}}\n\n"
        )
    front = r"\title{On Samples}\begin{document}\maketitle\begin{abstract}We look at samples.\end{abstract}"
    body = f"\\documentclass{{article}}\n{front}\n\n{''.join(floats)}\\end{{document}}\n"
    (tmp_path / "main.tex").write_text(body, newline="")
    return tmp_path


def parts_sent(draft: Path, *options: object) -> tuple[dict, list[str]]:
    """Return the request's body, and its parts: texts as they are, pictures as <name>."""
    names = {width: name for name, width in WIDTHS.items()}
    with ChatServer(chat_answer("Samples by kind.")) as server:
        command = ["suggest", str(draft), "--figure", "fig:target", "--server", server.url, "--model", "eyes"]
        result = CliRunner().invoke(app, [*command, *map(str, options)])
        assert result.exit_code == 0, result.output
    (received,) = server.requests
    body = received.json()
    shown = []
    for part in body["messages"][1]["content"]:
        if part["type"] == "text":
            shown.append(part["text"])
        else:
            data = base64.b64decode(part["image_url"]["url"].removeprefix("data:image/png;base64,"))
            shown.append(f"<{names[struct.unpack('>I', data[16:20])[0]]}>")
    return body, shown


@pytest.mark.parametrize("command", [r"\ab", r"\todo", r"\deleted"])
@pytest.mark.parametrize("options", [(), ("--instruction", "shorter")], ids=["draft", "change"])
def test_what_authors_say_to_each_other_in_a_caption_stays_there(
    draft: Path, command: str, options: tuple[str, ...]
) -> None:
    main = draft / "main.tex"
    text = main.read_text().replace(r"\title{", r"\newcommand{\ab}[1]{\textcolor{red}{[AB: #1]}}\title{", 1)
    text = text.replace("Caption of the first.", f"Caption of the first. {command}{{SECRET of the {{first}}.}}")
    main.write_text(text.replace("CANARY of the target.", f"Sample of the target. {command}{{SECRET of the target.}}"))
    for prompt in ("own", "lamp-cap"):
        body, _ = parts_sent(draft, "--prompt", prompt, "--profile", "all", *options)
        assert "SECRET" not in json.dumps(body)
        assert "Caption of the first" in json.dumps(body)


@pytest.mark.slow
@pytest.mark.parametrize(("profile", "size"), [("none", 0), ("one", 1), ("2", 2), ("all", 4)])
@pytest.mark.parametrize("prompt", ["own", "lamp-cap"])
def test_the_right_pictures_captions_and_paragraphs_in_the_right_order(
    draft: Path, prompt: str, profile: str, size: int
) -> None:
    body, parts = parts_sent(draft, "--profile", profile, "--prompt", prompt)
    pictures = [part for part in parts if part.startswith("<")]
    assert len(pictures) == size + 1
    assert len(set(pictures)) == size + 1
    assert pictures[-1] == "<target>"
    text = "\n".join(parts)
    assert "CANARY" not in json.dumps(body)
    place = text.index("<target>")
    assert place < text.index(r"Figure~\ref{fig:target} shows the target sample.")
    for number, name in enumerate((picture[1:-1] for picture in pictures[:-1]), 1):
        paragraph = rf"Figure~\ref{{fig:{name}}} shows the {name} sample."
        assert (paragraph in text) is (prompt == "lamp-cap")
        shown = [f"Image {number}:", f"<{name}>", *([paragraph] if prompt == "lamp-cap" else [])]
        places = [text.index(piece) for piece in (*shown, f"Caption of the {name}.")]
        assert places == sorted(places)
        assert places[-1] < place
    for name in set(FIGURES) - {picture[1:-1] for picture in pictures}:
        assert f"Caption of the {name}" not in text
    if prompt == "own":
        assert text.index("On Samples") > text.index("<")
        assert "We look at samples." not in text  # captions of four words take nothing from an abstract


@pytest.mark.parametrize("prompt", ["own", "lamp-cap"])
@pytest.mark.parametrize(
    "options",
    [(), ("--kind", "short"), ("--candidates", 2), ("--instruction", "more formal")],
    ids=["first", "short", "several", "changed"],
)
def test_every_request_is_valid_by_the_api_s_own_types(draft: Path, prompt: str, options: tuple[object, ...]) -> None:
    from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
    from pydantic import ConfigDict, TypeAdapter, with_config

    with ChatServer(chat_answer("Samples by kind.")) as server:
        command = ["suggest", str(draft), "--figure", "fig:target", "--server", server.url, "--model", "eyes"]
        CliRunner().invoke(app, [*command, "--prompt", prompt, *map(str, options)])
    with_config(ConfigDict(extra="forbid"))(CompletionCreateParamsNonStreaming)
    adapter = TypeAdapter(CompletionCreateParamsNonStreaming)
    assert server.requests
    for received in server.requests:
        adapter.validate_python(received.json())


def test_only_a_change_of_the_own_caption_sends_it(draft: Path) -> None:
    body, parts = parts_sent(draft, "--instruction", "more formal")
    holding = [part for part in parts if "CANARY" in part]
    assert len(holding) == 1
    assert "CANARY of the target." in holding[0]
    assert "more formal" in holding[0]
    assert "CANARY" not in body["messages"][0]["content"]


def test_what_the_venue_decides_of_the_style_is_said(draft: Path) -> None:
    (draft / "capassist.toml").write_text('[check]\nvenue = "science"\n')
    _, parts = parts_sent(draft)
    (said,) = [part for part in parts if "How the author writes captions" in part]
    assert '- calls other figures "Fig."' in said
    assert "- a full stop at the end" in said


@pytest.mark.parametrize(
    ("trained", "options", "by_sentence"),
    [
        ("eyes", (), False),
        ("other", (), True),
        ("eyes", ("--prompt", "own"), True),
        ("other", ("--prompt", "plain"), False),
    ],
    ids=["trained here", "another model", "asked for", "trained elsewhere"],
)
def test_a_model_that_was_trained_on_exported_rows_is_asked_as_they_ask(
    draft: Path, trained: str, options: tuple[str, ...], *, by_sentence: bool
) -> None:
    with ChatServer(chat_answer("Samples by kind.")) as server:
        with open_history() as history:
            note_trained(history, {"server": server.url, "model": trained, "job": "j1"})
        command = ["suggest", str(draft), "--figure", "fig:target", "--server", server.url, "--model", "eyes"]
        result = CliRunner().invoke(app, [*command, "--json", *options])
    assert result.exit_code == 0, result.output
    body = server.requests[0].json()
    assert ("response_format" in body) is by_sentence
    assert ("rests_on" in body["messages"][0]["content"]) is by_sentence
