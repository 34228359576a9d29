"""The DoubleChecker port with a model on a server: it sees a figure's picture, its paragraphs and a text, and names
what in the text is wrong and how well it helps readers.

A doubt counts only where it can be followed: its words stand in the text, and the words that shall contradict it stand
in the paper. An answer of another form is a failure, and no clean bill.
"""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from capassist.captioners.generative.double_check_prompt import FORM, KINDS, double_check_messages, material
from capassist.errors import ModelError
from capassist.llm.asker import AskedModel, Asker
from capassist.llm.budget import CostEstimate, estimate_request, request_tokens
from capassist.llm.failures import PicturesRefusedError
from capassist.llm.messages import Message
from capassist.llm.structured import ask_in_form, record_in
from capassist.model import Doubt, Figure, Picture, Rating, SecondLook
from capassist.model.drafting import BEST_RATING, WORST_RATING
from capassist.ports import ImageLoader
from capassist.text.quotations import quotation_span
from capassist.text.words import one_line

_LONGEST = 600  # characters of a reason or a proof
_MOST = 20  # doubts of one text
_TRIES = 2
_Answer = tuple[tuple[Doubt, ...], Rating | None]
_USUAL_TEXT = "word " * 40  # in the place of a text that is not written yet, to foresee what it costs


class ModelDoubleChecker(AskedModel):
    """Looks at texts with a model on a server. Several threads may ask at once."""

    def __init__(self, asker: Asker, images: ImageLoader) -> None:
        super().__init__(asker)
        self._images = images

    def double_check(self, figure: Figure, text: str) -> SecondLook:
        """Return what the model doubts in a text, as the port says.

        A model that takes no pictures compares with what the paper says alone. Raises SettingsError when the key was
        refused or a limit is reached, ModelError when there is nothing to compare with or the model did not answer in
        the form that was asked for, twice.
        """
        picture = self._picture(figure)
        if picture is None and not material(figure):
            raise ModelError(
                f"There is nothing to compare the text for {figure.name} with: no picture that can be shown, no "
                "paragraph.",
                "Compare it yourself.",
            )
        try:
            found, rating = self._asked(figure, text, picture)
        except PicturesRefusedError:
            if picture is None or not material(figure):
                raise
            picture = None
            found, rating = self._asked(figure, text, picture)
        proven = tuple(doubt for doubt in found if _is_proven(doubt, figure, text, seen=picture is not None))
        return SecondLook(text, self.name, proven, len(found) - len(proven), rating)

    def _picture(self, figure: Figure) -> Picture | None:
        return None if self._asker.client.capabilities.most_pictures == 0 else self._images.load(figure)

    def _asked(self, figure: Figure, text: str, picture: Picture | None) -> _Answer:
        messages = self._messages(figure, text, picture)
        tokens = request_tokens(messages, [picture] if picture else [])
        return self._asker.respond_in_form(
            messages,
            answer_in,
            lambda: ask_in_form(self._asker.client, messages, answer_in, tries=_TRIES, tokens=tokens, form=FORM),
        )

    def _messages(self, figure: Figure, text: str, picture: Picture | None) -> list[Message]:
        return double_check_messages(figure, text, picture, self._asker.boundary)

    def estimate(self, texts: Iterable[tuple[Figure, str | None]]) -> CostEstimate:
        """Return what second looks at these would send, without sending anything; None stands for a text to come."""
        return sum((self._estimate(figure, text) for figure, text in texts), CostEstimate())

    def _estimate(self, figure: Figure, text: str | None) -> CostEstimate:
        picture = self._picture(figure)
        messages = self._messages(figure, text or _USUAL_TEXT, picture)
        if text is not None and self._asker.cached(messages):
            return CostEstimate()
        quoted = {"draft": 1, "paragraph": len(figure.mentions)}
        return estimate_request(messages, [picture] if picture else [], quoted)


def answer_in(text: str) -> _Answer | None:
    """Return the doubts and the rating in an answer; None where it is not of the form that was asked for.

    An answer whose doubts can be read counts without a rating.
    """
    answer = record_in(text) or {}
    entries = answer.get("doubts")
    if not isinstance(entries, list) or len(entries) > _MOST or not answer.keys() <= set(FORM["properties"]):
        return None
    found = [doubt for entry in entries if (doubt := _doubt(entry))]
    return (tuple(dict.fromkeys(found)), _rating(answer)) if len(found) == len(entries) else None


def _rating(answer: Mapping[str, Any]) -> Rating | None:
    value, reason = answer.get("rating"), answer.get("because")
    if type(value) is not int or not WORST_RATING <= value <= BEST_RATING or not isinstance(reason, str):
        return None
    return Rating(value, textwrap.shorten(one_line(reason), _LONGEST, placeholder=" …"))


def _doubt(entry: Any) -> Doubt | None:
    if not isinstance(entry, dict) or entry.keys() != {"words", "fault", "proof", "why"}:
        return None
    if not all(isinstance(value, str) for value in entry.values()):
        return None
    words, proof, why = (one_line(entry[name]) for name in ("words", "proof", "why"))
    if entry["fault"] not in KINDS or not (words and why) or max(len(why), len(proof)) > _LONGEST:
        return None
    return Doubt(words, entry["fault"], why, proof)


def _is_proven(doubt: Doubt, figure: Figure, text: str, *, seen: bool) -> bool:
    """Tell whether the doubt is of words that the text has, and its proof stands in what was sent, or else in a picture
    that was `seen`."""
    if quotation_span(doubt.words, text) is None:
        return False
    if not doubt.proof:
        return seen and doubt.kind != "opposite"
    return any(quotation_span(doubt.proof, said) for _, said in material(figure))
