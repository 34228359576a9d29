"""What the author types in answer to a question of the review: a figure to go to, or sentences to put together."""

import re

from capassist.errors import UsageError
from capassist.model import Figure, ReviewItem
from capassist.text.sentences import joined
from capassist.wording import label_of


def chosen_figure(item: ReviewItem, answer: str) -> Figure:
    """Return the figure of this review with that number, label or id, or the only one whose label has the answer in it.

    Raises UsageError when there is none, or more than one.
    """
    figures = [stop.figure for stop in item.stops]
    for fits in (_is_named, _is_numbered, _has_in_name):
        found = [figure for figure in figures if fits(figure, answer)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{answer!r} may be {' or '.join(label_of(figure) for figure in found)}.")
    raise UsageError(f"There is no figure {answer!r} in this review.")


def _is_named(figure: Figure, answer: str) -> bool:
    return answer in {figure.id, *figure.labels}


def _is_numbered(figure: Figure, answer: str) -> bool:
    return answer == figure.number


def _has_in_name(figure: Figure, answer: str) -> bool:
    return answer != "" and any(answer.lower() in name.lower() for name in (figure.id, *figure.labels))


def chosen_sentences(item: ReviewItem, answer: str) -> tuple[int, ...]:
    """Return the indices of the sentences named by their numbers, from 1, in the order typed: "3 1" or "3,1".

    Raises UsageError for what is no number of a sentence, and for one named twice.
    """
    numbers = re.split(r"[\s,;]+", answer.strip(" \t,;"))
    for number in filter(None, numbers):
        if not number.isdecimal() or not 1 <= int(number) <= len(item.sentences):
            raise UsageError(f"There is no sentence {number!r}: they go from 1 to {len(item.sentences)}.")
    picks = tuple(int(number) - 1 for number in filter(None, numbers))
    if len(set(picks)) < len(picks):
        raise UsageError("A sentence is named twice.")
    return picks


def put_together(item: ReviewItem, picks: tuple[int, ...]) -> str:
    """Return the caption that the chosen sentences make."""
    return joined(item.sentences[index].text for index in picks)
