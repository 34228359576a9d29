"""The front of a paper: its title and abstract."""

import re
from collections.abc import Sequence

from capassist.drafts.pdf.dehyphenation import Words, join
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page
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
        if lines := _first_lines(page, left_out):
            return _largest(lines, body, words)
    return None


def _first_lines(page: Page, left_out: frozenset[int]) -> list[Line]:
    """Return the lines in the upper part of a page, above its first section, that may be a title's."""
    lines = [line for i, line in enumerate(page.lines) if i not in left_out and _leads(line, page)]
    first = min((line.base for line in lines if _FIRST.match(line.text)), default=page.height)
    return [line for line in lines if line.base < first and not _HEADING.match(line.text)]


def _leads(line: Line, page: Page) -> bool:
    """Whether a line of words stands upright in the upper part of a page."""
    return not line.turn and line.box[1] < 0.6 * page.height and len(re.findall(r"[^\W\d_]", line.text)) > 2


def _largest(lines: Sequence[Line], body: Body, words: Words) -> str | None:
    """Return the lines in the largest type as a title; None where it is no larger than the body, or they are no
    title."""
    largest = max(line.size for line in lines)
    if largest < body.size + 0.9:
        return None
    chosen = [line.text for line in lines if line.size > largest - 0.6]
    title = join(chosen[:5], words)
    return title if 3 < len(title) < 400 else None


def abstract_of(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the abstract: what stands under its heading or after the word itself, up to the next heading."""
    for index in range(min(len(paragraphs), 60)):
        abstract = _abstract_at(paragraphs, index)
        if abstract is not None:
            return _cut(abstract)
    return None


def _abstract_at(paragraphs: Sequence[Paragraph], index: int) -> str | None:
    """Return the abstract that a paragraph stands in, names or begins; None for other paragraphs."""
    section, heading, text = paragraphs[index].section, paragraphs[index].heading, paragraphs[index].text
    if _is_abstract(heading):
        return text
    if _is_abstract(section):
        return " ".join(p.text for p in paragraphs[index : index + 5] if p.section == section)
    word = _ABSTRACT.match(text)
    if word and len(text) < 40 and index + 1 < len(paragraphs):
        return paragraphs[index + 1].text
    return text[word.end() :] if word and len(text) > 150 else None


def _is_abstract(title: str | None) -> bool:
    return title is not None and _ABSTRACT.fullmatch(title.strip()) is not None


def _cut(text: str) -> str | None:
    end = _WRITTEN_AFTER.search(text)
    text = text[: end.start()].strip() if end and end.start() > 100 else text.strip()
    return text if len(text) > 60 else None
