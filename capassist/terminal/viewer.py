"""A figure in the system's own viewer."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from capassist.model import Figure
from capassist.ports import ImageLoader


class Viewer:
    """Opens figures in the system's viewer, from private files that are gone when the context is left."""

    def __init__(self, images: ImageLoader | None, environ: Mapping[str, str] = os.environ) -> None:
        self._images = images
        self._environ = environ
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, figure: Figure) -> str:
        """Open the figure's picture, wait for nothing, and return what to tell the author."""
        command = _command(self._environ)
        if not command:
            return "There is no viewer: no display, or no xdg-open, which opens files in their programs."
        picture = self._images.load(figure) if self._images else None
        if picture is None:
            return "There is no picture of this figure that can be shown."
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="capassist-"))  # readable by its owner only
        count = len(list(self._folder.iterdir()))
        path = self._folder / f"figure{count + 1}.{picture.media_type.removeprefix('image/')}"
        path.write_bytes(picture.data)
        try:
            _start([*command, str(path)])
        except OSError as error:
            return f"{command[0]} could not be started: {error.strerror or error}."
        return f"{figure.name} is handed to the system's viewer."


def _command(environ: Mapping[str, str]) -> list[str]:
    """Return the command that opens a file in its program, or nothing where there is none or no display."""
    if sys.platform == "win32":
        return ["explorer"]
    if sys.platform == "darwin":
        return ["open"]
    display = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    found = shutil.which("xdg-open", path=environ.get("PATH"))
    return [found] if display and found else []


def _start(command: list[str]) -> None:
    """Start a program that has nothing to do with our terminal; a thread, not the author, waits for its end."""
    program = subprocess.Popen(  # noqa: S603  # the system's own opener, with a file of ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=program.wait, daemon=True).start()
