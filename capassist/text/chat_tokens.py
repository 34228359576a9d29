"""Tokens of chat templates, which servers and models leave in an answer: "<|im_end|>", "</s>", "<end_of_turn>".

The known ones are taken away; what has the same look and is not known is found, so that it can be said.
"""

import re
from collections.abc import Iterator

from capassist.model import Span

# A token of its own look: "<|im_end|>", "<|begin_of_box|>", "<｜end▁of▁sentence｜>".
_PIPED = r"<\s?[|｜][^<>\n]{1,40}?[|｜]\s?>"
_NAMED = (
    r"</?(?:s|bos|eos|pad|unk|mask|sep|cls|start_of_turn|end_of_turn|end_of_utterance|start_of_image|end_of_text"
    r"|image_soft_token|unused\d{1,3}|answer|response|caption|output|row_\d+_col_\d+|global-img)>"
    r"|<fake_token_around_image>|<image>|\[/?INST\]|<</?SYS>>|\[/?(?:THINK|SYSTEM_PROMPT|AVAILABLE_TOOLS)\]"
    r"|</?(?:box|ref|quad|point|boxed|begin_of_box|end_of_box)>"
)
TOKEN = re.compile(rf"{_PIPED}|{_NAMED}", re.IGNORECASE)
# Where a model writes in channels, the last final one is the answer (OpenAI's harmony format).
_FINAL_CHANNEL = re.compile(
    r"<\|channel\|>\s*final\b[^<]*<\|message\|>(?P<said>.*?)(?=<\|(?:end|return|start|call)\|>|\Z)", re.DOTALL
)
_OTHER_CHANNEL = re.compile(
    r"<\|channel\|>\s*(?:analysis|commentary)\b[^<]*<\|message\|>.*?(?:<\|(?:end|return|call)\|>|\Z)", re.DOTALL
)
_START = re.compile(r"<\|start\|>\s*(?:assistant|system|developer|user)?", re.IGNORECASE)
# The reasoning of models that mark it with tokens: Kimi's, Gemma's, Mistral's.
_THOUGHT = re.compile(
    r"◁think▷.*?◁/think▷|<unused94>\s*thought\b.*?<unused95>|\[THINK\].*?\[/THINK\]|<\|thinking\|>.*?<\|/thinking\|>",
    re.DOTALL | re.IGNORECASE,
)
_ROLE = re.compile(
    r"<\|(?:im_start|start_header_id)\|>\s*(?:assistant|model)?\s*(?:<\|end_header_id\|>)?", re.IGNORECASE
)
_TURN = re.compile(r"<start_of_turn>\s*(?:model)?", re.IGNORECASE)
# What remains of a channel's or a turn's name: "thought" or "final" on a line of its own.
_BARE_NAME = re.compile(r"\A\s*(?:thought|final|assistant|model|assistantfinal)[ \t]*\n+", re.IGNORECASE)
_UNKNOWN = re.compile(r"<\s?[|｜][^<>\n]{1,40}?[|｜]\s?>|[◁][^▷\n]{1,30}[▷]|<\|\w{3,}|\w{3,}\|>")


def without_chat_tokens(text: str) -> str:
    """Return an answer without tokens of chat templates and without the channels that are no answer."""
    finals = list(_FINAL_CHANNEL.finditer(text))
    text = finals[-1]["said"] if finals else _OTHER_CHANNEL.sub("", text)
    for pattern in (_THOUGHT, _START, _ROLE, _TURN):
        text = pattern.sub("", text)
    text = re.sub(r"<\|channel\|>\s*\w*", "", text)
    return _BARE_NAME.sub("", TOKEN.sub("", text))


def chat_token_spans(text: str) -> Iterator[Span]:
    """Yield the ranges of what looks like a token of a chat template, known or not."""
    for match in _UNKNOWN.finditer(text):
        yield match.span()
