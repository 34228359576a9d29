"""The numbers that the captions and panels of floats print, and what references to their labels print."""

from collections.abc import Mapping

from capassist.drafts.latex.caption_setup import printed_prefix
from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.floats import Entry, Label, panel_letter
from capassist.drafts.latex.numbering import Numbering
from capassist.text.latex_references import UNKNOWN, Target


class FloatNumbers:
    """Numbers the entries of floats in their order. `targets` takes in, by label, what references to them print."""

    def __init__(self, numbering: Numbering, packages: Mapping[str, str], targets: dict[str, Target]) -> None:
        self.numbering = numbering
        self.counters = numbering.counters
        self.packages = packages
        self.targets = targets
        self.unclear: set[str] = set()  # commands in the numbers of figures that nobody here knows

    def number(self, entry: Entry) -> None:
        """Step the counter of an entry whose caption is numbered, and take note of the number."""
        if entry.caption is None:
            if "subcaption" in self.packages and any(panel.lettered for panel in entry.panels):
                self._number_panels(entry)
        elif entry.caption.numbered:
            self._number_caption(entry, entry.caption)

    def _number_caption(self, entry: Entry, caption: Caption) -> None:
        counter = entry.type.counter
        self.counters.unclear.clear()
        if not self._repeats_number(entry, caption):
            self.counters.step(counter)
        printed = self._ahead(counter) if caption.command == "captcont" else self.counters.printed(counter)
        entry.prefix = printed_prefix(self.counters, counter, self.numbering.label_formats)
        self.unclear |= self.counters.unclear if entry.kind == "figure" else set()
        if UNKNOWN not in printed:
            entry.number = None if entry.float.silent else entry.prefix + printed
            self._refer(entry, printed)

    def _repeats_number(self, entry: Entry, caption: Caption) -> bool:
        """Return whether a caption goes on with the number of the one before it."""
        if not (entry.float.continued or caption.continued):
            return False
        return bool(self.counters.values.get(entry.type.counter)) or "captcont" in self.packages

    def _number_panels(self, entry: Entry) -> None:
        """Number the panels of a float without a caption of its own, which takes a number all the same."""
        self.counters.step(entry.type.counter)
        printed = self.counters.printed(entry.type.counter)
        if UNKNOWN not in printed:
            self._refer(entry, printed)

    def _refer(self, entry: Entry, printed: str) -> None:
        for label in entry.labels:
            self.targets[label.key] = Target(_referred(printed, entry, label), entry.type.word)

    def _ahead(self, counter: str) -> str:
        """Return the number that the captcont package's \\captcont prints: the next one where captions stand below, as
        the last part of the float has the \\caption that counts; else that of the caption before."""
        options = self.packages.get("captcont")
        if options is None or ("tabbotcap" not in options if counter == "table" else "figtopcap" in options):
            return self.counters.printed(counter)
        self.counters.add(counter, 1)
        printed = self.counters.printed(counter)
        self.counters.add(counter, -1)
        return printed


def _referred(printed: str, entry: Entry, label: Label) -> str:
    """Return what \\ref prints for a label of an entry whose counter prints `printed`: with the letter of its panel."""
    lettered = 0
    for panel in entry.panels:
        lettered += panel.lettered
        if panel.start <= label.start < panel.end:
            return f"{printed}{panel_letter(lettered)}" if panel.lettered else printed
    return printed
