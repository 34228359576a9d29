"""Which language a text is in, by the little words that no other language has so often: the one place that tells it."""

import re
from collections import Counter
from functools import lru_cache
from typing import Literal, get_args

from capassist.text.words import words

LanguageCode = Literal["de", "en", "es", "fr", "it", "nl", "pt", "zh"]  # ISO 639-1
LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
LANGUAGE_NAMES: dict[LanguageCode, str] = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch",
    "pt": "Portuguese", "zh": "Chinese",
}  # fmt: skip

_LITTLE: dict[LanguageCode, str] = {
    "de": "der die das und ist sind mit für von im eine einen einer nicht wird werden auf zwischen dem den des ein",
    "en": "the of and is are with for that this from which by was were between each to as an its be we",
    "es": "el los las del de la y es son con para una un por que entre se como al más",
    "fr": "le la les de des du et est sont avec pour une un dans sur par qui que en entre aux nous",
    "it": "il lo gli la le della del di è sono con per una un che tra nel nella dei e da",
    "nl": "de het een van en is zijn met voor dat deze door tussen elk niet",
    "pt": "o os as de da do dos das é são com para uma um por que entre e em não",
}
_WORDS = {language: frozenset(little.split()) for language, little in _LITTLE.items()}
_LANGUAGES_WITH = Counter(word for little in _WORDS.values() for word in little)
_IDEOGRAM = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")  # which only Japanese has
# "y axis": a letter is no word there, nor does it tell a language by itself.
_AXIS = re.compile(r"\b[xyz](?=[\s-](?:ax[ei]s|directions?|coordinates?|values?|components?)\b)", re.IGNORECASE)
_READ = 8000  # characters, from the beginning
_LEAST = 2  # little words
_AHEAD = 1.5  # times as much as the next language has; a word of several languages is shared among them


@lru_cache(maxsize=4096)
def language_of(text: str) -> LanguageCode | None:
    """Return the language of a text; None where it has too few little words of one language, or is in none of these."""
    text = text[:_READ]
    said = Counter(word.lower() for word in words(_AXIS.sub(" ", text)))
    if len(_IDEOGRAM.findall(text)) > said.total():
        return None if _KANA.search(text) else "zh"
    weights = {code: sum(said[w] / _LANGUAGES_WITH[w] for w in little) for code, little in _WORDS.items()}
    best, next_ = sorted(weights, key=lambda code: -weights[code])[:2]
    return best if weights[best] > _AHEAD * weights[next_] and _tells(said, best) else None


def _tells(said: Counter[str], language: LanguageCode) -> bool:
    """Tell whether a text has enough little words of a language, and one of more than a letter."""
    found = [word for word in _WORDS[language] if said[word]]
    return sum(said[word] for word in found) >= _LEAST and any(len(word) > 1 for word in found)
