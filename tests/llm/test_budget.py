"""Tokens: how many a request will take, how many were spent, and where a limit stops the next one."""

import threading

import pytest

from capassist.errors import SettingsError
from capassist.llm.budget import Budget, CostEstimate, Prices, estimate_request, picture_tokens, request_tokens
from capassist.model import Picture

MESSAGES = [{"role": "user", "content": [{"type": "text", "text": "[quote abc]"}]}]


@pytest.mark.parametrize(
    ("size", "tokens"),
    [
        ((512, 512), 255),
        ((1024, 1024), 765),
        ((2048, 4096), 1105),
        ((1, 1), 255),
    ],  # the documented examples, and the smallest
)
def test_pictures_are_counted_as_documented(size, tokens):
    assert picture_tokens(Picture(b"", "image/png", *size)) == tokens


def test_a_picture_that_is_glanced_at_takes_fewer_tokens() -> None:
    assert picture_tokens(Picture(b"", "image/png", 512, 400, glanced_at=True)) == 85


def test_text_and_pictures_of_a_request_add_up():
    messages = [{"role": "system", "content": "abcdef"}, *MESSAGES]
    assert request_tokens(messages, [Picture(b"", "image/png", 8, 8)]) == 6 + 255


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        (Budget(100), "may take 60 tokens, and 50 of at most 100 are spent"),
        (Budget(None, 0.0001, Prices(1.0, 1.0)), r"may cost 0\.0001, and 0\.0001 of at most 0\.0001 are spent"),
        (Budget(None, 0.0004, Prices(0.0, 5.0)), r"may cost 0\.0003, and 0\.0002 of at most 0\.0004 are spent"),
    ],
    ids=["tokens", "cost", "cost of answers"],
)
def test_no_request_begins_that_could_exceed_a_limit(budget, says):
    with budget.reserved(10, 50):
        budget.spend(10, 40)
    with pytest.raises(SettingsError, match=says) as caught, budget.reserved(10, 50):
        pass
    assert "--max-" in caught.value.hint
    with budget.reserved(10, 30):
        pass


def test_without_limits_everything_is_counted():
    budget = Budget(prices=Prices(2.0, 10.0))
    with budget.reserved(10**9, 10**9):
        budget.spend(1_000_000, 500_000)
    assert (budget.tokens, budget.cost) == (1_500_000, 7.0)


def test_a_request_waits_for_those_that_may_take_less_than_they_reserve():
    budget = Budget(100)
    begun = threading.Event()

    def second() -> None:
        with budget.reserved(30, 30):
            begun.set()

    with budget.reserved(30, 30):
        thread = threading.Thread(target=second)
        thread.start()
        assert not begun.wait(0.05)
        budget.spend(5, 5)
    thread.join()
    assert begun.is_set()


def test_estimates_add_up_and_keep_the_order_of_what_is_quoted() -> None:
    picture = Picture(b"abc", "image/png", 8, 8)
    one = estimate_request(MESSAGES, [picture], {"paragraph": 0, "caption": 2})
    other = estimate_request(MESSAGES, [], {"paragraph": 3, "caption": 0})
    total = sum((one, other), CostEstimate())
    assert (total.requests, total.pictures, total.size) == (2, 1, 3)
    assert list(total.quoted.items()) == [("paragraph", 3), ("caption", 2)]
    assert total.tokens_in == one.tokens_in + other.tokens_in
    assert total.tokens_out == one.tokens_out + other.tokens_out > 0
