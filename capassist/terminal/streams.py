"""Who reads a stream. Light to import, since most commands ask, and in a pipe then draw nothing."""

import os
from typing import IO


def is_shown(stream: IO[str]) -> bool:
    """Whether a person sees what is printed as it is: in a terminal, but not in the buffer in which Emacs looks for
    findings, which says that it is one."""
    return stream.isatty() and not read_by_emacs()


def read_by_emacs() -> bool:
    """Whether Emacs runs this command by `M-x compile`, and reads its lines."""
    return os.environ.get("INSIDE_EMACS", "").endswith(",compile")
