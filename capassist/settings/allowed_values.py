"""What each setting's value must be: a function takes what a flag, a variable or a file says, and returns the value.

All of them raise WrongValueError.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Literal

from capassist.settings.servers import WrongValueError

MOST_PROFILE_FIGURES = 20
MOST_CANDIDATES = 8
MOST_JOBS = 64
MOST_TOKENS = 1_000_000_000
LONGEST_TIMEOUT = 3600.0  # seconds

Prompt = Literal["own", "plain", "content-first", "lamp-cap"]
Preference = Literal["quality", "voice"]
MOST_MODELS = 4  # besides the first one
PROFILES = {"none": 0, "one": 1, "all": MOST_PROFILE_FIGURES}  # LaMP-Cap's three settings


def model_name(value: object) -> str:
    """Return a model's name."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise WrongValueError("must be a model's name")
    return value.strip()


def model_names(value: object) -> tuple[str, ...]:
    """Return the names of models: a list of them, or text in which commas part them."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or len(names) > MOST_MODELS:
        raise WrongValueError(f"must be a list of at most {MOST_MODELS} models' names")
    return tuple(dict.fromkeys(map(model_name, names)))


def one_of(allowed: Sequence[str]) -> Callable[[object], str]:
    """Return what takes one of some words."""

    def check(value: object) -> str:
        if value not in allowed:
            raise WrongValueError(f"must be one of {', '.join(allowed)}")
        return str(value)

    return check


def whole_number(lowest: int, highest: int) -> Callable[[object], int]:
    """Return what takes whole numbers in a range, ends included."""

    def check(value: object) -> int:
        number = int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,12}", value, re.ASCII) else value
        if not isinstance(number, int) or isinstance(number, bool) or not lowest <= number <= highest:
            raise WrongValueError(f"must be a whole number from {lowest} to {highest}")
        return number

    return check


def profile_size(value: object) -> int:
    """Return how many figures are imitated, by number or by name."""
    named = PROFILES.get(value) if isinstance(value, str) else None
    try:
        return whole_number(0, MOST_PROFILE_FIGURES)(value) if named is None else named
    except WrongValueError as wrong:
        raise WrongValueError(f"{wrong}, or one of {', '.join(PROFILES)}") from None


def _number(value: object) -> float:
    """Return the value as a number; -1 where it is none, which no setting allows."""
    try:
        number = float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else -1.0
    except ValueError:
        return -1.0
    return number if math.isfinite(number) else -1.0


def seconds(value: object) -> float:
    """Return a time in seconds."""
    if not 0 < (number := _number(value)) <= LONGEST_TIMEOUT:
        raise WrongValueError(f"must be a number of seconds, at most {LONGEST_TIMEOUT:.0f}")
    return number


def price(value: object) -> float:
    """Return the price of a million tokens."""
    if (number := _number(value)) < 0:
        raise WrongValueError("must be the price of a million tokens", "Write it as a number: 2.5")
    return number


def limit(value: object) -> float:
    """Return the most that may be spent."""
    if (number := _number(value)) <= 0:
        raise WrongValueError("must be a number above 0", "It is in the currency of your prices.")
    return number


def switch(value: object) -> bool:
    """Return whether something is on."""
    spoken = value.strip().lower() if isinstance(value, str) else value
    if spoken in (True, "1", "true", "yes", "on"):
        return True
    if spoken in (False, "0", "false", "no", "off"):
        return False
    raise WrongValueError("must be true or false")
