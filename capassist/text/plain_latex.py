"""Plain text for arguments of LaTeX that are never printed: alternative texts, read aloud as they stand."""

import re

from capassist.text.escape import to_latex
from capassist.text.latex import to_plain

_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_WRITTEN = {"\\": "/", "^": "", "~": "about "}


def escape_plain(text: str) -> str:
    r"""Return LaTeX without maths that says what a plain text says: "50\% of A\_1". Line ends stay."""
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match.group(), f"\\{match.group()}"), text)


def without_markup(text: str) -> str:
    r"""Return what a reader sees of a text that may hold LaTeX all the same: "50% of A₁" for "50% of $A_1$"."""
    return "\n".join(to_plain(to_latex(line)) for line in text.splitlines())
