"""The two ways in which the field compares captions, each with its own preparation of the texts.

LaMP-Cap (Ng et al., 2025) compares lower-cased text without punctuation; its smoothing of BLEU is not published. The SciCap
challenge (2023) only lower-cases, smooths nothing and stems for ROUGE.
"""

import string
from dataclasses import dataclass
from typing import Literal

from capassist.metrics.bleu import bleu
from capassist.metrics.meteor import meteor
from capassist.metrics.rouge import rouge
from capassist.text.words import sentences

METRICS = ("BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-1", "ROUGE-2", "ROUGE-L", "METEOR")
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
        """Return the words that BLEU, METEOR and CIDEr-D compare."""
        return self.prepared(text).split()

    def scores(self, reference: str, text: str) -> tuple[float, ...]:
        """Return one score for each of METRICS, 0 to 1."""
        wanted, given = self.words(reference), self.words(text)
        by_rouge = rouge(self.prepared(reference), self.prepared(text), stemmed=self.stemmed)
        return (*bleu(wanted, given, self.smoothing), *by_rouge, meteor(wanted, given))

    def length(self, text: str) -> int:
        """Return the length of a text in words; the challenge counts punctuation marks, too."""
        if self.form == "lamp-cap":
            return len(self.words(text))
        from nltk.tokenize import NLTKWordTokenizer

        tokenizer = NLTKWordTokenizer()
        return sum(len(tokenizer.tokenize(sentence)) for sentence in sentences(self.prepared(text)))


LAMP_CAP = Scoring("lamp-cap", smoothing=1, stemmed=False)
SCICAP = Scoring("scicap", smoothing=0, stemmed=True)
