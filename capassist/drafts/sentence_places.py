"""Where a sentence of a paragraph stands in the source."""

import re
from functools import lru_cache
from pathlib import Path

from capassist.drafts.source import line_number, line_starts, read_source
from capassist.errors import DraftError
from capassist.model import Draft, Mention, Sentence

_WORDS = 5  # of a sentence's beginning, which tell it from the others of its paragraph
_BETWEEN = r"(?:\s|%[^\n]*\n)+"


def sentence_line(draft: Draft, mention: Mention, sentence: Sentence) -> int | None:
    """Return the line on which a sentence begins: that of its paragraph where it is not found there, in a PDF the
    page."""
    if draft.kind == "pdf" or mention.file is None or mention.line is None:
        return mention.page if draft.kind == "pdf" else mention.line
    text = _text(draft.root / mention.file)
    starts = line_starts(text)
    paragraph = starts[min(mention.line, len(starts)) - 1]
    beginning = _BETWEEN.join(map(re.escape, sentence.source.split()[:_WORDS]))
    found = re.compile(beginning).search(text, paragraph) if beginning else None
    return line_number(text, found.start()) if found else mention.line


@lru_cache(maxsize=64)
def _text(path: Path) -> str:
    try:
        return read_source(path).text
    except DraftError:  # a packed archive has no files
        return ""
