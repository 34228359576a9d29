"""doctor: whether a server can draft captions."""

from typing import TYPE_CHECKING

from capassist.cli.options import AsJson, LocalOnly, Model, Server
from capassist.cli.output import Result, say, show

if TYPE_CHECKING:
    from capassist.llm.probe import Check
from capassist.cli.wiring import client_for


def doctor(server: Server = None, model: Model = None, local_only: LocalOnly = None, json_: AsJson = False) -> Result:
    """Look whether a server can draft captions.

    It is sent one small made-up picture and one question, and nothing of a paper.

    \b
    Examples:
      capassist doctor --server ollama --model qwen3-vl
      capassist doctor --server openai
    """
    from capassist.llm.probe import SIDE, examine

    client = client_for(server, model, local_only)
    if client.model:
        say(f"To {client.host}: one made-up picture ({SIDE} × {SIDE} pixels) and one question, nothing of a paper.")
    found = []
    for check in examine(client):
        found.append(check)
        if not json_:
            _print_check(check)  # at once: each may take a minute
    error = found[-1].error if found else None
    code = error.exit_code if error else 0
    if not json_:
        return Result(exit_code=code)
    rows = [{"check": c.name, "state": c.state, "message": c.message, "hint": c.hint} for c in found]
    record = {"schema": "capassist.doctor/1", "server": client.server, "model": client.model or None, "checks": rows}
    return Result(record, exit_code=code)


def _print_check(check: "Check") -> None:
    from capassist.terminal.console import output
    from capassist.terminal.tables import check_line

    if check.error:
        show(check.error)
    else:
        output().print(check_line(check.state, check.name, f"{check.message} {check.hint}"))
