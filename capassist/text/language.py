"""Which language a text is in, by the little words that no other language has so often."""

from collections import Counter

from capassist.text.words import words

_LITTLE = {
    "English": "the of and is are with for that this from which by was were between each",
    "German": "der die das und ist sind mit für von eine ein einer nicht wird auf zwischen dem den",
    "French": "le les des est sont avec pour une dans sur par qui du et entre aux",
    "Spanish": "el los las del es son con para una por que entre y se como al",
    "Portuguese": "o os as do da dos das é são com para uma por que entre e em",
    "Italian": "il gli delle della è sono con per una di che tra nel dei e",
    "Dutch": "de het een van en is zijn met voor dat deze door tussen elk niet",
}
_WORDS = {language: frozenset(little.split()) for language, little in _LITTLE.items()}
_LEAST = 2  # little words
_AHEAD = 1.5  # times as many as of the next language


def language_of(text: str) -> str | None:
    """Return the English name of the language of a text; None where it has too few little words of one language."""
    said = Counter(word.lower() for word in words(text))
    counts = sorted(((sum(said[w] for w in little), name) for name, little in _WORDS.items()), reverse=True)
    (most, name), (next_, _) = counts[0], counts[1]
    return name if most >= _LEAST and most > _AHEAD * next_ else None
