"""The online captioner: a vision model on an OpenAI-compatible server drafts the caption.

It sends what `prompts` says and nothing else, to the one server that the author named.
"""

import secrets
import time
from collections.abc import Callable

from capassist.captioners.online.chat import ChatModel
from capassist.captioners.online.clean import clean, is_failure
from capassist.captioners.online.failures import PicturesRefusedError, no_answer
from capassist.captioners.online.prompts import caption_messages, caption_of, imitated
from capassist.model import Candidate, CaptionRequest, Evidence, Figure, Key, Mention, Picture
from capassist.ports import ImageLoader
from capassist.text.escape import to_latex

NO_PICTURE = "Drafted without the picture: the figure has none that can be shown."
BLIND_MODEL = "Drafted without the picture: the model takes no pictures."


class OnlineCaptioner:
    """Drafts captions with a model on a server. `timeout` is in seconds for one answer; `sleep` waits between tries."""

    def __init__(
        self,
        server: str,
        model: str,
        key: Key | None,
        images: ImageLoader,
        timeout: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._chat = ChatModel(server, model, key, timeout, sleep)
        self._images = images
        self._mark = secrets.token_hex(8)
        self._sees = True

    @property
    def name(self) -> str:
        """The model and the host it runs on."""
        return f"{self._chat.model} at {self._chat.host}"

    def draft(self, request: CaptionRequest) -> Candidate:
        """Return a draft; for a LaTeX draft its text is LaTeX.

        Raises SettingsError when the key was refused, ModelError when the model gave no caption when asked twice.
        """
        pictures = self._pictures(request)
        try:
            text, model = self._caption(request, pictures)
        except PicturesRefusedError:
            if not pictures:
                raise
            self._sees, pictures = False, {}
            text, model = self._caption(request, pictures)
        return Candidate(
            figure=request.figure.id,
            text=to_latex(text) if request.markup == "latex" else text,
            kind="style" if imitated(request) else "long",
            captioner=self.name,
            evidence=_evidence(request, pictures),
            notes=() if request.figure.id in pictures else (NO_PICTURE if self._sees else BLIND_MODEL,),
            model=model,
        )

    def _pictures(self, request: CaptionRequest) -> dict[str, Picture]:
        if not self._sees:
            return {}
        loaded = {figure.id: self._images.load(figure) for figure in (request.figure, *imitated(request))}
        return {figure: picture for figure, picture in loaded.items() if picture}

    def _caption(self, request: CaptionRequest, pictures: dict[str, Picture]) -> tuple[str, str]:
        """Return the caption, and the model that wrote it as the server named it."""
        messages = caption_messages(request, pictures, self._mark)
        text = ""
        for variation in (request.attempt, request.attempt + 1):
            answer = self._chat.complete(messages, variation)
            text = clean(answer.text)
            if not is_failure(text):
                return text, answer.model
        raise no_answer(self._chat.host, self._chat.model, f"“{text}”" if text else "its answers were empty.")


def _evidence(request: CaptionRequest, pictures: dict[str, Picture]) -> tuple[Evidence, ...]:
    target = request.figure
    picture = pictures.get(target.id)
    seen = [Evidence("picture", f"{picture.width} × {picture.height} pixels", _title(target))] if picture else []
    mentions = [Evidence("mention", mention.text, _place(mention)) for mention in target.mentions]
    profile = [Evidence("profile", caption_of(figure, request), _title(figure)) for figure in imitated(request)]
    return (*seen, *mentions, *profile)


def _place(mention: Mention) -> str:
    if mention.file:
        return f"{mention.file}:{mention.line}" if mention.line else mention.file
    return f"page {mention.page}" if mention.page else mention.section or "the paper"


def _title(figure: Figure) -> str:
    return f"Figure {figure.number}" if figure.number else figure.id
