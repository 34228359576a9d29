"""The Captioner port with several models of one server: each drafts, and the best draft is shown, with the ranking.

Another draft is the next one of the ranking, which is there already; after the last one all are asked anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from capassist.captioners.generative.captioner import GenerativeCaptioner, Rank
from capassist.concurrency import side_by_side
from capassist.errors import ModelError
from capassist.llm.asker import Asker
from capassist.llm.budget import CostEstimate
from capassist.model import Candidate, CaptionRequest, RankedDraft, Score


class SeveralModels:
    """Has a caption drafted by each of some captioners, who differ in their model, and ranks the drafts by `rank`.

    Several threads may ask at once.
    """

    def __init__(self, captioners: Sequence[GenerativeCaptioner], rank: Rank) -> None:
        self._captioners = tuple(captioners)
        self._rank = rank

    @property
    def name(self) -> str:
        """The models and the host they run on."""
        models = " + ".join(captioner.asker.client.model for captioner in self._captioners)
        return self._captioners[0].name.replace(self._captioners[0].asker.client.model, models, 1)

    @property
    def asker(self) -> Asker:
        """The first model, which looks at a draft a second time where that is wanted."""
        return self._captioners[0].asker

    @property
    def server(self) -> str:
        """The server's base URL."""
        return self._captioners[0].server

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._captioners[0].host

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return the best draft with the ranking of all.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when no model gave a caption.
        """
        attempt, place = divmod(request.attempt, len(self._captioners))
        drafts, missing = self._drafts(replace(request, attempt=attempt))
        ranked = self._ranked(request, drafts)
        best, _ = ranked[min(place, len(ranked) - 1)]
        ranking = [RankedDraft(draft.text, draft.captioner, score) for draft, score in ranked if score]
        by = f"By {best.captioner}, one of {len(self._captioners)} models."
        absent = (f"Not all models gave a draft: {error.message}" for error in missing)
        return replace(best, captioner=self.name, notes=(by, *absent, *best.notes), ranking=tuple(ranking))

    def estimate(self, requests: Iterable[CaptionRequest]) -> CostEstimate:
        """Return what drafting these would send, without sending anything."""
        requests = [self._first_of(request) for request in requests]
        return sum((captioner.estimate(requests) for captioner in self._captioners), CostEstimate())

    def preview(self, request: CaptionRequest) -> tuple[dict[str, Any], ...]:
        """Return the bodies of the exact requests, each picture as its size and hash. Nothing is sent."""
        asked = self._first_of(request)
        return tuple(body for captioner in self._captioners for body in captioner.preview(asked))

    def _first_of(self, request: CaptionRequest) -> CaptionRequest:
        """Return the request as each model gets it."""
        return replace(request, attempt=request.attempt // len(self._captioners))

    def _drafts(self, request: CaptionRequest) -> tuple[list[Candidate], list[ModelError]]:
        """Return the drafts, and why others are missing."""

        def drafted(captioner: GenerativeCaptioner) -> Candidate | ModelError:
            try:
                return captioner.draft(request)
            except ModelError as error:
                return error

        made = list(side_by_side(drafted, self._captioners, len(self._captioners)))
        drafts = [draft for draft in made if isinstance(draft, Candidate)]
        missing = [error for error in made if isinstance(error, ModelError)]
        if not drafts:
            raise missing[0]
        return drafts, missing

    def _ranked(self, request: CaptionRequest, drafts: Sequence[Candidate]) -> list[tuple[Candidate, Score | None]]:
        """Return the drafts of different texts with their scores, the best first."""
        different: dict[str, Candidate] = {}
        for draft in drafts:
            different.setdefault(draft.text, draft)
        kept = list(different.values())
        return [(kept[place], score) for place, score in self._rank(request, [draft.text for draft in kept])]
