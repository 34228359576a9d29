"""Panels: the parts that a caption tells apart by letters."""

import re

from capassist.model import Panel

# "(a) the sum", "a) the sum", "a, The sum" (the last as some journals print it, before a capital letter).
_STYLES = (
    re.compile(r"(?:^|(?<=[\s.;:,]))\((?P<letter>[A-Za-z])\)[:.,]?\s*"),
    re.compile(r"(?:^|(?<=[\s.;:,]))(?P<letter>[A-Za-z])\)[:.,]?\s+"),
    re.compile(r"(?:^|(?<=[.;]\s))(?P<letter>[A-Za-z])[,:|]\s+(?=[A-Z(])"),
)


def panels_of(caption: str) -> tuple[Panel, ...]:
    """Return the panels that a caption describes one after the other from (a) or (A), with their words; () when it is
    not clear."""
    for style in _STYLES:
        marks = _in_sequence(list(style.finditer(caption)))
        if len(marks) < 2 or not _leads(caption, marks):
            continue
        ends = [mark.start() for mark in marks[1:]] + [len(caption)]
        texts = [caption[mark.end() : end].strip(" ,;") for mark, end in zip(marks, ends, strict=True)]
        return tuple(Panel(mark["letter"], text or None) for mark, text in zip(marks, texts, strict=True))
    return ()


def _in_sequence(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the marks that count a, b, c … (or A, B, C …) from the first letter on."""
    kept: list[re.Match[str]] = []
    for mark in found:
        expected = chr(ord(kept[-1]["letter"]) + 1) if kept else mark["letter"] if mark["letter"] in "aA" else ""
        if mark["letter"] == expected:
            kept.append(mark)
    return kept


def _leads(caption: str, marks: list[re.Match[str]]) -> bool:
    """Whether the marks stand before what they name, as in "(a) the sum, (b) the mean", not after, as in "the sum
    (a)"."""
    before = (caption[: mark.start()].rstrip() for mark in marks)
    return all(not text or text[-1] in ".;:,–—" for text in before)
