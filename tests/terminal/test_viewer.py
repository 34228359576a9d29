"""Figures in the system's viewer, which a script stands in for."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from capassist.model import Figure, Picture
from capassist.terminal.viewer import Viewer

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="their openers are not to be replaced")

PICTURE = Picture(b"\x89PNG", "image/png", 1, 1)
FIGURE = Figure("fig:a$(touch owned)", number="3")


class Images:
    def __init__(self, picture: Picture | None = PICTURE) -> None:
        self.picture = picture

    def load(self, figure: Figure) -> Picture | None:
        return self.picture


@pytest.fixture
def opener(tmp_path: Path):
    """Return a function that puts an xdg-open with this Python body on a path of its own, and returns the environment."""

    def make(body: str, first: str = f"#!{sys.executable}") -> dict[str, str]:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "xdg-open"
        script.write_text(f"{first}\nimport json, os, sys\n{body}\n")
        script.chmod(0o755)
        os.mkfifo(tmp_path / "seen")
        return {"PATH": str(folder), "DISPLAY": ":0"}

    return make


def test_the_viewer_gets_a_private_file_and_no_shell(opener, tmp_path: Path) -> None:
    environ = opener(
        "path = sys.argv[1]\n"
        "modes = [os.stat(path).st_mode, os.stat(os.path.dirname(path)).st_mode]\n"
        f"seen = [sys.argv[1:], open(path, 'rb').read().hex(), modes, sys.stdin.read(), os.getsid(0) == os.getpid()]\n"
        f"open({str(tmp_path / 'seen')!r}, 'w').write(json.dumps(seen))"
    )
    with Viewer(Images(), environ) as viewer:
        said = viewer.open(FIGURE)
        arguments, data, (mode, folder_mode), typed, apart = json.loads((tmp_path / "seen").read_text())
    (path,) = arguments
    assert said == "Figure 3 is handed to the system's viewer."
    assert (bytes.fromhex(data), Path(path).name) == (b"\x89PNG", "figure1.png")
    assert stat.S_IMODE(folder_mode) == 0o700
    assert stat.S_ISREG(mode)
    assert (typed, apart) == ("", True)  # it cannot take our keys, nor our Ctrl-C
    assert not Path(path).parent.exists()


def test_a_viewer_that_stays_open_is_not_waited_for(opener, tmp_path: Path) -> None:
    environ = opener(f"open({str(tmp_path / 'seen')!r}).read()")  # ends when somebody opens the other end
    with Viewer(Images(), environ) as viewer:
        assert "handed to" in viewer.open(FIGURE)
    with (tmp_path / "seen").open("w"):
        pass


@pytest.mark.parametrize(
    ("without", "said"),
    [("DISPLAY", "There is no viewer: no display"), ("PATH", "There is no viewer: no display, or no xdg-open")],
)
def test_a_missing_viewer_says_so(without: str, said: str, opener) -> None:
    environ = {**opener(""), without: ""}
    with Viewer(Images(), environ) as viewer:
        assert viewer.open(FIGURE).startswith(said)


@pytest.mark.parametrize("images", [None, Images(None)], ids=["no images", "no picture"])
def test_a_missing_picture_says_so(images: Images | None, opener) -> None:
    with Viewer(images, opener("")) as viewer:
        assert viewer.open(FIGURE) == "There is no picture of this figure that can be shown."


def test_a_viewer_that_does_not_start_says_so(opener) -> None:
    with Viewer(Images(), opener("", first="#!/no/such/program")) as viewer:
        assert "could not be started" in viewer.open(FIGURE)


def test_each_picture_has_a_file_of_its_own_until_the_viewer_is_left(opener, tmp_path: Path) -> None:
    environ = opener("")
    with Viewer(Images(), environ) as viewer:
        for media_type in ("image/png", "image/jpeg"):
            viewer._images = Images(Picture(b"x", media_type, 1, 1))
            viewer.open(FIGURE)
        assert viewer._folder is not None
        folder = viewer._folder
        assert sorted(path.name for path in folder.iterdir()) == ["figure1.png", "figure2.jpeg"]
    assert not folder.exists()


def test_a_display_of_wayland_is_one(opener) -> None:
    with Viewer(Images(), {**opener(""), "DISPLAY": "", "WAYLAND_DISPLAY": "wayland-0"}) as viewer:
        assert "handed to" in viewer.open(FIGURE)
