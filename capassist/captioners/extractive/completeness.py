"""What a reshaped sentence lacks of the author's: nothing but a pointer to the figure may go.

The rules that cut are many, and each of them may take too much: "Except for the last 10 ns, Figure 3 shows a constant
pressure" does not say that the pressure is constant. So the words of the sentence and of what is left are aligned here,
whatever rule was at work, and what was left out has to be of a closed inventory: the figure and its panels, verbs of
showing and seeing that affirm, the little words between them, and what ties a sentence to the one before. A phrase in
front that restricts what is shown is kept; where anything else is lacking, the sentence is not used in that form.
"""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from capassist.captioners.extractive.pointer_phrases import (
    ADVERB,
    CONNECTIVE,
    FINITE,
    GEZEIGT,
    LOOSE_END,
    MONTRE,
    MUESTRA,
    OBSERVE,
    PHRASE_WORD,
    SEE,
    SHOWN,
    SHOWS,
    TOKEN,
    ZEIGT,
)
from capassist.captioners.extractive.well_formed import Form
from capassist.text.words import sentence_spans

_WORD = re.compile(rf"{TOKEN.pattern}|[\u3040-\u30ff\u4e00-\u9fff]|[^\W_]+(?:['’][^\W_]+)*")
_ENGLISH = (
    r"an?|the|this|that|these|those|such|which|where|there|here|it|we|us|our|one|you|readers?|let|i"
    r"|is|are|was|were|be|been|being|can|could|may|might|should|will|has|have|had|becomes?|makes?|as|in|on|at|of|from"
    r"|by|to|for|with|and|or|but|while|whereas|so|also|e|g|looks?|looking|turn|refer|point|consider(?:ing)?|examine"
    r"|inspect|study|according|notic(?:e|ing)|not(?:e|ed|ing)|noticed|remarked|recall|compares?|shown|showing|seeing"
    r"|saw|seen|depicting|plotting|plotted|visuali[sz]ed|exemplified|clear|evident|apparent|obvious|visible|worth"
    r"|important|interesting|key|main|consists?|correspond(?:ing|s)|turns|out|just|already|previously|before|earlier"
    r"|discussed|mentioned|noted|defined|explained|introduced|outlined|stated|above|below|previous|last|next|section"
    r"|paragraph|chapter|however|therefore|then|thus|moreover|hence|course|instance|indeed|contrast|particular|addition"
    r"|respect|former|latter|similar|analogous|compared"
)
_NOUNS = (
    r"figures?|figs?|plots?|graphs?|diagrams?|images?|pictures?|charts?|panels?|sub-?figures?|histograms?|maps?"
    r"|curves?|illustrations?|schematics?|graphical|visual|sketch(?:es)?|examples?|results?|data|summary|overview"
    r"|visuali[sz]ations?"
    r"|representations?|depictions?|observations?|findings?|conclusions?|insights?"
    r"|reali[sz]ations?|points?|messages?|features?|details?|comparison|reference|clarity|completeness|convenience"
    r"|explanations?|discussions?|definitions?|lists?|scale"
)
_GERMAN = (
    r"wie|in|an|aus|anhand|auf|der|die|das|den|dem|ein|eine|einen|von|man|wir|kann|können|ist|sind|wird|werden|zu|sehen"
    r"|sieht|erkennen|erkennt|entnehmen|ersichtlich|erkennbar|sichtbar|hervor|ablesen|geht|lässt|sich|macht|dass|und"
    r"|finden|verdeutlich(?:t|en)|beleg(?:t|en)|bestätig(?:t|en)|demonstrier(?:t|en)|stell(?:t|en)|dar|hervorgeht|auch"
    r"|deutlich|klar|gut|außerdem|zudem|ebenfalls|exemplarisch|beispielhaft|schematisch|gra(?:f|ph)isch|detailliert"
    r"|hier|abbildung(?:en)?|abb"
)
_ROMANCE = (
    r"comme|como|come|le|la|les|el|los|las|lo|il|si|se|on|nous|ou|o|os|as|à|au|aux|dans|sur|en|na|nas|nella|nel|del?|du"
    r"|di|da|que|qui|che|peut|pouvons|puede|può|pode|voit|voir|voyons|observ(?:er?|ons|ez|a|ar)|constat(?:er?|ez)"
    r"|remarqu(?:er?|ez)|ver?|vede(?:re)?|osserva|nota|aprecia(?:r)?|est|sont|es|son|é|são|está|están|bien|clairement"
    r"|claramente|figur[ae]s?|(?:mostr|present|apresent|represent|ilustr|illustr)(?:ad|at)[oaei]s?|et|y|e"
)
_OTHERS = r"на|рис(?:унк[еа]?)?|(?:показан|изображ[её]н|представлен|приведен|приведён)[аоы]?|как|видно|[如图所示展显给出描述了]"
_POINTER_WORD = re.compile(
    rf"{TOKEN.pattern}|{ADVERB}|{SHOWS}|{SHOWN}|{OBSERVE}|{SEE}|{ZEIGT}|{GEZEIGT}|{MUESTRA}|{MONTRE}"
    rf"|{_ENGLISH}|{_NOUNS}|{_GERMAN}|{_ROMANCE}|{_OTHERS}",
    re.IGNORECASE,
)
_HEDGES = frozenset({"suggest", "suggests"})  # among the verbs with a figure as their subject: that is no showing
_IN_FIGURE = re.compile(rf"\bn[oa]s?\s+(?={TOKEN.pattern})", re.IGNORECASE)  # the Portuguese "no", before a figure only
# Pointers to other places of the paper: "and in Table 2", "for the data of Figure 1".
_ELSEWHERE = re.compile(
    r"\b(?:Fig(?:ure)?s?|Tab(?:le|elle|leau)?s?|Sect?(?:ions?)?|Abschnitt|Append(?:ix|ices)|Eqs?|Equations?"
    r"|Algorithms?)\.?[\s~]*(?:\(?\\[A-Za-z]*ref\*?\{[^{}]*\}?\)?|\(?\d+(?:\.\d+)*\)?)"
)
# "(see Figure 3 for the flow)" says what else to look at there, and nothing of what stands before it.
_UNRESTRICTED = r"(?:(?!\b(?:not|no|but|only|except|without|nicht|außer|ohne)\b)[^,;:()])*"
_SEE = re.compile(
    rf"\({SEE}\s{_UNRESTRICTED}{TOKEN.pattern}[^()]*\)|[,;]\s+{SEE}\s+{TOKEN.pattern}\s+for\b{_UNRESTRICTED}",
    re.IGNORECASE,
)
_LIST_LABEL = re.compile(r"\(?(?:\d+|[ivx]+)\)\s+")
# "To get an idea of the flow, Figure 3 shows": what it is shown for restricts nothing of it.
_PURPOSE = re.compile(
    r"(?:in\s+order\s+)?to\s+(?:\w+ly\s+)?(?:illustrate|show|see|demonstrate|visuali[sz]e|understand|get|gain|highlight"
    r"|clarify|explain|exemplify|check|verify|test|assess|evaluate|give|provide|investigate|examine|study|support)\s"
    r"(?:(?!\b(?:not|no|without|except|only)\b)[^,;:])*,\s+",
    re.IGNORECASE,
)
# What stands before such a boundary is a clause of its own, as if it were the sentence before.
_CLAUSE_IN_FRONT = re.compile(
    r"(?P<clause>.+?)(?:[;:]|,?\s+(?:and|but|while|whereas|so|und|aber|et|mais|y|pero)\b"
    r"|,?\s+(?:in\s+)?(?:which|where)\b)(?P<rest>(?:(?![;:]).)*)$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"{FINITE.pattern}|\blet\b", re.IGNORECASE | re.VERBOSE)
_BEGINS_PHRASE = re.compile(rf"{PHRASE_WORD}\b", re.IGNORECASE)


def kept_whole(sentence: str, left: str, form: Form) -> str | None:
    """Return what is left of a sentence, with the phrase in front of it that restricts it ("The energy, except for the
    last 10 ns"); None where it lacks anything else than a pointer to the figure.

    Pointers stand as tokens in `sentence`, and nothing else was done to it.
    """
    front, others = _left_out(_SEE.sub(" ", sentence), left)
    if not all(map(is_pointer, others)):
        return None
    phrase = restriction(front)
    if not phrase:
        return left if phrase is not None else None
    return _with_restriction(phrase, left, form, sentence)


def is_pointer(piece: str) -> bool:
    """Tell whether a piece of a sentence only points at the figure: "as can be seen in Figure 3"."""
    rest = _ELSEWHERE.sub("", _IN_FIGURE.sub("", piece))
    return all(_is_pointer_word(match.group()) for match in _WORD.finditer(rest))


def _is_pointer_word(word: str) -> bool:
    return word.lower() not in _HEDGES and bool(_POINTER_WORD.fullmatch(word))


def _left_out(sentence: str, left: str) -> tuple[str, list[str]]:
    """Return the pieces of a sentence with no word in what is left of it: the one that opens it, and the others.

    A word that only was moved, as a German verb is, is not lacking.
    """
    words, kept = [*_WORD.finditer(sentence)], _lowered(_WORD.finditer(left))
    changes = _changes(_lowered(words), kept)
    moved = Counter(word for *_, start, end in changes for word in kept[start:end])
    pieces = [(start, end, _piece(sentence, words[start:end], moved)) for start, end, *_ in changes if start < end]
    if not pieces or pieces[0][0] > 0:
        return "", [piece for *_, piece in pieces]
    (_, end, front), *others = pieces
    behind = words[end].start() if end < len(words) else len(sentence)
    return front + sentence[words[end - 1].end() : behind], [piece for *_, piece in others]


def _lowered(words: Iterable[re.Match[str]]) -> list[str]:
    return [word.group().lower() for word in words]


def _changes(mine: list[str], theirs: list[str]) -> list[tuple[int, int, int, int]]:
    """Return which words of the one stand for which of the other, where they are not the same."""
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    return [(start, end, other, stop) for tag, start, end, other, stop in steps if tag != "equal"]


def _piece(sentence: str, words: list[re.Match[str]], moved: Counter[str]) -> str:
    """Return the text from the first to the last of the words, without those that stand at another place now."""
    piece, place = "", words[0].start()
    for word in words:
        again = _moved(word.group().lower(), moved)
        moved.subtract(again)
        piece += sentence[place : word.start() if again else word.end()]
        place = word.end()
    return piece


def _moved(word: str, added: Counter[str]) -> tuple[str, ...]:
    """Return a word that stands at another place now, "steigt" and "an" for "ansteigt"; nothing where it does not."""
    forms = ((word,), *((word[place:], word[:place]) for place in range(2, len(word) - 2)))
    return next((form for form in forms if all(added[part] > 0 for part in form)), ())


def restriction(front: str) -> str | None:
    """Return the phrase with which a sentence begins before it points at the figure, "except for the last 10 ns";
    nothing where it only points, or has a clause of its own there; None where what it says is neither."""
    front = _without_openings(front)
    if is_pointer(front) or _is_clause(front):
        return ""
    parts = re.split(r",\s+|,$", front)
    pointing = [is_pointer(part) for part in parts]
    start, end = pointing.index(False), len(parts) - pointing[::-1].index(False)
    phrase = ", ".join(parts[start:end])
    is_phrase = end < len(parts) and _BEGINS_PHRASE.match(phrase) and not LOOSE_END.search(phrase)
    return phrase[0].lower() + phrase[1:] if is_phrase and not TOKEN.search(phrase) else None


def _without_openings(front: str) -> str:
    """Return the beginning of a sentence without the clauses before a semicolon, which are as good as sentences, what
    ties it to the one before, and what the figure is shown for."""
    *clauses, last = re.split(r";\s+", front)
    front = front if any(map(TOKEN.search, clauses)) else last
    for pattern in (_LIST_LABEL, CONNECTIVE, CONNECTIVE, _PURPOSE):
        match = pattern.match(front)
        front = front[match.end() :] if match else front
    return front


def _is_clause(front: str) -> bool:
    """Tell whether a sentence has a clause of its own before it points at the figure: "The pump is new, and …"."""
    match = _CLAUSE_IN_FRONT.match(front)
    if match is None or not is_pointer(match["rest"]) or len(TOKEN.findall(front)) > 1:
        return False
    return bool(_VERB.search(match["clause"])) and not _BEGINS_PHRASE.match(match["clause"])


def _with_restriction(phrase: str, left: str, form: Form, sentence: str) -> str:
    """Return what is left of a sentence with the phrase that restricts it: before a sentence, behind a name."""
    if form == "sentence":
        first = _WORD.search(left)
        inside = first is not None and re.search(rf"(?<!\w){re.escape(first.group().lower())}(?!\w)", sentence)
        return f"{phrase[0].upper()}{phrase[1:]}, {left[0].lower() + left[1:] if inside else left}"
    end = next((end for _, end in sentence_spans(left)), len(left))
    name = left[:end].rstrip()
    stop = "." if name.endswith(".") else ""
    return f"{name.removesuffix('.')}, {phrase}{stop}{left[end:]}"
