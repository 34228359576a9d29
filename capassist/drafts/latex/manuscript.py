"""What stands in the source beside the figures as such: the parts of each float, all labels and references, remarks to
capassist."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from capassist.drafts.images import raster_width
from capassist.drafts.latex.arguments import group, option, skip_space
from capassist.drafts.latex.bibliography import Bibliography
from capassist.drafts.latex.captions import CAPTIONS
from capassist.drafts.latex.citing import bibliography_places, citing_places
from capassist.drafts.latex.document import Document
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.floats import Entry, labels_in
from capassist.drafts.latex.glossary import glossary_keys
from capassist.drafts.latex.graphics import Graphic
from capassist.drafts.latex.mask import FILL
from capassist.drafts.latex.pointers import Names, find_pointers
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Origin, without_fill
from capassist.drafts.latex.references import label_commands
from capassist.drafts.latex.text_places import DESCRIPTION, alternatives_in, knows_description
from capassist.drafts.source import line_starts
from capassist.files import file_inside
from capassist.model import Figure, Manuscript, Part, PartKind, Reference, Source, Span, Suppression
from capassist.text.commands import commands_in

_REMARK = re.compile(r"%+[ \t]*capassist:[ \t]*([^\r\n]*)", re.IGNORECASE)
_WIDTH = re.compile(r"\\includegraphics\s*\[\s*width\s*=\s*([^\[\]{},]+?)\s*,?\s*\]")  # and no option besides
_SCALES = re.compile(r"\\(?:resizebox|scalebox|adjustbox|rotatebox|begin\s*\{(?:adjustbox|wrapfigure|sideways))")
_NARROWS = re.compile(
    r"\\(?:begin\s*\{(?!center\}|tikzpicture\})|(?:parbox|subcaptionbox|makebox|sub(?:figure|float|bottom)|(?:set"
    r"|addto)length|hsize)(?![a-zA-Z]))"
)
_CODE = re.compile(r"\\begin\s*\{(lstlisting|verbatim|Verbatim|minted|alltt)\*?\}")  # stands where a picture would
_UNKNOWN_CAPTION = re.compile(
    r"\\(?!captionsetup|sub|clear|continued|phantom)([a-zA-Z@]*[cC]aption[a-zA-Z@]*)\*?\s*(?:\[[^\[\]]*\]\s*)?(?=\{)"
)
_ONLY = re.compile(r"\\includeonly\s*\{")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_LABEL_LINE = re.compile(r"[ \t]*\\label\{[^{}\r\n]*\}[ \t]*(?:\r\n|\r|\n)")
# Labels that are no \label: options of listings, boxes and frames, anchors of hyperref.
_OTHER_LABEL = re.compile(
    r"\b(?:label|legend to name)\s*=\s*\{?\s*([^\s,{}\[\]]+)|\\(?:hypertarget|zlabel|phantomlabel|customlabel"
    r"|ltx@label|newlabel)\s*\{([^{}]*)\}"
)


def read_manuscript(
    project: Project, expanded: Expanded, document: Document, figures: Sequence[Figure], names: Names, *, main: str
) -> Manuscript:
    """Return what rules look at besides the figures. `figures` are those of the document's entries, in their order."""
    cited = Bibliography(project, expanded.text.structure, main.rpartition("/")[0]).keys()
    found = _Manuscript(project, expanded, document, figures, names).read()
    if cited.is_unknown and "\\cite" in expanded.text.structure:
        message = f"{main} cites from {', '.join(cited.unread)}, which could not be read"
        hint = "Whether a key that a new caption cites is in it cannot be known."
        project.problem("missing-bibliography", f"{message}.", hint)
    return replace(found, cited=cited, glossary=glossary_keys(project, expanded.text.readable, main.rpartition("/")[0]))


class _Manuscript:
    def __init__(
        self, project: Project, expanded: Expanded, document: Document, figures: Sequence[Figure], names: Names
    ) -> None:
        self.project = project
        self.expanded = expanded
        self.text = expanded.text
        self.document = document
        self.figures = figures
        self.names = names
        self.lines: dict[str, list[int]] = {}
        pairs = zip(document.entries, figures, strict=True)
        self.captions = sorted(
            (entry.caption.start, entry.caption.end, figure.id) for entry, figure in pairs if entry.caption
        )

    def read(self) -> Manuscript:
        structure, readable, begin = self.text.structure, self.text.readable, self.document.begin
        return Manuscript(
            document_class=self.expanded.document_class,
            packages=tuple(name for name in self.expanded.packages if name != "class"),
            options=self.expanded.packages.get("class", ""),
            partial=any(_ONLY.search(self.project.masked(file).structure) for file in self.project.read_files()),
            preamble=without_fill(readable[:begin]),
            body=without_fill("".join(self._outside_floats(readable, begin))),
            parts=tuple(self._parts()),
            labels=frozenset(self._labels(structure)),
            references=tuple(found for _, found in sorted(self._references(), key=lambda placed: placed[0])),
            citations=tuple(self._pointing(citing_places(structure, begin, self._end))),
            bibliographies=tuple(self._pointing(bibliography_places(structure))),
            suppressions=tuple(self._remarks()),
            commands=frozenset(self._commands()),
            hidden=tuple(self.project.hidden),
            label_commands=frozenset(label_commands(self.expanded.macros)),
            reference_commands=frozenset(self.names.commands),
        )

    def _commands(self) -> Iterator[str]:
        for file in self.project.read_files():
            yield from (name for name, _, _ in commands_in(self.project.masked(file).structure))

    def _outside_floats(self, readable: str, position: int) -> Iterator[str]:
        for found in sorted(self.document.floats, key=lambda found: found.start):
            if found.start >= position:
                yield readable[position : found.start]
                position = found.end
        yield readable[position:]

    # places

    def _place(self, position: int) -> Source:
        file, offset = self.text.near(position) or (self.project.read_files()[0], 0)
        return self._source(file, offset)

    def _source(self, file: str, offset: int) -> Source:
        starts = self._starts(file)
        line = bisect_right(starts, offset)
        return Source(file, line, offset - starts[line - 1] + 1)

    def _starts(self, file: str) -> list[int]:
        if file not in self.lines:
            self.lines[file] = line_starts(self.project.source(file).text)
        return self.lines[file]

    def _span(self, start: int, end: int) -> Span | None:
        """Return a range's offsets in its file; None where it is not all in one file, or a macro wrote it.

        Between braces of one file it is all between them, whatever the text brings in there.
        """
        around = _offsets(self.text.origin(start - 1), self.text.origin(end))
        if around is not None and self.text.structure[start - 1 : start] == "{":
            return (around[0] + 1, around[1]) if around[0] < around[1] else None
        if end == start:
            return (around[1], around[1]) if around is not None and around[0] == around[1] - 1 else None
        inside = _offsets(self.text.origin(start), self.text.origin(end - 1))
        if inside is None or inside[1] - inside[0] < end - start - 1:
            return None
        return inside[0], inside[1] + 1

    # the parts of floats

    def _parts(self) -> Iterator[Part]:
        for entry, figure in zip(self.document.entries, self.figures, strict=True):
            found = sorted(self._parts_of(entry, figure), key=lambda placed: placed[0])
            yield from (part for _, part in found)

    def _parts_of(self, entry: Entry, figure: Figure) -> Iterator[tuple[int, Part]]:
        yield from self._captions_of(entry, figure)
        for label in entry.labels:
            key = self.text.structure.find("{", label.start, label.end) + 1 or label.start
            panel_label = any(panel.start <= label.start < panel.end for panel in entry.panels)
            yield key, self._part("label", figure, key, label.end - (key > label.start), label.end, panel=panel_label)
        for graphic in entry.graphics:
            yield graphic.start, self._sized(self._graphic(figure, graphic), entry, figure, graphic)
        for code in _CODE.finditer(self.text.structure, *entry.float.content):
            yield code.start(), self._part("graphic", figure, *code.span(1), code.end())
        yield from self._alternatives(entry, figure)

    def _captions_of(self, entry: Entry, figure: Figure) -> Iterator[tuple[int, Part]]:
        if entry.caption is not None and entry.caption.span is not None:
            start, end = entry.caption.span
            part = self._part("caption", figure, start, end, entry.caption.end)
            yield start, replace(part, foreign=entry.caption.command not in CAPTIONS)
        else:
            yield from self._unknown_captions(entry, figure)
        for panel in entry.panels:
            if panel.caption is not None:
                yield panel.caption[0], self._part("caption", figure, *panel.caption, panel.caption[1] + 1, panel=True)

    def _graphic(self, figure: Figure, graphic: Graphic) -> Part:
        """Return the part of a graphic's name; of the graphic as a whole where its name is not written as such."""
        name = graphic.name or ""
        start = self.text.readable.find(name, graphic.start, graphic.end) if name else -1
        span = (start, start + len(name)) if start >= 0 else (graphic.start, graphic.end)
        trouble = self.document.troubles.get((graphic.start, name), "")
        return replace(self._part("graphic", figure, *span, graphic.end), trouble=trouble)

    def _sized(self, part: Part, entry: Entry, figure: Figure, graphic: Graphic) -> Part:
        """Return the part of a graphic with its widths, where what stands around it leaves them as they are."""
        width = self._width(graphic, entry.float.content)
        if width is None or not graphic.name:
            return part
        stem = PurePosixPath(graphic.name).stem
        files = {image.path for image in figure.images if image.path and PurePosixPath(image.path).stem == stem}
        path = file_inside(self.project.root, files.pop()) if len(files) == 1 else None
        return replace(part, width=width, pixels=raster_width(path) if path else None)

    def _width(self, graphic: Graphic, content: Span) -> str | None:
        """Return the width that is written for a graphic in a float, None where something in the float changes it."""
        written = _WIDTH.match(self.text.structure, graphic.start, graphic.end)
        if written is None or _SCALES.search(self.text.structure, *content):
            return None
        if "\\" in written[1] and _NARROWS.search(self.text.structure, *content):
            return None
        return written[1].strip()

    def _unknown_captions(self, entry: Entry, figure: Figure) -> Iterator[tuple[int, Part]]:
        """Yield what commands of unknown classes set as captions: \\mycaption{…}."""
        structure, (low, high) = self.text.structure, entry.float.content
        for match in _UNKNOWN_CAPTION.finditer(structure, low, high):
            if match[1] not in CAPTIONS and (value := group(structure, match.end())) is not None:
                yield value[0], replace(self._part("caption", figure, *value, value[1] + 1), foreign=True)

    def _part(
        self,
        kind: PartKind,
        figure: Figure,
        start: int,
        end: int,
        behind: int,
        *,
        panel: bool = False,
    ) -> Part:
        span = self._span(start, end)
        source = self._place(start)
        text = (
            self.project.source(source.file).text[slice(*span)] if span else without_fill(self.text.readable[start:end])
        )
        last = self.text.origin(behind - 1)
        closed = last[1] + 1 if last and span and last[0] == source.file else None
        written = self._label_as_written(source.file, closed) if closed and kind == "label" else ""
        return Part(kind, figure.id, text, source, span, closed, written, panel)

    def _label_as_written(self, file: str, end: int) -> str:
        """Return the \\label that ends there, with all of its line where that holds no more; empty where no \\label
        does."""
        text, starts = self.project.source(file).text, self._starts(file)
        command = text[max(0, text.rfind("\\label", 0, end)) : end]
        if not _LABEL.fullmatch(command):
            return ""
        index = bisect_right(starts, end - 1)
        line = text[starts[index - 1] : starts[index] if index < len(starts) else len(text)]
        return line if _LABEL_LINE.fullmatch(line) else command

    def _alternatives(self, entry: Entry, figure: Figure) -> Iterator[tuple[int, Part]]:
        structure, (low, high) = self.text.structure, entry.float.content
        for match in DESCRIPTION.finditer(structure, low, high):
            position = skip_space(structure, match.end())
            short = option(structure, position)
            long = group(structure, skip_space(structure, short[1] + 1) if short else position)
            if long is not None:
                part = self._part("alt", figure, *long, long[1] + 1)
                yield long[0], replace(part, foreign=not self._knows_description)
        for value in alternatives_in(structure, low, high):
            yield value[0], self._part("alt", figure, *value, value[1] + 1)

    @cached_property
    def _knows_description(self) -> bool:
        return knows_description(self.expanded)

    # labels and references

    def _labels(self, structure: str) -> Iterator[str]:
        yield from (label.key for label in labels_in(structure, 0, len(structure)))
        yield from (first or second for first, second in _OTHER_LABEL.findall(self.text.readable))
        yield from (label for figure in self.figures for label in figure.labels)
        yield from self.document.targets

    def _references(self) -> Iterator[tuple[int, Reference]]:
        for found in find_pointers(self.text.structure, self.document.begin, self._end, self.names):
            figures = tuple(dict.fromkeys(self.figures[index].id for index in found.figures))
            reference = self._reference((found.start, found.end), found.keys)
            yield found.start, replace(reference, figures=figures, labels=found.labels)

    @cached_property
    def _end(self) -> int:
        """Where the document ends in the text."""
        end = self.text.structure.find("\\end{document}", self.document.begin)
        return len(self.text) if end < 0 else end

    def _pointing(self, places: Iterable[tuple[Span, tuple[str, ...]]]) -> Iterator[Reference]:
        return (self._reference(span, keys) for span, keys in places if keys)

    def _reference(self, span: Span, keys: tuple[str, ...]) -> Reference:
        index = bisect_right(self.captions, (span[0], len(self.text), "")) - 1
        inside = self.captions[index] if index >= 0 and span[0] < self.captions[index][1] else None
        return Reference(
            keys,
            (),
            without_fill(self.text.readable[slice(*span)]),
            self._place(span[0]),
            self._span(*span),
            inside[2] if inside else None,
        )

    # remarks

    def _remarks(self) -> Iterator[Suppression]:
        begin = self._place(max(self.document.begin - 1, 0))
        for file in self.project.read_files():
            text, structure = self.project.source(file).text, self.project.masked(file).structure
            for match in _REMARK.finditer(text):
                if structure[match.start()] != FILL:
                    continue
                source = self._source(file, match.start())
                everywhere = file == begin.file and self.document.begin > 0 and source.line < begin.line
                figure = None if everywhere else self._float_at(source)
                yield Suppression(match.group(1).strip(), source, figure, everywhere)

    def _float_at(self, source: Source) -> str | None:
        """Return the float whose lines, or the line right above them, hold the place."""
        for found, figure in zip(self.document.entries, self.figures, strict=True):
            first, last = self._place(found.float.start), self._place(max(found.float.end - 1, 0))
            if first.file == source.file == last.file and first.line - 1 <= source.line <= last.line:
                return figure.id
        return None


def _offsets(first: Origin | None, last: Origin | None) -> Span | None:
    """Return the offsets of two places that are in one file."""
    return (first[1], last[1]) if first and last and first[0] == last[0] else None
