"""The Verifier port with a model on a server: it sees one picture with its caption and says which faults the two have.

Its answer is JSON of one form; anything else is a failure and no finding.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from capassist.captioners.generative.verifier_prompt import verifier_messages
from capassist.llm.asker import AskedModel, Asker
from capassist.llm.budget import CostEstimate, estimate_request, request_tokens
from capassist.llm.structured import ask_in_form, entries_in
from capassist.model import Figure
from capassist.ports import ImageLoader, Opinion
from capassist.text.words import one_line

LONGEST_REASON = 400  # characters
TRIES = 2


class ModelVerifier(AskedModel):
    """Judges figures with a model on a server. Several threads may ask at once."""

    def __init__(self, asker: Asker, images: ImageLoader) -> None:
        super().__init__(asker)
        self._images = images

    def judge(self, figure: Figure, faults: Mapping[str, str]) -> tuple[Opinion, ...] | None:
        """Return which faults the model sees, as the port says.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when the model takes no pictures
        or did not answer in the form that was asked for, twice.
        """
        picture = self._images.load(figure)
        if picture is None:
            return None
        messages = verifier_messages(figure, picture, faults, self._asker.boundary)
        read = partial(faults_in, faults=faults)
        tokens = request_tokens(messages, [picture])
        seen = self._asker.respond_in_form(
            messages, read, lambda: ask_in_form(self._asker.client, messages, read, tries=TRIES, tokens=tokens)
        )
        return tuple(Opinion(figure.id, fault, reason, self.name) for fault, reason in seen)

    def estimate(self, figures: Iterable[Figure], faults: Mapping[str, str]) -> CostEstimate:
        """Return what judging these would send, without sending anything."""
        return sum((self._estimate(figure, faults) for figure in figures), CostEstimate())

    def _estimate(self, figure: Figure, faults: Mapping[str, str]) -> CostEstimate:
        picture = self._images.load(figure)
        if picture is None:
            return CostEstimate()
        messages = verifier_messages(figure, picture, faults, self._asker.boundary)
        kept = self._asker.cached(messages)
        return (
            CostEstimate()
            if kept
            else estimate_request(messages, [picture], {"caption": 1, "paragraph": len(figure.mentions)})
        )


def faults_in(text: str, faults: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """Return the faults in an answer, each with its reason; None where it is not of the form that was asked for."""
    entries = entries_in(text, "faults")
    if entries is None:
        return None
    found = [_fault(entry, faults) for entry in entries]
    return None if None in found else tuple(dict.fromkeys(fault for fault in found if fault))


def _fault(entry: object, faults: Mapping[str, str]) -> tuple[str, str] | None:
    if not isinstance(entry, dict) or entry.keys() != {"fault", "why"}:
        return None
    name, reason = entry["fault"], entry["why"]
    if not isinstance(name, str) or name not in faults or not isinstance(reason, str):
        return None
    reason = one_line(reason)
    return (name, reason) if 0 < len(reason) <= LONGEST_REASON else None
