"""LaTeX text cut into parts: words, macros, keys, maths, braces. What a part is decides how its characters are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from capassist.text.latex_groups import group_end

# Macros whose arguments are keys, addresses, units or code, where "_" and "&" stand for themselves.
_KEYED = re.compile(
    r"[A-Za-z]*(?:ref|cite|label|url|gls|acr)[A-Za-z]*|[Cc]refrange|[Gg]ls|[Aa]c[slf]?|path|href|hyperlink|hypertarget"
    r"|ensuremath|SI|si|num|qty|unit|ang|SIrange|numrange|qtyrange|ce|cf|lstinline|mintinline|detokenize"
)
_FIRST_ARGUMENT_ONLY = frozenset("href hyperlink hypertarget".split())
_OPTION_ONLY = frozenset(["hyperref"])
_TEXT_MACRO = re.compile(r"text[a-z]+|emph|underline|uline|footnote|[a-z]*box|so|hl|bf|it|tt|rm|sf|sc|em")
_KEY = re.compile(r"[\w:./,*+-]+")
_OPTION = re.compile(r"\*|\[[^\[\]{}$\\]*\]")
_CONTROL_SYMBOLS = frozenset("%&#_$ {}\\,;:!-/'`^\"~=.@|>+*<\n")
_CLOSING = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.|\Z)|[{}$]", re.DOTALL)

Kind = Literal["text", "macro", "key", "maths", "display", "open", "close", "lone"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a text.

    "maths" and "display" come with their delimiters and whole; "lone" is a delimiter of maths without a partner. "key"
    is an argument with its brackets whose characters stand for themselves. A backslash that begins no macro is "text".
    """

    kind: Kind
    start: int
    end: int


def segments(text: str) -> Iterator[Segment]:
    """Yield the parts of a text in order and without gaps."""
    position = 0
    while position < len(text):
        token = TOKEN.search(text, position)
        start = token.start() if token else len(text)
        if start > position:
            yield Segment("text", position, start)
        if token is None:
            return
        for segment in _from_token(text, token):
            yield segment
            position = segment.end


def _from_token(text: str, token: re.Match[str]) -> Iterator[Segment]:
    value, start, end = token.group(), token.start(), token.end()
    if value in {"{", "}"}:
        yield Segment("open" if value == "{" else "close", start, end)
    elif value in _CLOSING:
        yield _maths(text, start)
    elif value in _CLOSING.values():
        yield Segment("lone", start, end)
    elif value[1:].isascii() and value[1:].isalpha():
        yield Segment("macro", start, end)
        yield from _keys(text, end, value[1:])
    elif value[1:] in _CONTROL_SYMBOLS:
        yield Segment("macro", start, end)
    else:
        yield Segment("text", start, start + 1)


def _maths(text: str, start: int) -> Segment:
    """Return the maths that begins at `start`, or its lone delimiter where nothing closes it."""
    opening = text[start : start + 2] if text[start] == "\\" or text.startswith("$$", start) else "$"
    end = _maths_end(text, start + len(opening), _CLOSING[opening])
    if end is None or (opening == "$" and _is_money(text[start + 1 : end - 1], text[end : end + 1])):
        return Segment("lone", start, start + (2 if text[start] == "\\" else 1))
    return Segment("display" if opening in {"$$", r"\["} else "maths", start, end)


def _maths_end(text: str, start: int, closing: str) -> int | None:
    """Return where the delimiter ends that closes maths, outside of all groups in it; None where there is none."""
    depth = 0
    for token in TOKEN.finditer(text, start):
        depth += (token.group() == "{") - (token.group() == "}")
        if depth < 0:
            return None
        if depth == 0 and text.startswith(closing, token.start()):
            return token.start() + len(closing)
    return None


def _is_money(content: str, following: str) -> bool:
    """Tell "$5 and $6" or "$5-$10" from maths."""
    if not content[:1].isdigit() or re.search(r"[\\^_=]", content):
        return False
    between_words = content[-1:].isspace() and re.search(r"[^\W\d_]{2}", content)
    return bool(between_words or (content[-1:] in "-−" and following.isdigit()))


def _keys(text: str, position: int, macro: str) -> Iterator[Segment]:
    """Yield the arguments right after a macro where they are keys; optional arguments before them are text.

    The argument of an unknown macro is a key when it looks like one: the paper's own macros refer to figures, too.
    """
    keyed = _KEYED.fullmatch(macro) is not None
    if not keyed and _TEXT_MACRO.fullmatch(macro):
        return
    while keyed and (option := _OPTION.match(text, position)):
        yield Segment("key" if macro in _OPTION_ONLY else "text", position, option.end())
        position = option.end()
    if macro not in _OPTION_ONLY:
        yield from _key_groups(text, position, macro, keyed=keyed)


def _key_groups(text: str, position: int, macro: str, *, keyed: bool) -> Iterator[Segment]:
    """Yield the groups that begin at a position and are keys: the first or all of a `keyed` macro's, and what looks
    like keys."""
    while (closing := _closing_brace(text, position)) is not None:
        if not keyed and not _KEY.fullmatch(text, position + 1, closing):
            return
        yield Segment("key", position, closing + 1)
        position = closing + 1
        if macro in _FIRST_ARGUMENT_ONLY:
            return


def _closing_brace(text: str, position: int) -> int | None:
    """Return where the group that begins at a position closes; None where none begins there, or it is open."""
    return group_end(text, position) if text.startswith("{", position) else None
