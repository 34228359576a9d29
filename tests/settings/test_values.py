"""Settings: what a draft's own file must not reach, which source wins, and what is refused."""

from dataclasses import fields

import pytest

from capassist.errors import SettingsError
from capassist.settings import SERVERS, ModelOptions, host_of, load_settings
from capassist.settings.hosts import is_loopback
from capassist.settings.servers import base_url, name_of
from capassist.settings.values import NAMES, entry_line


@pytest.fixture
def load(tmp_path):
    """Load settings with a user's file, a draft's file, flags and variables, each where given."""

    def loaded(*, user="", draft=None, flags=None, **environ):
        (tmp_path / "config.toml").write_text(user, encoding="utf-8")
        root = tmp_path / "draft"
        root.mkdir(exist_ok=True)
        if draft is not None:
            (root / "capassist.toml").write_text(draft, encoding="utf-8")
        return load_settings(
            ModelOptions(**flags or {}), root, {"CAPASSIST_CONFIG": str(tmp_path / "config.toml"), **environ}
        )

    return loaded


def test_a_misspelt_option_is_refused():
    with pytest.raises(TypeError, match="max_token'"):
        ModelOptions(max_token=5)


def test_each_option_is_a_setting():
    assert {field.name for field in fields(ModelOptions)} <= set(NAMES)


# What must not happen -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        'server = "https://evil.example/v1"',
        'model = "spy"',
        "timeout = 3600",
        'api_key = "sk-1234"',
        'key_command = "cat ~/.ssh/id_rsa"',
        'base_url = "https://evil.example"',
        "[server]\nurl = 'https://evil.example'",
    ],
)
def test_a_drafts_own_file_sets_no_power(load, entry):
    settings = load(draft=f"{entry}\n")
    assert [source for _, _, source in settings] == ["default"] * len(NAMES)
    assert settings.online() is None
    (problem,) = settings.problems
    assert problem.message.startswith("capassist.toml:1: ")
    assert "is ignored" in problem.message
    assert "evil" not in problem.message
    assert "sk-" not in problem.message


def test_a_drafts_own_file_does_not_override_a_server(load):
    settings = load(draft='server = "https://evil.example/v1"', user='server = "https://mine.example/v1"\nmodel = "m"')
    assert settings.online() == ("https://mine.example/v1", "m")


def test_the_sdks_own_variables_name_no_server(load):
    assert load(OPENAI_BASE_URL="https://evil.example/v1", OPENAI_MODEL="m").online() is None


@pytest.mark.parametrize(
    ("server", "says"),
    [
        ("http://example.org/v1", "unencrypted"),
        ("http://127.0.0.1.example.org/v1", "unencrypted"),
        ("http://localhost.example.org/v1", "unencrypted"),
        ("http://192.168.0.7:8000/v1", "unencrypted"),
        ("http://0.0.0.0:8000/v1", "unencrypted"),
        ("https://user:secret@example.org/v1", "user name or password"),
        ("http://localhost@example.org/v1", "user name or password"),
        ("https://example.org/v1?key=secret", "part after"),
        ("localhost:11434/v1", "not a web address"),
        ("ftp://example.org", "not a web address"),
        ("https://", "not a web address"),
        ("https://exa mple.org", "not a web address"),
        ("https://example.org:port/v1", "not a web address"),
        ("https://[::1/v1", "not a web address"),
        ("https://..org/v1", "not a web address"),
        (f"https://{'a' * 64}.org/v1", "not a web address"),
        ("https://exаmple.org/v1", "not a web address"),  # with a Cyrillic letter
        ("https://example.org\\@localhost/v1", "user name or password"),
    ],
)
def test_a_server_that_is_refused(load, server, says):
    with pytest.raises(SettingsError, match=says) as caught:
        load(flags={"server": server, "model": "m"})
    assert caught.value.message.startswith("--server ")
    assert "secret" not in caught.value.message
    assert caught.value.hint


def test_a_key_in_a_file_is_refused_without_repeating_it(load):
    with pytest.raises(SettingsError, match=r"config\.toml:2: there is no setting api_key") as caught:
        load(user='model = "m"\napi_key = "sk-1234"\n')
    assert "sk-1234" not in caught.value.message
    assert "capassist key set" in caught.value.hint


@pytest.mark.parametrize(("name", "other"), [("server", "model"), ("model", "server")])
def test_one_of_server_and_model_is_not_enough(load, name, other):
    values = {"server": "https://example.org/v1", "model": "m"}
    settings = load(**{f"CAPASSIST_{name.upper()}": values[name]})
    with pytest.raises(
        SettingsError, match=f"CAPASSIST_{name.upper()} names a {name}, but no {other} is named"
    ) as caught:
        settings.online()
    assert f"--{other}" in caught.value.hint


@pytest.mark.parametrize(
    ("given", "source"),
    [
        ({"flags": {"local_only": True}, "user": "local_only = false"}, "--local-only"),
        ({"CAPASSIST_LOCAL_ONLY": "1"}, "CAPASSIST_LOCAL_ONLY"),
        ({"user": "local_only = true", "draft": "local_only = false"}, "config.toml:1"),
        ({"user": "local_only = true", "CAPASSIST_LOCAL_ONLY": "no"}, "config.toml:1"),
        ({"draft": "local_only = true", "CAPASSIST_LOCAL_ONLY": "0"}, "capassist.toml:1"),
    ],
    ids=["flag", "environment", "user over draft", "user over environment", "draft over environment"],
)
def test_whoever_forbids_other_machines_is_not_overruled(load, given, source):
    settings = load(**{**given, "CAPASSIST_SERVER": "openai", "CAPASSIST_MODEL": "m"})
    assert settings.local_only.source.endswith(source)
    for ask in (settings.online, settings.allowed_server):
        with pytest.raises(
            SettingsError, match=r"no server but this machine, and CAPASSIST_SERVER names api\.openai\.com"
        ):
            ask()


@pytest.mark.parametrize("server", ["ollama", "http://127.0.0.1:9/v1", "http://[::1]:8000/v1"])
def test_servers_on_this_machine_stay_allowed(load, server):
    settings = load(flags={"server": server, "model": "m", "local_only": True})
    assert settings.online() == (settings.server.value, "m")


@pytest.mark.parametrize(
    ("value", "names"),
    [(("a", "b", "a"), ("a", "b")), ("a, b", ("a", "b")), ("a", ("a",))],
)
def test_further_models_are_named_once_each(load, value, names):
    assert load(flags={"other_models": value}).other_models.value == names


@pytest.mark.parametrize("value", [("a", ""), ("a",) * 9, "a,,b", 3], ids=["empty", "many", "gap", "number"])
def test_further_models_that_are_none_are_said_by_their_option(load, value):
    with pytest.raises(SettingsError, match="--model must be"):
        load(flags={"other_models": value})


# Which source wins --------------------------------------------------------------------------------------------------------


def test_everything_has_a_default_and_nothing_goes_online(load):
    settings = load()
    assert list(settings) == [
        ("server", None, "default"),
        ("model", None, "default"),
        ("other_models", (), "default"),
        ("profile", 3, "default"),
        ("timeout", 180.0, "default"),
        ("jobs", 4, "default"),
        ("prompt", "own", "default"),
        ("local_only", False, "default"),
        ("double_check", True, "default"),
        ("candidates", 1, "default"),
        ("prefer", "quality", "default"),
        ("max_tokens", None, "default"),
        ("max_cost", None, "default"),
        ("price_in", None, "default"),
        ("price_out", None, "default"),
    ]
    assert settings.online() is None


@pytest.mark.parametrize(
    ("given", "value", "source"),
    [
        ({}, 3, "default"),
        ({"user": "profile = 1"}, 1, "config.toml:1"),
        ({"user": "profile = 1", "draft": "\nprofile = 2"}, 2, "capassist.toml:2"),
        ({"user": "profile = 1", "draft": "profile = 2", "CAPASSIST_PROFILE": "4"}, 4, "CAPASSIST_PROFILE"),
        ({"draft": "profile = 2", "CAPASSIST_PROFILE": "4", "flags": {"profile": 0}}, 0, "--profile"),
        ({"draft": "profile = 2", "CAPASSIST_PROFILE": "", "flags": {"profile": None}}, 2, "capassist.toml:1"),
    ],
    ids=["default", "user", "draft", "environment", "flag", "unset"],
)
def test_the_nearest_source_wins(load, given, value, source):
    setting = load(**given).profile
    assert setting.value == value
    assert setting.source.endswith(source)


def test_values_come_from_different_sources(load):
    settings = load(user='server = "http://localhost:11434/v1/"', flags={"model": "seer"}, CAPASSIST_TIMEOUT="2.5")
    assert settings.online() == ("http://localhost:11434/v1", "seer")
    assert settings.timeout.value == 2.5


@pytest.mark.parametrize(("name", "size"), [("none", 0), ("one", 1), ("all", 20), ("0", 0), ("7", 7)])
def test_the_profile_s_size_has_names(load, name, size):
    assert load(flags={"profile": name}).profile.value == size


@pytest.mark.parametrize(
    ("given", "prices"),
    [
        ({}, None),
        ({"CAPASSIST_PRICE_IN": "2.5"}, (2.5, 0.0)),
        ({"CAPASSIST_PRICE_IN": "2.5", "user": "price_out = 10"}, (2.5, 10.0)),
        ({"CAPASSIST_PRICE_IN": "2.5", "user": "price_out = 10", "flags": {"max_cost": 1.0}}, (2.5, 10.0)),
    ],
    ids=["none", "one", "both", "with a limit"],
)
def test_prices(load, given, prices):
    assert load(**given).prices() == prices


@pytest.mark.parametrize(("known", "missing"), [("IN", "OUT"), ("OUT", "IN")])
def test_a_limit_of_the_cost_needs_both_prices(load, known, missing):
    settings = load(flags={"max_cost": 0.5}, **{f"CAPASSIST_PRICE_{known}": "2"})
    with pytest.raises(SettingsError, match=f"--max-cost limits the cost, but CAPASSIST_PRICE_{missing} is not set"):
        settings.prices()


@pytest.mark.parametrize(
    "server",
    ["https://api.openai.com/v1", "http://localhost:11434/v1", "http://127.0.0.1:8000", "http://[::1]:8000/v1"],
)
def test_a_server_that_is_taken(load, server):
    assert load(flags={"server": server}).server.value == server


@pytest.mark.parametrize(
    ("name", "url"),
    [*SERVERS.items(), ("azure:my-lab", "https://my-lab.openai.azure.com/openai/v1"), (" Ollama ", SERVERS["ollama"])],
)
def test_a_server_s_name_stands_for_its_address(load, name, url):
    assert load(flags={"server": name}).server.value == url
    assert host_of(name) == host_of(url)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.openai.com", "openai"),
        ("localhost:11434", "ollama"),
        ("localhost:11435", "https://localhost:11435/v1"),
        ("mine.example", "https://mine.example/v1"),
        ("my-lab.openai.azure.com", "https://my-lab.openai.azure.com/v1"),
    ],
)
def test_a_host_is_called_by_the_server_s_name_where_it_has_one(host, name):
    assert name_of(host) == name


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.example/v1/", "https://a.example/v1"),
        (" https://a.example ", "https://a.example"),
        ("https://a_b-c.example/%7Eme/v1", "https://a_b-c.example/%7Eme/v1"),
        ("https://[2001:db8::1]/v1", "https://[2001:db8::1]/v1"),
        ("AZURE:My-Lab", "https://my-lab.openai.azure.com/openai/v1"),
        ("OpenAI", "https://api.openai.com/v1"),
    ],
)
def test_an_address_is_taken_as_it_is_written_without_its_last_slash(written, address):
    assert base_url(written) == address


@pytest.mark.parametrize("value", [7, None, ["openai"]])
def test_what_is_no_text_is_no_server(value):
    with pytest.raises(ValueError, match="must be a text"):
        base_url(value)


@pytest.mark.parametrize("name", ["ollama2", "azure:", "azure:evil.example/x", "azure:a@b", "AZURE"])
def test_an_unknown_name_is_refused_with_the_known_ones(load, name):
    with pytest.raises(SettingsError, match=r"--server (is not a web address|holds a user name)"):
        load(flags={"server": name})


def test_without_any_file_the_users_folder_is_read(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings(ModelOptions(), None, {}).profile.source == "default"


# What is refused --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"user": "colour = 3"}, r"config\.toml:1: there is no setting colour"),
        ({"user": "profile = -1"}, r"config\.toml:1: profile must be a whole number from 0 to 20"),
        ({"user": "profile = true"}, "profile must be a whole number"),
        ({"draft": "profile = 2.5"}, r"capassist\.toml:1: profile must be a whole number"),
        ({"draft": "profile = 1000000"}, "profile must be a whole number"),
        (
            {"CAPASSIST_PROFILE": "many"},
            "CAPASSIST_PROFILE must be a whole number from 0 to 20, or one of none, one, all",
        ),
        ({"flags": {"candidates": 9}}, "--candidates must be a whole number from 1 to 8"),
        ({"flags": {"max_cost": 0.0}}, "--max-cost must be a number above 0"),
        ({"CAPASSIST_MAX_COST": "cheap"}, "CAPASSIST_MAX_COST must be a number above 0"),
        ({"CAPASSIST_TIMEOUT": "soon"}, "CAPASSIST_TIMEOUT must be a number of seconds"),
        ({"CAPASSIST_TIMEOUT": "nan"}, "CAPASSIST_TIMEOUT must be a number of seconds"),
        ({"user": "timeout = 0"}, "timeout must be a number of seconds"),
        ({"user": "server = 3"}, r"config\.toml:1: server must be a text"),
        ({"user": 'model = " "'}, "model must be a model's name"),
        ({"CAPASSIST_MODEL": "m\x1b[2J"}, "CAPASSIST_MODEL must be a model's name"),
        ({"CAPASSIST_JOBS": "0"}, "CAPASSIST_JOBS must be a whole number from 1 to 64"),
        ({"flags": {"max_tokens": 0}}, "--max-tokens must be a whole number from 1"),
        ({"user": 'prompt = "theirs"'}, "prompt must be one of own, plain, content-first, lamp-cap"),
        ({"CAPASSIST_LOCAL_ONLY": "maybe"}, "CAPASSIST_LOCAL_ONLY must be true or false"),
        ({"CAPASSIST_PRICE_IN": "-1"}, "CAPASSIST_PRICE_IN must be the price of a million tokens"),
        ({"user": "price_out = inf"}, "price_out must be the price of a million tokens"),
        ({"user": "profile = \n"}, r"config\.toml is not valid TOML: .*line 1"),
        ({"draft": "= 2"}, r"capassist\.toml is not valid TOML"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(load, given, says):
    with pytest.raises(SettingsError, match=says):
        load(**given)


def test_a_named_file_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match=r"CAPASSIST_CONFIG names .*absent"):
        load_settings(ModelOptions(), None, {"CAPASSIST_CONFIG": str(tmp_path / "absent")})


@pytest.mark.parametrize(
    ("data", "says"), [(b"profile = 1 # \xe9", "is not UTF-8"), (b"\xef\xbb\xbfprofile = 1", None)]
)
def test_the_files_encoding(tmp_path, data, says):
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    if says:
        with pytest.raises(SettingsError, match=says):
            load_settings(ModelOptions(), None, {"CAPASSIST_CONFIG": str(path)})
    else:
        assert load_settings(ModelOptions(), None, {"CAPASSIST_CONFIG": str(path)}).profile.value == 1


@pytest.mark.parametrize(
    ("server", "host", "local"),
    [
        ("https://api.openai.com/v1", "api.openai.com", False),
        ("http://LOCALHOST:11434/v1", "localhost:11434", True),
        ("https://me.localhost", "me.localhost", False),
        ("https://127.0.0.1.example.org", "127.0.0.1.example.org", False),
        ("https://2130706433", "2130706433", False),
        ("http://127.8.9.1:80", "127.8.9.1:80", True),
        ("http://[::1]:8080/v1", "[::1]:8080", True),
        ("https://10.0.0.1/v1", "10.0.0.1", False),
        ("https://localhost.example.org", "localhost.example.org", False),
    ],
)
def test_hosts(server, host, local):
    assert host_of(server) == host
    assert is_loopback(host) is local


@pytest.mark.parametrize("server", ["openrouter.ai", "", "https://user:secret@example.org/v1", "http://example.org"])
def test_no_host_of_what_is_no_address(server):
    with pytest.raises(SettingsError, match="The server's address ") as caught:
        host_of(server)
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "name", "table", "line"),
    [
        ("[other]\nwords = 1\n[style]\nwords = 2", "words", "style", ":4"),
        ("words = 1\n[style]", "words", "style", ""),
        ("# words = 1\n[other]\nwords = 1\nx = 'words = 2'", "words", "", ""),
        ("x = 1\nstyle = { words = 2 }", "words", "style", ":2"),
        ("style.words = 2", "words", "style", ":1"),
        ("[rules]\n[rules.call]\na = 'b'", "call", "rules", ":2"),
        ("x = 1\n'words' = 2", "words", "", ":2"),
    ],
)
def test_the_line_of_an_entry_is_never_that_of_another(text: str, name: str, table: str, line: str) -> None:
    assert entry_line(text, name, table) == line
