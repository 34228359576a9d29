"""The words of each language that the guards know, from `words/*.toml`: opposites, colours, places, claims.

A language is a file: its tables are scales, and two entries of one scale contradict each other. A text in a language
that has no file has no such words, and nothing is said of it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from capassist.files import read_text
from capassist.text.language import language_of

_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says: its place on a scale, ("height", "up")."""

    scale: str
    value: str


@dataclass(frozen=True)
class Language:
    """The words of one language. `exact` and `beginnings` give the meanings, the longest beginning first."""

    name: str
    function: frozenset[str]
    negation: frozenset[str]
    exact: Mapping[str, tuple[Meaning, ...]]
    beginnings: tuple[tuple[str, Meaning], ...]
    claims: tuple[re.Pattern[str], ...]  # one for each kind
    descriptive: frozenset[str]  # those of their words that also only describe
    confidence: re.Pattern[str]  # said near the share of an interval: "95 % confidence"
    interval: re.Pattern[str]  # or right behind it: "95 % interval"
    unspaced: re.Pattern[str] | None  # the known words of a language that writes no spaces

    def meanings(self, word: str) -> tuple[Meaning, ...]:
        """Return what a word says; mostly nothing."""
        return _meanings(self.name, word.casefold())


@lru_cache(maxsize=32_768)
def _meanings(name: str, word: str) -> tuple[Meaning, ...]:
    language = languages()[name]
    if found := language.exact.get(word):
        return found
    return next(((meaning,) for start, meaning in language.beginnings if word.startswith(start)), ())


@cache
def languages() -> Mapping[str, Language]:
    """Return all languages that there are words of, by their code."""
    tables = sorted(Path(__file__).with_name("words").glob("*.toml"))
    return {table.stem: _language(table.stem, tomllib.loads(read_text(table))) for table in tables}


def _language(name: str, table: dict[str, Any]) -> Language:
    exact, beginnings = _entries(table)
    claims: dict[str, str] = table["claim"]
    function, negation = (frozenset(str(table[key]).casefold().split()) for key in ("function", "negation"))
    unspaced = None
    if _CJK.search(str(table["function"])):
        known = sorted({*exact, *negation, *" ".join(claims.values()).split()}, key=len, reverse=True)
        unspaced = re.compile("|".join(map(re.escape, known)))
    patterns = tuple(_pattern(words, spaced=unspaced is None) for words in claims.values())
    descriptive = frozenset(str(table.get("descriptive", "")).casefold().split())
    confidence, interval = (_pattern(str(table[key]), spaced=unspaced is None) for key in ("confidence", "interval"))
    return Language(
        name, function, negation, exact, tuple(beginnings), patterns, descriptive, confidence, interval, unspaced
    )


def _entries(table: dict[str, Any]) -> tuple[dict[str, tuple[Meaning, ...]], list[tuple[str, Meaning]]]:
    """Return what whole words mean, and what the beginnings of words do, the longest first."""
    exact: dict[str, tuple[Meaning, ...]] = {}
    beginnings: list[tuple[str, Meaning]] = []
    scales = ((scale, entries) for scale, entries in table.items() if scale != "claim" and isinstance(entries, dict))
    for scale, value, words in ((scale, value, words) for scale, entries in scales for value, words in entries.items()):
        meaning = Meaning(scale, value)
        for word in words.casefold().split():
            if word.endswith("*"):
                beginnings.append((word[:-1], meaning))
            else:
                exact[word] = (*exact.get(word, ()), meaning)
    return exact, sorted(beginnings, key=lambda pair: -len(pair[0]))


def _pattern(words: str, *, spaced: bool) -> re.Pattern[str]:
    inner = "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words.split())
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])" if spaced else inner, re.IGNORECASE)


def language_for(text: str, paper: str) -> Language | None:
    """Return the words of the language that a text is in, or else its paper; None where there are none of it."""
    code = language_of(text) or language_of(paper)  # a text may be too short to tell
    return languages().get(code) if code else None
