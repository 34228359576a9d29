"""A text that a program drafted, and what became of it."""

from dataclasses import dataclass
from typing import Literal

from capassist.model import DecidedBy, Purpose

Outcome = Literal["accepted", "edited", "skipped", "rejected", "not reviewed"]
_ALL = 100  # percent of the words
_ANEW = "written anew by the author"


@dataclass(frozen=True, slots=True)
class DraftedText:
    """A caption, or another text of a figure, that a program drafted. `changed` is the share of its words that the
    author changed, in percent."""

    figure: str  # its id, or that of its view for another text
    of: str  # the id of the figure itself
    purpose: Purpose
    name: str  # "Figure 3", for the list; of another text "Figure 3, alternative text"
    word: str  # "Figure", what its caption calls it
    cited: str  # how the paper's own text would name it: "3", or "\\ref{fig:a}"
    drafted_by: tuple[str, ...]  # "gpt-4o-2024-08-06 (gpt-4o at api.openai.com)"; several where drafts were combined
    generated: bool  # a model took part
    given: tuple[str, ...]  # what the draft was made from: the kinds of its evidence
    outcome: Outcome
    changed: int
    by: DecidedBy | None
    in_paper: bool
    changed_since: bool  # it was written into the paper, which has other words in its place now
    gone: bool  # it was written into the paper, and is not there any more
    replaced: bool  # it was written into the paper, and another text is in its place now
    exported: bool  # it stands in a file beside the paper; whether it is in the paper, only the author knows
    lost: bool  # it was written into a file beside the paper, and does not stand there any more
    beside: str  # the file beside the paper: a new archive, or captions.md
    archive: str | None  # that file, where it is an archive
    missing: bool  # that file is not there any more
    when: str | None

    @property
    def used(self) -> bool:
        """Whether it is in the paper, or exported for it, and a draft has a part in it: of an offline draft no word is
        left where the author changed all of them."""
        return (self.in_paper or self.exported) and not self.rewritten

    @property
    def rewritten(self) -> bool:
        """Whether the author wrote it anew after an offline draft."""
        return not self.generated and self.outcome == "edited" and self.changed == _ALL

    @property
    def reviewed(self) -> bool:
        """Whether the author decided on it in the review, where it was shown."""
        return self.outcome in {"accepted", "edited"} and self.by == "review" and not self.changed_since

    @property
    def status(self) -> str:
        """What became of it, in words."""
        if self.changed_since:
            changed = "changed in the paper since"
            return f"{_ANEW}, {changed}" if self.rewritten else f"{changed}, {self.changed} % of its words"
        since = "gone from the paper since" if self.gone else "another text in its place since" if self.replaced else ""
        if self.lost:
            since = f"{self.beside} is gone" if self.missing else f"another text in {self.beside} since"
        return ", ".join(filter(None, (self._decided, since)))

    @property
    def _decided(self) -> str:
        match self.outcome:
            case "not reviewed":
                return f"{'AI-generated' if self.generated else 'drafted offline'}, not reviewed"
            case "accepted":
                status = "accepted as drafted"
            case "edited" if self.rewritten:
                status = _ANEW
            case "edited":
                status = f"edited, {self.changed} % of its words"
            case outcome:
                return outcome
        return status if self.by == "review" else f"{status}, decided {'by file' if self.by else 'in an unknown way'}"
