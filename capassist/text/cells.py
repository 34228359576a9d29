"""The number in a cell of a table."""

import math
import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][-+]?\d+)?")
_DECIMAL_COMMA = re.compile(r"([-+]?\d+),(\d+)")
_LONGEST = 40  # characters


def value_of(cell: str) -> Decimal | None:
    """Return the number that a cell holds, None where it holds another thing or more than a float can."""
    text = _DECIMAL_COMMA.sub(r"\1.\2", cell.strip().removesuffix("%").replace("−", "-"))
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text.lower().replace("d", "e"))
    return value if math.isfinite(value) else None
