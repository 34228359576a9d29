import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from capassist.model import (
    Candidate,
    Draft,
    Evidence,
    Figure,
    Finding,
    GroundedSentence,
    Mention,
    RankedDraft,
    Score,
    Source,
    TextPlace,
)
from capassist.wording import (
    by_weight,
    command,
    finding_text,
    grounds_in_words,
    label_of,
    name_to_type,
    named,
    options_to_name,
    place_of,
    place_of_mention,
    ranking_in_words,
)
from capassist.workflow.drafting import choose_figures


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        pytest.param(Figure("fig:a", labels=("fig:a",), number="2"), "fig:a", id="a label"),
        pytest.param(Figure("p3#1", number="4"), "4", id="a number, where there is no label"),
        pytest.param(Figure("p3#2"), "p3#2", id="neither"),
        pytest.param(Figure("p5#1", number="7"), "p5#1", id="a number that two have"),
        pytest.param(Figure("s#1", kind="scheme", number="1"), "s#1", id="a scheme's number is no figure's"),
    ],
)
def test_what_is_told_to_be_typed_names_this_figure(figure: Figure, name: str) -> None:
    others = (Figure("p5#2", number="7"), Figure("s#2", kind="scheme", number="3"))
    draft = Draft(Path("p.pdf"), Path(), "pdf", "p.pdf", figures=(figure, *others))
    assert name_to_type(draft, figure) == name
    if figure.is_picture:
        assert choose_figures(draft, [name]) == (figure,)


@pytest.mark.parametrize("path", ["paper", "my paper", "it's/a $paper", "-paper"])
def test_a_command_survives_the_shell(path: str) -> None:
    draft = Draft(Path(path), Path(path), "latex", "main.tex")
    assert shlex.split(command("review", draft, "--figure", "a b")) == ["capassist", "review", path, "--figure", "a b"]


@pytest.mark.parametrize(
    ("figure", "place", "label"),
    [
        (Figure("a.tex#1", source=Source("a.tex", 7), page=3), "a.tex:7", "a.tex#1"),
        (Figure("p3#1", page=3), "page 3", "p3#1"),
        (Figure("fig:a", labels=("fig:a", "fig:old")), "", "fig:a"),
    ],
)
def test_where_a_figure_stands_and_what_it_is_labelled(figure: Figure, place: str, label: str) -> None:
    assert place_of(figure) == place
    assert label_of(figure) == label


@pytest.mark.parametrize(
    ("mention", "place"),
    [
        (Mention("x", (), section="2 Method", file="a.tex", line=4), "2 Method, a.tex:4"),
        (Mention("x", (), file="a.tex"), "a.tex"),
        (Mention("x", (), page=5), "page 5"),
        (Mention("x", ()), ""),
    ],
)
def test_where_a_paragraph_stands(mention: Mention, place: str) -> None:
    assert place_of_mention(mention) == place


def test_the_first_of_many_are_named_and_the_others_counted() -> None:
    figures = [Figure(f"f{number}", number=str(number)) for number in range(1, 11)]
    assert named(figures[:2]) == "Figure 1, Figure 2"
    assert named(figures).endswith("Figure 8 and 2 more")
    assert named(figures[:8]).endswith("Figure 8")
    view = replace(figures[0], place=TextPlace("alt", "f1"))
    assert named([view]) == "Figure 1 (alternative text)"
    draft = Draft(Path("p"), Path("p"), "latex", "main.tex", figures=(figures[0],))
    assert options_to_name(draft, view) == ("--for", "alt", "--figure", "f1")
    assert options_to_name(draft, figures[0]) == ("--figure", "1")


def test_sentences_are_shown_with_the_paragraph_that_they_rest_on() -> None:
    mentions = [
        Evidence("mention", "It falls.", "main.tex:3"),
        Evidence("picture", "", ""),
        Evidence("mention", "x", "page 2"),
    ]
    sentences = (GroundedSentence("It falls. ", ("picture", "paragraph 2")), GroundedSentence("So.", ("paragraph 3",)))
    candidate = Candidate("a", "It falls. So.", "style", "m", evidence=tuple(mentions), sentences=sentences)
    assert grounds_in_words(candidate) == [("It falls.", "picture, paragraph 2 (page 2)"), ("So.", "paragraph 3")]


def test_drafts_are_ranked_with_what_they_are_ranked_by() -> None:
    ranking = (
        RankedDraft("One\ntext.", "m at h", Score(0, 1, 0.5, 0.75, 0.25)),
        RankedDraft("Two.", "n", Score(1, 0, 1, 1, 1)),
    )
    first, second = ranking_in_words(Candidate("a", "One.", "style", "m", ranking=ranking))
    assert first == (
        "1. m at h: quality 0.25 (1 warning, names 50% of what is drawn and told), likeness 0.50 (75% of your habits, "
        "words 0.25): One text."
    )
    assert second.startswith("2. n: quality 0.00 (0 warnings, names 100% of what is drawn and told, cannot be written)")


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding("c", "It is new."), "It is new."),
        (Finding("c", "It is new.", (4, 9)), "It is new. (12 cm)"),
        (Finding("c", "12 cm is new.", (4, 9)), "12 cm is new."),
        (Finding("c", "It is new.", (3, 3)), "It is new."),
    ],
)
def test_a_finding_quotes_its_passage_once(finding: Finding, said: str) -> None:
    assert finding_text("Of  12\ncm".replace("  ", "  "), finding) == said


def test_what_keeps_a_text_from_being_written_comes_first() -> None:
    findings = [Finding("a", ""), Finding("b", "", blocks=True), Finding("c", ""), Finding("d", "", blocks=True)]
    assert [finding.code for finding in by_weight(findings)] == ["b", "d", "a", "c"]
