"""Each part of an instruction either holds of the text that the offline captioner returns, or a note names it; checked
by what a reader sees, not by the captioner's own checks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.captioners.extractive.panel_parts import names_panel, panel_asked_for, without_panel
from capassist.errors import ModelError, NothingToChangeError
from capassist.model import Candidate, CaptionRequest, Figure, Profile
from capassist.text.markup import LATEX
from capassist.text.words import one_line

PLACES = (
    r"Flow of the river \citep{rain2010}. {\it upper left:} the 212 gauges over two years. {\it upper right:} the "
    "discharge, which is close to 3.5 cubic metres. {\\it lower left:} the time between readings. Gaps aside, it is "
    "nearly even. the lower panel gives a closer look, spanning $\\pm 20$ms. {\\it lower right:} the spectrum."
)
CAPTIONS = {
    "places in italics": PLACES,
    "emphasised brackets": r"Tides at the pier. \emph{(top)} The level over 30 days. \emph{(bottom)} Its residuals.",
    "letters": "Run time of both codes. (a) Short runs of 5 s; (b) long runs. Bars span the quartiles.",
    "bold letters": r"\textbf{a} Run time. \textbf{b} Memory in 4 runs. \textbf{c} Errors.",
    "colons": "Left: the mesh with 12 cells. Right: the field.",
    "lower-case colons": "left: the mesh with 12 cells. right: the field",
    "subjects": "Two basins. The left panel shows the inflow. The right panel shows the outflow, in red.",
    "behind": "Inflow (left) and outflow (right) of 7 basins, in red and blue.",
    "one sentence": "Inflow of the basin by month.",
}

# What a reader would check, given the text and what stood before.
_LEFT_NAMED = re.compile(r"\((?:upper |lower )?left\)|\b(?:upper |lower )?left(?: panel\b|:)", re.IGNORECASE)


def _plain(text: str) -> str:
    return LATEX.to_plain(text)


def _sentences(text: str) -> int:
    label = r"(?:(?:upper |lower )?(?:left|right)|[a-c])[:)]"
    return len([*re.finditer(rf"[a-z0-9)\]]\.(?=\s+(?:[A-Z(…]|{label}|the\b)|$)|[^.]$", _plain(text))])


def _words(text: str) -> int:
    return len(_plain(text).split())


POSTCONDITIONS = {
    "one sentence": lambda text, _: _sentences(text) == 1,
    "at most 12 words": lambda text, _: _words(text) <= 14,  # a formula and a dash are words here
    "shorter": lambda text, before: len(text) < len(before),
    "without numbers": lambda text, _: not re.search(r"\d", re.sub(r"\\cite\w*\{[^}]*\}", "", text)),
    "without the left panel": lambda text, _: not _LEFT_NAMED.search(_plain(text)),
    "leave out the upper right panel": lambda text, _: "upper right" not in _plain(text),
    "drop panel b": lambda text, _: not re.search(r"\(b\)|\\textbf\{b\}", text),
    "without (a)": lambda text, _: not re.search(r"\(a\)|\\textbf\{a\}", text),
    "without colours": lambda text, _: not re.search(r"\b(?:red|blue)\b", text),
    "without citations": lambda text, _: "cite" not in text,
    "without final period": lambda text, _: not text.endswith("."),
    "more formal": lambda _text, _before: False,
    "less certain": lambda _text, _before: False,
    "keep the first sentence": lambda text, before: text.startswith(before.split(". ")[0].rstrip(".")[:20]),
}


def changed(instruction: str, current: str) -> Candidate:
    asked = CaptionRequest(Figure("fig:x"), Profile((), None), "latex", instruction=instruction, current=current)
    return ExtractiveCaptioner().draft(asked)


@given(
    current=st.sampled_from(sorted(CAPTIONS.values())),
    parts=st.lists(st.sampled_from(sorted(POSTCONDITIONS)), min_size=1, max_size=3, unique=True),
    between=st.sampled_from([" and ", ", ", "; ", ", and "]),
)
def test_each_part_of_an_instruction_holds_or_is_named(current: str, parts: list[str], between: str) -> None:
    try:
        draft = changed(between.join(parts), current)
    except NothingToChangeError:
        draft = None
    except ModelError:
        return  # nothing is claimed
    if draft is None:
        assert all(POSTCONDITIONS[part](current, current) for part in parts)
        return
    assert one_line(draft.text) != one_line(current)
    assert not LATEX.faults(draft.text)
    for part in parts:
        noted = any(note.startswith(f"“{part}” was not done: ") for note in draft.notes)
        assert noted or POSTCONDITIONS[part](draft.text, current), part


@pytest.mark.parametrize(
    ("caption", "instruction", "expected"),
    [
        (
            "places in italics",
            "without the lower left panel",
            PLACES.partition(r"{\it lower left:}")[0] + r"{\it lower right:} the spectrum.",
        ),
        ("places in italics", "one sentence", r"Flow of the river \citep{rain2010}."),
        (
            "places in italics",
            "shorter and without numbers",
            r"Flow of the river \citep{rain2010}. {\it upper right:} the discharge. {\it lower left:} the time between "
            r"readings. Gaps aside, it is nearly even. the lower panel gives a closer look. {\it lower right:} the "
            "spectrum.",
        ),
        ("emphasised brackets", "drop the bottom panel", r"Tides at the pier. \emph{(top)} The level over 30 days."),
        ("letters", "without panel (b)", "Run time of both codes. (a) Short runs of 5 s."),
        ("bold letters", "without panel b", r"\textbf{a} Run time. \textbf{c} Errors."),
        ("colons", "without the left", "Right: the field."),
        ("lower-case colons", "leave out the left panel", "right: the field"),
        ("subjects", "without the left panel", "Two basins. The right panel shows the outflow, in red."),
        ("letters", "without the last panel", "Run time of both codes. (a) Short runs of 5 s."),
        ("bold letters", "leave out the 2nd panel", r"\textbf{a} Run time. \textbf{c} Errors."),
        ("bold letters", "without the first panel and the third panel", r"\textbf{b} Memory in 4 runs."),
        ("bold letters", "ohne das dritte Bild", r"\textbf{a} Run time. \textbf{b} Memory in 4 runs."),
        ("colons", "no first panel", "Right: the field."),
        (
            "places in italics",
            "without the third panel",
            PLACES.partition(r"{\it lower left:}")[0] + r"{\it lower right:} the spectrum.",
        ),
        ("letters", "no panels", "Run time of both codes. Bars span the quartiles."),
    ],
)
def test_panels_numbers_and_sentences_are_taken_out_as_a_reader_reads(caption, instruction, expected):
    draft = changed(instruction, CAPTIONS[caption])
    assert (draft.text, draft.notes) == (expected, ())


@pytest.mark.parametrize(
    ("caption", "instruction", "said"),
    [
        ("one sentence", "at most 30 words", "Nothing changed: it has 6 words already."),
        ("one sentence", "one sentence", "Nothing changed: it has 1 sentence already."),
        ("one sentence", "at most 30 words, without colours", "already, and it does not mention “colours”."),
        ("one sentence", "without the pump", "Nothing changed: it does not mention “pump”."),
    ],
)
def test_a_caption_that_is_so_already_is_no_new_draft_and_no_failure(caption, instruction, said):
    with pytest.raises(NothingToChangeError) as caught:
        changed(instruction, CAPTIONS[caption])
    assert said in caught.value.message
    assert caught.value.exit_code == 0


@pytest.mark.parametrize(
    ("caption", "instruction"),
    [
        ("behind", "without the left panel"),
        ("one sentence", "without the basin"),
        ("colons", "without the panels"),
        ("one sentence", "shorter and more formal"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(caption, instruction):
    with pytest.raises(ModelError, match="Nothing changed") as caught:
        changed(instruction, CAPTIONS[caption])
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    ("caption", "instruction"),
    [
        (CAPTIONS["letters"], "without the third panel"),
        (CAPTIONS["behind"], "without the last panel"),
        (CAPTIONS["one sentence"], "without the first panel"),
        ("Runs. (b) Memory. (c) Errors.", "without the first panel"),  # is it b, or the one that is not named?
        ("Right: the field. Left: the mesh.", "without the first panel"),  # of the caption, or of the figure?
        ("Runs. (a) Memory.", "without the last panel"),
    ],
)
def test_panels_that_cannot_be_counted_off_are_not_said_to_be_absent(caption, instruction):
    with pytest.raises(ModelError, match="does not say of so many panels, one by one, what they show") as caught:
        changed(instruction, caption)
    assert (caught.value.exit_code, isinstance(caught.value, NothingToChangeError)) == (5, False)
    shorter = changed(
        f"shorter, {instruction}", f"{caption.rstrip('.')}. Bars and lines are drawn as they come (of all of the runs)."
    )
    assert any("so many panels" in note for note in shorter.notes)


@pytest.mark.parametrize(
    ("instruction", "named"),
    [
        ("without the mesh and the pump, at most 30 words", ["the pump"]),
        ("shorter and more formal", ["more formal"]),
        ("without numbers, name the scale", ["name the scale"]),
        ("leave out the bars in red", ["leave out the bars in red"]),
    ],
)
def test_what_is_not_done_beside_what_is_done_is_named(instruction, named):
    current = "Field of the valley. The mesh is fine, with 12 cells. The bars are red. The field is even."
    notes = changed(instruction, current).notes
    assert [note.partition("”")[0].removeprefix("“") for note in notes] == named


def test_of_two_panels_named_together_one_cannot_be_taken_out():
    panel = panel_asked_for("panel b")
    assert panel is not None
    text = "Both runs. (a,b) Error by epoch."
    assert names_panel(text, panel, LATEX)
    assert without_panel(text, panel, LATEX) == ""
