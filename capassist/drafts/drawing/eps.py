"""Encapsulated PostScript, made a PDF by Ghostscript where that is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from capassist.errors import DraftError

EPS = (".eps", ".ps")
_SECONDS = 15
_NAMES = ("gs", "gswin64c", "gswin32c")


@contextmanager
def as_pdf(path: Path) -> Iterator[Path]:
    """Yield the file as it is, or for PostScript the PDF that Ghostscript makes of it.

    The PDF is there while the context lasts. Raises DraftError.
    """
    if path.suffix.lower() not in EPS:
        yield path
        return
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise DraftError(f"{path.name} is PostScript.", "Ghostscript, if installed, lets capassist read it.")
    with tempfile.TemporaryDirectory(prefix="capassist-") as folder:
        made = Path(folder) / "figure.pdf"
        options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=pdfwrite"]  # no file but its own
        try:
            subprocess.run(  # noqa: S603  the program was found on the PATH, the file is an argument
                [program, *options, f"-sOutputFile={made}", str(path.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
                cwd=folder,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise DraftError(f"{path.name} could not be read by Ghostscript.", "Is the file damaged?") from error
        yield made
