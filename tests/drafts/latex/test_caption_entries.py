"""Floats with several captions: which labels, panels and graphics each of them has."""

import pytest

from capassist.model import Figure
from tests.drafts.latex.conftest import Read


def pic(name: str) -> str:
    return rf"\includegraphics{{{name}}}"


def capt(text: str) -> str:
    return rf"\caption{{{text}}}"


def parts(figure: Figure) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    return figure.caption, figure.labels, tuple(image.path for image in figure.images)


BOX = r"\begin{minipage}{3cm}%s\end{minipage}"
PARBOX = r"\parbox{3cm}{%s}"
P, Q = r"\subfloat[P.\label{p}]{\includegraphics{a}}", r"\subfloat[Q.\label{q}]{\includegraphics{b}}"
SEVERAL = {
    "pictures above their captions": (
        pic("a") + capt("A.") + r"\label{x}" + pic("b") + capt("B.") + r"\label{y}",
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",))],
    ),
    "captions above their pictures": (
        capt("A.") + r"\label{x}" + pic("a") + capt("B.") + r"\label{y}" + pic("b"),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",))],
    ),
    "labels within the captions": (
        pic("a") + capt(r"\label{x}A.") + pic("b") + capt(r"B.\label{y}"),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",))],
    ),
    "in boxes side by side, one with its caption above": (
        BOX % (pic("a") + capt("A.") + r"\label{x}") + BOX % (capt("B.") + r"\label{y}" + pic("b")),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",))],
    ),
    "three boxes, the middle one with its caption above": (
        PARBOX % (pic("a") + capt("A.") + r"\label{x}") + PARBOX % (capt("B.") + r"\label{y}" + pic("b")) + PARBOX % (pic("c") + capt("C.") + r"\label{z}"),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",)), ("C.", ("z",), ("c.jpg",))],
    ),
    "a label at its box's end": (
        BOX % (pic("a") + capt("A.") + r"\label{x}") + BOX % (pic("b") + r"\label{y}" + capt("B.")),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",))],
    ),
    "two pictures for one": (
        pic("a") + pic("b") + capt("A.") + r"\label{x}" + pic("c") + capt("B.") + r"\label{y}",
        [("A.", ("x",), ("a.png", "b.pdf")), ("B.", ("y",), ("c.jpg",))],
    ),
    "one more picture behind": (
        pic("a") + capt("A.") + r"\label{x}" + pic("b") + capt("B.") + r"\label{y}" + pic("c"),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf", "c.jpg"))],
    ),
    "a label before all": (
        r"\label{x}" + capt("A.") + pic("a") + capt("B.") + r"\label{y}" + pic("b"),
        [("A.", ("x",), ("a.png",)), ("B.", ("y",), ("b.pdf",))],
    ),
    "three": (
        "".join(pic(name) + capt(f"{name.upper()}.") + rf"\label{{{name}}}" for name in "abc"),
        [("A.", ("a",), ("a.png",)), ("B.", ("b",), ("b.pdf",)), ("C.", ("c",), ("c.jpg",))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "figures"), SEVERAL.values(), ids=SEVERAL)
def test_each_caption_has_what_is_its_own(read: Read, body: str, figures: list[object]) -> None:
    assert [parts(figure) for figure in read(rf"\begin{{figure}}{body}\end{{figure}}").figures] == figures


def test_panels_belong_to_the_caption_below_them(read: Read) -> None:
    first, second = read(rf"\begin{{figure}}{P}{capt('A.')}\label{{x}}{Q}{capt('B.')}\label{{y}}\end{{figure}}").figures
    assert [panel.labels for panel in first.panels] == [("p",)]
    assert [panel.labels for panel in second.panels] == [("q",)]


def test_captions_of_two_kinds_in_one_float_are_of_their_kinds(read: Read) -> None:
    table = r"\begin{tabular}{c}1\end{tabular}\captionof{table}{T.}\label{t}"
    picture = pic("a") + capt("A.") + r"\label{x}"
    draft = read(rf"\begin{{figure}}{BOX % picture}{BOX % table}\end{{figure}}")
    assert [(figure.kind, figure.number, figure.labels) for figure in draft.figures] == [
        ("figure", "1", ("x",)),
        ("table", "1", ("t",)),
    ]


NOTES = {
    "a note": (pic("a") + capt("A.") + r"\caption*{By the town.}", ["A."]),
    "a note above": (pic("a") + r"\caption*{By the town.}" + capt("A."), ["By the town.", "A."]),
    "two captions, and a note": (
        BOX % (pic("a") + capt("A.")) + BOX % (pic("b") + capt("B.")) + r"\begin{center}\caption*{By the town.}\end{center}",
        ["A.", "B."],
    ),
    "without a number, with pictures of its own": (pic("a") + capt("A.") + pic("b") + r"\caption*{B.}", ["A.", "B."]),
    "none has a number": (pic("a") + r"\caption*{A.}\caption*{B.}", ["A.", "B."]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "captions"), NOTES.values(), ids=NOTES)
def test_a_caption_without_number_and_picture_is_a_note(read: Read, body: str, captions: list[str]) -> None:
    assert [figure.caption for figure in read(rf"\begin{{figure}}{body}\end{{figure}}").figures] == captions
