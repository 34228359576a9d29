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
from capassist.llm.failures import not_a_server, status_of
from capassist.text.words import one_line

MOST_REQUESTS = 50_000  # in one batch
LARGEST_FILE = 200_000_000  # bytes
_RUNNING = frozenset({"validating", "in_progress", "finalizing", "cancelling"})
_ENDPOINT = "/v1/chat/completions"
_MARK = "capassist"  # the name of a batch stands under this in its metadata
_A_PAGE = 100  # batches, the most that the API lists at once
_MOST_PAGES = 200
_LONGEST_UPLOAD = 3600.0  # seconds
_NO_SUCH_THING = (404, 405, 501)  # what servers say of an API that they lack


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

    def require(self) -> None:
        """Check that the server has a Batch API. Raises ModelError where it has none."""
        self._page("", 1)

    def upload(self, requests: Path) -> str:
        """Send a file of requests, which are not run yet, and return the file's id."""
        with requests.open("rb") as file:
            form: dict[str, Any] = {"file": ("requests.jsonl", file), "purpose": "batch"}
            record = self._client.record(lambda c: c.files.with_streaming_response.create(**form), _LONGEST_UPLOAD)
        return self._id(record)

    def begin(self, file: str, name: str) -> Batch:
        """Have the requests of an uploaded file run, as a batch of this name."""
        how: dict[str, Any] = {"input_file_id": file, "endpoint": _ENDPOINT, "completion_window": "24h"}
        return self._batch(
            self._client.record(lambda c: c.batches.with_streaming_response.create(**how, metadata={_MARK: name}))
        )

    def find(self, name: str) -> Batch | None:
        """Return the batch of this name; None where there is none."""
        after = ""
        for _ in range(_MOST_PAGES):
            page = self._page(after, _A_PAGE)
            for record in page["data"]:
                if isinstance(record, dict) and _object(record.get("metadata")).get(_MARK) == name:
                    return self._batch(record)
            if not page.get("has_more") or not page["data"]:
                return None
            after = self._id(page["data"][-1])
        raise ModelError(f"{self._client.host} lists too many batches to find one among them.", "Look for it there.")

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

    def _page(self, after: str, count: int) -> Mapping[str, Any]:
        where: dict[str, Any] = {"limit": count} | ({"after": after} if after else {})
        try:
            page = self._client.record(lambda c: c.batches.with_streaming_response.list(**where))
        except CapassistError as error:
            if status_of(error) not in _NO_SUCH_THING:
                raise
            raise self._has_none() from error
        if not isinstance(page, dict) or not isinstance(page.get("data"), list):
            raise self._has_none()
        return page

    def _has_none(self) -> ModelError:
        return ModelError(f"{self._client.host} has no Batch API.", "Leave out --batch.")

    def _batch(self, record: Any) -> Batch:
        name = self._id(record)
        counted = _object(record.get("request_counts"))
        total, completed, failed = (_count(counted.get(name)) for name in ("total", "completed", "failed"))
        files = (record.get("output_file_id"), record.get("error_file_id"))
        errors = _object(record.get("errors")).get("data")
        first = _object(errors[0]) if isinstance(errors, list) and errors else {}
        return Batch(
            id=name,
            status=str(record.get("status")),
            total=total,
            completed=completed,
            failed=failed,
            files=tuple(str(file) for file in files if file),
            reason=one_line(str(first.get("message") or "")),
        )

    def _id(self, record: Any) -> str:
        name = record.get("id") if isinstance(record, dict) else None
        if not isinstance(name, str) or not name:
            raise not_a_server(self._client.host)
        return name


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def request_line(name: str, body: Mapping[str, Any]) -> bytes:
    """Return a request as a line of a batch's file."""
    record = {"custom_id": name, "method": "POST", "url": _ENDPOINT, "body": body}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"
