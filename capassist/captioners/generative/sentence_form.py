"""Captions asked for sentence by sentence: what each may rest on, the JSON form of the answer, and how it is read.

Models write LaTeX into JSON with single backslashes. Some of these are no JSON ("\\alpha"), others are silently another
character (the tab in "\\tau"): both are read as the commands that they are.
"""

import json
import re
from collections.abc import Collection, Sequence
from textwrap import shorten
from typing import Any

from capassist.captioners.generative.clean import clean
from capassist.llm.response_text import unwrapped
from capassist.model import CaptionRequest, GroundedSentence
from capassist.model.drafting import INFERRED
from capassist.text.chat_tokens import without_chat_tokens
from capassist.text.commands import commands_in, is_known
from capassist.text.sentences import caption_sentences
from capassist.text.words import one_line

_SENTENCES, _TEXT, _GROUNDS, _DISAGREE = "sentences", "text", "rests_on", "disagree"
_NO_WORDS = frozenset({"", "none", "no", "nothing", "n/a", "null", "false"})
_LONGEST_DISAGREEMENT = 300  # characters
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[A-Za-z]+|.)", re.DOTALL)
_JSON_START = re.compile(r'\s*\[?\s*\{\s*"[^"]*(?:"\s*:|\Z)')
_CONTROLS = "bfnrtu"  # the letters that stand for a character behind a backslash in JSON


def possible_grounds(request: CaptionRequest, *, pictured: bool) -> tuple[str, ...]:
    """Return what a sentence of the caption may rest on, by the names that the request gives it."""
    figure = request.figure
    paragraphs = (f"paragraph {number}" for number in range(1, len(figure.mentions) + 1))
    read = ("data",) if figure.drawing or figure.drawn_text else ()
    return (*(("picture",) if pictured else ()), *paragraphs, *read, "context", INFERRED)


def sentence_form(grounds: Sequence[str]) -> dict[str, Any]:
    """Return the JSON schema of an answer by sentence."""
    rests_on = {"type": "array", "items": {"type": "string", "enum": list(grounds)}}
    sentence = {
        "type": "object",
        "additionalProperties": False,
        "required": [_TEXT, _GROUNDS],
        "properties": {_TEXT: {"type": "string"}, _GROUNDS: rests_on},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [_SENTENCES, _DISAGREE],
        "properties": {_SENTENCES: {"type": "array", "items": sentence}, _DISAGREE: {"type": "string"}},
    }


def sentences_in(
    answer: str, grounds: Collection[str], commands: Collection[str] | None
) -> tuple[GroundedSentence, ...] | None:
    """Return the sentences of an answer, each with those of the `grounds` that it names; None for another form.

    What names none of them is inferred. `commands` are those of the quoted LaTeX; None where the caption is none.
    """
    text = unwrapped(without_chat_tokens(answer))
    entries = _entries(text if commands is None else _with_commands(text, commands))
    if not entries:
        return None
    found = [_sentence(entry, grounds) for entry in entries]
    whole = [sentence for sentence in found if sentence is not None]
    return tuple(sentence for sentence in whole if sentence.text) if len(whole) == len(found) else None


def disagreement_in(answer: str) -> str:
    """Return in what picture and paragraphs disagree, as an answer by sentence says it; nothing where it says none."""
    said = _record(unwrapped(without_chat_tokens(answer))).get(_DISAGREE)
    words = shorten(said, _LONGEST_DISAGREEMENT, placeholder=" …") if isinstance(said, str) else ""
    return "" if words.casefold().rstrip(".") in _NO_WORDS else words


def is_half_form(answer: str) -> bool:
    """Tell whether an answer was meant to be JSON and cannot be read as a caption: it is no text for a reader."""
    text = clean(answer)
    return re.search(rf'"{_SENTENCES}"\s*:', text) is not None or _JSON_START.match(text) is not None


def placed(sentences: Sequence[GroundedSentence], caption: str, pieces: Sequence[str]) -> tuple[GroundedSentence, ...]:
    """Return the sentences as the caption has them, so that put together they are the caption; nothing where it has
    others.

    `pieces` are the sentences' texts as they are expected in the caption: what was cleaned away at its head, or
    escaped, may make them differ.
    """
    starts = _starts(caption, pieces) or _starts(caption, caption_sentences(caption))
    if not starts or len(starts) != len(sentences):
        return ()
    ends = (*starts[1:], len(caption))
    return tuple(
        GroundedSentence(caption[start:end], sentence.grounds)
        for start, end, sentence in zip((0, *starts[1:]), ends, sentences, strict=True)
    )


def _starts(caption: str, pieces: Sequence[str]) -> list[int] | None:
    """Return where the pieces begin in a caption that they make up but for spaces; None where they do not."""
    starts, end = [], 0
    for piece in pieces:
        start = caption.find(piece, end)
        if start < 0 or caption[end:start].strip():
            return None
        starts.append(start)
        end = start + len(piece)
    return None if caption[end:].strip() else starts


def _entries(text: str) -> list[Any]:
    entries = _record(text).get(_SENTENCES)
    return entries if isinstance(entries, list) else []


def _record(text: str) -> dict[str, Any]:
    """Return the JSON object in a text; an empty one where there is none."""
    try:
        record = json.loads(text[text.find("{") : text.rfind("}") + 1], strict=False)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _sentence(entry: Any, grounds: Collection[str]) -> GroundedSentence | None:
    text = entry.get(_TEXT) if isinstance(entry, dict) else None
    named = entry.get(_GROUNDS) if isinstance(entry, dict) else None
    if not isinstance(text, str):
        return None
    known = [name for name in named if name in grounds] if isinstance(named, list) else []
    return GroundedSentence(one_line(text), tuple(dict.fromkeys(known)) or (INFERRED,))


def _with_commands(text: str, commands: Collection[str]) -> str:
    """Return JSON in which the backslashes of LaTeX are doubled where a model forgot it."""

    def doubled(match: re.Match[str]) -> str:
        escape = match.group()
        name = escape[1:]
        if name in {"\\", '"', "/"} or re.fullmatch("u[0-9a-fA-F]{4}", name):
            return escape
        if name[0] in _CONTROLS[:-1] and name not in commands and not is_known(name):
            return escape
        return f"\\{escape}"

    return _ESCAPE.sub(doubled, text)


def quoted_commands(texts: Collection[str]) -> frozenset[str]:
    """Return the names of the LaTeX commands in the texts that were sent."""
    return frozenset(name for text in texts for name, _, _ in commands_in(text))
