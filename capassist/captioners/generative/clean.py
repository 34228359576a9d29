"""From a model's answer to the caption in it.

Models wrap captions in reasoning, greetings, labels, quotation marks, fences and markdown. Each step takes one of these
away and adds nothing, so that every word of the result is the model's, in its order. Also tells answers that are no
caption at all.
"""

import json
import re
from collections.abc import Callable

from capassist.llm.response_text import drop_reasoning, inside_fence
from capassist.text.chat_tokens import without_chat_tokens
from capassist.text.residue import OFFER, OPENER
from capassist.text.words import one_line, words

LONGEST_ANSWER = 5_000  # characters

_I = re.IGNORECASE
_FIGURE = r"(?:figures?|figs?\.?|abbildung|abb\.?|figura|рис\.?|рисунок|図|图)"
_NUMBER = r"(?:[A-Z]{0,2}\.?\d+(?:[.\-]\d+)*[a-z]?)"
_LABEL = (
    rf"(?:(?:target|the|new|final|suggested|proposed|generated)\s+)*(?:{_FIGURE}\s*(?:{_NUMBER}\s*[:.|]"
    rf"|{_NUMBER}\s+[–—-](?=\s)|(?:caption\s*)?{_NUMBER}?\s*:)|captions?(?:\s+{_NUMBER})?\s*:)"
)

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("``", "''"), ("`", "`"), ("'", "'"), ("‘", "’"))


def clean(answer: str) -> str:
    """Return the caption inside an answer as one line; an empty text when nothing else is left.

    Cleaning twice changes nothing. An answer longer than LONGEST_ANSWER without its reasoning holds no caption.
    """
    answer = drop_reasoning(without_chat_tokens(answer))
    if len(answer) > LONGEST_ANSWER:
        return ""
    while (cleaned := _once(answer)) != answer:
        answer = cleaned
    return answer


def is_failure(text: str) -> bool:
    """Tell whether a cleaned answer is no caption: empty, a placeholder ("nan"), a refusal or a question back."""
    spoken = words(text)
    return not any(character.isalpha() for word in spoken for character in word) or (
        _PLACEHOLDER.fullmatch(" ".join(spoken).lower()) is not None or _REFUSAL.match(text) is not None
    )


def _once(text: str) -> str:
    for step in STEPS:
        text = step(text)
    return text


# The steps ------------------------------------------------------------------------------------------------------------


def _inside_json(text: str) -> str:
    """Some servers and models answer in JSON unasked: {"caption": "…"}."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        record = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text
    texts = {name.lower(): value for name, value in record.items() if isinstance(value, str)}
    return texts.get("caption") or (next(iter(texts.values())) if len(record) == len(texts) == 1 else text)


def _first_option(text: str) -> str:
    """Several captions offered: the first. A numbered list that follows text of its own is part of a caption."""
    mark = (
        r"^[ \t]*[*#]*[ \t]*(?:(?:option|version|alternative|candidate|caption)[ \t]+(?:\d|[A-C])\b[^:\n]{0,40}:"
        r"|\d[.)])[ \t*]*"
    )
    marks = list(re.finditer(mark, text, re.MULTILINE | _I))
    before = text[: marks[0].start()].strip() if marks else ""
    if len(marks) > 1 and (not before or re.search(r"(?:captions?|options?|versions?)\b[^\n]*:$", before, _I)):
        return text[marks[0].end() : marks[1].start()]
    return re.split(r"\n[ \t]*\**(?:or|alternatively)\**[:,]?[ \t]*\n", text, maxsplit=1, flags=_I)[0]


def _inside_caption_macro(text: str) -> str:
    macro = re.search(r"^[ \t]*\\caption(?:of\{\w+\})?\*?\s*(?:\[[^\]]*\]\s*)?\{", text, re.MULTILINE)
    if not macro:
        return text
    depth = 1
    for brace in re.finditer(r"\\.|[{}]", text[macro.end() :], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return text[macro.end() : macro.end() + brace.start()]
    return text[macro.end() :]


def _drop_greeting(text: str) -> str:
    offer = (
        rf"(?:{OFFER}|i (?:propose|suggest)|i would suggest|my suggestion is)\s+"
        r"(?:an?|the|your|my|one|some|two|three|\d)\s+(?:[\w-]+\s+){0,4}captions?\b[^:\n]{0,90}:"
    )
    stated = r"(?:the|a|my)\s+(?:[\w-]+\s+){0,3}caption\s+(?:for|of)\s+[^:\n]{1,60}\s+(?:is|would be|could be)\s*:"
    # a first line that only announces a caption
    line = r"(?:[^\n]*\bcaptions?\b[^\n]*:[ \t*]*|[ \t#*]*captions?[ \t#*]*)\n"
    return re.sub(
        rf"\A\s*(?:{OPENER}(?:!|[,.:]?[ \t]*\n)\s*|(?:{OPENER}[,.!]\s*)?[*#]*(?:{offer}|{stated})\s*|{line})",
        "",
        text,
        flags=_I,
    )


def _drop_label(text: str) -> str:
    bold = rf"\A\s*(?:\*\*|__|\*|\\textbf\{{)\s*{_LABEL}\s*(?:\*\*|__|\*|\}})[ \t:.]*"
    return re.sub(rf"{bold}|\A\s*{_LABEL}(?=\s|\*|[\"“`]|\Z)", "", text, flags=_I)


def _drop_notes(text: str) -> str:
    """What a model says after the caption, from the start of a line.

    The phrase that nobody writes in one, from anywhere.
    """
    note = (
        r"(?:i hope (?:this|it)\b|feel free\b|please (?:note|let me)\b|this (?:version of the )?caption\b"
        r"|these captions\b|would you like\b|if you(?:['’]d| would)? (?:like|want|need|prefer)\b|\(?(?:word count"
        r"|length)\s*:|\(\d+ words\)|[*_(]*(?:note|explanation|rationale|reasoning"
        r"|justification)[*_]*:[^\n]*\b(?:caption|style|profile|tone)|(?:-{3,}|\*{3,})[ \t]*$)"
    )
    text = re.sub(rf"(?<=\S)\s*^[ \t]*{note}.*\Z", "", text, flags=_I | re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<=[.!?…\"”])\s+let me know (?:if|whether|in case)\b.*\Z", "", text, flags=_I | re.DOTALL)


def _drop_markdown(text: str) -> str:
    """Headings, bullets, rules and emphasis; never inside math, and never the stars of significance levels."""
    text = re.sub(r"^[ \t]*(?:(?:(?:#{1,6}|[-*•>])[ \t]+)+|(?:-{3,}|\*{3,})[ \t]*$)", "", text, flags=re.MULTILINE)
    emphasis = (
        r"(\$[^$]*\$)|(?<![\w*\\])(?<![^\W_]['’.,-])(\*{1,3})(?=[^\s*])((?:(?!\2|\n\n)[\s\S])*?[^\s*])\2(?![\w*]"
        r"|['’.,-][^\W_])"
    )
    return re.sub(emphasis, lambda match: match.group(1) or match.group(3), text)


def _drop_quotes(text: str) -> str:
    """Only a pair around all of it: "Left" and "right" stay."""
    text = text.strip()
    for opening, closing in _QUOTES:
        inner = text[len(opening) : -len(closing)]
        if text.startswith(opening) and text.endswith(closing) and opening not in inner and closing not in inner:
            return inner
    return text


STEPS: tuple[Callable[[str], str], ...] = (
    without_chat_tokens,
    drop_reasoning,
    inside_fence,
    _inside_json,
    _first_option,
    _inside_caption_macro,
    _drop_greeting,
    _drop_label,
    _drop_notes,
    _drop_markdown,
    _drop_quotes,
    one_line,
)

# Answers that are no caption ------------------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(
    r"nan|none|null|n a|unknown|todo|tbd|placeholder|(?:the )?(?:(?:target|profile) figure(?: image| caption)?|target"
    r"|image|figure|caption)(?: \d+)?|(?:img|para)-target|(?:insert |your )?caption here|not (?:applicable|available)"
    r"|no (?:answer|caption(?: \w+)?)"
)
_REFUSAL = re.compile(
    r"""\W*(?:
        (?:i['’]?\s?a?m|we\s+are|we['’]re)\s+(?:(?:very\s+|so\s+)?sorry|unable\s+to|not\s+able\s+to|afraid)\b
      | sorry(?:\s*[,.!;:—–]|\s+-)
      | (?:unfortunately|apologies|my\s+apologies|i\s+apologi[sz]e)\b
      | (?:i|we)\s+(?:cannot|can\s?not|can['’]t|could\s+not|couldn['’]t|do\s+not|don['’]t|lack|need\s+(?:more|the)
          |was\s+unable|were\s+unable)\b
      | as\s+an?\s+(?:ai|large\s+language|language)\b
      | (?:please|could\s+you|can\s+you)\s+(?:please\s+)?(?:provide|upload|share|send|attach)\b
      | (?:there\s+is\s+)?no\s+caption\s+(?:was\s+|is\s+|can\s+be\s+|could\s+be\s+)?(?:found|provided|available|given
          |generated|to\s+extract|in\s+the|for)\b
      | (?:a\s+|the\s+)?caption\s+(?:cannot|can\s?not|could\s+not)\s+be\b
      | (?:a\s+|the\s+)?caption\s+(?:is|was)\s+not\s+(?:provided|available|found)\b
      | unable\s+to\s+(?:generate|provide|create|write|see|view|determine|assist|extract)\b
      | the\s+(?:provided\s+|given\s+)?paragraphs?\s+(?:do|does)\s+not\s+(?:mention|contain|provide|describe)\b
      | (?:since|because|as|based\s+on\s+the\s+fact\s+that)\s+(?:the\s+|no\s+)?(?:target\s+)?(?:figure|image)s?\s+
          (?:image\s+)?(?:does\s+not|do\s+not|is\s+not|was\s+not|(?:is|was)\s+provided|cannot)\b
      | (?:the\s+)?target\s+figure(?:\s+image)?\s+(?:is|was|does|cannot|could)\s*n[o']t\b
      | no\s+(?:target\s+)?(?:image|figure)\s+(?:is|was|has\s+been)\s+(?:provided|attached|given)\b
    )""",
    _I | re.VERBOSE,
)


def has_uneven_braces(text: str) -> bool:
    """Tell whether braces are not in pairs, those that are printed aside: the answer was cut or is no whole LaTeX."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return True
    return depth > 0
