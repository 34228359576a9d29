"""What a caption must keep to, as far as code can check it: lengths, what is left out, what may not get lost.

The kinds of wishes are those of AnyCap's controls (Ren et al., 2025) with the meaning they have for figures; its
fourteen length sentences are understood, and other usual forms of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from capassist.captioners.kept import has_kept, kept_thing
from capassist.model import CandidateKind, CaptionRequest, DraftKind, Style
from capassist.text.language import LANGUAGE_NAMES, language_of
from capassist.text.markup import markup_of
from capassist.text.segments import segments
from capassist.text.sentences import printed_sentences
from capassist.text.words import counted, one_line, words

SHORT = 20  # words at most, where the author has no other caption to go by
LONG = 40  # words at least, likewise

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(\d{{1,4}}|{'|'.join(_NUMBERS)}|an?(?: single)?|ein(?:e[mnr]?)?)"
_UNIT = r"[\s-]+(words?|sentences?|characters?|chars?|W(?:ort|örtern?)|S(?:atz|ätzen?)|Zeichen)\b"
_MOST = (
    r"(?:\b(?:(?:no|not) more than|at most|up to|max(?:imum)?\.?(?: of)?|cannot exceed|not exceed(?:ing)?|within"
    r"|höchstens|maximal|bis zu|nicht mehr als)|≤|<=)"
)
_UNDER = r"(?:\b(?:under|below|less than|fewer than|shorter than|unter|weniger als)|<)"
_LEAST = r"(?:\b(?:at least|no (?:less|fewer) than|min(?:imum)?(?: of)?|mindestens)|≥|>=)"
_OVER = r"(?:\b(?:more than|over|longer than|mehr als|über)|>)"
_ABOUT = r"(?:\b(?:about|around|roughly|approximately|approx\.|some|etwa|ungefähr|circa|ca\.)|~|≈)"
_EXACT = r"(?:^|[,;.:]\s*|\b(?:exactly|in|to|into|only|just|be|it|genau|auf)\s+)"
# A form, and how far its number is from the least and from the most; None is no bound. The first that fits a place
# counts.
_FORMS: tuple[tuple[str, int | None, int | None], ...] = (
    (rf"{_MOST}\s*{_NUMBER}{_UNIT}", None, 0),
    (rf"{_LEAST}\s*{_NUMBER}{_UNIT}", 0, None),
    (rf"{_UNDER}\s*{_NUMBER}{_UNIT}", None, -1),
    (rf"{_OVER}\s*{_NUMBER}{_UNIT}", 1, None),
    (rf"\b{_NUMBER}{_UNIT}\s+(?:or (?:less|fewer)|max(?:imum)?|at most|oder weniger)\b", None, 0),
    (rf"\b{_NUMBER}{_UNIT}\s+(?:or more|oder mehr)\b", 0, None),
    (rf"{_EXACT}{_NUMBER}{_UNIT}", 0, 0),
)
_NEAR = 0.2  # of the number in "about 30 words", that a caption may be away from it
_ABOUT_FORM = re.compile(rf"{_ABOUT}\s*{_NUMBER}{_UNIT}", re.IGNORECASE)
_RANGE = re.compile(rf"\b{_NUMBER}\s*(?:to|and|or|bis|[-–])\s*{_NUMBER}{_UNIT}", re.IGNORECASE)
# What makes a caption shorter may cost what it had: maths, numbers, references.
_SHORTER = re.compile(
    r"\b(?:brief(?:er|ly)?|concise(?:ly|r)?|short(?:er|en|ened)?|tighten|condense[d]?|terse|compact|cut|trim|kürze[rn]?"
    r"|kurz|knapper?)\b",
    re.IGNORECASE,
)
_LEAVE_OUT = re.compile(
    r"(?<!\bnot )(?<!n['’]t )(?<!\bnever )\b(?:leave out|omit|without(?! (?:dropp|remov|omitt|los|cutt|leav|delet)ing)"
    r"(?: mentioning| naming)?|do(?:n['’]t| not) (?:mention|name|say)|drop|remove"
    r"|not mention(?:ing)?|lass(?:e|en)?|ohne)\s+"
    r"(?:(?:everything|anything|all|whatever|what is said|any mention|mentions?)\s+(?:about|on|of)\s+)?"
    r"(?:(?:the|any|all|that|den|die|das)\s+)*([^.;,]+?)(?=\s*(?:[.;,]|\band\b|\bbut\b|\bin\b|\bweg\b|\baus\b|$))",
    re.IGNORECASE,
)
_BETWEEN_WISHES = re.compile(
    r"[,;.:!]+(?=\s|$)|,|\b(?:and|but|then|also|und|aber|dann)\b"
    r"|\s(?=without (?:losing|dropping|removing|omitting|cutting)\b)",
    re.IGNORECASE,
)
# What stands around a length and asks for nothing more: "The generated caption's length needs to be", "shorten it to".
_AROUND_A_LENGTH = frozenset(
    """a an the this that it its caption caption's caption’s captions text draft generated new whole length long short
    shorter longer brief briefer concise terse compact is be are has have to in of with for at as by on into down only
    just please make keep kept cut trim shorten reduce condense tighten write rewrite use give say describe limit stay
    needs need should must shall can cannot may will i want would like words word sentences sentence characters
    kürze kürzer knapp knapper kurz bitte auf die der das den sie es soll text unterschrift""".split()
)
_PROTECTED = re.compile(r"\\[A-Za-z]*(?:cite|ref)[A-Za-z]*\*?(?:\[[^\]]*\])*\{[^{}]*\}")
_PLAIN_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_ASKED = {  # an instruction with such a word may cost what it speaks of
    "reference": r"\b(?:cit|ref)",
    "maths": r"\b(?:math|formula|equation|symbol)",
    "number": r"\b(?:number|value|digit|percent|statistic)",
}


Unit = Literal["word", "sentence", "character"]


@dataclass(frozen=True, slots=True)
class Length:
    """How long a caption may be, in words, sentences or characters as a reader counts them."""

    unit: Unit
    least: int = 0
    most: int | None = None

    def count(self, text: str) -> int:
        """Return how many of its unit a plain text has."""
        if self.unit == "character":
            return len(text)
        return len(words(text) if self.unit == "word" else printed_sentences(text))

    def holds(self, text: str) -> bool:
        """Tell whether a plain text keeps to it."""
        return self.least <= self.count(text) and (self.most is None or self.count(text) <= self.most)

    def __str__(self) -> str:
        """Return it in words: "at most 30 words", "exactly 2 sentences", "20 to 30 words"."""
        largest = self.least if self.most is None else self.most
        unit = self.unit if largest == 1 else f"{self.unit}s"
        if self.most is None:
            return f"at least {self.least} {unit}"
        if not self.least:
            return f"at most {self.most} {unit}"
        return f"exactly {self.most} {unit}" if self.least == self.most else f"{self.least} to {self.most} {unit}"


def order_in(instruction: str) -> str:
    """Return what an instruction asks for, without what stands below an empty line, which explains it."""
    return instruction.partition("\n\n")[0]


def lengths_in(instruction: str) -> tuple[Length, ...]:
    """Return the lengths that an instruction sets: ranges first, then "about", bounds and exact ones."""
    return tuple(length for _, length in worded_lengths(instruction))


def worded_lengths(instruction: str) -> tuple[tuple[str, Length], ...]:
    """Return the lengths that an instruction sets, each with the words that set it."""
    instruction, found = order_in(instruction), []

    def take(length: Length, text: str, match: re.Match[str]) -> str:
        found.append((match.group().strip(" ,;:."), length))
        return text[: match.start()] + "," + text[match.end() :]

    while match := _RANGE.search(instruction):
        low, high = sorted((_value(match[1]), _value(match[2])))
        instruction = take(Length(_unit(match[3]), low, high), instruction, match)
    while match := _ABOUT_FORM.search(instruction):
        number = _value(match[1])
        away = round(_NEAR * number)
        instruction = take(Length(_unit(match[2]), number - away, number + away), instruction, match)
    for form, least, most in _FORMS:
        while match := re.search(form, instruction, re.IGNORECASE):
            number = _value(match[1])
            at_least = 0 if least is None else number + least
            at_most = None if most is None else number + most
            instruction = take(Length(_unit(match[2]), at_least, at_most), instruction, match)
    return tuple(found)


def parts_beside_lengths(instruction: str) -> tuple[str, ...]:
    """Return the parts of an instruction in order, without the lengths that it sets."""
    parts = (one_line(part).strip() for part in _BETWEEN_WISHES.split(_without_lengths(order_in(instruction))))
    return tuple(part for part in parts if words(part))


def says_nothing_more(part: str) -> bool:
    """Tell whether a part of an instruction is made of words that only stand around a length: "make it short"."""
    return set(words(part.lower())) <= _AROUND_A_LENGTH


def length_of(kind: CandidateKind, style: Style | None) -> Length | None:
    """Return the length that makes a caption short or long beside the author's others; None for other kinds.

    Half-way from the median to the shortest and to the longest: where the outer quarters begin if lengths spread
    evenly.
    """
    match kind:
        case "short":
            return Length("word", most=max(3, (style.shortest + style.median_words) // 2) if style else SHORT)
        case "long":
            return Length("word", least=-(-(style.median_words + style.longest) // 2) if style else LONG)
        case _:
            return None


def shortens(instruction: str) -> bool:
    """Tell whether an instruction asks for less than there is, which may cost numbers, maths and references."""
    bounded = any(length.most is not None for length in lengths_in(instruction))
    return bounded or bool(_SHORTER.search(order_in(instruction)) or left_out(instruction))


def left_out(instruction: str) -> tuple[str, ...]:
    """Return what an instruction says shall not be mentioned."""
    return tuple(one_line(match[1]).strip("\"'“”‘’") for match in _LEAVE_OUT.finditer(order_in(instruction)))


def neither_length_nor_left_out(instruction: str) -> tuple[str, ...]:
    """Return the parts of an instruction that are about something else: "name the colours"."""
    rest = _without_lengths(_LEAVE_OUT.sub(",", order_in(instruction)))
    parts = (one_line(part).strip() for part in _BETWEEN_WISHES.split(rest))
    return tuple(part for part in parts if set(words(part.lower())) - _AROUND_A_LENGTH)


def kept_things(instruction: str) -> tuple[str, ...]:
    """Return what an instruction says shall stay."""
    return tuple(filter(None, map(kept_thing, neither_length_nor_left_out(instruction))))


def complies(request: CaptionRequest) -> bool:
    """Tell whether the current caption already does all that is asked, as far as that is lengths and nothing else."""
    lengths = lengths_in(request.instruction)
    rest = re.sub(r"\b(?:make|it|please|the|caption|use|long)\b", "", _without_lengths(request.instruction), flags=re.I)
    spoken = re.sub(r"[^\w]", "", rest)
    return bool(lengths) and not spoken and not any(_too_long_or_short(lengths, plain(request.current, request.markup)))


def faults(text: str, request: CaptionRequest) -> tuple[str, ...]:
    """Return what a caption does not keep to, one sentence each: lengths, what was to be left out, what got lost."""
    reader = plain(text, request.markup)
    wanted = length_of(request.wanted, request.profile.style)
    lengths = lengths_in(request.instruction) or ((wanted,) if wanted else ())
    return (
        *_too_long_or_short(lengths, reader),
        *(f"It still mentions “{what}”." for what in left_out(request.instruction) if _mentions(reader, what)),
        *(f"It lost “{piece}”." for piece in _lost(text, request)),
        *(f"It does not have “{thing}”." for thing in _not_kept(text, request)),
        *_in_another_language(reader, request),
    )


def plain(text: str, markup: DraftKind) -> str:
    """Return a caption as a reader sees it."""
    return markup_of(markup).to_plain(text)


def _too_long_or_short(lengths: Sequence[Length], reader: str) -> Iterator[str]:
    for length in lengths:
        if not length.holds(reader):
            yield f"It has {counted(length.count(reader), length.unit)}; wanted: {length}."


def _in_another_language(reader: str, request: CaptionRequest) -> Iterator[str]:
    """Yield that a caption is not in the language of the author's others, or of the paragraphs, where that is clear and
    no change was asked for: that may be a translation."""
    if request.instruction:
        return
    captions = " ".join(chosen.figure.caption or "" for chosen in request.profile.figures)
    own = language_of(captions) or language_of(" ".join(mention.text for mention in request.figure.mentions))
    written = language_of(reader)
    if own and written and own != written:
        yield f"It is in {LANGUAGE_NAMES[written]}, the paper in {LANGUAGE_NAMES[own]}."


def _mentions(reader: str, what: str) -> bool:
    if re.fullmatch(r"numbers?|values?|digits?", what, re.IGNORECASE):
        return re.search(r"\d", reader) is not None
    return re.search(rf"(?<!\w){re.escape(what)}(?!\w)", reader, re.IGNORECASE) is not None


def _lost(text: str, request: CaptionRequest) -> Iterator[str]:
    """Yield the references, maths and numbers of the current caption that are gone, unless the instruction names them
    or asks for less."""
    if not request.instruction or shortens(request.instruction):
        return
    squeezed = _squeezed(text)
    numbers = set(_PLAIN_NUMBER.findall(text))
    for sort, piece in _protected(request.current):
        asked = piece in request.instruction or re.search(_ASKED[sort], request.instruction, re.IGNORECASE)
        kept = piece in numbers if sort == "number" else _squeezed(piece) in squeezed
        if not asked and not kept:
            yield piece


def _not_kept(text: str, request: CaptionRequest) -> Iterator[str]:
    """Yield what shall stay and is gone; what the current caption does not have itself cannot be kept."""
    markup, before = markup_of(request.markup), request.current
    for thing in kept_things(request.instruction):
        if has_kept(thing, before, before, markup) and not has_kept(thing, text, before, markup):
            yield thing


def _protected(source: str) -> dict[tuple[str, str], None]:
    """Return the pieces of a caption that a change must keep, each once, in order of their sort."""
    found = dict.fromkeys(("reference", match.group()) for match in _PROTECTED.finditer(source))
    rest = _PROTECTED.sub(" ", source)
    maths = [rest[s.start : s.end] for s in segments(rest) if s.kind in ("maths", "display")]
    for piece in maths:
        rest = rest.replace(piece, " ")
    found |= dict.fromkeys(("maths", piece) for piece in maths)
    return found | dict.fromkeys(("number", number) for number in _PLAIN_NUMBER.findall(rest))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _without_lengths(instruction: str) -> str:
    for form in (_RANGE.pattern, _ABOUT_FORM.pattern, *(form for form, _, _ in _FORMS)):
        instruction = re.sub(form, ",", instruction, flags=re.IGNORECASE)
    return instruction


def _value(number: str) -> int:
    spoken = number.lower()
    return _NUMBERS.index(spoken) + 1 if spoken in _NUMBERS else int(spoken) if spoken.isdigit() else 1


def _unit(word: str) -> Unit:
    spoken = word.lower()
    if spoken.startswith(("char", "zeichen")):
        return "character"
    return "word" if spoken.startswith("w") else "sentence"
