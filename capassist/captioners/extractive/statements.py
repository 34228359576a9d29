"""What the paper says of a figure, sentence by sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from capassist.captioners.extractive.compress import Clause, compress
from capassist.captioners.extractive.context_dependence import (
    depends_on_context,
    follows_from_before,
    points_elsewhere,
)
from capassist.captioners.extractive.mention_filter import about_figure
from capassist.captioners.extractive.neighbours import without_others
from capassist.captioners.extractive.pointer_phrases import GEZEIGT, MONTRE, MUESTRA, SHOWN, SHOWS, ZEIGT
from capassist.captioners.extractive.salience import (
    content,
    names_around,
    names_what_is_seen,
    salience,
    says_what_was_done,
    speaks_of_the_work,
    tells_of_programs,
)
from capassist.captioners.extractive.unwrap import unwrap
from capassist.model import CaptionRequest, Figure, Mention, Sentence
from capassist.text.markup import markup_of
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import one_line, words

_T = TypeVar("_T")
_OTHER_FIGURE = 0.8
_INTRODUCTION = 2  # sentences before the first that names the figure
_ONLY_POINTS = 12  # words of a sentence that may say no more than where to look
_MARK_WORDS = 4  # of a sentence, in which its subject is
NEAR = 2  # sentences behind one that names the figure, which still may speak of what is seen in it
_FEWEST_WORDS = 2  # that carry meaning: "The results." says nothing
_FIGURE = re.compile(r"\\[A-Za-z]*[Ff]ig[A-Za-z]*\*?\s*\{|\b(?:Figures?|Figs?\.|Abb(?:ildung)?\.?)[\s~]*(?:\d|\\)")
_ANY_POINTER = re.compile(
    r"\\[A-Za-z]*(?:ref|[Ff]ig)[A-Za-z]*\*?\s*\{|\b(?:fig\w*|abb\w*|рис\w*)\.?[\s~]*\(?\d", re.IGNORECASE
)
# "(as in Figure 2)"; what is "(as shown in Figure 2)" is about that figure.
_COMPARED = re.compile(
    r"""
      \([^()]*\b(?:(?:as|than)(?:\s+in)?|like|unlike|(?:compared?|contrast|similar|relative)\s+(?:to
        |with))\s+(?:\\[A-Za-z]*(?:ref|fig)|(?:fig\w*|abb\w*|рис\w*)\.?[\s~]*[\d\\])[^()]*\)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Figure 3 summarizes these steps."
_POINTS_BACK = re.compile(
    r"\b(?:this|these|it|they|such|dies(?:e[rsmn]?)?|ce(?:la|s|tte)?|est[aeo]s?)\b(?!\s+(?:is|are)\s+\w+\s+by)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:In\s+)?[Tt]h(?:e|is)\s+(first|second)\b")
# "The most useful diagnostic plot" praises the figure and says nothing of what it shows.
_PRAISE = re.compile(
    r"(?:an?|the)?\s*(?:most|best|very|particularly|more|good)\s+(?:\w+\s+){1,2}?(?:plot|figure|diagram|graph|chart"
    r"|illustration|example)s?\b",
    re.IGNORECASE,
)
# "The quadratic model (not shown) is better."
_NOT_SHOWN = re.compile(
    r"\bnot\s+(?:\w+ly\s+)?(?:shown|plotted|displayed|depicted|illustrated|pictured|drawn)\b"
    r"|\bnicht\s+(?:gezeigt|dargestellt|abgebildet)\b|\bnon\s+(?:montré|représenté|illustré)\w*"
    r"|\bno\s+(?:mostrad|representad)\w+",
    re.IGNORECASE,
)
# "Figure 3 also shows a peak": beside what it mainly shows.
# "For clarity, only every tenth point is drawn.", "Runs without an end are not shown."
_SHOWN_HERE = (
    r"(?:shown|plotted|drawn|displayed|depicted|visible|presented|gezeigt|dargestellt|montrée?s?|mostrad[oa]s?)"
)
_NOT_ALL_SHOWN = re.compile(
    rf"\b(?:only|just|merely|solely|nur|lediglich|seulement|s[oó]lo|somente)\b[^.;:]*\b{_SHOWN_HERE}\b"
    rf"|\b(?:shows?|plots?|draws?|displays?)\s+only\b|\b(?:is|are|was|were)\s+(?:not\s+{_SHOWN_HERE}|omitted|excluded"
    r"|left\s+out|cut\s+off|truncated|clipped|subsampled)\b",
    re.IGNORECASE,
)
_ALSO = r"(?:also|auch|zudem|außerdem|aussi|également|también|também|anche)"
_SHOWS_ALSO = re.compile(
    rf"\b(?:{_ALSO}|additionally)\s+{SHOWS}\b|\b{_ALSO}\s+(?:{SHOWN}|{GEZEIGT})\b"
    rf"|\b(?:{ZEIGT}|{MONTRE}|{MUESTRA})\s+{_ALSO}\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "result results example examples figure figures case cases detail details following above below simple "
    "typical this that these "
    "those which with from different several various some resulting plot plots numeric numerical table tables "
    "comparison workflow "
    "illustration overview dataset left right useful diagnostic corresponding code data".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause about the figure, where it comes from, its place in the paper and its worth in the caption."""

    clause: Clause
    sentence: str  # as a reader sees it
    where: str
    place: tuple[int, int]  # paragraph and sentence
    plain: str
    length: int  # words of the plain text
    salience: float
    depends_on_context: bool  # it cannot be read without the sentence before it
    opens: bool  # it may be the first of a caption, as far as its place goes
    distance: int = 0  # sentences behind the last one that named the figure; below zero: before it
    explained: bool = False  # the next sentence only points from this one to the figure
    restriction: str = ""  # the next sentence, where it says that not all is shown

    @property
    def is_of_a_mark(self) -> bool:
        """Whether it is said of a mark in the figure, which the text names just before: "The dashed line is …"."""
        begin = " ".join(self.plain.split()[:_MARK_WORDS])
        return 0 <= self.distance <= NEAR and names_what_is_seen(begin)

    @property
    def is_of_the_work(self) -> bool:
        """Whether it tells what the authors did, and is neither shown in the figure nor of a mark in it."""
        return says_what_was_done(self.plain) and not self.tells and not self.is_of_a_mark

    @property
    def tells(self) -> bool:
        """Whether the text says that the figure shows this, and not only names it in passing."""
        return self.explained or self.clause.role in {"subject", "object"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that mentions the figure, and which of its sentences are about it."""

    number: int  # among the figure's paragraphs, from 0
    mention: Mention
    sentences: tuple[Sentence, ...]
    about: tuple[tuple[int, int], ...]  # (sentence, how far behind the last one that named the figure)


def find_passages(figure: Figure) -> list[Passage]:
    """Return the figure's paragraphs with the sentences about it: those that name it to tell of it, and those around
    them."""
    passages = []
    for number, mention in enumerate(figure.mentions):
        sentences = tuple(about_figure(unwrap(mention)))
        about = without_others(sentences, _about(sentences), names_around(figure))
        passages.append(Passage(number, mention, sentences, tuple(about)))
    return passages


def find_statements(passages: Sequence[Passage], request: CaptionRequest) -> list[Statement]:
    """Return what the sentences say without pointing at the figure, each with its salience, in the paper's order."""
    figure = request.figure
    hints = names_around(figure) | content(request.title or "")
    panels = {label: panel.label.strip("()") for panel in figure.panels for label in panel.labels}
    found = (statement for passage in passages for statement in _statements_in(passage, hints, panels, request))
    return sorted(found, key=lambda statement: statement.place)


def _statements_in(
    passage: Passage, hints: set[str], panels: Mapping[str, str], request: CaptionRequest
) -> Iterator[Statement]:
    sentences = passage.sentences
    said = {n: _all_said(sentences[n], panels, request) for n, _ in passage.about}
    clauses = _firsts(said)
    hints = hints | content(passage.mention.section or "")
    for number, distance in passage.about:
        introduces = distance < 0 and _explained(number, sentences, clauses)
        explained = introduces and _is_all_that_is_shown(number, sentences, clauses)
        for clause, plain in () if _one_of_two(number, sentences) else said[number]:
            value = salience(clause, plain, hints, distance, first=passage.number == 0)
            yield Statement(
                clause,
                sentences[number].text,
                where(passage.mention),
                (passage.number, number),
                plain,
                len(words(plain)),
                value - _OTHER_FIGURE * sentences[number].names_others,
                _leans(clause, plain, sentences[number].text),
                (distance >= 0 or introduces) and not _SHOWS_ALSO.search(sentences[number].text),
                distance,
                explained,
                _restriction_behind(number, sentences),
            )


def _restriction_behind(number: int, sentences: Sequence[Sentence]) -> str:
    """Return the sentence behind one, where it says that not all is shown: "Only a part of the test set is drawn." """
    behind = next((s.text for s in sentences[number + 1 : number + 2] if not s.names_others), "")
    return behind if _NOT_ALL_SHOWN.search(behind) else ""


def _leans(clause: Clause, plain: str, sentence: str) -> bool:
    """Tell whether a clause cannot be read without the sentence before it; what the figure is said to show can."""
    if depends_on_context(plain, title=clause.form == "title"):
        return True
    told = clause.role in {"subject", "object"}
    return not told and follows_from_before(sentence, names_figure=clause.role == "aside")


def _firsts(said: Mapping[int, Sequence[_T]]) -> dict[int, _T]:
    return {number: found[0] for number, found in said.items() if found}


def statements(request: CaptionRequest) -> list[Statement]:
    """Return what the paper says of the request's figure, in its order."""
    return find_statements(find_passages(request.figure), request)


def where(mention: Mention) -> str:
    """Return where a paragraph stands: "sections/method.tex:41" or "page 3"."""
    if mention.file:
        return f"{mention.file}:{mention.line}" if mention.line else mention.file
    return f"page {mention.page}" if mention.page else "the text"


def _all_said(sentence: Sentence, panels: Mapping[str, str], request: CaptionRequest) -> list[tuple[Clause, str]]:
    """Return what a sentence says of the figure, or of its panels one by one, each with its plain text."""
    return [said for clause in compress(sentence, panels) if (said := _said(clause, sentence, request))]


def _said(clause: Clause, sentence: Sentence, request: CaptionRequest) -> tuple[Clause, str] | None:
    """Return a clause with its plain text, or None where it may not stand in a caption."""
    markup = markup_of(request.markup)
    if markup.faults(clause.text) or not _is_of_the_figure(clause, sentence, request.figure):
        return None
    clause = _without_programs(clause)
    plain = markup.to_plain(clause.text)
    meaning = content(re.sub(r"\([^()]*\)", " ", plain)) - _EMPTY
    if points_elsewhere(plain) or _PRAISE.match(plain) or len(meaning) < (1 if clause.panels else _FEWEST_WORDS):
        return None
    return clause, plain


def _without_programs(clause: Clause) -> Clause:
    """Return the name of what is shown without the sentences behind it that only tell of programs: "The beads. The code
    is in the directory beads." """
    name, *behind = caption_sentences(clause.text)
    if clause.form != "title" or not any(map(tells_of_programs, behind)):
        return clause
    return replace(clause, text=joined([name, *(one for one in behind if not tells_of_programs(one))]))


def _is_of_the_figure(clause: Clause, sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a clause is about the figure and may stand under it: it is of no other, of nothing that is not
    shown, and does not point at it."""
    if sentence.names_others and _is_of_another(clause):
        return False
    return not (clause.role is None and _NOT_SHOWN.search(clause.text)) and not _points_at(figure, clause.text)


def _points_at(figure: Figure, text: str) -> bool:
    """Tell whether a text has one of the paper's pointers to the figure in it, which its own caption may not: "The
    losses are like those in Figure 3"."""
    sentences = [sentence for mention in figure.mentions for sentence in mention.sentences]
    pointers = {one_line(sentence.source[start:end]) for sentence in sentences for start, end in sentence.references}
    return any(re.search(rf"(?<!\w){re.escape(pointer)}(?!\.?\d)", text) for pointer in pointers if pointer in text)


def _is_of_another(clause: Clause) -> bool:
    """Whether a clause is about the other figure that it names: "Figure 4 shows the rest of the runs in Figure 3"."""
    if clause.role == "aside":
        return _FIGURE.search(clause.text) is not None
    return _FIGURE.match(clause.text) is not None


def _about(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of a paragraph's sentences about the figure, each with how far it is behind the last that named
    it.

    Those before the first that names it are below zero: they introduce it, or what goes behind leans on them. Where
    another figure is named, the paragraph speaks of that one until the figure's own is named again; not where that is
    only compared with in parentheses: "(rather than period, as in Figure 2)".
    """
    named = [number for number, sentence in enumerate(sentences) if sentence.references]
    for number in _introducing(sentences, named[0]) if named else ():
        yield number, number - named[0]
    distance = None
    for number, sentence in enumerate(sentences):
        if sentence.references:
            distance = 0
        elif distance is None or _turns_to_another(sentence):
            distance = None
            continue
        else:
            distance += 1
        yield number, distance


def _introducing(sentences: Sequence[Sentence], named: int) -> Iterator[int]:
    """Yield the sentences before the first that names the figure, from the last on. Where another figure is named
    before
    them, they go on with that one, and only one that the figure's own sentence points back to is about it."""
    others = [number for number in range(named) if sentences[number].names_others]
    first = max(named - _INTRODUCTION, others[-1] + 1 if others else 0)
    if others and not _only_points_back(sentences[named]):
        return
    yield from reversed(range(max(first, named - 1) if others else first, named))


def _turns_to_another(sentence: Sentence) -> bool:
    rest = _COMPARED.sub(" ", sentence.source)
    return sentence.names_others and (rest == sentence.source or bool(_ANY_POINTER.search(rest)))


def _one_of_two(number: int, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a sentence says "the first" or "the second" of two, which two figures show: which of them is not
    known."""
    opening = _ORDINAL.match(sentences[number].text)
    if opening is None or not any(s.references and s.names_others for s in sentences):
        return False
    return any(other and other[1] != opening[1] for other in (_ORDINAL.match(s.text) for s in sentences))


def _only_points_back(sentence: Sentence) -> bool:
    return len(words(sentence.text)) <= _ONLY_POINTS and bool(_POINTS_BACK.search(sentence.text))


def _explained(number: int, sentences: Sequence[Sentence], clauses: Mapping[int, tuple[Clause, str]]) -> bool:
    """Tell whether the next sentence only points from this one to the figure: "This is shown in Figure 3." """
    if number not in clauses or number + 1 >= len(sentences) or not sentences[number + 1].references:
        return False
    following = clauses.get(number + 1)
    if following is None:
        return len(words(sentences[number + 1].text)) <= _ONLY_POINTS
    clause, plain = following
    return clause.role != "aside" and depends_on_context(plain, title=clause.form == "title")


def _is_all_that_is_shown(
    number: int, sentences: Sequence[Sentence], clauses: Mapping[int, tuple[Clause, str]]
) -> bool:
    """Whether the sentence behind this one, which points from it to the figure, says nothing of its own."""
    if _only_points_back(sentences[number + 1]):
        return True
    return number + 1 not in clauses and not speaks_of_the_work(clauses[number][1])
