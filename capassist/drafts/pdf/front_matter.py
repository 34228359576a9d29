"""The front of a paper: its title and abstract."""

import re
from collections.abc import Sequence

from capassist.drafts.pdf.dehyphenation import Words, join
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Page
from capassist.drafts.pdf.prose import Paragraph

_ABSTRACT = re.compile(
    r"(?:abstract|summary|zusammenfassung|kurzfassung|résumé|resumen|resumo|riassunto|аннотация|摘\s*要|要旨|abstrakt)\b"
    r"\s*[.:：—–-]*\s*",
    re.I,
)
_WRITTEN_AFTER = re.compile(r"(?:keywords?|index terms|key words|1\.?\s+introduction|schlagwörter|关键词)\b", re.I)


# What stands in large type on a first page and is no title: "1 Introduction", "List of Figures".
_HEADING = re.compile(r"\s*(?:list of \w+|(?:table of )?contents|introduction|references)\s*$", re.IGNORECASE)
_FIRST = re.compile(r"\s*(?:1|I)\.?\s+[^\W\d_a-zß-ÿ]")  # the first section's heading: the title stands above it


def title_of(pages: Sequence[Page], skip: Sequence[frozenset[int]], body: Body, words: Words) -> str | None:
    """Return the lines in the largest type of the first page with words, when they are larger than the body."""
    for page, left_out in zip(pages[:3], skip, strict=False):
        lines = [line for i, line in enumerate(page.lines) if i not in left_out and not line.turn]
        lines = [
            line for line in lines if line.box[1] < 0.6 * page.height and len(re.findall(r"[^\W\d_]", line.text)) > 2
        ]
        first = min((line.base for line in lines if _FIRST.match(line.text)), default=page.height)
        lines = [line for line in lines if line.base < first and not _HEADING.match(line.text)]
        if not lines:
            continue
        largest = max(line.size for line in lines)
        if largest < body.size + 0.9:
            return None
        chosen = [line.text for line in lines if line.size > largest - 0.6]
        title = join(chosen[:5], words)
        return title if 3 < len(title) < 400 else None
    return None


def abstract_of(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the abstract: what stands under its heading or after the word itself, up to the next heading."""
    for index, paragraph in enumerate(paragraphs[:60]):
        if paragraph.section and _ABSTRACT.fullmatch(paragraph.section.strip()):
            same = [p.text for p in paragraphs[index : index + 5] if p.section == paragraph.section]
            return _cut(" ".join(same))
        text = paragraph.text
        match = _ABSTRACT.match(text)
        if match and len(text) < 40 and index + 1 < len(paragraphs):
            return _cut(paragraphs[index + 1].text)
        if match and len(text) > 150:
            return _cut(text[match.end() :])
    return None


def _cut(text: str) -> str | None:
    end = _WRITTEN_AFTER.search(text)
    text = text[: end.start()].strip() if end and end.start() > 100 else text.strip()
    return text if len(text) > 60 else None
