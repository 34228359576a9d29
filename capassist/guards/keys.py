"""Keys of references, citations and abbreviations that nothing in the draft sets: LaTeX prints "??" or "[?]" there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capassist.guards.grounding import Grounds
from capassist.model import Finding, KeySet, Manuscript
from capassist.text.keys import (
    PointerKey,
    PointerKind,
    near_key,
    pointer_keys,
    prints_entry_certainly,
    set_otherwise,
    takes_labels,
)

_NOT_SET: dict[PointerKind, str] = {
    "label": "no label {} is set",
    "citation": "{} is not in the bibliography",
    "entry": "{} is not in the glossary",
}


def key_findings(text: str, grounds: Grounds, manuscript: Manuscript, unread: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each key that neither the draft nor a file that it names sets, with the one that is nearest.

    `unread` says why not all of the draft was read. Where what was not read may set the key, the finding says that; a
    key that the paper uses itself is not doubted then.
    """
    known = _Keys(text, grounds, manuscript, tuple(unread))
    for pointer in pointer_keys(text, manuscript.reference_commands):
        if not known.has(pointer):
            yield Finding("key", known.message(pointer), pointer.span)


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a draft sets, and what it may set besides."""

    text: str
    grounds: Grounds
    manuscript: Manuscript
    unread: tuple[str, ...]

    def has(self, pointer: PointerKey) -> bool:
        """Tell whether a key is set, or may be without anything speaking against it."""
        if not pointer.key:
            return False
        if pointer.key in self._set(pointer.kind) or self._is_let_be(pointer):
            return True
        paper = f"{self.manuscript.preamble}\n{self.manuscript.body}"
        if set_otherwise(pointer.key, f"{self.text}\n{paper}", self.manuscript.reference_commands):
            return True
        return bool(self._doubt(pointer.kind)) and pointer.key in self._used(pointer.kind)

    def message(self, pointer: PointerKey) -> str:
        """Return what is wrong with a key, what may have been meant, and what is not known."""
        shown = self.text[slice(*pointer.span)]
        if not pointer.key:
            return f"{shown} names nothing."
        missing, doubt = _NOT_SET[pointer.kind].format(pointer.key), self._doubt(pointer.kind)
        near = near_key(pointer.key, self._set(pointer.kind) | self._used(pointer.kind))
        meant = f" Did you mean {near}?" if near else ""
        if doubt:
            return f"{shown}: {missing} as far as it was read; whether it is cannot be known, as {doubt}{meant}"
        return f"{shown}: {missing}.{meant}"

    def _set(self, kind: PointerKind) -> frozenset[str]:
        labels = self.manuscript.labels
        match kind:
            case "label":
                return labels | {label.partition(":")[2] for label in labels} | {"LastPage"}
            case "citation":
                return self.manuscript.cited.keys | {"*"}
            case "entry":
                return self.manuscript.glossary.keys

    def _used(self, kind: PointerKind) -> frozenset[str]:
        """Return the keys that the paper itself points with."""
        captions = (other.caption_latex or "" for other in self.grounds.others)
        texts = (self.manuscript.body, *captions, self.grounds.old)
        found = (used for text in texts for used in pointer_keys(text, self.manuscript.reference_commands))
        return frozenset(used.key for used in found if used.kind == kind and used.key)

    def _is_let_be(self, pointer: PointerKey) -> bool:
        """Tell whether a key is none that this draft sets: of another document, of a command of its own, or of a
        bibliography of which nothing could be read, which is said of the draft once; a slip of a known key is none."""
        if pointer.kind == "label":
            return takes_labels(self.manuscript)
        cited = self.manuscript.cited
        if pointer.kind == "citation" and cited.is_unknown:
            return not near_key(pointer.key, self._used("citation"))
        return pointer.kind == "entry" and not prints_entry_certainly(pointer.command, self.manuscript)

    def _doubt(self, kind: PointerKind) -> str:
        """Return why a key may be set although it was not seen; empty where all was read."""
        if kind == "label":
            return " ".join(self.unread)
        found: KeySet = self.manuscript.cited if kind == "citation" else self.manuscript.glossary
        if found.unread:
            return f"{', '.join(found.unread)} could not be read."
        if not found.keys and self._used(kind):
            return "none was found, although the paper points into one."
        return " ".join(self.unread) if kind == "entry" or not found.keys else ""
