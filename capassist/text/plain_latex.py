"""Plain text for arguments of LaTeX that are never printed: alternative texts, read aloud as they stand."""

import re

_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_WRITTEN = {"\\": "/", "^": "", "~": "about "}


def escape_plain(text: str) -> str:
    r"""Return LaTeX without maths that says what a plain text says: "50\% of A\_1". Line ends stay."""
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match.group(), f"\\{match.group()}"), text)
