"""The Captioner port with a model on a server: what to send, whether the answer is a caption, and what the author should know."""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from capassist.captioners.online.answers import Answer, Answers, request_key
from capassist.captioners.online.batches import BatchApi
from capassist.captioners.online.chat import ChatModel, Completion
from capassist.captioners.online.clean import clean, is_failure
from capassist.captioners.online.controls import complies, faults
from capassist.captioners.online.dialect import BUDGETS, Dialects
from capassist.captioners.online.failures import PicturesRefusedError, TooLongError, no_answer
from capassist.captioners.online.injection import instruction_in
from capassist.captioners.online.meter import USUAL_ANSWER, Meter, request_tokens
from capassist.captioners.online.prompts import (
    Message,
    Prompt,
    again_messages,
    caption_messages,
    caption_of,
    data_url,
    imitated,
    paragraph_of,
    rule_texts,
)
from capassist.errors import ModelError
from capassist.model import Candidate, CaptionRequest, Evidence, Figure, Key, Mention, Picture
from capassist.ports import ImageLoader
from capassist.text.escape import to_latex
from capassist.text.words import one_line

NO_PICTURE = "Drafted without the picture: the figure has none that can be shown."
BLIND_MODEL = "Drafted without the picture: the model takes no pictures. (`capassist doctor` looks again.)"
FEWER_PICTURES = "Not all pictures could be sent along: the model takes no more."
OLLAMA_CONTEXT = " For Ollama, set OLLAMA_CONTEXT_LENGTH."
SMALLEST_CONTEXT = 2048  # tokens; the smallest that servers come with
LEFT_ALONE = "The model left it as it is: it meets what was asked already."
UNCHANGED = "It already complies, so nothing was changed and nothing was sent."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What drafting would send: counts over all requests whose answers are not kept yet."""

    requests: int = 0
    pictures: int = 0
    size: int = 0  # bytes of the pictures
    paragraphs: int = 0
    captions: int = 0
    tokens_in: int = 0  # about
    tokens_out: int = 0  # about


@dataclass(frozen=True, slots=True)
class Question:
    """A request as it is sent, and about how many tokens it and its answer take."""

    body: Mapping[str, Any]
    tokens_in: int
    tokens_out: int  # at most


class OnlineCaptioner:
    """Drafts captions with a model on a server. Several threads may ask at once.

    `timeout` is in seconds for one answer, `sleep` waits between tries. What was learnt of servers is kept in `dialects`, answers
    in `answers`; `meter` counts what all requests together take. For a new draft the model is asked `candidates` times, and
    `choose` names the place of the best among the different answers. A caption with `broken_rules`, sentences that say which, is
    asked for once more.
    """

    def __init__(
        self,
        server: str,
        model: str,
        key: Key | None,
        images: ImageLoader,
        timeout: float,
        *,
        prompt: Prompt = "own",
        answers: Answers | None = None,
        dialects: Dialects | None = None,
        meter: Meter | None = None,
        candidates: int = 1,
        choose: Callable[[CaptionRequest, Sequence[str]], int] = lambda _request, _texts: 0,
        broken_rules: Callable[[str, CaptionRequest], Sequence[str]] = lambda _text, _request: (),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._chat = ChatModel(server, model, key, timeout, sleep, dialects=dialects, meter=meter)
        self._images = images
        self._prompt = prompt
        self._answers = answers or Answers()
        self._candidates = candidates
        self._choose = choose
        self._broken_rules = broken_rules
        self._mark = secrets.token_hex(8)

    @property
    def name(self) -> str:
        """The model and the host it runs on, and the prompt where it is not capassist's own."""
        wording = "" if self._prompt == "own" else f", prompt {self._prompt}"
        return f"{self._chat.model} at {self._chat.host}{wording}"

    @property
    def server(self) -> str:
        """The server's base URL."""
        return self._chat.server

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._chat.host

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return a draft, or the current caption changed as the author asks; for a LaTeX draft its text is LaTeX.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when the model gave no caption when asked
        twice.
        """
        if request.instruction and complies(request):
            return self._candidate(request, request.current, None, {}, (UNCHANGED,))
        loaded = self._pictures(request)
        answers, pictures = self._answers_to(request, loaded)
        best = self._best(request, answers)
        same = bool(request.instruction) and one_line(best.text) == one_line(request.current)
        several = (f"The best of {len(answers)} different answers.",) if len(answers) > 1 else ()
        alone = (LEFT_ALONE,) if same and not best.notes else ()
        notes = (*self._notes(request, loaded, pictures), *several, *alone, *best.notes)
        return self._candidate(request, best.text, best.model, pictures, notes)

    def outlook(self, requests: Iterable[CaptionRequest]) -> Outlook:
        """Return what drafting these would send, without sending anything."""
        total = Outlook()
        for request in requests:
            pictures = self._allowed(request, self._pictures(request))
            messages = caption_messages(request, pictures, self._mark, self._prompt)
            kept = [self._answers.get(self._key(messages, variation)) for variation in self._variations(request)]
            missing = kept.count(None)
            total = Outlook(
                total.requests + missing,
                total.pictures + missing * len(pictures),
                total.size + missing * sum(len(picture.data) for picture in pictures.values()),
                total.paragraphs + missing * len(request.figure.mentions),
                total.captions + missing * len(imitated(request)),
                total.tokens_in + missing * request_tokens(messages, pictures.values()),
                total.tokens_out + missing * USUAL_ANSWER,
            )
        return total

    def preview(self, request: CaptionRequest) -> tuple[dict[str, Any], ...]:
        """Return the bodies of the exact requests, each picture as its size and hash. Nothing is sent."""
        pictures = self._allowed(request, self._pictures(request))
        messages = caption_messages(request, pictures, self._mark, self._prompt)
        described = {data_url(picture): _described(picture) for picture in pictures.values()}
        system, user = messages
        parts = [_with_descriptions(part, described) for part in user["content"]]
        described_messages = [system, {**user, "content": parts}]
        return tuple(self._chat.body(described_messages, variation) for variation in self._variations(request))

    def question(self, request: CaptionRequest) -> Question:
        """Return the exact request, pictures included, as it would be sent now."""
        pictures = self._allowed(request, self._pictures(request))
        messages = caption_messages(request, pictures, self._mark, self._prompt)
        return Question(
            self._chat.body(messages), request_tokens(messages, pictures.values()), self._chat.dialect.budget
        )

    def reply(self, record: Any) -> str:
        """Return the caption in the server's answer to a question. Raises ModelError where it holds none."""
        completion = self._chat.completion(record)
        text = clean(completion.text)
        if not completion.is_whole or not text:  # of reasoning models; with more room they may come to the caption
            self._chat.learn(replace(self._chat.dialect, budget=BUDGETS[-1]))
            raise no_answer(self._chat.host, self._chat.model, "its answer was empty or cut.")
        if is_failure(text):
            raise no_answer(self._chat.host, self._chat.model, f"“{text}”")
        return text

    def batches(self) -> BatchApi:
        """Return the server's Batch API."""
        return BatchApi(self._chat)

    def _pictures(self, request: CaptionRequest) -> dict[str, Picture]:
        """Return the pictures of the target and of the profile figures, by id, in that order."""
        loaded = {figure.id: self._images.load(figure) for figure in (request.figure, *imitated(request))}
        return {figure: picture for figure, picture in loaded.items() if picture}

    def _allowed(self, request: CaptionRequest, loaded: dict[str, Picture]) -> dict[str, Picture]:
        """Return those that the model takes, the target's first."""
        most = self._chat.dialect.most_pictures
        if most is not None and most < 2 and request.figure.id not in loaded:
            return {}  # the picture of another figure alone would pass for the target's
        return dict(list(loaded.items())[:most])

    def _answers_to(
        self, request: CaptionRequest, loaded: dict[str, Picture]
    ) -> tuple[list[Answer], dict[str, Picture]]:
        """Return the different answers, and the pictures that were sent: all, or as many as the model takes."""
        pictures = self._allowed(request, loaded)
        while True:
            try:
                return self._sampled(request, pictures), pictures
            except PicturesRefusedError as refused:
                if not pictures:
                    raise
                most = min(refused.most, len(pictures) - 1)
                self._chat.learn(replace(self._chat.dialect, most_pictures=most))
                pictures = self._allowed(request, loaded)
            except TooLongError:
                if len(pictures) < 2:
                    raise
                pictures = dict(list(pictures.items())[:1])

    def _sampled(self, request: CaptionRequest, pictures: dict[str, Picture]) -> list[Answer]:
        """Return the answers with different texts; where there is a first one, those that fail are missing."""
        first, *others = self._variations(request)
        answers = [self._answer(request, pictures, first)]
        for variation in others:
            with suppress(ModelError):
                answers.append(self._answer(request, pictures, variation))
        different: dict[str, Answer] = {}
        for answer in answers:
            different.setdefault(answer.text, answer)
        return list(different.values())

    def _best(self, request: CaptionRequest, answers: Sequence[Answer]) -> Answer:
        """Return the best answer among those that keep to what was asked, or come closest."""
        fewest = min(len(answer.notes) for answer in answers)
        closest = [answer for answer in answers if len(answer.notes) == fewest]
        return closest[self._choose(request, [answer.text for answer in closest]) if len(closest) > 1 else 0]

    def _variations(self, request: CaptionRequest) -> range:
        """Return a number for each answer to ask for; of a caption that is changed there is one."""
        return range(request.attempt, request.attempt + (1 if request.instruction else self._candidates))

    def _answer(self, request: CaptionRequest, pictures: dict[str, Picture], variation: int) -> Answer:
        """Return the caption that was kept for this very request, or ask for it and keep it."""
        messages = caption_messages(request, pictures, self._mark, self._prompt)
        key = self._key(messages, variation)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._asked(request, messages, variation, request_tokens(messages, pictures.values()))
            self._answers.keep(key, answer)
        return answer

    def _key(self, messages: Sequence[Message], variation: int) -> str:
        return request_key(self._chat.server, self._chat.model, messages, self._mark, variation)

    def _asked(self, request: CaptionRequest, messages: Sequence[Message], variation: int, tokens: int) -> Answer:
        """Ask for a caption, once more when the answer is none, and once more when it does not keep to what was asked."""
        text, completion = self._caption(messages, request, variation, tokens)
        wrong = self._faults(text, request)
        if wrong:
            again = self._chat.complete(again_messages(messages, completion.text, wrong), variation, tokens)
            second = _written(again, request)
            if not is_failure(second) and len(self._faults(second, request)) < len(wrong):
                text, completion = second, again
        return Answer(text, completion.model, (*faults(text, request), *_cut(completion, messages, tokens)))

    def _faults(self, text: str, request: CaptionRequest) -> tuple[str, ...]:
        """Return what a caption does not keep to of what was asked, and of the author's standing rules."""
        return (*faults(text, request), *self._broken_rules(text, request))

    def _caption(
        self, messages: Sequence[Message], request: CaptionRequest, variation: int, tokens: int
    ) -> tuple[str, Completion]:
        text = ""
        for tried in (variation, variation + self._candidates):  # another number than those of the other answers
            completion = self._chat.complete(messages, tried, tokens)
            text = clean(completion.text)
            if not is_failure(text):
                return _written(completion, request), completion
        raise no_answer(self._chat.host, self._chat.model, f"“{text}”" if text else "its answers were empty.")

    def _notes(
        self, request: CaptionRequest, loaded: dict[str, Picture], pictures: dict[str, Picture]
    ) -> tuple[str, ...]:
        hidden = _instructions(request)
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


def _no_picture(figure: Figure) -> str:
    """Return the note that nothing of a figure can be shown, with what is wrong with its files."""
    return " ".join((NO_PICTURE, *dict.fromkeys(image.trouble for image in figure.images if image.trouble)))


def _written(completion: Completion, request: CaptionRequest) -> str:
    """Return the caption in an answer as it would stand in the source."""
    text = clean(completion.text)
    return to_latex(text) if request.markup == "latex" else text


def _cut(completion: Completion, messages: Sequence[Message], tokens: int) -> tuple[str, ...]:
    """Return a note where the server seems to have read only a part of the request, as Ollama does without a word.

    Its context is a power of two, and a request that was cut fills it to the last token. And no tokenizer makes do with a third
    of what the estimate counts for text.
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
        **{_title(other): caption_of(other, request) for other in imitated(request)},
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
    return {"type": "image_url", "image_url": {"url": described[part["image_url"]["url"]]}}


def _evidence(request: CaptionRequest, pictures: dict[str, Picture]) -> tuple[Evidence, ...]:
    target = request.figure
    picture = pictures.get(target.id)
    seen = [Evidence("picture", f"{picture.width} × {picture.height} pixels", _title(target))] if picture else []
    mentions = [Evidence("mention", mention.text, _place(mention)) for mention in target.mentions]
    drawn = [Evidence("drawn text", target.drawn_text, _title(target))] if target.drawn_text else []
    profile = [Evidence("profile", caption_of(figure, request), _title(figure)) for figure in imitated(request)]
    return (*seen, *mentions, *drawn, *profile)


def _place(mention: Mention) -> str:
    if mention.file:
        return f"{mention.file}:{mention.line}" if mention.line else mention.file
    return f"page {mention.page}" if mention.page else mention.section or "the paper"


def _title(figure: Figure) -> str:
    return f"Figure {figure.number}" if figure.number else figure.id
