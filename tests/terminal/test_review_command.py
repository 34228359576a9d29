"""`capassist review` itself, in a pseudo-terminal, with a server on this machine."""

import io
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from capassist.drafts import open_draft
from capassist.model import Action, Decision, ReviewItem
from capassist.session.log import Session, read_reviewed
from capassist.terminal.screen import ReviewScreen
from capassist.testing import Answer, ChatServer, Received, chat_answer

pytestmark = pytest.mark.slow


pexpect = pytest.importorskip("pexpect")

import programs  # noqa: E402
from terminals import Terminal  # noqa: E402

COMMAND = ["-m", "capassist", "review"]
SHARE = (
    "Share of corpora. Prose is read best.",
    "Corpora read without an error.",
    "Corpora that may be read.",
    "Short share.",
)
STATES = "States of the parser."
Start = Callable[..., Terminal]


class Model:
    """Answers with the texts for the figure that it is asked about, in order; not before it is released."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = threading.Event()
        self.released.set()

    def __call__(self, received: Received) -> Answer:
        states = re.search(rb"the figure is there: .{0,80}fig:states", received.body) is not None
        text = STATES if states else SHARE[self.asked.count("share")]
        self.asked.append("states" if states else "share")
        self.released.wait(10)
        return chat_answer(text)


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def start(paper: Path, model: Model) -> Iterator[Start]:
    """Return a function that begins a review of the paper with options, a size and an environment."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "PNG")
    for name in ("time", "share", "states"):
        (paper / f"{name}.png").write_bytes(picture.getvalue())
    children: list[Terminal] = []

    def begin(*options: str, size: tuple[int, int] = (24, 80), online: bool = True, **variables: str) -> Terminal:
        server_options = ["--server", server.url, "--model", "m"] if online else []
        arguments = [*COMMAND, str(paper), *server_options, *options]
        child = Terminal(arguments, env={**os.environ, "TERM": "xterm", **variables}, dimensions=size)
        children.append(child)
        return child

    with ChatServer(model) as server:
        yield begin
        model.released.set()
    for child in children:
        child.close(force=True)


def see(child: Terminal, *texts: str) -> str:
    """Wait until the texts were drawn, one after the other, and return all that was."""
    drawn = ""
    for text in texts:
        child.expect_exact(text)
        drawn += child.before + text
    return drawn


def press(child: Terminal, keys: str, *then: str) -> str:
    child.send(keys)
    return see(child, *then)


def ended(child: Terminal) -> tuple[int | None, str]:
    """Wait for the end, and return the exit code and what was printed last."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def verdicts(paper: Path) -> dict[str, tuple[str, str | None]]:
    rows = read_reviewed(paper, open_draft(paper).main)
    return {row.figure: (row.decision.verdict, row.decision.text) for row in rows if row.decision}


def test_without_a_terminal_it_fails_before_any_work_and_names_the_way_on(paper: Path) -> None:
    command = [*COMMAND, str(paper), "--server", "http://127.0.0.1:9/v1", "--model", "m"]
    code, out, err = programs.run(command)
    assert (code, out) == (2, "")
    assert f"capassist suggest {paper} --json > drafts.json" in err
    assert f"capassist apply {paper} --decisions drafts.json --yes" in err
    assert not (paper / ".capassist").exists()


def test_every_key(start: Start, model: Model, paper: Path) -> None:
    child = start()
    see(child, "1 of 2", SHARE[0], "[?]")
    press(child, "n", SHARE[1], "[?]")
    press(child, "p", "Together", "Draft 2 by m at", "Esc: cancel")
    press(child, "3 1", f"{SHARE[1]} Share of corpora.")
    press(child, "\r", "Your text, from drafts 1 and 2", "[?]")
    press(child, "r", "What shall change?")
    press(child, "less certain\r", "(less certain)", SHARE[2], "[?]")
    press(child, "1", "Short draft by m at", SHARE[3], "[?]")
    press(child, "u", SHARE[2], "The last change of the text is taken back.", "[?]")
    press(child, "w", "main.tex as it will be", rf"\caption{{{SHARE[2]}}}", "any key")
    press(child, "x", "[?]")
    press(child, "i", "Figure 1 · fig:time", "any key")
    press(child, "x", "[?]")
    press(child, "o", "There is no viewer", "[?]")
    press(child, "f", "2 of 2", STATES, "[?]")
    press(child, "b", "1 of 2", SHARE[2], "[?]")
    press(child, "j", "Go to which figure?", "cancel")
    press(child, "nowhere\r", "There is no figure 'nowhere'")
    press(child, "states\r", "2 of 2", "[?]")
    press(child, "e", "Enter: done")
    press(child, " With 99 arrows.\r", "Your text, from the draft by m", "warning", "99", "[?]")
    press(child, "a", "1 of 2", "[?]")
    press(child, "u", "2 of 2", "The decision is taken back.", "[?]")
    press(child, "a", "1 of 2", "[?]")
    press(child, "s", "All figures are decided, 1 skipped.", "skipped", "[j]ump [u]ndo [q]uit")
    press(child, "u", "1 of 2", "The decision is taken back.", "[?]")
    press(child, "s", "All figures are decided, 1 skipped.", "[?]")
    press(child, "j", "Go to which figure?", "cancel")
    press(child, "states\r", "2 of 2", "accepted as edited before", "[?]")
    press(child, "a", "All figures are decided, 1 skipped.", "[?]")
    press(child, "a", "Every figure is decided.", "[?]")
    child.send("\r")
    code, last = ended(child)
    assert code == 0
    assert "1 accepted, 1 skipped." in last
    assert verdicts(paper) == {"fig:share": ("skip", None), "fig:states": ("edit", f"{STATES} With 99 arrows.")}
    assert sorted(model.asked) == ["share"] * 4 + ["states"]


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}], ids=["colours", "none"])
def test_a_large_terminal_with_and_without_colours(variables: dict[str, str], start: Start) -> None:
    child = start(size=(60, 200), **variables)
    drawn = see(child, "1 of 2", SHARE[0], "[?]")
    drawn += press(child, "n", SHARE[1], "[w]ritten [q]uit [?]")
    drawn += press(child, "w", "main.tex as it will be", rf"\caption{{{SHARE[1]}}}", "any key")
    press(child, "x", "[?]")
    child.send("q")
    assert ended(child)[0] == 0
    assert ("\x1b[3" in drawn.replace("\x1b[39m", "")) is not bool(variables)


def test_every_word(start: Start, model: Model, paper: Path) -> None:
    child = start(TERM="dumb")
    drawn = ""
    for line, *then in [
        ("", "1 of 2, Figure 2", SHARE[0]),
        ("another", SHARE[1]),
        ("pick", "3, draft 2 by m at"),
        ("3 1", "Your text, from drafts 1 and 2"),
        ("refine", "What shall change?"),
        ("less certain", "(less certain): Corpora that may be read."),
        ("short", "Short draft by m at"),
        ("undo", "The last change of the text is taken back.", SHARE[2]),
        ("source", "caption, line", rf"\caption{{{SHARE[2]}}}"),
        ("profile", "Figure 1, "),
        ("mentions", "Results, main.tex"),
        ("open", "There is no viewer"),
        ("forward", "2 of 2", STATES),
        ("back", "1 of 2"),
        ("jump", "fig:states", "Number or label"),
        ("nowhere", "There is no figure 'nowhere'"),
        ("jump", "Number or label"),
        ("states", "2 of 2"),
        ("help", "refine, or r: say what shall change"),
        ("edit", "New text"),
        ("99 arrows.", "Your text: 99 arrows.", "Warning: 99"),
        ("accept", "1 of 2"),
        ("skip", "All figures are decided, 1 skipped.", ": skipped", "Type jump, undo, quit"),
        ("undo", "The decision is taken back.", "1 of 2"),
        ("skip", "All figures are decided, 1 skipped."),
        ("quit", "1 accepted, 1 skipped."),
    ]:
        if line:
            child.sendline(line)
        prompt = ": " if line in {"pick", "edit", "jump"} else "nothing: " if line == "refine" else "What next? "
        drawn += see(child, *then, *([] if line == "quit" else [prompt]))
    assert ended(child)[0] == 0
    assert verdicts(paper) == {"fig:share": ("skip", None), "fig:states": ("edit", "99 arrows.")}
    assert sorted(model.asked) == ["share"] * 4 + ["states"]
    assert "\x1b" not in drawn


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_what_is_typed_behind_the_last_decision_decides_nothing_and_stays_out_of_the_shell(
    term: str, start: Start, paper: Path
) -> None:
    child = start("--figure", "fig:share", online=False, TERM=term)
    ready = "[?]" if term == "xterm" else "What next? "
    see(child, "1 of 1", ready)
    child.send("a" if term == "xterm" else "a\r")
    see(child, "All figures are decided.", ready)
    child.send("\r")
    assert ended(child)[0] == 0
    assert list(verdicts(paper)) == ["fig:share"]


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_with_nothing_to_decide_one_may_still_think_again(term: str, start: Start, paper: Path) -> None:
    with Session.open(paper, "main.tex") as session:
        for figure in ("fig:share", "fig:states"):
            session.decide(Decision(figure, "accept", "States."), None)
    child = start(online=False, TERM=term)
    ready, enter = ("[?]", "") if term == "xterm" else ("What next? ", "\r")
    see(child, "All figures are decided.", ready)
    press(child, f"u{enter}", *sorted(("2 of 2", "The decision is taken back."), reverse=term == "dumb"), ready)
    child.send(f"q{enter}")
    code, last = ended(child)
    assert (code, "1 accepted, 1 open." in last) == (0, True)


def test_a_preview_comes_and_goes_with_its_page(start: Start) -> None:
    child = start("--figure", "fig:share", online=False, TERM="xterm-kitty")
    see(child, "[?]", "\x1b_Ga=T")
    press(child, "m", "\x1b_Ga=d", "Paragraphs that mention")
    press(child, "x", "[?]", "\x1b_Ga=T")
    child.send("q")
    code, last = ended(child)
    assert code == 0
    assert "\x1b_Ga=d" in last


def test_a_picture_that_is_none_is_not_shown(start: Start, paper: Path) -> None:
    (paper / "share.png").write_bytes(b"\x89PNG\r\n\x1a\n\x1b_Ga=T,t=f;L2V0Yy9wYXNzd2Q=\x1b\\")
    child = start("--figure", "fig:share", online=False, TERM="xterm-kitty")
    drawn = see(child, "1 of 1", "[?]")
    child.send("q")
    code, last = ended(child)
    assert code == 0
    assert "\x1b_" not in drawn + last


@pytest.mark.parametrize("options", [[], ["--preview", "blocks"]], ids=["nothing", "blocks if asked for"])
def test_a_preview_in_tmux(options: list[str], start: Start) -> None:
    child = start("--figure", "fig:share", *options, online=False, TERM="tmux-256color", TMUX="/tmp/x,1,0")
    drawn = see(child, "[?]")
    child.send("q")
    code, last = ended(child)
    assert code == 0
    assert ("▀" in drawn) is bool(options)
    assert not [sign for sign in ("\x1b_", "\x1bP", "\x1b]1337") if sign in drawn + last]


def test_a_terminal_that_is_made_smaller_and_larger(start: Start) -> None:
    child = start(online=False)
    see(child, "1 of 2", "[?]")
    for rows, columns, keys in ((15, 60, "[?] more"), (6, 40, "[?] keys"), (60, 200, "[w]ritten [q]uit [?]")):
        child.setwinsize(rows, columns)
        see(child, "1 of 2", keys)
    child.send("q")
    assert ended(child)[0] == 0


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_what_is_typed_while_a_draft_is_made_decides_nothing(
    term: str, start: Start, model: Model, paper: Path
) -> None:
    model.released.clear()
    child = start(TERM=term)
    see(child, "Drafting Figure 2")
    child.send("a\r")
    model.released.set()
    see(child, "1 of 2", SHARE[0], "[?]" if term == "xterm" else "What next? ")
    child.send("q\r")
    assert ended(child)[0] == 0
    assert verdicts(paper) == {}


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_ctrl_c_while_a_draft_is_made_loses_nothing(term: str, start: Start, model: Model, paper: Path) -> None:
    import termios

    child = start(TERM=term)
    ready = "[?]" if term == "xterm" else "What next? "
    see(child, SHARE[0], ready)
    model.released.clear()
    child.send("n\r")
    see(child, "Drafting Figure 2")
    child.sendintr()
    child.expect_exact("Interrupted. Decisions and drafts made so far are kept.")
    assert termios.tcgetattr(child.child_fd)[3] & termios.ECHO  # the next program sees what is typed
    assert ended(child)[0] == 130
    model.released.set()
    child = start(TERM=term)
    see(child, SHARE[0], ready)
    assert model.asked.count("share") == 2


def test_a_question_is_answered_on_the_screen(start: Start, paper: Path) -> None:
    child = start("--figure", "fig:share", online=False, TERM="xterm")
    see(child, "1 of 1", "[?]")
    child.send("t")
    see(child, "What is shown or compared here?", "Esc: cancel")
    child.send("share of corpora\r")
    see(child, "Your text", "Share of corpora")
    child.send("t")
    see(child, "What is shown or compared here?")
    child.send("other\x1b")
    see(child, "The text is as it was.")
    child.send("a")
    see(child, "All figures are decided.")
    child.send("\r")
    assert ended(child)[0] == 0
    assert verdicts(paper) == {"fig:share": ("edit", "Share of corpora.")}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("two fields\rthe wet one wins\r", Action("tell", answers=("two fields", "the wet one wins"))),
        ("\rthe wet one wins\r", Action("tell", answers=("", "the wet one wins"))),
        ("\r\rq", Action("quit")),
        ("two fields\r\x03qq", Action("quit")),  # a text that was left is asked about first
    ],
    ids=["both", "second", "none", "left"],
)
def test_questions_come_one_after_the_other(typed: str, expected: Action, item: ReviewItem) -> None:
    asked = replace(item, actions=(*item.actions, "tell"), questions=("What is shown?", "What shall be seen?"))
    with create_pipe_input() as keys, create_app_session(keys, DummyOutput()):
        keys.send_text(f"t{typed}")
        assert ReviewScreen(asked).run() == expected


@pytest.mark.parametrize(
    ("questions", "told", "way_on"),
    [
        (("What is shown?",), [], "Enter: done"),
        (("What is shown?", "What shall be seen?"), [], "Enter: next"),
        (("What is shown?", "What shall be seen?"), ["two fields"], "Enter: done"),
    ],
    ids=["only one", "first", "last"],
)
def test_the_last_question_says_that_no_other_follows(
    questions: tuple[str, ...], told: list[str], way_on: str, item: ReviewItem
) -> None:
    with create_pipe_input() as keys, create_app_session(keys, DummyOutput()):
        screen = ReviewScreen(replace(item, questions=questions))
        screen.typing.question, screen.typing.told = "tell", told
        (_, _), (_, hint) = screen._footer()
    assert questions[len(told)] in hint
    assert [name for name in ("Enter: next", "Enter: done") if name in hint] == [way_on]
    assert max(len(line) for line in hint.split("   ")) < 40


@pytest.mark.parametrize(("term", "ready"), [("xterm", "[?]"), ("dumb", "What next? ")])
def test_alternative_texts_are_reviewed_under_their_own_name_and_no_caption_is_touched(
    term: str, ready: str, start: Start, model: Model, paper: Path
) -> None:
    before = (paper / "main.tex").read_bytes()
    enter = "" if term == "xterm" else "\r"
    child = start("--for", "alt", "--figure", "fig:share", TERM=term)
    see(child, "Figure 2", "Current alternative text", SHARE[0], ready)
    press(child, f"n{enter}", SHARE[1], ready)
    press(child, f"a{enter}", "All figures are decided.", ready)
    child.send(f"q{enter}")
    code, last = ended(child)
    assert code == 0
    assert "write: capassist apply" in last
    assert "caption" not in last.replace(str(paper), "")
    assert verdicts(paper) == {"fig:share@alt": ("accept", SHARE[1])}
    assert (paper / "main.tex").read_bytes() == before


def test_a_text_with_no_place_is_never_accepted(start: Start, paper: Path) -> None:
    source = (paper / "main.tex").read_text()
    drawn = "\\begin{tikzpicture}\\draw (0,0)--(1,1);\\end{tikzpicture}"
    (paper / "main.tex").write_text(source.replace("\\includegraphics{share}", drawn))
    child = start("--for", "alt", "--figure", "fig:share", online=False)
    see(child, "blocked", "TeX draws this figure", "[?]")
    press(child, "a", "Cannot be accepted: TeX draws this figure", "[?]")
    child.send("q")
    assert ended(child)[0] == 0
    assert verdicts(paper) == {}


SECOND = "Readability."  # no line end is in it


def rate(received: Received) -> Answer:
    """Answer as a model that drafts, doubts what it drafted, mends it, and rates each text."""
    body = received.body.decode()
    if "Somebody else wrote it" not in body:
        return chat_answer(SECOND if "a second reader doubts" in body else SHARE[0])
    doubt = {"words": "best", "fault": "trend", "proof": "", "why": "Prose is read worst."}
    own = "Mine, and read well." in body
    doubted = [doubt] if "Prose is read best" in body and not own else []
    return chat_answer(json.dumps({"doubts": doubted, "rating": 5 if own else 2, "because": "It is short."}))


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_the_rating_follows_what_the_author_writes_and_a_doubt_is_mended_by_a_key(
    term: str, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAPASSIST_DOUBLE_CHECK")
    lines, ready = term == "dumb", "What next? " if term == "dumb" else "[?]"
    with ChatServer(rate) as rater:
        child = start(
            "--server", rater.url, "--model", "eyes", "--figure", "fig:share", online=False, size=(60, 100), TERM=term
        )
        see(child, "--no-double-check leaves them out", "Each text that you change in the review goes there once more")
        see(child, "best” (trend): Prose is read worst.", "2 of 6: It is short", ready)
        child.send("mend\r" if lines else "d")
        see(child, SECOND, "2 of 6", ready)
        child.send("edit\r" if lines else "e")
        see(child, "New text" if lines else "Enter: done")
        child.send("Mine, and read well.\r" if lines else "\x01" + "\x0b" + "Mine, and read well.\r")
        see(child, "Mine, and read well.", "5 of 6: It is short", ready)
        child.send("quit\r" if lines else "q")
        assert ended(child)[0] == 0
    assert len(rater.requests) == 5  # a draft and a look, a mended one and a look, a look at the author's own


OWN = "Share of corpora, as I say it."


def typed(start: Start, *keys: str, term: str = "xterm") -> Terminal:
    """Begin to edit the accepted text of a figure, and type."""
    child = start("--figure", "fig:share", online=False, TERM=term)
    see(child, "1 of 1", "[?]")
    child.send("e")
    see(child, "Enter: done")
    child.send("\x15" + OWN)
    see(child, "as I say it.")
    for key in keys:
        child.send(key)
    return child


def waiting(paper: Path) -> str | None:
    with Session.open(paper, "main.tex") as session:  # nobody holds the lock any more
        text = session.waiting_text("fig:share")
    return text.text if text else None


def left(paper: Path) -> tuple[str, ...]:
    """Return what was typed and not ended by Enter, which is nobody's text yet."""
    assert waiting(paper) is None
    return Session.read(paper, "main.tex").unfinished["fig:share", "edit"]


@pytest.fixture
def accepted(paper: Path) -> Path:
    with Session.open(paper, "main.tex") as session:
        session.decide(Decision("fig:share", "accept", "Share."), "TODO")
    return paper


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_what_is_being_typed_outlives_the_terminal(name: str, start: Start, accepted: Path) -> None:
    import signal

    child = typed(start)
    child.kill(getattr(signal, name))
    child.expect(pexpect.EOF)
    child.wait()
    assert child.signalstatus == getattr(signal, name)
    assert left(accepted) == (OWN,)
    assert "bug" not in child.before


def test_a_terminal_window_that_is_closed_keeps_what_is_being_typed(start: Start, accepted: Path) -> None:
    child = typed(start)
    child.ptyproc.fileobj.close()
    child.closed = child.ptyproc.closed = True
    for _ in range(200):
        if not child.isalive():
            break
        time.sleep(0.05)
    assert left(accepted) == (OWN,)


@pytest.mark.parametrize("way_out", ["q", "\x04", "\x03"], ids=["q", "Ctrl-D", "Ctrl-C"])
def test_an_edit_that_was_not_accepted_is_named_where_the_review_is_left(
    way_out: str, start: Start, accepted: Path
) -> None:
    child = typed(start, "\r")
    see(child, "another text accepted before", "This text is not accepted", "[?]")
    child.send(way_out)
    code, last = ended(child)
    assert "Figure 2: your changed caption is not accepted. The one that you accepted before would be" in " ".join(
        last.split()
    )
    assert code == (130 if way_out == "\x03" else 0)
    assert waiting(accepted) == OWN
    child = start(online=False)
    see(child, OWN, "[?]")
    press(child, "a", "fig:states", "[?]")
    child.send("q")
    assert ended(child)[0] == 0
    assert verdicts(accepted)["fig:share"][1] == OWN


def test_an_edit_without_enter_is_named_at_the_end_and_there_again_in_the_next_review(
    start: Start, accepted: Path
) -> None:
    child = typed(start, "\x03")
    see(child, "e brings back what you typed", "[?]")
    child.send("\x03")
    code, last = ended(child)
    assert code == 130
    assert "the caption that you typed and left without Enter is kept. To go on: " in " ".join(last.split())
    child = start("--figure", "fig:share", online=False)
    see(child, "e brings back what you typed and left.", "[?]")
    child.send("e")
    see(child, OWN, "Here is what you typed before", "Enter: done")
    child.send("\r")
    see(child, "Your text", "[?]")
    child.send("q")
    assert ended(child)[0] == 0
    assert waiting(accepted) == OWN
