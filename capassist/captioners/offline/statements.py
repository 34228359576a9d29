"""What the paper says of a figure, sentence by sentence, with a measure of how well each would stand in the caption."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from capassist.captioners.offline.compress import Clause, compress
from capassist.captioners.offline.wholeness import is_title, is_whole, leans
from capassist.model import CaptionRequest, Figure, Mention
from capassist.text.escape import syntax_errors
from capassist.text.latex import to_plain
from capassist.text.words import words

# How far a sentence is about the figure, by how it names it; the others were set by reading drafts for public papers.
_ROLES = {"subject": 3.0, "object": 2.5, "aside": 1.4, None: 1.2}
_DISTANCE = 0.2  # for each sentence after the last one that named the figure
_FIRST_PARAGRAPH = 0.6
_HINT, _HINTS_MOST = 0.25, 1.0  # for each word shared with the names around the figure
_VISUAL, _VISUALS_MOST = 0.3, 0.9
_DANGLING_INSIDE = 0.5
_SPEAKING = 0.4
_OTHER_FIGURE = 0.8
_POINTER = 0.4
_AGENDA = 1.5
_TOO_SHORT, _FEW_WORDS = 2.0, 4
_FEWEST_WORDS = 2  # that carry meaning: "The results." says nothing
_TOO_LONG, _MANY_WORDS = 0.5, 45
_FOLLOWERS = 5  # sentences after one that names the figure that may still be about it

_VISUAL_WORD = re.compile(
    r"\b(?:red|blue|green|orange|purple|black|white|gr[ae]y|yellow|cyan|magenta|colou?rs?|solid|dashed|dotted|lines?|curves?|dots?|points?|"
    r"circles?|squares?|triangles?|arrows?|bars?|boxes|shaded|contours?|histogram|axis|axes|panels?|left|right|top|bottom|upper|"
    r"lower|row|column|error\s+bars?|legend|inset|vertical|horizontal|symbols?|markers?)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "result results example examples figure figures case cases detail details following above below simple typical this that these "
    "those which with from different several various some resulting plot plots numeric numerical table tables comparison workflow illustration overview dataset left right useful diagnostic corresponding code".split()
)
_DANGLING_WORD = re.compile(r"\s(?:this|these|those|such\s+an?|latter|former)\s", re.IGNORECASE)
_SPEAKING_WORD = re.compile(r"\b(?:we|our|us|i|my|wir|unsere?|nous|notre|nosotros|nuestr[oa]s?)\b", re.IGNORECASE)
_AGENDA_WORD = re.compile(
    r"\b(?:discuss(?:ed)?|section|following|next|previous(?:ly)?|above|below|later|chapter|recall|consider|let\s+us|see)\b|^(?:avoid|use|plot|choose|compare|take|make|keep|try)\b|\?$",
    re.IGNORECASE,
)
_POINTER_MACRO = re.compile(
    r"\\[A-Za-z]*ref\*?\s*\{|\b(?:Fig(?:ure|s)?\.?|Table|Eq\.|Equation|Section|Sec\.)[\s~]*(?:\d|\\)"
)
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause about the figure, where it comes from, its place in the paper and its worth in the caption."""

    clause: Clause
    sentence: str  # as a reader sees it
    where: str
    place: tuple[int, int]  # paragraph and sentence
    plain: str
    length: int  # words of the plain text
    worth: float
    title: bool  # a noun phrase without a verb
    leans: bool  # it cannot be read without the sentence before it


def statements(request: CaptionRequest) -> list[Statement]:
    """Return what the paper says of the request's figure, in its order: sentences that name it, and those that go on about it."""
    figure = request.figure
    hints = names_around(figure) | content(request.title or "")
    panel_labels = {label: panel.label.strip("()") for panel in figure.panels for label in panel.labels}
    found: list[Statement] = []
    for paragraph, mention in enumerate(figure.mentions):
        for number, distance in _about(mention):
            sentence = mention.sentences[number]
            clause = compress(sentence, panel_labels)
            if clause is None or (request.markup == "latex" and syntax_errors(clause.text)):
                continue
            plain = to_plain(clause.text) if request.markup == "latex" else clause.text
            if not is_whole(plain) or len(_said(plain) - _EMPTY) < (1 if clause.panels else _FEWEST_WORDS):
                continue
            worth = _worth(clause, plain, hints | content(mention.section or "")) - _DISTANCE * distance
            worth -= _OTHER_FIGURE * sentence.names_others
            worth += _FIRST_PARAGRAPH * (paragraph == 0)
            place = (paragraph, number)
            said = (clause, sentence.text, where(mention), place, plain, len(words(plain)), worth)
            found.append(Statement(*said, title=is_title(plain), leans=leans(plain)))
    return found


def where(mention: Mention) -> str:
    """Return where a paragraph stands: "sections/method.tex:41" or "page 3"."""
    if mention.file:
        return f"{mention.file}:{mention.line}" if mention.line else mention.file
    return f"page {mention.page}" if mention.page else "the text"


def content(text: str) -> set[str]:
    """Return the words that carry meaning, in lower case: of more than three letters, or with a capital inside."""
    return {word.lower() for word in words(text) if len(word) > 3 or word[1:] != word[1:].lower()}


def _said(plain: str) -> set[str]:
    """Return the words that carry meaning outside of parentheses."""
    return content(re.sub(r"\([^()]*\)", " ", plain))


def names_around(figure: Figure) -> set[str]:
    """Return the words in the figure's file names and labels and those drawn in it."""
    names = [PurePosixPath(image.path).stem for image in figure.images if image.path]
    pieces = {piece.lower() for name in (*names, *figure.labels) for piece in _PIECE.findall(name)}
    return {piece for piece in pieces if len(piece) > 3} | content(figure.drawn_text)


def _about(mention: Mention) -> Iterator[tuple[int, int]]:
    """Yield the numbers of a paragraph's sentences about the figure, each with its distance from the last that named it.

    Of what goes before the first, only a sentence that "This is shown in Figure 3" leans on.
    """
    distance = None
    for number, sentence in enumerate(mention.sentences):
        if number and sentence.references and distance is None and leans(sentence.text):
            before = mention.sentences[number - 1]
            if not before.names_others:
                yield number - 1, 1
        if sentence.references:
            distance = 0
        elif sentence.names_others or distance is None:
            distance = None
            continue
        else:
            distance += 1
        if distance <= _FOLLOWERS:
            yield number, distance


def _worth(clause: Clause, plain: str, hints: set[str]) -> float:
    said = content(plain)
    worth = _ROLES[clause.role]
    worth += min(_HINTS_MOST, _HINT * len(said & hints))
    worth += min(_VISUALS_MOST, _VISUAL * len(_VISUAL_WORD.findall(plain)))
    worth -= _DANGLING_INSIDE * bool(_DANGLING_WORD.search(plain))
    worth -= _SPEAKING * bool(_SPEAKING_WORD.search(plain))
    worth -= _POINTER * bool(_POINTER_MACRO.search(clause.text))
    worth -= _AGENDA * bool(_AGENDA_WORD.search(plain))
    count = len(words(plain))
    return worth - _TOO_SHORT * (len(said) < _FEW_WORDS) - _TOO_LONG * (count > _MANY_WORDS)
