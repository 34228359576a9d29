"""Why a text cannot be written, and the way on."""

from collections.abc import Sequence
from dataclasses import dataclass

from capassist.errors import WriteError
from capassist.model import Draft, Figure
from capassist.text.blanks import blank_spans
from capassist.wording import TEXT_NAMES, command, options_to_name

_BY_HAND = "Write this one by hand."
_KINDS = {str(purpose): name for purpose, name in TEXT_NAMES.items() if purpose in ("alt", "short")}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A caption that cannot be written: its figure, why, and the way on."""

    figure: str
    reason: str
    hint: str = _BY_HAND

    def error(self) -> WriteError:
        """Return what is raised where this one stops all."""
        return WriteError(f"The {text_name(self.figure)} cannot be written: {self.reason.rstrip('.')}.", self.hint)


def to_edit(draft: Draft, figure: Figure) -> str:
    """Return the way on where a text of a figure, or of its view, has to be changed."""
    return f"Edit the text: {command('review', draft, *options_to_name(draft, figure))}"


def text_name(figure: str) -> str:
    """Return what a sentence calls the text that a figure, or the view of one for another text, gets."""
    name, _, purpose = figure.rpartition("@")
    kind = _KINDS.get(purpose.rstrip("0123456789"))
    return f"{kind} of {name}" if name and kind else f"caption of {figure}"


def refusal_of_all(refused: Sequence[Refusal], others: str = "") -> WriteError:
    """Return what is raised when these captions cannot be written, and so none is; `others` is the way on for the
    others, where there are any. Each way on has a line of its own: it is copied."""
    names = [refusal.figure for refusal in refused]
    what = "texts" if any("@" in name for name in names) else "captions"
    hints = dict.fromkeys(refusal.hint for refusal in refused if refusal.hint)
    if len(refused) == 1:
        message = f"{refused[0].error().message} Nothing was written."
    else:
        reasons = "; ".join(f"{refusal.figure}: {refusal.reason.rstrip('.')}" for refusal in refused)
        message = f"{len(names)} {what} cannot be written, so nothing was: {reasons}."
    return WriteError(message, "\n".join(filter(None, (*hints, others))))


def refused_blank(draft: Draft, figure: Figure, text: str) -> Refusal | None:
    """Return the refusal of a figure's text in which a blank of a template is still to be filled in; None where there
    is none."""
    if (blank := next(blank_spans(text), None)) is None:
        return None
    return Refusal(figure.id, f"{text[slice(*blank)]} is still to be filled in.", to_edit(draft, figure))
