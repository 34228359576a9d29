"""LaMP-Cap's targets drafted by a Batch API: one run of the command submits them, a later one fetches what came.

What a batch asks for is written down before the batch begins, under a name drawn for it that the provider keeps, too. A
run that was killed in between leaves a batch whose id is not known here; the next one looks for the name, so that
nothing is asked for twice.
"""

import json
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Protocol

from capassist.captioners.generative import GenerativeCaptioner
from capassist.errors import CapassistError, ModelError, SettingsError, WriteError
from capassist.evaluation.generation import GeneratedCaption, condition_name
from capassist.evaluation.lampcap import Case, Study
from capassist.evaluation.lampcap_tables import DraftStore, to_draft
from capassist.files import read_file, write_whole
from capassist.llm.batch_api import LARGEST_FILE, MOST_REQUESTS, Batch, request_line
from capassist.llm.budget import Budget
from capassist.llm.failures import status_of
from capassist.text.words import one_line

_SCHEMA = "capassist.batches/1"
_TRIALS = 3


@dataclass(frozen=True, slots=True)
class Submitted:
    """A batch that was begun and not fetched yet, or that may have been begun: then its id is not known."""

    name: str
    server: str
    captioner: str
    requests: tuple[str, ...]
    id: str = ""


class Ledger:
    """The batches that were submitted, in a JSON file beside the answers; it is gone when all are fetched."""

    def __init__(self, answers: Path) -> None:
        """Read the file. Raises WriteError when it is damaged: it says what was paid for."""
        self.path = answers.with_name(f"{answers.name}.batches.json")
        self._batches: dict[str, Submitted] = {}
        try:
            if self.path.exists():
                for record in json.loads(read_file(self.path))["batches"]:
                    found = Submitted(**{**record, "requests": tuple(record["requests"])})
                    self._batches[found.name] = found
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            hint = "It says which batches are on their way. Put it right, or remove it to ask for all of them again."
            raise WriteError(f"{self.path} cannot be read.", hint) from error

    def of(self, captioner: GenerativeCaptioner) -> list[Submitted]:
        """Return the captioner's batches."""
        return [b for b in self._batches.values() if (b.server, b.captioner) == (captioner.server, captioner.name)]

    def put(self, batch: Submitted) -> None:
        """Write a batch down, or what became known of it."""
        self._save(self._batches | {batch.name: batch})

    def drop(self, batch: Submitted) -> None:
        """Forget a batch."""
        self._save({name: other for name, other in self._batches.items() if name != batch.name})

    def _save(self, batches: dict[str, Submitted]) -> None:
        try:
            if batches:
                record = {"schema": _SCHEMA, "batches": [asdict(batch) for batch in batches.values()]}
                write_whole(self.path, json.dumps(record, indent=1).encode())
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{self.path} cannot be written: {error.strerror or error}.") from error
        self._batches = batches


@dataclass
class Fetched:
    """What one look at the batches gave. `failed` are reasons, with how many requests have them."""

    running: list[Batch] = field(default_factory=list)
    answers: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    not_run: list[str] = field(default_factory=list)  # why, for each batch that the server did not run at all


class BatchLog(Protocol):
    """Who is told what happens to the batches."""

    def fetched(self, fetched: Fetched) -> None:
        """Hear what has come."""

    def submitting(self, requests: int) -> None:
        """Hear how many requests are about to be sent, before the first one is."""

    def uploading(self, upload: "Upload") -> None:
        """Hear of a file that is about to be sent."""

    def submitted(self, batch: Batch) -> None:
        """Hear of a batch that was begun."""

    def stopped(self, limit: SettingsError) -> None:
        """Hear of the limit that keeps the other requests from being sent."""


def run_batches(
    study: Study,
    captioner: GenerativeCaptioner,
    profiles: Sequence[str],
    kept: DraftStore,
    ledger: Ledger,
    *,
    budget: Budget,
    log: BatchLog,
) -> Fetched:
    """Fetch the answers that have come, and submit what was not asked for yet. Nobody waits for a batch.

    Raises ModelError where the server has no Batch API, and SettingsError where a limit is reached before anything is
    on its way.
    """
    fetched = fetch(captioner, kept, ledger)
    log.fetched(fetched)
    if asked := waiting(study, captioner, profiles, kept, ledger):
        captioner.batches().require()
        log.submitting(len(asked))
        try:
            try_one(captioner, asked, kept)
            for upload in uploads(captioner, asked, budget):
                log.uploading(upload)
                log.submitted(submit(captioner, upload, ledger))
        except SettingsError as limit:
            if not ledger.of(captioner):
                raise
            log.stopped(limit)
    return fetched


def fetch(captioner: GenerativeCaptioner, kept: DraftStore, ledger: Ledger) -> Fetched:
    """Look at the captioner's batches, and keep the answers of those that have ended.

    What failed may be asked for again.
    """
    api, fetched = captioner.batches(), Fetched()
    for submitted in ledger.of(captioner):
        batch = api.retrieve(submitted.id) if submitted.id else api.find(submitted.name)
        if batch is None:  # the process ended before it was begun
            ledger.drop(submitted)
        elif batch.runs:
            ledger.put(replace(submitted, id=batch.id))
            fetched.running.append(batch)
        else:
            _take(batch, submitted, captioner, kept, fetched)
            ledger.drop(submitted)
    return fetched


def waiting(
    study: Study, captioner: GenerativeCaptioner, profiles: Sequence[str], kept: DraftStore, ledger: Ledger
) -> "Waiting":
    """Return the cases, each with its condition, that have no answer and are not on their way."""
    sent = {request for batch in ledger.of(captioner) for request in batch.requests}
    cases = ((profile, case) for profile in profiles for case in to_draft(study, captioner, profile, kept))
    return [(profile, case) for profile, case in cases if _id(profile, case.key) not in sent]


Waiting = list[tuple[str, Case]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of requests, ready to be sent. Tokens are about so many."""

    file: Path
    requests: tuple[str, ...]
    size: int  # bytes
    tokens_in: int


def try_one(captioner: GenerativeCaptioner, asked: Waiting, kept: DraftStore) -> None:
    """Draft one case at once and take it off the list, to see whether key, model and parameters are right.

    A case that fails is taken off, too, and the next one tried. Raises ModelError where all of a few failed.
    """
    for left in range(min(_TRIALS, len(asked)) - 1, -1, -1):
        profile, case = asked.pop()  # of the last condition, which shows the most pictures
        name = condition_name(captioner, profile)
        try:
            kept.add(GeneratedCaption(name, case.key, captioner.draft(case.request(profile)).text))
        except ModelError:
            kept.add(GeneratedCaption(name, case.key, None, failed=True))
            if not left:
                raise
        else:
            return


def uploads(
    captioner: GenerativeCaptioner, asked: Waiting, budget: Budget, *, largest: int = LARGEST_FILE
) -> Iterator[Upload]:
    """Yield files of the requests, one at a time, none above the limits of the API.

    Each request is counted with the most that its answer may take, as a batch cannot be stopped on the way. Raises
    SettingsError where the budget's limit is reached, after the file with those before.
    """
    left = iter(asked)
    held = next(left, None)
    while held:
        with _file() as file:
            names: list[str] = []
            tokens, error = 0, None
            while held and len(names) < MOST_REQUESTS:
                profile, case = held
                question = captioner.batch_request(case.request(profile))
                line = request_line(_id(profile, case.key), question.body)
                if names and file.tell() + len(line) > largest:
                    break
                try:
                    with budget.reserved(question.tokens_in, question.tokens_out):
                        budget.spend(question.tokens_in, question.tokens_out)
                except SettingsError as limit:
                    error, held = limit, None
                    break
                file.write(line)
                names.append(_id(profile, case.key))
                tokens += question.tokens_in
                held = next(left, None)
            file.flush()
            if names:
                yield Upload(Path(file.name), tuple(names), file.tell(), tokens)
            if error:
                raise error


def submit(captioner: GenerativeCaptioner, upload: Upload, ledger: Ledger) -> Batch:
    """Have a file of requests run as a batch.

    Where it is not certain whether the batch was begun, the next look finds out.
    """
    api = captioner.batches()
    file = api.upload(upload.file)
    submitted = Submitted(secrets.token_hex(16), captioner.server, captioner.name, upload.requests)
    ledger.put(submitted)
    try:
        batch = api.begin(file, submitted.name)
    except CapassistError as error:
        status = status_of(error)
        if status and 400 <= status < 500 and status != 408:  # it was refused
            ledger.drop(submitted)
        raise
    ledger.put(replace(submitted, id=batch.id))
    return batch


def _take(
    batch: Batch, submitted: Submitted, captioner: GenerativeCaptioner, kept: DraftStore, fetched: Fetched
) -> None:
    """Keep what came of a batch's requests, each of them once, also when this was interrupted before."""
    left = {name: _answered(name, captioner) for name in submitted.requests}
    left = {name: answer for name, answer in left.items() if (answer.condition, answer.target) not in kept.answers}
    for name, record in captioner.batches().answers(batch):
        if answer := left.pop(name, None):
            try:
                kept.add(replace(answer, text=captioner.reply(_body(record)), failed=False))
                fetched.answers += 1
            except ModelError as error:
                kept.add(answer)
                fetched.failed[one_line(error.message)] += 1
    for answer in left.values():
        kept.add(answer)
        fetched.failed[f"the batch {batch.status}" if batch.status != "completed" else "no answer came"] += 1
    if batch.status == "failed":
        fetched.not_run.append(batch.reason)


def _answered(name: str, captioner: GenerativeCaptioner) -> GeneratedCaption:
    """Return what a request of a batch gave, as long as it gave nothing."""
    profile, _, key = name.rpartition(".")
    return GeneratedCaption(condition_name(captioner, profile.replace("_", " ")), key, None, failed=True)


def _body(record: Mapping[str, Any]) -> Any:
    """Return the chat server's answer in the API's record of it, or the error in its place."""
    response, error = record.get("response"), record.get("error")
    body = response.get("body") if isinstance(response, dict) else None
    return body or {"error": error}


def _id(profile: str, key: str) -> str:
    return f"{profile.replace(' ', '_')}.{key}"


@contextmanager
def _file() -> "Iterator[IO[bytes]]":
    """A file that others cannot read, and that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="capassist-") as folder,
        (Path(folder) / "requests.jsonl").open("w+b") as file,
    ):
        yield file
