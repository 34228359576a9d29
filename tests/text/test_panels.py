"""How captions name panels: by letters and by places."""

import pytest

from capassist.text.panels import label_form, lonely_side, named_panels, names_side


@pytest.mark.parametrize(
    ("plain", "latex", "letters"),
    [
        ("", "", ""),
        ("(a) Growth. (B) Decay.", "", "ab"),
        ("(a,b) Growth.", "", "ab"),
        ("(a–c) Growth.", "", "abc"),
        ("(c–a) Growth.", "", "ac"),  # no range, but two letters
        ("(a)–(d) Growth.", "", "abcd"),
        ("(a) to (c) Growth.", "", "abc"),
        ("(a)—(c) Growth.", "", "abc"),
        ("a) Growth. b) Decay.", "", "ab"),
        ("A: Growth, B: Decay", "", "ab"),
        ("A. Growth. B. Decay.", "", "ab"),
        ("Panels a and c show it.", "", "ac"),
        ("Panel (b) shows it.", "", "b"),
        ("Growth of a plant.", "", ""),
        ("a Growth b Decay", r"\textbf{a} Growth \textbf{b.} Decay", "ab"),
        ("a Growth", r"{\bf a} Growth {\bfseries (b)} Decay", "ab"),
        ("a–c Growth", r"\textbf{a–c} Growth", "abc"),
        ("See (fig) and (2).", "", ""),
    ],
)
def test_letters_of_panels(plain: str, latex: str, letters: str) -> None:
    assert named_panels(plain, latex) == set(letters)


@pytest.mark.parametrize(
    ("plain", "source", "form"),
    [
        ("Growth of a plant.", "Growth of a plant.", (None, False)),
        ("(a) Growth. (b) Decay.", "(a) Growth. (b) Decay.", ("(a)", False)),
        ("(a,b) Growth.", r"\textbf{(a,b)} Growth.", ("(a)", True)),
        ("(A) Growth.", "(A) Growth.", ("(A)", False)),
        ("f(a) grows.", "f(a) grows.", (None, False)),
        ("a) Growth. b) Decay.", "a) Growth. b) Decay.", ("a)", False)),
        ("A) Growth. B) Decay.", r"{\bf A} Growth", ("A)", True)),
        ("A) Growth. C) Decay.", "", (None, False)),
        ("b) Decay. a) Growth.", "", (None, False)),  # a list goes on
        ("a) Growth.", "", (None, False)),
        ("Left: growth.", "Left: growth.", ("left/right", False)),
        ("The top panel grows.", r"The \textbf{top} panel grows.", ("left/right", False)),
        ("Growth (bottom).", r"\textbf{a} Growth (bottom).", ("left/right", True)),
        ("a Growth. b Decay.", r"\textbf{a} Growth. \textbf{b} Decay.", ("a", True)),
        ("A Growth.", r"{\bf A.} Growth.", ("A", True)),
        ("On the left of it.", "On the left of it.", (None, False)),
    ],
)
def test_the_form_of_labels(plain: str, source: str, form: tuple[str | None, bool]) -> None:
    assert label_form(plain, source) == form


@pytest.mark.parametrize(
    ("plain", "sides"),
    [
        ("Growth (left).", ("left", "right")),
        ("The right panel grows.", ("right", "left")),
        ("Bottom: growth.", ("bottom", "top")),
        ("The upper plot grows.", ("upper", "lower")),
        ("Growth (left) and decay (right).", None),
        ("Growth (left) and what is right of it.", None),
        ("Growth on the left of it.", None),
        ("", None),
    ],
)
def test_a_side_that_is_named_alone(plain: str, sides: tuple[str, str] | None) -> None:
    assert lonely_side(plain) == sides
    assert sides is None or (names_side(plain, sides[0]) and not names_side(plain, sides[1]))
