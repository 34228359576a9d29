r"""The keys that commands point with, \ref{fig:a}, \citep{Smith2010}, \gls{cpu}: which a text has, and which of them a
draft sets."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from capassist.model import Manuscript, Span
from capassist.text.segments import segments

PointerKind = Literal["label", "citation", "entry"]

_CITES = re.compile(r"(?!citetext|citestyle|citesetup|citereset|citealias|nocite)[A-Za-z]*?[cC]ite[a-zA-Z]*")
# Of glossaries, glossaries-extra, acro and acronym: what prints an entry.
_PRINTS_ENTRY = re.compile(
    r"(?:gls|Gls|GLS)(?:xtr(?:short|long|full)|text|name|first|symbol|desc|disp|link|entry(?:text|name|long|short))?"
    r"(?:pl(?:ural)?)?|[aA]cr(?:short|long|full)(?:pl)?|(?P<short>[aA]c(?:s|l|f|fi)?p?)"
)
_GLOSSARY_PACKAGES = frozenset("glossaries glossaries-extra acro acronym nomencl glossaries-prefix".split())
_ALL_ARGUMENTS = re.compile(r"[a-z]*[cC]ites|[cCv]refrange|Vrefrange|vrefrange")  # each is a key
_TEXT_ONLY = frozenset("href refstepcounter hypertarget label".split())
_COMMENT = re.compile(r"(?<!\\)%[^\r\n]*")
_WRITTEN_OUT = re.compile(r"[^\\#{}]*")  # no key that a macro or an argument makes
_NEAR = 0.7  # of a key's characters, as difflib counts them, are another's


@dataclass(frozen=True, slots=True)
class PointerKey:
    """One key of a command in a text; `span` is that of the command with its arguments."""

    kind: PointerKind
    command: str  # without backslash
    key: str
    span: Span


@lru_cache(maxsize=256)
def pointer_keys(text: str, reference_commands: frozenset[str]) -> tuple[PointerKey, ...]:
    """Return the keys of a source in order. `reference_commands` are those that refer to labels."""
    return tuple(_pointer_keys(_COMMENT.sub(lambda match: " " * len(match.group()), text), reference_commands))


def _pointer_keys(text: str, reference_commands: frozenset[str]) -> Iterator[PointerKey]:
    name, start, kind, given = "", 0, None, 0
    for segment in segments(text):
        written = text[segment.start : segment.end]
        if segment.kind == "macro":
            name, start, given = written[1:], segment.start, 0
            kind = _kind(name, reference_commands)
        elif segment.kind == "key" and kind:
            given += 1
            if given == 1 or _ALL_ARGUMENTS.fullmatch(name):
                for key in written[1:-1].split(","):
                    if _WRITTEN_OUT.fullmatch(key):
                        yield PointerKey(kind, name, key.strip(), (start, segment.end))


def _kind(name: str, reference_commands: frozenset[str]) -> PointerKind | None:
    if name in _TEXT_ONLY:
        return None
    if name in reference_commands:
        return "label"
    if _CITES.fullmatch(name):
        return "citation"
    return "entry" if _PRINTS_ENTRY.fullmatch(name) else None


def prints_entry_certainly(command: str, manuscript: Manuscript) -> bool:
    r"""Tell whether a command prints an entry of a glossary: \ac is a macro of many papers' own."""
    match = _PRINTS_ENTRY.fullmatch(command)
    if match is None or not match["short"]:
        return match is not None
    return bool(_GLOSSARY_PACKAGES.intersection(manuscript.packages) or manuscript.glossary.keys)


def near_key(key: str, known: Iterable[str]) -> str:
    """Return the key that is nearest to another as it is written; empty where none is near."""
    return next(iter(get_close_matches(key, sorted(known), n=1, cutoff=_NEAR)), "")


def takes_labels(manuscript: Manuscript) -> bool:
    """Tell whether a draft takes labels from other documents."""
    packages = {"xr", "xr-hyper", "zref-xr"} & set(manuscript.packages)
    return bool(packages) or "\\externaldocument" in manuscript.preamble


def set_otherwise(key: str, text: str, reference_commands: Collection[str]) -> bool:
    """Tell whether a command or an option that does not point has the key, or what stands behind its colon, and may
    set it: those of packages for algorithms, listings, theorems and abbreviations do."""
    name = "|".join(re.escape(part) for part in (key, key.partition(":")[2]) if part)
    given = re.compile(
        rf"\\([A-Za-z@]+)\*?(?:\[[^\[\]]*\]|\{{[^{{}}]*\}})*\{{(?:{name})\}}|\blabel\s*=\s*\{{?(?:{name})(?![\w:-])"
    )
    return any(not _points(match[1] or "", reference_commands) for match in given.finditer(text))


def _points(command: str, reference_commands: Collection[str]) -> bool:
    if "ref" in command.lower() or command in reference_commands:
        return True
    return bool(_CITES.fullmatch(command) or _PRINTS_ENTRY.fullmatch(command))
