"""What the core asks of the world. Each port is one method; second implementations for tests stand in
capassist.testing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from capassist.model import Action, Candidate, CaptionRequest, Figure, Picture, ReviewItem, SecondLook


class Captioner(Protocol):
    """Drafts captions."""

    @property
    def name(self) -> str:
        """What is shown to the author: "offline", or the model and the host it runs on."""

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return a draft; another one for each `request.attempt`.

        Raises ModelError when the model did not give one. The caller keeps the other figures' drafts.
        """


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model that looked at a figure says is wrong with its caption: its word, and nothing more."""

    figure: str
    fault: str  # the name of the rule that asked
    reason: str  # one sentence, in the model's words
    verifier: str  # who says so: "gpt-4o at api.openai.com"


class Verifier(Protocol):
    """Looks at a figure's picture and says what its caption gets wrong."""

    @property
    def name(self) -> str:
        """What is shown to the author: the model and the host it runs on."""

    def judge(self, figure: Figure, faults: Mapping[str, str]) -> tuple[Opinion, ...] | None:
        """Return which of the faults (what each is, by name) it sees; None where there is no picture that can be shown.

        Raises ModelError when the model did not say.
        """


class DoubleChecker(Protocol):
    """Looks at a text beside its figure, without having written it."""

    @property
    def name(self) -> str:
        """What is shown to the author: the model and the host it runs on."""

    def double_check(self, figure: Figure, text: str) -> SecondLook:
        """Return which statements of the text the picture or the paper contradicts, or does not show.

        Raises ModelError when the model did not say.
        """


class ImageLoader(Protocol):
    """Gets a figure's picture."""

    def load(self, figure: Figure) -> Picture | None:
        """Return the whole figure as one picture, or None where there is nothing that can be shown."""


class Reviewer(Protocol):
    """Asks the author about one figure."""

    def ask(self, item: ReviewItem) -> Action:
        """Show the figure and return what the author wants: one of `item.actions`.

        The same figure is asked again after what changes its text (edit, another, refine, short, long, style, pick),
        with the new text and what the guards say of it; "again" asks anew when `item.looking` came back. When every
        figure is decided, `item.ended` says so: undo and jump go on from there, and any other action leaves. An action
        that `leaves` is done, and is the last one.
        """
