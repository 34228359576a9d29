"""Programs in a pseudo-terminal, which begin in milliseconds (see `programs`)."""

import os
import signal
import sys
import termios
from typing import Any

import pexpect
from programs import Program
from ptyprocess import PtyProcess


class Terminal(pexpect.spawn):  # type: ignore[misc]
    """`python` with the arguments in a pseudo-terminal, waited for as `pexpect` does, but without its pauses."""

    def __init__(self, arguments: list[str], **options: Any) -> None:
        super().__init__(
            sys.executable, arguments, **{"encoding": "utf-8", "timeout": 60, "dimensions": (24, 80), **options}
        )
        self.delaybeforesend = None
        self.delayafterclose = self.delayafterterminate = 0.02

    def _spawnpty(self, args: list[str], **options: Any) -> "_Forked":
        return _Forked.begin([argument.decode() for argument in args[1:]], **options)


class _Forked(PtyProcess):  # type: ignore[misc]
    """A pseudo-terminal whose program is no child of this process: how it ended is asked of the program."""

    program: Program

    @classmethod
    def begin(cls, arguments: list[str], dimensions: tuple[int, int], env: Any, cwd: Any, **_: Any) -> "_Forked":
        own, its = os.openpty()
        try:
            termios.tcsetwinsize(own, dimensions)
            program = Program(arguments, env=env, cwd=cwd, terminal=its)
        finally:
            os.close(its)
        forked = cls(program.pid, own)
        forked.program = program
        return forked

    def isalive(self) -> bool:
        code = self.program.wait(60 if self.flag_eof else 0)
        if code is None:
            return True
        self.terminated = True
        self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return False

    def terminate(self, force: bool = False) -> bool:
        self.program.send_signal(signal.SIGHUP)
        if self.program.wait(0.5) is None and force:
            self.program.kill()
            self.program.wait(60)
        return not self.isalive()

    def wait(self) -> int | None:
        self.program.wait()
        self.isalive()
        return self.exitstatus
