"""The review through a real pseudo-terminal."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from capassist.errors import UsageError
from capassist.model import Draft
from capassist.terminal.review import require_terminal

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers

pexpect = pytest.importorskip("pexpect")

import programs  # noqa: E402
from terminals import Terminal  # noqa: E402

SCRIPT = Path(__file__).with_name("ask_two.py")
SIZES = [(24, 80), (60, 200)]
KEYS = "a e E n s b u m q ?"
Start = Callable[..., Terminal]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that puts the two figures before us, in a terminal of the given size and environment."""
    children = []

    def begin(size: tuple[int, int] = (24, 80), **variables: str) -> Terminal:
        child = Terminal([str(SCRIPT)], env={**os.environ, **variables}, dimensions=size)
        children.append(child)
        return child

    yield begin
    for child in children:
        child.close(force=True)


def see(child: Terminal, *texts: str) -> str:
    """Wait until the texts were drawn, one after the other, and return all that was."""
    drawn = ""
    for text in texts:
        child.expect_exact(text)
        drawn += child.before + text
    return drawn


def press(child: Terminal, key: str, *then: str) -> str:
    child.send(key)
    return see(child, *then)


@pytest.mark.slow
def test_without_a_terminal_it_fails_before_any_work() -> None:
    _, out, err = programs.run([str(SCRIPT)])
    assert "UsageError" in err
    assert "ACTION" not in out


def test_without_a_terminal_the_way_on_is_named() -> None:
    with pytest.raises(UsageError) as caught:  # under pytest neither stream is a terminal
        require_terminal(Draft(Path("my paper"), Path("my paper"), "latex", "main.tex"))
    assert caught.value.hint.splitlines() == [
        "Without one: capassist suggest 'my paper' --json > drafts.json",
        "Edit the file, and then: capassist apply 'my paper' --decisions drafts.json --yes",
    ]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "200x60"])
def test_a_blocked_text_is_not_accepted(size: tuple[int, int], start: Start) -> None:
    child = start(size)
    see(child, "1 of 2", "[a]ccept")
    press(child, "s", "ACTION skip None.", "2 of 2", "blocked", "A brace is not closed.", "[e]dit")
    assert "[a]ccept" not in child.before
    press(child, "a", "Cannot be accepted: A brace is not closed.", "Edit it")
    press(child, "q", "ACTION quit None.")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "200x60"])
def test_the_screen_shows_what_a_decision_needs(size: tuple[int, int], start: Start) -> None:
    child = start(size)
    see(
        child,
        "1 of 2 · Figure 3 · fig:growth · paper.tex:88",
        "Draft by offline",
        "[1]; [b]thick[/b] lines.",
        "warning",
        "The number 12 is in neither figure nor text.",
        "Changes to the current caption",
        "{+",
        "plates.tex:41",
        "[a]ccept [e]dit [E]ditor a[n]other [s]kip [b]ack [u]ndo [m]entions [q]uit [?]",
    )
    press(child, "a", "ACTION accept None.")


def test_an_unknown_key_says_which_there_are(start: Start) -> None:
    child = start()
    see(child, "[?]")
    for key in ("x", "é", "\r", "\x1b", "\t", "\x1b[15~", "\x1b[200~a\x1b[201~"):
        press(child, key, "is no key here", f"Keys: {KEYS}", "[?]")
    press(child, "s", "ACTION skip None.")


@pytest.mark.slow
def test_no_payload_reaches_the_terminal(start: Start) -> None:
    child = start(NO_COLOR="1")
    see(child, "[?]")
    drawn = press(child, "s", "2 of 2 · p4#1 · page 4", "Draft by model at host", "and <U+202E>back", "[?]")
    drawn += press(child, "e", "Enter: done")
    assert "]52;c" not in drawn.replace("�]52;c", "")
    assert "\u202e" not in drawn
    assert "\x1b[3" not in drawn.replace("\x1b[39m", "")  # no colour either


def test_one_key_is_one_action(start: Start) -> None:
    child = start()
    see(child, "[?]")
    for key, action in (("n", "another"), ("b", "back"), ("u", "undo"), ("a", "accept"), ("s", "skip")):
        press(child, key, f"ACTION {action} None.")
        if action != "skip":
            see(child, "[?]")


def test_ctrl_d_quits(start: Start) -> None:
    child = start()
    see(child, "[?]")
    press(child, "\x04", "ACTION quit None.")


def test_ctrl_c_interrupts(start: Start) -> None:
    child = start()
    see(child, "[?]")
    press(child, "\x03", "KeyboardInterrupt")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus not in (0, None) or child.signalstatus == signal.SIGINT


@pytest.mark.parametrize(
    ("size", "enter"), list(zip(SIZES, "\r\n", strict=True)), ids=["80x24 return", "200x60 line feed"]
)
def test_an_edit_starts_from_the_draft(size: tuple[int, int], enter: str, start: Start) -> None:
    child = start(size)
    see(child, "[?]")
    press(child, "e", "Growth over twelve days for $n=3$ plates", "Enter: done")
    child.send(" µm\\%" + enter)
    see(child, r"ACTION edit 'Growth over twelve days for $n=3$ plates [1]; [b]thick[/b] lines. µm\\%'.")
    see(child, "Your text, from the draft by offline", "[a]ccept")


@pytest.mark.slow
def test_a_long_text_is_edited_over_several_lines(start: Start) -> None:
    child = start()
    see(child, "[?]")
    press(child, "e", "Enter: done")
    child.send(" and more words" * 10)
    child.send("\x1b[200~pasted\r\nlines\x1b[201~\r")
    see(child, "ACTION edit", "lines. and more words and more", "wordspasted lines'.")
    see(child, "[?]")
    press(child, "e", "Enter: done")
    child.send("\x1b[A\x1b[1~X\r")  # up a line, to its start
    see(child, "ACTION edit")
    assert "'XGrowth" not in see(child, "wordspasted lines'.")


def test_an_edit_can_be_left(start: Start) -> None:
    child = start()
    see(child, "[?]")
    for keys in ("\r", "\x01\x0b\r"):  # nothing changed, all deleted
        press(child, "e", "Enter: done")
        press(child, keys, "The text is as it was.", "[a]ccept")
    for keys in ("junk\x1b", "junk\x03"):  # Esc, Ctrl-C
        press(child, "e", "Enter: done")
        press(child, keys, "The text is as it was. e brings back what you typed.", "[a]ccept")
    press(child, "a", "ACTION accept None.")


def test_mentions_and_help_lead_back(start: Start) -> None:
    child = start()
    see(child, "[?]")
    press(child, "m", "Paragraphs that mention Figure 3", "2 Plates, plates.tex:41", "First word", "lines 1 to")
    child.send(" " * 4)
    see(child, "Last words.")
    press(child, "m", "[a]ccept")
    press(child, "?", "take the last decision or change of a text back", "any key: back")
    press(child, "q", "[a]ccept")  # here it only leads back
    press(child, "q", "ACTION quit None.")


def test_the_keys_stay_on_a_screen_that_is_too_low(start: Start) -> None:
    child = start((10, 80))
    see(child, "1 of 2", "lines 1 to 7 of", "[a]ccept [e]dit")
    press(child, " ", "plates.tex:41", "lines 8 to 14 of", "[a]ccept [e]dit")
    press(child, "\x1b[A", "lines 7 to 13 of", "[a]ccept [e]dit")
    press(child, "a", "ACTION accept None.")


def test_what_was_typed_before_another_draft_was_seen_is_forgotten(start: Start) -> None:
    child = start()
    see(child, "[?]")
    child.send("na")
    see(child, "ACTION another None.", "Quite another text.", "[?]")
    press(child, "s", "ACTION skip None.")


def test_the_own_editor(start: Start, decay_editor: str) -> None:
    child = start(EDITOR=decay_editor)
    see(child, "[?]")
    press(child, "E", "ACTION edit 'Decay over twelve days", "Your text, from the draft by offline", "[?]")
    press(child, "E", "The text is as it was.", "[?]")  # there is no Growth any more


def test_a_failing_editor_keeps_the_draft(start: Start) -> None:
    child = start(EDITOR="false")
    see(child, "[?]")
    press(child, "E", "The editor false ended with code 1. The draft is kept as it was.", "[a]ccept")


def test_a_dumb_terminal_is_asked_line_by_line(start: Start) -> None:
    child = start(TERM="dumb")
    drawn = see(child, "1 of 2, Figure 3", "Warning: The number 12", "What next? ")
    child.sendline("s")
    drawn += see(child, "ACTION skip None.", "Cannot be accepted: A brace is not closed.", "What next? ")
    child.sendline("accept")
    drawn += see(child, "Edit it, or ask for another draft.", "What next? ")
    child.sendline("e")
    see(child, "New text")
    child.sendline("A text.")
    drawn += see(child, "ACTION edit 'A text.'.", "What next? ")
    child.sendline("q")
    drawn += see(child, "ACTION quit None.")
    assert "\x1b" not in drawn
