"""Labels at the start of captions, and references in running text, in plain text and LaTeX."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text import float_words
from capassist.text.accents import without_accents
from capassist.text.float_references import (
    float_kind,
    join_between,
    label_at_start,
    numbers_between,
    plain_number,
    references,
    word_before,
)


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
        "image 3 of the series",
        "Figure 3D rendering",
        "Abra 3 ventanas",
        "2. Abra el archivo",
        "Lamina 3 of the composite",
        "Sek. 3: Anlauf",
        "如图 3 所示",
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
        ("Fig.1Rate of flow", "figure", "1", "", "Rate of flow"),
        ("Figure S2. Overview", "figure", "S2", ".", "Overview"),
        ("Figure 2.4 – Overview", "figure", "2.4", "–", "Overview"),
        ("Figure A.1: Overview", "figure", "A.1", ":", "Overview"),
        ("Figure IV. Overview", "figure", "IV", ".", "Overview"),
        ("Figure 1—figure supplement 2. Overview", "figure", "1—figure supplement 2", ".", "Overview"),
        ("Extended Data Fig. 1 | Overview", "figure", "1", "|", "Overview"),
        ("Supplementary Figure 4. Overview", "figure", "4", ".", "Overview"),
        ("Abbildung 3: Überblick", "figure", "3", ":", "Überblick"),
        ("Abb. 3 Überblick", "figure", "3", "", "Überblick"),
        ("Figura 3. Esquema", "figure", "3", ".", "Esquema"),
        ("Imagen 2. Vista", "figure", "2", ".", "Vista"),
        ("Gráfico 1: Vista", "figure", "1", ":", "Vista"),
        ("Рис. 3. Схема", "figure", "3", ".", "Схема"),
        ("Рисунок 3 — Схема", "figure", "3", "—", "Схема"),
        ("图 3 系统结构", "figure", "3", "", "系统结构"),
        ("图3-1：系统结构", "figure", "3-1", "：", "系统结构"),
        ("図3 システム", "figure", "3", "", "システム"),
        ("그림 3. 구조", "figure", "3", ".", "구조"),
        ("चित्र 3: रचना", "figure", "3", ":", "रचना"),
        ("รูปที่ 3 โครงสร้าง", "figure", "3", "", "โครงสร้าง"),
        ("ŞEKİL 3. Yapı", "figure", "3", ".", "Yapı"),
        ("شكل 3: بنية", "figure", "3", ":", "بنية"),
        ("3. ábra. A rendszer", "figure", "3", ".", "A rendszer"),
        ("3 pav. Sistema", "figure", "3", "", "Sistema"),
        ("Obrazok 3: Schema", "figure", "3", ":", "Schema"),
        ("OBRAZEK 3. Schema", "figure", "3", ".", "Schema"),
        ("Sekil 3. Yapi", "figure", "3", ".", "Yapi"),
        ("Grafica 3: Nivel", "figure", "3", ":", "Nivel"),
        ("3. abra: A rendszer", "figure", "3", ":", "A rendszer"),
        ("3. attels. Sistema", "figure", "3", ".", "Sistema"),
        ("3. tablazat. Ertekek", "table", "3", ".", "Ertekek"),
        ("Table II: Values", "table", "II", ":", "Values"),
        ("Algorithm 1 Search", "algorithm", "1", "", "Search"),
        ("Listing 2: Code", "listing", "2", ":", "Code"),
        ("Scheme 1. Synthesis", "scheme", "1", ".", "Synthesis"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) > 4 else None,
)
def test_labels(text, kind, number, mark, rest):
    label = label_at_start(text)
    assert (label.kind, label.number, label.mark, text[label.end :]) == (kind, number, mark, rest)


@pytest.mark.parametrize(
    "word",
    [word for row in float_words.FIGURE_WORDS.values() for word in row.replace("|", " ").replace("*", "").split()],
)
def test_every_word_of_the_table_is_a_figure(word):
    assert float_kind(word) == "figure" or f"{word}*" in " ".join(float_words.FIGURE_WORDS.values())
    assert float_kind(unicodedata.normalize("NFD", word)) == float_kind(word)


@pytest.mark.parametrize("word", sorted(float_words.ELSE_WITHOUT_ACCENTS))
def test_words_that_are_others_without_accents_are_those_of_the_table(word):
    table = " ".join(float_words.FIGURE_WORDS.values()) + " " + float_words.TABLE_WORDS
    assert float_kind(word) is None
    assert word in map(without_accents, table.casefold().split())


@pytest.mark.parametrize(
    "text",
    [
        "3 figures",
        "figuring 3",
        "the configuration 3",
        "Section 3",
        "Figure of 3",
        "image 3",
        "in the figure. 28 of them",
    ],
)
def test_what_is_no_reference(text):
    assert list(references(text)) == []


REFERENCES = [
    ("as Figure 3 shows", "Figure 3", ("3",)),
    ("(see Fig. 3b).", "Fig. 3b", ("3",)),
    ("in Fig. 2(a) only", "Fig. 2(a)", ("2",)),
    ("in Fig. 2 (a, b) only", "Fig. 2 (a, b)", ("2",)),
    ("Figs. 3–5 show", "Figs. 3–5", ("3", "4", "5")),
    ("Figs. 38-39 show", "Figs. 38-39", ("38", "39")),
    ("Figure 3-4 shows", "Figure 3-4", ("3-4",)),
    ("Figures 3a,b and 4 show", "Figures 3a,b and 4", ("3", "4")),
    ("Figures 1, 2, and 3.", "Figures 1, 2, and 3", ("1", "2", "3")),
    ("Figures 3 to 6 show", "Figures 3 to 6", ("3", "4", "5", "6")),
    ("Figures 3 through 5.", "Figures 3 through 5", ("3", "4", "5")),
    ("Fig. 3 and Fig. 5 show", "Fig. 3 and Fig. 5", ("3", "5")),
    ("In Figure 3, 10 samples are", "Figure 3", ("3",)),
    ("In Figs. 3, 4 we see", "Figs. 3, 4", ("3", "4")),
    ("Figure 3 and 5 % of it", "Figure 3", ("3",)),
    ("Figure 2.4. Then", "Figure 2.4", ("2.4",)),
    ("Figs. S1-S3", "Figs. S1-S3", ("S1", "S2", "S3")),
    ("Figs. S3–5", "Figs. S3–5", ("S3", "S4", "S5")),
    ("Figure 1—figure supplement 2 shows", "Figure 1—figure supplement 2", ("1—figure supplement 2",)),
    ("Figure 1—source data 1", "Figure 1", ("1",)),
    ("Abbildungen 3 und 4", "Abbildungen 3 und 4", ("3", "4")),
    ("Abb. 3 bis 5", "Abb. 3 bis 5", ("3", "4", "5")),
    ("las figuras 1, 2 e 3 muestran", "figuras 1, 2 e 3", ("1", "2", "3")),
    ("Figuras 8, 9 e 10", "Figuras 8, 9 e 10", ("8", "9", "10")),
    ("figuras 3 y 4", "figuras 3 y 4", ("3", "4")),
    ("figuras 3 a 5", "figuras 3 a 5", ("3", "4", "5")),
    ("obr. 3 a 5", "obr. 3 a 5", ("3", "5")),
    ("les figures 3 à 5", "figures 3 à 5", ("3", "4", "5")),
    ("rys. 3 i 4", "rys. 3 i 4", ("3", "4")),
    ("на рис. 2.1 видно", "рис. 2.1", ("2.1",)),
    ("на рисунках 2 и 3", "рисунках 2 и 3", ("2", "3")),
    ("如图3和图4所示", "图3和图4", ("3", "4")),
    ("如图3～5所示", "图3～5", ("3", "4", "5")),
    ("그림 1과 2에서", "그림 1과 2", ("1", "2")),
    ("a 3. ábrán látható", "3. ábrán", ("3",)),
    ("a 3. és 5. ábra", "3. és 5. ábra", ("3", "5")),
    ("第3図に示す", "第3図", ("3",)),
    ("Extended Data Fig. 2", "Extended Data Fig. 2", ("2",)),
    (r"as Fig.~3 shows", r"Fig.~3", ("3",)),
    (r"in Figs.\,3--5 we", r"Figs.\,3--5", ("3", "4", "5")),
    (r"Figure\ 3(b) of", r"Figure\ 3(b)", ("3",)),
]


@pytest.mark.parametrize(("text", "named", "numbers"), REFERENCES, ids=[row[0] for row in REFERENCES])
def test_references(text, named, numbers):
    (reference,) = references(text)
    assert (text[slice(*reference.span)], reference.numbers) == (named, numbers)
    assert reference.kind == "figure"


def test_known_numbers_settle_what_a_hyphen_means():
    assert [found.numbers for found in references("see Figure 3-4.", {"3", "4"})] == [("3", "4")]
    assert [found.numbers for found in references("see Figs. 3-4.", {"3-4"})] == [("3-4",)]
    assert [found.numbers for found in references("see Figure 3–4.", {"3-4"})] == [("3-4",)]
    assert [found.numbers for found in references("see Figure IV.", {"IV"})] == [("IV",)]


def test_other_floats_are_told_apart():
    found = list(references("Table 1 and Figure 2, Scheme 3 and Algorithm 4"))
    assert [(one.kind, one.numbers) for one in found] == [
        ("table", ("1",)),
        ("figure", ("2",)),
        ("scheme", ("3",)),
        ("algorithm", ("4",)),
    ]


@pytest.mark.parametrize(
    ("between", "word", "join"),
    [
        ("--", "", "to"),
        ("--Fig.~", "Figs.", "to"),
        (" to ", "", "to"),
        (" through Figure~", "Figure", "to"),
        (" bis~", "Abb.", "to"),
        ("a--", "Fig.", "to"),
        (" and ", "", "and"),
        (", ", "", "and"),
        (" a ", "Figuras", "to"),
        (" a ", "Obr.", "and"),
        ("", "", ""),
        (" shows ", "", ""),
        (". To ", "", ""),
        (" to the left of ", "", ""),
    ],
)
def test_what_joins_two_references(between, word, join):
    assert join_between(between, word) == join


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"as Figure~", "Figure~"),
        (r"as Supplementary Fig.\ ", r"Supplementary Fig.\ "),
        ("如图", "图"),
        ("Рис.~(", "Рис.~("),
        ("the ", None),
        ("", None),
    ],
)
def test_the_word_before(text, found):
    before = word_before(text, len(text))
    assert (text[before[0] :] if before else None) == found


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        ("3", "6", ("4", "5")),
        ("2.1", "2.3", ("2.2",)),
        ("S1", "S3", ("S2",)),
        ("S1", "3", ("S2",)),
        ("3", "2.9", ()),
        ("5", "3", ()),
    ],
)
def test_numbers_between(first, last, between):
    assert numbers_between(first, last) == between


def test_numbers_in_other_digits():
    assert plain_number("٣") == "3"
    assert [found.numbers for found in references("انظر شكل ٣")] == [("3",)]


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    label_at_start(text)
    for reference in references(text):
        assert 0 <= reference.span[0] < reference.span[1] <= len(text)
        assert reference.numbers


@given(
    st.lists(
        st.sampled_from(
            ["Figs.", "3", "4", "–", "and", "a", "(b)", ",", "Obr.", "to", "~", " ", "12", "—figure supplement 2"]
        )
    )
)
def test_lists_of_any_shape_are_read(pieces):
    text = "".join(pieces)
    for reference in references(text):
        assert re.search(r"\d", text[slice(*reference.span)])
