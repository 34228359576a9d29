"""The two ways in which the field compares captions, each with its own preparation of the texts.

LaMP-Cap (Ng et al., 2025) compares lower-cased text without punctuation; its smoothing of BLEU is not published. The
SciCap challenge (2023) only lower-cases, smooths nothing and stems for ROUGE.
"""

import string
from dataclasses import dataclass
from typing import Literal

from capassist.metrics.metric import Compared
from capassist.metrics.registry import families
from capassist.text.words import sentences

_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Scoring:
    """A way to compare captions. `smoothing` is the number of NLTK's method for BLEU."""

    form: Literal["lamp-cap", "scicap"]
    smoothing: int
    stemmed: bool

    def prepared(self, text: str) -> str:
        """Return the text as it is compared."""
        lowered = text.lower()
        return " ".join(lowered.translate(_NO_PUNCTUATION).split()) if self.form == "lamp-cap" else lowered

    def words(self, text: str) -> list[str]:
        """Return the words that are compared."""
        return self.prepared(text).split()

    def scores(self, reference: str, text: str) -> tuple[float, ...]:
        """Return one score for each of the metrics of a pair."""
        pair = self.compared(reference, text)
        return tuple(score for family in families() if family.of_pair for score in family.of_pair(pair))

    def compared(self, reference: str, text: str) -> Compared:
        """Return two texts as the metrics compare them."""
        return Compared(self.prepared(reference), self.prepared(text), self.smoothing, self.stemmed)

    def length(self, text: str) -> int:
        """Return the length of a text in words; the challenge counts punctuation marks, too."""
        if self.form == "lamp-cap":
            return len(self.words(text))
        from nltk.tokenize import NLTKWordTokenizer

        tokenizer = NLTKWordTokenizer()
        return sum(len(tokenizer.tokenize(sentence)) for sentence in sentences(self.prepared(text)))


LAMP_CAP = Scoring("lamp-cap", smoothing=1, stemmed=False)
SCICAP = Scoring("scicap", smoothing=0, stemmed=True)
