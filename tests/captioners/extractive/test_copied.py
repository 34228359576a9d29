"""A sibling's caption comes first where the author would copy it, too; else what the text says does."""

from dataclasses import replace

import pytest

from capassist.captioners.extractive import pipeline
from capassist.captioners.extractive.adapt import Adaptation
from capassist.captioners.extractive.pipeline import drafts_for
from capassist.model import CaptionRequest, Drawing, Figure, Mention, Profile, ProfileFigure, Sentence
from capassist.text.blanks import unconfirmed

SOURCE = r"Figure~\ref{fig:x} shows the level of the tank in spring."
TOLD = "The level of the tank in spring."
COPIED = "Level of the tank and the flow of the valve in autumn."


def asked(source: str = SOURCE, drawing: Drawing | None = None) -> CaptionRequest:
    sentence = Sentence(source, source, ((0, 18),) if source else ())
    mentions = (Mention(source, (sentence,)),) if source else ()
    return CaptionRequest(Figure("fig:x", mentions=mentions, drawing=drawing), Profile((), None), "latex")


def taken_over(similarity: float = 0.5, **fields: object) -> Adaptation:
    source = ProfileFigure(Figure("fig:o", number="2", caption=COPIED, caption_source=COPIED), "near", similarity)
    adaptation = Adaptation(COPIED, COPIED, 1.0, source, sibling=True, looks_it=True)
    return replace(adaptation, **fields)  # type: ignore[arg-type]


def with_blanks(count: int) -> str:
    words = COPIED.split()
    return " ".join([*map(unconfirmed, words[:count]), *words[count:]])


def first(request: CaptionRequest, adaptation: Adaptation | None, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(pipeline, "best_adaptation", lambda _: adaptation)
    return drafts_for(request)[0].text


NOT_FIRST = {
    "nothing is like it": None,
    "no sibling": taken_over(sibling=False),
    "little of it is confirmed": taken_over(confirmed=0.1),
    "what is drawn is another thing": taken_over(looks_it=False),
    "four blanks, and nothing short": taken_over(text=with_blanks(4), short="", confirmed=0.9),
    "few blanks, and hardly confirmed": taken_over(text=with_blanks(3), short="", confirmed=0.59),
}


@pytest.mark.parametrize("adaptation", NOT_FIRST.values(), ids=NOT_FIRST)
def test_what_the_text_says_comes_first(adaptation: Adaptation | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert first(asked(), adaptation, monkeypatch) == TOLD


FIRST = {
    "all of it is true": taken_over(),
    "three blanks, and mostly confirmed": taken_over(text=with_blanks(3), short="", confirmed=0.6),
}


@pytest.mark.parametrize("adaptation", FIRST.values(), ids=FIRST)
def test_the_sibling_s_caption_comes_first(adaptation: Adaptation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert first(asked(), adaptation, monkeypatch) == adaptation.text


def test_where_the_text_says_nothing_it_is_enough_that_nothing_speaks_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = Drawing("pdf")
    assert first(asked(""), taken_over(looks_it=False), monkeypatch) == COPIED
    assert first(asked("", drawn), taken_over(looks_it=False, similarity=0.6), monkeypatch) == COPIED
    assert first(asked("", drawn), taken_over(looks_it=True), monkeypatch) == COPIED
