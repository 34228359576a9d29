"""Whose text a change was made of, and what is said where nothing of it changed."""

from dataclasses import replace

import pytest

from capassist.model import AUTHOR, Candidate, Figure, Slot
from capassist.workflow.refining import nothing_changed, own_caption, own_text_behind

OWN = "My own words."
FIGURE = Figure("f", state="written", caption="My own words.", caption_source=OWN)


def draft(text: str, current: str = "", instruction: str = "", captioner: str = "m") -> Candidate:
    instruction = instruction or ("kinder" if current else "")
    return Candidate("f", text, "style", captioner, instruction=instruction, current=current)


@pytest.mark.parametrize(
    ("figure", "caption"),
    [
        (Figure("f"), ""),
        (replace(FIGURE, state="placeholder"), ""),
        (FIGURE, OWN),
        (Figure("f", state="written", caption="Plain."), "Plain."),
        (Figure("f", state="written"), ""),
        (
            replace(FIGURE, caption_source="In the file.", slot=Slot("m.tex", 0, 4, "In \\ab{x}it.", "caption")),
            "In it.",
        ),
    ],
)
def test_the_author_s_own_caption_is_a_written_one_without_remarks(figure: Figure, caption: str) -> None:
    assert own_caption(replace(figure, remarks=(r"\ab{x}",))) == caption


TYPED = draft("Typed by me.", captioner=AUTHOR)
FIRST = draft("A draft.")
BEHIND = {
    "no change": (FIRST, (FIRST,), ""),
    "of the caption": (draft("Kinder.", OWN), (), OWN),
    "of the caption, with other blanks": (draft("Kinder.", "My  own\nwords."), (), "My  own\nwords."),
    "of what was typed": (draft("Kinder.", "Typed by me."), (TYPED,), "Typed by me."),
    "of a draft": (draft("Kinder.", "A draft."), (FIRST,), ""),
    "of nothing that is known": (draft("Kinder.", "Gone."), (FIRST,), ""),
    "in turn, of what was typed": (draft("Last.", "Next."), (TYPED, draft("Next.", "Typed by me.")), "Typed by me."),
    "in turn, of a draft": (draft("Last.", "Next."), (FIRST, draft("Next.", "A draft.")), ""),
    "a draft of the same words is the later one": (draft("Kinder.", "A draft."), (draft("A draft.", captioner=AUTHOR), FIRST), ""),
    "typed after a draft of the same words": (draft("Kinder.", "A draft."), (FIRST, draft("A draft.", captioner=AUTHOR)), "A draft."),
    "what changed nothing is nobody's": (
        draft("Kinder.", "Typed by me."), (TYPED, draft("Typed by me.", "Typed by me.")), "Typed by me.",
    ),
    "in a circle": (draft("One.", "Two."), (draft("Two.", "One."),), ""),
}  # fmt: skip


@pytest.mark.parametrize(("candidate", "drafts", "own"), BEHIND.values(), ids=BEHIND)
def test_the_author_s_text_behind_a_change(candidate: Candidate, drafts: tuple[Candidate, ...], own: str) -> None:
    assert own_text_behind(FIGURE, candidate, drafts) == own


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("at most 3 words", "it has 3 words already: the text is as it was"),
        ("at most 2 words", "nothing was changed for “at most 2 words”: the text is as it was"),
        ("at most 5 words, at least 2 words", "it has 3 words already: the text is as it was"),
        ("at most 5 words, exactly 4 sentences", "nothing was changed for “at most 5 words, exactly 4 sentences”: the"),
        ("kinder\nand shorter", "nothing was changed for “kinder”: the text is as it was"),
    ],
)
def test_what_is_said_of_a_change_that_changed_nothing(instruction: str, said: str) -> None:
    assert nothing_changed(draft(OWN, r"My \emph{own} words.", instruction), "latex").startswith(said)
