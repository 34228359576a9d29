"""Text that goes round in circles, by the three ratios of CoViP's degeneration filter (arXiv 2602.03454, section 4.3).

A caption is degenerate when at least 0.3 of four or more sentences are repeats, or 0.3 of its five-word runs (from 20
words on), or when 0.2 of its runs of 10, 20 or 30 words occur more than once. No caption has more than 511 tokens
there.
"""

import re
from collections import Counter

LONGEST = 511  # tokens
_TOKEN = re.compile(r"\w{1,8}|[^\w\s]")  # a language model's tokens are about as long
_SENTENCES, _SENTENCE_RATIO = 4, 0.3
_WORDS, _RUN, _RUN_RATIO = 20, 5, 0.3
_WINDOWS, _WINDOW_RATIO = (10, 20, 30), 0.2


def repeats_itself(text: str) -> bool:
    """Tell whether a text is degenerate in one of the three ways."""
    lowered = " ".join(text.lower().split())
    spoken = lowered.split()
    return (
        _sentences_repeat([s.strip() for s in re.split(r"[.!?]+", lowered) if s.strip()])
        or (len(spoken) >= _WORDS and _repeated(_runs(spoken, _RUN)) >= _RUN_RATIO)
        or any(len(spoken) >= 2 * size and _recurring(_runs(spoken, size)) >= _WINDOW_RATIO for size in _WINDOWS)
    )


def _sentences_repeat(found: list[str]) -> bool:
    return len(found) >= _SENTENCES and _repeated(found) >= _SENTENCE_RATIO


def _runs(spoken: list[str], size: int) -> list[str]:
    return [" ".join(spoken[start : start + size]) for start in range(len(spoken) - size + 1)]


def _repeated(items: list[str]) -> float:
    """Return the share of items that stood before already."""
    return (len(items) - len(set(items))) / len(items)


def _recurring(items: list[str]) -> float:
    """Return the share of items that occur more than once, each occurrence counted."""
    return sum(count for count in Counter(items).values() if count > 1) / len(items)


def too_long(text: str) -> bool:
    """Tell whether a text has more tokens than CoViP's limit, counted without a tokenizer."""
    return len(_TOKEN.findall(text)) > LONGEST
