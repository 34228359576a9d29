"""A provider's Batch API on this machine: files, batches, and a clock that the test turns."""

import json
import re
from collections.abc import Callable
from email.parser import BytesParser
from typing import Any

from capassist.testing import Answer, Received, chat_answer, error_answer

CAPTION = "Rates of runs are means."


def answered(_body: dict[str, Any]) -> Answer | None:
    """Answer a request of a batch as the chat server would; None leaves it out, as an expired batch does."""
    return chat_answer(CAPTION)


class BatchProvider:
    """The script of a ChatServer that has a Batch API. Batches run when the test says so."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.begin: Callable[[Callable[[], Answer]], Answer] = lambda create: create()  # what beginning a batch does

    def __call__(self, received: Received) -> Answer:
        path = received.path.partition("?")[0].removeprefix("/v1")
        if path == "/chat/completions":
            return chat_answer(CAPTION)
        if path == "/files":
            return Answer(body={"id": self._kept(_uploaded(received)), "object": "file"})
        if path.startswith("/files/"):
            data = self.files.get(path.split("/")[2])
            return error_answer(404, "No such file.") if data is None else Answer(body=data)
        if path == "/batches" and received.body:
            return self.begin(lambda: Answer(body=self._created(received.json())))
        if path == "/batches":
            return Answer(body=self._listed(received.path))
        known = self.batches.get(path.removeprefix("/batches/"))
        return Answer(body=known) if known else error_answer(404, "No such batch.")

    @property
    def asked(self) -> list[str]:
        """The ids of all requests in all batches, in order."""
        return [line["custom_id"] for batch in self.batches.values() for line in self._lines(batch)]

    def run(self, answer: Callable[[dict[str, Any]], Answer | None] = answered, status: str = "completed") -> None:
        """End all batches that run: each request is answered, fails, or gets no answer."""
        for batch in self.batches.values():
            if batch["status"] != "in_progress":
                continue
            good, bad = [], []
            for line in reversed(self._lines(batch)):  # in any order
                given = answer(line)
                if given is None:
                    continue
                response = {"status_code": given.status, "body": given.body}
                (good if given.status == 200 else bad).append({"custom_id": line["custom_id"], "response": response})
            batch |= {"status": status, "output_file_id": self._records(good), "error_file_id": self._records(bad)}

    def fail(self, reason: str) -> None:
        """End all batches that run before they begin."""
        for batch in self.batches.values():
            if batch["status"] == "in_progress":
                batch |= {"status": "failed", "errors": {"data": [{"message": reason}]}}

    def _lines(self, batch: dict[str, Any]) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]

    def _records(self, records: list[dict[str, Any]]) -> str | None:
        return self._kept("\n".join(map(json.dumps, records)).encode()) if records else None

    def _kept(self, data: bytes) -> str:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = data
        return name

    def _created(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert asked["endpoint"] == "/v1/chat/completions"
        name = f"batch_{len(self.batches) + 1}"
        self.batches[name] = {**asked, "id": name, "object": "batch", "status": "in_progress"}
        total = len(self._lines(self.batches[name]))
        self.batches[name]["request_counts"] = {"total": total, "completed": 1, "failed": 0}
        return self.batches[name]

    def _listed(self, path: str) -> dict[str, Any]:
        """Return one batch a page, the newest first."""
        names = list(reversed(self.batches))
        after = re.search(r"after=(\w+)", path)
        place = names.index(after[1]) + 1 if after else 0
        page = [self.batches[name] for name in names[place : place + 1]]
        return {"object": "list", "data": page, "has_more": place + 1 < len(names)}


def _uploaded(received: Received) -> bytes:
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    parts = {
        part.get_param("name", header="content-disposition"): part
        for part in BytesParser().parsebytes(head + received.body).get_payload()
    }
    assert parts["purpose"].get_payload() == "batch"
    assert parts["file"].get_filename() == "requests.jsonl"
    return parts["file"].get_payload(decode=True)
