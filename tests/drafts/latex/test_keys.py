"""Lists of keys, as keyval and pgfkeys read them."""

import pytest

from capassist.drafts.latex.keys import key_items

ITEMS: dict[str, list[tuple[str, str | None]]] = {
    "": [],
    "a": [("a", None)],
    "a=b": [("a", "b")],
    " a = b , c ": [("a", "b"), ("c", None)],
    "a={b}": [("a", "b")],
    "a={b, c=d},e": [("a", "b, c=d"), ("e", None)],
    "a={b}c": [("a", "{b}c")],
    "a=": [("a", "")],
    "a={}": [("a", "")],
    "a=b=c": [("a", "b=c")],
    "a,,b": [("a", None), ("b", None)],
    "=b,c": [("c", None)],
    "two  words=x": [("two words", "x")],
    r"a=\{,b=\}": [("a", r"\{"), ("b", r"\}")],
    "{a,b}=c": [("{a,b}", "c")],
}


@pytest.mark.parametrize(("text", "items"), ITEMS.items())
def test_the_items_of_a_list_of_keys(text: str, items: list[tuple[str, str | None]]) -> None:
    inside = f"[{text}],z=1"
    found = key_items(inside, 1, 1 + len(text))
    assert [(name, span and inside[slice(*span)]) for name, span in found] == items
