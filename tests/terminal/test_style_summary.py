"""What `profile` shows of the author's captions, and its record."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from capassist.model import Draft, Figure, Profile, ProfileFigure, StandingRules
from capassist.profile.features import Feature
from capassist.profile.summary import StyleSummary
from capassist.terminal.style_summary import summary_record, summary_table

FIGURE = Figure("fig:a", number="1")
LIKE = ProfileFigure(Figure("fig:b", number="2"), "both show growth", 0.12345, "earlier.tex")
FEATURES = (
    Feature("tense", "present", 3, 4, (("Figure 2", "It grows."), ("Figure 3", "It falls."), ("Figure 2", "x"))),
    Feature("opening", "statement", 2, 4, (("Figure 5", f"{'long ' * 11}words."),), tied=("noun phrase",)),
    Feature("voice", "we", 0, 0, source="capassist.toml"),
)


def summary(captions: int = 4, earlier: int = 0, left_out: tuple[str, ...] = (), **fields: object) -> StyleSummary:
    known = {"features": (), "words": (), "spellings": (), "rules": StandingRules(), "profiles": ()} | fields
    draft = Draft(Path("p"), Path("p"), "latex", "main.tex")
    return StyleSummary(draft, captions, earlier, left_out, **known)  # type: ignore[arg-type]


def shown(found: StyleSummary) -> list[str]:
    console = Console(file=StringIO(), width=200, no_color=True)
    console.print(summary_table(found))
    assert isinstance(console.file, StringIO)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("captions", "earlier", "left_out", "said"),
    [
        (4, 0, (), "Measured on 4 captions of this draft."),
        (1, 7, (), "Measured on 1 caption of this draft and 7 of your earlier papers."),
        (0, 0, (), "Measured on 0 captions of this draft."),
        (3, 0, ("a",), "Measured on 3 captions of this draft. 1 caption accepted as drafted is left out."),
        (0, 2, ("a", "b"),
         "Measured on 0 captions of this draft and 2 of your earlier papers. 2 captions accepted as drafted are left out."),
        (0, 0, ("a",), "There is no other caption to learn from: 1 caption accepted as drafted is left out."),
    ],
)  # fmt: skip
def test_what_it_rests_on(captions: int, earlier: int, left_out: tuple[str, ...], said: str) -> None:
    assert shown(summary(captions, earlier, left_out)) == [said]


def test_habits_words_rules_and_profiles_are_shown_with_what_shows_them() -> None:
    rules = StandingRules((("our method", "FastNet"),), ("n =",), ("novel",))
    profiles = ((FIGURE, Profile((LIKE,), None)), (LIKE.figure, Profile((), None)))
    found = summary(features=FEATURES, words=("map", "rate"), spellings=("FastNet",), rules=rules, profiles=profiles)
    assert shown(found) == [
        "Measured on 4 captions of this draft.",
        "trait yours captions for example",
        "tense present 3 of 4: 2, 3 Figure 2: It grows.",
        f"opening statement or noun phrase 2 of 4 each: 5 Figure 5: {'long ' * 11}…",
        "voice we capassist.toml",
        "Your words map, rate",
        "Terms FastNet",
        "Rule FastNet, not our method",
        "Rule always n =",
        "Rule never novel",
        "Figure 1 imitates",
        "Figure 2: both show growth",
        "Figure 2 imitates",
        "no caption: there is none",
    ]


@pytest.mark.parametrize(("length", "cut"), [(60, False), (61, True)])
def test_a_long_sentence_ends_with_a_whole_word(length: int, cut: bool) -> None:
    sentence = "word " * 11 + "x" * (length - 55)
    feature = Feature("tense", "past", 1, 1, (("Figure 1", sentence),))
    line = shown(summary(features=(feature,)))[-1]
    assert line.endswith("word …" if cut else f"word {sentence[55:]}")


def test_the_record_has_all_of_it() -> None:
    rules = StandingRules((("our method", "FastNet"),), ("n =",), ("novel",))
    found = summary(features=FEATURES[:1], rules=rules, profiles=((FIGURE, Profile((LIKE,), None)),), left_out=("c",))
    record = summary_record(found)
    assert record["schema"] == "capassist.profile/1"
    assert (record["captions"], record["earlier_captions"], record["left_out"]) == (4, 0, ["c"])
    assert record["traits"][0]["rests_on"][1] == {"figure": "Figure 3", "text": "It falls."}
    assert record["rules"] == {"call": {"our method": "FastNet"}, "always": ["n ="], "never": ["novel"]}
    like = {"figure": "fig:b", "reason": "both show growth", "likeness": 0.123, "paper": "earlier.tex"}
    assert record["profiles"] == [{"figure": "fig:a", "imitates": [like]}]
