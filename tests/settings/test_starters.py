"""The files of settings to begin with, and what is set in the draft's own."""

import tomllib
from pathlib import Path

import pytest

from capassist.errors import SettingsError, UsageError, WriteError
from capassist.settings.author import RULES, TRAITS
from capassist.settings.check import CHECKS
from capassist.settings.starters import DRAFT, USER, write_starter
from capassist.settings.toml_tables import draft_tables


@pytest.mark.parametrize("text", [USER, DRAFT])
def test_nothing_is_set_until_a_remark_is_taken_away(text: str) -> None:
    assert not any(tomllib.loads(text).values())


def test_a_starter_is_written_where_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "config.toml"
    write_starter(path, "# é\n")
    assert path.read_text(encoding="utf-8") == "# é\n"
    with pytest.raises(UsageError, match="is there already"):
        write_starter(path, "other")
    assert path.read_text(encoding="utf-8") == "# é\n"
    with pytest.raises(WriteError, match="cannot be written"):
        write_starter(path / "inner.toml", "other")


def test_all_that_a_draft_may_set_is_listed_with_where_it_stands(tmp_path: Path) -> None:
    every = [*(f"style.{name}" for name in TRAITS), *(f"rules.{name}" for name in RULES)]
    every += [f"check.{name}" for name in CHECKS]
    assert [*draft_tables(tmp_path)] == [(name, None, "default") for name in every]
    (tmp_path / "capassist.toml").write_text('# mine\n[style]\nwords = 30\n\n[check]\nvenue = "acm"\n')
    found = {name: (value, source) for name, value, source in draft_tables(tmp_path)}
    assert [*found] == every
    assert found["style.words"] == (30, "capassist.toml:3")
    assert found["check.venue"] == ("acm", "capassist.toml:6")
    assert found["rules.never"] == (None, "default")


@pytest.mark.parametrize("text", ["[style]\nwords = 0\n", "[check]\nvenue = 3\n", "style = 3\n"])
def test_a_wrong_value_is_no_value_to_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "capassist.toml").write_text(text)
    with pytest.raises(SettingsError):
        list(draft_tables(tmp_path))
