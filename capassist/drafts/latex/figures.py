"""From what was found in the flat text to the figures of the model."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from capassist.drafts.caption_state import caption_state
from capassist.drafts.images import is_turned_by_exif
from capassist.drafts.latex.auxiliary import fits, read_auxiliary
from capassist.drafts.latex.bibliography import Bibliography
from capassist.drafts.latex.body import Body
from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.cleveref import with_cref_words
from capassist.drafts.latex.document import Document
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.figure_legends import LOCKED, LegendCaption, captions_from_lists, list_ranges
from capassist.drafts.latex.floats import Entry, Label, PanelRange, labels_in, panel_letter
from capassist.drafts.latex.graphics import Graphic, drawn_text, folders_in, graphic_paths, locate, trouble_of
from capassist.drafts.latex.mentions import mentions
from capassist.drafts.latex.number_doubts import Sources, tell_of_doubts
from capassist.drafts.latex.own import spelled_out
from capassist.drafts.latex.pgfplots import axes_in, drawing_of
from capassist.drafts.latex.picture_options import default_options, holding, view_of
from capassist.drafts.latex.pointers import Names, printed_numbers
from capassist.drafts.latex.project import Found, Project
from capassist.drafts.latex.provenance import without_fill
from capassist.drafts.latex.references import label_commands, reference_commands
from capassist.drafts.latex.revisions import remarks_in
from capassist.drafts.latex.shared_numbers import COMPILE, tell_of_shared_numbers
from capassist.drafts.latex.slots import Slots, habit_of
from capassist.drafts.latex.tikz_nodes import nodes_in
from capassist.drafts.source import line_starts
from capassist.model import UNREAD_FIGURE, Drawing, Figure, Image, Mention, Panel, Source, Span, State, View
from capassist.text.latex import to_plain
from capassist.text.latex_references import Target

_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")


def read_figures(
    project: Project, expanded: Expanded, document: Document, main: str
) -> tuple[tuple[Figure, ...], Names]:
    """Return the floats in reading order, with everything that the source says about them, and what references call
    them."""
    return _Figures(project, expanded, document, main).read()


class _Figures:
    def __init__(self, project: Project, expanded: Expanded, document: Document, main: str) -> None:
        self.project = project
        self.expanded = expanded
        self.text = expanded.text
        self.document = document
        self.main = main
        self.home = main.rpartition("/")[0]
        self.graphic_paths = graphic_paths(self.text.structure)
        self.graphic_options = default_options(self.text.structure, self.text.readable)
        self.bibliography = Bibliography(project, self.text.structure, self.home)
        captions = [entry.caption for entry in document.entries if entry.caption]
        self.slots = Slots(project, self.text, label_commands(expanded.macros), captions)
        self.habits = {kind: habit_of(document.entries, kind) for kind in {entry.kind for entry in document.entries}}
        self.pages: dict[str, int | None] = {}  # by label
        self.lines: dict[str, list[int]] = {}
        self.identities: set[str] = set()
        self.counts: Counter[str] = Counter()  # of the figures by file
        self.compiled = False  # whether numbers are those of an .aux file

    def read(self) -> tuple[tuple[Figure, ...], Names]:
        self._take_compiled_numbers()
        self.document.targets = with_cref_words(self.document.targets, self.text.structure, self.expanded.packages)
        lists = list_ranges(self.text, self.document)
        legends = captions_from_lists(self.text, lists, self.document.entries, self.expanded.macros)
        for index, legend in legends.items():
            entry = self.document.entries[index]
            entry.number = legend.number
            for label in self._own_labels(entry):
                self.document.targets[label.key] = Target(legend.number, "Figure")
        if lists and not legends and any(entry.caption is None for entry in self.document.entries):
            message = "The list of figure legends does not tell which legend is of which figure without a caption."
            self.project.problem("legends", message, "Move each legend into its figure's \\caption.")
        entries = enumerate(self.document.entries)
        read = [self._with_legend(self._figure(entry), legends.get(index)) for index, entry in entries]
        figures = _locked_where_shared(read)
        self._tell_of_unread()
        for figure in figures:
            self._note_title(figure)
        tell_of_shared_numbers(self.project, self.document.entries, figures)
        names = self._names(figures)
        found = mentions(Body(self.text, self.document, self.expanded.macros, lists), names)
        mentioned = (
            replace(figure, mentions=tuple(map(self._placed, found.get(index, ()))))
            for index, figure in enumerate(figures)
        )
        return tuple(mentioned), names

    def _take_compiled_numbers(self) -> None:
        """Let an .aux file that fits correct the numbers that were counted here, and give the pages."""
        compiled = read_auxiliary(self.project, self.main)
        own = [(entry, label.key) for entry in self.document.entries for label in self._own_labels(entry)]
        if not fits(self.project, self.main, compiled, [label for entry, label in own if entry.number is not None]):
            self._tell_of_doubts()
            return
        self.compiled = True
        for entry, label in own:
            if (printed := compiled.get(label)) is not None:
                entry.number = entry.prefix + printed.number if entry.number is not None else None
                self.pages[label] = printed.page
        for label, printed in compiled.items():
            known = self.document.targets.get(label, Target(""))
            self.document.targets[label] = replace(known, number=printed.number)

    def _tell_of_doubts(self) -> None:
        own = self.expanded
        sources = Sources(own.unfollowed, self.document.unclear, own.foreign_class, own.missing_styles)
        tell_of_doubts(self.project, self.text.structure, self.document.entries, sources)

    def _note_title(self, figure: Figure) -> None:
        """Let \\nameref print the words of a caption."""
        title = figure.short_caption or figure.caption or ""
        for label in figure.labels:
            if label in self.document.targets:
                self.document.targets[label] = replace(self.document.targets[label], title=title)

    def _own_labels(self, entry: Entry) -> list[Label]:
        return [label for label in entry.labels if _panel_of(entry, label.start) is None]

    def _figure(self, entry: Entry) -> Figure:
        labels = tuple(dict.fromkeys(label.key for label in self._own_labels(entry)))
        source = self._source(entry)
        identity = self._identity(labels, source.file)
        figure = Figure(
            id=identity,
            kind=entry.kind,
            number=entry.number,
            labels=labels,
            page=next(filter(None, map(self.pages.get, labels)), None),
            panels=self._panels(entry),
            images=self._images(entry, identity),
            source=source,
            drawing=self._drawing(entry),
            drawn_text=self._drawn_text(entry),
            word=entry.type.word if entry.kind == "scheme" else "",
        )
        figure = self._with_own_caption(figure, entry)
        self._tell_what_is_open(entry, source, identity)
        return figure

    def _with_own_caption(self, figure: Figure, entry: Entry) -> Figure:
        """Return a figure with the caption that stands in its float, and with the place of it or for one."""
        caption = entry.caption
        if caption is None:
            place = self.slots.of_missing(entry, self.habits[entry.kind])
            return replace(figure, slot=place.slot, locked=place.locked, made_from=place.made_from)
        place = self.slots.of_caption(caption)
        plain = self._plain_span(caption.span) if caption.span else ""
        short = self._plain_span(caption.short) if caption.short else ""
        source = self._caption_source(caption.span)
        return replace(
            figure,
            state=self._state(caption, plain, figure.images),
            caption=plain or None,
            caption_source=source,
            remarks=tuple(remarks_in(source or "", self.expanded.remarks)),
            short_caption=short or None,
            short_state=caption_state(short) if short else "missing",
            slot=place.slot,
            locked=place.locked,
            made_from=place.made_from,
            short_slot=self.slots.of_short_title(caption) if place.slot else None,
        )

    def _state(self, caption: Caption, plain: str, images: Sequence[Image]) -> State:
        if caption.span is None:
            return "written"  # its braces do not balance
        latex = without_fill(_LABEL.sub("", self.text.readable[slice(*caption.span)]))
        return caption_state(plain, latex, _paths(images))

    def _with_legend(self, figure: Figure, legend: LegendCaption | None) -> Figure:
        """Return a figure without caption with the one that the list of legends has for it."""
        if legend is None:
            return figure
        plain = self._plain(legend.latex)
        state = caption_state(plain, legend.latex, _paths(figure.images))
        return replace(figure, state=state, caption=plain, caption_source=legend.latex, slot=None, locked=LOCKED)

    def _identity(self, labels: tuple[str, ...], file: str) -> str:
        self.counts[file] += 1
        identity = next((label for label in labels if label not in self.identities), f"{file}#{self.counts[file]}")
        self.identities.add(identity)
        return identity

    def _tell_what_is_open(self, entry: Entry, source: Source, identity: str) -> None:
        where = f"{source.file}, line {source.line}"
        if entry.caption is not None and entry.caption.span is None:
            message = f"{where}: {self.slots.unbalanced(entry.caption)}"
            self.project.problem("unbalanced", message, "Look for a missing brace.", identity, "caption")
        if entry.number is None and entry.caption is not None and entry.caption.numbered and not entry.float.silent:
            message = f"{where}: the number of this {entry.type.word.lower()} cannot be worked out from the source."
            self.project.problem("unknown-number", message, COMPILE, identity, "number")
        if not entry.float.closed:
            message = f"{where}: this {entry.float.environment} is never closed."
            self.project.problem("unbalanced", message, "Look for a missing \\end.", identity)

    def _tell_of_unread(self) -> None:
        """Tell of the calls that may make figures, which nothing in the paper shows."""
        for start, name in self.document.unread:
            file, offset = self.text.near(start) or (self.main, 0)
            where = f"\\{name} in {file}, line {self._line(file, offset)},"
            numbers = "" if self.compiled else ", and the numbers of figures behind it may be wrong"
            message = f"{where} may set a figure: it was not read{numbers}."
            hint = (
                f"Write its caption, or put the file that defines \\{name}, and its picture, into the draft's folder."
            )
            self.project.problem(UNREAD_FIGURE, message, hint)

    @property
    def _counted(self) -> int:
        """How many floats stand before what may set a figure that was not counted."""
        if self.compiled or not self.document.unread:
            return len(self.document.entries)
        first = self.document.unread[0][0]
        return sum(entry.float.start < first for entry in self.document.entries)

    def _plain(self, latex: str) -> str:
        return to_plain(latex, self.expanded.macros, self.document.targets, self.bibliography.text_citation)

    def _plain_span(self, span: Span) -> str:
        return self._plain(self.text.readable[slice(*span)])

    def _caption_source(self, span: Span | None) -> str | None:
        """Return the argument's characters in the file; those of the flat text where a macro wrote it."""
        if span is None:
            return None
        opening, end = self.text.origin(span[0] - 1), self.text.origin(span[1])
        if opening and end and opening[0] == end[0] and opening[1] < end[1]:
            return self.project.source(opening[0]).text[opening[1] + 1 : end[1]]
        return without_fill(self.text.readable[slice(*span)])

    def _source(self, entry: Entry) -> Source:
        several = len(entry.float.captions) > 1
        position = entry.caption.start if entry.caption and several else entry.float.start
        file, offset = self.text.near(position) or (self.main, 0)
        line = self._line(file, offset)
        return Source(file, line, offset - self.lines[file][line - 1] + 1)

    def _line(self, file: str, offset: int) -> int:
        if file not in self.lines:
            self.lines[file] = line_starts(self.project.source(file).text)
        return bisect_right(self.lines[file], offset)

    def _images(self, entry: Entry, identity: str) -> tuple[Image, ...]:
        images: list[Image] = []
        for graphic in entry.graphics:
            if graphic.name is None:
                images.append(Image())
                continue
            name = spelled_out(graphic.name, self.expanded.macros)
            found = locate(self.project, name, self._folders(graphic))
            view = view_of(graphic.effects, holding(self.graphic_options, graphic.start), self.expanded.macros)
            trouble = self._trouble(graphic, name, found, identity) or self._unclear(name, view, identity)
            self._tell_of_exif(name, found, identity)
            images.append(Image(path=found.file or name, view=view, trouble=trouble))
        return tuple(dict.fromkeys(images))

    def _folders(self, graphic: Graphic) -> list[str]:
        """Return the folders in which TeX looks for a graphic, then those that authors mean."""
        *_, paths = ["", *holding(self.graphic_paths, graphic.start)]
        named = [spelled_out(path, self.expanded.macros) for path in folders_in(paths)]
        near = self.text.near(graphic.start)
        folders = [f"{self.home}/{path}" if self.home else path for path in named]
        return [self.home, *folders, near[0].rpartition("/")[0] if near else "", ""]

    def _trouble(self, graphic: Graphic, name: str, found: Found, identity: str) -> str:
        """Return what is wrong with a graphic's file, and remember it as a problem; "" where nothing is."""
        if found.outside:
            hints = (p.hint for p in self.project.problems if (p.code, p.subject) == ("outside-image", name))
            return " ".join((f"{name} lies outside the draft.", *hints))
        trouble = trouble_of(self.project, name, found)
        if trouble is None:
            return ""
        self.project.problem(trouble.code, trouble.message, trouble.hint, identity, name)
        self.document.troubles[graphic.start, graphic.name or ""] = trouble.message
        return trouble.message

    def _unclear(self, name: str, view: View | None, identity: str) -> str:
        if view is None or not view.unclear:
            return ""
        message = f"What is shown of {name} could not be worked out ({view.unclear}), so it is not taken from its file."
        self.project.problem("unclear-picture", message, "Compile the paper: its PDF shows it.", identity)
        return message

    def _tell_of_exif(self, name: str, found: Found, identity: str) -> None:
        path = self.project.inside(found.file) if found.file else None
        if path is not None and is_turned_by_exif(path):
            message = (
                f"{name} was taken with a turned camera: viewers turn it back, TeX prints it as it lies in the file."
            )
            self.project.problem("turned-picture", message, "Save it upright, or give the graphic an angle.", identity)

    def _panels(self, entry: Entry) -> tuple[Panel, ...]:
        panels: list[Panel] = []
        for panel in entry.panels:
            labels = tuple(label.key for label in entry.labels if panel.start <= label.start < panel.end)
            if panel.lettered or labels:
                caption = self._plain_span(panel.caption) if panel.caption else None
                panels.append(Panel(panel_letter(len(panels) + 1), caption or None, labels))
        return tuple(panels)

    def _drawn_text(self, entry: Entry) -> str:
        drawn = (graphic for graphic in entry.graphics if graphic.name is None)
        return "\n".join(
            filter(None, (drawn_text(self.text.readable, graphic.start, graphic.end) for graphic in drawn))
        )

    def _drawing(self, entry: Entry) -> Drawing | None:
        """Return what the source itself draws, where all of the figure's graphics are drawn by it."""
        if any(graphic.name is not None for graphic in entry.graphics):
            return None
        places = [(graphic.start, graphic.end) for graphic in entry.graphics]
        found = [axes_in(self.text.readable, *place) or nodes_in(self.text.readable, *place) for place in places]
        return drawing_of([drawing for drawing in found if drawing is not None])

    def _names(self, figures: list[Figure]) -> Names:
        labels: dict[str, int] = {}
        for index, figure in enumerate(figures):
            for label in chain(figure.labels, *(panel.labels for panel in figure.panels)):
                labels.setdefault(label, index)
        self._add_without_prefix(labels)
        return Names(
            labels,
            printed_numbers(_certain_numbers(figures[: self._counted])),
            reference_commands(self.expanded.macros),
            self._plain,
            [figure.kind for figure in figures],
            self.expanded.macros,
        )

    def _add_without_prefix(self, labels: dict[str, int]) -> None:
        """Let \\figref{x} find fig:x where the command that adds the prefix is in a style file that is not there."""
        known = set(labels) | {label.key for label in labels_in(self.text.structure, 0, len(self.text))}
        for label in list(labels):
            bare = label.removeprefix("fig:")
            if bare != label and bare not in known:
                labels[bare] = labels[label]
                if label in self.document.targets:
                    self.document.targets.setdefault(bare, self.document.targets[label])

    def _placed(self, mention: Mention) -> Mention:
        """Return the mention with its line, where it had the offset of its paragraph."""
        if mention.file is None or mention.line is None:
            return mention
        return replace(mention, line=self._line(mention.file, mention.line))


def _locked_where_shared(figures: list[Figure]) -> list[Figure]:
    """Lock each caption that is several figures' caption, because its file is read more than once."""
    places = Counter((figure.slot.file, figure.slot.start) for figure in figures if figure.slot)
    return [
        replace(
            figure, slot=None, locked=f"{slot.file} is read more than once, so this is the caption of several figures."
        )
        if (slot := figure.slot) and places[slot.file, slot.start] > 1
        else figure
        for figure in figures
    ]


def _panel_of(entry: Entry, position: int) -> PanelRange | None:
    return next((panel for panel in entry.panels if panel.start <= position < panel.end), None)


def _paths(images: Sequence[Image]) -> tuple[str, ...]:
    return tuple(image.path for image in images if image.path)


def _certain_numbers(figures: Sequence[Figure]) -> dict[str, int]:
    """Return the numbers that one figure alone has, with its index."""
    numbered = [(figure.number, index) for index, figure in enumerate(figures) if figure.kind == "figure"]
    counts = Counter(number for number, _ in numbered)
    return {number: index for number, index in numbered if number and counts[number] == 1}
