"""Second looks beside drafts: kept with the session, following the author's edits, and never a clean bill by failing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capassist.errors import ModelError
from capassist.model import Doubt, Figure, SecondLook
from capassist.session.log import Session
from capassist.workflow.second_look import SecondLooks

FIGURE = Figure(id="fig:a")
TEXT = r"The level \emph{rises} with time, for pump~A (red) and B (blue)."
RISES = Doubt("level rises", "trend", "The line falls.", "the level falls")


class Checker:
    """A double checker that doubts what it is told to, and keeps what it was asked."""

    name = "eyes at here"

    def __init__(self, *doubts: Doubt, error: ModelError | None = None) -> None:
        self.doubts, self.error = doubts, error
        self.asked: list[str] = []

    def double_check(self, figure: Figure, text: str) -> SecondLook:
        self.asked.append(text)
        if self.error:
            raise self.error
        return SecondLook(text, self.name, self.doubts)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.open(tmp_path, "main.tex") as session:
        yield session


def test_nobody_is_asked_without_a_checker(session: Session) -> None:
    looks = SecondLooks(session)
    looks.look(FIGURE, TEXT)
    assert looks.findings(FIGURE, TEXT) == ()
    assert not looks.wanted(FIGURE, TEXT)


def test_nobody_is_asked_about_nothing_or_twice(session: Session) -> None:
    checker = Checker()
    looks = SecondLooks(session, checker)
    for text in ("", " ", TEXT, TEXT):
        looks.look(FIGURE, text)
    assert checker.asked == [TEXT]


def test_a_failure_is_said_and_asked_again(session: Session) -> None:
    looks = SecondLooks(session, Checker(error=ModelError("eyes at here gave no answer.")))
    looks.look(FIGURE, TEXT)
    assert [finding.code for finding in looks.findings(FIGURE, TEXT)] == ["second-look-failed"]
    assert looks.wanted(FIGURE, TEXT)
    tally = looks.tally([(FIGURE, TEXT)])
    assert (tally.looked, len(tally.failures)) == (0, 1)


def test_a_doubt_names_its_place_its_proof_and_who_says_it(session: Session) -> None:
    looks = SecondLooks(session, Checker(RISES))
    looks.look(FIGURE, TEXT)
    (finding,) = looks.findings(FIGURE, TEXT)
    assert finding.span == (4, 21)
    assert finding.message == (
        "“level rises” (trend): The line falls. The paper has: “the level falls”. So says eyes at here."
    )
    assert not finding.blocks


@pytest.mark.parametrize(
    ("edited", "doubted"),
    [
        (TEXT.replace("with time", "over time"), True),
        (TEXT.replace(r"\emph{rises}", "rises"), True),
        (TEXT.replace("rises", "falls"), False),
        ("Another caption.", False),
    ],
    ids=["elsewhere", "markup", "mended", "another"],
)
def test_doubts_follow_the_author_s_edits(session: Session, edited: str, doubted: bool) -> None:
    looks = SecondLooks(session, Checker(RISES))
    looks.look(FIGURE, TEXT)
    assert bool(looks.findings(FIGURE, edited)) is doubted


def test_an_edited_text_is_held_to_the_draft_it_was_made_of(session: Session) -> None:
    other = "Pressure in the pipe. The level rises, too, at night and by day."
    SecondLooks(session, Checker(RISES)).look(FIGURE, TEXT)
    SecondLooks(session, Checker()).look(FIGURE, other)
    assert SecondLooks(session).findings(FIGURE, other.replace("night", "noon")) == ()
    assert SecondLooks(session).findings(FIGURE, TEXT.replace("time", "days"))


def test_they_are_kept_for_the_next_command(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        SecondLooks(session, Checker(RISES)).look(FIGURE, TEXT)
    with Session.open(tmp_path, "main.tex") as session:
        assert SecondLooks(session).findings(FIGURE, TEXT)
        assert not SecondLooks(session, Checker()).wanted(FIGURE, TEXT)


def test_a_damaged_record_of_one_is_no_look(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        SecondLooks(session, Checker(RISES)).look(FIGURE, TEXT)
    (file,) = (tmp_path / ".capassist" / "sessions").iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace('"trend"', '"ugly"'), encoding="utf-8")
    with Session.open(tmp_path, "main.tex") as session:
        assert session.second_looks("fig:a") == ()
