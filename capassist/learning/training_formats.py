"""Examples and pairs as the providers and trainers read them: a function for each form.

`openai` is the chat form of OpenAI, Azure, Together and Fireworks, pictures as data URLs, and OpenAI's and Together's
form of preferences. `trl` has the columns of TRL's vision trainers, `ms-swift` and `llama-factory` those trainers'
own, and `any-cap` is that of AnyCap's data (arXiv 2507.12841); in these, pictures are paths in the export's folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capassist.learning.examples import Example, PreferencePair
from capassist.llm.messages import Message, data_url, image_part, text_part
from capassist.model import Picture
from capassist.session.preferences import anycap_row

Row = dict[str, Any]
Files = Callable[[Picture], str]  # a picture's path in the folder of the export

_TAG = "<image>"  # where a picture belongs, in a trainer's text
_TAGS = ("<image>", "<video>", "<audio>")


@dataclass(frozen=True, slots=True)
class Form:
    """How rows are written for one kind of reader. `equal_pairs`: pairs of equals are of use to it."""

    name: str
    example: Callable[[Example, Files], Row] | None
    pair: Callable[[PreferencePair, Files], Row]
    equal_pairs: bool = True


# OpenAI, Azure, Together, Fireworks ----------------------------------------------------------------------------------


def _chat_example(example: Example, _files: Files) -> Row:
    return {"messages": [*example.messages, {"role": "assistant", "content": example.caption}]}


def _chat_pair(pair: PreferencePair, _files: Files) -> Row:
    shown = [image_part(pair.picture)] if pair.picture else []
    asked = {"role": "user", "content": [*shown, text_part(pair.prompt)]}
    return {
        "input": {"messages": [asked], "tools": [], "parallel_tool_calls": True},
        "preferred_output": [{"role": "assistant", "content": pair.chosen}],
        "non_preferred_output": [{"role": "assistant", "content": pair.rejected}],
    }


# TRL ------------------------------------------------------------------------------------------------------------------


def _trl_example(example: Example, files: Files) -> Row:
    prompt, images = _with_places(example, files)
    return {
        "paper": example.paper,
        "figure": example.figure,
        "profile": example.profile,
        "prompt": prompt,
        "completion": [_said(example.caption)],
        "images": images,
        "evidence": example.rewarded.evidence,
        "facts": list(example.rewarded.facts),
        "foreign": list(example.rewarded.foreign),
    }


def _trl_pair(pair: PreferencePair, files: Files) -> Row:
    place = [{"type": "image"}] if pair.picture else []
    return {
        "paper": pair.paper,
        "figure": pair.figure,
        "prompt": [{"role": "user", "content": [*place, text_part(pair.prompt)]}],
        "chosen": [_said(pair.chosen)],
        "rejected": [_said(pair.rejected)],
        "images": [files(pair.picture)] if pair.picture else [],
    }


def _said(text: str) -> Message:
    return {"role": "assistant", "content": [text_part(text)]}


def _with_places(example: Example, files: Files) -> tuple[list[Message], list[str]]:
    """Return the messages with a place for each picture, and the pictures' paths in that order."""
    named = {data_url(picture): files(picture) for picture in example.pictures}
    images: list[str] = []

    def placed(part: Mapping[str, Any]) -> Message:
        if part["type"] != "image_url":
            return dict(part)
        images.append(named[part["image_url"]["url"]])
        return {"type": "image"}

    messages = [{**message, "content": [placed(part) for part in _parts(message)]} for message in example.messages]
    return messages, images


def _parts(message: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    content = message["content"]
    return [text_part(content)] if isinstance(content, str) else content


# ms-swift and LLaMA-Factory -------------------------------------------------------------------------------------------


def _tagged_example(example: Example, files: Files) -> Row:
    prompt, images = _with_places(example, files)
    texts = [{"role": message["role"], "content": "\n".join(_tagged(message))} for message in prompt]
    return {"messages": [*texts, {"role": "assistant", "content": _without_tags(example.caption)}], "images": images}


def _swift_pair(pair: PreferencePair, files: Files) -> Row:
    asked, images = _tagged_question(pair, files)
    answer = {"role": "assistant", "content": _without_tags(pair.chosen)}
    return {"messages": [asked, answer], "rejected_response": _without_tags(pair.rejected), "images": images}


def _factory_pair(pair: PreferencePair, files: Files) -> Row:
    asked, images = _tagged_question(pair, files)
    sides = {"chosen": pair.chosen, "rejected": pair.rejected}
    answers = {side: {"role": "assistant", "content": _without_tags(text)} for side, text in sides.items()}
    return {"messages": [asked], **answers, "images": images}


def _tagged_question(pair: PreferencePair, files: Files) -> tuple[Message, list[str]]:
    tag = f"{_TAG}\n" if pair.picture else ""
    images = [files(pair.picture)] if pair.picture else []
    return {"role": "user", "content": tag + _without_tags(pair.prompt)}, images


def _tagged(message: Message) -> Iterator[str]:
    for part in message["content"]:
        yield _TAG if part["type"] == "image" else _without_tags(part["text"])


def _without_tags(text: str) -> str:
    """Return a text in which no tag stands for a picture: these trainers count them."""
    for tag in _TAGS:
        text = text.replace(tag, f"<{tag[1:-1]} >")
    return text


# AnyCap ---------------------------------------------------------------------------------------------------------------


def _anycap_pair(pair: PreferencePair, files: Files) -> Row:
    image = files(pair.picture) if pair.picture else None
    sides = _without_tags(pair.prompt), pair.chosen, pair.rejected
    return anycap_row(*sides, image=image, figure=pair.figure, decided_by=pair.decided_by)


FORMS = (
    # A pair of equals is paid for there, and its two sides cancel out.
    Form("openai", _chat_example, _chat_pair, equal_pairs=False),
    Form("trl", _trl_example, _trl_pair),
    Form("ms-swift", _tagged_example, _swift_pair),
    Form("llama-factory", _tagged_example, _factory_pair),
    Form("any-cap", None, _anycap_pair),
)
FACTORY_FILES = "dataset_info.json"  # by which LLaMA-Factory knows its files


def factory_info(files: Sequence[str]) -> dict[str, Any]:
    """Return what LLaMA-Factory needs to know of its files, by name."""
    return {
        file.partition("/")[2].removesuffix(".jsonl"): _factory_entry(file)
        for file in files
        if file.startswith("llama-factory/")
    }


def _factory_entry(file: str) -> dict[str, Any]:
    tags = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}
    columns = {"messages": "messages", "images": "images"}
    ranking = "preferences" in file
    entry: dict[str, Any] = {"file_name": file, "formatting": "sharegpt"}
    if ranking:
        columns |= {"chosen": "chosen", "rejected": "rejected"}
        entry["ranking"] = True
    return entry | {"columns": columns, "tags": {**tags, "system_tag": "system"}}
