"""Drafts made on threads, so that the author may read, wait or leave meanwhile."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager
from typing import TypeVar

from capassist.model import Candidate, Figure
from capassist.workflow.drafting import FIRST, DraftingContext, DraftOptions, draft_caption

T = TypeVar("T")
Waiting = Callable[[Figure], AbstractContextManager[object]]

_PATIENCE = 0.2  # seconds that a draft may take before the author is told to wait


class DraftingAhead:
    """Has drafts made on threads of their own: the one that is wanted, and one ahead while the author reads."""

    def __init__(self, context: DraftingContext, waiting: Waiting) -> None:
        self._context = context
        self._waiting = waiting
        self._ahead: dict[str, Future[Candidate]] = {}
        self._looks: dict[tuple[str, str], Future[None]] = {}
        self._ended = False

    def end(self) -> None:
        """Have nothing more looked at: the author is gone."""
        self._ended = True

    def begin_ahead(self, figure: Figure) -> None:
        """Have the figure's first draft made, unless one is being made; its failure is kept until the draft is
        wanted."""
        if figure.id not in self._ahead and all(future.done() for future in self._ahead.values()):
            self._ahead[figure.id] = self._begin(figure, FIRST)

    def get(self, figure: Figure, options: DraftOptions) -> Candidate:
        """Return the draft as soon as it is there. Raises what the captioner raised."""
        ahead = self._ahead.pop(figure.id, None) if options == FIRST else None
        return self._result(figure, ahead or self._begin(figure, options))

    def begin_look(self, figure: Figure, text: str) -> None:
        """Have a text looked at a second time where that is wanted, while the author goes on; come back at once, or
        when it is soon done."""
        if not self._ended and self._context.looks.wanted(figure, text) and not self.looking(figure, text):
            future = _on_a_thread(lambda: self._context.looks.look(figure, text))
            self._looks[figure.id, text] = future
            wait([future], _PATIENCE)

    def looking(self, figure: Figure, text: str) -> "Future[None] | None":
        """Return the second look at a text that has not come back yet."""
        future = self._looks.get((figure.id, text))
        return future if future and not future.done() else None

    def _begin(self, figure: Figure, options: DraftOptions) -> "Future[Candidate]":
        return _on_a_thread(lambda: draft_caption(self._context, figure, options).candidate)

    def _result(self, figure: Figure, future: "Future[T]") -> T:
        wait([future], _PATIENCE)
        if not future.done():
            with self._waiting(figure):
                wait([future])
        return future.result()


def _on_a_thread(make: Callable[[], T]) -> "Future[T]":
    """Begin to make something; who quits does not wait for a server."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(make())
        except BaseException as error:  # noqa: BLE001  # it is raised where the result is wanted
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future
