"""Labels at the start of captions, and references in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.pdf.labels import label_at_start, references


@pytest.mark.parametrize(
    "text",
    [
        "Figuratively speaking, 3 of them",
        "The figure 3 shows",
        "Figures of merit",
        "Figure shows",
        "Fig3ure",
        "Configuration 3: none",
        "Abbildungen sind",
        "",
    ],
)
def test_what_is_no_label(text):
    assert label_at_start(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "number", "mark", "rest"),
    [
        ("Figure 3: Overview", "figure", "3", ":", "Overview"),
        ("Fig. 3. Overview", "figure", "3", ".", "Overview"),
        ("FIG. 3 Overview", "figure", "3", "", "Overview"),
        ("Fig. 3 | Overview", "figure", "3", "|", "Overview"),
        ("Figure S2. Overview", "figure", "S2", ".", "Overview"),
        ("Figure 2.4 – Overview", "figure", "2.4", "–", "Overview"),
        ("Figure A.1: Overview", "figure", "A.1", ":", "Overview"),
        ("Extended Data Fig. 1 | Overview", "figure", "1", "|", "Overview"),
        ("Supplementary Figure 4. Overview", "figure", "4", ".", "Overview"),
        ("Abbildung 3: Überblick", "figure", "3", ":", "Überblick"),
        ("Abb. 3 Überblick", "figure", "3", "", "Überblick"),
        ("Figura 3. Esquema", "figure", "3", ".", "Esquema"),
        ("Рис. 3. Схема", "figure", "3", ".", "Схема"),
        ("Рисунок 3 — Схема", "figure", "3", "—", "Схема"),
        ("图 3 系统结构", "figure", "3", "", "系统结构"),
        ("图3-1：系统结构", "figure", "3-1", "：", "系统结构"),
        ("図3 システム", "figure", "3", "", "システム"),
        ("3. ábra. A rendszer", "figure", "3", ".", "A rendszer"),
        ("Table II: Values", "table", "II", ":", "Values"),
        ("Algorithm 1 Search", "algorithm", "1", "", "Search"),
        ("Listing 2: Code", "listing", "2", ":", "Code"),
        ("Scheme 1. Synthesis", "listing", "1", ".", "Synthesis"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) > 4 else None,
)
def test_labels(text, kind, number, mark, rest):
    label = label_at_start(text)
    assert (label.kind, label.number, label.mark, text[label.end :]) == (kind, number, mark, rest)


@pytest.mark.parametrize("text", ["Table 3 and Tab. 4", "3 figures", "figuring 3", "the configuration 3", "Section 3"])
def test_what_is_no_reference(text):
    assert list(references(text)) == []


@pytest.mark.parametrize(
    ("text", "named", "numbers"),
    [
        ("as Figure 3 shows", "Figure 3", ("3",)),
        ("(see Fig. 3b).", "Fig. 3b", ("3",)),
        ("in Fig. 2(a) only", "Fig. 2(a)", ("2",)),
        ("Figs. 3–5 show", "Figs. 3–5", ("3", "4", "5")),
        ("Figures 3a,b and 4 show", "Figures 3a,b and 4", ("3", "4")),
        ("Figures 1, 2, and 3.", "Figures 1, 2, and 3", ("1", "2", "3")),
        ("Figure 2.4. Then", "Figure 2.4", ("2.4",)),
        ("Figs. S1-S3", "Figs. S1-S3", ("S1", "S2", "S3")),
        ("Abbildungen 3 und 4", "Abbildungen 3 und 4", ("3", "4")),
        ("на рис. 2.1 видно", "рис. 2.1", ("2.1",)),
        ("如图3和图4所示", "图3和图4", ("3", "4")),
        ("Extended Data Fig. 2", "Extended Data Fig. 2", ("2",)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_references(text, named, numbers):
    (reference,) = references(text)
    assert (text[slice(*reference.span)], reference.numbers) == (named, numbers)


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    label_at_start(text)
    for reference in references(text):
        assert 0 <= reference.span[0] < reference.span[1] <= len(text)
        assert reference.numbers
