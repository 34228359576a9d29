"""How Ghostscript is asked for the PDF of a PostScript file, and what is said where it gives none."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from capassist.drafts.drawing import eps
from capassist.errors import DraftError

Run = Callable[..., Any]


def as_pdf(path: Path) -> bytes:
    with eps.as_pdf(path) as made:
        return made.read_bytes()


@pytest.fixture
def ghostscript(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], list[tuple[list[str], dict[str, Any]]]]:
    """Return a function that puts a stand-in in Ghostscript's place; it returns the calls that are to come."""

    def stand_in(answer: Run) -> list[tuple[list[str], dict[str, Any]]]:
        calls: list[tuple[list[str], dict[str, Any]]] = []

        def run(command: list[str], **options: Any) -> None:
            calls.append((command, options))
            code = answer(Path(next(word for word in command if "-sOutputFile=" in word).partition("=")[2]))
            if code and options["check"]:
                raise subprocess.CalledProcessError(code, command)

        monkeypatch.setattr(eps.shutil, "which", lambda name: "/bin/gswin64c" if name == "gswin64c" else None)
        monkeypatch.setattr(eps.subprocess, "run", run)
        return calls

    return stand_in


def stopped(_: Path) -> int:
    raise subprocess.TimeoutExpired("gs", 15)


def gone(_: Path) -> int:
    raise FileNotFoundError("gs")


FAILING = {
    "it ends with an error, the file half written": lambda made: made.write_bytes(b"%PDF half") and 1,
    "it takes too long": stopped,
    "it went away": gone,
}


@pytest.mark.parametrize("answer", FAILING.values(), ids=FAILING)
def test_where_ghostscript_fails_nothing_is_read(
    tmp_path: Path, ghostscript: Callable[[Run], Any], answer: Run
) -> None:
    ghostscript(answer)
    with pytest.raises(DraftError, match=r"plot\.eps could not be read by Ghostscript"):
        as_pdf(tmp_path / "plot.eps")


def test_where_there_is_no_ghostscript_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eps.shutil, "which", lambda _: None)
    with pytest.raises(DraftError, match=r"plot\.ps is PostScript") as raised:
        as_pdf(tmp_path / "plot.ps")
    assert "Ghostscript, if installed" in raised.value.hint


def test_a_file_that_is_no_postscript_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eps.subprocess, "run", lambda *_, **__: pytest.fail("nothing is to be run"))
    with eps.as_pdf(tmp_path / "plot.pdf") as path:
        assert path == tmp_path / "plot.pdf"


@pytest.mark.parametrize("name", ["plot.eps", "PLOT.EPS", "plot.ps"])
def test_ghostscript_may_read_this_file_and_no_other_and_asks_nothing(
    tmp_path: Path, ghostscript: Callable[[Run], list[tuple[list[str], dict[str, Any]]]], name: str
) -> None:
    calls = ghostscript(lambda made: made.write_bytes(b"%PDF") and 0)
    with eps.as_pdf(tmp_path / name) as made:
        assert made.read_bytes() == b"%PDF"
    assert not made.exists()
    [(command, options)] = calls
    assert command[0] == "/bin/gswin64c"
    assert command[-1] == str(tmp_path / name)
    assert {"-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=pdfwrite"} <= set(command)
    assert options["stdin"] == options["stdout"] == options["stderr"] == subprocess.DEVNULL
    assert Path(options["cwd"]) == made.parent != tmp_path
    assert options["timeout"] <= 60
