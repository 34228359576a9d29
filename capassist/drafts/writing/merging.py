"""What was written into a file, taken back out of it though other lines of the file were changed since."""

from difflib import Match, SequenceMatcher


def taken_back(before: bytes, written: bytes, now: bytes) -> bytes | None:
    """Return what a file holds `now` with the lines that were `written` as they were `before`; None where one of those
    lines was changed since, or is not there any more.

    It is a three-way merge by lines in which nothing is guessed: a line that was written has to be there byte for byte.
    """
    old, ours, theirs = (data.splitlines(keepends=True) for data in (before, written, now))
    kept = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    merged: list[bytes] = []
    done = 0
    for change, first, last, start, end in SequenceMatcher(None, ours, old, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        place = next((first - block.a + block.b for block in kept if _holds(block, first, last)), None)
        if place is None:
            return None
        merged += [*theirs[done:place], *old[start:end]]
        done = place + last - first
    return b"".join([*merged, *theirs[done:]])


def _holds(block: Match, first: int, last: int) -> bool:
    """Whether lines [first, last) are among those that are the same; of no lines, those on both sides of the place."""
    before, after = (1, 1) if first == last else (0, 0)
    return block.a <= first - before and last + after <= block.a + block.size
