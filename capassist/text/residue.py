r"""What a chat model says around a caption: greetings, offers, notes, refusals, its reasoning, and marks of its
interface.

One list for all who ask: the guards of a draft, the rules of a paper, and the cleaning of a model's answer. A passage
counts where no author would write it in a caption; "Of course, options differ" and "Target figure of merit" are an
author's.
"""

import re
from collections.abc import Iterator

from capassist.model import Span
from capassist.text.chat_tokens import chat_token_spans

REASONING = r"(?:think|thinking|thought|reasoning)"  # the names of tags around what a model thinks
OPENER = r"(?:sure(?:\s+thing)?|certainly|of\s+course|absolutely|okay|ok|great(?:\s+question)?)"
OFFER = r"(?:here(?:['’]s|\s+is|\s+are)|below\s+(?:is|are)|this\s+is|the\s+following\s+is)"

_RESIDUE = re.compile(
    rf"""
      ^\s*<{REASONING}>                                              # <think>The author is brief.
    | ^[^<]*</{REASONING}>                                           # whose beginning the server dropped
    | ^\s*{OPENER}\s*!                                               # Certainly! Run time of both parsers.
    | (?<=[.!?:]\s){OPENER}\s*!
    | ^\s*(?:sure(?:\s+thing)?|okay|ok|absolutely)\s*[,.:]\s         # Sure, run time of both parsers.
    | ^\s*(?:certainly|of\s+course)\.\s                              # "Certainly, valid run times" is an author's
    | (?:^|(?<=[.!?:,]\s))\s*{OFFER}\s+(?:an?|the|your|my|one|some|two|three)\b[^.:]{{0,60}}
      \b(?:captions?|versions?|drafts?|descriptions?|suggestions?|rewrites?)\b   # Here's a revised version
    | (?:^|(?<=[.!?:]\s))\s*(?:I\s+hope\s+(?:this|it)\s+helps|feel\s+free\s+to
      |would\s+you\s+like\s+me\s+to|do\s+you\s+want\s+me\s+to)\b
    | (?:^|(?<=[.!?:…]\s)|(?<=[”"]\s))\s*(?:please\s+)?let\s+me\s+know\b         # Let me know if it should be shorter.
    | ^\s*[*_\#]*(?:(?:figure|revised|suggested|proposed|improved|new|final|short|long)\s+)?caption
      (?:\s+\d+)?[*_]*\s*:(?=\s|\*|_)
    | (?<=[.!?:]\s)(?:(?:revised|suggested|proposed|improved|new|final|short|long)\s+)?caption(?:\s+\d+)?\s*:(?=\s)
    | \boption\s+(?:\d+|[A-C])\s*\([^)]*(?:concise|detailed|short|long|formal|technical)[^)]*\)\s*:
    | \bas\s+an?\s+(?:AI|large|artificial|language)(?:\s+language|\s+intelligence)?(?:\s+model|\s+assistant)\b
    | \bI(?:['’]m|\s+am)\s+(?:sorry|unable\s+to|not\s+able\s+to)\b
    | \bI\s+(?:cannot|can['’]t|can\s+not)\s+(?:see|view|access|provide|assist
      |determine|identify|generate|describe|read)\b
    | \bunable\s+to\s+(?:generate|provide|create|write|view)\s+(?:an?|the|this)\s+(?:caption|image|figure|description)\b
    | \b(?:based\s+on|according\s+to|as\s+(?:seen|shown|described)\s+in)
      \s+the\s+provided\s+(?:image|figure|paragraphs?|text)\b
    | \bthe\s+target\s+figure(?:\s+image)?\s+(?:shows?|depicts?|displays?|illustrates?
      |presents?|compares?|is|image|caption)\b
    | \bin\s+this\s+(?:figure|image|picture|plot|graph),?\s+(?:we|you|one)\s+can\s+(?:see|observe)\b
    | ^\s*(?:this|the)\s+(?:image|picture)\s+(?:shows|depicts|displays)\b
    | (?:^|(?<=[.!?]\s))\s*\(?(?:this|the\s+above)\s+caption
      \s+(?:follows|keeps|matches|mirrors|adheres|aims|uses|emphasi[sz]es|highlights)\b
    | \(?\b(?:word|character)\s+count\s*[:=] | \b\d+[-\s]word\s+summary\b
    | \billustrative,?\s+(?:please\s+)?fill\s+in\b
    | \[(?:insert|add|your|describe|fill)\b[^\]]{{2,60}}\]               # [insert method name here]
    # Marks of chat pages
    | :contentReference\[ | oaicite | utm_source=(?:chatgpt|openai) | turn\d+(?:search|view|image)\d+
    """,
    re.IGNORECASE | re.VERBOSE,
)


def residue_spans(text: str) -> Iterator[Span]:
    """Yield the ranges of what a chat model said to its user, in order."""
    yield from sorted((*_passages(text), *chat_token_spans(text)))


def _passages(text: str) -> Iterator[Span]:
    for match in _RESIDUE.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield start, match.start() + len(match.group().rstrip())
