r"""What a text says that a thing is: a symbol, an abbreviation, a colour, the size of a data set.

Found by the forms that authors use: "$N$ is the number of samples", "mean squared error (MSE)", "the model (red line)",
"CIFAR-10 (60,000 images)". A definition's `key` is what is defined, its `meaning` the stems of what it is said to be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from capassist.guards.tokens import stem
from capassist.model import Span
from capassist.text.colours import ALL_COLOURS

Kind = Literal["symbol", "abbreviation", "colour", "data set"]

_MATHS = re.compile(r"\$[^$]{1,40}\$")
_POINTER = re.compile(r"\\(?:[A-Za-z]*(?:ref|cite)[A-Za-z]*|label|footnote\w*|begin|end)\*?(?:\[[^\]]*\])*\{[^{}]*\}")
_MARKUP = re.compile(r"\\[A-Za-z]+\*?|\\[^A-Za-z]|[{}~\r\n\t]")
_SHAPE = re.compile(r"[\s{}]|\\(?:mathrm|text|rm|bf|mathbf)(?![A-Za-z])")  # of a symbol
_ENDS = frozenset(
    "and or but in with for is are was were that which from at on as where when while to by if we used given shown "
    "per than into between over under then here respectively not be can may will has have using after before so only "
    "respect versus vs against also".split()
)
_LEANING = frozenset("of the a an any each every some this that these those its their our no".split())  # at an end
_CONDITION = re.compile(r"\s*+,?\s*+(?:if|iff|when|whenever|unless|whose|for\s++(?:all|any|each|every|some))\b")
_ONE_OF_SEVERAL = re.compile(r"_\{?\d+\}?$")  # "the rare state ($S_1$)" is the same as "the folded state $S_1$"
_EMPTY = frozenset(
    "the a an of let its our their this that these those each all both one value values parameter parameters variable "
    "variables quantity case cases term terms symbol respective corresponding function functions different various "
    "other line lines "
    "first last next previous same following top curve curves dot dots point points bar bars marker markers region "
    "regions area areas data set dataset".split()
)
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-\w+)*")
_PHRASE = r"((?:\b[^\W\d_][\w'’-]{0,40}+\s++){0,6}\b[^\W\d_][\w'’-]{0,40}+)"
_SYMBOL = r"\$\s*+([^$=<>+,]{1,24}?)\s*+\$(?!-\w)"  # "$k$-d tree" says nothing of k
_PLAIN_SYMBOL = r"(?<![\w$\\])([B-HJ-Zb-z]|[α-ωΑ-Ω])(?![\w$'’-])"  # not "a", "A" and "I", which are words
_LETTER_WORDS = frozenset("abcdefgh")  # in a plain text "(a) is" names a panel
_MEANS = r"(?:denotes?|represents?|stands?\s++for|designates?|refers?\s++to)\s++"
_IS = r"(?:is|are)\s++(?=(?:the|an?|its|our)\s|number\s)"
_KEY = r"(?:[:=])\s*+(?=[^\W\d_]{3})"
_DEFINED = rf"\s*+,?\s*+(?:{_MEANS}|{_IS}|{_KEY}){_PHRASE}"
_BEFORE = r"((?:\b[^\W\d_][\w-]{0,40}+\s++){0,3}\b[^\W\d_][\w-]{0,40}+)"
_ASIDE_ENDS = r"(?=\s*+(?:[.;:)]|$|,(?!\s*+(?:(?:and|or)\s++)?(?:the\s|\$))))"  # "the mass, $m$, is": no list
_LEADS_IN = re.compile(  # "From the page, $T$ …": no name that $T$ has
    r"(?:^|[.;:!?)]\s)\s*(?:about|above|across|after|along|among|as|at|before|behind|below|beside|between|by|during|for"
    r"|from|given|in|inside|into|near|of|on|out|outside|over|since|through|to|under|until|upon|using|via|when|where"
    r"|while|with|within|without)\b[^,.;:!?]*$",
    re.IGNORECASE,
)
_COMMA_IN_CLAUSE = re.compile(rf"\s*+,\s*+{_SYMBOL}(?!\s*+(?:[.;:)]|$))")
_SYMBOL_FORMS = (  # the groups of the symbol and of what it is
    (re.compile(_SYMBOL + _DEFINED), 1, 2),
    (
        re.compile(
            rf"\b(?:[Ll]et|[Ww]ith)\s++{_SYMBOL}\s++(?:be|being|denot(?:e|ing)|stand(?:ing)?\s++for)\s++{_PHRASE}"
        ),
        1,
        2,
    ),
    (re.compile(rf"\b(?:[Ww]e\s++)(?:write|use|call)\s++{_SYMBOL}\s++(?:for|as)?\s*+{_PHRASE}"), 1, 2),
    (re.compile(rf"\b(?:denote|call)\s++(?:the\s++)?{_BEFORE}\s++(?:by|with|as)\s++{_SYMBOL}"), 2, 1),
    (re.compile(rf"\b[Tt]he\s++{_BEFORE}\s*+{_SYMBOL}"), 2, 1),  # "a vertex $v$" is any, and only there
    (re.compile(rf"\b[Tt]he\s++{_BEFORE}\s*+,\s*+{_SYMBOL}{_ASIDE_ENDS}"), 2, 1),
    (re.compile(rf"{_BEFORE}\s*+\(\s*+{_SYMBOL}\s*+\)"), 2, 1),
)
_PLAIN_DEFINED = re.compile(rf"{_PLAIN_SYMBOL}\s*+,?\s*+(?:{_MEANS}|{_IS}|(?<![a-z]){_KEY}){_PHRASE}")
_MARKS = r"(?:lines?|curves?|dots?|points?|bars?|markers?|circles?|squares?|crosses|regions?|areas?|bands?|histograms?)"
_SHOWS = r"(?:is|are|shows?|denotes?|represents?|indicates?|marks?|gives?|corresponds?\s++to|[:=])"
_HUE = rf"(?P<colour>{ALL_COLOURS})\b"
_LOOKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<thing>(?:\b[^\W\d_][\w-]{{0,40}}+\s++){{1,4}})\((?:in\s++)?(?:\b[a-z]++[\s-]){{0,2}}"
        rf"{_HUE}[^()]{{0,30}}\)",
        rf"\b{_HUE}\s++(?:(?:[a-z]+\s++)?{_MARKS}\s*+,?\s*+)?{_SHOWS}\s++(?:the\s++)?(?P<thing>{_PHRASE[1:-1]})",
        rf"(?P<thing>{_PHRASE[1:-1]})\s++(?:is|are)\s++(?:(?:shown|drawn|plotted|given|marked|coloured|colored)\s++)?"
        rf"(?:in\s++)?{_HUE}(?!\s++(?:noise|hole|dwarf|box))",
        rf"\bthe\s++(?P<thing>(?:\b[^\W\d_][\w-]{{0,40}}+\s++){{1,3}})in\s++{_HUE}",
    )
)
_NUMBER = r"(\d{1,3}(?:[,\s\u202f]{1,3}\d{3})+|\d+(?:\.\d+)?k?)"
_COUNTED = r"((?:[a-z][a-z-]+\s++)?[a-z][a-z-]{2,}s)\b"
_HOLDS = (
    r"(?:with|of|has|have|holds?|counts?|spans?|contain(?:s|ing)?|compris(?:es?|ing)|includ(?:es?|ing)"
    r"|consist(?:s|ing)?\s++of|provides?)"
)
_SET_WORD = r"(?:data\s*+sets?|corpus|corpora|benchmark|collection|survey|sample)"
_NAME = rf"\b([A-Z][a-z]+(?=\s++{_SET_WORD}\b)|(?<![\w.-])[A-Za-z](?=[\w.-]{{0,30}}[A-Z0-9])[\w.-]{{0,30}}[\w-])"
_SIZES = (  # the groups of the name, the number and what is counted
    (
        re.compile(
            rf"{_NAME}(?:\s++{_SET_WORD})?(?:\s*+[(,:]\s*+|\s++)(?:{_HOLDS}\s++)?(?:the\s++|all\s++|its\s++|about\s++)?"
            rf"{_NUMBER}\s++{_COUNTED}"
        ),
        (1, 2, 3),
    ),
    (re.compile(rf"{_NUMBER}\s++{_COUNTED}\s++(?:of|in|from)\s++(?:the\s++)?{_NAME}"), (3, 1, 2)),
)
_SHORT = re.compile(r"\(\s*+([A-Z][\w-]{1,9})\s*+\)")
_SHORT_FIRST = re.compile(r"\b([A-Z][\w-]{1,9})\s*+(?:[(:=]\s*+|(?:,\s*+)?(?:stands|short)\s++for\s++)")
_FEWEST_CAPITALS = 2
_LONGEST_LEAD = 120  # characters
_ABBREVIATION = re.compile(r"[A-Z][\w-]*[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a text says of a thing. Two that have the same key speak of the same thing."""

    kind: Kind
    key: str
    name: str  # as it is written
    meaning: frozenset[str]  # stems; of a data set its number, of a colour the colour
    said: str
    span: Span  # in the text

    def agrees(self, other: "Definition") -> bool:
        """Tell whether both may be true: of an abbreviation one form may be longer, of a symbol a word in common is
        enough, and what an abbreviation stands for is not known."""
        if self.kind == "abbreviation":
            return self.meaning <= other.meaning or other.meaning <= self.meaning
        if self.kind == "symbol" and _is_short(self.said) != _is_short(other.said):
            return True
        return any(one in two or two in one for one in self.meaning for two in other.meaning)


def _is_short(phrase: str) -> bool:
    """Tell whether a phrase has an abbreviation for its noun: "the mean DIN"."""
    return bool(_ABBREVIATION.fullmatch((phrase.split() or [""])[-1]))


@lru_cache(maxsize=1024)
def definitions(text: str) -> tuple[Definition, ...]:
    """Return what a text defines, as LaTeX or as a reader sees it."""
    flat = _flat(text)
    found = (*_symbols(flat), *_abbreviations(flat), *_colours(flat), *_data_sets(flat))
    return tuple(definition for definition in found if definition.meaning)


def _flat(text: str) -> str:
    """Return the text with blanks for markup outside of formulas, every offset kept."""
    maths = [match.span() for match in _MATHS.finditer(text)]
    blanked = _POINTER.sub(_blank, text)
    parts, position = [], 0
    for start, end in maths:
        parts += [_MARKUP.sub(_blank, blanked[position:start]), text[start:end]]
        position = end
    return "".join((*parts, _MARKUP.sub(_blank, blanked[position:])))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _phrase(words: str) -> str:
    """Return a noun phrase up to the word that ends it."""
    kept: list[str] = []
    for word in words.split():
        if word.lower() in _ENDS:
            break
        kept.append(word)
    return " ".join(kept)


def _before(words: str) -> str:
    """Return a noun phrase from behind the word that ends the one before it."""
    return " ".join(reversed(_phrase(" ".join(reversed(words.split()))).split()))


def _stems(phrase: str) -> frozenset[str]:
    parts = (part for word in _WORD.findall(phrase) for part in word.split("-"))
    return frozenset(stem(part.lower()) for part in parts if len(part) > 1 and part.lower() not in _EMPTY)


# Symbols --------------------------------------------------------------------------------------------------------------


def _symbols(flat: str) -> Iterator[Definition]:
    for pattern, symbol, said in _SYMBOL_FORMS:
        for match in pattern.finditer(flat):
            before = match.start(said) < match.start(symbol)
            if before and (_ONE_OF_SEVERAL.search(match[symbol]) or _leads_in(match, said)):
                continue
            phrase = _name_before(match[said]) if before else _said_behind(match, said)
            yield _symbol(match[symbol], phrase, match.span(symbol))
    for match in _PLAIN_DEFINED.finditer(flat):
        if match[1] not in _LETTER_WORDS:
            yield _symbol(match[1], _said_behind(match, 2), match.span(1))


def _leads_in(match: re.Match[str], said: int) -> bool:
    """Tell whether the words before a symbol only lead up to a comma, behind which its clause begins."""
    text, end = match.string, match.end(said)
    return _COMMA_IN_CLAUSE.match(text, end) is not None and bool(
        _LEADS_IN.search(text, max(0, end - _LONGEST_LEAD), end)
    )


def _name_before(words: str) -> str:
    """Return what stands before a symbol as its name; nothing where it goes on: "the distribution of $S$"."""
    phrase = _before(words)
    return "" if phrase.split()[-1:] and phrase.split()[-1].lower() in _LEANING else phrase


def _said_behind(match: re.Match[str], said: int) -> str:
    """Return what is said of a symbol behind it; nothing where it holds on a condition: "$v$ is a tip if"."""
    phrase = _phrase(match[said])
    written = re.compile(r"\s+".join(map(re.escape, phrase.split()))).match(match.string, match.start(said))
    return "" if written and _CONDITION.match(match.string, written.end()) else phrase


def _symbol(written: str, phrase: str, span: Span) -> Definition:
    return Definition("symbol", _SHAPE.sub("", written), written, _stems(phrase), phrase, span)


# Abbreviations --------------------------------------------------------------------------------------------------------


def _abbreviations(flat: str) -> Iterator[Definition]:
    """Yield long forms by their letters, after Schwartz and Hearst (2003): the short form's letters stand in the long
    form in their order, the first at the beginning of a word."""
    for match in _SHORT.finditer(flat):
        if long := _long_form(match[1], _last_words(flat[: match.start()], match[1])):
            yield _abbreviation(match[1], long, match.span(1))
    for match in _SHORT_FIRST.finditer(flat):
        behind = " ".join(re.split(r"[).,;:]", flat[match.end() : match.end() + 120])[0].split()[: _most(match[1])])
        long = _form_behind(match[1], behind)
        if long and not (":" in match.group() and len(long.split()) < len(behind.split())):  # a heading, "CTS: results"
            yield _abbreviation(match[1], long, match.span(1))


def _most(short: str) -> int:
    return min(len(short) + 5, 2 * len(short))  # words, as published


def _last_words(before: str, short: str) -> str:
    return " ".join(re.split(r"[.,;:()]\s", before[-200:])[-1].split()[-_most(short) :])


def _long_form(short: str, words: str) -> str:
    """Return the end of the words that has the short form's letters; empty where there is none."""
    if sum(letter.isupper() for letter in short) < _FEWEST_CAPITALS:
        return ""
    place = _place_of_letters([letter.lower() for letter in short if letter.isalnum()], words.lower())
    if place is None and short.endswith("s"):
        return _long_form(short[:-1], words)
    return words[place:] if place is not None else ""


def _place_of_letters(letters: Sequence[str], words: str) -> int | None:
    """Return where the first of the letters stands at the beginning of a word, looked for from the last one back."""
    place = len(words)
    for letter in reversed(letters[1:]):
        place = words.rfind(letter, 0, place)
        if place < 0:
            return None
    place = words.rfind(letters[0], 0, place)
    while place > 0 and words[place - 1].isalnum():
        place = words.rfind(letters[0], 0, place)
    return place if place >= 0 else None


def _form_behind(short: str, words: str) -> str:
    """Return the beginning of the words that has the short form's letters, one a word at least by its initials."""
    parts = words.split()
    for count in range(len(parts), 1, -1):
        phrase = " ".join(parts[:count])
        if _long_form(short, phrase) == phrase and _initials(phrase)[-1:] == short.rstrip("s")[-1:].lower():
            return phrase
    return ""


def _initials(phrase: str) -> str:
    return "".join(part[0].lower() for word in phrase.split() for part in word.split("-") if part)


def _abbreviation(short: str, long: str, span: Span) -> Definition:
    return Definition("abbreviation", short.rstrip("s"), short, _stems(long), long, span)


# Colours and data sets ------------------------------------------------------------------------------------------------


def _colours(flat: str) -> Iterator[Definition]:
    for pattern in _LOOKS:
        for match in pattern.finditer(flat):
            behind = match.start("thing") > match.start("colour")
            thing = _phrase(match["thing"]) if behind else _before(match["thing"])
            key = " ".join(sorted(_stems(thing)))
            colour = match["colour"].lower().replace("grey", "gray")
            if key:
                yield Definition("colour", key, thing, frozenset([colour]), colour, match.span("colour"))


def _data_sets(flat: str) -> Iterator[Definition]:
    for pattern, (name, number, counted) in _SIZES:
        for match in pattern.finditer(flat):
            if any(letter.isupper() for letter in match[name]):
                amount = re.sub(r"[,\s\u202f]", "", match[number]).replace("k", "000")
                key = f"{match[name].lower()} {' '.join(sorted(_stems(match[counted])))}"
                said = f"{match[number]} {match[counted]}"
                yield Definition("data set", key, match[name], frozenset([amount]), said, match.span(number))
