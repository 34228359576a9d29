"""Where the text points at figures: through labels, by printed numbers, and by both ends of a range."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from capassist.drafts.latex.references import ReferenceCommand, find_references
from capassist.model import FloatKind, Span
from capassist.text.float_references import FloatReference, join_between, plain_number, references, word_before
from capassist.text.latex import Macro

_PART_AFTER = re.compile(
    r"(?:\{\})?(?:\\[,;]|~| )?(?:\((?:[a-z](?![a-z])|[ivx]+)(?:\s*(?:[,–-]|--|and|to)\s*[a-z])*\)"
    r"|\\?textit\{[a-zA-Z]\}|\\textbf\{[a-zA-Z]\}|(?<![ ~])[a-zA-Z](?:\s*(?:,|--?|–)\s*[a-z])*(?![\w{]))"
)
_CITING = re.compile(r"\\[a-zA-Z]*cite[a-zA-Z]*\*?(?:\s*\[[^\[\]]*\]){1,2}")
# "Fig. 3 of \cite{x}", "their Figure 3": a figure of another paper.
_OF_ANOTHER = re.compile(
    r"(?:\([a-z]\))?(?:\s|~|,)*(?:of|in|from|by|de|von|aus|di|du)(?:\s|~)+(?:the\s+\w+\s+of\s+|Ref\.~?"
    r"|Refs\.~?)?\\[a-zA-Z]*cite"
)
_OTHERS_BEFORE = re.compile(r"(?:\b(?:their|his|her|whose)|\\cite[a-zA-Z]*\*?\s*\{[^{}]*\}[,;]?)(?:\s|~|\()+$")
# "compared Figure 1 to Figure 3" is no range.
_COMPARING = re.compile(r"\b(?:compar|relat|contrast|similar|refer|analog)\w*\b[^.]*$")
_KEY = re.compile(r"[a-zA-Z]+\d")  # "fig1": a label, or a file's name
_REACH = 60  # characters before or after a reference that may be about it
_BETWEEN = 40  # characters between the two ends of a range


@dataclass(frozen=True, slots=True)
class Names:
    """What references point at: which figure has a label, and what is printed for it."""

    figures: Mapping[str, int]  # label -> index of the figure
    numbers: Mapping[str, int]  # "3" -> index of the figure, where numbers are certain
    commands: Mapping[str, ReferenceCommand]
    plain: Callable[[str], str]  # from LaTeX to what a reader sees
    kinds: Sequence[FloatKind]  # of the figures, by index
    macros: Mapping[str, Macro]


@dataclass(frozen=True, slots=True)
class Pointer:
    """An expression that points at labels or numbers: its range with the word before and the panel after it, and the
    figures it means. `labels` are those that have to be set."""

    start: int
    end: int
    keys: tuple[str, ...]
    figures: tuple[int, ...]  # by index; empty for a table's label that is none of them, or an unknown one
    labels: tuple[str, ...] = ()


def find_pointers(text: str, start: int, end: int, names: Names) -> list[Pointer]:
    """Return what points at anything in a range of LaTeX, in order. Between the ends of a range all of one kind are
    meant."""
    called = list(_called(text, start, end, names))
    written = _written(text[start:end], start, names, called)
    return sorted(_ranges(text, [*called, *written], names), key=lambda pointer: pointer.start)


def _called(text: str, start: int, end: int, names: Names) -> Iterator[Pointer]:
    """Yield the calls of commands that refer."""
    for found in find_references(text, start, end, names.commands):
        figures = [names.figures[key] for key in found.keys if key in names.figures]
        if found.ranged and len(figures) == 2:
            figures = _all_between(figures[0], figures[1], names)
        before = word_before(text[max(start, found.start - _REACH) : found.start], min(_REACH, found.start - start))
        begin = max(start, found.start - _REACH) + before[0] if before else found.start
        after = _PART_AFTER.match(text, found.end, end)
        stop = after.end() if after else found.end
        yield Pointer(begin, stop, found.keys, tuple(dict.fromkeys(figures)), found.labels)


def _written(text: str, base: int, names: Names, called: Sequence[Pointer]) -> Iterator[Pointer]:
    """Yield the references that are written out, "Fig.~3", but those to other papers' figures."""
    if not names.numbers:
        return
    citing = [match.span() for match in _CITING.finditer(text)]
    taken = {pointer.start for pointer in called}
    for found in references(text, names.numbers):
        first, last = found.span
        if found.kind != "figure" or first + base in taken or _is_within(citing, first):
            continue
        known = () if _is_of_another(text, first, last) else _known_numbers(found, names)
        if known:
            yield Pointer(first + base, last + base, known, tuple(map(names.numbers.__getitem__, known)))


def _is_within(spans: Sequence[Span], position: int) -> bool:
    """Return whether a position is in one of the ranges, which stand in order."""
    index = bisect_right(spans, position, key=itemgetter(0)) - 1
    return index >= 0 and position < spans[index][1]


def _is_of_another(text: str, first: int, last: int) -> bool:
    """Return whether the words in and around a reference say that it is to another paper's figure, or to a label."""
    if _KEY.match(text, first, last) or _OF_ANOTHER.match(text, last, last + _REACH):
        return True
    return _OTHERS_BEFORE.search(text[max(0, first - _REACH) : first]) is not None


def _known_numbers(found: FloatReference, names: Names) -> tuple[str, ...]:
    """Return the numbers of a reference that the draft's figures have, as they are printed."""
    numbers = (_number(number, found.series, names) for number in found.numbers)
    return tuple(number for number in numbers if number is not None)


def _number(number: str, series: str, names: Names) -> str | None:
    """Return the printed number that is meant: S3 by "Supplementary Figure 3"; none where that is another
    document's."""
    if series not in ("", "appen", "onlin") and not number.startswith("S"):
        number = f"S{number}"
    return number if number in names.numbers else None


def _ranges(text: str, found: list[Pointer], names: Names) -> Iterator[Pointer]:
    """Yield the pointers, two that are the ends of a range as one: "Figures~\\ref{a}--\\ref{d}"."""
    waiting: Pointer | None = None
    for pointer in sorted(found, key=lambda pointer: pointer.start):
        if waiting is not None:
            between = _all_between_pointers(text, waiting, pointer, names)
            if between:
                waiting = replace(
                    waiting,
                    end=pointer.end,
                    keys=(*waiting.keys, *pointer.keys),
                    figures=(*waiting.figures, *between),
                    labels=(*waiting.labels, *pointer.labels),
                )
                continue
            yield waiting
        waiting = pointer
    if waiting is not None:
        yield waiting


def _all_between_pointers(text: str, first: Pointer, last: Pointer, names: Names) -> tuple[int, ...]:
    """Return the figures from after `first` up to `last` when the two are the ends of a range."""
    if not first.figures or len(last.figures) != 1 or not 0 < last.start - first.end < _BETWEEN:
        return ()
    between = text[first.end : last.start]
    compared = between[-1:].isspace() and _COMPARING.search(text[max(0, first.start - _REACH) : first.start])
    if compared or join_between(between, text[first.start : first.end].partition("\\")[0].strip(" ~")) != "to":
        return ()
    return tuple(_all_between(first.figures[-1], last.figures[0], names)[1:])


def _all_between(first: int, last: int, names: Names) -> list[int]:
    low, high = sorted((first, last))
    return [index for index in range(low, high + 1) if names.kinds[index] == names.kinds[first]]


def printed_numbers(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return the figures by their numbers as text compares them."""
    return {plain_number(number): index for number, index in numbers.items()}
