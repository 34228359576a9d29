"""The Captioner port with a model on a server: what to send, and whether the answer is a caption."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capassist.captioners.controls import complies, faults
from capassist.captioners.generative.answer import (
    CaptionAnswer,
    caption_answer,
    cut_notes,
    faults_told,
    grounded_sentences,
    no_caption,
)
from capassist.captioners.generative.clean import clean, has_uneven_braces, is_failure
from capassist.captioners.generative.content_first import CONTENT_TO_COME, content_messages, style_messages
from capassist.captioners.generative.prompts import again_messages, caption_messages, imitated, without_form
from capassist.captioners.generative.provenance import evidence_of, provenance_notes, without_pixels
from capassist.captioners.generative.sentence_form import is_half_form, possible_grounds, sentence_form
from capassist.errors import CapassistError
from capassist.llm.asker import Asker
from capassist.llm.batch_api import BatchApi
from capassist.llm.budget import CostEstimate, estimate_request, request_tokens
from capassist.llm.capabilities import ANSWER_LIMITS
from capassist.llm.client import Completion
from capassist.llm.failures import PicturesRefusedError, TooLongError
from capassist.llm.messages import Message
from capassist.llm.response_cache import Response
from capassist.llm.response_text import unwrapped
from capassist.model import Candidate, CaptionRequest, Picture, RankedDraft, Score
from capassist.ports import ImageLoader
from capassist.settings import Prompt
from capassist.text.markup import markup_of
from capassist.text.words import one_line

LEFT_ALONE = "The model left the text as it was."
INTERRUPTED = "It does not keep to all that was asked, and asking for it once more was interrupted."
UNEVEN = "Its braces are not in pairs."
UNCHANGED = "It already complies, so nothing was changed and nothing was sent."


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked: the messages, what a sentence of the answer may rest on, and the form of the answer.

    Without grounds, the caption is asked for alone.
    """

    messages: Sequence[Message]
    grounds: tuple[str, ...]

    @property
    def form(self) -> dict[str, Any] | None:
        return sentence_form(self.grounds) if self.grounds else None


@dataclass(frozen=True, slots=True)
class _Asking:
    """The request under which the answer is kept, which of its answers it is, and about how many tokens it takes."""

    identity: Sequence[Message]
    sample: int
    tokens: int


Rank = Callable[[CaptionRequest, Sequence[str]], Sequence[tuple[int, Score | None]]]


def unranked(_request: CaptionRequest, texts: Sequence[str]) -> Sequence[tuple[int, Score | None]]:
    """Return the places of texts in the order in which they are, without scores."""
    return [(place, None) for place in range(len(texts))]


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """A request as it is sent, and about how many tokens it and its answer take."""

    body: Mapping[str, Any]
    tokens_in: int
    tokens_out: int  # at most


class GenerativeCaptioner:
    """Drafts captions with a model on a server. Several threads may ask at once.

    `profile_images` loads the pictures of figures that are imitated, which may be smaller. For a new draft the model is
    asked `candidates` times, and `rank` orders the different answers. A caption with `broken_rules`, sentences that say
    which, is asked for once more. A server that holds answers to a form is asked for what each sentence rests on.
    """

    def __init__(
        self,
        asker: Asker,
        images: ImageLoader,
        *,
        prompt: Prompt = "own",
        candidates: int = 1,
        profile_images: ImageLoader | None = None,
        rank: Rank = unranked,
        broken_rules: Callable[[str, CaptionRequest], Sequence[str]] = lambda _text, _request: (),
    ) -> None:
        self._asker = asker
        self._client = asker.client
        self._images = images
        self._profile_images = profile_images or images
        self._prompt = prompt
        self._candidates = candidates
        self._rank = rank
        self._broken_rules = broken_rules

    @property
    def name(self) -> str:
        """The model and the host it runs on, and the prompt where it is not capassist's own."""
        wording = "" if self._prompt == "own" else f", prompt {self._prompt}"
        return f"{self._asker.name}{wording}"

    @property
    def asker(self) -> Asker:
        """The model that is asked."""
        return self._asker

    @property
    def server(self) -> str:
        """The server's base URL."""
        return self._asker.server

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._asker.host

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return a draft, or the current caption changed as the author asks; for a LaTeX draft its text is LaTeX.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when the model gave no caption
        when asked twice.
        """
        if request.instruction and complies(request):
            return self._candidate(request, request.current, None, {}, (UNCHANGED,))
        loaded = self._pictures(request)
        answers, missing, pictures = self._answers_to(request, loaded)
        ranked = self._ranked(request, answers)
        best = ranked[0][0]
        same = bool(request.instruction) and one_line(best.text) == one_line(request.current)
        several = (f"The best of {len(answers)} different answers.",) if len(answers) > 1 else ()
        absent = (f"Not all answers came that were asked for: {missing.message}",) if missing else ()
        alone = (LEFT_ALONE,) if same and not best.notes else ()
        notes = (*provenance_notes(request, loaded, pictures), *several, *absent, *alone, *best.notes)
        candidate = self._candidate(request, best.text, best.model, pictures, notes)
        ranking = [RankedDraft(answer.text, self._asker.name, score) for answer, score in ranked if score]
        return replace(candidate, sentences=grounded_sentences(best), ranking=tuple(ranking))

    def estimate(self, requests: Iterable[CaptionRequest]) -> CostEstimate:
        """Return what drafting these would send, without sending anything."""
        return sum((self._estimate(request) for request in requests), CostEstimate())

    def _estimate(self, request: CaptionRequest) -> CostEstimate:
        pictures = self._allowed(request, self._pictures(request))
        first, *others = questions = self._questions(request, pictures)
        quoted = {"paragraph": len(request.figure.mentions), "caption": len(imitated(request))}
        one = estimate_request(first.messages, [*pictures.values()], quoted)
        one += sum((estimate_request(other.messages, [], {}) for other in others), CostEstimate())
        samples = self._samples(request)
        missing = [sample for sample in samples if self._asker.cached(questions[0].messages, sample) is None]
        return sum((one for _ in missing), CostEstimate())

    def preview(self, request: CaptionRequest) -> tuple[dict[str, Any], ...]:
        """Return the bodies of the exact requests, each picture as its size and hash. Nothing is sent."""
        pictures = self._allowed(request, self._pictures(request))
        return tuple(
            self._client.body(without_pixels(question.messages, pictures), sample, question.form)
            for sample in self._samples(request)
            for question in self._questions(request, pictures)
        )

    def batch_request(self, request: CaptionRequest) -> BatchRequest:
        """Return the exact request for a caption alone, pictures included: nobody reads what its sentences rest on."""
        pictures = self._allowed(request, self._pictures(request))
        messages = self._questions(request, pictures, by_sentence=False)[0].messages
        return BatchRequest(
            self._client.body(messages),
            request_tokens(messages, pictures.values()),
            self._client.capabilities.answer_limit,
        )

    def reply(self, record: Any) -> str:
        """Return the caption in the server's answer to one. Raises ModelError where it holds none."""
        completion = self._client.completion(record)
        text = "" if is_half_form(completion.text) else clean(completion.text)
        if (
            not completion.is_well_formed or not text
        ):  # of reasoning models; with more room they may come to the caption
            self._client.learn(replace(self._client.capabilities, answer_limit=ANSWER_LIMITS[-1]))
            raise no_caption(self._asker.name, "its answer was empty or cut.")
        if is_failure(text):
            raise no_caption(self._asker.name, f"“{text}”")
        return text

    def batches(self) -> BatchApi:
        """Return the server's Batch API."""
        return BatchApi(self._client)

    def _pictures(self, request: CaptionRequest) -> dict[str, Picture]:
        """Return the pictures of the target and of the profile figures, by id, in that order."""
        if request.figure.purpose not in {"caption", "alt"}:
            return {}  # made of the caption alone
        loaded = {request.figure.id: self._images.load(request.figure)}
        loaded |= {figure.id: self._profile_images.load(figure) for figure in imitated(request)}
        return {figure: picture for figure, picture in loaded.items() if picture}

    def _allowed(self, request: CaptionRequest, loaded: dict[str, Picture]) -> dict[str, Picture]:
        """Return those that the model takes, the target's first."""
        most = self._client.capabilities.most_pictures
        if most is not None and most < 2 and request.figure.id not in loaded:
            return {}  # the picture of another figure alone would pass for the target's
        return dict(list(loaded.items())[:most])

    def _answers_to(
        self, request: CaptionRequest, loaded: dict[str, Picture]
    ) -> tuple[list[Response], CapassistError | None, dict[str, Picture]]:
        """Return the different answers, why others are missing, and the pictures that were sent."""
        pictures = self._allowed(request, loaded)
        while True:
            try:
                return *self._sampled(request, pictures), pictures
            except PicturesRefusedError as refused:
                if not pictures:
                    raise
                most = min(refused.most, len(pictures) - 1)
                self._client.learn(replace(self._client.capabilities, most_pictures=most))
                pictures = self._allowed(request, loaded)
            except TooLongError:
                if len(pictures) < 2:
                    raise
                pictures = dict(list(pictures.items())[:1])

    def _sampled(
        self, request: CaptionRequest, pictures: dict[str, Picture]
    ) -> tuple[list[Response], CapassistError | None]:
        """Return the answers with different texts.

        Where there is a first one, those that fail are missing, and why is returned.
        """
        first, *others = self._samples(request)
        answers, missing = [self._answer(request, pictures, first)], None
        for sample in others:
            try:
                answers.append(self._answer(request, pictures, sample))
            except CapassistError as error:
                missing = error
        different: dict[str, Response] = {}
        for answer in answers:
            different.setdefault(answer.text, answer)
        return list(different.values()), missing

    def _ranked(self, request: CaptionRequest, answers: Sequence[Response]) -> list[tuple[Response, Score | None]]:
        """Return the answers with their scores, the best first: those that keep to what was asked, or come closest."""
        if len(answers) == 1:
            return [(answers[0], None)]
        ranked = [(answers[place], score) for place, score in self._rank(request, [a.text for a in answers])]
        return sorted(ranked, key=lambda entry: faults_told(entry[0]))

    def _samples(self, request: CaptionRequest) -> range:
        """Return a number for each answer to ask for; of a caption that is changed there is one."""
        return range(request.attempt, request.attempt + (1 if request.instruction else self._candidates))

    def _answer(self, request: CaptionRequest, pictures: dict[str, Picture], sample: int) -> Response:
        """Return the caption that was kept for this very request, or ask for it and keep it."""
        questions = self._questions(request, pictures)
        first = questions[0].messages
        tokens = request_tokens(first, pictures.values())

        def ask() -> Response:
            question = questions[0]
            if len(questions) > 1:
                question = self._second_question(request, self._content(first, sample, tokens))
            return self._asked(request, question, _Asking(first, sample, tokens))

        return self._asker.respond(first, ask, sample)

    def _questions(
        self, request: CaptionRequest, pictures: Mapping[str, Picture], *, by_sentence: bool = True
    ) -> list[_Question]:
        """Return what is asked one after the other; of a second question the part that is not known yet is marked."""
        boundary = self._asker.boundary
        is_caption = request.figure.purpose == "caption"
        if self._prompt == "content-first" and is_caption and not request.instruction:
            content = _Question(content_messages(request, pictures, boundary), ())
            return [content, self._second_question(request, CONTENT_TO_COME)]
        wanted = by_sentence and is_caption and self._prompt == "own"
        formed = wanted and self._client.capabilities.structured_output
        grounds = possible_grounds(request, pictured=request.figure.id in pictures) if formed else ()
        wording: Prompt = "lamp-cap" if self._prompt == "lamp-cap" else "own"
        return [_Question(caption_messages(request, pictures, boundary, wording, grounds), grounds)]

    def _second_question(self, request: CaptionRequest, content: str) -> _Question:
        return _Question(style_messages(request, content, self._asker.boundary), ())

    def _content(self, messages: Sequence[Message], sample: int, tokens: int) -> str:
        """Return what the model says a caption of the figure has to say."""
        content = unwrapped(self._client.complete(messages, sample, tokens).text)
        if not content:
            raise no_caption(self._asker.name, "its answer was empty.")
        return content

    def _asked(self, request: CaptionRequest, question: _Question, asking: _Asking) -> Response:
        """Ask for a caption, once more when the answer is none, and once more when it does not keep to what was asked.

        The first answer is paid for: it is kept while the second is on its way, and stays where that does not come.
        """

        def response(answer: CaptionAnswer, completion: Completion, *notes: str) -> Response:
            missed = (*faults(answer.text, request), *cut_notes(completion, question.messages, asking.tokens))
            return answer.response(completion.model, (*missed, *notes))

        first, completion, question = self._caption(request, question, asking)
        wrong = self._faults(first, request)
        if not wrong:
            return response(first, completion)
        self._asker.keep(asking.identity, response(first, completion, INTERRUPTED), asking.sample)
        try:
            messages = again_messages(question.messages, completion.text, wrong, in_form=bool(question.grounds))
            again = self._client.complete(messages, asking.sample, asking.tokens, form=question.form)
        except CapassistError as error:
            return response(first, completion, f"It was asked for once more, without success: {error.message}")
        second = caption_answer(again.text, request, question.messages, question.grounds)
        if is_failure(second.said) or len(self._faults(second, request)) >= len(wrong):
            return response(first, completion)
        return response(second, again)

    def _faults(self, answer: CaptionAnswer, request: CaptionRequest) -> tuple[str, ...]:
        """Return what a caption does not keep to of what was asked, and of the author's standing rules."""
        is_latex = bool(markup_of(request.markup).commands) and request.figure.purpose == "caption"
        uneven = is_latex and has_uneven_braces(answer.said)  # in its text they are already escaped
        broken = self._broken_rules(answer.text, request)
        return (*faults(answer.text, request), *broken, *((UNEVEN,) if uneven else ()))

    def _caption(
        self, request: CaptionRequest, question: _Question, asking: _Asking
    ) -> tuple[CaptionAnswer, Completion, _Question]:
        """Return an answer that is a caption, and the question that it answers.

        Where the first one is none, the caption alone is asked for; a server that gave half a form and then a caption
        does not hold answers to a form.
        """
        first = self._answer_to(request, question, asking.sample, asking.tokens)
        if not is_failure(first[0].said):
            return *first, question
        alone = question
        if question.grounds:
            alone = _Question(without_form(question.messages), ())
        other = asking.sample + self._candidates  # another number than those of the other answers
        second = self._answer_to(request, alone, other, asking.tokens)
        if is_failure(second[0].said):
            said = second[0].said or first[0].said
            raise no_caption(self._asker.name, f"“{said}”" if said else _nothing_in(first[1].text, second[1].text))
        if first[0].broken:
            self._client.learn(replace(self._client.capabilities, structured_output=False))
        return *second, alone

    def _answer_to(
        self, request: CaptionRequest, question: _Question, sample: int, tokens: int
    ) -> tuple[CaptionAnswer, Completion]:
        completion = self._client.complete(question.messages, sample, tokens, form=question.form)
        return caption_answer(completion.text, request, question.messages, question.grounds), completion

    def _candidate(
        self,
        request: CaptionRequest,
        text: str,
        model: str | None,
        pictures: dict[str, Picture],
        notes: tuple[str, ...],
    ) -> Candidate:
        kind = request.wanted if request.wanted != "style" or imitated(request) else "long"
        return Candidate(
            figure=request.figure.id,
            text=text,
            kind=kind,
            captioner=self.name,
            evidence=evidence_of(request, pictures),
            notes=notes,
            model=model,
            instruction=request.instruction,
            current=request.current,
        )


def _nothing_in(*answers: str) -> str:
    """Return what is said of answers without a caption: of such that only think, too, that they were empty."""
    said = any(answer.strip() and not answer.lstrip().startswith("<think") for answer in answers)
    return "its answers held no caption." if said else "its answers were empty."
