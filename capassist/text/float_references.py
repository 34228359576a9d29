"""How papers name their floats, in every language: "Figure 3", "Figs. 3–5", "Extended Data Fig. 1", "Рис. 3", "图 3",
"3. ábra".

All of it reads plain text and LaTeX alike: "Fig.~3" and "Figs.\\,3--5", too. Words and sources of them are in
`float_words`.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from capassist.model import FloatKind, Span
from capassist.text.accents import without_accents
from capassist.text.float_words import NUMBER_FIRST, FloatWord, connectors, look_up, spaceless
from capassist.text.number_ranges import numbers_between, numbers_up_to

# One step of white space as text and LaTeX write it.
SPACE = r"(?:[\s\u00a0\u2009\u202f\x1f~]|\\[,;:! ]|\\nobreakspace(?![a-zA-Z])|\{\})"
# Letters, with the marks that Indic, Thai and other scripts write about them; \w lacks those.
_LETTER = (
    r"(?:[^\W\d_]"
    r"|(?!\d)[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u0670\u0900-\u0fff\u1000-\u109f\u1780-\u17d3\u200c])"
)
_WORD = rf"(?<![^\W\d_\\@])(?>{_LETTER}+)"
_DASHES = "-–—‐‑‒−"
_DASH = r"\-–—‐‑‒−"  # in a set of characters
_SUPPLEMENT = r"(?:\s?(?:—|--?-?|–)\s?(?:figure\s+)?supplements?\s+(?=\d))"  # eLife: "Figure 1—figure supplement 2"
# Letters and digits: "3", "S2", "A.1", "2.4", "S-1", "A.1.2".
_NUMBER = r"(?:[A-Z]{1,2}[.\-–]?)?\d+(?:[.]\d+)*"
_ROMAN = r"[IVXL]{1,6}(?![\w'’-])"
_PANEL_LETTERS = r"(?:[a-zA-Z]|[ivx]{1,4})(?:['′])?"
_PANEL = (  # "a", "A–C", "(a,b)", "(a)–(c)", "a and b"
    rf"(?:{SPACE}?\((?:{_PANEL_LETTERS})(?:\s*(?:[,{_DASH}]+|and|to|&)\s*{_PANEL_LETTERS})*\)"
    rf"|{_PANEL_LETTERS}(?!{_LETTER}))"
    rf"(?:\s*(?:[,{_DASH}&]+|and(?=\s))\s*(?:\({_PANEL_LETTERS}\)|{_PANEL_LETTERS}(?![\w.'’]\w|\w|\s+[a-z]+\s*=)))*"
)
_LABEL_NUMBER = rf"(?:[A-Z]{{1,2}}[.\-–]?\s?)?\d+(?:[.\-–]\d+)*|{_ROMAN}|[A-Z](?:\.\d+)+"
_SERIES = (
    r"(?:extended\s+data|supplementa(?:ry|l)(?:\s+information)?|supporting(?:\s+information)?|suppl?\b\.?|online"
    r"|appendix|web|additional)"
)

_CANDIDATE = re.compile(
    rf"(?P<word>{_WORD})(?P<stop>\.?){SPACE}*(?:(?:no|nr)\b\.?{SPACE}*)?(?P<bracket>\(?)(?=[A-Z]{{0,2}}[.\-–]?\d"
    rf"|[IVXL])"
)
_FIRST_ITEM = re.compile(rf"(?P<number>{_NUMBER})")
_SERIES_BEFORE = re.compile(rf"(?<![\w\\])({_SERIES}){SPACE}{{1,3}}$", re.IGNORECASE)
_SERIES_REACH = 40  # characters before the word
_LABEL = re.compile(
    rf"\s*(?:(?P<series>{_SERIES})\s+)?(?P<word>{_WORD}\.?){SPACE}*(?:(?:no|nr)\b\.?\s*)?"
    rf"(?P<number>(?-i:{_LABEL_NUMBER})(?:{_SUPPLEMENT}\d+)?)",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(
    r"(?P<letter>[a-z](?=[\s.:)|,]))?\s*(?P<mark>[:：.．。|│—–―∣]|\)|-(?=\s)|$)?\s*(?P<mark2>[:|—–-](?=\s))?"
)
_GLUED = re.compile(r"[A-Z][a-z]{2}")  # "Fig.1Rate of…": the caption's first word
_COUNTED_BEFORE = r"(?P<items>\d+(?:\.\d+)*\.?(?:\s*(?:{between})\s*\d+(?:\.\d+)*\.?){{0,12}})"
_WORD_END = re.compile(rf"({_WORD})\.?\\?@?{SPACE}*\(?$")
_LONGEST_WORD = 40  # characters before a reference in which its word is looked for


@dataclass(frozen=True, slots=True)
class FloatLabel:
    """A float's name at the start of a text. `end` is where the caption's own words begin."""

    kind: FloatKind
    word: str  # "Figure", "Fig."
    series: str  # "", "exten" (extended data), "suppl" …: the first five letters
    number: str  # as printed
    mark: str  # what separates it from the caption: ":", ".", "|", "" …
    name_end: int  # end of word and number, before the mark
    end: int


@dataclass(frozen=True, slots=True)
class FloatReference:
    """An expression in running text that names floats of one kind, with their numbers; "Figs. 3–5" names three."""

    span: Span
    kind: FloatKind
    series: str
    numbers: tuple[str, ...]


Join = Literal["to", "and", ""]


def float_kind(word: str) -> FloatKind | None:
    """Return what a word is a word for, in any language: "Abb." is one for a figure; None for other words."""
    found = look_up(word)
    return found.kind if found else None


def is_plural(word: str) -> bool:
    """Whether a word names several floats: "Figures", "Figs."."""
    found = look_up(word)
    return found is not None and found.plural


def _ends_label(text: str, label: re.Match[str]) -> bool:
    """Whether the number ends where it seems to, and no word goes on there."""
    following = text[label.end() : label.end() + 3]
    glued = spaceless(label["word"][-1:]) and spaceless(following[:1])
    return not following[:1].isalnum() or glued or _GLUED.match(following) is not None


def _label_end(text: str, label: re.Match[str]) -> tuple[str, int] | None:
    """Return the mark after a label and where both end; None where a word goes on there."""
    rest = _AFTER_LABEL.match(text, label.end())
    if rest is None:
        return ("", label.end()) if _ends_label(text, label) else None
    mark = rest["mark"] or rest["mark2"] or ""
    ends = mark != "" if rest["letter"] else _ends_label(text, label)
    return (mark, rest.end()) if ends else None


def label_at_start(text: str) -> FloatLabel | None:
    """Return the label that a text begins with, or None."""
    match = _LABEL.match(text)
    if match is None:
        return _number_first_label(text)
    found = look_up(match["word"])
    word = match["word"].rstrip(".")
    if found is None or (not found.whole and len(word) > len(found.word)):  # 如图 3: no label
        return None
    ending = _label_end(text, match)
    if ending is None:
        return None
    mark, end = ending
    return FloatLabel(
        found.kind,
        match["word"] if found.whole else word,
        series_name(match["series"]),
        plain_number(match["number"]),
        mark,
        match.end(),
        end,
    )


def references(text: str, known: Container[str] = ()) -> Iterator[FloatReference]:
    """Yield the expressions that name floats by number, in order.

    `known` are the numbers that there are, as `plain_number` gives them; with them "Figure 3-4" is the figure 3-4 where
    there is one, and the figures 3 and 4 otherwise. Without, it is the one unless the word is a plural.
    """
    yield from sorted([*_number_last(text, known), *_number_first(text)], key=lambda found: found.span)


def word_before(text: str, position: int) -> tuple[int, str] | None:
    """Return the float's word that ends at `position`, white space and an opening bracket between: where it begins, and
    the word.

    "Supplementary" and its like belong to it.
    """
    start = max(0, position - _LONGEST_WORD)
    match = _WORD_END.search(text[start:position])
    found = look_up(match[1]) if match else None
    if match is None or found is None:
        return None
    begin = start + match.start() + (0 if found.whole else len(match[1]) - len(found.word))
    return _series_start(text, begin)[0], match[1]


def join_between(text: str, word: str = "") -> Join:
    """Return whether the text between two references means all between them ("to"), these two ("and") or neither ("").

    `text` may repeat the word for figures and name a panel: "a--Fig.~". `word` is what stands before the first one: "a"
    is "to" after "Figuras" and "and" after "Obr.".
    """
    match = re.fullmatch(rf"(?:{_PANEL})?(?P<join>.*?)(?P<word>{_LETTER}+\.?)?(?:{SPACE}|\()*", text, re.DOTALL)
    if match is None:
        return ""
    if match["word"] and float_kind(match["word"]) is not None:
        return _join(match["join"], word)
    return _join(f"{match['join']}{match['word'] or ''}", word)


def plain_number(number: str) -> str:
    """Return a float's number as it is compared: without spaces, with plain hyphens and digits."""
    if supplement := re.match(rf"(?P<of>.*?){_SUPPLEMENT}(?P<number>\d+)$", number.strip(), re.IGNORECASE):
        return f"{supplement['of']}—figure supplement {supplement['number']}"
    bare = re.sub(rf"{SPACE}", "", number)
    bare = re.sub(rf"[{_DASH}]+", "-", bare)
    if not bare.isascii():
        bare = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in bare)
    return bare.rstrip(".-")


def series_name(found: str | None) -> str:
    """Return "suppl" for "Supplementary", "Suppl." and "Supp.", "exten" for "Extended Data", "" for none."""
    name = re.sub(r"\s+", " ", found or "").lower().strip(". ")
    return "suppl" if name.startswith("supp") and not name.startswith("support") else name[:5]


def _join(text: str, word: str) -> Join:
    bare = re.sub(rf"{SPACE}+|[()]", " ", text).strip().casefold()
    if not bare:
        return ""
    if not bare.strip(f"{_DASHES}～〜~"):
        return "to"
    bare = bare.strip(",;、，").strip()
    if not bare or _is_own_and(bare, word):
        return "and"
    to, both, _ = connectors()
    return "to" if bare in to else "and" if bare in both else ""


def _is_own_and(bare: str, word: str) -> bool:
    """Whether a word is "and" in one of the few languages that a word for floats belongs to."""
    *_, after = connectors()
    entry = look_up(word) if word else None
    languages = entry.languages if entry and len(entry.languages) <= 3 else ()
    return any(bare in after.get(language, ()) for language in languages)


_BETWEEN = re.compile(
    rf"(?P<join>(?:{SPACE}|[,;、，{_DASH}～〜&+])*(?:(?P<words>{_LETTER}[^\W\d_/'’]{{0,7}}(?:/m)?)(?:{SPACE})+)?)"
    rf"(?:\(?(?P<number>{_NUMBER})|(?P<again>{_LETTER}+\.?){SPACE}*\(?(?P<named>{_NUMBER}))(?!\d|\.\d)"
)
_AND_CJK = re.compile(
    rf"{SPACE}*(?P<join>[和及與与と至到や、및～〜]){SPACE}*(?P<again>[图圖図])?{SPACE}*(?P<number>{_NUMBER})(?P<named>)(?!\d)"
)
_PANELS = re.compile(_PANEL)


def _number_last(text: str, known: Container[str]) -> Iterator[FloatReference]:
    position = 0
    while (match := _CANDIDATE.search(text, position)) is not None:
        position = match.end("word")
        entry = look_up(match["word"])
        if entry is None:
            continue
        if match["stop"] and match["word"] == match["word"].lower() == "figure":  # "as in the figure. 28 samples"
            continue
        listed = _List(text, match, entry, known).read()
        if listed is None:
            continue
        begin = match.start("word") + (0 if entry.whole else len(match["word"]) - len(entry.word))
        start, series = _series_start(text, begin)
        end, numbers = listed
        yield FloatReference((start, end), entry.kind, series, tuple(dict.fromkeys(numbers)))
        position = end


class _List:
    """The numbers after a float's word, with their panels: "3", "3a–c", "3, 4(b) and 6", "38-39"."""

    def __init__(self, text: str, match: re.Match[str], entry: FloatWord, known: Container[str]) -> None:
        self.text = text
        self.word = match["word"]
        self.entry = entry
        self.known = known
        self.bracket = match["bracket"]
        self.position = match.end()

    def read(self) -> tuple[int, list[str]] | None:
        """Return where the expression ends, and the numbers."""
        first = self._first()
        if first is None:
            return None
        numbers = [first]
        while (following := self._next(numbers[-1])) is not None:
            numbers += following
        if self.bracket and self.text[self.position : self.position + 1] == ")":
            self.position += 1
        return self.position, numbers

    def _first(self) -> str | None:
        if (hyphened := self._hyphened()) is not None:
            return hyphened
        match = _FIRST_ITEM.match(self.text, self.position)
        if match is None:
            roman = re.compile(_ROMAN).match(self.text, self.position)
            if roman is None or roman.group() not in self.known:
                return None
            self.position = roman.end()
            return roman.group()
        if supplement := re.compile(rf"{_SUPPLEMENT}\d+", re.IGNORECASE).match(self.text, match.end()):
            self.position = supplement.end()
            return plain_number(match.group() + supplement.group())
        self.position = self._after_panel(match.end())
        return plain_number(match["number"])

    def _hyphened(self) -> str | None:
        """Return a number such as "3-4" that is one figure's: known, or after a word in the singular where nothing is
        known."""
        match = re.compile(rf"{_NUMBER}[{_DASH}]{{1,2}}\d+(?:\.\d+)*").match(self.text, self.position)
        if match is None:
            return None
        number = plain_number(match.group())
        doubtful = not self.known and not self.entry.plural and re.search(r"\d-\d", match.group()) is not None
        if number not in self.known and not doubtful:
            return None
        self.position = self._after_panel(match.end())
        return number

    def _after_panel(self, position: int) -> int:
        panel = _PANELS.match(self.text, position)
        return panel.end() if panel else position

    def _next(self, last: str) -> list[str] | None:
        """Return what the next item adds: a number, or those of a range that began with the last; None for no item."""
        match = _AND_CJK.match(self.text, self.position) or _BETWEEN.match(self.text, self.position)
        if match is None or not self._is_an_item(match):
            return None
        join = _join(match["join"], self.word)
        number = plain_number(match["number"] or match["named"])
        numbers = numbers_up_to(last, number) if join == "to" else [number]
        if not join or not numbers:
            return None
        self.position = self._after_panel(match.end())
        return numbers

    def _is_an_item(self, match: re.Match[str]) -> bool:
        """Whether a number after a join is a float's of this kind, and counts nothing else."""
        if again := match["again"]:
            return float_kind(again) == self.entry.kind
        return not self._is_a_count(match)

    def _is_a_count(self, match: re.Match[str]) -> bool:
        """Whether the number is one of other things: "In Figure 3, 10 samples", "Figure 3 and 5 %"."""
        after = self._after_panel(match.end())
        following = self.text[after : after + 24]
        glued = following[:1].isalnum() and following[:1].isascii()  # not 그림 1과 2에서
        if glued or re.match(rf"{SPACE}*(?:%|\\%)", following):
            return True
        if self.entry.plural or "," not in match["join"] or match["join"].strip(", ~"):
            return False
        words = re.match(rf"{SPACE}+([^\W\d_]+)", following)
        return words is not None and not _join(words[1], self.word)


def _series_start(text: str, begin: int) -> tuple[int, str]:
    before = text[max(0, begin - _SERIES_REACH) : begin]
    match = _SERIES_BEFORE.search(before)
    return (begin - len(before) + match.start(), series_name(match[1])) if match else (begin, "")


@cache
def _after_number() -> re.Pattern[str]:
    words = _any_of(NUMBER_FIRST)
    bare = _any_of(without_accents(NUMBER_FIRST))  # with a capital it may be another word: "2. Abra el archivo"
    between = rf"[,{_DASH}]+|és|un|ir|eta|és a"
    items = _COUNTED_BEFORE.format(between=between)
    return re.compile(
        rf"(?<![\w.\-–]){items}{SPACE}*(?P<word>{words}|(?-i:{bare}))(?!\w)|(?:第{SPACE}*)(?P<cjk>\d+){SPACE}*[图圖図]",
        re.IGNORECASE,
    )


def _any_of(words: str) -> str:
    """Return a pattern for any of the words of a table."""
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split())


def _number_first(text: str) -> Iterator[FloatReference]:
    for match in _after_number().finditer(text):
        yield FloatReference(match.span(), "figure", "", tuple(_counted(match["items"] or match["cjk"])))


def _counted(items: str) -> Iterator[str]:
    last, end = "", 0
    for match in re.finditer(r"\d+(?:\.\d+)*", items):
        if last and _join(items[end : match.start()].strip("."), "") == "to":
            yield from numbers_between(last, match.group())
        yield match.group()
        last, end = match.group(), match.end()


def _number_first_label(text: str) -> FloatLabel | None:
    match = re.match(rf"\s*(?P<number>\d+(?:\.\d+)*)\.?{SPACE}*(?P<word>{_LETTER}+)", text)
    if match is None:
        return None
    kind: FloatKind | None = "figure" if _after_number().match(match.group().strip()) else None
    kind = "table" if match["word"].lower() in ("táblázat", "tablazat", "lentelė", "tabula", "taula") else kind
    if kind is None:
        return None
    end = match.end() + (text[match.end() : match.end() + 1] == "." and match["word"] in ("pav", "att", "zīm"))
    rest = _AFTER_LABEL.match(text, end)
    mark = (rest["mark"] or rest["mark2"] or "") if rest else ""
    return FloatLabel(kind, match["word"], "", match["number"], mark, end, rest.end() if rest else end)
