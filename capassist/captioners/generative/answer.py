"""From a model's answer to the caption as it would stand in the source, and what is to be said of the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capassist.captioners.generative.clean import clean
from capassist.captioners.generative.derived_prompts import split_long
from capassist.captioners.generative.sentence_form import (
    disagreement_in,
    is_half_form,
    placed,
    quoted_commands,
    sentences_in,
)
from capassist.errors import ModelError
from capassist.llm.budget import request_tokens
from capassist.llm.client import Completion
from capassist.llm.failures import short_quote
from capassist.llm.messages import texts_of
from capassist.llm.response_cache import Response
from capassist.model import CaptionRequest, GroundedSentence
from capassist.text.markup import markup_of
from capassist.text.plain_latex import escape_plain, without_markup

OLLAMA_CONTEXT = " For Ollama, set OLLAMA_CONTEXT_LENGTH."
_DISAGREE = "The model says that picture and paragraphs disagree: "
SMALLEST_CONTEXT = 2048  # tokens; the smallest that servers come with


@dataclass(frozen=True, slots=True)
class CaptionAnswer:
    """The caption in an answer."""

    text: str  # as it would stand in the source; empty where the answer holds none
    said: str  # as the model said it, without what stood around it
    sentences: tuple[GroundedSentence, ...] = ()  # put together the text; empty where the answer was not by sentence
    broken: bool = False  # the answer was meant to be by sentence, and cannot be read
    disagreement: str = ""  # of picture and paragraphs, in the model's words

    def response(self, model: str, notes: Sequence[str]) -> Response:
        """Return the response that is kept."""
        told = (f"{_DISAGREE}“{self.disagreement}”",) if self.disagreement else ()
        parts = tuple((sentence.text, sentence.grounds) for sentence in self.sentences)
        return Response(self.text, model, (*told, *notes), parts)


def faults_told(response: Response) -> int:
    """Return how many faults the notes of a kept response tell: that picture and paragraphs disagree is none of it."""
    return sum(not note.startswith(_DISAGREE) for note in response.notes)


def grounded_sentences(response: Response) -> tuple[GroundedSentence, ...]:
    """Return the sentences of a kept response."""
    return tuple(GroundedSentence(text, grounds) for text, grounds in response.parts)


def caption_answer(
    answer: str, request: CaptionRequest, messages: Sequence[Mapping[str, Any]], grounds: Sequence[str]
) -> CaptionAnswer:
    """Return the caption in an answer to the messages, with its sentences where it has them, each with `grounds`."""
    is_latex = bool(markup_of(request.markup).commands)
    sent = quoted_commands([text for message in messages for text in texts_of(message)]) if is_latex else None
    found = sentences_in(answer, grounds, sent)
    if found is None:
        said = "" if is_half_form(answer) else clean(answer)
        return CaptionAnswer(written(said, request), said, broken=is_half_form(answer))
    said = clean(" ".join(sentence.text for sentence in found))
    text = written(said, request)
    sentences = placed(found, text, [written(sentence.text, request) for sentence in found])
    return CaptionAnswer(text, said, sentences, disagreement=disagreement_in(answer))


def written(said: str, request: CaptionRequest) -> str:
    """Return a caption, or another text of the figure, as it would stand in the source."""
    if request.figure.purpose != "alt":
        return markup_of(request.markup).to_source(said)
    lines = split_long(without_markup(said), request)
    return escape_plain(lines) if markup_of(request.markup).commands else lines


def no_caption(name: str, words: str) -> ModelError:
    """Return the error for an answer that is no caption; `name` is who gave it."""
    return ModelError(f"{name} gave no caption: {short_quote(words)}", "Try again, or use another model.")


def cut_notes(completion: Completion, messages: Sequence[Mapping[str, Any]], tokens: int) -> tuple[str, ...]:
    """Return a note where the server seems to have read only a part of the request, as Ollama does without a word.

    Its context is a power of two, and a request that was cut fills it to the last token. And no tokenizer makes do with
    a third of what the estimate counts for text.
    """
    read = completion.prompt_tokens
    if read is None:
        return ()
    filled = read >= SMALLEST_CONTEXT and any(count and not count & (count - 1) for count in (read, completion.tokens))
    if not (filled and read < tokens) and 3 * read > request_tokens(messages, ()):
        return ()
    return (f"The server read only {read} of about {tokens} tokens: give the model a larger context.{OLLAMA_CONTEXT}",)
