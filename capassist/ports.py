"""What the core asks of the world. Each port is one method; second implementations for tests stand in capassist.testing."""

from typing import Protocol

from capassist.model import Action, Candidate, CaptionRequest, Figure, Picture, ReviewItem


class Captioner(Protocol):
    """Drafts captions."""

    @property
    def name(self) -> str:
        """What is shown to the author: "offline", or the model and the host it runs on."""

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return a draft; another one for each `request.attempt`.

        Raises ModelError when the model did not give one. The caller keeps the other figures' drafts.
        """


class ImageLoader(Protocol):
    """Gets a figure's picture."""

    def load(self, figure: Figure) -> Picture | None:
        """Return the whole figure as one picture, or None where there is nothing that can be shown."""


class Reviewer(Protocol):
    """Asks the author about one figure."""

    def ask(self, item: ReviewItem) -> Action:
        """Show the figure and return what the author wants: one of `item.actions`.

        The same figure is asked again after what changes its text (edit, another, refine, short, long, style, pick), with the
        new text and what the guards say of it.
        """
