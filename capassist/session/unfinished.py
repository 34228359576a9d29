"""What the author typed in the review and left without Enter, as a mapping that the session keeps."""

from collections.abc import Iterator, MutableMapping

from capassist.session.log import Session


class Unfinished(MutableMapping[tuple[str, str], tuple[str, ...]]):
    """What was typed for a figure in answer to a question of the review ("edit", "refine", "tell"): one text, or
    the answers so far."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, place: tuple[str, str]) -> tuple[str, ...]:
        return self._session.unfinished[place]

    def __setitem__(self, place: tuple[str, str], typed: tuple[str, ...]) -> None:
        if self.get(place) != typed:
            self._session.keep_unfinished(*place, typed)

    def __delitem__(self, place: tuple[str, str]) -> None:
        if place not in self:
            raise KeyError(place)
        self._session.keep_unfinished(*place, ())

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._session.unfinished)

    def __len__(self) -> int:
        return len(self._session.unfinished)
