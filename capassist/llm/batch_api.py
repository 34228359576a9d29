"""The Batch API of an OpenAI-compatible server: many requests in one file, answered within a day.

Its limits are OpenAI's (platform.openai.com/docs/guides/batch): 50,000 requests and 200 MB a file.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capassist.errors import CapassistError, ModelError
from capassist.llm.client import ChatClient, read_json
from capassist.llm.failures import status_of
from capassist.llm.listings import Listing, count_of, fields_of, record_id
from capassist.text.words import one_line

MOST_REQUESTS = 50_000  # in one batch
LARGEST_FILE = 200_000_000  # bytes
_RUNNING = frozenset({"validating", "in_progress", "finalizing", "cancelling"})
_ENDPOINT = "/v1/chat/completions"
MARK = "capassist"  # the name that was drawn for a batch stands under this in its metadata
LONGEST_UPLOAD = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the server tells of it."""

    id: str
    status: str  # in the API's words
    total: int
    completed: int
    failed: int
    files: tuple[str, ...]  # of answers and of errors, where there are any yet
    reason: str  # why it was not run

    @property
    def runs(self) -> bool:
        """Whether answers may still come."""
        return self.status in _RUNNING


class BatchApi:
    """The Batch API of a chat model's server."""

    def __init__(self, client: ChatClient) -> None:
        self._client = client
        missing = ModelError(f"{client.host} has no Batch API.", "Leave out --batch.")
        self._listing = Listing(client, lambda c, where: c.batches.with_streaming_response.list(**where), missing)

    def require(self) -> None:
        """Check that the server has a Batch API. Raises ModelError where it has none."""
        self._listing.require()

    def upload(self, requests: Path) -> str:
        """Send a file of requests, which are not run yet, and return the file's id."""
        with requests.open("rb") as file:
            form: dict[str, Any] = {"file": ("requests.jsonl", file), "purpose": "batch"}
            record = self._client.record(lambda c: c.files.with_streaming_response.create(**form), LONGEST_UPLOAD)
        return record_id(record, self._client.host)

    def begin(self, file: str, name: str) -> Batch:
        """Have the requests of an uploaded file run, as a batch of this name."""
        how: dict[str, Any] = {"input_file_id": file, "endpoint": _ENDPOINT, "completion_window": "24h"}
        return self._batch(
            self._client.record(lambda c: c.batches.with_streaming_response.create(**how, metadata={MARK: name}))
        )

    def find(self, name: str) -> Batch | None:
        """Return the batch of this name; None where there is none."""
        for record in self._listing:
            if fields_of(record.get("metadata")).get(MARK) == name:
                return self._batch(record)
        return None

    def retrieve(self, batch: str) -> Batch:
        """Return how a batch stands now."""
        try:
            return self._batch(self._client.record(lambda c: c.batches.with_streaming_response.retrieve(batch)))
        except CapassistError as error:
            if status_of(error) != 404:
                raise
            hint = "Was it sent with another key? If it is gone, remove it from the .batches.json beside the drafts."
            raise ModelError(f"{self._client.host} does not know the batch {batch}.", hint) from error

    def answers(self, batch: Batch) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield what came of each request that was run: the id that it was given, and the API's record.

        A file that the provider has removed since then holds nothing.
        """
        for file in batch.files:
            try:
                yield from self._records(file)
            except CapassistError as error:
                if status_of(error) != 404:
                    raise

    def _records(self, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for line in self._client.lines(lambda c: c.files.with_streaming_response.content(file)):
            try:
                record = read_json(line)
                yield str(record["custom_id"]), record
            except (ValueError, KeyError, TypeError, RecursionError):
                continue  # an empty line, or nothing of the API's

    def _batch(self, record: Any) -> Batch:
        name = record_id(record, self._client.host)
        counted = fields_of(record.get("request_counts"))
        total, completed, failed = (count_of(counted.get(name)) for name in ("total", "completed", "failed"))
        files = (record.get("output_file_id"), record.get("error_file_id"))
        errors = fields_of(record.get("errors")).get("data")
        first = fields_of(errors[0]) if isinstance(errors, list) and errors else {}
        return Batch(
            id=name,
            status=str(record.get("status")),
            total=total,
            completed=completed,
            failed=failed,
            files=tuple(str(file) for file in files if file),
            reason=one_line(str(first.get("message") or "")),
        )


def request_line(name: str, body: Mapping[str, Any]) -> bytes:
    """Return a request as a line of a batch's file."""
    record = {"custom_id": name, "method": "POST", "url": _ENDPOINT, "body": body}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"
