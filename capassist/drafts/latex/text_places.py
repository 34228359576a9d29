r"""Where the texts of figures besides their captions stand or belong: \Description, alt=, short titles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath

from capassist.drafts.caption_state import caption_state
from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.document import Document
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.generated import made_from
from capassist.drafts.latex.graphics import Graphic
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import without_fill
from capassist.drafts.source import line_end
from capassist.model import Figure, Slot, Span, TextPlace
from capassist.text.latex import to_plain

DESCRIPTION = re.compile(r"\\Description(?![a-zA-Z@])")
_DESCRIPTION_TAKEN_CARE_OF = re.compile(  # defined, or asked for before it is used
    r"\\[a-zA-Z@]*(?:def|let|[cC]ommand|[eE]nvironment|newlist|csname)[a-zA-Z@]*\*?\s*\{?\s*\\?Description(?![a-zA-Z@])"
)
_INCLUDES = re.compile(r"\\(?:includegraphics|adjincludegraphics)(?![a-zA-Z@])")
_OPTIONS = re.compile(r"\\(?:(?:adj)?includegraphics|begin\s*\{tikzpicture\})(?![a-zA-Z@])\*?\s*(?:<[^<>]*>\s*)?(?=\[)")
_ANY_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_TIKZ = re.compile(r"\\begin\s*\{tikzpicture\}")
_TAGGED = re.compile(r"\\DocumentMetadata\s*\{[^{}]*\b(?:tagging|testphase|tagging-setup)\s*=")
_REPEATS = re.compile(
    r"\\(foreach|loop|multido|forloop|whiledo|Repeat|@for|for|newcommand|renewcommand|providecommand|NewDocumentCommand"
    r"|newsavebox|[egx]?def)(?![a-zA-Z@])"
)
_WITH_SHORT = frozenset("caption captionof captionabove captionbelow captionbox".split())
_OLD_OPTIONS = "Its options are of the old form [..][..], which has no place for alt=."
_OWN_COMMAND = "A command of the draft's own writes this, so it is not at one place in the text."


def knows_description(expanded: Expanded) -> bool:
    r"""Return whether the draft, or a class or style file in it, has to do with how \Description is defined."""
    sources = (expanded.text.structure, expanded.local_styles)
    return "Description" in expanded.macros or any(map(_DESCRIPTION_TAKEN_CARE_OF.search, sources))


def read_text_places(
    project: Project, expanded: Expanded, document: Document, figures: Sequence[Figure]
) -> tuple[TextPlace, ...]:
    """Return the places of the figures' other texts, in reading order. `figures` are those of the document's
    entries."""
    return _TextPlaces(project, expanded, document).read(figures)


def with_alternatives(figures: Sequence[Figure], places: Iterable[TextPlace]) -> tuple[Figure, ...]:
    """Return the figures with the alternative texts that they have as a whole, without placeholders."""
    texts = {p.figure: p.source or "" for p in places if p.purpose == "alt" and p.graphic is None and not p.decorative}
    return tuple(_with_alternative(figure, texts.get(figure.id, "")) for figure in figures)


def _with_alternative(figure: Figure, text: str) -> Figure:
    files = tuple(image.path for image in figure.images if image.path)
    state = caption_state(to_plain(text), text, files)
    return replace(figure, alternative=text) if state == "written" else figure


@dataclass(frozen=True, slots=True)
class Option:
    """One key of a graphic's options with its value, as ranges."""

    key: str
    start: int
    end: int
    value: Span | None  # without its braces
    braced: bool = False


def keyed_options(structure: str, start: int, end: int) -> Iterator[Option]:
    """Yield the options between `start` and `end`, which commas outside of braces part."""
    depth, begin = 0, start
    for position in range(start, end + 1):
        mark = structure[position] if position < end else ","
        depth += (mark == "{") - (mark == "}")
        if mark == "," and (depth == 0 or position == end):
            yield _option(structure, begin, position)
            begin = position + 1


def _option(structure: str, start: int, end: int) -> Option:
    equals = structure.find("=", start, end)
    key = without_fill(structure[start : end if equals < 0 else equals]).strip()
    if equals < 0:
        return Option(key, start, end, None)
    first = skip_space(structure, equals + 1)
    last = first + len(structure[first:end].rstrip(" \t\r\n\x1f"))
    inner = group(structure, first)
    if inner is not None and inner[1] + 1 == last:
        return Option(key, start, end, inner, braced=True)
    return Option(key, start, end, (min(first, last), last))


def alternatives_in(structure: str, start: int, end: int) -> Iterator[Span]:
    """Yield the alternative texts among the options of a range's graphics, without their braces."""
    for match in _OPTIONS.finditer(structure, start, end):
        options = option(structure, match.end())
        if options is not None:
            yield from (o.value for o in keyed_options(structure, *options) if o.key == "alt" and o.value)


class _TextPlaces:
    def __init__(self, project: Project, expanded: Expanded, document: Document) -> None:
        self.project = project
        self.made_from = cache(partial(made_from, project))  # files have many places
        self.text = expanded.text
        self.structure = expanded.text.structure
        self.document = document
        self.describes = "acmart" in (expanded.document_class, expanded.base_class) or knows_description(expanded)
        self.tagged = _TAGGED.search(self.structure) is not None

    def read(self, figures: Sequence[Figure]) -> tuple[TextPlace, ...]:
        found: list[TextPlace] = []
        for entry, figure in zip(self.document.entries, figures, strict=True):
            if figure.is_picture:
                places = [*self._alternatives(entry, figure), self._short_title(entry, figure)]
                found += map(self._unless_made, places)
        starts = Counter((slot.file, slot.start) for place in found if (slot := place.slot))
        return tuple(
            replace(place, slot=None, decoration=None, locked=f"{slot.file} is read more than once: it would be set "
                                                              f"several times.")
            if (slot := place.slot) and starts[slot.file, slot.start] > 1
            else place
            for place in found
        )  # fmt: skip

    def _unless_made(self, place: TextPlace) -> TextPlace:
        if place.slot is None:
            return place
        made = self.made_from(place.slot.file)
        if made is None:
            return place
        return replace(
            place, slot=None, decoration=None, locked=made.locked(place.slot.file), made_from=made.source
        )  # fmt: skip

    def _alternatives(self, entry: Entry, figure: Figure) -> list[TextPlace]:
        if self.describes:
            return [self._description(entry, figure)]
        graphics = _shown_graphics(entry)
        if not graphics:
            return [TextPlace("alt", figure.id, "alt", locked="This figure includes no graphic that could carry alt=.")]
        places = [self._alt(entry, figure, graphic) for graphic in graphics]
        if len(places) == 1:
            return places
        return [
            replace(place, graphic=number, graphic_path=_path_of(figure, graphic))
            for number, (place, graphic) in enumerate(zip(places, graphics, strict=True), 1)
        ]

    # ranges of the flat text in the files

    def _slot(self, start: int, end: int) -> Slot | None:
        """Return the range as it stands in one file, as all of what stands there; None where it does not."""
        first = self.text.origin(start)
        last = self.text.origin(end - 1) if end > start else first
        if first is None or last is None or first[0] != last[0] or last[1] - first[1] != max(end - start - 1, 0):
            return None
        file, low = first
        return Slot(file, low, low + end - start, self.project.source(file).text[low : low + end - start])

    def _inserted(self, position: int, before: str, after: str) -> Slot | None:
        slot = self._slot(position, position)
        return replace(slot, before=before, after=after) if slot else None

    # \Description

    def _description(self, entry: Entry, figure: Figure) -> TextPlace:
        place = TextPlace("alt", figure.id, "description")
        found = list(DESCRIPTION.finditer(self.structure, *entry.float.content))
        if not found:
            return self._missing_description(entry, place)
        if len(entry.float.captions) > 1:
            return replace(
                place, locked="This float has several captions, and it is not told whose \\Description this is."
            )
        if len(found) > 1:
            return replace(place, locked=f"This figure has {len(found)} \\Description: leave one of them.")
        start, caption = found[0].start(), entry.caption
        if caption and caption.span and caption.span[0] <= start < caption.span[1]:
            return replace(place, locked="Its \\Description stands inside the caption: move it behind it.")
        return self._described(place, found[0].end())

    def _described(self, place: TextPlace, end: int) -> TextPlace:
        """Return the place of the arguments of a \\Description that ends at `end`."""
        first = skip_space(self.structure, end)
        short = option(self.structure, first)
        long = group(self.structure, skip_space(self.structure, short[1] + 1) if short else first)
        if long is None:
            return replace(place, locked="Its \\Description has no text in braces.")
        parts = [without_fill(self.text.readable[slice(*span)]).split() for span in (short, long) if span]
        source = "\n".join(filter(None, map(" ".join, parts)))
        slot = self._slot(first, long[1] + 1)
        if slot is None:
            return replace(place, locked=_OWN_COMMAND, source=source)
        emptied = replace(slot, before="{", after="}")
        return replace(place, slot=slot, source=source, decorative=not source, decoration=emptied)

    def _missing_description(self, entry: Entry, place: TextPlace) -> TextPlace:
        """Return the place behind the caption, or else behind the last graphic, on a line of its own."""
        low, high = entry.float.content
        ends = [entry.caption.end] if entry.caption and entry.caption.span else [g.end for g in entry.graphics][-1:]
        if not ends or _depth(self.structure, low, ends[0]) is None:
            return replace(place, locked="There is no caption or graphic that it could stand behind.")
        position = _behind_braces(self.structure, low, high, ends[0])
        before = self.text.origin(position - 1)
        here = self.text.origin(position) if position < len(self.text) else None
        if before is None or here is None or before != (here[0], here[1] - 1):
            return replace(place, locked=_OWN_COMMAND)
        source = self.project.source(here[0]).text
        begin = max(source.rfind("\n", 0, here[1]), source.rfind("\r", 0, here[1])) + 1
        line = source[begin : here[1]]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        opening = f"{line_end(source)}{indent}\\Description"
        slot = Slot(here[0], here[1], here[1], "", opening)
        return replace(place, slot=slot, decoration=replace(slot, before=f"{opening}{{", after="}"))

    # alt=

    def _alt(self, entry: Entry, figure: Figure, graphic: Graphic) -> TextPlace:
        place = TextPlace("alt", figure.id, "alt")
        command = _INCLUDES.match(self.structure, graphic.start, graphic.end)
        tikz = _TIKZ.match(self.structure, graphic.start, graphic.end)
        if command is None and not (tikz and self.tagged):
            return replace(place, locked=self._without_alt(graphic, drawn=tikz is not None))
        repeated = _REPEATS.search(self.structure, entry.float.content[0], graphic.start)
        if repeated:
            return replace(place, locked=f"This graphic is included by a \\{repeated[1]}, perhaps several times.")
        name = command or tikz
        return self._among_options(
            place, graphic.start, name.end() if name else graphic.start, "sdoo" if command else "o"
        )

    def _without_alt(self, graphic: Graphic, *, drawn: bool) -> str:
        if drawn:
            return "TeX draws this figure, and alt= of a tikzpicture needs the tagging that \\DocumentMetadata sets up."
        command = _ANY_COMMAND.match(self.structure, graphic.start)
        name = f"\\{command[1]}" if command else "The command that brings this graphic"
        return f"{name} takes no alt=; \\includegraphics does."

    def _among_options(self, place: TextPlace, start: int, end: int, signature: str) -> TextPlace:
        found = read_arguments(self.structure, end, signature)
        if found is None:
            return replace(place, locked=_OLD_OPTIONS)
        options = [span for kind, span in zip(signature, found.spans, strict=True) if kind == "o" and span]
        if len(options) > 1:
            return replace(place, locked=_OLD_OPTIONS)
        if not options:
            return self._first_option(place, start, _behind_mark(self.structure, end, found.spans))
        if self._slot(start, options[0][1] + 1) is None:
            return replace(place, locked=_OWN_COMMAND)
        return self._in_options(place, options[0])

    def _in_options(self, place: TextPlace, options: Span) -> TextPlace:
        """Return the place of alt= among options that are there."""
        texts = self._with_key("alt", options)
        marks = self._with_key("artifact", options)
        if len(texts) > 1 or (texts and marks):
            return replace(place, locked="Its options have alt= twice, or artifact beside it: leave one of them.")
        if texts:
            return self._there(place, texts[0])
        if marks:
            return self._marked_decorative(place, marks[0])
        tail = ", " if self.structure[slice(*options)].strip(" \t\r\n\x1f") else ""
        slot = self._inserted(options[0], "alt={", "}" + tail)
        decoration = self._inserted(options[0], "", tail)
        return replace(place, slot=slot, decoration=decoration, locked="" if slot else _OWN_COMMAND)

    def _with_key(self, key: str, options: Span) -> list[Option]:
        return [option for option in keyed_options(self.structure, *options) if option.key == key]

    def _marked_decorative(self, place: TextPlace, key: Option) -> TextPlace:
        """Return the place of a graphic that has the key artifact: alt= would stand instead of it."""
        mark = self._slot(key.start, key.end)
        slot = mark and replace(mark, before="alt={", after="}")
        return replace(place, slot=slot, source="", decorative=True, decoration=mark)

    def _first_option(self, place: TextPlace, start: int, position: int) -> TextPlace:
        slot = self._inserted(position, "[alt={", "}]")
        if slot is None or self._slot(start, position) is None:
            return replace(place, locked=_OWN_COMMAND)
        return replace(place, slot=slot, decoration=self._inserted(position, "[", "]"))

    def _there(self, place: TextPlace, found: Option) -> TextPlace:
        if found.value is None:
            return replace(place, locked="Its alt has no text.")
        start, end = found.value
        slot = self._slot(start, end)
        if slot is None:
            return replace(place, locked=_OWN_COMMAND)
        source = " ".join(without_fill(self.text.readable[start:end]).split())
        written = slot if found.braced else replace(slot, before="{", after="}")
        whole = self._slot(skip_space(self.structure, found.start), found.end)
        return replace(place, slot=written, source=source, decorative=not source, decoration=whole)

    # short titles

    def _short_title(self, entry: Entry, figure: Figure) -> TextPlace:
        place = TextPlace("short", figure.id, "short")
        if (known := figure.short_slot) is not None:
            inner = Slot(known.file, known.start + 1, known.end - 1, known.text[1:-1])
            source = known.text[1:-1] if figure.short_state == "written" else None
            return replace(place, slot=inner, source=source)
        caption = entry.caption
        if caption is None or caption.span is None or figure.slot is None:
            return replace(
                place, locked=figure.locked or "This figure has no caption yet that could have a short title."
            )
        brace = caption.span[0] - 1
        if not self._takes_short_title(caption, brace):
            return replace(place, locked=f"\\{caption.command} as it stands here has no place for a short title.")
        if self.structure[brace] != "{" or self._slot(caption.start, brace + 1) is None:
            return replace(place, locked=_OWN_COMMAND)
        return replace(place, slot=self._inserted(brace, "[", "]"))

    def _takes_short_title(self, caption: Caption, brace: int) -> bool:
        """Return whether a short title can be put before the argument of a caption, which begins at `brace`."""
        named = _ANY_COMMAND.match(self.structure, caption.start)
        between = self.structure[named.end() if named else caption.start : brace]
        return caption.command in _WITH_SHORT and caption.numbered and not caption.short and "[" not in between


def _shown_graphics(entry: Entry) -> list[Graphic]:
    """Return a figure's graphics without those inside the caption or another graphic."""
    graphics = [graphic for graphic in entry.graphics if not _inside_caption(entry, graphic)]
    return [g for g in graphics if not any(o.start < g.start and g.end < o.end for o in graphics)]


def _inside_caption(entry: Entry, graphic: Graphic) -> bool:
    caption = entry.caption
    if caption is None or caption.span is None:
        return False
    return caption.span[0] <= graphic.start < caption.span[1] and not (
        caption.boxed and caption.boxed[0] <= graphic.start < caption.boxed[1]
    )


def _path_of(figure: Figure, graphic: Graphic) -> str | None:
    """Return the file of a graphic among the figure's; None where it is not told."""
    if graphic.name is None:
        return None
    stem = PurePosixPath(graphic.name).name
    paths = [image.path for image in figure.images if image.path and PurePosixPath(image.path).name.startswith(stem)]
    if len(paths) > 1:
        paths = [
            path for path in paths if path.removesuffix(PurePosixPath(path).suffix).endswith(graphic.name)
        ] or paths
    return paths[0] if len(set(paths)) == 1 else None


def _behind_mark(structure: str, end: int, spans: Sequence[Span | None]) -> int:
    """Return where the options of a command would begin: behind its name, its star and its overlay."""
    marks = [span[1] for span in spans if span]
    return max([end, *(mark + (structure[mark : mark + 1] == ">") for mark in marks)])


def _depth(structure: str, low: int, position: int) -> int | None:
    """Return how many braces are open at `position`; None where more were closed than opened."""
    depth = 0
    for mark in re.findall(r"(?<!\\)[{}]", structure[low:position]):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return None
    return depth


def _behind_braces(structure: str, low: int, high: int, position: int) -> int:
    """Return the position, or where the braces around it are closed: there no command takes it for its argument."""
    depth = _depth(structure, low, position) or 0
    for match in re.finditer(r"(?<!\\)[{}]", structure[position:high]):
        if depth == 0:
            break
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return position + match.end()
    return position
