"""Figures made by commands that the draft does not define: a journal's class or a style file that is not there.

`\\Figure[t!](topskip=0pt){plot.png}{The caption.\\label{fig:plot}}` is such a one. It is taken for a figure when one
argument is an image of the draft, or holds further such calls, and another one reads like a caption, or holds a label
alone. What one call shows of a command, where its caption stands, holds for the others: there the caption may be empty.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from capassist.drafts.caption_state import caption_state
from capassist.drafts.latex.arguments import closing, group, option, skip_space
from capassist.drafts.latex.captions import CAPTIONS, Caption
from capassist.drafts.latex.float_types import DECLARATIONS, FIGURE, FloatTypes
from capassist.drafts.latex.floats import Float, Label, labels_in
from capassist.drafts.latex.graphics import GRAPHIC_COMMANDS, Graphic
from capassist.drafts.latex.project import IMAGE_SUFFIXES, Project
from capassist.model import Span
from capassist.text.latex_symbols import ARGUMENTS

_CALL = re.compile(r"\\([a-zA-Z@]{3,})\*?(?=\s*(?:\[[^\[\]]*\]\s*)*(?:\([^()]*\)\s*)?\{)")
_KEY = re.compile(r"[\w:./-]{1,60}")
_MAX_ARGUMENTS = 8
# Known commands that take a text and something that could be a file's name.
_KNOWN = frozenset(
    "includegraphics caption captionof href section subsection subsubsection chapter newcommand renewcommand "
    "textcolor colorbox resizebox "
    "scalebox rotatebox parbox makebox multicolumn multirow setlength addtolength setcounter begin end input include "
    "subfloat subfigure "
    "subcaptionbox footnote graphicspath title author item textbf textit emph label ref cite url frac hyperref "
    "foreignlanguage raisebox "
    "plotone plottwo epsfig psfig ffigbox fcapside floatbox minipage adjustbox overpic import subimport "
    "lstinputlisting href movie".split()
)
_SET_NO_FLOAT = frozenset((*GRAPHIC_COMMANDS, *CAPTIONS, *ARGUMENTS))  # of this kind: they are read elsewhere
# An argument without words: white space, dots, labels and switches.
_BLANK = re.compile(
    r"(?:[\s\x1f~.?\u2026-]|\{\}|\\[ ,;]|\\label\s*\{[^{}]*\}"
    r"|\\(?:dots|ldots|quad|null|relax|empty|ignorespaces|protect|small|footnotesize)(?![a-zA-Z@]))*"
)
# Pictures that are no figures, by what they or their commands are called, and commands that choose.
_ORNAMENT = re.compile(r"logo|icon|badge|avatar|emblem|background|watermark|portrait|signature|orcid", re.IGNORECASE)
_CHOICE = re.compile(r"if", re.IGNORECASE)
_DECLARED = re.compile(rf"\\({'|'.join(DECLARATIONS)})(?![a-zA-Z@])")
_BEGIN = re.compile(r"\\begin\s*\{\s*([a-zA-Z*@]+)\s*\}")


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    start: int
    end: int
    groups: tuple[Span, ...]

    @property
    def shape(self) -> tuple[str, int]:
        """The command, and how many arguments it has here."""
        return self.name, len(self.groups)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The figures of undefined commands in order, and the calls, by offset and name, that may make some all the same:
    nothing in the paper shows whether they do."""

    figures: tuple[Float, ...]
    unread: tuple[tuple[int, str], ...]


def find_wrapped(project: Project, structure: str, begin: int, defined: Collection[str]) -> Wrapped:
    """Return the figures of undefined commands between the offset `begin` and the end, wherever they stand."""
    stems = _image_names(project)
    calls = list(_calls(structure, begin, defined, stems)) if stems else []
    captions = _places(calls, lambda call: _caption_place(structure, call, stems))
    others = [call for call in calls if call not in captions]
    shown = _places_shown(structure, captions) if others else {}
    captions |= _places(others, lambda call: _place_as_shown(structure, call, stems, shown))
    figures = _outermost(_figure(structure, call, captions[call], stems) for call in calls if call in captions)
    unclear = (call for call in others if call not in captions)
    return Wrapped(tuple(figures), tuple(_unread(structure, unclear, figures, {name for name, _ in shown}, stems)))


def _outermost(figures: Iterable[Float]) -> list[Float]:
    """Return the figures, in order, that stand inside no other one."""
    found: list[Float] = []
    for figure in figures:
        if not found or figure.start >= found[-1].end:
            found.append(figure)
    return found


def _places(calls: Iterable[_Call], place_of: Callable[[_Call], int | None]) -> dict[_Call, int]:
    """Return which argument is the caption, for the calls where one is."""
    return {call: place for call in calls if (place := place_of(call)) is not None}


def _place_as_shown(
    structure: str, call: _Call, stems: frozenset[str], shown: Mapping[tuple[str, int], int]
) -> int | None:
    """Return which argument of a call is the caption by what other calls have `shown`; None where none did, or no image
    stands beside it."""
    place = shown.get(call.shape)
    return place if place is not None and _images(structure, call, stems, place) else None


def _calls(structure: str, begin: int, defined: Collection[str], stems: frozenset[str]) -> Iterator[_Call]:
    """Yield the calls of undefined commands, those inside another one's arguments, too."""
    for match in _CALL.finditer(structure, begin):
        if match.group(1) in _KNOWN or match.group(1) in defined:
            continue
        call = _read(structure, match)
        if call is not None and not _stands_in_a_sentence(structure, call, stems):
            yield call


def _places_shown(structure: str, captions: Mapping[_Call, int]) -> dict[tuple[str, int], int]:
    """Return which argument is the caption, by the command and the number of its arguments, as most calls outside
    floats have it."""
    floats = list(_float_ranges(structure))
    counts: dict[tuple[str, int], Counter[int]] = {}
    for call, place in captions.items():
        if call.name not in CAPTIONS and not _is_inside(call.start, floats):
            counts.setdefault(call.shape, Counter())[place] += 1
    return {shape: places.most_common(1)[0][0] for shape, places in counts.items()}


def _float_ranges(structure: str) -> Iterator[Span]:
    """Yield the ranges of the environments that are floats."""
    types = FloatTypes()
    for match in _DECLARED.finditer(structure):
        types.declare(structure, match[1], match.end())
    for match in _BEGIN.finditer(structure):
        if types.of_environment(match[1]) is not None:
            closed = closing(structure, match[1], match.end(), len(structure))
            yield match.start(), closed[1] if closed else match.end()


def _is_inside(position: int, ranges: Iterable[Span]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _unread(
    structure: str, calls: Iterable[_Call], figures: Sequence[Float], names: Collection[str], stems: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """Yield the calls that may make a figure: of commands in `names`, which make others, and those with an image beside
    an argument without words; not those inside a figure or inside one another."""
    end = 0
    ranges = [(found.start, found.end) for found in figures]
    for call in calls:
        if call.start < end or _is_inside(call.start, ranges):
            continue
        if call.name in names or _may_lack_its_caption(structure, call, stems):
            end = call.end
            yield call.start, call.name


def _may_lack_its_caption(structure: str, call: _Call, stems: frozenset[str]) -> bool:
    if call.name in _SET_NO_FLOAT or _CHOICE.match(call.name) or _ORNAMENT.search(call.name):
        return False
    images = [graphic.name or "" for graphic in _images(structure, call, stems)]
    texts = (structure[slice(*span)] for span in call.groups)
    return any(map(_lacks_words, texts)) and not all(map(_ORNAMENT.search, images))


def _stands_in_a_sentence(structure: str, call: _Call, stems: frozenset[str]) -> bool:
    """Return whether words go on with a call that has no file's whole name: \\acro{FLOW}{…} beside flow.png."""
    before = structure[structure.rfind("\n", 0, call.start) + 1 : call.start].rstrip()
    named = (structure[slice(*span)].strip() for span in call.groups)
    whole = any(_is_image(text, stems) and ("/" in text or "." in text) for text in named)
    goes_on = re.search(r"[\w,;:)~]$", before) or re.match(r"[ \t]*[\w,;:.(~]", structure[call.end : call.end + 20])
    return goes_on is not None and not whole


def _image_names(project: Project) -> frozenset[str]:
    names: set[str] = set()
    for path in project.files:
        stem, dot, suffix = path.rpartition(".")
        if f".{suffix}" in IMAGE_SUFFIXES and dot:
            names |= {path, stem, path.rpartition("/")[2], stem.rpartition("/")[2]}
    return frozenset(names)


def _read(structure: str, match: re.Match[str]) -> _Call | None:
    groups: list[Span] = []
    position = match.end()
    while len(groups) < _MAX_ARGUMENTS:
        argument = _argument(structure, position, first=not groups)
        if argument is None:
            break
        span, position = argument
        groups += [span] if span else []
    return _Call(match.group(1), match.start(), position, tuple(groups)) if len(groups) >= 2 else None


def _argument(structure: str, position: int, *, first: bool) -> tuple[Span | None, int] | None:
    """Return the next argument of a call, the range of one in braces, and where it ends. Parentheses come first."""
    start = skip_space(structure, position)
    following = structure[start : start + 1]
    if following == "[" and (options := option(structure, start)) is not None:
        return None, options[1] + 1
    if following == "(" and first and (close := structure.find(")", start)) >= 0:
        return None, close + 1
    if following == "{" and (span := group(structure, start)) is not None and "\n\n" not in structure[position:start]:
        return span, span[1] + 1
    return None


def _images(structure: str, call: _Call, stems: frozenset[str], caption: int = -1) -> list[Graphic]:
    """Return the images in the arguments of a call, but for that in the one whose number is `caption`."""
    beside = (span for index, span in enumerate(call.groups) if index != caption)
    return list(chain.from_iterable(_graphics(structure, span, stems) for span in beside))


def _caption_place(structure: str, call: _Call, stems: frozenset[str]) -> int | None:
    """Return which argument of a call with an image is the caption: the one that reads like it, else the one that
    stands for it; None where none does."""
    texts = {
        index: structure[slice(*span)].strip()
        for index, span in enumerate(call.groups)
        if not any(_graphics(structure, span, stems))
    }
    if len(texts) == len(call.groups):
        return None
    for is_one in (_reads_like_a_caption, _stands_for_a_caption, _is_only_a_label):
        if (found := next((index for index, text in texts.items() if is_one(text)), None)) is not None:
            return found
    return _blank_beside_a_key(structure, texts)


def _blank_beside_a_key(structure: str, texts: Mapping[int, str]) -> int | None:
    """Return the only blank argument, where another one is the label's key."""
    blank = [index for index, text in texts.items() if _BLANK.fullmatch(text)]
    return blank[0] if len(blank) == 1 and any(_is_own_key(structure, text) for text in texts.values()) else None


def _is_own_key(structure: str, text: str) -> bool:
    """Return whether an argument is the key of a label that the text refers to and that no \\label sets."""
    if not _reads_like_a_key(text):
        return False
    key = rf"(?:fig:)?{re.escape(text)}"
    refers = re.search(rf"\\[a-zA-Z]*ref\*?\s*\{{(?:[^{{}}]*,)?\s*{key}\s*[,}}]", structure)
    return refers is not None and re.search(rf"\\label\s*\{{\s*{key}\s*\}}", structure) is None


def _figure(structure: str, call: _Call, place: int, stems: frozenset[str]) -> Float:
    """Return the figure of a call whose argument number `place`, from 0, is the caption."""
    caption = call.groups[place]
    without_image = (span for span in call.groups if span != caption and not any(_graphics(structure, span, stems)))
    keys = (span for span in without_image if _reads_like_a_key(structure[slice(*span)].strip()))
    labels, end = _labels(structure, call, next(keys, None))
    found = Float(FIGURE, None, call.start, end, (call.start, call.end), labels=labels)
    found.graphics = _images(structure, call, stems, place)
    found.captions = [Caption(call.name, FIGURE, caption[0] - 1, caption[1] + 1, caption)]
    return found


def _labels(structure: str, call: _Call, key: Span | None) -> tuple[list[Label], int]:
    """Return the labels in a call, else the one right behind it, else the one that its argument `key` names, and where
    they end."""
    if labels := labels_in(structure, call.start, call.end):
        return labels, call.end
    following = re.compile(r"\s*\\label\s*\{([^{}]*)\}").match(structure, call.end)
    if following is not None:
        return [Label(following.start(), following.end(), following.group(1).strip())], following.end()
    if key is None:
        return [], call.end
    name = structure[slice(*key)].strip()
    return [Label(*key, name if ":" in name or f"\\ref{{{name}}}" in structure else f"fig:{name}")], call.end


def _graphics(structure: str, span: Span, stems: frozenset[str]) -> Iterator[Graphic]:
    """Yield the graphic that an argument names, or those that the calls in it name."""
    text = structure[slice(*span)].strip()
    if _is_image(text, stems):
        yield Graphic(span[0], span[1], text)
        return
    for match in re.compile(r"\{([^{}]*)\}").finditer(structure, *span):
        if _is_image(match.group(1).strip(), stems):
            yield Graphic(match.start(1), match.end(1), match.group(1).strip())


def _is_image(text: str, stems: frozenset[str]) -> bool:
    return 2 < len(text) < 200 and text.lower().removeprefix("./") in stems


def _reads_like_a_caption(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\[a-zA-Z@]+", " ", text))
    return len(words) >= 2 and " " in text and "=" not in text[:20]


def _stands_for_a_caption(text: str) -> bool:
    """Return whether an argument is "TODO" or "Caption here"; "fig" alone would be a key."""
    return caption_state(text) == "placeholder" and (" " in text or text.isupper())


def _is_only_a_label(text: str) -> bool:
    return "\\label" in text and _BLANK.fullmatch(text) is not None


def _lacks_words(text: str) -> bool:
    """Return whether an argument is blank, or a mark that something is to be done."""
    return _BLANK.fullmatch(text) is not None or caption_state("", text) == "placeholder" or _stands_for_a_caption(text)


def _reads_like_a_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None and re.search(r"[a-zA-Z]{2}", text) is not None
