"""Captions that stand in no float environment: \\captionof, \\figcaption, those among a listing's options, and those
set by hand."""

import re
from collections.abc import Iterable

from capassist.drafts.latex.arguments import closing, group, option, skip_space
from capassist.drafts.latex.captions import CAPTIONS, FIXED_TYPES, TEXT_END, Caption, read_caption
from capassist.drafts.latex.float_types import FIGURE, LISTING, FloatTypes
from capassist.drafts.latex.floats import Float, Label, labels_in
from capassist.drafts.latex.graphics import Graphic, find_graphics
from capassist.drafts.latex.numbering import end_of_group
from capassist.model import Span

_EDGE = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_NEXT_LABEL = re.compile(r"\s*\\label\s*\{([^{}]*)\}")
_LISTING_CAPTION = re.compile(r"(?<=[,\s\[])caption\s*=\s*")
_LISTING_LABEL = re.compile(r"(?<=[,\s\[])label\s*=\s*\{?([^,{}\]\s]+)")
# What makes a plain \\caption work outside a float.
_TYPE = re.compile(r"(?:\\captionsetup\s*\{[^{}]*type\*?\s*=\s*|\\@captype\s*\{)(\w+)")
_FAR = 4000  # characters; the box around a caption and its graphic is not larger
_PARAGRAPH = 2000
_NEAR = 40  # characters behind a caption in which its label stands
_AFTER_NUMBER = r"(?:[\s~.:}]|\\[ ,:;]|\\(?:quad|qquad|enspace|space|hspace\s*\{[^{}]*\})(?![a-zA-Z])|--+)*"


def is_outer_caption(command: str) -> bool:
    """Return whether a command makes a caption that stands outside a float."""
    return command == "caption" or (
        command in CAPTIONS and (command in FIXED_TYPES or "of" in command) and command != "tbl"
    )


def read_caption_outside(
    views: tuple[str, str], command: str, place: Span, after: int, types: FloatTypes
) -> Float | None:
    """Return the float that a caption command at `place` makes with what is around it, not reaching back before
    `after`.

    `views` are the structure and the readable text.
    """
    structure, readable = views
    named = _TYPE.findall(structure, max(after, place[0] - _PARAGRAPH), place[0]) if command == "caption" else []
    caption = read_caption(structure, command, place, types.of_type(named[-1]) if named else FIGURE, types)
    if caption is None:
        return None
    low, high = _around(structure, readable, caption, after)
    graphics = list(find_graphics(structure, readable, low, high))
    if command == "caption" and not named and not graphics:
        return None  # not a float that could be told
    labels = labels_in(structure, caption.start, caption.end)
    end = caption.end
    if (following := _NEXT_LABEL.match(structure, caption.end)) is not None:
        labels.append(Label(following.start(), following.end(), following.group(1).strip()))
        end = following.end()
    labels = labels or labels_in(structure, low, high)[:1]
    start, end = _stretched(caption.start, end, graphics)
    return Float(caption.type, None, start, end, (start, end), [caption], labels, graphics=graphics)


def _stretched(start: int, end: int, graphics: Iterable[Graphic]) -> Span:
    """Return a range that reaches over graphics, too."""
    for graphic in graphics:
        start, end = min(start, graphic.start), max(end, graphic.end)
    return start, end


def read_by_hand(views: tuple[str, str], counter: str, place: Span, after: int, types: FloatTypes) -> Float | None:
    """Return the float whose caption the text itself sets behind a \\refstepcounter, at `place`, of the float's
    counter: by \\textbf{Figure \\thefigure.} and what follows to the end of its group or line. None where that prints
    no number."""
    structure, readable = views
    type_ = types.of_environment(counter)
    if type_ is None or type_.counter != counter or (span := _behind_number(structure, counter, place, after)) is None:
        return None
    caption = Caption("refstepcounter", type_, place[1], span[1], span, continued=True)  # the number is stepped to
    low, high = _around(structure, readable, caption, after)
    graphics = list(find_graphics(structure, readable, low, high))
    labels = labels_in(structure, place[0], max(span[1], min(high, span[1] + _NEAR)), only_first=True)
    start, end = _stretched(place[0], max([span[1], *(label.end for label in labels)]), graphics)
    return Float(type_, None, start, end, (start, end), [caption], labels, graphics=graphics)


def _behind_number(structure: str, counter: str, place: Span, after: int) -> Span | None:
    """Return the words behind the number that a paragraph prints after the \\refstepcounter at `place`."""
    blank = structure.find("\n\n", place[1], place[1] + _PARAGRAPH)
    limit = blank if blank >= 0 else place[1] + _PARAGRAPH
    number = re.compile(rf"\\the{re.escape(counter)}(?![a-zA-Z@]){_AFTER_NUMBER}").search(structure, place[1], limit)
    if number is None or "\\refstepcounter" in structure[place[1] : number.start()]:
        return None
    start = number.end()
    stop = TEXT_END.search(structure, start)
    ends = (
        end_of_group(structure, max(after, place[0] - _FAR), start),
        stop.start() if stop else None,
        structure.find("\\addcontentsline", start),
    )
    end = min((position for position in ends if position is not None and position >= 0), default=start)
    words = structure[start:end].rstrip()
    return (start, start + len(words)) if re.search(r"\w", words) else None


def read_listing(structure: str, command: str, place: Span) -> Float | None:
    """Return the listing, an environment or a command at `place`, whose caption stands among its options."""
    options = option(structure, skip_space(structure, place[1]))
    caption = _LISTING_CAPTION.search(structure, options[0] - 1, options[1]) if options else None
    if options is None or caption is None:
        return None
    inner = group(structure, caption.end())
    if inner is None:
        comma = structure.find(",", caption.end(), options[1])
        inner = caption.end(), options[1] if comma < 0 else comma
    closed = closing(structure, command, options[1], len(structure)) if command == "lstlisting" else None
    end = closed[1] if closed else options[1] + 1
    found = Float(LISTING, command, place[0], end, (options[1] + 1, end))
    found.captions = [Caption(command, LISTING, caption.start(), inner[1], inner)]
    if (label := _LISTING_LABEL.search(structure, options[0] - 1, options[1])) is not None:
        found.labels = [Label(label.start(), label.end(), label.group(1))]
    return found


def _around(structure: str, readable: str, caption: Caption, after: int) -> Span:
    """Return the range of the minipage or other environment that holds a graphic and the caption, else the
    paragraph."""
    lowest = max(after, caption.start - _FAR)
    for name, start in reversed(_open_environments(structure, lowest, caption.start)):
        if name in ("document", "frame"):
            break
        closed = closing(structure, name, caption.end, min(len(structure), caption.end + _FAR))
        if closed is not None and any(True for _ in find_graphics(structure, readable, start, closed[0])):
            return start, closed[0]
    low = structure.rfind("\n\n", lowest, caption.start)
    high = structure.find("\n\n", caption.end, caption.end + _PARAGRAPH)
    return (lowest if low < 0 else low), (caption.end if high < 0 else high)


def _open_environments(structure: str, low: int, position: int) -> list[tuple[str, int]]:
    """Return the environments that begin behind `low` and are open at `position`, with where their content begins."""
    opened: list[tuple[str, int]] = []
    for match in _EDGE.finditer(structure, low, position):
        if match.group(1) == "begin":
            opened.append((match.group(2), match.end()))
        elif opened:
            opened.pop()
    return opened
