"""A settings file is changed in the entries that were asked for, and in nothing else."""

import tomllib

import pytest

from capassist.errors import SettingsError
from capassist.settings.editing import with_entries

CHANGED = {
    "an empty file": ("", 'server = "new"\n'),
    "one without it": ("profile = 3\n[style]\nwords = 3\n", 'server = "new"\nprofile = 3\n[style]\nwords = 3\n'),
    "one with it": ('# mine\nserver = "old"  # here\nmodel = "m"\n', '# mine\nserver = "new"  # here\nmodel = "m"\n'),
    "other quotes and blanks": ("  'server'\t=  'old'\r\n", "  'server'\t=  \"new\"\r\n"),
    "a quote in the old one": ('server = "o\\"ld"\n', 'server = "new"\n'),
    "a name that only ends so": ('my_server = "old"\n', 'server = "new"\nmy_server = "old"\n'),
}


@pytest.mark.parametrize(("text", "changed"), CHANGED.values(), ids=CHANGED)
def test_every_other_character_stays(text: str, changed: str) -> None:
    assert with_entries(text, {"server": "new"}, "f.toml") == changed


def test_several_entries_with_any_text_are_read_as_they_were_given() -> None:
    entries = {"server": 'a"\\b', "model": "é\n"}
    text = with_entries('model = "m"\nprofile = 3\n', entries, "f.toml")
    assert tomllib.loads(text) == {"profile": 3, **entries}
    assert "é" in text


@pytest.mark.parametrize(
    "text",
    ['server = """old"""\n', "server = 3\n", '[style]\nserver = "old"\n', 'x = """\nserver = "old"\n"""\n', "= 3"],
)
def test_what_is_not_understood_stays_and_is_said_with_the_way_on(text: str) -> None:
    with pytest.raises(SettingsError, match=r"f.toml is written in a way that cannot be changed safely") as caught:
        with_entries(text, {"server": "new"}, "f.toml")
    assert caught.value.hint == 'Put in it: server = "new"'
