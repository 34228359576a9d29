"""How well what a sentence says would stand in the figure's caption. The weights were set by reading drafts for public
papers."""

import re
from pathlib import PurePosixPath

from capassist.captioners.extractive.compress import Clause
from capassist.model import Figure
from capassist.text.colours import ALL_COLOURS
from capassist.text.words import words

_ROLES = {
    "subject": 3.0,
    "object": 2.5,
    "aside": 1.4,
    None: 1.2,
}  # how far a sentence is about the figure, by how it names it
_DISTANCE = 0.4  # for each sentence after the last one that named the figure
_INTRODUCING = 0.8  # for those before the first
_FIRST_PARAGRAPH = 1.0
_HINT, _HINTS_MOST = 0.25, 1.0  # for each word shared with the names around the figure
_VISUAL, _VISUALS_MOST = 0.3, 0.9
_SPEAKING = 0.2
_PROGRAM = 4.0  # "plot.py makes a plot" does not say which; below what opens a caption
_POINTER = 0.4
_AGENDA = 1.5
_TOO_SHORT, _FEW_WORDS = 2.0, 4
_TOO_LONG, _MANY_WORDS = 0.5, 45

# "the dashed line", "left": words of what is seen.
_VISUAL_WORD = re.compile(
    rf"""
      \b(?:{ALL_COLOURS}|colou?rs?|solid|dashed
        |dotted|lines?|curves?|dots?|points?|circles?|squares?|triangles?|arrows?|bars?|boxes|shaded
        |contours?|histogram|axis|axes|panels?|left|right|top|bottom|upper|lower|row|column
        |error\s+bars?|legend|inset|vertical|horizontal|symbols?|markers?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Of these, what cannot be said of the thing itself: a tank has a bottom, too.
_SEEN_WORD = re.compile(
    rf"\b(?:{ALL_COLOURS}|colou?rs?|dashed|dotted|curves?|dots?|circles?|squares?|triangles?|arrows?|shaded|contours?"
    r"|histograms?|axis|axes|panels?|error\s*bars?|legend|inset|symbols?|markers?"
    r"|(?:solid|thin|thick|vertical|horizontal|upper|lower|top|bottom|middle)\s+lines?|colou?r\s*bars?)\b",
    re.IGNORECASE,
)
_PROGRAM_WORD = re.compile(r"\b(?:file|script|directory|code|function|runs?|installed?)\b", re.IGNORECASE)
# What programs are given and do: "The script saves a file", "To execute it, go to this directory".
_PROGRAM_USE = re.compile(
    r"\b(?:(?:sub)?director(?:y|ies)|repositor(?:y|ies)|scripts?|(?:sav|writ|read|load)(?:s|es|e|ing)\s+an?\s+file"
    r"|source\s+code|the\s+code\s+(?:is|are|can|was|of)|execut(?:e|es|ed|ing)|command\s+line"
    r"|(?:to|on)\s+(?:the\s+)?(?:disk|screen|terminal)|the\s+(?:run|program)\s+(?:will|can|is))\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\b\w+\.(?:py|ipynb|R|jl|m|sh|cpp|java)\b")
_SPEAKING_WORD = re.compile(r"\b(?:we|our|us|i|my|wir|unsere?|nous|notre|nosotros|nuestr[oa]s?)\b", re.IGNORECASE)
_DOING = re.compile(
    r"\b(?:we|wir|nous|nosotros)\s+(?!(?:\w+ly\s+|can\s+|also\s+|then\s+|therefore\s+)*(?:see|saw|find|found|observ\w+"
    r"|note|notice|expect\w*|sehen|sahen|finden|fanden|voyons|observons|constatons|vemos|observamos)\b)",
    re.IGNORECASE,
)
# "In the next section we describe …": what the paper will do.
_AGENDA_WORD = re.compile(
    r"""
      \b(?:discuss(?:ed)?|section|following|next|previous(?:ly)?|later|chapter|recall|consider|let\s+us
        |see|plan|future\s+work|we\s+(?:\w+ly\s+|\w+ly\s+\w+ly\s+|very\s+briefly\s+)?(?:describe
        |introduce|explain|review|outline))\b
    | \?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POINTER_MACRO = re.compile(
    r"\\[A-Za-z]*ref\*?\s*\{|\b(?:Fig(?:ure|s)?\.?|Table|Eq\.|Equation|Section|Sec\.)[\s~]*(?:\d|\\)"
)
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")


def content(text: str) -> set[str]:
    """Return the words that carry meaning, in lower case: of more than three letters, or with a capital inside."""
    return {word.lower() for word in words(text) if len(word) > 3 or word[1:] != word[1:].lower()}


def stems(text: str) -> set[str]:
    """Return the words that carry meaning without the endings that forms of one word differ in."""
    return {re.sub(r"(?<=[^\W\d_]{3})(?:es|s|ed|ing)$", "", word) for word in content(text)}


def names_around(figure: Figure) -> set[str]:
    """Return the words in the figure's file names and labels and those drawn in it."""
    names = [PurePosixPath(image.path).stem for image in figure.images if image.path]
    pieces = {piece.lower() for name in (*names, *figure.labels) for piece in _PIECE.findall(name)}
    return {piece for piece in pieces if len(piece) > 3} | content(figure.drawn_text)


def names_what_is_seen(plain: str) -> bool:
    """Tell whether a text has words of what is seen in a figure: "the dashed line", "left"."""
    return bool(_SEEN_WORD.search(plain))


def speaks_of_the_work(plain: str) -> bool:
    """Tell whether a text is about what the authors did, or about their programs: "we ran", "the script"."""
    return bool(_SPEAKING_WORD.search(plain) or _PROGRAM_WORD.search(plain))


def says_what_was_done(plain: str) -> bool:
    """Tell whether a text tells what the authors did, "We run 500 steps of burn-in", and not what they see, or what
    programs do and need."""
    return bool(_DOING.search(plain)) or tells_of_programs(plain)


def tells_of_programs(plain: str) -> bool:
    """Tell whether a text is about where programs are, how they are run and what they write."""
    return bool(_PROGRAM_USE.search(plain))


def salience(clause: Clause, plain: str, hints: set[str], distance: int, *, first: bool) -> float:
    """Return the worth of a clause that stands `distance` sentences behind one that names the figure (below zero:
    before it)."""
    said = content(plain)
    value = _ROLES[clause.role] + _FIRST_PARAGRAPH * first
    value -= _DISTANCE * distance if distance >= 0 else _INTRODUCING
    value += min(_HINTS_MOST, _HINT * len(said & hints))
    value += min(_VISUALS_MOST, _VISUAL * len(_VISUAL_WORD.findall(plain)))
    value -= _SPEAKING * bool(_SPEAKING_WORD.search(plain)) + _PROGRAM * bool(_FILE_NAME.search(plain))
    value -= _POINTER * bool(_POINTER_MACRO.search(clause.text))
    value -= _AGENDA * bool(_AGENDA_WORD.search(plain))
    return value - _TOO_SHORT * (len(said) < _FEW_WORDS) - _TOO_LONG * (len(words(plain)) > _MANY_WORDS)
