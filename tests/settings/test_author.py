"""[style] and [rules] of the draft's own file."""

from pathlib import Path

import pytest

from capassist.errors import SettingsError
from capassist.model import StandingRules
from capassist.settings import load_author


def author(folder: Path, text: str) -> object:
    (folder / "capassist.toml").write_text(text)
    return load_author(folder)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("style = 3", "style must be a table"),
        ("[style]\nlength = 3", "no length"),
        ("[style]\nwords = 0", "from 1 to 1000"),
        ("[style]\nwords = true", "from 1 to 1000"),
        ('[style]\nfinal_period = "yes"', "true or false"),
        ('[style]\ntense = "future"', "one of present, past"),
        ("[style]\ntense = []", "one of present, past"),
        ("[rules]\nsay = []", "no say"),
        ('[rules]\nnever = "novel"', "never in [rules]"),
        ("[rules]\nnever = [1]", "never in [rules]"),
        ('[rules]\nalways = ["a\\nb"]', "always in [rules]"),
        ('[rules]\ncall = ["x"]', "call in [rules]"),
        ("[rules]\ncall = { a = 1 }", "call in [rules]"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as raised:
        author(tmp_path, text)
    assert says in raised.value.message


def test_no_file_no_wishes(tmp_path: Path) -> None:
    assert not load_author(tmp_path).rules
    assert load_author(tmp_path).style == ()


def test_wishes(tmp_path: Path) -> None:
    text = '[style]\nwords = 30\ntense = "past"\n[rules]\nnever = ["novel"]\nalways = ["n ="]\ncall = { "our method" = "FastNet" }\n'
    (tmp_path / "capassist.toml").write_text(text)
    found = load_author(tmp_path)
    assert found.style == (("median_words", 30), ("tense", "past"))
    assert found.rules == StandingRules((("our method", "FastNet"),), ("n =",), ("novel",))
