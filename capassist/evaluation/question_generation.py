"""Multiple-choice questions that a model makes from a paper's text, and a judge answers from captions alone.

The rules are those of CapEval-QAs, the benchmark of CoViP (2026): three options, a fourth that says that the caption
does not tell, and a judge that sees one caption. A question about a figure is put to its own caption and to those of
others; all that is asked of a caption is asked in one request.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, ClassVar

from capassist.captioners.generative.verifier_prompt import read_caption
from capassist.evaluation.caption_qa import (
    BLANK,
    NOTE_ACC,
    PASTED,
    Answered,
    Examination,
    Reading,
    examined_figures,
    followed,
    measured_notes,
    sources,
)
from capassist.evaluation.facts import SentencePlace, place_of
from capassist.evaluation.judge_prompts import JUDGE_VERSION, quiz_messages
from capassist.evaluation.llm_judge import Judge, Question, ask
from capassist.evaluation.questions import UNKNOWN, Choices, written_records
from capassist.guards.numbers import compound_numbers, numbers, supported
from capassist.llm.messages import Message
from capassist.model import Draft, Figure, Picture
from capassist.text.markup import PLAIN
from capassist.text.words import counted, one_line

SEED = 20261121
QUESTIONS = 3  # about a figure, as in CapEval-QAs
OTHERS = 2  # figures whose questions are put to a caption, too
MOST_BASELINES = 5  # figures; a pasted context is long
MOST_SENTENCES = 60  # of a figure's paragraphs
LONGEST = 300  # characters of a question or an option
_CANNOT = "The answer cannot be determined"


@dataclass(frozen=True, slots=True)
class Item:
    """A question about a figure with options A to D, and the letter that is right where the caption tells."""

    question: str
    options: tuple[str, ...]
    right: str
    place: SentencePlace


@dataclass(frozen=True, slots=True)
class Making:
    """What is asked of the model that makes the questions about one figure. Its caption is not among the sentences."""

    name: str  # "Figure 3", or its label
    places: tuple[SentencePlace, ...]
    paragraphs: int  # that the sentences are of
    file: ClassVar[None] = None
    sampling: ClassVar[Mapping[str, float]] = {}

    def messages(self, _picture: Picture | None, boundary: str) -> list[Message]:
        """Return the chat messages."""
        return quiz_messages(self.name, [place.sentence for place in self.places], QUESTIONS, boundary)

    def read(self, answer: str) -> tuple[Item, ...] | None:
        """Return the questions, each with three options, shuffled, and a fourth; None where none has that form.

        A number in a right answer must stand in the sentence that it is said to come from. A question that is wrong, or
        was cut off, costs itself and no other.
        """
        items = dict.fromkeys(filter(None, map(self._legible, written_records(answer, "question"))))
        return tuple(items)[:QUESTIONS] or None

    def _legible(self, row: Mapping[str, Any]) -> Item | None:
        try:
            return self._item(row)
        except (ValueError, LookupError, TypeError, AttributeError):
            return None

    def _item(self, row: Any) -> Item:
        right, (one, other), number = row["right"], row["wrong"], row["sentence"]
        texts = [one_line(text) for text in (row["question"], right, one, other)]
        if not all(0 < len(text) <= LONGEST for text in texts) or len({text.lower() for text in texts}) < len(texts):
            raise ValueError("no question with three options")
        if isinstance(number, bool) or not 1 <= number <= len(self.places):
            raise ValueError("no sentence")
        place = self.places[number - 1]
        known = [*numbers(place.sentence, PLAIN), *compound_numbers(place.sentence)]
        if not all(supported(said, known) for said in numbers(texts[1], PLAIN)):
            raise ValueError("a number that the sentence lacks")
        options = texts[1:]
        random.Random(f"{SEED} {texts[0]}").shuffle(options)  # noqa: S311  no secret
        return Item(texts[0], (*options, _CANNOT), "ABC"[options.index(texts[1])], place)


Made = Mapping[Question[tuple[Item, ...]], tuple[Item, ...] | None]  # None where none could be made
Letters = tuple[str | None, ...]  # None for a question whose answer could not be read
Verdicts = Mapping[Question[Letters], Letters | None]  # None where the judge failed


class Quiz:
    """The questions about a paper's figures, and what is to be asked of which caption."""

    def __init__(self, draft: Draft) -> None:
        """Raises UsageError where no figure has both a caption and a paragraph about it."""
        self.draft = draft
        self.figures = examined_figures(draft)
        self._sources = {figure.id: figure for figure in sources(draft)}
        self.makings = {figure.id: _making(draft, figure) for figure in self._sources.values()}
        count = min(MOST_BASELINES, len(self.figures))
        drawn = random.Random(SEED).sample(self.figures, count)  # noqa: S311  no secret
        self._drawn = tuple(figure for figure in self.figures if figure in drawn)

    @property
    def most_choices(self) -> int:
        """How many requests the judge can be sent at most: one for each caption."""
        return len(self.figures) + 2 * len(self._drawn)

    def choices(self, made: Made) -> list[Choices]:
        """Return all that the judge is asked, what is asked of the captions first."""
        asked = (
            _asked(caption_of(figure), self._items(figure, made))
            for figures, caption_of in self._systems(made).values()
            for figure in figures
        )
        return [choices for choices in dict.fromkeys(asked) if choices.questions]

    def examination(
        self,
        made: Made,
        verdicts: Verdicts,
        judge: str,
    ) -> Examination:
        """Return what was judged so far."""
        readings = {
            name: tuple(self._reading(figure, caption_of(figure), made, verdicts) for figure in figures)
            for name, (figures, caption_of) in self._systems(made).items()
        }
        present = readings.pop("")
        return Examination(self.draft, f"by {judge}", present, readings, self._notes(made, judge))

    def _systems(self, made: Made) -> dict[str, tuple[Sequence[Figure], Callable[[Figure], str]]]:
        return {
            "": (self.figures, read_caption),
            BLANK: (self._drawn, lambda _: ""),
            PASTED: (self._drawn, lambda figure: self._pasted(figure, made)),
        }

    def _items(self, figure: Figure, made: Made) -> tuple[Item, ...]:
        """Return all that is asked of a figure's caption, in an order that does not tell which are about it."""
        items = [*self._own(figure, made), *self._foreign(figure, made)]
        random.Random(f"{SEED} {figure.id}").shuffle(items)  # noqa: S311  no secret
        return tuple(items)

    def _own(self, figure: Figure, made: Made) -> tuple[Item, ...]:
        return made.get(self.makings[figure.id]) or ()

    def _foreign(self, figure: Figure, made: Made) -> tuple[Item, ...]:
        """Return the questions about the next figures in the paper that this one's text and caption have no part in."""
        shared = {place.sentence for place in self.makings[figure.id].places}
        asked = (
            tuple(item for item in made.get(self.makings[other]) or () if item.place.sentence not in shared)
            for other in self._others(figure)
        )
        return tuple(chain.from_iterable(islice(filter(None, asked), OTHERS)))

    def _others(self, figure: Figure) -> list[str]:
        """Return the figures that a figure's caption does not point at, those behind it first."""
        near = {figure.id, *(other.id for other in followed(self.draft, figure))}
        ids = list(self.makings)
        place = ids.index(figure.id)
        return [other for other in (*ids[place + 1 :], *ids[:place]) if other not in near]

    def _pasted(self, figure: Figure, made: Made) -> str:
        """Return all paragraphs that the questions put to a caption come from."""
        named = dict.fromkeys((figure.id, *(item.place.figure for item in self._foreign(figure, made))))
        return " ".join(place.sentence for name in named for place in self.makings[name].places)

    def _reading(
        self,
        figure: Figure,
        caption: str,
        made: Made,
        verdicts: Verdicts,
    ) -> Reading:
        items = self._items(figure, made)
        choices = _asked(caption, items)
        if choices not in verdicts:
            return Reading(figure, (), ())
        letters = dict(zip(items, verdicts[choices] or [None] * len(items), strict=True))

        def answered(asked: Sequence[Item], *, own: bool) -> Iterator[Answered]:
            return (_answered(item, letters[item], own=own) for item in asked)

        own, foreign = self._own(figure, made), self._foreign(figure, made)
        return Reading(figure, tuple(answered(own, own=True)), tuple(answered(foreign, own=False)))

    def _notes(self, made: Made, judge: str) -> tuple[str, ...]:
        without = sum(made.get(making) is None for making in self.makings.values())
        how = (
            f"Questions made and judged by {judge}, by capassist's wording {JUDGE_VERSION}; the judge sees a caption "
            "and what is asked of it, its own questions and those about other figures in no order."
        )
        lost = f"{counted(without, 'figure')} got no questions." if without else ""
        drawn = f"The baselines are of {len(self._drawn)} figures." if len(self._drawn) < len(self.figures) else ""
        return tuple(
            filter(
                None, (NOTE_ACC, " ".join(filter(None, (how, lost, drawn))), *measured_notes(self.draft, self.figures))
            )
        )


class Examiner:
    """A judge that makes questions about a paper's figures and answers them from captions; what it said so far."""

    def __init__(self, draft: Draft, judge: Judge) -> None:
        """Raises UsageError where no figure has both a caption and a paragraph about it."""
        self.judge = judge
        self.quiz = Quiz(draft)
        self.makings = tuple(self.quiz.makings.values())
        self._made: dict[Question[tuple[Item, ...]], tuple[Item, ...] | None] = {}
        self._verdicts: dict[Question[Letters], Letters | None] = {}

    @property
    def unmade(self) -> list[Making]:
        """Those of the makings that the judge has yet to be asked for."""
        return [making for making in self.makings if self.judge.estimate([making]).requests]

    @property
    def choices(self) -> list[Choices]:
        """What is asked of the captions, by the questions that were made."""
        return self.quiz.choices(self._made)

    def make_questions(self, *, jobs: int = 1, progress: Callable[[object], object] = lambda said: said) -> None:
        """Have the questions made, up to `jobs` figures at a time. Raises as `ask` does."""
        ask(self.judge, self.makings, self._made, jobs=jobs, progress=progress)

    def judge_captions(self, *, jobs: int = 1, progress: Callable[[object], object] = lambda said: said) -> None:
        """Have the questions answered from the captions, up to `jobs` at a time. Raises as `ask` does."""
        ask(self.judge, self.choices, self._verdicts, jobs=jobs, progress=progress)

    def examination(self) -> Examination:
        """Return what was judged so far."""
        return self.quiz.examination(self._made, self._verdicts, self.judge.name)


def _asked(caption: str, items: Sequence[Item]) -> Choices:
    return Choices(caption, tuple((item.question, item.options) for item in items))


def _making(draft: Draft, figure: Figure) -> Making:
    places: list[SentencePlace] = []
    paragraphs = 0
    for mention in figure.mentions:
        if places and len(places) + len(mention.sentences) > MOST_SENTENCES:
            break
        places += (place_of(draft, figure, mention, sentence) for sentence in mention.sentences)
        paragraphs += 1
    return Making(figure.name, tuple(places), paragraphs)


def _answered(item: Item, letter: str | None, *, own: bool) -> Answered:
    right = item.options["ABC".index(item.right)]
    told = None if letter is None else letter == item.right if own else letter != UNKNOWN
    other = letter in {"A", "B", "C"} and letter != item.right
    instead = item.options["ABC".index(letter)] if letter and other else None
    return Answered(f"{item.question} – {right}", item.place, told, instead)
