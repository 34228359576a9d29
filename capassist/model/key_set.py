"""The keys that a draft may point at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one kind that a draft sets: of cited works, of entries of a glossary."""

    keys: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()  # the files that may set more, which are not there or could not be read

    @property
    def is_unknown(self) -> bool:
        """Whether nothing could be read of what sets them."""
        return bool(self.unread) and not self.keys
