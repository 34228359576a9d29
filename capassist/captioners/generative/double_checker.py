"""The DoubleChecker port with a model on a server: it sees a figure's picture, its paragraphs and a text, and names
what in the text is wrong.

A doubt counts only where it can be followed: its words stand in the text, and the words that shall contradict it stand
in the paper. An answer of another form is a failure, and no clean bill.
"""

from collections.abc import Iterable
from typing import Any

from capassist.captioners.generative.double_check_prompt import FORM, KINDS, double_check_messages, material
from capassist.errors import ModelError
from capassist.llm.asker import AskedModel, Asker
from capassist.llm.budget import CostEstimate, estimate_request, request_tokens
from capassist.llm.failures import PicturesRefusedError
from capassist.llm.messages import Message
from capassist.llm.structured import ask_in_form, entries_in
from capassist.model import Doubt, Figure, Picture, SecondLook
from capassist.ports import ImageLoader
from capassist.text.quotations import quotation_span
from capassist.text.words import one_line

_LONGEST = 600  # characters of a reason or a proof
_MOST = 20  # doubts of one text
_TRIES = 2
_USUAL_TEXT = "word " * 40  # in the place of a text that is not written yet, to foresee what it costs


class ModelDoubleChecker(AskedModel):
    """Looks at texts with a model on a server. Several threads may ask at once."""

    def __init__(self, asker: Asker, images: ImageLoader) -> None:
        super().__init__(asker)
        self._images = images

    def double_check(self, figure: Figure, text: str) -> SecondLook:
        """Return what the model doubts in a text, as the port says.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when the model takes no pictures
        or did not answer in the form that was asked for, twice.
        """
        picture = self._images.load(figure)
        if picture is None and not material(figure):
            raise ModelError(
                f"There is nothing to compare the text for {figure.name} with: no picture that can be shown, no "
                "paragraph.",
                "Compare it yourself.",
            )
        try:
            found = self._doubts(figure, text, picture)
        except PicturesRefusedError as refused:
            raise ModelError(refused.message, "Name a model that sees, or leave out --double-check.") from refused
        proven = tuple(doubt for doubt in found if _is_proven(doubt, figure, text))
        return SecondLook(text, self.name, proven, len(found) - len(proven))

    def _doubts(self, figure: Figure, text: str, picture: Picture | None) -> tuple[Doubt, ...]:
        messages = self._messages(figure, text, picture)
        tokens = request_tokens(messages, [picture] if picture else [])
        return self._asker.respond_in_form(
            messages,
            doubts_in,
            lambda: ask_in_form(self._asker.client, messages, doubts_in, tries=_TRIES, tokens=tokens, form=FORM),
        )

    def _messages(self, figure: Figure, text: str, picture: Picture | None) -> list[Message]:
        return double_check_messages(figure, text, picture, self._asker.boundary)

    def estimate(self, texts: Iterable[tuple[Figure, str | None]]) -> CostEstimate:
        """Return what second looks at these would send, without sending anything; None stands for a text to come."""
        return sum((self._estimate(figure, text) for figure, text in texts), CostEstimate())

    def _estimate(self, figure: Figure, text: str | None) -> CostEstimate:
        picture = self._images.load(figure)
        messages = self._messages(figure, text or _USUAL_TEXT, picture)
        if text is not None and self._asker.cached(messages):
            return CostEstimate()
        quoted = {"draft": 1, "paragraph": len(figure.mentions)}
        return estimate_request(messages, [picture] if picture else [], quoted)


def doubts_in(text: str) -> tuple[Doubt, ...] | None:
    """Return the doubts in an answer; None where it is not of the form that was asked for."""
    entries = entries_in(text, "doubts")
    if entries is None:
        return None
    found = [_doubt(entry) for entry in entries]
    return None if None in found or len(found) > _MOST else tuple(dict.fromkeys(doubt for doubt in found if doubt))


def _doubt(entry: Any) -> Doubt | None:
    if not isinstance(entry, dict) or entry.keys() != {"words", "fault", "proof", "why"}:
        return None
    if not all(isinstance(value, str) for value in entry.values()):
        return None
    words, proof, why = (one_line(entry[name]) for name in ("words", "proof", "why"))
    if entry["fault"] not in KINDS or not (words and why) or max(len(why), len(proof)) > _LONGEST:
        return None
    return Doubt(words, entry["fault"], why, proof)


def _is_proven(doubt: Doubt, figure: Figure, text: str) -> bool:
    """Tell whether the doubt is of words that the text has, and its proof stands in what was sent."""
    if quotation_span(doubt.words, text) is None:
        return False
    if not doubt.proof:
        return doubt.kind != "opposite"
    return any(quotation_span(doubt.proof, said) for _, said in material(figure))
