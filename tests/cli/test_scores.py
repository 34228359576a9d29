"""What `evaluate` and `bench` share: which captions are seen, and what is printed of work that ended early."""

import pytest

from capassist.cli.scores import Ended, ScoreOutput, profile_conditions, scoring_for
from capassist.errors import ModelError, UsageError
from capassist.evaluation.table import Row, Table

SCORED = Table("paper", (Row("offline", 0), Row("m", 2)))
EMPTY = Table("paper", (Row("offline", 0),))


@pytest.mark.parametrize(
    ("given", "sizes", "named"),
    [("none, one,all", False, ("none", "one", "all")), ("all,all", True, ("all",)), ("0,20,one", True, ("0", "20", "one"))],
)  # fmt: skip
def test_how_many_captions_are_seen_is_named_each_once(given: str, sizes: bool, named: tuple[str, ...]) -> None:
    assert profile_conditions(given, sizes=sizes) == named


@pytest.mark.parametrize(("given", "sizes"), [("one,two", False), ("3", False), ("21", True), ("", True)])
def test_a_condition_that_there_is_none_of_is_refused(given: str, sizes: bool) -> None:
    with pytest.raises(UsageError, match="--profile does not know") as caught:
        profile_conditions(given, sizes=sizes)
    assert caught.value.hint.endswith(", or numbers up to 20." if sizes else "none, one, all.")


def test_captions_are_compared_in_one_of_two_ways() -> None:
    assert (scoring_for("lamp-cap", None).form, scoring_for("scicap", None).form) == ("lamp-cap", "scicap")
    assert scoring_for("lamp-cap", None).smoothing != scoring_for("scicap", None).smoothing
    assert [scoring_for(form, 0).smoothing for form in ("lamp-cap", "scicap")] == [0, 0]


def ended(error: BaseException | None) -> Ended:
    found = Ended()
    with found:
        if error:
            raise error
    return found


@pytest.mark.parametrize("error", [ModelError("It stalled."), KeyboardInterrupt()])
def test_of_work_that_ended_early_is_shown_what_there_is(error: ModelError | KeyboardInterrupt) -> None:
    output = ScoreOutput(as_json=True, as_csv=False)
    shown = output.result([SCORED], ended(error))
    assert (isinstance(shown.shown, dict), shown.error) == (True, error)
    for tables in ([], [EMPTY]):
        nothing = output.result(tables, ended(error))
        assert (nothing.shown, nothing.error) == ((), error)
    assert output.result([EMPTY], ended(None)).shown


def test_a_bug_is_not_kept_for_later() -> None:
    with pytest.raises(KeyError):
        ended(KeyError())
    assert ended(None).error is None


def test_a_table_is_printed_in_the_form_that_was_asked_for() -> None:
    forms = {(True, False): dict, (False, True): str, (False, False): list}
    for (as_json, as_csv), kind in forms.items():
        assert isinstance(ScoreOutput(as_json, as_csv).result([SCORED], Ended()).shown, kind)
