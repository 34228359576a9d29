"""key: the API keys in the system's keyring."""

import os
import sys

import typer

from capassist.cli.options import OPENAI, KeyServer
from capassist.cli.output import Result


def key_set(server: KeyServer = OPENAI) -> Result:
    """Ask for a server's key and keep it in the system's keyring.

    \b
    Examples:
      capassist key set https://openrouter.ai/api/v1
      pass show openrouter | capassist key set https://openrouter.ai/api/v1
    """
    from capassist.settings import host_of, require_keyring, store_key

    host = host_of(server)
    require_keyring()
    text = typer.prompt(f"Key for {host}", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    key = store_key(host, text)
    return Result(said=[f"The key for {host} is in {key.source}."])


def key_show(server: KeyServer = OPENAI) -> Result:
    """Say whether there is a key for a server, and where from.

    The key itself is never shown.

    \b
    Example:
      capassist key show https://openrouter.ai/api/v1
    """
    from capassist.settings import host_of, required_key

    host = host_of(server)
    key = required_key(host, os.environ)
    return Result(f"{host}: {key} from {key.source}\n")


def key_delete(server: KeyServer = OPENAI) -> Result:
    """Delete a server's key from the system's keyring.

    \b
    Example:
      capassist key delete https://openrouter.ai/api/v1
    """
    from capassist.settings import delete_key, host_of

    host = host_of(server)
    delete_key(host)
    return Result(said=[f"The key for {host} is deleted."])
