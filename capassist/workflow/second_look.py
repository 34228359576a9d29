"""Second looks: what a model that did not write a text says of it, kept in the session and shown beside the guards'
words.

A model is asked for each text once. Of a text that the author changed since, what is still in it stays doubted. A look
that failed is said, as nothing is known of what it would have found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from capassist.errors import CapassistError
from capassist.model import Doubt, Figure, Finding, SecondLook, Span
from capassist.ports import DoubleChecker
from capassist.session.log import Session
from capassist.text.quotations import quotation_span

MENDING = "correct what a second reader doubts, and nothing else"


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the second looks at some texts."""

    looked: int  # at so many texts
    doubts: int
    unproven: int  # doubts that were left out
    failures: tuple[CapassistError, ...]


class SecondLooks:
    """What models said of the texts for a draft's figures, and with a `checker` what one is asked now. Several threads
    may ask at once."""

    def __init__(self, session: Session, checker: DoubleChecker | None = None) -> None:
        self._session = session
        self._checker = checker
        self._failed: dict[tuple[str, str], CapassistError] = {}

    def wanted(self, figure: Figure, text: str) -> bool:
        """Tell whether a model is to be asked about a text: it sees one for the picture, and was not asked before."""
        if self._checker is None or figure.purpose not in {"caption", "alt"} or not text.strip():
            return False
        looks = self._session.second_looks(figure.id)
        return not any((look.text, look.by) == (text, self._checker.name) for look in looks)

    def look(self, figure: Figure, text: str) -> None:
        """Have a text looked at where that is wanted. That it failed is kept, and said by `findings`."""
        if self._checker is None or not self.wanted(figure, text):
            return
        self._failed.pop((figure.id, text), None)
        try:
            self._session.add_second_look(figure.id, self._checker.double_check(figure, text))
        except CapassistError as error:
            self._failed[figure.id, text] = error

    def tally(self, texts: Iterable[tuple[Figure, str]]) -> Tally:
        """Return what came of the looks at these texts."""
        texts = list(texts)
        looks = [look for figure, text in texts if (look := self.at(figure, text))]
        failures = (self._failed.get((figure.id, text)) for figure, text in texts)
        return Tally(
            len(looks),
            sum(len(look.doubts) for look in looks),
            sum(look.unproven for look in looks),
            tuple(error for error in failures if error),
        )

    def at(self, figure: Figure, text: str) -> SecondLook | None:
        """Return the last look at this very text."""
        looks = self._session.second_looks(figure.id)
        return next((look for look in reversed(looks) if look.text == text), None)

    def findings(self, figure: Figure, text: str) -> tuple[Finding, ...]:
        """Return what was said of a text, or of the one that it was made of, and whether a look at it failed."""
        return (*self._doubted(figure, text), *self._missing(figure, text))

    def _doubted(self, figure: Figure, text: str) -> Iterator[Finding]:
        for look, doubt, span in self._standing(figure, text):
            message = f"{_in_words(doubt)} So says {look.by}."
            yield Finding("second-look", message, span)

    def _standing(self, figure: Figure, text: str) -> Iterator[tuple[SecondLook, Doubt, Span]]:
        """Yield the doubts of which the words stand in a text: of the look at it, or at the text closest to it."""
        looks = self._session.second_looks(figure.id)
        if not looks:
            return
        look = self.at(figure, text) or max(looks, key=lambda look: SequenceMatcher(None, look.text, text).ratio())
        for doubt in look.doubts:
            if span := quotation_span(doubt.words, text):
                yield look, doubt, span

    def mending(self, figure: Figure, text: str) -> str:
        """Return the instruction that has a model mend what is doubted in a text; nothing where nothing is."""
        doubted = [f"- {_in_words(doubt)}" for _, doubt, _ in self._standing(figure, text)]
        return "\n".join((f"{MENDING}\n", *doubted)) if doubted else ""

    def _missing(self, figure: Figure, text: str) -> Iterator[Finding]:
        if error := self._failed.get((figure.id, text)):
            yield Finding("second-look-failed", f"The second look failed: {error.message}")


def _in_words(doubt: Doubt) -> str:
    proof = f" The paper has: “{doubt.proof}”." if doubt.proof else ""
    return f"“{doubt.words}” ({doubt.kind}): {doubt.reason}{proof}"
