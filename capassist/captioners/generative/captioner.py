"""The Captioner port with a model on a server: what to send, and whether the answer is a caption."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capassist.captioners.controls import complies, faults
from capassist.captioners.generative.clean import clean, has_uneven_braces, is_failure
from capassist.captioners.generative.derived_prompts import split_long
from capassist.captioners.generative.prompts import (
    again_messages,
    caption_messages,
    caption_of,
    imitated,
    paragraph_of,
    rule_texts,
)
from capassist.errors import CapassistError, ModelError
from capassist.llm.asker import Asker
from capassist.llm.batch_api import BatchApi
from capassist.llm.budget import CostEstimate, estimate_request, request_tokens
from capassist.llm.capabilities import ANSWER_LIMITS
from capassist.llm.client import Completion
from capassist.llm.failures import PicturesRefusedError, TooLongError, short_quote
from capassist.llm.messages import Message, data_url
from capassist.llm.response_cache import Response
from capassist.model import Candidate, CaptionRequest, Evidence, Figure, Mention, Picture
from capassist.ports import ImageLoader
from capassist.settings import Prompt
from capassist.text.injection import instruction_in
from capassist.text.markup import markup_of
from capassist.text.plain_latex import escape_plain, without_markup
from capassist.text.words import one_line

NO_PICTURE = "Drafted without the picture: the figure has none that can be shown."
BLIND_MODEL = "Drafted without the picture: the model takes no pictures. (`capassist doctor` looks again.)"
FEWER_PICTURES = "Not all pictures could be sent along: the model takes no more."
OLLAMA_CONTEXT = " For Ollama, set OLLAMA_CONTEXT_LENGTH."
SMALLEST_CONTEXT = 2048  # tokens; the smallest that servers come with
LEFT_ALONE = "The model left it as it is: it meets what was asked already."
INTERRUPTED = "It does not keep to all that was asked, and asking for it once more was interrupted."
UNEVEN = "Its braces are not in pairs."
UNCHANGED = "It already complies, so nothing was changed and nothing was sent."


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """A request as it is sent, and about how many tokens it and its answer take."""

    body: Mapping[str, Any]
    tokens_in: int
    tokens_out: int  # at most


class GenerativeCaptioner:
    """Drafts captions with a model on a server. Several threads may ask at once.

    `profile_images` loads the pictures of figures that are imitated, which may be smaller. For a new draft the model is
    asked `candidates` times, and `choose` names the place of the best among the different answers. A caption with
    `broken_rules`, sentences that say which, is asked for once more.
    """

    def __init__(
        self,
        asker: Asker,
        images: ImageLoader,
        *,
        prompt: Prompt = "own",
        candidates: int = 1,
        profile_images: ImageLoader | None = None,
        choose: Callable[[CaptionRequest, Sequence[str]], int] = lambda _request, _texts: 0,
        broken_rules: Callable[[str, CaptionRequest], Sequence[str]] = lambda _text, _request: (),
    ) -> None:
        self._asker = asker
        self._client = asker.client
        self._images = images
        self._profile_images = profile_images or images
        self._prompt = prompt
        self._candidates = candidates
        self._choose = choose
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
        best = self._best(request, answers)
        same = bool(request.instruction) and one_line(best.text) == one_line(request.current)
        several = (f"The best of {len(answers)} different answers.",) if len(answers) > 1 else ()
        absent = (f"Not all answers came that were asked for: {missing.message}",) if missing else ()
        alone = (LEFT_ALONE,) if same and not best.notes else ()
        notes = (*self._notes(request, loaded, pictures), *several, *absent, *alone, *best.notes)
        return self._candidate(request, best.text, best.model, pictures, notes)

    def estimate(self, requests: Iterable[CaptionRequest]) -> CostEstimate:
        """Return what drafting these would send, without sending anything."""
        return sum((self._estimate(request) for request in requests), CostEstimate())

    def _estimate(self, request: CaptionRequest) -> CostEstimate:
        pictures = self._allowed(request, self._pictures(request))
        messages = self._messages(request, pictures)
        quoted = {"paragraph": len(request.figure.mentions), "caption": len(imitated(request))}
        one = estimate_request(messages, [*pictures.values()], quoted)
        missing = [sample for sample in self._samples(request) if self._asker.cached(messages, sample) is None]
        return sum((one for _ in missing), CostEstimate())

    def preview(self, request: CaptionRequest) -> tuple[dict[str, Any], ...]:
        """Return the bodies of the exact requests, each picture as its size and hash. Nothing is sent."""
        pictures = self._allowed(request, self._pictures(request))
        messages = self._messages(request, pictures)
        described = {data_url(picture): _described(picture) for picture in pictures.values()}
        system, user = messages
        parts = [_with_descriptions(part, described) for part in user["content"]]
        described_messages = [system, {**user, "content": parts}]
        return tuple(self._client.body(described_messages, sample) for sample in self._samples(request))

    def batch_request(self, request: CaptionRequest) -> BatchRequest:
        """Return the exact request, pictures included, as it would be sent now."""
        pictures = self._allowed(request, self._pictures(request))
        messages = self._messages(request, pictures)
        return BatchRequest(
            self._client.body(messages),
            request_tokens(messages, pictures.values()),
            self._client.capabilities.answer_limit,
        )

    def reply(self, record: Any) -> str:
        """Return the caption in the server's answer to one. Raises ModelError where it holds none."""
        completion = self._client.completion(record)
        text = clean(completion.text)
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

    def _best(self, request: CaptionRequest, answers: Sequence[Response]) -> Response:
        """Return the best answer among those that keep to what was asked, or come closest."""
        fewest = min(len(answer.notes) for answer in answers)
        closest = [answer for answer in answers if len(answer.notes) == fewest]
        return closest[self._choose(request, [answer.text for answer in closest]) if len(closest) > 1 else 0]

    def _samples(self, request: CaptionRequest) -> range:
        """Return a number for each answer to ask for; of a caption that is changed there is one."""
        return range(request.attempt, request.attempt + (1 if request.instruction else self._candidates))

    def _answer(self, request: CaptionRequest, pictures: dict[str, Picture], sample: int) -> Response:
        """Return the caption that was kept for this very request, or ask for it and keep it."""
        messages = self._messages(request, pictures)
        tokens = request_tokens(messages, pictures.values())
        return self._asker.respond(messages, lambda: self._asked(request, messages, sample, tokens), sample)

    def _messages(self, request: CaptionRequest, pictures: Mapping[str, Picture]) -> list[Message]:
        return caption_messages(request, pictures, self._asker.boundary, self._prompt)

    def _asked(self, request: CaptionRequest, messages: Sequence[Message], sample: int, tokens: int) -> Response:
        """Ask for a caption, once more when the answer is none, and once more when it does not keep to what was asked.

        The first answer is paid for: it is kept while the second is on its way, and stays where that does not come.
        """

        def answer(text: str, completion: Completion, *notes: str) -> Response:
            missed = (*faults(text, request), *_cut(completion, messages, tokens))
            return Response(text, completion.model, (*missed, *notes))

        text, completion = self._caption(messages, request, sample, tokens)
        wrong = self._faults(completion, request)
        if not wrong:
            return answer(text, completion)
        self._asker.keep(messages, answer(text, completion, INTERRUPTED), sample)
        try:
            again = self._client.complete(again_messages(messages, completion.text, wrong), sample, tokens)
        except CapassistError as error:
            return answer(text, completion, f"It was asked for once more, without success: {error.message}")
        second = _written(again, request)
        if is_failure(second) or len(self._faults(again, request)) >= len(wrong):
            return answer(text, completion)
        return answer(second, again)

    def _faults(self, completion: Completion, request: CaptionRequest) -> tuple[str, ...]:
        """Return what a caption does not keep to of what was asked, and of the author's standing rules."""
        text = _written(completion, request)
        is_latex = bool(markup_of(request.markup).commands) and request.figure.purpose == "caption"
        uneven = is_latex and has_uneven_braces(clean(completion.text))  # in `text` they are already escaped
        return (*faults(text, request), *self._broken_rules(text, request), *((UNEVEN,) if uneven else ()))

    def _caption(
        self, messages: Sequence[Message], request: CaptionRequest, sample: int, tokens: int
    ) -> tuple[str, Completion]:
        text = ""
        for tried in (sample, sample + self._candidates):  # another number than those of the other answers
            completion = self._client.complete(messages, tried, tokens)
            text = clean(completion.text)
            if not is_failure(text):
                return _written(completion, request), completion
        raise no_caption(self._asker.name, f"“{text}”" if text else "its answers were empty.")

    def _notes(
        self, request: CaptionRequest, loaded: dict[str, Picture], pictures: dict[str, Picture]
    ) -> tuple[str, ...]:
        hidden = _instructions(request)
        if request.figure.purpose not in {"caption", "alt"}:
            return hidden
        if request.figure.id not in pictures:
            return (BLIND_MODEL if request.figure.id in loaded else _no_picture(request.figure), *hidden)
        return (FEWER_PICTURES, *hidden) if len(pictures) < len(loaded) else hidden

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
            evidence=_evidence(request, pictures),
            notes=notes,
            model=model,
            instruction=request.instruction,
            current=request.current,
        )


def no_caption(name: str, words: str) -> ModelError:
    """Return the error for an answer that is no caption; `name` is who gave it."""
    return ModelError(f"{name} gave no caption: {short_quote(words)}", "Try again, or use another model.")


def _no_picture(figure: Figure) -> str:
    """Return the note that nothing of a figure can be shown, with what is wrong with its files."""
    return " ".join((NO_PICTURE, *dict.fromkeys(image.trouble for image in figure.images if image.trouble)))


def _written(completion: Completion, request: CaptionRequest) -> str:
    """Return the caption in an answer as it would stand in the source."""
    text = clean(completion.text)
    if request.figure.purpose != "alt":
        return markup_of(request.markup).to_source(text)
    lines = split_long(without_markup(text), request)
    return escape_plain(lines) if markup_of(request.markup).commands else lines


def _cut(completion: Completion, messages: Sequence[Message], tokens: int) -> tuple[str, ...]:
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


def _instructions(request: CaptionRequest) -> tuple[str, ...]:
    """Return a note for each text of the request that reads like an instruction to a model, with its place."""
    figure = request.figure
    texts = {
        "the title": request.title or "",
        "the abstract": request.abstract or "",
        "the text inside the figure": figure.drawn_text,
        "one of the draft's own rules": "\n".join(rule_texts(request.rules)),
        **{_place(mention): paragraph_of(mention, request) for mention in figure.mentions},
        **{other.name: caption_of(other, request) for other in imitated(request)},
    }
    found = {place: passage for place, text in texts.items() if (passage := instruction_in(text))}
    return tuple(
        f"{place} holds what reads like an instruction to a model, and was sent as a quotation: “{passage}”"
        for place, passage in found.items()
    )


def _described(picture: Picture) -> str:
    digest = hashlib.sha256(picture.data).hexdigest()
    size = f"{picture.width} × {picture.height} pixels, {len(picture.data)} bytes"
    return f"{picture.media_type}, {size}, sha256 {digest}"


def _with_descriptions(part: Message, described: Mapping[str, str]) -> Message:
    if part["type"] != "image_url":
        return part
    return {"type": "image_url", "image_url": {**part["image_url"], "url": described[part["image_url"]["url"]]}}


def _evidence(request: CaptionRequest, pictures: dict[str, Picture]) -> tuple[Evidence, ...]:
    target = request.figure
    picture = pictures.get(target.id)
    seen = [Evidence("picture", f"{picture.width} × {picture.height} pixels", target.name)] if picture else []
    mentions = [Evidence("mention", mention.text, _place(mention)) for mention in target.mentions]
    drawn = [Evidence("drawn text", target.drawn_text, target.name)] if target.drawn_text else []
    profile = [Evidence("profile", caption_of(figure, request), figure.name) for figure in imitated(request)]
    return (*seen, *mentions, *drawn, *profile)


def _place(mention: Mention) -> str:
    if mention.file:
        return f"{mention.file}:{mention.line}" if mention.line else mention.file
    return f"page {mention.page}" if mention.page else mention.section or "the paper"
