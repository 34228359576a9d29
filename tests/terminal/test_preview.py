"""The bytes of each kind of preview, and which kind a terminal gets."""

import base64
import io
import re
import struct
import sys
from collections.abc import Callable

import pytest
from PIL import Image

from capassist.model import Picture
from capassist.terminal.preview import Preview, PreviewKind, PreviewMode, cell_size, has_true_colour, preview_kind
from capassist.terminal.sixel import sixels

RED, BLUE = (255, 0, 0), (0, 0, 255)
KITTY = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}
BOX = (6, 2)


def picture(width: int = 60, height: int = 40) -> Picture:
    """Return a picture whose left half is red and whose right half is blue."""
    raster = Image.new("RGB", (width, height), BLUE)
    raster.paste(RED, (0, 0, width // 2, height))
    return encoded(raster)


def encoded(raster: Image.Image) -> Picture:
    data = io.BytesIO()
    raster.save(data, "PNG")
    return Picture(data.getvalue(), "image/png", *raster.size)


def noise() -> Picture:
    """Return a picture that no compression makes small."""
    return encoded(Image.effect_noise((400, 400), 90).convert("RGB"))


@pytest.fixture
def _wide_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))


# Which kind ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_wide_encoding")
@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"TERM": "dumb"},
        {"TERM": "unknown", "COLORTERM": "truecolor"},
        {"TERM": "vt100"},
        {"TERM": "tmux-256color"},
        {"TERM": "screen-256color"},
        {**KITTY, "TMUX": "/tmp/tmux-0/default,1,0"},
        {**KITTY, "STY": "1.pts"},
        {**KITTY, "TERM": "screen"},
        {"TERM": "xterm-256color", "NO_COLOR": "1"},
    ],
    ids=str,
)
def test_by_itself_nothing_is_drawn_where_it_might_be_garbage(environ: dict[str, str]) -> None:
    assert preview_kind("auto", environ) is None


@pytest.mark.usefixtures("_wide_encoding")
@pytest.mark.parametrize(
    ("environ", "kind"),
    [
        (KITTY, "kitty"),
        ({"TERM": "xterm-ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iterm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "iterm"),
        ({"TERM": "xterm-256color"}, "blocks"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "blocks"),
        ({"TERM": "foot"}, None),  # under the tests nobody says how large a character is
        ({**KITTY, "NO_COLOR": "1"}, "kitty"),  # a picture is no coloured text
    ],
    ids=str,
)
def test_what_is_known_of_the_terminal_decides(environ: dict[str, str], kind: PreviewKind | None) -> None:
    assert preview_kind("auto", environ) == kind


@pytest.mark.usefixtures("_wide_encoding")
@pytest.mark.parametrize(
    ("mode", "environ", "kind"),
    [
        ("off", KITTY, None),
        ("kitty", {"TERM": "tmux-256color", "TMUX": "x"}, "kitty"),
        ("blocks", {"TERM": "tmux-256color", "TMUX": "x"}, "blocks"),
        ("kitty", {"TERM": "dumb"}, None),
        ("sixel", {"TERM": "foot"}, None),
        ("blocks", {"TERM": "xterm-256color", "NO_COLOR": "1"}, None),
    ],
    ids=str,
)
def test_the_author_decides_unless_it_cannot_be(
    mode: PreviewMode, environ: dict[str, str], kind: PreviewKind | None
) -> None:
    assert preview_kind(mode, environ) == kind


def test_half_blocks_give_way_to_an_encoding_that_lacks_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "latin-1"))
    assert preview_kind("auto", {"TERM": "xterm-256color"}) is None


# The bytes ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", [picture(), noise()], ids=["small", "large"])
def test_kitty_gets_the_picture_in_pieces_that_ask_for_no_answer(shown: Picture) -> None:
    drawing = Preview("kitty", shown).drawing(BOX)
    commands = re.findall(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\", drawing)
    assert "".join(f"\x1b_G{keys}{';' if data else ''}{data}\x1b\\" for keys, data in commands) == drawing
    (removal, _), *pieces = commands
    assert removal.startswith("a=d,")
    assert pieces[0][0].startswith("a=T,f=100,t=d,C=1,")  # t=d: the data themselves, never a file
    assert "c=6,r=2" in pieces[0][0]
    for keys, data in pieces:
        assert "q=2" in keys
        assert len(data) <= 4096
    assert [keys.split("m=")[1] for keys, _ in pieces] == ["1"] * (len(pieces) - 1) + ["0"]
    assert all(len(data) % 4 == 0 for _, data in pieces)
    with Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in pieces), validate=True))) as raster:
        assert raster.size == (shown.width, shown.height)


def test_kitty_is_told_to_take_the_picture_away() -> None:
    (number,) = re.findall(r"a=T,.*?i=(\d+)", Preview("kitty", picture()).drawing(BOX))
    assert Preview("kitty", picture()).removal() == f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
    assert Preview("blocks", picture()).removal() == ""


def test_iterm_gets_the_picture_in_one_command() -> None:
    drawing = Preview("iterm", picture()).drawing(BOX)
    match = re.fullmatch(r"\x1b\]1337;File=([^:]*):([A-Za-z0-9+/=]*)\x07", drawing)
    assert match
    keys = dict(key.split("=") for key in match[1].split(";"))
    data = base64.b64decode(match[2], validate=True)
    assert keys == {
        "inline": "1", "size": str(len(data)), "width": "6", "height": "2", "preserveAspectRatio": "1",
        "doNotMoveCursor": "1",
    }  # fmt: skip
    with Image.open(io.BytesIO(data)) as raster:
        assert raster.size == (60, 40)


def test_half_blocks_hold_two_pixels_each() -> None:
    lines = Preview("blocks", picture()).lines(BOX)
    cell = re.compile(r"\x1b\[38;2;(\d+;\d+;\d+);48;2;(\d+;\d+;\d+)m▀")
    assert len(lines) == 2
    for line in lines:
        assert cell.sub("", line) == "\x1b[0m"
        colours = cell.findall(line)
        assert len(colours) == 6
        assert colours[0] == ("255;0;0", "255;0;0")
        assert colours[-1] == ("0;0;255", "0;0;255")


@pytest.mark.parametrize("kind", ["kitty", "iterm", "sixel"])
def test_the_place_of_a_drawn_picture_is_empty(kind: PreviewKind) -> None:
    assert Preview(kind, picture()).lines(BOX) == [" " * 6] * 2
    assert Preview("blocks", picture()).drawing(BOX) == ""


@pytest.mark.parametrize(
    ("size", "box"),
    [((60, 40), (30, 10)), ((1000, 10), (60, 1)), ((10, 1000), (1, 20)), ((1, 1), (40, 20)), ((4000, 1), (60, 1))],
    ids=str,
)
def test_the_shape_is_kept_in_whatever_room_there_is(size: tuple[int, int], box: tuple[int, int]) -> None:
    room = (30, 20) if size == (60, 40) else (60, 20)
    fitted = Preview("blocks", Picture(b"", "image/png", *size)).fitted(*room)
    assert fitted == box


# How large a character is ---------------------------------------------------------------------------------------------------


@pytest.fixture
def tell_size(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function by which the system says rows, columns, width and height in pixels of the terminal."""
    fcntl = pytest.importorskip("fcntl")

    class Stream(io.TextIOWrapper):
        def fileno(self) -> int:
            return 1

    def told(*numbers: int) -> None:
        monkeypatch.setattr(sys, "stdout", Stream(io.BytesIO(), "utf-8"))
        monkeypatch.setattr(fcntl, "ioctl", lambda *_: struct.pack("HHHH", *numbers))

    return told


@pytest.mark.parametrize(
    ("numbers", "size"),
    [
        ((24, 80, 800, 480), (10, 20)),
        ((24, 80, 0, 480), None),
        ((24, 80, 800, 0), None),
        ((0, 80, 800, 480), None),
        ((24, 0, 800, 480), None),
    ],
)
def test_the_size_of_a_character_is_that_of_the_window_divided(
    numbers: tuple[int, ...], size: tuple[int, int] | None, tell_size: Callable[..., None]
) -> None:
    tell_size(*numbers)
    assert cell_size() == size


@pytest.mark.usefixtures("_wide_encoding")
def test_who_is_no_terminal_has_no_size() -> None:
    assert cell_size() is None


@pytest.mark.parametrize("term", ["foot", "mlterm", "xterm-256color"])
def test_sixels_are_for_terminals_that_know_them_and_say_how_large_a_character_is(
    term: str, tell_size: Callable[..., None]
) -> None:
    tell_size(24, 80, 800, 480)
    assert preview_kind("auto", {"TERM": term}) == ("blocks" if term == "xterm-256color" else "sixel")
    assert preview_kind("sixel", {"TERM": term}) == "sixel"


def test_sixels_fill_the_box_to_the_pixel(tell_size: Callable[..., None]) -> None:
    tell_size(24, 80, 800, 480)
    assert Preview("sixel", picture()).drawing((6, 2)) == sixels(picture(), 60, 40)


def test_where_the_terminal_no_longer_says_how_large_a_character_is_nothing_is_drawn(
    tell_size: Callable[..., None],
) -> None:
    tell_size(24, 80, 0, 0)
    assert Preview("sixel", picture()).drawing((6, 2)) == ""


@pytest.mark.parametrize(
    ("colours", "all_of_them"), [("truecolor", True), ("24bit", True), ("yes", False), ("", False)]
)
def test_a_terminal_says_that_it_shows_all_colours(colours: str, all_of_them: bool) -> None:
    assert has_true_colour({"COLORTERM": colours}) is all_of_them


def test_half_blocks_of_two_rows_show_the_upper_and_the_lower_half() -> None:
    raster = Image.new("RGB", (2, 4), BLUE)
    raster.paste(RED, (0, 0, 2, 3))
    first, second = Preview("blocks", encoded(raster)).lines((2, 2))
    assert first.count("38;2;255;0;0;48;2;255;0;0") == 2
    assert second.count("38;2;255;0;0;48;2;0;0;255") == 2
