"""A secret that no representation shows."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Key:
    """An API key and where it came from. Its text shows only where `reveal` is called: never in a repr or a log."""

    text: str = field(repr=False)
    source: str  # "CAPASSIST_API_KEY", "the system keyring"

    def reveal(self) -> str:
        """Return the key itself, to be sent to the server and nowhere else."""
        return self.text

    def __str__(self) -> str:
        """Enough to tell two keys apart: the last four characters of a long key, nothing of a short one."""
        return f"…{self.text[-4:]}" if len(self.text) >= 16 else "…"
