"""Answers by sentence: read whole or not at all; backslashes that JSON would take for something else stay commands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.captioners.generative.sentence_form import (
    disagreement_in,
    is_half_form,
    placed,
    possible_grounds,
    sentence_form,
    sentences_in,
)
from capassist.model import CaptionRequest, Figure, GroundedSentence, Mention, Profile

GROUNDS = ("picture", "paragraph 1", "context", "inferred")


def answer(*sentences: tuple[str, list[str]]) -> str:
    return json.dumps({"sentences": [{"text": text, "rests_on": grounds} for text, grounds in sentences]})


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"text": "A rise.", "rests_on": ["picture"]}, {"text": "B',
        '{"sentences": [{"text": 3, "rests_on": []}]}',
        '{"sentences": "A rise."}',
        '{"sentences": []}',
        '[{"text": "A rise."}]',
        '{"caption": "A rise',
        "{" * 5000,
        "A rise.",
        "",
    ],
    ids=["half", "number", "no list", "none", "a list", "another half", "deep", "plain", "empty"],
)
def test_what_is_not_of_the_form_has_no_sentences(text):
    assert sentences_in(text, GROUNDS, frozenset()) is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("A plain caption.", ""),
        ('{"sentences": [{"text": "A.", "rests_on": []}]}', ""),
        ('{"sentences": [], "disagree": ""}', ""),
        ('{"sentences": [], "disagree": "None."}', ""),
        ('{"sentences": [], "disagree": null}', ""),
        ('{"sentences": [], "disagree": ["a"]}', ""),
        ('[{"disagree": "x"', ""),
        ('```json\n{"sentences": [], "disagree": "The picture is\\na logo."}\n```', "The picture is a logo."),
        ('{"sentences": [], "disagree": "' + "long " * 200 + '"}', ("long " * 60).strip()[:-4] + "…"),
    ],
    ids=["plain", "older form", "empty", "none", "null", "a list", "half", "said", "long"],
)
def test_where_picture_and_paragraphs_disagree_is_read_if_it_is_said(answer, said):
    assert disagreement_in(answer) == said


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ('{"sentences": [{"text": "A rise.", "rests_on": ["pict', True),
        ('Here it is:\n{"sentences": [{"te', True),
        ('{"caption": "A ri', True),
        ('{"cap', True),
        ('{"caption": "A rise."}', False),
        ("{\\bf A rise.} It falls.", False),
        ("[what is shown] by day.", False),
        ("The set {a, b}: both rise.", False),
    ],
)
def test_half_a_form_is_told_from_a_caption(text, half):
    assert is_half_form(text) is half


@pytest.mark.parametrize(
    ("grounds", "kept"),
    [
        (["picture", "paragraph 1"], ("picture", "paragraph 1")),
        (["paragraph 7"], ("inferred",)),
        (["my knowledge", "picture"], ("picture",)),
        ([], ("inferred",)),
        (None, ("inferred",)),
        ("picture", ("inferred",)),
        ([{"a": 1}, 3], ("inferred",)),
    ],
)
def test_what_a_sentence_cannot_rest_on_counts_for_nothing(grounds, kept):
    given_ = json.dumps({"sentences": [{"text": "A rise.", "rests_on": grounds}]})
    assert sentences_in(given_, GROUNDS, frozenset()) == (GroundedSentence("A rise.", kept),)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"Loss $\alpha$.", r"Loss $\alpha$."),
        (r"Loss $\\alpha$.", r"Loss $\alpha$."),
        (r"Delay \tau and \nu, \beta, \frac{1}{2}, \rho, \ref{x}.", r"Delay \tau and \nu, \beta, \frac{1}{2}, \rho, \ref{x}."),
        (r"Rise of 5\% for \underline{a}.", r"Rise of 5\% for \underline{a}."),
        (r"First line.\nThen it falls.", "First line. Then it falls."),
        (r"\ours and \best.", r"\ours and \best."),
        (r"A \"quoted\" word.", 'A "quoted" word.'),
        (r"Stra\u00dfe.", "Straße."),
    ],
)  # fmt: skip
def test_commands_survive_json(written, read):
    text = '{"sentences": [{"text": "' + written + '", "rests_on": ["picture"]}]}'
    assert sentences_in(text, GROUNDS, frozenset({"best", "ours"})) == (GroundedSentence(read, ("picture",)),)


def test_in_plain_text_json_is_json():
    text = r'{"sentences": [{"text": "Over\ttime.", "rests_on": ["picture"]}]}'
    assert sentences_in(text, GROUNDS, None) == (GroundedSentence("Over time.", ("picture",)),)


def test_reasoning_and_a_fence_around_the_form_are_no_part_of_it():
    fenced = f"<think>hm</think>\n```json\n{answer(('A rise.', ['picture']))}\n```"
    assert sentences_in(fenced, GROUNDS, frozenset()) == (GroundedSentence("A rise.", ("picture",)),)


@pytest.mark.parametrize(
    ("pieces", "caption", "expected"),
    [
        (["A rise.", "It falls."], "A rise. It falls.", ["A rise. ", "It falls."]),
        (["Figure 3: A rise.", "It falls."], "A rise. It falls.", ["A rise. ", "It falls."]),
        (["(a) One;", "(b) two."], "(a) One; (b) two.", ["(a) One; ", "(b) two."]),
        (["A rise.", "It falls."], "A rise, then a fall.", []),
        (["A rise."], "A rise. It falls.", []),
    ],
    ids=["as they are", "a label was taken away", "pieces of a sentence", "others", "more than they say"],
)
def test_sentences_are_placed_only_where_they_make_up_the_caption(pieces, caption, expected):
    sentences = [GroundedSentence(piece, ("picture",)) for piece in pieces]
    assert [sentence.text for sentence in placed(sentences, caption, pieces)] == expected


@given(st.lists(st.text(min_size=1, max_size=30), max_size=5), st.text(max_size=120))
def test_placed_sentences_put_together_are_the_caption(pieces, caption):
    found = placed([GroundedSentence(piece, ()) for piece in pieces], caption, pieces)
    assert "".join(sentence.text for sentence in found) in {caption, ""}


def test_what_a_sentence_may_rest_on_is_what_was_sent():
    figure = Figure("fig:a", mentions=(Mention("One.", ()), Mention("Two.", ())), drawn_text="time")
    request = CaptionRequest(figure, Profile((), None), "latex")
    grounds = possible_grounds(request, pictured=False)
    assert grounds == ("paragraph 1", "paragraph 2", "data", "context", "inferred")
    items = sentence_form(grounds)["properties"]["sentences"]["items"]
    assert items["properties"]["rests_on"]["items"]["enum"] == list(grounds)
