"""What a draft is said to rest on is what it was taken from: no other sentence, and none is left out."""

import re
from collections.abc import Sequence

import pytest

from capassist.captioners.extractive.pipeline import ExtractiveCaptioner, drafts_for
from capassist.captioners.extractive.salience import stems
from capassist.model import (
    Axis,
    Candidate,
    CaptionRequest,
    Drawing,
    Figure,
    LegendEntry,
    Mention,
    Panel,
    PlotPanel,
    Profile,
    ProfileFigure,
    Sentence,
    Style,
    TextPlace,
)
from capassist.text.blanks import blank_spans
from capassist.text.latex import to_plain

POINTER = re.compile(r"(?:Figure|Fig\.)~\\ref\{fig:mill\}(?:[ab]\b)?")
STYLE = Style(captions=4, median_words=12, shortest=5, longest=30, final_period=True)
LEVELS = PlotPanel(x=Axis("hour"), y=Axis("water level"), legend=(LegendEntry("spring"), LegendEntry("autumn")))
CASCADE = "GrainFlow is a grinding cascade for coarse barley that sorts each kernel by its weight."
STONES = "Every stone receives its share by the verdict of two sieves above the hopper."
SERIES = (
    ("Speed of the north mill against load in spring.", "fig:millnorth"),
    ("Speed of the south mill against load in spring.", "fig:millsouth"),
    ("Speed of the east mill against load in spring.", "fig:millwest"),
)


def paragraph(*sources: str, line: int = 7, **heading: str) -> Mention:
    sentences = [Sentence(to_plain(s), s, tuple(m.span() for m in POINTER.finditer(s))) for s in sources]
    return Mention(" ".join(map(to_plain, sources)), tuple(sentences), file="main.tex", line=line, **heading)


def asked(
    *mentions: Mention,
    style: Style | None = None,
    siblings: bool = False,
    profile: Sequence[Figure] = (),
    **fields: object,
) -> CaptionRequest:
    fields = {"labels": ("fig:mill",), "number": "9"} | fields
    others = [
        Figure(id=label, labels=(label,), number=str(number), caption=said, caption_source=said)
        for number, (said, label) in enumerate(SERIES if siblings else (), start=1)
    ]
    chosen = tuple(ProfileFigure(one, "near", 0.5) for one in (*others, *profile))
    target = Figure("fig:mill", mentions=mentions, **fields)  # type: ignore[arg-type]
    return CaptionRequest(target, Profile(chosen, style), "latex")


def lettered(*letters: str) -> tuple[Panel, ...]:
    return tuple(Panel(label=f"({letter})") for letter in letters)


PAPERS = {
    "the name of what is shown, from another sentence": asked(
        paragraph(CASCADE, STONES, r"The cascade is illustrated in Figure~\ref{fig:mill}.")
    ),
    "a finding behind a name": asked(
        paragraph(r"The old water wheel (Fig.~\ref{fig:mill}) stands still.", "It needs no oil during summer."),
        paragraph(r"Figure~\ref{fig:mill} shows that barley clogs the hopper early.", line=31),
    ),
    "sentences of several paragraphs": asked(
        paragraph(r"Figure~\ref{fig:mill} shows the speed of all wheels.", "The dashed line is the weir."),
        paragraph(r"The torque of the shaft is plotted in Figure~\ref{fig:mill}.", "Farmers like it.", line=40),
        style=STYLE,
    ),
    "what is drawn before a finding": asked(
        paragraph(r"Figure~\ref{fig:mill} shows that the pump fails early."), drawing=Drawing("pdf", (LEVELS,))
    ),
    "a heading": asked(
        paragraph(r"See Figure~\ref{fig:mill}.", section="4 Mill Stones", heading="Mill wheels by the river"),
        drawing=Drawing("pdf", (LEVELS,)),
    ),
    "the title of a drawing": asked(
        paragraph(r"See Figure~\ref{fig:mill}."), drawing=Drawing("pdf", (), title="Harvest of the valley")
    ),
    "panels under a heading": asked(
        paragraph(
            r"The quiet brook (Fig.~\ref{fig:mill}a) feeds the basin and the upper lake (Fig.~\ref{fig:mill}b) is dry.",
            heading="Mill ponds",
        ),
        panels=lettered("a", "b"),
    ),
    "panels said and drawn": asked(
        paragraph(r"Figure~\ref{fig:mill}a shows the basin behind the weir.", heading="Mill ponds"),
        drawing=Drawing("pdf", (PlotPanel(label="(a)"), PlotPanel(x=Axis("hour"), y=Axis("rainfall"), label="(b)"))),
    ),
    "a sibling's caption and what the text adds": asked(
        paragraph(
            r"Figure~\ref{fig:mill} shows the speed of the west mill against load in spring.",
            "The dotted line marks the allowed torque.",
            "Grain prices rose meanwhile.",
        ),
        style=Style(captions=3, median_words=24, shortest=9, longest=40, final_period=True),
        siblings=True,
    ),
    "a sibling's caption and one sentence of those the text adds": asked(
        paragraph(
            r"Figure~\ref{fig:mill} shows that barley clogs the hopper early.",
            "The mill has little speed in spring against its load.",
            "The dotted line marks the allowed torque.",
        ),
        style=Style(captions=3, median_words=16, shortest=9, longest=40, final_period=True),
        siblings=True,
        labels=("fig:milleast",),
    ),
    "a sibling's caption under the figure's own heading": asked(
        paragraph(
            r"The runs of Figure~\ref{fig:mill} lie near the others, with the speed against load.",
            heading="2.1 Southerly winds",
        ),
        labels=("fig:wheelwinds2",),
        profile=[
            Figure(
                "fig:wheelwinds1",
                labels=("fig:wheelwinds1",),
                number="1",
                caption="Speed against load under easterly winds.",
                caption_source="Speed against load under easterly winds.",
                mentions=(paragraph("Here it is.", heading="2.2 Easterly winds"),),
            )
        ],
    ),
    "nothing said": asked(paragraph(r"See Figure~\ref{fig:mill}.")),
}  # fmt: skip


def without_blanks(text: str) -> str:
    for start, end in reversed([*blank_spans(text)]):
        text = f"{text[:start]} {text[end:]}"
    return to_plain(text)


def foreign_sentences(draft: Candidate) -> list[str]:
    """Return the sentences that a draft is said to rest on, and has no word of."""
    told = stems(to_plain(draft.text))
    return [piece.text for piece in draft.evidence if piece.kind == "mention" and not told & stems(piece.text)]


def unproven_words(draft: Candidate) -> set[str]:
    """Return the words of a draft that stand in nothing that it is said to rest on."""
    return stems(without_blanks(draft.text)) - {stem for piece in draft.evidence for stem in stems(piece.text)}


@pytest.mark.parametrize("request_", PAPERS.values(), ids=PAPERS)
def test_a_draft_rests_on_no_sentence_that_it_has_no_word_of(request_: CaptionRequest) -> None:
    assert [foreign for draft in drafts_for(request_) for foreign in foreign_sentences(draft)] == []


@pytest.mark.parametrize("request_", PAPERS.values(), ids=PAPERS)
def test_no_word_of_a_draft_stands_in_nothing_that_it_rests_on(request_: CaptionRequest) -> None:
    little = {"against"}  # that put together what is drawn
    assert [unproven_words(draft) - little for draft in drafts_for(request_) if unproven_words(draft) - little] == []


def test_the_name_alone_rests_on_the_sentence_it_stands_in() -> None:
    first, *_ = drafts_for(PAPERS["the name of what is shown, from another sentence"])
    assert first.text == "Grinding cascade for coarse barley that sorts each kernel by its weight."
    assert [piece.text for piece in first.evidence] == [CASCADE]


@pytest.mark.parametrize(
    ("name", "text", "evidence"),
    [
        (
            "a heading",
            "Mill: water level against hour for spring and autumn.",
            [("mention", "Mill wheels by the river"), ("drawn text", "hour\nwater level\nspring\nautumn")],
        ),
        ("the title of a drawing", "Harvest of the valley.", [("drawn text", "Harvest of the valley")]),
        (
            "panels said and drawn",
            "Mill. (a) The basin behind the weir. (b) Rainfall against hour.",
            [
                ("mention", "Mill ponds"),
                ("mention", "Figure …a shows the basin behind the weir."),
                ("drawn text", "hour\nrainfall"),
            ],
        ),
    ],
)
def test_headings_and_what_is_drawn_are_named(name: str, text: str, evidence: list[tuple[str, str]]) -> None:
    first, *_ = drafts_for(PAPERS[name])
    assert first.text == text
    assert [(piece.kind, piece.text) for piece in first.evidence] == evidence


@pytest.mark.parametrize("form", ["alt", "description"])
def test_an_alternative_text_rests_on_what_is_in_it(form: str) -> None:
    mill = paragraph(
        r"Figure~\ref{fig:mill} shows the water level above the weir.",
        "The dashed line falls below the sill in autumn.",
        "The red curve stays above the sill in spring.",
    )
    request_ = asked(mill, drawing=Drawing("pdf", (LEVELS,)), place=TextPlace("alt", "fig:mill", form))  # type: ignore[arg-type]
    draft = ExtractiveCaptioner().draft(request_)
    assert foreign_sentences(draft) == []
    assert [one.text for one in mill.sentences if one.text.rstrip(".") in draft.text and one.text not in {
        piece.text for piece in draft.evidence
    }] == []  # fmt: skip
