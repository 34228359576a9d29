"""Python programs in processes of their own, which begin in milliseconds: each is forked from one that has imported capassist.

To start `capassist` anew takes a second or two, nearly all of it for imports, and the tests start it a hundred times. Here
it has been imported before it is asked to run; all else is as in a new process: its own environment, folder, streams and,
in a `Terminal`, its own session. That `python -m capassist` starts at all is for test_startup. As a script, this is the
process that the programs are forked from. None of this is for Windows, which cannot fork.
"""

import atexit
import functools
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

import capassist

IMPORTED = ("keyring", "openai.resources.chat", "pylatexenc.latex2text")  # and all of capassist


class Program:
    """`python` with the arguments (`-m MODULE …`, `-c CODE …` or a script), used like a `subprocess.Popen` that captures."""

    def __init__(
        self,
        arguments: list[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        terminal: int | None = None,
    ) -> None:
        """Begin it, in the terminal of a descriptor if there is one, with nothing on standard input if not."""
        self.returncode: int | None = None
        self._outputs = () if terminal else (tempfile.TemporaryFile(), tempfile.TemporaryFile())  # noqa: SIM115
        self._end, told = socket.socketpair()
        asked = {
            "arguments": [os.fspath(argument) for argument in arguments],
            "environ": dict(os.environ if env is None else env),
            "cwd": os.fspath(cwd or Path.cwd()),
        }
        with told, tempfile.TemporaryFile("w+") as request, Path(os.devnull).open() as nothing:
            json.dump(asked, request)
            request.seek(0)
            streams = [terminal] if terminal else [file.fileno() for file in (nothing, *self._outputs)]
            socket.send_fds(_server(), [b"!"], [request.fileno(), told.fileno(), *streams])
        self.pid = int(self._read())

    def _read(self) -> bytes:
        data = self._end.recv(16)
        assert data, "what the programs are forked from has ended"
        return data

    def poll(self) -> int | None:
        """Return the exit code, or minus the signal that ended it, if it has ended."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Return the exit code when it has ended, or None if it has not after so many seconds."""
        if self.returncode is None and select.select([self._end], [], [], timeout)[0]:
            self.returncode = int(self._read())
            self._end.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float = 60) -> tuple[str, str]:
        """Return what it wrote to standard output and to standard error, when it has ended."""
        assert self.wait(timeout) is not None, "it does not end"
        out, err = map(_contents, self._outputs)
        return out, err

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.wait(60)
        for file in self._outputs:
            file.close()


def _contents(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def run(arguments: list[str], **options: Any) -> tuple[int | None, str, str]:
    """Run a program as in `Program` to its end, and return its exit code, its output and its error output."""
    with Program(arguments, **options) as program:
        out, err = program.communicate()
        return program.returncode, out, err


@functools.cache
def _server() -> socket.socket:
    """Begin the process that the programs are forked from, and return where it is asked for them."""
    here, there = socket.socketpair()
    with there:
        command = [sys.executable, __file__, str(there.fileno())]
        process = subprocess.Popen(command, pass_fds=[there.fileno()], stdin=subprocess.DEVNULL)

    @atexit.register
    def end() -> None:
        here.close()
        process.wait()

    return here


def _serve(requests: socket.socket) -> None:
    """Fork a program for each request. Return in each of them, with its streams, environment and arguments."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        _, descriptors, *_ = socket.recv_fds(requests, 1, 5)
        if not descriptors:
            os._exit(0)  # the tests have ended
        if not os.fork():
            break
        for descriptor in descriptors:
            os.close(descriptor)
    requests.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request, told, *streams = descriptors
    if program := os.fork():
        for descriptor in streams:
            os.close(descriptor)
        os.write(told, str(program).encode())
        _, status = os.waitpid(program, 0)
        os.write(told, str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    os.close(told)
    _become(request, streams)


def _become(request: int, streams: list[int]) -> None:
    with open(request, encoding="utf-8") as file:
        asked = json.load(file)
    if len(streams) == 1:
        os.login_tty(streams[0])
    else:
        for number, descriptor in enumerate(streams):
            os.dup2(descriptor, number)
            os.close(descriptor)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(asked["environ"])
    os.chdir(asked["cwd"])
    sys.argv = asked["arguments"]


def _main() -> None:
    own = (module.name for module in pkgutil.walk_packages(capassist.__path__, "capassist."))
    for name in (*IMPORTED, *own):
        if not name.endswith("__main__"):
            importlib.import_module(name)
    gc.freeze()  # no program need look through all this
    _serve(socket.socket(fileno=int(sys.argv[1])))
    match sys.argv:
        case ["-m", module, *_]:
            del sys.argv[0]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case ["-c", code, *_]:
            del sys.argv[1]
            exec(code, {"__name__": "__main__"})
        case [script, *_]:
            runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    _main()
