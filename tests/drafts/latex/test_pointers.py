"""Where a text points at figures: by labels, by printed numbers, by the ends of a range."""

import pytest

from capassist.drafts.latex.pointers import Names, find_pointers, printed_numbers
from capassist.drafts.latex.references import ReferenceCommand

REF = ReferenceCommand("sm", ("{2}",))
COMMANDS = {"ref": REF, "cref": REF, "crefrange": ReferenceCommand("smm", ("{2}", "{3}"), ranged=True)}
LABELS = {"a": 0, "b": 1, "t": 2, "c": 3, "d": 4}  # figures 1 to 4, with a table between
NAMES = Names(
    LABELS,
    {"1": 0, "2": 1, "3": 3, "4": 4, "S1": 0},
    COMMANDS,
    str,
    ("figure", "figure", "table", "figure", "figure"),
    {},
)

Told = list[tuple[str, tuple[int, ...]]]  # the words that point, and the figures that they mean


def pointers(text: str, names: Names = NAMES) -> Told:
    return [(text[each.start : each.end], each.figures) for each in find_pointers(text, 0, len(text), names)]


FOUND: dict[str, Told] = {
    "Nothing here.": [],
    r"See \ref{a}.": [(r"\ref{a}", (0,))],
    r"See Figure~\ref{a}.": [(r"Figure~\ref{a}", (0,))],
    r"See Fig.\ \ref{a} and \ref{b}.": [(r"Fig.\ \ref{a}", (0,)), (r"\ref{b}", (1,))],
    r"See \cref{a,b}.": [(r"\cref{a,b}", (0, 1))],
    r"See \cref{a,a}.": [(r"\cref{a,a}", (0,))],
    r"See \ref{x}.": [(r"\ref{x}", ())],
    r"See \other{a}.": [],
    r"See \ref{a": [],
    r"See \ref{a}(b).": [(r"\ref{a}(b)", (0,))],
    r"See \ref{a}b, too.": [(r"\ref{a}b", (0,))],
    r"See \ref{a} b.": [(r"\ref{a}", (0,))],
    r"See \ref{a}~(a--c).": [(r"\ref{a}~(a--c)", (0,))],
    r"See \ref{a} (below).": [(r"\ref{a}", (0,))],
    r"See \crefrange{a}{d}.": [(r"\crefrange{a}{d}", (0, 1, 3, 4))],
    r"See \crefrange{d}{b}.": [(r"\crefrange{d}{b}", (1, 3, 4))],
    r"See \crefrange{a}{x}.": [(r"\crefrange{a}{x}", (0,))],
    r"See Figures~\ref{a}--\ref{c}.": [(r"Figures~\ref{a}--\ref{c}", (0, 1, 3))],
    r"See Figures~\ref{a} to \ref{d}.": [(r"Figures~\ref{a} to \ref{d}", (0, 1, 3, 4))],
    r"We compare Figures~\ref{a} to \ref{d}.": [(r"Figures~\ref{a}", (0,)), (r"\ref{d}", (4,))],
    r"It is similar. See Figures~\ref{a} to \ref{d}.": [(r"Figures~\ref{a} to \ref{d}", (0, 1, 3, 4))],
    r"See Figures~\ref{a}, \ref{c}.": [(r"Figures~\ref{a}", (0,)), (r"\ref{c}", (3,))],
    r"See Figures~\ref{a}--\cref{b,c}.": [(r"Figures~\ref{a}", (0,)), (r"\cref{b,c}", (1, 3))],
    r"See \ref{x}--\ref{c}.": [(r"\ref{x}", ()), (r"\ref{c}", (3,))],
    "See Figure 2.": [("Figure 2", (1,))],
    "See Figures 2 and 4.": [("Figures 2 and 4", (1, 4))],
    "See Figure 9.": [],
    "See Table 1.": [],
    "See Figure S1.": [("Figure S1", (0,))],
    "See Supplementary Figure 1.": [("Supplementary Figure 1", (0,))],
    "See Supplementary Figure 2.": [],
    r"See Figure 2 of \cite{x}.": [],
    r"See Figure 2 in Ref.~\cite{x}.": [],
    r"See Figure 2 in the tank of \cite{x}.": [],
    r"See Figure 2 for \cite{x}.": [("Figure 2", (1,))],
    "See their Figure 2.": [],
    "See theirs: Figure 2.": [("Figure 2", (1,))],
    r"See \cite{x}, Figure 2.": [],
    r"See \cite[Figure 2]{x}.": [],
    r"See \cite[p.~3]{x}. Figure 2 says": [("Figure 2", (1,))],
}


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_what_points_at_figures(text: str, found: Told) -> None:
    assert pointers(text) == found


def test_numbers_that_are_not_certain_point_at_nothing() -> None:
    unsure = Names(LABELS, {}, COMMANDS, str, NAMES.kinds, {})
    assert pointers(r"See Figure 2 and \ref{a}.", unsure) == [(r"\ref{a}", (0,))]


def test_a_range_of_a_text_is_looked_at_alone() -> None:
    text = r"Figure~\ref{a}, Figure~\ref{b}, Figure~\ref{c}"
    start = text.index(r"\ref{b}")
    (found,) = find_pointers(text, start, start + len(r"\ref{b}"), NAMES)
    assert (text[found.start : found.end], found.keys) == (r"\ref{b}", ("b",))


def test_the_keys_of_a_range_are_those_of_both_ends() -> None:
    text = r"Figures~\ref{a}--\ref{c}"
    (found,) = find_pointers(text, 0, len(text), NAMES)
    assert (found.keys, found.labels) == (("a", "c"), ())
    far = r"Figures~\ref{a} to, by the way, and after all those other words, \ref{c}"
    assert len(find_pointers(far, 0, len(far), NAMES)) == 2


def test_numbers_as_texts_compare_them() -> None:
    assert printed_numbers({"3": 0, "S3": 1}) == {"3": 0, "S3": 1}
