"""Panel labels of one caption against each other."""

import pytest

from capassist.text.markup import LATEX, visible_text
from capassist.text.panel_labels import label_faults


def kinds(source: str) -> list[str]:
    return [fault.kind for fault in label_faults(visible_text(source, LATEX), LATEX.to_plain(source), source)]


FINE = {
    "none": "Run time of both parsers.",
    "one side": "Run time (left) of both parsers.",
    "in order": "(a) Time. (b) Memory, as in (a). (c) Errors.",
    "a range": "(a--c) Time. (d) Memory, (e) errors.",
    "no first letter": "The maps (b) and (c) of this paper.",
    "variables": "The densities $f(x)$ and (y) of z, and (x).",
    "letters of a list": "Cases (i), (ii) and (iv).",
    "mixed case": "(a) Time, with (C) the cost and (D) the depth.",
    "many gaps": "(a) Time and (k) its rate.",
    "sides in order": "(left) Time. (right) Memory, compared with the left panel.",
    "a side again": "Pump A (left) and pump B (left) against pump C (right).",
    "corners": "(top left) A, (top right) B, (bottom left) C, (bottom right) D.",
    "other words": "(upper panel) Time. (bottom panel) Memory.",
    "sides that are no labels": "To the right of the peak, and left of it.",
    "middle": "(left) Time. (middle) Memory. (right) Errors.",
}
FAULTY = {
    "a letter twice": ("(a) Time. (c) Memory. (c) Errors.", "twice"),
    "a letter too far": ("(a) Time. (b) Memory. (d) Errors.", "gap"),
    "letters exchanged": ("(b) Time and (a) memory.", "order"),
    "a side twice": ("(left) Time. (left) Memory.", "twice"),
    "a head twice": ("(top left) Time. (top left) Memory, below the top right. (right) Errors.", "twice"),
    "sides exchanged": ("Time (right) and memory (left).", "order"),
    "in italics": ("{\\it Lower panel:} Time. {\\it Upper panel:} Memory.", "order"),
    "one of another pair": ("(left) Time. (bottom) Memory. (right) Errors.", "lonely"),
}


@pytest.mark.parametrize("source", FINE.values(), ids=FINE)
def test_labels_that_go_together_are_left_alone(source: str) -> None:
    assert kinds(source) == []


@pytest.mark.parametrize(("source", "kind"), FAULTY.values(), ids=FAULTY)
def test_a_label_that_does_not_go_with_the_others_is_named(source: str, kind: str) -> None:
    assert kinds(source) == [kind]


def test_the_letter_behind_the_one_before_the_gap_is_the_wrong_one() -> None:
    source = "(a) Time. (c) Memory. (c) Errors."
    (fault,) = label_faults(source, source, source)
    assert (fault.span, fault.message) == ((10, 13), "(c) is named twice, and (b) not at all.")
