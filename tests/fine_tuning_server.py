"""A provider's fine-tuning API on this machine: files, jobs that end after a few looks, and a chat with the models."""

import json
import re
from collections.abc import Callable
from email.parser import BytesParser
from typing import Any

from capassist.testing import Answer, Received, chat_answer, error_answer

RESULT = "ft:base:capassist"


class TrainingProvider:
    """The script of a ChatServer that trains. `step` is called with the name of what is asked, before it is done, and after."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.looks = 2  # at a job until it has ended
        self.ending: dict[str, Any] = {"status": "succeeded", "fine_tuned_model": RESULT, "trained_tokens": 1200}
        self.keeps_metadata = True
        self.steps: list[str] = []
        self.step: Callable[[str], None] = lambda _name: None
        self.say: Callable[[dict[str, Any]], str] = lambda _body: "A caption."

    def __call__(self, received: Received) -> Answer:
        path = received.path.partition("?")[0].removeprefix("/v1")
        name, act = self._route(path, received)
        self._reached(f"before {name}")
        answer = act()
        self._reached(f"after {name}")
        return answer

    def _reached(self, name: str) -> None:
        self.steps.append(name)
        self.step(name)

    def _route(self, path: str, received: Received) -> tuple[str, Callable[[], Answer]]:
        posted = bool(received.body)
        if path == "/chat/completions":
            return "chat", lambda: chat_answer(self.say(received.json()))
        if path == "/files":
            return ("upload", lambda: self._upload(received)) if posted else ("files", self._list_files)
        if path.startswith("/files/"):
            return "file", lambda: self._file(path.split("/")[2])
        if path == "/fine_tuning/jobs":
            listed = lambda: _page([*reversed(self.jobs.values())], received.path)  # noqa: E731
            return ("create", lambda: self._create(received.json())) if posted else ("jobs", listed)
        parts = path.removeprefix("/fine_tuning/jobs/").split("/")
        if len(parts) == 2 and parts[1] == "events":
            return "events", lambda: self._events(parts[0])
        if len(parts) == 2 and parts[1] == "cancel":
            return "cancel", lambda: self._cancel(parts[0])
        return "look", lambda: self._look(parts[0])

    def _upload(self, received: Received) -> Answer:
        head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in BytesParser().parsebytes(head + received.body).get_payload()
        }
        assert parts["purpose"].get_payload() == "fine-tune"
        name = f"file-{len(self.files) + 1}"
        self.files[name] = parts["file"].get_filename(), parts["file"].get_payload(decode=True)
        return self._file(name)

    def _file(self, name: str) -> Answer:
        if name not in self.files:
            return error_answer(404, "No such file.")
        return Answer(body={"id": name, "object": "file", "filename": self.files[name][0], "status": "processed"})

    def _list_files(self) -> Answer:
        return Answer(
            body={"object": "list", "data": [self._file(name).body for name in self.files], "has_more": False}
        )

    def _create(self, asked: dict[str, Any]) -> Answer:
        assert asked["training_file"] in self.files
        name = f"ftjob-{len(self.jobs) + 1}"
        kept = asked if self.keeps_metadata else {key: value for key, value in asked.items() if key != "metadata"}
        self.jobs[name] = {**kept, "id": name, "object": "fine_tuning.job", "status": "queued", "looks": 0}
        return Answer(body=self.jobs[name])

    def _look(self, name: str) -> Answer:
        if name not in self.jobs:
            return error_answer(404, "No such job.")
        job = self.jobs[name]
        job["looks"] += 1
        if job["status"] in {"queued", "running"}:
            job |= {"status": "running"} if job["looks"] < self.looks else self.ending
        return Answer(body=job)

    def _events(self, name: str) -> Answer:
        happened = [f"Step {n}: loss 0.{9 - n}" for n in range(self.jobs[name]["looks"] + 1)]
        data = [{"id": f"event-{n}", "message": message} for n, message in enumerate(happened)]
        return Answer(body={"object": "list", "data": data[::-1], "has_more": False})

    def _cancel(self, name: str) -> Answer:
        self.jobs[name]["status"] = "cancelled"
        return Answer(body=self.jobs[name])


def _page(records: list[dict[str, Any]], path: str) -> Answer:
    """Return one record a page."""
    ids = [record["id"] for record in records]
    after = re.search(r"after=([\w-]+)", path)
    place = ids.index(after[1]) + 1 if after else 0
    page = json.loads(json.dumps(records[place : place + 1]))
    return Answer(body={"object": "list", "data": page, "has_more": place + 1 < len(records)})
