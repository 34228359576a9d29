"""From what was found in the flat text to the figures of the model."""

import re
from bisect import bisect_right
from dataclasses import replace

from capassist.drafts.latex.arguments import closing, read_arguments
from capassist.drafts.latex.captions import caption_state
from capassist.drafts.latex.document import Document
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.floats import Entry, labels_in, panel_letter
from capassist.drafts.latex.graphics import drawn_text, graphic_paths, locate
from capassist.drafts.latex.mentions import Body, Names, mentions
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.references import label_commands, reference_commands
from capassist.drafts.latex.slots import Slots, habit_of
from capassist.drafts.source import line_starts
from capassist.model import Figure, Image, Mention, Panel, Source, Span
from capassist.text.latex import to_plain


def read_figures(project: Project, expanded: Expanded, document: Document, main: str) -> tuple[Figure, ...]:
    """Return the floats in reading order, with everything that the source says about them."""
    return _Figures(project, expanded, document, main).all()


def read_title(expanded: Expanded) -> str | None:
    """Return the paper's title as plain text."""
    structure = expanded.text.structure
    for match in re.finditer(r"\\(?:title|Title|ctitle|thesistitle|icmltitle|zhtitle)(?![a-zA-Z@])", structure):
        found = read_arguments(structure, match.end(), "sog")
        if found is not None and found.spans[2] is not None:
            return (
                to_plain(
                    re.sub(r"\\(?:thanks|footnote)\s*\{[^{}]*\}", "", expanded.text.readable[slice(*found.spans[2])]),
                    expanded.macros,
                )
                or None
            )
    return None


def read_abstract(expanded: Expanded) -> str | None:
    """Return the abstract as plain text."""
    structure, readable = expanded.text.structure, expanded.text.readable
    begin = re.search(r"\\begin\s*\{(abstract\*?|onecolabstract|cabstract|eabstract|abstractEN|Abstract)\}", structure)
    if begin is not None and (end := closing(structure, begin.group(1), begin.end(), len(structure))) is not None:
        return to_plain(readable[begin.end() : end[0]], expanded.macros) or None
    for match in re.finditer(r"\\(?:abstract|Abstract|abst|IEEEtitleabstractindextext)(?![a-zA-Z@])", structure):
        found = read_arguments(structure, match.end(), "g")
        if found is not None and found.spans[0] is not None:
            return to_plain(readable[slice(*found.spans[0])], expanded.macros) or None
    return None


class _Figures:
    def __init__(self, project: Project, expanded: Expanded, document: Document, main: str) -> None:
        self.project = project
        self.expanded = expanded
        self.text = expanded.text
        self.document = document
        self.main = main
        self.lines: dict[str, list[int]] = {}
        home = main.rpartition("/")[0]
        self.graphic_folders = [f"{home}/{path}" if home else path for path in graphic_paths(self.text.structure)]
        self.home = home
        self.slots = Slots(project, self.text, label_commands(expanded.macros))
        self.habits = {
            kind: habit_of(document.entries, kind) for kind in ("figure", "table", "algorithm", "listing", "scheme")
        }

    def all(self) -> tuple[Figure, ...]:
        figures: list[Figure] = []
        taken: set[str] = set()
        counts: dict[str, int] = {}
        for entry in self.document.entries:
            figure = self._figure(entry, taken, counts)
            taken.add(figure.id)
            figures.append(figure)
        by_figure = mentions(Body(self.text, self.document), self._names(figures))
        return tuple(
            replace(figure, mentions=tuple(self._placed(mention) for mention in by_figure.get(index, ())))
            for index, figure in enumerate(figures)
        )

    def _names(self, figures: list[Figure]) -> Names:
        labels: dict[str, int] = {}
        for index, figure in enumerate(figures):
            for label in (*figure.labels, *(label for panel in figure.panels for label in panel.labels)):
                labels.setdefault(label, index)
        # A \\figref that some missing style file defines mostly adds the prefix.
        known = set(labels) | {label.key for label in labels_in(self.text.structure, 0, len(self.text))}
        for label in [
            label for label in labels if label.startswith("fig:") and label.removeprefix("fig:") not in known
        ]:
            labels[label.removeprefix("fig:")] = labels[label]
            if label in self.document.targets:
                self.document.targets[label.removeprefix("fig:")] = self.document.targets[label]
        numbers = [figure.number for figure in figures if figure.kind == "figure"]
        certain = {
            number: index
            for index, figure in enumerate(figures)
            if figure.kind == "figure" and (number := figure.number) and numbers.count(number) == 1
        }
        return Names(
            labels,
            certain,
            self.document.targets,
            self.expanded.macros,
            reference_commands(self.expanded.macros),
        )

    def _figure(self, entry: Entry, taken: set[str], counts: dict[str, int]) -> Figure:
        caption = entry.caption
        span = caption.span if caption else None
        inside = [
            label for label in entry.labels if any(panel.start <= label.start < panel.end for panel in entry.panels)
        ]
        labels = tuple(dict.fromkeys(label.key for label in entry.labels if label not in inside))
        source = self._source(entry)
        counts[source.file] = counts.get(source.file, 0) + 1
        identity = labels[0] if labels and labels[0] not in taken else f"{source.file}#{counts[source.file]}"
        images = self._images(entry, identity)
        plain = self._plain(span) if span else ""
        state = (
            caption_state(self._without_labels(span), plain, tuple(image.path for image in images if image.path))
            if span
            else "missing"
        )
        if caption is None:
            place = self.slots.of_missing(entry, self.habits[entry.kind])
        else:
            place = self.slots.of_caption(span)
        if caption is not None and span is None:
            self._unbalanced(source, identity)
            state = "written"
        if not entry.float.closed:
            self.project.problem(
                "unbalanced",
                f"{source.file}, line {source.line}: this {entry.float.environment} is never closed.",
                "Look for a missing \\end.",
                identity,
            )
        return Figure(
            id=identity,
            kind=entry.kind,
            number=entry.number,
            labels=labels,
            state=state,
            caption=plain or None,
            caption_source=self._caption_source(span),
            short_caption=self._plain(caption.short) or None if caption and caption.short else None,
            panels=self._panels(entry),
            images=images,
            source=source,
            slot=place.slot,
            locked=place.locked,
            drawn_text="\n".join(
                filter(
                    None,
                    (
                        drawn_text(self.text.readable, graphic.start, graphic.end)
                        for graphic in entry.graphics
                        if graphic.name is None
                    ),
                )
            ),
        )

    def _unbalanced(self, source: Source, identity: str) -> None:
        self.project.problem(
            "unbalanced",
            f"{source.file}, line {source.line}: the braces of this figure's caption do not balance.",
            "Look for a missing brace.",
            identity,
        )

    def _plain(self, span: Span) -> str:
        return to_plain(self.text.readable[slice(*span)], self.expanded.macros, self.document.targets)

    def _without_labels(self, span: Span) -> str:
        return re.sub(r"\\label\s*\{[^{}]*\}", "", self.text.readable[slice(*span)])

    def _caption_source(self, span: Span | None) -> str | None:
        """Return the argument's characters in the file; those of the flat text where a macro wrote it."""
        if span is None:
            return None
        opening, end = self.text.origin(span[0] - 1), self.text.origin(span[1])
        if opening and end and opening[0] == end[0] and opening[1] < end[1]:
            return self.project.source(opening[0]).text[opening[1] + 1 : end[1]]
        return self.text.readable[slice(*span)].replace("\x1f", "")

    def _source(self, entry: Entry) -> Source:
        position = entry.caption.start if entry.caption and len(entry.float.captions) > 1 else entry.float.start
        file, offset = self.text.near(position) or (self.main, 0)
        return Source(file, self._line(file, offset))

    def _line(self, file: str, offset: int) -> int:
        if file not in self.lines:
            self.lines[file] = line_starts(self.project.source(file).text)
        return bisect_right(self.lines[file], offset)

    def _placed(self, mention: Mention) -> Mention:
        if mention.file is None or mention.line is None:
            return mention
        return replace(mention, line=self._line(mention.file, mention.line))

    def _images(self, entry: Entry, identity: str) -> tuple[Image, ...]:
        images: list[Image] = []
        for graphic in entry.graphics:
            if graphic.name is None:
                images.append(Image())
                continue
            near = self.text.near(graphic.start)
            folders = [self.home, *self.graphic_folders, near[0].rpartition("/")[0] if near else "", ""]
            found = locate(self.project, graphic.name, folders)
            if found.file is None and not found.outside:
                self.project.problem(
                    "missing-image",
                    f"{graphic.name} is not in the draft.",
                    "Add the file, or check \\graphicspath.",
                    identity,
                )
            images.append(Image(path=found.file or graphic.name))
        return tuple(dict.fromkeys(images))

    def _panels(self, entry: Entry) -> tuple[Panel, ...]:
        panels: list[Panel] = []
        lettered = 0
        for panel in entry.panels:
            labels = tuple(label.key for label in entry.labels if panel.start <= label.start < panel.end)
            if not panel.lettered and not labels:
                continue
            lettered += 1
            caption = self._plain(panel.caption) if panel.caption else ""
            panels.append(Panel(panel_letter(lettered), caption or None, labels))
        return tuple(panels)
