"""Whether a text can be read as it stands.

A sentence of the author's is whole as long as it was read from its capital to its period, and so is what a rule leaves
of it that keeps its clause. Only what the rules turned into the name of a thing is looked at closely: it may have lost
its ending.
"""

import re
from typing import Literal

from capassist.captioners.extractive.german_clauses import without_prefix
from capassist.captioners.extractive.pointer_phrases import AUXILIARY, CLOSE, LOOSE_END, OPEN
from capassist.text.words import capitalised

# What a text is: a sentence with its verb, or the name of what is shown ("The energy of the system"), which may head a
# caption.
Form = Literal["sentence", "title"]

_ENDED = re.compile(r"""[.!?…。！？][\s"'”’»)\]}]*(?:\[[^\[\]]*\]|\d{1,3}(?:[,–-]\d{1,3})*)?$""")
_FIRST_WORD = re.compile(r"[^\W\d_]{2,}\b(?![-_.(\d])")
# Formulas and code that a PDF's text runs into the sentences around them: a number of an equation, pieces of an
# expression.
_EQUATION_NUMBER = re.compile(
    r"(?<![\w.])(?<!Eq\.\s)(?<!Eqs\.\s)(?<!quation\s)(?<!quations\s)(?<!and\s)\(\d{1,3}\)(?=\s+\S)"
)
_CODE = re.compile(r">>>|\w\(\w+\s*=|\w\(\)|[{};]\s*[{};]|==")
# A heading that the page runs into the sentence behind it. Only words that are no names.
_HEADING = re.compile(
    r"""
      ^[^.,;:!?()]{3,80}?[a-z]\s+(?=(?:The|We|To|This|These|It|Our|For|When|Der|Die|Das|Les?|Las?
        |El)\s+[a-z])
    """,
    re.VERBOSE,
)
_REMAINS = rf"(?:(?:[^\W\d_]|[^\w\s{OPEN}{CLOSE}]+|\d+)\s+)*"
_DISPLAY_END = re.compile(rf"^{_REMAINS}\(\d{{1,3}}\)\s+{_REMAINS}(?=[^\W\d_]{{2}}|{OPEN})")
_TOKEN = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MOST_SYMBOLS = 0.4  # of a sentence's pieces, that are no words
# "For all k, the error": the phrase before a name.
_LEADING_PHRASE = re.compile(
    r"""
      ^(?:for|in|to|as|from|with|by|at|on|after|before|during|using|given|among)\b[^,]*,\s+(?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SECOND_CLAUSE = re.compile(
    r",?\s+(?:and|but|while|whereas|so)\s+(?:that\s+)?(?:we|it|they|there|the|this|these|an?|our|its|all"
    rf"|no)\b(?:that\s+(?:we|you)\b|(?!\b(?:that|which|who|where|whose)\b)[^,;])*\b{AUXILIARY}\b.*$"
    rf"|:\s.*\b{AUXILIARY}\b.*$",
    re.IGNORECASE,
)
_OWN_CLAUSE = re.compile(r"(?:,?\s+(?:and|but|while|whereas|so)(?:\s+that)?|:)\s+", re.IGNORECASE)
# "of the tank", "whether it holds": no name of a thing begins so.
_NO_NAME = re.compile(
    r"""
      ^(?:of|in|on|at|by|for|from|to|with|without|after|before|during|through|under|over|within|between
        |due|based|like|as|than|and|or|but|because|that|which|who|whose|whether|how|why|when|where|if
        |not|nicht|it|its|they|there|we|one(?!\s+example)|ones|this|these|those|both|each|dass|wie|ob|que
        |comment|cómo|como|come|che)\b(?!-)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "the results of the.", "is shown": what is left when too much went.
_BROKEN = re.compile(
    r"""
      [,;]\s+(?:an?|one)\s+(?:\w+\s+)?example(?:\s+of\s+this)?\.?$
    | \b(?:the|an?|of|and|or|with|than)\s*[.,;:]?$
    | \s(?:shown|seen)$
    | ^(?:this|these|it|they|that)\s+(?:where|when|as|for|with|and|in\s+which)\b
    | \b(?:look|looking|turn|turning|refer|referring|consider|examine|inspect)(?:\s+(?:at|to|in))?\s*(?:[,;]|$)
    | ^as\s+\w+(?:\s+\w+)?\s+in\s*,
    | \b(?:the|an?)\s+(?:of|in|and|is|are|for|with|to|from|shows)\b
    | ^\W*$
    | ^\[
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Addressed to the reader of the text, asked, or promised.
_SPOKEN = re.compile(
    r"""
      ^(?:assume|suppose|consider|let|imagine|recall|see|compare|note|choose|avoid|keep|try|move|go|look
        |take|turn|make|use|plot|now\s+that|once\s+you|what|why|how|who|which|whose|whether|that|where
        |wie|(?:compute|calculate|evaluate|run|apply|set|add|remove|check|select|repeat
        |identify)\s+(?:the|an?|all|each|this|these)|for\s+(?:more|further|additional
        |a\s+deeper)\s+(?:information|details?|discussion|explanations?))\b
    | \byou(?:r|'ll|’ll)?\b
    | \?$
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_sentence(text: str) -> bool:
    """Tell whether a piece of a paragraph is a sentence of its own: from a capital to a period, in words."""
    text = text.strip()
    word = _FIRST_WORD.match(text)
    if word and word.group().islower():  # but "iPhone", "p53", "k-means"
        return False
    return bool(_ENDED.search(text)) and not _is_formula(text)


def without_heading(text: str) -> str:
    """Return a sentence of a page without the heading, or the end of a display, that was read as its beginning."""
    return _HEADING.sub("", _DISPLAY_END.sub("", text))


def whole_title(text: str) -> str:
    """Return the name of a thing without the phrase before it, the clause behind it, which has a verb, as a
    sentence."""
    return _SECOND_CLAUSE.sub(_as_sentence, _LEADING_PHRASE.sub("", text))


def _as_sentence(match: re.Match[str]) -> str:
    """Return what follows a name with "and the …" as a sentence of its own."""
    return f". {capitalised(_OWN_CLAUSE.sub('', match.group(), count=1))}"


def is_well_formed(text: str, form: Form, *, cut: bool) -> bool:
    """Tell whether what is left of a sentence can be read; `cut` where its last words are not the author's last."""
    text = without_prefix(text)
    bare = text.strip(" .")
    if " " not in bare and form == "sentence":
        return False
    if _BROKEN.search(bare) or _SPOKEN.search(text) or text.endswith(":") or (cut and LOOSE_END.search(text)):
        return False
    return form == "sentence" or not _NO_NAME.match(bare)


def _is_formula(text: str) -> bool:
    tokens = _TOKEN.findall(text)
    symbols = sum(not _LETTERS.search(token) for token in tokens)
    return symbols > _MOST_SYMBOLS * len(tokens) or bool(_EQUATION_NUMBER.search(text) or _CODE.search(text))
