"""models: what a server offers."""

from capassist.cli.options import AsJson, LocalOnly, Server
from capassist.cli.output import Result
from capassist.cli.wiring import client_for


def models(server: Server = None, local_only: LocalOnly = None, json_: AsJson = False) -> Result:
    """List a server's models.

    \b
    Examples:
      capassist models --server ollama
      capassist models --server openrouter --json
    """
    from capassist.llm.probe import context_of
    from capassist.text.safe import safe_text

    client = client_for(server, None, local_only)
    listed = sorted(client.models(), key=lambda entry: str(entry["id"]))
    if json_:
        rows = [{"id": entry["id"], "context": context_of(entry)} for entry in listed]
        return Result({"schema": "capassist.models/1", "server": client.server, "models": rows})
    return Result("".join(safe_text(entry["id"]).replace("\n", " ") + "\n" for entry in listed))
