"""Captions that stand in no float, each with the range of what is around it."""

import re

import pytest

from capassist.drafts.latex.float_types import FloatTypes
from capassist.drafts.latex.floats import Float
from capassist.drafts.latex.loose import is_outer_caption, read_by_hand, read_caption_outside, read_listing

OUTER = {"caption": True, "captionof": True, "captionaboveof": True, "figcaption": True, "tabcaption": True}
OUTER |= {"tbl": False, "captionbox": False, "bicaption": False, "mycaption": False, "processtable": True}


def test_which_commands_make_captions_outside_of_floats() -> None:
    assert {command: is_outer_caption(command) for command in OUTER} == OUTER


def place_of(text: str, pattern: str) -> tuple[int, int]:
    found = re.search(pattern, text)
    assert found is not None
    return found.span()


def told(text: str, found: Float | None) -> tuple[str, ...] | None:
    """Return the kind, the caption, the labels, the graphics and the whole text of a float."""
    if found is None:
        return None
    (caption,) = found.captions
    assert caption.span is not None
    kind, words = found.type.kind, text[slice(*caption.span)]
    labels = ",".join(label.key for label in found.labels)
    return (
        kind,
        words,
        labels,
        ",".join(graphic.name or "-" for graphic in found.graphics),
        text[found.start : found.end],
    )


G = r"\includegraphics{a}"
C = r"\captionof{figure}{C}"
BOX = rf"\begin{{minipage}}{{2cm}}{G} {C}\end{{minipage}}"
# the text, where the last float ended, and what is found
CAPTIONS: dict[str, tuple[str, int, tuple[str, ...] | None]] = {
    "alone": (C, 0, ("figure", "C", "", "", C)),
    "of a table": (r"\captionof{table}{C}", 0, ("table", "C", "", "", r"\captionof{table}{C}")),
    "without an argument": (r"\captionof{figure}", 0, None),
    "below its graphic": (f"{G} {C}", 0, ("figure", "C", "", "a", f"{G} {C}")),
    "above its graphic": (f"{C} {G}\n\n{G}", 0, ("figure", "C", "", "a", f"{C} {G}")),
    "behind another float": (f"{G} {C}", 1, ("figure", "C", "", "", C)),
    "in another paragraph": (f"{G}\n\n{C}\n\n{G}", 0, ("figure", "C", "", "", C)),
    "a label behind": (rf"{C} \label{{ x }}", 0, ("figure", "C", "x", "", rf"{C} \label{{ x }}")),
    "a label inside": (r"\captionof{figure}{\label{x}C}", 0, ("figure", r"\label{x}C", "x", "", r"\captionof{figure}{\label{x}C}")),
    "a label before": (rf"\label{{x}}\label{{y}}{G}{C}", 0, ("figure", "C", "x", "a", f"{G}{C}")),
    "in a box": (f"Text {BOX} text", 0, ("figure", "C", "", "a", f"{G} {C}")),
    "in a box within one": (rf"\begin{{center}}{G[:-2]}b}}{BOX}\end{{center}}", 0, ("figure", "C", "", "a", f"{G} {C}")),
    "in a box without a graphic": (rf"{G}\begin{{center}}\begin{{small}}{C}\end{{small}}{G}\end{{center}}", 0, ("figure", "C", "", "a", rf"{C}\end{{small}}{G}")),
    "behind a box": (rf"\begin{{center}}x\end{{center}}{G} {C}", 0, ("figure", "C", "", "a", f"{G} {C}")),
    "in the document": (rf"\begin{{document}}{G}" "\n\n" rf"{C}\end{{document}}", 0, ("figure", "C", "", "", C)),
    "on a slide": (rf"\begin{{frame}}{G}" "\n\n" rf"{C}\end{{frame}}", 0, ("figure", "C", "", "", C)),
    "a box on a slide": (rf"\begin{{frame}}\begin{{center}}{C}\end{{center}}" "\n\n" rf"{G}\end{{frame}}", 0, ("figure", "C", "", "", C)),
    "a box that is not closed": (rf"\begin{{center}}{G}" "\n\n" f"{C} {G}\n\n", 0, ("figure", "C", "", "a", f"{C} {G}")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "after", "expected"), CAPTIONS.values(), ids=CAPTIONS)
def test_a_caption_of_a_type(text: str, after: int, expected: tuple[str, ...] | None) -> None:
    place = place_of(text, r"\\captionof")
    assert told(text, read_caption_outside((text, text), "captionof", place, after, FloatTypes())) == expected


PLAIN: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "alone": (r"\caption{C}", None),
    "with a graphic": (rf"{G}\caption{{C}}", ("figure", "C", "", "a", rf"{G}\caption{{C}}")),
    "of a type that is set": (r"\captionsetup{type=table}\caption{C}", ("table", "C", "", "", r"\caption{C}")),
    "of the type set last": (r"\captionsetup{type=figure}\captionsetup{type=table}\caption{C}", ("table", "C", "", "", r"\caption{C}")),
    "of a type that TeX is told": (r"\def\@captype{table}\caption{C}", ("table", "C", "", "", r"\caption{C}")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLAIN.values(), ids=PLAIN)
def test_a_plain_caption_needs_a_type_or_a_graphic(text: str, expected: tuple[str, ...] | None) -> None:
    place = place_of(text, r"\\caption(?=\{)")
    assert told(text, read_caption_outside((text, text), "caption", place, 0, FloatTypes())) == expected


STEP = r"\refstepcounter{figure}"
N = r"\textbf{Figure \thefigure.} "
BY_HAND: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "to its line's end": (rf"{STEP}{N}The tank.\\ More", ("figure", "The tank.", "", "", rf"{STEP}{N}The tank.")),
    "to its paragraph's end": (f"{STEP}{N}The tank. \n\nMore", ("figure", "The tank.", "", "", f"{STEP}{N}The tank.")),
    "to its group's end": (rf"{{{STEP}{N}The tank.}} More", ("figure", "The tank.", "", "", f"{STEP}{N}The tank.")),
    "to the list's entry": (rf"{STEP}{N}The tank.\addcontentsline{{lof}}{{figure}}{{x}}", ("figure", "The tank.", "", "", f"{STEP}{N}The tank.")),
    "with a graphic": (rf"{G} {STEP}{N}The tank.\par", ("figure", "The tank.", "", "a", f"{G} {STEP}{N}The tank.")),
    "with a label before": (rf"{STEP}\label{{x}}{N}The tank.\par", ("figure", "The tank.", "x", "", rf"{STEP}\label{{x}}{N}The tank.")),
    "with a label behind": (rf"{STEP}{N}The tank.\label{{x}}\label{{y}}\par" "\n\n", ("figure", "The tank.", "x", "", rf"{STEP}{N}The tank.\label{{x}}")),
    "without a number": (rf"{STEP}The tank.\par", None),
    "in another paragraph": (f"{STEP}\n\n{N}The tank.", None),
    "behind another step": (rf"{STEP}x{STEP}{N}The tank.\par", None),
    "without words": (rf"{STEP}{N}.\par", None),
    "with no end": (f"{STEP}{N}The tank.", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_a_caption_by_hand(text: str, expected: tuple[str, ...] | None) -> None:
    place = place_of(text, re.escape(STEP))
    found = read_by_hand((text, text), "figure", place, 0, FloatTypes())
    assert told(text, found) == expected
    assert found is None or found.captions[0].continued
    for counter in ("section", "subfigure"):
        assert read_by_hand((text, text), counter, place, 0, FloatTypes()) is None


BEGIN = r"\begin{lstlisting}"
LISTINGS: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "braces": (BEGIN + r"[caption={A, b}, label=l]x\end{lstlisting}y", ("A, b", "l", r"x\end{lstlisting}")),
    "no braces": (BEGIN + r"[label={l},caption=A]x\end{lstlisting}", ("A", "l", r"x\end{lstlisting}")),
    "no braces and more behind": (BEGIN + r"[caption=A,language=C]x\end{lstlisting}", ("A", "", r"x\end{lstlisting}")),
    "not closed": (BEGIN + "[caption=A]x", ("A", "", "")),
    "no caption": (BEGIN + r"[label=l]x\end{lstlisting}", None),
    "a title for captions": (BEGIN + r"[nocaption=A]x\end{lstlisting}", None),
    "no options": (BEGIN + r"x\end{lstlisting}", None),
}


@pytest.mark.parametrize(("text", "expected"), LISTINGS.values(), ids=LISTINGS)
def test_a_listing(text: str, expected: tuple[str, ...] | None) -> None:
    found = read_listing(text, "lstlisting", (0, len(BEGIN)))
    shown = told(text, found)
    assert (shown and found and (shown[1], shown[2], text[slice(*found.content)])) == expected


def test_a_command_s_listing_ends_with_its_options() -> None:
    text = r"\lstinputlisting[caption=A]{x.c}\end{lstinputlisting}"
    found = read_listing(text, "lstinputlisting", (0, 16))
    assert found is not None
    assert text[found.start : found.end] == r"\lstinputlisting[caption=A]"
