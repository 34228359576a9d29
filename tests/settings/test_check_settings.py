"""What the draft's own file says of checking."""

from pathlib import Path

import pytest

from capassist.errors import SettingsError
from capassist.settings.check import CheckSettings, load_check_settings

WRONG = {
    "no table": ("check = true", "check must be a table", 'ignore = ["C008"]'),
    "an unknown entry": ("[check]\nserver = 'x'", "has no server", "select, ignore, venue, fail-on, baseline"),
    "a word for a list": ("[check]\nignore = 'C005'", 'ignore in [check] must look like ["C005", "C006"].', ""),
    "numbers in a list": ("[check]\nselect = ['C005', 6]", 'select in [check] must look like ["C005", "C006"].', ""),
    "a list for a word": ("[check]\nvenue = ['acm']", 'venue in [check] must look like "…".', ""),
    "a number for a word": ("[check]\nbaseline = 3", 'baseline in [check] must look like "…".', ""),
}


@pytest.mark.parametrize(("text", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_wrong_entry_is_said_with_the_form_that_it_has(tmp_path: Path, text: str, message: str, hint: str) -> None:
    (tmp_path / "capassist.toml").write_text(text)
    with pytest.raises(SettingsError) as raised:
        load_check_settings(tmp_path)
    assert "capassist.toml: " in raised.value.message
    assert message in raised.value.message
    assert hint in raised.value.hint


SAID = {
    "nothing": ("", CheckSettings()),
    "other tables": ("profile = 3\n[rules]\nnever = ['very']", CheckSettings()),
    "an empty table": ("[check]", CheckSettings()),
    "rules": ("[check]\nselect = ['C005']\nignore = ['C006', 'missing-label']", CheckSettings(("C005",), ("C006", "missing-label"))),
    "all": (
        "[check]\nselect = []\nvenue = 'acm'\nfail-on = 'info'\nbaseline = 'known.json'",
        CheckSettings((), (), "acm", "info", "known.json"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "settings"), SAID.values(), ids=SAID)
def test_what_is_said_holds(tmp_path: Path, text: str, settings: CheckSettings) -> None:
    (tmp_path / "capassist.toml").write_text(text)
    assert load_check_settings(tmp_path) == settings


def test_no_file_asks_for_nothing(tmp_path: Path) -> None:
    assert load_check_settings(tmp_path) == CheckSettings()
