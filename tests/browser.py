"""A real Chromium, driven by the DevTools protocol over a pair of pipes: no driver program and no client library.

https://chromedevtools.github.io/devtools-protocol/: with --remote-debugging-pipe the browser reads JSON messages that end with a NUL
from descriptor 3 and writes its answers to descriptor 4.
"""

import base64
import json
import os
import select
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 60.0  # seconds for any one answer; a busy machine starts a browser slowly
# Without a sandbox because the tests may run as root; the rest keeps the browser itself from calling anybody.
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
).split()


def find_browser(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the browser that CAPASSIST_TEST_BROWSER names, else one that is installed, else None."""
    if name := environ.get("CAPASSIST_TEST_BROWSER"):
        return name
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page in a browser of its own, whose profile lies in `folder`; a context manager.

    `events` are what the page reported so far: its requests, its log (with what its policy refused), dialogs.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self.downloads = folder / "downloads"
        self.events: list[dict[str, Any]] = []
        self._number = 0
        self._session: str | None = None
        to_browser, self._to = os.pipe()
        self._from, from_browser = os.pipe()
        wiring = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", wiring, "bash", program, *_FLAGS, f"--user-data-dir={folder / 'profile'}"],
            pass_fds=(to_browser, from_browser),
            env=os.environ | {"LC_ALL": "C.UTF-8"},  # else names of downloads are ASCII's
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._unread = b""

    def __enter__(self) -> Self:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads), eventsEnabled=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and return its result; what arrives meanwhile is kept in `events`."""
        number = self._send(method, parameters)
        while (answer := self._receive()).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, method: str) -> dict[str, Any]:
        """Return the parameters of the next such event that was not waited for yet."""
        while True:
            for place, event in enumerate(self.events):
                if event.get("method") == method:
                    parameters: dict[str, Any] = self.events.pop(place)["params"]
                    return parameters
            self.events.append(self._receive())

    def open(self, page: Path, *, width: int = 1000, dark: bool = False, scripts: bool = True) -> None:
        """Open a page and wait until it is loaded."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.events.clear()
        self.call("Page.navigate", url=page.as_uri())
        self.wait_for("Page.loadEventFired")

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press one key: a character, or "Tab", "Enter", "ArrowDown", " " …"""
        codes = {"Tab": 9, "Enter": 13, " ": 32, "ArrowUp": 38, "ArrowDown": 40}
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        names = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": codes.get(key, 0)}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **names)
        self.call("Input.dispatchKeyEvent", type="keyUp", **names)

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self.call("Input.insertText", text=text)

    def downloaded(self) -> Path:
        """Wait for a download to end and return its file."""
        name = self.wait_for("Browser.downloadWillBegin")["suggestedFilename"]
        while self.wait_for("Browser.downloadProgress")["state"] == "inProgress":
            pass
        return self.downloads / str(name)

    def screenshot(self, path: Path) -> None:
        """Take a picture of the whole page."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))

    def requested(self) -> list[str]:
        """Return the addresses that the page asked for since it was opened."""
        sent = [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]
        return [address for address in sent if not address.startswith("data:")]

    def complaints(self) -> list[str]:
        """Return what the page's log, its errors and its dialogs said since it was opened."""
        methods = (
            "Log.entryAdded",
            "Runtime.exceptionThrown",
            "Page.javascriptDialogOpening",
            "Runtime.consoleAPICalled",
        )
        return [json.dumps(event) for event in self.events if event.get("method") in methods]

    def _send(self, method: str, parameters: Mapping[str, object]) -> int:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._number

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            if not select.select([self._from], [], [], _PATIENCE)[0]:
                raise RuntimeError("The browser gave no answer.")
            received = os.read(self._from, 1 << 20)
            if not received:
                raise RuntimeError(f"The browser ended with code {self._process.wait()}.")
            self._unread += received
        line, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if message.get("method") == "Page.javascriptDialogOpening":  # the page stands still until somebody answers
            self._send("Page.handleJavaScriptDialog", {"accept": True})
        return message
