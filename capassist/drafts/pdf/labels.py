"""How papers name their floats: "Figure 3", "Fig. S2", "Extended Data Fig. 1", "Abbildung 2.4", "Рис. 3", "图 3", "3. ábra"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from capassist.drafts.pdf.wording import ideographic
from capassist.model import FloatKind, Span

_SERIES = r"(?:extended\s+data|supplementa(?:ry|l)|supporting|suppl?\.|online|appendix)"
_WORDS: dict[FloatKind, str] = {
    "figure": (
        r"figures?|figs?\.?|abbildung(?:en)?|abb\.?|figuras?|figurer?|figuur|figura|figur|рисун(?:ок|ки|ке|ка|ках)|рис\.?|мал\.?|"
        r"obr(?:ázek|ázky|ázku)?\.?|rys(?:unek|unki|unku)?\.?|rysunku|slika|slike|kuva|kuvassa|joonis|şekil|hình|gambar|bild|"
        r"afbeelding|σχήμα|εικόνα|그림|插图|附图|图|圖|図|شكل|شکل|תרשים|איור"
    ),
    "table": (
        r"tables?|tab\.?|tabellen?|tabela|tabelas?|tablas?|tableaux?|tabella|tabelle|tabel|tabell|табл(?:ица|ице|ицы)?\.?|tabulka|"
        r"tablica|taulukko|tablo|bảng|πίνακας|표|表"
    ),
    "algorithm": r"algorithms?|alg\.|algorithmus|algoritmo|algorithme|алгоритм|算法|アルゴリズム|procedure",
    "listing": r"listings?|listado|quelltext|code|листинг|codebeispiel|program|boxe?s?|schemes?|charts?|plates?|videos?|movies?",
}
_NUMBER_FIRST = r"(?P<first>\d+(?:\.\d+)*)\.?\s*(?P<after>ábra|táblázat|att\.|pav\.|irudia)"
_NUMBER = r"(?:[A-Z]{1,2}[.\-–]?\s?)?\d+(?:[.\-–]\d+)*|[IVXL]{1,6}(?=[\s.:|—–)]|$)|[A-Z](?:\.\d+)+"
_SPACE = r"[\s\u00a0~]*"

_LABEL = re.compile(
    rf"\s*(?:(?P<series>{_SERIES})\s+)?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items())
    + rf"){_SPACE}(?:(?:no|nr)\.?\s*)?(?P<number>(?-i:{_NUMBER}))|\s*{_NUMBER_FIRST}",
    re.I,
)
_AFTER = re.compile(
    r"(?P<letter>[a-z](?=[\s.:)|,]))?\s*(?P<mark>[:：.．。|│—–―∣]|\)|-(?=\s)|$)?\s*(?P<mark2>[:|—–-](?=\s))?"
)

# Words that end in a letter need a boundary before a number; ideographs do not.
_ITEM = r"(?:[A-Z]{1,2}[.\-–]?)?\d+(?:\.\d+|-\d+(?!\d))*"
_PANEL = r"(?:\s?\(?[a-zA-Z](?![a-zA-Z])\)?(?:\s?[-–,]\s?\(?[a-zA-Z](?![a-zA-Z])\)?)*)?"
_AND = r"\s*(?:,\s*(?:and|und|y|et|e|и)?|and|&|und|y|et|e|и|und|bis|to|–|—|-|、|和|及|と|～|~)\s*"
_REFERENCE = re.compile(
    rf"(?:(?<![^\W\d_])|(?=[图圖図그]))(?:(?P<series>{_SERIES})\s+)?(?:(?P<figure>{_WORDS['figure']})|(?P<other>{_WORDS['table']}))"
    rf"{_SPACE}(?P<items>\(?(?-i:{_ITEM}){_PANEL}(?:{_AND}(?:figs?\.\s*|figures?\s*|图\s*|圖\s*|図\s*)?(?-i:{_ITEM})(?![A-Za-z0-9%]|\.\d){_PANEL})*)"
    rf"|(?<!\w)(?P<first>\d+(?:\.\d+)*)\.\s*ábr",
    re.I,
)
_ITEMS = re.compile(rf"({_ITEM}){_PANEL}")
_RANGE = re.compile(rf"^{_PANEL}\s*(?:–|—|-|to|bis|～|~)\s*$")


@dataclass(frozen=True, slots=True)
class Label:
    """A float's name at the start of a text. `end` is where the caption's own words begin."""

    kind: FloatKind
    word: str  # "Figure", "Fig."
    series: str  # "", "extended data", "supplementary" …
    number: str  # as printed
    mark: str  # what separates it from the caption: ":", ".", "|", "" …
    name_end: int  # end of word and number, before the mark
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An expression in running text that names figures, with their numbers; "Figs. 3–5" names three."""

    span: Span
    series: str
    numbers: tuple[str, ...]


def label_at_start(text: str) -> Label | None:
    """Return the label that a text begins with, or None."""
    match = _LABEL.match(text)
    if not match:
        return None
    number = match["number"] or match["first"]
    rest = _AFTER.match(text, match.end())
    mark = (rest["mark"] or rest["mark2"] or "") if rest else ""
    if rest and rest["letter"] and not mark:
        return None
    kind: FloatKind = next((k for k in _WORDS if match[k]), "figure")
    if match["after"] and match["after"].startswith("tábl"):
        kind = "table"
    word = match["after"] or match[kind] or ""
    following = text[match.end() : match.end() + 1]
    glued = ideographic(word[-1:]) and ideographic(following)
    if following.isalnum() and not glued and not (rest and rest["letter"]):
        return None
    end = rest.end() if rest else match.end()
    return Label(kind, word, _series(match["series"]), plain_number(number), mark, match.end(), end)


def references(text: str) -> Iterator[Reference]:
    """Yield the references to figures in a text, in order."""
    position = 0
    while match := _REFERENCE.search(text, position):
        position = match.end()
        if match["other"]:
            position = match.end("other")  # "Table 1 and Figure 2" names a figure, too
            continue
        if match["first"]:
            yield Reference(match.span(), "", (match["first"],))
            continue
        items = match["items"].rstrip(" ,")
        if items.endswith(")") and items.count(")") > items.count("("):
            items = items[:-1]
        end = match.start("items") + len(items)
        yield Reference((match.start(), end), _series(match["series"]), tuple(_numbers(match["items"])))


def plain_number(number: str) -> str:
    """Return a float's number as it is compared: without spaces, with plain hyphens."""
    return re.sub(r"\s", "", number).replace("–", "-").rstrip(".-")


def _series(found: str | None) -> str:
    return re.sub(r"\s+", " ", found or "").lower().strip(". ")[:5]


def _numbers(items: str) -> Iterator[str]:
    last: tuple[str, int] | None = None
    for match in _ITEMS.finditer(items):
        number = plain_number(match[1])
        if last and _RANGE.match(items[last[1] : match.start()]):
            yield from _between(last[0], number)
        yield number
        last = (number, match.end(1))


def _between(first: str, end: str) -> Iterator[str]:
    """Yield the numbers between two of a range: "3", "6" gives "4", "5"; "2.1", "2.3" gives "2.2"."""
    head, tail = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", end)
    if head and tail and head[1] == tail[1] and 0 < int(tail[2]) - int(head[2]) < 50:
        for value in range(int(head[2]) + 1, int(tail[2])):
            yield f"{head[1]}{value}"
