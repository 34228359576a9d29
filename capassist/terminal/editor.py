"""The author's own editor on a caption, by a private file that is gone afterwards."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from capassist.errors import UsageError

_LINE_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")
_KEPT = "The draft is kept as it was."


def fold(text: str) -> str:
    """Return an edited text as the one paragraph that a caption is: every line break becomes a blank.

    Other white space stays: a narrow no-break space before a unit is the author's own.
    """
    return _LINE_BREAK.sub(" ", text).strip(" \t\r\n")


def edit_in_editor(text: str, environ: Mapping[str, str] = os.environ) -> str:
    """Open $VISUAL or $EDITOR on the text and return what the author made of it, folded to one paragraph.

    The file is readable by its owner only, in a folder of its own that is deleted with what the editor left in it.
    Raises UsageError when there is no editor, it fails, or what it left is not text: then what was written into the
    file is left there, and the error says where.
    """
    command = environ.get("VISUAL") or environ.get("EDITOR")
    if not command:
        raise UsageError(f"Neither $VISUAL nor $EDITOR is set. {_KEPT}", "e edits here.")
    path = Path(tempfile.mkdtemp(prefix="capassist-"), "caption.tex")  # the folder is readable by its owner only
    path.touch(mode=0o600)
    before = f"{text}\n".encode(errors="surrogateescape")
    path.write_bytes(before)
    try:
        _run(command, path)
        edited = fold(_read(command, path))
    except BaseException as error:
        if not _holds_other(path, before):
            shutil.rmtree(path.parent, ignore_errors=True)
        elif isinstance(error, UsageError):
            raise UsageError(error.message, f"What you wrote is in {path}. {error.hint}") from error
        raise
    shutil.rmtree(path.parent, ignore_errors=True)
    return edited


def _read(command: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"What {command} left cannot be read as UTF-8 text. {_KEPT}", "e edits here.") from error


def _holds_other(path: Path, before: bytes) -> bool:
    """Whether the author wrote something into the file that would be lost with it."""
    try:
        return path.read_bytes().strip() not in {before.strip(), b""}
    except OSError:
        return False


def _run(command: str, path: Path) -> None:
    """Run the editor and wait for it; its command may have options ("code --wait"). Ctrl-C is the editor's."""
    try:
        arguments = shlex.split(command, posix=sys.platform != "win32")
        with _without_interrupts():
            # the author's own command
            code = subprocess.run([*arguments, str(path)], check=False).returncode  # noqa: S603
    except (OSError, ValueError) as error:
        raise UsageError(f"The editor {command} could not be started. {_KEPT}", "e edits here.") from error
    if code:
        raise UsageError(f"The editor {command} ended with code {code}. {_KEPT}", "e edits here.")


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Pass over Ctrl-C, which another program in this terminal gets, too. A handler is not handed on to it, as ignoring
    would be."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
