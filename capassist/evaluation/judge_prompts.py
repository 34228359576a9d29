"""All wording that is sent to a judge and to a maker of questions. Change JUDGE_VERSION with any of it.

The rules are those of AnyCapEval (Ren et al., 2025), of CapEval-QAs and of the diagnostics (both of CoViP, 2026), the
words are capassist's. What is judged stands between marks that are drawn at random for each run, so that no caption can
contain them.
"""

from collections.abc import Mapping, Sequence

from capassist.llm.messages import Message, chat_messages, image_part, quoted, quoting_rule, text_part
from capassist.model import Picture

JUDGE_VERSION = "3"
_MATERIAL = "material to judge"

_CONTENT = """\
You find out which key points a picture's caption covers. You do not see the picture and need not: take the key \
points as true.
{quoting}
A key point gets 1 if the caption says it, in these words or in others, and 0 if the caption leaves it out, only \
hints at it, or has it wrong. What stands in brackets belongs to the key point. Judge each by itself, all by the same \
measure, and add nothing that the caption does not say.
Answer with JSON alone, the key points by their numbers, with their sum and a few words of reason for each:
{{"caption_evaluation": {{"key_points_scores": {{"1": 1, "2": 0}}, "total_score": 1, "score_reasons": {{"1": "…", \
"2": "…"}}}}}}"""

_STYLE = """\
You compare a caption of a picture with a reference that a careful writer made, for a reader who asked for captions \
of one type.
{quoting}
The type is {kind}: {meaning}.
Hold the caption against the reference for its form, tone and content, and against the picture for its truth. Do not \
judge its length, which is measured elsewhere. Give one mark:
4: better than the reference, and all of it true
3: as good as the reference, and all of it true
2: a little weaker than the reference, or some of it not true while the core is
1: much weaker, or most of it not true
0: useless, or none of it true
Answer with JSON alone: {{"score": the mark, "reason": "why, in one or two sentences"}}"""
_REGISTER = "in the reference's register, be it funny, solemn, like news or like an advertisement"
_MEANINGS = {
    "brief": "short, with what matters most in the picture and nothing beside it",
    "detail": "rich, with the main things and what is around them",
    "poem": "verse in a form like the reference's, about what the picture shows",
    "narrative": "a story that hangs together, with a place, a time, somebody, and what happens",
    "theme": _REGISTER,
    "style": _REGISTER,  # as AnyCapEval's instructions call what its rows call theme
}

_CHOICE = """\
You answer a question about a picture that you do not see, from its caption and from nothing else.
{quoting}
Choose A, B or C only where the caption says so or leaves no doubt of it. Otherwise choose D: what you know or guess \
does not count.
Think in a sentence or two if you like, and end with one line like this, with one letter in it: Answer: \\boxed{{X}}"""

_QUIZ = """\
You make questions that test whether the caption of a figure in a scientific paper tells its readers what they need. \
You see neither the figure nor its caption, but sentences of the paper's text about it.
{quoting}
Make {count} questions about what the figure shows: what is plotted or drawn, of what data or under what conditions, \
with what numbers, and what is to be seen in it. Fewer will do where the sentences say less. Each must be settled by \
one of the sentences, and make sense to somebody who reads nothing but a caption: name the things that it is about, \
and speak of no figure by its number. Ask nothing about other figures, the paper's wording, citations, or what every \
reader knows. To each give the right answer and exactly two wrong ones that a reader could hold for right, all three \
of a few words and of one kind. A number in the right answer is as in the sentence.
Answer with JSON alone: {{"questions": [{{"question": "…", "right": "…", "wrong": ["…", "…"], "sentence": the number \
of the sentence}}]}}"""


_CHOICES = """\
You answer questions about a picture that you do not see, from its caption and from nothing else.
{quoting}
Answer each question by itself: what another question or its options say is no information. Choose A, B or C only \
where the caption says so or leaves no doubt of it. Otherwise choose D: what you know or guess does not count. Some \
questions are about other pictures.
Answer with JSON alone, a letter for each question by its number: {{"answers": {{"1": "A", "2": "D"}}}}"""

_ACTION = """\
You find out whether an answer tells what it should.
{quoting}
The answer is correct if it says what the reference says, in these words or in others; it may say more. It is wrong if \
it leaves that out, contradicts it, or is too vague to tell. Style and length do not count.
Answer with one word: Correct or Wrong."""


def content_messages(caption: str, points: Sequence[str], boundary: str) -> list[Message]:
    """Return the messages that ask which key points a caption covers."""
    numbered = "\n".join(f"{number}. {point}" for number, point in enumerate(points, 1))
    asked = f"The key points:\n{quoted(numbered, boundary)}\nThe caption:\n{quoted(caption, boundary)}"
    return chat_messages(_CONTENT.format(quoting=quoting_rule(_MATERIAL, boundary)), [text_part(asked)])


def style_messages(caption: str, reference: str, kind: str, picture: Picture | None, boundary: str) -> list[Message]:
    """Return the messages that ask for a caption's mark; `kind` is one of STYLES."""
    rules = _STYLE.format(quoting=quoting_rule(_MATERIAL, boundary), kind=kind, meaning=_MEANINGS[kind])
    asked = f"The reference:\n{quoted(reference, boundary)}\nThe caption:\n{quoted(caption, boundary)}"
    image = [image_part(picture)] if picture else []
    return chat_messages(rules, [*image, text_part(asked)])


def choice_messages(caption: str, question: str, options: Mapping[str, str], boundary: str) -> list[Message]:
    """Return the messages that ask a question with lettered options."""
    lettered = with_letters(question, options)
    asked = f"The caption:\n{quoted(caption, boundary)}\nThe question:\n{quoted(lettered, boundary)}"
    return chat_messages(_CHOICE.format(quoting=quoting_rule(_MATERIAL, boundary)), [text_part(asked)])


def choices_messages(caption: str, questions: Sequence[str], boundary: str) -> list[Message]:
    """Return the messages that ask several questions, each with its lettered options below it."""
    numbered = "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
    asked = f"The caption:\n{quoted(caption, boundary)}\nThe questions:\n{quoted(numbered, boundary)}"
    return chat_messages(_CHOICES.format(quoting=quoting_rule(_MATERIAL, boundary)), [text_part(asked)])


def action_messages(question: str, reference: str, said: str, boundary: str) -> list[Message]:
    """Return the messages that ask whether an answer tells what the reference does."""
    parts = (("question", question), ("reference", reference), ("answer", said))
    asked = "\n".join(f"The {name}:\n{quoted(text, boundary)}" for name, text in parts)
    return chat_messages(_ACTION.format(quoting=quoting_rule(_MATERIAL, boundary)), [text_part(asked)])


def with_letters(question: str, options: Mapping[str, str]) -> str:
    """Return a question with its lettered options, a line each."""
    return "\n".join([question, *(f"{letter}. {option}" for letter, option in options.items())])


def quiz_messages(name: str, sentences: Sequence[str], count: int, boundary: str) -> list[Message]:
    """Return the messages that ask for questions about a figure; `name` is how the sentences call it."""
    numbered = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))
    asked = f"The figure is this one there:\n{quoted(name, boundary)}\nThe sentences:\n{quoted(numbered, boundary)}"
    return chat_messages(_QUIZ.format(quoting=quoting_rule(_MATERIAL, boundary), count=count), [text_part(asked)])


STYLES = frozenset(_MEANINGS)
