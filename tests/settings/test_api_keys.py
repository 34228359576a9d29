"""Keys: never shown, never sent to the wrong host, and no keyring can make capassist wait or lie."""

import threading

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from capassist.errors import SettingsError
from capassist.settings import (
    SERVERS,
    delete_key,
    find_key,
    host_of,
    missing_key,
    needed_key,
    require_keyring,
    store_key,
)

KEY = "sk-TESTCANARY-0123456789abcdef"
HOST = "models.example.org"
SERVER = f"https://{HOST}/v1"


class InMemory(KeyringBackend):
    """A keyring that works."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Hanging(InMemory):
    """A locked keyring that waits for a prompt nobody sees; the test lets it go at its end."""

    def __init__(self):
        super().__init__()
        self.released = threading.Event()

    def get_password(self, service, username):
        self.released.wait()

    set_password = delete_password = lambda self, *_: self.released.wait()


class Crashing(InMemory):
    """A keyring whose service dies."""

    def get_password(self, service, username):
        raise RuntimeError("org.freedesktop.DBus.Error.NoReply")


class Panic(BaseException):
    """What an extension module raises when it breaks: no Exception."""


class Panicking(InMemory):
    """A keyring that breaks in an extension module."""

    def get_password(self, service, username):
        raise Panic


class Stubborn(InMemory):
    """A keyring that does not delete."""

    def delete_password(self, service, username):
        pass


@pytest.fixture
def use():
    """Put a keyring in place for one test."""
    before = keyring.get_keyring()

    def put(backend):
        keyring.set_keyring(backend)
        return backend

    yield put
    keyring.set_keyring(before)


# What must not happen -----------------------------------------------------------------------------------------------------


def test_a_key_shows_in_no_text_but_its_own(use):
    use(InMemory())
    key = find_key(HOST, {"CAPASSIST_API_KEY": KEY})
    assert key.reveal() == KEY
    assert not any(KEY in text for text in (repr(key), str(key), f"{key}", repr([key]), repr(vars(type(key)))))
    assert str(key) == "…cdef"


def test_nothing_of_a_short_key_is_shown(use):
    assert str(find_key(HOST, {"CAPASSIST_API_KEY": "hunter2"})) == "…"


@pytest.mark.parametrize("host", [HOST, "api.openai.com.example.org", "localhost:11434", "example.org:443"])
def test_openais_key_goes_to_no_other_host(use, host):
    use(InMemory())
    assert find_key(host, {"OPENAI_API_KEY": KEY}) is None


def test_one_hosts_stored_key_goes_to_no_other_host(use):
    use(InMemory())
    store_key(HOST, KEY)
    assert find_key("other.example.org", {}) is None


def test_no_key_for_a_server_elsewhere_is_said_before_anything_is_sent(use):
    use(InMemory())
    with pytest.raises(SettingsError, match=f"The API key for {HOST} is missing") as caught:
        needed_key(SERVER, {})
    assert "CAPASSIST_API_KEY" in caught.value.hint
    assert f"capassist key set https://{HOST}/v1" in caught.value.hint


@pytest.mark.parametrize("name", SERVERS)
def test_what_is_told_to_be_typed_stores_the_key_of_this_server(name):
    hint = missing_key(host_of(name)).hint
    assert host_of(hint.split()[-1]) == host_of(name)
    assert ("OPENAI_API_KEY" in hint) == (name == "openai")


@pytest.mark.parametrize("text", ["sk-a b", "sk-\nInjected: yes", "sk-ä", "", "  "])
def test_a_text_that_is_no_key_is_not_stored(use, text):
    backend = use(InMemory())
    with pytest.raises(SettingsError) as caught:
        store_key(HOST, text)
    assert not backend.kept
    assert text.strip() == "" or text not in caught.value.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("backend", "says"),
    [
        (Hanging, "did not answer within 3 s"),
        (fail.Keyring, "does not work on this machine"),
        (Crashing, "does not work on this machine"),
        (Panicking, "does not work on this machine"),
        (null.Keyring, "did not keep the key"),
    ],
    ids=["hanging", "absent", "crashing", "panicking", "forgetful"],
)
def test_a_keyring_that_fails_is_one_sentence_with_the_environment_as_the_way_on(use, backend, says):
    keyring_backend = use(backend())
    with pytest.raises(SettingsError, match=says) as caught:
        store_key(HOST, KEY)
    assert "CAPASSIST_API_KEY" in caught.value.hint
    assert KEY not in caught.value.message
    if isinstance(keyring_backend, Hanging):
        keyring_backend.released.set()


def test_a_backend_that_is_not_installed(tmp_path):
    import os
    import subprocess
    import sys

    script = f"from capassist.settings import find_key; find_key({HOST!r}, {{}})"
    environ = os.environ | {"PYTHON_KEYRING_BACKEND": "no_such_module.Keyring", "PYTHONPATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert "SettingsError: The system keyring does not work on this machine." in done.stderr


def test_with_a_keyring_that_does_not_work_it_is_the_key_that_is_missing(use):
    use(fail.Keyring())
    with pytest.raises(SettingsError, match=f"The API key for {HOST} is missing.$") as caught:
        needed_key(SERVER, {})
    said = "It cannot be stored: the system keyring does not work on this machine."
    assert caught.value.hint == f"Set CAPASSIST_API_KEY in the environment. {said}"


class ReadOnly(InMemory):
    """A keyring that answers, and takes nothing."""

    def set_password(self, service, username, password):
        raise RuntimeError("read only")


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, ReadOnly, Crashing])
def test_nobody_is_asked_for_a_key_that_the_keyring_could_not_keep(use, backend):
    from typer.testing import CliRunner

    from capassist.cli import app

    use(backend())
    result = CliRunner().invoke(app, ["key", "set", SERVER], input=f"{KEY}\n")
    assert result.exit_code == 4
    assert "Key for" not in result.output
    assert "CAPASSIST_API_KEY" in result.stderr


def test_a_stored_text_that_is_no_key_can_be_replaced(use):
    backend = use(InMemory())
    backend.kept["capassist", HOST] = "two words"
    require_keyring()
    store_key(HOST, KEY)
    assert backend.kept == {("capassist", HOST): KEY}


def test_a_local_server_needs_no_keyring(use):
    use(fail.Keyring())
    assert needed_key("http://localhost:11434/v1", {}) is None


def test_a_malformed_key_in_the_environment_is_not_passed_over(use):
    with pytest.raises(SettingsError, match="CAPASSIST_API_KEY"):
        needed_key("http://localhost:11434/v1", {"CAPASSIST_API_KEY": "two words"})


# What works ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "environ", "source"),
    [
        ("api.openai.com", {"CAPASSIST_API_KEY": KEY, "OPENAI_API_KEY": "other"}, "CAPASSIST_API_KEY"),
        ("api.openai.com", {"OPENAI_API_KEY": KEY}, "OPENAI_API_KEY"),
        ("api.openai.com", {"CAPASSIST_API_KEY": " ", "OPENAI_API_KEY": f"{KEY}\n"}, "OPENAI_API_KEY"),
        (HOST, {"CAPASSIST_API_KEY": KEY}, "CAPASSIST_API_KEY"),
    ],
)
def test_the_environment_comes_first(use, host, environ, source):
    use(Crashing())
    key = find_key(host, environ)
    assert (key.reveal(), key.source) == (KEY, source)


def test_a_key_is_stored_found_and_deleted(use):
    backend = use(InMemory())
    store_key(HOST, f" {KEY}\n")
    assert backend.kept == {("capassist", HOST): KEY}
    found = needed_key(SERVER, {})
    assert (found.reveal(), found.source) == (KEY, "the system keyring")
    delete_key(HOST)
    assert find_key(HOST, {}) is None


def test_the_commands_keep_and_delete_a_key_and_show_nothing_of_it(use):
    from typer.testing import CliRunner

    from capassist.cli import app

    backend = use(InMemory())
    kept = CliRunner().invoke(app, ["key", "set", SERVER], input=f"{KEY}\n")
    assert backend.kept == {("capassist", HOST): KEY}
    gone = CliRunner().invoke(app, ["key", "delete", SERVER])
    assert backend.kept == {}
    assert (kept.exit_code, gone.exit_code) == (0, 0)
    assert f"The key for {HOST} is in the system keyring." in kept.output
    assert f"The key for {HOST} is deleted." in gone.output
    assert "Key for" not in kept.output  # nobody types: it is read from what is piped in
    assert KEY not in kept.output + gone.output


def test_deleting_what_is_not_there(use):
    use(InMemory())
    with pytest.raises(SettingsError, match=f"holds no key for {HOST}"):
        delete_key(HOST)


def test_a_key_that_stays_is_reported(use):
    use(Stubborn())
    store_key(HOST, KEY)
    with pytest.raises(SettingsError, match="still holds the key"):
        delete_key(HOST)
