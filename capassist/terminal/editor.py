"""The author's own editor on a caption, by a private file that is gone afterwards."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
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
    Raises UsageError when there is no editor, it fails, or what it left is not text.
    """
    command = environ.get("VISUAL") or environ.get("EDITOR")
    if not command:
        raise UsageError(f"Neither $VISUAL nor $EDITOR is set. {_KEPT}", "e edits here.")
    with tempfile.TemporaryDirectory(prefix="capassist-") as folder:
        path = Path(folder, "caption.tex")
        path.touch(mode=0o600)
        path.write_text(text + "\n", encoding="utf-8", errors="surrogateescape")
        _run(command, path)
        try:
            return fold(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"What {command} left cannot be read as UTF-8 text. {_KEPT}", "e edits here.") from error


def _run(command: str, path: Path) -> None:
    """Run the editor and wait for it; its command may have options ("code --wait")."""
    try:
        arguments = shlex.split(command, posix=sys.platform != "win32")
        code = subprocess.run([*arguments, str(path)], check=False).returncode  # noqa: S603  # the author's own command
    except (OSError, ValueError) as error:
        raise UsageError(f"The editor {command} could not be started. {_KEPT}", "e edits here.") from error
    if code:
        raise UsageError(f"The editor {command} ended with code {code}. {_KEPT}", "e edits here.")
