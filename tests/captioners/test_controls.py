"""What code checks of a caption: the lengths that people ask for, what is left out, and what may not get lost."""

import pytest

from capassist.captioners.controls import (
    Length,
    complies,
    faults,
    left_out,
    length_of,
    lengths_in,
    neither_length_nor_left_out,
    shortens,
)
from capassist.model import CaptionRequest, Figure, Profile, Style

STYLE = Style(5, 20, 8, 60, final_period=True)


def asked(instruction="", current="", *, wanted="style", markup="latex") -> CaptionRequest:
    profile = Profile((), STYLE)
    return CaptionRequest(Figure("f"), profile, markup, wanted=wanted, instruction=instruction, current=current)


# What must not happen -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "instruction",
    [
        "add one sentence on the noise",
        "remove the last two sentences",
        "shorten by 10 words",
        "mention the 20 beads",
        "use the words of section 2",
        "shorter",
        "",
    ],
)
def test_what_sets_no_length(instruction):
    assert lengths_in(instruction) == ()


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (r"Error of 5 runs~\cite{ann} with $\alpha = 1$, see \cref{fig:b}.", []),
        (r"Error of 5 runs.", [r"\cite{ann}", r"\cref{fig:b}", r"$\alpha=1$"]),
        (r"Error of runs~\cite{ann} with $\alpha=1$, see \cref{fig:b}.", ["5"]),
        (r"Error of 15 runs~\cite{ann} with $\alpha=1$, see \cref{fig:b}.", ["5"]),
    ],
    ids=["nothing", "references and maths", "number", "another number"],
)
def test_a_change_loses_no_reference_no_maths_and_no_number(text, lost):
    current = r"The error of 5 runs~\cite{ann} with $\alpha=1$, see \cref{fig:b}."
    assert faults(text, asked("more formal", current)) == tuple(f"It lost “{piece}”." for piece in lost)


@pytest.mark.parametrize("instruction", ["drop the citation", "no reference to Ann", r"move \cite{ann} elsewhere"])
def test_what_the_author_asks_to_lose_may_be_lost(instruction):
    assert faults("The error.", asked(instruction, r"The error~\cite{ann}.")) == ()


# Lengths ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        # AnyCap's closed set
        ("The generated caption's length needs to be no more than 10 words.", "at most 10 words"),
        ("The generated caption's length needs to be exactly 20 words.", "exactly 20 words"),
        ("The generated caption's length needs to be 10 to 20 words.", "10 to 20 words"),
        ("The generated caption's length needs to be 30 to 120 words.", "30 to 120 words"),
        ("The generated caption's length needs to be one sentence.", "exactly 1 sentence"),
        ("The generated caption's length needs to be exactly two sentences.", "exactly 2 sentences"),
        ("The generated caption's length cannot exceed three sentences.", "at most 3 sentences"),
        # what people write
        ("at most 30 words", "at most 30 words"),
        ("two sentences", "exactly 2 sentences"),
        ("make it a single sentence", "exactly 1 sentence"),
        ("brief, under 15 words please", "at most 14 words"),
        ("between 20 and 25 words", "20 to 25 words"),
        ("20-25 words", "20 to 25 words"),
        ("30 words or less", "at most 30 words"),
        ("at least 40 words", "at least 40 words"),
        ("more than two sentences", "at least 3 sentences"),
        ("not more than 12 words", "at most 12 words"),
        ("cut it to 1 sentence", "exactly 1 sentence"),
    ],
)
def test_a_length_is_understood(instruction, said):
    assert [str(length) for length in lengths_in(instruction)] == [said]


def test_two_lengths_at_once():
    assert [str(length) for length in lengths_in("two sentences, at most 30 words")] == [
        "at most 30 words",
        "exactly 2 sentences",
    ]


@pytest.mark.parametrize(
    ("length", "text", "holds"),
    [
        (Length("word", most=3), "Error by epoch.", True),
        (Length("word", most=2), "Error by epoch.", False),
        (Length("sentence", 1, 1), "Error in Fig. 3, e.g. 0.5 at 10.2 s.", True),
        (Length("sentence", 2, 2), "Error. Grey: noise.", True),
        (Length("word", 4), "Error by epoch.", False),
        (Length("word", 3), "Error by epoch.", True),
        (Length("character", most=15), "Error by epoch.", True),
        (Length("character", most=14), "Error by epoch.", False),
    ],
)
def test_lengths_are_counted_as_a_reader_counts(length, text, holds):
    assert length.holds(text) is holds


def test_macros_are_no_words():
    assert faults(r"\textbf{Error} of \emph{A}~\cite{ann}.", asked("at most 4 words", "Error.")) == ()


@pytest.mark.parametrize(("kind", "said"), [("short", "at most 14 words"), ("long", "at least 40 words")])
def test_short_and_long_are_relative_to_the_author(kind, said):
    assert str(length_of(kind, STYLE)) == said
    assert length_of(kind, None) is not None
    (fault,) = faults("Word " * (30 if kind == "short" else 3), asked(wanted=kind))
    assert said in fault


def test_the_usual_kind_has_no_length():
    assert length_of("style", STYLE) is None


# Changes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instruction", "what"),
    [
        ("leave out the dashed line", ("dashed line",)),
        ("do not mention noise, and be brief", ("noise",)),
        ("without “grey” please", ("grey” please",)),
        ("shorter", ()),
    ],
)
def test_what_shall_be_left_out(instruction, what):
    assert left_out(instruction) == what


def test_what_is_still_mentioned_is_a_fault():
    request = asked("leave out the dashed line", "Error.")
    assert faults("Error. Dashed line: noise.", request) == ("It still mentions “dashed line”.",)
    assert faults("Error.", request) == ()


@pytest.mark.parametrize(
    ("instruction", "already"),
    [
        ("at most 30 words", True),
        ("two sentences, at most 30 words", True),
        ("Make it exactly two sentences.", True),
        ("at most 2 words", False),
        ("at most 30 words, and say what is grey", False),
        ("more formal", False),
    ],
)
def test_a_caption_that_already_complies_is_known_without_a_model(instruction, already):
    assert complies(asked(instruction, "The error by epoch. It falls.")) is already


@pytest.mark.parametrize(
    ("instruction", "length"),
    [
        ("about 30 words", "24 to 36 words"),
        ("≤ 30 words", "at most 30 words"),
        ("höchstens 30 Wörter", "at most 30 words"),
        ("genau ein Satz", "exactly 1 sentence"),
        ("under 200 characters", "at most 199 characters"),
        ("ca. 20 Wörter", "16 to 24 words"),
    ],
)
def test_other_forms_of_lengths(instruction: str, length: str) -> None:
    assert [str(found) for found in lengths_in(instruction)] == [length]


@pytest.mark.parametrize("instruction", ["drop everything about the residuals", "leave out all mention of residuals"])
def test_what_is_left_out_is_named(instruction: str) -> None:
    assert left_out(instruction)[0].endswith("residuals")


@pytest.mark.parametrize("instruction", ["at most 14 words", "brief", "shorter, please", "one sentence"])
def test_what_is_shortened_may_lose_its_maths(instruction: str) -> None:
    assert shortens(instruction)


@pytest.mark.parametrize("instruction", ["at least 40 words", "more detail", "name the units"])
def test_what_is_not_shortened_keeps_its_maths(instruction: str) -> None:
    assert not shortens(instruction)


@pytest.mark.parametrize(
    ("instruction", "others"),
    [
        ("at most 5 words and name the colours", ("name the colours",)),
        ("Name the two axes, in one sentence.", ("Name the two axes",)),
        ("without the noise; less certain, 20-25 words", ("less certain",)),
        ("höchstens 12 Wörter und nenne die Farben", ("nenne die Farben",)),
        ("The generated caption's length needs to be 10 to 20 words.", ()),
        ("The generated caption's length cannot exceed three sentences.", ()),
        ("brief, under 15 words please", ()),
        ("cut it to 1 sentence, leave out the noise", ()),
    ],
)
def test_what_is_asked_beside_lengths_and_what_is_left_out(instruction, others):
    assert neither_length_nor_left_out(instruction) == others
