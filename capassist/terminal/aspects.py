"""What the review says of what a text tells readers: aspect by aspect, and a model's rating. Suggestions, never
demands."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from capassist.model import Aspect, ReviewItem
from capassist.model.drafting import BEST_RATING
from capassist.terminal.console import literal_line
from capassist.terminal.tables import labelled


def aspect_lines(item: ReviewItem, *, shortened: bool) -> list[RenderableType]:
    """Return the aspects and the rating, each with its label; `shortened` to a line each without the sentences that
    would add one."""
    rows = _short_rows(item.aspects) if shortened else _rows(item.aspects)
    lines = [labelled(Text(label, "dim"), literal_line(said), shortened=shortened) for label, said in rows]
    if rated := rating_of(item):
        lines.append(labelled(Text("rating", "dim"), literal_line(rated), shortened=shortened))
    return lines


def aspect_sentences(item: ReviewItem) -> Iterator[str]:
    """Yield the same as sentences, for who listens to the screen."""
    names = {"tells": "Tells", "may add": "May add", "n/a": "Not applicable"}
    yield from (f"{names[label]}: {said}" for label, said in _rows(item.aspects))
    if rated := rating_of(item):
        yield f"Rating: {rated}"


def rating_of(item: ReviewItem) -> str:
    """Return the model's rating of the text as it is now, or that it is still to come; nothing where none is asked."""
    if item.looking:
        return "the model is looking at this text"
    if item.look is None or item.look.rating is None:
        return ""
    rating = item.look.rating
    return f"{rating.value} of {BEST_RATING}: {rating.reason.rstrip('.')}. So says {item.look.by}."


def _rows(aspects: Sequence[Aspect]) -> Iterator[tuple[str, str]]:
    if told := _names(aspects, "there"):
        yield "tells", told
    for aspect in aspects:
        if aspect.state == "missing" and aspect.sentence:
            yield "may add", f"{aspect.name}; the text says: {aspect.sentence}"
    if missing := _names((aspect for aspect in aspects if not aspect.sentence), "missing"):
        yield "may add", missing
    yield from (("n/a", f"{aspect.name}: {aspect.reason}") for aspect in aspects if aspect.state == "not applicable")


def _short_rows(aspects: Sequence[Aspect]) -> Iterator[tuple[str, str]]:
    if told := _names(aspects, "there"):
        yield "tells", told
    if missing := _names(aspects, "missing"):
        yield "may add", missing


def _names(aspects: Iterable[Aspect], state: str) -> str:
    return ", ".join(aspect.name for aspect in aspects if aspect.state == state)
