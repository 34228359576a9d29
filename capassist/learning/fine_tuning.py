"""A model fine-tuned by a server on an export: uploaded once, paid for once, wherever it is stopped.

Each step is written down beside the data before and after it is done. What the server did for a run that was killed in
between is found there: a file by its name, which holds its hash, and a job by the name that was drawn for it.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from capassist.errors import ModelError, UsageError
from capassist.learning.event_log import EventLog
from capassist.learning.provider_limits import TrainingFile, exceeded, provider_of
from capassist.learning.training_set import TrainingSet
from capassist.llm.client import ChatClient
from capassist.llm.fine_tuning_api import FineTuningApi, FineTuningJob, JobEvent, JobRequest

LOG = "fine-tuning.jsonl"
SCHEMA = "capassist.fine-tuning/1"
SUFFIX = "capassist"  # in the name of the model that comes of it
_FIRST_LOOK, _LONGEST_PAUSE = 1.0, 30.0  # seconds between two looks at a job
_MOST_FAILURES = 5  # of looks one after another


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What a run would send and have trained."""

    host: str
    model: str
    files: dict[str, TrainingFile]  # by split
    epochs: int
    tokens: int  # about, over all epochs
    papers: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(file.size for file in self.files.values())


class Follower(Protocol):
    """Who is told how a job goes."""

    def happened(self, event: JobEvent) -> None:
        """Hear of an event."""

    def stands(self, job: FineTuningJob) -> None:
        """Hear how the job stands, each time that it is looked at."""

    def unreachable(self, error: ModelError) -> None:
        """Hear that the server did not say; it is asked again."""


@dataclass
class _Known:
    """What was written down of this data, server, model and number of epochs."""

    files: dict[str, str] = field(default_factory=dict)  # ids by hash; of all models of the server
    name: str = ""  # drawn for the job that was begun last, or may have been
    job: str = ""
    ended: str = ""  # the status it ended with
    result: str = ""  # the model that came of it


class FineTuning:
    """One base model of a server, to be trained on one export. A context manager, which holds the export's log."""

    def __init__(
        self, data: TrainingSet, client: ChatClient, epochs: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._data = data
        self.client = client
        self._api = FineTuningApi(client)
        self._epochs = epochs
        self._sleep = sleep
        self._log = EventLog(data.folder / LOG, SCHEMA, "this fine-tuning")
        self._paths = {split: path for split in ("train", "validation") if (path := data.file(split))}

    def __enter__(self) -> "FineTuning":
        self._log.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self._log.close()

    def plan(self) -> TrainingPlan:
        """Return what a run would send.

        Raises UsageError for what the provider would not take, and DraftError for files that were changed.
        """
        if "train" not in self._paths:
            raise UsageError(f"{self._data.folder} has no captions to train on.", "Export papers with captions.")
        files = {split: self._data.measured(path) for split, path in self._paths.items()}
        provider = provider_of(self.client.host)
        if too_much := exceeded(files["train"], provider):
            raise UsageError(
                " ".join(too_much), "Export more or fewer papers." + f" See {provider.page}" * bool(provider.page)
            )
        tokens = self._epochs * self._data.tokens("train")
        return TrainingPlan(self.client.host, self.client.model, files, self._epochs, tokens, self._data.papers)

    @property
    def result(self) -> str:
        """The model that was trained on this before; empty where there is none."""
        return self._known().result

    def require(self) -> None:
        """Check that the server can train. Raises ModelError where it has no such API."""
        self._api.require()

    def earlier(self) -> FineTuningJob | None:
        """Return the job of an earlier run that had not ended when it was last looked at; None where there is none."""
        known = self._known()
        if not known.name or known.ended:
            return None
        if known.job:
            return self._api.retrieve(known.job)
        files = {split: known.files[self._sha256(split)] for split in self._paths}
        found = self._api.find(self._request(known.name, files))
        if found is None:  # the run was ended before the server had the request
            self._note("ended", job="", status="never begun", result="", tokens=0)
            return None
        return self._begun(known.name, found)

    def begin(self) -> FineTuningJob:
        """Upload what is not at the server yet, and begin a job."""
        known = self._known()
        files = {split: self._uploaded(split, known) for split in self._paths}
        request = self._request(secrets.token_hex(8), files)
        self._note("beginning", name=request.name)
        return self._begun(request.name, self._api.begin(request))

    def follow(self, job: FineTuningJob, follower: Follower) -> FineTuningJob:
        """Return the job when it has ended. Raises ModelError when the server cannot be asked any more."""
        seen: set[str] = set()
        pause, failures = _FIRST_LOOK, 0
        while True:
            try:
                for event in self._api.events(job.id):
                    if event.id not in seen:
                        seen.add(event.id)
                        follower.happened(event)
                follower.stands(job)
                if not job.runs:
                    return self.ended(job)
                self._sleep(pause)
                job, failures = self._api.retrieve(job.id), 0
            except ModelError as error:
                failures += 1
                if failures == _MOST_FAILURES:
                    raise
                follower.unreachable(error)
                self._sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def cancel(self) -> FineTuningJob:
        """Cancel the job of an earlier run. Raises UsageError where none is on its way."""
        job = self.earlier()
        if job is None:
            raise UsageError("Nothing is being trained on this data.", "Leave out --cancel to begin.")
        return self.ended(self._api.cancel(job.id) if job.runs else job)

    def ended(self, job: FineTuningJob) -> FineTuningJob:
        """Write down how a job ended, and return it."""
        if not job.runs and not self._known().ended:
            self._note("ended", job=job.id, status=job.status, result=job.model or "", tokens=job.trained_tokens)
        return job

    def _uploaded(self, split: str, known: _Known) -> str:
        """Return the id of a split's file at the server, which is sent unless it is there."""
        sha256 = self._sha256(split)
        before = known.files.get(sha256)
        if before and self._api.has_file(before):
            return before
        name = f"capassist-{split}-{sha256[:20]}.jsonl"
        file = self._api.find_file(name) or self._api.upload(self._paths[split], name)
        self._log.add("uploaded", server=self.client.server, sha256=sha256, file=file)
        return file

    def _begun(self, name: str, job: FineTuningJob) -> FineTuningJob:
        self._note("begun", name=name, job=job.id)
        return job

    def _request(self, name: str, files: dict[str, str]) -> JobRequest:
        return JobRequest(name, self.client.model, files["train"], files.get("validation"), self._epochs, SUFFIX)

    def _sha256(self, split: str) -> str:
        return self._data.sha256(self._paths[split])

    def _note(self, event: str, **fields: object) -> None:
        self._log.add(event, **self._key(), **fields)

    def _key(self) -> dict[str, object]:
        return {"server": self.client.server, "model": self.client.model, "epochs": self._epochs}

    def _known(self) -> _Known:
        known, key = _Known(), self._key()
        for event in self._log.events:
            if event["event"] == "uploaded" and event.get("server") == self.client.server:
                known.files[str(event["sha256"])] = str(event["file"])
            elif all(event.get(name) == value for name, value in key.items()):
                _take_in(known, event["event"], event)
        return known


def _take_in(known: _Known, kind: str, event: object) -> None:
    fields = event if isinstance(event, dict) else {}
    match kind:
        case "beginning":
            known.name, known.job, known.ended = str(fields["name"]), "", ""
        case "begun":
            known.job = str(fields["job"])
        case "ended":
            known.ended = str(fields["status"])
            known.result = str(fields.get("result") or "") or known.result
