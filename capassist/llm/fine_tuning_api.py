"""The fine-tuning API of an OpenAI-compatible server: files to train on, jobs, and what becomes of them.

What a job does is the server's business; here it is begun, found again, followed and cancelled.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capassist.errors import CapassistError, ModelError
from capassist.files import open_file
from capassist.llm.batch_api import LONGEST_UPLOAD, MARK
from capassist.llm.client import ChatClient
from capassist.llm.failures import status_of
from capassist.llm.listings import A_PAGE, NO_SUCH_API, Listing, count_of, fields_of, record_id
from capassist.text.words import one_line

_RUNNING = frozenset({"validating_files", "queued", "running", "paused"})
_PURPOSE = "fine-tune"


@dataclass(frozen=True, slots=True)
class FineTuningJob:
    """A job as the server tells of it."""

    id: str
    status: str  # in the API's words
    model: str | None  # that it made
    trained_tokens: int
    finish: int | None  # when it expects to be done, in seconds since 1970
    reason: str  # why it failed

    @property
    def runs(self) -> bool:
        """Whether a model may still come of it."""
        return self.status in _RUNNING


@dataclass(frozen=True, slots=True)
class JobEvent:
    """Something that happened to a job."""

    id: str
    message: str


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What a job is to do. `name` is drawn for it, and kept by the server where it keeps such things."""

    name: str
    model: str
    training_file: str
    validation_file: str | None
    epochs: int
    suffix: str

    @property
    def body(self) -> dict[str, Any]:
        """The request."""
        validation = {"validation_file": self.validation_file} if self.validation_file else {}
        method = {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": self.epochs}}}
        return {
            "model": self.model,
            "training_file": self.training_file,
            **validation,
            "method": method,
            "suffix": self.suffix,
            "metadata": {MARK: self.name},
        }


class FineTuningApi:
    """The fine-tuning API of a model's server."""

    def __init__(self, client: ChatClient) -> None:
        self._client = client
        hint = "Name a server that has one, or give the files to a trainer on a machine of your own."
        missing = ModelError(f"{client.host} has no fine-tuning API.", hint)
        self._jobs = Listing(client, lambda c, where: c.fine_tuning.jobs.with_streaming_response.list(**where), missing)
        self._files = Listing(client, _list_files, missing)

    @property
    def host(self) -> str:
        """The server's host, as it is shown."""
        return self._client.host

    def require(self) -> None:
        """Check that the server has a fine-tuning API. Raises ModelError where it has none."""
        self._jobs.require()

    def find_file(self, name: str) -> str | None:
        """Return the id of a file that was uploaded under this name; None where there is none."""
        for record in self._files:
            if record.get("filename") == name and record.get("status") != "error":
                return record_id(record, self.host)
        return None

    def upload(self, path: Path, name: str) -> str:
        """Send a file to train on under a name, and return its id. Nothing is trained yet."""
        with open_file(path) as file:
            form: dict[str, Any] = {"file": (name, file), "purpose": _PURPOSE}
            record = self._client.record(lambda c: c.files.with_streaming_response.create(**form), LONGEST_UPLOAD)
        return record_id(record, self.host)

    def has_file(self, file: str) -> bool:
        """Return whether an uploaded file is still there."""
        try:
            self._client.record(lambda c: c.files.with_streaming_response.retrieve(file))
        except CapassistError as error:
            if status_of(error) != 404:
                raise
            return False
        return True

    def begin(self, request: JobRequest) -> FineTuningJob:
        """Begin a job."""
        create = self._client.record(lambda c: c.fine_tuning.jobs.with_streaming_response.create(**request.body))
        return self._job(create)

    def find(self, request: JobRequest) -> FineTuningJob | None:
        """Return the job of this request; None where there is none.

        Servers that do not keep names are asked by what was trained on: that file is of this request alone, and a job
        that failed is none that was begun just now.
        """
        nameless = None
        for record in self._jobs:
            name = fields_of(record.get("metadata")).get(MARK)
            if name == request.name:
                return self._job(record)
            same = record.get("training_file") == request.training_file and record.get("model") == request.model
            if name is None and same and nameless is None and (job := self._job(record)).runs:
                nameless = job
        return nameless

    def retrieve(self, job: str) -> FineTuningJob:
        """Return how a job stands now."""
        return self._about(job, lambda c: c.fine_tuning.jobs.with_streaming_response.retrieve(job))

    def cancel(self, job: str) -> FineTuningJob:
        """Cancel a job, and return how it stands then."""
        return self._about(job, lambda c: c.fine_tuning.jobs.with_streaming_response.cancel(job))

    def events(self, job: str) -> list[JobEvent]:
        """Return the latest events of a job, oldest first; none where the server tells of none."""
        try:
            page = self._client.record(
                lambda c: c.fine_tuning.jobs.with_streaming_response.list_events(job, limit=A_PAGE)
            )
        except CapassistError as error:
            if status_of(error) not in NO_SUCH_API:
                raise
            return []
        return list(reversed([*_events(fields_of(page).get("data"))]))

    def _about(self, job: str, ask: Any) -> FineTuningJob:
        try:
            return self._job(self._client.record(ask))
        except CapassistError as error:
            if status_of(error) != 404:
                raise
            hint = "Was it begun with another key?"
            raise ModelError(f"{self.host} does not know the fine-tuning job {job}.", hint) from error

    def _job(self, record: Any) -> FineTuningJob:
        name = record_id(record, self.host)
        model, finish = record.get("fine_tuned_model"), record.get("estimated_finish")
        return FineTuningJob(
            id=name,
            status=str(record.get("status")),
            model=model if isinstance(model, str) and model else None,
            trained_tokens=count_of(record.get("trained_tokens")),
            finish=finish if isinstance(finish, int) else None,
            reason=one_line(str(fields_of(record.get("error")).get("message") or "")),
        )


def _list_files(client: Any, where: Mapping[str, Any]) -> Any:
    return client.files.with_streaming_response.list(purpose=_PURPOSE, **where)


def _events(data: object) -> Iterator[JobEvent]:
    for record in data if isinstance(data, list) else []:
        if isinstance(record, dict) and isinstance(record.get("id"), str) and isinstance(record.get("message"), str):
            yield JobEvent(record["id"], one_line(record["message"]))
