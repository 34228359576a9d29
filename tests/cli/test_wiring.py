"""How the parts are put together: who drafts, who looks twice, and what is asked for where something is sent."""

from pathlib import Path
from typing import Any

import pytest

from capassist.cli import wiring
from capassist.cli.costs import budget_for
from capassist.drafts import open_draft
from capassist.errors import SettingsError
from capassist.settings import ModelOptions, Settings, load_settings

HERE = {"server": "http://127.0.0.1:9/v1", "model": "eyes"}
ELSEWHERE = {"server": "https://models.example.org/v1", "model": "eyes"}


def settings(**options: Any) -> Settings:
    return load_settings(ModelOptions(**options), None, {})


def context_of(paper: Path, *, sends: bool = True, for_script: bool = False, **options: Any) -> tuple[object, ...]:
    """Return who drafts, with how many at a time, whether something is sent, and whether somebody looks twice."""
    draft = open_draft(paper)
    with wiring.drafting_context(draft, None, ModelOptions(**options), sends=sends, for_script=for_script) as context:
        return context.captioner.name, context.jobs, context.sender is not None, context.checker is not None


def test_offline_one_drafts_at_a_time_and_nothing_is_sent(paper: Path) -> None:
    assert context_of(paper) == ("offline", 1, False, False)
    assert context_of(paper, double_check=True) == ("offline", 1, False, False)


def test_a_model_drafts_several_at_a_time_and_looks_twice_where_that_is_wanted(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAPASSIST_DOUBLE_CHECK")
    name, jobs = "eyes at 127.0.0.1:9", 4
    assert context_of(paper, **HERE) == (name, jobs, True, True)
    assert context_of(paper, **HERE, for_script=True) == (name, jobs, True, False)
    assert context_of(paper, **HERE, for_script=True, double_check=True) == (name, jobs, True, True)
    assert context_of(paper, **HERE, double_check=False) == (name, jobs, True, False)


def test_a_key_is_asked_for_only_where_something_is_sent(paper: Path) -> None:
    assert context_of(paper, **ELSEWHERE, sends=False)[0] == "eyes at models.example.org"
    with pytest.raises(SettingsError, match=r"The API key for models\.example\.org is missing"):
        context_of(paper, **ELSEWHERE)
    assert not (paper / ".capassist" / "answers").exists()


@pytest.mark.parametrize(("models", "both"), [(("eyes",), False), (("eyes", "ears"), True), (("eyes", "eyes"), False)])
def test_several_models_are_one_captioner_each_of_them_once(models: tuple[str, ...], both: bool, paper: Path) -> None:
    options = settings(server=HERE["server"], model=models[0], other_models=models[1:])
    sender = wiring.sender_for(open_draft(paper), None, options, sends=False, budget=budget_for(options))
    assert sender is not None
    assert ("ears" in sender.name, "eyes" in sender.name) == (both, True)


def test_who_judges_or_looks_needs_a_model(paper: Path) -> None:
    draft, budget = open_draft(paper), budget_for(settings())
    with pytest.raises(SettingsError, match="--llm needs a model that sees"):
        wiring.verifier_for(draft, None, settings(), budget)
    with pytest.raises(SettingsError, match="--double-check needs a model that sees"):
        wiring.double_checker_for(draft, None, settings())
    assert wiring.judge_for(paper, settings()) is None
    online = settings(**HERE)
    assert wiring.verifier_for(draft, None, online, budget).name == "eyes at 127.0.0.1:9"
    assert wiring.double_checker_for(draft, None, online).name == "eyes at 127.0.0.1:9"
    judge = wiring.judge_for(paper, online)
    assert judge is not None
    assert judge.name == "eyes at 127.0.0.1:9"


def test_a_server_is_named_by_options_or_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"No server is named\."):
        wiring.client_for(None, "eyes", None)
    with pytest.raises(SettingsError, match=r"models\.example\.org"):
        wiring.client_for(ELSEWHERE["server"], None, local_only=True)
    client = wiring.client_for(HERE["server"], None, None)
    assert (client.server, client.model) == (HERE["server"], "")
    monkeypatch.setenv("CAPASSIST_SERVER", HERE["server"])
    monkeypatch.setenv("CAPASSIST_MODEL", "seer")
    assert wiring.client_for(None, None, None).model == "seer"


def test_responses_are_kept_where_there_is_a_place_and_something_is_sent(paper: Path) -> None:
    for sends, kept in ((False, False), (True, True)):
        assert wiring.asker_for(settings(**HERE), keeps_in=paper, sends=sends) is not None
        assert (paper / ".capassist" / "answers").exists() is kept
    assert wiring.asker_for(settings(**HERE), keeps_in=None) is not None
    assert wiring.asker_for(settings(), keeps_in=paper) is None
