"""What is shown of the author: words, terms, wishes, profiles."""

import json
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from capassist.cli import app
from capassist.model import Author, Draft, EarlierPaper, Figure, Manuscript
from capassist.profile import build_profile
from capassist.profile.features import Feature
from capassist.profile.lexicon import characteristic_words, spelled_terms
from capassist.profile.similarity import terms
from capassist.profile.summary import summarize_style
from capassist.text.words import words


def draft(*captions: str, body: str = "", **fields: object) -> Draft:
    figures = tuple(Figure(id=f"f{n}", number=str(n), state="written", caption=c) for n, c in enumerate(captions, 1))
    manuscript = Manuscript(body=body)
    return Draft(Path("p"), Path("p"), "latex", "main.tex", figures=figures, manuscript=manuscript, **fields)  # type: ignore[arg-type]


def test_words_of_one_caption_or_of_every_page_do_not_mark_the_author() -> None:
    paper = draft("Posterior speed of zebras.", "Posterior mass of cars.", "Mass of lions.", body="mass " * 900)
    captions = [terms(words(figure.caption or "")) for figure in paper.figures]
    assert characteristic_words(paper, captions) == ("posterior", "mass")
    assert characteristic_words(draft(), ()) == ()


def test_terms_are_as_the_body_writes_them_most() -> None:
    body = r"The ConvNet and the ConvNet, once a Convnet. A well-known BERT, one BERT. See \ref{fig:big-plot}, \ref{fig:big-plot}."
    paper = replace(draft(body=body), manuscript=Manuscript(body=body, labels=frozenset({"fig:big-plot"})))
    assert spelled_terms(paper) == ("ConvNet", "BERT")


def test_the_author_s_wishes_win_and_say_where_they_come_from() -> None:
    paper = draft(
        "Speed of cars.", "Mass of cars.", author=Author(style=(("median_words", 30), ("final_period", False)))
    )
    shown = {t.name: (t.value, t.source) for t in summarize_style(paper, (), 3).features}
    assert shown["length"] == ("30 words", "capassist.toml")
    assert shown["final period"] == ("no", "capassist.toml")
    assert shown["opening"] == ("noun phrase", "measured")
    style = build_profile(paper, paper.figures[0], 1).style
    assert style is not None
    assert (style.median_words, style.final_period, style.captions) == (30, False, 1)


def test_wishes_alone_make_a_style() -> None:
    style = build_profile(draft(author=Author(style=(("tense", "past"),))), Figure(id="x"), 3).style
    assert style is not None
    assert (style.tense, style.captions) == ("past", 0)


def test_earlier_papers_come_after_the_draft_s_own_and_only_where_these_are_few() -> None:
    kept = Figure(id="old, Figure 1", state="written", caption="Kept caption.", type="bar chart")
    author = Author(earlier=(EarlierPaper("old", None, (kept,)),))
    target = Figure(id="x", type="bar chart")
    few = build_profile(draft("One.", "Two.", author=author), target, 9).figures
    assert [(f.figure.id, f.paper) for f in few] == [("f1", ""), ("f2", ""), ("old, Figure 1", "old")]
    assert few[2].reason == "a bar chart too, in your earlier paper old"
    assert not any(f.paper for f in build_profile(draft("One.", "Two.", "Three.", author=author), target, 9).figures)


def test_the_command(paper: Path) -> None:
    (paper / "capassist.toml").write_text('[rules]\nnever = ["grows"]\n[style]\nwords = 12\n')
    record = json.loads(CliRunner().invoke(app, ["profile", str(paper), "--json"]).stdout)
    assert record["schema"] == "capassist.profile/1"
    assert record["rules"]["never"] == ["grows"]
    assert {t["name"]: t["source"] for t in record["traits"]}["length"] == "capassist.toml"
    assert [p["imitates"][0]["figure"] for p in record["profiles"]] == ["fig:time", "fig:time"]
    (draft, _) = json.loads(CliRunner().invoke(app, ["suggest", str(paper), "--json", "-f", "1", "-f", "2"]).stdout)[
        "drafts"
    ]
    assert any("grows" in warning["message"] for warning in draft["warnings"]) == ("grows" in draft["text"])
    (paper / "capassist.toml").write_text("[rules]\nnever = 3\n")
    assert CliRunner().invoke(app, ["profile", str(paper)]).exit_code == 4


def test_a_wish_replaces_what_was_measured_whole_and_the_rest_stays() -> None:
    captions = ("Speed of cars.", "Mass of cars.", "Age of cars")
    measured = {f.name: f for f in summarize_style(draft(*captions), (), 3).features}
    assert (measured["final period"].count, measured["final period"].of) == (2, 3)
    wished = summarize_style(draft(*captions, author=Author(style=(("final_period", True), ("tense", "past")))), (), 3)
    shown = {f.name: f for f in wished.features}
    assert shown["final period"] == Feature("final period", "yes", 0, 0, source="capassist.toml")
    assert shown["tense"] == Feature("tense", "past", 0, 0, source="capassist.toml")
    assert {name: shown[name] for name in measured if name != "final period"} == {
        name: feature for name, feature in measured.items() if name != "final period"
    }


def test_earlier_papers_are_counted_where_the_draft_s_own_captions_are_few() -> None:
    kept = Figure(id="old, Figure 1", state="written", caption="Kept tank of tank.")
    author = Author(earlier=(EarlierPaper("old", None, (kept, kept)),), drafted=frozenset({"f1"}))
    few = summarize_style(draft("Tank one.", "Two.", author=author), (), 3)
    assert (few.captions, few.earlier, few.left_out) == (1, 2, ("f1",))
    assert few.words[:1] == ("tank",)
    enough = summarize_style(draft("One.", "Two.", "Three.", "Four.", author=author), (), 3)
    assert (enough.captions, enough.earlier) == (3, 0)
