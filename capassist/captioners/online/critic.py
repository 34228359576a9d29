"""The Critic port with a model on a server: it sees one picture with its caption and says which faults the two have.

Its answer is JSON of one form; anything else is a failure and no finding.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from capassist.captioners.online.answers import Answers, request_key
from capassist.captioners.online.captioner import Outlook
from capassist.captioners.online.chat import ChatModel
from capassist.captioners.online.dialect import Dialects
from capassist.captioners.online.forms import answer_in_form
from capassist.captioners.online.meter import USUAL_ANSWER, Meter, request_tokens
from capassist.captioners.online.prompts import Message, critic_messages
from capassist.model import Figure, Key
from capassist.ports import ImageLoader, Opinion
from capassist.text.words import one_line

LONGEST_REASON = 400  # characters
TRIES = 2


class OnlineCritic:
    """Judges figures with a model on a server. Several threads may ask at once.

    The parameters are those of OnlineCaptioner.
    """

    def __init__(
        self,
        server: str,
        model: str,
        key: Key | None,
        images: ImageLoader,
        timeout: float,
        *,
        answers: Answers | None = None,
        dialects: Dialects | None = None,
        meter: Meter | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._chat = ChatModel(server, model, key, timeout, sleep, dialects=dialects, meter=meter)
        self._images = images
        self._answers = answers or Answers()
        self._mark = secrets.token_hex(8)

    @property
    def name(self) -> str:
        """The model and the host it runs on."""
        return f"{self._chat.model} at {self._chat.host}"

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._chat.host

    def judge(self, figure: Figure, faults: Mapping[str, str]) -> tuple[Opinion, ...] | None:
        """Return which faults the model sees, as the port says.

        Raises SettingsError when the key was refused or a limit is reached, ModelError when the model takes no pictures or did
        not answer in the form that was asked for, twice.
        """
        picture = self._images.load(figure)
        if picture is None:
            return None
        messages = critic_messages(figure, picture, faults, self._mark)
        key = self._key(messages)
        kept = self._answers.get(key)
        seen = faults_in(kept.text, faults) if kept else None
        if seen is None:
            tokens = request_tokens(messages, [picture])
            answer, found = answer_in_form(
                self._chat, messages, partial(faults_in, faults=faults), tries=TRIES, tokens=tokens
            )
            self._answers.keep(key, answer)
            seen = found
        return tuple(Opinion(figure.id, fault, reason, self.name) for fault, reason in seen)

    def outlook(self, figures: Iterable[Figure], faults: Mapping[str, str]) -> Outlook:
        """Return what judging these would send, without sending anything."""
        total = Outlook()
        for figure in figures:
            picture = self._images.load(figure)
            if picture is None:
                continue
            messages = critic_messages(figure, picture, faults, self._mark)
            if self._answers.get(self._key(messages)) is None:
                total = Outlook(
                    requests=total.requests + 1,
                    pictures=total.pictures + 1,
                    size=total.size + len(picture.data),
                    captions=total.captions + 1,
                    tokens_in=total.tokens_in + request_tokens(messages, [picture]),
                    tokens_out=total.tokens_out + USUAL_ANSWER,
                )
        return total

    def _key(self, messages: list[Message]) -> str:
        return request_key(self._chat.server, self._chat.model, messages, self._mark, 0)


def faults_in(text: str, faults: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """Return the faults in an answer, each with its reason; None where it is not of the form that was asked for."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or record.keys() != {"faults"} or not isinstance(record["faults"], list):
        return None
    found = [_fault(entry, faults) for entry in record["faults"]]
    return None if None in found else tuple(dict.fromkeys(fault for fault in found if fault))


def _fault(entry: object, faults: Mapping[str, str]) -> tuple[str, str] | None:
    if not isinstance(entry, dict) or entry.keys() != {"fault", "why"}:
        return None
    name, reason = entry["fault"], entry["why"]
    if not isinstance(name, str) or name not in faults or not isinstance(reason, str):
        return None
    reason = one_line(reason)
    return (name, reason) if 0 < len(reason) <= LONGEST_REASON else None
