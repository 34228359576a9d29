"""Who acts in a caption, in English and German: of other languages nothing is said, for their passives are not known.

A German participle stands at the end of its clause, or right before its verb: "werden Aktionen ausgeführt", "wenn
Aktionen ausgeführt werden".
"""

import re
from functools import lru_cache

from capassist.model import Voice
from capassist.text.language import language_of

_ENGLISH_PASSIVE = (
    r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+)?(?!between|often|even\b|open\b|then|when|seven|ten\b|red\b"
    r"|down)(?:\w+(?:ed|en|wn)|made|found|seen)\b"
)
_STRONG = (  # what is left of a German participle behind "ver-", "be-", "ent-": infinitives end in -en too
    r"(?:schrieben|glichen|funden|nommen|standen|schlossen|halten|loren|wiesen|zogen|bunden|troffen|sprochen|geben|"
    r"lassen|schoben|laden|worfen|brochen|griffen|messen|fahren|teilt|trieben|ordnen|wendet|bogen|stellt)"
)
_NO_PARTICIPLE = r"(?!(?:da|hin|ent)?gegen\b|geht\b|gehört\b|gelingt\b|genügt\b|geringen\b|genauen\b|gesamt\b)"
_PARTICIPLE = (
    rf"\b{_NO_PARTICIPLE}(?:[a-zäöüß]*ge[a-zäöüß]+(?:t|en)|[a-zäöüß]*(?:be|ver|er|ent|emp|zer|über|unter|wider|hinter)"
    rf"(?:[a-zäöüß]+t|{_STRONG})|[a-zäöüß]+iert)\b"
)
_BECOME = r"(?:wird|werden|wurden?|worden)"
_ENDS = r"(?=\s*(?:[.,;:!?()\[\]]|$|(?:und|oder|sowie|bzw|worden|kann|können|muss|müssen|soll|sollen)\b))"
_GERMAN_PASSIVE = (
    rf"\b(?:{_BECOME}|ist|sind|war|waren)\b[^.;:!?]*?{_PARTICIPLE}{_ENDS}"
    rf"|\b{_PARTICIPLE}\s+(?:{_BECOME}|ist|sind|war|waren)\b"
    rf"|(?:^|[.;:!?]\s+)(?:Ge|[A-ZÄÖÜ][a-zäöüß]+ge)[a-zäöüß]+(?:t|en)\s+(?:{_BECOME}|ist|sind)\b"
)
_ENGLISH_ACTIVE = (
    r"\b(?:is|are|has|have|shows?|illustrates?|depicts?|presents?|displays?|indicates?|represents?|corresponds?"
    r"|denotes?|marks?|gives?|contains?|can|may|does|was|were|had|could|will|showed|plots?|compares?)\b"
)
_GERMAN_ACTIVE = (
    r"\b(?:ist|sind|war|waren|hat|haben|zeigt|zeigen|kann|können|gibt|geben|stellt|stellen|entspricht|entsprechen"
    r"|bezeichnet|bezeichnen|enthält|enthalten)\b"
)
_ENGLISH_WE, _GERMAN_WE = r"\b(?:[Ww]e|[Oo]ur)\b", r"\b(?:[Ww]ir|[Uu]nser(?:e[mnrs]?)?)\b"


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# By language; of a caption that is too short to tell its own it may be either.
_WE = {"en": _either(_ENGLISH_WE), "de": _either(_GERMAN_WE), None: _either(_ENGLISH_WE, _GERMAN_WE)}
_PASSIVE = {
    "en": _either(_ENGLISH_PASSIVE),
    "de": _either(_GERMAN_PASSIVE),
    None: _either(_ENGLISH_PASSIVE, _GERMAN_PASSIVE),
}
_ACTIVE = {
    "en": _either(_ENGLISH_ACTIVE, r"\bdo\b"),
    "de": _either(_GERMAN_ACTIVE),
    None: _either(_ENGLISH_ACTIVE, _GERMAN_ACTIVE),
}
_PERHAPS = re.compile(rf"\b{_BECOME}\b")  # a passive that is not recognised, or none


@lru_cache(4096)
def voice_of(caption: str) -> Voice | None:
    """Return who acts in a caption: "we", nobody (passive), or what is shown (active); None where it has no verb, or
    none that is known."""
    found = voice_and_sign(caption)
    return found[0] if found else None


def voice_and_sign(caption: str) -> tuple[Voice, re.Pattern[str]] | None:
    """Return the voice with what it is told by."""
    language = language_of(caption)
    if language not in _WE:
        return None
    if _WE[language].search(caption):
        return "we", _WE[language]
    if _PASSIVE[language].search(caption):
        return "passive", _PASSIVE[language]
    if not _ACTIVE[language].search(caption) or (language != "en" and _PERHAPS.search(caption)):
        return None
    return "active", _ACTIVE[language]
