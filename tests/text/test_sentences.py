import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import one_line, sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ("Growth", ("Growth",)),
        ("Growth. Decay.", ("Growth.", "Decay.")),
        (r"\textbf{Growth. Decay.} Both.", (r"\textbf{Growth. Decay.}", "Both.")),
        (r"For $n = 3. 5$ plates. Both.", (r"For $n = 3. 5$ plates.", "Both.")),
        (r"At 5\,\$. And \{ too. End.", (r"At 5\,\$.", r"And \{ too.", "End.")),
        (r"An {open brace. And more.", (r"An {open brace. And more.",)),
        ("As in Fig. 3, i.e. here. End.", ("As in Fig. 3, i.e. here.", "End.")),
        ("For all Q. From here it falls. J. Smith knew.", ("For all Q.", "From here it falls.", "J. Smith knew.")),
        ("[Path?] length by [day? Or hour?]. Both.", ("[Path?] length by [day? Or hour?].", "Both.")),
        ("For x in [0, 1). Both [ends.", ("For x in [0, 1).", "Both [ends.")),
    ],
    ids=[
        "empty",
        "no period",
        "two",
        "braces",
        "maths",
        "escaped",
        "open",
        "abbreviations",
        "initials",
        "brackets",
        "interval",
    ],
)
def test_sentences_can_stand_by_themselves(text: str, sentences: tuple[str, ...]) -> None:
    assert caption_sentences(text) == sentences


@given(st.text(st.sampled_from(r"aB .!?$\{}[]%" + "\n"), max_size=60))
def test_nothing_of_a_caption_is_lost(text: str) -> None:
    assert one_line(" ".join(caption_sentences(text))) == one_line(text)


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        ((), ""),
        (("One",), "One"),
        (("One", "Two"), "One. Two"),
        (("One.", "Two?", "Three."), "One. Two? Three."),
        ((r"\textbf{One.}", "Two."), r"\textbf{One.} Two."),
    ],
    ids=["none", "one", "without a period", "stopped", "in braces"],
)
def test_joined(sentences: tuple[str, ...], text: str) -> None:
    assert joined(sentences) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("x" * 200_000 + ". End.", 2),
        ("." * 200_000 + "x. End.", 2),
        ("a.b-" * 50_000 + " End.", 1),
        ("It is (i.e. " * 20_000 + "so).", 1),
        ("It rises" + " " * 200_000 + ". End.", 2),
        ("!" * 100_000 + '"' * 100_000 + " End.", 2),
        ("It rises. " * 20_000, 20_000),
    ],
    ids=["word", "stops", "hyphens", "abbreviations", "space", "quotes", "many"],
)
def test_long_runs_of_anything_are_taken_apart_in_one_pass(text: str, count: int) -> None:
    assert len(list(sentence_spans(text))) == count
