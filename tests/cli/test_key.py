"""The keys of servers in the system's keyring: kept, shown by their source alone, deleted."""

from collections.abc import Iterator
from types import SimpleNamespace

import keyring
import pytest
from keyring.backend import KeyringBackend
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.commands import key

SERVER, HOST = "https://models.example.org/v1", "models.example.org"
KEY = "sk-TESTCANARY-0123456789abcdef"


class InMemory(KeyringBackend):
    """A keyring that works."""

    priority = 1
    kept: dict[tuple[str, str], str]

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def kept() -> Iterator[dict[tuple[str, str], str]]:
    before, backend = keyring.get_keyring(), InMemory()
    backend.kept = {}
    keyring.set_keyring(backend)
    yield backend.kept
    keyring.set_keyring(before)


def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["key", *arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_a_key_from_a_pipe_is_kept_used_and_deleted_and_never_shown(kept: dict[tuple[str, str], str]) -> None:
    said = [run("set", SERVER, stdin=f"{KEY}\nsk-of-another-line\n")]
    assert list(kept.values()) == [KEY]
    said += [run("show", SERVER), run("delete", SERVER)]
    assert not kept
    assert said == [
        (0, "", f"The key for {HOST} is in the system keyring.\n"),
        (0, f"{HOST}: …cdef from the system keyring\n", ""),
        (0, "", f"The key for {HOST} is deleted.\n"),
    ]


def test_a_person_is_asked_for_the_key_without_it_being_shown(
    kept: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    code, out, err = run("set", SERVER, stdin=f"{KEY}\n")
    assert (code, list(kept.values())) == (0, [KEY])
    assert f"Key for {HOST}" in out + err
    assert KEY not in out + err


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("set", SERVER), "\n", "No key was given."),
        (("set", SERVER), "sk-with a blank\n", "holds characters that no key has"),
        (("show", SERVER), "", f"The API key for {HOST} is missing."),
        (("delete", SERVER), "", f"The system keyring holds no key for {HOST}."),
    ],
)
def test_what_is_no_key_or_not_there_is_exit_code_4(
    arguments: tuple[str, ...], stdin: str, says: str, kept: dict[tuple[str, str], str]
) -> None:
    code, out, err = run(*arguments, stdin=stdin)
    assert (code, out) == (4, "")
    assert says in " ".join(err.split())
    assert not kept
