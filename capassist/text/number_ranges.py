"""Ranges of floats' numbers: "3 to 5", "2.1–2.3", "S3–5"."""

import re

_MOST_BETWEEN = 50  # numbers of a range


def numbers_between(first: str, last: str) -> tuple[str, ...]:
    """Return the numbers between the ends of a range: 3, 6 gives 4, 5; 2.1, 2.3 gives 2.2; none where they do not count
    on."""
    head, tail = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", last)
    if not head or not tail or tail[1] not in (head[1], "") or not 0 < int(tail[2]) - int(head[2]) < _MOST_BETWEEN:
        return ()
    return tuple(f"{head[1]}{value}" for value in range(int(head[2]) + 1, int(tail[2])))


def numbers_up_to(first: str, last: str) -> list[str]:
    """Return the numbers behind the first up to the last; none where the two are no range."""
    between = numbers_between(first, last)
    return [*between, _full(first, last)] if between or _follows(first, last) else []


def _follows(first: str, last: str) -> bool:
    head, tail = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", last)
    return bool(head and tail and tail[1] in (head[1], "") and int(tail[2]) == int(head[2]) + 1)


def _full(first: str, last: str) -> str:
    """Return the last number of a range with what it leaves out: "S3–5" ends in S5."""
    head = re.fullmatch(r"(.*?)(\d+)", first)
    return f"{head[1]}{last}" if head and head[1] and last.isdigit() else last
