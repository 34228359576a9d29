"""What the author made of a draft: which one a caption started from, how much of it was changed, and in which ways."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from capassist.model import AUTHOR, OFFLINE, Candidate, Reviewed
from capassist.text.words import one_line, words

EditKind = Literal["numbers", "shorter", "longer", "wording", "punctuation"]
_LENGTH = 0.2  # of the words; a caption is shorter or longer where it lost or gained so many
_COMMAND = re.compile(r"\\[A-Za-z]+")  # of LaTeX
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def starting_draft(row: Reviewed, text: str) -> Candidate | None:
    """Return the draft that a caption started from, None where no program drafted one.

    It is the one that was shown; where that is the author's own, the last of those that the text is nearest to.
    """
    shown = row.candidate if row.decision and row.decision.text else None
    if shown and shown.text and not is_own(shown, row.drafts):
        return shown
    programs = [draft for draft in row.drafts if draft.text and not is_own(draft, row.drafts)]
    return min(reversed(programs), key=lambda draft: changed_share(draft.text, text) if text else 0, default=None)


def is_own(draft: Candidate, drafts: Sequence[Candidate]) -> bool:
    """Tell whether a text is the author's own, among all drafts of the figure in the order they were made.

    One that was only shortened offline is, too: it has no words but those that it had before. Unless those were a
    program's.
    """
    if draft.captioner == AUTHOR:
        return True
    if draft.captioner != OFFLINE or not draft.current or not _has_no_other_words(draft):
        return False
    earlier = drafts[: drafts.index(draft)] if draft in drafts else drafts
    changed = [other for other in earlier if one_line(other.text) == one_line(draft.current)]
    return all(is_own(other, earlier) for other in changed)


def _has_no_other_words(draft: Candidate) -> bool:
    before = [word.lower() for word in words(draft.current)]
    return all(word.lower() in before for word in words(draft.text))


def changed_share(old: str, new: str) -> int:
    """Return how much of a text was changed, in percent: the edit distance in words by the longer text's number of
    words.

    A word is what stands between blanks, so that a changed number, macro or comma counts. Any change is 1 at least.
    """
    before, after = old.split(), new.split()
    distances = list(range(len(after) + 1))
    for row, word in enumerate(before, 1):
        diagonal, distances[0] = distances[0], row
        for column, other in enumerate(after, 1):
            substituted = diagonal + (word != other)
            diagonal = distances[column]
            distances[column] = min(substituted, distances[column] + 1, distances[column - 1] + 1)
    longest = max(len(before), len(after), 1)
    return max(round(100 * distances[-1] / longest), int(distances[-1] > 0))


def kept_share(old: str, new: str) -> int:
    """Return how many of the words of the shorter of two texts stand in the longer one, in the same order, in percent:
    little where one is not made from the other."""
    before, after = old.split(), new.split()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return round(100 * sum(block.size for block in blocks) / max(min(len(before), len(after)), 1))


def edit_kinds(old: str, new: str) -> tuple[EditKind, ...]:
    """Return in which ways a text was changed; none for a text with the same words and signs.

    Signs, markup and capitals alone are punctuation; changed words are wording where neither numbers nor the length
    say more.
    """
    if old.split() == new.split():
        return ()
    before, after = ([word.lower() for word in words(_COMMAND.sub(" ", text))] for text in (old, new))
    if before == after:
        return ("punctuation",)
    found: list[EditKind] = []
    if sorted(_NUMBER.findall(old)) != sorted(_NUMBER.findall(new)):
        found.append("numbers")
    if abs(len(after) - len(before)) >= _LENGTH * max(len(before), 1):
        found.append("longer" if len(after) > len(before) else "shorter")
    return tuple(found) or ("wording",)
